//! The languages of a site, and how each sorts its words.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

/// A position among the site's languages; 0 is the default one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub u8);

/// The site's default language.
pub const DEFAULT: LanguageId = LanguageId(0);

/// A language that the site is published in.
pub struct Language {
    /// Its tag, such as `eu`.
    pub tag: Box<str>,
    collator: CollatorBorrowed<'static>,
}

impl Language {
    /// The language of a tag; `None` if that is no language tag.
    pub fn of(tag: &str) -> Option<Language> {
        let is_plain = tag.len() <= 11 && tag.split('-').all(|part| (2..=8).contains(&part.len()));
        // CLDR has no Basque tailoring; Basque sorts ñ after n, as Spanish does.
        let sorts_as = if tag == "eu" { "es" } else { tag };
        let locale: Locale = sorts_as.parse().ok().filter(|_| is_plain && tag == tag.trim())?;
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        let collator = Collator::try_new(locale.into(), options).ok()?;
        Some(Language { tag: tag.into(), collator })
    }

    /// The order of two texts in this language.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.collator.compare(one, other)
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.tag)
    }
}
