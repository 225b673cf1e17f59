//! Parts that know nothing of corpora.

use leptos::prelude::{request_animation_frame, set_timeout};

mod announcer;
mod dialog;
mod icon;
mod live;
mod marked;
mod numerals;
mod percent;

pub(in crate::view) use announcer::Announcer;
pub(in crate::view) use dialog::Dialog;
pub(in crate::view) use icon::{Arrow, ArrowIcon, Brand, HalfDisc, Lens};
pub(in crate::view) use live::{Fresh, live, live_flag, live_text};
pub(in crate::view) use marked::{Marked, mark_class, ranges};
pub(in crate::view) use numerals::Numerals;
pub(in crate::view) use percent::percent;

/// Does something when the next frame has been painted.
pub(in crate::view) fn after_paint(task: impl FnOnce() + 'static) {
    // A task behind the frame's own: the frame is painted before it runs.
    request_animation_frame(move || set_timeout(task, std::time::Duration::ZERO));
}
