//! Values that need nothing but themselves: numbers, dates, money, addresses.

use crate::diag::{Code, Report, nearest};
use crate::registry::identifier;
use crate::registry::kind::FieldKind;
use crate::registry::value::{Coordinates, Measure, Money, Value};
use crate::syntax::date::{Date, Period, Time};
use crate::syntax::toml::{Node, Table, Toml, wrong_type};

/// Reads a value of a type that leads nowhere else.
pub fn value(name: &str, kind: &FieldKind, node: &Node, report: &mut Report) -> Option<Value> {
    match kind {
        FieldKind::Integer => match whole(node) {
            Some(number) => Some(Value::Integer(number)),
            None => wrong(name, "a whole number", node, report),
        },
        FieldKind::Number => match number(node) {
            Some(number) => Some(Value::Number(number)),
            None => wrong(name, "a number", node, report),
        },
        FieldKind::Boolean => match (&node.value, node.as_text().map(str::trim)) {
            (Toml::Boolean(flag), _) => Some(Value::Boolean(*flag)),
            (Toml::Cell(_), Some("true" | "yes" | "1")) => Some(Value::Boolean(true)),
            (Toml::Cell(_), Some("false" | "no" | "0")) => Some(Value::Boolean(false)),
            _ => wrong(name, "true or false", node, report),
        },
        FieldKind::Measure => match (number(node), node.as_text()) {
            (Some(number), _) => Some(Value::Measure(Measure::Number(number))),
            (None, Some("not-reported")) => Some(Value::Measure(Measure::NotReported)),
            _ => wrong(name, "a number or \"not-reported\"", node, report),
        },
        FieldKind::Money => money(name, node, report),
        FieldKind::Date => parsed(name, "a date, such as 2018 or \"2018-06\"", node, Date::parse, report).map(Value::Date),
        FieldKind::Period => parsed(name, "a date or \"start/end\"", node, Period::parse, report).map(Value::Period),
        FieldKind::Time => parsed(name, "a time, such as \"09:30\"", node, Time::parse, report).map(Value::Time),
        FieldKind::Url => text(name, "an address", node, report).and_then(|text| url(name, text, node, report)),
        FieldKind::Email => text(name, "an e-mail address", node, report).and_then(|text| email(text, node, report)),
        FieldKind::Identifier(scheme) => {
            let written = written(node);
            match identifier::canonical(*scheme, &written) {
                Ok(id) => Some(Value::Identifier(id)),
                Err(example) => {
                    report.say(node.span, Code::WrongType, format!("`{name}` cannot be `{written}`")).help(example);
                    None
                }
            }
        }
        FieldKind::Coordinates => match coordinates(node) {
            Some(point) => Some(Value::Coordinates(point)),
            None => {
                report
                    .say(node.span, Code::WrongType, format!("`{name}` should be a latitude and a longitude in degrees"))
                    .help("write [43.26, -2.93]: first the latitude, from -90 to 90, then the longitude, from -180 to 180");
                None
            }
        },
        FieldKind::Choice(choices) => {
            let text = text(name, "one of its values", node, report)?;
            let found = choices.iter().position(|choice| *choice.id == *text);
            if found.is_none() {
                let ids: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                let near = nearest(text, ids.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| format!("it can be {}", ids.join(", ")));
                let found = report.say(node.span, Code::UnknownValue, format!("`{name}` cannot be `{text}`"));
                found.help(help).slip(node.span, text, ids.iter().copied());
            }
            found.map(|at| Value::Choice(at as u16))
        }
        // These lead elsewhere and are read by the decoder itself.
        FieldKind::Text
        | FieldKind::Markdown
        | FieldKind::Image
        | FieldKind::Ref(_)
        | FieldKind::Record(_)
        | FieldKind::Query
        | FieldKind::Mapping
        | FieldKind::Unknown
        | FieldKind::Inverse(_) => None,
    }
}

fn wrong(name: &str, wanted: &str, node: &Node, report: &mut Report) -> Option<Value> {
    match &node.value {
        Toml::Cell(text) | Toml::Text(text) => {
            report.say(node.span, Code::WrongType, format!("`{name}` should be {wanted}, not `{text}`"));
        }
        _ => wrong_type(name, wanted, node, report),
    }
    None
}

fn text<'a>(name: &str, wanted: &str, node: &'a Node, report: &mut Report) -> Option<&'a str> {
    if node.as_text().is_none() {
        wrong_type(name, wanted, node, report);
    }
    node.as_text().map(str::trim)
}

/// A value as it was typed.
fn written(node: &Node) -> String {
    match &node.value {
        Toml::Text(text) | Toml::Cell(text) | Toml::Date(text) => text.trim().to_owned(),
        Toml::Integer(number) => number.to_string(),
        Toml::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn whole(node: &Node) -> Option<i64> {
    match &node.value {
        Toml::Integer(number) => Some(*number),
        Toml::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some(*number as i64),
        Toml::Cell(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn number(node: &Node) -> Option<f64> {
    let number = match &node.value {
        Toml::Integer(number) => *number as f64,
        Toml::Number(number) => *number,
        Toml::Cell(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn parsed<T>(name: &str, wanted: &str, node: &Node, parse: impl Fn(&str) -> Result<T, String>, report: &mut Report) -> Option<T> {
    let written = match &node.value {
        Toml::Boolean(_) | Toml::List(_) | Toml::Table(_) | Toml::Number(_) => {
            wrong_type(name, wanted, node, report);
            return None;
        }
        _ => written(node),
    };
    match parse(&written) {
        Ok(value) => Some(value),
        Err(why) => {
            report.say(node.span, Code::WrongType, format!("`{name}` cannot be `{written}`")).help(why);
            None
        }
    }
}

fn money(name: &str, node: &Node, report: &mut Report) -> Option<Value> {
    let found = match &node.value {
        Toml::Table(table) => money_of(table),
        Toml::Text(text) | Toml::Cell(text) => text.trim().split_once(' ').and_then(|(amount, currency)| {
            let amount: f64 = amount.parse().ok()?;
            Some((amount, currency.trim()))
        }),
        _ => None,
    };
    match found.filter(|(amount, currency)| amount.is_finite() && identifier::is_currency(currency)) {
        Some((amount, currency)) => Some(Value::Money(Money { amount, currency: currency.to_ascii_uppercase().into() })),
        None => {
            report
                .say(node.span, Code::WrongType, format!("`{name}` should be an amount of money"))
                .help("write { amount = 70000000, currency = \"EUR\" } or \"70000000 EUR\"");
            None
        }
    }
}

fn money_of(table: &Table) -> Option<(f64, &str)> {
    let amount = table.find("amount").and_then(|entry| number(&entry.node))?;
    let currency = table.find("currency").and_then(|entry| entry.node.as_text())?;
    (table.entries.len() == 2).then_some((amount, currency))
}

fn url(name: &str, text: &str, node: &Node, report: &mut Report) -> Option<Value> {
    let is_address = ["https://", "http://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
    if is_address && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "\"<>".contains(letter)) {
        return Some(Value::Url(text.into()));
    }
    let bare = !text.contains("://") && text.contains('.') && !text.contains(char::is_whitespace);
    report.say(node.span, Code::WrongType, format!("`{name}` should be an address, not `{text}`")).help(if bare {
        format!("write https://{text}")
    } else {
        "write an address that starts with https://".into()
    });
    None
}

fn email(text: &str, node: &Node, report: &mut Report) -> Option<Value> {
    let is_email = text.split_once('@').is_some_and(|(name, host)| {
        let is_plain = |part: &str| !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || "<>\",;:".contains(letter));
        is_plain(name) && is_plain(host) && host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
    });
    if !is_email {
        report.say(node.span, Code::WrongType, format!("`{text}` is no e-mail address"));
    }
    is_email.then(|| Value::Email(text.into()))
}

fn coordinates(node: &Node) -> Option<Coordinates> {
    let (latitude, longitude) = match &node.value {
        Toml::List(items) => match &items[..] {
            [latitude, longitude] => (number(latitude)?, number(longitude)?),
            _ => return None,
        },
        Toml::Table(table) => {
            let find = |key: &str| table.find(key).and_then(|entry| number(&entry.node));
            (find("lat")?, find("lon").or_else(|| find("lng"))?)
        }
        Toml::Cell(text) => {
            let (latitude, longitude) = text.split_once(',')?;
            (latitude.trim().parse().ok()?, longitude.trim().parse().ok()?)
        }
        _ => return None,
    };
    let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    is_on_earth.then_some(Coordinates { latitude, longitude })
}
