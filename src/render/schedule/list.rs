//! What a schedule shows, as a table to be taken away.

use super::is_wanted;
use crate::registry::EntityId;
use crate::registry::kind::FieldId;
use crate::registry::programme::{self, Firmness, ProgrammeFields, Session, areas};
use crate::registry::relation::Relation;
use crate::registry::value::{Given, Measure};
use crate::registry::view::schedule::{Part, ScheduleView};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::body::html_words;
use crate::render::export::csv::Csv;
use crate::render::field;

/// The sessions, the areas or the offices of an event, in the words of the page's language; dates and hours as they are written in content.
pub fn table(window: &Window, view: &ScheduleView, event: EntityId) -> Vec<u8> {
    match view.part {
        Part::Programme => sessions(window, view, event),
        Part::Exhibitors => exhibitors(window, event),
        Part::Offices => offices(window, event),
    }
}

/// The columns of a programme before those that are the fields of a session.
const OWN: [&str; 7] = ["event", "session", "day", "starts", "ends", "timezone", "status"];

/// The fields of a session that the columns before say already.
const TOLD: [&str; 5] = ["id", "day", "starts", "ends", "status"];

fn sessions(window: &Window, view: &ScheduleView, event: EntityId) -> Vec<u8> {
    let kinds = window.kinds();
    let entity = window.facts(event);
    let field = ProgrammeFields::of(kinds, entity.kind).sessions;
    let fields: Vec<&str> =
        field.map_or(&[][..], |field| kinds.field(field).sub_fields()).iter().map(|field| &*kinds.field(*field).name).collect();
    let fields: Vec<&str> = fields.into_iter().filter(|name| !TOLD.contains(name)).collect();
    let columns: Vec<&str> = OWN.into_iter().chain(fields.iter().copied()).collect();
    let mut csv = Csv::new(&columns);
    let zone = programme::timezone(kinds, entity).map_or("", |(name, _)| name);
    for session in programme::sessions(kinds, entity).iter().filter(|session| is_wanted(window, view, session)) {
        own(window, event, session, zone, &mut csv);
        fields.iter().for_each(|name| csv.text(&words_of(window, session.given, name)));
        csv.end_row();
    }
    csv.finish()
}

fn own(window: &Window, event: EntityId, session: &Session<'_>, zone: &str, csv: &mut Csv) {
    csv.text(window.name(event));
    csv.text(&session.id);
    csv.text(&session.day.map_or(String::new(), |(day, _)| day.to_string()));
    csv.text(&session.starts.map_or(String::new(), |(time, _)| time.to_string()));
    csv.text(&session.ends.map_or(String::new(), |(time, _)| time.to_string()));
    csv.text(if session.starts.is_some() { zone } else { "" });
    csv.text(match session.status {
        Firmness::Firm => "",
        Firmness::Tentative => "tentative",
        Firmness::Cancelled => "cancelled",
    });
}

/// A row for each exhibitor, and one for each area of which none is listed.
fn exhibitors(window: &Window, event: EntityId) -> Vec<u8> {
    let kinds = window.kinds();
    let fields = ProgrammeFields::of(kinds, window.kind_of(event));
    let mut csv = Csv::new(&["event", "area", "area_exhibitors", "missing", "exhibitor", "exhibitor_name", "stand", "status", "note"]);
    let all = areas(kinds, window.facts(event));
    let relations: Vec<&Relation> = window.outbound(event).iter().filter(|relation| Some(relation.field) == fields.exhibitors).collect();
    for area in &all {
        csv.text(window.name(event));
        csv.text(area.title.read_in(window.language).1);
        let number = if let Some(Measure::Number(number)) = area.count { Some(number) } else { None };
        csv.number(number);
        csv.text(if number.is_none() { "not-reported" } else { "" });
        (0..5).for_each(|_| csv.text(""));
        csv.end_row();
        let present = programme::references(kinds, area.given, "organisations");
        for one in present.iter().map(|found| window.target(*found)) {
            if relations.iter().all(|relation| relation.to != one) {
                row(window, (event, one), area.title.read_in(window.language).1, &[], &mut csv);
            }
        }
    }
    for relation in relations {
        row(window, (event, relation.to), &words_of(window, &relation.says, "area"), &relation.says, &mut csv);
    }
    csv.finish()
}

fn row(window: &Window, (event, end): (EntityId, EntityId), area: &str, says: &[Given], csv: &mut Csv) {
    csv.text(window.name(event));
    csv.text(area);
    csv.number(None);
    csv.text("");
    csv.text(window.name(end));
    csv.text(&window.card(end).title);
    for name in ["stand", "status", "note"] {
        csv.text(&words_of(window, says, name));
    }
    csv.end_row();
}

fn offices(window: &Window, event: EntityId) -> Vec<u8> {
    let fields = ProgrammeFields::of(window.kinds(), window.kind_of(event));
    let mut csv = Csv::new(&["event", "office", "office_name", "serves", "serves_names", "status", "note"]);
    for relation in window.outbound(event).iter().filter(|relation| Some(relation.field) == fields.offices) {
        let places = super::offices::places(window, relation.to);
        csv.text(window.name(event));
        csv.text(window.name(relation.to));
        csv.text(&window.card(relation.to).title);
        csv.text(&places.iter().map(|place| window.name(*place).to_string()).collect::<Vec<_>>().join("; "));
        csv.text(&places.iter().map(|place| window.card(*place).title.to_string()).collect::<Vec<_>>().join("; "));
        for name in ["status", "note"] {
            csv.text(&words_of(window, &relation.says, name));
        }
        csv.end_row();
    }
    csv.finish()
}

/// What a field of a record says, in plain words; nothing, where it is not given.
pub fn words_of(window: &Window, given: &[Given], name: &str) -> String {
    let found = given.iter().find(|one| *window.kinds().field(one.field).name == *name);
    found.map_or(String::new(), |given| html_words(&field::joined(window, &mut Apparatus::default(), given)))
}

/// What a field of a thing says, in plain words.
pub fn of_field(window: &Window, id: EntityId, field: FieldId) -> String {
    window.fact(id, field).map_or(String::new(), |given| html_words(&field::joined(window, &mut Apparatus::default(), given)))
}
