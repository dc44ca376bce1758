//! A theme, ready to be used: its templates, its words, its assets with the hashes in their names.

pub mod assets;
pub mod colour;
mod dead_address;
mod fault;
mod layer;
mod look;
mod sheet;
pub mod tokens;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Tera, Value};
use xxhash_rust::xxh3::Xxh3;

use super::format::Formats;
use super::function;
use super::strings::Strings;
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::registry::Site;
use crate::registry::language::LanguageId;
use crate::registry::settings::Settings;
use crate::routes::Output;
use crate::source::{Origin, SourceTree};
use assets::{Asset, Assets};
use fault::Fault;
use layer::Layer;
use tokens::Tokens;

/// The theme that every other falls back to, file by file.
const DEFAULT: &str = "eko";

/// A theme, ready to be used.
pub struct Theme {
    pub tera: Tera,
    /// By language.
    formats: Vec<Formats>,
    assets: Assets,
    pub tokens: Tokens,
    /// `theme` as templates have it.
    pub look: Value,
    templates: BTreeMap<Box<str>, FileId>,
    /// A hash of every template and string, and of the names of the assets.
    pub stamp: u64,
}

impl Theme {
    /// Loads the theme that the site names; its faults are reported, and what is left of it can be used.
    pub fn load(tree: &SourceTree, site: &Site, report: &mut Report) -> Theme {
        let folders = folders(&site.settings, tree, report);
        let templates = overlaid(&folders, "templates/", tree);
        let mut stamp = Xxh3::new();
        for (name, file) in &templates {
            stamp.update(name.as_bytes());
            stamp.update(tree.text(*file).as_bytes());
        }
        let formats = formats(&folders, tree, site, &mut stamp, report);
        let layers = layers(&folders, tree, report);
        let tokens = Tokens::of(&layers);
        tokens.check(report);
        let files = overlaid(&folders, "assets/", tree);
        let mut assets = assets::publish(&files, &tokens, &layers, tree, report);
        let look = look::dress(&mut assets, &layers, &tokens, &site.settings, report);
        // The names of assets change with their bytes, and pages name them.
        assets.values().for_each(|asset| stamp.update(asset.path.as_bytes()));
        let mut theme = Theme { tera: Tera::new(), formats, assets, tokens, look, templates, stamp: stamp.digest() };
        theme.tera.autoescape_on([".html", ".xml"].to_vec());
        function::register(&mut theme.tera);
        theme.add_templates(tree, report);
        theme
    }

    /// How a language writes values and what it calls things.
    pub fn formats(&self, language: LanguageId) -> &Formats {
        &self.formats[language.0 as usize]
    }

    /// The theme's published files, in the order of their names.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.values()
    }

    /// Finds an asset by the name it has in the theme.
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.assets.get(name)
    }

    /// The asset that comes nearest to a name.
    pub fn nearest_asset(&self, name: &str) -> Option<&str> {
        nearest(name, self.assets.keys().map(|known| &**known))
    }

    /// Does the theme have this template?
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.contains_key(name)
    }

    /// The templates that are rendered once for many pages.
    pub fn frame_templates(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(|name| &**name).filter(|name| name.starts_with("frame/"))
    }

    /// Adds all templates; one that cannot be read is reported and left empty, so that the others still are.
    fn add_templates(&mut self, tree: &SourceTree, report: &mut Report) {
        let mut texts: BTreeMap<&str, &str> = self.templates.iter().map(|(name, file)| (&**name, tree.text(*file))).collect();
        let mut emptied: Vec<&str> = Vec::new();
        // Each round empties a template, so that there are no more rounds than templates.
        while let Err(error) = self.tera.add_raw_templates(texts.iter().map(|(name, text)| (*name, *text)).collect::<Vec<_>>()) {
            let mut spoiled: Vec<&str> = Vec::new();
            for fault in Fault::all(&error) {
                if !fault.follows_from(&emptied, &self.templates, tree) {
                    fault.report(&self.templates, tree, report);
                }
                let name = fault.template.as_deref().and_then(|name| texts.get_key_value(name));
                spoiled.extend(name.filter(|(_, text)| !text.is_empty()).map(|(name, _)| *name));
            }
            if spoiled.is_empty() {
                break;
            }
            for name in spoiled {
                texts.insert(name, "");
                emptied.push(name);
            }
        }
    }

    /// Reports what went wrong while a template was rendered.
    pub fn report(&self, error: &tera::Error, tree: &SourceTree, report: &mut Report) {
        for fault in Fault::all(error) {
            fault.report(&self.templates, tree, report);
        }
    }

    /// Reports the addresses in templates that lead to nothing among what is `owed`.
    pub fn check_addresses(&self, owed: &[Output], tree: &SourceTree, report: &mut Report) {
        dead_address::check(&self.templates, owed, tree, report);
    }
}

/// The theme's folders, the one that counts most first: its own, that of the theme which it rests on, and so on to the default theme.
fn folders(settings: &Settings, tree: &SourceTree, report: &mut Report) -> Vec<String> {
    let place = settings.theme_span.unwrap_or(Span::start_of(tree.find("sare.toml").unwrap_or(FileId(0))));
    let mut names = vec![settings.theme.to_string()];
    report_unknown(&settings.theme, place, tree, report);
    while let Some(below) = names.last().and_then(|name| file_of(name, tree)).and_then(|file| layer::extends(tree, file)) {
        // The default theme rests on nothing, and may be written to say that it does.
        if names.last().is_some_and(|name| name == DEFAULT) {
            break;
        }
        if names.contains(&below.name) {
            report
                .say(below.span, Code::BrokenSettings, format!("the theme `{}` rests on itself", below.name))
                .help(format!("leave `extends` out: a theme that names none rests on `{DEFAULT}`"));
            break;
        }
        report_unknown(&below.name, below.span, tree, report);
        names.push(below.name);
    }
    if names.iter().all(|name| name != DEFAULT) {
        names.push(DEFAULT.to_owned());
    }
    names.into_iter().map(|name| format!("themes/{name}/")).collect()
}

fn report_unknown(name: &str, place: Span, tree: &SourceTree, report: &mut Report) {
    let own = format!("themes/{name}/");
    if tree.files().any(|(_, file)| file.path.starts_with(&own)) {
        return;
    }
    let known: std::collections::BTreeSet<&str> =
        tree.files().filter_map(|(_, file)| file.path.strip_prefix("themes/")?.split('/').next()).collect();
    let near = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    let all = || format!("put it into themes/{name}/; the themes here are {}", known.iter().copied().collect::<Vec<_>>().join(", "));
    report.say(place, Code::BrokenSettings, format!("there is no theme `{name}`")).help(near.unwrap_or_else(all));
}

/// The `theme.toml` of a theme, the site's own before the built-in one.
fn file_of(name: &str, tree: &SourceTree) -> Option<FileId> {
    let path = format!("themes/{name}/theme.toml");
    let files = || tree.files().filter(|(_, file)| *file.path == *path);
    files().find(|(_, file)| file.origin == Origin::Site).or_else(|| files().next()).map(|(id, _)| id)
}

/// What every `theme.toml` says, the one that counts least first.
fn layers(folders: &[String], tree: &SourceTree, report: &mut Report) -> Vec<Layer> {
    let mut layers = Vec::new();
    for folder in folders.iter().rev() {
        for origin in [Origin::BuiltIn, Origin::Site] {
            let path = format!("{folder}theme.toml");
            let own = tree.files().filter(|(_, file)| file.origin == origin && *file.path == *path);
            layers.extend(own.map(|(id, _)| Layer::read(tree, id, report)));
        }
    }
    layers
}

/// The files below a folder of the theme, by their names there; of two with one name the one that counts more.
fn overlaid(folders: &[String], below: &str, tree: &SourceTree) -> BTreeMap<Box<str>, FileId> {
    let mut found = BTreeMap::new();
    for folder in folders {
        let start = format!("{folder}{below}");
        for origin in [Origin::Site, Origin::BuiltIn] {
            for (id, file) in tree.files().filter(|(_, file)| file.origin == origin) {
                if let Some(name) = file.path.strip_prefix(&start) {
                    found.entry(Box::from(name)).or_insert(id);
                }
            }
        }
    }
    found
}

/// Every language's words: the theme's own before the default theme's, then the site's default language, then English.
fn formats(folders: &[String], tree: &SourceTree, site: &Site, stamp: &mut Xxh3, report: &mut Report) -> Vec<Formats> {
    let mut strings = |tag: &str, fallback: Option<&Arc<Strings>>| {
        let mut files: Vec<(FileId, &str)> = Vec::new();
        for folder in folders.iter().rev() {
            let start = format!("{folder}strings/{tag}/");
            for origin in [Origin::BuiltIn, Origin::Site] {
                let own =
                    tree.files().filter(|(_, file)| file.origin == origin && file.path.starts_with(&start) && file.path.ends_with(".ftl"));
                files.extend(own.map(|(id, _)| (id, tree.text(id))));
            }
        }
        for (_, text) in &files {
            stamp.update(text.as_bytes());
        }
        let strings = Strings::load(tag, &files, report);
        Arc::new(match fallback {
            Some(fallback) => strings.with_fallback(fallback.clone()),
            None => strings,
        })
    };
    let english = strings("en", None);
    let mut all: Vec<Arc<Strings>> = Vec::new();
    for (_, language) in site.settings.languages.all() {
        let own = match (&*language.tag, all.first()) {
            ("en", _) => english.clone(),
            (tag, None) => strings(tag, Some(&english)),
            (tag, Some(default)) => strings(tag, Some(default)),
        };
        all.push(own);
    }
    all.into_iter().map(Formats::new).collect()
}
