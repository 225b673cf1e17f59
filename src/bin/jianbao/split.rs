//! `jianbao split`: a corpus as files, batch after batch.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use jianbao::corpus::builder::{CorpusEntry, DocumentEntry};
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::engine::listing::Listing;
use jianbao::library::{
    Answer, CATALOG, Library, LibraryWriter, Part, Question, Scratch, Sink, Sizes, Step, Task, Written,
};
use jianbao::protocol::{CountRequest, Request, Response, SearchRequest};

use crate::cache::Cache;
use crate::edition::Editions;
use crate::progress::Progress;
use crate::report::{self, Totals};
use crate::{input, settings};

/// A folder that takes the place of another when it is whole, and is gone if it never does.
struct Folder {
    path: PathBuf,
    n_scratches: usize,
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Moved away when all went well; else nobody wants half a corpus.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// A file that is gone when it is dropped.
struct ScratchFile {
    file: fs::File,
    path: PathBuf,
}

impl Drop for ScratchFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

impl Read for ScratchFile {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(bytes)
    }
}

impl Write for ScratchFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Seek for ScratchFile {
    fn seek(&mut self, place: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(place)
    }
}

impl Sink for Folder {
    fn pack(&self, bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
        // Writing into memory cannot fail.
        packed.unwrap_or_default()
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        fs::write(self.path.join(name), bytes)
    }

    fn load(&mut self, name: &str) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        DeflateDecoder::new(fs::File::open(self.path.join(name))?).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn scratch(&mut self) -> std::io::Result<Box<dyn Scratch>> {
        let path = self.path.join(format!("scratch-{}", self.n_scratches));
        self.n_scratches += 1;
        let file = fs::File::options().read(true).write(true).create_new(true).open(&path)?;
        Ok(Box::new(ScratchFile { file, path }))
    }
}

/// Splits the documents of `paths` into files in the folder `out`; says how many documents could not be read.
pub(crate) fn split(
    paths: &[PathBuf],
    said: &settings::Said,
    out: &Path,
    mut editions: Option<&mut Editions>,
    cache: Option<&Arc<Cache>>,
) -> Result<usize> {
    let mut folder = beside(out)?;
    let mut settings = input::settings(paths)?;
    settings.say(said);
    let n_bytes = input::n_bytes(paths);
    let sizes = Sizes::of_corpus(n_bytes);
    let mut writer = LibraryWriter::new(&settings.corpus(paths), &mut folder).with_sizes(sizes);
    let mut parser = settings.parser().sparing();
    if let Some(cache) = cache {
        parser = parser.remembering(cache.clone());
    }
    let mut progress = Progress::new(n_bytes);
    let mut totals = Totals::default();
    let input = input::read_in_batches(paths, &mut |files, n_read| {
        let documents = parser.parse(files);
        totals.add(&documents);
        for document in documents.iter().map(ParsedDocument::entry) {
            if let Some(editions) = &mut editions {
                editions.add(&document)?;
            }
            writer.add(document)?;
        }
        progress.show(n_read, totals.n_documents);
        Ok(())
    })?;
    progress.step("writing the index");
    progress.suspend(|| settings.report(&parser));
    let n_anew = parser.n_anew();
    // It remembers every id.
    drop(parser);
    if let Some(cache) = cache {
        cache.finish();
    }
    let written = writer.finish()?;
    progress.end();
    totals.print(input.n_unread);
    if cache.is_some() {
        report::anew(n_anew, totals.n_documents);
    }
    place(&folder, out, &written)?;
    Ok(input.n_unread)
}

/// Writes documents that are in memory into files in the folder `out`.
pub(crate) fn write(corpus: &CorpusEntry, documents: Vec<DocumentEntry>, out: &Path) -> Result<()> {
    let mut folder = beside(out)?;
    let mut writer = LibraryWriter::new(corpus, &mut folder);
    for document in documents {
        writer.add(document)?;
    }
    let written = writer.finish()?;
    place(&folder, out, &written)
}

/// Puts a folder that is whole into its place.
fn place(folder: &Folder, out: &Path, written: &Written) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot replace {}", out.display()))?;
    }
    fs::rename(&folder.path, out).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!(
        "text {} bytes in {} files, index {} bytes in {} files",
        written.n_bytes_of_text,
        written.catalog.chunks.len(),
        written.n_bytes_of_index,
        written.catalog.shards.len(),
    );
    Ok(())
}

/// Opens a folder that [`split`] wrote.
pub(crate) fn open(folder: &Path) -> Result<Library> {
    Ok(Library::open(&unpacked(&folder.join(CATALOG))?)?)
}

/// The first pack of a folder that [`split`] wrote, unpacked.
pub(crate) fn first_pack(folder: &Path) -> Option<Vec<u8>> {
    let name = open(folder).ok()?.catalog().file_name(Part::Chunk(0))?;
    unpacked(&folder.join(name)).ok()
}

/// The folder of a corpus in files, if `path` is one or a site that has one.
pub(crate) fn folder_in(path: &Path) -> Option<PathBuf> {
    [path.to_owned(), path.join(crate::site::FILES)].into_iter().find(|folder| folder.join(CATALOG).is_file())
}

/// A page of results from a folder that [`split`] wrote, with counts if they are asked for.
pub(crate) fn list(folder: &Path, request: &SearchRequest, counts: Option<CountRequest>) -> Result<Listing> {
    let mut library = open(folder)?;
    let Answer::Listing(mut listing) = ask(&mut library, folder, Question::List(request.clone()))? else {
        return Ok(Listing::default());
    };
    if let Some(counts) = counts
        && let Answer::Response(Response::Counts(counts), _) =
            ask(&mut library, folder, Question::Request(Request::Counts(counts)))?
    {
        listing.counts = Some(counts);
    }
    Ok(listing)
}

fn ask(library: &mut Library, folder: &Path, question: Question) -> Result<Answer> {
    let mut task = Task::new(question).counting_all();
    loop {
        match task.step(library)? {
            Step::Done(answer) => return Ok(*answer),
            Step::Need { parts, .. } => {
                for part in parts {
                    let path = folder.join(library.catalog().file_name(part).unwrap_or_default());
                    let bytes = if Library::is_packed(part) {
                        unpacked(&path)?
                    } else {
                        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
                    };
                    library.supply(part, bytes).with_context(|| format!("cannot use {}", path.display()))?;
                }
            }
        }
    }
}

/// A packed file's bytes.
pub(crate) fn unpacked(path: &Path) -> Result<Vec<u8>> {
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = Vec::new();
    DeflateDecoder::new(file)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot unpack {}", path.display()))?;
    Ok(bytes)
}

/// An empty folder beside `out`, on the same disk.
fn beside(out: &Path) -> Result<Folder> {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = out.with_file_name(name);
    if beside.exists() {
        fs::remove_dir_all(&beside).with_context(|| format!("cannot empty {}", beside.display()))?;
    }
    fs::create_dir_all(&beside).with_context(|| format!("cannot make {}", beside.display()))?;
    Ok(Folder { path: beside, n_scratches: 0 })
}
