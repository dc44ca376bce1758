//! Diagnostics in a line each, as compilers print them and editors read them.

use super::Diagnostic;
use super::atlas::{Atlas, Extent};
use super::place::harmless;

/// One diagnostic: place, severity, headline, code and help.
pub fn line(found: &Diagnostic, atlas: &Atlas<'_>) -> String {
    let path = harmless(atlas.tree.path(found.span.file));
    let place = match atlas.extent(found.span) {
        Extent::Text { line, column, .. } => format!("{path}:{line}:{column}"),
        Extent::Cell { address, .. } => format!("{path}!{address}"),
        Extent::File => path,
    };
    let help = found.help.as_ref().map(|help| format!("; {}", harmless(help))).unwrap_or_default();
    format!("{place}: {}: {} [{}]{help}\n", found.severity.word(), harmless(&found.message), found.code.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::sample::{check_all, fault, tree};
    use crate::diag::{FileId, Span};

    #[test]
    fn a_line_says_it_all() {
        let tree = tree(&[("content/a.md", "ñ\nñ two\n")]);
        let mut found = fault(Span::new(FileId(0), 6..9));
        found.help("write\n\u{1b}[2Jone");
        let expected = "content/a.md:2:3: error: nothing is called `two` [unknown-mention]; write \u{fffd}[2Jone\n";
        assert_eq!(line(&found, &Atlas::of([&found], &tree)), expected);
    }

    #[test]
    fn no_span_is_too_odd() {
        check_all(|found, tree| line(found, &Atlas::of([found], tree)));
    }
}
