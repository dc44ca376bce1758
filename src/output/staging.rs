//! Takes the outputs as they come and keeps those that are new.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{FileType, fstat};
use rustix::io::Errno;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use super::commit::{self, Recovered};
use super::folder::{self, Folder};
use super::lock::Lock;
use super::manifest::{Entry, Saved, Stamp};
use super::place::{Own, at, clear, is_path};
use super::plan::{Claim, Output, Plan, Record, State, hash_of, is};
use super::{Manifest, Outcome, OutputPlace, Taken};

/// The folder in a staging folder that has the layout of the output.
pub(super) const SITE: &str = "site";

/// Files up to this length are read whole when they are copied; longer ones pass through a buffer.
const SHORT: u64 = 1 << 20;

/// A build's outputs on their way into the output folder; to drop it is to leave the output as it was.
#[derive(Debug)]
pub struct Staging {
    pub(super) own: Own,
    pub(super) base: Base,
    pub(super) folder: Folder,
    pub(super) output: Option<Output>,
    pub(super) manifest: Manifest,
    records: Mutex<Vec<Record>>,
    is_recognised: AtomicBool,
    is_broken: AtomicBool,
    // The last field, so that it is let go of last.
    _lock: Lock,
}

/// The staging folder itself, which goes when this goes.
#[derive(Debug)]
pub(super) struct Base {
    pub path: PathBuf,
    /// Must a later command find it, to complete the journal?
    pub is_wanted: bool,
}

impl Drop for Base {
    fn drop(&mut self) {
        if !self.is_wanted {
            // What cannot be removed now is removed by the next build.
            let _ = clear(&self.path);
        }
    }
}

impl Staging {
    /// Takes the lock, completes what an earlier command left undone, and makes an empty staging folder.
    ///
    /// # Errors
    /// `ResourceBusy` where another build is running; the output is no folder; the disk does not do as it is told.
    pub fn open(place: &OutputPlace, manifest: Manifest) -> io::Result<Staging> {
        let lock = Lock::take(&place.memory)?;
        let recovered = commit::recover_locked(&Own::of(place)?)?;
        let own = Own::of(place)?;
        // Another build may have been faster since the manifest was read.
        let is_newest = recovered == Recovered::Nothing && manifest.saved == Saved::at(&own.manifest());
        let manifest = if is_newest { manifest } else { Manifest::read(&own.manifest())? };
        let base = Base { path: own.make_staging()?, is_wanted: false };
        let site = base.path.join(SITE);
        std::fs::create_dir(&site).map_err(|error| at(&site, error))?;
        let output = match own.output.is_dir() {
            true => Some(Output { fd: folder::open(&own.output)?, path: own.output.clone() }),
            false => None,
        };
        Ok(Staging {
            folder: Folder::open(&site)?,
            own,
            base,
            output,
            manifest,
            records: Mutex::default(),
            is_recognised: AtomicBool::new(false),
            is_broken: AtomicBool::new(false),
            _lock: lock,
        })
    }

    /// Takes the output `path`, which is written only if the output folder does not already hold these bytes there.
    ///
    /// # Errors
    /// The path cannot be one or was given before, or the disk is full: the build cannot be committed any more.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let hash = xxh3_128(bytes);
        let length = bytes.len() as u64;
        self.take(path, |path| {
            if let Some(stamp) = self.standing(path, hash, length)? {
                if length > 0 && !self.manifest.is_known() {
                    self.is_recognised.store(true, Ordering::Relaxed);
                }
                return Ok((Entry { hash, length, stamp }, State::Kept));
            }
            let mut file = self.create(path)?;
            file.write_all(bytes)?;
            Ok((Entry { hash, length, stamp: Stamp::of(&fstat(&file)?) }, State::Staged))
        })
    }

    /// Takes the file that the output folder has at `path`, if it is as we left it and has these bytes; tells whether it is.
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn keep(&self, path: &str, hash: u128) -> io::Result<bool> {
        let Some(entry) = self.manifest.get(path).filter(|_| self.stands(path, hash)) else { return Ok(false) };
        self.take(path, |_| Ok((*entry, State::Kept)))?;
        Ok(true)
    }

    /// Is the file that the output folder has at `path` as we left it, with these bytes?
    pub fn stands(&self, path: &str, hash: u128) -> bool {
        let (Some(output), Some(entry)) = (&self.output, self.manifest.get(path)) else { return false };
        entry.hash == hash && output.is_as_left(path, entry)
    }

    /// Takes the file `from` as the output `path`.
    ///
    /// # Errors
    /// As [`Staging::put`], or the file cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        let failed = |error| at(from, error);
        let open = || File::open(from).map_err(failed);
        self.take(path, |path| {
            let mut source = open()?;
            let length = source.metadata().map_err(failed)?.len();
            let mut bytes = Vec::new();
            let hash = if length <= SHORT {
                bytes.reserve_exact(length as usize + 1);
                source.read_to_end(&mut bytes).map_err(failed)?;
                xxh3_128(&bytes)
            } else {
                hash_of(&mut source).map_err(failed)?
            };
            if let Some(stamp) = self.standing(path, hash, length)? {
                return Ok((Entry { hash, length, stamp }, State::Kept));
            }
            let mut file = self.create(path)?;
            // A long file is hashed once more, for it may have changed since: what counts is what was written.
            let (hash, length) = if length <= SHORT {
                file.write_all(&bytes)?;
                (hash, bytes.len() as u64)
            } else {
                pour(&mut open()?, &mut file)?
            };
            Ok((Entry { hash, length, stamp: Stamp::of(&fstat(&file)?) }, State::Staged))
        })
    }

    /// Brings the output folder up to date, whole or not at all.
    ///
    /// # Errors
    /// An output could not be taken before, two outputs are at odds, or the disk does not do as it is told. The output folder is then
    /// as it was, save where the message says that the next command will complete it.
    pub fn commit(self) -> io::Result<Outcome> {
        let records = self.records()?;
        match self.plan(&records)? {
            Ok(plan) => commit::carry_out(self, records, plan).map(Outcome::Done),
            Err(taken) => Ok(Outcome::Taken(taken)),
        }
    }

    /// All outputs, in path order.
    pub(super) fn records(&self) -> io::Result<Vec<Record>> {
        if self.is_broken.load(Ordering::Relaxed) {
            return Err(io::Error::other("an output could not be written, so nothing is published"));
        }
        let mut records = std::mem::take(&mut *self.records.lock().unwrap_or_else(PoisonError::into_inner));
        records.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        agree(&records)?;
        Ok(records)
    }

    /// What is to be done, or which paths are taken by others.
    pub(super) fn plan(&self, records: &[Record]) -> io::Result<Result<Plan, Vec<Taken>>> {
        let claim = match self.is_recognised.load(Ordering::Relaxed) {
            _ if self.manifest.is_known() => Claim::Listed,
            true => Claim::Recognised,
            false => Claim::None,
        };
        Plan::make(records, &self.manifest, self.output.as_ref(), claim)
    }

    /// Records what `work` did for an output; a failure bars the commit, even if the caller passes over it.
    fn take(&self, path: &str, work: impl Fn(&str) -> io::Result<(Entry, State)>) -> io::Result<()> {
        let done = if is_path(path) {
            work(path).map_err(|error| io::Error::new(error.kind(), format!("writing `{path}`: {error}")))
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidInput, format!("`{path}` cannot be the path of an output")))
        };
        let (entry, state) = done.inspect_err(|_| self.is_broken.store(true, Ordering::Relaxed))?;
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(Record { path: path.into(), entry, state });
        Ok(())
    }

    /// The time of the file in the output folder, if it has these very bytes.
    fn standing(&self, path: &str, hash: u128, length: u64) -> io::Result<Option<Stamp>> {
        let Some(output) = &self.output else { return Ok(None) };
        let Some(stat) = output.stat(path)?.filter(|stat| is(stat, FileType::RegularFile) && stat.st_size as u64 == length) else {
            return Ok(None);
        };
        let stamp = Stamp::of(&stat);
        let is_same = match self.manifest.get(path) {
            Some(entry) if entry.stamp == stamp && entry.length == length => entry.hash == hash,
            // The file is not as we left it, or we know nothing of it: only its bytes can tell.
            _ => !output.is_through_links(path)? && output.hash(path)? == hash,
        };
        Ok(is_same.then_some(stamp))
    }

    fn create(&self, path: &str) -> io::Result<File> {
        self.folder.create(path).map_err(|error| match error {
            Errno::EXIST => at_odds(path, path),
            error => error.into(),
        })
    }
}

/// Copies, and gives the hash and the length of what was copied.
fn pour(from: &mut File, to: &mut File) -> io::Result<(u128, u64)> {
    let mut hash = Xxh3Default::new();
    let mut buffer = vec![0; 128 << 10];
    let mut length = 0;
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok((hash.digest128(), length));
        }
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
        length += count as u64;
    }
}

/// Holds the sorted outputs against each other: no path twice, and none that is a folder for another.
fn agree(records: &[Record]) -> io::Result<()> {
    if let Some(twins) = records.windows(2).find(|twins| twins[0].path == twins[1].path) {
        return Err(at_odds(&twins[0].path, &twins[1].path));
    }
    let mut folders = std::collections::HashSet::new();
    let is_output = |path: &str| records.binary_search_by(|record| (*record.path).cmp(path)).is_ok();
    for record in records {
        let clash = super::place::above(&record.path).find(|folder| folders.insert(*folder) && is_output(folder));
        if let Some(folder) = clash {
            return Err(at_odds(folder, &record.path));
        }
    }
    Ok(())
}

fn at_odds(one: &str, other: &str) -> io::Error {
    let message = match one == other {
        true => format!("two outputs would be called `{one}`"),
        false => format!("the output `{one}` would be both a file and the folder of `{other}`"),
    };
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
