//! A source as whoever takes something away must name it.

use crate::registry::EntityId;
use crate::registry::kind::FieldId;
use crate::registry::value::Value;
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::syntax::date::Date;

/// A source as whoever takes something away must name it. What is not known is empty.
pub struct Origin {
    /// `source/id`.
    pub name: String,
    pub title: String,
    pub publisher: String,
    pub date: Option<Date>,
    pub url: String,
    pub licence: String,
    /// The words that the source itself asks for.
    pub attribution: String,
}

impl Origin {
    /// A source in the page's language. Its kind tells by the terms of schema.org which of its fields is which.
    pub fn of(window: &Window, source: EntityId) -> Origin {
        Origin {
            name: window.name(source).to_string(),
            title: window.card(source).title.to_string(),
            publisher: words(window, source, "publisher"),
            date: fields(window, source, "datePublished").find_map(|field| match window.fact(source, field)?.value {
                Value::Date(date) => Some(date),
                _ => None,
            }),
            url: words(window, source, "url"),
            licence: words(window, source, "license"),
            attribution: words(window, source, "creditText"),
        }
    }

    /// "Publisher, title (2024)".
    pub fn in_words(&self) -> String {
        let publisher = if self.publisher.is_empty() { String::new() } else { format!("{}, ", self.publisher) };
        let year = self.date.map_or(String::new(), |date| format!(" ({})", date.year));
        format!("{publisher}{}{year}", self.title)
    }

    /// The words that the source asks for, else the same, and the licence: what whoever shows it must name.
    pub fn with_licence(&self) -> String {
        let words = if self.attribution.is_empty() { self.in_words() } else { self.attribution.clone() };
        if self.licence.is_empty() { words } else { format!("{words}, {}", self.licence) }
    }
}

fn fields<'w>(window: &'w Window, source: EntityId, term: &'w str) -> impl Iterator<Item = FieldId> + 'w {
    let kinds = window.kinds();
    let fields = &kinds.kind(window.kind_of(source)).fields;
    fields.iter().copied().filter(move |field| kinds.field(*field).schema.as_deref() == Some(term))
}

/// What the first of the fields with this meaning says.
fn words(window: &Window, source: EntityId, term: &str) -> String {
    fields(window, source, term)
        .find_map(|field| {
            if let Some(end) = window.ends(source, field).first() {
                return Some(window.card(*end).title.to_string());
            }
            match &window.fact(source, field)?.value {
                Value::Text(text) => Some(in_language(text, window.language).to_owned()),
                Value::Url(text) | Value::Identifier(text) => Some(text.to_string()),
                _ => None,
            }
        })
        .unwrap_or_default()
}
