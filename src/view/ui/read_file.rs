//! A file that a reader puts into a field.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Reads the file that was put into a field; nothing of one that has more bytes than allowed.
pub(in crate::view) fn read_file(
    input: &JsValue,
    most_bytes: Option<usize>,
    take: impl Fn(Option<String>) + 'static,
) {
    let part = |of: &JsValue, name: &JsValue| js_sys::Reflect::get(of, name).ok();
    let Some(file) = part(input, &"files".into()).and_then(|files| part(&files, &0.into())) else { return };
    if file.is_undefined() {
        return;
    }
    let n_bytes = part(&file, &"size".into()).and_then(|size| size.as_f64()).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "no limit is so large")]
    if most_bytes.is_some_and(|most| n_bytes > most as f64) {
        return take(None);
    }
    let text = part(&file, &"text".into()).and_then(|text| text.dyn_into::<js_sys::Function>().ok());
    let promise = text.and_then(|text| text.call0(&file).ok()?.dyn_into::<js_sys::Promise>().ok());
    let Some(promise) = promise else { return };
    let told = Closure::once_into_js(move |text: JsValue| take(text.as_string()));
    let _ = part(&promise, &"then".into())
        .and_then(|then| then.dyn_into::<js_sys::Function>().ok()?.call1(&promise, &told).ok());
}
