//! `unknown-heading`: what follows `#` is no section of the document, or no observation of the figure.

use super::Lead;
use crate::diag::{Code, Report, nearest};
use crate::registry::figure::Figure;
use crate::registry::target::{self, Target};
use crate::registry::{Entity, Site};

/// Reports a section or an observation that the thing does not have.
pub fn check(lead: &Lead<'_>, site: &Site, report: &mut Report) {
    let (id, wanted) = match &lead.target {
        Target::Entity(id, Some(wanted)) => (*id, &**wanted),
        Target::Anchor(wanted) if !wanted.is_empty() => (lead.from, &**wanted),
        _ => return,
    };
    let entity = site.entity(id);
    let figure = site.figure(id);
    let is_observation = figure.is_some_and(|figure| observations(figure).any(|id| id == wanted));
    if is_observation || !target::sections(entity, wanted).is_empty() {
        return;
    }
    match figure {
        Some(figure) => {
            let all: Vec<&str> = observations(figure).collect();
            let help = match nearest(wanted, all.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if all.is_empty() => format!("give one of its observations `id = \"{wanted}\"`"),
                None => format!("it has `{}`", all.join("`, `")),
            };
            report.say(lead.span, Code::UnknownObservation, format!("the figure `{}` has no observation `{wanted}`", entity.id)).help(help);
        }
        None => {
            let near = nearest(wanted, headings(entity)).map(|near| format!("did you mean `{near}`?"));
            let none = headings(entity).next().is_none().then(|| "it has no headings at all".to_owned());
            report.say(lead.span, Code::UnknownHeading, format!("`{}` has no section `{wanted}`", entity.id)).help_if(near.or(none));
        }
    }
}

fn observations(figure: &Figure) -> impl Iterator<Item = &str> {
    figure.observations.iter().filter_map(|observation| observation.id.as_deref())
}

/// The anchors of a thing's text and its chapters', and the chapters' names.
fn headings(entity: &Entity) -> impl Iterator<Item = &str> {
    let own = entity.body.iter().flat_map(|body| body.versions());
    let chapters = entity.chapters.iter().flat_map(|chapter| chapter.body.versions());
    let names = entity.chapters.iter().map(|chapter| &*chapter.name);
    own.chain(chapters).flat_map(|(_, body)| body.headings.iter().map(|heading| &*heading.id)).chain(names)
}
