//! A look at some files of a tree, where a walk over the whole folder would take longer than what is to be done.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::walk::{Site, is_part};
use super::{Origin, SourceFile, SourceTree};
use crate::diag::FileId;

/// The files at `paths`, which are absolute, that say something else than in `tree`.
///
/// `None` where only a walk can tell what has changed: a file is new, or gone, or cannot be read, or a path is a folder's.
pub fn glance(root: &Path, skip: &[&Path], tree: &SourceTree, paths: &[PathBuf]) -> Option<Vec<(FileId, Arc<SourceFile>)>> {
    let site = Site::open(root, skip).ok()?;
    let mut changed = BTreeMap::new();
    let mut buffer = Vec::new();
    for path in paths {
        // An editor may know the folder by another of its names.
        let below = path.strip_prefix(root).or_else(|_| path.strip_prefix(&site.real)).ok()?;
        if !is_part(below) || site.skip.iter().any(|skip| site.real.join(below).starts_with(skip)) {
            continue;
        }
        let known = tree.find_from(Origin::Site, below.to_str()?);
        let is_there = path.symlink_metadata().is_ok();
        match known {
            // A passing file of some editor's.
            None if !is_there => {}
            Some(id) if is_there => {
                let file = site.read_one(tree.path(id), path, &mut buffer)?;
                if !file.says_the_same(tree.file(id)) {
                    changed.insert(id, file);
                }
            }
            _ => return None,
        }
    }
    Some(changed.into_iter().collect())
}
