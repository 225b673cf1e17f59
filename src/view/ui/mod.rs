//! Parts that know nothing of corpora.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::{request_animation_frame, set_timeout};

mod announcer;
#[cfg(feature = "files")]
mod collator;
mod dialog;
mod icon;
mod live;
mod made;
mod marked;
mod numerals;
mod percent;
#[cfg(feature = "views")]
mod picked;
#[cfg(feature = "views")]
mod read_file;

pub(in crate::view) use announcer::Announcer;
#[cfg(feature = "files")]
pub(in crate::view) use collator::by_name;
pub(in crate::view) use dialog::Dialog;
pub(in crate::view) use icon::{Arrow, ArrowIcon, Brand, HalfDisc, Lens};
pub(in crate::view) use live::{Fresh, live, live_flag, live_text};
#[cfg(feature = "views")]
pub(in crate::view) use made::add_text;
pub(in crate::view) use made::{add, made};
pub(in crate::view) use marked::{Marked, mark_class, ranges};
pub(in crate::view) use numerals::Numerals;
pub(in crate::view) use percent::percent;
#[cfg(feature = "views")]
pub(in crate::view) use picked::Picked;
#[cfg(feature = "views")]
pub(in crate::view) use read_file::read_file;

thread_local! {
    /// What waits for the next frame.
    static TASKS: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Does something when the next frame has been painted.
pub(in crate::view) fn after_paint(task: impl FnOnce() + 'static) {
    let n_tasks = TASKS.with_borrow_mut(|tasks| {
        tasks.push(Box::new(task));
        tasks.len()
    });
    if n_tasks == 1 {
        request_animation_frame(|| {
            let tasks = TASKS.take();
            // A task behind the frame's own: the frame is painted before it runs.
            set_timeout(move || tasks.into_iter().for_each(|task| task()), Duration::ZERO);
        });
    }
}
