//! Looking for mistakes in the background: an edition is checked once nobody waits for a page, then every page of it is rendered, for the
//! faults that only rendering finds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::answer::Counter;
use super::display::{Blank, Display};
use super::findings;
use crate::diag::{Diagnostic, Report};
use crate::session::Edition;
use crate::shell::finding;
use crate::shell::told::By;

/// After a change browsers are answered first, though nobody is kept waiting for long.
const BROWSERS_FIRST: Duration = Duration::from_millis(150);

/// A browser that hears of an edition asks for its page within so long.
const ON_ITS_WAY: Duration = Duration::from_millis(30);

/// Pages are rendered when nothing has been saved for so long, lest every save of a busy writer sets all pages off.
const REST: Duration = Duration::from_millis(700);

/// Pages between two looks at whether somebody waits.
const STRETCH: usize = 16;

/// Examines each edition, for ever.
pub fn examine(counter: &Arc<Counter>) {
    // A pool of its own: in the common one a save would wait until the edition before it is checked.
    match rayon::ThreadPoolBuilder::new().num_threads(1).start_handler(|_| step_back()).build() {
        Ok(pool) => pool.install(|| examine_here(counter)),
        Err(_) => examine_here(counter),
    }
}

fn examine_here(counter: &Arc<Counter>) {
    let display = &counter.display;
    let mut done = 0;
    loop {
        let edition = display.wait_past(done);
        done = edition.number;
        let looked = catch_unwind(AssertUnwindSafe(|| look_over(counter, &edition)));
        if looked.is_err() {
            counter.told.warn("Sare failed while it looked for mistakes; please report this");
        }
    }
}

/// Looks an edition over, for as long as it is the newest.
fn look_over(counter: &Counter, edition: &Arc<Edition>) {
    let display = &counter.display;
    if display.bell.has_listeners() {
        std::thread::sleep(ON_ITS_WAY);
    }
    display.wait_for_calm(BROWSERS_FIRST);
    if !display.is_newest(edition.number) {
        return;
    }
    let Some(checked) = edition.examine(&|| !display.is_newest(edition.number)) else { return };
    let checked = checked.clone().sorted();
    tell(counter, edition, By::Checking, &checked, &checked);
    if !rests(display, edition.number) {
        return;
    }
    if let Some((rendered, blanks)) = render(counter, edition) {
        display.note_rendered(edition.number, rendered.clone(), blanks);
        let all = findings::all(edition, &rendered);
        tell(counter, edition, By::Rendering, &rendered, &all);
    }
}

/// Waits until nothing has been saved for a while; tells whether the edition is the newest still.
fn rests(display: &Display, number: u64) -> bool {
    let end = Instant::now() + REST;
    while display.is_newest(number) && Instant::now() < end {
        std::thread::sleep(ON_ITS_WAY);
    }
    display.is_newest(number)
}

/// Leaves the processor to others where they want it. (On Linux this is of one thread alone.)
fn step_back() {
    #[cfg(target_os = "linux")]
    // Where it is not allowed, examining only disturbs a little more.
    let _ = rustix::process::nice(10);
}

/// Tells the terminal what one look found, and the browsers how much there is in all.
fn tell(counter: &Counter, edition: &Edition, by: By, found: &[Diagnostic], all: &[Diagnostic]) {
    counter.told.found(by, found, &edition.tree, &counter.editor());
    let (errors, warnings) = finding::counts(all);
    counter.display.bell.ring("report", &json!({ "number": edition.number, "errors": errors, "warnings": warnings }));
}

/// Renders every page; gives what that found and how many pages stayed empty, or nothing where a newer edition stands by then.
fn render(counter: &Counter, edition: &Arc<Edition>) -> Option<(Vec<Diagnostic>, usize)> {
    let display = &counter.display;
    let mut report = Report::default();
    let mut blanks = 0;
    for stretch in edition.outputs().chunks(STRETCH) {
        if !display.is_newest(edition.number) {
            return None;
        }
        display.wait_for_calm(BROWSERS_FIRST);
        for output in stretch.iter().filter(|output| edition.copied(output).is_none()) {
            let (found, blank) = display.attempt(edition, output);
            blanks += usize::from(blank == Blank::Yes);
            report.merge(found);
        }
    }
    Some((report.sorted(), blanks))
}
