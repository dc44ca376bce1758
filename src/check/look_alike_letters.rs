//! `look-alike-letters`: a word is written with letters that only look like the right ones.

use super::known_name::KnownNames;
use super::prose::{Letters, Shape, Word};
use super::reading::Piece;
use crate::diag::{Code, Report};
use crate::registry::Site;

/// Cyrillic and Greek letters, each with the Latin letter that it looks like.
const TWINS: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('З', '3'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('Ѕ', 'S'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
];

/// Languages in which `Al` is a word.
const WITH_AL: &[&str] = &["es", "it", "pt", "ca", "gl", "eu", "oc", "an", "ast", "ro", "sq", "tr", "hu", "sv", "no", "da", "nl"];

/// What follows `AI`, and never the first name Al, or Al for aluminium.
const AFTER_AI: &[&str] = &[
    "Act",
    "Agency",
    "Centre",
    "Center",
    "Continent",
    "Data",
    "Ethics",
    "Factories",
    "Factory",
    "Gigafactories",
    "Gigafactory",
    "Hub",
    "Innovation",
    "Lab",
    "Office",
    "Pact",
    "Research",
    "Safety",
    "Solutions",
    "Strategy",
    "Summit",
    "Systems",
    "Technologies",
    "Week",
];

/// Reports a word that would be a known name if its letters were what they look like; tells whether it is one.
pub fn word(piece: &Piece<'_>, word: &Word, names: &KnownNames<'_>, site: &Site, report: &mut Report) -> bool {
    let written = piece.written(word);
    if word.letters == Letters::Beyond && scripts(piece, word, names, report) {
        return true;
    }
    if written == "Al" {
        return instead_of_ai(piece, word, site, report);
    }
    let may_look = match word.shape {
        Shape::Small => written.starts_with('l') && written.len() >= 4,
        Shape::Capital | Shape::Mixed => written.len() >= 4 && written.bytes().any(|byte| b"lI10".contains(&byte)),
    };
    if !may_look || names.has_word(word) {
        return false;
    }
    let Some(meant) = names.looks_like(written) else { return false };
    let (wrong, right) = written.chars().zip(meant.chars()).find(|(one, other)| one != other).unwrap_or(('l', 'I'));
    let place = piece.place(word.start, word.end);
    let found = report.say(place, Code::LookAlikeLetters, format!("`{written}` only looks like `{meant}`"));
    found.help(format!("it is written with {} where the name has {}: write `{meant}`", letter(wrong), letter(right)));
    // At its end a digit may well number something.
    if !written.ends_with(|last: char| last.is_ascii_digit()) {
        found.fix_if(piece.mendable(word), meant);
    }
    true
}

fn letter(letter: char) -> &'static str {
    match letter {
        'l' => "a small L",
        'I' => "a capital i",
        '1' => "the digit 1",
        '0' => "the digit 0",
        'O' => "a capital o",
        _ => "a small o",
    }
}

/// Reports a word in which Cyrillic or Greek letters stand for Latin ones; tells whether it is one.
pub fn scripts(piece: &Piece<'_>, word: &Word, names: &KnownNames<'_>, report: &mut Report) -> bool {
    let written = piece.written(word);
    let is_cyrillic = |letter: char| ('\u{400}'..='\u{52F}').contains(&letter);
    let is_foreign = |letter: char| is_cyrillic(letter) || ('\u{370}'..='\u{3FF}').contains(&letter);
    let Some(first) = written.chars().find(|letter| is_foreign(*letter)) else { return false };
    let twin = |letter: char| TWINS.iter().find(|(known, _)| *known == letter).map(|(_, latin)| *latin);
    let latin: Option<String> = written.chars().map(|letter| if is_foreign(letter) { twin(letter) } else { Some(letter) }).collect();
    let is_mixed = written.chars().any(|letter| letter.is_alphabetic() && !is_foreign(letter));
    let is_known = || latin.as_deref().is_some_and(|latin| super::prose::words(latin).next().is_some_and(|word| names.has_word(&word)));
    // Science mixes scripts on purpose, as in NFκB, and a word all in another script is a word of another language.
    let is_wrong = match (is_mixed, &latin) {
        (true, None) => is_cyrillic(first),
        (true, Some(_)) => true,
        (false, _) => is_known(),
    };
    if !is_wrong {
        return false;
    }
    let script = if is_cyrillic(first) { "Cyrillic" } else { "Greek" };
    let place = piece.place(word.start, word.end);
    let found = report.say(place, Code::LookAlikeLetters, format!("`{written}` is written with the {script} letter `{first}`"));
    match latin {
        Some(latin) => found.help(format!("write `{latin}` in Latin letters, or nobody can find it")).fix_if(piece.mendable(word), latin),
        None => found.help("write it in the letters of one script, or nobody can find it"),
    };
    true
}

/// Reports `Al` with a small L where a text speaks of AI.
fn instead_of_ai(piece: &Piece<'_>, word: &Word, site: &Site, report: &mut Report) -> bool {
    let Some(language) = piece.language.map(|language| &*site.settings.languages.get(language).tag) else { return false };
    let language = language.split('-').next().unwrap_or(language);
    if WITH_AL.contains(&language) || piece.is_cited(word) || !is_ai(&piece.text[word.end..]) {
        return false;
    }
    report
        .say(piece.place(word.start, word.end), Code::LookAlikeLetters, "`Al` only looks like `AI`")
        .help("it is written with a small L where the abbreviation has a capital i: write `AI`")
        .fix_if(piece.mendable(word), "AI");
    true
}

/// Tells by the word that follows: Al Gore and Al-Andalus are names, and Al 6061 is an alloy of aluminium.
fn is_ai(after: &str) -> bool {
    let next = after.trim_start_matches(|letter: char| letter.is_whitespace() || "-‑&".contains(letter));
    let end = next.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(next.len());
    next.len() < after.len() && AFTER_AI.contains(&&next[..end])
}
