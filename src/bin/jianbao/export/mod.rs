//! `jianbao export`: documents with all that was found in them → files for databases, spreadsheets and search engines.
//!
//! [`rows`] says once what every format has; `csv`, `parquet` and `lines` write it down. The files grow in a folder beside the one
//! that was named and take its place when all are whole; `export.json` in it says which files are there and what their columns mean.

mod csv;
mod lines;
mod mapping;
mod parquet;
mod place;
mod rows;
mod table;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::lines::{Action, Article, EntityLine};
use self::rows::{ARTICLES, Corpus, DATES, DOCUMENTS, ENTITIES, FIGURES, NAMES, TABLES};
use self::table::{Cell, Column, Row, Table};
use crate::args::{ExportArgs, ExportFormat};
use crate::build::Place;
use crate::{input, report};

pub(crate) use lines::IndexName;

/// Says what the folder holds.
const MANIFEST: &str = "export.json";

/// Bytes of a file for the bulk interface, which takes requests of a hundred megabytes at most.
const BULK: usize = 10 << 20;

/// Writes the export; `false` when some documents could not be read.
pub(crate) fn export(args: &ExportArgs) -> Result<bool> {
    let folder = Place::beside(&args.out, is_export, "an export")?;
    let input = input::read(&args.paths)?;
    let mut parser = input.settings.parser();
    let mut documents = parser.parse(input.files);
    let entities = parser.entities(&mut documents);
    let corpus = Corpus::new(&documents, &entities);
    let mut export = Export { folder: &folder.new, files: BTreeMap::new() };
    match args.format {
        ExportFormat::Csv => export.tables(&corpus, "csv", |file, table| {
            Ok(Box::new(csv::Sheet::new(BufWriter::new(file), table)?))
        })?,
        ExportFormat::Parquet => export
            .tables(&corpus, "parquet", |file, table| Ok(Box::new(parquet::Sheet::new(file, table)?)))?,
        ExportFormat::Ndjson => {
            export.lines(&corpus)?;
            export.setting("quickwit.yaml", mapping::quickwit(&args.index))?;
            export.mappings()?;
        }
        ExportFormat::ElasticBulk => {
            export.bulk(&corpus, &args.index)?;
            export.mappings()?;
        }
    }
    export.finish(args.format)?;
    report::summary(&documents, input.n_unread);
    folder.swap()?;
    eprintln!("the export is in {}; {MANIFEST} says what its columns mean", args.out.display());
    Ok(input.n_unread == 0)
}

/// Takes the rows of one table.
trait Sheet {
    fn add(&mut self, row: &[Cell<'_>]) -> Result<()>;

    /// Writes what is left; nothing is lost in silence.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// The files of an export, each with its number of rows where it has rows.
struct Export<'a> {
    folder: &'a Path,
    files: BTreeMap<String, Option<usize>>,
}

/// What [`MANIFEST`] says.
#[derive(Serialize)]
struct Manifest<'a> {
    jianbao: &'static str,
    format: ExportFormat,
    files: &'a BTreeMap<String, Option<usize>>,
    /// Columns of each table; in lines of JSON the fields of each object.
    tables: BTreeMap<&'static str, Vec<Column>>,
}

/// What must be known of an export before it is replaced.
#[derive(Deserialize)]
struct Known {
    files: BTreeMap<String, Option<usize>>,
}

/// Whether a folder holds an export and nothing else.
fn is_export(folder: &Path) -> bool {
    let known = fs::read(folder.join(MANIFEST)).ok();
    let Some(known) = known.and_then(|text| serde_json::from_slice::<Known>(&text).ok()) else {
        return false;
    };
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().all(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| name == MANIFEST || known.files.contains_key(name))
        })
    })
}

impl Export<'_> {
    fn file(&mut self, name: &str) -> Result<File> {
        self.files.insert(name.to_owned(), None);
        let path = self.folder.join(name);
        File::create_new(&path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Writes each table into a file of its own.
    fn tables(
        &mut self,
        corpus: &Corpus<'_>,
        ending: &str,
        sheet: impl Fn(File, Table) -> Result<Box<dyn Sheet>>,
    ) -> Result<()> {
        let mut sheets: BTreeMap<&str, (Box<dyn Sheet>, usize)> = BTreeMap::new();
        for table in TABLES {
            let file = self.file(&format!("{}.{ending}", table.name))?;
            sheets.insert(table.name, (sheet(file, table)?, 0));
        }
        let mut add = |table: Table, row: &[Cell<'_>]| -> Result<()> {
            if let Some((sheet, n_rows)) = sheets.get_mut(table.name) {
                sheet.add(row)?;
                *n_rows += 1;
            }
            Ok(())
        };
        for document in corpus.documents {
            add(DOCUMENTS, &rows::document(document))?;
            for row in rows::articles(document) {
                add(ARTICLES, &row)?;
            }
            for found in corpus.mentions(document) {
                let mut row: Row = rows::owner(document, found.article).into();
                row.extend(found.cells);
                add(found.table, &row)?;
            }
        }
        for row in corpus.entity_rows() {
            add(ENTITIES, &row)?;
        }
        for (name, (sheet, n_rows)) in sheets {
            sheet.finish().with_context(|| format!("cannot write {name}.{ending}"))?;
            self.files.insert(format!("{name}.{ending}"), Some(n_rows));
        }
        Ok(())
    }

    /// Writes a line for each article, and one for each entity.
    fn lines(&mut self, corpus: &Corpus<'_>) -> Result<()> {
        let mut out = BufWriter::new(self.file("articles.ndjson")?);
        let mut n_lines = 0;
        each_article(corpus, |article| {
            n_lines += 1;
            serde_json::to_writer(&mut out, &article)?;
            Ok(out.write_all(b"\n")?)
        })?;
        out.flush()?;
        self.files.insert("articles.ndjson".to_owned(), Some(n_lines));
        let mut out = BufWriter::new(self.file("entities.ndjson")?);
        for row in corpus.entity_rows() {
            serde_json::to_writer(&mut out, &EntityLine(row))?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        self.files.insert("entities.ndjson".to_owned(), Some(corpus.entities.len()));
        Ok(())
    }

    /// Writes what the bulk interface takes, in files that one request can carry.
    fn bulk(&mut self, corpus: &Corpus<'_>, index: &IndexName) -> Result<()> {
        let mut bulk = Bulk { export: self, limit: BULK, lines: Vec::new(), n_rows: 0, n_files: 0 };
        each_article(corpus, |article| bulk.add(&Action::new(index.articles(), &article.row), &article))?;
        let entities = index.entities();
        for row in corpus.entity_rows() {
            let action = Action::new(&entities, &row);
            bulk.add(&action, &EntityLine(row.clone()))?;
        }
        bulk.write()
    }

    fn mappings(&mut self) -> Result<()> {
        self.setting("mapping.json", mapping::articles())?;
        self.setting("mapping-entities.json", mapping::entities())
    }

    /// Writes what an engine must be told, in an order of its own.
    fn setting(&mut self, name: &str, mut value: Value) -> Result<()> {
        value.sort_all_objects();
        self.json(name, &value)
    }

    fn json(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        let mut text = serde_json::to_vec_pretty(value)?;
        text.push(b'\n');
        self.file(name)?.write_all(&text).with_context(|| format!("cannot write {name}"))
    }

    fn finish(mut self, format: ExportFormat) -> Result<()> {
        let files = std::mem::take(&mut self.files);
        let columns = |table: Table| (table.name, table.columns().collect());
        let manifest = Manifest {
            jianbao: env!("CARGO_PKG_VERSION"),
            format,
            files: &files,
            tables: TABLES.map(columns).into(),
        };
        self.json(MANIFEST, &manifest)
    }
}

/// Makes each article with its mentions, one after the other.
fn each_article(corpus: &Corpus<'_>, mut take: impl FnMut(Article<'_>) -> Result<()>) -> Result<()> {
    for document in corpus.documents {
        let mut articles: Vec<Article<'_>> = rows::articles(document).map(Article::new).collect();
        for found in corpus.mentions(document) {
            let Some(article) = articles.get_mut(found.article) else { continue };
            match found.table.name {
                name if name == DATES.name => article.dates.push(found.cells),
                name if name == FIGURES.name => article.figures.push(found.cells),
                name if name == NAMES.name => article.names.push(found.cells),
                _ => {}
            }
        }
        articles.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

/// Lines for the bulk interface, gathered until they fill a file.
struct Bulk<'a, 'b> {
    export: &'a mut Export<'b>,
    /// Bytes of a file, unless one line takes more.
    limit: usize,
    lines: Vec<u8>,
    n_rows: usize,
    n_files: usize,
}

impl Bulk<'_, '_> {
    fn add(&mut self, action: &Action<'_>, source: &impl Serialize) -> Result<()> {
        let before = self.lines.len();
        serde_json::to_writer(&mut self.lines, action)?;
        self.lines.push(b'\n');
        serde_json::to_writer(&mut self.lines, source)?;
        self.lines.push(b'\n');
        if self.lines.len() > self.limit && before > 0 {
            let rest = self.lines.split_off(before);
            self.write()?;
            self.lines = rest;
        }
        self.n_rows += 1;
        Ok(())
    }

    fn write(&mut self) -> Result<()> {
        self.n_files += 1;
        let name = format!("bulk-{:05}.ndjson", self.n_files);
        let mut file = self.export.file(&name)?;
        file.write_all(&self.lines).with_context(|| format!("cannot write {name}"))?;
        self.export.files.insert(name, Some(self.n_rows));
        self.lines.clear();
        self.n_rows = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_for_the_bulk_interface_fit_into_a_request() {
        let folder = std::env::temp_dir().join(format!("jianbao-bulk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut export = Export { folder: &folder, files: BTreeMap::new() };
        let mut bulk = Bulk { export: &mut export, limit: 1000, lines: Vec::new(), n_rows: 0, n_files: 0 };
        for n in 0..50 {
            // One line alone is longer than a file should be.
            let row = vec![Cell::from(format!("{n:->0$}", if n == 20 { 3000 } else { 60 }))];
            bulk.add(&Action::new("reports", &row), &EntityLine(row.clone())).unwrap();
        }
        bulk.write().unwrap();
        let mut n_rows = 0;
        for (name, n) in &export.files {
            let bytes = fs::read(folder.join(name)).unwrap();
            let n_lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            assert!(n.unwrap() * 2 == n_lines && (n_lines == 2 || bytes.len() <= 1000), "{name}");
            n_rows += n_lines / 2;
        }
        assert!(n_rows == 50 && export.files.len() > 5);
        fs::remove_dir_all(folder).unwrap();
    }
}
