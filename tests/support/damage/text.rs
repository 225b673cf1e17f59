//! The known texts.
//!
//! A file of `fixtures/clean/` has a line for each paragraph, heading or verse: `# ` before a line that stands by itself (title,
//! heading, signature, date), `| ` before a verse, nothing before paragraphs and items of lists.

use std::fs;
use std::path::Path;

/// A text as its author wrote it.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// Name of its file, without the ending.
    pub(crate) name: String,
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// A line of a text.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) role: Role,
    pub(crate) words: String,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Heading,
    Verse,
    Running,
}

impl Text {
    /// All texts in the order of their names.
    pub(crate) fn all() -> Vec<Text> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clean");
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder is readable").path()).collect();
        paths.sort();
        paths
            .iter()
            .map(|path| {
                let words =
                    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                Text { name, paragraphs: words.lines().map(Paragraph::new).collect() }
            })
            .collect()
    }

    /// The text as cleaning should give it.
    pub(crate) fn words(&self) -> String {
        self.paragraphs.iter().map(|paragraph| paragraph.words.as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl Paragraph {
    fn new(line: &str) -> Paragraph {
        let (role, words) = if let Some(words) = line.strip_prefix("# ") {
            (Role::Heading, words)
        } else if let Some(words) = line.strip_prefix("| ") {
            (Role::Verse, words)
        } else {
            (Role::Running, line)
        };
        Paragraph { role, words: words.to_owned() }
    }
}
