//! `dead-link`: a link to an address of the site leads to no page or file of it.

use super::Lead;
use crate::diag::{Code, Report, nearest};
use crate::registry::Site;
use crate::registry::kind::Pages;
use crate::registry::language::DEFAULT;
use crate::registry::target::Target;
use crate::source::SourceTree;

/// Endings of files that Sare itself publishes beside pages, so that none of the site's own need have them.
const GENERATED: &[&str] = &["json", "jsonld", "csv", "xml", "ics", "svg", "txt", "html", "atom", "png"];

/// Reports a link to an address of the site where nothing is.
pub fn check(lead: &Lead<'_>, site: &Site, tree: &SourceTree, report: &mut Report) {
    let Target::SitePath(written) = lead.target else { return };
    let path = written.split(['#', '?']).next().unwrap_or(written);
    if is_there(path, site, tree) {
        return;
    }
    let found = report.say(lead.span, Code::DeadLink, format!("this site has nothing at `{path}`"));
    match near(path, site) {
        Some(near) => found.help(near),
        None => found.help("mention the thing by its id, as in [[tecnalia]], or write the way from this file to the other"),
    };
}

/// Is there a page or a file at an address of the site?
pub fn is_there(path: &str, site: &Site, tree: &SourceTree) -> bool {
    let parts = parts(path, site);
    let last = parts.last().copied().unwrap_or_default();
    if let Some((_, ending)) = last.rsplit_once('.') {
        // Files in `content/` and `static/` have been looked for already.
        return GENERATED.iter().any(|known| ending.eq_ignore_ascii_case(known));
    }
    let is_page = match parts[..] {
        [] => true,
        [id] => is_entity("", id, site) || site.kinds.all().any(|(_, kind)| *kind.segment == *id && kind.pages == Pages::All),
        [segment, id] => is_entity(segment, id, site),
        [segment, "page", _] => site.kinds.all().any(|(_, kind)| *kind.segment == *segment && kind.pages == Pages::All),
        _ => false,
    };
    is_page || is_old(path, &parts, site) || tree.find(&format!("static/{}/index.html", path.trim_matches('/'))).is_some()
}

/// The parts of an address, without the language that it may begin with.
fn parts<'a>(path: &'a str, site: &Site) -> Vec<&'a str> {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_language = |tag: &str| site.settings.languages.find(tag).is_some_and(|language| language != DEFAULT);
    if parts.first().is_some_and(|first| is_language(first)) {
        parts.remove(0);
    }
    parts
}

fn is_entity(segment: &str, id: &str, site: &Site) -> bool {
    let mut kinds = site.kinds.all().filter(|(_, kind)| *kind.segment == *segment && kind.pages != Pages::None);
    kinds.any(|(_, kind)| site.find(&format!("{}/{id}", kind.name)).is_some())
}

/// Is this an address that something had before?
fn is_old(path: &str, parts: &[&str], site: &Site) -> bool {
    site.entities().any(|(_, entity)| {
        let is_former = || {
            let segment = &site.kinds.kind(entity.kind).segment;
            parts.last().is_some_and(|id| entity.former_ids.iter().any(|(former, _)| **former == **id))
                && (parts.len() == 1 && segment.is_empty() || parts.first().is_some_and(|first| **first == **segment))
        };
        entity.redirect_from.iter().any(|(old, _)| old.trim_matches('/') == path.trim_matches('/')) || is_former()
    })
}

/// What was probably meant, and how to say it so that it cannot break.
fn near(path: &str, site: &Site) -> Option<String> {
    let parts = parts(path, site);
    let (last, rest) = parts.split_last()?;
    let segments = site.kinds.all().filter(|(_, kind)| kind.pages == Pages::All).map(|(_, kind)| &*kind.segment);
    if rest.is_empty() {
        return nearest(last, segments).map(|near| format!("did you mean `/{near}/`?"));
    }
    let name = site.names.nearest(last, &crate::registry::kind::Targets::Any)?;
    Some(format!("did you mean `{name}`? Write [[{name}]]: a mention is told of when it leads nowhere"))
}
