//! An HTTP server in little: whole answers, and any number of connections beside each other.
//!
//! Browsers open several connections at once and keep them. None may wait for another one's end.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};

/// What is asked, without a body.
pub(crate) type Question = Request<()>;

/// What is answered.
pub(crate) type Answer = Response<Full<Bytes>>;

/// How long a server that could not accept a connection waits before it tries again.
const PAUSE: Duration = Duration::from_millis(20);

/// Answers in threads of its own, until what comes back is shut down.
///
/// # Errors
/// When the system has no threads or no such socket for it.
pub(crate) fn start(
    listener: TcpListener,
    answer: impl Fn(&Question) -> Answer + Send + Sync + 'static,
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
async fn converse(stream: TcpStream, answer: Arc<impl Fn(&Question) -> Answer + Send + Sync + 'static>) {
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

fn failed() -> Answer {
    let mut answer = Answer::default();
    *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    answer
}
