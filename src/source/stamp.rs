//! By what a file on disk is known to be the one that was read.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// A file's identity, length and times. Two that are equal were read from a file with the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    inode: u64,
    length: u64,
    /// Nanoseconds since 1970.
    modified: i128,
    /// The same for the last change of the file's name, rights or times, which nobody can set back.
    changed: i128,
}

/// A file that is younger than this may be changed again within one tick of the file system's clock, and look the same.
const UNSETTLED: Duration = Duration::from_millis(50);

impl Stamp {
    /// The stamp of a file that is about to be read; `None` for what is no plain file, or was changed just now.
    pub fn of(disk: &Path) -> Option<Stamp> {
        let found = fs::symlink_metadata(disk).ok().filter(fs::Metadata::is_file)?;
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        let stamp = Stamp {
            inode: found.ino(),
            length: found.len(),
            modified: nanoseconds(found.mtime(), found.mtime_nsec()),
            changed: nanoseconds(found.ctime(), found.ctime_nsec()),
        };
        #[expect(clippy::disallowed_methods, reason = "what is read is the same at any hour; only whether it is read again is not")]
        let settled = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.checked_sub(UNSETTLED)?.as_nanos();
        (stamp.modified.max(stamp.changed) < settled as i128).then_some(stamp)
    }
}

/// A hash of files' names and stamps, in the order of the names.
pub fn digest<'a>(files: impl Iterator<Item = (&'a str, Stamp)>) -> u128 {
    let mut hash = Xxh3::new();
    for (path, Stamp { inode, length, modified, changed }) in files {
        hash.update(path.as_bytes());
        hash.update(&inode.to_le_bytes());
        hash.update(&length.to_le_bytes());
        hash.update(&modified.to_le_bytes());
        hash.update(&changed.to_le_bytes());
    }
    hash.digest128()
}
