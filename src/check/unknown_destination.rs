//! unknown-reference: an entry of the menu leads to nothing.

use super::dead_link;
use crate::diag::{Code, Report, nearest};
use crate::registry::Site;
use crate::registry::kind::{Pages, Targets};
use crate::registry::names::Resolved;
use crate::source::SourceTree;

/// Reports every entry of the navigation that leads nowhere, or to a list that its kind does not have.
pub fn check(site: &Site, tree: &SourceTree, report: &mut Report) {
    for entry in &site.settings.navigation {
        let is_address = ["/", "https://", "http://"].iter().any(|start| entry.to.starts_with(start));
        if is_address {
            if entry.to.starts_with('/') {
                dead_link::entry(entry, site, tree, report);
            }
            continue;
        }
        if let Some(kind) = site.kinds.find(entry.to.trim_end_matches('/')) {
            let kind = site.kinds.kind(kind);
            if kind.pages != Pages::All {
                let message = format!("the kind `{}` has no list that the menu could lead to", kind.name);
                report.say(entry.span, Code::UnknownReference, message).help("name one of its things, or take the entry out");
            }
            continue;
        }
        match site.resolve(&entry.to) {
            Resolved::One(_) | Resolved::Faulty => {}
            Resolved::Several(several) => {
                let names: Vec<String> = several.iter().map(|id| format!("`{}`", site.entity(*id).name)).collect();
                let message = format!("`{}` could be several things", entry.to);
                report.say(entry.span, Code::AmbiguousMention, message).help(format!("write {}", names.join(" or ")));
            }
            Resolved::Hidden => {
                let message = format!("`{}` is not published", entry.to);
                report.say(entry.span, Code::UnpublishedMention, message).help("the menu leaves it out");
            }
            Resolved::OtherKind(_) | Resolved::Nothing => {
                let folders = site.kinds.all().map(|(_, kind)| &*kind.folder);
                let near = nearest(&entry.to, folders).or_else(|| site.names.nearest(&entry.to, &Targets::Any));
                let message = format!("nothing is called `{}`", entry.to);
                report
                    .say(entry.span, Code::UnknownReference, message)
                    .help_if(near.map(|near| format!("did you mean `{near}`?")))
                    .help_if(near.is_none().then(|| "write a kind's folder, a thing's id, a /path/ or an address".into()));
            }
        }
    }
}
