//! Takes a term out of a query as typed. Pure.

/// The query without the bytes from `start` to `end`, and without the operator or brackets that they leave loose.
///
/// What remains is only tidied: the engine reads loose operators leniently in any case.
#[must_use]
pub(super) fn without(query: &str, start: u32, end: u32) -> String {
    let (Some(before), Some(after)) = (query.get(..start as usize), query.get(end as usize..)) else {
        return query.to_owned();
    };
    let (mut before, mut after) = (before.trim_end(), after.trim_start());
    while let (Some(open), Some(close)) = (strip_open(before), strip_close(after)) {
        (before, after) = (open.trim_end(), close.trim_start());
    }
    match strip_last_operator(before) {
        Some(rest) => before = rest,
        None if before.is_empty() || strip_open(before).is_some() => {
            after = strip_first_operator(after).unwrap_or(after);
        }
        None => {}
    }
    let gap = if before.is_empty()
        || after.is_empty()
        || strip_open(before).is_some()
        || strip_close(after).is_some()
    {
        ""
    } else {
        " "
    };
    format!("{before}{gap}{after}")
}

const OPERATORS: [&str; 4] = ["AND", "OR", "NOT", "|"];

fn strip_open(text: &str) -> Option<&str> {
    text.strip_suffix(['(', '（'])
}

fn strip_close(text: &str) -> Option<&str> {
    text.strip_prefix([')', '）'])
}

fn strip_last_operator(text: &str) -> Option<&str> {
    let (rest, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    is_operator(last).then(|| rest.trim_end())
}

fn strip_first_operator(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    is_operator(first).then(|| rest.trim_start())
}

/// Whether a word joins terms; fullwidth letters count as their halfwidth ones.
fn is_operator(word: &str) -> bool {
    let narrow: String = word
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect();
    OPERATORS.contains(&narrow.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The term to take out stands between `<` and `>`.
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let query = marked.replace(['<', '>'], "");
        let start = marked.find('<').unwrap();
        let end = marked.find('>').unwrap() - 1;
        let bounds = (u32::try_from(start).unwrap(), u32::try_from(end).unwrap());
        assert_eq!(without(&query, bounds.0, bounds.1), expected, "{marked}");
    }

    #[test]
    fn what_a_term_leaves_loose_goes_with_it() {
        check("<网络>", "");
        check("<网络> 宽带", "宽带");
        check("网络 <宽带>", "网络");
        check("a <b> c", "a c");
        check("疫情防控 AND (<網絡> OR 宽带) -培训", "疫情防控 AND (宽带) -培训");
        check("疫情防控 AND (網絡 OR <宽带>) -培训", "疫情防控 AND (網絡) -培训");
        check("疫情防控 AND (<網絡>) -培训", "疫情防控 -培训");
        check("疫情防控 AND 網絡 <-培训>", "疫情防控 AND 網絡");
        check("<疫情> ＯＲ 网络", "网络");
        check("a NOT <b>", "a");
        check("（<a>）", "");
        check("a | <b> | c", "a | c");
        check("<ANDROID> x", "x");
    }

    #[test]
    fn bounds_inside_a_character_change_nothing() {
        assert_eq!(without("网络", 1, 3), "网络");
        assert_eq!(without("网络", 0, 99), "网络");
    }
}
