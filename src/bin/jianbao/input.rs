//! Paths → files and settings.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::is_site;
use crate::search::printable;
use crate::settings::{SETTINGS, Settings};

/// Endings of files that are taken from a folder; a file that is named itself is always read.
const ENDINGS: [&str; 9] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "jsonl", "ndjson"];

/// What the paths hold.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// Names and bytes in order of their names.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Settings found beside the documents.
    pub(crate) settings: Settings,
    /// Files that could not be read; the user has been told.
    pub(crate) n_unread: usize,
}

/// Bytes of documents that are parsed at a time where a corpus may be larger than memory.
const BATCH: usize = 2 << 20;

/// Reads files, and the documents of folders.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Input> {
    let mut input = Input::default();
    each_file(paths, &mut input, &mut |input, path, name| {
        read_file(path, name, input);
        Ok(())
    })?;
    Ok(input)
}

/// Names and bytes of some files.
type Batch = Vec<(String, Vec<u8>)>;

/// Reads files, and the documents of folders, some megabytes at a time; a long file of JSON lines is cut between lines. Each
/// batch is given with the bytes of input read so far; what remains is settings and counts.
pub(crate) fn read_in_batches(
    paths: &[PathBuf],
    give: &mut dyn FnMut(Batch, u64) -> Result<()>,
) -> Result<Input> {
    let mut input = Input::default();
    let (mut batch, mut n_batch, mut n_read) = (Vec::new(), 0, 0);
    each_file(paths, &mut input, &mut |input, path, name| {
        let is_lines = path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
        let mut whole = Input::default();
        let pieces = if is_lines { lines(path) } else { None };
        let pieces = pieces.unwrap_or_else(|| {
            read_file(path, name.clone(), &mut whole);
            Box::new(std::mem::take(&mut whole.files).into_iter().map(|(_, bytes)| Ok(bytes)))
        });
        for piece in pieces {
            let bytes = piece.with_context(|| format!("cannot read {}", path.display()))?;
            n_batch += bytes.len();
            n_read += bytes.len() as u64;
            batch.push((name.clone(), bytes));
            if n_batch >= BATCH {
                n_batch = 0;
                give(std::mem::take(&mut batch), n_read)?;
            }
        }
        input.n_unread += whole.n_unread;
        Ok(())
    })?;
    give(batch, n_read)?;
    Ok(input)
}

/// A file in pieces of whole lines; `None` when it cannot be opened.
fn lines(path: &Path) -> Option<Box<dyn Iterator<Item = std::io::Result<Vec<u8>>>>> {
    use std::io::BufRead;
    let mut file = std::io::BufReader::with_capacity(1 << 20, fs::File::open(path).ok()?);
    Some(Box::new(std::iter::from_fn(move || {
        let mut piece = Vec::new();
        while piece.len() < BATCH {
            match file.read_until(b'\n', &mut piece) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        (!piece.is_empty()).then_some(Ok(piece))
    })))
}

/// The settings beside the documents: in a folder, or beside a file.
///
/// # Errors
/// When they cannot be understood, and when there are several: what one of them says of redaction must hold for all.
pub(crate) fn settings(paths: &[PathBuf]) -> Result<Settings> {
    let beside =
        |path: &PathBuf| if path.is_dir() { path.join(SETTINGS) } else { path.with_file_name(SETTINGS) };
    let found: Vec<PathBuf> = paths.iter().map(beside).filter(|path| path.is_file()).collect();
    let Some(first) = found.first() else {
        paths.iter().try_for_each(|path| check_above(path))?;
        return Ok(Settings::default());
    };
    let same = |path: &PathBuf| path == first || path.canonicalize().ok() == first.canonicalize().ok();
    if let Some(other) = found.iter().find(|path| !same(path)) {
        bail!(
            "there are settings in {} and in {}; expected one file with all of them",
            first.display(),
            other.display()
        );
    }
    Settings::read(first)
}

/// Settings above the documents are not read; where they say what must not be published, that must not be overlooked.
fn check_above(path: &Path) -> Result<()> {
    let Ok(path) = path.canonicalize() else { return Ok(()) };
    let above = path.ancestors().skip(1).map(|folder| folder.join(SETTINGS));
    match above.into_iter().find(|settings| redacts(settings)) {
        Some(settings) => bail!(
            "{} says what must not be published, but lies above the documents, where it is not read; name its folder, or put a copy beside the documents",
            settings.display()
        ),
        None => Ok(()),
    }
}

/// Whether a file of settings has rules of redaction, as far as can be seen without understanding it.
fn redacts(settings: &Path) -> bool {
    fs::read_to_string(settings).is_ok_and(|text| text.contains("redact"))
}

/// What the settings name must be there: a name with a slip of the pen would publish what was to be left out.
fn check_named(paths: &[PathBuf], settings: &Settings) -> Result<()> {
    if !settings.names_files() {
        return Ok(());
    }
    let mut names: Vec<String> = Vec::new();
    for path in paths {
        if path.is_dir() {
            names.extend(walk(path).flatten().map(|entry| name_below(path, entry.path())));
        } else {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    settings.check_named(&names)
}

/// What lies in a folder, in order, without what is hidden and without sites that were built there.
fn walk(folder: &Path) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> {
    let is_input = |entry: &walkdir::DirEntry| {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        entry.depth() == 0 || !(is_hidden || (entry.file_type().is_dir() && is_site(entry.path())))
    };
    walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_input)
}

/// A path below a folder, with slashes.
fn name_below(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    let name: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    name.join("/")
}

/// Bytes of all input, as far as they can be told.
pub(crate) fn n_bytes(paths: &[PathBuf]) -> u64 {
    let mut n = 0;
    let files = paths.iter().flat_map(|path| walk(path).flatten());
    for about in files.filter_map(|entry| entry.metadata().ok()).filter(std::fs::Metadata::is_file) {
        n += about.len();
    }
    n
}

type Take<'a> = dyn FnMut(&mut Input, &Path, String) -> Result<()> + 'a;

/// Finds files, and the documents of folders, in order.
fn each_file(paths: &[PathBuf], input: &mut Input, take: &mut Take<'_>) -> Result<()> {
    let mut n_taken = 0;
    input.settings = settings(paths)?;
    check_named(paths, &input.settings)?;
    let mut take = |input: &mut Input, path: &Path, name: String| {
        n_taken += 1;
        take(input, path, name)
    };
    for path in paths {
        let about = fs::metadata(path).with_context(|| format!("cannot open {}", path.display()))?;
        if !about.is_dir() && !about.is_file() {
            bail!("{} is neither file nor folder", path.display());
        }
        if about.is_dir() {
            read_folder(path, input, &mut take)?;
        } else {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            take(input, path, name.into_owned())?;
        }
    }
    if n_taken == 0 && input.n_unread == 0 {
        let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        bail!("no documents in {}; expected files ending in .{}", named.join(", "), ENDINGS.join(", ."));
    }
    Ok(())
}

fn read_folder(folder: &Path, input: &mut Input, take: &mut Take<'_>) -> Result<()> {
    for entry in walk(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                eprintln!("left out: {}", printable(&error.to_string()));
                input.n_unread += 1;
                continue;
            }
        };
        let path = entry.path();
        let name = name_below(folder, path);
        if input.settings.leaves_out(&name) {
            continue;
        }
        if path.file_name().is_some_and(|name| name == SETTINGS) {
            if entry.depth() > 1 && redacts(path) {
                bail!(
                    "{} says what must not be published, but is not read there; settings count in the folder that is named",
                    path.display()
                );
            }
            if entry.depth() > 1 {
                eprintln!("left out: {}; settings count in the folder that is named", path.display());
            }
            continue;
        }
        if entry.file_type().is_dir() {
            continue;
        }
        if !entry.file_type().is_file() {
            eprintln!("left out: {} is neither file nor folder", shown(path));
            continue;
        }
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if !ENDINGS.contains(&ending.as_str()) {
            eprintln!("left out: {} is no document that Jianbao reads{}", shown(path), advice(&ending));
            continue;
        }
        take(input, path, name)?;
    }
    Ok(())
}

/// A path for the terminal, which no name of a file may steer.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

/// How to get text out of a file that is not read; begins with what joins it to the sentence before.
fn advice(ending: &str) -> &'static str {
    match ending {
        "pdf" => {
            "; save its text as a .txt file, with a PDF reader (select all, copy) or `pdftotext file.pdf`; broken lines and page numbers may stay"
        }
        "doc" | "docx" | "wps" | "odt" | "rtf" => "; save it as plain text (.txt) or as a web page (.html)",
        "epub" | "mobi" | "azw3" => "; convert it to .txt or .html, with Calibre for instance",
        "xls" | "xlsx" | "ods" | "csv" => {
            "; save what is to be read as plain text (.txt), or a document a line as .jsonl"
        }
        _ => "",
    }
}

fn read_file(path: &Path, name: String, input: &mut Input) {
    match fs::read(path) {
        Ok(bytes) => input.files.push((name, bytes)),
        Err(error) => {
            eprintln!("left out: cannot read {}: {error}", shown(path));
            input.n_unread += 1;
        }
    }
}
