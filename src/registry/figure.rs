//! Figures: indicators with their observations.

mod claims;
pub mod shape;

use std::cmp::Reverse;

use super::EntityId;
use super::entity::Entity;
use super::kind::{FieldId, Kinds, Nature};
use super::query::Query;
use super::relation::Relations;
use super::value::{Given, Measure, Text, Value};
use crate::diag::Span;
use crate::syntax::date::Period;
pub use claims::Outlook;

/// An indicator: what is counted or measured, and what has been observed of it.
#[derive(Debug)]
pub struct Figure {
    pub entity: EntityId,
    /// `percent`, `index`, a currency's code, `people`, or any noun.
    pub unit: Option<Text>,
    /// What the unit is called where there is one of it.
    pub unit_one: Option<Text>,
    /// What one of the stated numbers stands for: 1, a thousand, a million or a billion (10⁹).
    pub scale: Scale,
    /// What an index is compared with.
    pub baseline: Option<Text>,
    /// In the order in which they were written.
    pub observations: Vec<Observation>,
    /// What the site lists for this claim.
    pub counts: Option<Query>,
    /// For how many months it may be quoted before somebody should look again.
    pub valid_for: Option<u32>,
    pub parts: Parts,
    /// How it is drawn, where its shape should not decide.
    pub chart: Option<Chart>,
}

/// Do the categories add up to the whole?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Parts {
    /// There may be others.
    #[default]
    Open,
    /// They add up to the observation without a category, or to 100 for per cent.
    Complete,
    /// One thing may be counted in several.
    Overlapping,
}

/// How an editor wants a figure to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// Horizontal.
    Bar,
    /// Vertical.
    Column,
    Grouped,
    Stacked,
    StackedShare,
    Line,
    Area,
    Slope,
    Lollipop,
    Range,
    Share,
    Waffle,
    Donut,
    Scatter,
    Heat,
    Treemap,
    Sparkline,
    Multiples,
    /// Not at all.
    None,
}

/// The factor that a source left out of its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scale {
    #[default]
    Ones,
    Thousands,
    /// 10⁶.
    Millions,
    /// 10⁹.
    Billions,
}

/// One observed value with its dimensions and where it comes from.
#[derive(Debug)]
pub struct Observation {
    pub id: Option<Box<str>>,
    pub reading: Reading,
    /// The lower and the upper bound as they were given, beside a value or alone.
    pub range: (Option<f64>, Option<f64>),
    pub period: Option<Period>,
    pub dating: Dating,
    /// Whose value it is; `None`: whatever the figure is about.
    pub about: Option<EntityId>,
    pub category: Option<Text>,
    pub status: Status,
    pub qualifier: Qualifier,
    pub basis: Option<Basis>,
    pub sources: Vec<EntityId>,
    /// The sources that the sources themselves name.
    pub origin: Vec<EntityId>,
    pub said_by: Option<EntityId>,
    /// As printed in the source.
    pub stated: Option<Text>,
    /// Page, paragraph.
    pub locator: Option<Text>,
    /// What speaks against it, printed beside it.
    pub doubt: Option<Text>,
    pub note: Option<Text>,
    pub standing: Standing,
    pub breaks: Break,
    pub span: Span,
    /// From the first to the last thing that it says.
    pub extent: Span,
}

/// Does an observation say when?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dating {
    Dated,
    /// It says that its source does not tell.
    Unspecified,
    #[default]
    Missing,
}

/// What was read off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    Value(f64),
    /// From a lower to an upper bound; one of them may be open.
    Range {
        min: Option<f64>,
        max: Option<f64>,
    },
    NotReported,
    /// Nothing is given, which is a fault.
    Nothing,
}

/// How far the value can be taken at its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    #[default]
    Actual,
    Provisional,
    Estimated,
    Expected,
    Target,
}

/// How near the stated number is to the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualifier {
    #[default]
    Exact,
    About,
    Almost,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
}

/// What a count adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    PerEdition,
    Total,
    Cumulative,
    Unspecified,
}

/// Is an observation the one that settles competing claims?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Claim,
    Preferred,
}

/// Is a series broken before an observation, so that it cannot be compared with those before it?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Break {
    #[default]
    None,
    Before,
}

impl Chart {
    /// All ways, by the words that editors write.
    pub const ALL: [(&'static str, Chart); 19] = [
        ("bar", Chart::Bar),
        ("column", Chart::Column),
        ("grouped", Chart::Grouped),
        ("stacked", Chart::Stacked),
        ("stacked-share", Chart::StackedShare),
        ("line", Chart::Line),
        ("area", Chart::Area),
        ("slope", Chart::Slope),
        ("lollipop", Chart::Lollipop),
        ("range", Chart::Range),
        ("share", Chart::Share),
        ("waffle", Chart::Waffle),
        ("donut", Chart::Donut),
        ("scatter", Chart::Scatter),
        ("heat", Chart::Heat),
        ("treemap", Chart::Treemap),
        ("sparkline", Chart::Sparkline),
        ("multiples", Chart::Multiples),
        ("none", Chart::None),
    ];

    /// Reads the word that editors write.
    pub fn parse(word: &str) -> Option<Chart> {
        Chart::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, chart)| chart)
    }
}

impl Parts {
    /// Reads `open`, `complete` or `overlapping`.
    pub fn parse(word: &str) -> Option<Parts> {
        match word {
            "open" => Some(Parts::Open),
            "complete" => Some(Parts::Complete),
            "overlapping" => Some(Parts::Overlapping),
            _ => None,
        }
    }
}

impl Scale {
    /// Reads `thousand`, `million` or `billion`, as a figure's `scale` is written.
    pub fn parse(word: &str) -> Option<Scale> {
        match word {
            "thousand" => Some(Scale::Thousands),
            "million" => Some(Scale::Millions),
            "billion" => Some(Scale::Billions),
            _ => None,
        }
    }

    /// How many ones it is.
    pub fn factor(self) -> f64 {
        match self {
            Scale::Ones => 1.0,
            Scale::Thousands => 1e3,
            Scale::Millions => 1e6,
            Scale::Billions => 1e9,
        }
    }
}

/// The fields by which figures, or observations of theirs, are about other things.
pub fn about_fields(kinds: &Kinds) -> Vec<FieldId> {
    let mut fields = Vec::new();
    for (id, _) in kinds.all().filter(|(_, kind)| kind.nature == Nature::Figure) {
        fields.extend(kinds.find_field(id, "about"));
        let records = kinds.find_field(id, "observations").map_or(&[][..], |field| kinds.field(field).sub_fields());
        fields.extend(kinds.find_among(records, "about"));
    }
    fields
}

impl Figure {
    /// The observation that stands for the figure where there is room for one: the preferred, else the latest of the firmest status.
    pub fn headline(&self) -> Option<usize> {
        self.headline_of(|_| true)
    }

    /// The same among those observations that are wanted.
    pub fn headline_of(&self, is_wanted: impl Fn(&Observation) -> bool) -> Option<usize> {
        let wanted = self.observations.iter().enumerate().filter(|(_, seen)| is_wanted(seen));
        wanted.max_by_key(|(at, _)| self.rank(*at)).map(|(at, _)| at)
    }

    /// How well an observation stands for others, the best last.
    fn rank(&self, at: usize) -> impl Ord + use<> {
        let seen = &self.observations[at];
        let day = seen.period.and_then(Period::last_day);
        (seen.standing == Standing::Preferred, seen.reading != Reading::NotReported, Reverse(seen.status), day, Reverse(at))
    }

    /// Finds an observation by its id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.observations.iter().position(|seen| seen.id.as_deref() == Some(id))
    }

    /// Makes a figure of what the entity's fields say.
    pub fn of(entity: EntityId, thing: &Entity, kinds: &Kinds, relations: &Relations) -> Figure {
        let fields = Fields { kinds, relations, given: &thing.values };
        let records = thing.values.iter().find(|given| &*kinds.field(given.field).name == "observations");
        let items = records.map_or(&[][..], |given| given.value.items());
        let observation = |item: &Value| match item {
            Value::Record(given) => Some(observation(&Fields { kinds, relations, given }, records.map_or(thing.span, |given| given.span))),
            _ => None,
        };
        Figure {
            entity,
            unit: fields.text("unit"),
            unit_one: fields.text("unit_one"),
            scale: fields.choice("scale").and_then(Scale::parse).unwrap_or_default(),
            baseline: fields.text("baseline"),
            observations: items.iter().filter_map(observation).collect(),
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
        }
    }
}

impl Observation {
    /// Can both be true? More than 150 agrees with 160 and not with 80; what is not reported contradicts nothing.
    pub fn agrees(&self, other: &Observation) -> bool {
        match (self.bounds(), other.bounds()) {
            (Some((low, high)), Some((other_low, other_high))) => low <= other_high && other_low <= high,
            _ => true,
        }
    }

    /// The least and the greatest value that the words leave open. "About" is taken as 5 % to either side, "almost" as 10 % below.
    pub fn bounds(&self) -> Option<(f64, f64)> {
        let value = match self.reading {
            Reading::Value(value) => value,
            Reading::Range { min, max } => return Some((min.unwrap_or(f64::NEG_INFINITY), max.unwrap_or(f64::INFINITY))),
            Reading::NotReported | Reading::Nothing => return None,
        };
        Some(match self.qualifier {
            Qualifier::Exact => (value, value),
            Qualifier::About => (value - value.abs() * 0.05, value + value.abs() * 0.05),
            Qualifier::Almost => (value - value.abs() * 0.1, value),
            Qualifier::MoreThan => (value.next_up(), f64::INFINITY),
            Qualifier::AtLeast => (value, f64::INFINITY),
            Qualifier::LessThan => (f64::NEG_INFINITY, value.next_down()),
            Qualifier::AtMost => (f64::NEG_INFINITY, value),
        })
    }
}

fn observation(fields: &Fields<'_>, whole: Span) -> Observation {
    let reading = match (fields.value("value"), fields.number("min"), fields.number("max")) {
        (Some(Value::Measure(Measure::Number(value))), ..) => Reading::Value(*value),
        (Some(Value::Measure(Measure::NotReported)), ..) => Reading::NotReported,
        (_, None, None) => Reading::Nothing,
        (_, min, max) => Reading::Range { min, max },
    };
    let (period, dating) = match fields.value("period") {
        Some(Value::Period(Period::UNSPECIFIED)) => (None, Dating::Unspecified),
        Some(Value::Period(period)) => (Some(*period), Dating::Dated),
        _ => (None, Dating::Missing),
    };
    Observation {
        id: fields.text("id").map(|text| text.read_in(super::language::DEFAULT).1.clone()),
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
            _ => Status::Actual,
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
        note: fields.text("note"),
        breaks: if fields.value("break") == Some(&Value::Boolean(true)) { Break::Before } else { Break::None },
        standing: if fields.value("preferred") == Some(&Value::Boolean(true)) { Standing::Preferred } else { Standing::Claim },
        span: fields.given.iter().map(|given| given.span).min().unwrap_or(whole),
        extent: extent(fields.given).unwrap_or(whole),
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
        let given = self.given.iter().find(|given| &*self.kinds.field(given.field).name == name)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn claim(qualifier: Qualifier, value: f64) -> Observation {
        Observation {
            id: None,
            reading: Reading::Value(value),
            range: (None, None),
            period: None,
            dating: Dating::Missing,
            about: None,
            category: None,
            status: Status::Actual,
            qualifier,
            basis: None,
            sources: Vec::new(),
            origin: Vec::new(),
            said_by: None,
            stated: None,
            locator: None,
            doubt: None,
            note: None,
            standing: Standing::Claim,
            breaks: Break::None,
            span: Span::start_of(FileId(0)),
            extent: Span::start_of(FileId(0)),
        }
    }

    #[test]
    fn a_qualifier_counts_when_claims_are_compared() {
        let check = |one: (Qualifier, f64), other: (Qualifier, f64), agrees: bool| {
            let (one, other) = (claim(one.0, one.1), claim(other.0, other.1));
            assert_eq!((one.agrees(&other), other.agrees(&one)), (agrees, agrees), "{one:?} {other:?}");
        };
        check((Qualifier::MoreThan, 150.0), (Qualifier::Exact, 160.0), true);
        check((Qualifier::MoreThan, 150.0), (Qualifier::Exact, 150.0), false);
        check((Qualifier::MoreThan, 150.0), (Qualifier::About, 80.0), false);
        check((Qualifier::Almost, 2000.0), (Qualifier::Exact, 1950.0), true);
        check((Qualifier::Exact, 22.8), (Qualifier::Exact, 23.0), false);
        check((Qualifier::Exact, 22.8), (Qualifier::About, 23.0), true);
        check((Qualifier::AtMost, 10.0), (Qualifier::AtLeast, 10.0), true);
        check((Qualifier::LessThan, 10.0), (Qualifier::AtLeast, 10.0), false);
    }
}
