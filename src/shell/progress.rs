//! What is being done, and how long each stage took.

use std::fmt::Write as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Desk, Device, mutter};
use crate::Stage;

/// Work that is done sooner needs no line.
const PATIENCE: Duration = Duration::from_secs(1);

/// Follows a build from stage to stage.
pub struct Progress {
    started: Instant,
    entered: Vec<(Stage, Instant)>,
    line: Option<Line>,
}

/// How long each stage of a build took, and all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timings {
    stages: Vec<(Stage, Duration)>,
    total: Duration,
}

impl Progress {
    /// Begins to follow; a line is only shown to somebody who watches and wants to be told.
    pub fn start(desk: &Desk<'_>) -> Progress {
        let is_watched = desk.surroundings.stderr == Device::Terminal && !desk.manner.quiet;
        Progress { started: Instant::now(), entered: Vec::new(), line: is_watched.then(Line::start).flatten() }
    }

    /// Notes that a stage begins.
    pub fn enter(&mut self, stage: Stage) {
        self.entered.push((stage, Instant::now()));
        if let Some(line) = &self.line {
            line.say(stage.words());
        }
    }

    /// Takes the line away and tells how long it all took.
    pub fn finish(self) -> Timings {
        drop(self.line);
        let end = Instant::now();
        let ends = self.entered.iter().skip(1).map(|(_, start)| *start).chain([end]);
        let stages = self.entered.iter().zip(ends).map(|((stage, start), end)| (*stage, end.duration_since(*start))).collect();
        Timings { stages, total: end.duration_since(self.started) }
    }
}

impl Timings {
    /// A line for each stage, and one for all.
    pub fn table(&self) -> String {
        let rows = self.stages.iter().map(|(stage, took)| (stage.words(), *took)).chain([("in all", self.total)]);
        let mut table = String::new();
        for (words, took) in rows {
            // Writing to a string cannot fail.
            let _ = writeln!(table, "{words:<26}{:>9.1} ms", took.as_secs_f64() * 1000.0);
        }
        table
    }

    /// The whole time in seconds.
    pub fn total(&self) -> String {
        format!("{:.2} s", self.total.as_secs_f64())
    }
}

/// One line on the terminal, rewritten by a thread of its own while the work goes on.
struct Line {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Doing(&'static str),
    Done,
}

impl Line {
    /// `None` if the machine has no thread to spare: a line is not worth failing for.
    fn start() -> Option<Line> {
        let shared = Arc::new(Shared { state: Mutex::new(State::Doing("")), changed: Condvar::new() });
        let theirs = Arc::clone(&shared);
        let writer = std::thread::Builder::new().spawn(move || theirs.write()).ok()?;
        Some(Line { shared, writer: Some(writer) })
    }

    fn say(&self, words: &'static str) {
        self.shared.set(State::Doing(words));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.shared.set(State::Done);
        if let Some(writer) = self.writer.take() {
            // Should it have panicked, the line is gone all the same.
            let _ = writer.join();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        *self.state() = state;
        self.changed.notify_all();
    }

    /// Waits until work has lasted long enough, then shows each stage until all is done.
    fn write(&self) {
        let is_busy = |state: &mut State| *state != State::Done;
        let (mut state, _) = self.changed.wait_timeout_while(self.state(), PATIENCE, is_busy).unwrap_or_else(PoisonError::into_inner);
        let mut is_shown = false;
        while let State::Doing(words) = *state {
            mutter(&format!("\r{words} …\u{1b}[K"));
            is_shown = true;
            let shown = *state;
            state = self.changed.wait_while(state, |state| *state == shown).unwrap_or_else(PoisonError::into_inner);
        }
        if is_shown {
            mutter("\r\u{1b}[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timings_stand_in_columns() {
        let timings = Timings {
            stages: vec![(Stage::Read, Duration::from_micros(12_340)), (Stage::Check, Duration::from_millis(1_200))],
            total: Duration::from_micros(1_212_340),
        };
        let expected = "\
reading files                  12.3 ms
checking                     1200.0 ms
in all                       1212.3 ms
";
        assert_eq!(timings.table(), expected);
        assert_eq!(timings.total(), "1.21 s");
    }
}
