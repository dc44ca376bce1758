//! The words of the interface and of values in one language, from Fluent files.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use intl_memoizer::Memoizable;
use tera::Value;
use unic_langid::LanguageIdentifier;

use crate::diag::{Code, FileId, Report, Span};
use crate::registry::language::Direction;

/// One language's messages, and those of the languages it falls back to.
pub struct Strings {
    language: Box<str>,
    direction: Direction,
    bundle: FluentBundle<FluentResource>,
    /// The messages that are always the same words: most of what a page says, dozens of times on each.
    plain: HashMap<Box<str>, Value>,
    /// The messages with one text in the middle of words that are always the same.
    around: HashMap<Box<str>, Around>,
    /// The names of all messages.
    keys: BTreeSet<Box<str>>,
    fallback: Option<Arc<Strings>>,
}

/// A message with one text in it: the words before and after, and the name under which the text is given.
struct Around {
    before: Box<str>,
    name: Box<str>,
    after: Box<str>,
}

impl Around {
    /// Is nothing in the message but words and one text?
    fn of(pattern: &Pattern<&str>) -> Option<Around> {
        let at = pattern.elements.iter().position(|element| matches!(element, PatternElement::Placeable { .. }))?;
        let PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } =
            &pattern.elements[at]
        else {
            return None;
        };
        let words = |elements: &[PatternElement<&str>]| words(&Pattern { elements: elements.to_vec() });
        let (before, after) = (words(&pattern.elements[..at])?, words(&pattern.elements[at + 1..])?);
        Some(Around { before: before.into(), name: id.name.into(), after: after.into() })
    }
}

/// What a message may show or decide by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arg<'a> {
    Text(&'a str),
    /// Printed with the language's separators, and counted by its plural rules.
    Number(f64),
    Integer(i64),
}

impl Strings {
    /// Reads a language's files; of two messages with one key the later file's is kept, so that a site's file can change a theme's.
    pub fn load(language: &str, files: &[(FileId, &str)], report: &mut Report) -> Strings {
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse::<LanguageIdentifier>().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, memoizer| match value {
            FluentValue::Number(number) => {
                let digits = decimal(number.value)?;
                memoizer.with_try_get::<Digits, _, _>((), |formatter| formatter.0.format(&digits).to_string()).ok()
            }
            _ => None,
        }));
        // Only a name given twice can fail, and these are two names in a new bundle.
        let _ = bundle.add_function("SOUND", |args, _| word_of(args.first().and_then(number).map(sound)));
        let _ = bundle.add_function("START", |args, _| word_of(args.first().and_then(text).map(start)));
        let (mut plain, mut around, mut keys) = (HashMap::new(), HashMap::new(), BTreeSet::new());
        for &(file, text) in files {
            if let Some(at) = too_deep(text) {
                let message = format!("braces are nested more than {MOST_NESTED} deep here");
                report.say(Span::new(file, at..at + 1), Code::BrokenStrings, message).help("close them with `}`");
                continue;
            }
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
                for error in errors {
                    let place = text.floor_char_boundary(error.pos.start)..text.floor_char_boundary(error.pos.end);
                    let fault = report.say(
                        Span::new(file, place),
                        Code::BrokenStrings,
                        format!("this string cannot be read: {}", lower(&error.kind)),
                    );
                    fault.help("a string is written `name = words`; a brace is written `{\"{\"}`");
                }
                resource
            });
            for entry in resource.entries() {
                let Entry::Message(message) = entry else { continue };
                keys.insert(message.id.name.into());
                match message.value.as_ref().and_then(words) {
                    Some(words) => plain.insert(message.id.name.into(), Value::from(words)),
                    None => plain.remove(message.id.name),
                };
                match message.value.as_ref().and_then(Around::of) {
                    Some(words) => around.insert(message.id.name.into(), words),
                    None => around.remove(message.id.name),
                };
            }
            bundle.add_resource_overriding(resource);
        }
        Strings { language: language.into(), direction: Direction::of(language), bundle, plain, around, keys, fallback: None }
    }

    /// The same with another language's strings for what this one lacks.
    pub fn with_fallback(self, fallback: Arc<Strings>) -> Strings {
        Strings { fallback: Some(fallback), ..self }
    }

    /// The language's tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Does the language itself have this message, without falling back?
    pub fn has_own(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// How many messages there are in the languages that it falls back to, and how many of them it lacks.
    pub fn lacking(&self) -> (usize, usize) {
        let behind = std::iter::successors(self.fallback.as_deref(), |strings| strings.fallback.as_deref());
        let all: BTreeSet<&str> = behind.flat_map(|strings| strings.keys.iter().map(|key| &**key)).collect();
        let lacking = all.iter().filter(|key| !self.keys.contains(**key)).count();
        (all.len(), lacking)
    }

    /// A message of this language that is always the same words, as templates have it.
    pub fn plain(&self, key: &str) -> Option<&Value> {
        self.plain.get(key)
    }

    /// The message in words, in this language or in one it falls back to.
    pub fn find(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        if let Some(words) = self.plain.get(key).and_then(Value::as_str) {
            return Some(words.to_owned());
        }
        if let (Some(Around { before, name, after }), [(given, Arg::Text(text))]) = (self.around.get(key), args)
            && **name == **given
        {
            return Some([before, &*self.apart(text), after].concat());
        }
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            // Words of a language that is written the other way keep their own order.
            return Some(self.apart(&self.fallback.as_ref()?.find(key, args)?).into_owned());
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for &(name, arg) in args {
            match arg {
                Arg::Text(text) => given.set(name, FluentValue::String(self.apart(text))),
                Arg::Number(number) => given.set(name, number),
                Arg::Integer(number) => given.set(name, number),
            }
        }
        // A name that a message uses and is not given is printed as `{$name}`, where its author sees it.
        Some(self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned())
    }

    /// A text as it stands in a message: a name of the other direction between marks that keep it from turning the words around it.
    fn apart<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.direction.is_against(text) && !text.contains('\u{2068}') {
            true => format!("\u{2068}{text}\u{2069}").into(),
            false => text.into(),
        }
    }

    /// The message in words, or its key where no language has it.
    pub fn get(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.find(key, args).unwrap_or_else(|| key.to_owned())
    }
}

/// How deep braces may stand in one another: the parser goes down as deep as they do, and must come to an end.
const MOST_NESTED: usize = 50;

/// Where braces are nested deeper than that, whatever else stands between them.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.bytes().enumerate() {
        match letter {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST_NESTED {
            return Some(at);
        }
    }
    None
}

/// The words of a message in which nothing varies.
fn words(pattern: &Pattern<&str>) -> Option<String> {
    let parts = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    parts.collect()
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Arg<'a> {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Arg<'a> {
        Arg::Text(text)
    }
}

impl From<f64> for Arg<'_> {
    fn from(number: f64) -> Self {
        Arg::Number(number)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Integer(number)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Integer(number as i64)
    }
}

/// The digits of a number; nothing for what is no number.
pub(super) fn decimal(number: f64) -> Option<Decimal> {
    let mut digits: Decimal = number.to_string().parse().ok()?;
    // No source states ten decimals; what lies beyond them is the noise of a computed value.
    digits.round(-10);
    digits.trim_end();
    // A negative zero would print its sign.
    if digits.absolute.is_zero() { Some(0.into()) } else { Some(digits) }
}

/// A language's number format, as the bundle keeps it.
struct Digits(DecimalFormatter);

impl Memoizable for Digits {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Digits, ()> {
        let locale = icu_locale_core::Locale::try_from_str(&language.to_string()).map_err(|_| ())?;
        DecimalFormatter::try_new(locale.into(), Default::default()).map(Digits).map_err(|_| ())
    }
}

/// `SOUND($number)`: how the number's name ends in Basque, which decides the letters that follow its digits.
///
/// `consonant` (2021eko, 5etik), `a` (hamaika, which takes no second a: 11, 31) or `vowel` (2018ko, 22a).
fn sound(number: u32) -> &'static str {
    // Round thousands end in `mila`, other round hundreds in `ehun`; below a hundred, names are built on twenties.
    match (number % 100, number % 1000) {
        (0, 0) => "vowel",
        (0, _) => "consonant",
        (rest, _) => match rest % 20 {
            1 | 5 | 10 | 15 => "consonant",
            11 => "a",
            _ => "vowel",
        },
    }
}

/// `START($text)`: `i` where a Spanish word begins with that sound, before which `y` becomes `e`; else `other`.
fn start(text: &str) -> &'static str {
    let word = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let sound = word.strip_prefix('h');
    let mut rest = sound.unwrap_or(&word).chars();
    match (rest.next(), rest.next()) {
        // In `hielo` the i is half a consonant, and `y` stays.
        (Some('i'), Some('e' | 'a')) if sound.is_some() => "other",
        (Some('i' | 'í'), _) => "i",
        _ => "other",
    }
}

fn number(value: &FluentValue) -> Option<u32> {
    match value {
        FluentValue::String(text) => text.parse().ok(),
        FluentValue::Number(number) => Some(number.value as u32),
        _ => None,
    }
}

fn text<'a>(value: &'a FluentValue) -> Option<&'a str> {
    match value {
        FluentValue::String(text) => Some(text),
        _ => None,
    }
}

fn word_of(word: Option<&'static str>) -> FluentValue<'static> {
    word.map_or(FluentValue::Error, FluentValue::from)
}

fn lower(kind: &dyn std::fmt::Display) -> String {
    let text = kind.to_string();
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(language: &str, text: &str) -> Strings {
        let mut report = Report::default();
        let strings = Strings::load(language, &[(FileId(0), text)], &mut report);
        assert_eq!(report.sorted(), []);
        strings
    }

    #[test]
    fn a_message_is_found_in_its_language_or_in_the_next() {
        let english = strings("en", "hello = Hello, { $name }\nonly = only English\n");
        let basque = strings("eu", "hello = Kaixo, { $name }\n").with_fallback(Arc::new(english));
        assert_eq!(basque.get("hello", &[("name", "Ane".into())]), "Kaixo, Ane");
        assert_eq!(basque.get("only", &[]), "only English");
        assert_eq!(basque.get("unknown", &[]), "unknown");
        assert_eq!(basque.find("unknown", &[]), None);
        assert!(basque.has_own("hello") && !basque.has_own("only"));
    }

    #[test]
    fn a_number_is_printed_and_counted_for_the_language() {
        let text = "n = { $n ->\n    [one] { $n } thing\n   *[other] { $n } things\n}\n";
        let say = |language, n: f64| strings(language, text).get("n", &[("n", n.into())]);
        assert_eq!(say("en", 1.0), "1 thing");
        assert_eq!(say("en", 12345.5), "12,345.5 things");
        assert_eq!(say("es", 12345.5), "12.345,5 things");
        assert_eq!(say("es", 1234.0), "1234 things");
        assert_eq!(say("eu", 1234.0), "1.234 things");
        assert_eq!(say("no-such-language-tag-at-all", 2.0), "2 things");
    }

    #[test]
    fn a_later_file_changes_an_earlier_one() {
        let mut report = Report::default();
        let strings = Strings::load("en", &[(FileId(0), "a = one\nb = two\n"), (FileId(1), "a = three\n")], &mut report);
        assert_eq!((strings.get("a", &[]), strings.get("b", &[])), ("three".into(), "two".into()));
    }

    #[test]
    fn a_broken_string_is_named_and_the_others_are_kept() {
        let text = "good = fine\nbad\nbrace = é{ $name\nlast = fine\n";
        let mut report = Report::default();
        let strings = Strings::load("en", &[(FileId(7), text)], &mut report);
        assert_eq!(strings.get("last", &[]), "fine");
        let faults = report.sorted();
        let found: Vec<_> = faults.iter().map(|fault| (fault.span.start, fault.message.as_str())).collect();
        assert_eq!(
            found,
            [
                (15, "this string cannot be read: expected a token starting with \"=\""),
                (34, "this string cannot be read: expected a token starting with \"}\"")
            ]
        );
    }

    #[test]
    fn a_number_sounds_as_its_basque_name() {
        let check = |numbers: &[u32], expected: &str| numbers.iter().for_each(|number| assert_eq!(sound(*number), expected, "{number}"));
        check(&[1, 5, 10, 15, 21, 25, 30, 41, 50, 100, 1900, 2005, 2010, 2015, 2021, 2025, 2030, 2035, 1995], "consonant");
        check(&[0, 2, 3, 4, 9, 13, 20, 22, 26, 1000, 1998, 2000, 2018, 2020, 2022, 2023, 2024, 2026, 2040], "vowel");
        check(&[11, 31, 2011, 2031], "a");
    }

    #[test]
    fn a_spanish_word_may_start_with_the_sound_i() {
        for word in ["Iruña", "Ibermática", "«Innobasque»", "hilo", "índice", "IA", "iones"] {
            assert_eq!(start(word), "i", "{word}");
        }
        for word in ["Bilbao", "hielo", "hiato", "", "Hueso"] {
            assert_eq!(start(word), "other", "{word}");
        }
    }
}
