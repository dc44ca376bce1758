//! The window through which a page sees the site: every question is answered, and remembered.
//!
//! What a page has read decides later whether it must be rendered again: if every question that it asked gets the same answer as
//! before, and the theme is the same, its bytes would be the same. So a read that is not logged would be a stale page.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::Press;
use super::format::Formats;
use crate::registry::figure::Figure;
use crate::registry::kind::{KindId, Kinds};
use crate::registry::language::LanguageId;
use crate::registry::names::Resolved;
use crate::registry::query::{self, Group, Query};
use crate::registry::relation::{Relation, Standing};
use crate::registry::settings::Settings;
use crate::registry::{Entity, EntityId, Name};

/// Something that a page may want to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// `sare.toml`, the kinds and the menu: facts about the whole site are one question.
    Settings,
    /// Everything that a thing's own documents say.
    Thing(Name),
    /// What a link or a card shows of a thing: title, summary, status.
    Card(Name),
    /// The relations from a thing, and what is said of them.
    Outbound(Name),
    /// The relations that lead to a thing, and what is said of them.
    Inbound(Name),
    /// The things that mention this one.
    MentionedBy(Name),
    /// What a written name leads to.
    Name(Box<str>),
    /// The things of a kind, in order.
    OfKind(Box<str>),
    /// The answer to a query, as it was written.
    Query(Box<str>),
    /// A figure's observations.
    Figure(Name),
    /// Where a file of the site lies.
    File(Box<str>),
}

/// What a page has asked, with a fingerprint of each answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(BTreeMap<Question, u64>);

impl Reads {
    /// The questions and the fingerprints of their answers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Question, u64)> {
        self.0.iter().map(|(question, answer)| (question, *answer))
    }

    /// Would every question get the same answer from this press?
    pub fn still_hold(&self, press: &Arc<Press>, language: LanguageId) -> bool {
        self.first_changed(press, language).is_none()
    }

    /// The first question that would get another answer now: why a page must be rendered again.
    pub fn first_changed(&self, press: &Arc<Press>, language: LanguageId) -> Option<&Question> {
        let window = Window::new(press.clone(), language);
        self.0.iter().find(|(question, answer)| window.fingerprint(question) != Some(**answer)).map(|(question, _)| question)
    }
}

/// One page's view of the site.
pub struct Window {
    press: Arc<Press>,
    pub language: LanguageId,
    reads: RefCell<Reads>,
    /// Whether a question is being answered for the log of the question that led to it.
    is_quiet: Cell<bool>,
}

impl Window {
    /// A window that nobody has looked through yet.
    pub fn new(press: Arc<Press>, language: LanguageId) -> Window {
        Window { press, language, reads: RefCell::default(), is_quiet: Cell::new(false) }
    }

    /// What has been asked.
    pub fn reads(&self) -> Reads {
        self.reads.borrow().clone()
    }

    /// How the page's language writes values.
    pub fn formats(&self) -> &Formats {
        self.press.theme.formats(self.language)
    }

    /// The theme, whose files are compared as a whole.
    pub fn theme(&self) -> &super::theme::Theme {
        &self.press.theme
    }

    /// What the site says of itself.
    pub fn settings(&self) -> &Settings {
        self.log(|| Question::Settings);
        &self.press.site.settings
    }

    /// The kinds and their fields.
    pub fn kinds(&self) -> &Kinds {
        self.log(|| Question::Settings);
        &self.press.site.kinds
    }

    /// The page's menu and whatever else is the same on every page of its language.
    pub fn frame(&self) -> &super::frame::Frame {
        self.log(|| Question::Settings);
        self.press.frame(self.language)
    }

    /// Everything that a thing says.
    pub fn thing(&self, id: EntityId) -> &Entity {
        let entity = self.press.site.entity(id);
        self.log(|| Question::Thing(entity.name.clone()));
        entity
    }

    /// A thing's name, which is for life.
    pub fn name(&self, id: EntityId) -> &Name {
        &self.press.site.entity(id).name
    }

    /// A thing's kind, which is part of its name.
    pub fn kind_of(&self, id: EntityId) -> KindId {
        self.press.site.entity(id).kind
    }

    /// What a link or a card shows of a thing.
    pub fn card(&self, id: EntityId) -> &super::card::Card {
        self.log(|| Question::Card(self.name(id).clone()));
        self.press.card(id, self.language)
    }

    /// The relations from a thing.
    pub fn outbound(&self, id: EntityId) -> &[Relation] {
        self.log(|| Question::Outbound(self.name(id).clone()));
        self.press.site.relations.from(id)
    }

    /// The relations that lead to a thing.
    pub fn inbound(&self, id: EntityId) -> impl Iterator<Item = &Relation> {
        self.log(|| Question::Inbound(self.name(id).clone()));
        self.press.site.relations.to(id)
    }

    /// The thing that a reference inside a record leads to; the record is part of what the thing says.
    pub fn target(&self, relation: crate::registry::relation::RelationId) -> EntityId {
        self.press.site.relations.get(relation).to
    }

    /// The things that mention this one, in the order of their names.
    pub fn mentioned_by(&self, id: EntityId) -> &[EntityId] {
        self.log(|| Question::MentionedBy(self.name(id).clone()));
        self.press.site.mentioned_by(id)
    }

    /// What a written name leads to.
    pub fn resolve(&self, written: &str) -> Resolved {
        self.log(|| Question::Name(written.into()));
        self.press.site.resolve(written)
    }

    /// The things of a kind, in the order of their titles.
    pub fn of_kind(&self, kind: KindId) -> Vec<EntityId> {
        self.log(|| Question::OfKind(self.press.site.kinds.kind(kind).name.clone()));
        let mut things: Vec<EntityId> = self.press.site.of_kind(kind).collect();
        things.sort_by_key(|id| self.press.site.title_rank(*id, self.language));
        things
    }

    /// How many things there are of a kind.
    pub fn count(&self, kind: KindId) -> usize {
        self.log(|| Question::OfKind(self.press.site.kinds.kind(kind).name.clone()));
        self.press.site.of_kind(kind).count()
    }

    /// The answer to a query; `written` is what an editor wrote, by which it is asked again.
    pub fn query(&self, query: &Query, written: &str) -> Vec<Group> {
        let groups = query::run(&self.press.site, query, self.language);
        self.note(|| Question::Query(written.into()), || self.fingerprint_of_groups(&groups));
        groups
    }

    /// The figure that a thing is.
    pub fn figure(&self, id: EntityId) -> Option<&Figure> {
        self.log(|| Question::Figure(self.name(id).clone()));
        self.press.site.figure(id)
    }

    /// Is `id` below `top`, or is it `top`?
    pub fn parent(&self, id: EntityId) -> Option<EntityId> {
        self.log(|| Question::Outbound(self.name(id).clone()));
        self.press.site.parent(id)
    }

    /// Where a file that a document names lies in the site folder.
    pub fn file(&self, written: &str, document: crate::diag::FileId) -> Option<String> {
        let path = crate::registry::decode::find_file(written, document, &self.press.tree);
        let key = format!("{}|{written}", self.press.tree.path(document));
        self.note(|| Question::File(key.into()), || xxh3_64(format!("{path:?}").as_bytes()));
        path
    }

    /// The press itself, for what is settled by the settings alone, such as an address.
    pub fn press(&self) -> &Press {
        &self.press
    }

    fn log(&self, question: impl Fn() -> Question) {
        let question = question();
        if self.reads.borrow().0.contains_key(&question) {
            return;
        }
        if let Some(answer) = self.fingerprint(&question) {
            self.reads.borrow_mut().0.insert(question, answer);
        }
    }

    fn note(&self, question: impl Fn() -> Question, answer: impl Fn() -> u64) {
        self.reads.borrow_mut().0.entry(question()).or_insert_with(answer);
    }
}
