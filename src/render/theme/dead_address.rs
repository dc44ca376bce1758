//! Addresses that templates write out and that lead to nothing that is published.

use std::collections::HashSet;

use super::fault::Templates;
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::routes::{Address, Output};
use crate::source::SourceTree;

/// Reports every `url(to="…")` of a template whose address no output has.
pub fn check(templates: &Templates, owed: &[Output], tree: &SourceTree, report: &mut Report) {
    let mut published: HashSet<&str> = HashSet::new();
    for file in templates.values() {
        for (written, span) in addresses(*file, tree.text(*file)) {
            // What cannot be an address at all is said when the page is rendered.
            let Some(address) = Address::parse(written) else { continue };
            if published.is_empty() {
                published.extend(owed.iter().map(|output| &*output.path));
            }
            if published.contains(&*address.file()) {
                continue;
            }
            let known: Vec<String> = owed.iter().map(|output| format!("/{}", output.path.trim_end_matches("index.html"))).collect();
            let near = nearest(written, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| "write the address of a page, such as /hubs/, or of a file in static/".into());
            report.say(span, Code::TemplateFault, format!("the site has no page or file `{written}`")).help(help);
        }
    }
}

/// The addresses that a template gives to `url` as they stand, and their places.
fn addresses(file: FileId, text: &str) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("url(") {
        let before = &text[..at];
        let is_name = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let is_open = |open: &str, close: &str| before.rfind(open).is_some_and(|start| before.rfind(close).is_none_or(|end| end < start));
        if is_name || is_open("{#", "#}") || !(is_open("{{", "}}") || is_open("{%", "%}")) {
            continue;
        }
        let rest = &text[at + "url(".len()..];
        let Some(value) = rest.trim_start().strip_prefix("to").map(str::trim_start).and_then(|rest| rest.strip_prefix('=')) else {
            continue;
        };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`')) else { continue };
        let Some(written) = value[1..].split(quote).next() else { continue };
        // An address that is only begun here, as in "/hubs/" ~ id, cannot be judged.
        let after = value[1 + written.len()..].get(1..).unwrap_or_default().trim_start();
        if after.starts_with([')', ',']) {
            let start = text.len() - value.len() + 1;
            found.push((written, Span::new(file, start..start + written.len())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_addresses_in_tags_are_looked_at() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = addresses(FileId(0), text).into_iter().map(|(written, _)| written).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(r#"<a href="{{ url(to="/about/") }}">"#, &["/about/"]);
        check(r#"{% set a = url( to = '/a/', x=1) %}"#, &["/a/"]);
        check(r#"url(to="/a/") {# url(to="/b/") #} {{ curl(to="/c/") }} {{ url(to="/d/" ~ id) }} {{ url(to=link) }}"#, &[]);
    }
}
