//! `jianbao concordance`, `words`, `collocates` and `keyness`: lines and counts in the terminal.

use std::io::Write;

use anyhow::Result;
use jianbao::protocol::Filter;
use jianbao::protocol::analysis::{
    CollocateRequest, CollocateSort, ConcordanceAnswer, ConcordanceKey, ConcordanceLine, ConcordanceRequest,
    KeynessRequest, KeynessSide, KeynessSort, NgramOptions, NgramRequest, Sample,
};
use serde::Serialize;

use crate::args::{
    CollocateOrder, CollocatesArgs, ConcordanceArgs, Key, KeynessArgs, KeynessOrder, NgramArgs, Page, Part,
    WordsArgs,
};
use crate::search::{FAINT, HIT, TITLE, open, printable, remark_reading};
use crate::table;

/// Lists occurrences; `false` when some documents could not be read. So do the other commands.
pub(crate) fn concordance(args: &ConcordanceArgs) -> Result<bool> {
    let (engine, n_unread) = open(&args.page.path)?;
    let is_sorted = !args.group || !args.sort.is_empty();
    let sort: &[Key] = if is_sorted { &args.sort } else { &[Key::R1, Key::R2] };
    let request = ConcordanceRequest {
        filter: filter(&args.query, &args.page),
        window: args.window,
        sort: sort.iter().map(|key| sort_key(*key)).collect(),
        n_group_keys: if args.group { u32::MAX } else { 0 },
        is_by_frequency: args.by_frequency,
        sample: args.sample.map(|n| Sample { n, seed: args.seed }),
        offset: args.page.offset,
        limit: args.page.limit,
    };
    let answer = engine.concordance(&request);
    remark_reading(&args.query, &answer.reading);
    print(&args.page, &answer, |out| print_lines(out, &answer, args.page.offset))?;
    let (n_lines, n_hits) = (answer.n_lines, answer.n_hits);
    if n_lines < n_hits {
        eprint!("{n_lines} of ");
    }
    eprintln!("{n_hits} hits in {} articles of {} documents", answer.n_articles, answer.n_documents);
    Ok(n_unread == 0)
}

/// Counts runs of characters.
pub(crate) fn words(args: &WordsArgs) -> Result<bool> {
    let (engine, n_unread) = open(&args.page.path)?;
    let request = NgramRequest {
        filter: filter(&args.query, &args.page),
        options: options(&args.ngrams, args.min),
        offset: args.page.offset,
        limit: args.page.limit,
    };
    let answer = engine.ngrams(&request);
    remark_reading(&args.query, &answer.reading);
    print(&args.page, &answer, |out| {
        let rows = answer.rows.iter().map(|row| {
            let counts = [row.n.to_string(), format!("{:.2}", row.rate), row.n_articles.to_string()];
            let [n, rate, n_articles] = counts;
            vec![
                row.text.clone(),
                n,
                rate,
                n_articles,
                format!("{:.3}", row.dp),
                format!("{:.3}", row.dp_norm),
            ]
        });
        let header = ["text", "count", "per 10,000", "articles", "DP", "DP norm"];
        table::print(out, &header, &rows.collect::<Vec<_>>())
    })?;
    eprintln!("{} runs in {} characters of {} articles", answer.n_rows, answer.n_units, answer.n_articles);
    Ok(n_unread == 0)
}

/// Counts what stands near words.
pub(crate) fn collocates(args: &CollocatesArgs) -> Result<bool> {
    let (engine, n_unread) = open(&args.page.path)?;
    let request = CollocateRequest {
        filter: filter(&args.query, &args.page),
        window: args.window,
        n_units: args.n,
        min_count: args.min,
        is_han_only: !args.latin,
        sort: match args.sort {
            CollocateOrder::LogLikelihood => CollocateSort::LogLikelihood,
            CollocateOrder::Dice => CollocateSort::Dice,
        },
        offset: args.page.offset,
        limit: args.page.limit,
    };
    let answer = engine.collocates(&request);
    remark_reading(&args.query, &answer.reading);
    print(&args.page, &answer, |out| {
        let rows = answer.rows.iter().map(|row| {
            let (observed, n) = (row.observed.to_string(), row.n.to_string());
            let [expected, g2] = [row.expected, row.log_likelihood].map(|number| format!("{number:.2}"));
            vec![row.text.clone(), observed, expected, n, g2, format!("{:.4}", row.dice)]
        });
        let header = ["text", "near", "expected", "anywhere", "G²", "Dice"];
        table::print(out, &header, &rows.collect::<Vec<_>>())
    })?;
    let (n_rows, n_hits) = (answer.n_rows, answer.n_hits);
    eprintln!("{n_rows} collocates of {n_hits} hits; {} runs near of {}", answer.n_near, answer.n_all);
    Ok(n_unread == 0)
}

/// Compares two parts of the corpus.
pub(crate) fn keyness(args: &KeynessArgs) -> Result<bool> {
    let (engine, n_unread) = open(&args.page.path)?;
    let answer = engine.keyness(&keyness_request(args));
    print(&args.page, &answer, |out| {
        let rows = answer.rows.iter().map(|row| {
            let part = |part: &jianbao::protocol::analysis::PartCount| {
                [part.n.to_string(), format!("{:.2}", part.rate), part.n_documents.to_string()]
            };
            let [n, rate, n_documents] = part(&row.first);
            let [n_other, other_rate, n_other_documents] = part(&row.second);
            let [g2, ratio] = [row.log_likelihood, row.log_ratio].map(|number| format!("{number:.2}"));
            vec![row.text.clone(), n, rate, n_documents, n_other, other_rate, n_other_documents, g2, ratio]
        });
        let header = [
            "text",
            "count",
            "per 10,000",
            "documents",
            "other count",
            "per 10,000",
            "documents",
            "G²",
            "log ratio",
        ];
        table::print(out, &header, &rows.collect::<Vec<_>>())
    })?;
    remark_reading(&args.first, &answer.first_reading);
    if let (Some(second), Some(reading)) = (&args.second, &answer.second_reading) {
        remark_reading(second, reading);
    }
    for (name, size) in [("first", answer.first), ("second", answer.second)] {
        eprintln!("{name}: {} characters in {} articles", size.n_units, size.n_articles);
    }
    Ok(n_unread == 0)
}

fn keyness_request(args: &KeynessArgs) -> KeynessRequest {
    KeynessRequest {
        first: filter(&args.first, &args.page),
        second: args.second.as_ref().map(|query| filter(query, &args.page)),
        options: options(&args.ngrams, args.min),
        side: match args.side {
            Part::First => KeynessSide::First,
            Part::Second => KeynessSide::Second,
            Part::Either => KeynessSide::Either,
        },
        sort: match args.sort {
            KeynessOrder::LogLikelihood => KeynessSort::LogLikelihood,
            KeynessOrder::LogRatio => KeynessSort::LogRatio,
        },
        offset: args.page.offset,
        limit: args.page.limit,
    }
}

fn filter(query: &str, page: &Page) -> Filter {
    Filter { query: query.to_owned(), exact: page.exact, ..Filter::default() }
}

fn options(args: &NgramArgs, min_count: u32) -> NgramOptions {
    NgramOptions {
        shortest: *args.n.start(),
        longest: *args.n.end(),
        min_count,
        is_han_only: !args.latin,
        drops_parts: args.drop_parts,
    }
}

fn sort_key(key: Key) -> ConcordanceKey {
    match key {
        Key::R1 => ConcordanceKey::Right(1),
        Key::R2 => ConcordanceKey::Right(2),
        Key::R3 => ConcordanceKey::Right(3),
        Key::L1 => ConcordanceKey::Left(1),
        Key::L2 => ConcordanceKey::Left(2),
        Key::L3 => ConcordanceKey::Left(3),
        Key::Date => ConcordanceKey::Date,
        Key::Order => ConcordanceKey::Order,
    }
}

/// Prints an answer to standard output: as JSON, or in words.
fn print<Answer: Serialize>(
    page: &Page,
    answer: &Answer,
    in_words: impl FnOnce(&mut anstream::AutoStream<std::io::StdoutLock<'static>>) -> Result<()>,
) -> Result<()> {
    let mut out = anstream::stdout().lock();
    if page.json {
        serde_json::to_writer(&mut out, answer)?;
        writeln!(out)?;
    } else {
        in_words(&mut out)?;
    }
    out.flush()?;
    Ok(())
}

/// Lines with their keywords below each other, groups with their headers.
fn print_lines(out: &mut impl Write, answer: &ConcordanceAnswer, offset: u32) -> Result<()> {
    let widest = answer.lines.iter().map(|line| table::width(&line.left)).max().unwrap_or(0);
    let mut groups = answer.groups.iter().skip_while(|group| group.first + group.n <= offset).peekable();
    for (number, line) in (offset..).zip(&answer.lines) {
        // The first group of a page may have begun on the page before.
        if let Some(group) = groups.next_if(|group| group.first <= number) {
            let date = group.published.as_deref().map_or(String::new(), |date| format!("  {date}"));
            let header = format!("{}～{}{date}", printable(&group.left), printable(&group.right));
            writeln!(out, "{TITLE}{header}{TITLE:#}  {}", group.n)?;
        }
        print_line(out, line, widest)?;
    }
    Ok(())
}

fn print_line(out: &mut impl Write, line: &ConcordanceLine, widest: usize) -> Result<()> {
    let left = table::flush_right(&line.left, widest);
    let (keyword, right) = (printable(&line.keyword), printable(&line.right));
    let date = line.published.as_deref().unwrap_or("");
    writeln!(out, "{left} {HIT}{keyword}{HIT:#} {right}  {FAINT}{}  {date}{FAINT:#}", line.document)?;
    Ok(())
}
