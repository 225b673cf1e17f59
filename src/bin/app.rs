//! The page: mounts the view on the embedded corpus. Where the corpus lies in files, the same program is the engine in the
//! page's worker, so that readers fetch one.

#[cfg(not(feature = "remote"))]
fn main() {
    jianbao::view::start(include_bytes!(env!("JIANBAO_PACK")));
}

#[cfg(feature = "remote")]
fn main() {
    if jianbao::worker::is_worker() {
        jianbao::worker::start();
    } else {
        jianbao::view::start();
    }
}
