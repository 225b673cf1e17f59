//! More lists of articles than memory holds: sorted by parts in a scratch file, then read back as one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;

use super::shard::Postings;
use crate::error::{Error, Result};

/// A file for what does not fit into memory while a corpus is written. It begins empty and is gone when it is dropped.
pub trait Scratch: Read + Write + Seek {}

impl<T: Read + Write + Seek> Scratch for T {}

/// Bytes that are written or read at a time.
const BUFFER: usize = 32 << 10;

/// Bytes of the longest number.
const NUMBER: usize = 10;

fn failed(error: std::io::Error) -> Error {
    Error::Write { what: error.to_string() }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Writes numbers and bytes one behind the other.
pub(crate) struct Tape {
    scratch: Box<dyn Scratch>,
    waiting: Vec<u8>,
    /// Bytes in the file.
    written: u64,
}

impl Tape {
    pub(crate) fn new(scratch: Box<dyn Scratch>) -> Tape {
        Tape { scratch, waiting: Vec::new(), written: 0 }
    }

    /// Bytes so far.
    fn len(&self) -> u64 {
        self.written + self.waiting.len() as u64
    }

    pub(crate) fn put(&mut self, value: u64) {
        put(&mut self.waiting, value);
    }

    /// Appends bytes; what waits goes to the file when it is much.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        self.scratch.write_all(&self.waiting).map_err(failed)?;
        self.written += self.waiting.len() as u64;
        self.waiting.clear();
        Ok(())
    }

    /// Reads all from the beginning.
    pub(crate) fn into_reader(mut self) -> Result<TapeReader> {
        self.flush()?;
        Ok(TapeReader { window: Window::new(0..self.written), scratch: self.scratch })
    }
}

/// Reads a [`Tape`] from its beginning.
pub(crate) struct TapeReader {
    scratch: Box<dyn Scratch>,
    window: Window,
}

impl TapeReader {
    /// The next number; `None` at the end.
    pub(crate) fn get(&mut self) -> Result<Option<u64>> {
        self.window.get(&mut *self.scratch)
    }

    /// The next bytes; fewer only at the end.
    pub(crate) fn take(&mut self, n: u64) -> Result<&[u8]> {
        self.window.take(n, &mut *self.scratch)
    }
}

/// A stretch of a file, of which some bytes are in memory.
struct Window {
    bytes: Vec<u8>,
    at: usize,
    /// What is still to be read from the file.
    rest: Range<u64>,
}

impl Window {
    fn new(rest: Range<u64>) -> Window {
        Window { bytes: Vec::new(), at: 0, rest }
    }

    /// Has `n` bytes in memory, or all that are left.
    fn fill(&mut self, n: usize, scratch: &mut dyn Scratch) -> Result<()> {
        let left = self.rest.end - self.rest.start;
        if self.bytes.len() - self.at >= n || left == 0 {
            return Ok(());
        }
        self.bytes.drain(..self.at);
        self.at = 0;
        let from = self.bytes.len();
        let more = usize::try_from(left).unwrap_or(usize::MAX).min(BUFFER.max(n - from));
        self.bytes.resize(from + more, 0);
        scratch.seek(SeekFrom::Start(self.rest.start)).map_err(failed)?;
        scratch.read_exact(self.bytes.get_mut(from..).unwrap_or_default()).map_err(failed)?;
        self.rest.start += more as u64;
        Ok(())
    }

    fn get(&mut self, scratch: &mut dyn Scratch) -> Result<Option<u64>> {
        self.fill(NUMBER, scratch)?;
        Ok(get(&self.bytes, &mut self.at))
    }

    fn take(&mut self, n: u64, scratch: &mut dyn Scratch) -> Result<&[u8]> {
        let n = usize::try_from(n).unwrap_or(usize::MAX);
        self.fill(n, scratch)?;
        let start = self.at;
        self.at = start.saturating_add(n).min(self.bytes.len());
        Ok(self.bytes.get(start..self.at).unwrap_or_default())
    }
}

/// Takes what articles say of strings, article by article, and gives it string by string.
pub(crate) struct Runs {
    tape: Tape,
    /// A string's number, the article, twice the hits and whether its title holds the string: in one number, so that sorting
    /// compares once.
    records: Vec<u128>,
    /// Records that are kept in memory, at most.
    most: usize,
    runs: Vec<Range<u64>>,
}

impl Runs {
    pub(crate) fn new(scratch: Box<dyn Scratch>, most: usize) -> Runs {
        Runs { tape: Tape::new(scratch), records: Vec::new(), most: most.max(1), runs: Vec::new() }
    }

    /// Takes what an article says of a string; articles rise, and each says it once.
    pub(crate) fn push(&mut self, key: u64, article: u32, n_hits: u32, is_in_title: bool) -> Result<()> {
        let said = n_hits.min(u32::MAX >> 1) << 1 | u32::from(is_in_title);
        self.records.push(u128::from(key) << 64 | u128::from(article) << 32 | u128::from(said));
        if self.records.len() >= self.most { self.put_away() } else { Ok(()) }
    }

    fn put_away(&mut self) -> Result<()> {
        self.records.sort_unstable();
        let start = self.tape.len();
        let mut run = RunWriter::default();
        let mut list = Vec::new();
        let low = |record: u128| u32::try_from(record & u128::from(u32::MAX)).unwrap_or(0);
        let key = |record: u128| u64::try_from(record >> 64).unwrap_or(0);
        for group in self.records.chunk_by(|a, b| key(*a) == key(*b)) {
            let Some(first) = group.first() else { continue };
            list.clear();
            let (mut next, mut n_hits) = (0, 0_u32);
            for record in group {
                let (article, said) = (low(*record >> 32), low(*record));
                put(&mut list, u64::from(article.wrapping_sub(next)) << 1 | u64::from(said & 1));
                next = article.wrapping_add(1);
                n_hits = n_hits.saturating_add(said >> 1);
            }
            run.push(&mut self.tape, key(*first), n_hits, &list)?;
        }
        self.records.clear();
        self.runs.push(start..self.tape.len());
        Ok(())
    }

    /// All strings with their articles, in order.
    pub(crate) fn merge(mut self) -> Result<Merge> {
        self.put_away()?;
        self.records = Vec::new();
        self.tape.flush()?;
        Merge::new(self.tape.scratch, self.runs)
    }
}

/// Lists in order: the distance to the string before, the hits, the length of the list in bytes, the list. A list has for each
/// article twice the distance to the one before, and one more where the title holds the string.
#[derive(Default)]
pub(crate) struct RunWriter {
    last: u64,
}

impl RunWriter {
    fn push(&mut self, tape: &mut Tape, key: u64, n_hits: u32, list: &[u8]) -> Result<()> {
        for number in [key.wrapping_sub(self.last), u64::from(n_hits), list.len() as u64] {
            tape.put(number);
        }
        self.last = key;
        tape.append(list)
    }

    /// Appends a string and its articles.
    pub(crate) fn write(&mut self, tape: &mut Tape, key: u64, postings: &Postings) -> Result<()> {
        let mut list = Vec::with_capacity(postings.articles.len() * 2);
        let mut titles = postings.titles.iter().copied().peekable();
        let mut next = 0;
        for (article, place) in postings.articles.iter().zip(0..) {
            let is_in_title = titles.next_if_eq(&place).is_some();
            put(&mut list, u64::from(article.wrapping_sub(next)) << 1 | u64::from(is_in_title));
            next = article.wrapping_add(1);
        }
        self.push(tape, key, postings.n_hits, &list)
    }
}

/// Reads runs as if they were one.
pub(crate) struct Merge {
    scratch: Box<dyn Scratch>,
    runs: Vec<Window>,
    /// The next string of each run that has one.
    next: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Merge {
    fn new(scratch: Box<dyn Scratch>, runs: Vec<Range<u64>>) -> Result<Merge> {
        let runs: Vec<Window> = runs.into_iter().map(Window::new).collect();
        let mut merge = Merge { scratch, runs, next: BinaryHeap::new() };
        for run in 0..merge.runs.len() {
            merge.advance(run, 0)?;
        }
        Ok(merge)
    }

    /// Reads what [`RunWriter::write`] wrote.
    pub(crate) fn of(tape: Tape) -> Result<Merge> {
        let tape = tape.into_reader()?;
        Merge::new(tape.scratch, vec![tape.window.rest])
    }

    fn advance(&mut self, run: usize, last: u64) -> Result<()> {
        let Some(window) = self.runs.get_mut(run) else { return Ok(()) };
        let step = window.get(&mut *self.scratch)?;
        self.next.extend(step.map(|step| Reverse((last.wrapping_add(step), run))));
        Ok(())
    }

    /// The next string; its articles take the place of those in `postings`. `None` at the end.
    pub(crate) fn next(&mut self, postings: &mut Postings) -> Result<Option<u64>> {
        postings.articles.clear();
        postings.titles.clear();
        postings.n_hits = 0;
        let Some(&Reverse((key, _))) = self.next.peek() else { return Ok(None) };
        // Runs are in the order of the articles, so lists are joined by putting them one behind the other.
        while let Some(&Reverse((other, run))) = self.next.peek()
            && other == key
        {
            self.next.pop();
            self.take(run, postings)?;
            self.advance(run, key)?;
        }
        Ok(Some(key))
    }

    fn take(&mut self, run: usize, postings: &mut Postings) -> Result<()> {
        let Some(window) = self.runs.get_mut(run) else { return Ok(()) };
        let scratch = &mut *self.scratch;
        let n_hits = window.get(scratch)?.unwrap_or(0);
        let len = window.get(scratch)?.unwrap_or(0);
        postings.n_hits = postings.n_hits.saturating_add(u32::try_from(n_hits).unwrap_or(u32::MAX));
        let list = window.take(len, scratch)?;
        let (mut next, mut at) = (0_u32, 0);
        while let Some(value) = get(list, &mut at) {
            let article = next.wrapping_add(u32::try_from(value >> 1).unwrap_or(0));
            if value & 1 == 1 {
                postings.titles.push(number(postings.articles.len()));
            }
            postings.articles.push(article);
            next = article.wrapping_add(1);
        }
        Ok(())
    }
}

/// Appends a number, seven bits a byte, the lowest first.
pub(crate) fn put(bytes: &mut Vec<u8>, mut value: u64) {
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            bytes.push(byte);
            return;
        }
        bytes.push(byte | 0x80);
    }
}

/// Reads what [`put`] wrote; `None` at the end.
pub(crate) fn get(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    let mut shift = 0;
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Cursor;

    use super::*;

    fn scratch() -> Box<dyn Scratch> {
        Box::new(Cursor::new(Vec::new()))
    }

    fn all(mut merge: Merge) -> Vec<(u64, Postings)> {
        let mut postings = Postings::default();
        let next = || merge.next(&mut postings).unwrap().map(|key| (key, postings.clone()));
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn strings_come_back_in_order_whatever_fits_into_memory() {
        let mut expected: BTreeMap<u64, Postings> = BTreeMap::new();
        let mut said = Vec::new();
        for article in 0..3000_u32 {
            for key in [7, u64::from(article % 11) << 40, u64::MAX - u64::from(article % 500)] {
                let (n_hits, is_in_title) = (article % 5 + 1, article.is_multiple_of(7));
                said.push((key, article, n_hits, is_in_title));
                let postings = expected.entry(key).or_default();
                if is_in_title {
                    postings.titles.push(number(postings.articles.len()));
                }
                postings.articles.push(article);
                postings.n_hits += n_hits;
            }
        }
        let expected: Vec<(u64, Postings)> = expected.into_iter().collect();
        for most in [1, 100, 100_000] {
            let mut runs = Runs::new(scratch(), most);
            for (key, article, n_hits, is_in_title) in &said {
                runs.push(*key, *article, *n_hits, *is_in_title).unwrap();
            }
            let found = all(runs.merge().unwrap());
            assert!(found == expected, "{most}");
        }
        let mut tape = Tape::new(scratch());
        let mut run = RunWriter::default();
        expected.iter().for_each(|(key, postings)| run.write(&mut tape, *key, postings).unwrap());
        assert!(all(Merge::of(tape).unwrap()) == expected);
        assert_eq!(all(Runs::new(scratch(), 9).merge().unwrap()), []);
    }

    #[test]
    fn a_tape_gives_back_what_it_took() {
        let long = vec![5; 3 * BUFFER];
        let mut tape = Tape::new(scratch());
        for value in [0, 300, u64::MAX] {
            tape.put(value);
            tape.append(&long).unwrap();
        }
        let mut tape = tape.into_reader().unwrap();
        for value in [0, 300, u64::MAX] {
            assert_eq!(tape.get().unwrap(), Some(value));
            assert!(tape.take(long.len() as u64).unwrap() == long);
        }
        assert_eq!(tape.get().unwrap(), None);
        assert!(tape.take(9).unwrap().is_empty());
    }
}
