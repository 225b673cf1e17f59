//! Tables of comma-separated values.

use super::Source;
use crate::protocol::annotation::{FigureAnswer, NameAnswer};
use crate::protocol::{Approximation, TimelineAnswer};

/// A table with a heading line, as spreadsheets open it: UTF-8 behind a byte order mark, lines end with CR LF (RFC 4180).
pub(super) fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row.map(harmless));
    }
    let text = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&text))
}

/// A cell that no spreadsheet takes for a formula; numbers stay numbers.
fn harmless(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell }
}

fn option(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Dates with what happened.
#[must_use]
pub fn dates_csv(answer: &TimelineAnswer, source: &Source<'_>) -> String {
    let head =
        ["date", "first_day", "last_day", "likely", "event", "document_id", "document", "offset", "url"];
    let rows = answer.entries.iter().map(|entry| {
        let document = source.summary.documents.get(entry.document as usize);
        let (id, title) =
            document.map_or(("", ""), |document| (document.id.as_str(), document.title.as_str()));
        [
            entry.edtf.clone(),
            entry.first.clone(),
            entry.last.clone(),
            option(entry.suggested.as_ref()),
            entry.text.clone(),
            id.to_owned(),
            title.to_owned(),
            entry.at.to_string(),
            source.place(id, Some(entry.at)),
        ]
    });
    table(head, rows)
}

/// Figures with their sentences.
#[must_use]
pub fn figures_csv(answer: &FigureAnswer, source: &Source<'_>) -> String {
    let head = [
        "value",
        "upper",
        "unit",
        "exactness",
        "what",
        "who",
        "date",
        "printed",
        "sentence",
        "document_id",
        "document",
        "offset",
        "url",
    ];
    let rows = answer.figures.iter().map(|figure| {
        let place = &figure.place;
        let printed = place.mark.and_then(|mark| place.text.get(mark.start as usize..mark.end as usize));
        [
            option(figure.value),
            option(figure.upper),
            figure.unit.clone(),
            option(figure.approximation.map(Approximation::name)),
            option(figure.what.as_ref()),
            option(figure.who.as_ref().map(|who| &who.name)),
            option(figure.when.as_ref()),
            option(printed),
            place.text.clone(),
            place.document.clone(),
            place.title.clone(),
            place.at.to_string(),
            source.place(&place.document, Some(place.at)),
        ]
    });
    table(head, rows)
}

/// Names with how often they occur.
#[must_use]
pub fn names_csv(answer: &NameAnswer) -> String {
    let head = ["id", "kind", "name", "mentions", "articles", "documents", "ambiguous"];
    let rows = answer.names.iter().map(|name| {
        [
            name.entity.id.clone(),
            name.entity.kind.name().to_owned(),
            name.entity.name.clone(),
            name.n_mentions.to_string(),
            name.n_articles.to_string(),
            name.n_documents.to_string(),
            name.is_ambiguous.to_string(),
        ]
    });
    table(head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_read_the_table() {
        let rows = [["甲,乙", "a\"b"], ["=1+1", "-12.5"], ["-乙", "两\n行"]];
        let text = table(["x", "y"], rows.map(|row| row.map(str::to_owned)).into_iter());
        assert_eq!(text, "\u{feff}x,y\r\n\"甲,乙\",\"a\"\"b\"\r\n'=1+1,-12.5\r\n'-乙,\"两\n行\"\r\n");
    }
}
