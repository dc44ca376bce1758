//! A theme, ready to be used: its templates, its words, its assets with the hashes in their names.

mod dead_address;
mod fault;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::format::Formats;
use super::function;
use super::strings::Strings;
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::registry::Site;
use crate::registry::language::LanguageId;
use crate::registry::settings::Settings;
use crate::routes::Output;
use crate::source::{Content, Origin, SourceTree};
use fault::Fault;

/// The theme that every other falls back to, file by file.
const DEFAULT: &str = "eko";

/// A theme, ready to be used.
pub struct Theme {
    pub tera: Tera,
    /// By language.
    formats: Vec<Formats>,
    assets: BTreeMap<Box<str>, Asset>,
    templates: BTreeMap<Box<str>, FileId>,
    /// A hash of every template and string, and of the names of the assets.
    pub stamp: u64,
}

/// A published file of a theme.
pub struct Asset {
    /// Below `output/`, with the hash in its name.
    pub path: Box<str>,
    pub bytes: Vec<u8>,
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
        let assets = assets(&overlaid(&folders, "assets/", tree), tree);
        // The names of assets change with their bytes, and pages name them.
        assets.values().for_each(|asset| stamp.update(asset.path.as_bytes()));
        let mut theme = Theme { tera: Tera::new(), formats, assets, templates, stamp: stamp.digest() };
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

/// The theme's folders, the one that counts most first.
fn folders(settings: &Settings, tree: &SourceTree, report: &mut Report) -> Vec<String> {
    let name = &*settings.theme;
    let own = format!("themes/{name}/");
    if !tree.files().any(|(_, file)| file.path.starts_with(&own)) {
        let known: std::collections::BTreeSet<&str> =
            tree.files().filter_map(|(_, file)| file.path.strip_prefix("themes/")?.split('/').next()).collect();
        let near = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let place = settings.theme_span.unwrap_or(Span::start_of(tree.find("sare.toml").unwrap_or(FileId(0))));
        let all = || format!("put it into themes/{name}/; the themes here are {}", known.iter().copied().collect::<Vec<_>>().join(", "));
        report.say(place, Code::BrokenSettings, format!("there is no theme `{name}`")).help(near.unwrap_or_else(all));
    }
    let mut folders = vec![own];
    if name != DEFAULT {
        folders.push(format!("themes/{DEFAULT}/"));
    }
    folders
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

/// The assets under names that change with their bytes; style sheets name other assets by their published names.
fn assets(files: &BTreeMap<Box<str>, FileId>, tree: &SourceTree) -> BTreeMap<Box<str>, Asset> {
    let mut assets: BTreeMap<Box<str>, Asset> = BTreeMap::new();
    let (sheets, others): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| name.ends_with(".css"));
    for (name, file) in others.into_iter().chain(sheets) {
        let mut bytes = match &tree.file(*file).content {
            Content::Text(text) => text.as_bytes().to_vec(),
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::Unread(_) => continue,
        };
        if name.ends_with(".css") {
            bytes = with_published_names(&String::from_utf8_lossy(&bytes), name, &assets).into_bytes();
        }
        let path = hashed(name, &bytes);
        assets.insert(name.clone(), Asset { path: path.into(), bytes });
    }
    assets
}

/// Is `path`, below `output/`, the published name of an asset with these bytes?
pub fn is_hashed(path: &str, bytes: &[u8]) -> bool {
    let name = path.strip_prefix("assets/").and_then(|name| {
        let (rest, ending) = name.rsplit_once('.')?;
        let (stem, _) = rest.rsplit_once('.')?;
        Some(format!("{stem}.{ending}"))
    });
    name.is_some_and(|name| hashed(&name, bytes) == path)
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = xxh3_64(bytes) >> 24;
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}.{hash:010x}.{ending}"),
        None => format!("assets/{name}.{hash:010x}"),
    }
}

/// A style sheet whose `url(…)`s lead to the published names of the assets beside it.
fn with_published_names(text: &str, sheet: &str, assets: &BTreeMap<Box<str>, Asset>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + 4);
        out.push_str(before);
        let end = after.find(')').unwrap_or(after.len());
        let written = after[..end].trim_matches(['"', '\'', ' ']);
        let published = assets.get(written).map(|asset| format!("{}{}", "../".repeat(sheet.matches('/').count() + 1), asset.path));
        out.push_str(&published.map_or_else(|| after[..end].to_owned(), |path| format!("\"{path}\"")));
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}
