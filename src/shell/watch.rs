//! Waiting until something in a site folder has changed, whatever the file system and however the change is made.
//!
//! An event is a doorbell, not a message: it says where to look, and never what is there. So nothing depends on the order of events, and
//! an event too many costs time and nothing else. What rings during a look rings again after it.

mod gathered;
mod native;
mod place;
mod poll;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::session::Look;
use crate::source::{Content, Origin, SourceTree, walk};
use gathered::{Due, Gathered};

/// Where a site's files lie, below its root.
const TOPS: [&str; 4] = ["content", "themes", "kinds", "static"];

/// How often a root that is gone is looked for.
const GONE: Duration = Duration::from_millis(500);

/// An event for a file in `.sare/` must have come after so long, else this file system rings no bell.
const PROOF: Duration = Duration::from_millis(500);

/// How changes are to be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// By what the system tells, where it tells anything.
    Events,
    /// By looking again and again.
    Polling,
}

/// Watches a site folder.
pub struct Watch {
    root: PathBuf,
    bell: Arc<Bell>,
    watcher: Watcher,
    /// Why this watches by polling though nobody wished it, until that is told.
    news: Option<String>,
    /// Until when the system's events must have proved themselves.
    proof: Option<native::Proof>,
}

enum Watcher {
    Native(native::Native),
    Polling,
}

/// Do events come where they should?
enum Hearing {
    Sound,
    Deaf,
}

/// Where to look, and since when.
#[derive(Debug)]
pub struct Ring {
    /// `None` is everywhere.
    paths: Option<Vec<PathBuf>>,
    pub since: Instant,
}

impl Ring {
    /// The paths of the files that differ between what was and what is now, as they are printed.
    pub fn changed(&self, before: &SourceTree, now: &SourceTree) -> Vec<String> {
        let differs = |path: &str| {
            let content = |tree: &SourceTree| tree.find(path).map(|file| tree.file(file).content.clone());
            // Of what is only copied nothing but the length is known.
            matches!(content(now), Some(Content::Unread(_))) || content(before) != content(now)
        };
        match &self.paths {
            Some(paths) => {
                let below = paths.iter().filter_map(|path| path.strip_prefix(&now.root).ok());
                let names = below.map(|path| path.to_string_lossy().replace('\\', "/"));
                let changed: Vec<String> = names.filter(|path| differs(path)).collect();
                // A link's target rings by its own name.
                if changed.is_empty() { differences(before, now) } else { changed }
            }
            None => differences(before, now),
        }
    }

    /// Where a session should look.
    pub fn look(&self) -> Look<'_> {
        self.paths.as_deref().map_or(Look::Everywhere, Look::At)
    }
}

/// Ends a watch from another thread.
#[derive(Clone)]
pub struct Ender(Arc<Bell>);

impl Ender {
    /// Ends the watch.
    pub fn end(&self) {
        self.0.ring(|gathered| gathered.is_over = true);
    }
}

/// What has rung, shared with those who ring.
#[derive(Default)]
struct Bell {
    gathered: Mutex<Gathered>,
    rung: Condvar,
}

impl Bell {
    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self, note: impl FnOnce(&mut Gathered)) {
        note(&mut self.gathered());
        self.rung.notify_all();
    }
}

impl Watch {
    /// Watches the site in `root`, which is absolute. The first thing to do is to look everywhere, for what changed before.
    pub fn start(root: &Path, wish: Wish) -> Watch {
        let bell = Arc::new(Bell::default());
        let mut watch = Watch { root: root.to_owned(), bell, watcher: Watcher::Polling, news: None, proof: None };
        match (wish, place::deaf(root)) {
            (Wish::Polling, _) => watch.poll(None),
            (Wish::Events, Some(why)) => watch.poll(Some(why)),
            (Wish::Events, None) => match native::Native::start(root, watch.bell.clone()) {
                Ok(mut native) => {
                    watch.proof = native::Proof::ask(root, &mut native);
                    watch.watcher = Watcher::Native(native);
                }
                Err(why) => watch.poll(Some(why)),
            },
        }
        watch.bell.ring(Gathered::everywhere_now);
        watch
    }

    /// What somebody should be told about how this watches, once.
    pub fn news(&mut self) -> Option<String> {
        self.news.take()
    }

    /// Something that can end the watch.
    pub fn ender(&self) -> Ender {
        Ender(self.bell.clone())
    }

    /// Rings once more after a while, for a look that failed.
    pub fn again(&self) {
        std::thread::sleep(GONE);
        self.bell.ring(Gathered::everywhere_now);
    }

    fn poll(&mut self, why: Option<String>) {
        self.news = why.map(|why| format!("{why}: looking for changes twice a second instead"));
        self.watcher = Watcher::Polling;
        poll::start(self.root.clone(), Arc::downgrade(&self.bell));
    }

    /// Waits for the next thing to look at; `None` once the watch has been ended.
    pub fn next(&mut self) -> Option<Ring> {
        let ring = self.wait()?;
        if ring.paths.is_some() {
            return Some(ring);
        }
        // Folders may be new: they are watched before they are looked at, so that nothing is missed in between.
        while let Watcher::Native(native) = &mut self.watcher {
            match native.watch_all() {
                Ok(()) => break,
                Err(native::Failure::Gone) => {
                    if self.sleep_or_end(GONE) {
                        return None;
                    }
                }
                Err(native::Failure::Deaf(why)) => self.poll(Some(why)),
            }
        }
        Some(ring)
    }

    fn wait(&mut self) -> Option<Ring> {
        let bell = self.bell.clone();
        let mut gathered = bell.gathered();
        loop {
            if gathered.is_over {
                return None;
            }
            let now = Instant::now();
            let due = match gathered.due(now) {
                Due::Now => return Some(gathered.take(now)),
                Due::At(then) => Some(then),
                Due::Never => None,
            };
            if let Some(proof) = self.proof.take_if(|proof| proof.has_come(&gathered) || proof.until <= now) {
                let verdict = if proof.has_come(&gathered) { Hearing::Sound } else { Hearing::Deaf };
                drop(gathered);
                self.heed(proof, verdict);
                gathered = bell.gathered();
                continue;
            }
            let wake = due.into_iter().chain(self.proof.as_ref().map(|proof| proof.until)).min();
            gathered = match wake {
                Some(then) => {
                    let wait = then.saturating_duration_since(now);
                    bell.rung.wait_timeout(gathered, wait).unwrap_or_else(PoisonError::into_inner).0
                }
                None => bell.rung.wait(gathered).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Draws the conclusion from whether a file in `.sare/` rang.
    fn heed(&mut self, proof: native::Proof, hearing: Hearing) {
        match (&mut self.watcher, hearing) {
            (Watcher::Native(native), Hearing::Sound) => proof.end(native),
            (Watcher::Native(_), Hearing::Deaf) => self.poll(Some("this file system does not tell of changes".to_owned())),
            (Watcher::Polling, _) => {}
        }
    }

    /// Waits a while; tells whether the watch has been ended meanwhile.
    fn sleep_or_end(&self, while_: Duration) -> bool {
        let gathered = self.bell.gathered();
        let is_going_on = |gathered: &mut Gathered| !gathered.is_over;
        let (gathered, _) = self.bell.rung.wait_timeout_while(gathered, while_, is_going_on).unwrap_or_else(PoisonError::into_inner);
        gathered.is_over
    }
}

/// The files of two trees that are not the same, in the order of their paths.
fn differences(before: &SourceTree, now: &SourceTree) -> Vec<String> {
    let own = |tree: &'_ SourceTree| -> BTreeMap<String, Content> {
        let files = tree.files().filter(|(_, file)| file.origin == Origin::Site);
        files.map(|(_, file)| (file.path.to_string(), file.content.clone())).collect()
    };
    let (before, now) = (own(before), own(now));
    let changed = now.iter().filter(|(path, content)| before.get(*path).is_none_or(|known| !is_same(known, content)));
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let mut names: Vec<String> = changed.map(|(path, _)| path.clone()).chain(gone.cloned()).collect();
    names.sort_unstable();
    names
}

/// Files that nobody touched are the same in memory.
fn is_same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Text(one), Content::Text(other)) => Arc::ptr_eq(one, other) || one == other,
        (Content::Bytes(one), Content::Bytes(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => one == other,
    }
}

/// May a change of this file matter to the site?
fn matters(path: &Path, root: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    below.as_os_str().is_empty() || walk::is_part(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_part_of_the_site_does_not_matter() {
        let check = |path: &str, expected: bool| assert_eq!(matters(Path::new(path), Path::new("/s")), expected, "{path}");
        for path in ["/s/content/a.md", "/s/sare.toml", "/s/content", "/s/themes/eko/x.css", "/s/static/.well-known/x", "/s"] {
            check(path, true);
        }
        for path in ["/s/output/index.html", "/s/.sare/x", "/s/content/.a.md.swp", "/s/content/a.md~", "/s/README.md", "/t/content/a.md"] {
            check(path, false);
        }
    }
}
