//! A view as it is written: a fenced block that names the view, with TOML inside.

use super::toml::Table;
use crate::diag::{Span, nearest};

/// A fenced block that asks for a view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub name: Box<str>,
    /// Where the name stands.
    pub name_span: Span,
    /// Its anchor, and the name of its files: its `id`, or its name and its place among those of that name, as in `map-2`.
    pub anchor: Box<str>,
    pub settings: Table,
    /// The whole block.
    pub span: Span,
}

/// The views that can be drawn.
pub const KNOWN: [&str; 6] = ["cards", "chart", "landscape", "map", "table", "tree"];

/// Names of views that Sare's content model reserves and that this version cannot draw.
const RESERVED: [&str; 3] = ["network", "timeline", "schedule"];

/// Languages of code whose names come close to a view's.
const CODE: [&str; 3] = ["ada", "tcl", "crds"];

/// Can a view have this `id`? It becomes an anchor and the name of files: small letters, digits and hyphens, and no name with a number,
/// which views without an `id` have.
pub fn is_id(id: &str) -> bool {
    let is_plain = id.len() <= 60 && id.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    let is_numbered = id.rsplit_once('-').is_some_and(|(_, number)| number.parse::<u32>().is_ok());
    is_plain && !is_numbered && id.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Does a fenced block with this info string ask for a view, rightly or by a slip of the hand?
pub fn is_asked_for(info: &str) -> bool {
    let is_one_word = !info.is_empty() && info.chars().all(|letter| letter.is_ascii_lowercase());
    is_one_word
        && !CODE.contains(&info)
        && (RESERVED.contains(&info)
            || KNOWN.contains(&info)
            || (info.len() >= 4 && nearest(info, KNOWN.into_iter().chain(RESERVED)).is_some()))
}
