//! In which time zone the hours of a programme are, in words.

use jiff::tz::TimeZone;

use crate::registry::Entity;
use crate::registry::programme::{self, Session};
use crate::render::ask::Window;
use crate::syntax::date::{Day, Time};
use crate::syntax::zone;

/// "All times are local: Europe/Madrid (UTC+1)"; nothing where no session has an hour or nobody says which zone.
pub fn in_words(window: &Window, event: &Entity, sessions: &[Session<'_>]) -> String {
    let Some((name, _)) = programme::timezone(window.kinds(), event) else { return String::new() };
    if sessions.iter().all(|session| session.starts.is_none()) {
        return String::new();
    }
    let Some(zone) = zone::find(name) else { return String::new() };
    let mut offsets: Vec<String> = Vec::new();
    for session in sessions {
        if let (Some(day), Some((start, _))) = (session.only_day(), session.starts) {
            let offset = offset(&zone, day, start);
            if !offsets.contains(&offset) {
                offsets.push(offset);
            }
        }
    }
    let strings = window.formats().strings();
    match offsets.is_empty() {
        true => strings.get("schedule-zone", &[("zone", name.into())]),
        false => strings.get("schedule-zone-offset", &[("zone", name.into()), ("offset", (&window.formats().list(&offsets)).into())]),
    }
}

/// `UTC+1`, `UTC+5:30`, `UTC` at that hour of that day.
fn offset(zone: &TimeZone, day: Day, time: Time) -> String {
    let local = day.at(time.hour as i8, time.minute as i8, 0, 0);
    let Ok(instant) = zone.to_ambiguous_timestamp(local).compatible() else { return "UTC".into() };
    let minutes = zone.to_offset(instant).seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".into(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}
