//! What the terminal, or another program, is told while a site is watched: each change in a line, each fault once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::finding;
use super::{Desk, Device, counted, grouped, mutter};
use crate::diag::Diagnostic;
use crate::diag::draw::{Style, draw};
use crate::diag::summary::{select, summary};
use crate::registry::editor::Editor;
use crate::source::SourceTree;

/// Files or pages of a change that are named; of more, their number is said.
const NAMED: usize = 3;

/// Faults that are drawn at a time: more than a screen or two nobody reads.
const MOST: usize = 50;

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// In words, on standard error.
    Words(Style),
    /// In words, to whoever reads a pipe or a file: where it runs and what is wrong, but no line for each change.
    Calm(Style),
    /// In words, and only what is wrong.
    Terse(Style),
    /// An object a line, on standard output.
    Json,
}

/// Which look at the site found something: a fault that rendering found is not mended because a check does not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    Checking,
    Rendering,
}

/// Tells what changes and what is wrong, each once.
pub struct Told {
    voice: Voice,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    pending: Option<Change>,
    known: BTreeMap<By, BTreeSet<Fault>>,
}

/// A fault as it is recognised again though the lines above it change: its file, code and headline.
type Fault = (String, &'static str, String);

/// A change of the site.
pub struct Change {
    number: u64,
    files: Vec<String>,
    /// What became of it.
    what: String,
    took: Duration,
    looked_at: BTreeSet<String>,
}

impl Change {
    /// The change of `files` that led to the edition `number`, what was done about it, and how long that took.
    pub fn new(number: u64, files: &[String], what: &str, took: Duration) -> Change {
        Change { number, files: files.to_vec(), what: what.to_owned(), took, looked_at: BTreeSet::new() }
    }
}

impl Voice {
    /// The voice for people.
    pub fn of(desk: &Desk<'_>) -> Voice {
        match desk.surroundings.stderr {
            _ if desk.manner.quiet => Voice::Terse(desk.style()),
            Device::Terminal => Voice::Words(desk.style()),
            Device::Other if desk.manner.verbose => Voice::Words(desk.style()),
            Device::Other => Voice::Calm(desk.style()),
        }
    }
}

impl Told {
    /// Tells in this voice.
    pub fn new(voice: Voice) -> Told {
        Told { voice, state: Mutex::default() }
    }

    /// Says something that is no fault of the content; `event` names it for programs.
    pub fn say(&self, event: &str, words: &str, data: Value) {
        match self.voice {
            Voice::Words(_) | Voice::Calm(_) => mutter(&format!("{words}\n")),
            Voice::Terse(_) => {}
            Voice::Json => {
                let mut object = json!({ "event": event });
                if let (Some(object), Value::Object(data)) = (object.as_object_mut(), data) {
                    object.extend(data);
                }
                print(&object);
            }
        }
    }

    /// Says what went wrong in the machine.
    pub fn warn(&self, words: &str) {
        match self.voice {
            Voice::Json => print(&json!({ "event": "warning", "message": words })),
            Voice::Words(_) | Voice::Calm(_) | Voice::Terse(_) => mutter(&format!("warning: {words}\n")),
        }
    }

    /// Notes a change; it is told together with the pages that are looked at.
    pub fn changed(&self, change: Change) {
        let mut state = self.state();
        self.tell(state.pending.take());
        if self.voice == Voice::Json {
            let milliseconds = change.took.as_secs_f64() * 1000.0;
            print(&json!({ "event": "edition", "number": change.number, "changed": change.files, "milliseconds": milliseconds }));
        }
        state.pending = Some(change);
    }

    /// Notes that somebody looks at a page.
    pub fn looked_at(&self, number: u64, address: &str) {
        if let Some(change) = self.state().pending.as_mut().filter(|change| change.number == number) {
            change.looked_at.insert(address.to_owned());
        }
    }

    /// Tells what changed last, if that has not been told.
    pub fn settle(&self) {
        let change = self.state().pending.take();
        self.tell(change);
    }

    fn tell(&self, change: Option<Change>) {
        if let (Some(change), Voice::Words(_)) = (change, self.voice) {
            mutter(&format!("{}\n", words(&change)));
        }
    }

    /// Tells what is wrong now and was not before, and what is mended. `others` is what the other look found last.
    pub fn found(&self, by: By, found: &[Diagnostic], tree: &SourceTree, editor: &Editor) {
        let mut state = self.state();
        self.tell(state.pending.take());
        let fault = |one: &Diagnostic| (tree.path(one.span.file).to_owned(), one.code.name(), one.message.clone());
        let now: BTreeSet<Fault> = found.iter().map(fault).collect();
        let before = state.known.insert(by, now.clone()).unwrap_or_default();
        let (errors, warnings) = finding::counts(found);
        let style = match self.voice {
            Voice::Words(style) | Voice::Calm(style) | Voice::Terse(style) => style,
            Voice::Json => {
                let all: Vec<Value> = found.iter().map(|one| finding::described(one, tree, editor)).collect();
                let by = if by == By::Checking { "checking" } else { "rendering" };
                return print(&json!({ "event": "report", "by": by, "errors": errors, "warnings": warnings, "findings": all }));
            }
        };
        let new: Vec<Diagnostic> = found.iter().filter(|one| !before.contains(&fault(one))).cloned().collect();
        let mended = before.difference(&now).count();
        if !new.is_empty() {
            let shown = select(&new, Some(MOST)).shown;
            let rest = new.len() - shown.len();
            mutter(&draw(shown, tree, style));
            if rest > 0 {
                mutter(&format!("{} more are not shown; `sare check` shows them\n", grouped(rest)));
            }
        }
        if new.is_empty() && mended == 0 {
            return;
        }
        let is_all = state.known.values().all(BTreeSet::is_empty);
        match summary(found, 0) {
            Some(left) if mended > 0 => mutter(&format!("{mended} mended; {left}\n")),
            Some(all) => mutter(&format!("{all}\n")),
            None if is_all => mutter("all mended\n"),
            None => mutter(&format!("{mended} mended\n")),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A change in a line: what changed, how soon it could be seen, and where somebody looks.
fn words(change: &Change) -> String {
    let looked_at: Vec<&String> = change.looked_at.iter().collect();
    let shown = if looked_at.is_empty() { String::new() } else { format!(", shown at {}", named(&looked_at, "page")) };
    let files: Vec<&String> = change.files.iter().collect();
    format!("{} changed: {} in {}{shown}", named(&files, "file"), change.what, time(change.took))
}

/// The first few names, and how many more there are.
fn named(names: &[&String], noun: &str) -> String {
    match names {
        [] => format!("no {noun}"),
        _ if names.len() <= NAMED => names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", "),
        _ => format!("{} and {}", names[0], counted(names.len() - 1, &format!("more {noun}"))),
    }
}

/// A short time as people read it.
pub fn time(took: Duration) -> String {
    match took.as_millis() {
        0..10 => format!("{:.1} ms", took.as_secs_f64() * 1000.0),
        10..1000 => format!("{} ms", took.as_millis()),
        _ => format!("{:.2} s", took.as_secs_f64()),
    }
}

/// Prints an object in a line; who closed the pipe has read enough.
fn print(object: &Value) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{object}").and_then(|()| stdout.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(files: &[&str], looked_at: &[&str]) -> Change {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut change = Change::new(2, &owned(files), "ready", Duration::from_micros(7_400));
        change.looked_at.extend(owned(looked_at));
        change
    }

    #[test]
    fn a_change_is_told_in_a_line() {
        let one = words(&change(&["content/a.md"], &["/a/", "/es/a/"]));
        assert_eq!(one, "content/a.md changed: ready in 7.4 ms, shown at /a/, /es/a/");
        let many = words(&change(&["content/a.md", "b", "c", "d"], &[]));
        assert_eq!(many, "content/a.md and 3 more files changed: ready in 7.4 ms");
    }

    #[test]
    fn times_are_as_exact_as_they_need_be() {
        let check = |millis: u64, expected: &str| assert_eq!(time(Duration::from_millis(millis)), expected);
        check(3, "3.0 ms");
        check(42, "42 ms");
        check(1234, "1.23 s");
    }
}
