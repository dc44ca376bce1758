//! A sheet of an Excel or OpenDocument workbook as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataType, ExcelDateTime, Ods, Reader, SheetType, Xlsx};

use super::{Heading, MOST_CELLS, MOST_COLUMNS, Row, Sheet, assemble};
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::syntax::toml::{Node, State, Toml};

/// Reads a sheet of a workbook, the first one without a name; its first row that is not empty names the columns.
pub fn read_workbook(file: FileId, bytes: &[u8], sheet: Option<&str>, report: &mut Report) -> Option<Sheet> {
    if let Some(too_much) = super::unpack::too_much(bytes) {
        report.say(Span::start_of(file), Code::BrokenTable, too_much).help("split it into several files, or remove what is not needed");
        return None;
    }
    let cells = if is_open_document(bytes) { open_document(file, bytes, sheet, report) } else { excel(file, bytes, sheet, report) };
    let mut grid: BTreeMap<u32, BTreeMap<u32, Toml>> = BTreeMap::new();
    // Rows with a cell that shows no value: what they seem to lack has been reported.
    let mut broken: BTreeSet<u32> = BTreeSet::new();
    for ((row, column), found) in cells? {
        let span = Span::cell(file, row as usize, column as usize);
        let before = report.len();
        let value = value(found, span, report);
        if report.len() > before {
            broken.insert(row);
        }
        if let Some(value) = value {
            if column as usize >= MOST_COLUMNS {
                let message = format!("{} lies outside the {MOST_COLUMNS} columns that a table may have", address(row, column));
                report.say(span, Code::BrokenTable, message).help("move it to the left, or remove it");
                return None;
            }
            grid.entry(row).or_default().insert(column, value);
        }
    }
    let width = grid.values().filter_map(|cells| cells.keys().last()).max().map_or(0, |last| last + 1);
    let mut rows = grid.into_iter();
    let (heading_row, mut texts) = rows.next().unwrap_or_default();
    let headings = (0..width).map(|column| Heading {
        text: texts.remove(&column).map_or("".into(), as_heading),
        span: Span::cell(file, heading_row as usize, column as usize),
    });
    let headings = headings.collect();
    let rows = rows.map(|(row, mut cells)| Row {
        span: Span::cell(file, row as usize, 0),
        // The row reaches to its last cell; what is right of it is added with the headings at hand.
        cells: (0..cells.keys().last().map_or(0, |last| last + 1))
            .map(|column| Node {
                span: Span::cell(file, row as usize, column as usize),
                value: cells.remove(&column).unwrap_or(Toml::Cell("".into())),
            })
            .collect(),
        state: if broken.contains(&row) { State::Broken } else { State::Whole },
    });
    let rows = rows.collect();
    let absent = |row: Span, column| Span::cell(file, row.start as usize, column);
    assemble(file, Sheet { headings, rows }, absent, report)
}

/// What a cell shows, before it becomes a value.
enum Found {
    Value(Data),
    /// A formula whose result the program that wrote the file did not store.
    Uncalculated,
}

type Cells = Vec<((u32, u32), Found)>;

/// An OpenDocument file starts with an entry `mimetype`, as its standard asks.
fn is_open_document(bytes: &[u8]) -> bool {
    bytes.get(30..38) == Some(b"mimetype")
}

fn excel(file: FileId, bytes: &[u8], sheet: Option<&str>, report: &mut Report) -> Option<Cells> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|err| unreadable(file, &err, report)).ok()?;
    let name = choose_sheet(file, &workbook, sheet, report)?;
    // Cell by cell, because a range would fill the rectangle between the first and the last cell.
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(|err| unreadable(file, &err, report)).ok()?;
    let mut cells = Vec::new();
    loop {
        match reader.next_cell_with_formula() {
            Ok(Some(_)) if cells.len() >= MOST_CELLS => {
                let fault = report.say(
                    Span::start_of(file),
                    Code::BrokenTable,
                    format!("the sheet has more than {MOST_CELLS} cells, which is too large"),
                );
                fault.help("split it into several files, or remove what is not needed");
                return None;
            }
            Ok(Some(cell)) if cell.value.is_empty() && cell.formula.is_some() => cells.push((cell.pos, Found::Uncalculated)),
            Ok(Some(cell)) => cells.push((cell.pos, Found::Value(cell.value.into()))),
            Ok(None) => return Some(cells),
            Err(err) => {
                unreadable(file, &err, report);
                return None;
            }
        }
    }
}

fn open_document(file: FileId, bytes: &[u8], sheet: Option<&str>, report: &mut Report) -> Option<Cells> {
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|err| unreadable(file, &err, report)).ok()?;
    let name = choose_sheet(file, &workbook, sheet, report)?;
    let range = workbook.worksheet_range(&name).map_err(|err| unreadable(file, &err, report)).ok()?;
    let (top, left) = range.start().unwrap_or_default();
    let place = |row: usize, column: usize| (top + row as u32, left + column as u32);
    let mut cells: Cells = range.used_cells().map(|(row, column, value)| (place(row, column), Found::Value(value.clone()))).collect();
    // A formula without a stored result is an empty cell among the values.
    if let Ok(formulas) = workbook.worksheet_formula(&name) {
        let (top, left) = formulas.start().unwrap_or_default();
        let places = formulas.used_cells().map(|(row, column, _)| (top + row as u32, left + column as u32));
        cells.extend(places.filter(|at| range.get_value(*at).is_none_or(Data::is_empty)).map(|at| (at, Found::Uncalculated)));
    }
    Some(cells)
}

fn unreadable(file: FileId, err: &dyn std::fmt::Display, report: &mut Report) {
    let fault = report.say(Span::start_of(file), Code::BrokenTable, format!("the workbook cannot be read: {err}"));
    fault.help("open it in a spreadsheet program and save it again as .xlsx without a password");
}

fn choose_sheet<'a>(file: FileId, workbook: &impl Reader<Cursor<&'a [u8]>>, wanted: Option<&str>, report: &mut Report) -> Option<String> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<&str> = sheets.map(|sheet| sheet.name.as_str()).collect();
    let found = match wanted {
        Some(wanted) => names.iter().find(|name| **name == wanted),
        None => names.first(),
    };
    if found.is_none() {
        let all = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match wanted {
            Some(wanted) => {
                let help = nearest(wanted, names.iter().copied())
                    .map_or(format!("it has {all}"), |near| format!("did you mean `{near}`? It has {all}"));
                report.say(Span::start_of(file), Code::BrokenTable, format!("the workbook has no sheet `{wanted}`")).help(help)
            }
            None => report.say(Span::start_of(file), Code::BrokenTable, "the workbook has no sheet"),
        };
    }
    found.map(|name| (*name).to_owned())
}

/// A cell's value; nothing where it is empty or where what it shows is no value.
fn value(found: Found, span: Span, report: &mut Report) -> Option<Toml> {
    let place = address(span.start, span.end);
    let data = match found {
        Found::Value(data) => data,
        Found::Uncalculated => {
            let fault = report.say(span, Code::BrokenTable, format!("the formula in {place} has no stored result"));
            fault.help("open the workbook in a spreadsheet program and save it again, or write the value");
            return None;
        }
    };
    Some(match data {
        Data::Empty => return None,
        Data::String(text) => Toml::Cell(text.into()),
        Data::Int(number) => Toml::Cell(number.to_string().into()),
        Data::Float(number) => number_of(number),
        Data::Bool(is_so) => Toml::Boolean(is_so),
        Data::DateTime(moment) => moment_of(moment),
        Data::DateTimeIso(moment) => Toml::Date(moment.trim_end_matches("T00:00:00").into()),
        Data::DurationIso(duration) => Toml::Cell(duration.into()),
        Data::Error(error) => {
            let fault = report.say(span, Code::BrokenTable, format!("{place} shows the error `{error}`"));
            fault.help("mend the formula, or empty the cell");
            return None;
        }
    })
}

/// A workbook knows only fractions; what has none is what was typed, and a field of text may take it as that.
fn number_of(number: f64) -> Toml {
    // Up to here every whole number has a value of its own.
    let exact = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= exact { Toml::Cell((number as i64).to_string().into()) } else { Toml::Number(number) }
}

fn moment_of(moment: ExcelDateTime) -> Toml {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let (days, rest) = (moment.as_f64().floor(), moment.as_f64().fract());
    if moment.is_duration() || days < 1.0 {
        // A time of day is a fraction of day 0.
        Toml::Date(format!("{hour:02}:{minute:02}:{second:02}").into())
    } else if rest == 0.0 {
        Toml::Date(format!("{year:04}-{month:02}-{day:02}").into())
    } else {
        Toml::Date(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}").into())
    }
}

fn as_heading(value: Toml) -> Box<str> {
    match value {
        Toml::Cell(text) | Toml::Text(text) | Toml::Date(text) => text.trim().into(),
        Toml::Integer(number) => number.to_string().into(),
        Toml::Number(number) => number.to_string().into(),
        Toml::Boolean(is_so) => is_so.to_string().into(),
        Toml::List(_) | Toml::Table(_) | Toml::Lost => "".into(),
    }
}

/// A cell's place as a spreadsheet names it, such as `C4`.
fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}
