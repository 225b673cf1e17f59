//! `jianbao build`: documents → a site. It grows beside the old one and takes its place when it is whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::address::Address;
use crate::args::BuildArgs;
use crate::cache::Cache;
use crate::edition::{self, Editions};
use crate::template::{Part, Template};
use crate::{input, report, search, settings, site, split};

/// Makes the site; `false` when some documents could not be read.
pub(crate) fn build(args: &BuildArgs) -> Result<bool> {
    let template = Template::find(args.page.as_deref())?;
    let folder = match (&args.out, &args.single_file) {
        (Some(out), _) => Place::beside(out, is_site, "a site")?,
        (None, Some(file)) => Place::for_file(file)?,
        (None, None) => bail!("name a folder with --out or a file with --single-file"),
    };
    if args.single_file.is_some() && input::n_bytes(&args.paths) > args.embed {
        bail!(
            "{} bytes of documents are more than one file should hold ({}); --embed sets another limit",
            input::n_bytes(&args.paths),
            args.embed
        );
    }
    let n_unread = fill(&template, args, &folder.new)?;
    if let Some(file) = &args.single_file {
        site::single::write(&folder.new, file)?;
        eprintln!("the page is in {}; a double click opens it", file.display());
    }
    if let Some(out) = &args.out {
        folder.swap()?;
        eprintln!("the site is in {}; `jianbao serve {}` shows it", out.display(), out.display());
    }
    Ok(n_unread == 0)
}

/// Writes the site into an empty folder; tells how many documents could not be read.
fn fill(template: &Template, args: &BuildArgs, new: &Path) -> Result<usize> {
    let settings = input::settings(&args.paths)?;
    let address = args.address.clone().or_else(|| settings.address.clone());
    settings.check_address(address.as_ref())?;
    if address.is_none() {
        eprintln!(
            "without an address (--address, or address = \"https://…/\" in jianbao.toml) the site has no canonical links, sitemap.xml, feed.xml and opensearch.xml"
        );
    }
    let editions = Editions::begin(previous(args)?, new)?;
    let said = settings::Said {
        title: args.title.clone(),
        description: args.description.clone(),
        lang: args.lang.clone(),
        kept_ids: editions.kept_ids(&|source| is_there(&args.paths, source))?,
    };
    let cache = cache(args, settings.redacts())?.map(Arc::new);
    let mut draft = Draft { template, args, new, settings, address, said, editions, cache };
    let n_bytes = input::n_bytes(&args.paths);
    if n_bytes > args.embed.max(args.whole) { draft.streamed() } else { draft.packed(n_bytes <= args.embed) }
}

/// A site in the making.
struct Draft<'a> {
    template: &'a Template,
    args: &'a BuildArgs,
    new: &'a Path,
    settings: settings::Settings,
    address: Option<Address>,
    said: settings::Said,
    editions: Editions,
    cache: Option<Arc<Cache>>,
}

impl Draft<'_> {
    /// With a corpus that lies in files alone, which may be larger than memory.
    fn streamed(&mut self) -> Result<usize> {
        self.template.write(Part::Files, self.new)?;
        let files = self.new.join(site::FILES);
        let editions = Some(&mut self.editions);
        let n_unread = split::split(&self.args.paths, &self.said, &files, editions, self.cache.as_ref())?;
        let program = self.template.whole()?;
        self.finish(&site::Content::Files { whole: None }, Some(&program))?;
        Ok(n_unread)
    }

    /// With a pack of all, and either the page embeds what it shows first, or that lies in files.
    fn packed(&mut self, is_embedded: bool) -> Result<usize> {
        let mut input = input::read(&self.args.paths)?;
        input.settings.say(&self.said);
        let n_unread = input.n_unread;
        let originals = site::Originals::begin(self.new)?;
        let packed = search::parsed(input, &self.args.paths, self.cache.as_ref(), &mut |document| {
            originals.write(document)
        })?;
        self.template.write(if is_embedded { Part::Lite } else { Part::Files }, self.new)?;
        packed.totals.print(n_unread);
        if self.cache.is_some() {
            report::anew(packed.n_anew, packed.entries.len());
        }
        for document in &packed.entries {
            self.editions.add(document)?;
        }
        let (whole, program) = (packed.whole()?, self.template.whole()?);
        if is_embedded {
            let slim = packed.slim()?;
            self.finish(&site::Content::Packed { slim: &slim, whole: &whole }, Some(&program))?;
        } else {
            split::write(&packed.corpus, packed.entries, &self.new.join(site::FILES))?;
            self.finish(&site::Content::Files { whole: Some(&whole) }, Some(&program))?;
        }
        Ok(n_unread)
    }

    /// Fills the page, and tells what is new.
    fn finish(&mut self, content: &site::Content<'_>, program: Option<&site::Whole>) -> Result<()> {
        let (settings, editions) = (&self.settings, &mut self.editions);
        editions.finish()?;
        editions.report(&|name| settings.shown(name), &|name| settings.is_whole(name))?;
        let about = site::About {
            address: self.address.clone(),
            licence: settings.licence()?,
            accent: settings.theme.accent,
            news: editions.news(),
        };
        site::finish(self.new, content, program, &about, editions)
    }
}

/// Where documents are kept that have not changed; none where the user wants none, or the system has no place for it.
fn cache(args: &BuildArgs, is_strict: bool) -> Result<Option<Cache>> {
    match &args.cache {
        _ if args.no_cache => Ok(None),
        Some(folder) => Cache::in_folder(folder, &args.paths, args.out.as_deref(), is_strict),
        None => Ok(Cache::of_user(&args.paths, is_strict)),
    }
}

/// The site that is going to be replaced.
fn previous(args: &BuildArgs) -> Result<Option<&Path>> {
    let Some(previous) = &args.previous else { return Ok(args.out.as_deref()) };
    if !previous.join(edition::EDITION).is_file() {
        bail!(
            "{} has no {}; expected a site, or its {}",
            previous.display(),
            edition::EDITION,
            edition::LIST
        );
    }
    Ok(Some(previous))
}

/// Whether a document's file is among the input.
fn is_there(paths: &[PathBuf], source: &str) -> bool {
    if !Path::new(source).components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return false;
    }
    paths.iter().any(|path| {
        path.join(source).is_file() || (path.is_file() && path.file_name().is_some_and(|name| name == source))
    })
}

/// A folder that is going to be written, such as a site's, and the one beside it in which that grows.
pub(crate) struct Place {
    out: PathBuf,
    pub(crate) new: PathBuf,
}

impl Place {
    /// An empty folder on the same disk as `out`.
    ///
    /// # Errors
    /// When `out` holds something else than `what`, such as a site: nothing but that is ever replaced.
    pub(crate) fn beside(out: &Path, is_ours: fn(&Path) -> bool, what: &str) -> Result<Place> {
        if out.exists() && !is_ours(out) && !is_empty(out) {
            bail!(
                "{} holds something else than {what}; name a folder that is empty or not there yet",
                out.display()
            );
        }
        let name = out
            .file_name()
            .with_context(|| format!("{} is no folder that can be replaced", out.display()))?;
        let sibling = |ending: &str| {
            let mut sibling = std::ffi::OsString::from(".");
            sibling.push(name);
            sibling.push(ending);
            out.with_file_name(sibling)
        };
        let old = sibling(".old");
        // A run that was killed between the two renames of `swap` left the old one there.
        if old.exists() && !out.exists() {
            fs::rename(&old, out).with_context(|| format!("cannot bring back {}", out.display()))?;
        }
        let new = sibling(".new");
        for left in [&old, &new] {
            if left.exists() {
                fs::remove_dir_all(left).with_context(|| format!("cannot remove {}", left.display()))?;
            }
        }
        fs::create_dir_all(&new).with_context(|| format!("cannot make {}", new.display()))?;
        Ok(Place { out: out.to_owned(), new })
    }

    /// An empty folder beside a file that a site goes into; it goes when the file is there.
    fn for_file(file: &Path) -> Result<Place> {
        if file.is_dir() {
            bail!("{} is a folder; --single-file names a file", file.display());
        }
        let mut name = file.file_name().with_context(|| format!("{} is no file", file.display()))?.to_owned();
        name.push(".parts");
        Place::beside(&file.with_file_name(name), is_site, "a site")
    }

    /// Puts what is new in the place of the old: at once where the system can exchange two folders, else by two renames.
    pub(crate) fn swap(mut self) -> Result<()> {
        let old = self.new.with_extension("old");
        if !self.out.exists() {
            fs::rename(&self.new, &self.out)
        } else if exchange(&self.new, &self.out) {
            fs::rename(&self.new, &old)
        } else {
            fs::rename(&self.out, &old).and_then(|()| fs::rename(&self.new, &self.out))
        }
        .with_context(|| format!("cannot put what is new into {}", self.out.display()))?;
        self.new = PathBuf::new();
        if old.exists() {
            fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What could not be finished is of no use; where removing fails, the next run tries again.
        if !self.new.as_os_str().is_empty() {
            let _ = fs::remove_dir_all(&self.new);
        }
    }
}

/// Whether a folder holds a site that was built before.
pub(crate) fn is_site(folder: &Path) -> bool {
    let page = fs::read_to_string(folder.join("index.html")).unwrap_or_default();
    page.contains("boot.js") && folder.join("jianbao.js").is_file()
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Exchanges two folders in one step, so that nobody ever sees neither.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}
