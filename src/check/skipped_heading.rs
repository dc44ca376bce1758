//! `skipped-heading`: a heading stands a level or more deeper than the ones above it allow.

use crate::diag::{Code, Report};
use crate::syntax::markdown::Body;

/// The level of a page's own title.
const TITLE: u8 = 1;

/// Reports every heading that skips a level; the page's title counts as the heading above the first one.
pub fn check(body: &Body, report: &mut Report) {
    let mut above = TITLE;
    for heading in &body.headings {
        // A heading of the first level is shown as one of the second, below the page's title.
        let level = heading.level.max(TITLE + 1);
        if level > above + 1 {
            let mark = "#".repeat(above as usize + 1);
            let (message, help) = if above == TITLE {
                ("the first heading is too deep".to_owned(), format!("begin with `{mark}`: the page's title is the heading above it"))
            } else {
                let skipped = "#".repeat(level as usize);
                (format!("this heading skips a level: `{skipped}` below `{}`", "#".repeat(above as usize)), format!("write `{mark}`"))
            };
            report.say(heading.span, Code::SkippedHeading, message).help(help);
        }
        above = level;
    }
}
