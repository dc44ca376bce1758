//! The figures of a site by what they count and whom they are about, so that a number in a text is held against few of them.

use std::collections::HashMap;

use super::prose::{fold, mixed, words};
use super::written::unit;
use crate::registry::figure::{Figure, about_fields};
use crate::registry::identifier::is_currency;
use crate::registry::language::DEFAULT;
use crate::registry::{EntityId, Site};
use crate::syntax::number::running;

/// What a number counts: a hash of the unit's longest word without its ending, or of one of Sare's own units.
pub type UnitKey = u64;

/// Per cent.
pub const PERCENT: UnitKey = 1;

/// People, under whatever name.
pub const PEOPLE: UnitKey = 2;

/// Letters by which words are compared: what comes after them may be an ending.
const STEM: usize = 5;

/// Where more figures than this count the same, the unit alone says too little.
const MOST_ALIKE: usize = 16;

/// Words for people, by their first letters.
const PERSONS: [&str; 9] = ["peopl", "perso", "perts", "emplo", "emple", "staff", "langi", "worke", "traba"];

/// See the module.
pub struct FigureIndex {
    by_unit: HashMap<UnitKey, Vec<EntityId>>,
    by_subject: HashMap<(EntityId, UnitKey), Vec<EntityId>>,
    subjects: HashMap<EntityId, Vec<EntityId>>,
    units: HashMap<EntityId, Vec<UnitKey>>,
}

impl FigureIndex {
    /// Looks through all figures.
    pub fn of(site: &Site) -> FigureIndex {
        let fields = about_fields(&site.kinds);
        let mut index =
            FigureIndex { by_unit: HashMap::new(), by_subject: HashMap::new(), subjects: HashMap::new(), units: HashMap::new() };
        for (id, _) in site.entities() {
            let Some(figure) = site.figure(id) else { continue };
            let relations = site.relations.from(id).iter().filter(|relation| fields.contains(&relation.field));
            let mut subjects: Vec<EntityId> = relations.map(|relation| relation.to).collect();
            subjects.sort_unstable();
            subjects.dedup();
            let units = unit_keys(figure);
            for key in &units {
                index.by_unit.entry(*key).or_default().push(id);
                subjects.iter().for_each(|subject| index.by_subject.entry((*subject, *key)).or_default().push(id));
            }
            index.units.insert(id, units);
            index.subjects.insert(id, subjects);
        }
        index
    }

    /// All figures that count this, where they are few.
    pub fn counting(&self, unit: UnitKey) -> &[EntityId] {
        self.by_unit.get(&unit).map_or(&[][..], |found| if found.len() <= MOST_ALIKE { found } else { &[] })
    }

    /// Has the site no figures that count anything?
    pub fn is_empty(&self) -> bool {
        self.by_unit.is_empty()
    }

    /// Is a thing a figure that counts this?
    pub fn has_unit(&self, figure: EntityId, unit: UnitKey) -> bool {
        self.units.get(&figure).is_some_and(|units| units.contains(&unit))
    }

    /// Does any figure count this?
    pub fn knows(&self, unit: UnitKey) -> bool {
        self.by_unit.contains_key(&unit)
    }

    /// The figures about a thing that count this, where they are few.
    pub fn about(&self, subject: EntityId, unit: UnitKey) -> &[EntityId] {
        self.by_subject.get(&(subject, unit)).map_or(&[][..], |found| if found.len() <= MOST_ALIKE { found } else { &[] })
    }

    /// What a figure, or an observation of it, is about.
    pub fn subjects(&self, figure: EntityId) -> &[EntityId] {
        self.subjects.get(&figure).map_or(&[][..], Vec::as_slice)
    }
}

/// How many ones a figure's stated number is: by its scale, and by words of its unit such as "million euros".
pub fn factor(figure: &Figure) -> f64 {
    figure.scale.factor() * running::factor(unit(figure))
}

/// What a figure counts, once for each of its languages; nothing for an index, which counts nothing.
fn unit_keys(figure: &Figure) -> Vec<UnitKey> {
    let Some(text) = &figure.unit else { return Vec::new() };
    let mut keys: Vec<UnitKey> = match text.read_in(DEFAULT).1.trim() {
        "percent" => vec![PERCENT],
        "people" => vec![PEOPLE],
        "index" => Vec::new(),
        code if is_currency(code) => vec![currency(code)],
        _ => text.versions().filter_map(|(_, unit)| noun(unit)).collect(),
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The key of a noun of one or several words.
fn noun(unit: &str) -> Option<UnitKey> {
    let longest = words(unit).max_by_key(|word| (word.end - word.start).min(STEM + 4))?;
    Some(key(&unit[longest.start..longest.end]))
}

/// The key of a currency by its code.
pub fn currency(code: &str) -> UnitKey {
    mixed(hash(code.as_bytes(), 3)) | 1 << 63
}

/// Is this nothing, a plural, or an ending of Basque: "euro", "euros", "eurotik", "eurokoa"? No other words begin with it.
fn is_ending(letters: &str) -> bool {
    const ENDINGS: &str = "s a ak ek k z n an en ra ri tan tik dun dunak ko koa koak koan koari koaren kotik koez tako takoa takoak tara taraino \
        rekin ren rena renak reko rekoa ri rik raino rako rentzat etan etako etakoa etara etatik ekin ei entzat ez";
    letters.is_empty() || ENDINGS.split_ascii_whitespace().any(|ending| letters.eq_ignore_ascii_case(ending))
}

/// The key of a word as it stands in a text.
pub fn key(word: &str) -> UnitKey {
    let folded;
    let letters = if word.is_ascii() {
        word
    } else {
        folded = fold(word);
        &folded
    };
    let starts = |begin: &str| letters.len() >= begin.len() && letters.as_bytes()[..begin.len()].eq_ignore_ascii_case(begin.as_bytes());
    if PERSONS.iter().any(|begin| starts(begin)) {
        return PEOPLE;
    }
    if starts("euro") && is_ending(&letters[4..]) {
        return currency("EUR");
    }
    if starts("lagun") && is_ending(&letters[5..]) {
        return PEOPLE;
    }
    let plain = letters.strip_suffix(['s', 'S']).unwrap_or(letters);
    hash(plain.as_bytes(), STEM)
}

/// The keys of a word that may have an ending of Basque, shorter ones first.
pub fn keys_with_ending(word: &str) -> impl Iterator<Item = UnitKey> {
    let ascii = if word.is_ascii() { word } else { "" };
    (3..STEM).filter(move |length| *length < ascii.len()).map(move |length| hash(ascii.as_bytes(), length))
}

/// A hash of the first letters, case aside; what it gives is none of the keys with a meaning of their own.
fn hash(letters: &[u8], most: usize) -> u64 {
    let taken = &letters[..letters.len().min(most)];
    let hash = taken.iter().fold(taken.len() as u64, |hash, letter| mixed(hash ^ u64::from(letter | 0x20)));
    hash | 1 << 63
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_forms_have_one_key() {
        for (one, other) in [
            ("company", "companies"),
            ("Entity", "entities"),
            ("enpresa", "enpresak"),
            ("nodes", "node"),
            ("euro", "euros"),
            ("euro", "eurokoa"),
            ("euro", "eurotik"),
            ("euro", "Euroko"),
            ("people", "lagunek"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        for (one, other) in
            [("node", "notes"), ("visitors", "exhibitors"), ("euro", "european"), ("euro", "eurogune"), ("people", "laguntza")]
        {
            assert_ne!(key(one), key(other), "{one}");
        }
        assert!(keys_with_ending("nodoak").any(|found| found == key("nodo")));
        assert_eq!((key("people"), key("langileak")), (PEOPLE, PEOPLE));
    }
}
