//! Parts of the page that follow the state.
//!
//! A closure in a view would do. But each brings its own copy of the machinery that watches, compares and replaces, and
//! every reader downloads all of them: boxed, they share one.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// A view that is built anew whenever what it reads changes.
pub(in crate::view) fn live<V>(view: impl Fn() -> V + Send + 'static) -> Box<dyn Fn() -> Fresh + Send>
where
    V: IntoView + 'static,
{
    Box::new(move || Fresh::new(view()))
}

/// A text that follows the state.
pub(in crate::view) fn live_text(
    text: impl Fn() -> String + Send + 'static,
) -> Box<dyn Fn() -> String + Send> {
    Box::new(text)
}

/// A property that follows the state.
pub(in crate::view) fn live_flag(flag: impl Fn() -> bool + Send + 'static) -> Box<dyn Fn() -> bool + Send> {
    Box::new(flag)
}

/// A view that is never compared with the one before it but takes its place.
pub(in crate::view) struct Fresh(Box<dyn FnOnce() -> Box<dyn Mountable> + Send>);

impl Fresh {
    /// Takes any view.
    pub(in crate::view) fn new<V: IntoView + 'static>(view: V) -> Fresh {
        Fresh(Box::new(move || Box::new(view.build())))
    }

    /// Takes an element that is made by hand.
    pub(in crate::view) fn made(make: impl FnOnce() -> Element + Send + 'static) -> Fresh {
        Fresh(Box::new(move || Box::new(make())))
    }
}

/// What stands on the page.
pub(in crate::view) struct Standing(Box<dyn Mountable>);

impl Render for Fresh {
    type State = Standing;

    fn build(self) -> Standing {
        Standing((self.0)())
    }

    fn rebuild(self, state: &mut Standing) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Standing {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

impl AddAnyAttr for Fresh {
    type Output<NewAttr: Attribute> = Fresh;

    /// Nothing is known of the view, so nothing can be added to it.
    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Fresh {
        self
    }
}

/// The page is never written on a server: of this, only taking ownership is used.
impl RenderHtml for Fresh {
    type AsyncOutput = Fresh;
    type Owned = Fresh;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Fresh {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Standing {
        self.build()
    }

    fn into_owned(self) -> Fresh {
        self
    }
}
