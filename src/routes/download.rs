//! What lies beside a figure's page, to be taken away.

use super::{Address, Output, What, address};
use crate::registry::kind::{Nature, Pages};
use crate::registry::language::{DEFAULT, LanguageId};
use crate::registry::{EntityId, Site};

/// A form in which a figure can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Download {
    /// The picture, with its title and its sources in it.
    Picture,
    /// A row for each observation.
    Table,
    /// Everything that is known, in all languages.
    Data,
    /// A page for the frames of other sites.
    Embed,
    /// The figure as BibTeX has it.
    Citation,
}

impl Download {
    /// All of them.
    pub const ALL: [Download; 5] = [Download::Picture, Download::Table, Download::Data, Download::Embed, Download::Citation];

    /// Where it lies below its figure's page.
    pub fn place(self) -> &'static str {
        match self {
            Download::Picture => "figure.svg",
            Download::Table => "data.csv",
            Download::Data => "data.json",
            Download::Embed => "embed/",
            Download::Citation => "cite.bib",
        }
    }

    /// The language of what is read on a page of `language`: the data are one file for all of them, whatever has words to be read is not.
    pub fn language(self, language: LanguageId) -> LanguageId {
        match self {
            Download::Data => DEFAULT,
            Download::Picture | Download::Table | Download::Embed | Download::Citation => language,
        }
    }

    /// Its address for readers of a language.
    pub fn address(self, site: &Site, figure: EntityId, language: LanguageId) -> Address {
        address::below_entity(site, figure, self.language(language), self.place())
    }
}

/// Adds what lies beside the pages of figures.
pub fn add(site: &Site, language: LanguageId, outputs: &mut Vec<Output>) {
    let figures = site.kinds.all().filter(|(_, kind)| kind.nature == Nature::Figure && kind.pages != Pages::None);
    for figure in figures.flat_map(|(kind, _)| site.of_kind(kind)) {
        for download in Download::ALL.into_iter().filter(|download| download.language(language) == language) {
            let path = download.address(site, figure, language).file().into();
            outputs.push(Output { path, what: What::Download { figure, download, language }, span: site.entity(figure).span });
        }
    }
}
