//! The edits that certainly mend something, chosen so that no two touch the same words.

use std::collections::BTreeMap;

use super::{Diagnostic, FileId, Fix};

/// Edits by file, in the order of the text, and the findings that they mend.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Edits<'a> {
    pub files: BTreeMap<FileId, Vec<&'a Fix>>,
    pub mended: Vec<&'a Diagnostic>,
}

/// Chooses the edits that can be made together: where two overlap the first wins, and the other is for the next round.
pub fn choose(found: &[Diagnostic]) -> Edits<'_> {
    let mut taken: BTreeMap<FileId, BTreeMap<(u32, u32), &Fix>> = BTreeMap::new();
    let mut mended = Vec::new();
    for one in found.iter().filter(|one| !one.fixes.is_empty()) {
        let is_free = |fix: &Fix| taken.get(&fix.span.file).is_none_or(|file| is_free(fix, file));
        // All edits of a fault are made, or none.
        if one.fixes.iter().all(is_free) && !overlap(&one.fixes) {
            for fix in &one.fixes {
                taken.entry(fix.span.file).or_default().insert((fix.span.start, fix.span.end), fix);
            }
            mended.push(one);
        }
    }
    Edits { files: taken.into_iter().map(|(file, edits)| (file, edits.into_values().collect())).collect(), mended }
}

/// A text with all edits made, which are in its order and do not overlap; nothing where one lies outside it.
pub fn mend(text: &str, edits: &[&Fix]) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        mended += text.get(at..range.start)?;
        mended += &edit.replacement;
        text.get(range.clone())?;
        at = range.end;
    }
    mended += text.get(at..)?;
    Some(mended)
}

/// Does an edit touch none of those that are taken, or repeat one of them?
fn is_free(fix: &Fix, taken: &BTreeMap<(u32, u32), &Fix>) -> bool {
    let (start, end) = (fix.span.start, fix.span.end);
    if taken.get(&(start, end)).is_some_and(|same| same.replacement == fix.replacement) {
        return true;
    }
    // Those that are taken do not overlap, so that only the neighbours can touch this one.
    let last = if start == end { (end, u32::MAX) } else { (end, 0) };
    let before = taken.range(..last).next_back();
    before.is_none_or(|((_, other_end), other)| *other_end < start || *other_end == start && other.span.start < *other_end && start < end)
}

fn overlap(fixes: &[Fix]) -> bool {
    let mut spans: Vec<_> = fixes.iter().map(|fix| fix.span).collect();
    spans.sort();
    spans.windows(2).any(|pair| pair[0].file == pair[1].file && pair[1].start < pair[0].end.max(pair[0].start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::diag::sample::fault;

    fn found(edits: &[(usize, usize, &str)]) -> Diagnostic {
        let mut found = fault(Span::new(FileId(0), 0..1));
        for (start, end, words) in edits {
            found.fix(Span::new(FileId(0), *start..*end), *words);
        }
        found
    }

    fn check(all: &[&[(usize, usize, &str)]], expected: &str, mended: usize) {
        let all: Vec<Diagnostic> = all.iter().map(|edits| found(edits)).collect();
        let edits = choose(&all);
        let none = Vec::new();
        let text = mend("0123456789", edits.files.get(&FileId(0)).unwrap_or(&none));
        assert_eq!((text.as_deref(), edits.mended.len()), (Some(expected), mended));
    }

    #[test]
    fn edits_are_made_together_where_they_do_not_touch() {
        check(&[&[(7, 9, "x")], &[(1, 3, "")], &[(5, 5, "-")]], "034-56x9", 3);
        check(&[&[(1, 4, "x")], &[(3, 5, "y")]], "0x456789", 1);
        check(&[&[(3, 5, "y")], &[(1, 4, "x")]], "012y56789", 1);
        check(&[&[(2, 3, "x")], &[(1, 6, "y")]], "01x3456789", 1);
        check(&[&[(1, 6, "y")], &[(2, 3, "x")]], "0y6789", 1);
        check(&[&[(2, 3, "x")], &[(3, 4, "y")]], "01xy456789", 2);
        check(&[&[(2, 3, "x")], &[(2, 3, "x")]], "01x3456789", 2);
        check(&[&[(4, 4, "x")], &[(4, 4, "y")]], "0123x456789", 1);
        check(&[&[(1, 2, "x"), (5, 6, "y")], &[(5, 7, "z"), (8, 9, "")]], "0x234y6789", 1);
        check(&[&[(1, 4, "x"), (2, 3, "y")]], "0123456789", 0);
    }

    #[test]
    fn an_edit_outside_the_text_mends_nothing() {
        let all = [found(&[(9, 12, "x")])];
        assert_eq!(mend("0123456789", &choose(&all).files[&FileId(0)]), None);
        let all = [found(&[(1, 2, "x")])];
        assert_eq!(mend("ñ", &choose(&all).files[&FileId(0)]), None);
    }
}
