//! What a page tells other sites that show it where somebody links to it, in the terms of the Open Graph protocol.

use serde::Serialize;

use crate::registry::EntityId;
use crate::registry::value::Value;
use crate::render::ask::Window;
use crate::render::social::{self, CardView};
use crate::routes::Listed;

/// What schema.org calls texts that somebody has published on a day.
const ARTICLES: [&str; 8] =
    ["Article", "NewsArticle", "Report", "BlogPosting", "TechArticle", "ScholarlyArticle", "OpinionNewsArticle", "AnalysisNewsArticle"];

/// The countries whose form of a language is meant where the tag names none.
const COUNTRIES: [(&str, &str); 31] = [
    ("bg", "BG"),
    ("ca", "ES"),
    ("cs", "CZ"),
    ("cy", "GB"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "GB"),
    ("es", "ES"),
    ("et", "EE"),
    ("eu", "ES"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("ga", "IE"),
    ("gl", "ES"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("is", "IS"),
    ("it", "IT"),
    ("lt", "LT"),
    ("lv", "LV"),
    ("mt", "MT"),
    ("nl", "NL"),
    ("pl", "PL"),
    ("pt", "PT"),
    ("ro", "RO"),
    ("sk", "SK"),
    ("sl", "SI"),
    ("sv", "SE"),
    ("tr", "TR"),
    ("uk", "UA"),
];

/// What a page says of itself to other sites.
#[derive(Default, Serialize)]
pub struct Sharing {
    /// `article` or `website`.
    form: &'static str,
    /// The day on which an article was published, or nothing.
    published: String,
    locale: String,
    /// The other languages of the page.
    other_locales: Vec<String>,
    card: Option<CardView>,
}

/// What the page of a place on the site says of itself; little for a page that is not to be found.
pub fn of(window: &Window, page: Option<Listed>) -> Sharing {
    let locale = |tag: &str| locale(tag);
    let article = match page {
        Some(Listed::Entity(entity)) if ARTICLES.contains(&&*window.kinds().kind(window.kind_of(entity)).schema) => Some(entity),
        _ => None,
    };
    let published = article.and_then(|entity| published(window, entity));
    let others = window.settings().languages.all().filter(|(language, _)| *language != window.language);
    Sharing {
        form: if article.is_some() { "article" } else { "website" },
        published: published.unwrap_or_default(),
        locale: locale(window.tag(window.language)),
        other_locales: if page.is_some() { others.map(|(_, language)| locale(&language.tag)).collect() } else { Vec::new() },
        card: page.and_then(|page| social::of_page(window, page)),
    }
}

/// The day of an article, as far as it is known.
fn published(window: &Window, entity: EntityId) -> Option<String> {
    let kind = window.kinds().kind(window.kind_of(entity));
    let day = match &window.fact(entity, kind.roles.date?)?.value {
        Value::Date(date) => date.to_string(),
        Value::Period(period) => period.to_string(),
        _ => return None,
    };
    // Days that are vaguer than a calendar's are for people.
    day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-').then_some(day)
}

/// A language tag as the protocol has it: with an underscore and a country.
fn locale(tag: &str) -> String {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let country = rest.split('-').find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    let usual = COUNTRIES.iter().find(|(known, _)| *known == language).map(|(_, country)| (*country).to_owned());
    country.or(usual).map_or_else(|| tag.to_owned(), |country| format!("{language}_{country}"))
}

#[cfg(test)]
mod tests {
    use super::locale;

    #[test]
    fn a_tag_gets_a_country() {
        let check = |tag: &str, expected: &str| assert_eq!(locale(tag), expected);
        check("eu", "eu_ES");
        check("es-mx", "es_MX");
        check("zh-Hant-TW", "zh_TW");
        check("eo", "eo");
    }
}
