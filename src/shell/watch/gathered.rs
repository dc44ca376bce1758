//! What has rung and not been looked at: when is it time to look?
//!
//! A lone save is looked at when it is finished, which is at once where it was renamed into place. Of many changes one waits for the end.
//! A file that is gone may be about to come back, as with editors that move the old one away first, so that is not hurried either.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Ring;

/// After so long without another event, many changes are thought to be over.
const QUIET: Duration = Duration::from_millis(50);

/// A file that is being written is not waited for longer.
const WRITING: Duration = Duration::from_millis(8);

/// However much goes on, it is looked at after this.
const PATIENCE: Duration = Duration::from_secs(1);

/// Of more files than this, looking everywhere is cheaper.
const FEW: usize = 50;

/// What has rung.
#[derive(Debug, Default)]
pub struct Gathered {
    files: BTreeMap<PathBuf, Sort>,
    is_everywhere: bool,
    /// When the first and the last of it rang.
    times: Option<(Instant, Instant)>,
    /// Nothing is worth waiting for.
    is_urgent: bool,
    pub is_over: bool,
    /// A proof that events come at all has come.
    pub has_proof: bool,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It has been made since the last look, perhaps only to be renamed.
    Made,
    /// Its bytes are changing.
    Changing,
    /// It is finished.
    Settled,
    Gone,
}

/// When to look.
#[derive(Debug, PartialEq, Eq)]
pub enum Due {
    Now,
    At(Instant),
    /// Nothing has rung.
    Never,
}

impl Gathered {
    /// Notes that a file rang.
    pub fn file(&mut self, path: &Path, sort: Sort, now: Instant) {
        self.ring(now);
        let known = self.files.get(path).copied();
        match (known, sort) {
            // What came and went, as some editors try out a folder, has never been.
            (Some(Sort::Made), Sort::Gone) => {
                self.files.remove(path);
            }
            (Some(Sort::Made), Sort::Changing) => {}
            // It was there before, and is again.
            (Some(Sort::Gone), Sort::Made) => self.put(path, Sort::Changing),
            _ => self.put(path, sort),
        }
    }

    /// Notes that a file was closed by someone who had written to it.
    pub fn closed(&mut self, path: &Path, now: Instant) {
        match self.files.get(path) {
            // A new file may be renamed yet: it keeps its little wait.
            Some(Sort::Made) => self.ring(now),
            _ => self.file(path, Sort::Settled, now),
        }
    }

    /// Notes that something about whole folders changed, or that nobody knows what.
    pub fn everywhere(&mut self, now: Instant) {
        self.ring(now);
        self.is_everywhere = true;
    }

    /// Wants a look everywhere without any wait.
    pub fn everywhere_now(&mut self) {
        self.everywhere(Instant::now());
        self.is_urgent = true;
    }

    fn put(&mut self, path: &Path, sort: Sort) {
        if !self.is_everywhere {
            self.files.insert(path.to_owned(), sort);
        }
        if self.files.len() > FEW {
            self.files.clear();
            self.is_everywhere = true;
        }
    }

    fn ring(&mut self, now: Instant) {
        if self.files.is_empty() && !self.is_everywhere {
            self.times = None;
        }
        self.times = Some(self.times.map_or((now, now), |(first, _)| (first, now)));
    }

    /// When is it time to look?
    pub fn due(&self, now: Instant) -> Due {
        let Some((first, last)) = self.times.filter(|_| self.is_everywhere || !self.files.is_empty()) else { return Due::Never };
        let lone = if self.files.len() == 1 && !self.is_everywhere { self.files.values().next() } else { None };
        let wait = match lone {
            _ if self.is_urgent => Duration::ZERO,
            Some(Sort::Settled) => Duration::ZERO,
            Some(Sort::Made | Sort::Changing) => WRITING,
            Some(Sort::Gone) | None => QUIET,
        };
        let then = (last + wait).min(first + PATIENCE);
        if then <= now { Due::Now } else { Due::At(then) }
    }

    /// Takes everything that rang.
    pub fn take(&mut self, now: Instant) -> Ring {
        let since = self.times.take().map_or(now, |(first, _)| first);
        let files = std::mem::take(&mut self.files);
        self.is_urgent = false;
        // What is gone may have been a folder.
        let is_everywhere = std::mem::take(&mut self.is_everywhere) || files.values().any(|sort| *sort == Sort::Gone);
        Ring { paths: (!is_everywhere).then(|| files.into_keys().collect()), since }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays events, each with its time in milliseconds, and tells when it is time to look, and at what.
    fn check(events: &[(u64, &str, &str)], expected_at: u64, expected: Option<&[&str]>) {
        let start = Instant::now();
        let at = |millis: u64| start + Duration::from_millis(millis);
        let mut gathered = Gathered::default();
        for (millis, what, path) in events {
            assert_ne!(gathered.due(at(*millis)), Due::Now, "too early, before {what} {path}");
            let path = Path::new(path);
            match *what {
                "made" => gathered.file(path, Sort::Made, at(*millis)),
                "changing" => gathered.file(path, Sort::Changing, at(*millis)),
                "renamed" => gathered.file(path, Sort::Settled, at(*millis)),
                "gone" => gathered.file(path, Sort::Gone, at(*millis)),
                "closed" => gathered.closed(path, at(*millis)),
                _ => gathered.everywhere(at(*millis)),
            }
        }
        let last = events.last().map_or(0, |event| event.0);
        match gathered.due(at(last)) {
            Due::Now => assert_eq!(last, expected_at),
            due => assert_eq!(due, Due::At(at(expected_at))),
        }
        let ring = gathered.take(at(expected_at));
        let paths: Option<Vec<&str>> = ring.paths.as_ref().map(|paths| paths.iter().filter_map(|path| path.to_str()).collect());
        assert_eq!(paths.as_deref(), expected);
        assert_eq!(gathered.due(at(10_000)), Due::Never);
    }

    #[test]
    fn a_file_renamed_into_place_is_looked_at_at_once() {
        check(&[(0, "made", "t"), (1, "changing", "t"), (1, "closed", "t"), (2, "gone", "t"), (2, "renamed", "a")], 2, Some(&["a"]));
        check(&[(5, "renamed", "a")], 5, Some(&["a"]));
    }

    #[test]
    fn a_file_written_in_place_is_looked_at_when_it_is_closed() {
        check(&[(0, "changing", "a"), (1, "changing", "a"), (2, "closed", "a")], 2, Some(&["a"]));
        check(&[(0, "changing", "a"), (3, "changing", "a")], 11, Some(&["a"]));
    }

    #[test]
    fn an_editor_that_moves_the_old_file_away_is_one_save() {
        let vim = [(0, "made", "4913"), (0, "closed", "4913"), (1, "gone", "4913"), (1, "gone", "a"), (2, "made", "a"), (3, "closed", "a")];
        check(&vim, 3, Some(&["a"]));
    }

    #[test]
    fn what_is_gone_for_good_is_looked_for_everywhere() {
        check(&[(0, "gone", "a")], 50, None);
        check(&[(0, "folder", "")], 50, None);
    }

    #[test]
    fn many_changes_are_looked_at_together() {
        check(&[(0, "made", "a"), (0, "made", "b"), (30, "closed", "b")], 80, Some(&["a", "b"]));
        let many: Vec<(u64, String)> = (0..200).map(|at| (at * 4, format!("f{at}"))).collect();
        let events: Vec<(u64, &str, &str)> = many.iter().map(|(at, path)| (*at, "made", &**path)).collect();
        check(&events, 199 * 4 + 50, None);
        let endless: Vec<(u64, &str, &str)> = (0..=33).map(|at| (at * 30, if at % 2 == 0 { "renamed" } else { "changing" }, "b")).collect();
        let endless: Vec<(u64, &str, &str)> = [(0, "made", "a")].into_iter().chain(endless).collect();
        check(&endless, 1000, Some(&["a", "b"]));
    }
}
