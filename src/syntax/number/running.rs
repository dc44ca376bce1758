//! Numbers in running text, in the notations of English, Spanish and Basque: `25,000.5`, `25.000,5`, `25 000`, `25 mila milioi`.

/// Which mark a language puts before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `25,000.5`, as in English.
    Point,
    /// `25.000,5`, as in Spanish and Basque.
    Comma,
}

/// A number as a text has it, with the words that multiply it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Running {
    /// Behind the last digit, and behind the last word of the scale: `25,000| million|`.
    pub digits_end: usize,
    pub end: usize,
    pub value: f64,
    /// What it would be in the other notation, where that gives a number too: `25.000` may be 25 or 25,000.
    pub other: Option<f64>,
    /// What its last digit that is no zero at the end counts: 1,000 in `25,000`, a tenth in `22.8`.
    pub grain: f64,
}

impl Notation {
    /// The notation of a language by its tag.
    pub fn of(tag: &str) -> Notation {
        match tag.split('-').next() {
            Some("en" | "ga" | "mt" | "zh" | "ja" | "ko" | "he" | "th") => Notation::Point,
            _ => Notation::Comma,
        }
    }
}

/// Reads the number whose first digit stands at `start`; nothing where the digits are part of a date, an hour, a version, a name or an
/// ordinal number.
pub fn read(text: &str, start: usize, notation: Notation) -> Option<Running> {
    let sign = sign(text, start)?;
    let digits = Digits::read(text.as_bytes(), start)?;
    if text[..start].ends_with('+') && digits.group_count > 2 {
        return None;
    }
    let (value, other, grain) = digits.value(notation)?;
    if !ends_well(text, digits.end) {
        return None;
    }
    let (factor, end) = scale(text, digits.end)?;
    let scaled = |value: f64| value * sign * factor;
    Some(Running { digits_end: digits.end, end, value: scaled(value), other: other.map(scaled), grain: grain * factor })
}

/// What a unit's first words multiply by, as in `million euros`; 1 for any other unit.
pub fn factor(unit: &str) -> f64 {
    let unit = format!(" {unit}");
    scale(&unit, 0).map_or(1.0, |(factor, _)| factor)
}

/// Behind a number that ends at `end`, and behind the sign of the euro where that is one word with the number's last letter: `70 M€|`.
pub fn with_euro(text: &str, end: usize) -> usize {
    let is_cut = text[..end].ends_with(char::is_alphabetic) && text[end..].starts_with('€');
    end + if is_cut { '€'.len_utf8() } else { 0 }
}

/// The sign before the digits; nothing where they are joined to what stands before them, as in `COVID-19` or `2023-11`.
fn sign(text: &str, start: usize) -> Option<f64> {
    let lead = text.get(..start)?;
    // "+34 944 001 122"
    let near = &lead[lead.floor_char_boundary(lead.len().saturating_sub(LONGEST_PHONE))..];
    let is_joined = |last: char| last.is_ascii_digit() || last == ' ';
    if near.ends_with(' ') && near.trim_end_matches(is_joined).ends_with('+') && !near.trim_end().ends_with('+') {
        return None;
    }
    let mut before = lead.chars().rev();
    let last = before.next();
    let is_free = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace() || "([{«“\"'‘".contains(letter));
    match last {
        Some('-' | '−' | '–') => is_free(before.next()).then_some(-1.0),
        Some('+') => is_free(before.next()).then_some(1.0),
        Some(letter) if letter.is_alphanumeric() || "_#/:.,@§№\\=".contains(letter) => None,
        _ => Some(1.0),
    }
}

/// Letters of a telephone number, as people write it.
const LONGEST_PHONE: usize = 24;

/// More digits than these are no amount but an identifier.
const MOST_DIGITS: usize = 15;

/// Between these groups of digits at most stand marks.
const MOST_GROUPS: usize = 6;

/// Digits in groups, with marks between them.
struct Digits {
    /// All digits as one number.
    whole: u64,
    count: usize,
    /// How many digits each group has, and the mark before it.
    groups: [(usize, u8); MOST_GROUPS],
    group_count: usize,
    starts_with_zero: bool,
    end: usize,
}

/// What stands for every kind of gap between thousands.
const GAP: u8 = b' ';

impl Digits {
    fn read(bytes: &[u8], start: usize) -> Option<Digits> {
        let starts_with_zero = bytes.get(start) == Some(&b'0');
        let mut digits = Digits { whole: 0, count: 0, groups: [(0, 0); MOST_GROUPS], group_count: 0, starts_with_zero, end: start };
        let mut mark = 0;
        loop {
            let length = run(bytes, digits.end);
            if length == 0 || digits.group_count == MOST_GROUPS || digits.count + length > MOST_DIGITS {
                return None;
            }
            for digit in &bytes[digits.end..digits.end + length] {
                digits.whole = digits.whole * 10 + u64::from(digit - b'0');
            }
            digits.groups[digits.group_count] = (length, mark);
            (digits.group_count, digits.count, digits.end) = (digits.group_count + 1, digits.count + length, digits.end + length);
            let Some((next, width)) = between(&bytes[digits.end..]) else { return Some(digits) };
            let following = run(bytes, digits.end + width);
            // A gap parts thousands or two numbers.
            let is_parted = next != GAP || (following == 3 && digits.groups[0].0 <= 3 && [0, GAP].contains(&mark));
            if following == 0 || !is_parted {
                return Some(digits);
            }
            (mark, digits.end) = (next, digits.end + width);
        }
    }

    /// What the number is, what it is in the other notation, and what its last digit counts.
    fn value(&self, notation: Notation) -> Option<(f64, Option<f64>, f64)> {
        let groups = &self.groups[..self.group_count];
        let (first, last) = (groups[0], groups[self.group_count - 1]);
        let is_thousands = |groups: &[(usize, u8)], mark: u8| first.0 <= 3 && groups.iter().all(|group| *group == (3, mark));
        let whole = || (self.whole as f64, grain_of(self.whole));
        let decimal = || (self.whole as f64 / 10f64.powi(last.0 as i32), 10f64.powi(-(last.0 as i32)));
        let is_plain = !self.starts_with_zero || first.0 == 1;
        if !is_plain {
            return None;
        }
        let parted = is_thousands(&groups[1..], last.1) && !self.starts_with_zero;
        let one = |(value, grain): (f64, f64)| Some((value, None, grain));
        match groups.len() {
            1 => one(whole()),
            2 if last.1 != GAP && parted => {
                let is_decimal = (last.1 == b'.') == (notation == Notation::Point);
                let (read, other) = if is_decimal { (decimal(), whole()) } else { (whole(), decimal()) };
                Some((read.0, Some(other.0), read.1))
            }
            2 if last.1 != GAP => one(decimal()),
            _ if parted => one(whole()),
            // 1.234,5 and 1 234,5, but no version such as 1.2.3.
            _ if last.1 != GAP && groups[1].1 != last.1 && is_thousands(&groups[1..groups.len() - 1], groups[1].1) => one(decimal()),
            _ => None,
        }
    }
}

/// How many digits stand at a place.
fn run(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// The mark that may stand between two groups of digits, and its width.
fn between(rest: &[u8]) -> Option<(u8, usize)> {
    match rest {
        [mark @ (b'.' | b','), ..] => Some((*mark, 1)),
        [b' ' | b'\'', ..] => Some((GAP, 1)),
        // The space that does not break, the thin and the narrow one, and the apostrophe of print.
        [0xC2, 0xA0, ..] => Some((GAP, 2)),
        [0xE2, 0x80, 0x89 | 0xAF | 0x99, ..] => Some((GAP, 3)),
        _ => None,
    }
}

fn grain_of(whole: u64) -> f64 {
    let mut grain = 1;
    while whole != 0 && whole.is_multiple_of(grain * 10) {
        grain *= 10;
    }
    grain as f64
}

/// Is this the end of a number, rather than of the first half of a date, an hour or a range, or of an ordinal number?
fn ends_well(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let mut letters = rest.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some('-' | '–' | '/' | ':' | '.' | ',' | '\'' | '’'), Some(next), _) if next.is_alphanumeric() => false,
        // "3. edizioa", the third edition.
        (Some('.'), Some(' '), Some(next)) if next.is_lowercase() => false,
        (Some('_' | '°' | '#' | '@'), ..) => false,
        (Some(first), ..) if first.is_alphanumeric() => suffix(rest).is_some(),
        _ => true,
    }
}

/// The letters for a scale right behind the digits, as in `70M`, with their factor.
fn suffix(rest: &str) -> Option<(f64, usize)> {
    const SUFFIXES: [(&str, f64); 6] = [("bn", 1e9), ("mn", 1e6), ("M", 1e6), ("m", 1e6), ("k", 1e3), ("K", 1e3)];
    let (suffix, factor) = SUFFIXES.into_iter().find(|(suffix, _)| rest.starts_with(suffix))?;
    (!rest[suffix.len()..].starts_with(char::is_alphanumeric)).then_some((factor, suffix.len()))
}

/// The words behind a number that multiply it, and where they end.
fn scale(text: &str, digits_end: usize) -> Option<(f64, usize)> {
    if let Some((factor, length)) = suffix(&text[digits_end..]) {
        return Some((factor, digits_end + length));
    }
    let (mut factor, mut end) = (1.0, digits_end);
    // "25 mila milioi", "3 miles de millones".
    for _ in 0..2 {
        let Some((word, word_end)) = word(text, end) else { break };
        let is_de = factor > 1.0 && word == "de";
        let (word, word_end) = if is_de { self::word(text, word_end).unwrap_or((word, word_end)) } else { (word, word_end) };
        let Some(times) = times(word, &text[word_end..]) else { break };
        (factor, end) = (factor * times, word_end);
    }
    Some((factor, end))
}

/// The next word behind white space, and where it ends.
fn word(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &text[at..];
    let bare = rest.trim_start();
    let length = bare.find(|letter: char| !letter.is_alphabetic()).unwrap_or(bare.len());
    (length > 0 && bare.len() < rest.len()).then(|| (&bare[..length], at + (rest.len() - bare.len()) + length))
}

/// What a word multiplies the number before it by; `rest` follows it.
fn times(word: &str, rest: &str) -> Option<f64> {
    const WORDS: [(&str, f64); 18] = [
        ("thousand", 1e3),
        ("million", 1e6),
        ("millions", 1e6),
        ("billion", 1e9),
        ("billions", 1e9),
        ("trillion", 1e12),
        ("bn", 1e9),
        ("mn", 1e6),
        ("mil", 1e3),
        ("millón", 1e6),
        ("millones", 1e6),
        ("millardo", 1e9),
        ("millardos", 1e9),
        ("billón", 1e12),
        ("billones", 1e12),
        ("mila", 1e3),
        ("miloi", 1e6),
        ("bilioi", 1e12),
    ];
    if let Some((_, times)) = WORDS.into_iter().find(|(known, _)| word.eq_ignore_ascii_case(known)) {
        return Some(times);
    }
    match word {
        // Without what follows it they are miles.
        "miles" if rest.trim_start().starts_with("de millones") => Some(1e3),
        "M" if rest.starts_with('€') => Some(1e6),
        "k" | "K" if rest.starts_with('€') => Some(1e3),
        // With an ending of Basque: milioiko, milioitik.
        _ if word.starts_with("milioi") => Some(1e6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, notation: Notation, expected: Option<f64>) {
        let start = text.find(|letter: char| letter.is_ascii_digit()).expect("it has digits");
        assert_eq!(read(text, start, notation).map(|found| found.value), expected, "{text}");
    }

    #[test]
    fn a_number_is_read_in_its_language() {
        use Notation::{Comma, Point};
        check("25,000 exhibitors", Point, Some(25000.0));
        check("25.000 expositores", Comma, Some(25000.0));
        check("25 000 erakusketari", Comma, Some(25000.0));
        check("25\u{a0}000", Point, Some(25000.0));
        check("22.8 %", Point, Some(22.8));
        check("22,8 %", Comma, Some(22.8));
        check("%22,8", Comma, Some(22.8));
        check("1.234,56 €", Comma, Some(1234.56));
        check("€1,234.56.", Point, Some(1234.56));
        check("25.000", Point, Some(25.0));
        check("1,234,567", Point, Some(1234567.0));
        check("of 120.", Point, Some(120.0));
        check("(-3.5", Point, Some(-3.5));
        check("in 2019 120 came", Point, Some(2019.0));
        check("0.5", Point, Some(0.5));
    }

    #[test]
    fn words_multiply_it() {
        use Notation::{Comma, Point};
        check("25,000 million euros", Point, Some(25e9));
        check("25 billion", Point, Some(25e9));
        check("25.000 millones", Comma, Some(25e9));
        check("25 mil millones", Comma, Some(25e9));
        check("25 miles de millones", Comma, Some(25e9));
        check("2 billones de euros", Comma, Some(2e12));
        check("25 mila milioi euro", Comma, Some(25e9));
        check("70 milioiko eskaera", Comma, Some(70e6));
        check("€70m", Point, Some(70e6));
        check("70 M€", Comma, Some(70e6));
        check("25 miles away", Point, Some(25.0));
        check("5 m wide", Point, Some(5.0));
    }

    #[test]
    fn what_is_no_amount_is_left() {
        for text in ["COVID-19", "17/04/2024", "01.02.2022", "09:30", "1.2.3", "13th", "2ª", "13-15 November", "007", "23-11-2023", "18ak"]
        {
            check(text, Notation::Point, None);
        }
        for text in ["3. edizioa", "123456789012345678", "2023ko", "#5", "x_5", "12'5ean"] {
            check(text, Notation::Comma, None);
        }
    }
}
