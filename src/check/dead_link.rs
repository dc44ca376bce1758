//! `dead-link`: a link to an address of the site leads to no page or file of it.

use std::collections::HashSet;

use super::{Checker, Lead, unknown_heading};
use crate::diag::{Code, Report, Severity, nearest};
use crate::registry::kind::{Pages, Targets};
use crate::registry::language::DEFAULT;
use crate::registry::settings::{BaseUrl, NavigationEntry};
use crate::registry::target::{self, Target};
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// Endings of files that Sare itself publishes beside pages, so that none of the site's own need have them.
const GENERATED: &[&str] = &["json", "jsonld", "csv", "xml", "ics", "svg", "txt", "html", "atom", "png"];

/// Of so many dead links one worker looks for what was meant: where many are dead, that would take long.
const SUGGESTIONS: usize = 8;

/// Addresses that things had before, without slashes at their ends.
pub struct OldAddresses(HashSet<String>);

impl OldAddresses {
    /// Gathers what `former_ids` and `redirect_from` say.
    pub fn of(site: &Site) -> OldAddresses {
        let mut old = HashSet::new();
        for (_, entity) in site.entities() {
            let segment = &site.kinds.kind(entity.kind).segment;
            old.extend(entity.former_ids.iter().map(|(former, _)| format!("{segment}/{former}").trim_matches('/').to_owned()));
            old.extend(entity.redirect_from.iter().map(|(address, _)| address.trim_matches('/').to_owned()));
        }
        OldAddresses(old)
    }
}

/// What was probably meant: a thing by its id, or a kind's list by its part of the address.
enum Meant<'s> {
    Thing(&'s str),
    List(&'s str),
}

/// Reports a link to an address of the site where nothing is.
pub fn check(lead: &Lead<'_>, checker: &Checker<'_>, suggested: &mut usize, report: &mut Report) {
    let Target::SitePath(written) = lead.target else { return };
    anchor(written, lead, checker, report);
    if let Some(path) = dead(written, checker.old, checker.site, checker.tree) {
        *suggested += 1;
        let near = (*suggested <= SUGGESTIONS).then(|| near(path, checker.site)).flatten();
        let other = "mention the thing by its id, as in [[tecnalia]], or write the way from this file to the other";
        let near = near.map(|near| match near {
            Meant::Thing(id) => format!("did you mean `{id}`? Write [[{id}]]: a mention is told of when it leads nowhere"),
            Meant::List(segment) => format!("did you mean `/{segment}/`?"),
        });
        let message = format!("this site has nothing at `{path}`");
        let found = report.say(lead.span, Code::DeadLink, message).help(near.unwrap_or_else(|| other.into()));
        // A host may have more than what Sare publishes there.
        if !lead.written.starts_with('/') {
            found.severity = Severity::Warning;
        }
    }
}

/// Reports an address of a thing's page with an anchor that the page does not have.
fn anchor(written: &str, lead: &Lead<'_>, checker: &Checker<'_>, report: &mut Report) {
    let Some((path, anchor)) = written.split_once('#').filter(|(_, anchor)| !anchor.is_empty()) else { return };
    let path = path.split('?').next().unwrap_or(path);
    let thing = match parts(path, checker.site)[..] {
        [] => entity("", "index", checker.site),
        [id] => entity("", id, checker.site),
        [segment, id] => entity(segment, id, checker.site),
        _ => None,
    };
    if let Some(thing) = thing {
        let target = Target::Entity(thing, Some(target::decoded(anchor)));
        unknown_heading::check(&Lead { from: lead.from, written: lead.written, target, span: lead.span }, checker, report);
    }
}

/// The path of an address of the web on this very site.
pub fn own_path<'a>(url: &'a str, site: &Site) -> Option<&'a str> {
    let BaseUrl { origin, path } = &site.settings.base_url;
    let below =
        url.get(..origin.len()).filter(|start| !start.is_empty() && start.eq_ignore_ascii_case(origin)).map(|_| &url[origin.len()..])?;
    let below = below.strip_prefix(&**path)?;
    below.starts_with('/').then_some(below)
}

/// Reports an entry of the menu that leads to an address of the site where nothing is.
pub fn entry(entry: &NavigationEntry, site: &Site, tree: &SourceTree, report: &mut Report) {
    if let Some(path) = dead(&entry.to, &OldAddresses::of(site), site, tree).filter(|_| !entry.to.starts_with("//")) {
        let near = near(path, site).map(|(Meant::Thing(near) | Meant::List(near))| format!("did you mean `{near}`?"));
        let other = "write a kind's folder, a thing's id, or the address of a page that is there";
        let message = format!("this site has nothing at `{path}`");
        report.say(entry.span, Code::DeadLink, message).help(near.unwrap_or_else(|| other.into()));
    }
}

/// The path of an address of the site, if neither a page nor a file is there.
fn dead<'a>(address: &'a str, old: &OldAddresses, site: &Site, tree: &SourceTree) -> Option<&'a str> {
    let path = address.split(['#', '?']).next().unwrap_or(address);
    (!is_there(path, old, site, tree)).then_some(path)
}

fn is_there(path: &str, old: &OldAddresses, site: &Site, tree: &SourceTree) -> bool {
    let parts = parts(path, site);
    let last = parts.last().copied().unwrap_or_default();
    if ["content", "static"].iter().any(|folder| tree.find(&format!("{folder}{path}")).is_some()) {
        return true;
    }
    if let Some((_, ending)) = last.rsplit_once('.') {
        return GENERATED.iter().any(|known| ending.eq_ignore_ascii_case(known));
    }
    let is_page = match parts[..] {
        [] => true,
        [id] => is_entity("", id, site) || site.kinds.all().any(|(_, kind)| *kind.segment == *id && kind.pages == Pages::All),
        [segment, id] => is_entity(segment, id, site),
        [segment, "page", _] => site.kinds.all().any(|(_, kind)| *kind.segment == *segment && kind.pages == Pages::All),
        _ => false,
    };
    is_page
        || old.0.contains(path.trim_matches('/'))
        || old.0.contains(&parts.join("/"))
        || tree.find(&format!("static/{}/index.html", path.trim_matches('/'))).is_some()
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
    entity(segment, id, site).is_some()
}

/// The thing whose page has this address.
fn entity(segment: &str, id: &str, site: &Site) -> Option<EntityId> {
    let mut kinds = site.kinds.all().filter(|(_, kind)| *kind.segment == *segment && kind.pages != Pages::None);
    kinds.find_map(|(_, kind)| site.find(&format!("{}/{id}", kind.name)))
}

fn near<'s>(path: &str, site: &'s Site) -> Option<Meant<'s>> {
    let parts = parts(path, site);
    let (last, rest) = parts.split_last()?;
    let segments = site.kinds.all().filter(|(_, kind)| kind.pages == Pages::All).map(|(_, kind)| &*kind.segment);
    let list = nearest(last, segments).filter(|_| rest.is_empty());
    if let Some(list) = list {
        return Some(Meant::List(list));
    }
    site.names.nearest(last, &Targets::Any).map(Meant::Thing)
}
