//! Lines and columns of many places at once, for the formats that other programs read.

use std::collections::BTreeMap;

use super::place::{Excerpt, cell_address, floor};
use super::{Diagnostic, FileId, Span};
use crate::source::{Content, SourceTree};

/// Bytes between two places up to which the characters have been counted.
const STRIDE: usize = 4096;

/// Where a span lies, in whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A text file: lines and columns count from 1, columns in characters; the end is the place after the last character.
    Text { line: usize, column: usize, end_line: usize, end_column: usize },
    /// A workbook: the cell's address, and its row and column from 1.
    Cell { address: String, row: usize, column: usize },
    /// A file that has no text to point into.
    File,
}

/// The lines of every file in which something was found.
#[derive(Debug)]
pub struct Atlas<'a> {
    pub tree: &'a SourceTree,
    /// How many findings there are.
    pub count: usize,
    files: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Atlas<'a> {
    /// Reads the lines of all files that these findings touch.
    pub fn of<'f>(found: impl IntoIterator<Item = &'f Diagnostic>, tree: &'a SourceTree) -> Atlas<'a> {
        let mut files = BTreeMap::new();
        let mut count = 0;
        for one in found {
            count += 1;
            for span in one.places() {
                if let Content::Text(text) = &tree.file(span.file).content {
                    files.entry(span.file).or_insert_with(|| Lines::of(text));
                }
            }
        }
        Atlas { tree, count, files }
    }

    /// The first line of a span, with as much of the span as lies on it; nothing where the file has no text.
    pub fn excerpt(&self, span: Span) -> Option<Excerpt<'a>> {
        let lines = self.files.get(&span.file)?;
        let start = floor(lines.text, span.start as usize);
        let end = floor(lines.text, span.end as usize).max(start);
        let number = lines.number(start);
        let line = lines.line(number)?;
        let within = |at: usize| (at - lines.starts[number - 1]).min(line.len());
        Some(Excerpt { number, line, covered: within(start)..within(end) })
    }

    /// A line of a file by its number, without its line break.
    pub fn line(&self, file: FileId, number: usize) -> Option<&'a str> {
        self.files.get(&file)?.line(number)
    }

    /// Where a span lies; one that runs over the end of its file ends there.
    pub fn extent(&self, span: Span) -> Extent {
        match (&self.tree.file(span.file).content, self.files.get(&span.file)) {
            (Content::Text(_), Some(lines)) => {
                let (line, column) = lines.place(span.start as usize);
                let (end_line, end_column) = lines.place(span.end.max(span.start) as usize);
                Extent::Text { line, column, end_line, end_column }
            }
            (Content::Bytes(_), _) => {
                Extent::Cell { address: cell_address(span.start, span.end), row: span.start as usize + 1, column: span.end as usize + 1 }
            }
            _ => Extent::File,
        }
    }
}

/// A text, and where its lines start.
#[derive(Debug)]
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters there are before each multiple of [`STRIDE`] bytes: a line may be as long as the file.
    counted: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Lines<'a> {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = [0].into_iter().chain(breaks).collect();
        let mut counted = vec![0];
        let mut count = 0;
        for piece in text.as_bytes().chunks(STRIDE) {
            count += characters(piece);
            counted.push(count);
        }
        Lines { text, starts, counted }
    }

    /// The line and the column of a byte.
    fn place(&self, at: usize) -> (usize, usize) {
        let at = floor(self.text, at);
        let line = self.number(at);
        let start = self.starts[line - 1];
        (line, self.before(at) - self.before(start) + 1)
    }

    /// The number of the line of a byte, from 1.
    fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// A line by its number, without its line break.
    fn line(&self, number: usize) -> Option<&'a str> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        let line = &self.text[start..end];
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    /// How many characters start before a byte.
    fn before(&self, at: usize) -> usize {
        let stride = at / STRIDE;
        self.counted[stride] + characters(&self.text.as_bytes()[stride * STRIDE..at])
    }
}

/// How many characters start in these bytes: all that do not continue one.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::place::Place;
    use crate::diag::sample::{check_all, fault, tree};

    #[test]
    fn places_are_counted_in_characters() {
        let tree = tree(&[("a.md", "one\r\nñandú [[two]]\n")]);
        let found = fault(Span::new(FileId(0), 13..20));
        let atlas = Atlas::of([&found], &tree);
        assert_eq!(atlas.extent(found.span), Extent::Text { line: 2, column: 7, end_line: 2, end_column: 14 });
        let whole = Extent::Text { line: 1, column: 1, end_line: 3, end_column: 1 };
        assert_eq!(atlas.extent(Span::new(FileId(0), 0..999)), whole);
    }

    #[test]
    fn every_place_agrees_with_the_one_on_the_terminal() {
        check_all(|found, tree| {
            if let (Place::Text { line, column }, Extent::Text { line: own_line, column: own_column, .. }) =
                (Place::of(found.span, tree), Atlas::of([found], tree).extent(found.span))
            {
                assert_eq!((line, column), (own_line, own_column));
            }
            assert_eq!(Excerpt::of(found.span, tree), Atlas::of([found], tree).excerpt(found.span));
            format!("{} look again", tree.path(found.span.file))
        });
    }
}
