//! What the size and the outline of a tile mean.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::registry::EntityId;
use crate::registry::kind::FieldKind;
use crate::registry::query::{Condition, Operand, Path, Subject, Test};
use crate::registry::view::landscape::LandscapeView;
use crate::render::ask::Window;
use crate::render::card::in_language;

/// The entries of a legend; empty where all tiles are alike.
#[derive(Default, Serialize)]
pub struct Legend {
    /// What large tiles have in common.
    large: String,
    statuses: Vec<StatusView>,
}

#[derive(Serialize)]
struct StatusView {
    id: String,
    label: String,
}

impl Legend {
    /// Explains what is seen of these things.
    pub fn of(window: &Window, view: &LandscapeView, things: &BTreeSet<EntityId>, featured: &BTreeSet<EntityId>) -> Legend {
        let has_large = things.iter().any(|entity| featured.contains(entity));
        Legend { large: if has_large { large(window, view) } else { String::new() }, statuses: statuses(window, things) }
    }
}

/// The conditions of large tiles in words; where one has none, that they were chosen.
fn large(window: &Window, view: &LandscapeView) -> String {
    let words: Option<Vec<String>> = view.featured.iter().map(|condition| in_words(window, condition)).collect();
    let strings = window.formats().strings();
    match words {
        Some(words) => strings.get("landscape-large", &[("what", words.join("; ").as_str().into())]),
        None => strings.get("landscape-large-chosen", &[]),
    }
}

fn in_words(window: &Window, condition: &Condition) -> Option<String> {
    let Subject::Field(paths) = &condition.subject else { return None };
    let path = paths.first()?;
    let field = window.kinds().field(path.sub.unwrap_or(path.field));
    let label = in_language(&field.label, window.language);
    match &condition.test {
        Test::Exists(true) => Some(label.to_owned()),
        Test::OneOf(operands) => {
            let words: Option<Vec<String>> = operands.iter().map(|operand| value_in_words(window, paths, operand)).collect();
            let words = words?.join(", ");
            // A choice or a name says enough by itself.
            let is_named = operands.iter().all(|operand| matches!(operand, Operand::Text(_) | Operand::Entity(_)));
            Some(if is_named { words } else { format!("{label}: {words}") })
        }
        _ => None,
    }
}

fn value_in_words(window: &Window, paths: &[Path], operand: &Operand) -> Option<String> {
    let formats = window.formats();
    let choices = paths.iter().filter_map(|path| match &window.kinds().field(path.sub.unwrap_or(path.field)).kind {
        FieldKind::Choice(choices) => Some(choices),
        _ => None,
    });
    Some(match operand {
        Operand::Text(text) => match choices.flat_map(|choices| choices.iter()).find(|choice| choice.id == *text) {
            Some(choice) => in_language(&choice.label, window.language).to_owned(),
            None => text.to_string(),
        },
        Operand::Entity(id) => window.card(*id).title.to_string(),
        Operand::Boolean(flag) => formats.strings().get(if *flag { "yes" } else { "no" }, &[]),
        Operand::Number(number) => formats.number(*number),
        Operand::Period(period) => formats.period(period),
        _ => return None,
    })
}

/// The statuses that are seen, in the order in which the kind lists them.
fn statuses(window: &Window, things: &BTreeSet<EntityId>) -> Vec<StatusView> {
    let seen: BTreeSet<_> = things.iter().filter_map(|entity| window.card(*entity).status).collect();
    let mut found: Vec<(u16, StatusView)> = Vec::new();
    for (field, at) in seen {
        let Some(choice) = window.kinds().field(field).choices().get(usize::from(at)) else { continue };
        // Kinds may have a field of their own for the same.
        if !found.iter().any(|(_, known)| *known.id == *choice.id) {
            found.push((at, StatusView { id: choice.id.to_string(), label: in_language(&choice.label, window.language).to_owned() }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, status)| status).collect()
}
