//! What is the same on every page of a language: the site's name, its menu, its kinds.

use serde::Serialize;
use tera::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::card::in_language;
use crate::registry::kind::KindId;
use crate::registry::language::LanguageId;
use crate::registry::names::Resolved;
use crate::registry::settings::{NavigationEntry, Search};
use crate::registry::{EntityId, Site};
use crate::routes::{self, Address};

/// What is the same on every page of a language.
pub struct Frame {
    /// `site` as templates have it.
    pub site: Value,
    pub menu: Vec<Entry>,
    kinds: Vec<Value>,
    /// A hash of all of it.
    pub stamp: u64,
}

/// An entry of the menu.
#[derive(Clone, Serialize)]
pub struct Entry {
    pub title: String,
    pub url: String,
}

#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    description: &'a str,
    url: String,
    languages: usize,
    /// Where everything can be searched; empty where nothing can.
    search: String,
}

#[derive(Serialize)]
struct KindView<'a> {
    id: &'a str,
    label: &'a str,
    plural: &'a str,
    /// What its things are, in a line.
    description: &'a str,
}

impl Frame {
    /// The frame of the pages in a language.
    pub fn of(site: &Site, language: LanguageId) -> Frame {
        let settings = &site.settings;
        let view = SiteView {
            title: in_language(&settings.title, language),
            description: settings.description.as_ref().map_or("", |text| in_language(text, language)),
            url: routes::home(site, language).link(site),
            languages: settings.languages.len(),
            search: match settings.search {
                Search::On => routes::of_search(site, language).link(site),
                Search::Off => String::new(),
            },
        };
        let kinds: Vec<Value> = site
            .kinds
            .all()
            .map(|(_, it)| KindView {
                id: &it.name,
                label: in_language(&it.label, language),
                plural: in_language(&it.plural, language),
                description: it.description.as_ref().map_or("", |text| in_language(text, language)),
            })
            .map(|view| Value::from_serializable(&view))
            .collect();
        let menu: Vec<Entry> = match settings.navigation.is_empty() {
            true => lists(site, language),
            false => settings.navigation.iter().filter_map(|entry| menu_entry(site, entry, language)).collect(),
        };
        let said = serde_json::to_string(&(&view, &menu)).unwrap_or_default();
        Frame { site: Value::from_serializable(&view), menu, kinds, stamp: xxh3_64(said.as_bytes()) }
    }

    /// A kind as templates have it.
    pub fn kind(&self, id: KindId) -> &Value {
        &self.kinds[id.0 as usize]
    }
}

/// A site that names no menu gets its lists.
fn lists(site: &Site, language: LanguageId) -> Vec<Entry> {
    let with_list = site.kinds.all().filter(|(id, _)| site.of_kind(*id).next().is_some());
    let entry = |(id, kind): (KindId, &crate::registry::kind::Kind)| {
        let url = routes::of_kind(site, id, language)?.link(site);
        Some(Entry { title: in_language(&kind.plural, language).to_owned(), url })
    };
    with_list.filter_map(entry).collect()
}

/// Where an entry of the navigation leads; `None` where it leads nowhere, which a check reports.
pub fn destination(site: &Site, entry: &NavigationEntry, language: LanguageId) -> Option<Destination> {
    if entry.to.starts_with("https://") || entry.to.starts_with("http://") {
        return Some(Destination::Outside(entry.to.to_string()));
    }
    if let Some(address) = Address::parse(&entry.to) {
        return Some(Destination::Path(address));
    }
    if let Some(kind) = site.kinds.find(entry.to.trim_end_matches('/')) {
        return routes::of_kind(site, kind, language).map(|address| Destination::Kind(kind, address));
    }
    match site.resolve(&entry.to) {
        Resolved::One(entity) => Some(Destination::Entity(entity)),
        _ => None,
    }
}

/// Where an entry of the menu leads.
pub enum Destination {
    Kind(KindId, Address),
    Entity(EntityId),
    Path(Address),
    Outside(String),
}

fn menu_entry(site: &Site, entry: &NavigationEntry, language: LanguageId) -> Option<Entry> {
    let (title, url) = match destination(site, entry, language)? {
        Destination::Kind(kind, address) => (in_language(&site.kinds.kind(kind).plural, language).to_owned(), address.link(site)),
        Destination::Entity(entity) => {
            (in_language(&site.entity(entity).title, language).to_owned(), routes::of_entity(site, entity, language).link(site))
        }
        Destination::Path(address) => (address.to_string(), address.link(site)),
        Destination::Outside(url) => (url.clone(), url),
    };
    let title = entry.label.as_ref().map_or(title, |label| in_language(label, language).to_owned());
    Some(Entry { title, url })
}
