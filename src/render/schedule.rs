//! Schedules: an event's programme by day, its exhibitors by area, its offices by continent; and what its page shows of them by itself.
//!
//! `days` puts sessions into their days and `grid` into the table of a day, `session` says what one of them says, `exhibitors`,
//! `offices` and `editions` are the other parts, `claims` the figures beside them; `calendar` and `list` are what can be taken away.

mod calendar;
mod claims;
mod days;
mod editions;
mod exhibitors;
mod grid;
mod list;
mod offices;
mod session;
mod zone;

pub use calendar::calendar;
pub use list::table;

use serde::Serialize;
use tera::Value;

use super::apparatus::Apparatus;
use super::ask::{Way, Window};
use super::body::Writer;
use super::card::in_language;
use super::embed::template;
use super::view::{FileView, Placed};
use crate::registry::EntityId;
use crate::registry::programme::{self, ProgrammeFields, Session};
use crate::registry::target::{self, Target};
use crate::registry::value::Text;
use crate::registry::view::schedule::{self, Part, ScheduleView};
use crate::routes::{Attached, Home, Own};
use crate::syntax::view::View;
use claims::ClaimView;
use days::{DayView, Shown};
use editions::EditionView;
use exhibitors::ExhibitorsView;
use offices::OfficesView;

/// A schedule as templates have it.
#[derive(Serialize)]
struct BlockView {
    event: Value,
    /// `programme`, `exhibitors` or `offices`.
    part: &'static str,
    /// What tells this schedule from others on a page: its part and its event.
    key: String,
    title: String,
    caption: String,
    id: String,
    files: Vec<FileView>,
    /// What is left out.
    remarks: Vec<String>,
    zone: String,
    days: Vec<DayView>,
    exhibitors: Option<ExhibitorsView>,
    offices: Option<OfficesView>,
}

/// What an event's page shows by itself.
#[derive(Serialize)]
struct EventView {
    parts: Vec<PartView>,
    /// Its dates, where it has no programme that they are offered with.
    files: Vec<FileView>,
    editions: Vec<EditionView>,
    claims: Vec<ClaimView>,
}

#[derive(Serialize)]
struct PartView {
    name: &'static str,
    label: String,
    /// As the element of the part is marked, so that what the text shows is not shown twice.
    mark: String,
    html: super::html::Html,
}

/// Writes a `schedule` view; one of nothing, which a check reports, is left out.
pub fn write(writer: &mut Writer<'_>, mut placed: Placed, view: &ScheduleView, written: &View) -> String {
    let Some(event) = event_of(writer.window, view, written) else { return String::new() };
    // Where no session is shown nobody looks for a calendar, and one without an entry is none.
    let has_calendar = view.has_dates(writer.window.kinds(), writer.window.facts(event), &|track| writer.window.target(track));
    placed.files.retain(|file| has_calendar || file.title != Attached::Calendar.title());
    block(writer.window, writer.apparatus, placed, (view, event))
}

/// The event that a schedule is of: the one it names, or else the one in whose text it stands.
pub fn event_of(window: &Window, view: &ScheduleView, written: &View) -> Option<EntityId> {
    if let Some((event, _)) = view.event {
        return Some(event);
    }
    let file = written.span.file;
    let name = target::name_of_document(window.tree().path(file), window.kinds())?;
    match window.leads(Way::Mention, &name, file) {
        Target::Entity(event, _) => Some(event),
        _ => None,
    }
}

/// What a thing's page shows of its programme by itself; nothing, where its kind has none.
pub fn of_page(window: &Window, apparatus: &mut Apparatus, id: EntityId) -> Value {
    let (kinds, kind) = (window.kinds(), window.kind_of(id));
    if !programme::may_have_programme(kinds, kind) {
        return Value::none();
    }
    let entity = window.thing(id);
    let has = |field| entity.value(field).is_some() || !window.ends(id, field).is_empty();
    let file = |name: &str, file: Attached| {
        let home = Home { entity: id, chapter: None };
        FileView { title: file.title(), url: window.link(&window.attached(home, name, file)) }
    };
    let has_calendar = ScheduleView::whole(Part::Programme).has_dates(kinds, entity, &|track| window.target(track));
    let offered = |own: Own| own.files().iter().filter(move |one| has_calendar || **one != Attached::Calendar);
    let files = |own: Own| offered(own).map(|one| file(own.names().1, *one)).collect::<Vec<FileView>>();
    let mut parts = Vec::new();
    for (part, field) in schedule::parts(kinds, kind, &has) {
        let label = super::field::label(window, kinds.field(field)).to_owned();
        let placed = Placed { id: String::new(), files: files(Own::Schedule(part)) };
        let html = block(window, apparatus, placed, (&ScheduleView::whole(part), id));
        parts.push(PartView { name: part.name(), label, mark: format!("data-schedule=\"{}\"", key(window, part, id)), html: html.into() });
    }
    let has_sessions = parts.iter().any(|part| part.name == Part::Programme.name());
    let has_dates = !has_sessions && programme::days_of(kinds, entity).is_some();
    let fields = ProgrammeFields::of(kinds, kind);
    Value::from_serializable(&EventView {
        parts,
        files: if has_dates { files(Own::Dates) } else { Vec::new() },
        editions: editions::views(window, id, &fields),
        claims: claims::side_by_side(window, apparatus, id),
    })
}

fn key(window: &Window, part: Part, event: EntityId) -> String {
    format!("{} {}", part.name(), window.name(event))
}

fn block(window: &Window, apparatus: &mut Apparatus, placed: Placed, (view, event): (&ScheduleView, EntityId)) -> String {
    let text = |text: &Option<Text>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
    let mut shown = BlockView {
        event: window.card(event).value.clone(),
        part: view.part.name(),
        key: key(window, view.part, event),
        title: text(&view.shared.title),
        caption: text(&view.shared.caption),
        id: placed.id,
        files: placed.files,
        remarks: Vec::new(),
        zone: String::new(),
        days: Vec::new(),
        exhibitors: None,
        offices: None,
    };
    match view.part {
        Part::Programme => fill_programme(window, apparatus, (view, event), &mut shown),
        Part::Exhibitors => shown.exhibitors = Some(exhibitors::view(window, apparatus, event)),
        Part::Offices => shown.offices = Some(offices::view(window, apparatus, event)),
    }
    template(window, "views/schedule.html", [("view", Value::from_serializable(&shown))])
}

fn fill_programme(window: &Window, apparatus: &mut Apparatus, (view, event): (&ScheduleView, EntityId), shown: &mut BlockView) {
    let kinds = window.kinds();
    let entity = window.facts(event);
    let fields = ProgrammeFields::of(kinds, entity.kind);
    let all = programme::sessions(kinds, entity);
    let count = all.len();
    let sessions: Vec<Session<'_>> = all.into_iter().filter(|session| is_wanted(window, view, session)).collect();
    if sessions.len() < count {
        let args = [("shown", (sessions.len() as i64).into()), ("all", (count as i64).into())];
        shown.remarks.push(window.formats().strings().get("schedule-part", &args));
    }
    shown.zone = zone::in_words(window, entity, &sessions);
    let tracks = fields.tracks.map(|field| window.ends(event, field)).unwrap_or_default();
    let mut colours = tracks.clone();
    for track in sessions.iter().filter_map(|session| session.track).map(|track| window.target(track)) {
        if !colours.contains(&track) {
            colours.push(track);
        }
    }
    let rooms = programme::texts(entity, fields.rooms).into_iter().map(|(room, _)| in_language(room, window.language).to_owned());
    let frame = session::Frame { tracks: &colours, prefix: "session-" };
    let programme = Shown { sessions, by: view.by, rooms: rooms.collect(), tracks };
    shown.days = days::views(window, apparatus, &programme, &frame);
}

/// Is a session among those that a view asks for?
pub fn is_wanted(window: &Window, view: &ScheduleView, session: &Session<'_>) -> bool {
    view.wants(session, session.track.map(|track| window.target(track)))
}
