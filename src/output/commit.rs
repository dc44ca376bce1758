//! Carries out a plan under a journal, and completes one that was cut short.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{Access, AtFlags, Mode, accessat, mkdirat, renameat, statat, unlinkat};
use rustix::io::Errno;

use super::folder;
use super::journal::{Journal, Step, Work};
use super::lock::Lock;
use super::manifest::Saved;
use super::place::{Own, above, at, clear, draft_of, remove};
use super::plan::{Output, Plan, Record};
use super::staging::{SITE, Staging};
use super::survey::survey;
use super::swap::{self, Progress};
use super::{Changes, Manifest, OutputPlace};

/// What there was to recover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// The last command ended well.
    Nothing,
    /// It died before it changed the output; what it had staged is gone.
    Cleared,
    /// It died while it changed the output, which is now as it meant it to be.
    Completed,
}

/// Completes, at the start of a command, what an earlier one left half done in the output folder.
///
/// # Errors
/// `ResourceBusy` where another build is running; the disk does not do as it is told.
pub fn recover(place: &OutputPlace) -> io::Result<Recovered> {
    if !place.memory.is_dir() {
        return Ok(Recovered::Nothing);
    }
    let _lock = Lock::take(&place.memory)?;
    recover_locked(&Own::of(place)?)
}

/// The same, for whoever holds the lock.
pub(super) fn recover_locked(own: &Own) -> io::Result<Recovered> {
    let mut recovered = Recovered::Nothing;
    let stagings = own.stagings();
    if let Some(journal) = Journal::load(&own.journal())? {
        let staging = &stagings[journal.staging];
        // Without its manifest the work had been done to the end, or had not been begun.
        if own.next_manifest().exists() && has_begun(own, staging, &journal.work) {
            complete(own, staging, &journal.work)?;
            recovered = Recovered::Completed;
        }
    }
    remove(&own.journal())?;
    remove(&own.next_manifest())?;
    for file in [own.journal(), own.manifest(), own.next_manifest()] {
        remove(&draft_of(&file))?;
    }
    for staging in stagings.iter().filter(|staging| staging.symlink_metadata().is_ok()) {
        clear(staging).map_err(|error| at(staging, error))?;
        recovered = if recovered == Recovered::Nothing { Recovered::Cleared } else { recovered };
    }
    Ok(recovered)
}

/// Must the work be completed, and can it be? A swap that had not begun may as well be forgotten: the output is the last good one.
fn has_begun(own: &Own, staging: &Path, work: &Work) -> bool {
    match work {
        Work::Swap { next } => swap::progress(own, staging, *next) != Progress::NotYet,
        // Without the one there is nothing to change, without the other nothing to change it to.
        Work::Steps(_) => own.output.is_dir() && staging.join(SITE).is_dir(),
    }
}

/// Does the rest of a journal's work, from wherever it stands.
fn complete(own: &Own, staging: &Path, work: &Work) -> io::Result<()> {
    match work {
        Work::Swap { next } => {
            if swap::progress(own, staging, *next) == Progress::Halfway {
                fs::rename(staging.join(SITE), &own.output).map_err(|error| at(&own.output, error))?;
            }
            swap::sweep(own, staging, &Manifest::read(&own.manifest())?)?;
        }
        Work::Steps(steps) => take(steps, own, staging)?,
    }
    fs::rename(own.next_manifest(), own.manifest()).map_err(|error| at(&own.manifest(), error))?;
    remove(&own.journal())
}

/// Does what the plan says.
pub(super) fn carry_out(mut staging: Staging, records: Vec<Record>, plan: Plan) -> io::Result<Changes> {
    let left = match &staging.output {
        Some(output) if !staging.manifest.is_known() => strangers(output, &records, &plan)?,
        _ => plan.left.clone(),
    };
    let unchanged = records.len() - plan.written.len();
    let work = if plan.written.is_empty() && plan.removed.is_empty() { None } else { Some(prepare(&staging, &records, &plan)?) };
    let mut next = Manifest::of(records.into_iter().map(|record| (record.path, record.entry)).collect());
    if let Some(work) = work {
        next.save(&staging.own.next_manifest())?;
        apply(&mut staging, work, &plan).inspect_err(|_| {
            if !staging.base.is_wanted {
                let _ = remove(&staging.own.journal()).and_then(|()| remove(&staging.own.next_manifest()));
            }
        })?;
        next.saved = Saved::at(&staging.own.manifest());
    } else if staging.manifest.is_known() && next.entries() == staging.manifest.entries() {
        next.saved = staging.manifest.saved;
    } else {
        next.save(&staging.own.manifest())?;
        next.saved = Saved::at(&staging.own.manifest());
    }
    Ok(Changes { written: plan.written, removed: plan.removed, unchanged, left, manifest: next })
}

/// Without a manifest: the files that may be an earlier build's. What is hidden, like the `.git` of a folder under version control, is not.
fn strangers(output: &Output, records: &[Record], plan: &Plan) -> io::Result<Vec<Box<str>>> {
    let mut files = survey(&output.path, &swap::ours(&Manifest::default(), records, plan))?.files;
    files.retain(|path| !path.split('/').any(|part| part.starts_with('.')));
    Ok(files)
}

/// Chooses how to do it, and makes the staged folder ready.
fn prepare(staging: &Staging, records: &[Record], plan: &Plan) -> io::Result<Work> {
    let base = &staging.base.path;
    let whole = || swap::identity(&base.join(SITE)).map(|next| Work::Swap { next });
    let Some(output) = &staging.output else {
        return whole().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
    };
    if swap::pays(plan, records) && swap::is_fitting(base, &output.path)? {
        let others = survey(&output.path, &swap::ours(&staging.manifest, records, plan))?;
        if !others.holds_more && swap::fill(&staging.folder, output, records, &others).is_ok() {
            return whole().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
        }
    }
    Ok(Work::Steps(steps(plan)))
}

/// Does the work under a journal.
fn apply(staging: &mut Staging, mut work: Work, plan: &Plan) -> io::Result<()> {
    let at = staging.own.stagings().iter().position(|known| *known == staging.base.path).unwrap_or_default();
    let base = staging.base.path.clone();
    if matches!(work, Work::Swap { .. }) {
        let journal = Journal { staging: at, work };
        journal.save(&staging.own.journal())?;
        work = match (swap::exchange(&staging.own, &base), &staging.output) {
            (Ok(()), _) => journal.work,
            (Err(error), None) => return Err(error),
            (Err(error), Some(_)) if !staging.own.output.exists() => {
                staging.base.is_wanted = true;
                return Err(unfinished(&error));
            }
            // The folder above is not ours to change, or is another file system's: its files may still be.
            (Err(_), Some(_)) => Work::Steps(steps(plan)),
        };
    }
    if let (Work::Steps(_), Some(output)) = (&work, &staging.output) {
        is_writable(output, plan)?;
        let journal = Journal { staging: at, work };
        journal.save(&staging.own.journal())?;
        work = journal.work;
    }
    staging.base.is_wanted = true;
    complete(&staging.own, &base, &work).map_err(|error| {
        io::Error::new(error.kind(), format!("{error}; the output is half changed, and the next command will complete it"))
    })?;
    staging.base.is_wanted = false;
    Ok(())
}

fn unfinished(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{error}; the output is half changed, and the next command will complete it"))
}

/// The plan as steps: first what stands in the way, then what pages refer to, then pages, and at last what nobody refers to any more.
fn steps(plan: &Plan) -> Vec<Step> {
    let folders: HashSet<&str> = plan.written.iter().flat_map(|path| above(path)).collect();
    let written: HashSet<&str> = plan.written.iter().map(|path| &**path).collect();
    let is_in_the_way = |path: &str| folders.contains(path) || above(path).any(|folder| written.contains(folder));
    let is_page = |path: &str| path.ends_with(".html");
    let mut steps = Vec::with_capacity(plan.removed.len() + plan.written.len());
    steps.extend(plan.removed.iter().filter(|path| is_in_the_way(path)).cloned().map(Step::Remove));
    steps.extend(plan.written.iter().filter(|path| !is_page(path)).cloned().map(Step::Place));
    steps.extend(plan.written.iter().filter(|path| is_page(path)).cloned().map(Step::Place));
    steps.extend(plan.removed.iter().filter(|path| !is_in_the_way(path)).cloned().map(Step::Remove));
    steps
}

/// Asks, before anything is changed, whether all of it may be.
fn is_writable(output: &Output, plan: &Plan) -> io::Result<()> {
    let mut asked = HashSet::new();
    for path in plan.written.iter().chain(&plan.removed) {
        for folder in std::iter::once(".").chain(above(path)) {
            if asked.insert(folder) {
                // With the dot at the end, a file in a folder's place is none that is asked for its rights.
                match accessat(&output.fd, format!("{folder}/."), Access::WRITE_OK | Access::EXEC_OK, AtFlags::empty()) {
                    Ok(()) | Err(Errno::NOENT | Errno::NOTDIR) => {}
                    Err(error) => return Err(at(&output.path.join(folder), error.into())),
                }
            }
        }
    }
    Ok(())
}

/// Takes the steps. Each may have been taken before.
fn take(steps: &[Step], own: &Own, staging: &Path) -> io::Result<()> {
    let output = folder::open(&own.output)?;
    let site = folder::open(&staging.join(SITE))?;
    for step in steps {
        match step {
            Step::Remove(path) => match unlinkat(&output, &**path, AtFlags::empty()) {
                Ok(()) | Err(Errno::NOENT | Errno::NOTDIR) => prune(&output, path),
                // A folder has taken its place since.
                Err(Errno::ISDIR | Errno::PERM) if own.output.join(&**path).is_dir() => {}
                Err(error) => return Err(at(&own.output.join(&**path), error.into())),
            },
            Step::Place(path) => place(&site, &output, path).map_err(|error| at(&own.output.join(&**path), error.into()))?,
        }
    }
    Ok(())
}

/// Removes the folders above `path` that are now empty. Whatever speaks against it is a reason to leave them.
fn prune(output: &OwnedFd, path: &str) {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        match unlinkat(output, above, AtFlags::REMOVEDIR) {
            Ok(()) | Err(Errno::NOENT) => folder = above,
            Err(_) => return,
        }
    }
}

/// Renames a staged file into place; one that is not staged any more is there already.
fn place(site: &OwnedFd, output: &OwnedFd, path: &str) -> Result<(), Errno> {
    match renameat(site, path, output, path) {
        Err(Errno::NOENT) if statat(site, path, AtFlags::SYMLINK_NOFOLLOW).is_ok() => {
            for folder in above(path) {
                match mkdirat(output, folder, Mode::from_raw_mode(0o777)) {
                    Ok(()) | Err(Errno::EXIST) => {}
                    Err(error) => return Err(error),
                }
            }
            renameat(site, path, output, path)
        }
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
