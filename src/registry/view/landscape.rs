//! A `landscape`: things as tiles, in boxes by one field or two.

use super::super::Ground;
use super::super::kind::FieldKind;
use super::super::query::{self, Condition, Key, Operand, Path, Query};
use super::Shared;
use crate::diag::{Code, Report, nearest};
use crate::syntax::toml::{Keys, Node, Toml, wrong_type};
use crate::syntax::view::View;

/// A landscape as its editor wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct LandscapeView {
    /// It groups by one field at least.
    pub query: Query,
    pub shared: Shared,
    /// Nothing, where it depends on how many things have a logo.
    pub show: Option<Show>,
    /// The boxes that are wanted, in this order; all of them, where none is named.
    pub groups: Vec<Key>,
    /// What the things on large tiles are; nothing, where all tiles are alike.
    pub featured: Vec<Condition>,
    /// How many tiles a group shows before it folds the others.
    pub limit_per_group: Option<usize>,
    pub counts: Counts,
}

/// What is seen of a thing on its tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    Logos,
    Names,
    Both,
}

/// Do heads say how many there are?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    Shown,
    Hidden,
}

const SHOWS: [(&str, Show); 3] = [("logos", Show::Logos), ("names", Show::Names), ("both", Show::Both)];

/// Reads the settings of a landscape; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<LandscapeView> {
    let mut keys = Keys::of(&view.settings, "a landscape");
    let shared = Shared::read(&mut keys, view, ground, report);
    let query = query::read_in_two(&mut keys, view.name_span, ground, report);
    if view.settings.find("group_by").is_none() && query.is_some() {
        let message = "this landscape does not say what to `group_by`";
        report.say(view.name_span, Code::MissingField, message).help("add a line such as group_by = \"type\"");
    }
    let show = keys.node("show").and_then(|node| show(node, report));
    let groups = keys.node("groups");
    let paths = query.as_ref().and_then(|query| query.group_by.as_deref());
    let groups = groups.zip(paths).map_or(Vec::new(), |(node, paths)| wanted(paths, node, ground, report));
    let featured = keys.table("featured", report);
    let featured = featured.zip(query.as_ref()).map(|(table, query)| query::conditions(&query.of, table, ground, report));
    let limit_per_group = keys.node("limit_per_group").and_then(|node| limit(node, report));
    let counts = if keys.flag("counts", report) == Some(false) { Counts::Hidden } else { Counts::Shown };
    keys.finish(report);
    let query = query.filter(|query| query.group_by.is_some())?;
    Some(LandscapeView { query, shared, show, groups, featured: featured.unwrap_or_default(), limit_per_group, counts })
}

fn show(node: &Node, report: &mut Report) -> Option<Show> {
    let Some(word) = node.as_text() else {
        wrong_type("show", "one of logos, names, both", node, report);
        return None;
    };
    let found = SHOWS.iter().find(|(name, _)| *name == word).map(|(_, show)| *show);
    if found.is_none() {
        let known = || SHOWS.iter().map(|(name, _)| *name);
        let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
        let all = || format!("write one of {}", known().collect::<Vec<_>>().join(", "));
        let said = report.say(node.span, Code::UnknownValue, format!("a landscape does not show `{word}`"));
        said.help(near.unwrap_or_else(all)).slip(node.span, word, known());
    }
    found
}

/// The groups that are named: choices of the field, or things that it leads to.
fn wanted(paths: &[Path], node: &Node, ground: &Ground<'_>, report: &mut Report) -> Vec<Key> {
    let field = |path: &Path| path.sub.unwrap_or(path.field);
    let has_names =
        |path: &Path| matches!(ground.kinds.field(field(path)).kind, FieldKind::Choice(_) | FieldKind::Ref(_) | FieldKind::Inverse(_));
    if !paths.iter().any(has_names) {
        let message = "`groups` names choices of a list, or things, and this `group_by` leads to neither";
        report.say(node.span, Code::WrongType, message).help("leave it out");
        return Vec::new();
    }
    let choice = |text: &str| {
        let mut choices = paths.iter().map(|path| (field(path), ground.kinds.field(field(path)).choices()));
        choices.find_map(|(field, choices)| {
            Some(Key::Choice(field, u16::try_from(choices.iter().position(|choice| *choice.id == *text)?).ok()?))
        })
    };
    let mut found: Vec<Key> = Vec::new();
    for operand in query::named(paths, ("groups", node), ground, report) {
        let key = match operand {
            Operand::Entity(id) => Some(Key::Entity(id)),
            Operand::Text(text) => choice(&text),
            _ => None,
        };
        found.extend(key.filter(|key| !found.contains(key)));
    }
    found
}

fn limit(node: &Node, report: &mut Report) -> Option<usize> {
    match node.value {
        Toml::Integer(limit) if limit > 0 => return usize::try_from(limit).ok(),
        Toml::Integer(limit) => {
            report.say(node.span, Code::WrongType, format!("`limit_per_group` should be a whole number above 0, not {limit}"));
        }
        _ => wrong_type("limit_per_group", "a whole number above 0", node, report),
    }
    None
}
