//! Paths → files and settings.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jianbao::annotate::name::{EntityKind, Finder, OwnName};
use jianbao::corpus::builder::CorpusEntry;
use jianbao::corpus::parsed::Parser;
use serde::Deserialize;

use crate::address::Address;

/// Name of the settings file beside the documents.
const SETTINGS: &str = "jianbao.toml";

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

/// What `jianbao.toml` may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    title: Option<String>,
    description: Option<String>,
    lang: Option<String>,
    /// Where the site is going to lie.
    pub(crate) address: Option<Address>,
    /// Files and folders that are no documents, by their paths below the folder with the settings.
    #[serde(default)]
    leave_out: Vec<String>,
    #[serde(default)]
    entities: Vec<EntitySetting>,
}

/// A name of the user's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntitySetting {
    name: String,
    kind: KindSetting,
    #[serde(default)]
    aliases: Vec<String>,
    parent: Option<String>,
}

/// Kinds of names, as settings give them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindSetting {
    Organisation,
    Person,
    Place,
    Service,
}

/// What the command line says of the corpus; it goes before what the settings say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) lang: Option<String>,
}

impl Settings {
    /// Takes over what the command line says.
    pub(crate) fn say(&mut self, said: &Said) {
        for (own, said) in [
            (&mut self.title, &said.title),
            (&mut self.description, &said.description),
            (&mut self.lang, &said.lang),
        ] {
            *own = said.clone().or_else(|| own.take());
        }
    }

    /// A parser that also knows the user's own names.
    pub(crate) fn parser(&self) -> Parser {
        let names: Vec<OwnName> = self.entities.iter().map(EntitySetting::own_name).collect();
        Parser::new(Finder::new(&names))
    }

    /// Whether a file, by its path below the folder, is no document.
    fn leaves_out(&self, name: &str) -> bool {
        let is_in =
            |path: &str| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.leave_out.iter().any(|path| is_in(path.trim_end_matches('/')))
    }

    /// What the corpus says of itself; without a title, the folder's name.
    pub(crate) fn corpus(&self, paths: &[PathBuf]) -> CorpusEntry {
        let name = || {
            let path = paths.first().and_then(|path| path.canonicalize().ok());
            let name = path
                .as_ref()
                .and_then(|path| path.file_stem())
                .map(|name| name.to_string_lossy().into_owned());
            name.unwrap_or_else(|| "Jianbao".to_owned())
        };
        CorpusEntry {
            title: self.title.clone().unwrap_or_else(name),
            description: self.description.clone().unwrap_or_default(),
            lang: self.lang.clone().unwrap_or_else(|| "zh-Hans".to_owned()),
            entities: Vec::new(),
        }
    }
}

impl EntitySetting {
    fn own_name(&self) -> OwnName {
        let kind = match self.kind {
            KindSetting::Organisation => EntityKind::Organisation,
            KindSetting::Person => EntityKind::Person,
            KindSetting::Place => EntityKind::Place,
            KindSetting::Service => EntityKind::Service,
        };
        OwnName { kind, name: self.name.clone(), aliases: self.aliases.clone(), parent: self.parent.clone() }
    }
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

/// The settings beside the documents.
pub(crate) fn settings(paths: &[PathBuf]) -> Result<Settings> {
    let mut settings = Settings::default();
    for path in paths.iter().filter(|path| path.join(SETTINGS).is_file()) {
        settings = read_settings(&path.join(SETTINGS))?;
    }
    Ok(settings)
}

fn read_settings(path: &Path) -> Result<Settings> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let settings: Settings =
        toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))?;
    for (index, entity) in settings.entities.iter().enumerate() {
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        if let Some(name) = names.into_iter().find(|name| name.trim().chars().count() < 2) {
            bail!(
                "cannot understand {}: entity {} is called {name:?}; expected a name of two characters or more",
                path.display(),
                index + 1
            );
        }
    }
    Ok(settings)
}

/// Bytes of all input, as far as they can be told.
pub(crate) fn n_bytes(paths: &[PathBuf]) -> u64 {
    let mut n = 0;
    let files = paths.iter().flat_map(|path| walkdir::WalkDir::new(path).into_iter().flatten());
    for about in files.filter_map(|entry| entry.metadata().ok()).filter(std::fs::Metadata::is_file) {
        n += about.len();
    }
    n
}

type Take<'a> = dyn FnMut(&mut Input, &Path, String) -> Result<()> + 'a;

/// Finds files, and the documents of folders, in order.
fn each_file(paths: &[PathBuf], input: &mut Input, take: &mut Take<'_>) -> Result<()> {
    let mut n_taken = 0;
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
    let settings = folder.join(SETTINGS);
    if settings.is_file() {
        input.settings = read_settings(&settings)?;
    }
    let is_visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                eprintln!("left out: {error}");
                input.n_unread += 1;
                continue;
            }
        };
        let path = entry.path();
        let inner = path.strip_prefix(folder).unwrap_or(path);
        let name: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let name = name.join("/");
        if input.settings.leaves_out(&name) {
            continue;
        }
        if entry.file_type().is_dir() || path.file_name().is_some_and(|name| name == SETTINGS) {
            continue;
        }
        if !entry.file_type().is_file() {
            eprintln!("left out: {} is neither file nor folder", path.display());
            continue;
        }
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if !ENDINGS.contains(&ending.as_str()) {
            eprintln!("left out: {} is no document that Jianbao reads", path.display());
            continue;
        }
        take(input, path, name)?;
    }
    Ok(())
}

fn read_file(path: &Path, name: String, input: &mut Input) {
    match fs::read(path) {
        Ok(bytes) => input.files.push((name, bytes)),
        Err(error) => {
            eprintln!("left out: cannot read {}: {error}", path.display());
            input.n_unread += 1;
        }
    }
}
