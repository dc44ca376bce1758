//! `sare check`: says what is wrong with a site, and writes nothing.

use super::progress::Progress;
use super::{Desk, Ended, Trouble, counted, root};
use crate::cli::CheckArgs;

/// Checks the site and prints what is wrong with it.
pub fn check(args: &CheckArgs, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let root = root::find(desk)?;
    let options = desk.options(args, None)?;
    let mut progress = Progress::start(desk);
    let compiled = crate::compile_in_stages(&root, &options, &mut |stage| progress.enter(stage));
    let timings = progress.finish();
    let compiled = compiled.map_err(|err| Trouble::with(&root, &err))?;
    let is_clean = compiled.report.iter().next().is_none();
    let ended = desk.print_report(compiled.report, &compiled.tree, args.deny);
    if args.timings {
        desk.print(timings.table().as_bytes())?;
    }
    if ended == Ended::Well {
        let things = counted(compiled.site.entities().count(), "thing");
        let verdict = if is_clean { ": nothing is wrong" } else { "" };
        desk.tell(&format!("checked {things} in {}{verdict}\n", timings.total()))?;
    }
    Ok(ended)
}
