//! Elements made by hand, for what is long and never changes.
//!
//! A view brings code of its own for every shape that it has, and every reader downloads it. These few functions make any
//! shape.

use leptos::prelude::document;
use web_sys::Element;

/// An element with a class and text.
///
/// # Panics
/// Never: the names are the program's own, and such names make elements.
pub(in crate::view) fn made(tag: &str, class: &str, text: &str) -> Element {
    let element = document().create_element(tag).expect("a name of the program's own makes an element");
    element.set_class_name(class);
    add_text(&element, text);
    element
}

/// Puts an element behind what `parent` holds.
pub(in crate::view) fn add(parent: &Element, child: &Element) {
    let _ = parent.append_with_node_1(child);
}

/// Puts text behind what `parent` holds.
pub(in crate::view) fn add_text(parent: &Element, text: &str) {
    let _ = parent.append_with_str_1(text);
}
