//! What a script beside the page asks, read from values of JavaScript.
//!
//! Reading them as JSON would take thirty kilobytes of program that each reader of a corpus in files loads.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::Ask;
use crate::protocol::{
    Axis, CountRequest, Facet, FacetChoice, FacetRequest, Filter, SearchRequest, Sort, TimeRequest, Weights,
};

/// Reads a question: the name of one that needs nothing else, or an object whose only key is its name.
///
/// # Errors
/// With a sentence that says what is wrong.
pub(super) fn read(value: &JsValue) -> Result<Ask, String> {
    match value.as_string().as_deref() {
        Some("names") => return Ok(Ask::Names),
        Some("memory") => return Ok(Ask::Memory),
        _ => {}
    }
    if let Some(search) = given(value, "search") {
        return Ok(Ask::Search(Box::new(SearchRequest {
            filter: filter(&search)?,
            sort: sort(&search)?,
            offset: number(&search, "offset")?,
            limit: number(&search, "limit")?,
            n_snippets: number(&search, "n_snippets")?,
            weights: Weights::default(),
        })));
    }
    if let Some(ids) = given(value, "ids") {
        return Ok(Ask::Ids(filter(&ids)?, sort(&ids)?));
    }
    let Some(counts) = given(value, "counts") else { return Err(wrong("question")) };
    let facet = |value: JsValue| {
        Ok(FacetRequest { facet: facet(&value)?, limit: number(&value, "limit")?, ..FacetRequest::default() })
    };
    let time = |value: JsValue| Ok(TimeRequest { axis: axis(&value)?, grain: None });
    Ok(Ask::Counts(Box::new(CountRequest {
        filter: filter(&counts)?,
        facets: list(&counts, "facets")?.into_iter().map(facet).collect::<Result<_, String>>()?,
        times: list(&counts, "times")?.into_iter().map(time).collect::<Result<_, String>>()?,
    })))
}

fn wrong(name: &str) -> String {
    format!("the question is not understood: {name}")
}

/// What an object has under a key, unless that is nothing.
fn given(object: &JsValue, key: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &key.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

fn text(object: &JsValue, key: &str) -> Result<String, String> {
    given(object, key).and_then(|value| value.as_string()).ok_or_else(|| wrong(key))
}

fn number(object: &JsValue, key: &str) -> Result<u32, String> {
    let n = given(object, key).and_then(|value| value.as_f64()).ok_or_else(|| wrong(key))?;
    if n.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&n) { Ok(n as u32) } else { Err(wrong(key)) }
}

fn list(object: &JsValue, key: &str) -> Result<Vec<JsValue>, String> {
    let Some(value) = given(object, key) else { return Ok(Vec::new()) };
    value.dyn_into::<Array>().map(|list| list.to_vec()).map_err(|_| wrong(key))
}

fn texts(object: &JsValue, key: &str) -> Result<Vec<String>, String> {
    list(object, key)?.iter().map(|value| value.as_string().ok_or_else(|| wrong(key))).collect()
}

fn filter(object: &JsValue) -> Result<Filter, String> {
    let object = given(object, "filter").ok_or_else(|| wrong("filter"))?;
    let choice = |value: JsValue| {
        Ok(FacetChoice {
            facet: facet(&value)?,
            chosen: texts(&value, "chosen")?,
            excluded: texts(&value, "excluded")?,
        })
    };
    let day = |key| given(&object, key).map(|_| text(&object, key)).transpose();
    Ok(Filter {
        query: text(&object, "query")?,
        exact: given(&object, "exact").and_then(|value| value.as_bool()).ok_or_else(|| wrong("exact"))?,
        from: day("from")?,
        to: day("to")?,
        axis: axis(&object)?,
        documents: texts(&object, "documents")?,
        facets: list(&object, "facets")?.into_iter().map(choice).collect::<Result<_, String>>()?,
    })
}

fn sort(object: &JsValue) -> Result<Sort, String> {
    Ok(match text(object, "sort")?.as_str() {
        "relevance" => Sort::Relevance,
        "date" => Sort::Date,
        "order" => Sort::Order,
        "hits" => Sort::Hits,
        _ => return Err(wrong("sort")),
    })
}

fn axis(object: &JsValue) -> Result<Axis, String> {
    Ok(match text(object, "axis")?.as_str() {
        "mentioned" => Axis::Mentioned,
        "published" => Axis::Published,
        _ => return Err(wrong("axis")),
    })
}

/// As [`crate::protocol`] writes facets in JSON.
fn facet(object: &JsValue) -> Result<Facet, String> {
    let name = text(object, "facet")?;
    let known = Facet::ALL.into_iter().zip(Facet::NAMES).find(|(_, known)| *known == name);
    known.map(|(facet, _)| facet).ok_or_else(|| wrong("facet"))
}
