//! The built page: the files that every site has before it has documents.
//!
//! `make page` builds them; a command with the feature `page` carries them inside itself, so that it makes sites where there is neither Rust
//! nor WebAssembly to build them with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::site::Whole;

/// Files by their paths with slashes, from [`Part`] on.
#[cfg(feature = "page")]
const INSIDE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));
#[cfg(not(feature = "page"))]
const INSIDE: &[(&str, &[u8])] = &[];

/// Where `make page` puts them in the checkout that this command was built from.
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/jianbao/page");

/// One of the folders of a built page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The page that embeds its corpus.
    Lite,
    /// The page of a corpus in files.
    Files,
    /// The whole program beside [`Part::Lite`], and its style sheet.
    Whole,
}

impl Part {
    const fn folder(self) -> &'static str {
        match self {
            Part::Lite => "lite",
            Part::Files => "files",
            Part::Whole => "whole",
        }
    }
}

/// A built page, in a folder or inside the command.
#[derive(Debug)]
pub(crate) struct Template(Option<PathBuf>);

impl Template {
    /// The page in `folder`; without one, the page inside the command, or the one in the checkout that it was built from.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn find(folder: Option<&Path>) -> Result<Template> {
        let is_page = |folder: &Path| folder.join(Part::Lite.folder()).join("index.html").is_file();
        match folder {
            Some(folder) if is_page(folder) => Ok(Template(Some(folder.to_owned()))),
            Some(folder) => {
                bail!("{} is no built page; `make page` in the project's folder builds one", folder.display())
            }
            None if !INSIDE.is_empty() => Ok(Template(None)),
            None if is_page(Path::new(BUILT)) => Ok(Template(Some(PathBuf::from(BUILT)))),
            None => bail!(
                "this command was built without the page that sites are made of; run `make install` in the project's folder, or name a built page with --page"
            ),
        }
    }

    /// Writes the files of a part into a folder.
    pub(crate) fn write(&self, part: Part, to: &Path) -> Result<()> {
        fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
        for (name, bytes) in self.files(part)? {
            let path = to.join(name);
            fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

    /// The whole program.
    pub(crate) fn whole(&self) -> Result<Whole> {
        let mut files: BTreeMap<String, Vec<u8>> = self.files(Part::Whole)?.into_iter().collect();
        let mut file =
            |name: &str| files.remove(name).with_context(|| format!("the built page has no {name}"));
        Ok(Whole { glue: file("engine.js")?, wasm: file("engine_bg.wasm")?, style: file("whole.css")? })
    }

    /// Names and bytes of the files of a part, in order of their names.
    fn files(&self, part: Part) -> Result<Vec<(String, Vec<u8>)>> {
        let Some(folder) = &self.0 else {
            let inside = INSIDE.iter().filter_map(|(path, bytes)| {
                let name = path.strip_prefix(part.folder())?.strip_prefix('/')?;
                Some((name.to_owned(), bytes.to_vec()))
            });
            return Ok(inside.collect());
        };
        let folder = folder.join(part.folder());
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            let path = entry.path();
            if path.is_file() {
                let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
            }
        }
        files.sort();
        Ok(files)
    }
}
