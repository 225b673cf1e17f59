//! `jianbao.toml`: what the user says of the corpus, read strictly, since a setting that is silently ignored would be believed to hold.

mod document;
mod licence;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use jianbao::annotate::name::{EntityKind, Finder, OwnName};
use jianbao::corpus::builder::CorpusEntry;
use jianbao::corpus::parsed::{Parser, Tally};
use jianbao::text::redact::{Redaction, Rule, Sought, is_within};
use jianbao::text::rule::plain;
use serde::Deserialize;
use toml::Spanned;

use crate::address::Address;
use crate::search::printable;
use crate::site::Colour;
use document::DocumentSetting;
pub(crate) use licence::Licence;

/// Name of the settings file beside the documents.
pub(crate) const SETTINGS: &str = "jianbao.toml";

/// What `jianbao.toml` may say.
#[derive(Clone, Debug, Default, Deserialize)]
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
    entities: Vec<Spanned<EntitySetting>>,
    #[serde(default)]
    redact: Vec<Spanned<RedactSetting>>,
    /// Under which terms the documents are published.
    #[serde(alias = "license")]
    licence: Option<Licence>,
    /// What is said of documents, by the names of their files or the ids that they bring along.
    #[serde(default)]
    documents: BTreeMap<String, DocumentSetting>,
    #[serde(default)]
    pub(crate) theme: Theme,
    /// The rules that follow from `redact`, and where each of them stands.
    #[serde(skip)]
    rules: Vec<(Rule, String)>,
    /// The same rules, ready to be applied.
    #[serde(skip)]
    redaction: Arc<Redaction>,
    #[serde(skip)]
    kept_ids: BTreeMap<String, String>,
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

/// How the site looks.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Theme {
    /// The one colour beside ink and paper.
    pub(crate) accent: Option<Colour>,
}

/// What must not be published.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RedactSetting {
    #[serde(default, deserialize_with = "one_or_several")]
    text: Option<Vec<String>>,
    #[serde(default, deserialize_with = "one_or_several")]
    pattern: Option<Vec<String>>,
    replace: Option<String>,
    #[serde(default)]
    documents: Vec<String>,
}

/// A string, or a list of them.
fn one_or_several<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a string or a list of strings")]
    enum Words {
        One(String),
        Several(Vec<String>),
    }
    Ok(Some(match Words::deserialize(from)? {
        Words::One(words) => vec![words],
        Words::Several(words) => words,
    }))
}

/// What the command line says of the corpus; it goes before what the settings say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) lang: Option<String>,
    /// Ids that files had in the edition before.
    pub(crate) kept_ids: BTreeMap<String, String>,
}

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    /// Says the file, the line, what is wrong there and what is expected.
    pub(crate) fn read(path: &Path) -> Result<Settings> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Settings::parse(&text).with_context(|| format!("cannot understand {}", path.display()))
    }

    fn parse(text: &str) -> Result<Settings> {
        let mut settings: Settings = toml::from_str(text).map_err(|error| explained(&error, text))?;
        let line = |span: Range<usize>| text.get(..span.start).unwrap_or("").matches('\n').count() + 1;
        for entity in &settings.entities {
            let names = std::iter::once(&entity.get_ref().name).chain(&entity.get_ref().aliases);
            if let Some(name) = names.into_iter().find(|name| plain(name).trim().chars().count() < 2) {
                let line = line(entity.span());
                return Err(anyhow!(
                    "line {line}: the entity is called {name:?}; expected a name of two characters or more"
                ));
            }
        }
        let mut rules = Vec::new();
        for setting in &settings.redact {
            let at = line(setting.span());
            rules.extend(setting.get_ref().rules(at).map_err(|reason| anyhow!("line {at}: {reason}"))?);
        }
        let redaction = Redaction::new(rules.iter().map(|(rule, _)| rule.clone()).collect());
        settings.redaction = Arc::new(redaction.map_err(|refusal| {
            let place = rules.get(refusal.rule).map_or("", |(_, place)| place.as_str());
            anyhow!("{place}: {}", refusal.reason)
        })?);
        settings.rules = rules;
        Ok(settings)
    }

    /// Takes over what the command line says.
    pub(crate) fn say(&mut self, said: &Said) {
        for (own, said) in [
            (&mut self.title, &said.title),
            (&mut self.description, &said.description),
            (&mut self.lang, &said.lang),
        ] {
            *own = said.clone().or_else(|| own.take());
        }
        self.kept_ids.clone_from(&said.kept_ids);
    }

    /// A parser that also knows the user's own names, and what must not be published.
    pub(crate) fn parser(&self) -> Parser {
        let names: Vec<OwnName> = self.entities.iter().map(|entity| entity.get_ref().own_name()).collect();
        let given = self.documents.iter().map(|(name, setting)| (name.clone(), setting.given()));
        let parser = Parser::new(Finder::new(&names)).keeping(self.kept_ids.clone());
        parser.redacting(self.redaction.clone()).told(given.collect())
    }

    /// Says what settings a corpus has brought nothing for, and for each rule of redaction how often it found something.
    pub(crate) fn report(&self, parser: &Parser) {
        let (not_come, tallies) = (parser.not_come(), parser.redacted());
        for name in not_come {
            eprintln!(
                "{SETTINGS}: there is no document {:?}; expected the name of a file, or an id of JSONL",
                self.shown(name)
            );
        }
        self.report_redacted(tallies);
    }

    /// The terms under which the documents are published.
    pub(crate) fn licence(&self) -> Result<Option<Licence>> {
        let redacted = |name: &str| self.redaction.redacted(name, &self.redaction.everywhere());
        let url = self.licence.as_ref().and_then(|licence| licence.url.as_ref()).map(ToString::to_string);
        self.check_published("the licence's address", url)?;
        Ok(self.licence.clone().map(|licence| Licence { name: redacted(&licence.name), ..licence }))
    }

    /// Whether anything must not be published.
    pub(crate) fn redacts(&self) -> bool {
        !self.rules.is_empty()
    }

    /// Whether anything is said of files and folders that must be there.
    pub(crate) fn names_files(&self) -> bool {
        !self.leave_out.is_empty() || self.rules.iter().any(|(rule, _)| !rule.documents.is_empty())
    }

    /// Checks that what is left out, and what rules of redaction are limited to, is among these names of files and folders.
    ///
    /// # Errors
    /// When a rule is limited to what is not there. Lines of JSONL have ids, which nobody knows before they are read.
    pub(crate) fn check_named(&self, names: &[String]) -> Result<()> {
        let is_there = |path: &str| names.iter().any(|name| is_within(name, path));
        let near = |path: &str| {
            let path = path.trim_end_matches('/');
            let near = names.iter().map(|name| (strsim::jaro_winkler(name, path), name));
            let near = near.filter(|(near, _)| *near > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
            near.map_or_else(String::new, |(_, name)| format!("; did you mean {name:?}?"))
        };
        for path in self.leave_out.iter().filter(|path| !is_there(path)) {
            eprintln!(
                "{SETTINGS}: leave_out names {path:?}, but there is no such file or folder{}",
                near(path)
            );
        }
        let has_lines = names.iter().any(|name| name.ends_with(".jsonl") || name.ends_with(".ndjson"));
        let limits =
            self.rules.iter().flat_map(|(rule, place)| rule.documents.iter().map(move |path| (path, place)));
        let mut missing = limits.filter(|(path, _)| !has_lines && !is_there(path));
        match missing.next() {
            None => Ok(()),
            Some((path, place)) => Err(anyhow!(
                "{SETTINGS}, {place}: a rule of redaction is limited to {path:?}, but there is no such file or folder{}",
                near(path)
            )),
        }
    }

    /// What may be said of a name, of a document that is gone.
    pub(crate) fn shown(&self, name: &str) -> String {
        printable(&self.redaction.redacted_name(name, &self.redaction.anywhere()))
    }

    /// Whether a name is that of a file, in which nothing was taken out.
    pub(crate) fn is_whole(&self, name: &str) -> bool {
        self.shown(name) == name
            && (0..self.rules.len()).all(|rule| !name.contains(self.redaction.mark(rule)))
    }

    /// Whether an address can be published.
    pub(crate) fn check_address(&self, address: Option<&Address>) -> Result<()> {
        self.check_published("the site's address", address.map(|address| address.of("")))
    }

    /// Refuses words that cannot be published and would be of no use with a mark in them.
    fn check_published(&self, what: &str, words: Option<String>) -> Result<()> {
        match words {
            Some(words) if self.redaction.redacted_name(&words, &self.redaction.everywhere()) != words => {
                Err(anyhow!("{what} holds what a rule of redaction takes out"))
            }
            _ => Ok(()),
        }
    }

    /// Says for each rule of redaction how often it found something; never what, since reports are read by others too.
    fn report_redacted(&self, tallies: &[Tally]) {
        for ((rule, place), tally) in self.rules.iter().zip(tallies) {
            if tally.n_places > 0 {
                eprintln!("redacted ({place}): {} places in {} documents", tally.n_places, tally.n_documents);
            } else if rule.documents.is_empty() {
                eprintln!("redacted ({place}): nothing was found");
            } else {
                eprintln!(
                    "redacted ({place}): nothing was found in the documents that the rule is limited to"
                );
            }
        }
    }

    /// Whether a file, by its path below the folder, is no document.
    pub(crate) fn leaves_out(&self, name: &str) -> bool {
        self.leave_out.iter().any(|path| is_within(name, path))
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
        let redaction = &self.redaction;
        let scope = redaction.everywhere();
        CorpusEntry {
            title: match &self.title {
                Some(title) => redaction.redacted(&plain(title), &scope),
                None => redaction.redacted_name(&plain(&name()), &scope),
            },
            description: redaction.redacted(&plain(self.description.as_deref().unwrap_or("")), &scope),
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
        OwnName {
            kind,
            name: plain(&self.name),
            aliases: self.aliases.iter().map(|alias| plain(alias)).collect(),
            parent: self.parent.as_deref().map(plain),
        }
    }
}

impl RedactSetting {
    /// The rules that it stands for, and how each is called in a report.
    fn rules(&self, line: usize) -> Result<Vec<(Rule, String)>, String> {
        let (sought, what): (Vec<Sought>, &str) = match (&self.text, &self.pattern) {
            (Some(words), None) => (words.iter().cloned().map(Sought::Words).collect(), "text"),
            (None, Some(patterns)) => (patterns.iter().cloned().map(Sought::Pattern).collect(), "pattern"),
            (None, None) => {
                return Err("expected what to remove, as text = \"…\" or pattern = \"…\"".to_owned());
            }
            (Some(_), Some(_)) => {
                return Err("expected either text or pattern; write two [[redact]] for both".to_owned());
            }
        };
        if sought.is_empty() {
            return Err(format!("the list of {what} is empty; expected what to remove"));
        }
        let n = sought.len();
        let rules = sought.into_iter().enumerate().map(|(index, sought)| {
            let place =
                if n == 1 { format!("line {line}") } else { format!("line {line}, {what} {}", index + 1) };
            let (replacement, documents) = (self.replace.clone(), self.documents.clone());
            (Rule { sought, replacement, documents }, place)
        });
        Ok(rules.collect())
    }
}

/// What the reader of TOML says, and which key may have been meant.
fn explained(error: &toml::de::Error, text: &str) -> anyhow::Error {
    let said = error.to_string();
    let near = || {
        let (_, rest) = error.message().split_once("unknown field `")?;
        let (typed, rest) = rest.split_once('`')?;
        let known = rest.split('`').skip(1).step_by(2);
        let near = known.map(|known| (strsim::osa_distance(typed, known), known)).min()?;
        (near.0 <= 2 || near.0 * 2 < typed.chars().count()).then(|| near.1.to_owned())
    };
    let line = error.span().map(|span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
    let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    match near() {
        Some(known) => anyhow!("{place}did you mean {known}? {said}"),
        None => anyhow!("{place}{said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, expected: &[&str]) {
        let said = format!("{:#}", Settings::parse(text).unwrap_err());
        for part in expected {
            assert!(said.contains(part), "{part} in {said}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        refused("# x\ntilte = \"x\"", &["line 2", "did you mean title?", "tilte"]);
        refused("[[redact]]\ntxt = \"x\"", &["line 2", "did you mean text?"]);
        refused("colour = 1", &["line 1", "unknown field `colour`"]);
        refused("title = 1", &["line 1", "string"]);
        refused("\n[[redact]]\ntext = \"甲\"\npattern = \"乙\"", &["line 2", "either text or pattern"]);
        refused("[[redact]]", &["line 1", "expected what to remove"]);
        refused("[[redact]]\ntext = []", &["line 1", "empty"]);
        refused("[[redact]]\ntext = 7", &["line 2", "a string or a list"]);
        refused("[[redact]]\ntext = [\"甲\", \"\"]", &["line 1, text 2", "empty"]);
        refused("title = \"x\"\n\n[[redact]]\npattern = \"(\"", &["line 3", "unclosed group"]);
        refused("[[redact]]\ntext = \"甲\"\nreplace = \"\"", &["line 1", "cannot replace"]);
        refused("licence = \"\"", &["line 1", "has no name"]);
        refused("licence = { name = \"x\", url = \"javascript:x\" }", &["line 1", "is no address"]);
        refused("[theme]\naccent = \"yellow\"", &["line 2", "expected a colour"]);
        refused("[documents.\"a.txt\"]\npublished = \"gestern\"", &["line 2", "is no date"]);
        refused("[documents.\"a.txt\"]\npublish = \"2020\"", &["line 2", "did you mean published?"]);
        refused("[[entities]]\nname = \"甲\"\nkind = \"person\"", &["line 1", "two characters"]);
    }

    #[test]
    fn licences_and_dates_are_read() {
        let settings = Settings::parse("licence = \"CC BY-SA 4.0\"\n[documents.a]\npublished = 2020-02-10\n[documents.b]\npublished = \"2020-02~\"").unwrap();
        let url = settings.licence.and_then(|licence| licence.url).map(String::from);
        assert_eq!(url.as_deref(), Some("https://creativecommons.org/licenses/by-sa/4.0/"));
        let dates: Vec<_> =
            settings.documents.values().filter_map(|setting| setting.given().published).collect();
        assert_eq!(dates, ["2020-02-10", "2020-02~"]);
        let settings =
            Settings::parse("license = { name = \"MIT\", url = \"https://example.org\" }").unwrap();
        assert_eq!(settings.licence.unwrap().name, "MIT");
    }

    #[test]
    fn a_corpus_does_not_say_what_must_not_be_published() {
        let settings = Settings::parse(
            "title = \"張三的信\"\ndescription = \"张三、李四\"\n[[redact]]\ntext = [\"张三\", \"李四\"]",
        )
        .unwrap();
        let corpus = settings.corpus(&[]);
        assert_eq!((corpus.title.as_str(), corpus.description.as_str()), ("■■■的信", "■■■、■■■"));
        assert_eq!(
            settings.rules.iter().map(|(_, place)| place.as_str()).collect::<Vec<_>>(),
            ["line 3, text 1", "line 3, text 2"]
        );
    }
}
