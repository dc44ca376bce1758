//! `unfit-schedule`: a schedule asks for a part, a day, a track or a room that its event does not have.

use crate::diag::{Code, Report, nearest};
use crate::registry::language::DEFAULT;
use crate::registry::programme::{self, Session, may_have_programme};
use crate::registry::view::schedule::{Part, ScheduleView, parts_of};
use crate::registry::{EntityId, Site};
use crate::syntax::view::View;

/// Reports that a schedule is of no event, and what keeps a schedule in the text of a thing from showing what it asks for.
pub fn check(schedule: &ScheduleView, (from, view): (EntityId, &View), site: &Site, report: &mut Report) {
    let (event, place) = schedule.event.unwrap_or((from, view.name_span));
    let entity = site.entity(event);
    if !may_have_programme(&site.kinds, entity.kind) {
        let message = "this schedule does not say of which `event`, and it stands in the text of none";
        report.say(place, Code::MissingField, message).help("add a line such as event = \"boi-2023\"");
        return;
    }
    if !parts_of(site, event).iter().any(|(part, _)| *part == schedule.part) {
        let word = match schedule.part {
            Part::Programme => "sessions",
            Part::Exhibitors => "exhibitors or areas",
            Part::Offices => "offices",
        };
        let message = format!("there is nothing to show: `{}` lists no {word}", entity.id);
        report.say(place, Code::UnfitSchedule, message).help("list them there, or take the schedule out");
        return;
    }
    choices(schedule, &programme::sessions(&site.kinds, entity), (&entity.id, site), report);
}

/// Reports a day, a track or a room that no session has.
fn choices(schedule: &ScheduleView, sessions: &[Session<'_>], (event, site): (&str, &Site), report: &mut Report) {
    let message = |what: &str, written: &str| format!("no session of `{event}` is {what} `{written}`");
    for (day, span) in &schedule.days {
        if !sessions.iter().any(|session| session.day.is_some_and(|(own, _)| own.overlaps(*day))) {
            report.say(*span, Code::UnfitSchedule, message("on", &day.to_string())).help("choose a day that the programme has");
        }
    }
    for (track, span) in &schedule.tracks {
        if !sessions.iter().any(|session| session.track.is_some_and(|own| site.relations.get(own).to == *track)) {
            let message = message("in the track", &site.entity(*track).id);
            report.say(*span, Code::UnfitSchedule, message).help("choose a track that the programme has");
        }
    }
    for (room, span) in &schedule.rooms {
        if !sessions.iter().any(|session| session.is_in_room(room)) {
            let rooms = || sessions.iter().filter_map(|session| session.room).map(|(room, _)| &**room.read_in(DEFAULT).1);
            let near = nearest(room, rooms()).map(|near| format!("did you mean `{near}`?"));
            let found = report.say(*span, Code::UnfitSchedule, message("in the room", room));
            found.help(near.unwrap_or_else(|| "choose a room that the programme has".into())).slip(*span, room, rooms());
        }
    }
}
