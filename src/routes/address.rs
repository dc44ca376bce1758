//! Addresses inside the site: from a thing's name alone, so that no edit can move it.

use crate::registry::kind::{KindId, Pages};
use crate::registry::language::{DEFAULT, LanguageId};
use crate::registry::{EntityId, Site};

/// An address inside the site, without the sub-path that the site may be published under: it starts with a slash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Box<str>);

impl Address {
    /// An address as an editor writes it; `None` if it cannot be one.
    pub fn parse(written: &str) -> Option<Address> {
        let path = written.strip_prefix('/')?;
        let is_plain = |part: &str| {
            !matches!(part, "." | "..") && part.chars().all(|letter| !letter.is_control() && !"\\?#%\"<>|*: ".contains(letter))
        };
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        let is_right = parts.iter().all(|part| is_plain(part) && !part.is_empty() && part.len() <= 200) || path.is_empty();
        is_right.then(|| Address(written.into()))
    }

    /// The address as a link has it, below the site's sub-path.
    pub fn link(&self, site: &Site) -> String {
        format!("{}{}", site.settings.base_url.path, self.0)
    }

    /// The address with scheme and host; `None` where the site does not know where it is published.
    pub fn absolute(&self, site: &Site) -> Option<String> {
        let base = &site.settings.base_url;
        (!base.origin.is_empty()).then(|| format!("{}{}{}", base.origin, base.path, self.0))
    }

    /// The file that serves this address, below `output/`.
    pub fn file(&self) -> String {
        let path = &self.0[1..];
        let last = path.rsplit('/').next().unwrap_or_default();
        match last {
            "" => format!("{path}index.html"),
            file if file.contains('.') => path.to_owned(),
            _ => format!("{path}/index.html"),
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// The first page in a language.
pub fn home(site: &Site, language: LanguageId) -> Address {
    Address(format!("{}/", prefix(site, language)).into())
}

/// The page on which everything can be searched in a language.
pub fn of_search(site: &Site, language: LanguageId) -> Address {
    Address(format!("{}/search/", prefix(site, language)).into())
}

/// A thing's page, whether or not its kind has pages.
pub fn of_entity(site: &Site, entity: EntityId, language: LanguageId) -> Address {
    let thing = site.entity(entity);
    let segment = &site.kinds.kind(thing.kind).segment;
    let prefix = prefix(site, language);
    Address(match (&**segment, &*thing.id) {
        ("", "index") => format!("{prefix}/").into(),
        ("", id) => format!("{prefix}/{id}/").into(),
        (segment, id) => format!("{prefix}/{segment}/{id}/").into(),
    })
}

/// Something that lies below a thing's page.
pub fn below_entity(site: &Site, entity: EntityId, language: LanguageId, place: &str) -> Address {
    Address(format!("{}{place}", of_entity(site, entity, language)).into())
}

/// The list of a kind; `None` if it has none.
pub fn of_kind(site: &Site, kind: KindId, language: LanguageId) -> Option<Address> {
    let kind = site.kinds.kind(kind);
    (kind.pages == Pages::All).then(|| Address(format!("{}/{}/", prefix(site, language), kind.segment).into()))
}

/// The page on which things stand side by side.
pub fn of_comparison(site: &Site, language: LanguageId) -> Address {
    Address(format!("{}/compare/", prefix(site, language)).into())
}

/// One part of the list of a kind, counted from 0; `None` if the kind has no list.
pub fn of_list(site: &Site, kind: KindId, part: usize, language: LanguageId) -> Option<Address> {
    let first = of_kind(site, kind, language)?;
    // An id has no slash and a list part two, so that no thing can have this address.
    Some(if part == 0 { first } else { Address(format!("{first}page/{}/", part + 1).into()) })
}

/// Where a file of `content/` is published: under its kind's segment, where it lies beside documents of a kind.
pub fn of_media(site: &Site, path: &str) -> String {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let Some((folder, rest)) = below.split_once('/') else { return below.to_owned() };
    match site.kinds.find_folder(folder).map(|kind| &*site.kinds.kind(kind).segment) {
        Some("") => rest.to_owned(),
        Some(segment) => format!("{segment}/{rest}"),
        None => below.to_owned(),
    }
}

/// The default language has no prefix.
fn prefix(site: &Site, language: LanguageId) -> String {
    match language {
        DEFAULT => String::new(),
        language => format!("/{}", site.settings.languages.get(language).tag),
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_served_by_a_file() {
        let check = |written: &str, file: Option<&str>| {
            assert_eq!(Address::parse(written).map(|address| address.file()).as_deref(), file, "{written}");
        };
        check("/", Some("index.html"));
        check("/old/", Some("old/index.html"));
        check("/old", Some("old/index.html"));
        check("/old/page.html", Some("old/page.html"));
        for broken in ["old", "/../x", "/a/../b", "//x", "/a//b", "/a?b", "/a b", "/a\\b", "/./a"] {
            check(broken, None);
        }
    }
}
