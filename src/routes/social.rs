//! The cards that other sites show where somebody links to a page: which page has which, and where it lies.

use super::{Listed, Output, What, home, index_page, of_entity, of_list};
use crate::diag::Span;
use crate::registry::kind::{KindId, Pages};
use crate::registry::language::LanguageId;
use crate::registry::settings::Cards;
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// What a card is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocialCard {
    /// The site as a whole.
    Site,
    Kind(KindId),
    Thing(EntityId),
}

/// Of a kind with more things than this nobody shares each: they share one card, so that a large site is built as quickly without it.
const MOST_OF_A_KIND: usize = 500;

impl SocialCard {
    /// The card of a page; nothing where the site has none. An address without a host leads nowhere from elsewhere.
    pub fn of(site: &Site, tree: &SourceTree, page: Listed) -> Option<SocialCard> {
        let settings = &site.settings;
        if settings.cards == Cards::Nothing || settings.base_url.origin.is_empty() {
            return None;
        }
        let of_kind = |kind: KindId| {
            let is_listed = site.kinds.kind(kind).pages == Pages::All;
            if is_listed { SocialCard::Kind(kind) } else { SocialCard::Site }
        };
        Some(match page {
            Listed::Home => SocialCard::Site,
            Listed::List(kind, _) => of_kind(kind),
            Listed::Entity(entity) => {
                let thing = site.entity(entity);
                let is_row = !tree.path(thing.span.file).ends_with(".md") && !tree.path(thing.span.file).ends_with(".toml");
                let shares = is_row || site.of_kind(thing.kind).nth(MOST_OF_A_KIND).is_some();
                if shares && settings.cards == Cards::Documents { of_kind(thing.kind) } else { SocialCard::Thing(entity) }
            }
        })
    }

    /// Where it lies below `output/`: beside the page that it is of.
    pub fn path(self, site: &Site, language: LanguageId) -> String {
        let page = match self {
            SocialCard::Site => home(site, language),
            SocialCard::Kind(kind) => of_list(site, kind, 0, language).unwrap_or_else(|| home(site, language)),
            SocialCard::Thing(entity) => of_entity(site, entity, language),
        };
        let file = page.file();
        format!("{}card.png", file.strip_suffix("index.html").unwrap_or(&file))
    }
}

/// Adds every card in a language.
pub fn add(site: &Site, tree: &SourceTree, language: LanguageId, outputs: &mut Vec<Output>) {
    let index = index_page(site);
    let kinds = site.kinds.all().filter(|(id, kind)| kind.pages == Pages::All && site.of_kind(*id).next().is_some());
    let things = site.kinds.all().filter(|(_, kind)| kind.pages != Pages::None);
    let things = things.flat_map(|(id, _)| site.of_kind(id)).filter(|entity| Some(*entity) != index);
    let pages = [Listed::Home].into_iter().chain(kinds.map(|(id, _)| Listed::List(id, 0))).chain(things.map(Listed::Entity));
    for page in pages {
        // A row has no card of its own, but that of its kind.
        let own = match (SocialCard::of(site, tree, page), page) {
            (Some(card @ SocialCard::Thing(entity)), _) => Some((card, site.entity(entity).span)),
            (Some(card), Listed::Home | Listed::List(..)) => {
                Some((card, Span::start_of(tree.find("sare.toml").unwrap_or(crate::diag::FileId(0)))))
            }
            _ => None,
        };
        if let Some((card, span)) = own {
            outputs.push(Output { path: card.path(site, language).into(), what: What::Card { card, language }, span });
        }
    }
}
