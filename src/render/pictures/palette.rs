//! What the theme's colours for charts promise: contrast with every ground, and difference for every eye.

use std::collections::BTreeMap;

use crate::render::theme::tokens::{Palette, built_in};

const PICTURES: &str = include_str!("../../../themes/eko/assets/pictures.css");

/// A colour as light: red, green and blue, each from 0 to 1, without the curve of screens.
type Light = [f64; 3];

type Tokens = BTreeMap<String, Light>;

/// How people see who lack one kind of cone: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
/// Vision Deficiency" (2009), severity 1, on light.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("most people", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

#[test]
fn marks_stand_out_from_every_ground() {
    for (scheme, tokens) in schemes() {
        for at in 1..=8 {
            let mark = tokens[&format!("series-{at}")];
            for ground in ["paper", "surface", "sunken"] {
                let found = contrast(mark, tokens[ground]);
                assert!(found >= 3.0, "{scheme}: series {at} on {ground} has {found:.2}");
            }
            let found = contrast(mark, tokens[&format!("on-series-{at}")]);
            assert!(found >= 4.5, "{scheme}: words on series {at} have {found:.2}");
        }
    }
}

#[test]
fn series_differ_for_every_eye() {
    for (scheme, tokens) in schemes() {
        for (eye, sight) in EYES {
            for at in 2..=8 {
                for before in 1..at {
                    let seen = |at: usize| oklab(through(sight, tokens[&format!("series-{at}")]));
                    let found = distance(seen(at), seen(before));
                    assert!(found >= 0.085, "{scheme}, {eye}: series {before} and {at} are {found:.3} apart");
                }
            }
        }
    }
}

#[test]
fn neighbours_differ_in_grey() {
    for (scheme, tokens) in schemes() {
        for at in 1..8 {
            let grey = |at: usize| lightness(tokens[&format!("series-{at}")]);
            let found = (grey(at) - grey(at + 1)).abs();
            assert!(found >= 12.0, "{scheme}: series {at} and {} are {found:.1} apart in lightness", at + 1);
        }
    }
}

#[test]
fn words_can_be_read_on_every_shade() {
    for (scheme, tokens) in schemes() {
        for (shade, on) in PICTURES.lines().filter_map(shade) {
            let found = contrast(tokens[shade], tokens[on]);
            assert!(found >= 4.5, "{scheme}: words on {shade} have {found:.2}");
        }
    }
}

#[test]
fn sizes_are_those_that_words_are_measured_in() {
    assert!(PICTURES.contains(&format!("font: 400 {}px/", super::sheet::TEXT)));
    assert!(PICTURES.contains(&format!(".picture .tick {{ font-size: {}px;", super::sheet::TICK)));
}

/// The token of a shade and that of the words on it, where a rule gives both.
fn shade(line: &str) -> Option<(&str, &str)> {
    let rule = line.strip_prefix(".picture .heat-")?;
    let token = |name: &str| rule.split_once(name)?.1.split([')', ',']).next();
    Some((token("--mark: var(--")?, token("--on-mark: var(--")?))
}

/// The colours of the light and of the dark scheme, with the grounds of the theme.
fn schemes() -> [(&'static str, Tokens); 2] {
    let (light, dark) = PICTURES.split_once("@media screen").expect("a dark scheme");
    let grounds = built_in();
    [("light", tokens(light, &grounds.light)), ("dark", tokens(dark, &grounds.dark))]
}

/// Every token that is a plain colour; of one that is set twice the first.
fn tokens(own: &str, ground: &Palette) -> Tokens {
    let mut found: Tokens = ground.all().map(|(token, colour)| (token.to_owned(), light(&colour.to_string()[1..]))).collect();
    for part in own.split("--") {
        let Some((name, colour)) = part.split_once(": #") else { continue };
        let digits: String = colour.chars().take_while(char::is_ascii_hexdigit).collect();
        if name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
            found.entry(name.to_owned()).or_insert_with(|| light(&digits));
        }
    }
    found
}

fn light(digits: &str) -> Light {
    let size = digits.len() / 3;
    let part = |at: usize| {
        let part = digits[at * size..(at + 1) * size].repeat(2 / size);
        let value = f64::from(u8::from_str_radix(&part, 16).expect("hexadecimal digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    [part(0), part(1), part(2)]
}

/// WCAG 2's relative luminance.
fn luminance([red, green, blue]: Light) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// WCAG 2's contrast ratio.
fn contrast(one: Light, other: Light) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// CIE 1976 lightness: what is left of a colour in print without colours.
fn lightness(light: Light) -> f64 {
    let luminance = luminance(light);
    if luminance > 0.008856 { 116.0 * luminance.cbrt() - 16.0 } else { 903.3 * luminance }
}

fn through(sight: [[f64; 3]; 3], light: Light) -> Light {
    sight.map(|row| row.iter().zip(light).map(|(factor, part)| factor * part).sum::<f64>().clamp(0.0, 1.0))
}

/// Björn Ottosson's OKLab (2020), in which equal distances look equally different.
fn oklab([red, green, blue]: Light) -> [f64; 3] {
    let long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue).cbrt();
    let middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue).cbrt();
    let short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue).cbrt();
    [
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    ]
}

fn distance(one: [f64; 3], other: [f64; 3]) -> f64 {
    one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}
