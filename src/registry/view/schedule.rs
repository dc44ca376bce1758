//! The settings of a `schedule` view: of which event, which part of it, and which of its sessions.

use super::super::decode::plain;
use super::super::kind::{FieldKind, KindId, Kinds, Targets};
use super::super::programme::ProgrammeFields;
use super::super::query::{Operand, entity};
use super::super::settings::localised;
use super::super::value::{Text, Value};
use super::super::{EntityId, Ground};
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::date::Period;
use crate::syntax::markdown::slug;
use crate::syntax::toml::{Keys, Node, Toml, wrong_type};
use crate::syntax::view::View;

/// A schedule as its editor wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleView {
    /// Nothing, where it is the event in whose text the view stands.
    pub event: Option<(EntityId, Span)>,
    pub part: Part,
    /// Of the programme: only what may be on these days, in these tracks, in these rooms; nothing, where all of it is wanted.
    pub days: Vec<(Period, Span)>,
    pub tracks: Vec<(EntityId, Span)>,
    pub rooms: Vec<(Box<str>, Span)>,
    /// What the columns of a day are; nothing, where it is left to the programme.
    pub by: Option<Columns>,
    pub title: Option<Text>,
    pub caption: Option<Text>,
    /// Its anchor on the page.
    pub id: Option<Box<str>>,
}

/// What of an event is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Programme,
    Exhibitors,
    Offices,
}

/// What the columns of a day's programme are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    Rooms,
    Tracks,
    /// None: one session after the other.
    None,
}

impl Part {
    /// All of them, by the words that choose them.
    pub const ALL: [(&str, Part); 3] =
        [("programme", Part::Programme), ("exhibitors", Part::Exhibitors), ("offices", Part::Offices)];

    /// The word that chooses it.
    pub fn name(self) -> &'static str {
        Part::ALL.iter().find(|(_, part)| *part == self).map_or("programme", |(name, _)| name)
    }
}

impl ScheduleView {
    /// A part of an event with all that is in it.
    pub fn whole(part: Part) -> ScheduleView {
        ScheduleView {
            event: None,
            part,
            days: Vec::new(),
            tracks: Vec::new(),
            rooms: Vec::new(),
            by: None,
            title: None,
            caption: None,
            id: None,
        }
    }
}

const COLUMNS: [(&str, Columns); 3] = [("room", Columns::Rooms), ("track", Columns::Tracks), ("time", Columns::None)];

/// The kinds whose things may have a programme.
pub fn kinds_with_programme(kinds: &Kinds) -> Vec<KindId> {
    kinds.all().map(|(id, _)| id).filter(|id| ProgrammeFields::of(kinds, *id).is_any()).collect()
}

/// Reads the settings of a schedule; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<ScheduleView> {
    let mut keys = Keys::of(&view.settings, "a schedule");
    let events = Targets::Only(kinds_with_programme(ground.kinds));
    let mut is_whole = true;
    let mut thing = |key: &str, node: &Node, targets: &Targets, report: &mut Report| match entity(ground, key, node, targets, report) {
        Some(Operand::Entity(id)) => Some((id, node.span)),
        _ => {
            is_whole = false;
            None
        }
    };
    let event = keys.node("event").and_then(|node| thing("event", node, &events, report));
    let tracks = keys.node("tracks").map_or(&[][..], items);
    let tracks: Vec<(EntityId, Span)> = tracks.iter().filter_map(|node| thing("tracks", node, &Targets::Any, report)).collect();
    let part = match keys.node("part") {
        Some(node) => word(("part", node), &Part::ALL, report),
        None => Some(Part::Programme),
    };
    let by = keys.node("by").map(|node| word(("by", node), &COLUMNS, report));
    let mut days = Vec::new();
    for node in keys.node("days").map_or(&[][..], items) {
        match plain::value("days", &FieldKind::Period, node, report) {
            Some(Value::Period(period)) => days.push((period, node.span)),
            _ => is_whole = false,
        }
    }
    let rooms = keys.texts("rooms", report).into_iter().map(|(room, span)| (room.into(), span)).collect();
    let title = keys.node("title").and_then(|node| localised("title", node, ground.languages, report));
    let caption = keys.node("caption").and_then(|node| localised("caption", node, ground.languages, report));
    let id = keys.text("id", report).map(slug).filter(|id| !id.is_empty()).map(Box::from);
    keys.finish(report);
    if !is_whole || by == Some(None) {
        return None;
    }
    Some(ScheduleView { event, part: part?, days, tracks, rooms, by: by.flatten(), title, caption, id })
}

/// One of a few words; another is reported.
fn word<T: Copy>((key, node): (&str, &Node), known: &[(&str, T)], report: &mut Report) -> Option<T> {
    let names = || known.iter().map(|(name, _)| *name);
    let Some(word) = node.as_text() else {
        wrong_type(key, &format!("one of {}", names().collect::<Vec<_>>().join(", ")), node, report);
        return None;
    };
    let found = known.iter().find(|(name, _)| *name == word).map(|(_, meant)| *meant);
    if found.is_none() {
        let near = nearest(word, names()).map(|near| format!("did you mean `{near}`?"));
        let all = || format!("write one of {}", names().collect::<Vec<_>>().join(", "));
        let said = report.say(node.span, Code::UnknownValue, format!("the `{key}` of a schedule cannot be `{word}`"));
        said.help(near.unwrap_or_else(all)).slip(node.span, word, names());
    }
    found
}

/// The items of a list; anything else is its own only item.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Toml::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}
