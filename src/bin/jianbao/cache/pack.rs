//! A pack of what is kept: written once, read in any order.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use jianbao::corpus::parsed::Key;
use sha2::{Digest, Sha256};

use super::hex;
use super::tidy::{KEPT, NEW};

const MAGIC: &[u8] = b"jianbao kept 1\n";
const KEY: usize = 32;
const ROW: usize = KEY + 8 + 4 + 8;
/// Number of rows, and their checksum.
const FOOT: usize = 8 + 32;

/// Where something lies in a pack.
#[derive(Clone, Copy, Debug)]
struct Place {
    offset: u64,
    len: u32,
    check: [u8; 8],
}

/// A pack that is whole.
#[derive(Debug)]
pub(super) struct Pack {
    path: PathBuf,
    file: Mutex<File>,
    /// Rows in order of their keys.
    rows: Vec<u8>,
    /// Bytes of what is kept.
    n_bytes: u64,
    /// For each row whether it was asked for and found.
    used: Mutex<Vec<bool>>,
}

impl Pack {
    /// Opens a pack; `None` when it is not one, or not whole.
    pub(super) fn open(path: &Path) -> Option<Pack> {
        let mut file = File::open(path).ok()?;
        let n_bytes = file.metadata().ok()?.len();
        let mut magic = [0; MAGIC.len()];
        file.read_exact(&mut magic).ok()?;
        let foot_at = n_bytes.checked_sub(FOOT as u64)?;
        file.seek(SeekFrom::Start(foot_at)).ok()?;
        let mut foot = [0; FOOT];
        file.read_exact(&mut foot).ok()?;
        let (n_rows, checksum) = foot.split_first_chunk::<8>()?;
        let n_rows = u64::from_le_bytes(*n_rows);
        let rows_at = foot_at.checked_sub(n_rows.checked_mul(ROW as u64)?)?;
        let kept = rows_at.checked_sub(MAGIC.len() as u64)?;
        file.seek(SeekFrom::Start(rows_at)).ok()?;
        // No more than the file has.
        let mut rows = vec![0; usize::try_from(foot_at - rows_at).ok()?];
        file.read_exact(&mut rows).ok()?;
        let is_whole = magic == MAGIC && Sha256::digest(&rows)[..] == *checksum;
        let used = Mutex::new(vec![false; rows.len() / ROW]);
        let pack = Pack { path: path.to_owned(), file: Mutex::new(file), rows, n_bytes: kept, used };
        let lies_inside = |place: Place| {
            let end = place.offset.checked_add(u64::from(place.len));
            place.offset >= MAGIC.len() as u64 && end.is_some_and(|end| end <= rows_at)
        };
        (is_whole && (0..pack.n_rows()).all(|row| pack.place(row).is_some_and(lies_inside))).then_some(pack)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    fn n_rows(&self) -> usize {
        self.rows.len() / ROW
    }

    fn row(&self, number: usize) -> Option<&[u8]> {
        self.rows.get(number * ROW..(number + 1) * ROW)
    }

    fn key(&self, number: usize) -> Option<&[u8]> {
        self.row(number)?.get(..KEY)
    }

    fn place(&self, number: usize) -> Option<Place> {
        let (_, rest) = self.row(number)?.split_at_checked(KEY)?;
        let (offset, rest) = rest.split_first_chunk::<8>()?;
        let (len, rest) = rest.split_first_chunk::<4>()?;
        let check = *rest.first_chunk::<8>()?;
        Some(Place { offset: u64::from_le_bytes(*offset), len: u32::from_le_bytes(*len), check })
    }

    /// Which row has a key.
    fn find(&self, key: &Key) -> Option<usize> {
        let (mut from, mut to) = (0, self.n_rows());
        while from < to {
            let middle = from + (to - from) / 2;
            if self.key(middle)? < key.as_slice() { from = middle + 1 } else { to = middle }
        }
        (self.key(from)? == key).then_some(from)
    }

    fn set_used(&self, row: usize, is_used: bool) {
        if let Some(used) = self.used.lock().unwrap_or_else(PoisonError::into_inner).get_mut(row) {
            *used = is_used;
        }
    }

    /// What is kept under a key, if it is whole.
    pub(super) fn recall(&self, key: &Key) -> Option<Vec<u8>> {
        let row = self.find(key)?;
        let bytes = self.read(row)?;
        self.set_used(row, true);
        Some(bytes)
    }

    /// Takes back that something was asked for.
    pub(super) fn forget(&self, key: &Key) {
        if let Some(row) = self.find(key) {
            self.set_used(row, false);
        }
    }

    fn read(&self, number: usize) -> Option<Vec<u8>> {
        let place = self.place(number)?;
        let mut bytes = vec![0; place.len as usize];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(place.offset)).ok()?;
            file.read_exact(&mut bytes).ok()?;
        }
        (check(&bytes) == place.check).then_some(bytes)
    }

    /// Rows that were asked for.
    fn used(&self) -> Vec<usize> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.iter().enumerate().filter(|(_, is_used)| **is_used).map(|(row, _)| row).collect()
    }

    pub(super) fn is_used(&self) -> bool {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).contains(&true)
    }

    pub(super) fn is_all_used(&self) -> bool {
        !self.used.lock().unwrap_or_else(PoisonError::into_inner).contains(&false)
    }

    /// Whether at least half of its bytes were asked for.
    pub(super) fn is_mostly_used(&self) -> bool {
        let len = |row: usize| self.place(row).map_or(0, |place| u64::from(place.len));
        self.used().into_iter().map(len).sum::<u64>() * 2 >= self.n_bytes
    }

    /// Copies what was asked for into a new pack.
    pub(super) fn copy_used(&self, new: &mut NewPack) -> io::Result<()> {
        for row in self.used() {
            let key = self.key(row).and_then(|key| Key::try_from(key).ok());
            if let (Some(key), Some(bytes)) = (key, self.read(row)) {
                new.add(&key, &bytes)?;
            }
        }
        Ok(())
    }
}

/// A pack that is being written.
#[derive(Debug)]
pub(super) struct NewPack {
    path: PathBuf,
    file: BufWriter<File>,
    rows: Vec<[u8; ROW]>,
    at: u64,
}

impl NewPack {
    /// A new pack in a folder.
    pub(super) fn create(folder: &Path, stem: &str) -> io::Result<NewPack> {
        // Nobody else's file: it must be new.
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let path = folder.join(format!("{stem}{:x}-{nanos:x}{NEW}", std::process::id()));
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = BufWriter::with_capacity(1 << 18, options.open(&path)?);
        let mut new = NewPack { path, file, rows: Vec::new(), at: MAGIC.len() as u64 };
        new.file.write_all(MAGIC)?;
        Ok(new)
    }

    /// Bytes so far.
    pub(super) fn n_bytes(&self) -> u64 {
        self.at
    }

    pub(super) fn add(&mut self, key: &Key, bytes: &[u8]) -> io::Result<()> {
        let len = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.file.write_all(bytes)?;
        let mut row = [0; ROW];
        let parts = key.iter().copied().chain(self.at.to_le_bytes()).chain(len.to_le_bytes());
        row.iter_mut().zip(parts.chain(check(bytes))).for_each(|(own, byte)| *own = byte);
        self.rows.push(row);
        self.at += u64::from(len);
        Ok(())
    }

    /// Gives it its name, and says that; a pack of nothing goes, and has none.
    pub(super) fn finish(mut self, folder: &Path, stem: &str) -> io::Result<PathBuf> {
        if self.rows.is_empty() {
            return Ok(PathBuf::new());
        }
        self.rows.sort_unstable();
        self.rows.dedup_by(|later, earlier| later.get(..KEY) == earlier.get(..KEY));
        let rows = self.rows.concat();
        let checksum = Sha256::digest(&rows);
        self.file.write_all(&rows)?;
        self.file.write_all(&(self.rows.len() as u64).to_le_bytes())?;
        self.file.write_all(&checksum)?;
        self.file.flush()?;
        let name = hex(checksum.get(..16).unwrap_or_default());
        let path = folder.join(format!("{stem}{name}{KEPT}"));
        fs::rename(&self.path, &path)?;
        self.path = PathBuf::new();
        Ok(path)
    }
}

impl Drop for NewPack {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn check(bytes: &[u8]) -> [u8; 8] {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    digest.first_chunk().copied().unwrap_or_default()
}
