//! Where the things of a map are, and what stands beside them: as points, as something somewhere in an area, or not on the map.

use std::collections::{BTreeMap, BTreeSet};

use crate::registry::EntityId;
use crate::registry::geo::{AreaId, BaseMap, Mark, Placed, Point};
use crate::registry::kind::{FieldId, KindId};
use crate::registry::query::{Key, Path, Query};
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
    /// What it is counted as: the plural of its kind, or of a record the name of its field.
    counted_as: String,
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
    /// What is not sure of it: "planned", "to be confirmed"; empty where nothing is said against it.
    pub unsure: String,
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

/// The statuses of what may yet come to nothing, whichever field says so. They are drawn hatched or hollow, as elsewhere in outline.
const UNSURE: [&str; 4] = ["planned", "pending", "tentative", "proposed"];

/// So many things are named that are not sure, or not on the map, to those who do not see it.
const MOST_TOLD: usize = 8;

/// More colours than these are not told apart.
const MOST_GROUPS: usize = 8;

/// The marks of all things that a view asks for, in the order of its query.
pub fn marks(window: &Window, view: &MapView) -> Vec<Mark> {
    let Some(query) = &view.query else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let groups = window.query(query);
    let things = groups.iter().flat_map(|group| &group.entities).filter(|entity| seen.insert(**entity));
    things.flat_map(|entity| window.marks(*entity, view.place.as_ref())).collect()
}

/// Marks with those that lines lead to.
pub fn with_ends(window: &Window, view: &MapView, marks: &[Mark]) -> Vec<Mark> {
    let mut all = marks.to_vec();
    ends(window, view, &mut all);
    all
}

impl Things {
    /// Puts marks into words.
    pub fn of(window: &Window, view: &MapView, base: &BaseMap, mut marks: Vec<Mark>) -> Things {
        let (groups, of_group) = groups(window, view);
        let unsure = unsure(window, view, &marks);
        let records = view.place.as_ref().and_then(|place| place.paths.first()).filter(|path| path.sub.is_some());
        let records = records.map(|path| field::label(window, window.kinds().field(path.field)).to_owned());
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
            if let Some(records) = records.as_ref().filter(|_| !thing.of.is_empty()) {
                thing.counted_as = records.clone();
            }
            thing.unsure = unsure.get(&thing.entity).cloned().unwrap_or_default();
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

    /// What may yet come to nothing: "planned", "to be confirmed".
    pub fn unsure_in_words(&self, window: &Window) -> String {
        let unsure: BTreeSet<&str> = self.all.iter().map(|thing| &*thing.unsure).filter(|unsure| !unsure.is_empty()).collect();
        window.formats().list(&unsure.into_iter().map(str::to_owned).collect::<Vec<_>>())
    }

    /// How many things of which kind there are in how many places, where most are, of which it is not sure, and what is not on the map.
    pub fn description(&self, window: &Window) -> String {
        let places = self.places();
        if places.is_empty() {
            return String::new();
        }
        let strings = window.formats().strings();
        let mut told =
            vec![strings.get("map-tells-things", &[("things", (&self.counted(window)).into()), ("places", (places.len() as i64).into())])];
        let most = places.iter().max_by(|one, other| one.len().cmp(&other.len()).then(other[0].row.cmp(&one[0].row)));
        if let Some(most) = most.filter(|most| most.len() > 1 && places.len() > 1 && !most[0].place_name.is_empty()) {
            told.push(strings.get("map-tells-most", &[("place", (&most[0].place_name).into()), ("count", (most.len() as i64).into())]));
        }
        let mut unsure: BTreeMap<&str, Vec<&Thing>> = BTreeMap::new();
        self.on_the_map().filter(|thing| !thing.unsure.is_empty()).for_each(|thing| unsure.entry(&thing.unsure).or_default().push(thing));
        for (status, things) in unsure {
            told.push(strings.get("map-tells-status", &[("status", status.into()), ("things", (&names(window, &things)).into())]));
        }
        let off: Vec<&Thing> = self.off_the_map().collect();
        if !off.is_empty() {
            told.push(strings.get("map-tells-off", &[("things", (&names(window, &off)).into())]));
        }
        told.join(" ")
    }

    /// The things on the map, each once, by their kinds: "Organisations: 17; Hubs: 3".
    fn counted(&self, window: &Window) -> String {
        let mut kinds: Vec<(&str, BTreeSet<(EntityId, &str)>)> = Vec::new();
        for thing in self.on_the_map() {
            // A record that names a place, such as a laboratory, is a thing of its own.
            let own = (thing.entity, if thing.of.is_empty() { "" } else { &*thing.title });
            match kinds.iter_mut().find(|(kind, _)| *kind == thing.counted_as) {
                Some((_, things)) => drop(things.insert(own)),
                None => kinds.push((&thing.counted_as, BTreeSet::from([own]))),
            }
        }
        let counted = kinds.into_iter().map(|(kind, things)| {
            let count = window.formats().integer(things.len() as i64);
            window.formats().strings().get("map-tells-count", &[("kind", kind.into()), ("count", (&count).into())])
        });
        counted.collect::<Vec<_>>().join("; ")
    }
}

/// The names of some things, the last of many as their number.
fn names(window: &Window, things: &[&Thing]) -> String {
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = things.iter().filter(|thing| seen.insert(&*thing.title)).map(|thing| thing.title.clone()).collect();
    let more = names.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        names.truncate(MOST_TOLD);
        names.push(window.formats().strings().get("more", &[("count", (more as i64).into())]));
    }
    names.join("; ")
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
        let kind = window.kinds().kind(window.kind_of(mark.thing));
        Thing {
            entity: mark.thing,
            title,
            of,
            kind: in_language(&kind.label, window.language).to_owned(),
            counted_as: in_language(&kind.plural, window.language).to_owned(),
            url: card.url.to_string(),
            place,
            place_name,
            place_url,
            label: String::new(),
            group: None,
            row: 0,
            unsure: String::new(),
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

/// What is not sure of things, in words: by the field that the view names, else by the status of their kind.
fn unsure(window: &Window, view: &MapView, marks: &[Mark]) -> BTreeMap<EntityId, String> {
    let in_words = |field: FieldId, at: u16| {
        let choice = window.kinds().field(field).choices().get(usize::from(at))?;
        UNSURE.contains(&&*choice.id).then(|| in_language(&choice.label, window.language).to_owned())
    };
    let mut found = BTreeMap::new();
    match view.query.as_ref().filter(|_| !view.status.is_empty()) {
        Some(query) => {
            for group in window.query(&Query { group_by: Some(view.status.clone()), ..query.clone() }).iter() {
                let Key::Choice(field, at) = group.key else { continue };
                let Some(words) = in_words(field, at) else { continue };
                found.extend(group.entities.iter().map(|entity| (*entity, words.clone())));
            }
        }
        None => {
            let said = marks.iter().filter_map(|mark| Some((mark.thing, window.card(mark.thing).status?)));
            found.extend(said.filter_map(|(thing, (field, at))| Some((thing, in_words(field, at)?))));
        }
    }
    found
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
    let mut known: BTreeSet<EntityId> = marks.iter().map(|mark| mark.thing).collect();
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

fn lines_in_words(window: &Window, lines: &[(KindId, FieldId)]) -> String {
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
