//! Where everything lies: the output, what Sare remembers of it, and the staging folder on the same file system.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
use xxhash_rust::xxh3::xxh3_64;

/// An output folder, and the folder `.sare` beside `sare.toml`, in which Sare keeps what it remembers.
#[derive(Clone, Debug)]
pub struct OutputPlace {
    /// The folder that is published; it need not exist yet.
    pub output: PathBuf,
    /// The folder `.sare`; it need not exist yet either.
    pub memory: PathBuf,
}

/// The name of the staging folder where it cannot lie in `.sare`.
pub(super) const STAGING: &str = ".sare-staging";

/// The real place of an output folder, with all links followed, and the files in `.sare` that belong to it alone.
#[derive(Debug)]
pub(super) struct Own {
    pub output: PathBuf,
    pub memory: PathBuf,
    /// Sets apart what is remembered of several output folders of one site; empty for the usual `output/`.
    suffix: String,
}

impl Own {
    /// # Errors
    /// The output is a file or a broken link, or it is the site folder itself or above it.
    pub fn of(place: &OutputPlace) -> io::Result<Own> {
        let memory = settle(&place.memory)?;
        let output = settle(&place.output)?;
        let shown = place.output.display();
        if output.exists() && !output.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, format!("the output `{shown}` is a file, and must be a folder")));
        }
        if memory.starts_with(&output) {
            let message = format!("the output `{shown}` would hold the site itself; choose a folder of its own");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        // Relative to the site where possible, so that a site folder can be moved.
        let site = memory.parent().unwrap_or(&memory);
        let name = output.strip_prefix(site).unwrap_or(&output);
        let suffix = if name == Path::new("output") { String::new() } else { format!("-{:016x}", xxh3_64(name.as_os_str().as_bytes())) };
        Ok(Own { output, memory, suffix })
    }

    /// The file of something else that is remembered of the output.
    pub fn recollection(&self, name: &str) -> PathBuf {
        self.memory.join(format!("{name}{}", self.suffix))
    }

    pub fn manifest(&self) -> PathBuf {
        self.memory.join(format!("manifest{}", self.suffix))
    }

    /// The manifest that will hold once the journal is completed.
    pub fn next_manifest(&self) -> PathBuf {
        self.memory.join(format!("manifest{}.next", self.suffix))
    }

    pub fn journal(&self) -> PathBuf {
        self.memory.join(format!("journal{}", self.suffix))
    }

    /// Where a staging folder may lie, best first.
    pub fn stagings(&self) -> [PathBuf; 3] {
        let mut beside = OsString::from(".");
        beside.push(self.output.file_name().unwrap_or_default());
        beside.push(STAGING);
        [self.memory.join(format!("staging{}", self.suffix)), self.output.with_file_name(beside), self.output.join(STAGING)]
    }

    /// Makes an empty staging folder from which files can be renamed into the output, whose parent is made if need be.
    pub fn make_staging(&self) -> io::Result<PathBuf> {
        let parent = self.output.parent().unwrap_or(&self.output);
        fs::create_dir_all(parent).map_err(|error| at(parent, error))?;
        let target = mount(if self.output.exists() { &self.output } else { parent })?;
        let mut last = io::Error::from(io::ErrorKind::CrossesDevices);
        for staging in self.stagings() {
            let home = staging.parent().unwrap_or(&staging);
            if !home.is_dir() || mount(home)? != target {
                continue;
            }
            match clear(&staging).and_then(|()| fs::create_dir(&staging)) {
                Ok(()) => return Ok(staging),
                Err(error) => last = at(&staging, error),
            }
        }
        Err(last)
    }
}

/// The absolute path with links followed as far as it exists.
///
/// # Errors
/// A folder on the way cannot be read, or what leads there is a file.
pub fn settle(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut missing = Vec::new();
    for folder in path.ancestors() {
        match folder.canonicalize() {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |real, name| real.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A link to a folder that is yet to be made.
                if let Ok(target) = folder.read_link() {
                    let target = settle(&folder.parent().unwrap_or(folder).join(target))?;
                    return Ok(missing.iter().rev().fold(target, |real, name| real.join(name)));
                }
                // A path like `missing/..` cannot be followed; nobody means one.
                let Some(name) = folder.file_name() else { return Err(at(&path, error)) };
                missing.push(name.to_owned());
            }
            Err(error) => return Err(at(folder, error)),
        }
    }
    Ok(path)
}

/// What two folders must share for a rename between them: the file system and, where the system tells, the mount.
fn mount(folder: &Path) -> io::Result<(u32, u32, u64)> {
    let stat =
        statx(CWD, folder, AtFlags::empty(), StatxFlags::BASIC_STATS | StatxFlags::MNT_ID).map_err(|error| at(folder, error.into()))?;
    let mount = if stat.stx_mask & StatxFlags::MNT_ID.bits() != 0 { stat.stx_mnt_id } else { 0 };
    Ok((stat.stx_dev_major, stat.stx_dev_minor, mount))
}

/// Can this be the path of an output, so that it lies in the output folder under a name that every web host can have?
pub(super) fn is_path(path: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part != "." && part != ".." && part.len() <= 255;
    path.len() < 4000 && path.split('/').all(is_part) && !path.contains(char::is_control) && !path.starts_with(STAGING)
}

/// The folders that a path lies in, outermost first.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Removes a folder of ours with all that is in it, if it is there.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(()),
        other => other,
    }
}

/// Removes a file, if it is there.
pub(super) fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.map_err(|error| at(file, error)),
    }
}

/// Writes a file that appears whole or not at all.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft_of(path);
    #[expect(clippy::disallowed_methods, reason = "this is the output stage, and the file is renamed into place")]
    let written = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&draft);
        at(path, error)
    })
}

/// Where a file lies until it is whole; a process that dies in between leaves it there.
pub(super) fn draft_of(path: &Path) -> PathBuf {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".draft");
    draft.into()
}

/// Says which path an error is about.
pub(super) fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
