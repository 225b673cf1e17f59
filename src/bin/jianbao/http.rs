//! An HTTP server in little: answers to GET, and any number of connections beside each other.
//!
//! Browsers open several connections at once and keep them. None may wait for another one's end.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};

/// What is asked, without a body.
pub(crate) type Question = Request<()>;

/// What is answered at once.
#[allow(dead_code, reason = "the tests' server has bodies of another kind")]
pub(crate) type Answer = Response<Full<Bytes>>;

/// The body of an answer, which never fails.
pub(crate) trait Whole: Body<Data = Bytes, Error = Infallible> + Default + Send + 'static {}

impl<Words: Body<Data = Bytes, Error = Infallible> + Default + Send + 'static> Whole for Words {}

/// How long a server that could not accept a connection waits before it tries again.
const PAUSE: Duration = Duration::from_millis(20);

/// Answers in threads of its own, until what comes back is shut down.
///
/// # Errors
/// When the system has no threads or no such socket for it.
pub(crate) fn start<Words: Whole>(
    listener: TcpListener,
    answer: impl Fn(&Question) -> Response<Words> + Send + Sync + 'static,
) -> io::Result<Runtime> {
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    let answer = Arc::new(answer);
    runtime.spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => drop(tokio::spawn(converse(stream, answer.clone()))),
                // Too many are open; some will end.
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    });
    Ok(runtime)
}

/// Answers whatever comes over one connection.
async fn converse<Words: Whole>(
    stream: TcpStream,
    answer: Arc<impl Fn(&Question) -> Response<Words> + Send + Sync + 'static>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = answer.clone();
        async move {
            // Files are read and compressed meanwhile, which must not hold up the others.
            let answered = tokio::task::spawn_blocking(move || answer(&request.map(drop))).await;
            Ok::<_, Infallible>(answered.unwrap_or_else(|_| failed()))
        }
    });
    // The browser may have gone away; that is its business.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

fn failed<Words: Whole>() -> Response<Words> {
    let mut answer = Response::<Words>::default();
    *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    answer
}
