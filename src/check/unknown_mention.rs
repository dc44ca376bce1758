//! `unknown-mention`: a text names something that does not exist, that several things are called, or that is not published.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Lead;
use crate::diag::{Code, Report, Span};
use crate::registry::kind::Targets;
use crate::registry::names::Resolved;
use crate::registry::target::Target;
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// Names for which the nearest one is looked for: where hundreds are wrong, the first show why, and each costs a look at every id.
const SUGGESTIONS: usize = 100;

/// A name that nothing has, and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unknown {
    span: Span,
    name: String,
}

/// Reports a mention or an embed that does not lead to one published thing; if it leads to nothing, that is said later.
pub fn check(lead: &Lead<'_>, site: &Site, unknown: &mut Vec<Unknown>, report: &mut Report) {
    let name = lead.written.split('#').next().unwrap_or(lead.written).trim();
    match &lead.target {
        Target::Nothing if name.is_empty() => {
            report.say(lead.span, Code::UnknownMention, "this mention names nothing").help("write the id of a thing, as in [[tecnalia]]");
        }
        Target::Nothing => unknown.push(Unknown { span: lead.span, name: name.to_owned() }),
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

/// Reports the names that nothing has, the first of them with what was probably meant.
pub fn say(mut unknown: Vec<Unknown>, site: &Site, tree: &SourceTree, report: &mut Report) {
    unknown.sort_by_key(|unknown| unknown.span);
    let mut seen = BTreeSet::new();
    let names: Vec<&str> = unknown.iter().map(|unknown| &*unknown.name).filter(|name| seen.insert(*name)).take(SUGGESTIONS).collect();
    let certain = |name: &str| site.names.certain(name, &site.kinds, &Targets::Any);
    let meant: BTreeMap<&str, (String, Option<String>)> =
        names.into_par_iter().filter_map(|name| Some((name, (meant(name, site)?, certain(name))))).collect();
    for Unknown { span, name } in &unknown {
        let found = report.say(*span, Code::UnknownMention, format!("nothing is called `{name}`"));
        match meant.get(&**name) {
            None => {}
            Some((_, Some(certain))) => {
                found.help(format!("did you mean `{certain}`?"));
                if let Some(place) = place_of(name, *span, tree) {
                    found.fix(place, certain);
                }
            }
            Some((meant, None)) => drop(found.help(format!("did you mean {meant}?"))),
        }
    }
}

/// Where the name stands in a mention or an embed; nothing where the span covers more, such as a whole field.
fn place_of(name: &str, span: Span, tree: &SourceTree) -> Option<Span> {
    let written = tree.text(span.file).get(span.range())?;
    let inner = written.strip_prefix('!').unwrap_or(written).strip_prefix("[[")?.trim_start();
    let start = span.range().start + (written.len() - inner.len());
    inner.starts_with(name).then(|| Span::new(span.file, start..start + name.len()))
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
