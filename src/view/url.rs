//! [`ViewState`]: all that a shared link restores, and its address.
//!
//! This is the only file that names a parameter. It works on plain strings and knows neither browser nor engine:
//! bad values become defaults, defaults are left out, and the order is fixed, so one state has one address.

use crate::day::Day;
use crate::protocol::{Axis, Filter, Sort};
#[cfg(feature = "files")]
use crate::protocol::{Facet, FacetChoice};

use super::settings::Theme;
use super::words::Lang;

/// Which page is shown, and by what it is filtered.
///
/// ```
/// use jianbao::view::url::{View, ViewState};
/// let state = ViewState::parse("?q=%E7%BD%91%E7%BB%9C&view=timeline");
/// assert_eq!((state.query.as_str(), state.view), ("网络", View::Timeline));
/// assert_eq!(state.href(), "?q=%E7%BD%91%E7%BB%9C&view=timeline");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewState {
    /// The query as typed.
    pub query: String,
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub to: Option<String>,
    /// Which days `from` and `to` speak of.
    pub axis: Axis,
    /// Ids of the documents to keep; empty for all.
    pub documents: Vec<String>,
    /// The page.
    pub view: View,
    /// Id of the document in the reader.
    pub document: Option<String>,
    /// Place in that document.
    pub at: Option<u32>,
    /// The file's text stands beside the cleaned one.
    pub is_compared: bool,
    /// Order of results.
    pub sort: Sort,
    /// Match characters exactly as typed.
    pub is_exact: bool,
    /// Language asked for by the link.
    pub lang: Option<Lang>,
    /// Theme asked for by the link.
    pub theme: Option<Theme>,
    /// The timeline has lanes, which only the whole program draws.
    #[cfg(not(feature = "files"))]
    pub has_lanes: bool,
    /// How much of the page is shown, where it stands inside of another one.
    pub embed: Option<Embed>,
    /// What else was chosen and excluded.
    #[cfg(feature = "files")]
    pub facets: Vec<FacetChoice>,
    /// Id of the entity whose page is open.
    #[cfg(feature = "files")]
    pub entity: Option<String>,
    /// Part of a page that is shown: a unit of figures, a kind of names, a kind of word list.
    #[cfg(feature = "files")]
    pub part: Option<String>,
    /// In which order a page other than the results has its rows; each page has its own names.
    #[cfg(feature = "files")]
    pub by: Option<String>,
}

/// A page of the explorer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// What the corpus is.
    #[default]
    Overview,
    /// Articles that match.
    Results,
    /// One article.
    Reader,
    /// Days.
    Timeline,
    /// Every hit on a line of its own.
    Concordance,
    /// Figures with their units.
    Figures,
    /// Organisations, people, places, services.
    Names,
    /// Provinces.
    Map,
    /// Frequent, neighbouring and typical expressions.
    Words,
    /// Articles that say nearly the same.
    Copies,
    /// Files and citations to take away.
    Export,
    /// What a reader collected.
    #[cfg(feature = "views")]
    Tray,
    /// What this program is.
    About,
}

impl View {
    /// Whether only the whole program shows it; the page by itself lets the browser load that.
    #[must_use]
    pub fn is_of_whole(self) -> bool {
        #[cfg(feature = "views")]
        if self == View::Tray {
            return true;
        }
        matches!(
            self,
            View::Concordance
                | View::Figures
                | View::Names
                | View::Map
                | View::Words
                | View::Copies
                | View::Export
        )
    }
}

const VIEWS: [(View, &str); if cfg!(feature = "views") { 13 } else { 12 }] = [
    (View::Overview, "overview"),
    (View::Results, "results"),
    (View::Reader, "reader"),
    (View::Timeline, "timeline"),
    (View::Concordance, "concordance"),
    (View::Figures, "figures"),
    (View::Names, "names"),
    (View::Map, "map"),
    (View::Words, "words"),
    (View::Copies, "copies"),
    (View::Export, "export"),
    #[cfg(feature = "views")]
    (View::Tray, "tray"),
    (View::About, "about"),
];

/// The orders of results, with the names that addresses give them.
pub const SORTS: [(Sort, &str); if cfg!(feature = "files") { 4 } else { 3 }] = [
    (Sort::Relevance, "relevance"),
    (Sort::Date, "date"),
    (Sort::Order, "order"),
    #[cfg(feature = "files")]
    (Sort::Hits, "hits"),
];

/// What a page inside of another one shows; `public/embed.css` leaves out the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embed {
    /// All of it.
    Full,
    /// The search box and what it finds.
    Compact,
    /// Days.
    Timeline,
    /// A text.
    Reader,
    /// The search box, until somebody searches.
    Search,
}

/// The forms of an embedded page, with the names that addresses give them.
pub const EMBEDS: [(Embed, &str); 5] = [
    (Embed::Full, "full"),
    (Embed::Compact, "compact"),
    (Embed::Timeline, "timeline"),
    (Embed::Reader, "reader"),
    (Embed::Search, "search"),
];

const AXES: [(Axis, &str); 2] = [(Axis::Mentioned, "mentioned"), (Axis::Published, "published")];

impl ViewState {
    /// Reads the part of an address from `?` on.
    #[must_use]
    pub fn parse(search: &str) -> ViewState {
        let mut state = ViewState::default();
        let mut view = None;
        for pair in search.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value);
            match name {
                "q" => state.query = value,
                "from" => state.from = day(&value),
                "to" => state.to = day(&value),
                "axis" => state.axis = named(&AXES, &value).unwrap_or_default(),
                "f.doc" if !value.is_empty() && !state.documents.contains(&value) => {
                    state.documents.push(value)
                }
                "view" => view = named(&VIEWS, &value),
                "doc" => state.document = Some(value).filter(|id| !id.is_empty()),
                "at" => state.at = value.parse().ok(),
                "text" => state.is_compared = value == "both",
                "sort" => state.sort = named(&SORTS, &value).unwrap_or_default(),
                "script" => state.is_exact = value == "exact",
                "lang" => state.lang = Lang::from_tag(&value),
                "theme" => state.theme = Theme::from_name(&value),
                "embed" => state.embed = named(&EMBEDS, &value),
                #[cfg(feature = "files")]
                "entity" => state.entity = Some(value).filter(|id| !id.is_empty()),
                #[cfg(feature = "files")]
                "part" => state.part = Some(value).filter(|part| !part.is_empty()),
                #[cfg(feature = "files")]
                "by" => state.by = Some(value).filter(|by| !by.is_empty()),
                #[cfg(feature = "files")]
                name => state.choose_named(name, value),
                #[cfg(not(feature = "files"))]
                "by" => state.has_lanes = true,
                #[cfg(not(feature = "files"))]
                _ => {}
            }
        }
        let implied = if state.document.is_some() { View::Reader } else { state.implied_view() };
        state.view = view.unwrap_or(implied);
        state.tidied()
    }

    /// The relative address, from `?` on.
    #[must_use]
    pub fn href(&self) -> String {
        let mut href = Address::default();
        href.put("q", &self.query);
        href.put("from", self.from.as_deref().unwrap_or_default());
        href.put("to", self.to.as_deref().unwrap_or_default());
        href.put("axis", if self.axis == Axis::default() { "" } else { name_of(&AXES, self.axis) });
        for id in &self.documents {
            href.put("f.doc", id);
        }
        #[cfg(feature = "files")]
        for (sign, choice, id) in self.chosen() {
            href.put(&format!("{sign}.{}", name_of(&FACETS, choice.facet)), id);
        }
        href.put("view", if self.view == self.implied_view() { "" } else { name_of(&VIEWS, self.view) });
        href.put("doc", self.document.as_deref().unwrap_or_default());
        href.put("at", &self.at.map(|at| at.to_string()).unwrap_or_default());
        href.put("text", if self.is_compared { "both" } else { "" });
        #[cfg(feature = "files")]
        for (name, value) in [("entity", &self.entity), ("part", &self.part), ("by", &self.by)] {
            href.put(name, value.as_deref().unwrap_or_default());
        }
        #[cfg(not(feature = "files"))]
        href.put("by", if self.has_lanes { "who" } else { "" });
        href.put("sort", if self.sort == Sort::default() { "" } else { name_of(&SORTS, self.sort) });
        href.put("script", if self.is_exact { "exact" } else { "" });
        href.put("lang", self.lang.map(Lang::tag).unwrap_or_default());
        href.put("theme", self.theme.map(Theme::name).unwrap_or_default());
        href.put("embed", self.embed.map(|embed| name_of(&EMBEDS, embed)).unwrap_or_default());
        href.0
    }

    /// This state with a change.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut ViewState)) -> ViewState {
        let mut next = self.clone();
        change(&mut next);
        next.tidied()
    }

    /// What an element in another page says by attributes, with their names, and the address of the rest.
    #[cfg(feature = "views")]
    #[must_use]
    pub fn attributes(&self) -> (Vec<(&'static str, String)>, String) {
        const NAMES: [(&str, &str); 8] = [
            ("q", "query"),
            ("from", "from"),
            ("to", "to"),
            ("view", "view"),
            ("doc", "doc"),
            ("lang", "lang"),
            ("theme", "theme"),
            ("embed", "embed"),
        ];
        let (mut attributes, mut rest) = (Vec::new(), Address::default());
        for pair in self.href().trim_start_matches('?').split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value);
            match NAMES.iter().find(|(known, _)| *known == name) {
                Some((_, attribute)) => attributes.push((*attribute, value)),
                None => rest.put(name, &value),
            }
        }
        (attributes, rest.0)
    }

    /// The beginning: nothing asked for, in the same clothes.
    #[must_use]
    pub fn bare(&self) -> ViewState {
        let bare =
            ViewState { lang: self.lang, theme: self.theme, embed: self.embed, ..ViewState::default() };
        ViewState { view: bare.implied_view(), ..bare }
    }

    /// The same filter on another page.
    #[must_use]
    pub fn on(&self, view: View) -> ViewState {
        self.with(|next| next.view = view)
    }

    /// The reader at a place, under the same filter.
    #[must_use]
    pub fn reading(&self, document: &str, at: Option<u32>) -> ViewState {
        self.with(|next| {
            next.view = View::Reader;
            next.document = Some(document.to_owned());
            next.at = at;
        })
    }

    /// The address of an article's near copies, which only the whole program shows.
    #[must_use]
    pub fn copies_of(&self, article: &str) -> String {
        let mut href = Address(self.on(View::Copies).href());
        href.put("entity", article);
        href.0
    }

    /// Whether only the whole program shows it; the page by itself lets the browser load that.
    #[must_use]
    pub fn is_of_whole(&self) -> bool {
        self.view.is_of_whole() || self.is_compared || self.has_lanes()
    }

    #[cfg(not(feature = "files"))]
    fn has_lanes(&self) -> bool {
        self.has_lanes
    }

    #[cfg(feature = "files")]
    fn has_lanes(&self) -> bool {
        self.view == View::Timeline && self.by.is_some()
    }

    /// The timeline with lanes.
    #[cfg(not(feature = "views"))]
    #[must_use]
    pub fn in_lanes(&self) -> ViewState {
        self.with(|next| {
            #[cfg(not(feature = "files"))]
            {
                next.has_lanes = true;
            }
            #[cfg(feature = "files")]
            {
                next.by = Some("who".to_owned());
            }
        })
    }

    /// The same query as it stands after a keystroke; what only shows the corpus gives way to results.
    #[must_use]
    pub fn typing(&self, query: &str) -> ViewState {
        self.with(|next| {
            next.query = query.to_owned();
            if matches!(next.view, View::Overview | View::About) && !query.trim().is_empty() {
                next.view = View::Results;
            }
        })
    }

    /// The results under another filter.
    #[must_use]
    pub fn filtered_by(&self, filter: &Filter) -> ViewState {
        self.with(|next| {
            next.query.clone_from(&filter.query);
            next.is_exact = filter.exact;
            next.from.clone_from(&filter.from);
            next.to.clone_from(&filter.to);
            next.axis = filter.axis;
            next.documents.clone_from(&filter.documents);
            #[cfg(feature = "files")]
            next.facets.clone_from(&filter.facets);
            if next.view != View::Timeline {
                next.view = View::Results;
            }
        })
    }

    /// The part of the state that the engine filters by.
    #[must_use]
    pub fn filter(&self) -> Filter {
        Filter {
            query: self.query.clone(),
            exact: self.is_exact,
            from: self.from.clone(),
            to: self.to.clone(),
            axis: self.axis,
            documents: self.documents.clone(),
            #[cfg(feature = "files")]
            facets: self.facets.clone(),
        }
    }

    /// Whether anything narrows the corpus.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        #[cfg(feature = "files")]
        if !self.facets.is_empty() {
            return true;
        }
        !self.query.trim().is_empty() || self.has_days() || !self.documents.is_empty()
    }

    /// Whether the days are limited.
    #[must_use]
    pub fn has_days(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    fn implied_view(&self) -> View {
        match self.embed {
            Some(Embed::Timeline) => View::Timeline,
            _ if self.query.is_empty() => View::Overview,
            _ => View::Results,
        }
    }

    /// Only the reader has a place, and the first day comes first.
    fn tidied(mut self) -> ViewState {
        if self.view == View::Reader && self.document.is_none() {
            self.view = self.implied_view();
        }
        if self.view != View::Reader {
            self.document = None;
            self.at = None;
            self.is_compared = false;
        }
        #[cfg(not(feature = "files"))]
        {
            self.has_lanes &= self.view == View::Timeline;
        }
        #[cfg(feature = "files")]
        if !self.view.is_of_whole() {
            (self.entity, self.part) = (None, None);
            self.by = self.by.filter(|_| self.view == View::Timeline);
        }
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && from > to
        {
            std::mem::swap(&mut self.from, &mut self.to);
        }
        self
    }
}

/// The facets, with the names that addresses give them behind `f.` and `x.`; documents have a list of their own.
#[cfg(feature = "files")]
const FACETS: [(Facet, &str); 10] = [
    (Facet::Publisher, "publisher"),
    (Facet::Organisation, "org"),
    (Facet::Person, "person"),
    (Facet::Place, "place"),
    (Facet::Service, "service"),
    (Facet::Unit, "unit"),
    (Facet::Year, "year"),
    (Facet::Month, "month"),
    (Facet::Language, "lang"),
    (Facet::Copies, "copies"),
];

#[cfg(feature = "files")]
impl ViewState {
    /// Everything chosen (`f`) and excluded (`x`), one at a time.
    fn chosen(&self) -> impl Iterator<Item = (&'static str, &FacetChoice, &str)> {
        self.facets.iter().flat_map(|choice| {
            let chosen = choice.chosen.iter().map(move |id| ("f", choice, id.as_str()));
            chosen.chain(choice.excluded.iter().map(move |id| ("x", choice, id.as_str())))
        })
    }

    fn choose_named(&mut self, name: &str, value: String) {
        let Some((sign, name)) = name.split_once('.') else { return };
        let Some(facet) = named(&FACETS, name).filter(|_| !value.is_empty()) else { return };
        match sign {
            "f" => self.choose(facet, &value, Choice::Chosen),
            "x" => self.choose(facet, &value, Choice::Excluded),
            _ => {}
        }
    }

    /// Chooses or excludes a value, or takes either back.
    pub fn choose(&mut self, facet: Facet, id: &str, choice: Choice) {
        if self.facets.iter().all(|known| known.facet != facet) {
            self.facets.push(FacetChoice { facet, ..FacetChoice::default() });
            let place = |facet| FACETS.iter().position(|(known, _)| *known == facet);
            crate::order::sort_by_key(&mut self.facets, |known| place(known.facet));
        }
        let Some(known) = self.facets.iter_mut().find(|known| known.facet == facet) else { return };
        known.chosen.retain(|other| other != id);
        known.excluded.retain(|other| other != id);
        match choice {
            Choice::Chosen => known.chosen.push(id.to_owned()),
            Choice::Excluded => known.excluded.push(id.to_owned()),
            Choice::Neither => {}
        }
        self.facets.retain(|choice| !choice.chosen.is_empty() || !choice.excluded.is_empty());
    }
}

/// What a reader makes of a value of a facet.
#[cfg(feature = "files")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Only what has it, or another one that is chosen.
    Chosen,
    /// Nothing that has it.
    Excluded,
    /// Whatever.
    Neither,
}

/// An address that grows by one parameter at a time.
struct Address(String);

impl Default for Address {
    fn default() -> Address {
        Address("?".to_owned())
    }
}

impl Address {
    /// Adds a parameter unless it is empty.
    fn put(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if self.0.len() > 1 {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        encode(value, &mut self.0);
    }
}

fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|entry| entry.1 == name).map(|entry| entry.0)
}

fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    names.iter().find(|entry| entry.0 == value).map_or("", |entry| entry.1)
}

fn day(text: &str) -> Option<String> {
    Day::parse(text).map(|day| day.to_string())
}

/// Percent-encodes all but unreserved characters.
fn encode(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// Undoes percent-encoding, `+` for a space included; what is no encoding stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let encoded = (byte == b'%').then(|| tail.first_chunk().and_then(hex_pair)).flatten();
        bytes.push(match byte {
            b'+' => b' ',
            _ => encoded.unwrap_or(byte),
        });
        rest = if encoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(pair: &[u8; 2]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: &str) {
        let state = ViewState::parse(address);
        assert_eq!(state.href(), expected, "{address}");
        assert_eq!(ViewState::parse(expected), state, "{expected} does not survive");
    }

    #[test]
    fn one_state_has_one_address() {
        check("", "?");
        check("?", "?");
        check("?view=overview", "?");
        check("?q=a&view=results", "?q=a");
        check("?q=a&view=overview", "?q=a&view=overview");
        check("?view=results", "?view=results");
        check("?theme=dark&q=a+b&lang=en", "?q=a%20b&lang=en&theme=dark");
        check("?q=100%25&q=%zz%E7", "?q=%25zz%EF%BF%BD");
        check(
            "?f.doc=b&f.doc=a&f.doc=b&f.doc=&axis=published&sort=date",
            "?axis=published&f.doc=b&f.doc=a&sort=date",
        );
        check("?view=reader&doc=x&at=12&q=%E7%BD%91", "?q=%E7%BD%91&view=reader&doc=x&at=12");
        check("?doc=x", "?view=reader&doc=x");
        check("?text=both&doc=x&at=3", "?view=reader&doc=x&at=3&text=both");
        check("?script=exact&axis=mentioned&sort=relevance", "?script=exact");
    }

    #[test]
    fn an_embedded_page_stays_one() {
        check("?embed=compact&q=a&theme=dark", "?q=a&theme=dark&embed=compact");
        check("?embed=timeline", "?embed=timeline");
        check("?embed=timeline&view=timeline&q=a", "?q=a&embed=timeline");
        check("?embed=timeline&view=results", "?view=results&embed=timeline");
        check("?embed=reader&doc=x", "?view=reader&doc=x&embed=reader");
        check("?embed=none&q=a", "?q=a");
        let state = ViewState::parse("?embed=timeline&q=a&lang=en&theme=dark&from=2020-01-01");
        assert_eq!(state.view, View::Timeline);
        assert_eq!(state.bare().href(), "?lang=en&theme=dark&embed=timeline");
        assert_eq!(state.typing("b").view, View::Timeline);
    }

    #[cfg(feature = "files")]
    #[test]
    fn choices_of_facets_have_one_address() {
        check("?x.year=2020&f.org=b&f.org=a&f.org=b", "?f.org=a&f.org=b&x.year=2020");
        check("?f.person=a&x.person=a", "?x.person=a");
        check("?f.colour=red&f.=a&z.org=a&f.org=", "?");
        check("?view=figures&unit=a&part=%E5%85%83&by=largest", "?view=figures&part=%E5%85%83&by=largest");
        check("?view=names&entity=place-1", "?view=names&entity=place-1");
        check("?part=a&entity=b&by=c&q=d", "?q=d");
    }

    #[cfg(feature = "views")]
    #[test]
    fn the_tray_has_a_colour_and_an_order() {
        check("?by=made&part=blue&view=tray", "?view=tray&part=blue&by=made");
        assert!(ViewState::parse("?view=tray").view.is_of_whole());
    }

    #[test]
    fn bad_values_become_defaults() {
        check("?view=reader", "?");
        check("?view=nothing&sort=up&lang=tlh&theme=pink&axis=&script=&at=-1&from=2020-02-30", "?");
        check("?view=timeline&doc=x&at=4&text=both", "?view=timeline");
        check("?doc=x&text=raw", "?view=reader&doc=x");
        check("?from=2020-03-01&to=2020-02-01", "?from=2020-02-01&to=2020-03-01");
        check("?to=1.+Mai&unknown=1&&=", "?");
    }

    #[test]
    fn typing_shows_results_where_the_corpus_was_shown() {
        let typed = |address: &str| ViewState::parse(address).typing("网络").view;
        assert_eq!(typed("?"), View::Results);
        assert_eq!(typed("?view=about"), View::Results);
        assert_eq!(typed("?view=timeline"), View::Timeline);
        assert_eq!(typed("?view=reader&doc=x"), View::Reader);
        assert_eq!(ViewState::parse("?q=a").typing("").href(), "?view=results");
    }

    #[test]
    fn every_byte_survives() {
        let text: String = (1..=0x2fff).step_by(7).filter_map(char::from_u32).collect();
        let state = ViewState { query: text, view: View::Results, ..ViewState::default() };
        assert_eq!(ViewState::parse(&state.href()), state);
    }
}
