//! Every file that the reader is owed, and where it lives.
//!
//! **In:** a [`Site`] and the names of the theme's files. **Out:** [`Output`]s. **Never:** renders.

mod address;
pub mod attached;
mod download;
mod own;
mod redirect;
mod social;
mod variant;

use std::collections::HashMap;

pub use address::{Address, home, of_comparison, of_entity, of_kind, of_list, of_media, of_search};
pub use attached::{Attached, Home, Spot, Which};
pub use download::Download;
pub use own::{FEWEST_NEIGHBOURS, Own};
pub use social::SocialCard;
pub use variant::Variant;

use crate::diag::{Code, FileId, Report, Span};
use crate::registry::kind::{KindId, Nature, Pages};
use crate::registry::language::{DEFAULT, LanguageId};
use crate::registry::settings::Search;
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// A file to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Below `output/`, with `/` between the parts.
    pub path: Box<str>,
    pub what: What,
    /// What asks for it, for a fault of its address.
    pub span: Span,
}

/// What a published file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Home {
        entity: Option<EntityId>,
        language: LanguageId,
    },
    Entity {
        entity: EntityId,
        language: LanguageId,
    },
    /// One part of a list; parts are counted from 0.
    List {
        kind: KindId,
        part: usize,
        language: LanguageId,
    },
    Sources {
        kind: KindId,
        language: LanguageId,
    },
    /// What lies beside a figure's page.
    Download {
        figure: EntityId,
        download: Download,
        language: LanguageId,
    },
    /// What lies beside a page for a view on it.
    Attached {
        spot: Spot,
        file: Attached,
        language: LanguageId,
    },
    /// The page on which everything can be searched.
    Search {
        language: LanguageId,
    },
    /// The page on which things stand side by side.
    Comparison {
        language: LanguageId,
    },
    /// What other sites show where somebody links to a page.
    Card {
        card: SocialCard,
        language: LanguageId,
    },
    NotFound,
    Redirect {
        to: Address,
    },
    /// The sitemap, or one of several that it lists, counted from 0.
    Sitemap {
        part: Option<usize>,
    },
    Robots,
    /// What is published of an image.
    Image {
        file: FileId,
        variant: Variant,
    },
    /// A file of the site that is copied as it is.
    Copy {
        file: FileId,
    },
}

impl What {
    /// The language of the page.
    pub fn language(&self) -> LanguageId {
        match self {
            What::Home { language, .. }
            | What::Entity { language, .. }
            | What::List { language, .. }
            | What::Sources { language, .. }
            | What::Search { language }
            | What::Comparison { language }
            | What::Download { language, .. }
            | What::Card { language, .. }
            | What::Attached { language, .. } => *language,
            What::NotFound | What::Redirect { .. } | What::Sitemap { .. } | What::Robots | What::Image { .. } | What::Copy { .. } => {
                DEFAULT
            }
        }
    }

    /// What it is, in terms that outlive this build: pages of two builds with one path need not be of one thing.
    pub fn lasting(&self, site: &Site, tree: &SourceTree) -> String {
        let thing = |entity: EntityId| site.entity(entity).name.to_string();
        let tag = &site.settings.languages.get(self.language()).tag;
        match self {
            What::Home { entity, .. } => format!("home in {tag}: {}", entity.map(thing).unwrap_or_default()),
            What::Entity { entity, .. } => format!("{} in {tag}", thing(*entity)),
            What::List { kind, part, .. } => format!("list of {} in {tag}, part {part}", site.kinds.kind(*kind).name),
            What::Sources { kind, .. } => format!("sources: {} in {tag}", site.kinds.kind(*kind).name),
            What::Download { figure, download, .. } => format!("{} of {} in {tag}", download.place(), thing(*figure)),
            What::Attached { spot: Spot { home, view }, file, .. } => {
                format!("{} of {view:?} in chapter {:?} of {} in {tag}", file.ending(), home.chapter, thing(home.entity))
            }
            What::Search { .. } => format!("search in {tag}"),
            What::Comparison { .. } => format!("comparison in {tag}"),
            What::Card { card: SocialCard::Site, .. } => format!("card of the site in {tag}"),
            What::Card { card: SocialCard::Kind(kind), .. } => format!("card of {} in {tag}", site.kinds.kind(*kind).name),
            What::Card { card: SocialCard::Thing(entity), .. } => format!("card of {} in {tag}", thing(*entity)),
            What::NotFound => "the page for addresses that lead nowhere".into(),
            What::Redirect { to } => format!("redirect to {to}"),
            What::Sitemap { part } => format!("sitemap {part:?}"),
            What::Robots => "robots.txt".into(),
            What::Image { file, variant } => format!("image {}: {}", tree.path(*file), variant.lasting()),
            What::Copy { file } => format!("copy of {}", tree.path(*file)),
        }
    }
}

/// Lists every output but the theme's assets, in the order of their paths; two with one address are reported.
pub fn outputs(site: &Site, tree: &SourceTree, report: &mut Report) -> Vec<Output> {
    let mut outputs = Vec::new();
    let place = Span::start_of(tree.find("sare.toml").unwrap_or(FileId(0)));
    for (language, _) in site.settings.languages.all() {
        pages(site, language, place, &mut outputs);
        download::add(site, language, &mut outputs);
        attached::add(site, language, &mut outputs);
        social::add(site, tree, language, &mut outputs);
    }
    let mut add = |path: &str, what: What| outputs.push(Output { path: path.into(), what, span: place });
    add("404.html", What::NotFound);
    // A site may have a robots.txt of its own.
    if tree.find("static/robots.txt").is_none() {
        add("robots.txt", What::Robots);
    }
    if !site.settings.base_url.origin.is_empty() {
        add("sitemap.xml", What::Sitemap { part: None });
        let parts = listed(site).len().div_ceil(LONGEST_SITEMAP);
        for part in (0..parts).filter(|_| parts > 1) {
            add(&format!("sitemap-{}.xml", part + 1), What::Sitemap { part: Some(part) });
        }
    }
    redirect::add(site, &mut outputs, report);
    variant::add(site, &mut outputs);
    copies(site, tree, &mut outputs);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    report_duplicates(&outputs, tree, report);
    if site.settings.search == Search::On {
        report_in_the_way(&outputs, report);
    }
    outputs
}

fn pages(site: &Site, language: LanguageId, place: Span, outputs: &mut Vec<Output>) {
    let index = index_page(site);
    outputs.push(Output {
        path: home(site, language).file().into(),
        what: What::Home { entity: index, language },
        span: index.map_or(place, |entity| site.entity(entity).span),
    });
    if site.settings.search == Search::On {
        outputs.push(Output { path: of_search(site, language).file().into(), what: What::Search { language }, span: place });
    }
    outputs.push(Output { path: of_comparison(site, language).file().into(), what: What::Comparison { language }, span: place });
    for (id, kind) in site.kinds.all() {
        for part in 0..list_parts(site, id) {
            let Some(address) = of_list(site, id, part, language) else { continue };
            let what = match kind.nature {
                Nature::Source => What::Sources { kind: id, language },
                _ => What::List { kind: id, part, language },
            };
            outputs.push(Output { path: address.file().into(), what, span: place });
        }
        if kind.pages == Pages::None {
            continue;
        }
        for entity in site.of_kind(id).filter(|entity| Some(*entity) != index) {
            let address = of_entity(site, entity, language).file().into();
            outputs.push(Output { path: address, what: What::Entity { entity, language }, span: site.entity(entity).span });
        }
    }
}

/// A list with more things than this is published in parts.
pub const LONGEST_LIST: usize = 500;

/// A sitemap may name no more addresses than 50,000, in up to five languages here.
pub const LONGEST_SITEMAP: usize = 10_000;

/// How many parts a list of so many things has. An empty list is no page: nobody should be led to it.
pub fn parts(count: usize) -> usize {
    count.div_ceil(LONGEST_LIST)
}

fn list_parts(site: &Site, kind: KindId) -> usize {
    let count = site.of_kind(kind).count();
    // All sources stand on one page, so that citations can be looked up.
    if site.kinds.kind(kind).nature == Nature::Source { count.min(1) } else { parts(count) }
}

/// A page that search engines may list, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Home,
    List(KindId, usize),
    Entity(EntityId),
}

impl Listed {
    /// Its address in a language.
    pub fn address(self, site: &Site, language: LanguageId) -> Address {
        match self {
            Listed::Home => home(site, language),
            Listed::List(kind, part) => of_list(site, kind, part, language).unwrap_or_else(|| home(site, language)),
            Listed::Entity(entity) => of_entity(site, entity, language),
        }
    }
}

/// Every page that search engines may list.
pub fn listed(site: &Site) -> Vec<Listed> {
    let index = index_page(site);
    let mut pages = vec![Listed::Home];
    for (id, kind) in site.kinds.all().filter(|(_, kind)| kind.pages != Pages::None) {
        if kind.pages == Pages::All {
            pages.extend((0..list_parts(site, id)).map(|part| Listed::List(id, part)));
        }
        pages.extend(site.of_kind(id).filter(|entity| Some(*entity) != index).map(Listed::Entity));
    }
    pages
}

/// The document that is the home page: `content/index.md`.
pub fn index_page(site: &Site) -> Option<EntityId> {
    let root = site.kinds.all().find(|(_, kind)| kind.segment.is_empty()).map(|(id, _)| id)?;
    site.of_kind(root).find(|entity| &*site.entity(*entity).id == "index")
}

/// Files of `content/` that are neither documents nor images, and everything in `static/`.
fn copies(site: &Site, tree: &SourceTree, outputs: &mut Vec<Output>) {
    for file in &*site.media {
        let path = of_media(site, tree.path(*file));
        outputs.push(Output { path: path.into(), what: What::Copy { file: *file }, span: Span::start_of(*file) });
    }
    for (file, source) in tree.files() {
        if let Some(path) = source.path.strip_prefix("static/") {
            outputs.push(Output { path: path.into(), what: What::Copy { file }, span: Span::start_of(file) });
        }
    }
}

fn report_duplicates(outputs: &[Output], tree: &SourceTree, report: &mut Report) {
    let mut first: HashMap<String, &Output> = HashMap::new();
    for output in outputs {
        // Some file systems, and some people, do not tell capitals from small letters.
        if let Some(earlier) = first.insert(output.path.to_lowercase(), output) {
            // The fault is of the one that can be moved.
            let (stays, moves) = if rank(earlier) <= rank(output) { (earlier, output) } else { (output, earlier) };
            let address = output.path.strip_suffix("index.html").unwrap_or(&output.path);
            let found = report.say(moves.span, Code::DuplicateAddress, format!("two things would have the address /{address}"));
            match &stays.what {
                What::Home { .. } | What::Entity { .. } | What::Redirect { .. } | What::Image { .. } | What::Copy { .. } => {
                    found
                        .label(stays.span, "the other one")
                        .help(format!("change one of them; the other is in {}", tree.path(stays.span.file)));
                }
                What::List { .. } | What::Sources { .. } => {
                    found.help("a list of things is there; give this another name");
                }
                What::Search { .. }
                | What::Comparison { .. }
                | What::NotFound
                | What::Robots
                | What::Sitemap { .. }
                | What::Download { .. }
                | What::Attached { .. }
                | What::Card { .. } => {
                    found.help("Sare writes a file of its own there; give this another name");
                }
            }
        }
    }
}

/// The folder of the search index, of which nobody else knows the files' names.
pub const INDEX: &str = "pagefind/";

/// Reports what would lie in the folder of the search index.
fn report_in_the_way(outputs: &[Output], report: &mut Report) {
    for output in outputs.iter().filter(|output| output.path.get(..INDEX.len()).is_some_and(|start| start.eq_ignore_ascii_case(INDEX))) {
        report
            .say(output.span, Code::DuplicateAddress, format!("/{} lies where the search index is", output.path))
            .help("give this another name; or write `search = \"off\"` in sare.toml, and there is no search");
    }
}

/// Where an output stands among those that want one address: what follows from the kinds stays, then pages, then files, then redirects.
fn rank(output: &Output) -> (u8, Span) {
    let rank = match output.what {
        What::List { .. }
        | What::Sources { .. }
        | What::Search { .. }
        | What::Comparison { .. }
        | What::NotFound
        | What::Robots
        | What::Sitemap { .. } => 0,
        What::Home { .. } | What::Entity { .. } | What::Download { .. } | What::Attached { .. } | What::Card { .. } => 1,
        What::Image { .. } | What::Copy { .. } => 2,
        What::Redirect { .. } => 3,
    };
    (rank, output.span)
}
