//! Sets up what the tests of `jianbao build` share: documents, the least that a built page has, and the site that comes out.

// Each program that includes this module uses its own part of it and exports none.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::{env, fs};

#[path = "small_page.rs"]
mod small_page;

/// A folder of the test's own that goes with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = env::temp_dir().join(format!("jianbao-build-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("documents")).unwrap();
        let folder = Folder(path);
        folder.put(
            "documents/a.txt",
            "甲报\n\n2020年2月6日，中国移动湖北公司开通宽带3148条。武汉市共建设基站200个。",
        );
        folder.put("documents/b.md", "# 乙报\n\n2020年2月7日，網絡暢通。");
        folder.page();
        folder
    }

    /// The least that a built page has.
    pub fn page(&self) {
        small_page::write(&self.0.join("page"));
    }

    pub fn put(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command
            .current_dir(&self.0)
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .args(["build", "documents", "--out", "site", "--page", "page"])
            .args(more);
        command
    }

    pub fn build(&self, more: &[&str]) -> Output {
        self.command(more).output().unwrap()
    }

    pub fn spawn(&self) -> Child {
        self.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// All files of the site with their bytes.
    pub fn site(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        assert!(self.has(""), "there is a site");
        self.files("site")
    }

    /// Files of a folder with their bytes; none where there is no folder.
    pub fn files(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let folder = self.0.join(name);
        let entries = walkdir::WalkDir::new(&folder).into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
            let name = entry.path().strip_prefix(&folder).unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        });
        files.collect()
    }

    /// A file of the site as text.
    pub fn text(&self, name: &str) -> String {
        let path = self.0.join("site").join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.join("site").join(name).exists()
    }

    /// Names of what lies beside the site, besides what the test put there.
    pub fn left(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        entries.filter(|name| !["cache", "documents", "page", "site"].contains(&name.as_str())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
