//! `duplicate-alias`: two things of one kind are called the same, by an alias, a title or an id.

use std::collections::{BTreeMap, BTreeSet};

use super::orphan::place;
use crate::diag::{Code, Report, Span};
use crate::registry::kind::KindId;
use crate::registry::value::Value;
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// Reports an alias that another thing of the kind has as well, or that is another's title or id.
pub fn check(site: &Site, tree: &SourceTree, report: &mut Report) {
    let mut aliases: BTreeMap<(KindId, String), Vec<(EntityId, Span)>> = BTreeMap::new();
    for (id, entity) in site.entities() {
        let field = site.kinds.kind(entity.kind).roles.aliases;
        let Some(given) = entity.values.iter().find(|given| Some(given.field) == field) else { continue };
        for item in given.value.items() {
            let Value::Text(text) = item else { continue };
            for name in text.versions().map(|(_, name)| name.trim()).collect::<BTreeSet<&str>>() {
                let claim = (id, word_in(given.span, name, tree));
                aliases.entry((entity.kind, name.to_lowercase())).or_default().push(claim);
            }
        }
    }
    if aliases.is_empty() {
        return;
    }
    // What is said of an alias, by its place: the other thing that is called so, where that stands, and how.
    let mut found: BTreeMap<Span, (EntityId, Span, &str)> = BTreeMap::new();
    for (id, entity) in site.entities() {
        let mut claims = |name: &str, how: &'static str| {
            let claimants = aliases.get(&(entity.kind, name.to_lowercase())).map_or(&[][..], |claims| claims);
            for (_, span) in claimants.iter().filter(|(claimant, _)| *claimant != id) {
                found.entry(*span).or_insert((id, place(entity, site), how));
            }
        };
        entity.title.versions().for_each(|(_, title)| claims(title.trim(), "that is its title"));
        claims(&entity.id, "that is its id");
    }
    for claims in aliases.values() {
        for (at, (id, span)) in claims.iter().enumerate().skip(1) {
            if let Some((other, first)) = claims[..at].iter().find(|(other, _)| other != id) {
                found.entry(*span).or_insert((*other, *first, "it is called so here"));
            }
        }
    }
    for (span, (other, place, how)) in found {
        let id = &site.entity(other).id;
        let written = tree.text(span.file).get(span.range()).unwrap_or("this");
        report
            .say(span, Code::DuplicateAlias, format!("`{}` is called `{}` too", id, written.trim_matches('"')))
            .label(place, how)
            .help(format!("if both are the same, put them together; if not, leave the name to `{id}` or make it longer"));
    }
}

/// The place of a name within a list of names; the whole list where it is written in another form there.
fn word_in(span: Span, name: &str, tree: &SourceTree) -> Span {
    let covered = tree.text(span.file).get(span.range()).unwrap_or_default();
    let quoted = ["\"", "'"].into_iter().find_map(|quote| covered.find(&format!("{quote}{name}{quote}")).map(|at| at + 1));
    quoted.or_else(|| covered.find(name)).filter(|_| !name.is_empty()).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(span.file, start..start + name.len())
    })
}
