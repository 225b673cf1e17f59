//! The page of organisations, people, places and services: a list to choose from, one name, and what a reader corrects.

mod asked;
mod contexts;
mod entity;
mod kept;
mod name_list;
mod named_with;
mod repair_list;
mod repairs;
mod time_bins;
mod times;
mod together;

use leptos::html;
use leptos::prelude::*;

use crate::protocol::annotation::{EntityAnswer, EntityName, EntityRequest, NameAnswer, NameRequest};

use super::client::Shared;
use super::history::{Navigator, focus};
use super::search::QueryChips;
use super::ui::{Announcer, live_text};
use super::url::{View, ViewState};
use super::words::{Words, use_words};
use super::{Explorer, use_explorer};
use entity::Entity;
use name_list::NameList;
use repair_list::RepairList;

pub(super) use kept::kept;
pub(super) use repairs::Repairs;

/// What was answered about names, and to which question.
#[derive(Clone, Debug, PartialEq)]
struct Listed {
    request: NameRequest,
    answer: Shared<NameAnswer>,
}

/// What was answered about one name, and to which question.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    request: EntityRequest,
    answer: Shared<Option<Box<EntityAnswer>>>,
}

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
struct Page {
    navigator: Navigator,
    listed: Memo<Listed>,
    /// The name that is shown; without a choice the first one of the list.
    id: Memo<Option<String>>,
    told: Memo<Option<Told>>,
    repairs: RwSignal<Repairs>,
    /// The name that another one is being chosen for, to be merged into.
    merging: RwSignal<Option<EntityName>>,
    /// Sentences, and other names, that were asked for, and the name that they were asked of: another begins anew.
    grown: RwSignal<asked::Grown>,
}

impl Page {
    fn new(Explorer { navigator, answers, .. }: Explorer) -> Page {
        let repairs = RwSignal::new(kept());
        let grown = RwSignal::new(asked::Grown::default());
        let listed = Memo::new(move |_| {
            let state = navigator.state().read();
            let request = repairs.with(|repairs| asked::names(&state, repairs, navigator.limit()));
            let (request, answer) = answers.client.names(request);
            Listed { request, answer }
        });
        let id = Memo::new(move |_| {
            let chosen = navigator.state().read().entity.clone();
            let id = chosen.or_else(|| {
                listed.with(|listed| listed.answer.names.first().map(|name| name.entity.id.clone()))
            })?;
            Some(repairs.with(|repairs| repairs.meant(&id).to_owned()))
        });
        let told = Memo::new(move |_| {
            let id = id.get()?;
            let state = navigator.state().read();
            let request =
                repairs.with(|repairs| grown.with(|grown| asked::entity(&state, id, repairs, grown)));
            let (request, answer) = answers.client.entity(request);
            Some(Told { request, answer })
        });
        Page { navigator, listed, id, told, repairs, merging: RwSignal::new(None), grown }
    }

    /// Whether nothing has been answered yet.
    fn is_new(self) -> bool {
        self.listed.with(|listed| listed.request.limit == 0)
    }

    /// Whether another name is shown than the one that was chosen.
    fn is_stale(self) -> bool {
        let id = self.id.get();
        self.told.with(|told| told.as_ref().map(|told| &told.request.id) != id.as_ref())
    }

    /// Corrects, and keeps that.
    fn repair(self, change: impl FnOnce(&mut Repairs)) {
        self.repairs.update(change);
        self.repairs.with_untracked(kept::keep);
    }

    /// Looks at the name that is shown.
    fn with_entity<T>(self, look: impl FnOnce(&EntityAnswer) -> T) -> Option<T> {
        self.told.with(|told| told.as_ref().and_then(|told| told.answer.as_deref()).map(look))
    }
}

/// The page.
#[component]
pub(super) fn Names() -> impl IntoView {
    let words = use_words();
    let page = Page::new(use_explorer());
    let one = NodeRef::<html::Div>::new();
    let has_chosen = Memo::new(move |_| {
        page.navigator.state().read().entity.is_some() && page.merging.with(Option::is_none)
    });
    show_chosen(page, one);
    view! {
        <h1 class="unseen">{words.of_whole(View::Names)}</h1>
        <QueryChips/>
        <Announcer sentence=Signal::derive(move || sentence(page, words))/>
        <div class="wrap names" class:names--one=has_chosen>
            <NameList page/>
            <div node_ref=one class="names__one" tabindex="-1" aria-busy=live_text(move || page.is_stale().to_string())>
                <a class="button names__back" href=page.navigator.link(|state| with_entity(state, None))>{words.other_name()}</a>
                <Entity page/>
            </div>
        </div>
        <div class="wrap"><RepairList page/></div>
    }
}

/// What is heard when another name is shown.
fn sentence(page: Page, words: Words) -> String {
    let said = page.with_entity(|entity| {
        let count = &entity.count;
        format!(
            "{}{}{}",
            count.entity.name,
            words.comma(),
            words.mention_counts(count.n_mentions, count.n_articles, count.n_documents)
        )
    });
    said.unwrap_or_default()
}

/// Where the list gives way to one name, the focus goes on to that: the link that was followed is gone.
fn show_chosen(page: Page, one: NodeRef<html::Div>) {
    let chosen = Memo::new(move |_| page.navigator.state().read().entity.clone());
    Effect::new(move |is_later: Option<bool>| {
        let is_chosen = chosen.get().is_some();
        let one = one.get_untracked().filter(|_| is_later.is_some() && is_chosen);
        if let Some(one) = one {
            request_animation_frame(move || {
                let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
                if is_lost {
                    focus(&one);
                    one.scroll_into_view();
                }
            });
        }
        true
    });
}

/// The state with another name.
fn with_entity(state: &ViewState, id: Option<&str>) -> ViewState {
    state.with(|next| {
        next.view = View::Names;
        next.entity = id.map(str::to_owned);
    })
}
