//! Looking again and again, where nobody tells of changes.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::time::{Duration, Instant, SystemTime};

use walkdir::WalkDir;

use super::gathered::Sort;
use super::{Bell, TOPS, matters};

/// Between two looks, at least.
const PAUSE: Duration = Duration::from_millis(500);

/// A look may take at most this share of the time.
const SHARE: u32 = 20;

/// What a file looks like from outside: when it was written, how long it is, and which one it is.
type Looks = (Option<SystemTime>, u64, u64);

/// Looks at a site's files on a thread of its own, for as long as somebody listens.
pub fn start(root: PathBuf, bell: Weak<Bell>) {
    std::thread::spawn(move || {
        let mut before = look(&root);
        let mut pause = PAUSE;
        loop {
            std::thread::sleep(pause);
            let Some(bell) = bell.upgrade() else { return };
            let start = Instant::now();
            let now = look(&root);
            let took = start.elapsed();
            pause = PAUSE.max(took * SHARE);
            let changed = differences(&before, &now);
            before = now;
            if !changed.is_empty() {
                bell.ring(|gathered| changed.iter().for_each(|(path, sort)| gathered.file(path, *sort, Instant::now())));
            }
        }
    });
}

/// All files of a site, and what they look like.
fn look(root: &Path) -> BTreeMap<PathBuf, Looks> {
    let mut found = BTreeMap::new();
    for top in ["sare.toml"].into_iter().chain(TOPS) {
        let walk = WalkDir::new(root.join(top)).follow_links(false).follow_root_links(false);
        for entry in walk.into_iter().filter_entry(|entry| matters(entry.path(), root)).filter_map(Result::ok) {
            if !entry.file_type().is_dir()
                // A link's file is what counts.
                && let Ok(metadata) = std::fs::metadata(entry.path())
            {
                found.insert(entry.into_path(), looks(&metadata));
            }
        }
    }
    found
}

fn looks(metadata: &Metadata) -> Looks {
    #[cfg(unix)]
    let own = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let own = 0;
    (metadata.modified().ok(), metadata.len(), own)
}

/// The files that look other than before, and those that came or went.
fn differences(before: &BTreeMap<PathBuf, Looks>, now: &BTreeMap<PathBuf, Looks>) -> Vec<(PathBuf, Sort)> {
    let changed = now.iter().filter(|(path, looks)| before.get(*path) != Some(looks)).map(|(path, _)| (path.clone(), Sort::Settled));
    let gone = before.keys().filter(|path| !now.contains_key(*path)).map(|path| (path.clone(), Sort::Gone));
    changed.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_seen() {
        let files = |all: &[(&str, u64, u64)]| all.iter().map(|(path, length, own)| (PathBuf::from(path), (None, *length, *own))).collect();
        let before: BTreeMap<PathBuf, Looks> = files(&[("a", 1, 1), ("b", 1, 2), ("c", 1, 3), ("d", 1, 4)]);
        let now = files(&[("a", 1, 1), ("b", 2, 2), ("c", 1, 9), ("e", 1, 5)]);
        let found: Vec<(String, Sort)> =
            differences(&before, &now).into_iter().map(|(path, sort)| (path.display().to_string(), sort)).collect();
        let expected = [("b", Sort::Settled), ("c", Sort::Settled), ("e", Sort::Settled), ("d", Sort::Gone)];
        assert_eq!(found, expected.map(|(path, sort)| (path.to_owned(), sort)));
        assert!(differences(&before, &before).is_empty());
    }
}
