//! What stops the work: a pack that cannot be opened.
//!
//! Messy documents and half-typed queries are never errors; they are values with diagnostics. Reading and writing
//! files happens in `bin/`, which has its own errors.

use std::fmt;

/// A [`std::result::Result`] with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that a caller can act on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// There are no bytes: the page was built without a corpus.
    EmptyPack,
    /// The bytes do not begin as a pack does.
    NotAPack,
    /// The pack was written for another version of the format.
    PackVersion {
        /// Version that this program reads.
        expected: u32,
        /// Version that the pack carries.
        found: u32,
    },
    /// The bytes were changed or cut on their way.
    DamagedPack {
        /// What does not fit.
        what: &'static str,
    },
    /// The question cannot be answered from this kind of corpus.
    Unsupported {
        /// What is asked.
        what: &'static str,
    },
    /// A file could not be written.
    Write {
        /// What the system says.
        what: String,
    },
    /// The corpus is too large for one pack.
    TooLarge {
        /// What has outgrown it.
        what: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::EmptyPack => f.write_str("no corpus is embedded; build the page with `make build`"),
            Error::NotAPack => {
                f.write_str("expected a Jianbao pack, found other bytes; build the corpus again")
            }
            Error::PackVersion { expected, found } => write!(
                f,
                "expected pack version {expected}, found {found}; build the corpus again with this program"
            ),
            Error::DamagedPack { what } => {
                write!(f, "the pack is damaged ({what}); load or build it again")
            }
            Error::Unsupported { what } => {
                write!(f, "{what} is not possible here; ask the command `jianbao` for it")
            }
            Error::Write { what } => write!(f, "cannot write a file: {what}"),
            Error::TooLarge { what } => {
                write!(f, "the corpus is too large for one pack ({what}); split it into several")
            }
        }
    }
}

impl std::error::Error for Error {}
