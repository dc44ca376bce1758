//! A TOML tree that owns its text and knows where each key and value stands.

use crate::diag::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub value: Toml,
}

/// A value as it was written, before any field gives it a type.
#[derive(Clone, Debug, PartialEq)]
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
}

/// The entries of a table in the order they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: Box<str>,
    pub key_span: Span,
    pub node: Node,
}
