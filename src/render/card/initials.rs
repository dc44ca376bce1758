//! The letters that stand for a thing without a logo.

use unicode_segmentation::UnicodeSegmentation as _;

/// More letters than this cannot be read where there is little room.
const MOST: usize = 4;

/// Letters made of the first letters of words.
const MOST_OF_WORDS: usize = 3;

/// Words that a name is not known by, in the languages that are written around here.
const SMALL: [&str; 34] = [
    "a", "al", "and", "con", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en", "et", "eta", "for",
    "für", "i", "in", "la", "las", "le", "los", "of", "para", "the", "und", "y", "zu",
];

/// The letters of a thing that is called `title` and perhaps otherwise.
pub fn initials<'a>(title: &'a str, aliases: impl IntoIterator<Item = &'a str>) -> String {
    let outer = title.split(['(', '[']).next().unwrap_or(title).trim();
    let inner = title.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner);
    // Nobody calls a thing by an acronym of another thing, so that a title that is one counts first.
    let acronym = [outer].into_iter().chain(inner).chain(aliases).find(|name| is_acronym(name));
    if let Some(acronym) = acronym {
        return acronym.to_owned();
    }
    let words: Vec<&str> = outer.split(|letter: char| letter.is_whitespace() || "-–—/·,&+|.:;'’\"".contains(letter)).collect();
    let letters = |word: &&str| first(word);
    let weighty: Vec<String> =
        words.iter().filter(|word| !SMALL.contains(&&*word.to_lowercase())).filter_map(letters).take(MOST_OF_WORDS).collect();
    let found = if weighty.is_empty() { words.iter().filter_map(letters).take(1).collect() } else { weighty };
    match &found[..] {
        [] => title.graphemes(true).find(|grapheme| !grapheme.trim().is_empty()).unwrap_or_default().to_owned(),
        // A name in signs that are words by themselves has no words to part.
        [one] if is_sign(one) => outer.graphemes(true).filter(|grapheme| is_sign(grapheme)).take(2).collect(),
        // Letters that join would make a word that is none.
        [one, ..] if joins(one) => one.clone(),
        letters => letters.concat(),
    }
}

/// Is it short, and all in capitals?
fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= 2 && name.chars().count() <= MOST && name.chars().all(|letter| letter.is_uppercase() || letter.is_numeric())
}

/// The first letter of a word with all that belongs to it, as a capital.
fn first(word: &str) -> Option<String> {
    // The article of Arabic names is written in one with them.
    let word = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).unwrap_or(word);
    let letter = word.graphemes(true).find(|grapheme| grapheme.chars().any(char::is_alphanumeric))?;
    let capital = letter.to_uppercase();
    // Some letters have a capital of two.
    Some(if capital.graphemes(true).count() == 1 { capital } else { letter.to_owned() })
}

/// Is it a sign of a script in which a sign is a syllable or a word: Chinese, Japanese, Korean?
fn is_sign(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|letter| {
        matches!(u32::from(letter), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0x20000..=0x3ffff)
    })
}

/// Is it a letter of a script in which letters join: Arabic, Syriac, and those of South Asia?
fn joins(grapheme: &str) -> bool {
    grapheme
        .chars()
        .next()
        .is_some_and(|letter| matches!(u32::from(letter), 0x600..=0x7bf | 0x8a0..=0xdff | 0xfb50..=0xfdff | 0xfe70..=0xfeff))
}

#[cfg(test)]
mod tests {
    use super::initials;

    fn check(title: &str, aliases: &[&str], expected: &str) {
        assert_eq!(initials(title, aliases.iter().copied()), expected, "{title}");
    }

    #[test]
    fn a_name_is_known_by_its_weighty_words() {
        check("Basque Health Cluster", &[], "BHC");
        check("Basque Health Cluster", &["BIOBASQUE", "BHC2"], "BHC2");
        check("Tecnalia", &[], "T");
        check("SPRI", &[], "SPRI");
        check("Universidad del País Vasco", &[], "UPV");
        check("Eusko Jaurlaritza", &[], "EJ");
        check("Vitoria-Gasteiz", &[], "VG");
        check("Basque Cybersecurity Centre (BCSC)", &[], "BCSC");
        check("  the  ", &[], "T");
        check("3D Systems & Partners of the North", &[], "3SP");
        check("élan", &[], "É");
        check("ßtrasse", &[], "ß");
    }

    #[test]
    fn every_script_has_initials() {
        check("Ελληνικό Κέντρο Ερευνών", &[], "ΕΚΕ");
        check("Институт физики", &[], "ИФ");
        check("المركز الوطني", &[], "م");
        check("東京大学", &[], "東京");
        check("한국 과학 기술원", &[], "한과기");
        check("भारतीय संस्थान", &[], "भा");
        check("👩‍🔬 Lab", &[], "L");
        check("👩‍🔬", &[], "👩‍🔬");
        check("e\u{301}a", &[], "E\u{301}");
        check("", &[], "");
    }
}
