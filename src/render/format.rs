//! Values in the words of one language: numbers, money, dates, lists, figures.

mod date;
mod names;
mod reading;

use std::sync::{Arc, OnceLock};

use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;

use super::strings::{Strings, decimal};
use crate::registry::figure::Scale;
use crate::syntax::date::Time;

pub use reading::{Amount, ReadingWords};

/// How a page's language writes values.
pub struct Formats {
    strings: Arc<Strings>,
    decimal: Option<DecimalFormatter>,
    calendar: date::Calendar,
    names: OnceLock<names::Names>,
}

/// The sign of what is less than nothing, in every language. Why not a hyphen, as some have it: it is short, and lines break after it.
const MINUS: &str = "\u{2212}";

impl Scale {
    /// The end of the key of a message about so many.
    fn suffix(self) -> &'static str {
        match self {
            Scale::Ones => "",
            Scale::Thousands => "-thousand",
            Scale::Millions => "-million",
            Scale::Billions => "-billion",
        }
    }
}

impl Formats {
    /// The formats of the strings' language.
    pub fn new(strings: Arc<Strings>) -> Formats {
        let language = strings.language();
        Formats {
            decimal: DecimalFormatter::try_new(locale(language).into(), Default::default()).ok(),
            calendar: date::Calendar::new(language),
            names: OnceLock::new(),
            strings,
        }
    }

    /// The words that the formats use.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// 12,345.6 in English, 12.345,6 in Spanish and Basque; what is less than nothing has a minus, which is no hyphen.
    pub fn number(&self, number: f64) -> String {
        let written = match (&self.decimal, decimal(number)) {
            (Some(formatter), Some(digits)) => formatter.format(&digits).to_string(),
            _ => number.to_string(),
        };
        written.replace('-', MINUS)
    }

    /// A whole number.
    pub fn integer(&self, number: i64) -> String {
        let written = match &self.decimal {
            Some(formatter) => formatter.format(&number.into()).to_string(),
            None => number.to_string(),
        };
        written.replace('-', MINUS)
    }

    /// A share of a hundred: 23% in English, 23 % in Spanish and Basque.
    ///
    /// Why not `% 23` in Basque, as CLDR has it: reports from the Basque Country put the sign after the number in all their languages.
    pub fn percent(&self, number: f64) -> String {
        self.strings.get("percent", &[("value", (&self.number(number)).into())])
    }

    /// An amount in a currency of ISO 4217: €25,000 million in English, 25.000 M€ in Spanish and Basque.
    pub fn money(&self, amount: f64, currency: &str, scale: Scale) -> String {
        let size = amount.abs();
        let digits = |size: f64| match (&self.decimal, decimal(size)) {
            // Cents are written with both their digits, and what is less than a cent with all of its own.
            (Some(formatter), Some(mut digits)) if scale == Scale::Ones && size.fract() != 0.0 => {
                digits.pad_end(-2);
                formatter.format(&digits).to_string()
            }
            _ => self.number(size),
        };
        let sign = if amount < 0.0 { self.integer(-1).replace('1', "") } else { String::new() };
        let (shown, thousandfold) = (digits(size), self.number(size * 1e3));
        let args = [
            ("amount", (&shown).into()),
            ("thousandfold", (&thousandfold).into()),
            ("currency", currency.into()),
            ("sign", (&sign).into()),
        ];
        self.strings.get(&format!("money{}", scale.suffix()), &args)
    }

    /// A time of day, by the 24-hour clock in every language.
    pub fn time(&self, time: Time) -> String {
        time.to_string()
    }

    /// 18 months; 2 years.
    pub fn duration(&self, months: u32) -> String {
        let (key, count) = if months.is_multiple_of(12) { ("years", months / 12) } else { ("months", months) };
        self.strings.get(key, &[("count", i64::from(count).into())])
    }

    /// "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        let Some((last, rest)) = items.split_last() else { return String::new() };
        let join = |key, start: &str, next: &str| self.strings.get(key, &[("start", start.into()), ("next", next.into())]);
        match rest.split_first() {
            None => last.clone(),
            Some((first, middle)) => {
                join("list-and", &middle.iter().fold(first.clone(), |start, next| join("list-comma", &start, next)), last)
            }
        }
    }
}

fn locale(language: &str) -> Locale {
    // Sare's readers are in Europe: plain English puts the day before the month.
    let language = if language == "en" { "en-GB" } else { language };
    Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN)
}

#[cfg(test)]
mod tests;
