//! `unlisted-name`: a session names a room or a track, or an exhibitor an area, that its event does not list.

use crate::diag::{Code, Report, Span, nearest};
use crate::registry::kind::FieldId;
use crate::registry::language::DEFAULT;
use crate::registry::programme::{self, ProgrammeFields, Session, is_called, value};
use crate::registry::value::Value;
use crate::registry::{EntityId, Site};

/// Reports names that stand in no list, where the event has one: a slip of the hand must not make another room.
pub fn check(id: EntityId, sessions: &[Session<'_>], site: &Site, report: &mut Report) {
    let entity = site.entity(id);
    let fields = ProgrammeFields::of(&site.kinds, entity.kind);
    rooms(id, sessions, fields.rooms, (site, report));
    let tracks = fields.tracks.map(|field| site.ends(id, field)).unwrap_or_default();
    for relation in sessions.iter().filter_map(|session| session.track).filter(|_| !tracks.is_empty()) {
        let relation = site.relations.get(relation);
        if !tracks.contains(&relation.to) {
            let listed = || tracks.iter().map(|track| &*site.entity(*track).id);
            say("track", (&site.entity(relation.to).id, relation.span), &listed().collect::<Vec<_>>(), (&entity.id, report));
        }
    }
    let areas = programme::areas(&site.kinds, entity);
    if areas.is_empty() {
        return;
    }
    let listed: Vec<&str> = areas.iter().map(|area| &**area.title.read_in(DEFAULT).1).collect();
    for relation in site.relations.from(id).iter().filter(|relation| Some(relation.field) == fields.exhibitors) {
        let Some((Value::Text(text), span)) = value(&site.kinds, &relation.says, "area") else { continue };
        if !areas.iter().any(|area| text.versions().any(|(_, name)| is_called(area.title, name))) {
            say("area", (text.read_in(DEFAULT).1, span), &listed, (&entity.id, report));
        }
    }
}

fn rooms(id: EntityId, sessions: &[Session<'_>], field: Option<FieldId>, (site, report): (&Site, &mut Report)) {
    let entity = site.entity(id);
    let rooms = programme::texts(entity, field);
    if rooms.is_empty() {
        return;
    }
    let listed: Vec<&str> = rooms.iter().map(|(room, _)| &**room.read_in(DEFAULT).1).collect();
    for (room, span) in sessions.iter().filter_map(|session| session.room) {
        if !rooms.iter().any(|(known, _)| room.versions().any(|(_, name)| is_called(known, name))) {
            say("room", (room.read_in(DEFAULT).1, span), &listed, (&entity.id, report));
        }
    }
}

fn say(what: &str, (written, span): (&str, Span), listed: &[&str], (event, report): (&str, &mut Report)) {
    let near = nearest(written, listed.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    let message = format!("`{written}` is none of the {what}s that `{event}` lists");
    let help = near.unwrap_or_else(|| format!("its {what}s are {}; add this one to them if it is right", listed.join(", ")));
    report.say(span, Code::UnlistedName, message).help(help).slip(span, written, listed.iter().copied());
}
