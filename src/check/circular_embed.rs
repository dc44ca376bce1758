//! `circular-embed`: a text shows a part of itself, directly or through others, and would never end.

use std::collections::BTreeMap;

use super::cycle::{self, Edges};
use crate::diag::{Code, Report, Span};
use crate::registry::target::{self, Target};
use crate::registry::{EntityId, Site};
use crate::syntax::markdown::Part;

/// A section that is embedded somewhere; a thing embedded as a whole is a card or a picture, in which nothing can be embedded.
type Section = (EntityId, String);

/// Reports every round of embeds once, at the first of its members.
pub fn check(site: &Site, report: &mut Report) {
    let mut edges: Edges<Section> = BTreeMap::new();
    let mut open: Vec<Section> = Vec::new();
    for (id, entity) in site.entities() {
        open.extend(
            entity
                .bodies_that(|text| text.has_embeds)
                .flat_map(|body| body.all_parts())
                .filter_map(|part| embedded(part, id, site))
                .map(|(section, _)| section),
        );
    }
    while let Some(section) = open.pop() {
        if edges.contains_key(&section) {
            continue;
        }
        let shown = target::sections(site.entity(section.0), &section.1);
        let parts = shown.iter().flat_map(|shown| &shown.body.parts[shown.parts.clone()]);
        let leads: Vec<(Section, Span)> = parts.filter_map(|part| embedded(part, section.0, site)).collect();
        open.extend(leads.iter().map(|(section, _)| section.clone()));
        edges.insert(section, leads);
    }
    for round in cycle::rounds(&edges) {
        let name = |section: &Section| &*site.entity(section.0).id;
        let message = format!("`{}` embeds itself: {}", name(&round.members[0]), round.words(name));
        report.say(round.span, Code::CircularEmbed, message).help("take one of these embeds out, or mention the thing instead");
    }
}

/// The section that a part of a thing's text embeds.
fn embedded(part: &Part, from: EntityId, site: &Site) -> Option<(Section, Span)> {
    let Part::Embed(embed) = part else { return None };
    match target::of_mention(&embed.target, site) {
        Target::Entity(id, Some(heading)) if site.figure(id).is_none() => Some(((id, heading.into_owned()), embed.span)),
        Target::Anchor(heading) => Some(((from, heading.into_owned()), embed.span)),
        _ => None,
    }
}
