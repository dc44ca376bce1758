//! A thing in few words: what links, lists and grids show of it.

mod initials;

use serde::Serialize;
use tera::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::images::Picture;
use super::{Press, relation};
use crate::registry::kind::{FieldId, Pages};
use crate::registry::language::{Direction, LanguageId};
use crate::registry::value::{self, Text};
use crate::registry::{Entity, EntityId};
use crate::routes;
use crate::syntax::date::Period;
use crate::syntax::markdown::escape;

/// A thing in few words.
pub struct Card {
    /// The card as templates have it, shared by every page that shows it.
    pub value: Value,
    /// A relation that leads here and says nothing of itself, as templates have it.
    pub relation: Value,
    pub title: Box<str>,
    /// Its address with the site's sub-path; empty if its kind has no pages.
    pub url: Box<str>,
    /// The language of the title, where it is not the page's.
    pub lang: Box<str>,
    pub logo: Logo,
    /// Its status: the field, and which of its choices.
    pub status: Option<(FieldId, u16)>,
}

/// The letters that stand for something that is called so, and not otherwise.
pub fn initials(title: &str) -> String {
    initials::initials(title, [] as [&str; 0])
}

/// Does a card show a logo?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logo {
    Own,
    None,
}

/// The names under which templates find what a card shows.
pub const CARD_KEYS: [&str; 17] = [
    "name",
    "title",
    "url",
    "link_html",
    "kind",
    "summary",
    "summary_lang",
    "lang",
    "logo",
    "logo_width",
    "logo_height",
    "logo_set",
    "has_logo",
    "status",
    "period",
    "initials",
    "tone",
];

#[derive(Serialize)]
struct View<'a> {
    name: &'a str,
    title: &'a str,
    url: &'a str,
    link_html: Value,
    kind: &'a Value,
    summary: &'a str,
    summary_lang: &'a str,
    lang: &'a str,
    logo: &'a str,
    logo_width: u32,
    logo_height: u32,
    /// Narrower files of the logo, as `srcset` has them.
    logo_set: &'a str,
    /// Are things of its kind known by logos, so that initials stand for one that is missing?
    has_logo: bool,
    status: Option<Status<'a>>,
    period: &'a str,
    initials: &'a str,
    /// One of the theme's colours for initials, from 1 on, which the name alone decides.
    tone: u64,
}

/// How many colours a theme has for initials.
pub const TONES: u64 = 8;

/// A status as templates have it.
#[derive(Serialize)]
pub struct Status<'a> {
    pub id: &'a str,
    pub label: &'a str,
}

impl Card {
    /// Makes the card of a thing in a language.
    pub fn of(press: &Press, id: EntityId, language: LanguageId) -> Card {
        let site = &press.site;
        let entity = site.entity(id);
        let kind = site.kinds.kind(entity.kind);
        let (real, title) = entity.title.read_in(language);
        let url = if kind.pages == Pages::None { String::new() } else { routes::of_entity(site, id, language).link(site) };
        let tag_of = |real: LanguageId| if real == language { "" } else { &*site.settings.languages.get(real).tag };
        let (summary_lang, summary) = match kind.roles.summary.and_then(|field| entity.value(field)) {
            Some(value::Value::Text(text)) => {
                let (real, summary) = text.read_in(language);
                (tag_of(real), &**summary)
            }
            _ => ("", ""),
        };
        // A name in letters of the other direction is no name of that language, whatever the file says that it is written in.
        let is_foreign = site.settings.languages.get(real).direction.is_against(title);
        let lang = if is_foreign { "" } else { tag_of(real) };
        let logo = match kind.roles.logo.and_then(|field| entity.value(field)) {
            Some(value::Value::Image(path)) => press.picture(path).unwrap_or_default(),
            _ => Picture::default(),
        };
        let status = kind.roles.status.and_then(|field| match entity.value(field) {
            Some(value::Value::Choice(choice)) => Some((field, *choice)),
            _ => None,
        });
        let choice = status.and_then(|(field, choice)| site.kinds.field(field).choices().get(usize::from(choice)));
        let view = View {
            name: &entity.name,
            title,
            url: &url,
            link_html: Value::safe_string(&link(title, &url, (lang, site.settings.languages.get(language).direction))),
            kind: press.frame(language).kind(entity.kind),
            summary,
            summary_lang,
            lang,
            logo: &logo.url,
            logo_width: logo.width,
            logo_height: logo.height,
            logo_set: &logo.narrower,
            has_logo: kind.roles.logo.is_some(),
            status: choice.map(|choice| Status { id: &choice.id, label: in_language(&choice.label, language) }),
            period: &period(press, entity, language),
            initials: &initials::initials(title, aliases(entity, kind.roles.aliases, language)),
            tone: xxh3_64(entity.name.as_bytes()) % TONES + 1,
        };
        let logo = if view.logo.is_empty() { Logo::None } else { Logo::Own };
        let value = Value::from_serializable(&view);
        Card { relation: relation::bare(&value), value, title: title.clone(), url: url.into(), lang: lang.into(), logo, status }
    }

    /// A hash of all that the card shows.
    pub fn stamp(&self) -> u64 {
        xxh3_64(serde_json::to_string(&self.value).unwrap_or_default().as_bytes())
    }
}

/// A title as a link, or as a name where there is no page to lead to.
fn link(title: &str, url: &str, (lang, direction): (&str, Direction)) -> String {
    let mut out = String::with_capacity(title.len() + url.len() + 20);
    let end = match url {
        "" => {
            out.push_str("<span");
            "</span>"
        }
        url => {
            out.push_str("<a href=\"");
            escape(url, &mut out);
            out.push('"');
            "</a>"
        }
    };
    if !lang.is_empty() {
        out.push_str(&format!(" lang=\"{lang}\""));
    }
    if direction.is_against(title) {
        out.push_str(" dir=\"auto\"");
    }
    out.push('>');
    escape(title, &mut out);
    out.push_str(end);
    out
}

/// A text for readers of a language.
pub fn in_language(text: &Text, language: LanguageId) -> &str {
    text.read_in(language).1
}

/// Since when or until when a thing has been, in words; a date of the kind's own choosing counts before that.
fn period(press: &Press, entity: &Entity, language: LanguageId) -> String {
    let roles = &press.site.kinds.kind(entity.kind).roles;
    let formats = press.theme.formats(language);
    let date = |field: Option<FieldId>| match field.and_then(|field| entity.value(field)) {
        Some(value::Value::Date(date)) => Some(*date),
        _ => None,
    };
    match roles.date.and_then(|field| entity.value(field)) {
        Some(value::Value::Period(period)) => return formats.period(period),
        Some(value::Value::Date(date)) => return formats.date(date),
        _ => {}
    }
    match (date(roles.from), date(roles.to)) {
        (None, None) => String::new(),
        (start, end) => formats.period(&Period::Between { start, end }),
    }
}

/// The other names of a thing, for readers of a language.
fn aliases(entity: &Entity, field: Option<FieldId>, language: LanguageId) -> impl Iterator<Item = &str> {
    let given = field.and_then(|field| entity.value(field));
    given.into_iter().flat_map(value::Value::items).filter_map(move |value| match value {
        value::Value::Text(text) => Some(in_language(text, language)),
        _ => None,
    })
}
