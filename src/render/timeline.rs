//! Timelines: from what a query finds to lanes of bars, lines of life or the days of a week, in the page's language.
//!
//! `dated` reads when a thing was and what became of it, `frame` chooses the form and the days of the axis, `told` says it in words, and
//! `view` is what templates are given.

mod dated;
mod frame;
mod told;
mod view;

pub use view::{drawn, rows_of, write};

use std::collections::BTreeMap;

use super::ask::Window;
use super::card::in_language;
use super::pictures::timeline::{self as drawing, Item, Lane, Look};
use super::view::group_label;
use crate::registry::EntityId;
use crate::registry::history;
use crate::registry::kind::KindId;
use crate::registry::query::{Group, Key};
use crate::registry::view::timeline::{Form, Lanes, TimelineView};
use dated::Dated;

/// No more things than these are drawn; the table has all.
const MOST: usize = 300;

/// A timeline made ready: what is drawn, what the table has, and what the drawing leaves out.
pub struct Made {
    /// Nothing where there is nothing to draw.
    pub drawing: Option<drawing::Timeline>,
    pub title: String,
    pub found: Found,
    pub remarks: Vec<String>,
    pub lanes: Lanes,
}

/// Every thing that was found, by lanes, and the form that fits.
pub struct Found {
    pub rows: Vec<Row>,
    pub form: Form,
}

/// A thing in its lane.
pub struct Row {
    pub lane: String,
    pub dated: Dated,
}

/// Makes a timeline ready.
pub fn of(window: &Window, view: &TimelineView) -> Made {
    made(window, view, found(window, view))
}

/// Finds what a timeline shows, without asking which day it is.
pub fn found(window: &Window, view: &TimelineView) -> Found {
    let rows = rows(window, view);
    Found { form: frame::form(view, &rows), rows }
}

/// What became of one thing, drawn; nothing where its history has no two dates.
pub fn of_history(window: &Window, entity: EntityId) -> Option<Made> {
    let found = found_in_history(window, entity)?;
    let mut made = made(window, &TimelineView::of_history(window.kind_of(entity)), found);
    made.title = window.card(entity).title.to_string();
    if let Some(drawing) = &mut made.drawing {
        // Its page is its own: it is not named again, and leads nowhere.
        for item in drawing.lanes.iter_mut().flat_map(|lane| &mut lane.items) {
            (item.label, item.href) = (String::new(), String::new());
        }
        drawing.title.clone_from(&made.title);
    }
    Some(made)
}

/// The same without asking which day it is.
pub fn found_in_history(window: &Window, entity: EntityId) -> Option<Found> {
    let kind = window.kind_of(entity);
    let history = window.kinds().kind(kind).roles.history.and_then(|field| window.fact(entity, field))?;
    if !history::is_drawn(window.kinds(), history) {
        return None;
    }
    let dated = Dated::of(window, &TimelineView::of_history(kind), entity);
    Some(Found { rows: vec![Row { lane: String::new(), dated }], form: Form::Lifelines })
}

fn made(window: &Window, view: &TimelineView, found: Found) -> Made {
    let Found { rows, form } = found;
    let title =
        view.shared.title.as_ref().map_or_else(|| kinds(window, &view.query.of), |title| in_language(title, window.language).to_owned());
    let mut remarks = Vec::new();
    let frame = frame::of(window, view, form, &rows);
    let (shown, outside) = shown(&rows, form, frame.map(|frame| frame.days));
    remarks.extend(told::undated(window, rows.iter().filter(|row| !row.dated.is_drawn(form)).map(|row| &row.dated)));
    let counted = |key: &str, count: usize| window.formats().strings().get(key, &[("count", (count as i64).into())]);
    if outside > 0 {
        remarks.push(counted("timeline-outside", outside));
    }
    if shown.len() > MOST {
        let all = ("all", (shown.len() as i64).into());
        remarks.push(window.formats().strings().get("timeline-cut", &[("count", (MOST as i64).into()), all]));
    }
    let shown: Vec<&Row> = shown.into_iter().take(MOST).collect();
    let drawing = frame.filter(|_| !shown.is_empty()).map(|frame| drawing::Timeline {
        form: match form {
            Form::Bars => drawing::Form::Bars,
            Form::Lifelines => drawing::Form::Lifelines,
            Form::Days => drawing::Form::Days,
        },
        description: told::description(window, form, &shown),
        title: title.clone(),
        follows: follows(window, &shown),
        colours: colours(window, view, &shown).into_iter().map(|kind| plural(window, kind)).collect(),
        lanes: lanes(window, view, form, &shown),
        frame: frame.days,
        today: frame.today,
    });
    Made { drawing, title, found: Found { rows, form }, remarks, lanes: view.lanes }
}

/// Everything that the query finds, lane by lane; a thing with several values of the field stands in several.
fn rows(window: &Window, view: &TimelineView) -> Vec<Row> {
    let groups = window.query(&view.query);
    let groups: Vec<(String, Vec<EntityId>)> = match view.lanes {
        Lanes::One | Lanes::Field => groups.iter().map(|group| (label(window, group), group.entities.clone())).collect(),
        Lanes::Kind => {
            let mut kinds: BTreeMap<usize, Vec<EntityId>> = BTreeMap::new();
            for entity in groups.iter().flat_map(|group| &group.entities) {
                let at = view.query.of.iter().position(|kind| *kind == window.kind_of(*entity)).unwrap_or(0);
                kinds.entry(at).or_default().push(*entity);
            }
            kinds
                .into_iter()
                .map(|(at, entities)| (view.query.of.get(at).map_or(String::new(), |kind| plural(window, *kind)), entities))
                .collect()
        }
    };
    let row = |(lane, entities): (String, Vec<EntityId>)| {
        let mut lane: Vec<Row> =
            entities.into_iter().map(|entity| Row { lane: lane.clone(), dated: Dated::of(window, view, entity) }).collect();
        if view.query.sort.is_empty() {
            // Nobody has said in which order: by time.
            lane.sort_by(|one, other| one.dated.begins().total_cmp(&other.dated.begins()));
        }
        lane
    };
    groups.into_iter().flat_map(row).collect()
}

fn label(window: &Window, group: &Group) -> String {
    match &group.key {
        Key::All => String::new(),
        key => group_label(window, key),
    }
}

/// What is drawn, and how many things lie wholly outside the axis.
fn shown(rows: &[Row], form: Form, days: Option<(i32, i32)>) -> (Vec<&Row>, usize) {
    let (first, last) = days.map_or((f64::NEG_INFINITY, f64::INFINITY), |(first, last)| (f64::from(first), f64::from(last)));
    let drawn: Vec<&Row> = rows.iter().filter(|row| row.dated.is_drawn(form)).collect();
    let all = drawn.len();
    let inside: Vec<&Row> = drawn.into_iter().filter(|row| row.dated.begins() < last && row.dated.ends() > first).collect();
    let outside = all - inside.len();
    (inside, outside)
}

fn lanes(window: &Window, view: &TimelineView, form: Form, shown: &[&Row]) -> Vec<Lane> {
    let colours = colours(window, view, shown);
    let mut lanes: Vec<Lane> = Vec::new();
    for row in shown {
        let dated = &row.dated;
        let item = Item {
            label: if form == Form::Lifelines { dated.title.clone() } else { dated.label(window) },
            told: told::line(window, dated),
            href: window.card(dated.entity).url.to_string(),
            colour: colours.iter().position(|kind| *kind == window.kind_of(dated.entity)).unwrap_or(0),
            look: dated.look,
            span: dated.span,
            stages: if form == Form::Lifelines { dated.stages(window) } else { Vec::new() },
        };
        match lanes.last_mut().filter(|lane| lane.label == row.lane) {
            Some(lane) => lane.items.push(item),
            None => lanes.push(Lane { label: row.lane.clone(), items: vec![item] }),
        }
    }
    lanes
}

/// The kinds that have a colour each: those that are drawn, unless the lanes tell them apart.
fn colours(window: &Window, view: &TimelineView, shown: &[&Row]) -> Vec<KindId> {
    let mut kinds: Vec<KindId> = shown.iter().map(|row| window.kind_of(row.dated.entity)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < 2 || view.lanes == Lanes::Kind { Vec::new() } else { kinds }
}

/// What came after what, among all that is drawn.
fn follows(window: &Window, shown: &[&Row]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<EntityId, usize> = BTreeMap::new();
    for (at, row) in shown.iter().enumerate() {
        places.entry(row.dated.entity).or_insert(at);
    }
    let mut pairs = Vec::new();
    for (entity, after) in &places {
        let Some(field) = window.kinds().kind(window.kind_of(*entity)).roles.succeeds else { continue };
        let before = window.ends(*entity, field).into_iter().filter(|earlier| earlier != entity);
        pairs.extend(before.filter_map(|earlier| Some((*places.get(&earlier)?, *after))));
    }
    pairs
}

/// What a view is called that has no title: its kinds.
fn kinds(window: &Window, of: &[KindId]) -> String {
    let names: Vec<String> = of.iter().map(|kind| plural(window, *kind)).collect();
    window.formats().list(&names)
}

fn plural(window: &Window, kind: KindId) -> String {
    in_language(&window.kinds().kind(kind).plural, window.language).to_owned()
}

/// How a thing is drawn that stands so.
fn look(status: Option<&str>) -> Look {
    match status {
        Some("planned" | "announced" | "expected" | "tentative" | "upcoming" | "pending" | "proposed") => Look::Planned,
        Some("cancelled" | "postponed" | "withdrawn" | "suspended" | "terminated") => Look::Off,
        _ => Look::Firm,
    }
}
