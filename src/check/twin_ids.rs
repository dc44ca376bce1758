//! `twin-ids`: two things of one kind have ids that differ only in their hyphens.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::orphan::place;
use crate::diag::{Code, Report};
use crate::registry::{EntityId, Site};

/// Reports the second of two ids that readers and editors will take for one. A hyphen between digits makes another number.
pub fn check(site: &Site, report: &mut Report) {
    let mut room = String::new();
    let mut known: Vec<(u64, EntityId)> = Vec::with_capacity(site.entities().size_hint().0);
    for (id, entity) in site.entities() {
        join(&entity.id, &mut room);
        known.push((xxh3_64_with_seed(room.as_bytes(), u64::from(entity.kind.0)), id));
    }
    known.sort_unstable();
    for pair in known.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (first, entity) = (site.entity(pair[0].1), site.entity(pair[1].1));
        report
            .say(place(entity, site), Code::TwinIds, format!("the ids `{}` and `{}` differ only in their hyphens", first.id, entity.id))
            .label(place(first, site), "the other one")
            .help("put the two together, or give one of them an id that says what it is");
    }
}

/// Writes an id without the hyphens that part no numbers.
fn join(id: &str, joined: &mut String) {
    let bytes = id.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let kept = id.char_indices().filter(|(at, letter)| *letter != '-' || (is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))));
    joined.clear();
    joined.extend(kept.map(|(_, letter)| letter));
}
