//! A view's settings, understood: what it shows of which things.

pub mod chart;
pub mod counted;
pub mod landscape;
pub mod map;

use super::Ground;
use super::kind::{FieldId, KindId};
use super::query::{self, Query};
use super::settings::localised;
use super::value::Text;
use crate::diag::{Code, Report, nearest};
use crate::syntax::toml::{Keys, State, wrong_type};
use crate::syntax::view::{KNOWN, View, is_id};
use chart::ChartView;
use landscape::LandscapeView;
use map::MapView;

/// A view whose settings are understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Understood {
    Things(Box<Drawn>),
    Chart(Box<ChartView>),
    Landscape(Box<LandscapeView>),
    Map(Box<MapView>),
}

/// What every view may say of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    pub title: Option<Text>,
    pub caption: Option<Text>,
}

impl Shared {
    /// Reads `title`, `caption` and `id`, which is the view's anchor already, if it can be one.
    pub fn read(keys: &mut Keys<'_>, view: &View, ground: &Ground<'_>, report: &mut Report) -> Shared {
        let mut text = |key| keys.node(key).and_then(|node| localised(key, node, ground.languages, report));
        let (title, caption) = (text("title"), text("caption"));
        if let Some(node) = keys.node("id") {
            match node.as_text() {
                None => wrong_type("id", "text", node, report),
                Some(id) if !is_id(id) => {
                    let help = "use small letters, digits and hyphens, as in id = \"labs-by-town\"; names such as `map-2` are kept for views without an id";
                    report.say(node.span, Code::WrongType, format!("`{id}` cannot be the `id` of a view")).help(help);
                }
                Some(id) if *id != *view.anchor => {
                    report
                        .say(node.span, Code::WrongType, format!("another view of this text has the `id` `{id}`"))
                        .help("give this one another");
                }
                Some(_) => {}
            }
        }
        Shared { title, caption }
    }
}

/// A view of things that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub query: Query,
    pub shared: Shared,
    pub form: Form,
}

/// How a view shows the things that it found.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    Cards,
    /// A row each; the columns' fields as each kind has them.
    Table(Vec<Column>),
    /// Children below their parents, by the kind's parent or by these fields.
    Tree(Vec<(KindId, FieldId)>),
}

/// A column of a table: a field's name, and the field as each kind has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: Box<str>,
    pub fields: Vec<(KindId, FieldId)>,
}

/// Reads a view's settings; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<Understood> {
    if !KNOWN.contains(&&*view.name) {
        let near = nearest(&view.name, KNOWN).map(|near| format!("did you mean `{near}`?"));
        report
            .say(view.name_span, Code::UnknownView, format!("there is no view `{}`", view.name))
            .help_if(near.or_else(|| Some(format!("the views are {}", KNOWN.join(", ")))));
        return None;
    }
    if view.settings.state == State::Broken {
        return None;
    }
    match &*view.name {
        "chart" => chart::read(view, ground, report).map(|chart| Understood::Chart(Box::new(chart))),
        "landscape" => landscape::read(view, ground, report).map(|landscape| Understood::Landscape(Box::new(landscape))),
        "map" => map::read(view, ground, report).map(|map| Understood::Map(Box::new(map))),
        _ => things(view, ground, report).map(|drawn| Understood::Things(Box::new(drawn))),
    }
}

fn things(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<Drawn> {
    let mut keys = Keys::of(&view.settings, "this view");
    let shared = Shared::read(&mut keys, view, ground, report);
    let query = query::read(&mut keys, view.name_span, ground, report);
    let of = query.as_ref().map(|query| query.of.clone()).unwrap_or_default();
    let form = match &*view.name {
        "table" => {
            let named = keys.texts("fields", report);
            if named.is_empty() && view.settings.find("fields").is_none() {
                let message = "this table does not say which `fields` to show";
                report.say(view.name_span, Code::MissingField, message).help("add a line such as fields = [\"title\", \"type\"]");
            }
            let mut columns = Vec::new();
            for (name, span) in named {
                columns.extend(fields(name, span, &of, ground, report).map(|fields| Column { name: name.into(), fields }));
            }
            Form::Table(columns)
        }
        "tree" => {
            let by = keys.node("by");
            match by.map(|node| (node, node.as_text())) {
                Some((node, Some(name))) => Form::Tree(fields(name, node.span, &of, ground, report)?),
                Some((node, None)) => {
                    wrong_type("by", "the name of a field", node, report);
                    return None;
                }
                None => Form::Tree(of.iter().filter_map(|kind| Some((*kind, ground.kinds.kind(*kind).roles.parent?))).collect()),
            }
        }
        _ => Form::Cards,
    };
    keys.finish(report);
    Some(Drawn { query: query?, shared, form })
}

/// A field as each of the kinds has it; reported if none has.
fn fields(name: &str, span: crate::diag::Span, of: &[KindId], ground: &Ground<'_>, report: &mut Report) -> Option<Vec<(KindId, FieldId)>> {
    let found: Vec<(KindId, FieldId)> = of.iter().filter_map(|kind| Some((*kind, ground.kinds.find_field(*kind, name)?))).collect();
    if !found.is_empty() || of.is_empty() {
        return (!found.is_empty()).then_some(found);
    }
    let known = || of.iter().flat_map(|kind| ground.kinds.field_names(&ground.kinds.kind(*kind).fields));
    let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
    let names: Vec<&str> = of.iter().map(|kind| &*ground.kinds.kind(*kind).name).collect();
    let found = report.say(span, Code::UnknownField, format!("`{}` has no field `{name}`", names.join("`, `")));
    found.help_if(near).slip(span, name, known());
    None
}
