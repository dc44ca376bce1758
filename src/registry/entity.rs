//! A thing that the site is about.

use std::sync::Arc;

use super::kind::{FieldId, KindId};
use super::language::LanguageId;
use super::value::{Given, Localised, Text, Value};
use crate::diag::Span;
use crate::syntax::markdown::Body;

/// An entity's position; good for one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A thing's name for life: `kind/id`.
pub type Name = Arc<str>;

/// A thing of some kind: what its documents say of it, relations aside.
#[derive(Clone, Debug)]
pub struct Entity {
    pub kind: KindId,
    pub id: Box<str>,
    pub name: Name,
    pub title: Text,
    /// In the order in which the kind declares its fields.
    pub values: Vec<Given>,
    pub body: Option<Localised<Arc<Body>>>,
    pub chapters: Vec<Chapter>,
    pub former_ids: Vec<(Box<str>, Span)>,
    pub redirect_from: Vec<(Box<str>, Span)>,
    /// Where it is declared.
    pub span: Span,
    /// A hash of everything that its documents say.
    pub stamp: u64,
    /// A hash of the facts alone: what relations and other things' pages may tell of it.
    pub facts: u64,
}

/// A part of a long document, in a file of its own.
#[derive(Clone, Debug)]
pub struct Chapter {
    pub name: Box<str>,
    pub title: Text,
    pub body: Localised<Arc<Body>>,
    pub weight: i64,
}

impl Entity {
    /// The value of a field; for a field that may be given and is not, and for relations, `None`.
    pub fn value(&self, field: FieldId) -> Option<&Value> {
        self.values.iter().find(|given| given.field == field).map(|given| &given.value)
    }

    /// Every text of the thing, in every language, with its chapters and its Markdown fields.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.texts().map(|(_, body)| body)
    }

    /// The same with the language of each.
    pub fn texts(&self) -> impl Iterator<Item = (LanguageId, &Body)> {
        let own = self.body.iter().flat_map(|body| body.versions().map(|(language, body)| (language, &**body)));
        let chapters = self.chapters.iter().flat_map(|chapter| chapter.body.versions().map(|(language, body)| (language, &**body)));
        let fields = self.values.iter().flat_map(|given| given.value.items()).filter_map(|value| match value {
            Value::Markdown(body) => Some(body),
            _ => None,
        });
        own.chain(chapters).chain(fields.flat_map(|body| body.versions()))
    }
}
