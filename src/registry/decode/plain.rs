//! Values that need nothing but themselves: numbers, dates, money, addresses.

use crate::diag::{Code, Report, Span, nearest};
use crate::registry::identifier;
use crate::registry::kind::{Choice, FieldKind};
use crate::registry::value::{Coordinates, Measure, Money, Value};
use crate::syntax::date::{Date, Period, Time};
use crate::syntax::duration;
use crate::syntax::number;
use crate::syntax::toml::{Node, Table, Toml, wrong_type};

/// Reads a value of a type that leads nowhere else.
pub fn value(name: &str, kind: &FieldKind, node: &Node, report: &mut Report) -> Option<Value> {
    match kind {
        FieldKind::Integer => match whole(node) {
            Some(number) => Some(Value::Integer(number)),
            None => wrong(name, "a whole number", node, report),
        },
        FieldKind::Number => match stated(name, node, report) {
            Some(number) => Some(Value::Number(number)),
            None => wrong(name, "a number", node, report),
        },
        FieldKind::Boolean => match (&node.value, node.as_text().map(str::trim)) {
            (Toml::Boolean(flag), _) => Some(Value::Boolean(*flag)),
            (Toml::Cell(_), Some("true" | "yes" | "1")) => Some(Value::Boolean(true)),
            (Toml::Cell(_), Some("false" | "no" | "0")) => Some(Value::Boolean(false)),
            _ => wrong(name, "true or false", node, report),
        },
        FieldKind::Measure => match (stated(name, node, report), node.as_text()) {
            (Some(number), _) => Some(Value::Measure(Measure::Number(number))),
            (None, Some("not-reported")) => Some(Value::Measure(Measure::NotReported)),
            _ => wrong(name, "a number or \"not-reported\"", node, report),
        },
        FieldKind::Money => money(name, node, report),
        FieldKind::Date => {
            let date = parsed(name, "a date, such as 2018 or \"2018-06\"", node, Date::parse, report)?;
            lost_time(name, node, report);
            Some(Value::Date(date))
        }
        FieldKind::Period => {
            let period = parsed(name, "a date or \"start/end\"", node, Period::parse, report)?;
            lost_time(name, node, report);
            Some(Value::Period(period))
        }
        FieldKind::Time => parsed(name, "a time, such as \"09:30\"", node, Time::parse, report).map(Value::Time),
        FieldKind::Duration => parsed(name, "a span of time, such as \"18 months\"", node, duration::parse, report).map(Value::Duration),
        FieldKind::Url => text(name, "an address", node, report).and_then(|text| url(name, text, node, report)),
        FieldKind::Email => text(name, "an e-mail address", node, report).and_then(|text| email(text, node, report)),
        FieldKind::Identifier(scheme) => {
            let written = written(node);
            match identifier::canonical(*scheme, &written) {
                Ok(id) => Some(Value::Identifier(id)),
                Err(fault) => {
                    let message = match fault.what {
                        Some(what) => format!("`{written}` {what}"),
                        None => format!("`{name}` cannot be `{written}`"),
                    };
                    report.say(node.span, Code::BrokenIdentifier, message).help(fault.help);
                    None
                }
            }
        }
        FieldKind::Coordinates => match coordinates(node) {
            Some(point) => Some(Value::Coordinates(point)),
            None => {
                let swapped = degrees(node).filter(|(longitude, latitude)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
                let help = match swapped {
                    Some((longitude, latitude)) => format!("did you mean [{latitude}, {longitude}]? The latitude comes first"),
                    None => "write [43.26, -2.93]: first the latitude, from -90 to 90, then the longitude, from -180 to 180".to_owned(),
                };
                report.say(node.span, Code::WrongType, format!("`{name}` should be a latitude and a longitude in degrees")).help(help);
                None
            }
        },
        FieldKind::Choice(choices) => {
            let text = text(name, "one of its values", node, report)?;
            let found = choices.iter().position(|choice| *choice.id == *text);
            if found.is_none() {
                let ids = choices.iter().map(|choice| &*choice.id);
                let found = report.say(node.span, Code::UnknownValue, format!("`{name}` cannot be `{text}`"));
                found.help(choice_help(name, text, choices)).slip(node.span, text, ids);
            }
            found.map(|at| Value::Choice(at as u16))
        }
        // These lead elsewhere and are read by the decoder itself.
        FieldKind::Text
        | FieldKind::Markdown
        | FieldKind::Image
        | FieldKind::Ref(_)
        | FieldKind::Record(_)
        | FieldKind::Query(_)
        | FieldKind::Mapping
        | FieldKind::Unknown
        | FieldKind::Inverse(_) => None,
    }
}

fn wrong(name: &str, wanted: &str, node: &Node, report: &mut Report) -> Option<Value> {
    match &node.value {
        Toml::Cell(text) | Toml::Text(text) => {
            let help = if wanted.contains("number") { number::hint(text) } else { None };
            report.say(node.span, Code::WrongType, format!("`{name}` should be {wanted}, not `{text}`")).help_if(help);
        }
        Toml::Number(number) if !number.is_finite() => {
            let written = number.to_string().to_lowercase();
            let help = "write the number as its source prints it";
            report.say(node.span, Code::WrongType, format!("`{name}` should be {wanted}, not `{written}`")).help(help);
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

/// What to write instead of something that is on no closed list.
fn choice_help(name: &str, text: &str, choices: &[Choice]) -> String {
    let ids = || choices.iter().map(|choice| &*choice.id);
    let parts: Vec<&str> = text.split([';', ',']).map(str::trim).filter(|part| ids().any(|id| id == *part)).collect();
    if parts.len() > 1 {
        return format!("`{name}` holds one value: keep one of {}", parts.join(", "));
    }
    // Who writes `inactive` does not mean `active`.
    let is_opposite = |id: &str| ["in", "un", "non", "non-", "not-", "no-"].iter().any(|no| text.strip_prefix(no) == Some(id));
    match nearest(text, ids().filter(|id| !is_opposite(id))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it can be {}", ids().collect::<Vec<&str>>().join(", ")),
    }
}

/// A number; one that a table may have meant otherwise is reported.
fn stated(name: &str, node: &Node, report: &mut Report) -> Option<f64> {
    let found = number(node)?;
    if let Toml::Cell(text) = &node.value
        && number::is_ambiguous(text)
    {
        let written = text.trim();
        let message = format!("`{name}` is read as {found}, and may be meant as {}", written.replace('.', ""));
        report.say(node.span, Code::AmbiguousNumber, message).help(format!("write {} or {found}", written.replace('.', "")));
    }
    Some(found)
}

/// Reports an hour that a field of days leaves out. In tables hours are mostly a machine's, and nobody misses them.
fn lost_time(name: &str, node: &Node, report: &mut Report) {
    let (Toml::Text(written) | Toml::Date(written)) = &node.value else { return };
    let Some(hour) = Date::hour_of(written) else { return };
    let day = &written.trim()[..written.trim().len() - hour.len()];
    let hour = hour.trim_start_matches(['T', 't', ' ']);
    report.say(node.span, Code::LostTime, format!("`{name}` is a day, so that `{hour}` is left out")).help(format!("write {day}"));
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
            Some((amount, currency.trim(), node.span))
        }),
        _ => None,
    };
    let Some((amount, currency, span)) = found.filter(|(amount, ..)| amount.is_finite()) else {
        let help = node.as_text().and_then(money_hint);
        report
            .say(node.span, Code::WrongType, format!("`{name}` should be an amount of money"))
            .help(help.unwrap_or_else(|| "write { amount = 70000000, currency = \"EUR\" } or \"70000000 EUR\"".into()));
        return None;
    };
    let code = currency.to_ascii_uppercase();
    if !identifier::is_currency(&code) {
        let message = format!("`{currency}` is no currency of ISO 4217");
        report.say(span, Code::BrokenIdentifier, message).help(identifier::currency_help(currency));
        return None;
    }
    Some(Value::Money(Money { amount, currency: code.into() }))
}

/// "write `70000000 EUR`", where an amount and a currency can be understood.
fn money_hint(text: &str) -> Option<String> {
    let is_of_number = |letter: char| letter.is_ascii_digit() || ".,' \u{a0}\u{202f}".contains(letter);
    let amount = text.trim_matches(|letter: char| !letter.is_ascii_digit());
    if !amount.chars().all(is_of_number) {
        return None;
    }
    let currency = text.replacen(amount, "", 1).trim().to_owned();
    let code = match &*currency {
        "€" | "euros" | "euro" => "EUR".to_owned(),
        "$" => "USD".to_owned(),
        "£" => "GBP".to_owned(),
        code => code.to_ascii_uppercase(),
    };
    let plain = match number::hint(amount) {
        Some(hint) => hint.split('`').nth(1)?.to_owned(),
        None => amount.parse::<f64>().ok().map(|_| amount.to_owned())?,
    };
    if currency.is_empty() {
        return Some(format!("add the currency, as in \"{plain} EUR\""));
    }
    identifier::is_currency(&code).then(|| format!("write \"{plain} {code}\""))
}

fn money_of(table: &Table) -> Option<(f64, &str, Span)> {
    let amount = table.find("amount").and_then(|entry| number(&entry.node))?;
    let currency = &table.find("currency")?.node;
    (table.entries.len() == 2).then_some((amount, currency.as_text()?, currency.span))
}

fn url(name: &str, text: &str, node: &Node, report: &mut Report) -> Option<Value> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let is_plain = !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "\"<>".contains(letter));
    if is_plain && rest.is_some_and(is_host) {
        return Some(Value::Url(text.into()));
    }
    let after = text.split_once("//").or_else(|| text.split_once(":/")).map_or(text, |(_, after)| after).trim_start_matches('/');
    let is_near = is_plain && is_host(after) && (after.contains('/') || after.matches('.').count() > 1 || !text.contains('@'));
    report.say(node.span, Code::WrongType, format!("`{name}` should be an address, not `{text}`")).help(if is_near && rest.is_none() {
        format!("write https://{after}")
    } else {
        "write one address, without spaces, that starts with https://".into()
    });
    None
}

/// Does an address without its scheme start with a host: words with dots between them?
fn is_host(address: &str) -> bool {
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or(host);
    let name = host.split(':').next().unwrap_or(host);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    name == "localhost" || host.starts_with('[') || (name.contains('.') && name.trim_end_matches('.').split('.').all(is_part))
}

fn email(text: &str, node: &Node, report: &mut Report) -> Option<Value> {
    if is_email(text) {
        return Some(Value::Email(text.into()));
    }
    let lower = text.to_lowercase();
    let meant = lower.trim_start_matches("mailto:").replace(" (at) ", "@").replace("(at)", "@").replace("[at]", "@").replace(" ", "");
    let help = is_email(&meant).then(|| format!("write {meant}"));
    report
        .say(node.span, Code::WrongType, format!("`{text}` is no e-mail address"))
        .help(help.unwrap_or_else(|| "write one address, as in info@example.org".into()));
    None
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let is_plain = |part: &str| !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || "<>\",;:".contains(letter));
        let is_whole = |text: &str| !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
        is_plain(name) && is_plain(host) && is_whole(name) && is_whole(host) && host.contains('.') && !host.contains('@')
    })
}

fn coordinates(node: &Node) -> Option<Coordinates> {
    let (latitude, longitude) = degrees(node)?;
    let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    is_on_earth.then_some(Coordinates { latitude, longitude })
}

/// Two numbers, whether they lie on Earth or not.
fn degrees(node: &Node) -> Option<(f64, f64)> {
    Some(match &node.value {
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
    })
}
