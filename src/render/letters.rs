//! Letters of our own for cards and icons: strokes of one width, drawn into points.
//!
//! Why not a font: none may be assumed on the machine that builds, and two machines would draw two cards.

mod stroke;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use icu_normalizer::DecomposingNormalizer;

pub use stroke::{Canvas, Stroke};

/// How high capitals are, in the measure of the alphabet.
pub const CAPITAL: f64 = 70.0;

/// How high small letters are.
const SMALL: f64 = 50.0;

/// How much further apart letters stand on a card than the alphabet says, which is made for few letters on an icon.
const APART: f64 = 2.0;

/// A letter as strokes.
#[derive(Clone, Debug, Default)]
struct Letter {
    before: f64,
    width: f64,
    after: f64,
    strokes: Vec<Stroke>,
}

/// Letters of one size and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pen {
    /// How high a capital is, in points.
    pub capital: u16,
    /// How wide a stroke is, in tenths of a point.
    pub weight: u16,
}

/// A letter as points, and how far the next one is.
#[derive(Debug)]
struct Drawn {
    canvas: Canvas,
    /// Where its upper left corner lies, seen from the beginning of the letter on its line.
    left: i32,
    top: i32,
    advance: f64,
}

static ALPHABET: LazyLock<BTreeMap<char, Letter>> =
    LazyLock::new(|| include_str!("letters/alphabet.txt").lines().filter_map(letter).collect());

/// Letters that were drawn; what a letter looks like follows from nothing else.
static DRAWN: LazyLock<RwLock<HashMap<(Pen, char), Option<Arc<Drawn>>>>> = LazyLock::new(RwLock::default);

/// Reads a line of the alphabet.
fn letter(line: &str) -> Option<(char, Letter)> {
    let sign = line.chars().next()?;
    // The number sign is a letter too: it has numbers behind it where a remark has words.
    let mut words = line[sign.len_utf8()..].split_ascii_whitespace().peekable();
    let mut number = || words.next_if(|word| word.parse::<f64>().is_ok()).and_then(|word| word.parse().ok());
    let (before, width, after) = (number()?, number()?, number()?);
    Some((sign, Letter { before, width, after, strokes: stroke::read(words) }))
}

/// The letter of a sign, put together from a letter and its marks where it is not there as a whole.
fn compose(sign: char) -> Option<Letter> {
    if let Some(whole) = ALPHABET.get(&sign) {
        return Some(whole.clone());
    }
    if sign.is_whitespace() {
        return Some(Letter {
            before: 0.0,
            width: if sign == '\u{2009}' || sign == '\u{202f}' { 14.0 } else { 24.0 },
            ..Letter::default()
        });
    }
    let text = sign.to_string();
    let parts = DecomposingNormalizer::new_nfd().normalize(&text).into_owned();
    let mut parts = parts.chars();
    let base = parts.next().filter(|base| *base != sign)?;
    let marks: Vec<char> = parts.collect();
    let is_below = |mark: &char| matches!(mark, '\u{323}' | '\u{326}' | '\u{327}' | '\u{328}');
    let stands = match base {
        'i' if !marks.iter().all(is_below) => 'ı',
        'j' if !marks.iter().all(is_below) => 'ȷ',
        other => other,
    };
    let mut whole = ALPHABET.get(&stands)?.clone();
    let is_high = base.is_uppercase() || "bdfhklt".contains(base);
    for mark in marks {
        let drawn = ALPHABET.get(&mark)?;
        let high = if is_high && !is_below(&mark) { CAPITAL - SMALL } else { 0.0 };
        whole.strokes.extend(drawn.strokes.iter().map(|stroke| stroke.moved(whole.width / 2.0, high)));
    }
    Some(whole)
}

impl Pen {
    fn scale(self) -> f64 {
        f64::from(self.capital) / CAPITAL
    }

    /// A sign as points; nothing where the alphabet lacks it.
    fn draw(self, sign: char) -> Option<Arc<Drawn>> {
        let key = (self, sign);
        // A lock is poisoned by a worker that panicked, which ends the build; what is in there is whole.
        if let Some(known) = DRAWN.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let drawn = compose(sign).map(|letter| {
            let (scale, half) = (self.scale(), f64::from(self.weight) / 20.0);
            let strokes: Vec<Stroke> = letter.strokes.iter().map(|stroke| stroke.moved(letter.before, 0.0).scaled(scale)).collect();
            let (left, top, canvas) = Canvas::around(&strokes, half);
            Arc::new(Drawn { canvas, left, top, advance: (letter.before + letter.width + letter.after + APART) * scale })
        });
        DRAWN.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(drawn).clone()
    }

    /// How wide a text is; nothing where the alphabet lacks one of its signs.
    pub fn width(self, text: &str) -> Option<f64> {
        text.chars().filter(|sign| !is_silent(*sign)).map(|sign| self.draw(sign).map(|drawn| drawn.advance)).sum()
    }

    /// Writes a text whose line begins at a point; `strength` is 255 for the full colour. Signs that it lacks are left out.
    pub fn write(self, canvas: &mut Canvas, text: &str, (x, y): (f64, f64), strength: u8) {
        let mut x = x;
        for drawn in text.chars().filter(|sign| !is_silent(*sign)).filter_map(|sign| self.draw(sign)) {
            canvas.lay(&drawn.canvas, ((x + 0.5).floor() as i32 + drawn.left, y as i32 + drawn.top), strength);
            x += drawn.advance;
        }
    }

    /// The text in as few lines as it takes, none wider than `width`; nothing where the alphabet lacks one of its signs.
    pub fn wrapped(self, text: &str, width: f64) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer {
                Some(longer) if self.width(&longer)? <= width => {
                    lines.pop();
                    lines.push(longer);
                }
                _ => {
                    self.width(word)?;
                    lines.push(word.to_owned());
                }
            }
        }
        Some(lines)
    }

    /// The text as far as there is room for it, with an ellipsis where something is cut off.
    pub fn shortened(self, text: &str, width: f64) -> String {
        if self.width(text).is_none_or(|own| own <= width) {
            return text.to_owned();
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = |end: usize| format!("{}…", text[..end].trim_end_matches([' ', ',', '.', ':', ';', '-', '–']));
        ends.into_iter().rev().map(cut).find(|cut| self.width(cut).is_some_and(|own| own <= width)).unwrap_or_default()
    }
}

/// The strokes of a few letters side by side, beginning at 0 on their line, and how wide they are; nothing where the alphabet lacks one.
pub fn strokes(text: &str) -> Option<(Vec<Stroke>, f64)> {
    let (mut strokes, mut x, mut last) = (Vec::new(), 0.0, 0.0);
    for (at, sign) in text.chars().enumerate() {
        let letter = compose(sign)?;
        x += if at == 0 { 0.0 } else { letter.before };
        strokes.extend(letter.strokes.iter().map(|stroke| stroke.moved(x, 0.0)));
        x += letter.width + letter.after;
        last = letter.after;
    }
    Some((strokes, x - last))
}

/// Signs that are not seen: soft hyphens, joiners, marks of direction.
fn is_silent(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEN: Pen = Pen { capital: 40, weight: 50 };

    #[test]
    fn every_letter_of_our_languages_can_be_drawn() {
        let texts = [
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789",
            ".,:;!?¡¿-–—'\"‘’“”„«»()[]/&@#%+=°·…€$£ªº²³",
            "áéíóúüñç ÁÉÍÓÚÜÑÇ àèìòù âêîôû ãõ äëïöü åæø œ ß ẞ ÅÆØŒ",
            "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ čďěňřšťůýž ČĎĚŇŘŠŤŮÝŽ őű ŐŰ ășțâî ȘȚ đħŋðþ İıŞşĞğ āēīōūģķļņ ąėįųū",
        ];
        for sign in texts.iter().flat_map(|text| text.chars()) {
            assert!(PEN.width(&sign.to_string()).is_some(), "{sign}");
        }
        for other in ["Ж", "日本", "مرحبا", "ελ"] {
            assert_eq!(PEN.width(other), None, "{other}");
        }
    }

    #[test]
    fn every_stroke_of_the_alphabet_is_read() {
        let is_remark = |line: &str| line.strip_prefix("# ").is_some_and(|rest| !rest.starts_with(|first: char| first.is_ascii_digit()));
        for line in include_str!("letters/alphabet.txt").lines().filter(|line| !line.is_empty() && !is_remark(line)) {
            let (sign, letter) = letter(line).unwrap_or_else(|| panic!("{line}"));
            assert!(!letter.strokes.is_empty(), "{line}");
            let (left, right) = letter
                .strokes
                .iter()
                .flat_map(|stroke| stroke.points())
                .fold((0.0, 0.0), |(left, right): (f64, f64), (x, _)| (left.min(*x), right.max(*x)));
            let is_mark = letter.width == 0.0 && letter.before == 0.0;
            assert!(is_mark || (left >= -letter.before && right <= letter.width + letter.after), "{sign} runs into its neighbours");
        }
    }

    #[test]
    fn words_are_put_into_lines_and_cut() {
        let lines = PEN.wrapped("Manufactura avanzada en Euskadi", 420.0).unwrap();
        assert!(lines.len() > 1 && lines.iter().all(|line| PEN.width(line).unwrap() <= 420.0), "{lines:?}");
        let cut = PEN.shortened("Manufactura avanzada", 300.0);
        assert!(cut.ends_with('…') && PEN.width(&cut).unwrap() <= 300.0, "{cut}");
        assert_eq!(PEN.shortened("Euskadi", 3000.0), "Euskadi");
        assert_eq!(PEN.wrapped("日本", 3000.0), None);
        assert_eq!(PEN.shortened("Euskadi", 1.0), "");
    }
}
