//! The site folder as it lies on disk, read once.
//!
//! **In:** a directory. **Out:** a [`SourceTree`]. **Never:** looks inside a file.

pub mod built_in;
pub mod glance;
mod stamp;
mod text;
pub mod walk;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diag::FileId;
pub use stamp::Stamp;
pub use text::Text;

/// Every file of a site, in path order, with the built-in kinds and theme after them.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    /// The folder that holds `sare.toml`.
    pub root: PathBuf,
    files: Vec<Arc<SourceFile>>,
    /// What could not be read, so that a diagnostic can name it; neither listed nor found, lest a link out of the site be copied.
    refused: Vec<SourceFile>,
    /// Set where a text that is read late turns out to be another than it was taken for.
    is_refuted: Arc<AtomicBool>,
}

/// One file: its path below the site folder with `/` between the parts, and what was read of it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: Box<str>,
    pub content: Content,
    pub origin: Origin,
    /// When it was last changed, where that is known well enough to tell whether it has changed since.
    pub stamp: Option<Stamp>,
}

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Site,
    /// Embedded in the binary; its path is the one it would have in a site.
    BuiltIn,
}

/// What was read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Text(Text),
    /// A workbook.
    Bytes(Arc<[u8]>),
    /// An image, or anything else that is only copied; its length in bytes.
    Unread(u64),
}

impl SourceTree {
    /// A tree of the given files, which need not be sorted, and the built-in ones, which need not be given.
    pub fn new(root: PathBuf, files: Vec<SourceFile>) -> SourceTree {
        SourceTree::of(root, files.into_iter().map(Arc::new).collect())
    }

    /// The same, of files that other trees hold too.
    pub fn of(root: PathBuf, mut files: Vec<Arc<SourceFile>>) -> SourceTree {
        files.extend(built_in::files());
        files.sort_by(|a, b| a.key().cmp(&b.key()));
        // The sort is stable, so a built-in file that was given stays, and the embedded one goes.
        files.dedup_by(|twin, first| twin.key() == first.key());
        SourceTree { root, files, refused: Vec::new(), is_refuted: Arc::default() }
    }

    /// Adds a path that was not read, and gives the id by which a diagnostic may name it.
    fn refuse(&mut self, path: Box<str>) -> FileId {
        self.refused.push(SourceFile { path, content: Content::Unread(0), origin: Origin::Site, stamp: None });
        FileId((self.files.len() + self.refused.len() - 1) as u32)
    }

    /// Has a text turned out to be another than its file's times promised, so that nothing that was made from this tree can be relied on?
    pub fn is_refuted(&self) -> bool {
        self.is_refuted.load(Ordering::Relaxed)
    }

    /// The paths that could not be read.
    pub fn refused(&self) -> impl Iterator<Item = &str> {
        self.refused.iter().map(|file| &*file.path)
    }

    /// The same, with the ids by which diagnostics name them.
    pub fn refused_files(&self) -> impl Iterator<Item = (FileId, &str)> {
        self.refused().enumerate().map(|(at, path)| (FileId((self.files.len() + at) as u32), path))
    }

    /// The files with their ids, in order.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), &**file))
    }

    /// The file of an id that this tree gave.
    pub fn file(&self, id: FileId) -> &SourceFile {
        let at = id.0 as usize;
        match self.files.get(at) {
            Some(file) => file,
            None => &self.refused[at - self.files.len()],
        }
    }

    /// A file that is no refused one, to be held on to.
    pub fn shared(&self, id: FileId) -> &Arc<SourceFile> {
        &self.files[id.0 as usize]
    }

    /// The same tree but for some of its files, which keep their paths.
    pub fn with(&self, changed: &[(FileId, Arc<SourceFile>)]) -> SourceTree {
        let mut tree = self.clone();
        for (id, file) in changed {
            tree.files[id.0 as usize] = file.clone();
        }
        tree
    }

    /// A hash of the names and times of the site's own files; `None` where some have no times that can be relied on.
    pub fn digest(&self) -> Option<u128> {
        let own = self.files.iter().filter(|file| file.origin == Origin::Site);
        let stamps: Option<Vec<(&str, Stamp)>> = own.map(|file| Some((&*file.path, file.stamp?))).collect();
        stamps.filter(|_| self.refused.is_empty()).map(|stamps| stamp::digest(stamps.into_iter()))
    }

    /// Do both hold the same files, with the same bytes?
    pub fn says_the_same(&self, other: &SourceTree) -> bool {
        let same = |one: &SourceFile, other: &SourceFile| one.path == other.path && one.says_the_same(other);
        let all = |tree: &SourceTree| tree.files.len() + tree.refused.len();
        all(self) == all(other)
            && self.files.iter().zip(&other.files).all(|(one, other)| Arc::ptr_eq(one, other) || same(one, other))
            && self.refused.iter().zip(&other.refused).all(|(one, other)| same(one, other))
    }

    /// The path of a file, as it is printed.
    pub fn path(&self, id: FileId) -> &str {
        &self.file(id).path
    }

    /// The text of a file, empty where it is not text.
    pub fn text(&self, id: FileId) -> &str {
        match &self.file(id).content {
            Content::Text(text) => text,
            Content::Bytes(_) | Content::Unread(_) => "",
        }
    }

    /// All bytes of a file, read anew where it is one that is only copied.
    ///
    /// # Errors
    /// It cannot be read, or has grown beyond `most` bytes.
    pub fn bytes(&self, id: FileId, most: u64) -> io::Result<Cow<'_, [u8]>> {
        match &self.file(id).content {
            Content::Text(text) => Ok(Cow::Borrowed(text.as_bytes())),
            Content::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Unread(_) => walk::bytes_at(&self.root.join(self.path(id)), most).map(Cow::Owned),
        }
    }

    /// Finds the site's own file of that path, else the built-in one.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.find_from(Origin::Site, path).or_else(|| self.find_from(Origin::BuiltIn, path))
    }

    fn find_from(&self, origin: Origin, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|file| file.key().cmp(&(origin as u8, path))).ok()?;
        Some(FileId(at as u32))
    }
}

impl SourceFile {
    /// Has the file the same bytes in both, as far as is known? Of one that is only copied, the times tell.
    pub fn says_the_same(&self, other: &SourceFile) -> bool {
        let is_settled = self.stamp.is_some() && self.stamp == other.stamp;
        // Files that nobody touched are the same in memory.
        std::ptr::eq(self, other) || self.content == other.content && (is_settled || !matches!(self.content, Content::Unread(_)))
    }

    /// What the files are sorted by.
    fn key(&self) -> (u8, &str) {
        (self.origin as u8, &self.path)
    }
}
