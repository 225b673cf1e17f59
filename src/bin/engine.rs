//! The engine by itself, for a web worker.

fn main() {
    jianbao::worker::start();
}
