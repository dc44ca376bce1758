//! Writes a style sheet's light colours onto the elements of a drawing, for the many programs that know neither variables nor cascades.
//!
//! *Why not a style element?* Word and LibreOffice read little of one, and what they, Inkscape and rsvg make of a colour that is a
//! variable is black.

use std::collections::BTreeMap;

use super::stylesheet::{Relation, Rule, Step, Stylesheet, resolve};

/// The properties that an attribute can set.
const PROPERTIES: [&str; 16] = [
    "fill",
    "fill-opacity",
    "stop-color",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-linecap",
    "opacity",
    "overflow",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "paint-order",
];

/// An element that is open, or one of those before it.
#[derive(Debug, Default)]
struct Element<'a> {
    name: &'a str,
    classes: Vec<&'a str>,
    variables: BTreeMap<String, String>,
    /// What stands in it so far.
    children: Vec<(&'a str, Vec<&'a str>)>,
}

/// Writes what the style sheet says of every element into its attributes.
pub fn paint(svg: &str, sheet: &Stylesheet) -> String {
    let mut out = String::with_capacity(svg.len() * 2);
    let mut around = vec![Element { variables: sheet.light.clone(), ..Element::default() }];
    let mut rest = svg;
    while let Some((words, tag)) = rest.split_once('<') {
        out.push_str(words);
        let Some((tag, after)) = tag.split_once('>') else { break };
        rest = after;
        if tag.starts_with('/') {
            around.pop();
            out.push_str(&format!("<{tag}>"));
            continue;
        }
        let (own, is_empty) = match tag.strip_suffix('/') {
            Some(own) => (own, true),
            None => (tag, false),
        };
        let (name, attributes) = own.split_once(' ').unwrap_or((own, ""));
        let mut element = Element { name, classes: classes(attributes), ..Element::default() };
        let style = style(&mut element, &around, sheet);
        let end = if is_empty { "/>" } else { ">" };
        if name == "text" && style.get("paint-order").is_some_and(|order| order.starts_with("stroke")) {
            halo(&mut out, own, (&style, attributes), rest);
            let plain = style.into_iter().filter(|(property, _)| !property.starts_with("stroke") && *property != "paint-order").collect();
            write(&mut out, own, (&plain, attributes), end);
        } else {
            write(&mut out, own, (&style, attributes), end);
        }
        if let Some(parent) = around.last_mut() {
            parent.children.push((name, element.classes.clone()));
        }
        if !is_empty {
            around.push(element);
        }
    }
    out + rest
}

fn classes(attributes: &str) -> Vec<&str> {
    attribute(attributes, "class").unwrap_or("").split_whitespace().collect()
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let start = format!("{name}=\"");
    let from = attributes.match_indices(&start).find(|(at, _)| *at == 0 || attributes.as_bytes()[at - 1] == b' ')?.0 + start.len();
    attributes[from..].split('"').next()
}

/// What holds of an element that an attribute can say; its variables are noted in it.
fn style<'s>(element: &mut Element, around: &[Element], sheet: &'s Stylesheet) -> BTreeMap<&'s str, String> {
    let rules: Vec<&Rule> = sheet.rules.iter().filter(|rule| applies(rule, element, around)).collect();
    let said = || rules.iter().flat_map(|rule| &rule.declarations);
    element.variables = around.last().map(|parent| parent.variables.clone()).unwrap_or_default();
    element.variables.extend(said().filter(|(property, _)| property.starts_with("--")).cloned());
    let mut style = BTreeMap::new();
    for (property, value) in said() {
        let value = resolve(value, &element.variables).and_then(|value| mixed(&value));
        match (property.as_str(), value) {
            ("font", Some(value)) => style.extend(font(&value)),
            (property, Some(value)) if PROPERTIES.contains(&property) => {
                style.insert(property, value);
            }
            // What cannot be resolved takes the place of what was said before it, and says nothing.
            (property, None) => {
                style.remove(property);
            }
            _ => {}
        }
    }
    style
}

fn applies(rule: &Rule, element: &Element, around: &[Element]) -> bool {
    let Some((first, outer)) = rule.steps.split_first() else { return false };
    fits(first, element.name, &element.classes) && stands(outer, around)
}

fn fits(step: &Step, name: &str, classes: &[&str]) -> bool {
    step.element.as_deref().is_none_or(|wanted| wanted == name) && step.classes.iter().all(|class| classes.contains(&class.as_str()))
}

/// Are the elements around one what a selector asks for?
fn stands(steps: &[Step], around: &[Element]) -> bool {
    let Some((step, outer)) = steps.split_first() else { return true };
    let Some((parent, above)) = around.split_last() else { return false };
    match step.relation {
        Relation::Before => parent.children.iter().any(|(name, classes)| fits(step, name, classes)) && stands(outer, around),
        Relation::Parent => fits(step, parent.name, &parent.classes) && stands(outer, above),
        Relation::Around => (fits(step, parent.name, &parent.classes) && stands(outer, above)) || stands(steps, above),
    }
}

/// `400 14px/1.2 system-ui, sans-serif`, in its parts.
fn font(value: &str) -> Vec<(&'static str, String)> {
    let mut words = value.splitn(3, ' ');
    let (Some(weight), Some(size), Some(family)) = (words.next(), words.next(), words.next()) else { return Vec::new() };
    let size = size.split('/').next().unwrap_or(size);
    vec![("font-weight", weight.to_owned()), ("font-size", size.to_owned()), ("font-family", family.to_owned())]
}

/// A colour mixed of two, `color-mix(in srgb, #123456 45%, #fff)`, as one; nothing where it is mixed otherwise.
fn mixed(value: &str) -> Option<String> {
    let Some(mix) = value.strip_prefix("color-mix(in srgb,") else {
        return (!value.contains("color-mix(")).then(|| value.to_owned());
    };
    let (one, other) = mix.strip_suffix(')')?.split_once(',')?;
    let (one, share) = one.trim().split_once(' ')?;
    let share = share.trim().strip_suffix('%')?.parse::<f64>().ok().filter(|share| (0.0..=100.0).contains(share))? / 100.0;
    let (one, other) = (rgb(one)?, rgb(other.trim())?);
    let part = |at: usize| (f64::from(one[at]) * share + f64::from(other[at]) * (1.0 - share)).round() as u8;
    Some(format!("#{:02x}{:02x}{:02x}", part(0), part(1), part(2)))
}

fn rgb(colour: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> =
        colour.strip_prefix('#')?.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r, s, g, h, b, c] => Some([r * 16 + s, g * 16 + h, b * 16 + c]),
        _ => None,
    }
}

/// The outline that keeps words clear of lines, as words of its own below them: not every program draws it behind them by itself.
fn halo(out: &mut String, own: &str, (style, attributes): (&BTreeMap<&str, String>, &str), rest: &str) {
    let Some((words, _)) = rest.split_once('<') else { return };
    if style.get("stroke").is_none_or(|stroke| stroke == "none") {
        return;
    }
    write(out, own, (style, attributes), " aria-hidden=\"true\">");
    out.push_str(words);
    out.push_str("</text>");
}

/// Writes a tag with attributes of its style behind its own; where both set a property, the style's counts.
fn write(out: &mut String, own: &str, (style, attributes): (&BTreeMap<&str, String>, &str), end: &str) {
    let mut tag = format!("<{own}");
    for (property, value) in style {
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "'");
        match attribute(attributes, property) {
            Some(given) => tag = tag.replace(&format!(" {property}=\"{given}\""), &format!(" {property}=\"{value}\"")),
            None => tag.push_str(&format!(" {property}=\"{value}\"")),
        }
    }
    out.push_str(&tag);
    out.push_str(end);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::Report;
    use crate::registry::figure::Scale;
    use crate::render::format::Formats;
    use crate::render::pictures::*;
    use crate::render::strings::Strings;
    use crate::render::theme::tokens::built_in;

    fn sheet() -> Stylesheet {
        let css = [include_str!("../../../themes/eko/assets/pictures.css"), include_str!("../../../themes/eko/assets/standalone.css")];
        Stylesheet::parse(&(css.join("\n") + &built_in().sheet(&|_| None)))
    }

    /// Two series with everything in them that has a look of its own.
    fn chart(form: Form) -> Chart {
        let looks = [
            (Amount::Value(8.0), State::Firm, Bound::Exact),
            (Amount::Value(5.0), State::Provisional, Bound::Lower),
            (Amount::Range { min: Some(3.0), max: Some(6.0) }, State::Estimated, Bound::Exact),
            (Amount::Value(7.0), State::Firm, Bound::Upper),
            (Amount::Missing, State::Firm, Bound::Exact),
            (Amount::Value(2.0), State::Expected, Bound::Exact),
            (Amount::Value(9.0), State::Target, Bound::Exact),
        ];
        let point = |(at, (amount, state, bound)): (usize, &(Amount, State, Bound))| Point {
            at: match form {
                Form::Line | Form::Area | Form::Slope | Form::Sparkline => At::Time(2000.0 + at as f64),
                Form::Scatter => At::Number(at as f64),
                _ => At::Band(at),
            },
            when: format!("Band {at}"),
            amount: *amount,
            state: *state,
            bound: *bound,
            label: "8 boats".to_owned(),
            short: "8".to_owned(),
            beside: String::new(),
            breaks: if at == 3 { Break::Before } else { Break::None },
            href: String::new(),
        };
        let points: Vec<Point> = looks.iter().enumerate().map(point).collect();
        let series = |name: &str| Series { name: name.to_owned(), points: points.clone(), emphasis: Emphasis::Plain };
        Chart {
            form,
            title: "Boats".to_owned(),
            unit: "boats".to_owned(),
            categories: points.iter().map(|point| point.when.clone()).collect(),
            series: vec![series("North"), series("South")],
            base: None,
            whole: None,
            references: vec![Reference { value: 6.0, label: "Average".to_owned() }],
            across: "length".to_owned(),
        }
    }

    #[test]
    fn whatever_is_drawn_has_its_colours_in_attributes() {
        let formats = Formats::new(Arc::new(Strings::load("en", &[], &mut Report::default())));
        let words = Words { formats: &formats, unit: None, scale: Scale::Ones };
        let sheet = sheet();
        for form in Form::ALL {
            let painted = paint(&draw(&chart(form), &words, "it", Width::Wide), &sheet);
            assert!(!painted.contains("var(") && !painted.contains("color-mix"), "{form:?}: {painted}");
            for tag in painted.split('<').filter_map(|part| Some(part.split_once('>')?.0)) {
                let wanted = match tag.split(' ').next() {
                    Some("line") => "stroke",
                    Some("rect" | "circle" | "path" | "text") => "fill",
                    _ => continue,
                };
                let colour = attribute(tag, wanted).unwrap_or("");
                assert!(colour == "none" || rgb(colour).is_some() || colour.starts_with("url(#"), "{form:?}: <{tag}>");
            }
        }
    }

    #[test]
    fn the_rule_with_more_weight_counts() {
        let css = ":root { --one: #111 } .a .mark { fill: var(--own, #222) } .a .one { --own: var(--one) } .a .mark.b { fill: #333 } \
                   .a > .c ~ .d { fill: #444 } .a .mark { stroke: var(--none) } @media print { .mark { fill: #555 } }";
        let check = |svg: &str, expected: &str| assert_eq!(paint(svg, &Stylesheet::parse(css)), expected);
        check("<svg class=\"a\"><rect class=\"mark\"/></svg>", "<svg class=\"a\"><rect class=\"mark\" fill=\"#222\"/></svg>");
        check(
            "<svg class=\"a\"><rect class=\"one mark\"/><g class=\"one\"><rect class=\"mark\" fill=\"red\"/></g></svg>",
            "<svg class=\"a\"><rect class=\"one mark\" fill=\"#111\"/><g class=\"one\"><rect class=\"mark\" fill=\"#111\"/></g></svg>",
        );
        check("<svg class=\"a\"><rect class=\"mark b one\"/></svg>", "<svg class=\"a\"><rect class=\"mark b one\" fill=\"#333\"/></svg>");
        check(
            "<svg class=\"a\"><rect class=\"d\"/><rect class=\"c\"/><rect class=\"d\"/></svg>",
            "<svg class=\"a\"><rect class=\"d\"/><rect class=\"c\"/><rect class=\"d\" fill=\"#444\"/></svg>",
        );
    }

    #[test]
    fn a_halo_lies_below_its_words() {
        let css = ".halo { paint-order: stroke; stroke: #fff; fill: #000 }";
        let painted = paint("<text class=\"halo\" x=\"1\">A &amp; B</text>", &Stylesheet::parse(css));
        let (below, above) = painted.split_once("</text>").expect("there are two");
        assert!(below.contains("aria-hidden") && below.contains("stroke=\"#fff\"") && below.ends_with(">A &amp; B"), "{below}");
        assert_eq!(above, "<text class=\"halo\" x=\"1\" fill=\"#000\">A &amp; B</text>");
    }

    #[test]
    fn two_colours_are_mixed() {
        assert_eq!(mixed("color-mix(in srgb, #000 50%, #fff)").as_deref(), Some("#808080"));
        assert_eq!(mixed("color-mix(in oklch, #000 50%, #fff)"), None);
        assert_eq!(mixed("#123"), Some("#123".to_owned()));
    }
}
