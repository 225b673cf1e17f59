//! iCalendar (RFC 5545): each date a whole-day event.

use super::Source;
use crate::day::Day;
use crate::protocol::TimelineAnswer;

/// Bytes of a line before it is folded (RFC 5545, 3.1).
const LINE: usize = 75;

/// The dates of a timeline as a calendar. What is no more exact than a month is a span of days, as on the timeline.
#[must_use]
pub fn calendar(answer: &TimelineAnswer, source: &Source<'_>) -> String {
    let mut text = String::new();
    let stamp = format!("{}T000000Z", source.today.replace('-', ""));
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Jianbao//Jianbao//ZH"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        line(&mut text, &format!("{name}:{value}"));
    }
    line(&mut text, &format!("X-WR-CALNAME:{}", escaped(&source.summary.title)));
    for (number, entry) in answer.entries.iter().enumerate() {
        let document = source.summary.documents.get(entry.document as usize);
        let (id, title) =
            document.map_or(("", ""), |document| (document.id.as_str(), document.title.as_str()));
        let (Some(first), Some(last)) = (Day::parse(&entry.first), Day::parse(&entry.last)) else { continue };
        line(&mut text, "BEGIN:VEVENT");
        line(
            &mut text,
            &format!("UID:{}-{}-{}-{number}@jianbao", source.summary.version, escaped(id), entry.at),
        );
        line(&mut text, &format!("DTSTAMP:{stamp}"));
        line(&mut text, &format!("DTSTART;VALUE=DATE:{}", digits(first)));
        // The end is the day after the last one.
        line(&mut text, &format!("DTEND;VALUE=DATE:{}", digits(last.plus(1))));
        line(&mut text, &format!("SUMMARY:{}", escaped(&entry.text)));
        line(&mut text, &format!("DESCRIPTION:{}", escaped(&format!("{title}\n{}", entry.edtf))));
        line(&mut text, &format!("URL:{}", source.place(id, Some(entry.at))));
        line(&mut text, "TRANSP:TRANSPARENT");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Words as a value: RFC 5545, 3.3.11.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    text
}

/// Appends a line, folded where it is long; no character is cut.
fn line(text: &mut String, content: &str) {
    let mut n_bytes = 0;
    for c in content.chars() {
        if n_bytes + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            n_bytes = 1;
        }
        n_bytes += c.len_utf8();
        text.push(c);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{source, summary};
    use crate::protocol::TimelineEntry;

    #[test]
    fn dates_are_events_of_whole_days() {
        let entry = TimelineEntry {
            edtf: "2020-02-28/2020-02-29".to_owned(),
            first: "2020-02-28".to_owned(),
            last: "2020-02-29".to_owned(),
            text: "开通专线3148条，捐款；保障网络".repeat(3),
            at: 12,
            ..TimelineEntry::default()
        };
        let answer = TimelineAnswer { entries: vec![entry], ..TimelineAnswer::default() };
        let summary = summary();
        let source = source(&summary, "");
        let calendar = calendar(&answer, &source);
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
        assert!(
            calendar.contains("DTSTART;VALUE=DATE:20200228\r\nDTEND;VALUE=DATE:20200301\r\n"),
            "{calendar}"
        );
        assert!(calendar.lines().all(|line| line.len() <= LINE), "{calendar}");
        let unfolded = calendar.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:开通专线3148条，捐款；保障网络开通"), "{unfolded}");
        assert_eq!(escaped("a,b;c\\\n"), "a\\,b\\;c\\\\\\n");
    }
}
