//! What a page carries below its text: the sources it cites, its footnotes; and the anchors that it has given out.

use serde::Serialize;

use super::ask::Window;
use super::field;
use super::html::Html;
use crate::registry::EntityId;
use crate::syntax::markdown::Anchors;

/// The sources, footnotes and anchors of one page.
#[derive(Default)]
pub struct Apparatus {
    cited: Vec<EntityId>,
    pub footnotes: Vec<FootnoteView>,
    pub anchors: Anchors,
    /// What is being embedded, from the outside in.
    pub embedding: Vec<String>,
}

/// A footnote as templates have it.
#[derive(Serialize)]
pub struct FootnoteView {
    pub number: usize,
    pub id: String,
    pub html: Html,
    pub backlinks: Vec<String>,
}

/// A cited source as templates have it.
#[derive(Serialize)]
pub struct CitationView {
    number: usize,
    id: String,
    title: String,
    html: Html,
    url: String,
}

/// A mark that leads to a cited source.
#[derive(Clone, Serialize)]
pub struct Mark {
    pub number: usize,
    pub href: String,
    pub title: String,
}

impl Apparatus {
    /// Cites a source: its number on this page, and where its entry stands.
    pub fn cite(&mut self, source: EntityId, window: &Window) -> Mark {
        let at = self.cited.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.cited.push(source);
            self.cited.len() - 1
        });
        Mark { number: at + 1, href: format!("#source_{}", at + 1), title: window.card(source).title.to_string() }
    }

    /// The sources in the order of their numbers.
    pub fn citations(&self, window: &Window) -> Vec<CitationView> {
        let view = |(at, source): (usize, &EntityId)| {
            let card = window.card(*source);
            CitationView {
                number: at + 1,
                id: format!("source_{}", at + 1),
                title: card.title.to_string(),
                html: field::in_short(window, *source).into(),
                url: card.url.to_string(),
            }
        };
        self.cited.iter().enumerate().map(view).collect()
    }
}
