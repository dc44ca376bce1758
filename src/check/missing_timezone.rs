//! `missing-timezone`: sessions have hours, and nobody can say when that is: their event names no time zone.

use crate::diag::{Code, Report};
use crate::registry::programme::{ProgrammeFields, Session, timezone};
use crate::registry::{Entity, Site};

/// Reports the first hour of a programme whose thing has no time zone.
pub fn check(entity: &Entity, sessions: &[Session<'_>], site: &Site, report: &mut Report) {
    // A kind that cannot say it need not.
    if ProgrammeFields::of(&site.kinds, entity.kind).timezone.is_none() || timezone(&site.kinds, entity).is_some() {
        return;
    }
    let Some((time, span)) = sessions.iter().find_map(|session| session.starts.or(session.ends)) else { return };
    report
        .say(span, Code::MissingTimezone, format!("nobody can say when {time} is: `{}` names no time zone", entity.id))
        .help("add a line such as timezone = \"Europe/Madrid\" to its facts");
}
