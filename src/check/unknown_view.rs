//! `unknown-view`: a view asks for what does not exist: a view, a kind, a field, a value or a setting.

use crate::diag::Report;
use crate::registry::{Ground, view};
use crate::syntax::view::View;

/// Reports what keeps a view from being drawn.
pub fn check(written: &View, ground: &Ground<'_>, report: &mut Report) {
    // What is read here is read again where it is drawn; only what is said counts now.
    let _ = view::read(written, ground, report);
}
