//! `unsafe-link`: a link or an image leads to an address that could run code in the reader's browser, or that no page may lead to.

use super::Lead;
use crate::diag::{Code, Report};
use crate::registry::target::Target;

/// Reports a link or an image of a kind that no page may have.
pub fn check(lead: &Lead<'_>, report: &mut Report) {
    if lead.target == Target::Unsafe {
        report
            .say(lead.span, Code::UnsafeLink, format!("a page may not lead to `{}`", lead.written))
            .help("a link may begin with https:, http:, mailto: or tel:, or lead to a document or a file of this site");
    }
}
