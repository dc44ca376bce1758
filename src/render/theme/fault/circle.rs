//! A component that calls itself, of which the engine only says that it went too deep.

use super::Templates;
use crate::diag::Span;
use crate::source::{Origin, SourceTree};

/// A component as it is declared, and where it calls which others.
struct Component<'t> {
    name: &'t str,
    calls: Vec<(&'t str, Span)>,
    /// Does each call stand under a condition, or in a loop, that may come to an end?
    may_end: bool,
}

/// The call by which a component comes back to itself, and its name: one without a condition before all others, and one of the site's own.
pub fn find<'t>(templates: &'t Templates, tree: &'t SourceTree) -> Option<(Span, &'t str)> {
    let mut all: Vec<Component<'t>> = Vec::new();
    for file in templates.values() {
        let text = tree.text(*file);
        for (at, mark) in text.match_indices("component ") {
            let before = text[..at].trim_end_matches('-').trim_end().trim_end_matches('-');
            let name = name_at(&text[at + mark.len()..]);
            if name.is_empty() || !before.ends_with("{%") {
                continue;
            }
            let body = &text[at..];
            let body = &body[..body.find("endcomponent").unwrap_or(body.len())];
            let calls = body.match_indices('<').filter_map(|(inside, _)| {
                let called = name_at(&body[inside + 1..]);
                let start = at + inside + 1;
                (!called.is_empty()).then(|| (called, Span::new(*file, start..start + called.len())))
            });
            let calls: Vec<(&str, Span)> = calls.collect();
            let first = calls.first().map_or(0, |(_, span)| span.start as usize - at);
            let may_end = body[..first].contains("if ") || body[..first].contains("for ");
            all.push(Component { name, calls, may_end });
        }
    }
    let rounds = all.iter().filter_map(|component| {
        let (_, span) = component.calls.iter().find(|(called, _)| leads_to(called, component.name, &all))?;
        Some((component.may_end, tree.file(span.file).origin == Origin::BuiltIn, *span, component.name))
    });
    rounds.min_by_key(|(may_end, is_built_in, ..)| (*may_end, *is_built_in)).map(|(_, _, span, name)| (span, name))
}

/// Does a component call another, directly or through others, or is it the same?
fn leads_to(from: &str, to: &str, all: &[Component<'_>]) -> bool {
    let mut seen: Vec<&str> = vec![from];
    let mut at = 0;
    while let Some(name) = seen.get(at).copied() {
        if name == to {
            return true;
        }
        let calls = all.iter().filter(|component| component.name == name).flat_map(|component| &component.calls);
        for (called, _) in calls {
            if !seen.contains(called) {
                seen.push(called);
            }
        }
        at += 1;
    }
    false
}

/// The name that a text begins with, perhaps nothing.
fn name_at(text: &str) -> &str {
    &text[..text.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.'))).unwrap_or(text.len())]
}
