//! `duplicate-alias`: two things of one kind are called the same, by an alias, a title or an id.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::orphan::place;
use crate::diag::{Code, Report, Span};
use crate::registry::kind::KindId;
use crate::registry::value::Value;
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// An alias by the hash of its kind and of its letters, case aside; whose it is, and where it stands.
type Claim = (u64, EntityId, Span);

/// Reports an alias that another thing of the kind has as well, or that is another's title or id.
pub fn check(site: &Site, tree: &SourceTree, report: &mut Report) {
    let mut room = String::new();
    let mut aliases: Vec<Claim> = Vec::new();
    for (id, entity) in site.entities() {
        let field = site.kinds.kind(entity.kind).roles.aliases;
        let Some(given) = entity.values.iter().find(|given| Some(given.field) == field) else { continue };
        for item in given.value.items() {
            let Value::Text(text) = item else { continue };
            for name in text.versions().map(|(_, name)| name.trim()).collect::<BTreeSet<&str>>() {
                aliases.push((key(entity.kind, name, &mut room), id, word_in(given.span, name, tree)));
            }
        }
    }
    if aliases.is_empty() {
        return;
    }
    aliases.sort_unstable();
    let claims_of = |key: u64| {
        let start = aliases.partition_point(|(known, ..)| *known < key);
        aliases[start..].iter().take_while(move |(known, ..)| *known == key)
    };
    // What is said of an alias, by its place: the other thing that is called so, where that stands, and how.
    let mut found: BTreeMap<Span, (EntityId, Span, &str)> = BTreeMap::new();
    for (id, entity) in site.entities() {
        let titles = entity.title.versions().map(|(_, title)| (title.trim(), "that is its title"));
        for (name, how) in titles.chain([(&*entity.id, "that is its id")]) {
            let claims = claims_of(key(entity.kind, name, &mut room));
            for (_, _, span) in claims.filter(|(_, claimant, _)| *claimant != id) {
                found.entry(*span).or_insert((id, place(entity, site), how));
            }
        }
    }
    for (at, (key, id, span)) in aliases.iter().enumerate() {
        let start = aliases.partition_point(|(known, ..)| known < key);
        if let Some((_, other, first)) = aliases[start..at].iter().find(|(_, other, _)| other != id) {
            found.entry(*span).or_insert((*other, *first, "it is called so here"));
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

/// The hash of a kind and a name, case aside.
fn key(kind: KindId, name: &str, room: &mut String) -> u64 {
    room.clear();
    if name.is_ascii() {
        room.push_str(name);
        room.make_ascii_lowercase();
    } else {
        room.push_str(&name.to_lowercase());
    }
    xxh3_64_with_seed(room.as_bytes(), u64::from(kind.0))
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
