//! The names that things are known by, laid out so that a word of a text is compared with few of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::prose::{Shape, Sieve, Word, fold, hash_of, mixed, words};
use crate::registry::kind::{FieldId, Nature};
use crate::registry::value::Value;
use crate::registry::{Entity, Site};

/// Names of one word with fewer letters are too like too many words.
const SHORTEST: usize = 7;

/// A word inside a longer name may be shorter: the words around it tell what is meant.
const SHORTEST_PART: usize = 5;

/// From this many letters on two of them may differ.
const LONG: usize = 9;

/// Names of more words are not compared.
pub const MOST_WORDS: usize = 6;

/// Every title and alias.
pub struct KnownNames<'s> {
    /// Every word of every name.
    words: Table<()>,
    /// Which words names of several words are made of.
    parts: Sieve,
    single: Vec<Single<'s>>,
    /// Places in `single` by the first three letters, and by the last three.
    by_end: Table<Vec<u32>>,
    compound: Vec<Compound<'s>>,
    /// Places in `compound`, by all words of the name but one.
    by_rest: Table<Vec<u32>>,
    /// Every name of several words as it is.
    whole: Table<()>,
    /// Names of several words by what they are when written as one.
    by_run: Table<&'s str>,
    /// Words of names by what they look like.
    by_look: Table<&'s str>,
}

/// A name of one word.
struct Single<'s> {
    written: &'s str,
    folded: Box<str>,
    length: usize,
    letters: u64,
}

/// A name of several words.
struct Compound<'s> {
    written: &'s str,
    words: Vec<Word>,
}

/// A known name that a text nearly has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near<'s> {
    /// The whole name.
    pub name: &'s str,
    /// The word of it that is written otherwise in the text.
    pub word: &'s str,
    /// How many letters differ.
    pub distance: usize,
}

impl<'s> KnownNames<'s> {
    /// Gathers the names of all things.
    pub fn of(site: &'s Site) -> KnownNames<'s> {
        let count = site.entities().count();
        let mut names = KnownNames {
            words: Table::default(),
            parts: Sieve::of_bits((count * 64).max(1 << 12)),
            single: Vec::new(),
            by_end: Table::default(),
            compound: Vec::new(),
            by_rest: Table::default(),
            whole: Table::default(),
            by_run: Table::default(),
            by_look: Table::default(),
        };
        for (_, entity) in site.entities() {
            let kind = site.kinds.kind(entity.kind);
            each_name(entity, kind.roles.aliases, &mut |name| names.add(name, kind.nature));
        }
        site.names.unsettled().for_each(|name| names.excuse(name));
        names
    }

    /// Knows a name only so far that nothing is said of it.
    fn excuse(&mut self, name: &'s str) {
        let found: Vec<Word> = words(name).take(MOST_WORDS).collect();
        self.words.extend(found.iter().map(|word| (word.hash, ())));
        self.whole.insert(rest(&found, MOST_WORDS), ());
    }

    fn add(&mut self, name: &'s str, nature: Nature) {
        let found: Vec<Word> = words(name).take(MOST_WORDS + 1).collect();
        self.words.extend(words(name).map(|word| (word.hash, ())));
        for word in found.iter().filter(|word| word.shape != Shape::Small && word.end - word.start >= 4) {
            let written = &name[word.start..word.end];
            self.by_look.entry(look(written)).or_insert(written);
        }
        // What a figure is called is a phrase, and no name.
        if nature == Nature::Figure {
            return;
        }
        match found[..] {
            [word] if word.shape != Shape::Small => self.add_single(&name[word.start..word.end]),
            [_, .., _] if found.len() <= MOST_WORDS => self.add_compound(name, found),
            _ => {}
        }
    }

    fn add_single(&mut self, written: &'s str) {
        let folded = fold(written);
        let length = folded.chars().count();
        if length < SHORTEST || self.single.last().is_some_and(|last| *last.folded == *folded) {
            return;
        }
        let at = self.single.len() as u32;
        ends(&folded).into_iter().for_each(|end| self.by_end.entry(end).or_default().push(at));
        self.single.push(Single { written, letters: letters(&folded), folded: folded.into(), length });
    }

    fn add_compound(&mut self, written: &'s str, words: Vec<Word>) {
        let at = self.compound.len() as u32;
        words.iter().for_each(|word| self.parts.add(word.hash));
        for left_out in (0..words.len()).filter(|place| words[*place].end - words[*place].start >= SHORTEST_PART) {
            self.by_rest.entry(rest(&words, left_out)).or_default().push(at);
        }
        self.whole.insert(rest(&words, MOST_WORDS), ());
        let run: String = words.iter().map(|word| &written[word.start..word.end]).collect();
        if run.len() >= SHORTEST {
            self.by_run.entry(hash_of(&run)).or_insert(written);
        }
        self.compound.push(Compound { written, words });
    }

    /// Is this a word of a known name?
    pub fn has_word(&self, word: &Word) -> bool {
        self.words.contains_key(&word.hash)
    }

    /// May this be a word of a name of several words?
    pub fn is_part(&self, word: &Word) -> bool {
        self.parts.has(word.hash)
    }

    /// The one name of one word that `written` nearly is.
    pub fn nearly(&self, written: &str) -> Option<Near<'s>> {
        let folded = fold(written);
        let length = folded.chars().count();
        if length < SHORTEST {
            return None;
        }
        let letters = letters(&folded);
        let near = ends(&folded).into_iter().filter_map(|end| self.by_end.get(&end)).flatten();
        let near = near.map(|at| &self.single[*at as usize]).filter(|single| {
            let allowed = allowed(length, single.length);
            single.length.abs_diff(length) <= allowed && (single.letters ^ letters).count_ones() as usize <= 2 * allowed
        });
        let near = near.filter_map(|single| Some((distance(&folded, &single.folded)?, &*single.folded, single.written)));
        let mut near: Vec<_> = near.collect();
        near.sort_unstable();
        near.dedup_by(|twin, first| twin.1 == first.1);
        match near[..] {
            [(distance, _, name)] => Some(Near { name, word: name, distance }),
            // Of two that are equally near nobody knows which was meant.
            [(first, _, name), (second, ..), ..] if first < second => Some(Near { name, word: name, distance: first }),
            _ => None,
        }
    }

    /// The name of several words that is here written as one.
    pub fn run_together(&self, word: &Word) -> Option<Near<'s>> {
        self.by_run.get(&word.hash).map(|name| Near { name, word: name, distance: 1 })
    }

    /// The name of several words that `words` of `text` are but for the one at `odd`.
    pub fn nearly_compound(&self, text: &str, words: &[Word], odd: usize) -> Option<Near<'s>> {
        let candidates = self.by_rest.get(&rest(words, odd))?;
        let folded = fold(&text[words[odd].start..words[odd].end]);
        if folded.len() < SHORTEST_PART || self.whole.contains_key(&rest(words, MOST_WORDS)) {
            return None;
        }
        let near = candidates.iter().filter_map(|at| {
            let Compound { written, words } = &self.compound[*at as usize];
            let part = words.get(odd)?;
            let word = &written[part.start..part.end];
            Some((distance(&folded, &fold(word))?, *written, word))
        });
        near.min().map(|(distance, name, word)| Near { name, word, distance })
    }

    /// The word of a known name that `written` looks like, letter for letter.
    pub fn looks_like(&self, written: &str) -> Option<&'s str> {
        let meant = *self.by_look.get(&look(written))?;
        let is_alike = |(one, other): (char, char)| one == other || are_alike(one, other);
        (written != meant && written.len() == meant.len() && written.chars().zip(meant.chars()).all(is_alike)).then_some(meant)
    }
}

/// Shows every title and alias of a thing, in every language.
pub fn each_name<'s>(entity: &'s Entity, aliases: Option<FieldId>, see: &mut dyn FnMut(&'s str)) {
    entity.title.versions().for_each(|(_, title)| see(title));
    let aliases = aliases.and_then(|field| entity.value(field));
    for alias in aliases.iter().flat_map(|aliases| aliases.items()) {
        if let Value::Text(alias) = alias {
            alias.versions().for_each(|(_, alias)| see(alias));
        }
    }
}

/// How many letters may differ.
fn allowed(one: usize, other: usize) -> usize {
    if one.min(other) >= LONG { 2 } else { 1 }
}

/// How many letters differ, where it is a slip of the hand: not the same word in another case or number, and no other digit.
fn distance(written: &str, known: &str) -> Option<usize> {
    let allowed = allowed(written.chars().count(), known.chars().count());
    let distance = strsim::osa_distance(written, known);
    let first = |word: &str| word.chars().next();
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_slip = (1..=allowed).contains(&distance)
        && (distance == 1 || first(written) == first(known))
        && digits(written) == digits(known)
        && !is_inflection(written, known);
    is_slip.then_some(distance)
}

/// Endings of Basque cases, of plurals, and of adjectives made from names, in English, Spanish and Basque.
const ENDINGS: &str = " a ak ako al an ar ari arra ak aren as ca co ca d e ean ed eko ek en era erako es etan etik ers ese ez fc i ian ic ica \
    ical ics ien ies in ing ira is ish k ko kin ko la n na nak ne no nos ns o or os r ra rako rekin ren rentzat ri rik s ta tako tan tar te tik \
    to y z ";

/// Is one word the other with another ending?
fn is_inflection(written: &str, known: &str) -> bool {
    let same = written
        .char_indices()
        .zip(known.chars())
        .find(|((_, one), other)| one != other)
        .map_or(written.len().min(known.len()), |((at, _), _)| at);
    let (written, known) = (&written[same..], &known[same..]);
    let is_ending = |rest: &str| rest.is_empty() || ENDINGS.split(' ').any(|ending| ending == rest);
    is_ending(written) && is_ending(known)
}

/// Hashes of the first three letters and of the last three.
fn ends(folded: &str) -> [u64; 2] {
    let mix =
        |seed: u64, letters: &mut dyn Iterator<Item = char>| letters.take(3).fold(seed, |hash, letter| mixed(hash ^ u64::from(letter)));
    [mix(1, &mut folded.chars()), mix(2, &mut folded.chars().rev())]
}

/// Which letters a word has, as one bit for each of 64 classes.
fn letters(folded: &str) -> u64 {
    folded.chars().fold(0, |seen, letter| seen | 1 << (letter as u32 % 64))
}

/// A hash of all words but one, if there is a word at that place, of their number, and of the place of that one.
fn rest(words: &[Word], left_out: usize) -> u64 {
    let start = (words.len() * MOST_WORDS + left_out) as u64;
    words.iter().enumerate().filter(|(at, _)| *at != left_out).fold(start, |hash, (_, word)| mixed(hash.rotate_left(9) ^ word.hash))
}

/// A hash that is the same for letters that look alike.
fn look(word: &str) -> u64 {
    word.bytes().fold(word.len() as u64, |hash, byte| {
        let shape = match byte {
            b'I' | b'1' => b'l',
            b'O' | b'0' => b'o',
            byte => byte,
        };
        mixed(hash ^ u64::from(shape))
    })
}

/// Can two letters hardly be told apart in print? A small and a capital O can.
fn are_alike(one: char, other: char) -> bool {
    let class = |letter: char| "lI1".contains(letter);
    let is_zero = one == '0' || other == '0';
    let is_round = |letter: char| "0oO".contains(letter);
    (class(one) && class(other)) || (is_zero && is_round(one) && is_round(other))
}

/// A map whose keys are hashes already.
type Table<V> = HashMap<u64, V, BuildHasherDefault<Same>>;

/// Takes a hash for what it is.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mixed(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = mixed(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_no_slip() {
        for (written, known) in [
            ("bizkaiko", "bizkaia"),
            ("bilbaon", "bilbao"),
            ("euskadiko", "euskadi"),
            ("tecnaliak", "tecnalia"),
            ("robotic", "robotics"),
            ("therapies", "therapy"),
            ("donostiako", "donostia"),
            ("european", "europe"),
        ] {
            assert_eq!(distance(written, known), None, "{written}");
        }
        for (written, known) in [
            ("vivebioetch", "vivebiotech"),
            ("tecnaila", "tecnalia"),
            ("vicomtehc", "vicomtech"),
            ("ciber", "cyber"),
            ("intelligent", "intelligence"),
        ] {
            assert!(distance(written, known).is_some(), "{written}");
        }
    }

    #[test]
    fn digits_are_no_slips() {
        assert_eq!(distance("horizon2020", "horizon2021"), None);
    }
}
