//! The words and numbers of a chart in the page's language.

use super::{Bound, Point, State};
use crate::registry::figure::Scale;
use crate::render::format::Formats;
use crate::render::strings::Arg;

/// The words and numbers of the page's language.
pub struct Words<'a> {
    pub formats: &'a Formats,
    /// `percent`, `index`, a currency's code, or a noun in the page's language.
    pub unit: Option<&'a str>,
    /// What the chart's values count: ones, thousands, millions.
    pub scale: Scale,
}

impl Words<'_> {
    /// A number at a tick, with as many decimals as the step between ticks needs.
    pub fn tick(&self, value: f64, step: f64) -> String {
        let number = self.number(value, step);
        if self.unit == Some("percent") { self.formats.strings().get("percent", &[("value", (&number).into())]) } else { number }
    }

    /// A message of `pictures.ftl`.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.formats.strings().get(key, args)
    }

    /// "provisional", "expected"; nothing for what is firm.
    pub fn state(&self, state: State) -> Option<String> {
        let key = match state {
            State::Firm => return None,
            State::Provisional => "picture-provisional",
            State::Estimated => "picture-estimated",
            State::Expected => "picture-expected",
            State::Target => "picture-target",
        };
        Some(self.say(key, &[]))
    }

    /// What stands beside a mark: the bare number, and on which side of it the true one lies.
    pub fn beside(&self, point: &Point) -> String {
        if !point.beside.is_empty() {
            return point.beside.clone();
        }
        let short = match self.unit {
            Some("percent") if !point.short.is_empty() => self.say("percent", &[("value", (&point.short).into())]),
            _ => point.short.clone(),
        };
        let key = match point.bound {
            Bound::Exact => return short,
            Bound::About => "qualifier-about",
            Bound::Lower => "qualifier-at-least",
            Bound::Upper => "qualifier-at-most",
        };
        self.say(key, &[("value", (&short).into())])
    }

    /// A number that was reckoned, without the noise of reckoning, in the chart's unit where that is a sign.
    pub fn plain(&self, value: f64) -> String {
        self.tick(value, 0.0)
    }

    /// "not reported".
    pub fn missing(&self) -> String {
        self.say("not-reported", &[])
    }

    fn number(&self, value: f64, step: f64) -> String {
        let size = value.abs().max(step.abs());
        // Beyond what digits can be read, and below the decimals that formats keep, a power of ten says more.
        if size >= 1e15 || (step != 0.0 && step.abs() < 1e-9) {
            let text = format!("{value:e}");
            if let Some((digits, exponent)) = text.split_once('e')
                && exponent != "0"
            {
                let digits = self.formats.number(digits.parse().unwrap_or(0.0));
                return format!("{digits} × 10{}", raised(exponent));
            }
        }
        self.formats.number(value)
    }
}

/// Digits as an exponent: ⁻⁹.
fn raised(digits: &str) -> String {
    let raise = |digit: char| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => digit.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(digit),
    };
    digits.chars().map(raise).collect()
}
