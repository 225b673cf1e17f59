//! Serves a built site with a server that has nothing in common with ours.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// Python's `http.server`, as people try a folder of files out; it ends when dropped.
pub(super) struct Python {
    child: Child,
    pub(super) port: u16,
    /// A folder with a copy of the site at its base, where that is not the root.
    root: Option<PathBuf>,
}

impl Python {
    pub(super) fn start(dist: &Path, base: &str) -> Result<Python> {
        let mut root = None;
        let inside = base.trim_matches('/');
        let mut served = dist.to_path_buf();
        if !inside.is_empty() {
            served = super::target_folder("python")?.join(format!(
                "{}-{:?}",
                std::process::id(),
                thread::current().id()
            ));
            copy(dist, &served.join(inside))?;
            root = Some(served.clone());
        }
        let mut child = Command::new("python3")
            .args(["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory"])
            .arg(served)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("python3 does not start")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("stdout is piped")?).read_line(&mut line)?;
        let port = line.split_once("port ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        let python = Python { child, port: port.unwrap_or_default(), root };
        if port.is_none() {
            bail!("python3 -m http.server says no port: {line}");
        }
        Ok(python)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(root) = &self.root {
            let _ = fs::remove_dir_all(root);
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
