//! Where the things of a map are, and what stands beside them: as points, as something somewhere in an area, or not on the map.

use std::collections::BTreeMap;

use crate::registry::EntityId;
use crate::registry::geo::{AreaId, BaseMap, Mark, Placed, Point};
use crate::registry::kind::KindId;
use crate::registry::query::{Path, Query};
use crate::registry::view::map::{Label, MapView};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::body::html_words;
use crate::render::card::in_language;
use crate::render::field;
use crate::render::view::group_label;

/// The things of a map, each as often as it has places.
#[derive(Default)]
pub struct Things {
    pub all: Vec<Thing>,
    /// What colours stand for, in their order.
    pub groups: Vec<String>,
    pub lines: Vec<Joined>,
    /// What the lines are; empty where there are none.
    pub lines_in_words: String,
}

/// A thing at one of its places.
pub struct Thing {
    pub entity: EntityId,
    /// What it is called: the record that names the place, else the thing.
    pub title: String,
    /// The thing, where a record of it is what is shown.
    pub of: String,
    pub kind: String,
    /// Empty if it has no page.
    pub url: String,
    pub place: Where,
    pub place_name: String,
    pub place_url: String,
    pub label: String,
    /// Its position among the groups.
    pub group: Option<usize>,
    /// Which of the places in the table, in their order.
    pub row: usize,
    /// Is it the place that the map is of?
    pub is_subject: bool,
}

/// Where a thing is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Where {
    At(Point),
    /// Somewhere in an area: a point would claim more than is known.
    Somewhere(AreaId),
    /// Not on this map, though it is known in what it lies.
    Beyond(EntityId),
    Nowhere,
}

/// A line between two things, by their positions.
pub struct Joined {
    pub from: usize,
    pub to: usize,
}

/// More colours than these are not told apart.
const MOST_GROUPS: usize = 8;

/// The marks of all things that a view asks for, in the order of its query.
pub fn marks(window: &Window, view: &MapView) -> Vec<Mark> {
    let Some(query) = &view.query else { return Vec::new() };
    let mut seen = std::collections::BTreeSet::new();
    let groups = window.query(query);
    let things = groups.iter().flat_map(|group| &group.entities).filter(|entity| seen.insert(**entity));
    things.flat_map(|entity| window.marks(*entity, view.place.as_ref())).collect()
}

impl Things {
    /// Puts marks into words.
    pub fn of(window: &Window, view: &MapView, base: &BaseMap, mut marks: Vec<Mark>) -> Things {
        let (groups, of_group) = groups(window, view);
        let own = marks.len();
        let ends = ends(window, view, &mut marks);
        let mut all: Vec<Thing> = marks.iter().map(|mark| Thing::of(window, base, mark)).collect();
        for (at, thing) in all.iter_mut().enumerate() {
            thing.label = match &view.label {
                // What only ends a line is no part of what was asked for, but has a name.
                _ if at >= own => thing.title.clone(),
                Label::Title => thing.title.clone(),
                Label::None => String::new(),
                Label::Field(paths) => said(window, paths, thing.entity),
            };
            thing.group = if at < own { of_group.get(&thing.entity).copied() } else { None };
        }
        number_rows(&mut all);
        let lines = joined(&all, &ends);
        let lines_in_words = if lines.is_empty() { String::new() } else { lines_in_words(window, &view.lines) };
        Things { all, groups, lines, lines_in_words }
    }

    /// The places in the order of the table, each with its things; those that are not on the map are in none.
    pub fn places(&self) -> Vec<Vec<&Thing>> {
        let mut places: BTreeMap<usize, Vec<&Thing>> = BTreeMap::new();
        self.on_the_map().for_each(|thing| places.entry(thing.row).or_default().push(thing));
        places.into_values().collect()
    }

    /// What lies on the map.
    pub fn on_the_map(&self) -> impl Iterator<Item = &Thing> {
        self.all.iter().filter(|thing| matches!(thing.place, Where::At(_) | Where::Somewhere(_)) && !thing.is_subject)
    }

    /// What does not.
    pub fn off_the_map(&self) -> impl Iterator<Item = &Thing> {
        self.all.iter().filter(|thing| matches!(thing.place, Where::Beyond(_) | Where::Nowhere) && !thing.is_subject)
    }

    /// How many things there are in how many places, and where most are.
    pub fn description(&self, window: &Window) -> String {
        let places = self.places();
        let count = places.iter().map(Vec::len).sum::<usize>() as i64;
        if count == 0 {
            return String::new();
        }
        let strings = window.formats().strings();
        let told = strings.get("map-tells-things", &[("count", count.into()), ("places", (places.len() as i64).into())]);
        let most = places.iter().max_by(|one, other| one.len().cmp(&other.len()).then(other[0].row.cmp(&one[0].row)));
        match most.filter(|most| most.len() > 1 && places.len() > 1 && !most[0].place_name.is_empty()) {
            Some(most) => {
                let arguments = [("place", (&most[0].place_name).into()), ("count", (most.len() as i64).into())];
                format!("{told} {}", strings.get("map-tells-most", &arguments))
            }
            None => told,
        }
    }
}

impl Thing {
    /// The place that the map is of is on its own page: it needs no link, and is in no table of what is there.
    pub fn be_the_subject(&mut self) {
        self.is_subject = true;
        self.url = String::new();
    }

    fn of(window: &Window, base: &BaseMap, mark: &Mark) -> Thing {
        let card = window.card(mark.thing);
        let title = card.title.to_string();
        let (title, of) = match &mark.title {
            Some(own) => (in_language(own, window.language).to_owned(), title),
            None => (title, String::new()),
        };
        let place = match mark.placed {
            Placed::At(point, _) => Where::At(point),
            Placed::Within(region) => window.area_with(base, mark).map_or(Where::Beyond(region), Where::Somewhere),
            Placed::Nowhere => Where::Nowhere,
        };
        let named = match mark.placed {
            Placed::At(_, exactness) => mark.place.or(exactness.place()),
            Placed::Within(region) => Some(mark.place.unwrap_or(region)),
            Placed::Nowhere => mark.place,
        };
        let (place_name, place_url) = named.map_or_else(Default::default, |place| {
            let card = window.card(place);
            (card.title.to_string(), card.url.to_string())
        });
        let kind = in_language(&window.kinds().kind(window.kind_of(mark.thing)).label, window.language).to_owned();
        Thing {
            entity: mark.thing,
            title,
            of,
            kind,
            url: card.url.to_string(),
            place,
            place_name,
            place_url,
            label: String::new(),
            group: None,
            row: 0,
            is_subject: false,
        }
    }
}

/// What colours stand for, and each thing's; of several the first.
fn groups(window: &Window, view: &MapView) -> (Vec<String>, BTreeMap<EntityId, usize>) {
    let Some(query) = view.query.as_ref().filter(|_| !view.colour.is_empty()) else { return Default::default() };
    let grouped = window.query(&Query { group_by: Some(view.colour.clone()), ..query.clone() });
    let mut found: Vec<_> = grouped.iter().filter(|group| !group.entities.is_empty()).collect();
    if found.len() > MOST_GROUPS {
        // What most things are keeps a colour of its own, in the order of the groups.
        let mut sizes: Vec<usize> = found.iter().map(|group| group.entities.len()).collect();
        sizes.sort_by_key(|size| std::cmp::Reverse(*size));
        let least = sizes[MOST_GROUPS - 2];
        let mut left = MOST_GROUPS - 1;
        found.retain(|group| {
            let stays = group.entities.len() >= least && left > 0;
            left -= usize::from(stays);
            stays
        });
    }
    let mut of: BTreeMap<EntityId, usize> = BTreeMap::new();
    for (at, group) in found.iter().enumerate() {
        group.entities.iter().for_each(|entity| {
            of.entry(*entity).or_insert(at);
        });
    }
    let mut names: Vec<String> = found.iter().map(|group| group_label(window, &group.key)).collect();
    let others = grouped.iter().flat_map(|group| &group.entities).filter(|entity| !of.contains_key(entity)).copied().collect::<Vec<_>>();
    if !others.is_empty() {
        others.into_iter().for_each(|entity| {
            of.insert(entity, names.len());
        });
        names.push(window.formats().strings().get("map-others", &[]));
    }
    (names, of)
}

/// What fields say of a thing.
fn said(window: &Window, paths: &[Path], entity: EntityId) -> String {
    let kind = window.kind_of(entity);
    let path = paths.iter().find(|path| path.kind == kind);
    path.map_or(String::new(), |path| html_words(&field::cell(window, &mut Apparatus::default(), entity, path.field)))
}

/// Which things the lines join. What they lead to, and was not asked for, is put on the map as well.
fn ends(window: &Window, view: &MapView, marks: &mut Vec<Mark>) -> Vec<(EntityId, EntityId)> {
    let mut found = Vec::new();
    let mut known: std::collections::BTreeSet<EntityId> = marks.iter().map(|mark| mark.thing).collect();
    let starts: Vec<EntityId> = known.iter().copied().collect();
    for start in starts {
        for (_, field) in view.lines.iter().filter(|(kind, _)| *kind == window.kind_of(start)) {
            for end in window.ends(start, *field) {
                if known.insert(end) {
                    marks.extend(window.marks(end, None).into_iter().filter(|mark| mark.placed.point().is_some()));
                }
                found.push((start, end));
            }
        }
    }
    found
}

/// The lines between the first points of things.
fn joined(all: &[Thing], ends: &[(EntityId, EntityId)]) -> Vec<Joined> {
    let mut first: BTreeMap<EntityId, usize> = BTreeMap::new();
    for (at, thing) in all.iter().enumerate().filter(|(_, thing)| matches!(thing.place, Where::At(_))) {
        first.entry(thing.entity).or_insert(at);
    }
    ends.iter()
        .filter_map(|(from, to)| Some(Joined { from: *first.get(from)?, to: *first.get(to)? }))
        .filter(|line| line.from != line.to)
        .collect()
}

fn lines_in_words(window: &Window, lines: &[(KindId, crate::registry::kind::FieldId)]) -> String {
    let mut names: Vec<String> = lines.iter().map(|(_, field)| field::label(window, window.kinds().field(*field)).to_owned()).collect();
    names.dedup();
    window.formats().list(&names)
}

/// Numbers the places in the order in which they first come, those that hold most first.
fn number_rows(all: &mut [Thing]) {
    let key = |thing: &Thing| match thing.place {
        Where::At(point) if thing.place_name.is_empty() => format!("{} {}", point.lon, point.lat),
        _ => thing.place_name.clone(),
    };
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, thing) in all.iter().enumerate().filter(|(_, thing)| matches!(thing.place, Where::At(_) | Where::Somewhere(_))) {
        counts.entry(key(thing)).or_insert((0, at)).0 += 1;
    }
    let mut order: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    order.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
    let rows: BTreeMap<String, usize> = order.into_iter().enumerate().map(|(row, (key, _))| (key, row)).collect();
    all.iter_mut().for_each(|thing| thing.row = rows.get(&key(thing)).copied().unwrap_or(0));
}
