//! How much was found, in a line, and which of it is shown where it is too much to read.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Diagnostic, Severity};

/// The findings that are shown, and how many of each code are not.
#[derive(Debug, PartialEq, Eq)]
pub struct Selection<'a> {
    pub shown: Vec<&'a Diagnostic>,
    pub left_out: BTreeMap<Code, usize>,
}

/// At most `max` of the findings, in their order; all of them where there is no limit.
///
/// Errors go before warnings, and the first of each code before the second of any, so that one mistake made a thousand times hides no
/// other.
pub fn select(found: &[Diagnostic], max: Option<usize>) -> Selection<'_> {
    let max = max.unwrap_or(found.len());
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut ranked: Vec<(Severity, usize, usize)> = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let nth = seen.entry(one.code).or_default();
        ranked.push((one.severity, *nth, at));
        *nth += 1;
    }
    ranked.sort();
    let mut left_out = BTreeMap::new();
    for (_, _, at) in ranked.iter().skip(max) {
        *left_out.entry(found[*at].code).or_default() += 1;
    }
    ranked.truncate(max);
    let mut places: Vec<usize> = ranked.into_iter().map(|(_, _, at)| at).collect();
    places.sort_unstable();
    Selection { shown: places.into_iter().map(|at| &found[at]).collect(), left_out }
}

impl Selection<'_> {
    /// What is not shown, in a line; nothing where all is.
    pub fn rest(&self) -> Option<String> {
        let count: usize = self.left_out.values().sum();
        let codes: Vec<String> = self.left_out.iter().map(|(code, count)| format!("{count} {}", code.name())).collect();
        let are = if count == 1 { "is" } else { "are" };
        (count > 0).then(|| format!("{count} more {are} not shown ({}); --max 0 shows all", codes.join(", ")))
    }
}

/// How many errors and warnings there are, in how many files, and what can be done at once; nothing where nothing was found.
pub fn summary(found: &[Diagnostic], allowed: usize) -> Option<String> {
    let are = if allowed == 1 { "is" } else { "are" };
    let allowed = counted(allowed, "warning").map(|count| format!("{count} {are} allowed in sare.toml"));
    if found.is_empty() {
        return allowed;
    }
    let errors = found.iter().filter(|one| one.severity == Severity::Error).count();
    let counts = [counted(errors, "error"), counted(found.len() - errors, "warning")];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let files = found.iter().map(|one| one.span.file).collect::<BTreeSet<_>>().len();
    let counts = format!("{counts} in {}", counted(files, "file").unwrap_or_default());
    Some([Some(counts), mendable(found), allowed].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

fn mendable(found: &[Diagnostic]) -> Option<String> {
    let count = found.iter().filter(|one| !one.fixes.is_empty()).count();
    let words = match (count, found.len()) {
        (0, _) => return None,
        (1, 1) => "it".to_owned(),
        (count, all) if count == all => "all of them".to_owned(),
        (count, _) => format!("{count} of them"),
    };
    Some(format!("{words} can be mended by `sare check --fix`"))
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
    use crate::diag::sample::fault;
    use crate::diag::{FileId, Span};

    fn warning(at: usize) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, code: Code::RawHtml, ..fault(Span::new(FileId(1), at..at + 1)) }
    }

    #[test]
    fn the_summary_counts() {
        let error = fault(Span::new(FileId(0), 0..1));
        let mut mendable = error.clone();
        mendable.fix(error.span, "x");
        assert_eq!(summary(&[], 0), None);
        assert_eq!(summary(&[], 2).as_deref(), Some("2 warnings are allowed in sare.toml"));
        assert_eq!(summary(std::slice::from_ref(&error), 0).as_deref(), Some("1 error in 1 file"));
        let one = std::slice::from_ref(&mendable);
        assert_eq!(summary(one, 0).as_deref(), Some("1 error in 1 file; it can be mended by `sare check --fix`"));
        let all = [error, mendable.clone(), mendable, warning(0)];
        let expected =
            "3 errors and 1 warning in 2 files; 2 of them can be mended by `sare check --fix`; 1 warning is allowed in sare.toml";
        assert_eq!(summary(&all, 1).as_deref(), Some(expected));
        assert_eq!(summary(&[warning(0), warning(1)], 0).as_deref(), Some("2 warnings in 1 file"));
    }

    #[test]
    fn many_of_one_code_hide_no_other() {
        let error = |at: usize, code: Code| Diagnostic { code, ..fault(Span::new(FileId(2), at..at + 1)) };
        let found =
            [warning(0), warning(1), error(0, Code::UnknownMention), error(1, Code::UnknownMention), error(2, Code::MissingFootnote)];
        let places = |max: Option<usize>| select(&found, max).shown.iter().map(|one| (one.code, one.span.start)).collect::<Vec<_>>();
        assert_eq!(places(Some(2)), [(Code::UnknownMention, 0), (Code::MissingFootnote, 2)]);
        assert_eq!(places(Some(4)).first(), Some(&(Code::RawHtml, 0)));
        assert_eq!(places(None).len(), 5);
        let expected = "3 more are not shown (1 unknown-mention, 2 raw-html); --max 0 shows all";
        assert_eq!(select(&found, Some(2)).rest().as_deref(), Some(expected));
        assert_eq!(select(&found, None).rest(), None);
    }
}
