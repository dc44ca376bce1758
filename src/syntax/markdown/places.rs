//! Where the words of a text stand in a file that has them in another form: with escapes, or in the cell of a workbook.

use std::ops::Range;

use crate::diag::{Diagnostic, Span};

/// The places of a text's letters in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// The value that the text was read from.
    whole: Span,
    /// In order; none where every letter is just somewhere in the whole.
    pieces: Vec<Piece>,
}

/// A piece of the text that stands in the file in one go.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    /// Where it starts in the text, and in the file.
    text: usize,
    file: usize,
    /// How long it is in the file, where that is one escape.
    escape: Option<usize>,
}

impl Places {
    /// Finds `text` at `whole`, which is a string of TOML, a table of such strings, or a cell, of a file that says `source`.
    pub fn of(whole: Span, text: &str, source: &str) -> Places {
        let nowhere = Places { whole, pieces: Vec::new() };
        let Some(raw) = source.get(whole.range()).filter(|_| !text.is_empty()) else { return nowhere };
        let offset = whole.range().start;
        if let Some(at) = raw.find(text) {
            return Places { whole, pieces: vec![Piece { text: 0, file: offset + at, escape: None }] };
        }
        let read = Literals { raw, at: 0 }.find_map(|read| read.cut(text)).or_else(|| cell(raw).cut(text));
        let moved = |piece: Piece| Piece { file: piece.file + offset, ..piece };
        read.map_or(nowhere, |pieces| Places { whole, pieces: pieces.into_iter().map(moved).collect() })
    }

    /// Where the whole text stands, if it stands in the file as it is.
    pub fn plain(&self) -> Option<usize> {
        match self.pieces[..] {
            [Piece { file, escape: None, .. }] => Some(file),
            _ => None,
        }
    }

    /// Is each word's own place known?
    pub fn are_exact(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// The place of a part of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let piece = |at: usize| self.pieces[..self.pieces.partition_point(|piece| piece.text <= at)].last();
        let Some(first) = piece(range.start) else { return self.whole };
        let start = if first.escape.is_some() { first.file } else { first.file + (range.start - first.text) };
        // The end is that of the last letter covered, for the next may stand further away.
        let end = match piece(range.end.saturating_sub(1)) {
            Some(Piece { file, escape: Some(length), .. }) => file + length,
            Some(last) => last.file + (range.end - last.text),
            None => start,
        };
        Span::new(self.whole.file, start..if range.is_empty() { start } else { end.max(start) })
    }

    /// Moves what was said of the text by itself to the file.
    pub fn move_to_file(&self, found: &mut Diagnostic) {
        let moved = |span: &mut Span| *span = self.span(span.range());
        moved(&mut found.span);
        if self.are_exact() {
            found.labels.iter_mut().for_each(|label| moved(&mut label.span));
            found.fixes.iter_mut().for_each(|fix| moved(&mut fix.span));
        } else {
            found.labels.clear();
            found.fixes.clear();
        }
    }
}

/// A text as it was read, with where its pieces stood.
#[derive(Default)]
struct Read {
    text: String,
    pieces: Vec<Piece>,
    is_apart: bool,
}

impl Read {
    fn letter(&mut self, letter: char, at: usize) {
        if self.pieces.is_empty() || std::mem::take(&mut self.is_apart) {
            self.pieces.push(Piece { text: self.text.len(), file: at, escape: None });
        }
        self.text.push(letter);
    }

    fn escape(&mut self, letter: char, place: Range<usize>) {
        self.pieces.push(Piece { text: self.text.len(), file: place.start, escape: Some(place.len()) });
        self.is_apart = true;
        self.text.push(letter);
    }

    /// The pieces of a part of what was read.
    fn cut(self, text: &str) -> Option<Vec<Piece>> {
        let at = self.text.find(text)?;
        let first = self.pieces.partition_point(|piece| piece.text <= at).checked_sub(1)?;
        let moved = self.pieces[first..].iter().map(|piece| match piece.text.checked_sub(at) {
            Some(text) => Piece { text, ..*piece },
            None => Piece { text: 0, file: piece.file + (at - piece.text), ..*piece },
        });
        Some(moved.collect())
    }
}

/// A cell of a CSV file, in which quotation marks are doubled.
fn cell(raw: &str) -> Read {
    let mut read = Read::default();
    let mut letters = raw.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letters.next_if(|(_, next)| (letter, *next) == ('"', '"')) {
            Some(_) => read.escape('"', at..at + 2),
            None => read.letter(letter, at),
        }
    }
    read
}

/// The strings of a piece of TOML that may hold escapes.
struct Literals<'a> {
    raw: &'a str,
    at: usize,
}

impl Iterator for Literals<'_> {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        loop {
            let rest = &self.raw[self.at..];
            let start = rest.find(['"', '\''])?;
            let rest = &rest[start..];
            self.at += start;
            let mark = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| rest.starts_with(mark))?;
            self.at += mark.len();
            if mark.starts_with('"') {
                return Some(self.escaped(mark));
            }
            self.at = self.raw[self.at..].find(mark).map_or(self.raw.len(), |end| self.at + end + mark.len());
        }
    }
}

impl Literals<'_> {
    /// Reads on to the mark that closes the string.
    fn escaped(&mut self, mark: &str) -> Read {
        let mut read = Read::default();
        while let Some(letter) = self.raw[self.at..].chars().next() {
            let start = self.at;
            if self.raw[start..].starts_with(mark) {
                self.at += mark.len();
                break;
            }
            self.at += letter.len_utf8();
            match letter {
                '\\' => self.escape(start, &mut read),
                // A line ends in the same way wherever the file was written.
                '\r' if self.raw[self.at..].starts_with('\n') => read.is_apart = true,
                letter => read.letter(letter, start),
            }
        }
        read
    }

    fn escape(&mut self, start: usize, read: &mut Read) {
        let rest = &self.raw[self.at..];
        let Some(letter) = rest.chars().next() else { return };
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if letter.is_whitespace() {
            // At the end of a line it joins the next to this one.
            self.at += rest.len() - rest.trim_start().len();
            read.is_apart = true;
            return;
        }
        let number = rest.get(letter.len_utf8()..letter.len_utf8() + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let meant = match letter {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'e' => Some('\u{1b}'),
            'x' | 'u' | 'U' => number.and_then(char::from_u32),
            other => Some(other),
        };
        self.at += letter.len_utf8() + if meant.is_some() { digits } else { 0 };
        if let Some(meant) = meant {
            read.escape(meant, start..self.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    /// Where `word` of `text` stands in `source`.
    fn check(source: &str, text: &str, word: &str, expected: &str) {
        let places = Places::of(Span::new(FileId(0), 0..source.len()), text, source);
        let at = text.find(word).expect("the text has the word");
        assert_eq!(&source[places.span(at..at + word.len()).range()], expected, "{source}");
    }

    #[test]
    fn a_word_is_found_behind_escapes() {
        check(r#""A [[x]]""#, "A [[x]]", "[[x]]", "[[x]]");
        check(r#""A \"q\" [[x]] b""#, "A \"q\" [[x]] b", "[[x]]", "[[x]]");
        check(r#""caf\u00e9 [[x]]""#, "café [[x]]", "[[x]]", "[[x]]");
        check(r#""caf\u00e9 [[x]]""#, "café [[x]]", "café", r"caf\u00e9");
        check("\"\"\"\nA \\\n   b \\\"q\\\" [[x]]\"\"\"", "A b \"q\" [[x]]", "[[x]]", "[[x]]");
        check("\"\"\"\r\none\r\n\\\"two\\\" [[x]]\"\"\"", "one\n\"two\" [[x]]", "[[x]]", "[[x]]");
        check(r#"{ en = "a \\", es = "b \t [[x]]" }"#, "b \t [[x]]", "[[x]]", "[[x]]");
        check(r#"['\"', "b \t [[x]]"]"#, "b \t [[x]]", "[[x]]", "[[x]]");
        check(r#"say ""so"" [[x]]"#, "say \"so\" [[x]]", "[[x]]", "[[x]]");
    }

    #[test]
    fn what_is_not_found_is_somewhere_in_the_whole() {
        for (source, text) in [("\"a\"", "b"), ("\"\\u12\"", "x"), ("\"", "x"), ("\"\\", "x"), ("é\\é", "x"), ("", "")] {
            let places = Places::of(Span::new(FileId(0), 0..source.len()), text, source);
            assert!(!places.are_exact());
            assert_eq!(places.span(0..1), Span::new(FileId(0), 0..source.len()));
        }
    }
}
