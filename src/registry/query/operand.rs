//! What a field's values are compared with, read as the field reads its own.

use super::super::Ground;
use super::super::decode::plain;
use super::super::kind::{Field, FieldKind, Targets};
use super::super::names::Resolved;
use super::super::value::{Measure, Value};
use super::Operand;
use crate::diag::{Code, Report, Span};
use crate::syntax::toml::{Node, Toml, wrong_type};

/// How a measure says that its number is known to be missing.
pub const NOT_REPORTED: &str = "not-reported";

/// Reads what a value of `field` is compared with; what it cannot be is reported.
pub fn decode(ground: &Ground<'_>, field: &Field, node: &Node, report: &mut Report) -> Option<Operand> {
    match &field.kind {
        FieldKind::Ref(target) => entity(ground, &field.name, node, &target.to, report),
        FieldKind::Inverse(fields) => {
            let owner = |field: &_| match &ground.kinds.field(*field).kind {
                FieldKind::Ref(target) => Some(target.of),
                _ => None,
            };
            entity(ground, &field.name, node, &Targets::Only(fields.iter().filter_map(owner).collect()), report)
        }
        FieldKind::Text => {
            if node.as_text().is_none() {
                wrong_type(&field.name, "text", node, report);
            }
            node.as_text().map(|text| Operand::Text(text.into()))
        }
        // A bare number asks for the amount, whatever the currency.
        FieldKind::Money if matches!(node.value, Toml::Integer(_) | Toml::Number(_)) => {
            value(plain::value(&field.name, &FieldKind::Number, node, report)?, field)
        }
        // A date is asked whether it lies in a period.
        FieldKind::Date => value(plain::value(&field.name, &FieldKind::Period, node, report)?, field),
        kind => value(plain::value(&field.name, kind, node, report)?, field),
    }
}

/// A field's own value, to compare others with it.
fn value(value: Value, field: &Field) -> Option<Operand> {
    Some(match value {
        Value::Integer(number) => Operand::Number(number as f64),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => Operand::Number(number),
        Value::Measure(Measure::NotReported) => Operand::NotReported,
        Value::Boolean(flag) => Operand::Boolean(flag),
        Value::Money(money) => Operand::Money(money),
        Value::Date(date) => Operand::Period(date.into()),
        Value::Period(period) => Operand::Period(period),
        Value::Time(time) => Operand::Time(time),
        Value::Duration(months) => Operand::Number(f64::from(months)),
        Value::Url(text) | Value::Email(text) | Value::Identifier(text) => Operand::Text(text),
        Value::Coordinates(point) => Operand::Coordinates(point),
        Value::Choice(choice) => Operand::Text(field.choices().get(usize::from(choice))?.id.clone()),
        _ => return None,
    })
}

/// Finds the thing that a value names; what it cannot be is reported.
pub fn entity(ground: &Ground<'_>, name: &str, node: &Node, targets: &Targets, report: &mut Report) -> Option<Operand> {
    let Some(text) = node.as_text() else {
        wrong_type(name, "the id of a thing", node, report);
        return None;
    };
    match ground.names.resolve(ground.kinds, text, targets) {
        Resolved::One(entity) => Some(Operand::Entity(entity)),
        // Nothing equals a name that leads nowhere; it is kept, for the thing may be published later.
        Resolved::Hidden | Resolved::Faulty => Some(Operand::Text(text.into())),
        Resolved::Several(several) => {
            let names: Vec<String> = several.iter().map(|entity| format!("`{}`", ground.name_of(*entity))).collect();
            let message = format!("`{text}` could be several things");
            report.say(node.span, Code::AmbiguousMention, message).help(format!("write {}", names.join(" or ")));
            None
        }
        Resolved::Nothing | Resolved::OtherKind(_) => {
            let near = ground.names.nearest(text, targets).map(|near| format!("did you mean `{near}`?"));
            let certain = near.as_ref().and_then(|_| ground.names.certain(text, ground.kinds, targets));
            let found = report.say(node.span, Code::UnknownReference, format!("nothing that fits here is called `{text}`"));
            found.help_if(near);
            if let Some((inside, meant)) = node.span.inside(text).zip(certain) {
                found.help(format!("did you mean `{meant}`?")).fix(inside, meant);
            }
            None
        }
    }
}

/// What is asked of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask<'a> {
    /// Does it equal something?
    Equal,
    /// Is it more or less than something, by the comparison of this name?
    Order(&'a str),
    /// Does it lie within a thing?
    Within,
}

/// May this be asked of a field of this type?
pub fn allows(ask: Ask<'_>, kind: &FieldKind) -> bool {
    let leads_on = matches!(kind, FieldKind::Ref(_) | FieldKind::Inverse(_));
    let is_whole = matches!(kind, FieldKind::Markdown | FieldKind::Image | FieldKind::Record(_) | FieldKind::Query(_) | FieldKind::Mapping);
    match ask {
        Ask::Equal => !is_whole,
        Ask::Order(_) => !is_whole && !leads_on && !matches!(kind, FieldKind::Boolean | FieldKind::Coordinates),
        Ask::Within => leads_on,
    }
}

/// Reports that something is asked of a field that its type does not have.
pub fn refuse(ground: &Ground<'_>, ask: Ask<'_>, (name, field): (&str, &Field), span: Span, report: &mut Report) {
    let exists = format!("ask whether it is given: \"{name}\" = {{ exists = true }}");
    let (message, help) = match (ask, &field.kind) {
        (Ask::Within, kind) if !matches!(kind, FieldKind::Record(_)) => {
            (format!("`{name}` leads to no thing, so that nothing is within it"), "`within` is for fields that lead to other things".into())
        }
        (Ask::Order(_), FieldKind::Ref(_) | FieldKind::Inverse(_)) => {
            (format!("`{name}` leads to other things, which are neither more nor less than another"), "write not or within".into())
        }
        (Ask::Order(comparison), FieldKind::Boolean | FieldKind::Coordinates) => {
            (format!("`{name}` is neither more nor less than another, so that `{comparison}` says nothing"), "write not".into())
        }
        (_, FieldKind::Record(fields)) => {
            let first = ground.kinds.field_names(fields).next().map(|first| format!("name one of them, such as \"{name}.{first}\""));
            (format!("`{name}` holds several facts and is not compared as a whole"), first.unwrap_or(exists))
        }
        _ => (format!("`{name}` cannot be compared"), exists),
    };
    report.say(span, Code::WrongType, message).help(help);
}
