//! A question that a chart asks by itself: a figure that is written nowhere, computed from what the site lists.

use super::super::figure::compute::{Computation, Take, compute};
use super::super::figure::{Figure, Parts, Scale};
use super::super::language::DEFAULT;
use super::super::query;
use super::super::value::{Text, Value};
use super::super::{Ground, Site};
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::toml::{Keys, Table};

/// A question that a chart asks by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub computation: Computation,
    /// What is counted, or the currency; nothing where it goes without saying.
    pub unit: Option<Box<str>>,
}

const TAKES: [(&str, Take); 6] =
    [("count", Take::Count), ("sum", Take::Sum), ("mean", Take::Mean), ("min", Take::Min), ("max", Take::Max), ("share", Take::Share)];

impl Counted {
    /// Reads `of`, `where`, `limit`, `group_by`, `take`, `field` and `unit`; `sort` is the chart's own.
    pub fn read(settings: &Table, keys: &mut Keys<'_>, place: Span, (ground, report): (&Ground<'_>, &mut Report)) -> Option<Counted> {
        let own = settings.entries.iter().filter(|entry| ["of", "where", "limit", "group_by"].contains(&&*entry.key)).cloned().collect();
        let own = Table { entries: own, state: settings.state };
        let query = query::read(&mut Keys::of(&own, "a chart"), place, ground, report);
        let take = match keys.node("take") {
            None => Take::Count,
            Some(node) => {
                let word = node.as_text().unwrap_or_default();
                let found = Take::parse(word);
                if found.is_none() {
                    let known = || TAKES.iter().map(|(name, _)| *name);
                    let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
                    let all = || format!("write one of {}", known().collect::<Vec<_>>().join(", "));
                    let said = report.say(node.span, Code::UnknownValue, "a chart cannot take this of the things that it finds");
                    said.help(near.unwrap_or_else(all)).slip(node.span, word, known());
                }
                found?
            }
        };
        let field = keys.node("field").and_then(|node| Some((node.as_text()?.into(), node.span)));
        let unit = keys.text("unit", report).map(Box::from);
        Some(Counted { computation: Computation { query: query?, take, field, span: place }, unit })
    }

    /// The same as TOML, which reads back as the same question.
    pub fn write(&self, site: &Site) -> String {
        let take = TAKES.iter().find(|(_, take)| *take == self.computation.take).map_or("count", |(name, _)| name);
        let mut out = format!("take = \"{take}\"\n");
        for (key, text) in [("field", self.computation.field.as_ref().map(|(name, _)| &**name)), ("unit", self.unit.as_deref())] {
            if let Some(text) = text {
                out.push_str(&format!("{key} = {}\n", query::quoted(text)));
            }
        }
        out.push_str(&query::write(&self.computation.query, site));
        out
    }

    /// The currency of the first amount that is found.
    fn currency(&self, site: &Site) -> Option<Box<str>> {
        let (name, span) = self.computation.field.as_ref()?;
        let paths = query::paths(&self.computation.query.of, (name, *span), &site.ground(), &mut Report::default())?;
        let mut found = None;
        for thing in query::run(site, &self.computation.query, DEFAULT).iter().flat_map(|group| &group.entities) {
            query::each_value(site, *thing, &paths, &mut |value| {
                if let (Value::Money(money), None) = (value, &found) {
                    found = Some(money.currency.clone());
                }
            });
            if found.is_some() {
                break;
            }
        }
        found
    }

    /// The answer, as a figure; what keeps it from being computed is reported. `None` on a site without things.
    pub fn figure(&self, site: &Site, report: &mut Report) -> Option<Figure> {
        let unit = match (&self.unit, self.computation.take) {
            (Some(unit), _) => Some(unit.clone()),
            (None, Take::Share) => Some("percent".into()),
            (None, Take::Count) => None,
            // Money is in its own currency.
            (None, _) => self.currency(site),
        };
        let mut figure = Figure {
            // Nobody is the figure: it has neither a page nor a title of its own.
            entity: site.entities().next()?.0,
            unit: unit.map(|unit| Text::one(DEFAULT, unit)),
            unit_one: None,
            scale: Scale::Ones,
            baseline: None,
            observations: Vec::new(),
            counts: None,
            valid_for: None,
            parts: if self.computation.take == Take::Share { Parts::Complete } else { Parts::Open },
            chart: None,
            computation: Some(self.computation.clone()),
            tally: None,
            derivation: None,
            recomputed: Vec::new(),
        };
        compute(&mut figure, site, report);
        Some(figure)
    }
}
