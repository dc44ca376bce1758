//! The window through which a page sees the site: every question is answered, and remembered.
//!
//! What a page has read decides later whether it must be rendered again: if every question that it asked gets the same answer as
//! before, and the theme is the same, its bytes would be the same. So a read that is not logged would be a stale page.

mod address;
mod geo;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tera::Value;

use super::Press;
use super::format::Formats;
use super::piece::{Menu, Pieces};
use crate::diag::{FileId, Report};
use crate::registry::figure::Figure;
use crate::registry::geo::MapId;
use crate::registry::kind::{FieldId, KindId, Kinds};
use crate::registry::language::LanguageId;
use crate::registry::query::{self, Group, Query};
use crate::registry::relation::{Relation, RelationId};
use crate::registry::settings::Settings;
use crate::registry::target::Target;
use crate::registry::value::Given;
use crate::registry::view::counted::Counted;
use crate::registry::{Entity, EntityId, Ground, Name};
use crate::syntax::date::Day;

/// Something that a page may want to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Question {
    /// `sare.toml`, the kinds and the menu: facts about the whole site are one question.
    Settings,
    /// Everything that a thing's own documents say.
    Thing(Name),
    /// What a thing's documents say outside its text.
    Facts(Name),
    /// What a link or a card shows of a thing: title, summary, status.
    Card(Name),
    /// The relations from a thing, and what is said of them.
    Outbound(Name),
    /// The relations that lead to a thing, and what is said of them.
    Inbound(Name),
    /// The things that a field, or the inverse of one, leads to from a thing.
    Ends(Name, Box<str>),
    /// The things that mention this one.
    MentionedBy(Name),
    /// What something that is written in a file leads to.
    Target(Way, Box<str>, Box<str>),
    /// The things of a kind, in order.
    OfKind(Box<str>),
    /// How many things there are of a kind.
    Count(Box<str>),
    /// The answer to a query, as it was written.
    Query(Box<str>),
    /// A figure's observations.
    Figure(Name),
    /// Until when a figure may be quoted, and whether that day has passed.
    Age(Name),
    /// What a chart asks by itself, as it was written.
    Counted(Box<str>),
    /// The day of the build, as far as it lies between these days of a calendar that counts from 1970.
    Today(i32, i32),
    /// An image, by its path.
    Image(Box<str>),
    /// A base map.
    BaseMap(Box<str>),
    /// Where a thing is, by the field of this name or, where it is empty, by its kind's own.
    Marks(Name, Box<str>),
}

/// May a figure still be quoted?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Currency {
    Valid,
    Stale,
}

impl Question {
    /// May the answer change where nothing but a text is rewritten?
    pub fn is_about_texts(&self) -> bool {
        match self {
            Question::Thing(_) | Question::MentionedBy(_) => true,
            Question::Settings
            | Question::Facts(_)
            | Question::Card(_)
            | Question::Outbound(_)
            | Question::Inbound(_)
            | Question::Ends(..)
            | Question::Target(..)
            | Question::OfKind(_)
            | Question::Count(_)
            | Question::Query(_)
            | Question::Figure(_)
            | Question::Age(_)
            | Question::Counted(_)
            | Question::Today(..)
            | Question::Image(_)
            | Question::BaseMap(_)
            | Question::Marks(..) => false,
        }
    }
}

/// How something is written that leads elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Way {
    Mention,
    Embed,
    Link,
    Image,
}

/// What a page has asked, with a fingerprint of each answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(BTreeMap<Question, u64>);

impl Reads {
    /// The questions and the fingerprints of their answers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Question, u64)> {
        self.0.iter().map(|(question, answer)| (question, *answer))
    }

    /// The first question that would get another answer now: why a page must be rendered again.
    pub fn first_changed(&self, press: &Press, language: LanguageId) -> Option<&Question> {
        self.0.iter().find(|(question, answer)| press.fingerprint(question, language) != **answer).map(|(question, _)| question)
    }
}

/// A question in the terms of this build: cheap to note, and put into lasting terms only for those who keep the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    Thing(EntityId),
    Facts(EntityId),
    Card(EntityId),
    Outbound(EntityId),
    Inbound(EntityId),
    Ends(EntityId, FieldId),
    MentionedBy(EntityId),
    Figure(EntityId),
    Age(EntityId),
    Counted(Box<str>),
    Today(i32, i32),
    BaseMap(MapId),
    Marks(EntityId, Box<str>),
    OfKind(KindId),
    Count(KindId),
    Query(Box<str>),
    Target(Way, Box<str>, FileId),
    Image(Box<str>),
}

/// One page's view of the site.
pub struct Window {
    pub(super) press: Arc<Press>,
    pub language: LanguageId,
    asked: RefCell<Vec<Asked>>,
    /// Nearly every line of a page asks for the settings, which are one question.
    asked_settings: Cell<bool>,
    /// What went wrong in the templates of pieces of the page.
    faults: RefCell<Vec<tera::Error>>,
    /// `page` as templates have it, for the pieces that are rendered before the page.
    page: RefCell<Value>,
    /// The sheets and scripts that parts of the page need, in the order in which they were first asked for.
    needed: RefCell<Vec<Box<str>>>,
    /// What frames the page, once it has begun.
    pieces: RefCell<Option<Arc<Pieces>>>,
    /// Has an image been shown on the page already?
    pub(super) has_image: Cell<bool>,
}

impl Window {
    /// A window that nobody has looked through yet.
    pub fn new(press: Arc<Press>, language: LanguageId) -> Window {
        Window {
            press,
            language,
            asked: RefCell::default(),
            asked_settings: Cell::new(false),
            faults: RefCell::default(),
            page: RefCell::new(Value::none()),
            needed: RefCell::default(),
            pieces: RefCell::default(),
            has_image: Cell::new(false),
        }
    }

    /// What has been asked, with a fingerprint of each answer.
    pub fn reads(&self) -> Reads {
        let (asked, asked_settings) = self.logged();
        let questions = asked.into_iter().map(|asked| Window::question(&self.press, asked));
        let questions = questions.chain(asked_settings.then_some(Question::Settings));
        Reads(
            questions
                .map(|question| (self.press.fingerprint(&question, self.language), question))
                .map(|(answer, question)| (question, answer))
                .collect(),
        )
    }

    /// What has been asked, each question once, and whether the settings were; what is asked from here on is not among it.
    pub fn logged(&self) -> (Vec<Asked>, bool) {
        let mut asked = self.asked.take();
        asked.sort_unstable();
        asked.dedup();
        // A page asks most questions many times, and what is left is held until the last page is printed.
        asked.shrink_to_fit();
        (asked, self.asked_settings.get())
    }

    /// A question as it outlives this build.
    pub fn question(press: &Press, asked: Asked) -> Question {
        let site = &press.site;
        let name = |id: EntityId| site.entity(id).name.clone();
        match asked {
            Asked::Thing(id) => Question::Thing(name(id)),
            Asked::Facts(id) => Question::Facts(name(id)),
            Asked::Card(id) => Question::Card(name(id)),
            Asked::Outbound(id) => Question::Outbound(name(id)),
            Asked::Inbound(id) => Question::Inbound(name(id)),
            Asked::Ends(id, field) => Question::Ends(name(id), site.kinds.field(field).name.clone()),
            Asked::MentionedBy(id) => Question::MentionedBy(name(id)),
            Asked::Figure(id) => Question::Figure(name(id)),
            Asked::Age(id) => Question::Age(name(id)),
            Asked::Counted(written) => Question::Counted(written),
            Asked::Today(first, last) => Question::Today(first, last),
            Asked::BaseMap(id) => Question::BaseMap(site.maps.name(id).into()),
            Asked::Marks(id, field) => Question::Marks(name(id), field),
            Asked::OfKind(kind) => Question::OfKind(site.kinds.kind(kind).name.clone()),
            Asked::Count(kind) => Question::Count(site.kinds.kind(kind).name.clone()),
            Asked::Query(written) => Question::Query(written),
            Asked::Image(path) => Question::Image(path),
            Asked::Target(Way::Mention, written, _) => Question::Target(Way::Mention, written, "".into()),
            Asked::Target(way, written, file) => Question::Target(way, written, press.tree.path(file).into()),
        }
    }

    /// How the page's language writes values.
    pub fn formats(&self) -> &Formats {
        self.press.theme.formats(self.language)
    }

    /// Another window of the same language, that nobody has looked through yet.
    pub fn aside(&self) -> Rc<Window> {
        Rc::new(Window::new(self.press.clone(), self.language))
    }

    /// What has been asked so far; what is asked from here on is not among it.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.take()
    }

    /// The pieces that frame the page; whatever they asked, the page has asked.
    pub fn pieces(&self, menu: &Menu<'_>) -> Arc<Pieces> {
        self.asked_settings.set(true);
        let pieces = self.press.pieces.of(self, menu);
        self.asked.borrow_mut().extend_from_slice(&pieces.asked);
        self.pieces.replace(Some(pieces.clone()));
        pieces
    }

    /// The theme, whose files are compared as a whole.
    pub fn theme(&self) -> &super::theme::Theme {
        &self.press.theme
    }

    /// What the site says of itself.
    pub fn settings(&self) -> &Settings {
        self.asked_settings.set(true);
        &self.press.site.settings
    }

    /// The kinds and their fields.
    pub fn kinds(&self) -> &Kinds {
        self.asked_settings.set(true);
        &self.press.site.kinds
    }

    /// The page's menu and whatever else is the same on every page of its language.
    pub fn frame(&self) -> &super::frame::Frame {
        self.asked_settings.set(true);
        self.press.frame(self.language)
    }

    /// Everything that a thing says.
    pub fn thing(&self, id: EntityId) -> &Entity {
        let entity = self.press.site.entity(id);
        self.log(Asked::Thing(id));
        entity
    }

    /// The value of a field of a thing, other than its text.
    pub fn fact(&self, id: EntityId, field: FieldId) -> Option<&Given> {
        self.log(Asked::Facts(id));
        self.press.site.entity(id).values.iter().find(|given| given.field == field)
    }

    /// What a thing says outside its text, which is not to be looked into here.
    pub fn facts(&self, id: EntityId) -> &Entity {
        self.log(Asked::Facts(id));
        self.press.site.entity(id)
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
        self.log(Asked::Card(id));
        self.press.card(id, self.language)
    }

    /// The relations from a thing.
    pub fn outbound(&self, id: EntityId) -> &[Relation] {
        self.log(Asked::Outbound(id));
        self.press.site.relations.from(id)
    }

    /// The relations that lead to a thing.
    pub fn inbound(&self, id: EntityId) -> impl Iterator<Item = &Relation> {
        self.log(Asked::Inbound(id));
        self.press.site.relations.to(id)
    }

    /// The things that a field, or the inverse of one, leads to from a thing.
    pub fn ends(&self, id: EntityId, field: FieldId) -> Vec<EntityId> {
        self.log(Asked::Ends(id, field));
        self.press.site.ends(id, field)
    }

    /// The thing that a reference inside a record leads to; the record is part of what the thing says.
    pub fn target(&self, relation: RelationId) -> EntityId {
        self.press.site.relations.get(relation).to
    }

    /// The things that mention this one, in the order of their names.
    pub fn mentioned_by(&self, id: EntityId) -> &[EntityId] {
        self.log(Asked::MentionedBy(id));
        self.press.site.mentioned_by(id)
    }

    /// What something leads to that is written in `file`.
    pub fn leads<'w>(&'w self, way: Way, written: &'w str, file: FileId) -> Target<'w> {
        // What a mention leads to is the same in every file.
        let place = if way == Way::Mention { FileId(0) } else { file };
        self.log(Asked::Target(way, written.into(), place));
        self.press.target(way, written, file)
    }

    /// The things of a kind, in the order of their titles.
    pub fn of_kind(&self, kind: KindId) -> Vec<EntityId> {
        self.log(Asked::OfKind(kind));
        let mut things: Vec<EntityId> = self.press.site.of_kind(kind).collect();
        things.sort_by_key(|id| self.press.site.title_rank(*id, self.language));
        things
    }

    /// How many things there are of a kind.
    pub fn count(&self, kind: KindId) -> usize {
        self.log(Asked::Count(kind));
        self.press.site.of_kind(kind).count()
    }

    /// The answer to a query.
    pub fn query(&self, query: &Query) -> Vec<Group> {
        self.log(Asked::Query(query::write(query, &self.press.site).into()));
        query::run(&self.press.site, query, self.language)
    }

    /// The figure that a thing is.
    pub fn figure(&self, id: EntityId) -> Option<&Figure> {
        self.log(Asked::Figure(id));
        self.press.site.figure(id)
    }

    /// Until when a figure may be quoted, and whether that day has passed.
    pub fn age(&self, id: EntityId) -> Option<(Day, Currency)> {
        self.log(Asked::Age(id));
        self.press.age(id)
    }

    /// The answer to a question that a chart asks by itself.
    pub fn counted(&self, counted: &Counted) -> Option<Figure> {
        self.log(Asked::Counted(counted.write(&self.press.site).into()));
        counted.figure(&self.press.site, &mut Report::default())
    }

    /// The day of the build if it lies between two days, else the nearer: what tells of the past is not another page every day.
    pub fn today(&self, (first, last): (i32, i32)) -> i32 {
        self.log(Asked::Today(first, last));
        self.press.today(first, last)
    }

    /// A query as TOML, to be shown.
    pub fn written(&self, query: &Query) -> String {
        self.asked_settings.set(true);
        query::write(query, &self.press.site)
    }

    /// The thing above this one.
    pub fn parent(&self, id: EntityId) -> Option<EntityId> {
        let field = self.kinds().kind(self.kind_of(id)).roles.parent?;
        self.ends(id, field).first().copied()
    }

    /// The site's files, for the places of faults.
    pub fn tree(&self) -> &crate::source::SourceTree {
        &self.press.tree
    }

    /// Notes what went wrong in the template of a piece of the page.
    pub fn fail(&self, error: tera::Error) {
        self.faults.borrow_mut().push(error);
    }

    /// What went wrong in templates so far, those aside that frame the page.
    pub fn faults(&self) -> Vec<tera::Error> {
        self.faults.take()
    }

    /// Notes that the page needs a sheet or a script of the theme.
    pub fn need(&self, asset: &str) {
        let mut needed = self.needed.borrow_mut();
        if needed.iter().all(|known| **known != *asset) {
            needed.push(asset.into());
        }
    }

    /// The sheets and scripts that the page needs besides what every page has.
    pub fn needed(&self) -> Vec<Box<str>> {
        self.needed.take()
    }

    /// What frames the page, once it has begun.
    pub fn framed(&self) -> Option<Arc<Pieces>> {
        self.pieces.borrow().clone()
    }

    /// `page` as templates have it.
    pub fn page(&self) -> Value {
        self.page.borrow().clone()
    }

    /// Sets `page` before its pieces are rendered.
    pub fn begin(&self, page: Value) {
        self.page.replace(page);
    }

    /// Puts things into the order of their titles.
    pub fn by_title(&self, things: &mut [EntityId]) {
        things.iter().for_each(|id| self.log(Asked::Card(*id)));
        things.sort_by_key(|id| self.press.site.title_rank(*id, self.language));
    }

    /// The place of a thing among others: kind by kind, and within a kind as the page's language sorts their titles.
    pub fn place(&self, id: EntityId) -> (KindId, u32) {
        self.log(Asked::Card(id));
        (self.kind_of(id), self.press.site.title_rank(id, self.language))
    }

    /// What queries are read against.
    pub fn ground(&self) -> Ground<'_> {
        self.asked_settings.set(true);
        self.press.site.ground()
    }

    /// Notes a question that is about to be answered.
    pub(super) fn log(&self, asked: Asked) {
        self.asked.borrow_mut().push(asked);
    }
}
