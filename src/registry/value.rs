//! What a field may hold, once its type is known.

use super::kind::FieldId;
use super::language::LanguageId;
use super::query::Query;
use super::relation::RelationId;
use crate::diag::Span;
use crate::syntax::date::{Date, Period, Time};
use crate::syntax::markdown::Body;

/// A value of a field, with the place where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub field: FieldId,
    pub value: Value,
    pub span: Span,
}

/// A value of one of the field types.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(Text),
    Markdown(Box<Localised<Body>>),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Money(Money),
    Date(Date),
    Period(Period),
    Time(Time),
    /// In months.
    Duration(u32),
    Url(Box<str>),
    Email(Box<str>),
    /// An identifier in its canonical form, of the scheme that the field names.
    Identifier(Box<str>),
    /// The path of an image in the site folder.
    Image(Box<str>),
    Coordinates(Coordinates),
    Measure(Measure),
    /// The position of the choice in the field's list.
    Choice(u16),
    /// A relation whose field stands inside a record; others are found through the site.
    Ref(RelationId),
    Record(Vec<Given>),
    /// A question, and what is said beside it.
    Query(Box<Query>, Vec<Given>),
    /// Names beside names: headings of a data file and the fields they mean.
    Mapping(Vec<Pair>),
    List(Vec<Value>),
}

/// A name, and the one beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub name: Box<str>,
    /// Where the name is written.
    pub name_span: Span,
    pub to: Box<str>,
    pub span: Span,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    pub amount: f64,
    /// Three letters of ISO 4217.
    pub currency: Box<str>,
}

/// A point on Earth in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// -90 to 90, north positive.
    pub latitude: f64,
    /// -180 to 180, east positive.
    pub longitude: f64,
}

/// A number that may be known to be missing, which is never zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    Number(f64),
    NotReported,
}

/// Text in one or more languages.
pub type Text = Localised<Box<str>>;

/// Something that exists in one or more of the site's languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Localised<T> {
    /// Never empty, in the order of the languages.
    versions: Vec<(LanguageId, T)>,
}

impl<T> Localised<T> {
    /// In one language only.
    pub fn one(language: LanguageId, version: T) -> Localised<T> {
        Localised { versions: vec![(language, version)] }
    }

    /// In the given languages; `None` where there are none.
    pub fn of(mut versions: Vec<(LanguageId, T)>) -> Option<Localised<T>> {
        versions.sort_by_key(|(language, _)| *language);
        (!versions.is_empty()).then_some(Localised { versions })
    }

    /// Adds a version, or replaces the one of that language.
    pub fn set(&mut self, language: LanguageId, version: T) {
        match self.versions.binary_search_by_key(&language, |(language, _)| *language) {
            Ok(at) => self.versions[at].1 = version,
            Err(at) => self.versions.insert(at, (language, version)),
        }
    }

    /// The version for readers of `language`, and the language that it is really in: theirs, else the site's default, else any.
    pub fn read_in(&self, language: LanguageId) -> (LanguageId, &T) {
        let own = self.versions.iter().find(|(own, _)| *own == language);
        let (language, version) = own.unwrap_or(&self.versions[0]);
        (*language, version)
    }

    /// All versions, in the order of the languages.
    pub fn versions(&self) -> impl Iterator<Item = (LanguageId, &T)> {
        self.versions.iter().map(|(language, version)| (*language, version))
    }
}

impl Value {
    /// The items of a list; any other value is its own only item.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            one => std::slice::from_ref(one),
        }
    }
}

/// Shows every reference inside the given values, however deep, so that it can be changed.
pub fn each_ref(given: &mut [Given], change: &mut dyn FnMut(&mut RelationId)) {
    for one in given {
        each_ref_in(&mut one.value, change);
    }
}

fn each_ref_in(value: &mut Value, change: &mut dyn FnMut(&mut RelationId)) {
    match value {
        Value::Ref(relation) => change(relation),
        Value::Record(given) => each_ref(given, change),
        Value::List(items) => items.iter_mut().for_each(|item| each_ref_in(item, change)),
        _ => {}
    }
}

/// Shows every reference inside the given values, however deep.
pub fn each_target(given: &[Given], see: &mut dyn FnMut(RelationId)) {
    given.iter().for_each(|one| each_target_in(&one.value, see));
}

fn each_target_in(value: &Value, see: &mut dyn FnMut(RelationId)) {
    match value {
        Value::Ref(relation) => see(*relation),
        Value::Record(given) => each_target(given, see),
        Value::List(items) => items.iter().for_each(|item| each_target_in(item, see)),
        _ => {}
    }
}
