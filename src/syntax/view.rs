//! A view as it is written: a fenced block that names the view, with TOML inside.

use super::toml::Table;
use crate::diag::{Span, nearest};

/// A fenced block that asks for a view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub name: Box<str>,
    /// Where the name stands.
    pub name_span: Span,
    pub settings: Table,
    /// The whole block.
    pub span: Span,
}

/// The views that can be drawn.
pub const KNOWN: [&str; 5] = ["cards", "chart", "network", "table", "tree"];

/// Names of views that Sare's content model reserves and that this version cannot draw.
const RESERVED: [&str; 4] = ["map", "timeline", "schedule", "landscape"];

/// Languages of code whose names come close to a view's.
const CODE: [&str; 3] = ["ada", "tcl", "crds"];

/// Does a fenced block with this info string ask for a view, rightly or by a slip of the hand?
pub fn is_asked_for(info: &str) -> bool {
    let is_one_word = !info.is_empty() && info.chars().all(|letter| letter.is_ascii_lowercase());
    is_one_word
        && !CODE.contains(&info)
        && (RESERVED.contains(&info)
            || KNOWN.contains(&info)
            || (info.len() >= 4 && nearest(info, KNOWN.into_iter().chain(RESERVED)).is_some()))
}
