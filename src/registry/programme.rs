//! What an event says of its parts: its sessions and the areas of its exhibition, as plain structs.
//!
//! Any kind whose fields have these names has a programme: a site's own kind of course or trade mission just as an event.

use super::Entity;
use super::kind::{FieldId, FieldKind, KindId, Kinds};
use super::language::DEFAULT;
use super::relation::RelationId;
use super::value::{Given, Measure, Text, Value};
use crate::diag::Span;
use crate::syntax::date::{Date, Day, Period, Time};
use crate::syntax::markdown::{Anchors, slug};

/// Which fields of a kind tell of a programme.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProgrammeFields {
    pub sessions: Option<FieldId>,
    pub areas: Option<FieldId>,
    pub exhibitors: Option<FieldId>,
    pub offices: Option<FieldId>,
    pub tracks: Option<FieldId>,
    pub rooms: Option<FieldId>,
    pub timezone: Option<FieldId>,
    pub series: Option<FieldId>,
    pub succeeds: Option<FieldId>,
    pub starts: Option<FieldId>,
    pub ends: Option<FieldId>,
}

impl ProgrammeFields {
    /// The fields of a kind that play these parts: each by its name, if it has the type that the part needs.
    pub fn of(kinds: &Kinds, kind: KindId) -> ProgrammeFields {
        let named =
            |name: &str, fits: &dyn Fn(&FieldKind) -> bool| kinds.find_field(kind, name).filter(|field| fits(&kinds.field(*field).kind));
        let record = |name| named(name, &|kind| matches!(kind, FieldKind::Record(_)));
        let reference = |name| named(name, &|kind| matches!(kind, FieldKind::Ref(_)));
        let text = |name| named(name, &|kind| matches!(kind, FieldKind::Text));
        let time = |name| named(name, &|kind| matches!(kind, FieldKind::Time));
        ProgrammeFields {
            sessions: record("sessions"),
            areas: record("areas"),
            exhibitors: reference("exhibitors"),
            offices: reference("offices"),
            tracks: reference("tracks"),
            rooms: text("rooms"),
            timezone: text("timezone"),
            series: text("series"),
            succeeds: reference("succeeds"),
            starts: time("starts"),
            ends: time("ends"),
        }
    }
}

/// Can things of a kind have sessions, exhibitors or offices at all? It is asked of every thing of a site, and soon answered.
pub fn may_have_programme(kinds: &Kinds, kind: KindId) -> bool {
    ["sessions", "areas", "exhibitors", "offices"].iter().any(|name| {
        kinds.find_field(kind, name).is_some_and(|field| matches!(kinds.field(field).kind, FieldKind::Record(_) | FieldKind::Ref(_)))
    })
}

/// A value and the place where it is written.
pub type Placed<T> = (T, Span);

/// One session of an event.
#[derive(Clone, Debug)]
pub struct Session<'a> {
    /// Its own name among the sessions of its event, for links and calendars: what it says, else made from its title.
    pub id: String,
    pub title: &'a Text,
    /// Where its title is written.
    pub span: Span,
    pub day: Option<Placed<Period>>,
    pub slot: Option<Slot>,
    pub starts: Option<Placed<Time>>,
    pub ends: Option<Placed<Time>>,
    pub room: Option<Placed<&'a Text>>,
    pub track: Option<RelationId>,
    pub status: Firmness,
    /// Is it one that many go to at once and that takes nobody's place: a break, an exhibition?
    pub is_open: bool,
    /// Everything that it says.
    pub given: &'a [Given],
}

/// A part of the day, where the hour is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its position among the choices of its field.
    pub choice: u16,
    pub field: FieldId,
    /// Where it stands among the hours of its day.
    pub part: DayPart,
}

/// Where a part of the day stands among its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayPart {
    AllDay,
    Morning,
    Afternoon,
    Evening,
    /// One of a site's own, after the others.
    Other,
}

/// How sure it is that something takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmness {
    Firm,
    Tentative,
    Cancelled,
}

/// A part of an exhibition.
#[derive(Clone, Debug)]
pub struct Area<'a> {
    pub title: &'a Text,
    /// Where its title is written.
    pub span: Span,
    /// How many exhibitors it says to have.
    pub count: Option<Measure>,
    pub given: &'a [Given],
}

/// What a session is of which several may share a room.
const OPEN_TYPES: [&str; 3] = ["break", "exhibition", "social"];

/// The sessions of a thing, in the order in which they are written; those without a title, which is reported, are left out.
pub fn sessions<'a>(kinds: &Kinds, entity: &'a Entity) -> Vec<Session<'a>> {
    let mut anchors = Anchors::default();
    let field = ProgrammeFields::of(kinds, entity.kind).sessions;
    records(entity, field).filter_map(|given| session(kinds, given, &mut anchors)).collect()
}

/// The areas of a thing's exhibition, in the order in which they are written.
pub fn areas<'a>(kinds: &Kinds, entity: &'a Entity) -> Vec<Area<'a>> {
    let area = |given: &'a [Given]| {
        let (title, span) = text(kinds, given, "title")?;
        let count = match value(kinds, given, "exhibitors") {
            Some((Value::Measure(measure), _)) => Some(*measure),
            _ => None,
        };
        Some(Area { title, span, count, given })
    };
    records(entity, ProgrammeFields::of(kinds, entity.kind).areas).filter_map(area).collect()
}

/// The texts of a field of a thing, with the place of the whole field.
pub fn texts(entity: &Entity, field: Option<FieldId>) -> Vec<Placed<&Text>> {
    let given = entity.values.iter().filter(|given| Some(given.field) == field);
    let texts = given.flat_map(|given| given.value.items().iter().map(move |item| (item, given.span)));
    texts.filter_map(|(item, span)| if let Value::Text(text) = item { Some((text, span)) } else { None }).collect()
}

/// The days on which a thing takes place, if it may have a programme and says exactly when it is.
pub fn days_of(kinds: &Kinds, entity: &Entity) -> Option<(Day, Day)> {
    let date = kinds.kind(entity.kind).roles.date.filter(|_| may_have_programme(kinds, entity.kind))?;
    match entity.value(date)? {
        Value::Period(period) => days(*period),
        Value::Date(date) => days((*date).into()),
        _ => None,
    }
}

/// What a thing says of its time zone.
pub fn timezone<'a>(kinds: &Kinds, entity: &'a Entity) -> Option<Placed<&'a str>> {
    let field = ProgrammeFields::of(kinds, entity.kind).timezone;
    texts(entity, field).first().map(|(text, span)| (&**text.read_in(DEFAULT).1, *span))
}

/// A field of a record, by its name.
pub fn value<'a>(kinds: &Kinds, given: &'a [Given], name: &str) -> Option<Placed<&'a Value>> {
    given.iter().find(|given| *kinds.field(given.field).name == *name).map(|given| (&given.value, given.span))
}

/// The references of a field of a record, by its name.
pub fn references(kinds: &Kinds, given: &[Given], name: &str) -> Vec<RelationId> {
    let items = value(kinds, given, name).map_or(&[][..], |(value, _)| value.items());
    items.iter().filter_map(|item| if let Value::Ref(relation) = item { Some(*relation) } else { None }).collect()
}

impl Session<'_> {
    /// The one day on which it certainly is.
    pub fn only_day(&self) -> Option<Day> {
        match self.day {
            Some((Period::On(date), _)) if date.day.is_some() && !date.approximate => Some(date.first_day()),
            _ => None,
        }
    }

    /// Is it in a room of this name, in whichever language?
    pub fn is_in_room(&self, name: &str) -> bool {
        self.room.is_some_and(|(room, _)| is_called(room, name))
    }

    /// When it begins and ends, in minutes from midnight of its day: what ends before it begins ends on the next day, and of what ends in the
    /// minute in which it begins, which is reported, nobody knows the end.
    pub fn minutes(&self) -> Option<(u32, Option<u32>)> {
        let start = minute(self.starts?.0);
        let end = self.ends.map(|(time, _)| minute(time)).filter(|end| *end != start).map(|end| if end < start { end + DAY } else { end });
        Some((start, end))
    }
}

/// Is this one of the versions of a text, capitals and spaces around it aside?
pub fn is_called(text: &Text, name: &str) -> bool {
    text.versions().any(|(_, version)| version.trim().to_lowercase() == name.trim().to_lowercase())
}

/// The minutes of a day.
pub const DAY: u32 = 24 * 60;

fn minute(time: Time) -> u32 {
    u32::from(time.hour) * 60 + u32::from(time.minute)
}

/// The records of a field of a thing.
fn records(entity: &Entity, field: Option<FieldId>) -> impl Iterator<Item = &[Given]> {
    let given = entity.values.iter().filter(move |given| Some(given.field) == field);
    let items = given.flat_map(|given| given.value.items());
    items.filter_map(|item| if let Value::Record(given) = item { Some(&**given) } else { None })
}

fn session<'a>(kinds: &Kinds, given: &'a [Given], anchors: &mut Anchors) -> Option<Session<'a>> {
    let (title, span) = text(kinds, given, "title")?;
    let own = text(kinds, given, "id").map(|(id, _)| slug(id.read_in(DEFAULT).1)).filter(|id| !id.is_empty());
    let id = own.unwrap_or_else(|| slug(title.read_in(DEFAULT).1));
    let time = |name| match value(kinds, given, name) {
        Some((Value::Time(time), span)) => Some((*time, span)),
        _ => None,
    };
    let status = match choice(kinds, given, "status").map(|(_, _, id)| id) {
        Some("tentative") => Firmness::Tentative,
        Some("cancelled") => Firmness::Cancelled,
        _ => Firmness::Firm,
    };
    Some(Session {
        id: anchors.take(if id.is_empty() { "session" } else { &id }),
        title,
        span,
        day: match value(kinds, given, "day") {
            Some((Value::Period(period), span)) => Some((*period, span)),
            Some((Value::Date(date), span)) => Some(((*date).into(), span)),
            _ => None,
        },
        slot: choice(kinds, given, "slot").map(|(field, choice, id)| Slot { choice, field, part: part(id) }),
        starts: time("starts"),
        ends: time("ends"),
        room: text(kinds, given, "room"),
        track: references(kinds, given, "track").first().copied(),
        status,
        is_open: choice(kinds, given, "type").is_some_and(|(_, _, id)| OPEN_TYPES.contains(&id)),
        given,
    })
}

fn part(id: &str) -> DayPart {
    match id {
        "all-day" => DayPart::AllDay,
        "morning" => DayPart::Morning,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        _ => DayPart::Other,
    }
}

fn text<'a>(kinds: &Kinds, given: &'a [Given], name: &str) -> Option<Placed<&'a Text>> {
    match value(kinds, given, name)? {
        (Value::Text(text), span) => Some((text, span)),
        _ => None,
    }
}

/// A choice of a record: its field, its position, and its id.
pub fn choice<'k>(kinds: &'k Kinds, given: &[Given], name: &str) -> Option<(FieldId, u16, &'k str)> {
    let given = given.iter().find(|given| *kinds.field(given.field).name == *name)?;
    match given.value {
        Value::Choice(choice) => kinds.field(given.field).choices().get(usize::from(choice)).map(|found| (given.field, choice, &*found.id)),
        _ => None,
    }
}

/// The first and the last day of a period that is said in days; vaguer ones are none of a calendar's.
pub fn days(period: Period) -> Option<(Day, Day)> {
    let exact = |date: Date| (date.day.is_some() && !date.approximate).then(|| date.first_day());
    let (first, last) = (exact(period.start()?)?, exact(period.end()?)?);
    (first <= last).then_some((first, last))
}
