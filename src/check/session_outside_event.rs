//! `session-outside-event`: a session is on a day on which its event is not held.

use super::lifetime::{Edge, Lifetime};
use crate::diag::{Code, Report};
use crate::registry::language::DEFAULT;
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
        let before = |edge: Option<Edge>| edge.zip(event.start).filter(|(edge, start)| edge.date.last_day() < start.date.first_day());
        let after = |edge: Option<Edge>| edge.zip(event.end).filter(|(edge, end)| end.date.last_day() < edge.date.first_day());
        let (limit, when) = match (before(own.start), after(own.end)) {
            (Some((_, start)), _) => (start, "before it begins"),
            (None, Some((_, end))) => (end, "after it has ended"),
            (None, None) => continue,
        };
        // One that may be on one of several days may still be on a day of the event.
        let how = if before(own.end).or(after(own.start)).is_some() { "outside" } else { "partly outside" };
        let title = session.title.read_in(DEFAULT).1;
        let name = &site.entity(id).id;
        report
            .say(span, Code::SessionOutsideEvent, format!("`{title}` is on {day}, {how} the days of `{name}`"))
            .label(limit.span, "the event is held here")
            .help(format!("that is {when}, {}: mend one of the two dates", limit.date));
    }
}
