//! A figure's value in words: number, unit, qualifier and status.

use super::{Formats, Scale};
use crate::render::strings::Arg;

/// What an observation says, as the ids that its file uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReadingWords<'a> {
    pub amount: Amount,
    /// `percent`, `index`, `people`, a currency's code, or a noun in the page's language.
    pub unit: Option<&'a str>,
    pub scale: Scale,
    /// `more-than` and so on; the words are the message `qualifier-more-than`.
    pub qualifier: Option<&'a str>,
    /// `expected` and so on; the words are the message `status-expected`.
    pub status: Option<&'a str>,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    Exactly(f64),
    /// A range, of which one end may be open.
    Between {
        min: Option<f64>,
        max: Option<f64>,
    },
    NotReported,
}

impl Formats {
    /// "more than 120 entities", "about 80 exhibitors (expected)", "between 5 and 7", "not reported".
    pub fn reading(&self, words: &ReadingWords) -> String {
        let amount = match words.amount {
            Amount::Exactly(number) => self.quantity(number, words),
            Amount::Between { min: Some(min), max: Some(max) } if min == max => self.quantity(min, words),
            Amount::Between { min: Some(min), max: Some(max) } => self.range(min, max, words),
            Amount::Between { min: Some(min), max: None } => self.wrapped("qualifier", "at-least", self.quantity(min, words)),
            Amount::Between { min: None, max: Some(max) } => self.wrapped("qualifier", "at-most", self.quantity(max, words)),
            Amount::NotReported | Amount::Between { min: None, max: None } => return self.strings.get("not-reported", &[]),
        };
        // An open range says by itself that it is at least or at most so much.
        let is_open = matches!(words.amount, Amount::Between { min: None, .. } | Amount::Between { max: None, .. });
        let qualified = match words.qualifier.filter(|qualifier| !is_open || !matches!(*qualifier, "at-least" | "at-most")) {
            Some(qualifier) => self.wrapped("qualifier", qualifier, amount),
            None => amount,
        };
        match words.status {
            Some(status) => self.wrapped("status", status, qualified),
            None => qualified,
        }
    }

    /// A number with its unit.
    fn quantity(&self, number: f64, words: &ReadingWords) -> String {
        let unit = match words.unit {
            Some("percent") => return self.percent(number),
            Some(code) if is_currency(code) => return self.money(number, code, words.scale),
            Some("people") => Some(self.strings.get("unit-people", &[("count", (number * words.scale.factor()).into())])),
            Some("index") | None => None,
            Some(noun) => Some(noun.to_owned()),
        };
        let (shown, thousandfold) = (self.number(number), self.number(number * 1e3));
        let mut args = vec![("value", Arg::Text(&shown)), ("thousandfold", Arg::Text(&thousandfold)), ("count", Arg::Number(number))];
        let scaled = format!("quantity{}", words.scale.suffix());
        match &unit {
            Some(unit) => {
                args.push(("unit", unit.into()));
                self.strings.get(&scaled, &args)
            }
            None if words.scale == Scale::Ones => shown,
            None => self.strings.get(&format!("bare-{scaled}"), &args),
        }
    }

    fn range(&self, min: f64, max: f64, words: &ReadingWords) -> String {
        // The unit is said once, with the upper end; a currency's sign belongs to both, and so does a scale.
        let lower = self.quantity(min, &ReadingWords { unit: words.unit.filter(|unit| is_currency(unit)), ..*words });
        let upper = self.quantity(max, words);
        self.strings.get("between", &[("min", (&lower).into()), ("max", (&upper).into())])
    }

    /// The words around a value; a word without a message of its own is no reason to lose the value.
    fn wrapped(&self, family: &str, word: &str, value: String) -> String {
        self.strings.find(&format!("{family}-{word}"), &[("value", (&value).into())]).unwrap_or(value)
    }
}

fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}
