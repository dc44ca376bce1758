//! Pages from what the site says, in the words of a language.
//!
//! **In:** a theme, and what a page asks of the site through its window. **Out:** bytes, and what was asked. **Never:** reads the site
//! behind the window's back.

mod apparatus;
pub mod ask;
mod body;
pub mod card;
mod chart;
mod embed;
mod export;
mod field;
mod fingerprint;
pub mod format;
pub mod frame;
mod function;
mod html;
mod icon;
mod images;
pub mod kept;
mod landscape;
pub mod letters;
mod map;
mod margin;
mod network;
mod page;
pub mod pictures;
mod piece;
mod png;
mod reading;
mod relation;
mod schedule;
pub mod search;
mod social;
mod span;
pub mod strings;
pub mod theme;
mod timeline;
mod view;

use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use crate::diag::Report;
use crate::registry::language::LanguageId;
use crate::registry::{EntityId, Site};
use crate::routes::{self, Output, Variant, What};
use crate::source::SourceTree;
use ask::{Reads, Window};
use card::Card;
use frame::Frame;
use images::Studio;
use pictures::map::Atlas;
use piece::PieceStore;
use theme::Theme;

/// Everything that pages are printed from: the site, the theme, and what many pages share.
pub struct Press {
    site: Arc<Site>,
    tree: Arc<SourceTree>,
    pub theme: Arc<Theme>,
    frames: Arc<Vec<Frame>>,
    /// By language and thing; made when first shown.
    cards: Arc<Vec<Vec<OnceLock<Card>>>>,
    pieces: PieceStore,
    studio: Arc<Studio>,
    atlas: Arc<Atlas>,
    /// A hash of sare.toml and the kind files.
    settings_stamp: u64,
}

/// The line in the head of every page by which it can be told from other people's.
pub const SIGN: &str = "<meta name=\"generator\" content=\"Sare\">";

/// A finished file.
pub struct Rendered {
    pub bytes: Vec<u8>,
    pub report: Report,
    window: Rc<Window>,
}

impl Rendered {
    /// What the page asked, for those who keep it; files that are no pages ask nothing.
    pub fn reads(&self) -> Reads {
        self.window.reads()
    }
}

impl Press {
    /// Makes a press ready.
    pub fn new(site: Arc<Site>, tree: Arc<SourceTree>, theme: Theme) -> Press {
        let count = site.entities().count();
        let languages: Vec<LanguageId> = site.settings.languages.all().map(|(id, _)| id).collect();
        Press {
            frames: Arc::new(languages.iter().map(|language| Frame::of(&site, *language)).collect()),
            cards: Arc::new(languages.iter().map(|_| (0..count).map(|_| OnceLock::new()).collect()).collect()),
            pieces: PieceStore::default(),
            studio: Arc::default(),
            atlas: Arc::default(),
            settings_stamp: fingerprint::of_settings(&tree, &site.settings.base_url),
            site,
            tree,
            theme: Arc::new(theme),
        }
    }

    /// A press for the same site with some texts rewritten: what is made of facts alone is taken over.
    pub fn retold(&self, site: Arc<Site>, tree: Arc<SourceTree>) -> Press {
        Press {
            site,
            tree,
            theme: self.theme.clone(),
            frames: self.frames.clone(),
            cards: self.cards.clone(),
            pieces: PieceStore::default(),
            studio: self.studio.clone(),
            atlas: Arc::default(),
            settings_stamp: self.settings_stamp,
        }
    }

    /// Prints one output. A copied file has no bytes of its own here.
    pub fn print(self: &Arc<Press>, output: &Output) -> Rendered {
        let language = output.what.language();
        let window = Rc::new(Window::new(self.clone(), language));
        let mut report = Report::default();
        let bytes = function::looking_through(&window, || page::print(&window, output, &mut report));
        Rendered { bytes, report, window }
    }

    /// Looks for what is wrong with an output, and hands nothing over.
    pub fn attempt(self: &Arc<Press>, output: &Output) -> Report {
        match output.what {
            What::Image { file, variant: Variant::Whole } => self.try_image(self.tree.path(file)),
            What::Image { .. } => Report::default(),
            _ => self.print(output).report,
        }
    }

    /// An output of which the bytes are known, as if it had been printed.
    pub fn known(self: &Arc<Press>, output: &Output, bytes: Vec<u8>) -> Rendered {
        let window = Rc::new(Window::new(self.clone(), output.what.language()));
        if let What::Image { file, .. } = output.what {
            window.shown(self.tree.path(file));
        }
        Rendered { bytes, report: Report::default(), window }
    }

    /// The site itself, for those who do not print.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The site's files.
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// What is the same on every page of a language.
    fn frame(&self, language: LanguageId) -> &Frame {
        &self.frames[language.0 as usize]
    }

    fn card(&self, id: EntityId, language: LanguageId) -> &Card {
        self.cards[language.0 as usize][id.0 as usize].get_or_init(|| Card::of(self, id, language))
    }

    /// The address of a file of `content/` or `static/` that is copied.
    fn media_url(&self, path: &str) -> String {
        let path = match path.strip_prefix("static/") {
            Some(below) => below.to_owned(),
            None => routes::of_media(&self.site, path),
        };
        format!("{}/{}", self.site.settings.base_url.path, encoded(&path))
    }
}

/// A path as an address has it: what is not plain is written as `%xx`.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
