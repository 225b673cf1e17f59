//! Services and products: those of the gazetteer, and what stands in quotation marks beside 平台, 系统, 小程序 and the like.

use super::cut::{Cut, Token};
use super::lexicon::Tags;
use super::{EntityKind, Finder, Found};

/// What is a service whatever its name.
pub(super) const PLATFORMS: [&str; 17] = [
    "平台",
    "系统",
    "app",
    "小程序",
    "公众号",
    "客户端",
    "软件",
    "应用程序",
    "产品",
    "机器人",
    "操作系统",
    "大模型",
    "浏览器",
    "云平台",
    "管理系统",
    "服务平台",
    "应用",
];

/// What may be a service.
pub(super) const OFFERS: [&str; 6] = ["业务", "服务", "套餐", "解决方案", "会议服务", "直播"];

/// What a name holds that is offered as 业务 or 服务.
const MODERN: &str = "云通宝网智码讯播视e讲贷易数翼沃";

/// Most characters between quotation marks.
const MAX_CHARS: usize = 12;

/// The services of a paragraph.
pub(super) fn find<'a>(finder: &'a Finder, cut: &Cut<'a>, found: &mut Vec<Found<'a>>) {
    for (index, token) in cut.tokens.iter().enumerate() {
        let known = finder.known(token).find(|known| known.kind == EntityKind::Service);
        if let Some(known) = known.filter(|_| token.tags.any(Tags::SERVICE)) {
            found.push(Found {
                parent: known.parent.clone(),
                is_known: true,
                ..Found::new(EntityKind::Service, token.start..token.end, known.name.clone())
            });
        }
        if let Some(start) = application(cut, index).or_else(|| cloud(cut, index)) {
            found.push(Found::of(EntityKind::Service, start..token.end));
        }
    }
    quoted(cut, found);
}

/// Where an application named by its maker begins: 中国移动App.
fn application(cut: &Cut<'_>, index: usize) -> Option<usize> {
    let token = cut.tokens.get(index)?;
    if !cut.is(token, "app") && !cut.is(token, "小程序") {
        return None;
    }
    let mut before = cut.tokens.get(index.checked_sub(1)?)?;
    if cut.text(before.start..before.end) == [' '] {
        before = cut.tokens.get(index.checked_sub(2)?)?;
    }
    let is_latin = cut.chars.get(before.start).is_some_and(char::is_ascii_alphabetic);
    (before.tags.any(Tags::ORGANISATION) || is_latin).then_some(before.start)
}

/// Where the name of a cloud begins that no list has: 好信云 in front of 业务.
fn cloud(cut: &Cut<'_>, index: usize) -> Option<usize> {
    let token = cut.tokens.get(index).filter(|token| cut.is(token, "云"))?;
    let next = cut.tokens.get(index + 1)?;
    if !PLATFORMS.iter().chain(&OFFERS).any(|word| cut.is(next, word)) {
        return None;
    }
    let is_name = |token: &&Token<'_>| {
        token.is_person
            || token.len() == 1
                && !token.tags.any(Tags::FUNCTION)
                && cut.chars.get(token.start).is_some_and(|c| c.is_alphanumeric())
    };
    let first = cut.tokens.get(..index)?.iter().rev().take_while(is_name).last()?;
    (2..=3).contains(&(token.start - first.start)).then_some(first.start)
}

/// Names in quotation marks.
fn quoted<'a>(cut: &Cut<'a>, found: &mut Vec<Found<'a>>) {
    let mut open: Option<usize> = None;
    for (index, token) in cut.tokens.iter().enumerate() {
        if cut.text(token.start..token.end) != ['"'] {
            continue;
        }
        let Some(first) = open.replace(index) else { continue };
        let content = cut.tokens.get(first + 1..index).unwrap_or_default();
        if is_service(cut, content, first, index) {
            let (Some(from), Some(to)) = (content.first(), content.last()) else { continue };
            found.push(Found { is_quoted: true, ..Found::of(EntityKind::Service, from.start..to.end) });
            open = None;
        }
    }
}

fn is_service(cut: &Cut<'_>, content: &[Token<'_>], first: usize, last: usize) -> bool {
    let (Some(from), Some(to)) = (content.first(), content.last()) else { return false };
    let words = cut.text(from.start..to.end);
    let is_name = (2..=MAX_CHARS).contains(&words.len())
        && words.iter().all(|c| c.is_alphanumeric() || matches!(c, '+' | '-'))
        && !words.iter().any(|c| "一不零我你+".contains(*c))
        && !words.iter().last().is_some_and(|c| "式化型".contains(*c));
    if !is_name || content.len() == 1 && from.tags.any(Tags::ORGANISATION) {
        return false;
    }
    let is = |token: &Token<'_>, list: &[&str]| list.iter().any(|word| cut.is(token, word));
    if content.len() > 1 && is(to, &PLATFORMS) && !is(to, &["产品", "应用", "机器人"]) {
        return true;
    }
    let before = first.checked_sub(1).and_then(|before| cut.tokens.get(before));
    if before.is_some_and(|token| is(token, &PLATFORMS)) {
        return true;
    }
    let is_modern = words.iter().any(|&c| MODERN.contains(c) || c.is_ascii_alphabetic());
    for token in cut.tokens.iter().skip(last + 1).take(5) {
        if is(token, &PLATFORMS) {
            return true;
        }
        if is(token, &OFFERS) {
            return is_modern;
        }
        let c = cut.chars.get(token.start).copied().unwrap_or(' ');
        if token.tags.any(Tags::FUNCTION) || !c.is_alphanumeric() {
            return false;
        }
    }
    false
}
