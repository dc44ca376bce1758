//! `unknown-mention`: a text names something that does not exist, that several things are called, or that is not published.

use super::Lead;
use crate::diag::{Code, Report};
use crate::registry::kind::Targets;
use crate::registry::names::Resolved;
use crate::registry::target::Target;
use crate::registry::{EntityId, Site};

/// Reports a mention or an embed that does not lead to one published thing.
pub fn check(lead: &Lead<'_>, site: &Site, report: &mut Report) {
    let name = lead.written.split('#').next().unwrap_or(lead.written).trim();
    match &lead.target {
        Target::Nothing if name.is_empty() => {
            report.say(lead.span, Code::UnknownMention, "this mention names nothing").help("write the id of a thing, as in [[tecnalia]]");
        }
        Target::Nothing => {
            report
                .say(lead.span, Code::UnknownMention, format!("nothing is called `{name}`"))
                .help_if(meant(name, site).map(|meant| format!("did you mean {meant}?")));
        }
        Target::Several(several) => {
            report
                .say(lead.span, Code::AmbiguousMention, format!("`{name}` could be several things"))
                .help(format!("write {}", one_of(several, site)));
        }
        _ => unpublished(lead, report),
    }
}

/// Reports a mention, an embed or a link that leads to something unpublished.
pub fn unpublished(lead: &Lead<'_>, report: &mut Report) {
    if lead.target == Target::Hidden {
        report
            .say(lead.span, Code::UnpublishedMention, format!("`{}` is not published", lead.written))
            .help("it is a draft, or outside its time of publication; nothing leads to it from here");
    }
}

/// What was probably meant: the thing of another kind with that id, the thing that is also called so, or the nearest id.
fn meant(name: &str, site: &Site) -> Option<String> {
    if let Some((_, id)) = name.split_once('/') {
        match site.resolve(id) {
            Resolved::One(entity) => return Some(format!("`{}`", site.entity(entity).name)),
            Resolved::Several(several) => return Some(one_of(&several, site)),
            _ => {}
        }
    }
    match site.names.also_called(name) {
        Some(entity) => Some(format!("`{}`", shortest(entity, site))),
        None => site.names.nearest(name, &Targets::Any).map(|near| format!("`{near}`")),
    }
}

/// A thing's id if that is enough, else its name.
fn shortest(id: EntityId, site: &Site) -> &str {
    let entity = site.entity(id);
    if site.resolve(&entity.id) == Resolved::One(id) { &entity.id } else { &entity.name }
}

fn one_of(several: &[EntityId], site: &Site) -> String {
    let names: Vec<String> = several.iter().map(|id| format!("`{}`", site.entity(*id).name)).collect();
    names.join(" or ")
}
