//! Diagnostics for other programs: one JSON object a line.

use serde::Serialize;

use super::atlas::{Atlas, Extent};
use super::place::harmless;
use super::{Diagnostic, Span};

/// One diagnostic in a line.
pub fn json(found: &Diagnostic, atlas: &Atlas<'_>) -> String {
    let labels = found.labels.iter().map(|label| Label { message: harmless(&label.text), place: Place::of(label.span, atlas) });
    let fixes = found.fixes.iter().map(|fix| Fix { replacement: &fix.replacement, place: Place::of(fix.span, atlas) });
    let object = Object {
        code: found.code.name(),
        severity: found.severity.word(),
        message: harmless(&found.message),
        place: Place::of(found.span, atlas),
        help: found.help.as_deref().map(harmless),
        labels: labels.collect(),
        fixes: fixes.collect(),
    };
    // Texts, numbers and lists of them can always be written.
    serde_json::to_string(&object).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Object<'a> {
    code: &'static str,
    severity: &'static str,
    message: String,
    #[serde(flatten)]
    place: Place,
    help: Option<String>,
    labels: Vec<Label>,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Label {
    message: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Fix<'a> {
    replacement: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

impl Place {
    fn of(span: Span, atlas: &Atlas<'_>) -> Place {
        let file = harmless(atlas.tree.path(span.file));
        match atlas.extent(span) {
            Extent::Text { line, column, end_line, end_column } => Place { file, line, column, end_line, end_column, cell: None },
            Extent::Cell { address, row, column } => {
                Place { file, line: row, column, end_line: row, end_column: column + 1, cell: Some(address) }
            }
            // There is no better place than the file's start.
            Extent::File => Place { file, line: 1, column: 1, end_line: 1, end_column: 1, cell: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::sample::{check_all, fault, tree};

    #[test]
    fn an_object_has_every_key() {
        let tree = tree(&[("a.md", "one [[two]]\n")]);
        let mut found = fault(Span::new(FileId(0), 4..11));
        let bare = r#"{"code":"unknown-mention","severity":"error","message":"nothing is called `two`","file":"a.md","line":1,"column":5,"end_line":1,"end_column":12,"help":null,"labels":[],"fixes":[]}"#;
        assert_eq!(json(&found, &Atlas::of([&found], &tree)), format!("{bare}\n"));
        found.help("did you mean \"too\"?").fix(Span::new(FileId(0), 6..9), "too").label(Span::new(FileId(0), 0..3), "also\u{7}");
        let said: serde_json::Value = serde_json::from_str(&json(&found, &Atlas::of([&found], &tree))).unwrap();
        assert_eq!(said["help"], "did you mean \"too\"?");
        assert_eq!((&said["fixes"][0]["replacement"], &said["fixes"][0]["column"]), (&"too".into(), &7.into()));
        assert_eq!((&said["labels"][0]["message"], &said["labels"][0]["end_column"]), (&"also\u{fffd}".into(), &4.into()));
    }

    #[test]
    fn no_span_is_too_odd() {
        check_all(|found, tree| {
            let said = json(found, &Atlas::of([found], tree));
            serde_json::from_str::<serde_json::Value>(&said).map(|_| said).unwrap_or_default()
        });
    }
}
