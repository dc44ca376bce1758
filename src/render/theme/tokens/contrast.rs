//! `faint-colour`: a colour of the theme cannot be told well enough from what it stands on.

use super::{Colour, Palette, Scheme};
use crate::diag::{Code, Report};

/// What WCAG 2.2 asks of text (1.4.3).
pub const TEXT: f64 = 4.5;

/// What it asks of the borders of controls (1.4.11).
const BORDER: f64 = 3.0;

/// What stands on what, and how much the two must differ.
const PAIRS: [(&str, &[&str], f64); 6] = [
    ("ink", &["paper", "surface", "sunken", "accent-soft", "warn-soft"], TEXT),
    ("ink-soft", &["paper", "surface", "sunken"], TEXT),
    ("accent", &["paper", "surface", "sunken"], TEXT),
    ("accent-strong", &["paper", "surface", "accent-soft"], TEXT),
    ("warn", &["paper", "surface", "warn-soft"], TEXT),
    ("line-strong", &["paper", "surface"], BORDER),
];

/// What text stands on.
pub fn grounds(palette: &Palette) -> Vec<Colour> {
    ["paper", "surface", "sunken"].map(|ground| palette.get(ground)).into()
}

/// Reports each colour that the site sets and that is too faint, or leaves what stands on it too faint, once.
pub fn check(palette: &Palette, scheme: Scheme, report: &mut Report) {
    let mut told: Vec<&str> = Vec::new();
    for (mark, grounds, least) in PAIRS {
        for ground in grounds {
            let ratio = palette.get(mark).contrast(palette.get(ground));
            if ratio >= least {
                continue;
            }
            // Who sets what stands there answers for it; who sets only the ground answers for that.
            let sets = [mark, ground].into_iter().find(|token| palette.places.contains_key(token));
            let Some(token) = sets.filter(|token| !told.contains(token)) else { continue };
            told.push(token);
            say(palette, scheme, (token, if token == mark { ground } else { mark }), (ratio, least), report);
        }
    }
}

fn say(palette: &Palette, scheme: Scheme, (token, other): (&str, &str), (ratio, least): (f64, f64), report: &mut Report) {
    let Some(place) = palette.places.get(token) else { return };
    let others: Vec<Colour> = PAIRS
        .iter()
        .filter(|(_, _, needed)| *needed == least)
        .flat_map(|(mark, grounds, _)| grounds.iter().map(move |ground| (*mark, *ground)))
        .filter_map(|(mark, ground)| if mark == token { Some(ground) } else { (ground == token).then_some(mark) })
        .map(|other| palette.get(other))
        .collect();
    let own = palette.get(token);
    let nearest = own.told_from(&others, least);
    let holds = others.iter().all(|other| nearest.contrast(*other) >= least);
    let scheme = if scheme == Scheme::Dark { " in the dark" } else { "" };
    // Rounded down, so that what fails never reads as what is asked.
    let ratio = (ratio * 100.0).floor() / 100.0;
    let what = if least == TEXT { "text" } else { "a border" };
    let help = if holds {
        format!("{nearest} is the nearest colour that does")
    } else {
        format!("change `{other}` too: no shade of this one does with both")
    };
    report
        .say(*place, Code::FaintColour, format!("`{token}` has a contrast of {ratio} to `{other}`{scheme}, and {what} needs {least}"))
        .help(help);
}
