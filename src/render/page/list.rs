//! The list of a kind, and the list of sources.

mod facets;

use serde::Serialize;
use tera::Value;

use facets::FacetView;

use super::{Head, Page, Search, begin, end, home_crumb};
use crate::registry::EntityId;
use crate::registry::kind::{FieldId, Kind, KindId, Nature, Pages};
use crate::registry::query::{Group, Key};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::field::{self, ColumnView};
use crate::render::frame::Entry;
use crate::render::html::Html;
use crate::render::view::group_label;
use crate::routes::{self, Listed};

#[derive(Serialize)]
struct ListView {
    kind: Value,
    count: usize,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    groups: Vec<GroupView>,
    /// The parts of a list that is too long for one page.
    pages: Vec<PartView>,
    /// On the first part alone: from there the whole list can be narrowed down.
    facets: Vec<FacetView>,
}

#[derive(Serialize)]
struct RowView {
    card: Value,
    cells_html: Vec<Html>,
    /// For each column what it is sorted by, or nothing where its words will do.
    ranks: Vec<Option<String>>,
    facets: String,
}

#[derive(Serialize)]
struct GroupView {
    label: String,
    count: usize,
    rows: Vec<usize>,
}

#[derive(Serialize)]
struct PartView {
    number: usize,
    url: String,
    current: bool,
}

#[derive(Serialize)]
struct SourceView {
    card: Value,
    html: Html,
    supports: Vec<Value>,
}

/// Fewer things than this need no groups.
const FEWEST_TO_GROUP: usize = 8;

/// One part of the list of a kind; parts are counted from 0.
pub fn page(window: &Window, id: KindId, part: usize) -> Page {
    let kind = window.kinds().kind(id);
    let all = window.of_kind(id);
    let count = all.len();
    let mut page = begin_list(window, id, kind, "list.html", part);
    let parts = routes::parts(count);
    let shown = all.chunks(routes::LONGEST_LIST).nth(part).unwrap_or_default();
    let (facet, groups) = if parts == 1 { grouped(window, id, kind, shown) } else { (None, Vec::new()) };
    let columns: Vec<FieldId> = kind.columns.iter().copied().filter(|column| Some(*column) != facet).collect();
    let mut apparatus = Apparatus::default();
    let rows = shown.iter().map(|entity| RowView {
        card: window.card(*entity).value.clone(),
        cells_html: columns.iter().map(|column| field::cell(window, &mut apparatus, *entity, *column).into()).collect(),
        ranks: columns.iter().map(|column| facets::rank(window, *entity, *column)).collect(),
        facets: facets::tokens(window, kind, *entity),
    });
    let rows = rows.collect();
    let list = ListView {
        kind: window.frame().kind(id).clone(),
        count,
        columns: columns.iter().map(|column| field::column(window, window.kinds().field(*column))).collect(),
        rows,
        groups,
        pages: if parts > 1 { (0..parts).map(|number| part_view(window, id, number, part)).collect() } else { Vec::new() },
        facets: if part == 0 && count >= FEWEST_TO_GROUP { facets::facets(window, id, kind) } else { Vec::new() },
    };
    page.context.insert("list", &list);
    end(&mut page, window, &apparatus);
    page
}

fn part_view(window: &Window, id: KindId, number: usize, current: usize) -> PartView {
    let url = window.link(&window.address(Listed::List(id, number), window.language));
    PartView { number: number + 1, url, current: number == current }
}

/// The list of sources with what each supports.
pub fn sources(window: &Window, id: KindId) -> Page {
    let kind = window.kinds().kind(id);
    let mut page = begin_list(window, id, kind, "sources.html", 0);
    let view = |source: &EntityId| {
        let mut things: Vec<EntityId> = window.inbound(*source).map(|relation| relation.from).collect();
        things.extend(window.mentioned_by(*source));
        things.sort_unstable();
        things.dedup();
        things.sort_by_cached_key(|thing| window.place(*thing));
        let cards = things.iter().map(|thing| window.card(*thing));
        let supports = cards.filter(|card| !card.url.is_empty()).map(|card| card.value.clone()).collect();
        SourceView { card: window.card(*source).value.clone(), html: field::in_short(window, *source).into(), supports }
    };
    let sources: Vec<SourceView> = window.of_kind(id).iter().map(view).collect();
    page.context.insert("sources", &sources);
    end(&mut page, window, &Apparatus::default());
    page
}

fn begin_list(window: &Window, id: KindId, kind: &Kind, template: &str, part: usize) -> Page {
    let title = in_language(&kind.plural, window.language);
    let address = |language| window.address(Listed::List(id, part), language);
    let own = window.link(&address(window.language));
    let breadcrumbs = vec![home_crumb(window), Entry { title: title.to_owned(), url: own }];
    let search = Search::Listed(Listed::List(id, part));
    let description = kind.description.as_ref().map_or("", |text| in_language(text, window.language));
    begin(window, Head { template, title, description, address: &address, breadcrumbs, search, shown_in: Vec::new() })
}

/// The first facet that divides the things, and the groups that it makes.
fn grouped(window: &Window, id: KindId, kind: &Kind, shown: &[EntityId]) -> (Option<FieldId>, Vec<GroupView>) {
    let Some((facet, groups)) = divided(window, id, kind, shown.len()) else { return (None, Vec::new()) };
    let view = |group: &Group| GroupView {
        label: group_label(window, &group.key),
        count: group.entities.len(),
        rows: group.entities.iter().filter_map(|entity| shown.iter().position(|known| known == entity)).collect(),
    };
    (Some(facet), groups.iter().map(view).collect())
}

fn divided(window: &Window, id: KindId, kind: &Kind, count: usize) -> Option<(FieldId, Vec<Group>)> {
    if count < FEWEST_TO_GROUP {
        return None;
    }
    for facet in &kind.facets {
        let groups = facets::grouped(window, id, *facet);
        // A facet divides if it makes several groups and not nearly one for each thing.
        if groups.len() > 1 && groups.len() * 2 <= count {
            return Some((*facet, groups));
        }
    }
    None
}

/// Where the list of a kind shows a group of it, for the groups that it has: the address with the group's place on the page.
pub fn group_places(window: &Window, of: &[KindId]) -> Vec<(Key, String)> {
    let [id] = of else { return Vec::new() };
    let kind = window.kinds().kind(*id);
    let count = window.count(*id);
    if kind.pages != Pages::All || kind.nature == Nature::Source || routes::parts(count) != 1 {
        return Vec::new();
    }
    let list = window.link(&window.address(Listed::List(*id, 0), window.language));
    let groups = divided(window, *id, kind, count).map_or(Vec::new(), |(_, groups)| groups);
    groups.into_iter().enumerate().map(|(at, group)| (group.key, format!("{list}#group-{}", at + 1))).collect()
}
