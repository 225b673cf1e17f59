//! Which packs there are, and which are let go. Nothing but what has the name of a pack is ever touched.

use std::collections::BTreeSet;
use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Ending of a pack that is whole.
pub(super) const KEPT: &str = ".kept";

/// Ending of a pack that is being written.
pub(super) const NEW: &str = ".kept-new";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a pack stays that no build uses.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A pack and when it was used last.
struct Found {
    path: PathBuf,
    since: SystemTime,
    n_bytes: u64,
}

/// The packs whose names begin so, the newest first.
pub(super) fn packs(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let is_own = |found: &Found| name(&found.path).starts_with(stem) && name(&found.path).ends_with(KEPT);
    let mut found: Vec<Found> = found(folder).into_iter().filter(is_own).collect();
    found.sort_by(|a, b| b.since.cmp(&a.since).then_with(|| a.path.cmp(&b.path)));
    found.into_iter().map(|found| found.path).collect()
}

/// Removes the packs of a corpus, of whatever program, except those that are used and the one that was just written.
pub(super) fn remove_others(folder: &Path, corpus: &str, used: &BTreeSet<&Path>, written: &Path) {
    for found in found(folder) {
        let is_of = name(&found.path).split('-').nth(1) == Some(corpus) && name(&found.path).ends_with(KEPT);
        if is_of && found.path != written && !used.contains(found.path.as_path()) {
            // Another build may have done so.
            let _ = fs::remove_file(&found.path);
        }
    }
}

/// Notes that packs were used, and removes those that no build has used for a month, what killed builds left, and, the oldest first,
/// what is more than so many bytes; packs in use stay.
pub(super) fn tidy(folder: &Path, used: &BTreeSet<&Path>, most_bytes: u64) {
    let now = SystemTime::now();
    for path in used {
        let file = File::options().append(true).open(path);
        // Where that cannot be noted, the pack goes a month after it was written.
        let _ = file.and_then(|file| file.set_times(FileTimes::new().set_modified(now)));
    }
    let mut found = found(folder);
    found.sort_by_key(|found| std::cmp::Reverse(found.since));
    let mut n_bytes = 0;
    for found in found {
        n_bytes += found.n_bytes;
        let age = now.duration_since(found.since).unwrap_or_default();
        let is_left = name(&found.path).ends_with(NEW) && age > DAY;
        let is_old = age > LONGEST || n_bytes > most_bytes;
        if is_left || (is_old && !used.contains(found.path.as_path())) {
            // Another build may have done so.
            let _ = fs::remove_file(&found.path);
        }
    }
}

/// What lies in the folder under names that packs have.
fn found(folder: &Path) -> Vec<Found> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let found = entries.flatten().filter(|entry| is_pack(&name(&entry.path()))).filter_map(|entry| {
        let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Found { path: entry.path(), since: about.modified().ok()?, n_bytes: about.len() })
    });
    found.collect()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file is called as packs are.
fn is_pack(name: &str) -> bool {
    let Some((stem, _)) =
        name.split_once('.').filter(|(stem, _)| [KEPT, NEW].contains(&name.get(stem.len()..).unwrap_or("")))
    else {
        return false;
    };
    let is_hex = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    stem.split('-').count() >= 3 && stem.split('-').all(is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(60 * 60);

    /// A folder of packs by their names, ages and sizes; says what is left when it was tidied.
    fn left(name: &str, packs: &[(&str, Duration, usize)], used: &[&str], most_bytes: u64) -> Vec<String> {
        let folder = std::env::temp_dir().join(format!("jianbao-tidy-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, age, n_bytes) in packs {
            fs::write(folder.join(name), vec![0; *n_bytes]).unwrap();
            let file = File::options().append(true).open(folder.join(name)).unwrap();
            file.set_times(FileTimes::new().set_modified(SystemTime::now() - *age)).unwrap();
        }
        let used: Vec<PathBuf> = used.iter().map(|name| folder.join(name)).collect();
        tidy(&folder, &used.iter().map(PathBuf::as_path).collect(), most_bytes);
        let entries = fs::read_dir(&folder).unwrap();
        let mut left: Vec<String> = entries.map(|entry| super::name(&entry.unwrap().path())).collect();
        left.sort();
        fs::remove_dir_all(&folder).unwrap();
        left
    }

    #[test]
    fn what_no_build_has_used_for_a_month_goes() {
        let packs = [
            ("a-1-1.kept", 29 * DAY, 9),
            ("a-1-2.kept", 31 * DAY, 9),
            ("a-1-3.kept", 31 * DAY, 9),
            ("a-1-4.kept-new", HOUR, 9),
            ("a-1-5.kept-new", 2 * DAY, 9),
        ];
        assert_eq!(
            left("month", &packs, &["a-1-3.kept"], 1000),
            ["a-1-1.kept", "a-1-3.kept", "a-1-4.kept-new"]
        );
    }

    #[test]
    fn the_oldest_go_where_there_is_too_much() {
        let packs = [("a-1-1.kept", HOUR, 40), ("a-2-1.kept", 2 * HOUR, 40), ("b-1-1.kept", 3 * HOUR, 40)];
        assert_eq!(left("size", &packs, &[], 80), ["a-1-1.kept", "a-2-1.kept"]);
        // What is in use is the newest.
        assert_eq!(left("used", &packs, &["b-1-1.kept"], 80), ["a-1-1.kept", "b-1-1.kept"]);
        assert_eq!(left("all", &packs, &["a-1-1.kept", "a-2-1.kept", "b-1-1.kept"], 80).len(), 3);
    }

    #[test]
    fn nothing_else_is_touched() {
        let old = 400 * DAY;
        let names = [
            "thesis.doc",
            "a-1-1.kept.bak",
            "kept",
            ".kept",
            "a.kept",
            "x-y-z.kept",
            "a-1-.kept",
            "a--1.kept",
        ];
        let packs = names.map(|name| (name, old, 9));
        let mut expected = names.map(str::to_owned);
        expected.sort();
        assert_eq!(left("foreign", &packs, &[], 0), expected);
    }
}
