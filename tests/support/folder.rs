//! A site folder on disk that changes as editors change it.

use std::path::{Path, PathBuf};

use super::memory::Files;

/// A site folder on disk that is brought from one state to the next, and tells which paths it touched.
pub struct Folder {
    disk: tempfile::TempDir,
    pub files: Files,
}

impl Folder {
    pub fn new(files: Files) -> Folder {
        let mut folder = Folder { disk: tempfile::tempdir().expect("there is room"), files: Files::new() };
        folder.become_(files);
        folder
    }

    pub fn root(&self) -> &Path {
        self.disk.path()
    }

    /// Writes and removes what differs, and gives the paths that were touched.
    pub fn become_(&mut self, files: Files) -> Vec<PathBuf> {
        let mut touched = Vec::new();
        for path in self.files.keys().filter(|path| !files.contains_key(*path)) {
            std::fs::remove_file(self.root().join(path)).expect("it is there");
            touched.push(self.root().join(path));
        }
        for (path, text) in files.iter().filter(|(path, text)| self.files.get(*path) != Some(text)) {
            let place = self.root().join(path);
            std::fs::create_dir_all(place.parent().expect("it lies in the folder")).expect("there is room");
            // As editors save: beside it first, then in its place.
            let beside = place.with_extension("tmp~");
            std::fs::write(&beside, text).expect("there is room");
            std::fs::rename(&beside, &place).expect("they lie side by side");
            touched.extend([beside, place]);
        }
        self.files = files;
        touched
    }
}
