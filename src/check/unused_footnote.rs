//! `unused-footnote`: a footnote is written and nowhere referred to, so that no reader sees it.

use crate::diag::{Code, Report};
use crate::syntax::markdown::{Body, Part};

/// Reports every footnote that nothing refers to.
pub fn check(body: &Body, report: &mut Report) {
    if body.notes.definitions.is_empty() {
        return;
    }
    let mut is_named = vec![false; body.footnotes.len()];
    for part in body.all_parts() {
        if let Part::FootnoteReference(note) = part {
            is_named[*note] = true;
        }
    }
    // Where a label is misspelt, that has been said.
    body.notes.nearly_named.iter().for_each(|note| is_named[*note] = true);
    for (note, span) in body.notes.definitions.iter().filter(|(note, _)| !is_named[*note]) {
        let label = &body.footnotes[*note].label;
        report
            .say(*span, Code::UnusedFootnote, format!("nothing refers to the footnote `{label}`, and readers do not see it"))
            .help(format!("write [^{label}] where it belongs, or take it out"));
    }
}
