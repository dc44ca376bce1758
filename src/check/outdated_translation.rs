//! `outdated-translation`: what a translation was made from says something else by now.

use crate::diag::{Code, Report};
use crate::registry::entity::Entity;
use crate::registry::translation::{Age, STAMP_KEY};
use crate::source::SourceTree;

/// Reports the translations of a thing that carry the stamp of other words than its documents have now.
pub fn check(entity: &Entity, tree: &SourceTree, report: &mut Report) {
    for translation in entity.translations.iter().filter(|translation| translation.age(tree) == Age::Outdated) {
        let Some(stamp) = &translation.made_from else { continue };
        let path = tree.path(translation.file);
        let help = format!(
            "when it says the same again, run `sare check --translated {path}`, or write {STAMP_KEY} = \"{}\"",
            translation.stamp(tree)
        );
        report.say(stamp.span, Code::OutdatedTranslation, "the original has changed since this translation was made").help(help);
    }
}
