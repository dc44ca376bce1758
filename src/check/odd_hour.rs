//! `odd-hour`: a session begins at an hour that is not in its part of the day, or at one that the clocks skip that night.

use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::diag::{Code, Report};
use crate::registry::programme::{self, DayPart, Session};
use crate::registry::{Entity, Site};
use crate::syntax::date::{Day, Time};
use crate::syntax::zone;

/// Reports hours that cannot be meant.
pub fn check(entity: &Entity, sessions: &[Session<'_>], site: &Site, report: &mut Report) {
    let zone = programme::timezone(&site.kinds, entity).and_then(|(name, _)| zone::find(name));
    for session in sessions {
        part_of_day(session, site, report);
        if let Some((zone, day)) = zone.as_ref().zip(session.only_day()) {
            skipped(session, (zone, day), report);
        }
    }
}

/// Reports a session that begins in another part of the day than it says; only what nobody calls by that name, in whichever country.
fn part_of_day(session: &Session<'_>, site: &Site, report: &mut Report) {
    let (Some(slot), Some((start, span))) = (session.slot, session.starts) else { return };
    let is_possible = match slot.part {
        DayPart::Morning => start.hour < 14,
        DayPart::Afternoon => (11..21).contains(&start.hour),
        DayPart::Evening => start.hour >= 16 || start.hour < 4,
        DayPart::AllDay | DayPart::Other => true,
    };
    let word = site.kinds.field(slot.field).choices().get(usize::from(slot.choice)).map(|choice| &*choice.id);
    if let Some(word) = word.filter(|_| !is_possible) {
        report
            .say(span, Code::OddHour, format!("it begins at {start}, which is not in the `{word}`"))
            .help("mend the hour or the `slot`; a session that has its hour needs no slot");
    }
}

/// Reports an hour that the clocks of a place skip on its day.
fn skipped(session: &Session<'_>, (zone, day): (&TimeZone, Day), report: &mut Report) {
    let is_next_day = matches!(session.minutes(), Some((_, Some(end))) if end >= programme::DAY);
    let last = if is_next_day { day.tomorrow().ok() } else { Some(day) };
    for (hour, day) in [(session.starts, Some(day)), (session.ends, last)] {
        let (Some((time, span)), Some(day)) = (hour, day) else { continue };
        if is_skipped(zone, day, time) {
            let name = zone.iana_name().unwrap_or("this zone");
            report
                .say(span, Code::OddHour, format!("there is no {time} on {day} in {name}"))
                .help("the clocks go forward over it to summer time: write the hour that they show afterwards");
        }
    }
}

fn is_skipped(zone: &TimeZone, day: Day, time: Time) -> bool {
    let clock = day.at(time.hour as i8, time.minute as i8, 0, 0);
    matches!(zone.to_ambiguous_timestamp(clock).offset(), AmbiguousOffset::Gap { .. })
}
