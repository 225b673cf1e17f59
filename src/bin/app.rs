//! The page: mounts the view on the embedded corpus.

fn main() {
    jianbao::view::start(include_bytes!(env!("JIANBAO_PACK")));
}
