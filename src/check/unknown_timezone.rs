//! `unknown-timezone`: a time zone is none of those that the IANA database names, such as `Europe/Bilbao` or `europe/madrid`.

use crate::diag::{Code, Report, nearest};
use crate::registry::programme;
use crate::registry::{Entity, Site};
use crate::syntax::zone;

/// Reports a thing whose time zone nobody knows.
pub fn check(entity: &Entity, site: &Site, report: &mut Report) {
    let Some((name, span)) = programme::timezone(&site.kinds, entity).filter(|(name, _)| zone::find(name).is_none()) else { return };
    let known = zone::names();
    let known = || known.iter().map(String::as_str);
    let near = near(name, known()).map(|near| format!("did you mean `{near}`?"));
    // Who gives a distance from UTC does not say when the clocks change.
    let help = near.unwrap_or_else(|| "write the name of a zone with its largest city, such as Europe/Madrid".into());
    report.say(span, Code::UnknownTimezone, format!("there is no time zone `{name}`")).help(help).slip(span, name, known());
}

/// The zone that was meant: one of the same part of the world with a city that is spelled much like it, or the same city elsewhere. Why not
/// the nearest name of all: in place of `Europe/Bilbao` nobody means `Europe/Belfast`.
fn near<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let (region, city) = name.rsplit_once('/')?;
    let parted = known.filter_map(|zone| Some((zone, zone.rsplit_once('/')?)));
    let cities = parted.clone().filter(|(_, (other, _))| other.eq_ignore_ascii_case(region)).map(|(_, (_, city))| city);
    let meant = nearest(city, cities);
    let is_meant = |(zone, (other, own)): (&'a str, (&str, &str))| {
        let is_same = other.eq_ignore_ascii_case(region) && Some(own) == meant;
        (is_same || (meant.is_none() && own.eq_ignore_ascii_case(city))).then_some(zone)
    };
    parted.filter_map(is_meant).next()
}
