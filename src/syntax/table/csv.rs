//! A CSV file as a table, with the exact place of every cell.
//!
//! Why not the `csv` crate's records: they know where a record starts and not where its cells do. Its core reads one cell at a time.

use std::ops::Range;

use super::{Heading, MOST_CELLS, MOST_COLUMNS, Row, Sheet, assemble, is_blank};
use crate::diag::{Code, FileId, Report, Span};
use crate::syntax::toml::{Node, State, Toml};

/// Reads a CSV file whose first line names the columns.
///
/// Without a `delimiter` it is the one of comma, semicolon, tab and bar that the heading line has most of.
pub fn read_csv(file: FileId, text: &str, delimiter: Option<char>, report: &mut Report) -> Option<Sheet> {
    let delimiter = delimiter.unwrap_or_else(|| sniff(text));
    if !delimiter.is_ascii() || matches!(delimiter, '"' | '\n' | '\r') {
        let message = format!("`{}` cannot be the delimiter of a table", delimiter.escape_default());
        report.say(Span::start_of(file), Code::BrokenTable, message).help("use a comma, a semicolon, a tab or a bar");
        return None;
    }
    let mut cells = Cells::of(file, text, delimiter as u8);
    let mut headings: Vec<Heading> =
        cells.next_row(report).map_or(Vec::new(), |(row, _)| row.cells.iter().map(|cell| heading(text, cell)).collect());
    if let [only] = &headings[..]
        && let Some(other) = unused_mark(text, only, delimiter)
    {
        let message = format!("the heading row is a single cell, for `{}` is said to part the cells", delimiter.escape_default());
        let help = format!("`{}` seems to part them: change `delimiter` in the TOML file of the same name", other.escape_default());
        report.say(only.span, Code::BrokenTable, message).help(help);
        return None;
    }
    let beyond = headings.split_off(headings.len().min(MOST_COLUMNS));
    if let Some(heading) = beyond.iter().find(|heading| !heading.text.is_empty()) {
        report
            .say(heading.span, Code::BrokenTable, format!("this table has more than {MOST_COLUMNS} columns"))
            .help("leave out what is not needed, or see whether the lines of the file have come to stand in one");
        return None;
    }
    let mut rows = Vec::new();
    while let Some((mut row, count)) = cells.next_row(report) {
        if (rows.len() + 1).saturating_mul(headings.len()) > MOST_CELLS {
            let message = format!("the table has more than {MOST_CELLS} cells, which is too large");
            report.say(row.span, Code::BrokenTable, message).help("split it into several files, or remove what is not needed");
            return None;
        }
        if row.cells.iter().skip(headings.len()).any(|cell| !is_blank(cell)) {
            let message = format!("this row has {count} cells, and there are {} headings", headings.len());
            let help = format!("put a cell that holds `{}` itself between double quotes", delimiter.escape_default());
            report.say(row.span, Code::BrokenTable, message).help(help);
            // Nobody can tell which of its cells have moved; the first one has not.
            row.cells.iter_mut().skip(1).for_each(|cell| cell.value = Toml::Cell("".into()));
            row.state = State::Broken;
        }
        row.cells.truncate(headings.len());
        rows.push(row);
    }
    if let Some((row, other)) = parted_otherwise(text, &headings, &rows, delimiter) {
        let (headings, rows) = (delimiter.escape_default(), other.escape_default());
        let message = format!("the headings are parted by `{headings}`, and the rows by `{rows}`");
        report.say(row, Code::BrokenTable, message).help("part all of them by the same sign");
        return None;
    }
    let needed = headings.iter().rposition(|heading| !heading.text.is_empty()).map_or(0, |last| last + 1);
    for row in rows.iter_mut().filter(|row| row.cells.len() < needed && !row.cells.iter().all(is_blank)) {
        let message = format!("this row has {} cells, and there are {needed} headings", row.cells.len());
        let help = format!("if the last cells are empty, end it with `{}`", delimiter.to_string().repeat(needed - row.cells.len()));
        report.say(row.span, Code::ShortRow, message).help(if delimiter == '\t' { "add the tabs of the empty cells".into() } else { help });
        row.state = State::Broken;
    }
    let after_row = |row: Span, _| Span { start: row.end, ..row };
    assemble(file, Sheet { headings, rows }, after_row, report)
}

/// A mark in the only heading that may have been meant to part cells; what stands between quotation marks was meant to be one.
fn unused_mark(text: &str, only: &Heading, delimiter: char) -> Option<char> {
    let is_quoted = text.trim_start().starts_with('"');
    MARKS.into_iter().find(|other| !is_quoted && *other != delimiter && only.text.contains(*other))
}

/// What may part the cells of a table without being named.
const MARKS: [char; 4] = [',', ';', '\t', '|'];

/// The first row and what parts it, where no row has more than one cell because all are parted by another sign than the headings.
fn parted_otherwise(text: &str, headings: &[Heading], rows: &[Row], delimiter: char) -> Option<(Span, char)> {
    let first = rows.first().filter(|_| headings.len() > 1 && rows.iter().all(|row| row.cells.len() == 1))?;
    let line = |row: &Row| text.get(row.span.range()).unwrap_or_default();
    let is_it = |mark: &char| *mark != delimiter && rows.iter().all(|row| line(row).contains(*mark));
    Some((first.span, MARKS.into_iter().find(is_it)?))
}

/// Of comma, semicolon, tab and bar, the one that the heading line has most of outside quotes.
fn sniff(text: &str) -> char {
    let mut counts = MARKS.map(|mark| (0, mark));
    let mut quoted = false;
    for c in text.trim_start_matches(['\u{feff}', '\r', '\n']).chars() {
        match c {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(_, delimiter)| *delimiter == c).for_each(|(count, _)| *count += 1),
            _ => {}
        }
    }
    let [first, rest @ ..] = counts;
    rest.into_iter().fold(first, |best, next| if next.0 > best.0 { next } else { best }).1
}

fn heading(text: &str, cell: &Node) -> Heading {
    let Toml::Cell(words) = &cell.value else { return Heading { text: "".into(), span: cell.span } };
    let raw = text.get(cell.span.range()).unwrap_or_default();
    let start = cell.span.start as usize + raw.len() - raw.trim_start().len();
    Heading { text: words.trim().into(), span: Span::new(cell.span.file, start..start + raw.trim().len()) }
}

/// The cells of a file, read one after the other.
struct Cells<'a> {
    file: FileId,
    text: &'a str,
    reader: csv_core::Reader,
    at: usize,
    unquoted: [u8; 1024],
}

/// One cell as read: its bytes with its quotes, and what they say.
struct CellText {
    raw: Range<usize>,
    words: String,
    ends_row: bool,
}

impl Cells<'_> {
    fn of(file: FileId, text: &str, delimiter: u8) -> Cells<'_> {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Cells { file, text, reader, at, unquoted: [0; 1024] }
    }

    /// The next row, with how many cells it has: those far beyond the last column that there may be are not kept.
    fn next_row(&mut self, report: &mut Report) -> Option<(Row, usize)> {
        let mut row: Option<Row> = None;
        let mut count = 0;
        while let Some(cell) = self.next_cell(row.is_none()) {
            let raw = &self.text[cell.raw.clone()];
            let quoted = raw.len() >= 2 && raw.starts_with('"') && raw.ends_with('"');
            let content = if quoted { cell.raw.start + 1..cell.raw.end - 1 } else { cell.raw.clone() };
            // Quotes inside a quoted cell are doubled, so that a closed cell has an even number of them.
            if cell.ends_row && self.at == self.text.len() && raw.starts_with('"') && raw.matches('"').count() % 2 == 1 {
                let place = Span::new(self.file, cell.raw.start..cell.raw.start + 1);
                let fault = report.say(place, Code::BrokenTable, "a quotation mark opens a cell and is never closed");
                fault.help("close it with `\"`; a quotation mark inside a quoted cell is written twice");
            }
            let node = Node { span: Span::new(self.file, content), value: Toml::Cell(cell.words.into()) };
            let row =
                row.get_or_insert_with(|| Row { span: Span::new(self.file, cell.raw.clone()), cells: Vec::new(), state: State::Whole });
            row.span.end = cell.raw.end as u32;
            count += 1;
            if count <= MOST_COLUMNS + 1 || row.cells.last().is_some_and(is_blank) {
                row.cells.truncate(MOST_COLUMNS);
                row.cells.push(node);
            }
            if cell.ends_row {
                break;
            }
        }
        row.map(|row| (row, count))
    }

    fn next_cell(&mut self, begins_row: bool) -> Option<CellText> {
        let mut start = self.at;
        let mut words = Vec::new();
        loop {
            // At the end of the text the input is empty, which tells the reader to finish.
            let (result, read, written) = self.reader.read_field(&self.text.as_bytes()[self.at..], &mut self.unquoted);
            self.at += read;
            words.extend_from_slice(&self.unquoted[..written]);
            match result {
                csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
                csv_core::ReadFieldResult::End => return None,
                csv_core::ReadFieldResult::Field { record_end } => {
                    if begins_row {
                        let raw = &self.text[start..self.at];
                        // The reader passes over blank lines, and over the second byte of a line break, when the next row begins.
                        start += raw.len() - raw.trim_start_matches(['\r', '\n']).len();
                    }
                    let end = self.end_of_cell(start, record_end);
                    let words = String::from_utf8_lossy(&words).into_owned();
                    return Some(CellText { raw: start..end.max(start), words, ends_row: record_end });
                }
            }
        }
    }

    /// Where the cell that was just read ends, without the delimiter or line break after it.
    fn end_of_cell(&self, start: usize, record_end: bool) -> usize {
        let raw = &self.text[start..self.at];
        if record_end { start + raw.strip_suffix(['\r', '\n']).unwrap_or(raw).len() } else { self.at - 1 }
    }
}
