//! How fast text is scanned in a worker: `jianbaoScan(name, a)` for `scan-worker.js`.
//!
//! `open` takes the bytes of a pack and gives those of its folded text; `memmem` and `plain` take a query and give the places
//! and articles found: by `memchr` alone over the whole text, and by the library's way of looking, article by article.

use jianbao::corpus::Corpus;
use jianbao::index::Index;
use jianbao::library::bench;
use jianbao::text::fold::needle;
use js_sys::{Reflect, Uint8Array};
use memchr::memmem;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    let mut index = Index::default();
    let call = move |name: String, a: JsValue| -> JsValue {
        match name.as_str() {
            "open" => {
                let bytes = a.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
                match Corpus::open(bytes) {
                    Ok(corpus) => index = Index::new(&corpus),
                    Err(error) => return error.to_string().into(),
                }
                number(index.text().len() as u64)
            }
            "memmem" => {
                let needle = needle(&a.as_string().unwrap_or_default(), index.classes());
                number(memmem::find_iter(index.text().as_bytes(), needle.as_bytes()).count() as u64)
            }
            "plain" => {
                let found = bench::scan(&index, &a.as_string().unwrap_or_default());
                found.map_or(JsValue::UNDEFINED, |(n_articles, _)| number(n_articles))
            }
            _ => JsValue::UNDEFINED,
        }
    };
    let call = Closure::<dyn FnMut(String, JsValue) -> JsValue>::new(call);
    let _ = Reflect::set(&js_sys::global(), &"jianbaoScan".into(), &call.into_js_value());
}

fn number(n: u64) -> JsValue {
    (n as f64).into()
}
