//! The settings of a `chart` view: of which figures, of which of their observations, in which form.

use super::super::EntityId;
use super::super::Ground;
use super::super::decode::plain;
use super::super::figure::Chart;
use super::super::figure::shape::Wanted;
use super::super::kind::{FieldKind, Nature, Targets};
use super::super::query::{Operand, entity};
use super::super::settings::localised;
use super::super::value::{Text, Value};
use super::Shared;
use super::counted::Counted;
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::toml::{Entry, Keys, Node, Table, Toml, wrong_type};
use crate::syntax::view::View;

/// A chart as its editor wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartView {
    /// A question of its own, instead of a figure.
    pub counted: Option<Counted>,
    pub figures: Vec<(EntityId, Span)>,
    pub form: Option<(ChartForm, Span)>,
    pub wanted: Wanted,
    /// What of `about` and `categories` stands where.
    pub named: Vec<(Named, Span)>,
    /// What stands out: categories, or the titles or ids of things.
    pub highlight: Vec<(Box<str>, Span)>,
    /// Nothing, where it is left to the figure.
    pub sort: Option<Sort>,
    pub references: Vec<Reference>,
    pub title: Option<Text>,
    pub caption: Option<Text>,
}

/// In which way a view tells figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartForm {
    /// As big numbers in a row.
    Numbers,
    Drawn(Chart),
}

/// Something that a figure must have an observation of.
#[derive(Clone, Debug, PartialEq)]
pub enum Named {
    About(EntityId),
    Category(Box<str>),
    Periods,
}

/// In which order bars stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// As they were written.
    Given,
    Ascending,
    Descending,
    Name,
}

/// A value that others are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub value: f64,
    pub label: Option<Text>,
}

const SORTS: [(&str, Sort); 4] = [("given", Sort::Given), ("value", Sort::Ascending), ("-value", Sort::Descending), ("name", Sort::Name)];

/// Reads the settings of a chart; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<ChartView> {
    let mut keys = Keys::of(&view.settings, "a chart");
    let mut reader = Reader { ground, report };
    let asks = ["of", "where", "limit", "group_by"].map(|key| keys.entry(key)).into_iter().flatten().next();
    let counted = match asks {
        Some(_) => Counted::read(&view.settings, &mut keys, view.name_span, (ground, reader.report)),
        None => None,
    };
    let figures = match asks {
        Some(asks) => reader.no_figures(&mut keys, asks),
        None => reader.figures(&mut keys, view.name_span),
    };
    let form = keys.node("form").and_then(|node| reader.form(node));
    let mut named = Vec::new();
    let wanted = reader.wanted(&mut keys, &mut named);
    let highlight = keys.texts("highlight", reader.report).into_iter().map(|(text, span)| (text.into(), span)).collect();
    let sort = keys.node("sort").and_then(|node| reader.sort(node));
    let references = keys.node("reference").map(|node| reader.references(node)).unwrap_or_default();
    let Shared { title, caption } = Shared::read(&mut keys, view, ground, reader.report);
    keys.finish(report);
    if asks.is_some() && counted.is_none() {
        return None;
    }
    Some(ChartView { counted, figures: figures?, form, wanted, named, highlight, sort, references, title, caption })
}

struct Reader<'g, 'r> {
    ground: &'g Ground<'g>,
    report: &'r mut Report,
}

impl Reader<'_, '_> {
    /// None: the chart asks a question of its own. A figure beside it is reported.
    fn no_figures<'k>(&mut self, keys: &mut Keys<'k>, asks: &Entry) -> Option<Vec<(EntityId, Span)>> {
        for key in ["figure", "figures"] {
            if let Some(entry) = keys.entry(key) {
                let message = format!("this chart names a `{key}` and asks for things by `{}` too", asks.key);
                self.report.say(entry.key_span, Code::UnfitChart, message).help("leave one of them out");
            }
        }
        Some(Vec::new())
    }

    /// The figures that are named; `None` if none of them is one.
    fn figures<'k>(&mut self, keys: &mut Keys<'k>, whole: Span) -> Option<Vec<(EntityId, Span)>> {
        let kinds = self.ground.kinds;
        let of_figures = kinds.all().filter(|(_, kind)| kind.nature == Nature::Figure).map(|(id, _)| id);
        let targets = Targets::Only(of_figures.collect());
        let (one, several) = (keys.node("figure"), keys.node("figures"));
        if one.is_none() && several.is_none() {
            self.report
                .say(whole, Code::MissingField, "this chart does not say of which `figure`")
                .help("add a line such as figure = \"gdp-share\"");
            return None;
        }
        let mut found = Vec::new();
        for (key, node) in [("figure", one), ("figures", several)] {
            for item in node.map_or(&[][..], items) {
                if let Some(Operand::Entity(id)) = entity(self.ground, key, item, &targets, self.report) {
                    found.push((id, item.span));
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn form(&mut self, node: &Node) -> Option<(ChartForm, Span)> {
        let Some(word) = node.as_text() else {
            wrong_type("form", "the name of a form", node, self.report);
            return None;
        };
        if word == "numbers" {
            return Some((ChartForm::Numbers, node.span));
        }
        match Chart::parse(word).filter(|form| *form != Chart::None) {
            Some(form) => Some((ChartForm::Drawn(form), node.span)),
            None => {
                let known = || Chart::ALL.into_iter().map(|(name, _)| name).filter(|name| *name != "none").chain(["numbers"]);
                let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
                let all = || format!("the forms are {}", known().collect::<Vec<_>>().join(", "));
                let found = self.report.say(node.span, Code::UnknownValue, format!("there is no chart of the form `{word}`"));
                found.help(near.unwrap_or_else(all)).slip(node.span, word, known());
                None
            }
        }
    }

    fn wanted<'k>(&mut self, keys: &mut Keys<'k>, named: &mut Vec<(Named, Span)>) -> Wanted {
        let mut wanted = Wanted::default();
        for item in keys.node("about").map_or(&[][..], items) {
            if let Some(Operand::Entity(id)) = entity(self.ground, "about", item, &Targets::Any, self.report) {
                wanted.about.push(id);
                named.push((Named::About(id), item.span));
            }
        }
        for (category, span) in keys.texts("categories", self.report) {
            wanted.categories.push(category.into());
            named.push((Named::Category(category.into()), span));
        }
        if let Some(node) = keys.node("periods")
            && let Some(Value::Period(period)) = plain::value("periods", &FieldKind::Period, node, self.report)
        {
            wanted.periods = Some(period);
            named.push((Named::Periods, node.span));
        }
        wanted
    }

    fn sort(&mut self, node: &Node) -> Option<Sort> {
        let Some(word) = node.as_text() else {
            wrong_type("sort", "one of given, value, -value, name", node, self.report);
            return None;
        };
        let found = SORTS.iter().find(|(name, _)| *name == word).map(|(_, sort)| *sort);
        if found.is_none() {
            let known = || SORTS.iter().map(|(name, _)| *name);
            let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
            let all = || format!("write one of {}", known().collect::<Vec<_>>().join(", "));
            let said = self.report.say(node.span, Code::UnknownValue, format!("a chart cannot be sorted by `{word}`"));
            said.help(near.unwrap_or_else(all)).slip(node.span, word, known());
        }
        found
    }

    /// A number, a table with a `value` and a `label`, or a list of those.
    fn references(&mut self, node: &Node) -> Vec<Reference> {
        let mut found = Vec::new();
        for item in items(node) {
            match &item.value {
                Toml::Table(table) => found.extend(self.reference(table, item.span)),
                _ => found.extend(self.number("reference", item).map(|value| Reference { value, label: None })),
            }
        }
        found
    }

    fn reference(&mut self, table: &Table, whole: Span) -> Option<Reference> {
        let mut keys = Keys::of(table, "a reference line");
        let value = keys.node("value");
        let label = keys.node("label").and_then(|node| localised("label", node, self.ground.languages, self.report));
        if value.is_none() {
            let said = self.report.say(whole, Code::MissingField, "this reference line does not say at which `value` it stands");
            said.help("add value = 100");
        }
        let value = value.and_then(|node| self.number("value", node));
        keys.finish(self.report);
        value.map(|value| Reference { value, label })
    }

    fn number(&mut self, key: &str, node: &Node) -> Option<f64> {
        match node.value {
            Toml::Integer(number) => Some(number as f64),
            Toml::Number(number) if number.is_finite() => Some(number),
            _ => {
                wrong_type(key, "a number", node, self.report);
                None
            }
        }
    }
}

/// The items of a list; anything else is its own only item.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Toml::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}
