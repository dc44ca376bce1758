//! Files that were made of images, kept from build to build, and between these and the preview, because to make them takes long.
//!
//! A file is found by what it is made of and how, so that nothing here is ever out of date; whatever is lost or damaged is made again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::place::write_whole;
use crate::diag::Report;
use crate::render::{Press, Rendered};
use crate::routes::Output;

/// The folder `.sare/images`.
#[derive(Debug)]
pub struct Gallery {
    folder: PathBuf,
}

impl Gallery {
    /// The gallery in the folder `.sare`; neither need exist yet.
    pub fn of(memory: &Path) -> Gallery {
        Gallery { folder: memory.join("images") }
    }

    /// Prints an output, unless it is a file that hangs here.
    pub fn print(&self, press: &Arc<Press>, output: &Output) -> Rendered {
        let Some(key) = press.image_key(output) else { return press.print(output) };
        if let Some(bytes) = self.find(key) {
            return press.known(output, bytes);
        }
        let rendered = press.print(output);
        if !rendered.bytes.is_empty() {
            self.hang(key, &rendered.bytes);
        }
        rendered
    }

    /// Looks for what is wrong with an output. An image of which something hangs here was unpacked once, and can be again.
    pub fn attempt(&self, press: &Arc<Press>, output: &Output) -> Report {
        match press.any_image_key(output) {
            Some(key) if self.find(key).is_some() => Report::default(),
            _ => press.attempt(output),
        }
    }

    /// Takes down what a site does not show any more.
    pub fn keep_only(&self, wanted: &BTreeSet<u128>) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let key = entry.file_name().to_str().and_then(|name| u128::from_str_radix(name, 16).ok());
            if key.is_none_or(|key| !wanted.contains(&key)) {
                // What stays costs room and nothing else.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn find(&self, key: u128) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.place(key)).ok()?;
        let at = bytes.len().checked_sub(8)?;
        let end = u64::from_le_bytes(bytes[at..].try_into().ok()?);
        bytes.truncate(at);
        (xxh3_64(&bytes) == end).then_some(bytes)
    }

    /// Keeps a file. What cannot be kept, on a full disk perhaps, is made again the next time.
    fn hang(&self, key: u128, bytes: &[u8]) {
        let whole = [bytes, &xxh3_64(bytes).to_le_bytes()].concat();
        let _ = fs::create_dir_all(&self.folder).and_then(|()| write_whole(&self.place(key), &whole));
    }

    fn place(&self, key: u128) -> PathBuf {
        self.folder.join(format!("{key:032x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_is_found_until_it_is_damaged_or_taken_down() {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let gallery = Gallery::of(folder.path());
        assert_eq!(gallery.find(1), None);
        gallery.hang(1, b"one");
        gallery.hang(2, b"two");
        assert_eq!((gallery.find(1), gallery.find(2)), (Some(b"one".to_vec()), Some(b"two".to_vec())));
        gallery.keep_only(&BTreeSet::from([2]));
        assert_eq!(gallery.find(1), None);
        write_whole(&gallery.place(2), b"tow12345678").expect("it can be written");
        assert_eq!(gallery.find(2), None);
    }
}
