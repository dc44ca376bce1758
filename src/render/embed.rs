//! `![[…]]`: a figure's value, a thing's card, an image, a video, or a section of another text.

use tera::{Context, Value};

use super::ask::{Way, Window};
use super::body::{Writer, link, version};
use super::chart::{self, Choice};
use super::{images, page, reading};
use crate::registry::EntityId;
use crate::registry::kind::Nature;
use crate::registry::target::{self, Target};
use crate::routes::Home;
use crate::syntax::markdown::{DECORATION, Embed, Flow, escape};

/// Embeds inside embeds go no deeper than this; the check for circles reports what would.
const DEEPEST: usize = 8;

/// Writes an embed.
pub fn write(writer: &mut Writer<'_>, embed: &Embed, out: &mut String) {
    let window = writer.window;
    match window.leads(Way::Embed, &embed.target, embed.span.file) {
        Target::Entity(id, rest) => of_entity(writer, embed, id, rest.as_deref(), out),
        Target::File(path) => of_file(window, embed, &path, out),
        // What is wrong with it has been reported.
        _ => escape(embed.words.as_deref().unwrap_or(&embed.target), out),
    }
}

fn of_entity(writer: &mut Writer<'_>, embed: &Embed, id: EntityId, rest: Option<&str>, out: &mut String) {
    let window = writer.window;
    let nature = window.kinds().kind(window.kind_of(id)).nature;
    match (embed.flow, nature, rest) {
        (Flow::Inline, Nature::Figure, rest) => out.push_str(&reading::in_text(window, writer.apparatus, id, rest, None)),
        (Flow::Inline, _, rest) => out.push_str(&link(window, id, rest, embed.words.as_deref())),
        (Flow::Block, Nature::Figure, rest) => {
            out.push_str(&figure(writer, id, rest));
        }
        (Flow::Block, _, Some(heading)) => section(writer, id, heading, out),
        (Flow::Block, _, None) => out.push_str(&template(window, "embeds/entity.html", [("card", window.card(id).value.clone())])),
    }
}

/// A figure: its chart, or its values where there is nothing to draw or one of them is named.
fn figure(writer: &mut Writer<'_>, id: EntityId, rest: Option<&str>) -> String {
    let window = writer.window;
    let figure = window.figure(id).filter(|_| rest.is_none());
    let drawing = figure.and_then(|figure| Some((figure, chart::of(window, id, figure, &Choice::default())?)));
    let mut values = vec![("figure", window.card(id).value.clone())];
    if let Some((figure, drawing)) = drawing {
        let picture = chart::picture(window, &drawing, &writer.apparatus.anchors.take("picture"));
        values.push(("picture", Value::from_serializable(&picture)));
        let all: Vec<usize> = (0..figure.observations.len()).collect();
        values.push(("readings", Value::from_serializable(&reading::rows(window, writer.apparatus, figure, &all))));
        values.push(("downloads", Value::from_serializable(&page::downloads(window, id))));
    } else {
        let readings = reading::readings(window, writer.apparatus, id, rest);
        values.push(("readings", Value::from_serializable(&readings)));
        values.push(("picture", Value::none()));
    }
    template(window, "embeds/figure.html", values)
}

/// A section of another text, in a quotation of its own.
fn section(writer: &mut Writer<'_>, id: EntityId, heading: &str, out: &mut String) {
    let window = writer.window;
    let key = format!("{}#{heading}", window.name(id));
    if writer.apparatus.embedding.contains(&key) || writer.apparatus.embedding.len() >= DEEPEST {
        return;
    }
    let entity = window.thing(id);
    let Some(section) = target::section(entity, heading, window.language) else { return };
    writer.apparatus.embedding.push(key);
    let home = writer.home.replace(Home { entity: id, chapter: section.chapter });
    let inner = writer.parts(section.body, section.parts);
    writer.home = home;
    writer.apparatus.embedding.pop();
    let lang = window.lang_attributes(section.language);
    out.push_str(&format!("<section class=\"embedded\"{lang}>\n{inner}</section>\n"));
}

fn of_file(window: &Window, embed: &Embed, path: &str, out: &mut String) {
    let url = window.media_url(path);
    let words = embed.words.as_deref().filter(|words| words.trim() != DECORATION).unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let shown = match &*ending {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" => images::markup(window, path, (words, "")),
        "mp4" | "webm" | "ogv" => {
            let mut video = String::from("<video controls preload=\"metadata\" src=\"");
            escape(&url, &mut video);
            video.push_str("\"></video>");
            video
        }
        _ => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let mut file = String::from("<a href=\"");
            escape(&url, &mut file);
            file.push_str("\">");
            escape(if words.is_empty() { name } else { words }, &mut file);
            file.push_str("</a>");
            file
        }
    };
    if embed.flow == Flow::Inline {
        return out.push_str(&shown);
    }
    out.push_str("<figure class=\"view view-file\">");
    out.push_str(&shown);
    if !words.is_empty() {
        out.push_str("<figcaption>");
        escape(words, out);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>\n");
}

/// Renders a template for a piece of a page; its faults are collected with those of the page.
pub fn template(window: &Window, name: &str, values: impl IntoIterator<Item = (&'static str, Value)>) -> String {
    let mut context = Context::new();
    for (key, value) in values {
        context.insert_value(key, value);
    }
    context.insert_value("site", window.frame().site.clone());
    context.insert_value("page", window.page());
    window.theme().tera.render(name, &context).unwrap_or_else(|error| {
        window.fail(error);
        String::new()
    })
}

/// The version of a text for the page's readers, wrapped with its language where that is another.
pub fn in_its_language<T>(window: &Window, text: &crate::registry::value::Localised<T>, write: impl FnOnce(&T) -> String) -> String {
    let (version, other) = version(text, window);
    let html = write(version);
    match other {
        Some(language) => format!("<div{}>{html}</div>", window.lang_attributes(language)),
        None => html,
    }
}
