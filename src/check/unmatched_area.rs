//! `unmatched-area`: a map shades its areas by a figure, and places of the figure have no area on the base map.

use std::collections::BTreeSet;

use crate::diag::{Code, Report};
use crate::registry::figure::shape::Shape;
use crate::registry::geo::{self, BaseMap};
use crate::registry::kind::{FieldKind, Scheme};
use crate::registry::language::DEFAULT;
use crate::registry::view::map::{MapView, ShadeBy};
use crate::registry::{EntityId, Site};

/// As many are named in a message.
const NAMED: usize = 4;

/// Reports the places of a map's figure that are none of its areas.
pub fn check(map: &MapView, site: &Site, report: &mut Report) {
    let Some((ShadeBy::Figure(id, wanted), span)) = map.shade.as_ref().map(|shade| (&shade.by, shade.span)) else { return };
    let Some(figure) = site.figure(*id) else { return };
    let shown = Shape::wanted(figure, wanted);
    let places: BTreeSet<EntityId> = shown.iter().filter_map(|at| figure.observations[*at].about).collect();
    let title = || site.entity(*id).title.read_in(DEFAULT).1.clone();
    if places.is_empty() {
        let message = format!("`{}` is about no places, so that it shades no map", title());
        report.say(span, Code::UnmatchedArea, message).help("give its observations an `about`, or draw it as a chart");
        return;
    }
    let base = match map.base {
        Some((base, _)) => base,
        None => {
            let codes = places.iter().flat_map(|place| geo::codes_of(site, *place)).map(|(scheme, code)| (scheme, code.into()));
            match site.maps.smallest_with(&codes.collect::<Vec<_>>()) {
                Some(base) => base,
                None => {
                    let message = format!("no base map has an area for a place of `{}`", title());
                    report.say(span, Code::UnmatchedArea, message).help(help(site, &places, None));
                    return;
                }
            }
        }
    };
    let base = site.maps.get(base);
    // What is wrong with a map without areas has been said.
    if base.areas.is_empty() {
        return;
    }
    let unmatched = unmatched(site, base, &places);
    if unmatched.is_empty() {
        return;
    }
    let names: Vec<String> = unmatched.iter().take(NAMED).map(|place| format!("`{}`", site.entity(*place).id)).collect();
    let more = unmatched.len().saturating_sub(NAMED);
    let names = match (names.split_last(), more) {
        (Some((last, [])), 0) => last.clone(),
        (Some((last, rest)), 0) => format!("{} and {last}", rest.join(", ")),
        _ => format!("{} and {more} others", names.join(", ")),
    };
    let verb = if unmatched.len() == 1 { "has no area" } else { "have no areas" };
    let message = format!("{names} {verb} on the base map `{}`", base.name);
    report.say(span, Code::UnmatchedArea, message).help(help(site, &unmatched, Some(base)));
}

/// The places that are no area, those aside that are divided into areas: the total of a region stands beside its provinces.
fn unmatched(site: &Site, base: &BaseMap, places: &BTreeSet<EntityId>) -> BTreeSet<EntityId> {
    let (matched, others): (Vec<EntityId>, Vec<EntityId>) = places.iter().partition(|place| geo::area_of(site, base, **place).is_some());
    let is_divided = |place: &EntityId| matched.iter().any(|one| site.is_within(*one, *place));
    others.into_iter().filter(|place| !is_divided(place)).collect()
}

/// What would join the first of them: another code where it has one, else a code at all.
fn help(site: &Site, unmatched: &BTreeSet<EntityId>, base: Option<&BaseMap>) -> String {
    let Some(place) = unmatched.first() else { return String::new() };
    let schemes: Vec<Scheme> = base.map_or(vec![Scheme::Nuts, Scheme::IsoCountry, Scheme::Lau], |base| base.schemes.clone());
    let own = geo::codes_of(site, *place).find(|(scheme, _)| schemes.contains(scheme));
    if let Some((_, code)) = own {
        return format!("no area there has the code {code} of `{}`: write another, or choose another `base`", site.entity(*place).id);
    }
    let kind = site.kinds.kind(site.entity(*place).kind);
    let fields = kind.fields.iter().map(|field| site.kinds.field(*field));
    let fields = fields.filter(|field| matches!(&field.kind, FieldKind::Identifier(scheme) if schemes.contains(scheme)));
    let names: Vec<String> = fields.map(|field| format!("`{}`", field.name)).collect();
    match &names[..] {
        [] => "choose another `base`, or leave them out with `about`".to_owned(),
        names => format!("give `{}` its code in the field {}, or choose another `base`", site.entity(*place).id, names.join(" or ")),
    }
}
