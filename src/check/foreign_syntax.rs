//! `foreign-syntax`: a text holds template syntax of another tool, and readers see it as it was typed.

use crate::diag::{Code, Report, Span};
use crate::source::SourceTree;
use crate::syntax::markdown::Body;

/// What opens a piece of another tool's syntax, what closes it, and what to do.
struct Foreign {
    opening: &'static str,
    closing: &'static str,
    help: &'static str,
}

const PLAIN: &str = "write it in Markdown or as a view, or put it between backticks if readers should see it";
const NOTE: &str = "write `> [!NOTE]` above it and begin each of its lines with `>`";

/// The longer of two openings comes first.
const BRACES: &[Foreign] = &[
    Foreign { opening: "{{<", closing: ">}}", help: PLAIN },
    Foreign { opening: "{{%", closing: "%}}", help: PLAIN },
    Foreign { opening: "{{", closing: "}}", help: PLAIN },
    Foreign { opening: "{%", closing: "%}", help: PLAIN },
    Foreign { opening: "{:.", closing: "}", help: "take it out: what things look like is for the theme to say" },
    Foreign { opening: "{: .", closing: "}", help: "take it out: what things look like is for the theme to say" },
    Foreign { opening: "{:toc", closing: "}", help: "take it out: a long page gets a list of contents by itself" },
];

const LINES: &[Foreign] = &[
    Foreign { opening: ":::", closing: "", help: NOTE },
    Foreign { opening: "!!! ", closing: "", help: NOTE },
    Foreign { opening: "??? ", closing: "", help: NOTE },
    Foreign { opening: "[TOC]", closing: "", help: "take it out: a long page gets a list of contents by itself" },
];

/// Reports every piece of another tool's syntax in running text.
pub fn check(body: &Body, tree: &SourceTree, report: &mut Report) {
    let Some(first) = body.notes.prose.first() else { return };
    let told = body.notes.told(tree.text(first.file));
    let file = told.text;
    let mut found: Vec<(Span, &Foreign)> = Vec::new();
    // A piece may hold markup, so that it is several pieces of text.
    let mut end = 0;
    for span in &body.notes.prose {
        let Some(text) = file.get(span.range()) else { continue };
        let mut at = 0;
        if let Some((start, foreign)) = line_around(file, span.start as usize).filter(|(start, _)| *start >= end) {
            end = start + length(&file[start..], foreign);
            found.push((Span::new(span.file, start..end), foreign));
        }
        while let Some((opening, foreign)) = next(text, at) {
            let start = span.start as usize + opening;
            if start >= end {
                end = start + length(&file[start..], foreign);
                found.push((Span::new(span.file, start..end), foreign));
            }
            at = opening + foreign.opening.len();
        }
    }
    for (span, foreign) in found {
        say(&file[span.range()], told.place(span), foreign, report);
    }
}

/// The opening of a whole line, where a piece of text is the first in its line, colons aside: one begins a definition.
fn line_around(file: &str, at: usize) -> Option<(usize, &'static Foreign)> {
    // Back over what may stand before it, rather than to the line's start: a line may be as long as its file.
    let before = file[..at].trim_end_matches([' ', '>', '\t', ':', '[']);
    let is_first = before.is_empty() || before.ends_with('\n');
    let start = before.len() + file[before.len()..at].len() - file[before.len()..at].trim_start_matches([' ', '>', '\t']).len();
    LINES.iter().find(|foreign| is_first && file[start..].starts_with(foreign.opening)).map(|foreign| (start, foreign))
}

/// The next opening at or after `from`: a brace, or a line after the first.
fn next(text: &str, from: usize) -> Option<(usize, &'static Foreign)> {
    let rest = &text[from..];
    let brace = rest.match_indices('{').find_map(|(at, _)| {
        let found = BRACES.iter().find(|foreign| rest[at..].starts_with(foreign.opening))?;
        Some((from + at, found))
    });
    let lines = rest.match_indices('\n').map(|(at, _)| from + at + 1);
    let line = lines.filter(|at| text.as_bytes().get(*at).is_some_and(|first| b":!?".contains(first))).find_map(|at| {
        let found = LINES.iter().find(|foreign| text[at..].starts_with(foreign.opening))?;
        Some((at, found))
    });
    [brace, line].into_iter().flatten().min_by_key(|(at, _)| *at)
}

/// How long a piece is: to what closes it on the same line, else to the line's end.
fn length(text: &str, foreign: &Foreign) -> usize {
    let line = text.lines().next().unwrap_or(text);
    let inner = &line[foreign.opening.len().min(line.len())..];
    match inner.find(foreign.closing).filter(|_| !foreign.closing.is_empty()) {
        Some(at) => foreign.opening.len() + at + foreign.closing.len(),
        None => line.trim_end().len(),
    }
}

fn say(written: &str, span: Span, foreign: &Foreign, report: &mut Report) {
    let inner = written.trim_matches(|mark: char| "{}<>%: ".contains(mark));
    // What closes a piece was said with what opens it.
    if inner.is_empty() || inner.starts_with(['/', '}']) || inner.starts_with("end") {
        return;
    }
    report.say(span, Code::ForeignSyntax, format!("`{written}` means nothing here and is shown as it is typed")).help(foreign.help);
}
