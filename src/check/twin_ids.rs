//! `twin-ids`: two things of one kind have ids that differ only in their hyphens.

use std::collections::HashMap;

use super::orphan::place;
use crate::diag::{Code, Report};
use crate::registry::kind::KindId;
use crate::registry::{EntityId, Site};

/// Reports the second of two ids that readers and editors will take for one. A hyphen between digits makes another number.
pub fn check(site: &Site, report: &mut Report) {
    let mut known: HashMap<(KindId, String), EntityId> = HashMap::new();
    for (id, entity) in site.entities() {
        let Some(first) = known.insert((entity.kind, joined(&entity.id)), id).map(|first| site.entity(first)) else { continue };
        report
            .say(place(entity, site), Code::TwinIds, format!("the ids `{}` and `{}` differ only in their hyphens", first.id, entity.id))
            .label(place(first, site), "the other one")
            .help("put the two together, or give one of them an id that says what it is");
    }
}

/// An id without the hyphens that part no numbers.
fn joined(id: &str) -> String {
    let bytes = id.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let kept = id.char_indices().filter(|(at, letter)| *letter != '-' || (is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))));
    kept.map(|(_, letter)| letter).collect()
}
