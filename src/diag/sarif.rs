//! Diagnostics as one SARIF 2.1.0 log, which code hosts and editors show beside the text.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::atlas::{Atlas, Extent};
use super::place::harmless;
use super::verdict::Allowed;
use super::{Code, Diagnostic, FileId, Fix, Span};
use crate::source::SourceTree;

/// What a log is made from.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub found: &'a [&'a Diagnostic],
    /// They are in the log too, marked as such.
    pub allowed: &'a [Allowed],
    pub tree: &'a SourceTree,
    /// The way from the repository to the site, empty or with a slash at its end.
    pub below: &'a str,
}

/// The whole log.
pub fn sarif(run: &Run<'_>) -> String {
    let all = || run.found.iter().copied().chain(run.allowed.iter().map(|allowed| &allowed.found));
    let codes: std::collections::BTreeSet<Code> = all().map(|found| found.code).collect();
    let ranks: BTreeMap<Code, usize> = codes.iter().copied().zip(0..).collect();
    let writer = Writer { atlas: Atlas::of(all(), run.tree), below: run.below, ranks };
    let mut results: Vec<Value> = run.found.iter().map(|found| writer.result(found)).collect();
    results.extend(run.allowed.iter().map(|Allowed { found, reason }| {
        let mut result = writer.result(found);
        result["suppressions"] = json!([{ "kind": "external", "justification": harmless(reason) }]);
        result
    }));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sare",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Texts, numbers and lists of them can always be written.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// A code with its explanation, as plain text and as Markdown.
fn rule(code: Code) -> Value {
    let text = code.explanation();
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.meaning() },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": code.severity().word() },
    })
}

struct Writer<'a> {
    atlas: Atlas<'a>,
    below: &'a str,
    ranks: BTreeMap<Code, usize>,
}

impl Writer<'_> {
    fn result(&self, found: &Diagnostic) -> Value {
        let help = found.help.as_ref().map(|help| format!("\n{}", harmless(help))).unwrap_or_default();
        let mut result = json!({
            "ruleId": found.code.name(),
            "ruleIndex": self.ranks.get(&found.code),
            "level": found.severity.word(),
            "message": { "text": harmless(&found.message) + &help },
            "locations": [self.location(found.span)],
        });
        if !found.labels.is_empty() {
            let related = found.labels.iter().zip(1..).map(|(label, id)| {
                let mut place = self.location(label.span);
                place["id"] = json!(id);
                place["message"] = json!({ "text": harmless(&label.text) });
                place
            });
            result["relatedLocations"] = related.collect();
        }
        if !found.fixes.is_empty() {
            let what = found.help.as_deref().map_or_else(|| "what certainly mends it".to_owned(), harmless);
            result["fixes"] = json!([{ "description": { "text": what }, "artifactChanges": self.changes(&found.fixes) }]);
        }
        result
    }

    /// The edits of one fault, those of one file together.
    fn changes(&self, fixes: &[Fix]) -> Vec<Value> {
        let mut files: BTreeMap<_, Vec<Value>> = BTreeMap::new();
        for fix in fixes {
            let replacement = json!({ "deletedRegion": self.region(fix.span), "insertedContent": { "text": fix.replacement } });
            files.entry(fix.span.file).or_default().push(replacement);
        }
        files
            .into_iter()
            .map(|(file, replacements)| json!({ "artifactLocation": self.artifact(file), "replacements": replacements }))
            .collect()
    }

    fn location(&self, span: Span) -> Value {
        let mut physical = json!({ "artifactLocation": self.artifact(span.file) });
        match self.atlas.extent(span) {
            Extent::Text { .. } => {
                physical["region"] = self.region(span);
                json!({ "physicalLocation": physical })
            }
            // A workbook has no lines; its cells have names.
            Extent::Cell { address, .. } => {
                let whole = format!("{}!{address}", harmless(self.atlas.tree.path(span.file)));
                json!({ "physicalLocation": physical, "logicalLocations": [{ "name": address, "fullyQualifiedName": whole }] })
            }
            Extent::File => json!({ "physicalLocation": physical }),
        }
    }

    fn region(&self, span: Span) -> Value {
        match self.atlas.extent(span) {
            Extent::Text { line, column, end_line, end_column } => {
                json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
            }
            Extent::Cell { row, column, .. } => json!({ "startLine": row, "startColumn": column }),
            Extent::File => json!({ "startLine": 1 }),
        }
    }

    fn artifact(&self, file: FileId) -> Value {
        json!({ "uri": uri(&format!("{}{}", self.below, self.atlas.tree.path(file))) })
    }
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::sample::{check_all, fault, tree};

    #[test]
    fn a_path_is_an_address() {
        assert_eq!(uri("content/año 1/50%: x.md"), "content/a%C3%B1o%201/50%25%3A%20x.md");
    }

    #[test]
    fn a_log_says_what_was_found_and_what_is_allowed() {
        let tree = tree(&[("a.md", "one [[two]]\n")]);
        let mut found = fault(Span::new(FileId(0), 4..11));
        found.help("did you mean `too`?").fix(Span::new(FileId(0), 6..9), "too").label(Span::new(FileId(0), 0..3), "here");
        let allowed = [Allowed { found: fault(Span::new(FileId(0), 0..3)), reason: "as it was said".into() }];
        let log: Value = serde_json::from_str(&sarif(&Run { found: &[&found], allowed: &allowed, tree: &tree, below: "x/" })).unwrap();
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "unknown-mention");
        let result = &run["results"][0];
        let region = json!({ "startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 12 });
        assert_eq!(result["locations"][0]["physicalLocation"], json!({ "artifactLocation": { "uri": "x/a.md" }, "region": region }));
        assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "too");
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here");
        assert_eq!(result.get("suppressions"), None);
        assert_eq!(run["results"][1]["suppressions"][0]["justification"], "as it was said");
    }

    #[test]
    fn no_span_is_too_odd() {
        check_all(|found, tree| {
            let said = sarif(&Run { found: &[found], allowed: &[], tree, below: "" });
            serde_json::from_str::<Value>(&said).map(|log| log["runs"][0]["results"].to_string()).unwrap_or_default()
        });
    }
}
