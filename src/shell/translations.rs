//! `sare check --translations` and `--translated`: what is missing or outdated in each language, and that it no longer is.

use std::path::{Path, PathBuf};

use super::fix::{Written, write_one};
use super::{Desk, Trouble, counted, grouped, mutter};
use crate::Compiled;
use crate::diag::place::harmless;
use crate::diag::{Fix, Report, Span};
use crate::registry::translation::lacking::{Lacking, OfThing, Text, Totals, lacking};
use crate::registry::translation::{Age, STAMP_KEY, Translation};
use crate::registry::{Options, Site};
use crate::render::theme::Theme;
use crate::source::SourceTree;

/// Things of a kind that are listed to those who do not ask for more.
const LISTED: usize = 10;

/// What is missing or outdated, language by language.
pub fn list(compiled: &Compiled, desk: &Desk<'_>) -> String {
    let (site, tree) = (&compiled.site, &compiled.tree);
    if site.settings.languages.len() == 1 {
        return "the site has one language, so that there is nothing to translate\n".to_owned();
    }
    // What is wrong with the theme has been said.
    let theme = Theme::load(tree, site, &mut Report::default());
    let most = if desk.manner.verbose { usize::MAX } else { LISTED };
    lacking(site, tree).iter().map(|one| of_language(one, (site, tree, &theme), most)).collect()
}

/// All languages in a line, such as `es: 3 texts missing, 1 outdated; eu: complete`.
pub fn in_short(site: &Site, tree: &SourceTree) -> String {
    let languages = lacking(site, tree);
    let each = languages.iter().map(|one| format!("{}: {}", site.settings.languages.get(one.language).tag, words(one.totals())));
    each.collect::<Vec<_>>().join("; ")
}

fn of_language(one: &Lacking, (site, tree, theme): (&Site, &SourceTree, &Theme), most: usize) -> String {
    let language = site.settings.languages.get(one.language);
    let mut out = format!("{} ({}): {}\n", language.name, language.tag, words(one.totals()));
    for kind in one.kinds.iter().filter(|kind| !kind.things.is_empty()) {
        let (name, totals) = (&site.kinds.kind(kind.kind).name, kind.totals());
        out += &format!("  {name}, {} of {}: {}\n", grouped(kind.things.len()), grouped(kind.all), words(totals));
        for thing in kind.things.iter().take(most) {
            out += &format!("    {}: {}\n", harmless(&place_of(thing, site, tree)), in_words(thing, site, tree).join(", "));
        }
        if kind.things.len() > most {
            out += &format!("    and {} more, which -v lists\n", grouped(kind.things.len() - most));
        }
    }
    for line in frame(one, site, theme) {
        out += &format!("  {line}\n");
    }
    out + "\n"
}

/// What surrounds the content: the interface, the labels of kinds, what the site says of itself.
pub fn frame(one: &Lacking, site: &Site, theme: &Theme) -> Vec<String> {
    let tag = &site.settings.languages.get(one.language).tag;
    let (all, missing) = theme.formats(one.language).strings().lacking();
    let strings = (missing > 0).then(|| {
        format!("interface: {} of {} strings are missing in themes/{}/strings/{tag}/", grouped(missing), grouped(all), site.settings.theme)
    });
    let labels = one.labels.iter().map(|(kind, count)| {
        let name = &site.kinds.kind(*kind).name;
        format!("kinds/{name}.toml: {} missing", counted(*count, "label"))
    });
    let settings = (!one.settings.is_empty()).then(|| format!("sare.toml: {}", one.settings.join(", ")));
    strings.into_iter().chain(labels).chain(settings).collect()
}

/// A thing's own file.
pub fn path_of<'t>(thing: &OfThing, site: &Site, tree: &'t SourceTree) -> &'t str {
    tree.path(site.entity(thing.entity).span.file)
}

/// The same with the thing's id, where the file is a table of many.
fn place_of(thing: &OfThing, site: &Site, tree: &SourceTree) -> String {
    let path = path_of(thing, site, tree);
    match path.ends_with(".md") || path.ends_with(".toml") {
        true => path.to_owned(),
        false => format!("{path}, {}", site.entity(thing.entity).id),
    }
}

/// What a thing lacks, piece by piece.
pub fn in_words(thing: &OfThing, site: &Site, tree: &SourceTree) -> Vec<String> {
    let text = match thing.text {
        Text::There => None,
        Text::InPart => Some("part of the text".to_owned()),
        Text::Missing => Some("text".to_owned()),
    };
    let fields = thing.fields.iter().map(|field| site.kinds.field(*field).name.to_string());
    let aged = thing.aged.iter().map(|(at, age)| {
        let path = tree.path(site.entity(thing.entity).translations[*at].file);
        let name = path.rsplit('/').next().unwrap_or(path);
        match age {
            Age::Outdated => format!("{name} is outdated"),
            Age::Unknown | Age::Current => format!("{name} does not say what it was made from"),
        }
    });
    text.into_iter().chain(fields).chain(aged).collect()
}

/// Totals in words.
pub fn words(totals: Totals) -> String {
    let mut parts = Vec::new();
    if totals.texts > 0 {
        parts.push(format!("{} missing", counted(totals.texts, "text")));
    }
    if totals.fields > 0 {
        parts.push(format!("words missing in the fields of {}", counted(totals.fields, "thing")));
    }
    if totals.outdated > 0 {
        parts.push(format!("{} outdated", grouped(totals.outdated)));
    }
    if totals.unknown > 0 {
        parts.push(format!("{} without a stamp", grouped(totals.unknown)));
    }
    if parts.is_empty() { "complete".to_owned() } else { parts.join(", ") }
}

/// Writes into translations that they say what their originals say now.
pub fn accept(root: &Path, options: &Options, paths: &[PathBuf], desk: &Desk<'_>) -> Result<(), Trouble> {
    let compiled =
        crate::compile_in_stages(root, options, &crate::Denied::Nothing, &mut |_| {}).map_err(|err| Trouble::with(root, &err))?;
    let tree = &compiled.tree;
    let translations: Vec<&Translation> = compiled.site.entities().flat_map(|(_, entity)| &entity.translations).collect();
    let mut written = 0;
    for path in paths {
        let below = in_site(path, root, desk);
        let chosen: Vec<&Translation> = translations.iter().copied().filter(|it| is_at(tree.path(it.file), &below)).collect();
        if chosen.is_empty() {
            let help = "name a translation, such as content/about.es.md, or a folder that holds some";
            return Err(Trouble::new(format!("{} is no translation", path.display()), help));
        }
        for translation in chosen.into_iter().filter(|it| it.age(tree) != Age::Current) {
            let path = tree.root.join(tree.path(translation.file));
            match write_one(translation.file, &[&stamp(translation, tree)], tree).map_err(|err| Trouble::with(&path, &err))? {
                Written::Mended => written += 1,
                Written::Changed | Written::Refused => mutter(&format!("left alone: {}\n", harmless(tree.path(translation.file)))),
            }
        }
    }
    desk.tell(&format!("{} now carry the stamp of what they translate\n", counted(written, "translation")))
}

/// The edit that gives a translation the stamp of its original.
fn stamp(translation: &Translation, tree: &SourceTree) -> Fix {
    let stamp = translation.stamp(tree);
    match &translation.made_from {
        Some(old) => Fix { span: old.span, replacement: format!("\"{stamp}\"") },
        None => {
            // The first line of a Markdown file opens its facts; a bare TOML file begins with them.
            let text = tree.text(translation.file);
            let start = translation.span.start as usize;
            let at = match text.get(start..).filter(|rest| rest.starts_with("+++")) {
                Some(rest) => rest.find('\n').map_or(text.len(), |end| start + end + 1),
                None => 0,
            };
            Fix { span: Span::new(translation.file, at..at), replacement: format!("{STAMP_KEY} = \"{stamp}\"\n") }
        }
    }
}

/// A path as the site names its files: from the folder where the program was started, else from the site's own.
fn in_site(path: &Path, root: &Path, desk: &Desk<'_>) -> String {
    let started = desk.surroundings.folder.as_ref().map(|folder| folder.join(path));
    let real = started.ok().and_then(|path| path.canonicalize().ok()).zip(root.canonicalize().ok());
    let below = real.and_then(|(path, root)| path.strip_prefix(root).map(Path::to_owned).ok());
    below.unwrap_or_else(|| path.to_owned()).to_string_lossy().trim_end_matches('/').to_owned()
}

/// Is it this file, or in this folder?
fn is_at(file: &str, path: &str) -> bool {
    path.is_empty() || file == path || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
