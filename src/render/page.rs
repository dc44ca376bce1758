//! Whole pages: which template each output needs, and what the template is given.

mod embed;
mod entity;
mod figure;
mod headline;
mod here;
mod list;
mod plain;
pub mod reckoned;
mod sharing;

pub use figure::downloads;
pub use list::group_places;

use serde::Serialize;
use tera::{Context, Value};

use super::apparatus::Apparatus;
use super::ask::Window;
use super::export;
use super::frame::Entry;
use super::function::NEEDED;
use super::images;
use super::piece::{Menu, MenuEntry};
use super::social;
use crate::diag::Report;
use crate::registry::language::LanguageId;
use crate::registry::settings;
use crate::routes::{Address, Download, Listed, Output, What};
use sharing::Sharing;

/// What pages may load, whatever stands in them: nothing inline, and nothing from elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The same where the site can be searched: the search library is a program in WebAssembly.
const POLICY_WITH_SEARCH: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The templates of pages that stand alone, without the header from which one searches.
const WITHOUT_HEADER: [&str; 2] = ["embed.html", "redirect.html"];

/// Prints an output.
pub fn print(window: &Window, output: &Output, report: &mut Report) -> Vec<u8> {
    let page = match &output.what {
        What::Home { entity, .. } => entity::home(window, *entity),
        What::Entity { entity, .. } => entity::page(window, *entity),
        What::List { kind, part, .. } => list::page(window, *kind, *part),
        What::Sources { kind, .. } => list::sources(window, *kind),
        What::Search { .. } => plain::search(window),
        What::Comparison { .. } => plain::comparison(window),
        What::NotFound => plain::not_found(window),
        What::Redirect { to } => plain::redirect(window, to),
        What::Download { figure, download, .. } => match download {
            Download::Table => return export::table(window, *figure),
            Download::Data => return export::data(window, *figure),
            Download::Citation => return export::citation::bibtex(window, *figure),
            Download::Picture => return export::picture(window, *figure),
            Download::Embed => embed::page(window, *figure),
        },
        What::Attached { spot, file, .. } => return export::attached(window, *spot, *file),
        What::Card { card, .. } => return social::print(window, *card),
        What::Sitemap { part } => return plain::sitemap(window, *part).into_bytes(),
        What::Robots => return plain::robots(window).into_bytes(),
        What::Image { file, variant } => return images::print(window, window.tree().path(*file), *variant, report),
        // Copied files are not printed.
        What::Copy { .. } => return Vec::new(),
    };
    let rendered = window.theme().tera.render(&page.template, &page.context);
    let framed = window.framed();
    let faults_of_frame = framed.iter().flat_map(|pieces| &pieces.faults);
    for fault in rendered.as_ref().err().into_iter().chain(&window.faults()).chain(faults_of_frame) {
        window.theme().report(fault, window.tree(), report);
    }
    with_needed(rendered.unwrap_or_default(), window).into_bytes()
}

/// The page with the sheets and scripts that its parts have asked for, where its head has a place for them.
fn with_needed(page: String, window: &Window) -> String {
    let Some(at) = page.find(NEEDED) else { return page };
    let needed = window.needed();
    let mut out = String::with_capacity(page.len() + 128 * needed.len());
    out.push_str(&page[..at]);
    let base = &window.settings().base_url.path;
    let lines = needed.iter().filter_map(|name| window.theme().asset(name)).map(|asset| match asset.path.ends_with(".js") {
        true => format!("<script type=\"module\" src=\"{base}/{}\"></script>", asset.path),
        false => format!("<link rel=\"stylesheet\" href=\"{base}/{}\">", asset.path),
    });
    out.push_str(&lines.collect::<Vec<_>>().join("\n"));
    out.push_str(&page[at + NEEDED.len()..]);
    out
}

/// A page before its template is filled.
struct Page {
    template: String,
    context: Context,
}

#[derive(Serialize)]
struct PageView<'a> {
    title: &'a str,
    description: &'a str,
    lang: &'a str,
    dir: &'a str,
    path: String,
    canonical: String,
    alternates: Vec<Alternate<'a>>,
    breadcrumbs: Vec<Entry>,
    template: &'a str,
    noindex: bool,
    sharing: Sharing,
    csp: &'a str,
}

#[derive(Serialize)]
struct Alternate<'a> {
    lang: &'a str,
    label: String,
    url: String,
    absolute: String,
    current: bool,
    /// The language in which its text is shown, where it is not translated.
    fallback: &'a str,
}

/// What a page says of itself in its head.
struct Head<'a> {
    template: &'a str,
    title: &'a str,
    description: &'a str,
    /// Its address in each language.
    address: &'a dyn Fn(LanguageId) -> Address,
    breadcrumbs: Vec<Entry>,
    search: Search,
    /// The languages in which the page has no text of its own, and those in which it shows it instead.
    shown_in: Vec<(LanguageId, LanguageId)>,
}

/// May search engines list the page?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Search {
    Listed(Listed),
    /// A page of the site's own, on which readers do something.
    Tool,
    Hidden,
}

impl Search {
    /// What page it is shown as where somebody links to it, if it may be found: a tool as the site.
    fn page(self) -> Option<Listed> {
        match self {
            Search::Listed(page) => Some(page),
            Search::Tool => Some(Listed::Home),
            Search::Hidden => None,
        }
    }
}

/// Begins a page: the pieces of its text may ask for `page` from here on.
fn begin(window: &Window, head: Head<'_>) -> Page {
    let own = (head.address)(window.language);
    let tag = window.tag(window.language);
    let alternate = |(language, it): (LanguageId, &'_ crate::registry::language::Language)| {
        let address = (head.address)(language);
        Alternate {
            lang: window.tag(language),
            label: it.name.to_string(),
            fallback: head.shown_in.iter().find(|(here, _)| *here == language).map_or("", |(_, real)| window.tag(*real)),

            url: window.link(&address),
            absolute: window.absolute(&address).unwrap_or_else(|| window.link(&address)),
            current: language == window.language,
        }
    };
    let listed = !matches!(head.search, Search::Hidden);
    let alternates = if listed { window.settings().languages.all().map(alternate).collect() } else { Vec::new() };
    let path = window.link(&own);
    let can_search = window.settings().search == settings::Search::On && !WITHOUT_HEADER.contains(&head.template);
    let view = PageView {
        title: head.title,
        description: head.description,
        lang: tag,
        dir: window.direction().word(),
        canonical: window.absolute(&own).filter(|_| listed).unwrap_or_default(),
        alternates,
        breadcrumbs: head.breadcrumbs,
        template: head.template,
        noindex: !listed,
        csp: if can_search { POLICY_WITH_SEARCH } else { CONTENT_SECURITY_POLICY },
        sharing: sharing::of(window, head.search.page()),
        path,
    };
    let home = window.link(&window.address(Listed::Home, window.language));
    let is_current = |url: &str| url == view.path || (url != home && url.ends_with('/') && view.path.starts_with(url));
    let menu = window.frame().menu.iter().map(|entry| {
        let Entry { title, url } = entry;
        MenuEntry { title, url, current: is_current(url), here: *url == view.path }
    });
    let menu = Menu { menu: menu.collect(), at_home: view.path == home };
    let mut context = Context::new();
    let value = Value::from_serializable(&view);
    window.begin(value.clone());
    context.insert_value("page", value);
    context.insert_value("site", window.frame().site.clone());
    context.insert_value("theme", window.theme().look.clone());
    let pieces = window.pieces(&menu);
    context.insert_value("menu", pieces.menu.clone());
    context.insert_value("frame", pieces.value.clone());
    Page { template: head.template.to_owned(), context }
}

/// Adds what the page carries below its text, once everything else is written.
fn end(page: &mut Page, window: &Window, apparatus: &Apparatus) {
    page.context.insert("citations", &apparatus.citations(window));
    page.context.insert("footnotes", &apparatus.footnotes);
}

/// The first page, as breadcrumbs begin.
fn home_crumb(window: &Window) -> Entry {
    let url = window.link(&window.address(Listed::Home, window.language));
    Entry { title: window.formats().strings().get("home", &[]), url }
}
