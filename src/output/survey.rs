//! What lies in the output folder besides Sare's own files.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use super::place::{STAGING, above};

/// Everything in an output folder that is not ours.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Plain files, in path order.
    pub files: Vec<Box<str>>,
    /// Is there anything else: a link, a folder of others, a name that is not UTF-8? It could not be carried over untouched.
    pub holds_more: bool,
}

/// Looks through the folder `output`, in which `ours` are the paths of our files.
pub(super) fn survey(output: &Path, ours: &HashSet<&str>) -> io::Result<Survey> {
    let our_folders: HashSet<&str> = ours.iter().flat_map(|path| above(path)).collect();
    let mut survey = Survey::default();
    let walk = WalkDir::new(output).min_depth(1).follow_links(false).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() != 1 || entry.file_name() != STAGING) {
        let entry = entry?;
        let Some(path) = entry.path().strip_prefix(output).ok().and_then(Path::to_str) else {
            survey.holds_more = true;
            continue;
        };
        if entry.file_type().is_file() {
            if !ours.contains(path) {
                survey.files.push(path.into());
            }
        } else if !entry.file_type().is_dir() || !our_folders.contains(path) {
            survey.holds_more = true;
        }
    }
    Ok(survey)
}
