//! `sare check`: says what is wrong with a site, and writes nothing.

use super::progress::Progress;
use super::report::{Findings, denied};
use super::{Desk, Ended, Trouble, counted, fix, root, translations};
use crate::cli::CheckTask;

/// Checks the site and prints what is wrong with it, once what is certain is mended if that was asked for.
pub fn check(task: &CheckTask, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let args = &task.check;
    let root = root::find(desk)?;
    let options = desk.options(args, None)?;
    let denied = denied(args);
    if task.fix {
        fix::fix(&root, &options, desk)?;
    }
    if !task.translated.is_empty() {
        translations::accept(&root, &options, &task.translated, desk)?;
    }
    let mut progress = Progress::start(desk);
    let compiled = crate::compile_in_stages(&root, &options, &denied, &mut |stage| progress.enter(stage));
    let timings = progress.finish();
    let compiled = compiled.map_err(|err| Trouble::with(&root, &err))?;
    let is_clean = compiled.report.iter().next().is_none();
    let told = task.translations.then(|| translations::list(&compiled, desk));
    let findings = Findings { found: compiled.report.sorted(), allowed: compiled.allowed, tree: &compiled.tree };
    let ended = desk.print_report(&findings, args)?;
    desk.print_timings(&timings, args)?;
    desk.print(told.unwrap_or_default().as_bytes())?;
    if ended == Ended::Well && desk.is_talking(args) {
        let things = counted(compiled.site.entities().count(), "thing");
        let verdict = if is_clean { ": nothing is wrong" } else { "" };
        desk.tell(&format!("checked {things} in {}{verdict}\n", timings.total()))?;
        if !task.translations && compiled.site.settings.languages.len() > 1 {
            let short = translations::in_short(&compiled.site, &compiled.tree);
            desk.tell(&format!("translations: {short}; `sare check --translations` lists them\n"))?;
        }
    }
    Ok(ended)
}
