//! The `[[allow]]` tables of `sare.toml`: warnings that the site's author has looked at and accepts.

use crate::diag::verdict::{Allowance, Idle};
use crate::diag::{Code, Report, Severity, Span, explain};
use crate::syntax::toml::{Keys, Node, Toml, wrong_type};

/// Reads all allowances; one that lacks its reason is reported and yet holds, lest one fault become two.
pub fn read(node: Option<&Node>, report: &mut Report) -> Vec<Allowance> {
    let Some(node) = node else { return Vec::new() };
    let Toml::List(items) = &node.value else {
        wrong_type("allow", "a list of tables, each below a line `[[allow]]`", node, report);
        return Vec::new();
    };
    items.iter().filter_map(|item| one(item, report)).collect()
}

fn one(item: &Node, report: &mut Report) -> Option<Allowance> {
    let Toml::Table(table) = &item.value else {
        wrong_type("allow", "a list of tables, each below a line `[[allow]]`", item, report);
        return None;
    };
    let mut keys = Keys::of(table, "an allowance");
    let written = keys.text("code", report).zip(keys.node("code").map(|node| node.span));
    let place = keys.text("file", report).zip(keys.node("file").map(|node| node.span));
    let reason = keys.text("reason", report);
    let reason_span = keys.node("reason").map(|node| node.span);
    keys.finish(report);
    match (reason, reason_span) {
        (None, None) => {
            let message = "this allowance has no `reason`";
            report.say(item.span, Code::MissingField, message).help("add why this is as it should be: reason = \"…\"");
        }
        (Some(reason), Some(span)) if reason.trim().is_empty() => {
            let message = "the `reason` of this allowance says nothing";
            report.say(span, Code::BrokenSettings, message).help("write why this is as it should be");
        }
        _ => {}
    }
    if let Some((path, span)) = place
        && (path.is_empty() || path.starts_with('/') || path.contains('\\') || path.split('/').any(|part| part == ".." || part == "."))
    {
        let message = format!("`{path}` cannot be a file of this site");
        report.say(span, Code::BrokenSettings, message).help("write the way from sare.toml to it, as in content/reports/x.md");
        return None;
    }
    let Some((name, span)) = written else {
        if table.find("code").is_none() {
            report
                .say(item.span, Code::MissingField, "this allowance has no `code`")
                .help("add the code that stands in brackets in the message");
        }
        return None;
    };
    let place = place.map(|(path, span)| (path.into(), span));
    Some(Allowance { code: code(name, span, report)?, span, place, reason: reason.unwrap_or_default().trim().into(), idle: Idle::Said })
}

/// The code of that name, if it is one that may be allowed.
fn code(name: &str, span: Span, report: &mut Report) -> Option<Code> {
    match explain::find(name) {
        Ok(code) if code.severity() == Severity::Warning => Some(code),
        Ok(_) => {
            let message = format!("`{name}` is an error, and only warnings can be allowed");
            report.say(span, Code::BrokenSettings, message).help("take this allowance out, and mend what is wrong where it is said");
            None
        }
        Err(near) => {
            let found = report.say(span, Code::UnknownValue, format!("there is no code `{name}`"));
            found.help(near.map_or("`sare explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?")));
            found.slip(span, name, Code::ALL.iter().map(|code| code.name()));
            None
        }
    }
}
