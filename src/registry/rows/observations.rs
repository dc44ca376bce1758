//! The rows of a figure's data file as tables that read like `[[observations]]`.

use super::super::kind::{FieldId, Kinds};
use super::{Column, Listing, Mapping, add, in_default_language, is_empty, read_sheet};
use crate::diag::{Code, Report, Span, nearest};
use crate::source::SourceTree;
use crate::syntax::date::Period;
use crate::syntax::table::{Heading, Row, Sheet};
use crate::syntax::toml::{Entry, Node, State, Table, Toml, texts};

/// How the rows of a data file are read, as the figure says.
pub struct Reading<'a> {
    /// The fields that its headings mean.
    pub columns: Option<&'a Table>,
    /// What its columns must say for a row to be taken.
    pub rows: Option<&'a Table>,
}

/// The key of `columns` that stands for every heading that is a period.
const EVERY: &str = "*";

/// What a row of one value for each period becomes: rows of this many cells in all are refused.
const MOST_CELLS: usize = 10_000_000;

/// Reads the rows of a data file; `fields` are those of an observation.
pub fn observations(
    listing: &Listing<'_>,
    reading: &Reading<'_>,
    (kinds, fields): (&Kinds, &[FieldId]),
    tree: &SourceTree,
    report: &mut Report,
) -> Vec<Node> {
    let Some(mut sheet) = read_sheet(listing.file, None, None, tree, report) else { return Vec::new() };
    let mut left_out: Vec<Entry> = Vec::new();
    for entry in reading.rows.map_or(&[][..], |rows| &rows.entries) {
        left_out.extend(select(&mut sheet, entry, report));
    }
    let mut columns = Table::of(reading.columns.map_or(Vec::new(), |columns| columns.entries.clone()));
    if let Some(at) = columns.entries.iter().position(|entry| &*entry.key == EVERY) {
        let every = columns.entries.remove(at);
        match lengthened(sheet, &every, &columns, report) {
            Some(long) => sheet = long,
            None => return Vec::new(),
        }
    }
    columns.entries.extend(left_out.into_iter().filter(|entry| reading.columns.is_none_or(|columns| columns.find(&entry.key).is_none())));
    let mapping = Mapping { columns: Some(&columns), defaults: None, delimiter: None, sheet: None, id_from: None, source: "" };
    let before = report.len();
    let mut columns = mapping.columns(&sheet, (kinds, fields), super::OBSERVATION, report);
    let has_unknown = report.len() > before;
    in_default_language(&mut columns, listing.default_language);
    if !columns.iter().flatten().any(|column| ["value", "min", "max"].contains(&&*column.name)) {
        if let (false, Some(first)) = (has_unknown, sheet.headings.first()) {
            report.say(first.span, Code::BrokenTable, "this table has no column `value`").help(no_value(&sheet));
        }
        return Vec::new();
    }
    sheet.rows.iter().map(|row| node(row, &columns)).collect()
}

/// What to do where no column is called `value`.
fn no_value(sheet: &Sheet) -> &'static str {
    if sheet.headings.iter().any(|heading| Period::parse(&heading.text).is_ok()) {
        "the values seem to stand below their periods: say so in the figure with columns = { \"*\" = \"period\" }"
    } else {
        "call a column `value`, or say which one it is: columns = { \"…\" = \"value\" } in the figure"
    }
}

/// Keeps the rows in which a column says what is wanted; the column is then left out, unless it has a meaning of its own.
fn select(sheet: &mut Sheet, entry: &Entry, report: &mut Report) -> Option<Entry> {
    let Some(at) = sheet.headings.iter().position(|heading| heading.text == entry.key) else {
        let known = || sheet.headings.iter().map(|heading| &*heading.text);
        let help = match nearest(&entry.key, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its headings are {}", known().collect::<Vec<_>>().join(", ")),
        };
        report.say(entry.key_span, Code::BrokenTable, format!("the table has no heading `{}`", entry.key)).help(help);
        return None;
    };
    let wanted: Vec<(&str, Span)> = texts(&entry.key, &entry.node, report);
    let said = |row: &Row| row.cells.get(at).map(super::written).unwrap_or_default();
    for (word, span) in wanted.iter().filter(|(word, _)| !sheet.rows.iter().any(|row| said(row) == *word)) {
        let mut known: Vec<String> = sheet.rows.iter().take(MOST_LOOKED_AT).map(said).collect();
        known.sort_unstable();
        known.dedup();
        let near = nearest(word, known.iter().map(|known| &**known)).map(|near| format!("did you mean `{near}`?"));
        report.say(*span, Code::BrokenTable, format!("no row of the table has `{word}` as its `{}`", entry.key)).help_if(near);
    }
    sheet.rows.retain(|row| wanted.iter().any(|(word, _)| said(row) == *word));
    let node = Node { span: entry.node.span, value: Toml::Text("-".into()) };
    Some(Entry { key: entry.key.clone(), key_span: entry.key_span, node })
}

/// Rows in which a word is looked for that comes near.
const MOST_LOOKED_AT: usize = 10_000;

/// A table with a column for each period as one with a row for each.
fn lengthened(sheet: Sheet, every: &Entry, columns: &Table, report: &mut Report) -> Option<Sheet> {
    if every.node.as_text() != Some("period") {
        let message = format!("`{EVERY}` stands for every heading that is a period, and means nothing else");
        report.say(every.node.span, Code::BrokenTable, message).help("write \"*\" = \"period\"");
        return None;
    }
    let is_period = |heading: &Heading| columns.find(&heading.text).is_none() && Period::parse(&heading.text).is_ok();
    let is_value: Vec<bool> = sheet.headings.iter().map(is_period).collect();
    let Some(first) = sheet.headings.iter().zip(&is_value).find(|(_, is_value)| **is_value).map(|(heading, _)| heading.span) else {
        let message = "no heading of the table is a period";
        report.say(every.key_span, Code::BrokenTable, message).help("write the periods above their columns, such as 2021 or 2021-06");
        return None;
    };
    let values = is_value.iter().filter(|is_value| **is_value).count();
    let width = is_value.len() - values + 2;
    if sheet.rows.len().saturating_mul(values).saturating_mul(width) > MOST_CELLS {
        let message = format!("the table has {} rows of {values} periods, which is too large", sheet.rows.len());
        report.say(first, Code::BrokenTable, message).help("leave out columns that are not needed, or split it into several figures");
        return None;
    }
    let others = |row: &Row| row.cells.iter().zip(&is_value).filter(|(_, is_value)| !**is_value).map(|(cell, _)| cell.clone()).collect();
    let mut rows = Vec::with_capacity(sheet.rows.len() * values);
    for row in &sheet.rows {
        let other: Vec<Node> = others(row);
        for ((heading, cell), _) in sheet.headings.iter().zip(&row.cells).zip(&is_value).filter(|(_, is_value)| **is_value) {
            let period = Node { span: cell.span, value: Toml::Cell(heading.text.clone()) };
            let cells = other.iter().cloned().chain([period, cell.clone()]).collect();
            rows.push(Row { span: row.span, cells, state: row.state });
        }
    }
    let new = |text: &str| Heading { text: text.into(), span: first };
    let kept = sheet.headings.into_iter().zip(&is_value).filter(|(_, is_value)| !**is_value).map(|(heading, _)| heading);
    Some(Sheet { headings: kept.chain([new("period"), new("value")]).collect(), rows })
}

/// A row as an observation; without a value it says that there is none, which is never zero.
fn node(row: &Row, columns: &[Option<Column<'_>>]) -> Node {
    let mut read = Table { entries: Vec::new(), state: row.state };
    let mut unsaid: Option<(&Node, &Column<'_>)> = None;
    let mut flags: Vec<Node> = Vec::new();
    for (cell, column) in row.cells.iter().zip(columns) {
        let Some(column) = column else { continue };
        match &*column.name {
            "value" => match (stated(cell), is_empty(cell)) {
                (None, true) => unsaid = Some((cell, column)),
                (None, false) => add(&mut read, column, cell),
                (Some((value, letters)), _) => {
                    flags.extend(flags_of(letters, cell.span));
                    let value = Node { span: cell.span, value: Toml::Cell(value.into()) };
                    if is_missing(&value) { unsaid = Some((cell, column)) } else { add(&mut read, column, &value) }
                }
            },
            "flag" => flags.extend(cell.as_text().map(|letters| flags_of(letters, cell.span)).unwrap_or_default()),
            _ if is_empty(cell) => {}
            _ => add(&mut read, column, cell),
        }
    }
    let unsaid = unsaid.filter(|_| row.state == State::Whole);
    if let Some((cell, column)) = unsaid.filter(|_| read.find("min").is_none() && read.find("max").is_none()) {
        add(&mut read, column, &Node { span: cell.span, value: Toml::Text("not-reported".into()) });
    }
    if let Some(first) = flags.first().map(|flag| flag.span) {
        read.entries.push(Entry { key: "flag".into(), key_span: first, node: Node { span: first, value: Toml::List(flags) } });
    }
    Node { span: row.cells.first().map_or(row.span, |cell| cell.span), value: Toml::Table(read) }
}

/// A value and the letters behind it, as statistical offices write them in one cell: `16.5 bp`, `: c`.
fn stated(cell: &Node) -> Option<(&str, &str)> {
    let Toml::Cell(text) = &cell.value else { return None };
    let (value, letters) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let is_value = is_mark(value) || value.parse::<f64>().is_ok();
    let is_flags = letters.len() <= MOST_FLAGS && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
    (is_value && is_flags && (!letters.is_empty() || is_mark(value))).then_some((value, letters))
}

/// No value has more flags than this; what is longer is a word.
const MOST_FLAGS: usize = 3;

/// Does a cell say that there is no value?
fn is_missing(cell: &Node) -> bool {
    is_empty(cell) || cell.as_text().is_some_and(|text| is_mark(text.trim()))
}

/// How tables say that there is no value: as Eurostat and as the World Bank do.
fn is_mark(text: &str) -> bool {
    matches!(text, ":" | "..")
}

/// One flag for each letter, whatever its case; a word is none, and is refused as a whole.
fn flags_of(letters: &str, span: Span) -> Vec<Node> {
    if letters.trim().len() > MOST_FLAGS {
        return vec![Node { span, value: Toml::Text(letters.trim().into()) }];
    }
    let flag = |letter: char| Node { span, value: Toml::Text(letter.to_lowercase().collect::<String>().into()) };
    letters.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, ',' | ';')).map(flag).collect()
}
