//! The words of a network: what its things, its links and the numbers on them are called on the page.

use super::gather::{End, Graph, Link};
use crate::registry::EntityId;
use crate::registry::figure::Scale;
use crate::registry::kind::{FieldId, KindId};
use crate::registry::value::{Given, Measure, Value};
use crate::registry::view::network::{Form, NetworkView};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::field::escaped;
use crate::render::pictures::Width;
use crate::render::pictures::network::{Network, Standing, Unfit, unfit};
use crate::render::view::in_words;
use crate::syntax::markdown::escape;

/// What one end is called, and where it leads.
pub struct Called {
    pub label: String,
    /// The whole name, where the label is a shorter one.
    pub title: String,
    pub href: String,
    pub standing: Standing,
    /// The label of its kind.
    pub kind: String,
}

/// What an end is called.
pub fn called(window: &Window, view: &NetworkView, end: End) -> Called {
    match end {
        End::Thing(id) => {
            let card = window.card(id);
            let kind = window.kind_of(id);
            let field = view.label.iter().find(|(of, _)| *of == kind).map(|(_, field)| *field);
            let short = field.and_then(|field| text(window, id, field));
            Called {
                label: short.unwrap_or_else(|| card.title.to_string()),
                title: card.title.to_string(),
                href: card.url.to_string(),
                standing: standing_of_thing(window, id, kind),
                kind: in_language(&window.kinds().kind(kind).label, window.language).to_owned(),
            }
        }
        End::Part(of, field, at) => {
            let records = window.fact(of, field).map_or(&[][..], |given| given.value.items());
            let title = match records.get(at) {
                Some(Value::Record(given)) => given.iter().find_map(|one| match &one.value {
                    Value::Text(text) => Some(in_language(text, window.language).to_owned()),
                    _ => None,
                }),
                _ => None,
            };
            let label = field_label(window, field);
            let title = title.unwrap_or_else(|| label.clone());
            let url = &window.card(of).url;
            let href = if url.is_empty() { String::new() } else { format!("{url}#record_{}", window.kinds().field(field).name) };
            Called { label: title.clone(), title, href, standing: Standing::Firm, kind: label }
        }
    }
}

/// An end as a link, or as a name where there is no page to lead to.
pub fn link(called: &Called) -> String {
    if called.href.is_empty() {
        return escaped(&called.title);
    }
    let mut out = String::from("<a href=\"");
    escape(&called.href, &mut out);
    out.push_str("\">");
    escape(&called.title, &mut out);
    out.push_str("</a>");
    out
}

/// What a sort of link is called.
pub fn tie(window: &Window, graph: &Graph, tie: usize) -> String {
    field_label(window, graph.ties[tie].label)
}

fn field_label(window: &Window, field: FieldId) -> String {
    in_language(&window.kinds().field(field).label, window.language).to_owned()
}

fn text(window: &Window, id: EntityId, field: FieldId) -> Option<String> {
    match &window.fact(id, field)?.value.items().first()? {
        Value::Text(text) => Some(in_language(text, window.language).to_owned()),
        _ => None,
    }
}

/// Is the thing there already, is it there still?
fn standing_of_thing(window: &Window, id: EntityId, kind: KindId) -> Standing {
    let status = window.kinds().kind(kind).roles.status.and_then(|field| window.fact(id, field));
    status.map_or(Standing::Firm, |given| standing(window, given))
}

/// The same of a relation, by its status.
pub fn standing_of_link(window: &Window, link: &Link) -> Standing {
    let status = link.says.iter().find(|given| &*window.kinds().field(given.field).name == "status");
    status.map_or(Standing::Firm, |given| standing(window, given))
}

fn standing(window: &Window, given: &Given) -> Standing {
    let Value::Choice(choice) = given.value else { return Standing::Firm };
    let choice = window.kinds().field(given.field).choices().get(usize::from(choice));
    match choice.map(|choice| &*choice.id) {
        Some("planned" | "pending" | "tentative" | "announced" | "scheduled") => Standing::Planned,
        Some("ended" | "renamed" | "cancelled" | "over") => Standing::Ended,
        _ => Standing::Firm,
    }
}

/// What a link says of itself, in plain words: role, period, status, amounts.
pub fn said(window: &Window, link: &Link) -> String {
    let mut told: Vec<String> = Vec::new();
    let (mut from, mut to) = (None, None);
    for given in link.says {
        let field = window.kinds().field(given.field);
        let words = match (&*field.name, &given.value) {
            ("from", Value::Date(date)) => {
                from = Some(*date);
                continue;
            }
            ("to", Value::Date(date)) => {
                to = Some(*date);
                continue;
            }
            ("inferred", Value::Boolean(true)) => window.formats().strings().get("inferred", &[]),
            // Where it comes from, and remarks on it, stand where the relation is told of on its page.
            ("source" | "note" | "inferred", _) => continue,
            ("role" | "title" | "status", value) => plain(window, given.field, value),
            (_, value) => format!("{}: {}", in_language(&field.label, window.language), plain(window, given.field, value)),
        };
        if !words.is_empty() {
            told.push(words);
        }
    }
    if from.is_some() || to.is_some() {
        told.push(window.formats().period(&crate::syntax::date::Period::Between { start: from, end: to }));
    }
    told.join("; ")
}

/// The part that one end of a link plays in the other: a role, or an office.
pub fn role(window: &Window, link: &Link) -> Option<String> {
    let given = link.says.iter().find(|given| matches!(&*window.kinds().field(given.field).name, "role" | "title"))?;
    Some(plain(window, given.field, &given.value)).filter(|words| !words.is_empty())
}

/// A value in words, of whatever type.
fn plain(window: &Window, field: FieldId, value: &Value) -> String {
    let words = value.items().iter().map(|item| match item {
        Value::Choice(choice) => {
            let choice = window.kinds().field(field).choices().get(usize::from(*choice));
            choice.map_or(String::new(), |choice| in_language(&choice.label, window.language).to_owned())
        }
        Value::Ref(relation) => window.card(window.target(*relation)).title.to_string(),
        other => in_words(window, field, other),
    });
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// How much a link is, and in which currency; nothing where it does not say. That it is nothing is said, too.
pub fn amount<'w>(view: &NetworkView, link: &Link<'w>) -> Option<(f64, &'w str)> {
    let given = link.says.iter().find(|given| view.weight.contains(&given.field))?;
    let (amount, currency) = match &given.value {
        Value::Money(money) => (money.amount, &*money.currency),
        Value::Integer(number) => (*number as f64, ""),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => (*number, ""),
        _ => return None,
    };
    amount.is_finite().then_some((amount, currency))
}

/// Says that another form was taken than the one that was wanted, and why.
pub fn instead(window: &Window, network: &Network) -> Option<String> {
    let (key, most) = match unfit(network, Width::Wide)? {
        Unfit::Lines => ("network-many-lines", network.edges.len()),
        Unfit::Deep(most) => ("network-deep", most),
        Unfit::Across => ("network-across", 0),
    };
    Some(window.formats().strings().get(key, &[("count", (most as i64).into())]))
}

/// Says that amounts which the view asks for are not in the drawing, which only flows show.
pub fn no_widths(window: &Window, view: &NetworkView, form: Form) -> Option<String> {
    let is_left_out = !view.weight.is_empty() && form != Form::Sankey;
    is_left_out.then(|| window.formats().strings().get("network-no-widths", &[]))
}

/// An amount in words.
pub fn amount_in_words(window: &Window, amount: f64, currency: &str) -> String {
    match currency {
        "" => window.formats().number(amount),
        currency => window.formats().money(amount.round(), currency, Scale::Ones),
    }
}
