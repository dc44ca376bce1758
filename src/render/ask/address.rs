//! What a page asks of addresses: the settings and names decide them, so that no question but that for the settings is noted.

use super::{Asked, Window};
use crate::registry::EntityId;
use crate::registry::language::{Direction, LanguageId};
use crate::render::encoded;
use crate::render::search;
use crate::routes::{self, Address, Attached, Download, Home, Listed, SocialCard};

impl Window {
    /// The address of a copied file.
    pub fn media_url(&self, path: &str) -> String {
        self.asked_settings.set(true);
        self.press.media_url(path)
    }

    /// A language's tag.
    pub fn tag(&self, language: LanguageId) -> &str {
        self.asked_settings.set(true);
        &self.press.site.settings.languages.get(language).tag
    }

    /// Which way the page's language is written.
    pub fn direction(&self) -> Direction {
        self.settings().languages.get(self.language).direction
    }

    /// The attributes of an element in a language, as far as the page's own do not say the same.
    pub fn lang_attributes(&self, language: LanguageId) -> String {
        match language == self.language {
            true => String::new(),
            false => {
                let other = self.settings().languages.get(language);
                let dir = if other.direction == self.direction() { String::new() } else { format!(" dir=\"{}\"", other.direction.word()) };
                format!(" lang=\"{}\"{dir}", other.tag)
            }
        }
    }

    /// Where a page is in a language, which its name and the settings decide.
    pub fn address(&self, page: Listed, language: LanguageId) -> Address {
        self.asked_settings.set(true);
        page.address(&self.press.site, language)
    }

    /// Where things stand side by side, for readers of a language.
    pub fn comparison(&self, language: LanguageId) -> Address {
        self.asked_settings.set(true);
        routes::of_comparison(&self.press.site, language)
    }

    /// Where something lies that can be taken away of a figure.
    pub fn download(&self, figure: EntityId, download: Download) -> Address {
        self.download_in(figure, download, self.language)
    }

    /// The same for readers of any language.
    pub fn download_in(&self, figure: EntityId, download: Download, language: LanguageId) -> Address {
        self.asked_settings.set(true);
        download.address(&self.press.site, figure, language)
    }

    /// Where a file of a view lies.
    pub fn attached(&self, home: Home, anchor: &str, file: Attached) -> Address {
        self.asked_settings.set(true);
        routes::attached::address(&self.press.site, home, anchor, file, self.language)
    }

    /// Where everything can be searched.
    pub fn search(&self, language: LanguageId) -> Address {
        self.asked_settings.set(true);
        routes::of_search(&self.press.site, language)
    }

    /// In how many parts the site is indexed for search.
    pub fn parts_of_index(&self) -> usize {
        for (kind, _) in self.kinds().all() {
            self.log(Asked::Count(kind));
        }
        search::parts(&self.press.site)
    }

    /// An address as a link has it.
    pub fn link(&self, address: &Address) -> String {
        self.asked_settings.set(true);
        address.link(&self.press.site)
    }

    /// An address with scheme and host, where the site knows them.
    pub fn absolute(&self, address: &Address) -> Option<String> {
        self.asked_settings.set(true);
        address.absolute(&self.press.site)
    }

    /// The card that other sites show of a page; nothing where the site has none.
    pub fn social_card(&self, page: Listed) -> Option<SocialCard> {
        self.asked_settings.set(true);
        if let Listed::Entity(entity) = page {
            // Whether it is a row of a table is told by where it is written.
            self.log(Asked::Thing(entity));
        }
        SocialCard::of(&self.press.site, &self.press.tree, page)
    }

    /// The absolute address of a card.
    pub fn social_card_url(&self, card: SocialCard) -> String {
        let base = &self.settings().base_url;
        format!("{}{}/{}", base.origin, base.path, encoded(&card.path(&self.press.site, self.language)))
    }

    /// Every page that search engines may list.
    pub fn listed(&self) -> Vec<Listed> {
        for (kind, _) in self.kinds().all() {
            self.log(Asked::OfKind(kind));
        }
        routes::listed(&self.press.site)
    }

    /// The site's sub-path and the page's language, as an address begins.
    pub fn prefix(&self) -> String {
        self.link(&self.address(Listed::Home, self.language)).trim_end_matches('/').to_owned()
    }
}
