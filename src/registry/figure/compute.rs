//! Figures computed from what the site lists: a query, and what is taken of the things that it finds.

use super::super::kind::{FieldKind, Kinds};
use super::super::language::DEFAULT;
use super::super::query::{self, Condition, Group, Key, Path, Query, Subject, Test};
use super::super::value::{Text, Value};
use super::super::{EntityId, Site};
use super::beside::{Derived, beside_stated};
use super::digits::{Rounding, decimals, rounded};
use super::{Figure, Observation, Provenance, Reading};
use crate::diag::{Code, Report, Span};
use crate::registry::identifier;
use crate::syntax::date::Period;
use crate::syntax::document::is_id;

/// What is computed, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Computation {
    pub query: Query,
    pub take: Take,
    /// The field whose values are taken, and where it is named.
    pub field: Option<(Box<str>, Span)>,
    pub span: Span,
}

/// What is taken of the things that are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    #[default]
    Count,
    Sum,
    Mean,
    Min,
    Max,
    /// In per cent: of all groups together, or where there are none of everything of the query's kinds.
    Share,
}

/// How many things a computed value rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Those that the query found.
    pub things: usize,
    /// Those among them that do not say what was asked: they lack the field, or what they are grouped by.
    pub silent: usize,
}

impl Take {
    /// Reads the word that editors write.
    pub fn parse(word: &str) -> Option<Take> {
        match word {
            "count" => Some(Take::Count),
            "sum" => Some(Take::Sum),
            "mean" => Some(Take::Mean),
            "min" => Some(Take::Min),
            "max" => Some(Take::Max),
            "share" => Some(Take::Share),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Take::Count => "count",
            Take::Sum => "sum",
            Take::Mean => "mean",
            Take::Min => "min",
            Take::Max => "max",
            Take::Share => "share",
        }
    }
}

/// Adds what is computed to a figure's observations.
pub fn compute(figure: &mut Figure, site: &Site, report: &mut Report) {
    let Some(computation) = figure.computation.take() else { return };
    let paths = match (&computation.field, computation.take) {
        (Some((name, span)), take) => paths(name, (*span, take), &computation.query, site, report),
        (None, Take::Count | Take::Share) => Some(Vec::new()),
        (None, take) => {
            let message = format!("`{}` does not say of which `field`", take.word());
            report.say(computation.span, Code::MissingField, message).help("add one, such as field = \"budget\"");
            None
        }
    };
    if let Some(paths) = paths.filter(|_| is_groupable(&computation, site, report)) {
        let reckoner = Reckoner { computation: &computation, paths, site, factor: figure.scale.factor() };
        reckoner.fill(figure, report);
    }
    figure.computation = Some(computation);
}

/// The field whose values are taken, in each kind of the query.
fn paths(name: &str, (span, take): (Span, Take), query: &Query, site: &Site, report: &mut Report) -> Option<Vec<Path>> {
    if take == Take::Count {
        let message = "`field` says nothing where things are counted";
        let help = format!("leave it out; to count those that give it, write where = {{ {name} = {{ exists = true }} }}");
        report.say(span, Code::WrongType, message).help(help);
        return None;
    }
    let found = query::paths(&query.of, (name, span), &site.ground(), report)?;
    let is_number = |path: &Path| {
        let kind = &site.kinds.field(path.sub.unwrap_or(path.field)).kind;
        matches!(kind, FieldKind::Integer | FieldKind::Number | FieldKind::Money | FieldKind::Measure)
    };
    if found.iter().any(|path| !is_number(path)) {
        let help = match numbers(query, &site.kinds) {
            names if names.is_empty() => "name a field of whole numbers, numbers, money or measures".to_owned(),
            names => format!("name a field of numbers: {}", names.join(", ")),
        };
        report.say(span, Code::WrongType, format!("`{name}` holds no numbers")).help(help);
        return None;
    }
    Some(found)
}

/// The fields of numbers that the kinds of a query have.
fn numbers<'a>(query: &Query, kinds: &'a Kinds) -> Vec<&'a str> {
    let fields = query.of.iter().flat_map(|kind| &kinds.kind(*kind).fields).map(|field| kinds.field(*field));
    let numbers =
        fields.filter(|field| matches!(field.kind, FieldKind::Integer | FieldKind::Number | FieldKind::Money | FieldKind::Measure));
    let mut names: Vec<&str> = numbers.map(|field| &*field.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Can each group be an observation of its own: of a thing, a category or a period?
fn is_groupable(computation: &Computation, site: &Site, report: &mut Report) -> bool {
    let paths = computation.query.group_by.as_deref().unwrap_or_default();
    let field = paths.iter().map(|path| site.kinds.field(path.sub.unwrap_or(path.field))).find(|field| {
        use FieldKind::{Boolean, Coordinates, Money, Time};
        matches!(field.kind, Boolean | Coordinates | Money | Time)
    });
    if let Some(field) = field {
        let message = format!("a figure cannot be grouped by `{}`", field.name);
        let help = "group by things, by a closed list, by texts or by dates; for what is true or false ask in where";
        report.say(computation.span, Code::WrongType, message).help(help);
    }
    field.is_none()
}

/// What the things of a group give.
#[derive(Default)]
struct Values {
    numbers: Vec<f64>,
    /// The most digits that one of them has behind the point.
    decimals: i32,
    silent: usize,
}

impl Values {
    fn sum(&self) -> f64 {
        self.numbers.iter().sum()
    }
}

struct Reckoner<'a> {
    computation: &'a Computation,
    /// Empty where things are counted.
    paths: Vec<Path>,
    site: &'a Site,
    factor: f64,
}

impl Reckoner<'_> {
    fn fill(&self, figure: &mut Figure, report: &mut Report) {
        let groups = query::run(self.site, &self.computation.query, DEFAULT);
        if !self.is_of_one_currency(figure, &groups, report) {
            return;
        }
        let silent = groups.iter().find(|group| group.key == Key::NotGiven).map_or(0, |group| group.entities.len());
        let things = distinct(groups.iter());
        let is_grouped = self.computation.query.group_by.is_some();
        let whole = if is_grouped { self.whole(&groups) } else { self.everything() };
        let mut total = Tally { things, silent };
        let mut found = Vec::new();
        for group in groups.iter().filter(|group| group.key != Key::NotGiven) {
            let values = self.values(&group.entities);
            let tally = Tally { things: group.entities.len(), silent: values.silent };
            if !is_grouped {
                total = tally;
            }
            let taken = self.taken(&values, &group.entities, whole);
            let reading = taken.map_or(Reading::NotReported, |(value, digits)| Reading::Value(rounded(value, digits, Rounding::Nearest)));
            let observation = Observation::worked_out(reading, Provenance::Computed(tally), self.computation.span);
            let possible = taken.map_or((f64::NEG_INFINITY, f64::INFINITY), |(value, _)| (value, value));
            found.push(Derived { observation: self.placed(observation, &group.key, figure), possible });
        }
        figure.tally = Some(total);
        let (added, recomputed) = beside_stated(figure, found, self.site);
        figure.observations.extend(added);
        figure.recomputed = recomputed;
    }

    /// Gives an observation the dimension that its group stands for, and an id where there is one to give.
    fn placed(&self, mut observation: Observation, key: &Key, figure: &Figure) -> Observation {
        let site = self.site;
        let plain = |words: String| Some(Text::one(DEFAULT, words.into()));
        let id = match key {
            Key::Entity(entity) => {
                observation.about = Some(*entity);
                Some(site.entity(*entity).id.clone())
            }
            Key::Choice(field, choice) => {
                let choice = site.kinds.field(*field).choices().get(usize::from(*choice));
                observation.category = choice.map(|choice| choice.label.clone());
                choice.map(|choice| choice.id.clone())
            }
            Key::Value(_, Value::Text(text)) => {
                observation.category = Some(text.clone());
                None
            }
            Key::Value(_, Value::Date(date)) => {
                observation.period = Some(Period::On(*date));
                None
            }
            Key::Value(_, Value::Period(period)) => {
                observation.period = Some(*period);
                None
            }
            Key::Value(_, value) => {
                let words = match value {
                    Value::Url(text) | Value::Email(text) | Value::Identifier(text) => plain(text.to_string()),
                    value => query::number(value).and_then(|number| plain(number.to_string())),
                };
                observation.category = words;
                None
            }
            Key::All | Key::NotGiven => None,
        };
        observation.id = id.filter(|id| is_id(id) && figure.find(id).is_none());
        observation
    }

    fn values(&self, things: &[EntityId]) -> Values {
        let mut values = Values::default();
        for thing in things {
            let before = values.numbers.len();
            query::each_value(self.site, *thing, &self.paths, &mut |value| {
                let number = query::number(value).filter(|number| number.is_finite());
                values.decimals = values.decimals.max(number.map_or(0, decimals));
                values.numbers.extend(number);
            });
            values.silent += usize::from(values.numbers.len() == before && !self.paths.is_empty());
        }
        values
    }

    /// What all groups have together, those things aside that are in none.
    fn whole(&self, groups: &[Group]) -> f64 {
        let mut things: Vec<EntityId> =
            groups.iter().filter(|group| group.key != Key::NotGiven).flat_map(|group| &group.entities).copied().collect();
        things.sort_unstable();
        things.dedup();
        if self.paths.is_empty() { things.len() as f64 } else { self.values(&things).sum() }
    }

    /// What everything of the query's kinds has.
    fn everything(&self) -> f64 {
        let things: Vec<EntityId> = self.computation.query.of.iter().flat_map(|kind| self.site.of_kind(*kind)).collect();
        if self.paths.is_empty() { things.len() as f64 } else { self.values(&things).sum() }
    }

    /// What is taken of the things of a group, and with how many digits behind the point; `None` where nobody can tell.
    fn taken(&self, values: &Values, things: &[EntityId], whole: f64) -> Option<(f64, i32)> {
        let numbers = || values.numbers.iter().copied();
        let count = numbers().count() as f64;
        let is_known = || !things.is_empty() || is_listed(self.site, &self.computation.query);
        let with_scale = values.decimals + decimals(1.0 / self.factor);
        let (value, digits) = match self.computation.take {
            Take::Count if !is_known() => return None,
            Take::Count => (things.len() as f64 / self.factor, decimals(1.0 / self.factor)),
            Take::Share if whole == 0.0 => return None,
            Take::Share if self.paths.is_empty() && !is_known() => return None,
            Take::Share if self.paths.is_empty() => (things.len() as f64 / whole * 100.0, 0),
            _ if values.numbers.is_empty() => return None,
            Take::Share => (values.sum() / whole * 100.0, 0),
            Take::Sum => (values.sum() / self.factor, with_scale),
            Take::Mean => (values.sum() / count / self.factor, values.decimals),
            Take::Min => (numbers().fold(f64::INFINITY, f64::min) / self.factor, with_scale),
            Take::Max => (numbers().fold(f64::NEG_INFINITY, f64::max) / self.factor, with_scale),
        };
        value.is_finite().then_some((value, digits))
    }

    /// Is all money of one currency, which is the figure's? Nobody can add euros to dollars.
    fn is_of_one_currency(&self, figure: &Figure, groups: &[Group], report: &mut Report) -> bool {
        let Some((name, span)) = &self.computation.field else { return true };
        let own = figure.unit.as_ref().map(|unit| &**unit.read_in(DEFAULT).1);
        let mut known: Option<&str> = own.filter(|unit| identifier::is_currency(unit));
        let mut other: Option<(&str, EntityId)> = None;
        let mut is_found = false;
        for thing in groups.iter().flat_map(|group| &group.entities) {
            query::each_value(self.site, *thing, &self.paths, &mut |value| {
                let Value::Money(money) = value else { return };
                let currency = *known.get_or_insert(&money.currency);
                if currency != &*money.currency && other.is_none() {
                    other = Some((&money.currency, *thing));
                }
                is_found = is_found || currency == &*money.currency;
            });
        }
        let (Some(currency), Some((another, second))) = (known, other) else { return true };
        if own == Some(currency) && !is_found {
            let message = format!("`{name}` is in {another}, and the figure's unit is {currency}");
            report
                .say(*span, Code::MixedUnits, message)
                .help(format!("write unit = \"{another}\", or ask in where for those in {currency}"));
            return false;
        }
        let message = format!("`{name}` is in {currency} and in {another}, which cannot be put together");
        let help = format!("ask in where for those in {currency}, or give the amount of `{}` in {currency}", self.site.entity(second).name);
        report.say(*span, Code::MixedUnits, message).help(help);
        false
    }
}

fn distinct<'g>(groups: impl Iterator<Item = &'g Group>) -> usize {
    let mut things: Vec<EntityId> = groups.flat_map(|group| &group.entities).copied().collect();
    things.sort_unstable();
    things.dedup();
    things.len()
}

/// May nobody be counted as none? Only where the list is there: there are things that have to do with those that the query names, and
/// some of them say what it asks.
///
/// That no member of a cluster is small is known once its members are listed, and some say how large they are.
fn is_listed(site: &Site, query: &Query) -> bool {
    let leads = |path: &Path| matches!(site.kinds.field(path.sub.unwrap_or(path.field)).kind, FieldKind::Ref(_) | FieldKind::Inverse(_));
    let (links, facts): (Vec<&Condition>, Vec<&Condition>) = query
        .conditions
        .iter()
        .partition(|condition| matches!(&condition.subject, Subject::Field(paths) if paths.iter().any(leads)) && is_positive(condition));
    let listed = Query {
        of: query.of.clone(),
        conditions: links.into_iter().cloned().collect(),
        sort: Vec::new(),
        limit: None,
        group_by: None,
        then_by: None,
    };
    let things: Vec<EntityId> = query::run(site, &listed, DEFAULT).into_iter().flat_map(|group| group.entities).collect();
    let says = |condition: &&Condition| match &condition.subject {
        Subject::Field(paths) if is_positive(condition) && !matches!(condition.test, Test::Exists(_)) => {
            things.iter().any(|thing| query::has(site, *thing, paths))
        }
        _ => true,
    };
    !things.is_empty() && facts.iter().all(says)
}

fn is_positive(condition: &Condition) -> bool {
    !matches!(condition.test, Test::NoneOf(_) | Test::Exists(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_read_as_it_is_written() {
        for take in [Take::Count, Take::Sum, Take::Mean, Take::Min, Take::Max, Take::Share] {
            assert_eq!(Take::parse(take.word()), Some(take));
        }
        assert_eq!(Take::parse("median"), None);
    }
}
