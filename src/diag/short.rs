//! A diagnostic in plain words and nothing else: for tests, pipes and other programs.

use std::fmt::Write as _;

use super::place::{Excerpt, Place, Window, harmless};
use super::{Diagnostic, Span};
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

/// A place in one word, as editors and terminals make it a link: `path:line:column`, or `path!B7` in a workbook.
pub fn position(span: Span, tree: &SourceTree) -> String {
    let path = harmless(tree.path(span.file));
    match Place::of(span, tree) {
        Place::Text { line, column } => format!("{path}:{line}:{column}"),
        Place::Cell(cell) => format!("{path}!{cell}"),
        Place::File => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::sample::{check_all, fault, tree};

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
    fn no_span_is_too_odd() {
        check_all(short);
    }
}
