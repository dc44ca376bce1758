//! Which documents stand behind a page, and what the preview's bar says of it.

use serde_json::{Value, json};

use super::display::Display;
use crate::diag::Report;
use crate::registry::EntityId;
use crate::registry::language::{DEFAULT, LanguageId};
use crate::registry::value::Value as Given;
use crate::routes::{self, What};
use crate::session::Edition;
use crate::source::SourceTree;
use crate::syntax::document::{self, Role};
use crate::syntax::toml::{Table, Toml};

/// The file below `output/` that serves an address.
pub fn file(address: &str, edition: &Edition) -> String {
    let base = &*edition.site.settings.base_url.path;
    let below = address.strip_prefix(base).unwrap_or(address).trim_start_matches('/');
    match below {
        "" => "index.html".to_owned(),
        _ if below.ends_with('/') => format!("{below}index.html"),
        _ => below.to_owned(),
    }
}

/// What stands behind a page.
pub struct Behind {
    /// The thing that the page is of, where it is of one and can be read.
    pub entity: Option<EntityId>,
    pub language: LanguageId,
    /// The paths of its documents: the one that declares it, then its chapters and translations.
    pub sources: Vec<Box<str>>,
}

impl Behind {
    /// What stands behind a file below `output/`, whether or not the newest edition has it.
    pub fn of(file: &str, edition: &Edition, display: &Display) -> Behind {
        let output = edition.find(file);
        let entity = match output.map(|output| &output.what) {
            Some(What::Entity { entity, .. } | What::Home { entity: Some(entity), .. }) => Some(*entity),
            _ => None,
        };
        let (language, below) = language(file, edition);
        let declared = entity.map(|entity| edition.tree.path(edition.site.entity(entity).span.file).into());
        let declared = declared.or_else(|| display.earlier_source(file)).or_else(|| guess(below, edition));
        Behind { entity, language, sources: declared.map(|path: Box<str>| together(&path, &edition.tree)).unwrap_or_default() }
    }

    /// What the bar at the edge of the page says.
    pub fn bar(&self, edition: &Edition) -> Value {
        let table = self.sources.first().and_then(|path| front(path, &edition.tree));
        let is_draft =
            table.as_ref().and_then(|table| table.find("draft")).is_some_and(|entry| matches!(entry.node.value, Toml::Boolean(true)));
        let missing: Vec<Value> = self.entity.map(|entity| missing(entity, edition)).unwrap_or_default();
        let age = self.entity.and_then(|entity| age(entity, edition));
        json!({ "draft": is_draft, "missing": missing, "age": age, "sources": self.sources })
    }
}

/// The language of a page by its address, and the rest of the address.
fn language<'f>(file: &'f str, edition: &Edition) -> (LanguageId, &'f str) {
    let first = file.split_once('/').and_then(|(tag, rest)| Some((edition.site.settings.languages.find(tag)?, rest)));
    first.filter(|(language, _)| *language != DEFAULT).unwrap_or((DEFAULT, file))
}

/// The document that would have this page if it could be read.
fn guess(file: &str, edition: &Edition) -> Option<Box<str>> {
    let address = file.strip_suffix("index.html")?.trim_end_matches('/');
    let (segment, id) = address.rsplit_once('/').unwrap_or(("", if address.is_empty() { "index" } else { address }));
    let kinds = edition.site.kinds.all().filter(|(_, kind)| *kind.segment == *segment);
    let folders = kinds.map(|(_, kind)| &*kind.folder).chain([segment]);
    let folders = folders.map(|folder| if folder.is_empty() { "content".to_owned() } else { format!("content/{folder}") });
    let paths = folders.flat_map(|folder| [".md", ".toml", "/index.md"].map(|ending| format!("{folder}/{id}{ending}")));
    paths.into_iter().find(|path| edition.tree.find(path).is_some()).map(Into::into)
}

/// A document, then the others of the same thing: chapters, translations, a figure's data.
fn together(path: &str, tree: &SourceTree) -> Vec<Box<str>> {
    let mut sources: Vec<Box<str>> = vec![path.into()];
    let Some(thing) = document::address(path).filter(|address| address.role == Role::Main) else { return sources };
    let same = |other: &str| document::address(other).is_some_and(|other| (other.folder, other.id) == (thing.folder, thing.id));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let others = tree.files().map(|(_, file)| &*file.path).filter(|other| *other != path && other.starts_with(folder) && same(other));
    sources.extend(others.map(Box::from));
    sources
}

/// The facts at the top of a document.
fn front(path: &str, tree: &SourceTree) -> Option<Table> {
    let file = tree.find(path)?;
    let address = document::address(path)?;
    let (text, mut unheard) = (tree.text(file), Report::default());
    match path.rsplit_once('.')?.1 {
        "md" => Some(document::read_markdown(file, text, address, &mut unheard).front),
        "toml" => Some(document::read_toml(file, text, address, &mut unheard).front),
        _ => None,
    }
}

/// The languages in which nobody has written the thing's text or, where it has none, its title.
fn missing(entity: EntityId, edition: &Edition) -> Vec<Value> {
    let site = &edition.site;
    let thing = site.entity(entity);
    let has = |language: LanguageId| match &thing.body {
        Some(body) => body.read_in(language).0 == language,
        None => thing.title.read_in(language).0 == language,
    };
    let lacking = site.settings.languages.all().filter(|(language, _)| !has(*language));
    lacking.map(|(language, it)| json!({ "lang": &*it.tag, "url": routes::of_entity(site, entity, language).link(site) })).collect()
}

/// The day whose state a thing describes, else the day that its kind dates it by.
fn age(entity: EntityId, edition: &Edition) -> Option<String> {
    let thing = edition.site.entity(entity);
    let roles = &edition.site.kinds.kind(thing.kind).roles;
    let dated = [roles.as_of, roles.date, roles.from].into_iter().flatten().find_map(|field| thing.value(field))?;
    match dated {
        Given::Date(date) => Some(date.to_string()),
        Given::Period(period) => Some(period.to_string()),
        _ => None,
    }
}
