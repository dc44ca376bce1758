//! The preview's page on translations: what is missing or outdated in each language, with a way to each page and file.

use crate::diag::Span;
use crate::registry::Site;
use crate::registry::editor::Editor;
use crate::registry::kind::Pages;
use crate::registry::translation::Age;
use crate::registry::translation::lacking::{Lacking, OfKind, OfThing, Text, lacking};
use crate::routes;
use crate::session::Edition;
use crate::shell::finding::open;
use crate::shell::translations::{frame, in_words, path_of, words};
use crate::source::SourceTree;
use crate::syntax::markdown::escape;

/// Things of a kind that are listed; of more, `sare check --translations -v` tells.
const MOST: usize = 500;

/// The page, as the newest edition has it.
pub fn page(edition: &Edition, editor: &Editor) -> String {
    let (site, tree) = (&*edition.site, &*edition.tree);
    let languages = lacking(site, tree);
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'\">\
         <title>Translations</title><link rel=\"stylesheet\" href=\"/__sare/translations.css\"></head><body><main><h1>Translations</h1>",
    );
    if languages.is_empty() {
        out.push_str("<p>The site has one language, so that there is nothing to translate.</p></main></body></html>");
        return out;
    }
    let first = site.settings.languages.all().map(|(_, language)| text(&language.name)).next().unwrap_or_default();
    out.push_str(&format!(
        "<p>The site is written in {first}. What its other languages lack is listed here, and the list follows what you save.</p>"
    ));
    totals(&languages, site, &mut out);
    for one in &languages {
        of_language(one, edition, editor, &mut out);
    }
    out.push_str("</main></body></html>");
    out
}

/// One row a language.
fn totals(languages: &[Lacking], site: &Site, out: &mut String) {
    let heads = ["Language", "Texts missing", "Things with words missing in fields", "Outdated", "Without a stamp"];
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    out.push_str(&format!("<table><thead><tr>{heads}</tr></thead><tbody>"));
    for one in languages {
        let (language, totals) = (site.settings.languages.get(one.language), one.totals());
        out.push_str(&format!(
            "<tr><th scope=\"row\"><a href=\"#{tag}\" lang=\"{tag}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            text(&language.name),
            totals.texts,
            totals.fields,
            totals.outdated,
            totals.unknown,
            tag = language.tag,
        ));
    }
    out.push_str("</tbody></table>");
}

fn of_language(one: &Lacking, edition: &Edition, editor: &Editor, out: &mut String) {
    let site = &*edition.site;
    let language = site.settings.languages.get(one.language);
    out.push_str(&format!(
        "<section id=\"{tag}\"><h2 lang=\"{tag}\">{}</h2><p>{}</p>",
        text(&language.name),
        sentence(&words(one.totals())),
        tag = language.tag
    ));
    let lines = frame(one, site, &edition.press.theme);
    if !lines.is_empty() {
        let items: String = lines.iter().map(|line| format!("<li>{}</li>", text(line))).collect();
        out.push_str(&format!("<ul>{items}</ul>"));
    }
    for kind in one.kinds.iter().filter(|kind| !kind.things.is_empty()) {
        of_kind(kind, (one, edition), editor, out);
    }
    out.push_str("</section>");
}

fn of_kind(kind: &OfKind, (one, edition): (&Lacking, &Edition), editor: &Editor, out: &mut String) {
    let (site, tree) = (&*edition.site, &*edition.tree);
    let (_, plural) = site.kinds.kind(kind.kind).plural.read_in(crate::registry::language::DEFAULT);
    let shown = kind.things.len().min(MOST);
    out.push_str(&format!(
        "<details open><summary>{} <span>{} of {}</span></summary><table><thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Lacks</th>\
         <th scope=\"col\">File</th></tr></thead><tbody>",
        text(plural),
        kind.things.len(),
        kind.all
    ));
    for thing in &kind.things[..shown] {
        out.push_str(&format!(
            "<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            state(thing),
            title(thing, one, site),
            text(&in_words(thing, site, tree).join(", ")),
            files(thing, site, tree, editor)
        ));
    }
    out.push_str("</tbody></table>");
    if shown < kind.things.len() {
        out.push_str(&format!("<p>And {} more, which <code>sare check --translations -v</code> lists.</p>", kind.things.len() - shown));
    }
    out.push_str("</details>");
}

/// How bad it is, for the eye.
fn state(thing: &OfThing) -> &'static str {
    let is_outdated = thing.aged.iter().any(|(_, age)| *age == Age::Outdated);
    match (thing.text, is_outdated) {
        (Text::Missing | Text::InPart, _) => "missing",
        (Text::There, true) => "outdated",
        (Text::There, false) if thing.fields.is_empty() => "unknown",
        (Text::There, false) => "partly",
    }
}

/// A thing's title, which leads to its page in the language.
fn title(thing: &OfThing, one: &Lacking, site: &Site) -> String {
    let entity = site.entity(thing.entity);
    let (real, words) = entity.title.read_in(one.language);
    let lang = format!(" lang=\"{}\"", site.settings.languages.get(real).tag);
    match site.kinds.kind(entity.kind).pages {
        Pages::None => format!("<span{lang} dir=\"auto\">{}</span>", text(words)),
        _ => {
            let url = routes::of_entity(site, thing.entity, one.language).link(site);
            format!("<a href=\"{}\"{lang} dir=\"auto\">{}</a>", text(&url), text(words))
        }
    }
}

/// The thing's own file and the translations that may be old, each of which opens in the editor.
fn files(thing: &OfThing, site: &Site, tree: &SourceTree, editor: &Editor) -> String {
    let entity = site.entity(thing.entity);
    let own = (path_of(thing, site, tree), entity.span);
    let aged = thing.aged.iter().map(|(at, _)| &entity.translations[*at]);
    let aged = aged.map(|it| (tree.path(it.file), it.made_from.as_ref().map_or(it.span, |stamp| stamp.span)));
    let link = |(path, span): (&str, Span)| match open(span, tree, editor) {
        Some(url) => format!("<a href=\"{}\"><code>{}</code></a>", text(&url), text(path)),
        None => format!("<code>{}</code>", text(path)),
    };
    std::iter::once(own).chain(aged).map(link).collect::<Vec<_>>().join("<br>")
}

/// Words with a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    text(&format!("{first}{}.", letters.as_str()))
}

fn text(words: &str) -> String {
    let mut out = String::new();
    escape(words, &mut out);
    out
}
