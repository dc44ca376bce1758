//! Diagnostics as they are shown on a terminal, each with the lines it is about.

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::place::{Excerpt, Place, harmless};
use super::{Diagnostic, Label, Severity, Span};
use crate::source::SourceTree;

/// Columns of a line that are shown: a fault in a long paragraph keeps its sentence, and the terminal its shape.
const WIDTH: usize = 120;

/// Places of one file that are at most so many lines apart are drawn together.
const NEAR: usize = 8;

/// Longer lines, in bytes, are not drawn: only their place is told. Nobody has written them by hand, and each would be walked through again
/// for every fault in it.
const LONGEST_LINE: usize = 256 << 10;

/// With colours, for a terminal, or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Coloured,
    Plain,
}

/// Draws all diagnostics, an empty line after each.
pub fn draw(found: &[Diagnostic], tree: &SourceTree, style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    let renderer = renderer.term_width(WIDTH);
    found.iter().map(|one| renderer.render(&[group(one, tree)]) + "\n\n").collect()
}

/// One diagnostic: its headline, then each place with its lines, then what to do.
fn group<'a>(found: &'a Diagnostic, tree: &'a SourceTree) -> Group<'a> {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level.primary_title(harmless(&found.message)).id(found.code.name()).elements(places(found, tree));
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(harmless(help)));
    }
    group
}

fn places<'a>(found: &'a Diagnostic, tree: &'a SourceTree) -> Vec<Element<'a>> {
    let excerpt = |span: Span| Excerpt::of(span, tree).filter(|excerpt| excerpt.line.len() <= LONGEST_LINE);
    let Some(primary) = excerpt(found.span) else {
        let labels = found.labels.iter().flat_map(|label| [origin(label.span, tree).into(), note(label)]);
        return [origin(found.span, tree).into()].into_iter().chain(labels).collect();
    };
    let mut near = Vec::new();
    let mut far = Vec::new();
    for label in &found.labels {
        match excerpt(label.span) {
            Some(there) if label.span.file == found.span.file && there.number.abs_diff(primary.number) <= NEAR => near.push((label, there)),
            Some(there) => far.push(snippet(label.span, &[mark(AnnotationKind::Context, there, &label.text)], tree).into()),
            None => far.extend([origin(label.span, tree).into(), note(label)]),
        }
    }
    let mut marks = vec![mark(AnnotationKind::Primary, primary, "")];
    marks.extend(near.into_iter().map(|(label, there)| mark(AnnotationKind::Context, there, &label.text)));
    let mut elements = vec![snippet(found.span, &marks, tree).into()];
    elements.append(&mut far);
    elements
}

/// A place to underline, and what to say below it.
struct Mark<'a> {
    kind: AnnotationKind,
    excerpt: Excerpt<'a>,
    words: Option<String>,
}

fn mark<'a>(kind: AnnotationKind, excerpt: Excerpt<'a>, text: &str) -> Mark<'a> {
    // An empty label would leave a trailing space.
    Mark { kind, excerpt, words: (!text.is_empty()).then(|| harmless(text)) }
}

/// The marked lines of a file with what lies between.
fn snippet<'a>(span: Span, marks: &[Mark<'a>], tree: &'a SourceTree) -> Snippet<'a, Annotation<'a>> {
    let first = marks.iter().map(|mark| mark.excerpt.number).min().unwrap_or(1);
    let last = marks.iter().map(|mark| mark.excerpt.number).max().unwrap_or(1);
    let mut source = String::new();
    let mut annotations = Vec::new();
    for (number, line) in (first..=last).zip(tree.text(span.file).split('\n').skip(first - 1)) {
        for Mark { kind, excerpt, words } in marks.iter().filter(|mark| mark.excerpt.number == number) {
            let covered = source.len() + excerpt.covered.start..source.len() + excerpt.covered.end;
            annotations.push(kind.span(covered).label(words.clone()));
        }
        source += line.strip_suffix('\r').unwrap_or(line);
        source.push('\n');
    }
    Snippet::source(source).path(harmless(tree.path(span.file))).line_start(first).annotations(annotations)
}

fn origin(span: Span, tree: &SourceTree) -> Origin<'static> {
    let path = harmless(tree.path(span.file));
    match Place::of(span, tree) {
        Place::Text { line, column } => Origin::path(path).line(line).char_column(column),
        Place::Cell(cell) => Origin::path(format!("{path}!{cell}")),
        Place::File => Origin::path(path),
    }
}

fn note(label: &Label) -> Element<'static> {
    Level::NOTE.message(harmless(&label.text)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::sample::{check_all, fault, tree};
    use crate::source::{Content, SourceFile};

    fn check(found: &Diagnostic, tree: &SourceTree, expected: &str) {
        assert_eq!(draw(std::slice::from_ref(found), tree, Style::Plain), expected);
    }

    #[test]
    fn a_fault_is_drawn_with_its_line_and_its_help() {
        let tree = tree(&[("content/a.md", "one\r\n\tñ [[two]] three\r\n")]);
        let mut found = fault(Span::new(FileId(0), 9..16));
        found.help("did you mean `too`?");
        let expected = "error[unknown-mention]: nothing is called `two`
 --> content/a.md:2:4
  |
2 |     ñ [[two]] three
  |       ^^^^^^^
  |
  = help: did you mean `too`?

";
        check(&found, &tree, expected);
    }

    #[test]
    fn further_places_are_drawn_near_or_with_their_own_path() {
        let tree = tree(&[("a.md", "first\nsecond\nthird\n"), ("b.md", "elsewhere\n")]);
        let mut found = fault(Span::new(FileId(0), 13..18));
        found.label(Span::new(FileId(0), 0..5), "said here").label(Span::new(FileId(1), 0..9), "and there");
        let expected = "error[unknown-mention]: nothing is called `two`
 --> a.md:3:1
  |
1 | first
  | ----- said here
2 | second
3 | third
  | ^^^^^
  |
 ::: b.md:1:1
  |
1 | elsewhere
  | --------- and there

";
        check(&found, &tree, expected);
    }

    #[test]
    fn a_cell_has_an_address() {
        let mut files: Vec<SourceFile> = tree(&[("content/x.xlsx", "")]).files().map(|(_, file)| file.clone()).collect();
        files[0].content = Content::Bytes([1, 2].as_slice().into());
        let tree = SourceTree::new(std::path::PathBuf::new(), files);
        check(&fault(Span::cell(FileId(0), 6, 1)), &tree, "error[unknown-mention]: nothing is called `two`\n--> content/x.xlsx!B7\n\n");
    }

    #[test]
    fn a_long_line_is_shown_around_the_fault() {
        let text = format!("{}[[two]]{}", "a ".repeat(50_000), " b".repeat(50_000));
        let drawn = draw(&[fault(Span::new(FileId(0), 100_000..100_007))], &tree(&[("a.md", &text)]), Style::Plain);
        assert!(
            drawn.contains("a.md:1:100001") && drawn.contains("... a a") && drawn.contains("a a [[two]] b b") && drawn.contains("b b...\n"),
            "{drawn}"
        );
        assert!(drawn.lines().all(|line| line.chars().count() <= WIDTH), "{drawn}");
    }

    #[test]
    fn colours_are_only_where_they_are_asked_for() {
        let tree = tree(&[("a.md", "two")]);
        let found = [fault(Span::new(FileId(0), 0..3))];
        assert!(draw(&found, &tree, Style::Coloured).contains("\u{1b}["));
        assert!(!draw(&found, &tree, Style::Plain).contains('\u{1b}'));
    }

    #[test]
    fn no_span_is_too_odd() {
        check_all(|found, tree| draw(std::slice::from_ref(found), tree, Style::Plain));
    }
}
