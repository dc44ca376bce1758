//! `session-outside-event`: a session is on a day on which its event is not held.

use super::lifetime::Lifetime;
use crate::diag::{Code, Report};
use crate::registry::programme::Session;
use crate::registry::{EntityId, Site};

/// Reports sessions that certainly are on none of the days of their event.
pub fn check(id: EntityId, sessions: &[Session<'_>], site: &Site, report: &mut Report) {
    let event = Lifetime::by_date(site, id);
    // An event that ends before it begins has been reported.
    if event.reversed().is_some() {
        return;
    }
    for session in sessions {
        let Some((day, span)) = session.day else { continue };
        let own = Lifetime::of_period(day, span);
        let early = own.end.zip(event.start).filter(|(end, start)| end.date.last_day() < start.date.first_day());
        let late = own.start.zip(event.end).filter(|(start, end)| end.date.last_day() < start.date.first_day());
        let (limit, when) = match (early, late) {
            (Some((_, start)), _) => (start, "before it begins"),
            (None, Some((_, end))) => (end, "after it has ended"),
            (None, None) => continue,
        };
        let title = session.title.read_in(crate::registry::language::DEFAULT).1;
        let name = &site.entity(id).id;
        report
            .say(span, Code::SessionOutsideEvent, format!("`{title}` is on {day}, outside the days of `{name}`"))
            .label(limit.span, "the event is held here")
            .help(format!("that is {when}, {}: mend one of the two dates", limit.date));
    }
}
