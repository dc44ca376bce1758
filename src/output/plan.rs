//! What has to be written and removed, and whether it may be.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat, openat, statat};
use rustix::io::Errno;
use walkdir::WalkDir;
use xxhash_rust::xxh3::Xxh3Default;

use super::manifest::{Entry, Manifest, Stamp};
use super::place::above;
use super::{Stranger, Taken};

/// One output of this build.
#[derive(Debug)]
pub(super) struct Record {
    pub path: Box<str>,
    pub entry: Entry,
    pub state: State,
}

/// Where the bytes of an output are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// In the output folder already.
    Kept,
    /// In the staging folder.
    Staged,
}

/// How sure it is that the files of an output folder are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// The manifest says which are.
    Listed,
    /// There is no manifest, but files with the very bytes of this build are there: an earlier build was here.
    Recognised,
    /// There is no manifest and nothing that looks like ours.
    None,
}

/// What a commit will do. All lists are in path order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub written: Vec<Box<str>>,
    pub removed: Vec<Box<str>>,
    /// What an earlier build wrote and somebody changed since; it is not ours to remove.
    pub left: Vec<Box<str>>,
}

impl Plan {
    /// Holds the sorted `records` against the output folder; fails with the paths that are taken by others.
    pub fn make(records: &[Record], manifest: &Manifest, output: Option<&Output>, claim: Claim) -> io::Result<Result<Plan, Vec<Taken>>> {
        let staged = records.iter().filter(|record| record.state == State::Staged);
        let mut plan = Plan { written: staged.map(|record| record.path.clone()).collect(), ..Plan::default() };
        let Some(output) = output else { return Ok(Ok(plan)) };
        let mut look = Look { output, seen: HashMap::new() };
        let outputs: HashSet<&str> = records.iter().map(|record| &*record.path).collect();
        for (path, entry) in manifest.entries().iter().filter(|(path, _)| !outputs.contains(&**path)) {
            match look.fate(path, entry)? {
                Fate::Gone => {}
                Fate::Remove => plan.removed.push(path.clone()),
                Fate::Leave => plan.left.push(path.clone()),
            }
        }
        let removed: HashSet<&str> = plan.removed.iter().map(|path| &**path).collect();
        let mut taken = Vec::new();
        for path in &plan.written {
            let is_ours = claim == Claim::Recognised || manifest.get(path).is_some();
            taken.extend(look.obstacle(path, &removed)?.filter(|taken| !(is_ours && taken.by == Stranger::File && taken.path == *path)));
        }
        taken.dedup();
        Ok(if taken.is_empty() { Ok(plan) } else { Err(taken) })
    }
}

/// The output folder as it stands.
#[derive(Debug)]
pub(super) struct Output {
    pub path: std::path::PathBuf,
    pub fd: std::os::fd::OwnedFd,
}

impl Output {
    pub fn fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }

    /// What stands at `path`, links not followed; nothing where that cannot be.
    pub fn stat(&self, path: &str) -> io::Result<Option<Stat>> {
        match statat(&self.fd, path, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat)),
            Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
            Err(error) => Err(super::place::at(&self.path.join(path), error.into())),
        }
    }

    /// Does a plain file stand at `path` with the length and time of an entry?
    pub fn is_as_left(&self, path: &str, entry: &Entry) -> bool {
        let found = self.stat(path).ok().flatten();
        found.is_some_and(|stat| is(&stat, FileType::RegularFile) && Stamp::of(&stat) == entry.stamp && stat.st_size as u64 == entry.length)
    }

    /// Does `path` lead through links?
    pub fn is_through_links(&self, path: &str) -> io::Result<bool> {
        for folder in above(path) {
            if self.stat(folder)?.is_some_and(|stat| !is(&stat, FileType::Directory)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The hash of the file `path`, read anew.
    pub fn hash(&self, path: &str) -> io::Result<u128> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let file = openat(&self.fd, path, flags, Mode::empty()).map_err(|error| super::place::at(&self.path.join(path), error.into()))?;
        hash_of(&mut File::from(file))
    }
}

/// The hash of all that can be read.
pub(super) fn hash_of(from: &mut impl io::Read) -> io::Result<u128> {
    let mut hash = Xxh3Default::new();
    let mut buffer = vec![0; 128 << 10];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hash.digest128()),
            count => hash.update(&buffer[..count]),
        }
    }
}

/// Is this what stands there?
pub(super) fn is(stat: &Stat, kind: FileType) -> bool {
    FileType::from_raw_mode(stat.st_mode) == kind
}

/// What becomes of a file that an earlier build wrote and this one did not.
enum Fate {
    Gone,
    Remove,
    Leave,
}

/// Looks at the output folder, at each folder in it once.
struct Look<'o> {
    output: &'o Output,
    seen: HashMap<Box<str>, Found>,
}

/// What stands at a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    Folder,
    Stranger(Stranger),
}

impl Look<'_> {
    fn at(&self, path: &str) -> io::Result<Found> {
        Ok(match self.output.stat(path)? {
            None => Found::Nothing,
            Some(stat) if is(&stat, FileType::Directory) => Found::Folder,
            Some(stat) if is(&stat, FileType::RegularFile) => Found::Stranger(Stranger::File),
            Some(_) => Found::Stranger(Stranger::Link),
        })
    }

    /// The outermost of the folders above `path` that is not a folder, and what it is instead.
    fn broken_off<'p>(&mut self, path: &'p str) -> io::Result<Option<(&'p str, Found)>> {
        for folder in above(path) {
            let found = match self.seen.get(folder) {
                Some(found) => *found,
                None => {
                    let found = self.at(folder)?;
                    self.seen.insert(folder.into(), found);
                    found
                }
            };
            if found != Found::Folder {
                return Ok(Some((folder, found)));
            }
        }
        Ok(None)
    }

    fn fate(&mut self, path: &str, entry: &Entry) -> io::Result<Fate> {
        match self.broken_off(path)? {
            None => {}
            Some((_, Found::Stranger(Stranger::Link))) => return Ok(Fate::Leave),
            Some(_) => return Ok(Fate::Gone),
        }
        Ok(match self.output.stat(path)? {
            None => Fate::Gone,
            Some(stat) if !is(&stat, FileType::RegularFile) || stat.st_size as u64 != entry.length => Fate::Leave,
            Some(stat) if Stamp::of(&stat) == entry.stamp || self.output.hash(path)? == entry.hash => Fate::Remove,
            Some(_) => Fate::Leave,
        })
    }

    /// What stands in the way of writing `path`, once all of `removed` is gone.
    fn obstacle(&mut self, path: &str, removed: &HashSet<&str>) -> io::Result<Option<Taken>> {
        let (path, found) = match self.broken_off(path)? {
            Some((_, Found::Nothing)) => return Ok(None),
            Some(other) => other,
            None => (path, self.at(path)?),
        };
        let by = match found {
            Found::Nothing => return Ok(None),
            Found::Stranger(Stranger::File) if removed.contains(path) => return Ok(None),
            Found::Folder if will_be_gone(&self.output.path, path, removed)? => return Ok(None),
            Found::Folder => Stranger::Folder,
            Found::Stranger(stranger) => stranger,
        };
        Ok(Some(Taken { path: path.into(), by }))
    }
}

/// Is all that lies in a folder about to be removed, so that the folder will be too?
fn will_be_gone(output: &Path, folder: &str, removed: &HashSet<&str>) -> io::Result<bool> {
    for entry in WalkDir::new(output.join(folder)).follow_links(false).min_depth(1) {
        let entry = entry?;
        let path = entry.path().strip_prefix(output).ok().and_then(Path::to_str);
        let is_kept = !entry.file_type().is_dir() && !path.is_some_and(|path| removed.contains(path));
        // An empty folder inside was not left empty by us.
        let is_empty = entry.file_type().is_dir() && std::fs::read_dir(entry.path())?.next().is_none();
        if is_kept || is_empty {
            return Ok(false);
        }
    }
    Ok(true)
}
