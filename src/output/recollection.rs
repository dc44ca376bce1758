//! What Sare remembers between builds besides its manifest: bytes under a name, which may be lost at the cost of time and nothing else.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;

use xxhash_rust::xxh3::xxh3_64;

use super::OutputPlace;
use super::place::{Own, write_whole};

/// The bytes that were remembered under a name for this output folder; `None` where there are none, or they are damaged.
pub fn recall(place: &OutputPlace, name: &str) -> Option<Vec<u8>> {
    let mut bytes = fs::read(Own::of(place).ok()?.recollection(name)).ok()?;
    let at = bytes.len().checked_sub(8)?;
    let end = u64::from_le_bytes(bytes[at..].try_into().ok()?);
    bytes.truncate(at);
    (xxh3_64(&bytes) == end).then_some(bytes)
}

/// Remembers bytes under a name.
///
/// # Errors
/// The disk does not do as it is told.
pub fn remember(place: &OutputPlace, name: &str, mut bytes: Vec<u8>) -> io::Result<()> {
    bytes.extend(xxh3_64(&bytes).to_le_bytes());
    write_whole(&Own::of(place)?.recollection(name), &bytes)
}

/// Forgets what was remembered under a name.
pub fn forget(place: &OutputPlace, name: &str) {
    if let Ok(own) = Own::of(place) {
        // What cannot be removed is not believed: it is held against the manifest.
        let _ = fs::remove_file(own.recollection(name));
    }
}

/// A hash of this very program: another one may print other pages of the same site.
pub fn maker() -> u64 {
    let program = std::env::current_exe().and_then(fs::metadata);
    let stamp = program.map(|found| (found.len(), found.ino(), found.mtime(), found.mtime_nsec())).ok();
    xxh3_64(format!("{} {stamp:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}
