//! Paths → files and settings.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jianbao::corpus::builder::CorpusEntry;
use serde::Deserialize;

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
}

impl Settings {
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
        }
    }
}

/// Reads files, and the documents of folders.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Input> {
    let mut input = Input::default();
    for path in paths {
        let about = fs::metadata(path).with_context(|| format!("cannot open {}", path.display()))?;
        if !about.is_dir() && !about.is_file() {
            bail!("{} is neither file nor folder", path.display());
        }
        if about.is_dir() {
            read_folder(path, &mut input)?;
        } else {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            read_file(path, name.into_owned(), &mut input);
        }
    }
    if input.files.is_empty() && input.n_unread == 0 {
        let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        bail!("no documents in {}; expected files ending in .{}", named.join(", "), ENDINGS.join(", ."));
    }
    Ok(input)
}

fn read_folder(folder: &Path, input: &mut Input) -> Result<()> {
    let settings = folder.join(SETTINGS);
    if settings.is_file() {
        let text =
            fs::read_to_string(&settings).with_context(|| format!("cannot read {}", settings.display()))?;
        input.settings =
            toml::from_str(&text).with_context(|| format!("cannot understand {}", settings.display()))?;
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
        let inner = path.strip_prefix(folder).unwrap_or(path);
        let name: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        read_file(path, name.join("/"), input);
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
