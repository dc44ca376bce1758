//! The pieces of a page that are the same wherever the menu stands alike: the templates in `frame/`, rendered once for all those pages.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use tera::{Context, Map, Value};

use super::ask::{Asked, Window};
use super::function;
use super::html::Html;
use crate::registry::language::LanguageId;

/// What the templates in `frame/` know besides the site: how the menu stands on the page.
pub struct Menu<'a> {
    pub menu: Vec<MenuEntry<'a>>,
    /// Is the page the first of its language?
    pub at_home: bool,
}

/// An entry of the menu as templates have it.
#[derive(Serialize)]
pub struct MenuEntry<'a> {
    pub title: &'a str,
    pub url: &'a str,
    /// Does it lead to this page, or to one above it?
    pub current: bool,
    /// Does it lead to this very page?
    pub here: bool,
}

/// The templates in `frame/`, rendered.
pub struct Pieces {
    /// The menu as templates have it.
    pub menu: Value,
    /// By the templates' names, as templates have them.
    pub value: Value,
    /// What they asked; every page that shows them has asked it too.
    pub asked: Vec<Asked>,
    /// What went wrong in them.
    pub faults: Vec<tera::Error>,
}

/// All pieces that have been needed so far, by language and by how the menu stands.
#[derive(Default)]
pub struct PieceStore(RwLock<BTreeMap<Standing, Arc<Pieces>>>);

/// A language, and how the entries of its menu stand: 0 elsewhere, 1 above the page, 2 the page itself.
type Standing = (LanguageId, Box<[u8]>);

impl PieceStore {
    /// The pieces of the page that `window` is for; made when first needed.
    pub fn of(&self, window: &Window, menu: &Menu<'_>) -> Arc<Pieces> {
        let standing = menu.menu.iter().map(|entry| u8::from(entry.current) + u8::from(entry.here)).chain([u8::from(menu.at_home)]);
        let key = (window.language, standing.collect());
        // A lock is poisoned by a worker that panicked, which ends the build; the pieces themselves are always whole.
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let made = Arc::new(Pieces::make(window, menu));
        self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }
}

impl Pieces {
    fn make(window: &Window, menu: &Menu<'_>) -> Pieces {
        // What the pieces ask is not this page's alone, so they look through a window of their own.
        let aside = window.aside();
        let mut context = Context::new();
        context.insert_value("site", window.frame().site.clone());
        context.insert_value("theme", window.theme().look.clone());
        let entries = Value::from_serializable(&menu.menu);
        context.insert_value("menu", entries.clone());
        context.insert("at_home", &menu.at_home);
        let mut pieces = Map::new();
        function::looking_through(&aside, || {
            for name in window.theme().frame_templates() {
                let html = aside.theme().tera.render(name, &context).unwrap_or_else(|error| {
                    aside.fail(error);
                    String::new()
                });
                let key = name.trim_start_matches("frame/").trim_end_matches(".html").to_owned();
                pieces.insert(key.into(), Value::from_serializable(&Html::from(html)));
            }
        });
        Pieces { menu: entries, value: Value::from(pieces), faults: aside.faults(), asked: aside.asked() }
    }
}
