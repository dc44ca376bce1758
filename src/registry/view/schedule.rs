//! The settings of a `schedule` view: of which event, which part of it, and which of its sessions.

use super::super::decode::plain;
use super::super::kind::{FieldId, FieldKind, KindId, Kinds, Targets};
use super::super::programme::{self, ProgrammeFields, Session, may_have_programme};
use super::super::query::{Operand, entity};
use super::super::relation::RelationId;
use super::super::value::Value;
use super::super::{Entity, EntityId, Ground, Site};
use super::Shared;
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::date::Period;
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
    pub shared: Shared,
}

/// What of an event is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub const ALL: [(&str, Part); 3] = [("programme", Part::Programme), ("exhibitors", Part::Exhibitors), ("offices", Part::Offices)];

    /// The word that chooses it.
    pub fn name(self) -> &'static str {
        Part::ALL.iter().find(|(_, part)| *part == self).map_or("programme", |(name, _)| name)
    }
}

impl ScheduleView {
    /// A part of an event with all that is in it.
    pub fn whole(part: Part) -> ScheduleView {
        ScheduleView { event: None, part, days: Vec::new(), tracks: Vec::new(), rooms: Vec::new(), by: None, shared: Shared::default() }
    }
}

impl ScheduleView {
    /// Is a session, in this track, among those that it asks for?
    pub fn wants(&self, session: &Session<'_>, track: Option<EntityId>) -> bool {
        let is_in = |day: &Period| session.day.is_some_and(|(own, _)| own.overlaps(*day));
        (self.days.is_empty() || self.days.iter().any(|(day, _)| is_in(day)))
            && (self.tracks.is_empty() || self.tracks.iter().any(|(wanted, _)| Some(*wanted) == track))
            && (self.rooms.is_empty() || self.rooms.iter().any(|(wanted, _)| session.is_in_room(wanted)))
    }

    /// Has a calendar of it an entry: the event itself, if its days are known, or one of its sessions? One without any is none.
    pub fn has_dates(&self, kinds: &Kinds, event: &Entity, target: &dyn Fn(RelationId) -> EntityId) -> bool {
        let is_dated = |session: &Session<'_>| session.day.is_some_and(|(day, _)| programme::days(day).is_some());
        let is_entry = |session: &Session<'_>| is_dated(session) && self.wants(session, session.track.map(target));
        self.part == Part::Programme
            && (programme::days_of(kinds, event).is_some() || programme::sessions(kinds, event).iter().any(is_entry))
    }
}

const COLUMNS: [(&str, Columns); 3] = [("room", Columns::Rooms), ("track", Columns::Tracks), ("time", Columns::None)];

/// The parts that a thing has something for, each with the field that tells of it.
pub fn parts(kinds: &Kinds, kind: KindId, has: &dyn Fn(FieldId) -> bool) -> Vec<(Part, FieldId)> {
    let fields = ProgrammeFields::of(kinds, kind);
    let wanted = [
        (Part::Programme, [fields.sessions, None]),
        (Part::Exhibitors, [fields.areas, fields.exhibitors]),
        (Part::Offices, [fields.offices, None]),
    ];
    wanted.into_iter().filter_map(|(part, fields)| Some((part, fields.into_iter().flatten().find(|field| has(*field))?))).collect()
}

/// The same, asked of the whole site.
pub fn parts_of(site: &Site, id: EntityId) -> Vec<(Part, FieldId)> {
    let entity = site.entity(id);
    if !may_have_programme(&site.kinds, entity.kind) {
        return Vec::new();
    }
    parts(&site.kinds, entity.kind, &|field| entity.value(field).is_some() || !site.ends(id, field).is_empty())
}

/// The kinds whose things may have a programme.
pub fn kinds_with_programme(kinds: &Kinds) -> Vec<KindId> {
    kinds.all().map(|(id, _)| id).filter(|id| may_have_programme(kinds, *id)).collect()
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
    let shared = Shared::read(&mut keys, view, ground, report);
    keys.finish(report);
    if !is_whole || by == Some(None) {
        return None;
    }
    Some(ScheduleView { event, part: part?, days, tracks, rooms, by: by.flatten(), shared })
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
