//! `unknown-view`: a view asks for what does not exist: a view, a kind, a field, a value or a setting.

use crate::diag::Report;
use crate::registry::Ground;
use crate::registry::view::{self, Understood};
use crate::syntax::view::View;

/// Reports what keeps a view from being drawn; what is understood here is read again where it is drawn.
pub fn check(written: &View, ground: &Ground<'_>, report: &mut Report) -> Option<Understood> {
    view::read(written, ground, report)
}
