//! `double-booked`: a room or a person is in two sessions at the same time.

use std::collections::BTreeMap;

use crate::diag::{Code, Report, Span};
use crate::registry::language::DEFAULT;
use crate::registry::programme::{Firmness, Session, references};
use crate::registry::{EntityId, Site};
use crate::syntax::date::Day;

/// Where somebody or something is asked for.
#[derive(Clone, Copy)]
struct Booking<'s, 'a> {
    session: &'s Session<'a>,
    start: u32,
    end: u32,
    span: Span,
}

/// The fields of a session whose people have to be there.
const PRESENT: [&str; 2] = ["speakers", "moderator"];

/// Reports what is in two sessions at once. Only exact hours clash: several sessions share a morning, and a cancelled one takes nobody's place.
pub fn check(sessions: &[Session<'_>], site: &Site, report: &mut Report) {
    let mut rooms: BTreeMap<(Day, String), Vec<Booking<'_, '_>>> = BTreeMap::new();
    let mut people: BTreeMap<(Day, EntityId), Vec<Booking<'_, '_>>> = BTreeMap::new();
    for session in sessions.iter().filter(|session| session.status != Firmness::Cancelled) {
        let (Some(day), Some((start, Some(end)))) = (session.only_day(), session.minutes()) else { continue };
        let booking = |span| Booking { session, start, end, span };
        if let Some((room, span)) = session.room.filter(|_| !session.is_open) {
            rooms.entry((day, room.read_in(DEFAULT).1.trim().to_lowercase())).or_default().push(booking(span));
        }
        for relation in PRESENT.iter().flat_map(|name| references(&site.kinds, session.given, name)) {
            let relation = site.relations.get(relation);
            if is_person(relation.to, site) {
                people.entry((day, relation.to)).or_default().push(booking(relation.span));
            }
        }
    }
    for bookings in rooms.values_mut() {
        let name = |booking: &Booking<'_, '_>| booking.session.room.map_or("", |(room, _)| room.read_in(DEFAULT).1).to_owned();
        clashes(bookings, &name, report);
    }
    for ((_, person), bookings) in &mut people {
        clashes(bookings, &|_| site.entity(*person).id.to_string(), report);
    }
}

/// Somebody who cannot be in two places: an organisation sends as many as it likes.
fn is_person(id: EntityId, site: &Site) -> bool {
    &*site.kinds.kind(site.entity(id).kind).schema == "Person"
}

/// Reports each booking that begins before one that began earlier is over.
fn clashes(bookings: &mut [Booking<'_, '_>], name: &dyn Fn(&Booking<'_, '_>) -> String, report: &mut Report) {
    bookings.sort_by_key(|booking| (booking.start, booking.end, booking.span));
    let mut latest: Option<Booking<'_, '_>> = None;
    for booking in bookings.iter() {
        // One who speaks and moderates is there once.
        if let Some(before) = latest.filter(|before| booking.start < before.end && !std::ptr::eq(before.session, booking.session)) {
            let title = |booking: &Booking<'_, '_>| booking.session.title.read_in(DEFAULT).1.clone();
            let starts = booking.session.starts.map(|(time, _)| time.to_string()).unwrap_or_default();
            let over = before.session.ends.map(|(time, _)| time.to_string()).unwrap_or_default();
            let message = format!("`{}` is in two sessions at {starts}: `{}` and `{}`", name(booking), title(&before), title(booking));
            let found = report.say(booking.span, Code::DoubleBooked, message);
            found.label(before.span, format!("the other is over at {over}")).help("mend one of the two, or cancel it");
        }
        latest = Some(latest.filter(|before| before.end >= booking.end).unwrap_or(*booking));
    }
}
