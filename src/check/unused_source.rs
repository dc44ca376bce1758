//! `unused-source`: nothing rests on a source.

use super::aftermath::Aftermath;
use super::orphan::place;
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::kind::Nature;

/// Reports the sources that no field and no text names; not where none is named, for then they are a reading list.
pub fn check(site: &Site, aftermath: &Aftermath, report: &mut Report) {
    let is_source = |kind| site.kinds.kind(kind).nature == Nature::Source;
    let sources: Vec<_> = site.entities().filter(|(_, entity)| is_source(entity.kind)).collect();
    let is_used = |id| site.relations.to(id).next().is_some() || !site.mentioned_by(id).is_empty();
    if sources.len() > 1 && !sources.iter().any(|(id, _)| is_used(*id)) {
        return;
    }
    for (id, entity) in sources {
        if !is_used(id) && !aftermath.explains(entity) {
            report
                .say(place(entity, site), Code::UnusedSource, format!("nothing rests on the source `{}`", entity.id))
                .help("name it as the `source` of what it says, cite it in a text, or remove it");
        }
    }
}
