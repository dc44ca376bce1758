//! What to write instead of a date that was written in words or in another order.

use super::{Date, Part, Time, small};

/// "write `2024-04-17`", where the text can be understood as one date.
pub fn date(text: &str) -> Option<String> {
    let words = Words::of(text);
    let &[year] = words.years.as_slice() else { return None };
    let plain = Date { part: words.part, approximate: words.approximate, ..Date::of_year(year) };
    let of = |month: u32, day: Option<u32>| {
        let date = Date { month: Some(month as u8), day: day.map(|day| day as u8), part: plain.part.filter(|_| day.is_none()), ..plain };
        date.verified().ok()
    };
    let found = match (words.month, words.small.as_slice()) {
        (Some(month), []) => vec![of(month, None)],
        (Some(month), &[day]) => vec![of(month, Some(day))],
        (None, []) if words.part.is_some() || words.approximate => vec![Some(plain)],
        (None, &[month]) => vec![of(month, None)],
        (None, &[month, day]) if words.year_first => vec![of(month, Some(day))],
        // Only with slashes may the month stand first.
        (None, &[day, month]) if text.contains('/') && day != month => vec![of(month, Some(day)), of(day, Some(month))],
        (None, &[day, month]) => vec![of(month, Some(day))],
        _ => Vec::new(),
    };
    match found.into_iter().flatten().collect::<Vec<_>>().as_slice() {
        [date] => Some(format!("write `{date}`")),
        [date, other] => Some(format!("write `{date}`, or `{other}` if the month stands first")),
        _ => None,
    }
}

/// "write `2018/2020`", where the text can be understood as a period of years.
pub fn period(text: &str) -> Option<String> {
    let words = Words::of(text);
    if !words.small.is_empty() || words.month.is_some() {
        return None;
    }
    match *words.years.as_slice() {
        [start, end] if start <= end => Some(format!("write `{start:04}/{end:04}`")),
        [year] if text.ends_with(['-', '–']) || words.has(&["since", "from", "desde", "geroztik"]) => {
            Some(format!("write `{year:04}/..`"))
        }
        [year] if text.starts_with(['-', '–']) || words.has(&["until", "till", "hasta", "arte"]) => Some(format!("write `../{year:04}`")),
        _ => None,
    }
}

/// Does the text name two years?
pub fn is_period(text: &str) -> bool {
    text.contains("..") || Words::of(text).years.len() == 2
}

/// "write `09:30`", where the text can be understood as a time.
pub fn time(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let plain = lower.trim_end_matches("hrs").trim_end_matches('h').trim();
    let (hour, minute) = plain.split_once(['.', 'h', ':']).unwrap_or((plain, "00"));
    let time = Time::parse(&format!("{:02}:{:02}", small(hour.trim())?, small(minute.trim())?)).ok()?;
    Some(format!("write `{time}`"))
}

/// The months in English and Spanish, and in Basque without the article, because words decline at the end.
const MONTHS: [[&str; 3]; 12] = [
    ["january", "enero", "urtarril"],
    ["february", "febrero", "otsail"],
    ["march", "marzo", "martxo"],
    ["april", "abril", "apiril"],
    ["may", "mayo", "maiatz"],
    ["june", "junio", "ekain"],
    ["july", "julio", "uztail"],
    ["august", "agosto", "abuztu"],
    ["september", "septiembre", "irail"],
    ["october", "octubre", "urri"],
    ["november", "noviembre", "azaro"],
    ["december", "diciembre", "abendu"],
];

/// What the words of a date say, one by one.
#[derive(Default)]
struct Words {
    all: Vec<String>,
    years: Vec<i32>,
    /// Did the year stand before all other numbers?
    year_first: bool,
    month: Option<u32>,
    /// Numbers of one or two digits, as they stand.
    small: Vec<u32>,
    part: Option<Part>,
    approximate: bool,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words { approximate: text.starts_with('~') || text.ends_with(['~', '?']), ..Words::default() };
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.take(word.to_lowercase());
        }
        words
    }

    fn take(&mut self, word: String) {
        let number = word.trim_end_matches(char::is_alphabetic);
        match (number.len(), number.parse::<u32>()) {
            (1 | 2, Ok(number)) => self.small.push(number),
            (4, Ok(number)) => {
                self.year_first |= self.years.is_empty() && self.small.is_empty();
                self.years.push(number as i32);
            }
            _ => self.take_name(&word),
        }
        self.all.push(word);
    }

    fn take_name(&mut self, word: &str) {
        match word {
            "early" | "principios" | "hasieran" => self.part = Some(Part::Early),
            "mid" | "middle" | "mediados" | "erdialdean" => self.part = Some(Part::Mid),
            "late" | "finales" | "amaieran" => self.part = Some(Part::Late),
            "c" | "ca" | "circa" | "about" | "around" | "approx" | "hacia" | "inguru" | "inguruan" => self.approximate = true,
            _ => {}
        }
        let names = |[english, spanish, basque]: &[&str; 3]| {
            word.chars().count() >= 3 && (english.starts_with(word) || spanish.starts_with(word)) || word.starts_with(basque)
        };
        if let Some(at) = MONTHS.iter().position(names) {
            self.month = Some(at as u32 + 1);
        }
    }

    fn has(&self, wanted: &[&str]) -> bool {
        self.all.iter().any(|word| wanted.contains(&word.as_str()))
    }
}
