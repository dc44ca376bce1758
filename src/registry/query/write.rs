//! A [`Query`] as it could have been written: it reads back as the same query.

use super::super::Site;
use super::operand::NOT_REPORTED;
use super::{Comparison, Direction, Operand, Path, Query, SortBy, Subject, Test};

/// Writes a query as TOML, the same for the same query whoever wrote it.
pub fn write(query: &Query, site: &Site) -> String {
    let kinds: Vec<String> = query.of.iter().map(|kind| quoted(&site.kinds.kind(*kind).name)).collect();
    let mut out = format!("of = [{}]\n", kinds.join(", "));
    if let Some(limit) = query.limit {
        out.push_str(&format!("limit = {limit}\n"));
    }
    match (&query.group_by, &query.then_by) {
        (Some(one), Some(two)) => out.push_str(&format!("group_by = [{}, {}]\n", quoted(&path(one, site)), quoted(&path(two, site)))),
        (Some(one), None) => out.push_str(&format!("group_by = {}\n", quoted(&path(one, site)))),
        (None, _) => {}
    }
    if !query.sort.is_empty() {
        let one = |sort: &super::Sort| {
            let sign = if sort.direction == Direction::Down { "-" } else { "" };
            let by = match &sort.by {
                SortBy::Id => "id".to_owned(),
                SortBy::Field(paths) => path(paths, site),
            };
            quoted(&format!("{sign}{by}"))
        };
        out.push_str(&format!("sort = [{}]\n", query.sort.iter().map(one).collect::<Vec<_>>().join(", ")));
    }
    if !query.conditions.is_empty() {
        out.push_str(&format!("where = {{ {} }}\n", conditions(query, site).join(", ")));
    }
    out
}

/// The conditions, those about one field put together, for a key may stand only once.
fn conditions(query: &Query, site: &Site) -> Vec<String> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for condition in &query.conditions {
        let name = match &condition.subject {
            Subject::Id => "id".to_owned(),
            Subject::Field(paths) => path(paths, site),
        };
        let list = |operands: &[Operand]| format!("[{}]", operands.iter().map(|one| operand(one, site)).collect::<Vec<_>>().join(", "));
        let test = match &condition.test {
            Test::OneOf(operands) => list(operands),
            Test::NoneOf(operands) => format!("not = {}", list(operands)),
            Test::Compare(comparison, bound) => format!("{} = {}", sign(*comparison), operand(bound, site)),
            Test::Within(tops) => format!("within = {}", list(tops)),
            Test::Exists(exists) => format!("exists = {exists}"),
        };
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, tests)) => tests.push(test),
            None => fields.push((name, vec![test])),
        }
    }
    let one = |(name, tests): (String, Vec<String>)| match &tests[..] {
        [test] if test.starts_with('[') => format!("{} = {test}", quoted(&name)),
        _ => format!("{} = {{ {} }}", quoted(&name), tests.join(", ")),
    };
    fields.into_iter().map(one).collect()
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "gte",
        Comparison::MoreThan => "gt",
        Comparison::AtMost => "lte",
        Comparison::LessThan => "lt",
    }
}

fn path(paths: &[Path], site: &Site) -> String {
    let Some(path) = paths.first() else { return String::new() };
    let field = &site.kinds.field(path.field).name;
    match path.sub {
        None => field.to_string(),
        Some(sub) => format!("{field}.{}", site.kinds.field(sub).name),
    }
}

fn operand(operand: &Operand, site: &Site) -> String {
    match operand {
        Operand::Text(text) => quoted(text),
        // A field of whole numbers reads no other.
        Operand::Number(number) if number.fract() == 0.0 && number.abs() < 9.2e18 => (*number as i64).to_string(),
        Operand::Number(number) => format!("{number:?}"),
        Operand::NotReported => quoted(NOT_REPORTED),
        Operand::Boolean(flag) => flag.to_string(),
        Operand::Money(money) => quoted(&format!("{} {}", money.amount, money.currency)),
        Operand::Period(period) => quoted(&period.to_string()),
        Operand::Time(time) => quoted(&time.to_string()),
        Operand::Coordinates(point) => format!("[{:?}, {:?}]", point.latitude, point.longitude),
        Operand::Entity(entity) => quoted(&site.entity(*entity).name),
    }
}

/// A TOML text, whatever it holds.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
