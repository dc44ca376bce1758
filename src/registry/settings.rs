//! `sare.toml`: what a site says of itself.

mod allowance;
mod maps;

use super::editor::Editor;
use super::language::{DEFAULT, Language, LanguageId};
use super::value::Text;
use crate::diag::verdict::Allowance;
use crate::diag::{Code, Diagnostic, FileId, Report, Span, nearest};
use crate::syntax::duration;
use crate::syntax::toml::{Keys, Node, State, Table, Toml, wrong_type};
pub use maps::{MapCode, MapFile};

/// What a site says of itself.
#[derive(Debug)]
pub struct Settings {
    pub title: Text,
    pub description: Option<Text>,
    pub base_url: BaseUrl,
    pub languages: Languages,
    pub theme: Box<str>,
    /// Where the theme is named, if it is.
    pub theme_span: Option<Span>,
    pub sources: Sources,
    pub periods: Periods,
    /// For how many months a figure may be quoted that does not say so itself.
    pub valid_for: Option<u32>,
    pub prose_numbers: ProseNumbers,
    pub raw_html: RawHtml,
    pub search: Search,
    pub cards: Cards,
    pub navigation: Vec<NavigationEntry>,
    /// What a preview opens files in, where the site says so.
    pub editor: Option<Editor>,
    /// Warnings that are allowed, each with its reason.
    pub allowances: Vec<Allowance>,
    /// The site's own base maps, in the order written.
    pub maps: Vec<MapFile>,
}

/// The site's languages, the default one first.
#[derive(Debug)]
pub struct Languages {
    all: Vec<Language>,
    /// Could all of them be read? Else nobody can say that a tag is none of them.
    are_known: bool,
}

/// Where the site is published; both parts are empty where nobody said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseUrl {
    /// Scheme and host, such as `https://example.org`.
    pub origin: Box<str>,
    /// The path below it, such as `/eko`, without a slash at its end.
    pub path: Box<str>,
}

/// Does every observation need a source?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sources {
    Required,
    Optional,
}

/// Does every observation say when?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periods {
    Required,
    Optional,
}

/// May a number stand in a text without a figure behind it?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseNumbers {
    Free,
    /// Every such number is told of.
    Bound,
}

/// What happens to HTML in a text?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as it was typed.
    Shown,
    /// It is sanitised and kept.
    Sanitised,
}

/// Can readers search the site?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    On,
    Off,
}

/// What has a card of its own, which other sites show where somebody links to it?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cards {
    /// Everything that has a page.
    All,
    /// What is written as a document; a row of a table shares the card of its kind.
    Documents,
    Nothing,
}

/// An entry of the site's menu.
#[derive(Debug)]
pub struct NavigationEntry {
    pub label: Option<Text>,
    pub to: Box<str>,
    pub span: Span,
}

impl Languages {
    /// Finds a language by its tag.
    pub fn find(&self, tag: &str) -> Option<LanguageId> {
        self.all.iter().position(|language| *language.tag == *tag).map(|at| LanguageId(at as u8))
    }

    /// The language of an id that these gave.
    pub fn get(&self, id: LanguageId) -> &Language {
        &self.all[id.0 as usize]
    }

    /// All of them, the default one first.
    pub fn all(&self) -> impl Iterator<Item = (LanguageId, &Language)> {
        self.all.iter().enumerate().map(|(at, language)| (LanguageId(at as u8), language))
    }

    /// How many there are: at least one.
    #[expect(clippy::len_without_is_empty, reason = "a site has at least one language")]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Their tags, the default one first.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|language| &*language.tag)
    }

    /// Gives languages the names that the site chooses for them.
    fn call(&mut self, names: &Table, report: &mut Report) {
        for entry in &names.entries {
            match (self.find(&entry.key), entry.node.as_text()) {
                (Some(id), Some(name)) => self.all[id.0 as usize].name = name.into(),
                (Some(_), None) => wrong_type(&entry.key, "text", &entry.node, report),
                (None, _) => {
                    self.say_unknown(&entry.key, entry.key_span, report);
                }
            }
        }
    }

    /// Reports that a tag is none of them, where that can be said.
    pub fn say_unknown<'r>(&self, tag: &str, span: Span, report: &'r mut Report) -> Option<&'r mut Diagnostic> {
        let message = format!("`{tag}` is none of the site's languages");
        self.are_known.then(|| report.say(span, Code::UnknownLanguage, message).help(self.help(tag)))
    }

    /// The language that was probably meant by what is no tag of one.
    ///
    /// Tags are too short to count letters alone: first comes one that begins the word, as `eu` does `eus` and `es` does `es-ES`, or is
    /// the word with its letters swapped.
    fn nearest(&self, written: &str) -> Option<&str> {
        let lower = written.to_lowercase();
        let swapped: String = lower.chars().rev().collect();
        let begins = self.tags().filter(|tag| lower.starts_with(&tag.to_lowercase())).max_by_key(|tag| tag.len());
        let is_swapped = |tag: &&str| lower.chars().count() == 2 && tag.eq_ignore_ascii_case(&swapped);
        begins.or_else(|| self.tags().find(is_swapped)).or_else(|| nearest(written, self.tags()))
    }

    /// A suggestion for a tag that is none of them.
    fn help(&self, tag: &str) -> String {
        match self.nearest(tag) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let tags: Vec<&str> = self.tags().collect();
                format!("the languages of the site are {}; add others to `languages` in sare.toml", tags.join(", "))
            }
        }
    }
}

impl Settings {
    /// Reads `sare.toml`; everything has a value that a site can start with.
    pub fn read(file: Option<&(FileId, Table)>, report: &mut Report) -> Settings {
        let nothing = Table::default();
        let table = file.map_or(&nothing, |(_, table)| table);
        let mut keys = Keys::of(table, "sare.toml");
        let languages = languages(table, &mut keys, report);
        // What cannot be read may say that sources are optional, or that HTML is kept.
        let is_lost = table.state == State::Broken;
        let mut text = |key: &'static str, keys: &mut Keys<'_>| keys.node(key).and_then(|node| localised(key, node, &languages, report));
        let title = text("title", &mut keys);
        let description = text("description", &mut keys);
        let navigation = navigation(keys.node("navigation"), &languages, report);
        let (periods, valid_for) = figures(&mut keys, report);
        let settings = Settings {
            title: title.unwrap_or_else(|| Text::one(DEFAULT, "Sare".into())),
            description,
            base_url: base_url(&mut keys, report),
            theme: keys.text("theme", report).unwrap_or("eko").into(),
            theme_span: keys.node("theme").map(|node| node.span),
            sources: match choice("sources", ["required", "optional"], &mut keys, report) {
                Some("optional") => Sources::Optional,
                None if is_lost => Sources::Optional,
                _ => Sources::Required,
            },
            periods: periods.unwrap_or(if is_lost { Periods::Optional } else { Periods::Required }),
            valid_for,
            prose_numbers: checks(&mut keys, report),
            raw_html: if keys.flag("raw_html", report).unwrap_or(is_lost) { RawHtml::Sanitised } else { RawHtml::Shown },
            search: match choice("search", ["on", "off"], &mut keys, report) {
                Some("off") => Search::Off,
                _ => Search::On,
            },
            cards: cards(&mut keys, report),
            navigation,
            editor: editor(&mut keys, report),
            allowances: allowance::read(keys.node("allow"), report),
            maps: maps::read(&mut keys, &languages, report),
            languages,
        };
        keys.finish(report);
        settings
    }
}

impl BaseUrl {
    /// Takes an address apart; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        let trimmed = text.trim_end_matches('/');
        if trimmed.is_empty() {
            return Ok(BaseUrl::default());
        }
        let rest = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
        let (origin, path) = match rest {
            Some(rest) => trimmed.split_at(trimmed.len() - rest.len() + rest.find('/').unwrap_or(rest.len())),
            None if trimmed.starts_with('/') => ("", trimmed),
            None => return Err(format!("`{text}` is no address of a site: it should start with https://")),
        };
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>?#\\{}|^`".contains(&byte));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || !is_plain(trimmed)
            || path.contains("//")
            || path.contains("/..")
        {
            return Err(format!("`{text}` is no address of a site"));
        }
        Ok(BaseUrl { origin: origin.into(), path: path.into() })
    }
}

/// Text in the default language, or a table of languages.
pub fn localised(key: &str, node: &Node, languages: &Languages, report: &mut Report) -> Option<Text> {
    match &node.value {
        Toml::Text(text) | Toml::Cell(text) => Some(Text::one(DEFAULT, text.clone())),
        Toml::Table(table) => {
            let mut versions = Vec::new();
            for entry in &table.entries {
                match (languages.find(&entry.key), entry.node.as_text()) {
                    (Some(language), Some(text)) => versions.push((language, text.into())),
                    (Some(_), None) => wrong_type(&entry.key, "text", &entry.node, report),
                    (None, _) => {
                        if let Some(found) = languages.say_unknown(&entry.key, entry.key_span, report) {
                            found.slip(entry.key_span, &entry.key, languages.tags());
                        }
                    }
                }
            }
            Text::of(versions)
        }
        _ => {
            wrong_type(key, "text, or a table of languages", node, report);
            None
        }
    }
}

/// The languages that ISO 639 gives two letters.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el \
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl \
    km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa \
    pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk \
    ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Can a tag be one of a language? Of longer ones than two letters nobody keeps a list here.
fn is_language(tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    first.len() != 2 || TWO_LETTERS.split_ascii_whitespace().any(|known| known == first)
}

fn languages(table: &Table, keys: &mut Keys<'_>, report: &mut Report) -> Languages {
    let mut languages: Vec<Language> = Vec::new();
    let before = report.len();
    let is_misspelt = table.entries.iter().any(|entry| nearest(&entry.key, ["languages"]).is_some());
    for (tag, span) in keys.texts("languages", report) {
        match Language::of(tag) {
            Some(_) if !is_language(tag) => {
                let swapped: String = tag.chars().rev().collect();
                let near = Some(swapped).filter(|swapped| is_language(swapped)).map(|near| format!("did you mean `{near}`?"));
                report
                    .say(span, Code::UnknownLanguage, format!("`{tag}` is no language of ISO 639"))
                    .help("write tags such as en, es or eu")
                    .help_if(near);
            }
            Some(language) if languages.iter().all(|known| known.tag != language.tag) => languages.push(language),
            Some(_) => {
                report.say(span, Code::BrokenSettings, format!("the language `{tag}` is listed twice"));
            }
            None => {
                report.say(span, Code::UnknownLanguage, format!("`{tag}` is no language tag")).help("write tags such as en, es or eu");
            }
        }
    }
    if languages.is_empty() {
        languages.extend(Language::of("en"));
    }
    // Language ids are eight bits wide, and no report is published in more.
    languages.truncate(200);
    let is_given = table.find("languages").is_some();
    let are_known = report.len() == before && (is_given || !is_misspelt && table.state == State::Whole);
    let mut languages = Languages { all: languages, are_known };
    if let Some(names) = keys.table("language_names", report) {
        languages.call(names, report);
    }
    languages
}

fn base_url(keys: &mut Keys<'_>, report: &mut Report) -> BaseUrl {
    let Some(text) = keys.text("base_url", report) else { return BaseUrl::default() };
    BaseUrl::parse(text).unwrap_or_else(|message| {
        let span = keys.node("base_url").map(|node| node.span);
        if let Some(span) = span {
            report.say(span, Code::BrokenSettings, message).help("write it as https://example.org, perhaps with a path");
        }
        BaseUrl::default()
    })
}

/// The editor that `[preview]` names.
fn editor(keys: &mut Keys<'_>, report: &mut Report) -> Option<Editor> {
    let mut keys = Keys::of(keys.table("preview", report)?, "[preview]");
    let written = keys.text("editor", report).zip(keys.node("editor"));
    keys.finish(report);
    let (text, node) = written?;
    Editor::parse(text)
        .map_err(|help| {
            report.say(node.span, Code::BrokenSettings, format!("`{text}` is no editor that a preview can open")).help(help);
        })
        .ok()
}

/// What `[figures]` says of all figures: whether they need periods, and how long they are good for.
fn figures(keys: &mut Keys<'_>, report: &mut Report) -> (Option<Periods>, Option<u32>) {
    let Some(table) = keys.table("figures", report) else { return (None, None) };
    let mut keys = Keys::of(table, "[figures]");
    let periods = match choice("periods", ["required", "optional"], &mut keys, report) {
        Some("optional") => Some(Periods::Optional),
        _ => None,
    };
    let written = keys.text("valid_for", report).zip(keys.node("valid_for"));
    keys.finish(report);
    let months = written.and_then(|(text, node)| {
        let read = duration::parse(text);
        if let Err(help) = &read {
            report.say(node.span, Code::BrokenSettings, format!("`{text}` is no span of time")).help(help);
        }
        read.ok()
    });
    (periods, months)
}

/// What `[checks]` asks for besides what is always looked at.
fn checks(keys: &mut Keys<'_>, report: &mut Report) -> ProseNumbers {
    let Some(table) = keys.table("checks", report) else { return ProseNumbers::Free };
    let mut keys = Keys::of(table, "[checks]");
    let is_wanted = keys.flag("unbound_numbers", report).unwrap_or(false);
    keys.finish(report);
    if is_wanted { ProseNumbers::Bound } else { ProseNumbers::Free }
}

/// What `[sharing]` says of cards.
fn cards(keys: &mut Keys<'_>, report: &mut Report) -> Cards {
    let Some(table) = keys.table("sharing", report) else { return Cards::Documents };
    let mut keys = Keys::of(table, "[sharing]");
    let cards = match choice("cards", ["all", "documents", "none"], &mut keys, report) {
        Some("all") => Cards::All,
        Some("none") => Cards::Nothing,
        _ => Cards::Documents,
    };
    keys.finish(report);
    cards
}

fn choice<'a, const N: usize>(key: &'static str, choices: [&'static str; N], keys: &mut Keys<'a>, report: &mut Report) -> Option<&'a str> {
    let text = keys.text(key, report)?;
    if !choices.contains(&text) {
        if let Some(node) = keys.node(key) {
            let message = format!("`{key}` cannot be `{text}`");
            report
                .say(node.span, Code::UnknownValue, message)
                .help(format!("write {}", choices.join(" or ")))
                .slip(node.span, text, choices);
        }
        return None;
    }
    Some(text)
}

fn navigation(node: Option<&Node>, languages: &Languages, report: &mut Report) -> Vec<NavigationEntry> {
    let Some(node) = node else { return Vec::new() };
    let Toml::List(items) = &node.value else {
        wrong_type("navigation", "a list of tables", node, report);
        return Vec::new();
    };
    let mut entries = Vec::new();
    for item in items {
        let Toml::Table(table) = &item.value else {
            wrong_type("navigation", "a list of tables", item, report);
            continue;
        };
        let mut keys = Keys::of(table, "an entry of the navigation");
        let label = keys.node("label").and_then(|node| localised("label", node, languages, report));
        match keys.node("to").and_then(|node| Some((node.as_text()?, node.span))) {
            Some((to, span)) => entries.push(NavigationEntry { label, to: to.into(), span }),
            None => {
                report.say(item.span, Code::MissingField, "an entry of the navigation has no `to`");
            }
        }
        keys.finish(report);
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn an_address_is_taken_apart() {
        let check = |text: &str, origin: &str, path: &str| {
            assert_eq!(BaseUrl::parse(text), Ok(BaseUrl { origin: origin.into(), path: path.into() }), "{text}");
        };
        check("https://example.org", "https://example.org", "");
        check("https://example.org/", "https://example.org", "");
        check("https://example.org/a/b/", "https://example.org", "/a/b");
        check("http://localhost:8080/x", "http://localhost:8080", "/x");
        check("/sub", "", "/sub");
        check("", "", "");
        for broken in ["example.org", "https://", "https:///x", "https://a.b/\"onload", "ftp://x", "https://x/../y"] {
            assert!(BaseUrl::parse(broken).is_err(), "{broken}");
        }
    }
}
