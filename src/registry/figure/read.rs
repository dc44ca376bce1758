//! A figure read off what its documents say.

use super::super::EntityId;
use super::super::entity::Entity;
use super::super::kind::{FieldId, Kinds};
use super::super::language::DEFAULT;
use super::super::relation::Relations;
use super::super::value::{Given, Measure, Text, Value};
use super::compute::{Computation, Take};
use super::derive::Derivation;
use super::{Basis, Break, Chart, Dating, Figure, Observation, Parts, Provenance, Qualifier, Reading, Scale, Standing, Status};
use crate::diag::Span;
use crate::syntax::date::Period;

impl Figure {
    /// Makes a figure of what the entity's fields say.
    pub fn of(entity: EntityId, thing: &Entity, kinds: &Kinds, relations: &Relations) -> Figure {
        let fields = Fields { kinds, relations, given: &thing.values };
        let records = thing.values.iter().find(|given| &*kinds.field(given.field).name == "observations");
        let items = records.map_or(&[][..], |given| given.value.items());
        let observation = |item: &Value| match item {
            Value::Record(given) => Some(observation(&Fields { kinds, relations, given }, records.map_or(thing.span, |given| given.span))),
            _ => None,
        };
        let mut observations: Vec<Observation> = items.iter().filter_map(observation).collect();
        // What the figure rests on as a whole holds for each of its values that names nothing else.
        let field = kinds.kind(thing.kind).roles.sources;
        let named = relations.from(entity).iter().filter(|relation| Some(relation.field) == field);
        let sources: Vec<EntityId> = named.map(|relation| relation.to).collect();
        observations.iter_mut().filter(|seen| seen.sources.is_empty()).for_each(|seen| seen.sources.clone_from(&sources));
        Figure {
            entity,
            unit: fields.text("unit"),
            unit_one: fields.text("unit_one"),
            scale: fields.choice("scale").and_then(Scale::parse).unwrap_or_default(),
            baseline: fields.text("baseline"),
            observations,
            counts: match fields.value("counts") {
                Some(Value::Query(query, _)) => Some((**query).clone()),
                _ => None,
            },
            valid_for: match fields.value("valid_for") {
                Some(Value::Duration(months)) => Some(*months),
                _ => None,
            },
            parts: fields.choice("parts").and_then(Parts::parse).unwrap_or_default(),
            chart: fields.choice("chart").and_then(Chart::parse),
            computation: fields.computation(),
            tally: None,
            derivation: fields.derivation(),
            recomputed: Vec::new(),
        }
    }
}

/// The flags of values that are not there.
const MISSING: [&str; 7] = ["c", "k", "l", "m", "o", "q", "z"];

/// The flags of which an observation says nothing in another way, so that they are printed beside it.
const NOTED: [&str; 13] = ["c", "d", "g", "i", "k", "l", "m", "n", "q", "r", "u", "v", "z"];

fn observation(fields: &Fields<'_>, whole: Span) -> Observation {
    let flags = fields.choices("flag");
    let reading = match (fields.value("value"), fields.number("min"), fields.number("max")) {
        (Some(Value::Measure(Measure::Number(value))), ..) => Reading::Value(*value),
        (Some(Value::Measure(Measure::NotReported)), ..) => Reading::NotReported,
        (_, None, None) if flags.iter().any(|flag| MISSING.contains(flag)) => Reading::NotReported,
        (_, None, None) => Reading::Nothing,
        (_, min, max) => Reading::Range { min, max },
    };
    let (period, dating) = match fields.value("period") {
        Some(Value::Period(Period::UNSPECIFIED)) => (None, Dating::Unspecified),
        Some(Value::Period(period)) => (Some(*period), Dating::Dated),
        _ => (None, Dating::Missing),
    };
    Observation {
        id: fields.text("id").map(|text| text.read_in(DEFAULT).1.clone()),
        reading,
        range: (fields.number("min"), fields.number("max")),
        period,
        dating,
        about: fields.targets("about").first().copied(),
        category: fields.text("category"),
        status: match fields.choice("status") {
            Some("provisional") => Status::Provisional,
            Some("estimated") => Status::Estimated,
            Some("expected") => Status::Expected,
            Some("target") => Status::Target,
            Some(_) => Status::Actual,
            None => flags.iter().map(|flag| flagged(flag)).max().unwrap_or_default(),
        },
        qualifier: match fields.choice("qualifier") {
            Some("about") => Qualifier::About,
            Some("almost") => Qualifier::Almost,
            Some("more-than") => Qualifier::MoreThan,
            Some("less-than") => Qualifier::LessThan,
            Some("at-least") => Qualifier::AtLeast,
            Some("at-most") => Qualifier::AtMost,
            _ => Qualifier::Exact,
        },
        basis: match fields.choice("basis") {
            Some("per-edition") => Some(Basis::PerEdition),
            Some("total") => Some(Basis::Total),
            Some("cumulative") => Some(Basis::Cumulative),
            Some("unspecified") => Some(Basis::Unspecified),
            _ => None,
        },
        sources: fields.targets("source"),
        origin: fields.targets("origin"),
        said_by: fields.targets("said_by").first().copied(),
        stated: fields.text("stated"),
        locator: fields.text("locator"),
        doubt: fields.text("doubt"),
        note: fields.text("note").or_else(|| fields.label("flag", &NOTED)),
        breaks: if fields.value("break") == Some(&Value::Boolean(true)) || flags.contains(&"b") { Break::Before } else { Break::None },
        provenance: Provenance::Stated,
        standing: if fields.value("preferred") == Some(&Value::Boolean(true)) { Standing::Preferred } else { Standing::Claim },
        span: fields.given.iter().map(|given| given.span).min().unwrap_or(whole),
        extent: extent(fields.given).unwrap_or(whole),
    }
}

/// How firm a value is by one of its flags.
fn flagged(flag: &str) -> Status {
    match flag {
        "p" | "v" => Status::Provisional,
        "e" | "i" | "s" => Status::Estimated,
        "f" => Status::Expected,
        _ => Status::Actual,
    }
}

/// The bytes from the first to the last of some values.
fn extent(given: &[Given]) -> Option<Span> {
    let start = given.iter().map(|given| given.span).min()?;
    let end = given.iter().map(|given| given.span.end).max()?;
    Some(Span { end, ..start })
}

/// Given values by the names of their fields: a figure is the one kind whose fields code knows.
struct Fields<'a> {
    kinds: &'a Kinds,
    relations: &'a Relations,
    given: &'a [Given],
}

impl<'a> Fields<'a> {
    fn find(&self, name: &str) -> Option<(FieldId, &'a Value)> {
        let given = self.given(name)?;
        Some((given.field, &given.value))
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.find(name).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> Option<Text> {
        match self.value(name) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> Option<f64> {
        match self.value(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn choice(&self, name: &str) -> Option<&'a str> {
        let (field, value) = self.find(name)?;
        match value {
            Value::Choice(choice) => self.kinds.field(field).choices().get(usize::from(*choice)).map(|choice| &*choice.id),
            _ => None,
        }
    }

    fn given(&self, name: &str) -> Option<&'a Given> {
        self.given.iter().find(|given| &*self.kinds.field(given.field).name == name)
    }

    /// The choices that a list of them holds.
    fn choices(&self, name: &str) -> Vec<&'a str> {
        let Some((field, value)) = self.find(name) else { return Vec::new() };
        let choices = self.kinds.field(field).choices();
        let ids = value.items().iter().filter_map(|item| match item {
            Value::Choice(choice) => choices.get(usize::from(*choice)).map(|choice| &*choice.id),
            _ => None,
        });
        ids.collect()
    }

    /// What the first of its choices that is among these is called.
    fn label(&self, name: &str, among: &[&str]) -> Option<Text> {
        let wanted = self.choices(name).into_iter().find(|choice| among.contains(choice))?;
        let (field, _) = self.find(name)?;
        self.kinds.field(field).choices().iter().find(|choice| &*choice.id == wanted).map(|choice| choice.label.clone())
    }

    fn computation(&self) -> Option<Computation> {
        let given = self.given("compute")?;
        let Value::Query(query, says) = &given.value else { return None };
        let says = Fields { given: says, ..*self };
        let field = says.given("field").and_then(|field| match &field.value {
            Value::Text(text) => Some((text.read_in(DEFAULT).1.clone(), field.span)),
            _ => None,
        });
        let take = says.choice("take").and_then(Take::parse).unwrap_or_default();
        Some(Computation { query: (**query).clone(), take, field, span: given.span })
    }

    fn derivation(&self) -> Option<Derivation> {
        let given = self.given("derived")?;
        let Value::Text(text) = &given.value else { return None };
        let terms = match self.value("terms") {
            Some(Value::Mapping(pairs)) => pairs.clone(),
            _ => Vec::new(),
        };
        Some(Derivation { formula: text.read_in(DEFAULT).1.clone(), span: given.span, terms })
    }

    /// The things that a field inside a record leads to.
    fn targets(&self, name: &str) -> Vec<EntityId> {
        let items = self.value(name).map_or(&[][..], Value::items);
        let targets = items.iter().filter_map(|item| match item {
            Value::Ref(relation) => Some(self.relations.get(*relation).to),
            _ => None,
        });
        targets.collect()
    }
}
