//! The page of a figure: its picture, its data in full, what they mean, and every way of taking them away.

use serde::Serialize;
use tera::Value;

use super::reckoned::{self, ComputedView, DerivedView};
use crate::registry::EntityId;
use crate::registry::figure::{Figure, Parts};
use crate::registry::value;
use crate::render::apparatus::Apparatus;
use crate::render::ask::{Currency, Window};
use crate::render::body::Writer;
use crate::render::card::in_language;
use crate::render::chart::{self, Choice, PictureView};
use crate::render::embed::in_its_language;
use crate::render::export::{citation, linked};
use crate::render::field;
use crate::render::html::Html;
use crate::render::reading::{self, ReadingView};
use crate::routes::Download;
use crate::syntax::markdown::escape;

/// A figure as its page has it.
#[derive(Serialize)]
pub struct FigureView {
    picture: Option<PictureView>,
    definition_html: Html,
    population: String,
    unit: String,
    baseline: String,
    parts: String,
    observations: Vec<ReadingView>,
    /// How many observations only the downloads have.
    hidden: usize,
    competing: bool,
    computed: Option<ComputedView>,
    derived: Option<DerivedView>,
    /// Until when it may be quoted, in words; empty where nobody has said.
    valid_until: String,
    stale: bool,
    listed: Option<ListedView>,
    used_in: Vec<Value>,
    downloads: DownloadsView,
    citation: String,
    embed_code: String,
    linked: Html,
}

#[derive(Serialize)]
struct ListedView {
    count: usize,
    cards: Vec<Value>,
    declared_html: Html,
}

/// Where a figure's files lie.
#[derive(Serialize)]
pub struct DownloadsView {
    svg: String,
    csv: String,
    json: String,
    bib: String,
    embed: String,
}

/// A page shows no more observations than this; the downloads have all.
const MOST_ON_A_PAGE: usize = 500;

/// Everything about a figure.
pub fn view(window: &Window, apparatus: &mut Apparatus, id: EntityId, figure: &Figure) -> FigureView {
    let picture = chart::of(window, id, figure, &Choice::default());
    let picture = picture.map(|drawing| chart::picture(window, &drawing, &apparatus.anchors.take("picture")));
    let definition_html = definition(window, apparatus, id);
    let shown = shown(figure);
    let age = window.age(id);
    FigureView {
        picture,
        population: match fact(window, id, "population") {
            Some(value::Value::Text(text)) => in_language(text, window.language).to_owned(),
            _ => String::new(),
        },
        unit: reading::unit_in_words(window, figure),
        baseline: figure.baseline.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned()),
        parts: match figure.parts {
            Parts::Open => String::new(),
            Parts::Complete => window.formats().strings().get("parts-complete", &[]),
            Parts::Overlapping => window.formats().strings().get("parts-overlapping", &[]),
        },
        hidden: figure.observations.len() - shown.len(),
        observations: shown.into_iter().map(|at| reading::of(window, apparatus, figure, at)).collect(),
        competing: figure.competes(),
        computed: reckoned::computed(window, figure),
        derived: reckoned::derived(window, figure),
        valid_until: age.map_or(String::new(), |(due, _)| window.formats().date(&due.into())),
        stale: age.is_some_and(|(_, currency)| currency == Currency::Stale),
        listed: listed(window, figure),
        used_in: super::entity::mentions(window, id, &[]),
        downloads: downloads(window, id),
        citation: citation::in_words(window, id),
        embed_code: embed_code(window, id),
        linked: linked::figure(window, id, figure),
        definition_html,
    }
}

/// The observations that a page shows: the first, and the one that stands for the figure.
fn shown(figure: &Figure) -> Vec<usize> {
    let count = figure.observations.len();
    let mut shown: Vec<usize> = (0..count.min(MOST_ON_A_PAGE)).collect();
    shown.extend(figure.headline().filter(|at| *at >= MOST_ON_A_PAGE));
    shown
}

fn fact<'w>(window: &'w Window, id: EntityId, name: &str) -> Option<&'w value::Value> {
    let field = window.kinds().find_field(window.kind_of(id), name)?;
    window.fact(id, field).map(|given| &given.value)
}

fn definition(window: &Window, apparatus: &mut Apparatus, id: EntityId) -> Html {
    match fact(window, id, "definition") {
        Some(value::Value::Markdown(body)) => in_its_language(window, body, |body| Writer::new(window, apparatus).body(body)).into(),
        _ => Html::default(),
    }
}

fn listed(window: &Window, figure: &Figure) -> Option<ListedView> {
    let groups = window.query(figure.counts.as_ref()?);
    let mut things: Vec<EntityId> = groups.iter().flat_map(|group| group.entities.iter().copied()).collect();
    things.dedup();
    let declared = figure.headline().map(|at| reading::in_words(window, figure, &figure.observations[at]));
    Some(ListedView {
        count: things.len(),
        cards: things.iter().map(|thing| window.card(*thing).value.clone()).collect(),
        declared_html: field::escaped(&declared.unwrap_or_default()).into(),
    })
}

/// Where a figure's files lie.
pub fn downloads(window: &Window, id: EntityId) -> DownloadsView {
    let link = |download| window.link(&window.download(id, download));
    DownloadsView {
        svg: link(Download::Picture),
        csv: link(Download::Table),
        json: link(Download::Data),
        bib: link(Download::Citation),
        embed: link(Download::Embed),
    }
}

/// What another site writes to show the figure.
fn embed_code(window: &Window, id: EntityId) -> String {
    let at = window.download(id, Download::Embed);
    let mut code = String::from("<iframe src=\"");
    escape(&window.absolute(&at).unwrap_or_else(|| window.link(&at)), &mut code);
    code.push_str("\" title=\"");
    escape(&window.card(id).title, &mut code);
    code.push_str("\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>");
    code
}
