//! How a figure is cited: in words, and as BibTeX.
//!
//! Its year is that of the newest thing it rests on. Why not the day of the build: then every citation would change each day, and with
//! it every page, though nothing in it is newer.

use super::figure::sources;
use super::origin::Origin;
use crate::registry::EntityId;
use crate::registry::figure::Status;
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::routes::Listed;
use crate::syntax::date::Period;

/// What a citation is made of.
struct Cited {
    site: String,
    title: String,
    year: String,
    url: String,
    sources: String,
}

/// More sources than this are not named one by one.
const MOST_SOURCES: usize = 6;

impl Cited {
    fn of(window: &Window, id: EntityId) -> Cited {
        let origins: Vec<Origin> = sources(window, id).into_iter().map(|source| Origin::of(window, source)).collect();
        let address = window.address(Listed::Entity(id), window.language);
        let more = origins.len().saturating_sub(MOST_SOURCES);
        let mut named: Vec<String> = origins.iter().take(MOST_SOURCES).map(Origin::in_words).collect();
        if more > 0 {
            named.push(window.formats().strings().get("more", &[("count", (more as i64).into())]));
        }
        Cited {
            site: in_language(&window.settings().title, window.language).to_owned(),
            title: window.card(id).title.to_string(),
            year: year(window, id, &origins).map_or(String::new(), |year| year.to_string()),
            url: window.absolute(&address).unwrap_or_else(|| window.link(&address)),
            sources: named.join("; "),
        }
    }
}

/// The year of the newest source, or of the newest observation that is no forecast.
fn year(window: &Window, id: EntityId, origins: &[Origin]) -> Option<i32> {
    let seen = window.figure(id).map_or(&[][..], |figure| &figure.observations);
    let firm = seen.iter().filter(|seen| !matches!(seen.status, Status::Expected | Status::Target));
    let observed = firm.filter_map(|seen| seen.period.and_then(Period::last_day)).map(|day| i32::from(day.year()));
    origins.iter().filter_map(|origin| origin.date).map(|date| date.year).chain(observed).max()
}

/// The citation in words of the page's language.
pub fn in_words(window: &Window, id: EntityId) -> String {
    let Cited { site, title, year, url, sources } = Cited::of(window, id);
    let strings = window.formats().strings();
    let year = if year.is_empty() { String::new() } else { format!(" ({year})") };
    let args = [("site", (&site).into()), ("year", (&year).into()), ("title", (&title).into()), ("url", (&url).into())];
    let said = strings.get("citation-of-figure", &args);
    if sources.is_empty() {
        return said;
    }
    let rest = strings.get("citation-data", &[("sources", (&sources).into())]);
    format!("{said} {rest}")
}

/// The citation as BibTeX has it.
pub fn bibtex(window: &Window, id: EntityId) -> Vec<u8> {
    let Cited { site, title, year, url, sources } = Cited::of(window, id);
    let key = window.name(id).rsplit('/').next().unwrap_or_default().to_owned();
    let mut out = format!("@misc{{{key},\n");
    let note =
        if sources.is_empty() { String::new() } else { window.formats().strings().get("citation-data", &[("sources", (&sources).into())]) };
    for (field, words) in [("author", &site), ("title", &title), ("note", &note)] {
        if !words.is_empty() {
            out.push_str(&format!("  {field} = {{{{{}}}}},\n", in_tex(words)));
        }
    }
    if !year.is_empty() {
        out.push_str(&format!("  year = {{{year}}},\n"));
    }
    out.push_str(&format!("  url = {{{url}}}\n}}\n"));
    out.into_bytes()
}

/// Words as TeX takes them for words.
fn in_tex(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::in_tex;

    #[test]
    fn no_word_ends_its_field_or_commands_tex() {
        assert_eq!(in_tex("R&D} 5 %\n\\input{x}"), "R\\&D\\} 5 \\% \\textbackslash{}input\\{x\\}");
    }
}
