//! The page of a thing, and the first page, which is one.

use std::collections::BTreeMap;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use tera::value::Key;
use tera::{Map, Value};

use super::here::{self, HereView};
use super::{Head, Page, Search, begin, end, headline, home_crumb};
use crate::registry::kind::{FieldId, Kind, Length, Nature, Neighbourhood, Pages};
use crate::registry::language::LanguageId;
use crate::registry::value;
use crate::registry::{Entity, EntityId};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::body::{Section, Writer, version};
use crate::render::card::{CARD_KEYS, in_language};
use crate::render::embed::in_its_language;
use crate::render::field::{self, FieldView, RecordView};
use crate::render::frame::Entry;
use crate::render::html::Html;
use crate::render::images;
use crate::render::map;
use crate::render::margin::{Extent, Margin};
use crate::render::network;
use crate::render::reading::ReadingView;
use crate::render::relation::{self, GroupView};
use crate::render::schedule;
use crate::render::span::{self, SpanView};
use crate::render::view::{self, NodeView};
use crate::routes::{Home, Listed};
use crate::syntax::markdown::escape;

#[derive(Default)]
struct EntityView {
    aliases: Vec<String>,
    body_html: Html,
    toc: Vec<TocView>,
    notes_html: Html,
    fallback_lang: String,
    image: Option<ImageView>,
    fields: Vec<FieldView>,
    relations: Vec<GroupView>,
    neighbourhood_html: Html,
    /// Its figures that the editors put first.
    key_figures: Vec<ReadingView>,
    /// What is in a place, by kind.
    here: Vec<HereView>,
    span: Option<SpanView>,
    extent: Extent,
    records: Vec<RecordView>,
    figures: Vec<ReadingView>,
    children: Vec<NodeView>,
    map_html: Html,
    mentioned_in: Vec<Value>,
}

/// A thing as its page has it: what its card shows, and the rest.
struct Whole<'a> {
    card: &'a Value,
    view: &'a EntityView,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = self.card.as_map();
        let view = self.view;
        let mut whole = serializer.serialize_struct("Entity", CARD_KEYS.len() + 18)?;
        for key in CARD_KEYS {
            if let Some(value) = card.and_then(|card| card.get(&Key::Str(key))) {
                whole.serialize_field(key, value)?;
            }
        }
        whole.serialize_field("aliases", &view.aliases)?;
        whole.serialize_field("body_html", &view.body_html)?;
        whole.serialize_field("toc", &view.toc)?;
        whole.serialize_field("notes_html", &view.notes_html)?;
        whole.serialize_field("fallback_lang", &view.fallback_lang)?;
        whole.serialize_field("image", &view.image)?;
        whole.serialize_field("fields", &view.fields)?;
        whole.serialize_field("relations", &view.relations)?;
        whole.serialize_field("neighbourhood_html", &view.neighbourhood_html)?;
        whole.serialize_field("key_figures", &view.key_figures)?;
        whole.serialize_field("here", &view.here)?;
        whole.serialize_field("span", &view.span)?;
        whole.serialize_field("minutes", &view.extent.minutes)?;
        whole.serialize_field("pictures", &view.extent.pictures)?;
        whole.serialize_field("records", &view.records)?;
        whole.serialize_field("figures", &view.figures)?;
        whole.serialize_field("children", &view.children)?;
        whole.serialize_field("map_html", &view.map_html)?;
        whole.serialize_field("mentioned_in", &view.mentioned_in)?;
        whole.end()
    }
}

#[derive(Serialize)]
struct TocView {
    level: u8,
    id: String,
    title_html: Html,
}

#[derive(Serialize)]
struct ImageView {
    url: String,
    alt: String,
    html: Html,
}

#[derive(Serialize)]
struct KindView {
    id: String,
    plural: String,
    description: String,
    url: String,
    count: usize,
}

/// The page of a thing.
pub fn page(window: &Window, id: EntityId) -> Page {
    let kind = window.kinds().kind(window.kind_of(id));
    let own = format!("kinds/{}.html", kind.name);
    let template = if window.theme().has_template(&own) { own } else { "entity.html".to_owned() };
    let mut breadcrumbs = vec![home_crumb(window)];
    if kind.pages == Pages::All {
        let list = window.address(Listed::List(window.kind_of(id), 0), window.language);
        breadcrumbs.push(Entry { title: in_language(&kind.plural, window.language).to_owned(), url: window.link(&list) });
    }
    let mut above: Vec<EntityId> = std::iter::successors(window.parent(id), |below| window.parent(*below)).take(5).collect();
    above.reverse();
    // A circle of parents is reported by a check; here it only must not be shown.
    above.retain(|parent| *parent != id);
    breadcrumbs.extend(above.into_iter().map(|parent| {
        let card = window.card(parent);
        Entry { title: card.title.to_string(), url: card.url.to_string() }
    }));
    let card = window.card(id);
    breadcrumbs.push(Entry { title: card.title.to_string(), url: card.url.to_string() });
    let head = Head {
        template: &template,
        title: &card.title,
        description: summary(window, window.thing(id), kind),
        address: &|language| window.address(Listed::Entity(id), language),
        breadcrumbs,
        shown_in: shown_in(window, id),
        search: Search::Listed(Listed::Entity(id)),
    };
    let mut page = begin(window, head);
    fill(&mut page, window, id);
    page
}

/// The first page: `content/index.md` where there is one, and the ways in.
pub fn home(window: &Window, entity: Option<EntityId>) -> Page {
    let title = in_language(&window.settings().title, window.language);
    let described = entity.map(|id| window.thing(id)).map(|entity| summary(window, entity, window.kinds().kind(entity.kind)));
    let description = described.filter(|text| !text.is_empty());
    let description = description.or_else(|| window.settings().description.as_ref().map(|text| in_language(text, window.language)));
    let description = description.unwrap_or_default();
    let address = |language| window.address(Listed::Home, language);
    let shown_in = entity.map(|id| shown_in(window, id)).unwrap_or_default();
    let head = Head {
        template: "home.html",
        title,
        description,
        address: &address,
        breadcrumbs: Vec::new(),
        search: Search::Listed(Listed::Home),
        shown_in,
    };
    let mut page = begin(window, head);
    match entity {
        Some(id) => fill(&mut page, window, id),
        None => {
            page.context.insert_value("entity", bare(title, description));
            end(&mut page, window, &Apparatus::default());
        }
    }
    let lists = window.kinds().all().filter_map(|(id, kind)| {
        let count = window.count(id);
        let url = window.link(&window.address(Listed::List(id, 0), window.language));
        (kind.pages == Pages::All).then(|| KindView {
            id: kind.name.to_string(),
            plural: in_language(&kind.plural, window.language).to_owned(),
            description: kind.description.as_ref().map_or("", |text| in_language(text, window.language)).to_owned(),
            url,
            count,
        })
    });
    page.context.insert("kinds", &lists.filter(|kind| kind.count > 0).collect::<Vec<_>>());
    page
}

/// The languages in which a thing's page falls back to another: for its text or, where it has none, for its summary.
fn shown_in(window: &Window, id: EntityId) -> Vec<(LanguageId, LanguageId)> {
    let entity = window.thing(id);
    let summary = window.kinds().kind(entity.kind).roles.summary.and_then(|field| entity.value(field));
    let real = |language: LanguageId| match (&entity.body, entity.chapters.first(), summary) {
        (Some(body), ..) => body.read_in(language).0,
        (None, Some(chapter), _) => chapter.body.read_in(language).0,
        (None, None, Some(value::Value::Text(text))) => text.read_in(language).0,
        _ => language,
    };
    let all = window.settings().languages.all().map(|(language, _)| (language, real(language)));
    all.filter(|(language, real)| language != real).collect()
}

/// The first page of a site that has no text for it.
fn bare(title: &str, description: &str) -> Value {
    let mut card = Map::new();
    for (key, text) in [
        ("title", title),
        ("summary", description),
        ("lang", ""),
        ("summary_lang", ""),
        ("url", ""),
        ("name", ""),
        ("logo", ""),
        ("period", ""),
        ("initials", ""),
    ] {
        card.insert(key.into(), Value::from(text));
    }
    let kind = BTreeMap::from([("id", ""), ("label", ""), ("plural", "")]);
    card.insert("kind".into(), Value::from_serializable(&kind));
    card.insert("status".into(), Value::none());
    card.insert("link_html".into(), Value::safe_string(""));
    Value::from_serializable(&Whole { card: &Value::from(card), view: &EntityView::default() })
}

/// Puts everything about a thing into its page.
fn fill(page: &mut Page, window: &Window, id: EntityId) {
    let mut apparatus = Apparatus::default();
    let entity = window.thing(id);
    let kind = window.kinds().kind(entity.kind);
    let view = view(window, &mut apparatus, id, entity, kind);
    page.context.insert_value("entity", Value::from_serializable(&Whole { card: &window.card(id).value, view: &view }));
    if let (Nature::Figure, Some(figure)) = (kind.nature, window.figure(id)) {
        let figure = super::figure::view(window, &mut apparatus, id, figure);
        page.context.insert("figure", &figure);
    }
    page.context.insert_value("programme", schedule::of_page(window, &mut apparatus, id));
    cite_sources(window, &mut apparatus, id, kind);
    end(page, window, &apparatus);
}

fn view(window: &Window, apparatus: &mut Apparatus, id: EntityId, entity: &Entity, kind: &Kind) -> EntityView {
    // Before the text, for it is the first image of the page.
    let image = image(window, id, kind.roles.image.and_then(|field| entity.value(field)));
    let Told { body_html, toc, fallback_lang, extent } = text(window, apparatus, id, kind);
    let elsewhere = relation::shown_elsewhere(window, id);
    let relations = relation::groups(window, apparatus, id, &elsewhere);
    EntityView {
        aliases: texts(window, entity, kind.roles.aliases),
        body_html: body_html.into(),
        toc,
        fallback_lang,
        extent,
        notes_html: match kind.roles.notes.and_then(|field| entity.value(field)) {
            Some(value::Value::Markdown(body)) => in_its_language(window, body, |body| Writer::new(window, apparatus).body(body)).into(),
            _ => Html::default(),
        },
        image,
        fields: field::facts(window, apparatus, (id, entity)),
        key_figures: headline::key_figures(window, apparatus, id, kind),
        span: span::of(window, id, kind),
        here: here::by_kind(window, id),
        records: field::records(window, apparatus, (id, entity)),
        figures: headline::about(window, apparatus, id),
        children: view::below(window, id),
        neighbourhood_html: match kind.neighbourhood {
            Neighbourhood::Drawn => network::neighbourhood(window, apparatus, id).unwrap_or_default(),
            Neighbourhood::Listed => Html::default(),
        },
        map_html: map::place::html(window, apparatus, id),
        mentioned_in: if kind.nature == Nature::Figure { Vec::new() } else { mentions(window, id, &relations) },
        relations,
    }
}

/// The image at the head of a page, if there is one that can be shown.
fn image(window: &Window, id: EntityId, given: Option<&value::Value>) -> Option<ImageView> {
    let Some(value::Value::Image(path)) = given else { return None };
    let url = window.picture(path)?.url;
    let alt = window.card(id).title.to_string();
    let html = images::markup(window, path, (&alt, "")).into();
    Some(ImageView { url, alt, html })
}

/// A text on its page.
struct Told {
    body_html: String,
    toc: Vec<TocView>,
    /// The language that it is in, where that is not the page's.
    fallback_lang: String,
    extent: Extent,
}

/// The text with its chapters.
fn text(window: &Window, apparatus: &mut Apparatus, id: EntityId, kind: &Kind) -> Told {
    let entity = window.thing(id);
    let mut writer = Writer::new(window, apparatus);
    writer.home = Some(Home { entity: id, chapter: None });
    writer.margin = (kind.length == Length::Long).then(Margin::default);
    let mut html = String::new();
    let own = entity.body.as_ref().map(|body| version(body, window));
    let chapters = entity.chapters.iter().map(|chapter| (chapter, version(&chapter.body, window)));
    let chapters: Vec<_> = chapters.collect();
    // What part of the text is in another language than the whole says so itself.
    let fallback = own.iter().map(|(_, other)| *other).chain(chapters.iter().map(|(_, (_, other))| *other)).flatten().next();
    let marked = |other: Option<LanguageId>| match other == fallback {
        true => String::new(),
        false => window.lang_attributes(other.unwrap_or(window.language)),
    };
    if let Some((body, other)) = own {
        let inner = writer.body(body);
        let lang = marked(other);
        html.push_str(&if lang.is_empty() { inner } else { format!("<section class=\"chapter\"{lang}>\n{inner}</section>\n") });
    }
    for (at, (chapter, (body, other))) in chapters.into_iter().enumerate() {
        writer.home = Some(Home { entity: id, chapter: Some(at) });
        let (title, _) = version(&chapter.title, window);
        let anchor = writer.apparatus.anchors.take(&chapter.name);
        writer.headings.push(Section { level: 2, id: anchor.clone(), text: title.to_string() });
        writer.deeper = 1;
        writer.margin.iter_mut().for_each(Margin::begin_section);
        html.push_str(&format!("<section class=\"chapter\"{}>\n<h2 id=\"{anchor}\">", marked(other)));
        escape(title, &mut html);
        html.push_str("</h2>\n");
        html.push_str(&writer.body(body));
        html.push_str("</section>\n");
    }
    let toc = writer.headings.iter().filter(|section| section.level <= 3).map(|section| TocView {
        level: section.level,
        id: section.id.clone(),
        title_html: field::escaped(&section.text).into(),
    });
    let toc = toc.collect();
    let extent = writer.margin.take().filter(|_| !html.is_empty()).map(Margin::extent).unwrap_or_default();
    let fallback_lang = fallback.map_or(String::new(), |language| window.tag(language).to_owned());
    Told { body_html: html, toc, fallback_lang, extent }
}

/// Puts the sources that the thing as a whole is drawn from among those of its page, after those that a place on it cites.
fn cite_sources(window: &Window, apparatus: &mut Apparatus, id: EntityId, kind: &Kind) {
    for relation in window.outbound(id).iter().filter(|relation| kind.roles.sources == Some(relation.field)) {
        apparatus.cite(relation.to, window);
    }
}

/// The cards of the things that mention this one: those aside that have no page, or that are named among its relations.
pub fn mentions(window: &Window, id: EntityId, relations: &[GroupView]) -> Vec<Value> {
    let mut related: Vec<EntityId> = relations.iter().flat_map(GroupView::ends).collect();
    related.sort_unstable();
    let others = window.mentioned_by(id).iter().copied().filter(|thing| related.binary_search(thing).is_err());
    let mut others: Vec<EntityId> = others.collect();
    others.sort_by_cached_key(|thing| window.place(*thing));
    let cards = others.into_iter().map(|thing| window.card(thing));
    cards.filter(|card| !card.url.is_empty()).map(|card| card.value.clone()).collect()
}

fn summary<'w>(window: &Window, entity: &'w Entity, kind: &Kind) -> &'w str {
    match kind.roles.summary.and_then(|field| entity.value(field)) {
        Some(value::Value::Text(text)) => in_language(text, window.language),
        _ => "",
    }
}

fn texts(window: &Window, entity: &Entity, field: Option<FieldId>) -> Vec<String> {
    let items = field.and_then(|field| entity.value(field)).map_or(&[][..], value::Value::items);
    let texts = items.iter().filter_map(|item| match item {
        value::Value::Text(text) => Some(in_language(text, window.language).to_owned()),
        _ => None,
    });
    texts.collect()
}
