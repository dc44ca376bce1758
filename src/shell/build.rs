//! `sare build`: checks a site and, if nothing speaks against it, brings its output up to date.

use std::path::Path;

use super::progress::{Progress, Timings};
use super::report::{Findings, denied};
use super::{Desk, Ended, Trouble, counted, grouped, root};
use crate::Publication;
use crate::cli::{BuildArgs, CheckArgs};
use crate::output::{Changes, Outcome, Taken};
use crate::render::kept::Reason;
use crate::render::search::Reach;

/// Builds the site and prints what is wrong, or what was done.
pub fn build(args: &BuildArgs, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let root = root::find(desk)?;
    let options = desk.options(&args.check, args.base_url.as_deref())?;
    let publication = publication(args, &root)?;
    let mut progress = Progress::start(desk);
    let built = crate::build_in_stages(&root, &options, &publication, &mut |stage| progress.enter(stage));
    let timings = progress.finish();
    let built = built.map_err(|err| Trouble::with(&root, &err))?;
    // The process is about to end: to give a large site's memory back piece by piece would only take time.
    std::mem::forget(built.press);
    let findings = Findings { found: built.report.sorted(), allowed: built.allowed, tree: &built.tree };
    let ended = desk.print_report(&findings, &args.check)?;
    desk.print_timings(&timings, &args.check)?;
    if let (Some(reason), Some(path)) = (&built.explained, &publication.explain) {
        desk.tell(&explanation(path, reason))?;
    }
    match built.outcome {
        Some(outcome) => {
            told(&outcome, &timings, &args.check, desk)?;
            if let Some(words) = built.reach.and_then(search).filter(|_| desk.is_talking(&args.check)) {
                desk.tell(&words)?;
            }
            Ok(ended)
        }
        None => Ok(ended),
    }
}

/// Where the site goes, and what may stop it.
pub fn publication(args: &BuildArgs, root: &Path) -> Result<Publication, Trouble> {
    let output = match &args.output {
        Some(folder) => std::path::absolute(folder).map_err(|err| Trouble::with(folder, &err))?,
        None => root.join("output"),
    };
    Ok(Publication { output, denied: denied(&args.check), explain: args.explain.as_deref().map(path_of) })
}

/// The path below the output folder of a page that is named by its address, by that without the first slash, or by its file.
fn path_of(page: &str) -> String {
    let path = page.trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match path {
        path if is_file => path.to_owned(),
        path if path.is_empty() || path.ends_with('/') => format!("{path}index.html"),
        path => format!("{path}/index.html"),
    }
}

fn explanation(path: &str, reason: &Reason) -> String {
    match reason {
        Reason::Same(_) => format!("{path} was kept: {}\n", reason.words()),
        Reason::Nothing => format!("{path}: {}\n", reason.words()),
        _ => format!("{path} was printed: {}\n", reason.words()),
    }
}

/// Says what was written, or what stands in the way.
fn told(outcome: &Outcome, timings: &Timings, args: &CheckArgs, desk: &Desk<'_>) -> Result<(), Trouble> {
    match outcome {
        Outcome::Done(changes) => {
            if desk.is_talking(args) {
                desk.tell(&format!("{}\n", words(changes, &timings.total())))?;
            }
            for path in &changes.left {
                desk.explain(&format!("left alone, for somebody else may have changed it: {path}\n"));
            }
            Ok(())
        }
        Outcome::Taken(taken) => Err(in_the_way(taken)),
    }
}

/// Something that Sare did not write lies where it would write.
pub fn in_the_way(taken: &[Taken]) -> Trouble {
    let lines: Vec<String> = taken.iter().map(ToString::to_string).collect();
    Trouble::new(lines.join("\n  "), "move it away, or write to another folder with --output")
}

/// What a build did, in a line.
fn words(changes: &Changes, took: &str) -> String {
    format!(
        "built {} in {took}: {} written, {} removed, {} unchanged",
        counted(changes.written.len() + changes.unchanged, "file"),
        grouped(changes.written.len()),
        grouped(changes.removed.len()),
        grouped(changes.unchanged)
    )
}

/// What search leaves out, if anything.
fn search(reach: Reach) -> Option<String> {
    let Reach { pages, whole } = reach;
    let words = || {
        format!(
            "search has the full text of {} of {} pages, and of the others what they are called and about\n",
            grouped(whole),
            grouped(pages)
        )
    };
    (whole < pages).then(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_told_in_a_line() {
        let names = |count: usize| (0..count).map(|at| at.to_string().into()).collect();
        let changes = Changes { written: names(12), removed: names(3), unchanged: 1_219, ..Changes::default() };
        assert_eq!(words(&changes, "0.42 s"), "built 1,231 files in 0.42 s: 12 written, 3 removed, 1,219 unchanged");
    }
}
