//! A thing in few words: what links, lists and grids show of it.

use serde::Serialize;
use tera::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::{Press, relation};
use crate::registry::kind::{FieldId, Pages};
use crate::registry::language::LanguageId;
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

/// Does a card show a logo?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logo {
    Own,
    None,
}

/// The names under which templates find what a card shows.
pub const CARD_KEYS: [&str; 12] =
    ["name", "title", "url", "link_html", "kind", "summary", "summary_lang", "lang", "logo", "status", "period", "initials"];

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
    status: Option<Status<'a>>,
    period: &'a str,
    initials: &'a str,
}

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
        let lang = tag_of(real);
        let image = |field: Option<FieldId>| {
            field.and_then(|field| match entity.value(field) {
                Some(value::Value::Image(path)) => Some(press.media_url(path)),
                _ => None,
            })
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
            link_html: Value::safe_string(&link(title, &url, lang)),
            kind: press.frame(language).kind(entity.kind),
            summary,
            summary_lang,
            lang,
            logo: &image(kind.roles.logo).unwrap_or_default(),
            status: choice.map(|choice| Status { id: &choice.id, label: in_language(&choice.label, language) }),
            period: &period(press, entity, language),
            initials: &initials(title),
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
fn link(title: &str, url: &str, lang: &str) -> String {
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

/// The first letters of the first two words of a title, for a monogram.
fn initials(title: &str) -> String {
    let words = title.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    words.take(2).flat_map(char::to_uppercase).collect()
}
