//! The page: mounts the view on the corpus that `boot.js` takes out of the program's file. Where the corpus lies in files, the same
//! program is the engine in the page's worker, so that readers fetch one.

fn main() {
    #[cfg(feature = "remote")]
    if jianbao::worker::is_worker() {
        return jianbao::worker::start();
    }
    jianbao::view::start();
}
