//! An event and its sessions as a calendar.

use jiff::civil::DateTime;

use super::is_wanted;
use super::list::{of_field, words_of};
use super::session::time;
use crate::registry::EntityId;
use crate::registry::kind::FieldId;
use crate::registry::programme::{self, DAY, Firmness, ProgrammeFields, Session, Slot, days};
use crate::registry::value::Value;
use crate::registry::view::schedule::ScheduleView;
use crate::render::ask::Window;
use crate::render::export::ics::{self, Calendar, Entry, Standing, When};
use crate::routes::Listed;
use crate::syntax::date::{Day, Period, Time};
use crate::syntax::zone;

/// The event of a schedule, and those of its sessions that have a day, in the words of the page's language.
pub fn calendar(window: &Window, view: &ScheduleView, event: EntityId) -> Vec<u8> {
    let kinds = window.kinds();
    let entity = window.facts(event);
    let fields = ProgrammeFields::of(kinds, entity.kind);
    let zone = programme::timezone(kinds, entity).and_then(|(name, _)| zone::find(name));
    let period = period(window, event);
    let sessions = programme::sessions(kinds, entity);
    let days = sessions.iter().filter_map(|session| session.day);
    let first = days.filter_map(|(day, _)| day.first_day()).chain(period.and_then(Period::first_day)).min();
    let whole = Whole::of(window, event, &fields);
    let mut entries: Vec<Entry> = whole.entry(window, period).into_iter().collect();
    entries.extend(sessions.iter().filter(|session| is_wanted(window, view, session)).filter_map(|session| whole.session(window, session)));
    ics::write(&Calendar {
        name: &window.card(event).title,
        zone: zone.as_ref(),
        stamp: as_of(window, event).or(first).unwrap_or(Day::constant(2000, 1, 1)),
        entries,
    })
}

fn period(window: &Window, event: EntityId) -> Option<Period> {
    let field = window.kinds().kind(window.kind_of(event)).roles.date?;
    match window.fact(event, field)?.value {
        Value::Period(period) => Some(period),
        Value::Date(date) => Some(date.into()),
        _ => None,
    }
}

fn as_of(window: &Window, event: EntityId) -> Option<Day> {
    let field = window.kinds().kind(window.kind_of(event)).roles.as_of?;
    match window.fact(event, field)?.value {
        Value::Date(date) => Some(date.first_day()),
        _ => None,
    }
}

/// What the entries of an event have in common.
struct Whole<'w> {
    event: EntityId,
    title: &'w str,
    /// Its page, with scheme and host where the site knows them.
    url: String,
    /// Ends every name.
    host: String,
    venue: String,
    hours: [Option<Time>; 2],
}

impl<'w> Whole<'w> {
    fn of(window: &'w Window, event: EntityId, fields: &ProgrammeFields) -> Whole<'w> {
        let address = window.address(Listed::Entity(event), window.language);
        let url = window.absolute(&address).unwrap_or_default();
        let host = url.split('/').nth(2).unwrap_or("sare.invalid").to_owned();
        let place = window.kinds().kind(window.kind_of(event)).roles.place;
        let venue: Vec<String> = place
            .map(|field| window.ends(event, field))
            .unwrap_or_default()
            .iter()
            .map(|end| window.card(*end).title.to_string())
            .collect();
        let hour = |field: Option<FieldId>| match window.fact(event, field?)?.value {
            Value::Time(time) => Some(time),
            _ => None,
        };
        Whole {
            event,
            title: &window.card(event).title,
            url,
            host,
            venue: venue.join(", "),
            hours: [hour(fields.starts), hour(fields.ends)],
        }
    }

    /// The event itself; nothing, where its days are not known.
    fn entry(&self, window: &Window, period: Option<Period>) -> Option<Entry> {
        let (first, last) = days(period?)?;
        let status = window.kinds().kind(window.kind_of(self.event)).roles.status;
        let summary = window.kinds().kind(window.kind_of(self.event)).roles.summary;
        let standing = status.and_then(|field| match window.fact(self.event, field)?.value {
            Value::Choice(choice) => window.kinds().field(field).choices().get(usize::from(choice)),
            _ => None,
        });
        Some(Entry {
            uid: format!("{}@{}", window.name(self.event).replace('/', "."), self.host),
            time: match self.hours[0] {
                Some(start) => When::Hours(at(first, start), self.hours[1].map(|end| at(last, end)).filter(|end| *end > at(first, start))),
                None => When::Days(first, last),
            },
            summary: self.title.to_owned(),
            description: summary.map(|field| of_field(window, self.event, field)).unwrap_or_default(),
            location: self.venue.clone(),
            url: self.url.clone(),
            categories: Vec::new(),
            standing: match standing.map(|choice| &*choice.id) {
                Some("cancelled") => Standing::Cancelled,
                Some("tentative" | "postponed" | "planned") => Standing::Tentative,
                _ => Standing::Confirmed,
            },
        })
    }

    /// A session; nothing, where nobody says on which day it is.
    fn session(&self, window: &Window, session: &Session<'_>) -> Option<Entry> {
        let (first, last) = days(session.day?.0)?;
        let (time, note) = self.when(window, session, (first, last));
        let strings = window.formats().strings();
        let said = |name: &str| words_of(window, session.given, name);
        let mut lines: Vec<String> = vec![note];
        lines.extend(["type", "speakers", "organisations", "moderator", "description", "note"].map(said));
        lines.extend((first != last).then(|| strings.get("schedule-day-open", &[])));
        let place: Vec<String> = [said("room"), said("place"), self.venue.clone()].into_iter().filter(|words| !words.is_empty()).collect();
        let track = said("track");
        Some(Entry {
            uid: format!("{}.{}@{}", window.name(self.event).replace('/', "."), session.id, self.host),
            time,
            summary: session.title.read_in(window.language).1.to_string(),
            description: lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
            location: place.join(", "),
            url: if self.url.is_empty() { String::new() } else { format!("{}#session-{}", self.url, session.id) },
            categories: if track.is_empty() { Vec::new() } else { vec![track] },
            standing: match session.status {
                Firmness::Cancelled => Standing::Cancelled,
                Firmness::Tentative => Standing::Tentative,
                Firmness::Firm if first != last => Standing::Tentative,
                Firmness::Firm => Standing::Confirmed,
            },
        })
    }

    /// When a session is, and what cannot be said of that in a calendar's terms: a part of the day, hours on one of several days.
    fn when(&self, window: &Window, session: &Session<'_>, (first, last): (Day, Day)) -> (When, String) {
        match session.minutes().zip(session.starts).filter(|_| first == last) {
            Some(((_, end), (start, _))) => {
                let end = end.zip(session.ends).and_then(|(minutes, (end, _))| {
                    let day = if minutes >= DAY { first.tomorrow().ok()? } else { first };
                    Some(at(day, end))
                });
                (When::Hours(at(first, start), end), String::new())
            }
            None => {
                let slot = session.slot.map(|Slot { choice, field, .. }| {
                    let choice = window.kinds().field(field).choices().get(usize::from(choice));
                    choice.map_or(String::new(), |choice| choice.label.read_in(window.language).1.to_string())
                });
                let hours = time(window, session);
                (When::Days(first, last), if hours.is_empty() { slot.unwrap_or_default() } else { hours })
            }
        }
    }
}

fn at(day: Day, time: Time) -> DateTime {
    day.at(time.hour as i8, time.minute as i8, 0, 0)
}
