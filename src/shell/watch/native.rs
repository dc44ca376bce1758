//! What the system tells of changes, through `notify`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::gathered::{Gathered, Sort};
use super::{Bell, PROOF, TOPS, matters};

/// The system's own watching.
pub struct Native {
    root: PathBuf,
    watcher: RecommendedWatcher,
}

/// Why a folder could not be watched.
pub enum Failure {
    /// The site's folder is not there, for now.
    Gone,
    /// The system does not tell; the words say why.
    Deaf(String),
}

impl Native {
    /// Watches a site; the error says in words why that cannot be.
    pub fn start(root: &Path, bell: Arc<Bell>) -> Result<Native, String> {
        let own = root.to_owned();
        let tell = move |event: notify::Result<Event>| match event {
            // Most events are of files that are read, by us not least.
            Ok(event) if is_noise(&event) => {}
            Ok(event) => {
                let now = Instant::now();
                bell.ring(|gathered| note(&event, &own, gathered, now));
            }
            Err(_) => bell.ring(|gathered| gathered.everywhere(Instant::now())),
        };
        let watcher = notify::recommended_watcher(tell).map_err(|err| reason(&err))?;
        let mut native = Native { root: root.to_owned(), watcher };
        match native.watch_all() {
            Ok(()) | Err(Failure::Gone) => Ok(native),
            Err(Failure::Deaf(why)) => Err(why),
        }
    }

    /// Watches every folder that there is; those that are watched already cost little. When this returns no event is outstanding that a
    /// new folder brought about.
    pub fn watch_all(&mut self) -> Result<(), Failure> {
        let root = self.root.clone();
        if !root.is_dir() {
            return Err(Failure::Gone);
        }
        self.watch(&root, RecursiveMode::NonRecursive)?;
        for top in TOPS {
            let folder = root.join(top);
            // A link to a folder is no part of the site.
            if fs::symlink_metadata(&folder).is_ok_and(|it| it.is_dir()) {
                match self.watch(&folder, RecursiveMode::Recursive) {
                    // It went away between the two calls, and will ring when it comes back.
                    Ok(()) | Err(Failure::Gone) => {}
                    Err(deaf) => return Err(deaf),
                }
            }
        }
        Ok(())
    }

    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Failure> {
        self.watcher.watch(folder, mode).map_err(|err| match &err.kind {
            notify::ErrorKind::PathNotFound => Failure::Gone,
            notify::ErrorKind::Io(cause) if cause.kind() == std::io::ErrorKind::NotFound => Failure::Gone,
            _ => Failure::Deaf(reason(&err)),
        })
    }
}

/// Why the system does not tell, in words.
fn reason(err: &notify::Error) -> String {
    match &err.kind {
        notify::ErrorKind::MaxFilesWatch => "the system watches no more folders (on Linux, raise fs.inotify.max_user_watches)".to_owned(),
        notify::ErrorKind::Io(cause) => format!("the system does not tell of changes ({cause})"),
        _ => format!("the system does not tell of changes ({err})"),
    }
}

fn is_noise(event: &Event) -> bool {
    let is_reading = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
    is_reading && !event.need_rescan()
}

/// Notes an event.
fn note(event: &Event, root: &Path, gathered: &mut Gathered, now: Instant) {
    if event.need_rescan() {
        gathered.everywhere(now);
    }
    for (at, path) in event.paths.iter().enumerate() {
        if path.strip_prefix(root).is_ok_and(|below| below.starts_with(".sare")) {
            gathered.has_proof = true;
        }
        if !matters(path, root) {
            continue;
        }
        match event.kind {
            EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => gathered.everywhere(now),
            // The root itself: a folder in it came or went, or it did so itself.
            _ if path == root => gathered.everywhere(now),
            EventKind::Create(_) if path.is_dir() => gathered.everywhere(now),
            EventKind::Create(_) => gathered.file(path, Sort::Made, now),
            EventKind::Access(_) => gathered.closed(path, now),
            EventKind::Modify(ModifyKind::Name(mode)) => match (mode, at) {
                // It repeats what the two events before it said.
                (RenameMode::Both, _) if cfg!(target_os = "linux") => {}
                (RenameMode::From, _) | (RenameMode::Both, 0) => gathered.file(path, Sort::Gone, now),
                _ if path.is_dir() => gathered.everywhere(now),
                _ if !path.exists() => gathered.file(path, Sort::Gone, now),
                _ => gathered.file(path, Sort::Settled, now),
            },
            EventKind::Modify(_) if path.is_dir() => {}
            EventKind::Modify(ModifyKind::Metadata(_)) => gathered.file(path, Sort::Settled, now),
            EventKind::Modify(_) => gathered.file(path, Sort::Changing, now),
            EventKind::Remove(_) => gathered.file(path, Sort::Gone, now),
            EventKind::Any | EventKind::Other => gathered.everywhere(now),
        }
    }
}

/// A file in `.sare/` whose making must ring.
pub struct Proof {
    pub until: Instant,
    file: PathBuf,
}

impl Proof {
    /// Makes the file; `None` where that cannot be, and nothing is proved.
    pub fn ask(root: &Path, native: &mut Native) -> Option<Proof> {
        let folder = root.join(".sare");
        let had_folder = folder.is_dir();
        // In a site that has no memory yet, the folder itself rings.
        if !had_folder {
            // Not with what is above it: a site that was just moved away must not be made again.
            fs::create_dir(&folder).ok()?;
        }
        let proof = Proof { until: Instant::now() + PROOF, file: folder.join("bell") };
        if had_folder {
            native.watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
            File::create(&proof.file).ok()?;
        }
        Some(proof)
    }

    /// Needs no more rings.
    pub fn end(self, native: &mut Native) {
        // Where the folder was new it was not watched.
        let _ = native.watcher.unwatch(&native.root.join(".sare"));
    }

    /// Has it rung?
    pub fn has_come(&self, gathered: &Gathered) -> bool {
        gathered.has_proof
    }
}

impl Drop for Proof {
    fn drop(&mut self) {
        // If it stays, it is in nobody's way.
        let _ = fs::remove_file(&self.file);
    }
}
