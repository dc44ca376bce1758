//! The settings of a `timeline` view: of which things, by which of their dates, in which lanes, between which days.

use super::super::Ground;
use super::super::decode::plain;
use super::super::kind::{FieldId, FieldKind, KindId};
use super::super::query::{self, Query};
use super::super::value::Value;
use super::{Shared, fields};
use crate::diag::{Code, Report, nearest};
use crate::syntax::date::Date;
use crate::syntax::toml::{Keys, Node, Table, wrong_type};
use crate::syntax::view::View;

/// A timeline as its editor wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineView {
    /// Its groups are the lanes.
    pub query: Query,
    pub lanes: Lanes,
    /// Between which days the axis runs; nothing is left to the things.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The fields that say when, as each kind has them; none where every kind's own are meant.
    pub date: Vec<(KindId, FieldId)>,
    /// The fields that are written beside the bars, where that is not the title.
    pub label: Vec<(KindId, FieldId)>,
    pub today: Today,
    /// Nothing where the dates decide.
    pub form: Option<Form>,
    pub shared: Shared,
}

impl TimelineView {
    /// What became of one thing of a kind, as its own page shows it.
    pub fn of_history(kind: KindId) -> TimelineView {
        let query = Query { of: vec![kind], conditions: Vec::new(), sort: Vec::new(), limit: None, group_by: None, then_by: None };
        TimelineView {
            query,
            lanes: Lanes::One,
            from: None,
            to: None,
            date: Vec::new(),
            label: Vec::new(),
            today: Today::Within,
            form: Some(Form::Lifelines),
            shared: Shared::default(),
        }
    }
}

/// What a timeline's lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lanes {
    /// All in one.
    One,
    /// One for each kind.
    Kind,
    /// One for each value of the field that the query groups by.
    Field,
}

/// Is the day of the build marked?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Today {
    /// Where it lies within the dates.
    Within,
    Always,
    Never,
}

/// How a timeline is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Bars and points on an axis of years or months.
    Bars,
    /// A line for each thing, with what became of it.
    Lifelines,
    /// A column for each day.
    Days,
}

const FORMS: [(&str, Form); 3] = [("bars", Form::Bars), ("lifelines", Form::Lifelines), ("days", Form::Days)];

/// What the query reads.
const QUERY: [&str; 5] = ["of", "where", "sort", "limit", "group_by"];

/// What stands for the kind of a thing where `lanes` wants a field.
const KIND: &str = "kind";

/// Reads the settings of a timeline; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<TimelineView> {
    let mut keys = Keys::of(&view.settings, "a timeline");
    let (lanes, asked) = lanes(&view.settings, &mut keys, report);
    let query = query::read(&mut Keys::of(&asked, "a timeline"), view.name_span, ground, report);
    QUERY.iter().for_each(|key| {
        keys.node(key);
    });
    let of = query.as_ref().map(|query| query.of.clone()).unwrap_or_default();
    let (from, to) = (day(&mut keys, "from", report), day(&mut keys, "to", report));
    let date = keys.node("date").map(|node| dated(node, &of, ground, report)).unwrap_or_default();
    let label = match keys.text("label", report) {
        Some(name) => keys.node("label").and_then(|node| fields(name, node.span, &of, ground, report)).unwrap_or_default(),
        None => Vec::new(),
    };
    let today = match keys.flag("today", report) {
        None => Today::Within,
        Some(true) => Today::Always,
        Some(false) => Today::Never,
    };
    let form = keys.node("form").and_then(|node| form(node, report));
    let shared = Shared::read(&mut keys, view, ground, report);
    if let (Some((from, _)), Some((to, place))) = (from, to)
        && to.last_day() < from.first_day()
    {
        let message = format!("the axis ends {to}, before it begins, {from}");
        report.say(place, Code::EndBeforeStart, message).help("mend one of the two dates");
        return None;
    }
    keys.finish(report);
    let (from, to) = (from.map(|(date, _)| date), to.map(|(date, _)| date));
    Some(TimelineView { query: query?, lanes, from, to, date, label, today, form, shared })
}

/// What the lanes are, and the settings in which the query finds them as its groups.
fn lanes(settings: &Table, keys: &mut Keys<'_>, report: &mut Report) -> (Lanes, Table) {
    let mut asked = settings.clone();
    asked.entries.retain(|entry| QUERY.contains(&&*entry.key));
    let grouped = asked.find("group_by").is_some();
    let Some(node) = keys.node("lanes") else { return (if grouped { Lanes::Field } else { Lanes::One }, asked) };
    let Some(entry) = settings.find("lanes").filter(|entry| entry.node.as_text().is_some()) else {
        wrong_type("lanes", "the name of a field, or \"kind\"", node, report);
        return (Lanes::One, asked);
    };
    if grouped {
        let message = "this timeline has `lanes` and `group_by`, which say the same";
        report.say(entry.key_span, Code::UnknownSetting, message).help("leave one of them out");
        return (Lanes::Field, asked);
    }
    if node.as_text() == Some(KIND) {
        return (Lanes::Kind, asked);
    }
    let mut group_by = entry.clone();
    group_by.key = "group_by".into();
    asked.entries.push(group_by);
    (Lanes::Field, asked)
}

/// A date with its place.
fn day<'k>(keys: &mut Keys<'k>, key: &'k str, report: &mut Report) -> Option<(Date, crate::diag::Span)> {
    let node = keys.node(key)?;
    match plain::value(key, &FieldKind::Date, node, report) {
        Some(Value::Date(date)) => Some((date, node.span)),
        _ => None,
    }
}

/// The fields of that name that hold dates; reported where there are none.
fn dated(node: &Node, of: &[KindId], ground: &Ground<'_>, report: &mut Report) -> Vec<(KindId, FieldId)> {
    let Some(name) = node.as_text() else {
        wrong_type("date", "the name of a field", node, report);
        return Vec::new();
    };
    let found = fields(name, node.span, of, ground, report).unwrap_or_default();
    let is_date = |field: &FieldId| matches!(ground.kinds.field(*field).kind, FieldKind::Date | FieldKind::Period | FieldKind::Unknown);
    if let Some((_, field)) = found.first().filter(|_| !found.iter().any(|(_, field)| is_date(field))) {
        let kind = ground.kinds.field(*field).type_name();
        let message = format!("`{name}` holds no dates: it is of the type `{kind}`");
        let dates = of.iter().flat_map(|kind| &ground.kinds.kind(*kind).fields).filter(|field| is_date(field));
        let mut names: Vec<&str> = dates.map(|field| &*ground.kinds.field(*field).name).collect();
        names.sort_unstable();
        names.dedup();
        report.say(node.span, Code::WrongType, message).help(format!("dates are in `{}`", names.join("`, `")));
    }
    found.into_iter().filter(|(_, field)| is_date(field)).collect()
}

fn form(node: &Node, report: &mut Report) -> Option<Form> {
    let Some(word) = node.as_text() else {
        wrong_type("form", "the name of a form", node, report);
        return None;
    };
    let found = FORMS.iter().find(|(name, _)| *name == word).map(|(_, form)| *form);
    if found.is_none() {
        let known = || FORMS.iter().map(|(name, _)| *name);
        let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
        let all = || format!("the forms are {}", known().collect::<Vec<_>>().join(", "));
        let said = report.say(node.span, Code::UnknownValue, format!("there is no timeline of the form `{word}`"));
        said.help(near.unwrap_or_else(all)).slip(node.span, word, known());
    }
    found
}
