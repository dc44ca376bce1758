//! Where and how the parts of a figure are written, for the checks of figures.

use crate::diag::Span;
use crate::registry::Site;
use crate::registry::figure::{Figure, Observation, Qualifier, Reading, Scale};
use crate::registry::language::DEFAULT;
use crate::registry::value::{Given, Value};

/// A field of a figure as it was given.
pub fn field<'s>(figure: &Figure, name: &str, site: &'s Site) -> Option<&'s Given> {
    site.entity(figure.entity).values.iter().find(|given| *site.kinds.field(given.field).name == *name)
}

/// The place of a field of an observation; where it has none, of the observation.
pub fn place(figure: &Figure, seen: &Observation, name: &str, site: &Site) -> Span {
    let records = field(figure, "observations", site).map_or(&[][..], |given| given.value.items());
    let own = records.iter().find_map(|item| match item {
        Value::Record(given) if given.iter().map(|given| given.span).min() == Some(seen.span) => Some(given),
        _ => None,
    });
    let given = own.and_then(|given| given.iter().find(|given| *site.kinds.field(given.field).name == *name));
    given.map_or(seen.span, |given| given.span)
}

/// The place of what was read off: the value, or the first bound of a range.
pub fn reading(figure: &Figure, seen: &Observation, site: &Site) -> Span {
    let places = ["value", "min", "max"].into_iter().map(|name| place(figure, seen, name, site));
    places.into_iter().find(|place| *place != seen.span).unwrap_or(seen.span)
}

/// The unit as the site's own language has it.
pub fn unit(figure: &Figure) -> &str {
    figure.unit.as_ref().map_or("", |unit| unit.read_in(DEFAULT).1.trim())
}

/// What an observation says, in an editor's words: "more than 150".
pub fn said(seen: &Observation) -> String {
    let value = match seen.reading {
        Reading::Value(value) => value.to_string(),
        Reading::Range { min: Some(min), max: Some(max) } => format!("{min} to {max}"),
        Reading::Range { min: Some(min), max: None } => format!("at least {min}"),
        Reading::Range { min: None, max: Some(max) } => format!("at most {max}"),
        Reading::NotReported | Reading::Nothing | Reading::Range { .. } => return "nothing".into(),
    };
    match seen.qualifier {
        Qualifier::Exact => value,
        Qualifier::About => format!("about {value}"),
        Qualifier::Almost => format!("almost {value}"),
        Qualifier::MoreThan => format!("more than {value}"),
        Qualifier::LessThan => format!("less than {value}"),
        Qualifier::AtLeast => format!("at least {value}"),
        Qualifier::AtMost => format!("at most {value}"),
    }
}

/// The same with scale and unit: "more than 25000 million EUR".
pub fn said_in_full(figure: &Figure, seen: &Observation) -> String {
    format!("{}{} {}", said(seen), scale(figure.scale), unit(figure)).trim_end().to_owned()
}

/// A scale as it follows a number.
pub fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Ones => "",
        Scale::Thousands => " thousand",
        Scale::Millions => " million",
        Scale::Billions => " billion",
    }
}

/// Does a reader find a remark beside the value?
pub fn is_remarked(seen: &Observation) -> bool {
    seen.doubt.is_some() || seen.note.is_some()
}
