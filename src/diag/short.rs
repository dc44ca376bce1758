//! A diagnostic in plain words and nothing else: for tests, pipes and other programs.

use std::fmt::Write as _;

use super::place::{Excerpt, Place, Window, harmless};
use super::{Diagnostic, Severity, Span};
use crate::source::SourceTree;

/// Longer lines are shown in part; a paragraph of prose still fits.
const WIDTH: usize = 240;

/// One diagnostic, with the line it is about, carets below the fault, further places and help.
pub fn short(found: &Diagnostic, tree: &SourceTree) -> String {
    let mut out = format!("{}: {} [{}]\n", position(found.span, tree), harmless(&found.message), found.code.name());
    if let Some(excerpt) = Excerpt::of(found.span, tree) {
        let window = Window::of(excerpt.line, excerpt.covered.start, WIDTH);
        let (line, covered) = (&window.shown, window.moved(&excerpt.covered));
        let padding: String = line[..covered.start].chars().map(|letter| if letter == '\t' { '\t' } else { ' ' }).collect();
        let carets = "^".repeat(line[covered].chars().count().max(1));
        let _ = writeln!(out, "{}", format!("  | {}", harmless(line)).trim_end());
        let _ = writeln!(out, "  | {padding}{carets}");
    }
    for label in &found.labels {
        let _ = writeln!(out, "  = {}: {}", position(label.span, tree), harmless(&label.text));
    }
    if let Some(help) = &found.help {
        let _ = writeln!(out, "  = help: {}", harmless(help));
    }
    out
}

/// How many errors and warnings there are and in how many files, or nothing where there are none.
pub fn summary(found: &[Diagnostic]) -> Option<String> {
    if found.is_empty() {
        return None;
    }
    let errors = found.iter().filter(|one| one.severity == Severity::Error).count();
    let counts = [counted(errors, "error"), counted(found.len() - errors, "warning")];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let files = found.iter().map(|one| one.span.file).collect::<std::collections::BTreeSet<_>>().len();
    Some(format!("{counts} in {}", counted(files, "file").unwrap_or_default()))
}

/// A place in one word, as editors and terminals make it a link: `path:line:column`, or `path!B7` in a workbook.
pub fn position(span: Span, tree: &SourceTree) -> String {
    let path = harmless(tree.path(span.file));
    match Place::of(span, tree) {
        Place::Text { line, column } => format!("{path}:{line}:{column}"),
        Place::Cell(cell) => format!("{path}!{cell}"),
        Place::File => path,
    }
}

fn counted(count: usize, noun: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::sample::{check_all, fault, tree};
    use crate::diag::{Code, FileId};

    fn check(text: &str, range: std::ops::Range<usize>, expected: &str) {
        let tree = tree(&[("content/a.md", text)]);
        assert_eq!(short(&fault(Span::new(FileId(0), range)), &tree), expected);
    }

    #[test]
    fn the_carets_cover_what_the_span_covers() {
        check(
            "one [[two]] three\n",
            4..11,
            "content/a.md:1:5: nothing is called `two` [unknown-mention]\n  | one [[two]] three\n  |     ^^^^^^^\n",
        );
        check("a\r\nñ two\r\n", 6..9, "content/a.md:2:3: nothing is called `two` [unknown-mention]\n  | ñ two\n  |   ^^^\n");
        check("\ttwo", 1..4, "content/a.md:1:2: nothing is called `two` [unknown-mention]\n  | \ttwo\n  | \t^^^\n");
        check("x\n", 2..2, "content/a.md:2:1: nothing is called `two` [unknown-mention]\n  |\n  | ^\n");
        check("two\nlines", 0..9, "content/a.md:1:1: nothing is called `two` [unknown-mention]\n  | two\n  | ^^^\n");
        check("", 7..9, "content/a.md:1:1: nothing is called `two` [unknown-mention]\n  |\n  | ^\n");
    }

    #[test]
    fn further_places_and_help_follow() {
        let tree = tree(&[("a.md", "x"), ("b.md", "y")]);
        let mut found = fault(Span::new(FileId(0), 0..1));
        found.label(Span::new(FileId(1), 0..1), "the first is here").help("write \u{1b}[2Jone");
        let expected = "a.md:1:1: nothing is called `two` [unknown-mention]\n  | x\n  | ^\n  = b.md:1:1: the first is here\n  = help: write \u{fffd}[2Jone\n";
        assert_eq!(short(&found, &tree), expected);
    }

    #[test]
    fn the_summary_counts() {
        let error = fault(Span::new(FileId(0), 0..1));
        let mut warning = fault(Span::new(FileId(1), 0..1));
        (warning.severity, warning.code) = (Severity::Warning, Code::RawHtml);
        assert_eq!(summary(&[]), None);
        assert_eq!(summary(std::slice::from_ref(&error)).as_deref(), Some("1 error in 1 file"));
        let all = [error.clone(), error.clone(), error, warning.clone()];
        assert_eq!(summary(&all).as_deref(), Some("3 errors and 1 warning in 2 files"));
        assert_eq!(summary(&[warning.clone(), warning]).as_deref(), Some("2 warnings in 1 file"));
    }

    #[test]
    fn no_span_is_too_odd() {
        check_all(short);
    }
}
