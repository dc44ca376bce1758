//! Diagnostics as they are shown on a terminal, each with the lines it is about.

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet};

use super::atlas::{Atlas, Extent};
use super::place::{Excerpt, Window, harmless};
use super::{Diagnostic, Fix, Label, Severity, Span};
use crate::source::SourceTree;

/// Columns of a line that are shown: a fault in a long paragraph keeps its sentence, and the terminal its shape.
const WIDTH: usize = 120;

/// A line longer than this, in bytes, is not drawn: it is data that was typed by no one.
const LONGEST: usize = 1 << 18;

/// A line up to this length is drawn however often something is wrong with it. Longer ones take their time, and share the other limit.
const USUAL: usize = 1 << 12;

/// Places of one file that are at most so many lines apart are drawn together.
const NEAR: usize = 8;

/// With colours, for a terminal, or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Coloured,
    Plain,
}

/// Draws all diagnostics, an empty line after each.
pub fn draw<'f>(found: impl IntoIterator<Item = &'f Diagnostic>, tree: &SourceTree, style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    let renderer = renderer.term_width(WIDTH);
    let found: Vec<&Diagnostic> = found.into_iter().collect();
    let atlas = Atlas::of(found.iter().copied(), tree);
    found.into_iter().map(|one| renderer.render(&groups(one, &atlas)) + "\n\n").collect()
}

/// One diagnostic: its headline, then each place with its lines, then what to do, as a patch where that is certain.
fn groups<'a>(found: &'a Diagnostic, atlas: &Atlas<'a>) -> Vec<Group<'a>> {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level.primary_title(harmless(&found.message)).id(found.code.name()).elements(places(found, atlas));
    let help = found.help.as_deref().map(harmless);
    match (patched(&found.fixes, atlas), help) {
        (Some(lines), help) => vec![group, Level::HELP.secondary_title(help.unwrap_or_else(|| "write".to_owned())).elements(lines)],
        (None, Some(help)) => {
            group = group.element(Level::HELP.message(help));
            vec![group]
        }
        (None, None) => vec![group],
    }
}

/// The lines that edits change, as they are and as they would be; nothing where that cannot be shown on a line each.
fn patched(fixes: &[Fix], atlas: &Atlas<'_>) -> Option<Vec<Snippet<'static, Patch<'static>>>> {
    let mut lines: Vec<(Span, usize, Window, Vec<Patch<'static>>)> = Vec::new();
    for fix in fixes {
        let excerpt = excerpt(fix.span, atlas)?;
        let is_plain = |text: &str| !text.contains('\n') && text == harmless(text);
        let is_whole = excerpt.covered.len() == (fix.span.end - fix.span.start) as usize;
        if !is_whole || !is_plain(fix.replacement.trim_end()) {
            return None;
        }
        match lines.last_mut().filter(|(first, number, ..)| first.file == fix.span.file && *number == excerpt.number) {
            Some((_, _, window, patches)) => patches.push(Patch::new(window.moved(&excerpt.covered), fix.replacement.clone())),
            None => {
                let window = Window::of(excerpt.line, excerpt.covered.start, WIDTH - 20);
                if !is_plain(window.shown.trim_end()) {
                    return None;
                }
                let patch = Patch::new(window.moved(&excerpt.covered), fix.replacement.clone());
                lines.push((fix.span, excerpt.number, window, vec![patch]));
            }
        }
    }
    let drawn = lines.into_iter().map(|(span, number, window, patches)| {
        Snippet::source(window.shown + "\n").path(harmless(atlas.tree.path(span.file))).line_start(number).patches(patches)
    });
    Some(drawn.collect()).filter(|lines: &Vec<_>| !lines.is_empty())
}

fn places<'a>(found: &'a Diagnostic, atlas: &Atlas<'a>) -> Vec<Element<'a>> {
    let Some(primary) = excerpt(found.span, atlas) else {
        let labels = found.labels.iter().flat_map(|label| [origin(label.span, atlas).into(), note(label)]);
        return [origin(found.span, atlas).into()].into_iter().chain(labels).collect();
    };
    let mut near = Vec::new();
    let mut far = Vec::new();
    for label in &found.labels {
        match excerpt(label.span, atlas) {
            Some(there) if label.span.file == found.span.file && there.number.abs_diff(primary.number) <= NEAR => near.push((label, there)),
            Some(there) => far.push(snippet(label.span, &[mark(AnnotationKind::Context, there, &label.text)], atlas).into()),
            None => far.extend([origin(label.span, atlas).into(), note(label)]),
        }
    }
    let mut marks = vec![mark(AnnotationKind::Primary, primary, "")];
    marks.extend(near.into_iter().map(|(label, there)| mark(AnnotationKind::Context, there, &label.text)));
    let mut elements = vec![snippet(found.span, &marks, atlas).into()];
    elements.append(&mut far);
    elements
}

/// The line of a span, if it has one that can be drawn.
fn excerpt<'a>(span: Span, atlas: &Atlas<'a>) -> Option<Excerpt<'a>> {
    let longest = (LONGEST / atlas.count.max(1)).max(USUAL);
    atlas.excerpt(span).filter(|excerpt| excerpt.line.len() <= longest)
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
fn snippet<'a>(span: Span, marks: &[Mark<'a>], atlas: &Atlas<'a>) -> Snippet<'a, Annotation<'a>> {
    let first = marks.iter().map(|mark| mark.excerpt.number).min().unwrap_or(1);
    let last = marks.iter().map(|mark| mark.excerpt.number).max().unwrap_or(1);
    let mut source = String::new();
    let mut annotations = Vec::new();
    for (number, line) in (first..=last).map_while(|number| Some((number, atlas.line(span.file, number)?))) {
        for Mark { kind, excerpt, words } in marks.iter().filter(|mark| mark.excerpt.number == number) {
            let covered = source.len() + excerpt.covered.start..source.len() + excerpt.covered.end;
            annotations.push(kind.span(covered).label(words.clone()));
        }
        source += line;
        source.push('\n');
    }
    Snippet::source(source).path(harmless(atlas.tree.path(span.file))).line_start(first).annotations(annotations)
}

fn origin(span: Span, atlas: &Atlas<'_>) -> Origin<'static> {
    let path = harmless(atlas.tree.path(span.file));
    match atlas.extent(span) {
        Extent::Text { line, column, .. } => Origin::path(path).line(line).char_column(column),
        Extent::Cell { address, .. } => Origin::path(format!("{path}!{address}")),
        Extent::File => Origin::path(path),
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
