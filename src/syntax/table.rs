//! A CSV file or a sheet of a workbook as rows of cells below headings.

mod csv;
mod unpack;
mod workbook;

use std::collections::BTreeMap;

use crate::diag::{Code, FileId, Report, Span};
use crate::syntax::toml::{Node, State, Toml};

pub use csv::read_csv;
pub use workbook::read_workbook;

/// A table whose rows have exactly one cell for each heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// No two are the same, and none is empty.
    pub headings: Vec<Heading>,
    pub rows: Vec<Row>,
}

/// What stands above a column, without the spaces around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub text: Box<str>,
    pub span: Span,
}

/// A row with at least one cell that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub span: Span,
    /// Text is a [`Toml::Cell`], empty where there is none; a workbook also gives numbers, dates and booleans.
    pub cells: Vec<Node>,
    /// A row whose cells do not fit the headings keeps only its first.
    pub state: State,
}

/// A table is refused above this number of cells, so that a small file cannot stand for a huge one.
const MOST_CELLS: usize = 5_000_000;

/// A heading further to the right than this is a slip, or an attempt to make the reader allocate.
const MOST_COLUMNS: usize = 1_000;

/// Makes the rows as wide as the headings and leaves out columns without a heading of their own.
///
/// `absent` is the place of a cell that its row, of this place, is too short to have.
fn assemble(file: FileId, table: Sheet, absent: impl Fn(Span, usize) -> Span, report: &mut Report) -> Option<Sheet> {
    let Sheet { headings, mut rows } = table;
    rows.retain(|row| !row.cells.iter().all(is_blank));
    let width = headings.len();
    if width.saturating_mul(rows.len()) > MOST_CELLS {
        let message = format!("the table has {} rows of {width} columns, which is too large", rows.len());
        report.say(Span::start_of(file), Code::BrokenTable, message).help("split it into several files, or remove what is not needed");
        return None;
    }
    for row in &mut rows {
        for column in row.cells.len()..width {
            row.cells.push(Node { span: absent(row.span, column), value: Toml::Cell("".into()) });
        }
    }
    let kept = usable_columns(&headings, &rows, report);
    if !kept.contains(&true) {
        report
            .say(Span::start_of(file), Code::BrokenTable, "the table has no heading row")
            .help("name a field above each column, `id` and `title` for a start");
        return None;
    }
    if kept.contains(&false) {
        for row in &mut rows {
            row.cells = keep(std::mem::take(&mut row.cells), &kept);
        }
        rows.retain(|row| !row.cells.iter().all(is_blank));
    }
    Some(Sheet { headings: keep(headings, &kept), rows })
}

/// Which columns have a heading that no column before them has.
fn usable_columns(headings: &[Heading], rows: &[Row], report: &mut Report) -> Vec<bool> {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut kept = vec![true; headings.len()];
    for (column, heading) in headings.iter().enumerate() {
        if heading.text.is_empty() {
            kept[column] = false;
            // A column that is empty all the way down is only layout.
            if let Some(row) = rows.iter().find(|row| !is_blank(&row.cells[column])) {
                let fault = report.say(heading.span, Code::BrokenTable, format!("column {} has cells and no heading", column + 1));
                fault.label(row.cells[column].span, "its first cell").help("give the column a heading, or empty it");
            }
        } else if let Some(first) = seen.get(&*heading.text) {
            kept[column] = false;
            let fault = report.say(heading.span, Code::BrokenTable, format!("two columns have the heading `{}`", heading.text));
            fault.label(*first, "the first of them").help("rename one of them, or remove it");
        } else {
            seen.insert(&heading.text, heading.span);
        }
    }
    kept
}

fn keep<T>(items: Vec<T>, kept: &[bool]) -> Vec<T> {
    items.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(item, _)| item).collect()
}

fn is_blank(cell: &Node) -> bool {
    matches!(&cell.value, Toml::Cell(text) if text.trim().is_empty())
}

#[cfg(test)]
mod tests;
