//! A thing that the site is about.

use std::sync::Arc;

use super::kind::{FieldId, KindId};
use super::language::LanguageId;
use super::translation::Translation;
use super::value::{Given, Localised, Text, Value};
use crate::diag::Span;
use crate::syntax::markdown::Body;
use crate::syntax::writing::{Outline, Writing};

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
    pub body: Option<Localised<Arc<Writing>>>,
    pub chapters: Vec<Chapter>,
    /// The files in which its documents are translated.
    pub translations: Vec<Translation>,
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
    pub body: Localised<Arc<Writing>>,
    pub weight: i64,
}

impl Entity {
    /// The value of a field; for a field that may be given and is not, and for relations, `None`.
    pub fn value(&self, field: FieldId) -> Option<&Value> {
        self.values.iter().find(|given| given.field == field).map(|given| &given.value)
    }

    /// The same with the place where it was written.
    pub fn given(&self, field: FieldId) -> Option<&Given> {
        self.values.iter().find(|given| given.field == field)
    }

    /// Every text of the thing, in every language, with its chapters and its Markdown fields.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.texts().map(|(_, body)| body)
    }

    /// The same with the language of each.
    pub fn texts(&self) -> impl Iterator<Item = (LanguageId, &Body)> {
        self.writings().map(|(language, body)| (language, &**body)).chain(self.fields())
    }

    /// The texts of its documents, its own and those of its chapters, without looking into them.
    fn writings(&self) -> impl Iterator<Item = (LanguageId, &Writing)> {
        let own = self.body.iter().flat_map(|body| body.versions());
        let chapters = self.chapters.iter().flat_map(|chapter| chapter.body.versions());
        own.chain(chapters).map(|(language, body)| (language, &**body))
    }

    /// Its Markdown fields.
    pub fn fields(&self) -> impl Iterator<Item = (LanguageId, &Body)> {
        let fields = self.values.iter().flat_map(|given| given.value.items()).filter_map(|value| match value {
            Value::Markdown(body) => Some(body),
            _ => None,
        });
        fields.flat_map(|body| body.versions())
    }

    /// The texts that may hold what is looked for, by their outlines; a field has none, and may hold anything.
    pub fn bodies_that(&self, may_hold: impl Fn(&Outline) -> bool) -> impl Iterator<Item = &Body> {
        let writings = self.writings().filter(move |(_, body)| may_hold(&body.outline)).map(|(_, body)| &**body);
        writings.chain(self.fields().map(|(_, body)| body))
    }

    /// The targets of all mentions and embeds in its texts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.writings().flat_map(|(_, body)| body.names());
        own.chain(self.fields().flat_map(|(_, body)| body.names().map(|(name, _)| name)))
    }
}
