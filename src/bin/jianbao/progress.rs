//! How far a long run has come: a bar on a terminal, a plain line now and then elsewhere. All of it goes to standard error.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Time between two plain lines.
const BETWEEN: Duration = Duration::from_secs(10);

/// A run over so many bytes.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    n_bytes: u64,
    since: Instant,
    said: Instant,
}

impl Progress {
    /// Begins a run over so many bytes.
    pub(crate) fn new(n_bytes: u64) -> Progress {
        // Hides itself where nobody looks.
        let bar = ProgressBar::new(n_bytes);
        let template = "{bar:30} {percent:>3} %  {msg}  {elapsed}, {eta} to go";
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let now = Instant::now();
        Progress { bar, n_bytes, since: now, said: now }
    }

    /// So many bytes are read, and so many documents.
    pub(crate) fn show(&mut self, n_read: u64, n_documents: usize) {
        self.bar.set_message(format!("{n_documents} documents"));
        self.bar.set_position(n_read.min(self.n_bytes));
        if self.bar.is_hidden() && self.said.elapsed() >= BETWEEN {
            self.said = Instant::now();
            let percent = n_read.saturating_mul(100).checked_div(self.n_bytes).unwrap_or(100).min(100);
            eprintln!("{percent} %, {n_documents} documents, {} s", self.since.elapsed().as_secs());
        }
    }

    /// What is done now, of which nobody knows how much there is.
    pub(crate) fn step(&self, what: &str) {
        self.bar.set_style(
            ProgressStyle::with_template("{spinner} {msg}  {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        self.bar.set_message(what.to_owned());
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }

    /// Lets others write lines while it is shown.
    pub(crate) fn suspend(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    /// Clears the line.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
