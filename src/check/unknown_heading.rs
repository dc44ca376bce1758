//! `unknown-heading`: what follows `#` is no section of the document, or no observation of the figure.

use super::{Checker, Lead};
use crate::diag::{Code, Diagnostic, Report, Span, near, nearest};
use crate::registry::Entity;
use crate::registry::figure::Figure;
use crate::registry::target::{self, Target};
use crate::source::SourceTree;

/// Reports a section or an observation that the thing does not have.
pub fn check(lead: &Lead<'_>, checker: &Checker<'_>, report: &mut Report) {
    let site = checker.site;
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
    // An observation that could not be read has been reported.
    if figure.is_some() && checker.misread.iter().any(|place| place.file == entity.span.file) {
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
            let message = format!("the figure `{}` has no observation `{wanted}`", entity.id);
            let found = report.say(lead.span, Code::UnknownObservation, message).help(help);
            mend(found, lead, wanted, near::certain(wanted, all), checker.tree);
        }
        None => {
            let near = nearest(wanted, headings(entity)).map(|near| format!("did you mean `{near}`?"));
            let none = headings(entity).next().is_none().then(|| "it has no headings at all".to_owned());
            let found = report.say(lead.span, Code::UnknownHeading, format!("`{}` has no section `{wanted}`", entity.id));
            found.help_if(near.or(none));
            mend(found, lead, wanted, near::certain(wanted, headings(entity)), checker.tree);
        }
    }
}

/// Adds the edit that puts what was certainly meant behind the `#`, where it is written out there.
fn mend(found: &mut Diagnostic, lead: &Lead<'_>, wanted: &str, meant: Option<&str>, tree: &SourceTree) {
    let text = tree.text(lead.span.file).get(lead.span.range()).unwrap_or_default();
    let marked = format!("#{wanted}");
    if let (Some(meant), [(at, _)]) = (meant, &text.match_indices(&marked).collect::<Vec<_>>()[..]) {
        let start = lead.span.range().start + at + 1;
        found.fix(Span::new(lead.span.file, start..start + wanted.len()), meant);
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
