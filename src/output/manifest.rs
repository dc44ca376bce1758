//! What the last build wrote: each path with the hash, length and time of its file.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::Stat;
use walkdir::WalkDir;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::OutputPlace;
use super::place::Own;
use crate::render::SIGN;
use crate::render::theme::assets::is_hashed;

/// The first line. Sare's version stands there for whoever looks; what files are ours stays true across versions.
const HEAD: &str = "sare-manifest 1";

/// The files that Sare wrote into an output folder, in path order.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    entries: Vec<(Box<str>, Entry)>,
    /// The file on disk that says the same, where there is one.
    pub(super) saved: Option<Saved>,
}

/// One file as it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) hash: u128,
    pub(super) length: u64,
    pub(super) stamp: Stamp,
}

/// When a file was last changed: seconds and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp(pub i64, pub u32);

impl Stamp {
    #[allow(clippy::unnecessary_cast, reason = "the types of these fields differ between systems")]
    pub fn of(stat: &Stat) -> Stamp {
        Stamp(stat.st_mtime as i64, stat.st_mtime_nsec as u32)
    }
}

/// Which file a manifest was read from or saved as; each save makes another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saved(u64, i64, i64);

impl Saved {
    pub fn at(path: &Path) -> Option<Saved> {
        let metadata = fs::metadata(path).ok()?;
        Some(Saved(metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
    }
}

impl Manifest {
    /// Reads what is remembered of an output folder. Where that was deleted, is broken, or is of a kind we do not know, it holds the files
    /// that an earlier build has signed: pages by a line in their head, assets by the hash in their names.
    ///
    /// # Errors
    /// There is a manifest and the system does not let us read it.
    pub fn load(place: &OutputPlace) -> io::Result<Manifest> {
        let own = Own::of(place)?;
        let manifest = Manifest::read(&own.manifest())?;
        Ok(if manifest.is_known() { manifest } else { Manifest::of(signed(&own.output)) })
    }

    /// Is anything remembered?
    pub fn is_known(&self) -> bool {
        self.saved.is_some()
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(path, _)| &**path)
    }

    pub(super) fn of(entries: Vec<(Box<str>, Entry)>) -> Manifest {
        debug_assert!(entries.is_sorted_by(|a, b| a.0 < b.0));
        Manifest { entries, saved: None }
    }

    pub(super) fn entries(&self) -> &[(Box<str>, Entry)] {
        &self.entries
    }

    pub(super) fn get(&self, path: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|(known, _)| (**known).cmp(path)).ok()?;
        Some(&self.entries[at].1)
    }

    pub(super) fn read(path: &Path) -> io::Result<Manifest> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Manifest::default()),
            Err(error) => return Err(super::place::at(path, error)),
        };
        let entries = std::str::from_utf8(&bytes).ok().and_then(parse);
        Ok(entries.map_or_else(Manifest::default, |entries| Manifest { entries, saved: Saved::at(path) }))
    }

    /// Writes the manifest as the file `path`, which appears whole.
    pub(super) fn save(&self, path: &Path) -> io::Result<()> {
        use std::fmt::Write;
        let mut text = format!("{HEAD} {}\n", env!("CARGO_PKG_VERSION"));
        text.reserve(self.entries.len() * 96);
        for (path, Entry { hash, length, stamp: Stamp(seconds, nanos) }) in &self.entries {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{hash:032x} {length} {seconds} {nanos} {path}");
        }
        let end = xxh3_64(text.as_bytes());
        let _ = writeln!(text, "end {end:016x}");
        super::place::write_whole(path, text.as_bytes())
    }
}

/// The files of an output folder that an earlier build has signed, in path order. What cannot be read is not ours to touch.
fn signed(output: &Path) -> Vec<(Box<str>, Entry)> {
    let walk = WalkDir::new(output).follow_links(false).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let mut entries: Vec<(Box<str>, Entry)> = walk
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(output).ok()?.to_str().filter(|path| super::place::is_path(path))?;
            if !path.ends_with(".html") && !path.starts_with("assets/") {
                return None;
            }
            let bytes = fs::read(entry.path()).ok()?;
            let head = &bytes[..bytes.len().min(HEAD_OF_A_PAGE)];
            let is_page = path.ends_with(".html") && head.windows(SIGN.len()).any(|window| window == SIGN.as_bytes());
            let metadata = entry.metadata().ok().filter(|_| is_page || is_hashed(path, &bytes))?;
            let stamp = Stamp(metadata.mtime(), metadata.mtime_nsec() as u32);
            Some((path.into(), Entry { hash: xxh3_128(&bytes), length: bytes.len() as u64, stamp }))
        })
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

/// A page's signature stands in its first bytes.
const HEAD_OF_A_PAGE: usize = 8 << 10;

/// The entries of a whole and undamaged manifest.
fn parse(text: &str) -> Option<Vec<(Box<str>, Entry)>> {
    let at = text.rfind("end ")?;
    let end = u64::from_str_radix(text[at..].strip_prefix("end ")?.trim_end(), 16).ok()?;
    let text = &text[..at];
    if !text.starts_with(HEAD) || xxh3_64(text.as_bytes()) != end {
        return None;
    }
    text.lines().skip(1).map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<(Box<str>, Entry)> {
    let mut parts = line.splitn(5, ' ');
    let hash = u128::from_str_radix(parts.next()?, 16).ok()?;
    let length = parts.next()?.parse().ok()?;
    let stamp = Stamp(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let path = parts.next().filter(|path| super::place::is_path(path))?;
    Some((path.into(), Entry { hash, length, stamp }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_saved_and_not_at_all_when_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("manifest");
        let entry = Entry { hash: u128::MAX - 7, length: 12, stamp: Stamp(-3, 999_999_999) };
        let entries: Vec<(Box<str>, Entry)> = vec![("a b/end c.html".into(), entry), ("ñ".into(), entry)];
        Manifest::of(entries.clone()).save(&file).unwrap();
        let read = Manifest::read(&file).unwrap();
        assert_eq!(read.entries(), entries);
        assert!(read.is_known());
        assert_eq!(read.get("ñ"), Some(&entry));
        assert_eq!(read.get("n"), None);
        let whole = fs::read(&file).unwrap();
        for cut in 0..whole.len() - 1 {
            assert_eq!(parse(&String::from_utf8_lossy(&whole[..cut])), None, "cut at {cut}");
        }
        let other = String::from_utf8(whole).unwrap().replace("sare-manifest 1", "sare-manifest 2");
        assert_eq!(parse(&other), None);
    }
}
