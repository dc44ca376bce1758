//! A `landscape` in a text: tiles in boxes, and the same as rows.

mod arrange;
mod legend;

use std::collections::BTreeSet;

use serde::Serialize;
use tera::Value;

use super::apparatus::Apparatus;
use super::ask::Window;
use super::card::{Logo, in_language};
use super::embed::template;
use super::page::group_places;
use super::view::{FileView, Placed, group_label};
use crate::registry::EntityId;
use crate::registry::query::{Key, Query};
use crate::registry::value::Text;
use crate::registry::view::landscape::{Counts, LandscapeView, Show};
use arrange::{Boxed, arrange};
use legend::Legend;

#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    caption: String,
    files: Vec<FileView>,
    /// `logos`, `names` or `both`.
    show: &'static str,
    /// Are there so many that tiles are small?
    dense: bool,
    /// Are there more monograms than logos?
    lettered: bool,
    /// Do boxes have parts?
    parted: bool,
    counts: bool,
    /// How many there are, and in how many groups.
    summary: String,
    legend: Legend,
    boxes: Vec<BoxView>,
    kinds: bool,
}

#[derive(Serialize)]
struct BoxView {
    id: String,
    head: HeadView,
    tint: usize,
    /// How much room it needs, in tiles.
    size: usize,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    id: String,
    head: Option<HeadView>,
    size: usize,
    tiles: Vec<TileView>,
    /// What is folded away.
    more: Vec<TileView>,
}

#[derive(Serialize)]
struct HeadView {
    label: String,
    url: String,
    lang: String,
    count: usize,
}

#[derive(Clone, Serialize)]
struct TileView {
    card: Value,
    featured: bool,
}

/// From so many tiles on they are small.
const MANY: usize = 400;

/// So many tiles are seen at once without anyone having said how many, and of a group no fewer than these.
const MOST_OPEN: usize = 300;
const FEWEST_OPEN: usize = 6;

/// The theme has so many colours for boxes.
const TINTS: usize = 8;

/// What needs the room of so many tiles gets a line of its own.
const WIDEST: usize = 24;

/// Writes a landscape.
pub fn write(window: &Window, apparatus: &mut Apparatus, placed: Placed, view: &LandscapeView) -> String {
    let boxes = arrange(window, view);
    let seen = Seen::of(&boxes);
    let show = view.show.unwrap_or_else(|| seen.suggest(window));
    let featured = featured(window, view);
    let places = group_places(window, &view.query.of);
    let head = |key: &Key, count| HeadView {
        label: label(window, key),
        url: match key {
            Key::Entity(id) => window.card(*id).url.to_string(),
            key => places.iter().find(|(known, _)| known == key).map_or(String::new(), |(_, url)| url.clone()),
        },
        lang: match key {
            Key::Entity(id) => window.card(*id).lang.to_string(),
            _ => String::new(),
        },
        count,
    };
    let text = |text: &Option<Text>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
    let limit = view.limit_per_group.unwrap_or_else(|| fold(&boxes));
    let mut views = Vec::new();
    for (at, boxed) in boxes.iter().enumerate() {
        let id = apparatus.anchors.take(&format!("{}-group-{}", placed.id, at + 1));
        let parts = boxed.parts.iter().enumerate().map(|(at, part)| {
            let mut tiles = tiles(window, &part.entities, &featured);
            PartView {
                id: format!("{id}-{}", at + 1),
                head: part.head.as_ref().map(|key| head(key, part.entities.len())),
                // One that is left over takes no more room than the words that say so.
                more: if tiles.len() > limit.saturating_add(1) { tiles.split_off(limit) } else { Vec::new() },
                size: size(&tiles, show),
                tiles,
            }
        });
        let parts: Vec<PartView> = parts.collect();
        let size = parts.iter().map(|part| part.size).sum::<usize>().clamp(1, WIDEST);
        views.push(BoxView { head: head(&boxed.head, boxed.count()), tint: at % TINTS + 1, size, parts, id });
    }
    let shown = View {
        title: text(&view.shared.title),
        caption: text(&view.shared.caption),
        show: match show {
            Show::Logos => "logos",
            Show::Names => "names",
            Show::Both => "both",
        },
        dense: seen.things.len() >= MANY,
        lettered: show == Show::Both && !seen.is_known_by_logos(window),
        parted: boxes.iter().any(|boxed| boxed.parts.iter().any(|part| part.head.is_some())),
        counts: view.counts == Counts::Shown,
        summary: seen.summary(window, &boxes),
        legend: Legend::of(window, view, &seen.things, &featured),
        kinds: view.query.of.len() > 1,
        boxes: views,
        id: placed.id,
        files: placed.files,
    };
    template(window, "views/landscape.html", [("view", Value::from_serializable(&shown))])
}

/// What a landscape shows, row by row, the headings first.
pub fn rows(window: &Window, view: &LandscapeView, row: &mut dyn FnMut(Vec<String>)) {
    row(["id", "title", "url", "kind", "group", "subgroup"].map(str::to_owned).to_vec());
    for boxed in arrange(window, view) {
        for part in &boxed.parts {
            let (group, subgroup) = (label(window, &boxed.head), part.head.as_ref().map_or(String::new(), |key| label(window, key)));
            for entity in &part.entities {
                let card = window.card(*entity);
                let kind = in_language(&window.kinds().kind(window.kind_of(*entity)).label, window.language);
                let own = [&*window.name(*entity).to_string(), &card.title, &card.url, kind, &group, &subgroup];
                row(own.map(str::to_owned).to_vec());
            }
        }
    }
}

/// What is seen at all.
struct Seen {
    /// Each once.
    things: BTreeSet<EntityId>,
    /// How many stand in several places.
    several: usize,
}

impl Seen {
    fn of(boxes: &[Boxed]) -> Seen {
        let (mut things, mut again) = (BTreeSet::new(), BTreeSet::new());
        for entity in boxes.iter().flat_map(|boxed| &boxed.parts).flat_map(|part| &part.entities) {
            if !things.insert(*entity) {
                again.insert(*entity);
            }
        }
        Seen { things, several: again.len() }
    }

    /// Have at least half of them a logo?
    fn is_known_by_logos(&self, window: &Window) -> bool {
        let with_logo = self.things.iter().filter(|entity| window.card(**entity).logo == Logo::Own).count();
        with_logo > 0 && with_logo * 2 >= self.things.len()
    }

    /// Logos, where at least half have one; else names, beside logos and monograms where some have one or may have.
    fn suggest(&self, window: &Window) -> Show {
        let may_have_logo = |entity: &EntityId| window.kinds().kind(window.kind_of(*entity)).roles.logo.is_some();
        match () {
            () if self.is_known_by_logos(window) => Show::Logos,
            () if self.things.len() < MANY && self.things.iter().any(may_have_logo) => Show::Both,
            () => Show::Names,
        }
    }

    fn summary(&self, window: &Window, boxes: &[Boxed]) -> String {
        let strings = window.formats().strings();
        let groups = boxes.iter().filter(|boxed| boxed.parts.iter().any(|part| !part.entities.is_empty())).count();
        let args = [("count", self.things.len().into()), ("groups", groups.into()), ("several", self.several.into())];
        strings.get(if self.several > 0 { "landscape-summary-several" } else { "landscape-summary" }, &args)
    }
}

/// How many tiles of a group are seen at first where there are very many: so many that they are few enough together.
fn fold(boxes: &[Boxed]) -> usize {
    let sizes: Vec<usize> = boxes.iter().flat_map(|boxed| &boxed.parts).map(|part| part.entities.len()).collect();
    let seen = |limit: usize| sizes.iter().map(|size| (*size).min(limit)).sum::<usize>();
    if seen(usize::MAX) <= MOST_OPEN {
        return usize::MAX;
    }
    (FEWEST_OPEN..=MOST_OPEN).rev().find(|limit| seen(*limit) <= MOST_OPEN).unwrap_or(FEWEST_OPEN)
}

/// What stands on large tiles.
fn featured(window: &Window, view: &LandscapeView) -> BTreeSet<EntityId> {
    if view.featured.is_empty() {
        return BTreeSet::new();
    }
    let conditions = view.query.conditions.iter().chain(&view.featured).cloned().collect();
    let query = Query { conditions, sort: Vec::new(), limit: None, group_by: None, then_by: None, ..view.query.clone() };
    window.query(&query).into_iter().flat_map(|group| group.entities).collect()
}

/// The tiles of a group, large ones first.
fn tiles(window: &Window, entities: &[EntityId], featured: &BTreeSet<EntityId>) -> Vec<TileView> {
    let tile = |entity: &EntityId| TileView { card: window.card(*entity).value.clone(), featured: featured.contains(entity) };
    let mut tiles: Vec<TileView> = entities.iter().map(tile).collect();
    tiles.sort_by_key(|tile| !tile.featured);
    tiles
}

/// How much room tiles need beside one another, in tiles: one with a large logo takes that of four.
fn size(tiles: &[TileView], show: Show) -> usize {
    let large = if show == Show::Names { 0 } else { tiles.iter().filter(|tile| tile.featured).count() };
    (tiles.len() + 3 * large).clamp(1, WIDEST)
}

fn label(window: &Window, key: &Key) -> String {
    match key {
        Key::NotGiven => window.formats().strings().get("landscape-unclassified", &[]),
        key => group_label(window, key),
    }
}
