//! What a mention, an embed or a link in a text leads to.
//!
//! Checks ask here what is wrong with it, and pages ask here what to show, so that both always agree.

use std::borrow::Cow;
use std::ops::Range;

use super::decode::find_file;
use super::entity::Entity;
use super::kind::KindId;
use super::language::LanguageId;
use super::names::Resolved;
use super::{EntityId, Site};
use crate::diag::FileId;
use crate::source::SourceTree;
use crate::syntax::document;
use crate::syntax::markdown::{Body, slug};

/// Where a mention, an embed, a link or an image leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// A thing, and what was written after `#`: a figure's observation, or a heading.
    Entity(EntityId, Option<Cow<'a, str>>),
    /// Things of several kinds have this id.
    Several(Vec<EntityId>),
    /// A thing that is not published.
    Hidden,
    /// A thing that cannot be read, of which its own place tells.
    Faulty,
    /// A file that is copied: its path in the site folder.
    File(String),
    /// A place on the same page.
    Anchor(Cow<'a, str>),
    /// An address of the site itself, such as `/hubs/`, and perhaps more behind it.
    SitePath(&'a str),
    /// An address elsewhere.
    Outside,
    /// An address of a kind that no page may lead to, such as `javascript:`.
    Unsafe,
    /// Nothing has this name.
    Nothing,
}

/// Finds where `[[written]]` leads.
pub fn of_mention<'a>(written: &'a str, site: &Site) -> Target<'a> {
    let (name, heading) = match written.split_once('#') {
        Some((name, heading)) => (name.trim(), Some(Cow::Borrowed(heading.trim()))),
        None => (written.trim(), None),
    };
    match heading {
        Some(heading) if name.is_empty() => Target::Anchor(heading),
        heading => of_resolved(site.resolve(name), heading.filter(|heading| !heading.is_empty())),
    }
}

/// Finds what `![[written]]`, which stands in `file`, shows: what a mention would lead to, or a file.
pub fn of_embed<'a>(written: &'a str, file: FileId, site: &Site, tree: &SourceTree) -> Target<'a> {
    match of_mention(written, site) {
        // An id has no dot, so that the two cannot be confused.
        Target::Nothing => find_file(written, file, tree).map_or(Target::Nothing, Target::File),
        found => found,
    }
}

/// Finds where `[words](url)`, which stands in `file`, leads.
pub fn of_link<'a>(url: &'a str, file: FileId, site: &Site, tree: &SourceTree) -> Target<'a> {
    if let Some(found) = of_scheme(url) {
        return found;
    }
    let (path, heading) = url.split_once('#').map_or((url, None), |(path, heading)| (path, Some(decoded(heading))));
    let path = decoded(path.split('?').next().unwrap_or(path));
    match heading {
        Some(heading) if path.is_empty() => return Target::Anchor(heading),
        _ if path.is_empty() => return Target::Nothing,
        heading => {
            let document = document_at(&path, file, tree).and_then(|found| of_document(&found, site));
            if let Some(found) = document {
                return of_resolved(found, heading.filter(|heading| !heading.is_empty()));
            }
        }
    }
    match find_file(&path, file, tree) {
        Some(path) => Target::File(path),
        None if path.starts_with('/') => Target::SitePath(url),
        None => Target::Nothing,
    }
}

/// Finds what `![alt](url)`, which stands in `file`, shows.
pub fn of_image<'a>(url: &'a str, file: FileId, tree: &SourceTree) -> Target<'a> {
    of_scheme(url).unwrap_or_else(|| find_file(&decoded(url), file, tree).map_or(Target::Nothing, Target::File))
}

/// A part of a thing's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Section<'a> {
    pub language: LanguageId,
    /// The thing's own text, or a chapter's.
    pub body: &'a Body,
    /// Which chapter's, by its position.
    pub chapter: Option<usize>,
    /// Which of its parts.
    pub parts: Range<usize>,
}

/// The part of a thing's text under a heading, for readers of `language`: a heading's anchor or words, or a chapter's name or title.
///
/// A heading is looked for in the language's own text first, then in the others: a translation's headings have other anchors.
pub fn section<'a>(entity: &'a Entity, heading: &str, language: LanguageId) -> Option<Section<'a>> {
    let mut sections = sections(entity, heading);
    let best = sections.iter().position(|section| section.language == language).unwrap_or(0);
    (best < sections.len()).then(|| sections.swap_remove(best))
}

/// The same in every language that has such a heading.
pub fn sections<'a>(entity: &'a Entity, heading: &str) -> Vec<Section<'a>> {
    let wanted = slug(heading);
    let mut found = Vec::new();
    for (language, body) in entity.body.iter().flat_map(|body| body.versions()) {
        found.extend(body.section(heading).map(|parts| Section { language, body, chapter: None, parts }));
    }
    for (at, chapter) in entity.chapters.iter().enumerate() {
        let is_it = *chapter.name == *heading || chapter.title.versions().any(|(_, title)| slug(title) == wanted);
        for (language, body) in chapter.body.versions() {
            let parts = if is_it { Some(0..body.parts.len()) } else { body.section(heading) };
            found.extend(parts.map(|parts| Section { language, body, chapter: Some(at), parts }));
        }
    }
    found
}

fn of_resolved<'a>(resolved: Resolved, heading: Option<Cow<'a, str>>) -> Target<'a> {
    match resolved {
        Resolved::One(entity) => Target::Entity(entity, heading),
        Resolved::Several(several) => Target::Several(several),
        Resolved::Hidden => Target::Hidden,
        Resolved::Faulty => Target::Faulty,
        // A text may name things of any kind.
        Resolved::OtherKind(_) | Resolved::Nothing => Target::Nothing,
    }
}

/// What an address with a scheme or a host leads to; `None` for a path.
fn of_scheme(url: &str) -> Option<Target<'static>> {
    // Browsers skip control characters and spaces before the scheme, and some of them within it.
    let bare: String = url.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    if bare.starts_with("//") {
        return Some(Target::Outside);
    }
    let (scheme, _) = bare.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    let is_safe = ["http", "https", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe));
    is_scheme.then_some(if is_safe { Target::Outside } else { Target::Unsafe })
}

/// Text in which `%20` stands for a space, as plain text; what is not UTF-8 then stays as it is.
pub fn decoded(written: &str) -> Cow<'_, str> {
    if !written.contains('%') {
        return Cow::Borrowed(written);
    }
    let bytes = written.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = written.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).map_or(Cow::Borrowed(written), Cow::Owned)
}

/// The path of the document that a relative link leads to: its file, or, as in an address, the file's path without its ending.
fn document_at(path: &str, file: FileId, tree: &SourceTree) -> Option<String> {
    let folder = tree.path(file).rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = super::decode::join(folder, path).filter(|_| !path.starts_with('/'))?;
    let endings = ["", ".md", ".toml", "/index.md"];
    let candidates = endings.into_iter().map(|ending| format!("{path}{ending}"));
    candidates.into_iter().find(|path| (path.ends_with(".md") || path.ends_with(".toml")) && tree.find(path).is_some())
}

/// What the document in a file of `content/` is about.
fn of_document(path: &str, site: &Site) -> Option<Resolved> {
    let address = document::address(path)?;
    let root = || site.kinds.all().find(|(_, kind)| kind.segment.is_empty()).map(|(id, _)| id);
    let kind: KindId = if address.folder.is_empty() { root() } else { site.kinds.find_folder(address.folder) }?;
    let found = site.resolve(&format!("{}/{}", site.kinds.kind(kind).name, address.id));
    // A table's mapping is a TOML file in a kind's folder too, and no document.
    (found != Resolved::Nothing).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_seen_through_every_disguise() {
        let check = |url: &str, expected: Option<Target<'static>>| assert_eq!(of_scheme(url), expected, "{url}");
        check("../hubs/bdih.md", None);
        check("/hubs/?a=b:c", None);
        check("?a:b", None);
        check("HTTPS://example.org", Some(Target::Outside));
        check("//example.org/", Some(Target::Outside));
        check("javascript:alert(1)", Some(Target::Unsafe));
        check(" Java\tScript:alert(1)", Some(Target::Unsafe));
        check("\u{1}data:text/html,x", Some(Target::Unsafe));
    }

    #[test]
    fn percent_signs_are_read_where_they_mean_something() {
        for (written, plain) in [("a%20b.png", "a b.png"), ("100%", "100%"), ("%zz%41", "%zzA"), ("%ff", "%ff"), ("a%C3%B1o", "año")] {
            assert_eq!(decoded(written), plain);
        }
    }
}
