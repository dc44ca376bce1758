//! `raw-html`: a text holds HTML, and readers will see it as it was typed.

use crate::diag::{Code, Report, Span};
use crate::registry::settings::RawHtml;
use crate::registry::{Entity, Site};
use crate::syntax::markdown::Part;

/// Reports every piece of HTML in a thing's texts; an element is said where it begins.
pub fn check(entity: &Entity, site: &Site, report: &mut Report) {
    if site.settings.raw_html != RawHtml::Shown {
        return;
    }
    for body in entity.bodies() {
        let mut last: Option<Span> = None;
        let mut open: Vec<&str> = Vec::new();
        for part in body.all_parts() {
            let Part::RawHtml(html, span) = part else { continue };
            // The parser gives a block line by line.
            let goes_on = last.is_some_and(|last| last.file == span.file && last.end == span.start);
            last = Some(*span);
            if !goes_on && begins(html, &mut open) {
                let shown = Span { end: span.start + html.trim_end().len() as u32, ..*span };
                // In a cell of a workbook there is nothing to cut.
                let span = if shown.end <= span.end { shown } else { *span };
                report.say(span, Code::RawHtml, "HTML is shown as it is typed").help("use Markdown, or set `raw_html = true` in sare.toml");
            }
        }
    }
}

/// Does an element begin here? A comment is for the authors, and readers do not miss it; the end of an element was said with its start.
fn begins<'a>(html: &'a str, open: &mut Vec<&'a str>) -> bool {
    let html = html.trim_start();
    let name = |tag: &'a str| tag.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    if html.starts_with("<!--") {
        return false;
    }
    if let Some(tag) = html.strip_prefix("</") {
        let start = open.iter().rposition(|known| *known == name(tag));
        return start.map(|at| open.remove(at)).is_none();
    }
    open.extend(html.strip_prefix('<').map(name));
    true
}
