//! Organisations: those of the gazetteer, and those whose name ends as names of organisations do.
//!
//! From the ending we go to the left over nouns, places and unknown characters until a verb, a mark or a number stops us. What we
//! passed is a name only if something in it is proper to one organisation: a place, a known organisation, a level of government
//! (省应急厅), or characters that are no words (菜市口营业厅). 定点医院 and 各级政府 are no names.

mod words;

use super::cut::{Cut, Token};
use super::lexicon::{Lexicon, Tags};
use super::place::is_level;
use super::{EntityKind, Finder, Found};
use crate::text::fold::is_han;
pub(super) use words::BRANCHES;
use words::{GENERAL, NO_BRANCH, SHORT, TASKS, VERBAL, WITH_PLACE};

/// Most tokens and characters of a name.
const MAX_TOKENS: usize = 12;
const MAX_CHARS: usize = 28;

/// Lines of business that go with a name of two characters.
const TRADES: [&str; 12] =
    ["石化", "药业", "制药", "重工", "股份", "电器", "置业", "乳业", "酒业", "矿业", "钢铁", "集团"];

/// The organisations of a paragraph; `words` is the paragraph as printed.
pub(super) fn find<'a>(finder: &'a Finder, cut: &Cut<'a>, words: &str, found: &mut Vec<Found<'a>>) {
    let search = Search { finder, cut, tokens: &cut.tokens };
    for (index, token) in cut.tokens.iter().enumerate() {
        found.extend(source(cut, index));
        if token.tags.any(Tags::ORGANISATION) && !search.is_other_word(index) {
            if let Some(known) = finder.known(token).find(|known| known.kind == EntityKind::Organisation) {
                if !token.is_own && is_other_case(&cut.printed(&(token.start..token.end), words), &known.name)
                {
                    continue;
                }
                let place = index.checked_sub(1).filter(|&place| search.has(place, Tags::PLACE));
                let is_hospital = cut.text(token.end.saturating_sub(2)..token.end) == ['医', '院'];
                // 黄冈|小汤山医院 is another one than that of Beijing.
                if let Some(place) = place.and_then(|place| cut.tokens.get(place)).filter(|_| is_hospital) {
                    found.push(Found::of(EntityKind::Organisation, place.start..token.end));
                    continue;
                }
                found.push(Found {
                    parent: known.parent.clone(),
                    is_known: true,
                    ..Found::new(EntityKind::Organisation, token.start..token.end, known.name.clone())
                });
            }
        } else if let Some((start, parent)) = search.branch(index) {
            found.push(Found {
                parent: Some(parent.to_owned()),
                ..Found::of(EntityKind::Organisation, start..token.end)
            });
        }
        if token.tags.any(Tags::ENDING)
            && !token.is_own
            && let Some(start) = search.name(index)
        {
            found.push(Found::of(EntityKind::Organisation, start..token.end));
        }
    }
}

/// Letters of an abbreviation, at most, that in another case are another word.
const ABBREVIATION: usize = 4;

/// Whether these are the few Latin letters of a name in another case: Tcl is not TCL.
fn is_other_case(printed: &str, name: &str) -> bool {
    printed.len() <= ABBREVIATION && printed != name && printed.eq_ignore_ascii_case(name)
}

/// The publisher that a note names behind 来源: (来源：鲁网).
fn source<'a>(cut: &Cut<'a>, index: usize) -> Option<Found<'a>> {
    let word = cut.tokens.get(index).filter(|token| cut.is(token, "来源"))?;
    let start = word.end + 1;
    let rest = cut.chars.get(start..).filter(|_| cut.chars.get(word.end) == Some(&':'))?;
    let len = rest.iter().take_while(|&&c| is_han(c)).count();
    let is_closed = rest.get(len).is_none_or(|c| matches!(c, ')' | ' ' | '|' | ']' | '】'));
    let is_publisher =
        len.checked_sub(1).and_then(|last| rest.get(last)).is_some_and(|c| "网报社刊台".contains(*c));
    let found = Found::of(EntityKind::Organisation, start..start + len);
    ((2..=8).contains(&len) && is_closed && is_publisher).then_some(Found { is_quoted: true, ..found })
}

struct Search<'a, 'b> {
    finder: &'a Finder,
    cut: &'b Cut<'a>,
    tokens: &'b [Token<'a>],
}

impl Search<'_, '_> {
    fn token(&self, index: usize) -> Option<&Token<'_>> {
        self.tokens.get(index)
    }

    fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        self.token(index).is_some_and(|token| words.iter().any(|word| self.cut.is(token, word)))
    }

    fn has(&self, index: usize, tags: Tags) -> bool {
        self.token(index).is_some_and(|token| token.tags.any(tags))
    }

    /// Whether a known name goes on as another word: 教育部|门.
    fn is_other_word(&self, index: usize) -> bool {
        self.is_one_of(index + 1, &["门", "队"]) && self.has(index, Tags::ORGANISATION)
    }

    /// Where a branch named by place and company begins, and what it is a branch of.
    fn branch(&self, index: usize) -> Option<(usize, &'static str)> {
        let token = self.token(index)?;
        let (_, parent) = BRANCHES.iter().find(|(word, _)| self.cut.is(token, word))?;
        if self.is_one_of(index + 1, &NO_BRANCH) {
            return None;
        }
        let is_place = |token: &&Token<'_>| token.tags.any(Tags::PLACE.with(Tags::WEAK_PLACE));
        let places = self.tokens.get(..index)?.iter().rev().take_while(is_place);
        let Some(first) = places.last() else {
            let level = index.checked_sub(1).filter(|&level| self.is_level(level))?;
            return self.token(level).map(|token| (token.start, *parent));
        };
        Some((first.start, parent))
    }

    /// Where the name begins that ends at a token.
    fn name(&self, last: usize) -> Option<usize> {
        let first = self.leftmost(last);
        let start = self.head(first, last)?;
        if self.is_one_of(last + 1, &["路", "街", "大道", "大街", "大桥"]) {
            return None;
        }
        let has_general = (start..last).any(|index| self.is_one_of(index, &GENERAL));
        if has_general && !self.has(last, Tags::BRANCH) {
            return None;
        }
        self.token(start).map(|token| token.start)
    }

    /// The token farthest to the left that a name may begin with.
    fn leftmost(&self, last: usize) -> usize {
        let end = self.token(last).map_or(0, |token| token.end);
        let mut first = last;
        while let Some(index) = first.checked_sub(1) {
            let Some(token) = self.token(index) else { break };
            let is_long = end - token.start > MAX_CHARS || last - index > MAX_TOKENS;
            if is_long || !self.is_part(index, last) {
                break;
            }
            first = index;
        }
        first
    }

    /// Whether a name that ends at `last` may contain a token.
    fn is_part(&self, index: usize, last: usize) -> bool {
        let Some(token) = self.token(index) else { return false };
        let Some(&c) = self.cut.chars.get(token.start) else { return false };
        if !is_han(c) && !c.is_ascii_alphabetic() {
            return false;
        }
        let is_before_ending = self.has(index + 1, Tags::ENDING);
        // 省委|省政府 are two.
        let is_level_next = self.token(index + 1).is_some_and(|next| {
            self.cut.chars.get(next.start).is_some_and(|&c| is_level(c))
                && (next.len() == 1 || next.tags.any(Tags::ENDING))
        });
        if token.tags.any(Tags::ENDING) && is_level_next {
            return false;
        }
        // 会同 is a county, and a preposition unless a place stands in front.
        let is_weak = token.tags.any(Tags::WEAK_PLACE) && token.tags.any(Tags::FUNCTION);
        if is_weak && !index.checked_sub(1).is_some_and(|before| self.has(before, Tags::PLACE)) {
            return false;
        }
        if token.tags.any(Tags::PLACE.with(Tags::WEAK_PLACE).with(Tags::ORGANISATION).with(Tags::ENDING)) {
            return true;
        }
        if c == '和' && token.len() == 1 {
            return self.is_joint(index, last);
        }
        if self.is_one_of(index, &VERBAL) {
            return is_before_ending || self.is_one_of(index + 1, &VERBAL);
        }
        if self.has(last, Tags::TASK) && self.is_one_of(index, &TASKS) {
            return true;
        }
        if token.tags.any(Tags::TITLE_BEFORE.with(Tags::TITLE_AFTER)) {
            return false;
        }
        if token.tags.any(Tags::TITLE_WEAK) {
            return is_before_ending;
        }
        if c == '第' {
            let names = Tags::ORGANISATION.with(Tags::ENDING);
            return index
                .checked_sub(1)
                .is_some_and(|before| self.is_place_or_level(before) || self.has(before, names));
        }
        let is_number = "一二三四五六七八九十百千万亿两几多数".contains(c);
        (!token.tags.any(Tags::FUNCTION) || self.is_company_word(index, last)) && !is_number
    }

    /// Whether 和 joins the tasks of one body: 四川省|文化|和|旅游|厅.
    fn is_joint(&self, index: usize, last: usize) -> bool {
        let is_body = self.has(last, Tags::GOVERNMENT) || self.is_one_of(last, &["委员会"]);
        let is_task = |index: usize| {
            self.has(index, Tags::WORD) && !self.has(index, Tags::ENDING) && !self.is_place_or_level(index)
        };
        let Some(task) = index.checked_sub(1).filter(|&task| is_task(task)) else { return false };
        let place = task.checked_sub(1).filter(|&place| self.is_place_or_level(place));
        is_body && last - index <= 4 && index + 1 < last && place.is_some()
    }

    /// Whether a verb is part of a company's name in full: 北京|星辰|远航|科技|有限公司.
    fn is_company_word(&self, index: usize, last: usize) -> bool {
        let places = Tags::PLACE.with(Tags::WEAK_PLACE);
        let is_verb = |index: usize| self.has(index, Tags::FUNCTION) && !self.has(index, places);
        let before = (index.saturating_sub(3)..index).rev().take_while(|&before| !is_verb(before));
        let is_long = self.token(index).is_some_and(|token| token.len() > 1);
        let is_only = !(index + 1..last).any(is_verb);
        self.is_full(last)
            && is_long
            && is_only
            && before.into_iter().any(|before| self.has(before, Tags::PLACE))
    }

    fn is_full(&self, index: usize) -> bool {
        self.is_one_of(index, &["有限公司", "有限责任公司", "股份有限公司", "集团有限公司"])
    }

    fn is_place_or_level(&self, index: usize) -> bool {
        self.has(index, Tags::PLACE.with(Tags::WEAK_PLACE)) || self.is_level(index)
    }

    fn is_level(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| {
            let starts = self.cut.chars.get(token.start).is_some_and(|&c| is_level(c));
            starts && (token.len() == 1 || token.len() < 4 && token.tags.any(Tags::ENDING))
        })
    }

    /// The token with which the name in `first..=last` begins; `None` where nothing in it is proper to one organisation.
    fn head(&self, first: usize, last: usize) -> Option<usize> {
        if let Some(start) = self.task(last) {
            return Some(start);
        }
        let known = Tags::PLACE.with(Tags::WEAK_PLACE).with(Tags::ORGANISATION);
        let anchor = (first..last).find(|&index| self.has(index, known));
        if let Some(anchor) = anchor {
            if self.has(last, Tags::COMPANY) && self.is_industry(last) && self.has_ending(anchor, last) {
                return None;
            }
            let mut anchor = anchor;
            // 湖北省|领导|考察|武汉|…|有限公司 begins with the place behind the verb.
            while let Some(next) = (anchor + 1..last).find(|&index| self.has(index, known))
                && (anchor..next).any(|index| self.has(index, Tags::FUNCTION) && !self.has(index, known))
                && self.is_full(last)
            {
                anchor = next;
            }
            while anchor + 1 < last && self.is_same_place(anchor, anchor + 1) {
                anchor += 1;
            }
            let start = self.with_unknown(first.max(anchor.saturating_sub(4)), anchor);
            return self.is_enough(start, anchor, last).then_some(start);
        }
        let government = Tags::GOVERNMENT.with(Tags::PARTY).with(Tags::TASK);
        let level = (first..last).find(|&index| self.is_level(index));
        if let Some(level) = level {
            // 德克萨斯|州 is no level by itself.
            let is_single = self.token(level).is_some_and(|token| token.len() == 1);
            if is_single && level > first {
                return None;
            }
            let is_bare = level + 1 == last;
            let is_general = self.is_one_of(last, &SHORT);
            let fits = self.has(last, government.with(Tags::ASSOCIATION))
                || !is_bare && self.has(last, Tags::HOSPITAL.with(Tags::UNIT).with(Tags::SCHOOL));
            return (fits && !(is_bare && is_general)).then_some(level);
        }
        if let Some(body) = (first..=last).find(|&index| self.has(index, Tags::BODY)) {
            return Some(body);
        }
        // 市政府, 省委, as one word.
        let token = self.token(last)?;
        let starts_with_level = self.cut.chars.get(token.start).is_some_and(|&c| is_level(c));
        if starts_with_level && self.has(last, government) && token.len() < 5 {
            return Some(last);
        }
        self.proper(first, last)
    }

    /// Whether an ending is a line of business rather than 公司.
    fn is_industry(&self, index: usize) -> bool {
        !self.token(index).is_some_and(|token| {
            let last = token.end.checked_sub(1).and_then(|last| self.cut.chars.get(last));
            matches!(last, Some('司' | '团' | '所' | '社' | '行'))
        })
    }

    fn has_ending(&self, first: usize, last: usize) -> bool {
        (first..last).any(|index| self.has(index, Tags::ENDING))
    }

    /// Where the name of something set up for a task begins: 陕西省|应对…工作领导小组|办公室.
    fn task(&self, last: usize) -> Option<usize> {
        if !self.has(last, Tags::TASK) {
            return None;
        }
        let end = self.token(last)?.end;
        for index in (0..last).rev() {
            let token = self.token(index)?;
            let c = *self.cut.chars.get(token.start)?;
            if !is_han(c) && !c.is_ascii_alphanumeric() || end - token.start > 40 {
                return None;
            }
            if self.is_one_of(index, &TASKS) {
                let before = index.checked_sub(1)?;
                let known = Tags::PLACE.with(Tags::ORGANISATION);
                return (self.has(before, known) || self.is_level(before)).then_some(before);
            }
        }
        None
    }

    /// Goes on to the left over characters that are no words (国欣颐养|济南), and over what a branch is one of
    /// (在线服务公司|湖北).
    fn with_unknown(&self, first: usize, anchor: usize) -> usize {
        let company = anchor.checked_sub(1).filter(|&company| company >= first);
        if company.is_some_and(|company| self.has(company, Tags::COMPANY) && !self.is_industry(company)) {
            return first.max(anchor.saturating_sub(4));
        }
        let mut start = anchor;
        while let Some(index) = start.checked_sub(1).filter(|&index| index >= first && self.is_unknown(index))
        {
            start = index;
        }
        let n_chars = self.token(anchor).zip(self.token(start)).map_or(0, |(a, b)| a.start - b.start);
        if n_chars >= 2 { start } else { anchor }
    }

    fn is_unknown(&self, index: usize) -> bool {
        const FREE: &str =
            "原前现新老大小中为被让使向从与和及的了是在有后延再各同等此其该本上下里外用以把对将";
        self.token(index).is_some_and(|token| {
            let c = self.cut.chars.get(token.start).copied().unwrap_or(' ');
            let is_titled = index
                .checked_sub(1)
                .is_some_and(|before| self.has(before, Tags::TITLE_BEFORE.with(Tags::TITLE_WEAK)));
            if token.is_person && is_titled {
                return false;
            }
            let is_rare = token.entry.is_none_or(|entry| entry.log < -14.2);
            !token.tags.any(Tags::FUNCTION.with(Tags::ENDING))
                && (is_rare || token.is_person || (token.len() == 1 && !FREE.contains(c)))
        })
    }

    /// Whether a place or organisation at `anchor` and what follows make a name.
    fn is_enough(&self, start: usize, anchor: usize, last: usize) -> bool {
        let places = Tags::PLACE.with(Tags::WEAK_PLACE);
        let is_bare = (start..last).all(|index| self.has(index, places));
        if self.has(anchor, Tags::ORGANISATION) {
            let task = Tags::UNIT.with(Tags::PARTY).with(Tags::BRANCH).with(Tags::COMPANY).with(Tags::TASK);
            return anchor + 1 < last || self.has(last, task);
        }
        // 章丘|马山: the second is no place within the first, and so proper to what follows.
        let n_places = last - start;
        if !is_bare
            || n_places > 1
                && self.is_apart(last - 2, last - 1)
                && self.has(last, Tags::HOSPITAL.with(Tags::SCHOOL))
        {
            return true;
        }
        let government = Tags::GOVERNMENT.with(Tags::PARTY);
        if self.has(last, government) {
            return !self.is_one_of(last, &SHORT);
        }
        self.is_one_of(last, &WITH_PLACE)
    }

    /// Whether two places have nothing to do with one another.
    fn is_apart(&self, outer: usize, inner: usize) -> bool {
        let codes = |index: usize| {
            let token = self.token(index);
            token
                .map(|token| self.finder.known(token).map(|known| known.code / 10_000).collect::<Vec<_>>())
                .unwrap_or_default()
        };
        let outer = codes(outer);
        !codes(inner).iter().any(|code| outer.contains(code))
    }

    /// Whether a place is named twice: 山东|山东省.
    fn is_same_place(&self, a: usize, b: usize) -> bool {
        let code = |index: usize| {
            let known = self.token(index).and_then(|token| self.finder.known(token).next());
            known.map(|known| known.code).filter(|code| *code != 0)
        };
        code(a).is_some() && code(a) == code(b)
    }

    /// Names that hold neither place nor level: characters that are no words, then perhaps words, then the ending.
    fn proper(&self, first: usize, last: usize) -> Option<usize> {
        let token = self.token(last)?;
        let n_all = self.token(first).map_or(0, |first| token.end - first.start);
        let named =
            Tags::COMPANY.with(Tags::BRANCH).with(Tags::HOSPITAL).with(Tags::SCHOOL).with(Tags::MEDIUM);
        let is_centre = token.len() > 3 && self.cut.text(token.end - 2..token.end) == ['中', '心'];
        if is_centre && last - first >= 2 && n_all >= 8 && !self.has_ending(first, last) {
            return Some(first);
        }
        if self.is_one_of(last, &["事业部"]) {
            return (first < last && last - first < 4).then_some(first);
        }
        if !token.tags.any(named) || first == last || self.is_one_of(last, &["学校"]) {
            return None;
        }
        let n_chars = |from: usize, to: usize| {
            self.token(from).zip(self.token(to)).map_or(0, |(from, to)| to.start - from.start)
        };
        if self.is_full(last)
            && let Some(start) = self.clause(last)
        {
            return Some(start);
        }
        if self.is_full(last) && n_chars(first, last) >= 4 {
            return Some(first);
        }
        let mut start = last;
        while let Some(index) = start.checked_sub(1).filter(|&index| index >= first && self.is_new(index)) {
            start = index;
        }
        // 迎宾|苑: a word and a character that is none.
        if start < last
            && token.tags.any(Tags::BRANCH.with(Tags::HOSPITAL).with(Tags::SCHOOL))
            && n_chars(start, last) == 1
            && start == first + 1
        {
            start = first;
        }
        // 汇丰|石化: a seldom word, and nothing before it.
        if start == last && first + 1 == last && self.is_one_of(last, &TRADES) && self.is_seldom(first) {
            return Some(first);
        }
        let n = n_chars(start, last);
        ((2..=6).contains(&n) && !self.is_general_word(start, last)).then_some(start)
    }

    /// The token with which a short clause begins that is nothing but a company's name in full.
    fn clause(&self, last: usize) -> Option<usize> {
        let end = self.token(last)?.start;
        let mut start = last;
        for index in (0..last).rev() {
            let token = self.token(index)?;
            let stretch = self.cut.text(token.start..token.end);
            if !stretch.iter().all(|&c| is_han(c)) {
                break;
            }
            let is_other = token.tags.any(Tags::FUNCTION) && token.len() > 1;
            if is_other
                || stretch.iter().any(|c| "的了在与和对向由被把为是从及".contains(*c))
                || end - token.start > 14
            {
                return None;
            }
            start = index;
        }
        let start_at = self.token(start)?.start;
        (end - start_at >= 3).then_some(start)
    }

    /// Whether a token is no word of the list.
    fn is_new(&self, index: usize) -> bool {
        self.is_unknown(index)
            && self.token(index).is_some_and(|token| token.len() == 1 || !token.tags.any(Tags::WORD))
    }

    fn is_seldom(&self, index: usize) -> bool {
        self.token(index).and_then(|token| token.entry).is_some_and(|entry| entry.log < -12.2)
    }

    /// Whether what stands before an ending is a word of the list after all.
    fn is_general_word(&self, start: usize, last: usize) -> bool {
        let range = self.token(start).zip(self.token(last)).map(|(from, to)| from.start..to.start);
        let entry = range.and_then(|range| Lexicon::embedded().look_up(self.cut.text(range)));
        entry.is_some_and(|entry| entry.tags.any(Tags::WORD))
    }
}
