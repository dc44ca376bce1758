//! What is wrong with a page and with its site, as the preview's panel reads it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::display::{Display, Found, Standing};
use super::page::{self, Behind};
use crate::diag::{Code, Diagnostic, Report, Span};
use crate::registry::editor::Editor;
use crate::session::Edition;
use crate::shell::finding::described;

/// Findings of other pages that the panel gets; it says how many more there are.
const MOST: usize = 200;

/// Everything that was found in an edition: by reading, by checking and, as far as that has been done, by rendering.
pub fn all(edition: &Edition, rendered: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut report = edition.report().clone();
    rendered.iter().for_each(|found| report.add(found.clone()));
    report.sorted()
}

/// A larger site is checked in the background alone; of a smaller one it takes no longer than the asking.
const SMALL: usize = 1_000;

/// The report on the page at an address: its own faults first, then the site's. Nothing while a large site is still being checked.
pub fn of_page(address: &str, display: &Display, editor: &Editor) -> Option<Value> {
    let newest = display.newest();
    if newest.reported().is_none() && newest.outputs().len() > SMALL {
        return None;
    }
    let file = page::file(address, &newest);
    let (edition, found) = display.find(&file);
    let (own, is_failing): (Arc<Report>, bool) = match found {
        Found::Page(shown) => (shown.report, shown.standing == Standing::LastGood),
        Found::Blank(shown) => (shown.report, true),
        Found::File(_) | Found::Missing => (Arc::default(), false),
    };
    let behind = Behind::of(&file, &edition, display);
    let mut rendered: Vec<Diagnostic> = display.rendered(edition.number).map(|found| found.to_vec()).unwrap_or_default();
    rendered.extend(own.iter().cloned());
    let of_rendering: BTreeSet<(Span, Code)> = own.iter().map(|found| (found.span, found.code)).collect();
    let is_own = |found: &Diagnostic| {
        let path = edition.tree.path(found.span.file);
        of_rendering.contains(&(found.span, found.code))
            || behind.sources.iter().any(|source| **source == *path)
            || (is_failing && found.code == Code::TemplateFault)
    };
    let (page, site): (Vec<Diagnostic>, Vec<Diagnostic>) = all(&edition, &rendered).into_iter().partition(is_own);
    let listed = |found: &[Diagnostic]| -> Vec<Value> { found.iter().map(|one| described(one, &edition.tree, editor)).collect() };
    Some(json!({
        "number": edition.number,
        "page": listed(&page),
        "site": listed(&site[..site.len().min(MOST)]),
        "more": site.len().saturating_sub(MOST),
        "bar": behind.bar(&edition),
    }))
}
