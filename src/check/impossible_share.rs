//! `impossible-share`: a share of a whole is more than all of it, or less than nothing.

use super::Checker;
use super::written::{field, reading, said, unit};
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Reading};

/// Words by which a percentage is a part of a whole.
const SHARE: [&str; 22] = [
    "share of",
    "a share",
    "shares of",
    "weight of",
    "proportion",
    "percentage of",
    "per cent of",
    "% of",
    "out of all",
    "part of",
    "accounts for",
    "porcentaje de",
    "% de",
    "proporción",
    "proporcion",
    "cuota de",
    "peso de",
    "parte de",
    "ehunekoa",
    "proportzioa",
    "pisua",
    "kuota",
];

/// Words by which it is a change or a comparison, which may be more than 100 or less than 0.
const CHANGE: [&str; 32] = [
    "growth",
    "grew",
    "change",
    "increase",
    "decrease",
    "rise",
    "variation",
    "compared",
    "relative to",
    "than",
    "above",
    "below",
    "exceed",
    "return",
    "margin",
    "ratio",
    "balance",
    "crecimiento",
    "variación",
    "variacion",
    "aumento",
    "incremento",
    "respecto",
    "tasa",
    "más que",
    "hazkunde",
    "aldaketa",
    "igoera",
    "gehikuntza",
    "alderatuta",
    "baino",
    "rate",
];

/// Reports the observations of a share that no part of a whole can be.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    if unit(figure) != "percent" {
        return;
    }
    let is_impossible = |value: f64| !(0.0..=100.0).contains(&value);
    let odd = figure.observations.iter().filter(|seen| match seen.reading {
        _ if seen.doubt.is_some() => false,
        Reading::Value(value) => is_impossible(value),
        Reading::Range { min, max } => min.is_some_and(is_impossible) || max.is_some_and(is_impossible),
        Reading::NotReported | Reading::Nothing => false,
    });
    let mut odd = odd.peekable();
    if odd.peek().is_none() || !is_share(figure, checker) {
        return;
    }
    for seen in odd {
        let message = format!("{} percent is no share of a whole", said(seen));
        report
            .say(reading(figure, seen, checker.site), Code::ImpossibleShare, message)
            .help("correct the value; if it is a change or a comparison, say so in `definition`");
    }
}

/// Do the words of a figure in per cent make it a part of a whole?
pub fn is_share(figure: &Figure, checker: &Checker<'_>) -> bool {
    let site = checker.site;
    let words = ["title", "definition"].into_iter().filter_map(|name| field(figure, name, site));
    let words = words.map(|given| checker.tree.text(given.span.file).get(given.span.range()).unwrap_or_default().to_lowercase());
    let words = words.collect::<Vec<_>>().join(" ");
    SHARE.iter().any(|word| words.contains(word)) && !CHANGE.iter().any(|word| has_word(&words, word))
}

/// Does a text have a word that begins so?
fn has_word(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}
