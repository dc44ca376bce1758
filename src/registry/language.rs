//! The languages of a site: what each is called, which way it is written, and how it sorts its words.

mod own_name;

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

pub use own_name::{Direction, own_name};

/// A position among the site's languages; 0 is the default one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub u8);

/// The site's default language.
pub const DEFAULT: LanguageId = LanguageId(0);

/// A language that the site is published in.
pub struct Language {
    /// Its tag, such as `eu`.
    pub tag: Box<str>,
    /// What it calls itself.
    pub name: Box<str>,
    pub direction: Direction,
    collator: CollatorBorrowed<'static>,
}

impl Language {
    /// The language of a tag; `None` if that is no language tag.
    pub fn of(tag: &str) -> Option<Language> {
        let is_plain = tag.len() <= 11 && tag.split('-').all(|part| (2..=8).contains(&part.len()));
        // CLDR has no Basque tailoring; Basque sorts ñ after n, as Spanish does.
        let sorts_as = if tag == "eu" { "es" } else { tag };
        let locale: Locale = sorts_as.parse().ok().filter(|_| is_plain && tag == tag.trim())?;
        let mut preferences = CollatorPreferences::from(locale);
        // Numbers sort by their size: 2 before 10.
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let collator = Collator::try_new(preferences, CollatorOptions::default()).ok()?;
        Some(Language { tag: tag.into(), name: own_name(tag).into(), direction: Direction::of(tag), collator })
    }

    /// The order of two texts in this language.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        // What the alphabet does not tell apart still has one order.
        self.collator.compare(one, other).then_with(|| one.cmp(other))
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn titles_are_in_the_order_of_the_alphabet() {
        let check = |tag: &str, expected: &str| {
            let language = Language::of(tag).expect("a language");
            let mut titles = ["ozono", "Ñabar", "nora", "Nabar", "Lab 10", "Lab 2", "ábaco", "abaco"];
            titles.sort_by(|a, b| language.compare(a, b));
            assert_eq!(titles.join(" "), expected, "{tag}");
        };
        let spanish = "abaco ábaco Lab 2 Lab 10 Nabar nora Ñabar ozono";
        check("en", "abaco ábaco Lab 2 Lab 10 Nabar Ñabar nora ozono");
        check("es", spanish);
        check("eu", spanish);
    }
}
