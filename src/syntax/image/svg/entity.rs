//! The entities that a drawing declares for itself: short words, as drawing programs shorten the names of their namespaces with.

use std::ops::Range;

use super::shortened;

/// The longest word that an entity may stand for, and how many there may be.
const LONGEST: usize = 200;
const MOST: usize = 64;

/// How many bytes all entities together may come to in one drawing.
const ROOM: usize = 64 << 10;

/// What a drawing declares.
#[derive(Debug, Default)]
pub struct Entities {
    words: Vec<(String, String)>,
    written: usize,
}

/// What a text came to, and a reference in it that leads to nothing that is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub unknown: Option<String>,
}

impl Entities {
    /// Takes over the harmless declarations of a document type; gives the others, with their places in it.
    pub fn declare(&mut self, doctype: &str) -> Vec<(String, Range<usize>)> {
        let mut refused = Vec::new();
        let mut rest = doctype;
        while let Some((_, after)) = rest.split_once("<!ENTITY") {
            let at = doctype.len() - after.len() - "<!ENTITY".len();
            let (declared, next) = after.split_once('>').unwrap_or((after, ""));
            let place = at..(at + "<!ENTITY".len() + declared.len() + 1).min(doctype.len());
            match plain(declared) {
                Some((name, word)) if self.words.len() < MOST => self.words.push((name.to_owned(), word.to_owned())),
                _ => refused.push((shortened(&format!("<!ENTITY {}>", declared.trim())), place)),
            }
            rest = next;
        }
        refused
    }

    /// A text with every reference replaced by what it stands for.
    pub fn decode(&mut self, text: &str) -> Decoded {
        let mut decoded = Decoded { text: String::with_capacity(text.len()), unknown: None };
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('&') {
            decoded.text.push_str(before);
            match after.split_once(';').filter(|(name, _)| is_name(name)) {
                Some((name, after)) => {
                    match self.word(name) {
                        Some(word) => decoded.text.push_str(&word),
                        None => decoded.unknown = Some(shortened(&format!("&{name};"))),
                    }
                    rest = after;
                }
                // A mark that stands for itself.
                None => {
                    decoded.text.push('&');
                    rest = after;
                }
            }
        }
        decoded.text.push_str(rest);
        decoded.text.retain(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'));
        decoded
    }

    /// What a reference stands for.
    pub fn word(&mut self, name: &str) -> Option<String> {
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix('x').or_else(|| number.strip_prefix('X')) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            return char::from_u32(code).map(String::from);
        }
        let predefined = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{a0}")];
        if let Some((_, word)) = predefined.into_iter().find(|(known, _)| *known == name) {
            return Some(word.to_owned());
        }
        let (_, word) = self.words.iter().find(|(known, _)| known == name)?;
        self.written += word.len();
        (self.written <= ROOM).then(|| word.clone())
    }
}

/// Could it be the name of an entity, or the number of a character?
fn is_name(name: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '#' | '_' | '-' | '.' | ':');
    (1..=LONGEST).contains(&name.len()) && name.chars().all(is_part)
}

/// The name and the word of a declaration that leads to no other entity and to no file.
fn plain(declared: &str) -> Option<(&str, &str)> {
    let (name, rest) = declared.trim().split_once(char::is_whitespace)?;
    let rest = rest.trim();
    let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    let (word, after) = rest[1..].split_once(quote)?;
    let is_plain = word.len() <= LONGEST && !word.contains(['&', '%', '<']) && after.trim().is_empty();
    (is_plain && is_name(name)).then_some((name, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_taken_over_and_nothing_else() {
        let mut entities = Entities::default();
        let refused = entities.declare(
            "svg [<!ENTITY ns \"http://ns.adobe.com/\"> <!ENTITY a \"&ns;&ns;\"> <!ENTITY x SYSTEM \"file:///etc/passwd\"> <!ENTITY % p 'q'>",
        );
        let words: Vec<&str> = refused.iter().map(|(word, _)| &**word).collect();
        assert_eq!(words, ["<!ENTITY a \"&ns;&ns;\">", "<!ENTITY x SYSTEM \"file:///etc/passwd\">", "<!ENTITY % p 'q'>"]);
        let decoded = entities.decode("&ns;1 & 2 &lt;&#65;&#x42; &a; &#0;&#xD800;");
        assert_eq!((&*decoded.text, decoded.unknown.as_deref()), ("http://ns.adobe.com/1 & 2 <AB  ", Some("&#xD800;")));
    }

    #[test]
    fn what_entities_come_to_is_bounded() {
        let mut entities = Entities::default();
        entities.declare(&format!("<!ENTITY a \"{}\">", "x".repeat(LONGEST)));
        assert!(entities.decode(&"&a;".repeat(1_000_000)).text.len() <= ROOM);
    }
}
