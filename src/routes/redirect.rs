//! Old addresses, which lead to where a thing is now.

use std::collections::HashSet;

use super::{Address, Output, What, of_entity};
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::kind::Pages;
use crate::syntax::document::is_id;

/// Adds a page for every former id, in every language, and for every address in `redirect_from`.
pub fn add(site: &Site, outputs: &mut Vec<Output>, report: &mut Report) {
    let mut taken: HashSet<Box<str>> = outputs.iter().map(|output| output.path.to_lowercase().into()).collect();
    for (id, entity) in site.entities() {
        let kind = site.kinds.kind(entity.kind);
        if kind.pages == Pages::None {
            continue;
        }
        for (former, span) in &entity.former_ids {
            if !is_id(former) {
                let message = format!("`{former}` cannot have been an id");
                report.say(*span, Code::BrokenId, message).help("ids are small letters a to z, digits and hyphens");
                continue;
            }
            for (language, _) in site.settings.languages.all() {
                let to = of_entity(site, id, language);
                let now = to.file();
                let path = now.strip_suffix(&format!("{}/index.html", entity.id)).map(|folder| format!("{folder}{former}/index.html"));
                let Some(path) = path else { continue };
                let path: Box<str> = path.into();
                let is_taken = !taken.insert(path.clone());
                outputs.push(Output { path, what: What::Redirect { to }, span: *span });
                // A clash is told of once, at the first address, which is the default language's.
                if is_taken {
                    break;
                }
            }
        }
        for (written, span) in &entity.redirect_from {
            match Address::parse(written) {
                Some(old) => {
                    let what = What::Redirect { to: of_entity(site, id, crate::registry::language::DEFAULT) };
                    outputs.push(Output { path: old.file().into(), what, span: *span });
                }
                None => {
                    let message = format!("`{written}` is no address of this site");
                    report.say(*span, Code::BrokenAddress, message).help("write the old path from the top of the site, such as /old/page/");
                }
            }
        }
    }
}
