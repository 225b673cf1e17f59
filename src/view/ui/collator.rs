//! The order of names, as the browser knows it.

use std::cmp::Ordering;

use js_sys::{Array, Intl, Object};

use crate::view::words::Lang;

/// Compares names: by pinyin, in an interface of Traditional characters by strokes.
pub(in crate::view) fn by_name(lang: Lang) -> impl Fn(&str, &str) -> Ordering {
    let tag = if lang == Lang::ZhHant { "zh-Hant-u-co-stroke-kn" } else { "zh-Hans-u-co-pinyin-kn" };
    let collator = Intl::Collator::new(&Array::of1(&tag.into()), &Object::new());
    let compare = collator.compare();
    move |a, b| {
        let order = compare.call2(&collator, &a.into(), &b.into());
        order.ok().and_then(|order| order.as_f64()).unwrap_or_default().total_cmp(&0.0)
    }
}
