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
    let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
    // Who gives a distance from UTC does not say when the clocks change.
    let help = near.unwrap_or_else(|| "write the name of a zone with its largest city, such as Europe/Madrid".into());
    report.say(span, Code::UnknownTimezone, format!("there is no time zone `{name}`")).help(help).slip(span, name, known());
}
