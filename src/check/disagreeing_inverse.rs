//! `disagreeing-inverse`: a relation is written on both sides, and the two say different things of it.

use crate::diag::{Code, Report, Span};
use crate::registry::Site;
use crate::source::SourceTree;

/// Reports what the side that is not heard says otherwise.
pub fn check(site: &Site, tree: &SourceTree, report: &mut Report) {
    for dispute in site.relations.disputes() {
        let relation = site.relations.get(dispute.relation);
        let (from, to) = (&site.entity(relation.from).id, &site.entity(relation.to).id);
        let field = &site.kinds.field(dispute.kept.field).name;
        let message = match (written(dispute.other.span, tree), written(dispute.kept.span, tree)) {
            (Some(other), Some(kept)) => format!("`{field}` is `{other}` here, and `{kept}` where `{from}` names `{to}`"),
            _ => format!("`{field}` is not what it is where `{from}` names `{to}`"),
        };
        report
            .say(dispute.other.span, Code::DisagreeingInverse, message)
            .label(dispute.kept.span, "it is said here")
            .help("write the relation on one side only: what is said there holds");
    }
}

/// What stands at a place, where that is a word of a text.
fn written(span: Span, tree: &SourceTree) -> Option<&str> {
    let text = tree.text(span.file).get(span.range()).filter(|text| !text.is_empty() && !text.contains('\n'))?;
    Some(text.trim_matches(['"', '\'']))
}
