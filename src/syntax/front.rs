//! Front matter: the TOML between two `+++` lines at the top of a document.

use super::toml::{Origin, State, Table, parse};
use crate::diag::{Code, FileId, Report, Span};

/// A document's front matter and where its body begins.
pub struct Front {
    pub table: Table,
    /// The opening `+++` line, for a fault of the document as a whole.
    pub span: Span,
    /// The offset of the body in the file.
    pub body: usize,
}

/// Reads the front matter of a Markdown file.
pub fn read(file: FileId, text: &str, report: &mut Report) -> Front {
    let Some((opening, closing, body)) = fences(text) else {
        let span = Span::new(file, 0..text.lines().next().map_or(0, str::len));
        let unclosed = text.trim_end().starts_with("+++");
        let (message, help) = if unclosed {
            ("the front matter is not closed", "end it with a line that holds only `+++`")
        } else if text.starts_with("---") {
            ("the front matter is YAML, not TOML", "put it between `+++` lines and write `key = \"value\"`")
        } else {
            ("this document has no front matter", "start the file with a `+++` block that has at least a `title`")
        };
        report.say(span, Code::BrokenFrontMatter, message).help(help);
        return Front { table: Table { entries: Vec::new(), state: State::Broken }, span, body: if unclosed { text.len() } else { 0 } };
    };
    let table = parse(&text[opening..closing], &Origin::at(file, opening), Code::BrokenFrontMatter, report);
    Front { table, span: Span::new(file, 0..3), body }
}

/// Where the TOML starts and ends, and where the body starts.
fn fences(text: &str) -> Option<(usize, usize, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "+++")?;
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == "+++" {
            return Some((first.len(), at, at + line.len()));
        }
        at += line.len();
    }
    None
}
