//! Diagnostics as commands of GitHub Actions, which shows each beside the line that it is about.

use super::Diagnostic;
use super::atlas::{Atlas, Extent};
use super::place::harmless;

/// One diagnostic in a line; `below` is the way from the repository to the site, empty or with a slash at its end.
pub fn github(found: &Diagnostic, atlas: &Atlas<'_>, below: &str) -> String {
    let path = format!("{below}{}", harmless(atlas.tree.path(found.span.file)));
    let (place, cell) = match atlas.extent(found.span) {
        Extent::Text { line, column, end_line, end_column } => {
            (format!(",line={line},col={column},endLine={end_line},endColumn={end_column}"), String::new())
        }
        Extent::Cell { address, .. } => (String::new(), format!(" (cell {address})")),
        Extent::File => (String::new(), String::new()),
    };
    let help = found.help.as_ref().map(|help| format!("\n{}", harmless(help))).unwrap_or_default();
    let message = format!("{}{cell}{help}", harmless(&found.message));
    format!("::{} file={}{place},title={}::{}\n", found.severity.word(), property(&path), found.code.name(), text(&message))
}

/// What stands after the two colons.
fn text(plain: &str) -> String {
    plain.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands after an equals sign.
fn property(plain: &str) -> String {
    text(plain).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::sample::{check_all, fault, tree};
    use crate::diag::{FileId, Span};

    #[test]
    fn what_has_a_meaning_is_written_otherwise() {
        let tree = tree(&[("content/a,b: 100%.md", "one [[two]]\n")]);
        let mut found = fault(Span::new(FileId(0), 4..11));
        found.help("write 100%,\n::error::x");
        let expected = "::error file=site/content/a%2Cb%3A 100%25.md,line=1,col=5,endLine=1,endColumn=12,title=unknown-mention::nothing is called `two`%0Awrite 100%25, ::error::x\n";
        assert_eq!(github(&found, &Atlas::of([&found], &tree), "site/"), expected);
    }

    #[test]
    fn no_span_is_too_odd() {
        check_all(|found, tree| github(found, &Atlas::of([found], tree), ""));
    }
}
