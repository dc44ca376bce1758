//! A table beside the documents of a kind: each row becomes a document like any other.

mod observations;

use std::sync::Arc;

pub use observations::{Reading, observations};

use super::kind::{FieldId, FieldKind, KindId, Kinds, Many, Need};
use super::value::Pair;
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::source::{Content, SourceTree};
use crate::syntax::document::{Document, Role};
use crate::syntax::markdown::{self, Body, slug};
use crate::syntax::table::{self, Sheet};
use crate::syntax::toml::{self, Entry, Keys, Node, State, Table, Toml, texts, wrong_type};
use crate::syntax::writing::Writing;
use icu_normalizer::DecomposingNormalizerBorrowed;
use xxhash_rust::xxh3::xxh3_64;

/// How a table's columns become fields, from the TOML file of the same name.
struct Mapping<'a> {
    columns: Option<&'a Table>,
    defaults: Option<&'a Table>,
    delimiter: Option<char>,
    sheet: Option<&'a str>,
    id_from: Option<(&'a str, Span)>,
    /// The text of the table's file; a workbook has none.
    source: &'a str,
}

/// A CSV file or workbook that lists the things of a kind.
pub struct Listing<'a> {
    pub file: FileId,
    /// The TOML file of the same name.
    pub mapping: Option<&'a Document>,
    /// The kind in whose folder it lies.
    pub kind: KindId,
    /// What a column without a language is in, where others of the same field name one.
    pub default_language: &'a str,
}

/// Reads the rows of a table as documents; `None` if nobody can tell what its rows are, which has then been reported.
pub fn read(listing: &Listing<'_>, kinds: &Kinds, tree: &SourceTree, report: &mut Report) -> Option<Vec<Document>> {
    let Listing { file, mapping, kind, default_language } = *listing;
    let nothing = Table::default();
    let mapping = Mapping::read(mapping.map_or(&nothing, |document| &document.front), tree.text(file), report);
    let before = report.len();
    let mut sheet = read_sheet(file, mapping.delimiter, mapping.sheet, tree, report)?;
    let is_odd = report.iter().skip(before).any(|found| found.code == Code::BrokenTable);
    let mut rows = std::mem::take(&mut sheet.rows);
    let before = report.len();
    let mut columns = mapping.columns(&sheet, (kinds, &kinds.kind(kind).fields), &kinds.kind(kind).name, report);
    // A heading that is empty or misspelt has been reported; what seems to be missing may be its column.
    let has_unknown = is_odd || report.len() > before;
    in_default_language(&mut columns, default_language);
    let has = |name: &str| columns.iter().flatten().any(|column| *column.name == *name);
    if let Some((name, span)) = mapping.id_from.filter(|(name, _)| !has(name)) {
        let heading = sheet.headings.iter().zip(&columns).find(|(heading, _)| *heading.text == *name);
        let meant = heading.and_then(|(_, column)| column.as_ref()).map(|column| &*column.name);
        let near = meant.or_else(|| nearest(name, columns.iter().flatten().map(|column| &*column.name)));
        let help = near.map(|near| format!("did you mean `{near}`? `id_from` names the field that a column is read as"));
        report
            .say(span, Code::BrokenTable, format!("the table has no column for `{name}`, of which ids should be made"))
            .help(help.unwrap_or_else(|| "`id_from` names the field that a column is read as, such as `title`".into()));
        return None;
    }
    let place = sheet.headings.first().map_or(Span::start_of(file), |heading| heading.span);
    if !has("id") && mapping.id_from.is_none() {
        // Of a heading that comes close to it the misspelling has been reported.
        if !has_unknown && nearest("id", sheet.headings.iter().map(|heading| &*heading.text)).is_none() {
            report
                .say(place, Code::BrokenTable, "this table has no column `id`")
                .help("add one, or write id_from = \"title\" in a TOML file of the same name");
        }
        return None;
    }
    let is_given = |name: &str| has(name) || mapping.defaults.is_some_and(|defaults| defaults.find(name).is_some());
    let required = kinds.kind(kind).fields.iter().map(|field| kinds.field(*field)).filter(|field| field.need == Need::Required);
    for field in required.filter(|field| !is_given(&field.name)) {
        if !has_unknown {
            let message = format!("this table has no column `{}`, which every {} needs", field.name, kinds.kind(kind).name);
            let help = format!("add one, or give it to every row under [defaults] in {}", mapping_path(file, tree));
            report.say(place, Code::BrokenTable, message).help(help);
        }
        // What every row lacks is said once.
        rows.iter_mut().for_each(|row| row.state = State::Broken);
    }
    let folder = kinds.kind(kind).folder.clone();
    let rows = rows.iter().filter(|row| row.cells.iter().any(|cell| !is_empty(cell)));
    Some(rows.filter_map(|row| document(&folder, row, &columns, &mapping, report)).collect())
}

/// The file that says how a table is read.
fn mapping_path(file: FileId, tree: &SourceTree) -> String {
    let path = tree.path(file);
    format!("{}.toml", path.rsplit_once('.').map_or(path, |(path, _)| path))
}

/// Puts a column that names no language into the default one, where others of the same field name theirs.
fn in_default_language<'a>(columns: &mut [Option<Column<'a>>], default_language: &'a str) {
    let translated: Vec<Box<str>> =
        columns.iter().flatten().filter(|column| column.language.is_some()).map(|column| column.name.clone()).collect();
    for column in columns.iter_mut().flatten().filter(|column| translated.contains(&column.name)) {
        column.language.get_or_insert(default_language);
    }
}

/// Reads a CSV file or a workbook.
pub fn read_sheet(file: FileId, delimiter: Option<char>, sheet: Option<&str>, tree: &SourceTree, report: &mut Report) -> Option<Sheet> {
    match &tree.file(file).content {
        Content::Text(text) => table::read_csv(file, text, delimiter, report),
        Content::Bytes(bytes) => table::read_workbook(file, bytes, sheet, report),
        Content::Unread(_) => None,
    }
}

/// What a column means: a field, perhaps in one language.
struct Column<'a> {
    name: Box<str>,
    language: Option<&'a str>,
    span: Span,
}

impl<'a> Mapping<'a> {
    fn read(table: &'a Table, source: &'a str, report: &mut Report) -> Mapping<'a> {
        let mut keys = Keys::of(table, "a table's mapping");
        let mapping = Mapping {
            columns: keys.table("columns", report),
            defaults: keys.table("defaults", report),
            delimiter: keys.text("delimiter", report).and_then(|text| text.chars().next()),
            sheet: keys.text("sheet", report),
            id_from: keys.text("id_from", report).zip(keys.node("id_from").map(|node| node.span)),
            source,
        };
        keys.finish(report);
        mapping
    }

    /// What each column of the sheet means; `None` for one that is left out or that nobody can read.
    fn columns(&self, sheet: &'a Sheet, (kinds, fields): (&Kinds, &[FieldId]), what: &str, report: &mut Report) -> Vec<Option<Column<'a>>> {
        if let Some(columns) = self.columns {
            for entry in &columns.entries {
                if sheet.headings.iter().all(|heading| heading.text != entry.key) {
                    let known: Vec<&str> = sheet.headings.iter().map(|heading| &*heading.text).collect();
                    let near = nearest(&entry.key, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                    report
                        .say(entry.key_span, Code::BrokenTable, format!("the table has no heading `{}`", entry.key))
                        .help(near.unwrap_or_else(|| format!("its headings are {}", known.join(", "))));
                }
            }
        }
        let mut found: Vec<Option<Column<'a>>> = Vec::with_capacity(sheet.headings.len());
        for heading in &sheet.headings {
            let column = self.column(heading, (kinds, fields), what, report);
            let twin = column
                .as_ref()
                .and_then(|column| found.iter().flatten().find(|known| (&known.name, known.language) == (&column.name, column.language)));
            if let (Some(column), Some(twin)) = (&column, twin) {
                report
                    .say(column.span, Code::BrokenTable, format!("two columns are read as `{}`", column.name))
                    .label(twin.span, "the first of them")
                    .help("leave one of them out: give it the field \"-\" in the TOML file of the same name");
            }
            let is_twin = twin.is_some();
            found.push(column.filter(|_| !is_twin));
        }
        found
    }

    fn column(
        &self,
        heading: &'a table::Heading,
        (kinds, fields): (&Kinds, &[FieldId]),
        what: &str,
        report: &mut Report,
    ) -> Option<Column<'a>> {
        let mapped = self.columns.and_then(|columns| columns.find(&heading.text));
        let (written, span) = match mapped {
            Some(entry) => (entry.node.as_text().unwrap_or_default(), entry.node.span),
            None => (&*heading.text, heading.span),
        };
        if written == "-" {
            return None;
        }
        let (name, language) = written.split_once('.').map_or((written, None), |(name, language)| (name, Some(language)));
        let by_row = BY_ROW.into_iter().filter(|_| what != OBSERVATION);
        let field = kinds.find_among(fields, name).map(|field| kinds.field(field));
        if field.is_none() && by_row.clone().all(|known| known != name) {
            let near = nearest(name, kinds.field_names(fields).chain(by_row.clone())).map(|near| format!("did you mean `{near}`?"));
            let message = format!("`{what}` has no field `{name}`");
            let how = if what == OBSERVATION {
                format!("say how to read it: columns = {{ \"{}\" = \"…\" }} in the figure, or \"-\" to leave it out", heading.text)
            } else {
                format!("name its field in a TOML file of the same name: \"{}\" = \"…\", or \"-\" to leave it out", heading.text)
            };
            let found = report.say(span, Code::UnknownField, message).help(near.unwrap_or(how));
            // Behind the field's name a language may follow.
            if language.is_none() {
                found.slip(span, name, kinds.field_names(fields).chain(by_row));
            }
            return None;
        }
        let is_text = field.is_none_or(|field| matches!((&field.kind, field.many), (FieldKind::Text | FieldKind::Markdown, Many::One)));
        if let (Some(language), false) = (language, is_text && name != "id") {
            let message = format!("`{name}` is no text, so that it has no version in `{language}`");
            report.say(span, Code::UnknownField, message).help(format!("call the column `{name}`, and leave out the others of its kind"));
            return None;
        }
        Some(Column { name: name.into(), language, span: heading.span })
    }
}

/// What one row of a figure's data is called.
const OBSERVATION: &str = "observation";

/// What a row may give besides its kind's fields.
const BY_ROW: [&str; 7] = ["id", "body", "former_ids", "redirect_from", "draft", "publish_on", "expires_on"];

fn is_empty(cell: &Node) -> bool {
    matches!(&cell.value, Toml::Cell(text) if text.trim().is_empty())
}

fn document(
    folder: &str,
    row: &table::Row,
    columns: &[Option<Column<'_>>],
    mapping: &Mapping<'_>,
    report: &mut Report,
) -> Option<Document> {
    let cells = &row.cells;
    let mut front = Table { entries: Vec::new(), state: row.state };
    let mut body = Body::default();
    let mut id: Option<(Box<str>, Span)> = None;
    let mut stamp = 0;
    for (cell, column) in cells.iter().zip(columns) {
        let meaning = column.as_ref().map(|column| (&column.name, column.language));
        stamp = xxh3_64(format!("{stamp:x} {meaning:?} {:?}", cell.value).as_bytes());
        let Some(column) = column.as_ref().filter(|_| !is_empty(cell)) else { continue };
        match (&*column.name, cell.as_text()) {
            ("id", _) => id = Some((written(cell).into(), cell.span)),
            ("body", Some(text)) => body = markdown::compile_within(cell.span, text, mapping.source, report),
            _ => add(&mut front, column, cell),
        }
        if id.is_none() && mapping.id_from.is_some_and(|(name, _)| name == &*column.name) {
            id = Some((slug(&unaccented(&written(cell))).into(), cell.span));
        }
    }
    let place = cells.first()?.span;
    let Some((id, span)) = id else {
        if row.state == State::Broken {
            return None;
        }
        report.say(place, Code::BrokenId, "this row has no id").help("give it one: small letters, digits and hyphens");
        return None;
    };
    if let Some(defaults) = mapping.defaults {
        front.entries.extend(defaults.entries.iter().filter(|entry| front.find(&entry.key).is_none()).cloned().collect::<Vec<_>>());
    }
    let stamp = xxh3_64(format!("{stamp:x} {}", mapping.defaults.map(toml::plain).unwrap_or_default()).as_bytes());
    Some(Document {
        file: row.span.file,
        folder: folder.into(),
        id,
        role: Role::Main,
        front,
        span,
        start: None,
        body: Arc::new(Writing::of(body)),
        stamp,
        facts: stamp,
    })
}

/// A cell as it would be typed.
fn written(cell: &Node) -> String {
    match &cell.value {
        Toml::Cell(text) | Toml::Text(text) | Toml::Date(text) => text.trim().to_owned(),
        Toml::Integer(number) => number.to_string(),
        Toml::Number(number) => number.to_string(),
        Toml::Boolean(flag) => flag.to_string(),
        Toml::List(_) | Toml::Table(_) | Toml::Lost => String::new(),
    }
}

/// Adds a cell to the row's front matter, beside other languages of the same field.
fn add(front: &mut Table, column: &Column<'_>, cell: &Node) {
    let Some(language) = column.language else {
        return front.entries.push(Entry { key: column.name.clone(), key_span: column.span, node: cell.clone() });
    };
    let version = Entry { key: language.into(), key_span: column.span, node: cell.clone() };
    if !front.entries.iter().any(|entry| entry.key == column.name) {
        let node = Node { span: cell.span, value: Toml::Table(Table::default()) };
        front.entries.push(Entry { key: column.name.clone(), key_span: column.span, node });
    }
    if let Some(Toml::Table(versions)) = front.entries.iter_mut().find(|entry| entry.key == column.name).map(|entry| &mut entry.node.value)
    {
        versions.entries.push(version);
    }
}

/// Letters without their accents, so that a title can become an id.
pub(super) fn unaccented(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned();
    // What is left beyond ASCII is an accent by itself, or a letter that no id can have.
    decomposed.chars().filter(|letter| letter.is_ascii()).collect()
}

/// Reads a mapping of headings to fields.
pub fn mapping(key: &str, node: &Node, report: &mut Report) -> Option<Vec<Pair>> {
    let Toml::Table(table) = &node.value else {
        wrong_type(key, "a table of headings and fields", node, report);
        return None;
    };
    let pairs =
        table.entries.iter().flat_map(|entry| texts(&entry.key, &entry.node, report).first().map(|(to, span)| pair(entry, to, *span)));
    Some(pairs.collect())
}

fn pair(entry: &Entry, to: &str, span: Span) -> Pair {
    Pair { name: entry.key.clone(), name_span: entry.key_span, to: to.into(), span }
}
