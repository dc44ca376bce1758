//! Where a span lies, in words that an editor can follow: line and column, or the cell of a workbook.

use super::Span;
use crate::source::{Content, SourceTree};

/// A place as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A text file: line and column count from 1, columns in characters.
    Text { line: usize, column: usize },
    /// A workbook: the cell's address, as a spreadsheet shows it.
    Cell(String),
    /// A file that has no text to point into.
    File,
}

impl Place {
    /// The place where a span starts; a span that lies outside its file is moved to the file's end.
    pub fn of(span: Span, tree: &SourceTree) -> Place {
        match &tree.file(span.file).content {
            Content::Text(text) => {
                let start = floor(text, span.start as usize);
                let line_start = line_start(text, start);
                Place::Text { line: line_number(text, line_start), column: text[line_start..start].chars().count() + 1 }
            }
            Content::Bytes(_) => Place::Cell(cell_address(span.start, span.end)),
            Content::Unread(_) => Place::File,
        }
    }
}

/// One line of a file and the part of it that a span covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt<'a> {
    /// The line's number, from 1.
    pub number: usize,
    /// The line without its line break.
    pub line: &'a str,
    /// The covered bytes of `line`; empty where the span is.
    pub covered: std::ops::Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// The first line of a span, with as much of the span as lies on it; nothing where the file has no text.
    pub fn of(span: Span, tree: &'a SourceTree) -> Option<Excerpt<'a>> {
        let Content::Text(text) = &tree.file(span.file).content else { return None };
        let start = floor(text, span.start as usize);
        let end = floor(text, span.end as usize).max(start);
        let line_start = line_start(text, start);
        let line = text[line_start..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let within = |at: usize| (at - line_start).min(line.len());
        Some(Excerpt { number: line_number(text, line_start), line, covered: within(start)..within(end) })
    }
}

/// A line as it is shown: whole, or the part around a fault with an ellipsis where something was cut.
#[derive(Clone, Debug)]
pub struct Window {
    /// What is shown.
    pub shown: String,
    kept: std::ops::Range<usize>,
    lead: usize,
}

impl Window {
    /// At most `width` characters of `line`, those around the byte `centre`.
    pub fn of(line: &str, centre: usize, width: usize) -> Window {
        if line.chars().nth(width).is_none() {
            return Window { shown: line.to_owned(), kept: 0..line.len(), lead: 0 };
        }
        // A third of the room goes to what stands before the fault, so that it is read in its sentence.
        let start = line[..centre].char_indices().rev().nth(width / 3).map_or(0, |(at, _)| at);
        let end = line[start..].char_indices().nth(width).map_or(line.len(), |(at, _)| start + at);
        let left = if start > 0 { "…" } else { "" };
        let right = if end < line.len() { "…" } else { "" };
        Window { shown: format!("{left}{}{right}", &line[start..end]), kept: start..end, lead: left.len() }
    }

    /// Where a range of the line's bytes lies in what is shown.
    pub fn moved(&self, covered: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let moved = |at: usize| at.clamp(self.kept.start, self.kept.end) - self.kept.start + self.lead;
        moved(covered.start)..moved(covered.end)
    }
}

/// A cell as a spreadsheet names it: row 6, column 1, both from 0, is `B7`.
pub fn cell_address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(u64::from(row) + 1).to_string()
}

/// A text in one line, in which nothing can move the cursor or change the colours of the reader's terminal.
pub fn harmless(text: &str) -> String {
    let harmless = |letter: char| match letter {
        '\t' => '\t',
        '\n' | '\r' => ' ',
        _ if letter.is_control() || is_turning(letter) => '\u{fffd}',
        _ => letter,
    };
    text.trim_end().chars().map(harmless).collect()
}

/// Does a letter change the direction in which those after it are shown? With it a message could be made to read otherwise than it is.
fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The nearest character boundary at or before `at`, and never past the end.
pub(super) fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

fn line_number(text: &str, line_start: usize) -> usize {
    text.as_bytes()[..line_start].iter().filter(|&&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        let check = |row, column, expected: &str| assert_eq!(cell_address(row, column), expected);
        check(0, 0, "A1");
        check(6, 1, "B7");
        check(9, 25, "Z10");
        check(9, 26, "AA10");
        check(0, 701, "ZZ1");
        check(0, 702, "AAA1");
        check(u32::MAX, u32::MAX, "MWLQKWV4294967296");
    }

    #[test]
    fn long_lines_are_trimmed_around_the_fault() {
        let check = |line: &str, covered: std::ops::Range<usize>, expected: (&str, &str)| {
            let window = Window::of(line, covered.start, 9);
            assert_eq!((&*window.shown, &window.shown[window.moved(&covered)]), expected);
        };
        check("short", 1..3, ("short", "ho"));
        check("0123456789abcdef", 0..2, ("012345678…", "01"));
        check("0123456789abcdef", 8..9, ("…456789abc…", "8"));
        check("0123456789abcdef", 15..16, ("…bcdef", "f"));
        check("0123456789abcdef", 16..16, ("…cdef", ""));
        check("ñandú ñandú ñandú", 10..11, ("…dú ñandú …", "a"));
    }
}
