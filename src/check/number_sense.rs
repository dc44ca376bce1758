//! What a number in a text means by the words around it: how firm it is, what it counts, and whether it counts anything.

use super::figure_index::{PERCENT, UnitKey, currency, key, keys_with_ending};
use super::prose::{Shape, words};
use super::reading::QUOTATION_MARKS;
use crate::registry::figure::Qualifier;
use crate::syntax::number::running::{self, Notation, Running};

/// Words behind a number among which its unit is looked for.
const REACH: usize = 4;

/// Words behind which another part of the sentence begins, so that no unit follows.
const PARTING: &str = "is are was were has have had to in on at for from by with that which who while but than per es son fue fueron ha han en con \
    por para que a al entre pero da dira zen ziren dituen baina duen";

/// The first letters of the months in English, Spanish and Basque.
const MONTHS: &str = "janua febru march april may june july augus septe octob novem decem enero febre marzo abril mayo junio julio agost septi \
    octub novie dicie urtar otsai martx apiri maiat ekain uztai abuzt irail urria azaro abend";

/// Words before a number by which it numbers something rather than counts.
const NUMBERING: &str = "figure fig table section chapter page pages p pp no number article item step version level phase day room top figura tabla \
    apartado capítulo página pág artículo paso versión nivel fase día número núm n art irudia taula atala or tel phone fax call \
    hall teléfono tfno iso";

/// Words before the digits of a telephone.
const PHONES: &str = "tel tfno telf tlf teléfono telefono telefonoa phone telephone fax";

/// Letters of a telephone number with its gaps, at most.
const LONGEST_PHONE: usize = 32;

/// The words by which a number is less than exact; those of Basque may come after it.
const QUALIFIERS: [(&str, Qualifier); 46] = [
    ("about", Qualifier::About),
    ("around", Qualifier::About),
    ("some", Qualifier::About),
    ("roughly", Qualifier::About),
    ("approximately", Qualifier::About),
    ("circa", Qualifier::About),
    ("unos", Qualifier::About),
    ("unas", Qualifier::About),
    ("alrededor de", Qualifier::About),
    ("cerca de", Qualifier::About),
    ("en torno a", Qualifier::About),
    ("aproximadamente", Qualifier::About),
    ("gutxi gorabehera", Qualifier::About),
    ("almost", Qualifier::Almost),
    ("nearly", Qualifier::Almost),
    ("casi", Qualifier::Almost),
    ("ia", Qualifier::Almost),
    ("ia-ia", Qualifier::Almost),
    ("more than", Qualifier::MoreThan),
    ("over", Qualifier::MoreThan),
    ("above", Qualifier::MoreThan),
    ("más de", Qualifier::MoreThan),
    ("at least", Qualifier::AtLeast),
    ("no fewer than", Qualifier::AtLeast),
    ("no less than", Qualifier::AtLeast),
    ("al menos", Qualifier::AtLeast),
    ("por lo menos", Qualifier::AtLeast),
    ("como mínimo", Qualifier::AtLeast),
    ("gutxienez", Qualifier::AtLeast),
    ("less than", Qualifier::LessThan),
    ("fewer than", Qualifier::LessThan),
    ("under", Qualifier::LessThan),
    ("below", Qualifier::LessThan),
    ("menos de", Qualifier::LessThan),
    ("up to", Qualifier::AtMost),
    ("at most", Qualifier::AtMost),
    ("hasta", Qualifier::AtMost),
    ("como máximo", Qualifier::AtMost),
    ("gehienez", Qualifier::AtMost),
    ("a good", Qualifier::MoreThan),
    ("upwards of", Qualifier::AtLeast),
    ("close to", Qualifier::About),
    ("en torno al", Qualifier::About),
    ("alrededor del", Qualifier::About),
    ("más del", Qualifier::MoreThan),
    ("menos del", Qualifier::LessThan),
];

/// A number that may count something.
#[derive(Debug)]
pub struct Counted {
    pub number: Running,
    pub start: usize,
    pub qualifier: Qualifier,
    /// What it may count: the nearest first.
    pub units: Vec<UnitKey>,
}

/// Reads the number whose first digit stands at `start`, with what it means; nothing where it counts nothing.
pub fn read(text: &str, start: usize, notation: Notation) -> Option<Counted> {
    let number = running::read(text, start, notation)?;
    let before = before(text, start);
    let is_plain = number.end == start + 4 && (1900.0..2100.0).contains(&number.value);
    if is_plain
        || is_hour(text, &number)
        || numbers_or_names(text, start, before)
        || is_day(text, before, number.end)
        || is_quoted(text, start, number.end)
        || is_base(text, start)
        || is_decade(text, start, &number)
        || is_phone(text, start)
        || is_postcode(text, start, number.end)
    {
        return None;
    }
    let mut counted = Counted { number, start, qualifier: qualifier(text, start, number.end), units: Vec::new() };
    counted.units(text, before);
    Some(counted)
}

impl Counted {
    /// Is it so small, and so bare, that it is more likely a word than an amount?
    pub fn is_small(&self) -> bool {
        self.number.value.abs() < 10.0 && self.number.value.fract() == 0.0
    }

    fn units(&mut self, text: &str, before: Option<(&str, Shape)>) {
        let after = text[self.number.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '*', '_']);
        let lead = text[..self.start].trim_end_matches([' ', '\u{a0}', '-', '−', '+', '*', '_']);
        for (sign, code) in [('€', "EUR"), ('$', "USD"), ('£', "GBP")] {
            if after.starts_with(sign) || lead.ends_with(sign) {
                self.units.push(currency(code));
                return;
            }
        }
        let is_percent_word = before.is_some_and(|(word, _)| ["ehuneko", "ehunetik"].contains(&word));
        let is_percent = ["%", "per cent", "percent", "por ciento", "por cien"].into_iter().any(|word| after.starts_with(word));
        if is_percent || lead.ends_with('%') || is_percent_word {
            self.units.push(PERCENT);
            return;
        }
        let sentence =
            after.find(['.', ';', ':', '(', ')', '!', '?', '|', '\n']).map_or(after, |end| match after[end..].starts_with('\n') {
                // A line's end is a space unless it ends the paragraph.
                true => after.split("\n\n").next().unwrap_or(after),
                false => &after[..end],
            });
        for word in words(sentence).take(REACH).take_while(|word| !sentence.as_bytes()[word.start].is_ascii_digit()) {
            let written = &sentence[word.start..word.end];
            if PARTING.split_ascii_whitespace().any(|parting| written.eq_ignore_ascii_case(parting)) {
                break;
            }
            if written.len() < 3 {
                continue;
            }
            if written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase()) {
                self.units.push(currency(written));
            }
            self.units.push(key(written));
            self.units.extend(keys_with_ending(written));
        }
    }
}

/// The word before a place, and how it is written.
fn before(text: &str, start: usize) -> Option<(&str, Shape)> {
    let lead = text[..start].trim_end_matches([' ', '\u{a0}', '\n', '.', 'º', '°']);
    let from =
        lead.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
    let word = words(&lead[from..]).next()?;
    Some((&lead[from..], word.shape))
}

/// Is the number that of a page or a phase, or part of a name, as in "Industry 4.0"?
fn numbers_or_names(text: &str, start: usize, before: Option<(&str, Shape)>) -> bool {
    let Some((word, shape)) = before else { return false };
    let lead = text[..start].trim_end_matches(word);
    // A word with a capital at a sentence's start may be any word.
    let gap = &text[text[..start].trim_end().len()..start];
    let is_joined = text[..start].trim_end().ends_with(word) && !gap.contains('\n');
    let sentence = text[..start].trim_end().strip_suffix(word).unwrap_or(lead).trim_end();
    let is_first = sentence.is_empty() || sentence.ends_with(['.', '!', '?', ':', '|', '"', '“', '(']);
    let is_name = is_joined && !is_first && shape != Shape::Small && !word.as_bytes()[0].is_ascii_digit();
    let is_numbering = NUMBERING.split_ascii_whitespace().any(|known| word.eq_ignore_ascii_case(known));
    is_name && !is_month(word) || is_numbering
}

/// Is it an hour with its minutes: "9.30 h"?
fn is_hour(text: &str, number: &Running) -> bool {
    let next = words(&text[number.end..]).next().map(|word| &text[number.end + word.start..number.end + word.end]);
    number.value.abs() < 24.5 && matches!(next, Some("h" | "hs" | "hrs" | "horas" | "am" | "pm" | "ak" | "etan"))
}

/// Is it the day of a date: "13 November", "13 de noviembre", "azaroaren 13"?
fn is_day(text: &str, before: Option<(&str, Shape)>, end: usize) -> bool {
    if before.is_some_and(|(word, _)| is_month(word)) {
        return true;
    }
    let mut after = words(&text[end..]).map(|word| &text[end + word.start..end + word.end]);
    match after.next() {
        Some("de" | "of" | "and" | "y" | "to" | "al" | "eta") => {
            let next = after.next().filter(|word| !word.starts_with(|first: char| first.is_ascii_digit())).or_else(|| after.next());
            let next = if next == Some("de") { after.next() } else { next };
            next.is_some_and(is_month)
        }
        Some(word) => is_month(word),
        None => false,
    }
}

/// Is it what something is set to: "EU = 100"?
fn is_base(text: &str, start: usize) -> bool {
    text[..start].trim_end().ends_with('=')
}

/// Is it a decade: "los años 90", "la década de los 90"?
fn is_decade(text: &str, start: usize, number: &Running) -> bool {
    let lead = text[..start].trim_end().to_lowercase();
    let begins = ["años", "años de los", "década de los", "década del", "90eko"];
    number.end == start + 2 && number.value % 10.0 == 0.0 && begins.iter().any(|begin| lead.ends_with(begin))
}

/// Is it a part of a telephone number: "944 12 34 56", or whatever digits follow "Tel."?
fn is_phone(text: &str, start: usize) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
    let from = text.floor_char_boundary(start.saturating_sub(LONGEST_PHONE));
    let lead = text[from..start].trim_end_matches(is_part);
    let digits = &text[from + lead.len()..];
    let digits = digits[..digits.floor_char_boundary(LONGEST_PHONE)].trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let run = digits.find(|letter| !is_part(letter)).map_or(digits, |end| &digits[..end]);
    let lengths: Vec<usize> = run.split(|letter: char| !letter.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
    if lengths.ends_with(&[3, 2, 2, 2]) || lengths.ends_with(&[2, 3, 2, 2]) {
        return true;
    }
    let lead = lead.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let word = lead.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    PHONES.split_ascii_whitespace().any(|phone| word.to_lowercase() == phone)
}

/// Is it a postcode before a town: "48001 Bilbao"? No small letter follows, as it would in "12000 Basque companies".
fn is_postcode(text: &str, start: usize, end: usize) -> bool {
    let Some(rest) = text[end..].strip_prefix([' ', '\u{a0}']) else { return false };
    let is_code = end - start == 5 && text[start..end].bytes().all(|byte| byte.is_ascii_digit());
    let town = rest.split(['.', ',', ';', ':', '(', ')', '|', '\n']).next().unwrap_or(rest);
    is_code && rest.starts_with(char::is_uppercase) && words(town).all(|word| word.shape != Shape::Small)
}

fn is_month(word: &str) -> bool {
    let starts =
        |month: &&str| word.len() >= month.len() && word.is_char_boundary(month.len()) && word[..month.len()].eq_ignore_ascii_case(month);
    MONTHS.split_ascii_whitespace().any(|month| starts(&month) && (month.len() == 5 || word.len() == month.len()))
}

/// Does the number stand in a quotation, so that somebody else wrote it?
fn is_quoted(text: &str, start: usize, end: usize) -> bool {
    let marks: &[char] = QUOTATION_MARKS;
    // The apostrophe is a mark of quotation too, and stands in words.
    let is_mark = |(at, mark): &(usize, char)| marks.contains(mark) && !(matches!(mark, '\'' | '’') && is_inside_word(text, *at));
    let opened = text[..start].char_indices().filter(is_mark).count();
    opened % 2 == 1 && text[end..].char_indices().map(|(at, mark)| (end + at, mark)).any(|one| is_mark(&one))
}

fn is_inside_word(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_alphanumeric)
}

/// How firm the words before the number make it, or, in Basque, those after it.
fn qualifier(text: &str, start: usize, end: usize) -> Qualifier {
    let lead = text[..start].trim_end_matches(|last: char| last.is_whitespace() || "%€$£-−+(*_".contains(last));
    let lead = lead.strip_suffix(" the").or_else(|| lead.strip_suffix(" el")).or_else(|| lead.strip_suffix(" un")).unwrap_or(lead);
    let ends = |word: &str| {
        let Some(at) = lead.len().checked_sub(word.len()).filter(|at| lead.is_char_boundary(*at)) else { return false };
        lead[at..].eq_ignore_ascii_case(word) && !lead[..at].ends_with(char::is_alphanumeric)
    };
    if let Some((_, qualifier)) = QUALIFIERS.iter().filter(|(word, _)| ends(word)).max_by_key(|(word, _)| word.len()) {
        return *qualifier;
    }
    let after = &text[end..];
    let near: &str = &after[..after.floor_char_boundary(60)];
    let near = near.split(['.', ';', ',', ':']).next().unwrap_or(near);
    [
        ("baino gehiago", Qualifier::MoreThan),
        ("baino gutxiago", Qualifier::LessThan),
        ("inguru", Qualifier::About),
        ("bat baino", Qualifier::About),
    ]
    .into_iter()
    .find(|(word, _)| near.contains(word))
    .map_or(Qualifier::Exact, |(_, qualifier)| qualifier)
}
