//! Exchanges the whole output folder for a new one, in one step.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use walkdir::WalkDir;

use super::Manifest;
use super::folder::Folder;
use super::place::{Own, at, remove};
use super::plan::{Output, Plan, Record, State};
use super::staging::SITE;
use super::survey::Survey;

/// Below this many changes, to rename each file is quicker than to make the whole folder anew.
const FEW: usize = 200;

/// Where the old output waits if the system cannot exchange two folders.
const OLD: &str = "old";

/// Is so much changed that the folder is better exchanged?
pub(super) fn pays(plan: &Plan, records: &[Record]) -> bool {
    let changes = plan.written.len() + plan.removed.len();
    changes > FEW && changes * 4 > records.len()
}

/// Can a folder of the same look stand in for the output folder? Not if it has other rights or another owner.
pub(super) fn is_fitting(staging: &Path, output: &Path) -> io::Result<bool> {
    let look = |path: &Path| fs::metadata(path).map(|metadata| (metadata.uid(), metadata.gid(), metadata.mode()));
    Ok(!staging.starts_with(output) && look(&staging.join(SITE))? == look(output)?)
}

/// Completes the staged folder by second names for all that stays: our unchanged files and everyone else's.
pub(super) fn fill(folder: &Folder, output: &Output, records: &[Record], survey: &Survey) -> Result<(), Errno> {
    let kept = records.par_iter().filter(|record| record.state == State::Kept).map(|record| &*record.path);
    let others = survey.files.par_iter().map(|path| &**path);
    kept.chain(others).try_for_each(|path| folder.link(output.fd(), path))
}

/// Which folder this is: its device and number.
pub(super) fn identity(folder: &Path) -> Option<(u64, u64)> {
    fs::metadata(folder).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Puts the staged folder in the place of the output, whether there is one or not.
///
/// # Errors
/// The system refuses; the output folder is as it was.
pub(super) fn exchange(own: &Own, staging: &Path) -> io::Result<()> {
    let site = staging.join(SITE);
    if !own.output.exists() {
        return fs::rename(&site, &own.output).map_err(|error| at(&own.output, error));
    }
    match renameat_with(CWD, &site, CWD, &own.output, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => step_aside(own, staging),
        Err(error) => Err(at(&own.output, error.into())),
    }
}

/// The same in two steps, between which there is no output for a moment.
pub(super) fn step_aside(own: &Own, staging: &Path) -> io::Result<()> {
    let old = staging.join(OLD);
    fs::rename(&own.output, &old)?;
    fs::rename(staging.join(SITE), &own.output).inspect_err(|_| {
        let _ = fs::rename(&old, &own.output);
    })
}

/// What is known of a swap that the journal says had begun.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    NotYet,
    /// The old output is out of the way, and the new one is not in its place.
    Halfway,
    Done,
}

/// Looks how far a swap to the folder `next` came.
pub(super) fn progress(own: &Own, staging: &Path, next: (u64, u64)) -> Progress {
    match identity(&own.output) {
        Some(now) if now == next => Progress::Done,
        None if identity(&staging.join(SITE)) == Some(next) && staging.join(OLD).is_dir() => Progress::Halfway,
        _ => Progress::NotYet,
    }
}

/// Clears the old output away after a swap. What somebody put there in the last moment moves into the new one.
pub(super) fn sweep(own: &Own, staging: &Path, manifest: &Manifest) -> io::Result<()> {
    for old in [staging.join(SITE), staging.join(OLD)] {
        if !old.is_dir() {
            continue;
        }
        for entry in WalkDir::new(&old).contents_first(true).follow_links(false) {
            let entry = entry?;
            let below = entry.path().strip_prefix(&old).unwrap_or(entry.path());
            if entry.file_type().is_dir() {
                // One that is not empty holds what could not be moved, and stays for the end.
                let _ = fs::remove_dir(entry.path());
                continue;
            }
            let new = own.output.join(below);
            let is_ours = below.to_str().is_some_and(|path| manifest.get(path).is_some());
            if is_ours || new.symlink_metadata().is_ok() {
                remove(entry.path())?;
            } else {
                fs::create_dir_all(new.parent().unwrap_or(&own.output))?;
                fs::rename(entry.path(), &new)?;
            }
        }
    }
    Ok(())
}

/// The paths of ours that lie in the output folder now.
pub(super) fn ours<'a>(manifest: &'a Manifest, records: &'a [Record], plan: &'a Plan) -> HashSet<&'a str> {
    let left: HashSet<&str> = plan.left.iter().map(|path| &**path).collect();
    // What was changed by somebody is somebody's now.
    let listed = manifest.paths().filter(|path| !left.contains(path));
    listed.chain(records.iter().map(|record| &*record.path)).collect()
}
