//! A folder that is filled by many threads, with few and short look-ups of paths.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{AtFlags, Mode, OFlags, linkat, mkdirat, openat};
use rustix::io::Errno;

use super::place::at;

/// How many folders are kept open. A site has few folders with many folders in them, and those are what this is for.
const OPEN: usize = 96;

/// An open folder, and what was made in it.
#[derive(Debug)]
pub(super) struct Folder {
    root: Arc<OwnedFd>,
    made: Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    folders: HashSet<Box<str>>,
    open: HashMap<Box<str>, Arc<OwnedFd>>,
}

impl Folder {
    pub fn open(path: &Path) -> io::Result<Folder> {
        Ok(Folder { root: Arc::new(open(path)?), made: Mutex::default() })
    }

    /// Creates a file that must not exist yet, with the folders it lies in.
    pub fn create(&self, path: &str) -> Result<File, Errno> {
        let (near, rest) = self.near(path)?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        openat(near, rest, flags, Mode::from_raw_mode(0o666)).map(File::from)
    }

    /// Gives the file `path` of the folder `from` a second name here.
    pub fn link(&self, from: BorrowedFd<'_>, path: &str) -> Result<(), Errno> {
        let (near, rest) = self.near(path)?;
        linkat(from, path, near, rest, AtFlags::empty())
    }

    /// Makes the folder that `path` lies in, and gives an open folder close above it with the rest of the path.
    ///
    /// That is the folder's own parent rather than the folder: with `<id>/index.html` for every page, there is a folder for each file,
    /// too many to keep open and of no use to the next file.
    fn near<'p>(&self, path: &'p str) -> Result<(Arc<OwnedFd>, &'p str), Errno> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok((self.root.clone(), path)) };
        let is_made = self.made().folders.contains(folder);
        if !is_made {
            let (near, rest) = self.near(folder)?;
            match mkdirat(near, rest, Mode::from_raw_mode(0o777)) {
                Ok(()) | Err(Errno::EXIST) => self.made().folders.insert(folder.into()),
                Err(error) => return Err(error),
            };
        }
        let Some((above, _)) = folder.rsplit_once('/') else { return Ok((self.root.clone(), path)) };
        let mut made = self.made();
        if let Some(open) = made.open.get(above) {
            return Ok((open.clone(), &path[above.len() + 1..]));
        }
        if made.open.len() >= OPEN {
            return Ok((self.root.clone(), path));
        }
        let open = Arc::new(openat(&self.root, above, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?);
        made.open.insert(above.into(), open.clone());
        Ok((open, &path[above.len() + 1..]))
    }

    fn made(&self) -> std::sync::MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a folder, to look up paths below it.
pub(super) fn open(path: &Path) -> io::Result<OwnedFd> {
    rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).map_err(|error| at(path, error.into()))
}
