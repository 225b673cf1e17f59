//! What a corpus in files promises: damaged and hostile files are refused or harmless, and ask for no end of others.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use jianbao::corpus::builder::CorpusEntry;
use jianbao::corpus::format;
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::library::catalog;
use jianbao::library::{
    CATALOG, Catalog, Library, LibraryWriter, Question, Scratch, Sink, Sizes, Step, Task,
};
use jianbao::protocol::{Axis, Filter, ReadRequest, Request, SearchRequest, Sort, TimelineRequest};

use super::packs::{mend_as, sample_documents};

/// Steps of a question after which it must have ended, whatever the files say.
const STEPS: usize = 200;

#[derive(Clone, Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Sink for Files {
    fn pack(&self, bytes: &[u8]) -> Vec<u8> {
        bytes.to_vec()
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.0.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn load(&mut self, name: &str) -> std::io::Result<Vec<u8>> {
        self.0.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn scratch(&mut self) -> std::io::Result<Box<dyn Scratch>> {
        Ok(Box::new(std::io::Cursor::new(Vec::new())))
    }
}

/// The sample in small files.
fn sample() -> Files {
    let mut files = Files::default();
    let sizes = Sizes { chunk: 1, shard: 200, listed: 100, scanned: 2 };
    let mut writer = LibraryWriter::new(&CorpusEntry::default(), &mut files).with_sizes(sizes);
    for document in sample_documents().iter().map(ParsedDocument::entry) {
        writer.add(document).expect("a document fits");
    }
    writer.finish().expect("a small corpus is written");
    files
}

/// Changes to good files, eight bytes each: which file, what kind of change, where, and a number. Checksums are made good again,
/// since no fuzzer guesses them.
pub(super) fn hostile(bytes: &[u8]) {
    thread_local!(static SAMPLE: OnceCell<Files> = const { OnceCell::new() });
    let mut files = SAMPLE.with(|files| files.get_or_init(sample).clone());
    let mut bytes_of_catalog = files.0.remove(CATALOG).expect("there is a catalog");
    let known = Catalog::read(&bytes_of_catalog).expect("our own catalog opens");
    let mut names: BTreeMap<String, Vec<u8>> = files.0;
    let order: Vec<String> = names.keys().cloned().collect();
    for edit in bytes.chunks_exact(8) {
        let place = usize::from(edit[0]) % (order.len() + 1);
        let target = order.get(place).and_then(|name| names.get_mut(name)).unwrap_or(&mut bytes_of_catalog);
        let at = u32::from_le_bytes([edit[2], edit[3], edit[4], 0]) as usize % target.len().max(1);
        match edit[1] % 3 {
            0 => target.truncate(at),
            1 => target.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= edit[5]),
            _ => {
                target.iter_mut().skip(at / 4 * 4).take(4).zip(&edit[4..]).for_each(|(own, new)| *own = *new)
            }
        }
    }
    mend_as(&mut bytes_of_catalog, catalog::MAGIC);
    for name in &order {
        if name.starts_with("text-") {
            let pack = names.get_mut(name).expect("it is listed");
            mend_as(pack, format::MAGIC);
        }
        if name.starts_with("index-") {
            let shard = names.get_mut(name).expect("it is listed");
            shard.truncate(shard.len().saturating_sub(4));
            shard.extend(crc32fast::hash(shard).to_le_bytes());
        }
    }
    let Ok(mut library) = Library::open(&bytes_of_catalog) else { return };
    for question in questions() {
        ask(&mut library, question, &known, &names);
    }
}

fn questions() -> Vec<Question> {
    let filter = |query: &str| Filter { query: query.to_owned(), ..Filter::default() };
    let mut questions: Vec<Question> = Vec::new();
    for query in ["", "网", "网络", "通信网络", "网络发发", "网络 -发", "/网./", "1月24日", "doc:a"]
    {
        questions.push(Question::Documents(filter(query), Sort::Relevance));
        let request =
            SearchRequest { filter: filter(query), limit: 5, n_snippets: 1, ..SearchRequest::default() };
        questions.push(Question::List(request));
    }
    questions.push(Question::Request(Request::Summary));
    questions.push(Question::Request(Request::Read(ReadRequest {
        filter: filter("网络"),
        document: "a".to_owned(),
        ..ReadRequest::default()
    })));
    for axis in [Axis::Mentioned, Axis::Published] {
        let filter = Filter { axis, from: Some("2020-01-01".to_owned()), ..filter("网络") };
        questions.push(Question::Request(Request::Timeline(TimelineRequest {
            filter,
            limit: 3,
            n_others: 3,
        })));
    }
    questions
}

fn ask(library: &mut Library, question: Question, known: &Catalog, files: &BTreeMap<String, Vec<u8>>) {
    let mut task = Task::new(question.clone());
    for _ in 0..STEPS {
        let Ok(Step::Need { parts, .. }) = task.step(library) else { return };
        assert!(!parts.is_empty(), "{question:?} waits for nothing");
        for part in parts {
            // A file that is not there, or not what it should be, ends the question, as it does in a browser.
            let file = known.file_name(part).and_then(|name| files.get(&name));
            let Some(file) = file else { return };
            if library.supply(part, file.clone()).is_err() {
                return;
            }
        }
    }
    panic!("{question:?} never ends");
}
