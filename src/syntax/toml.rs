//! A TOML tree that owns its text and knows where each key and value stands.

mod slip;

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use serde::{Deserialize, Serialize};

use crate::diag::{Code, FileId, Report, Span};
use slip::{Meaning, Mended, Slip};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub span: Span,
    pub value: Toml,
}

/// A value as it was written, before any field gives it a type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Toml {
    Text(Box<str>),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    /// A TOML date, time or date-time, as written.
    Date(Box<str>),
    List(Vec<Node>),
    Table(Table),
    /// A cell of a CSV file or workbook: text whose type the field decides.
    Cell(Box<str>),
    /// What stands there means nothing, which has been reported.
    Lost,
}

/// The entries of a table in the order they were written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub entries: Vec<Entry>,
    pub state: State,
}

/// Is a table all that its author wrote?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    #[default]
    Whole,
    /// Part of it could not be read, which has been reported: what seems to be missing or odd follows from that.
    Broken,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub key: Box<str>,
    pub key_span: Span,
    pub node: Node,
}

impl Table {
    /// A table of these entries, with nothing wrong about it.
    pub fn of(entries: Vec<Entry>) -> Table {
        Table { entries, state: State::Whole }
    }

    /// Shows every place in it, so that it can be moved.
    pub fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        for entry in &mut self.entries {
            change(&mut entry.key_span);
            entry.node.each_span(change);
        }
    }

    /// Finds the entry of a key.
    pub fn find(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| &*entry.key == key)
    }
}

impl Node {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
        match &mut self.value {
            Toml::List(items) => items.iter_mut().for_each(|item| item.each_span(change)),
            Toml::Table(table) => table.each_span(change),
            _ => {}
        }
    }

    /// The text of a text or cell.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Toml::Text(text) | Toml::Cell(text) => Some(text),
            _ => None,
        }
    }

    /// What this is, in an editor's words.
    pub fn noun(&self) -> &'static str {
        match &self.value {
            Toml::Text(_) | Toml::Cell(_) => "text",
            Toml::Integer(_) => "a whole number",
            Toml::Number(_) => "a number",
            Toml::Boolean(_) => "true or false",
            Toml::Date(_) => "a date",
            Toml::List(_) => "a list",
            Toml::Table(_) => "a table",
            Toml::Lost => "nothing",
        }
    }
}

/// Where a piece of TOML stands in its file: pairs of an offset in the piece and the offset in the file that it came from, in order.
///
/// A front matter block is one pair; a view's block inside a quotation is one pair a line.
#[derive(Clone, Debug)]
pub struct Origin {
    pub file: FileId,
    pub pieces: Vec<(usize, usize)>,
}

impl Origin {
    /// TOML that stands in one piece at `offset`.
    pub fn at(file: FileId, offset: usize) -> Origin {
        Origin { file, pieces: vec![(0, offset)] }
    }

    /// Where an offset in the piece comes from.
    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(at, |(start, offset)| offset + (at - start))
    }

    fn span(&self, range: Range<usize>) -> Span {
        // The end is mapped from the last covered byte, so that a span never runs into the next piece.
        let end = if range.end > range.start { self.offset(range.end - 1) + 1 } else { self.offset(range.end) };
        Span::new(self.file, self.offset(range.start)..end)
    }
}

/// The longest way to read a piece again and again, one slip mended each time, in bytes.
const PATIENCE: usize = 8 << 20;

/// Reads a piece of TOML; what cannot be read is reported under `code` and the rest is kept.
pub fn parse(text: &str, origin: &Origin, code: Code, report: &mut Report) -> Table {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Reader { origin, state: State::Whole, faults: Vec::new(), lost: &[] }.table(table.get_ref());
    }
    let mut mended = Mended { text: text.to_owned(), origin: origin.clone() };
    let mut lost = Vec::new();
    // Up to here everything could be read, or has been mended as well as can be.
    let mut done = 0;
    for _ in 0..(PATIENCE / text.len().max(1)).clamp(1, 200) {
        let Some((range, _)) = first_fault(&mended.text) else { break };
        let Some(slip) = Slip::find(&mended.text, &range).filter(|slip| slip.place.start >= done && !slip.edits.is_empty()) else { break };
        let place = mended.origin.span(slip.place.clone());
        report.say(place, code, slip.message).help_if(slip.help);
        if slip.meaning == Meaning::Lost {
            lost.push(place);
        }
        let rest = mended.text.len() - slip.edits.last().map_or(0, |edit| edit.gone.end);
        mended.edit(&slip.edits);
        done = mended.text.len() - rest;
    }
    read_mended(&mended, (done, &lost), code, report)
}

/// Reads what has been mended as far as possible; what is still wrong is reported, unless it follows from what was before `done`.
fn read_mended(mended: &Mended, (done, lost): (usize, &[Span]), code: Code, report: &mut Report) -> Table {
    let Mended { text, origin } = mended;
    let (table, errors) = DeTable::parse_recoverable(text);
    let (twins, others): (Vec<_>, Vec<_>) = errors.iter().partition(|error| is_twin(error));
    // Recovery is noisy: one unclosed quote gives a dozen follow-up faults, so only the first is worth reading.
    let first = first_fault(text).filter(|(range, _)| range.start >= done);
    let twins = twins.iter().map(|error| (range_of(error, text), error.message().to_owned())).filter(|_| others.is_empty());
    for (range, message) in first.into_iter().chain(twins) {
        let (place, message, help) = in_plain_words(&message, text, range);
        report.say(origin.span(place), code, message).help_if(help);
    }
    let state = if others.is_empty() { State::Whole } else { State::Broken };
    let faults = others.iter().filter_map(|error| error.span()).collect();
    Reader { origin, state, faults, lost }.table(table.get_ref())
}

/// The first thing that the parser could not read, and what it says of it.
fn first_fault(text: &str) -> Option<(Range<usize>, String)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let first = errors.iter().filter(|error| !is_twin(error)).min_by_key(|error| error.span().map_or(0, |span| span.start))?;
    Some((range_of(first, text), first.message().to_owned()))
}

/// Is this a key that is given twice, so that everything else can be read?
fn is_twin(error: &::toml::de::Error) -> bool {
    error.message().starts_with("duplicate key")
}

fn range_of(error: &::toml::de::Error, text: &str) -> Range<usize> {
    let range = error.span().unwrap_or(0..0);
    floor(text, range.start)..floor(text, range.end.max(range.start))
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// What is wrong and what to do about it, for the slips that editors make most; else what the parser says.
fn in_plain_words(message: &str, text: &str, range: Range<usize>) -> (Range<usize>, String, Option<String>) {
    if message.starts_with("duplicate key") {
        let words = format!("`{}` is given twice", text[range.clone()].trim());
        return (range, words, Some("keep one of the two".into()));
    }
    if let Some(slip) = Slip::find(text, &range) {
        return (slip.place, slip.message, slip.help);
    }
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let brackets =
        line.trim_start().starts_with("[[").then(|| "write the name between two brackets on either side: `[[observations]]`".into());
    (range, format!("this cannot be read: {}", message.lines().next().unwrap_or("not TOML")), brackets)
}

/// Takes the parser's tree over.
struct Reader<'a> {
    origin: &'a Origin,
    state: State,
    /// What the parser could not read.
    faults: Vec<Range<usize>>,
    /// Values that mean nothing.
    lost: &'a [Span],
}

impl Reader<'_> {
    fn table(&self, table: &DeTable<'_>) -> Table {
        // Where the parser recovered from a fault, it made a value up.
        let is_written = |value: &Spanned<DeValue<'_>>| {
            let span = value.span();
            let is_faulty = |fault: &Range<usize>| span.start <= fault.start && fault.end <= span.end;
            self.state == State::Whole
                || matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_))
                || !(span.is_empty() || self.faults.iter().any(is_faulty))
        };
        let entries = table.iter().filter(|(_, value)| is_written(value)).map(|(key, value)| Entry {
            key: key.get_ref().as_ref().into(),
            key_span: self.origin.span(key.span()),
            node: self.node(value),
        });
        let mut entries: Vec<Entry> = entries.collect();
        // Dotted keys and later headers may reorder a table; the author's order is the order of the keys in the file.
        entries.sort_by_key(|entry| entry.key_span.start);
        Table { entries, state: self.state }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let toml = match value.get_ref() {
            DeValue::String(text) => Toml::Text(text.as_ref().into()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Toml::Integer(number),
                Err(_) => Toml::Number(number.as_str().parse().unwrap_or(f64::INFINITY)),
            },
            DeValue::Float(number) => Toml::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Toml::Boolean(*flag),
            DeValue::Datetime(date) => Toml::Date(date.to_string().into()),
            DeValue::Array(list) => Toml::List(list.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Toml::Table(self.table(table)),
        };
        let span = self.origin.span(value.span());
        let is_lost = self.lost.contains(&span);
        Node { span, value: if is_lost { Toml::Lost } else { toml } }
    }
}

/// What a table says, wherever it stands.
pub fn plain(table: &Table) -> String {
    let entry = |entry: &Entry| format!("{:?}={}", entry.key, plain_value(&entry.node.value));
    format!("{{{}}}", table.entries.iter().map(entry).collect::<Vec<_>>().join(","))
}

fn plain_value(value: &Toml) -> String {
    match value {
        Toml::List(items) => format!("[{}]", items.iter().map(|item| plain_value(&item.value)).collect::<Vec<_>>().join(",")),
        Toml::Table(table) => plain(table),
        other => format!("{other:?}"),
    }
}

/// The settings of one table, read key by key; what nobody asked for is reported at the end.
pub struct Keys<'a> {
    table: &'a Table,
    known: Vec<&'a str>,
    what: &'static str,
}

impl<'a> Keys<'a> {
    /// Begins to read `table`; `what` names it in messages, as in "a kind has no setting `x`".
    pub fn of(table: &'a Table, what: &'static str) -> Keys<'a> {
        Keys { table, known: Vec::new(), what }
    }

    /// The value of a key, whatever it is.
    pub fn node(&mut self, key: &'a str) -> Option<&'a Node> {
        self.known.push(key);
        self.table.find(key).map(|entry| &entry.node)
    }

    /// The key and its value.
    pub fn entry(&mut self, key: &'a str) -> Option<&'a Entry> {
        self.known.push(key);
        self.table.find(key)
    }

    /// A text.
    pub fn text(&mut self, key: &'a str, report: &mut Report) -> Option<&'a str> {
        let node = self.node(key)?;
        if node.as_text().is_none() {
            wrong_type(key, "text", node, report);
        }
        node.as_text()
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'a str, report: &mut Report) -> Option<bool> {
        let node = self.node(key)?;
        match node.value {
            Toml::Boolean(flag) => Some(flag),
            _ => {
                wrong_type(key, "true or false", node, report);
                None
            }
        }
    }

    /// A list of texts; one text stands for a list of one.
    pub fn texts(&mut self, key: &'a str, report: &mut Report) -> Vec<(&'a str, Span)> {
        match self.node(key) {
            None => Vec::new(),
            Some(node) => texts(key, node, report),
        }
    }

    /// A table.
    pub fn table(&mut self, key: &'a str, report: &mut Report) -> Option<&'a Table> {
        let node = self.node(key)?;
        match &node.value {
            Toml::Table(table) => Some(table),
            _ => {
                wrong_type(key, "a table", node, report);
                None
            }
        }
    }

    /// Reports every key that was not asked for.
    pub fn finish(self, report: &mut Report) {
        let unknown = self.table.entries.iter().filter(|entry| !self.known.contains(&&*entry.key));
        for entry in unknown.filter(|_| self.table.state == State::Whole) {
            let near = crate::diag::nearest(&entry.key, self.known.iter().copied());
            report
                .say(entry.key_span, Code::UnknownSetting, format!("{} has no setting `{}`", self.what, entry.key))
                .help_if(near.map(|near| format!("did you mean `{near}`?")))
                .help_if(near.is_none().then(|| format!("it knows {}", self.known.join(", "))))
                .slip(entry.key_span, &entry.key, self.known.iter().copied().filter(|key| self.table.find(key).is_none()));
        }
    }
}

/// The texts of a list, or of one text alone.
pub fn texts<'a>(key: &str, node: &'a Node, report: &mut Report) -> Vec<(&'a str, Span)> {
    let Toml::List(items) = &node.value else {
        if node.as_text().is_none() {
            wrong_type(key, "text or a list of texts", node, report);
        }
        return node.as_text().map(|text| (text, node.span)).into_iter().collect();
    };
    let mut found = Vec::new();
    for item in items {
        match item.as_text() {
            Some(text) => found.push((text, item.span)),
            None => wrong_type(key, "text", item, report),
        }
    }
    found
}

/// Reports that `key` wants something else than what stands there.
pub fn wrong_type(key: &str, wanted: &str, node: &Node, report: &mut Report) {
    // What is wrong with it has been said.
    if node.value == Toml::Lost {
        return;
    }
    let is_scalar = matches!(node.value, Toml::Integer(_) | Toml::Number(_) | Toml::Boolean(_) | Toml::Date(_));
    let help =
        (is_scalar && wanted.starts_with("text")).then(|| "write it between quotation marks, or give its cell the format Text".to_owned());
    report.say(node.span, Code::WrongType, format!("`{key}` should be {wanted}, not {}", node.noun())).help_if(help);
}
