//! The words of running text, found at the speed of reading it.

use std::sync::atomic::{AtomicU64, Ordering};

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

/// A word: letters, digits, and the points between digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    /// A hash of it without case and accents.
    pub hash: u64,
    pub shape: Shape,
    pub letters: Letters,
}

/// What letters a word has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// Only those of ASCII.
    #[default]
    Plain,
    /// Others too.
    Beyond,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// In small letters.
    #[default]
    Small,
    /// With a capital first, and small letters.
    Capital,
    /// In any other way: with capitals inside, or with digits.
    Mixed,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// See [`words`].
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        let start = self.at + bytes.get(self.at..)?.iter().position(|byte| class(*byte) != Class::Other)?;
        let first = class(bytes[start]);
        let mut rest = 0;
        // A letter beyond ASCII has two bytes.
        let mut at = start + if first == Class::Beyond { 2 } else { 1 };
        while let Some(byte) = bytes.get(at) {
            let found = class(*byte);
            if found == Class::Other && !is_between_digits(bytes, at) {
                break;
            }
            rest |= found as u8;
            at += if found == Class::Beyond { 2 } else { 1 };
        }
        self.at = at;
        Some(word(self.text, start..at, first, rest))
    }
}

/// What a byte is in a word; each is a bit.
#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
enum Class {
    Other = 0,
    Small = 1,
    Capital = 2,
    Digit = 4,
    Beyond = 8,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Small,
            b'A'..=b'Z' => Class::Capital,
            b'0'..=b'9' => Class::Digit,
            // The first bytes of Latin, Greek and Cyrillic letters; what follows them is passed over with them.
            0xC3..=0xD4 => Class::Beyond,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// Is this the point or comma of a number?
fn is_between_digits(bytes: &[u8], at: usize) -> bool {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    matches!(bytes[at], b'.' | b',') && at > 0 && is_digit(at - 1) && is_digit(at + 1)
}

/// A word by its place, its first letter and the classes of the others.
fn word(text: &str, range: std::ops::Range<usize>, first: Class, rest: u8) -> Word {
    let (start, end) = (range.start, range.end);
    if first == Class::Beyond || rest & Class::Beyond as u8 != 0 {
        let (hash, shape) = beyond(&text[range]);
        return Word { start, end, hash, shape, letters: Letters::Beyond };
    }
    let is_small = rest & !(Class::Small as u8) == 0;
    let shape = match first {
        Class::Small if is_small => Shape::Small,
        Class::Capital if is_small => Shape::Capital,
        _ => Shape::Mixed,
    };
    Word { start, end, hash: hash(text.as_bytes(), range), shape, letters: Letters::Plain }
}

/// The same for a word with letters beyond ASCII.
fn beyond(word: &str) -> (u64, Shape) {
    let is_small = |letter: char| !letter.is_uppercase() && !letter.is_ascii_digit();
    let mut letters = word.chars();
    let shape = match (letters.next(), letters.all(is_small)) {
        (Some(first), true) if is_small(first) => Shape::Small,
        (Some(first), true) if first.is_uppercase() => Shape::Capital,
        _ => Shape::Mixed,
    };
    (hash_of(word), shape)
}

/// A word without case and accents.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let marks = CanonicalDecompositionBorrowed::new();
    let plain = word.chars().filter(|letter| !('\u{300}'..='\u{36F}').contains(letter)).map(|letter| match marks.decompose(letter) {
        Decomposed::Expansion(letter, _) | Decomposed::Singleton(letter) => letter,
        Decomposed::Default => letter,
    });
    plain.flat_map(char::to_lowercase).collect()
}

/// A hash of the letters that a text would have if it were one word, without case and accents.
pub fn hash_of(text: &str) -> u64 {
    let folded = fold(text);
    hash(folded.as_bytes(), 0..folded.len())
}

/// A hash of the letters at a place, ASCII case aside.
fn hash(text: &[u8], range: std::ops::Range<usize>) -> u64 {
    let mut hash = range.len() as u64;
    let mut at = range.start;
    while at < range.end {
        // This bit tells small from capital letters, and digits have it set.
        hash = mixed(hash ^ (eight(text, at, range.end) | 0x2020_2020_2020_2020));
        at += 8;
    }
    hash
}

/// The next eight bytes as a number; those from `end` on are 0.
fn eight(text: &[u8], at: usize, end: usize) -> u64 {
    let unused = 8_usize.saturating_sub(end - at);
    let bytes = match text.get(at..at + 8) {
        Some(whole) => whole.try_into().unwrap_or_default(),
        // The last word of a text.
        None => {
            let mut bytes = [0; 8];
            bytes[..text.len() - at].copy_from_slice(&text[at..]);
            bytes
        }
    };
    u64::from_le_bytes(bytes) & (u64::MAX >> (8 * unused))
}

/// Spreads a hash over all its bits.
pub fn mixed(hash: u64) -> u64 {
    let hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ (hash >> 29)
}

/// A set of hashes that now and then holds one more than was added: a check that asks it is silent too often rather than too seldom.
pub struct Sieve {
    bits: Vec<AtomicU64>,
}

impl Sieve {
    /// An empty set with room for about a tenth as many hashes as it has bits, a power of two.
    pub fn of_bits(bits: usize) -> Sieve {
        Sieve { bits: std::iter::repeat_with(AtomicU64::default).take(bits.next_power_of_two().div_ceil(64)).collect() }
    }

    /// Adds a hash; several threads may do so at once, and what is in the set then is the same in every order.
    pub fn add(&self, hash: u64) {
        let (cell, bit) = self.place(hash);
        if cell.load(Ordering::Relaxed) & bit == 0 {
            cell.fetch_or(bit, Ordering::Relaxed);
        }
    }

    /// Everything that is in the set, as numbers from which [`Sieve::put`] makes it again: each is how far it lies behind the one before.
    pub fn steps(&self) -> Vec<u32> {
        let mut steps = Vec::new();
        let mut last = 0;
        for (at, cell) in self.bits.iter().enumerate() {
            let mut bits = cell.load(Ordering::Relaxed);
            while bits != 0 {
                let place = at as u32 * 64 + bits.trailing_zeros();
                steps.push(place - last);
                last = place;
                bits &= bits - 1;
            }
        }
        steps
    }

    /// Adds everything that was in a set of as many bits.
    pub fn put(&self, steps: &[u32]) {
        let mut place = 0;
        for step in steps {
            place = (place + *step as usize) & (self.bits.len() * 64 - 1);
            self.bits[place / 64].fetch_or(1 << (place % 64), Ordering::Relaxed);
        }
    }

    /// Was this hash added, or one that cannot be told from it?
    pub fn has(&self, hash: u64) -> bool {
        let (cell, bit) = self.place(hash);
        cell.load(Ordering::Relaxed) & bit != 0
    }

    fn place(&self, hash: u64) -> (&AtomicU64, u64) {
        let at = (hash >> 6) as usize & (self.bits.len() - 1);
        (&self.bits[at], 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Shape)]) {
        let found: Vec<(&str, Shape)> = words(text).map(|word| (&text[word.start..word.end], word.shape)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_letters_and_digits() {
        use Shape::{Capital, Mixed, Small};
        check("a Bc, d-E", &[("a", Small), ("Bc", Capital), ("d", Small), ("E", Capital)]);
        check("BIND 4.0. VIVEbiotech’s", &[("BIND", Mixed), ("4.0", Mixed), ("VIVEbiotech", Mixed), ("s", Small)]);
        check("«Añadido» Últimos ñu", &[("Añadido", Capital), ("Últimos", Capital), ("ñu", Small)]);
        check("lhobe iTeria ÁB €5", &[("lhobe", Small), ("iTeria", Mixed), ("ÁB", Mixed), ("5", Mixed)]);
        check("", &[]);
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        let hash = |text: &str| words(text).next().map(|word| word.hash);
        assert_eq!(hash("Diéguez"), hash("DIEGUEZ"));
        assert_eq!(hash("Die\u{301}guez"), hash("dieguez"));
        assert_eq!(hash("Telecommunications"), hash("telecommunicationS"));
        assert_ne!(hash("tecnalia"), hash("tecnalai"));
    }
}
