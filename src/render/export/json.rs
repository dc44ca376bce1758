//! What JSON files have in common: numbers as they were given, texts in all their languages, and lines that can be compared.

use serde::ser::{Error, SerializeMap as _};
use serde::{Serialize, Serializer};

use crate::registry::figure::Scale;
use crate::registry::value::Text;
use crate::render::ask::Window;

/// A number as it was given: 23 and not 23.0.
#[derive(Clone, Copy)]
pub struct Exact(pub f64);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers up to 2⁵³ are exact.
        if self.0.fract() == 0.0 && self.0.abs() <= 9_007_199_254_740_992.0 {
            return serializer.serialize_i64(self.0 as i64);
        }
        if !self.0.is_finite() {
            return Err(S::Error::custom("JSON has no such number"));
        }
        serializer.serialize_f64(self.0)
    }
}

/// A number of thousands or millions in ones, to the digit: 1.1 million is 1100000 and not a hair above it.
pub fn in_ones(number: f64, scale: Scale) -> f64 {
    let zeros = match scale {
        Scale::Ones => return number,
        Scale::Thousands => 3,
        Scale::Millions => 6,
        Scale::Billions => 9,
    };
    // Multiplying would round twice.
    format!("{number}e{zeros}").parse().unwrap_or(number)
}

/// A text by the tags of its languages.
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// A text in all languages that it has.
    pub fn of(window: &Window, text: &Text) -> Texts {
        Texts(text.versions().map(|(language, words)| (window.tag(language).to_owned(), words.to_string())).collect())
    }

    /// Texts by the tags of their languages.
    pub fn by_tag(texts: impl IntoIterator<Item = (String, String)>) -> Texts {
        Texts(texts.into_iter().collect())
    }

    /// The text for readers of a language, else the first there is.
    pub fn read_in(&self, tag: &str) -> &str {
        let own = self.0.iter().find(|(own, _)| own == tag).or(self.0.first());
        own.map_or("", |(_, text)| text)
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (tag, text) in &self.0 {
            map.serialize_entry(tag, text)?;
        }
        map.end()
    }
}

/// A file that says what it is about, and then a line for each record.
pub fn file(head: (&str, &impl Serialize), records: (&str, impl Iterator<Item = impl Serialize>)) -> Vec<u8> {
    let said = serde_json::to_string_pretty(head.1).unwrap_or_default().replace('\n', "\n  ");
    let mut out = format!("{{\n  \"{}\": {said},\n  \"{}\": [", head.0, records.0).into_bytes();
    for (at, record) in records.1.enumerate() {
        out.extend_from_slice(if at == 0 { b"\n    " } else { b",\n    " });
        // A record whose numbers JSON cannot write is left out of no file: the reader of fields lets none in.
        out.extend(serde_json::to_vec(&record).unwrap_or_else(|_| b"null".to_vec()));
    }
    out.extend_from_slice(b"\n  ]\n}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::{Exact, file};

    #[test]
    fn numbers_keep_their_digits() {
        let check = |number: f64, expected: &str| assert_eq!(serde_json::to_string(&Exact(number)).unwrap_or_default(), expected);
        check(23.0, "23");
        check(-0.5, "-0.5");
        check(12345.678, "12345.678");
        check(1e15, "1000000000000000");
        check(1e-9, "1e-9");
        check(f64::INFINITY, "");
    }

    #[test]
    fn each_record_has_its_line() {
        let written = file(("figure", &["a"]), ("observations", [Exact(1.0), Exact(2.5)].into_iter()));
        assert_eq!(
            String::from_utf8_lossy(&written),
            "{\n  \"figure\": [\n    \"a\"\n  ],\n  \"observations\": [\n    1,\n    2.5\n  ]\n}\n"
        );
    }
}
