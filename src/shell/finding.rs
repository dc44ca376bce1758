//! A finding as the preview's panel and editors' plugins read it.

use serde_json::{Value, json};

use crate::diag::place::{Excerpt, Place, Window, harmless};
use crate::diag::{Diagnostic, Severity, Span};
use crate::registry::editor::Editor;
use crate::source::{Origin, SourceTree};

/// Longer lines of an excerpt are shown in part.
const WIDTH: usize = 240;

/// How many errors and warnings there are.
pub fn counts(found: &[Diagnostic]) -> (usize, usize) {
    let errors = found.iter().filter(|one| one.severity == Severity::Error).count();
    (errors, found.len() - errors)
}

/// A finding in full. Lines and columns count from 1, columns in characters; what ends at a column
/// does not cover it.
pub fn described(found: &Diagnostic, tree: &SourceTree, editor: &Editor) -> Value {
    let (line, column) = line_and_column(found.span, tree);
    let (end_line, end_column) = end(found.span, tree);
    let labels: Vec<Value> = found
        .labels
        .iter()
        .map(|label| {
            let (line, column) = line_and_column(label.span, tree);
            let open = open(label.span, tree, editor);
            json!({ "file": tree.path(label.span.file), "line": line, "column": column, "text": harmless(&label.text), "open": open })
        })
        .collect();
    let fixes: Vec<Value> = found
        .fixes
        .iter()
        .map(|fix| {
            let ((line, column), (end_line, end_column)) = (line_and_column(fix.span, tree), end(fix.span, tree));
            json!({
                "file": tree.path(fix.span.file), "line": line, "column": column,
                "end_line": end_line, "end_column": end_column, "replacement": fix.replacement,
            })
        })
        .collect();
    json!({
        "code": found.code.name(),
        "severity": severity(found.severity),
        "message": harmless(&found.message),
        "help": found.help.as_deref().map(harmless),
        "file": tree.path(found.span.file),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "excerpt": excerpt(found.span, tree),
        "labels": labels,
        "open": open(found.span, tree, editor),
        "fixes": fixes,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The marked line.
fn excerpt(span: Span, tree: &SourceTree) -> Vec<Value> {
    let Some(excerpt) = Excerpt::of(span, tree) else { return Vec::new() };
    let window = Window::of(excerpt.line, excerpt.covered.start, WIDTH);
    let covered = window.moved(&excerpt.covered);
    let column = |at: usize| window.shown[..at].chars().count() + 1;
    vec![json!({ "number": excerpt.number, "text": window.shown, "from": column(covered.start), "to": column(covered.end) })]
}

/// The address that opens a place in the editor; nothing for a file that is built in and lies nowhere.
pub fn open(span: Span, tree: &SourceTree, editor: &Editor) -> Option<String> {
    let file = tree.file(span.file);
    if file.origin == Origin::BuiltIn {
        return None;
    }
    let (line, column) = line_and_column(span, tree);
    Some(editor.url(&tree.root.join(&*file.path).to_string_lossy(), line, column))
}

/// Where a span starts; in a workbook the row and the column of its cell.
pub fn line_and_column(span: Span, tree: &SourceTree) -> (usize, usize) {
    match Place::of(span, tree) {
        Place::Text { line, column } => (line, column),
        Place::Cell(_) => (span.start as usize + 1, span.end as usize + 1),
        Place::File => (1, 1),
    }
}

/// Where a span ends, in the same terms.
fn end(span: Span, tree: &SourceTree) -> (usize, usize) {
    match Place::of(span, tree) {
        Place::Text { .. } => line_and_column(Span { start: span.end.max(span.start), ..span }, tree),
        Place::Cell(_) | Place::File => line_and_column(span, tree),
    }
}
