//! An independent count: the texts as `jianbao parse` prints them, scanned in the plainest way.
//!
//! It shares no code with the search, so the two agree only when both are right.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The corpus as text.
#[derive(Debug)]
pub struct Texts {
    /// The cleaned text of each document.
    documents: Vec<String>,
}

/// All that `jianbao parse` prints of the corpus that the site was built from.
pub fn parsed() -> Result<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(["parse", "--format", "json"])
        .arg(corpus_path()?)
        .output()
        .context("cannot run jianbao")?;
    ensure!(output.status.success(), "jianbao parse: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The whole pack of some documents, by their file names.
pub fn pack_of(files: &[(&str, String)]) -> Result<Vec<u8>> {
    let folder = super::target_folder("packed")?.join(format!(
        "{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    fs::create_dir_all(folder.join("documents"))?;
    for (name, text) in files {
        fs::write(folder.join("documents").join(name), text)?;
    }
    let (slim, whole) = (folder.join("slim.pack"), folder.join("whole.pack"));
    let output = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .arg("pack")
        .arg(folder.join("documents"))
        .arg("--out")
        .arg(&slim)
        .arg("--whole")
        .arg(&whole)
        .output()
        .context("cannot run jianbao")?;
    ensure!(output.status.success(), "jianbao pack: {}", String::from_utf8_lossy(&output.stderr));
    let pack = fs::read(&whole)?;
    fs::remove_dir_all(&folder)?;
    Ok(pack)
}

impl Texts {
    /// Parses the corpus that the site was built from.
    pub fn read() -> Result<Texts> {
        let parsed = parsed()?;
        let documents = parsed["documents"].as_array().context("parse prints documents")?;
        let text = |document: &Value| Some(document["text"].as_str()?.to_owned());
        let documents: Vec<String> = documents.iter().filter_map(text).collect();
        ensure!(!documents.is_empty(), "the corpus has documents");
        Ok(Texts { documents })
    }

    /// How many documents there are.
    pub fn n_documents(&self) -> usize {
        self.documents.len()
    }

    /// Occurrences of a term in either script, white space in the text left aside, and the documents that have one.
    pub fn count(&self, term: &str) -> (usize, usize) {
        let term = simplified(term);
        self.count_in(&self.documents, |text| simplified(text).matches(&term).count())
    }

    /// The same for the very characters of the term.
    pub fn count_exact(&self, term: &str) -> (usize, usize) {
        self.count_in(&self.documents, |text| without_space(text).matches(term).count())
    }

    fn count_in(&self, texts: &[String], n_hits: impl Fn(&str) -> usize) -> (usize, usize) {
        let hits: Vec<usize> = texts.iter().map(|text| n_hits(text)).collect();
        (hits.iter().sum(), hits.iter().filter(|&&n_hits| n_hits > 0).count())
    }
}

/// Occurrences of a term that white space or a line break divides in the files as received.
pub fn n_divided(term: &str) -> Result<usize> {
    let corpus = PathBuf::from(corpus_path()?);
    let files: Vec<PathBuf> = if corpus.is_dir() {
        fs::read_dir(&corpus)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?
    } else {
        vec![corpus]
    };
    let texts = files
        .iter()
        .filter(|file| file.is_file())
        .map(|file| Ok(String::from_utf8_lossy(&fs::read(file)?).into_owned()));
    let divided = |text: String| without_space(&text).matches(term).count() - text.matches(term).count();
    texts.map(|text: Result<String>| text.map(divided)).sum()
}

/// A text without white space.
pub fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The few characters of the stories' terms that differ between the scripts.
const SCRIPTS: [(char, char); 6] =
    [('網', '网'), ('絡', '络'), ('復', '复'), ('產', '产'), ('動', '动'), ('務', '务')];

fn simplified(text: &str) -> String {
    let simple = |character: char| {
        SCRIPTS.iter().find(|(full, _)| *full == character).map_or(character, |(_, simple)| *simple)
    };
    without_space(text).chars().map(simple).collect()
}

fn corpus_path() -> Result<OsString> {
    env::var_os("JIANBAO_CORPUS").context("JIANBAO_CORPUS is not set; use `make test-stories`")
}
