//! Sites on disk for tests that build whole ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The repository, which is a site itself.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of what a site's author has written, so that a build writes nothing beside the original.
pub fn copy_of(site: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    for (path, bytes) in files_below(site, &["sare.toml", "content", "kinds", "themes", "static"]) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("it can be made");
        put(&path, &bytes);
    }
    folder
}

/// Every file of a built site by its path.
pub fn output_of(root: &Path) -> BTreeMap<String, Vec<u8>> {
    files_below(&root.join("output"), &[""])
}

#[expect(clippy::disallowed_methods, reason = "tests lay out their own folders")]
pub fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
}

fn files_below(folder: &Path, tops: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let tops = tops.iter().map(|top| if top.is_empty() { folder.to_owned() } else { folder.join(top) });
    let entries = tops.filter(|top| top.exists()).flat_map(walkdir::WalkDir::new).map(|entry| entry.expect("the folder can be read"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path: PathBuf = entry.path().strip_prefix(folder).expect("it lies below").to_owned();
        (path.to_str().expect("our paths are plain").to_owned(), std::fs::read(entry.path()).expect("the file can be read"))
    });
    files.collect()
}
