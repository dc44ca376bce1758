//! `index-as-percent`: a value that is compared with 100 is given as a percentage.

use super::Checker;
use super::written::{field, place, unit};
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Observation};
use crate::registry::language::DEFAULT;

/// Reports a figure in per cent that says what is 100, and an index that is printed with the sign for per cent.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    let site = checker.site;
    match unit(figure) {
        "percent" => {
            let Some(given) = field(figure, "unit", site) else { return };
            let says_100 = ["baseline", "definition"].into_iter().filter_map(|name| field(figure, name, site));
            let base = says_100.map(|given| given.span).find(|span| {
                let written = checker.tree.text(span.file).get(span.range()).unwrap_or_default();
                is_base(written)
            });
            if let Some(base) = base {
                report
                    .say(given.span, Code::IndexAsPercent, "this is a percentage, and is compared with 100 like an index")
                    .label(base, "what is 100 is said here")
                    .help("write `unit = \"index\"`")
                    .fix_if(given.span.inside("percent"), "index");
            }
        }
        "index" => {
            for seen in figure.observations.iter().filter(|seen| seen.doubt.is_none() && is_printed_in_percent(seen)) {
                report
                    .say(place(figure, seen, "stated", site), Code::IndexAsPercent, "this is an index, and its source prints a percentage")
                    .help("say in `doubt` which of the two it is, or correct `unit`");
            }
        }
        _ => {}
    }
}

/// Does a text say what is 100, as in "EU-27 = 100"?
fn is_base(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("100") {
        let after = &rest[at + 3..];
        let is_whole = !after.starts_with(|next: char| next.is_alphanumeric() || next == '%') && !after.trim_start().starts_with('%');
        if is_whole && rest[..at].trim_end().ends_with('=') {
            return true;
        }
        rest = after;
    }
    false
}

/// Does a sign for per cent stand behind a digit of the words as printed?
fn is_printed_in_percent(seen: &Observation) -> bool {
    let Some(stated) = &seen.stated else { return false };
    let text = stated.read_in(DEFAULT).1;
    text.match_indices('%').any(|(at, _)| text[..at].trim_end().ends_with(|last: char| last.is_ascii_digit()))
}
