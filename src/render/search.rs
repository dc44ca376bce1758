//! What readers may search: of everything its names and what it is about, and of as much as there is room for all that it says.

pub mod bundle;
mod text;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::Press;
use super::apparatus::Apparatus;
use super::ask::Window;
use super::card::in_language;
use super::field;
use crate::registry::kind::{FieldId, Nature, Pages};
use crate::registry::language::LanguageId;
use crate::registry::value::{Given, Value};
use crate::registry::{Entity, EntityId, Site};
use crate::routes;
use text::words;

/// A page as search knows it.
#[derive(Debug, PartialEq, Serialize)]
pub struct Record {
    /// Its address below the site's own, without the first slash.
    pub address: Box<str>,
    pub title: Box<str>,
    /// The language of the title, where it is not the page's.
    pub lang: Box<str>,
    /// What its kind is called where there are many of it.
    pub kind: Box<str>,
    /// Its other names, in all languages.
    pub names: Vec<Box<str>>,
    /// The ids that it has and had.
    pub ids: Box<str>,
    /// What it is about, and what it is linked with.
    pub about: String,
    pub facts: String,
    /// All that it says, by sections; `None` where there is no room for that.
    pub text: Option<Vec<Section>>,
}

/// A part of a text, below a heading.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Section {
    /// The heading's words and its anchor; empty before the first heading.
    pub heading: String,
    pub anchor: String,
    pub text: String,
}

/// How much of the texts can be found, whatever the language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub pages: usize,
    /// Pages of which every word can be found.
    pub whole: usize,
}

impl Reach {
    /// Both together.
    pub fn and(self, other: Reach) -> Reach {
        Reach { pages: self.pages + other.pages, whole: self.whole + other.whole }
    }
}

/// How many pages a part of an index has at most, and how many bytes of text. The library needs some 27 KB of memory for a page of which
/// little is said, and seventy times the text: that is 200 MB, which a small machine has beside the site.
const PAGES_OF_A_PART: usize = 2_500;
const ROOM_OF_A_PART: usize = 2_000_000;

/// A reader's browser asks every part, so that there must not be too many.
const MOST_PARTS: usize = 8;

/// In how many parts a site is indexed, whatever the language.
pub fn parts(site: &Site) -> usize {
    pages(site).len().div_ceil(PAGES_OF_A_PART).clamp(1, MOST_PARTS)
}

fn pages(site: &Site) -> Vec<EntityId> {
    let with_page = site.entities().filter(|(_, entity)| site.kinds.kind(entity.kind).pages != Pages::None);
    with_page.map(|(id, _)| id).collect()
}

/// What can be searched in a language, part by part. A page's address alone decides its part among so many, so that an edit of a page
/// changes one, and what is rare in the one is rare in the others.
pub fn in_parts(press: &Arc<Press>, language: LanguageId) -> Vec<Vec<Record>> {
    let count = parts(press.site());
    let mut parts: Vec<Vec<Record>> = (0..count).map(|_| Vec::new()).collect();
    for record in records(press, language, count * ROOM_OF_A_PART) {
        parts[(xxh3_64(record.address.as_bytes()) % count as u64) as usize].push(record);
    }
    parts
}

/// With less room than this left it is not worth looking for a text that fits.
const LEAST: usize = 1_000;

/// How many pages are read at a time, until there is no more room.
const PORTION: usize = 256;

/// What can be searched in a language, in the order of the names, with `room` bytes for all of it.
pub fn records(press: &Arc<Press>, language: LanguageId, room: usize) -> Vec<Record> {
    let site = press.site();
    let pages = pages(site);
    let mut records: Vec<Record> = pages.par_iter().map(|id| in_short(press, *id, language)).collect();
    let mut left = room.saturating_sub(records.iter().map(Record::weight).sum());
    let order = by_need(press, &pages);
    for portion in order.chunks(PORTION) {
        let texts: Vec<Vec<Section>> = portion.par_iter().map(|at| text::of(&Window::new(press.clone(), language), pages[*at])).collect();
        for (at, text) in portion.iter().zip(texts) {
            let weight: usize = text.iter().map(|section| section.heading.len() + section.text.len()).sum();
            // One text that is far too long must not keep out all others.
            if weight <= left {
                left -= weight;
                records[*at].text = Some(text);
            }
        }
        if left < LEAST {
            break;
        }
    }
    records
}

impl Record {
    /// How many bytes of it are searched, its text aside.
    fn weight(&self) -> usize {
        let names: usize = self.names.iter().map(|name| name.len()).sum();
        self.title.len() + names + self.ids.len() + self.about.len() + self.facts.len()
    }
}

/// How much of the texts the records hold.
pub fn reach(records: &[Record]) -> Reach {
    Reach { pages: records.len(), whole: records.iter().filter(|record| record.text.is_some()).count() }
}

/// A hash of everything that can be found.
pub fn stamp(records: &[Record]) -> u64 {
    let mut hash = Xxh3::new();
    for record in records {
        hash.update(&serde_json::to_vec(record).unwrap_or_default());
    }
    hash.digest()
}

/// Stands for everything that the records of all languages follow from, without a look into any text.
pub fn ground(press: &Press) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(&press.settings_stamp.to_le_bytes());
    hash.update(&press.theme.stamp.to_le_bytes());
    for (_, entity) in press.site().entities() {
        hash.update(entity.name.as_bytes());
        hash.update(&entity.stamp.to_le_bytes());
    }
    hash.digest()
}

/// The pages in the order in which their texts are taken in: what somebody wrote a document about before rows of tables, and the few of a
/// kind, such as reports, before the many.
fn by_need(press: &Press, pages: &[EntityId]) -> Vec<usize> {
    let site = press.site();
    let is_row = |id: EntityId| {
        let path = press.tree().path(site.entity(id).span.file);
        !(path.ends_with(".md") || path.ends_with(".toml"))
    };
    let many: Vec<usize> = site.kinds.all().map(|(kind, _)| site.of_kind(kind).count()).collect();
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|at| (is_row(pages[*at]), many[site.entity(pages[*at]).kind.0 as usize], *at));
    order
}

/// Everything but the text.
fn in_short(press: &Arc<Press>, id: EntityId, language: LanguageId) -> Record {
    let window = Window::new(press.clone(), language);
    let entity = press.site().entity(id);
    let kind = press.site().kinds.kind(entity.kind);
    let card = window.card(id);
    let address = routes::of_entity(press.site(), id, language).to_string();
    let about = match kind.roles.summary.and_then(|field| entity.value(field)) {
        Some(Value::Text(text)) => in_language(text, language).to_owned(),
        _ => String::new(),
    };
    let old = entity.former_ids.iter().map(|(id, _)| &**id);
    Record {
        address: address.trim_start_matches('/').into(),
        title: card.title.clone(),
        lang: card.lang.clone(),
        kind: in_language(&kind.plural, language).into(),
        names: names(entity, kind.roles.aliases, &card.title),
        ids: std::iter::once(&*entity.id).chain(old).collect::<Vec<_>>().join(" ").into(),
        about,
        facts: facts(&window, id, entity),
        text: None,
    }
}

/// Its aliases and its titles in other languages.
fn names(entity: &Entity, field: Option<FieldId>, title: &str) -> Vec<Box<str>> {
    let given = field.and_then(|field| entity.value(field));
    let aliases = given.into_iter().flat_map(Value::items).filter_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let mut names: Vec<Box<str>> = Vec::new();
    for text in std::iter::once(&entity.title).chain(aliases) {
        for (_, name) in text.versions() {
            if **name != *title && !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// What its fields say in words, what it is linked with and what lies above that, and a figure's values.
fn facts(window: &Window, id: EntityId, entity: &Entity) -> String {
    let kind = window.kinds().kind(entity.kind);
    let mut apparatus = Apparatus::default();
    let mut facts: Vec<String> = Vec::new();
    let is_told = |given: &&Given| !([kind.roles.title, kind.roles.summary, kind.roles.aliases].contains(&Some(given.field)));
    for given in entity.values.iter().filter(is_told) {
        for value in given.value.items().iter().filter(|value| is_in_words(value)) {
            facts.push(words(&field::html(window, &mut apparatus, given.field, value)));
        }
    }
    if kind.nature == Nature::Figure {
        facts.push(text::of_figure(window, id));
    }
    for relation in window.outbound(id) {
        let mut at = Some(relation.to);
        for _ in 0..HIGHEST {
            let Some(end) = at else { break };
            facts.push(window.card(end).title.to_string());
            at = window.parent(end);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    facts.retain(|fact| !fact.is_empty() && seen.insert(fact.clone()));
    facts.join(" · ")
}

/// What is in a place is also in what that place lies in, and so on so many times.
const HIGHEST: usize = 5;

/// Is it something that somebody would search for by its words?
fn is_in_words(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Choice(_) | Value::Identifier(_) | Value::Email(_) | Value::Money(_) => true,
        Value::Record(given) => given.iter().flat_map(|given| given.value.items()).all(is_in_words),
        _ => false,
    }
}
