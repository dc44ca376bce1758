//! The days of a programme: what has hours as a table or one after the other, what has only a part of its day beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::grid::{self, Slot};
use super::session::{Frame, SessionView, view};
use crate::registry::EntityId;
use crate::registry::programme::{DayPart, Session};
use crate::registry::view::schedule::Columns;
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::syntax::date::{Period, Time};
use crate::syntax::markdown::slug;

/// A day as templates have it.
#[derive(Serialize)]
pub struct DayView {
    anchor: String,
    title: String,
    /// What is not known of it.
    note: String,
    blocks: Vec<BlockView>,
}

/// Sessions that are shown in one way.
#[derive(Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
enum BlockView {
    /// By parts of the day, side by side.
    Parts { parts: Vec<PartView> },
    /// Rooms or tracks beside each other.
    Grid {
        /// `room` or `track`.
        by: &'static str,
        columns: Vec<ColumnView>,
        /// How many lanes all columns have together.
        width: usize,
        rows: Vec<RowView>,
    },
    /// One hour after the other.
    Agenda { rows: Vec<HourView> },
}

#[derive(Serialize)]
struct PartView {
    label: String,
    sessions: Vec<SessionView>,
}

#[derive(Serialize)]
struct HourView {
    time: String,
    sessions: Vec<SessionView>,
}

#[derive(Serialize)]
struct ColumnView {
    label: String,
    lanes: usize,
}

#[derive(Serialize)]
struct RowView {
    time: String,
    /// A class for its height, in quarters of an hour.
    quarters: u32,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    rows: usize,
    lanes: usize,
    /// Does it go over all columns?
    wide: bool,
    session: Option<SessionView>,
}

/// The sessions that are shown, and how.
pub struct Shown<'a> {
    pub sessions: Vec<Session<'a>>,
    pub by: Option<Columns>,
    /// The rooms and the tracks that the event lists, in its order.
    pub rooms: Vec<String>,
    pub tracks: Vec<EntityId>,
}

/// Columns are worth their room from two on.
const FEWEST_COLUMNS: usize = 2;

/// The days in their order; then what has no day.
pub fn views(window: &Window, apparatus: &mut Apparatus, shown: &Shown<'_>, frame: &Frame<'_>) -> Vec<DayView> {
    let mut days: BTreeMap<(bool, Option<Period>), Vec<&Session<'_>>> = BTreeMap::new();
    for session in &shown.sessions {
        let day = session.day.map(|(day, _)| day);
        // What may be on one of several days stands after the days that are known.
        days.entry((session.only_day().is_none(), day)).or_default().push(session);
    }
    let (unknown, known): (Vec<_>, Vec<_>) = days.into_iter().partition(|((_, day), _)| day.is_none());
    let mut day = |(day, sessions): (Option<Period>, Vec<&Session<'_>>)| {
        let (title, note) = heading(window, day, sessions[0]);
        DayView {
            anchor: apparatus.anchors.take(&format!("{}{}", frame.prefix, day.map_or("day-open".to_owned(), |day| slug(&day.to_string())))),
            title,
            note,
            blocks: blocks(window, apparatus, (&sessions, shown), frame),
        }
    };
    known.into_iter().chain(unknown).map(|((_, when), sessions)| day((when, sessions))).collect()
}

fn heading(window: &Window, day: Option<Period>, first: &Session<'_>) -> (String, String) {
    let formats = window.formats();
    let strings = formats.strings();
    match (day, first.only_day()) {
        (Some(_), Some(day)) => (formats.weekday_and_date(day), String::new()),
        (Some(period), None) => (formats.period(&period), strings.get("schedule-day-open", &[])),
        (None, _) => (strings.get("schedule-day-unknown", &[]), String::new()),
    }
}

/// The hours that part a day where there are sessions that only say on which side they are.
const NOON: u32 = 13 * 60;
const EVENING: u32 = 18 * 60;

/// What has hours, parted by what has none where nothing runs across.
fn blocks(
    window: &Window,
    apparatus: &mut Apparatus,
    (sessions, shown): (&[&Session<'_>], &Shown<'_>),
    frame: &Frame<'_>,
) -> Vec<BlockView> {
    let (mut clock, vague): (Vec<&Session<'_>>, Vec<&Session<'_>>) = sessions.iter().partition(|session| session.minutes().is_some());
    clock.sort_by_key(|session| session.minutes());
    let mut parts: BTreeMap<Option<(DayPart, u16)>, Vec<&Session<'_>>> = BTreeMap::new();
    vague.into_iter().for_each(|session| parts.entry(session.slot.map(|slot| (slot.part, slot.choice))).or_default().push(session));
    let unsaid = parts.remove(&None);
    let columns = columns(window, &clock, shown);
    let mut made = Vec::new();
    let mut waiting: Vec<PartView> = Vec::new();
    let mut is_undivided = false;
    for (part, own) in parts.iter().filter_map(|(part, own)| Some((part.as_ref()?.0, own))) {
        let before = match part {
            DayPart::AllDay | DayPart::Morning => 0,
            DayPart::Afternoon => NOON,
            DayPart::Evening => EVENING,
            DayPart::Other => u32::MAX,
        };
        is_undivided |= clock.iter().any(|session| {
            session.minutes().is_some_and(|(start, end)| start < before && end.unwrap_or(start) > before) && before < u32::MAX
        });
        let earlier =
            if is_undivided { 0 } else { clock.partition_point(|session| session.minutes().is_some_and(|(start, _)| start < before)) };
        if earlier > 0 {
            flush(&mut waiting, &mut made);
            made.push(hours(window, apparatus, (&clock[..earlier], &columns), frame));
            clock.drain(..earlier);
        }
        waiting.push(part_view(window, apparatus, own, frame));
        // A part of which it is not said where it stands among the hours comes after them, those of the morning before.
        if part <= DayPart::Morning && !clock.is_empty() {
            flush(&mut waiting, &mut made);
        }
    }
    if !clock.is_empty() {
        // What is left of the hours belongs after the part of the day in which they lie, unless some of them lie before it too.
        if !is_undivided {
            flush(&mut waiting, &mut made);
        }
        made.push(hours(window, apparatus, (&clock, &columns), frame));
    }
    if let Some(unsaid) = unsaid {
        let is_alone = made.is_empty() && waiting.is_empty();
        let mut part = part_view(window, apparatus, &unsaid, frame);
        part.label = if is_alone { String::new() } else { window.formats().strings().get("schedule-time-unknown", &[]) };
        waiting.push(part);
    }
    flush(&mut waiting, &mut made);
    made
}

fn flush(waiting: &mut Vec<PartView>, made: &mut Vec<BlockView>) {
    if !waiting.is_empty() {
        made.push(BlockView::Parts { parts: std::mem::take(waiting) });
    }
}

fn part_view(window: &Window, apparatus: &mut Apparatus, sessions: &[&Session<'_>], frame: &Frame<'_>) -> PartView {
    let slot = sessions.first().and_then(|session| session.slot);
    let label = slot.and_then(|slot| window.kinds().field(slot.field).choices().get(usize::from(slot.choice)));
    PartView {
        label: label.map_or(String::new(), |choice| capital(choice.label.read_in(window.language).1)),
        sessions: sessions.iter().map(|session| view(window, apparatus, session, frame)).collect(),
    }
}

/// A word as it begins a line.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What the columns of a day are, with the column of a session.
enum Divided {
    Rooms(Vec<String>),
    Tracks(Vec<EntityId>),
    No,
}

impl Divided {
    fn column(&self, window: &Window, session: &Session<'_>) -> Option<usize> {
        match self {
            Divided::Rooms(rooms) => {
                let own = room_name(window, session)?;
                rooms.iter().position(|room| *room == own)
            }
            Divided::Tracks(tracks) => {
                let own = window.target(session.track?);
                tracks.iter().position(|track| *track == own)
            }
            Divided::No => None,
        }
    }
}

fn room_name(window: &Window, session: &Session<'_>) -> Option<String> {
    session.room.map(|(room, _)| room.read_in(window.language).1.to_string())
}

/// The columns that the sessions of a day fill: rooms before tracks, unless somebody chose.
fn columns(window: &Window, clock: &[&Session<'_>], shown: &Shown<'_>) -> Divided {
    let rooms = || {
        let used: Vec<String> = clock.iter().filter_map(|session| room_name(window, session)).collect();
        in_order(&shown.rooms, used)
    };
    let tracks = || in_order(&shown.tracks, clock.iter().filter_map(|session| session.track).map(|track| window.target(track)).collect());
    match shown.by {
        Some(Columns::None) => Divided::No,
        Some(Columns::Rooms) => Divided::Rooms(rooms()),
        Some(Columns::Tracks) => Divided::Tracks(tracks()),
        None => {
            let (rooms, tracks) = (rooms(), tracks());
            match (rooms.len(), tracks.len()) {
                (FEWEST_COLUMNS.., _) => Divided::Rooms(rooms),
                (0, FEWEST_COLUMNS..) => Divided::Tracks(tracks),
                _ => Divided::No,
            }
        }
    }
}

/// What is used, in the order of the list, then as it comes.
fn in_order<T: PartialEq + Clone>(listed: &[T], used: Vec<T>) -> Vec<T> {
    let mut found: Vec<T> = listed.iter().filter(|one| used.contains(one)).cloned().collect();
    for one in used {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// Sessions with hours: beside each other where there are columns.
fn hours(window: &Window, apparatus: &mut Apparatus, (clock, columns): (&[&Session<'_>], &Divided), frame: &Frame<'_>) -> BlockView {
    let (by, labels): (_, Vec<String>) = match columns {
        Divided::No => return agenda(window, apparatus, clock, frame),
        Divided::Rooms(rooms) => ("room", rooms.clone()),
        Divided::Tracks(tracks) => ("track", tracks.iter().map(|track| window.card(*track).title.to_string()).collect()),
    };
    let slots: Vec<Slot> = clock
        .iter()
        .filter_map(|session| {
            let (start, end) = session.minutes()?;
            Some(Slot { start, end, column: columns.column(window, session) })
        })
        .collect();
    let grid = grid::lay_out(&slots, labels.len());
    let other = window.formats().strings().get(if by == "room" { "schedule-no-room" } else { "schedule-no-track" }, &[]);
    let mut headings: Vec<ColumnView> = Vec::new();
    for (at, lanes) in grid.lanes.iter().enumerate() {
        headings.push(ColumnView { label: labels.get(at).unwrap_or(&other).clone(), lanes: *lanes });
    }
    let rows = grid.rows.iter().map(|row| RowView {
        time: clock_time(window, row.start),
        quarters: row.length.div_ceil(QUARTER).clamp(1, MOST_QUARTERS),
        cells: row
            .cells
            .iter()
            .map(|cell| CellView {
                rows: cell.rows,
                lanes: cell.lanes,
                wide: cell.column.is_none(),
                session: cell.slot.map(|at| view(window, apparatus, clock[at], frame)),
            })
            .collect(),
    });
    let rows = rows.collect();
    BlockView::Grid { by, width: grid.lanes.iter().sum(), columns: headings, rows }
}

const QUARTER: u32 = 15;

/// A row is no higher than for so many quarters of an hour.
const MOST_QUARTERS: u32 = 8;

fn agenda(window: &Window, apparatus: &mut Apparatus, clock: &[&Session<'_>], frame: &Frame<'_>) -> BlockView {
    let mut rows: Vec<(u32, HourView)> = Vec::new();
    for session in clock {
        let Some((start, _)) = session.minutes() else { continue };
        if rows.last().is_none_or(|(last, _)| *last != start) {
            rows.push((start, HourView { time: clock_time(window, start), sessions: Vec::new() }));
        }
        if let Some((_, row)) = rows.last_mut() {
            row.sessions.push(view(window, apparatus, session, frame));
        }
    }
    BlockView::Agenda { rows: rows.into_iter().map(|(_, row)| row).collect() }
}

fn clock_time(window: &Window, minutes: u32) -> String {
    window.formats().time(Time { hour: (minutes / 60 % 24) as u8, minute: (minutes % 60) as u8 })
}
