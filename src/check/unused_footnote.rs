//! `unused-footnote`: a footnote is written and nowhere referred to, so that no reader sees it.

use crate::diag::{Code, Report};
use crate::syntax::markdown::{Body, Part};

/// Reports every footnote that nothing refers to.
pub fn check(body: &Body, report: &mut Report) {
    for (note, span) in &body.notes.definitions {
        let is_this = |part: &Part| matches!(part, Part::FootnoteReference(other) if other == note);
        if body.all_parts().any(is_this) {
            continue;
        }
        let label = &body.footnotes[*note].label;
        report
            .say(*span, Code::UnusedFootnote, format!("nothing refers to the footnote `{label}`, and readers do not see it"))
            .help(format!("write [^{label}] where it belongs, or take it out"));
    }
}
