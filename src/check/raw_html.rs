//! `raw-html`: a text holds HTML, and readers will see it as it was typed.

use std::collections::BTreeMap;

use crate::diag::{Code, FileId, Report, Span};
use crate::registry::settings::RawHtml;
use crate::registry::{Entity, Site};
use crate::syntax::markdown::Part;

/// Reports the first piece of HTML in each of a thing's files.
pub fn check(entity: &Entity, site: &Site, report: &mut Report) {
    if site.settings.raw_html != RawHtml::Shown {
        return;
    }
    let mut first: BTreeMap<FileId, Span> = BTreeMap::new();
    for part in entity.bodies().flat_map(|body| body.all_parts()) {
        // A comment is for the authors, and readers do not miss it.
        if let Part::RawHtml(html, span) = part
            && !html.trim_start().starts_with("<!--")
        {
            let known = first.entry(span.file).or_insert(*span);
            *known = (*known).min(*span);
        }
    }
    for span in first.into_values() {
        report.say(span, Code::RawHtml, "HTML is shown as it is typed").help("use Markdown, or set `raw_html = true` in sare.toml");
    }
}
