//! `unknown-unit`: a figure's unit comes close to one that means something, and is none.

use std::collections::BTreeMap;

use crate::diag::{Code, Report, Span, near, nearest};
use crate::registry::Site;
use crate::registry::identifier::{currency_help, is_currency};
use crate::registry::language::DEFAULT;
use crate::registry::value::Value;

/// The units that are shown in a way of their own, besides the codes of currencies.
const OWN: [&str; 3] = ["percent", "index", "people"];

/// Other words for these.
const MEANT: [(&str, &str); 14] = [
    ("%", "percent"),
    ("per cent", "percent"),
    ("percentage", "percent"),
    ("percents", "percent"),
    ("pct", "percent"),
    ("porcentaje", "percent"),
    ("por ciento", "percent"),
    ("persons", "people"),
    ("personas", "people"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("$", "USD"),
    ("£", "GBP"),
];

/// A unit that this many figures have is one that a single other figure may have missed.
const OFTEN: usize = 3;

/// Reports units that only look like one of Sare's own, or like one that other figures of the site have.
pub fn check(site: &Site, report: &mut Report) {
    let mut units: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (id, entity) in site.entities() {
        if site.figure(id).is_none() {
            continue;
        }
        let given = entity.values.iter().find(|given| *site.kinds.field(given.field).name == *"unit");
        if let Some((Value::Text(unit), span)) = given.map(|given| (&given.value, given.span)) {
            units.entry(unit.read_in(DEFAULT).1.trim()).or_default().push(span);
        }
    }
    let often: Vec<&str> = units.iter().filter(|(_, places)| places.len() >= OFTEN).map(|(unit, _)| *unit).collect();
    for (unit, places) in &units {
        let Some(help) = fault(unit, places.len(), &often) else { continue };
        for place in places {
            report.say(*place, Code::UnknownUnit, format!("`{unit}` is no unit that Sare knows")).help(&*help);
        }
    }
}

/// What to write instead of a unit that was probably not meant as it stands.
fn fault(unit: &str, uses: usize, often: &[&str]) -> Option<String> {
    let lower = unit.to_lowercase();
    if OWN.contains(&unit) || is_currency(unit) {
        return None;
    }
    if let Some((_, meant)) = MEANT.iter().find(|(word, _)| *word == lower) {
        return Some(format!("did you mean `{meant}`?"));
    }
    if unit.len() == 3 && is_currency(&unit.to_uppercase()) && unit.chars().any(char::is_uppercase) {
        return Some(format!("did you mean `{}`?", unit.to_uppercase()));
    }
    if unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(format!("three capitals are read as a currency: {}", currency_help(unit)));
    }
    if let Some(near) = nearest(unit, OWN).filter(|near| unit.chars().next() == near.chars().next() || lower == *near) {
        return Some(format!("did you mean `{near}`?"));
    }
    let others = often.iter().copied().filter(|other| *other != unit);
    let near = near::certain(unit, others).filter(|near| uses == 1 && near.len() > 5 && !is_plural(unit, near))?;
    Some(format!("other figures have `{near}`: did you mean that?"))
}

/// Is one of the words the other with an s?
fn is_plural(one: &str, other: &str) -> bool {
    one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_slip_is_a_noun() {
        let check = |unit: &str, expected: Option<&str>| assert_eq!(fault(unit, 1, &["companies"]).as_deref(), expected, "{unit}");
        for unit in ["percent", "EUR", "offices", "places", "patents", "persones jurídicas", "startups", "company", "euskara"] {
            check(unit, None);
        }
        check("%", Some("did you mean `percent`?"));
        check("Percent", Some("did you mean `percent`?"));
        check("percnt", Some("did you mean `percent`?"));
        check("Euro", Some("did you mean `EUR`?"));
        check("Eur", Some("did you mean `EUR`?"));
        check("ERU", Some("three capitals are read as a currency: did you mean `EUR`?"));
        check("compnaies", Some("other figures have `companies`: did you mean that?"));
    }
}
