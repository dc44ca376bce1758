//! Pages and files that tell of no thing: the page for a wrong address, redirects, and what search engines read.

use serde::Serialize;

use super::{Head, Page, Search, begin, end, home_crumb};
use crate::registry::kind::{Kind, KindId, Nature, Pages};
use crate::registry::language::LanguageId;
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::frame::Entry;
use crate::routes::{self, Address, Listed};

/// The page for an address that leads nowhere.
pub fn not_found(window: &Window) -> Page {
    let title = window.formats().strings().get("not-found-title", &[]);
    let address = |language| window.address(Listed::Home, language);
    hidden(window, "404.html", &title, &address)
}

/// The page on which everything can be searched; without a script it leads to the lists of everything.
pub fn search(window: &Window) -> Page {
    let mut page = begin_tool(window, ("search.html", "search"), &|language| window.search(language));
    page.context.insert("lists", &lists(window, |_, count| count > 0));
    page.context.insert("index", &format!("{}/{}", window.settings().base_url.path, routes::INDEX));
    page.context.insert("parts", &window.parts_of_index());
    end(&mut page, window, &Apparatus::default());
    page
}

/// The page on which things stand side by side; without a script it leads to the lists of them.
pub fn comparison(window: &Window) -> Page {
    let mut page = begin_tool(window, ("compare.html", "comparison"), &|language| window.comparison(language));
    page.context.insert("lists", &lists(window, |nature, count| nature == Nature::Thing && count > 1));
    end(&mut page, window, &Apparatus::default());
    page
}

/// A page on which readers do something: its template, and the message that is its title.
fn begin_tool(window: &Window, (template, title): (&str, &str), address: &dyn Fn(LanguageId) -> Address) -> Page {
    let title = window.formats().strings().get(title, &[]);
    let breadcrumbs = vec![home_crumb(window), Entry { title: title.clone(), url: String::new() }];
    begin(window, Head { template, title: &title, description: "", address, breadcrumbs, search: Search::Tool, shown_in: Vec::new() })
}

/// The lists of the site, as far as their kind and their length are wanted.
fn lists<'w>(window: &'w Window, is_wanted: impl Fn(Nature, usize) -> bool) -> Vec<List<'w>> {
    let listed = window.kinds().all().filter(|(_, kind)| kind.pages == Pages::All);
    let list = |(id, kind): (KindId, &'w Kind)| List {
        kind: &kind.name,
        title: in_language(&kind.plural, window.language),
        url: window.link(&window.address(Listed::List(id, 0), window.language)),
        count: window.count(id),
    };
    listed.filter(|(id, kind)| is_wanted(kind.nature, window.count(*id))).map(list).collect()
}

/// A list of everything of a kind.
#[derive(Serialize)]
struct List<'a> {
    kind: &'a str,
    title: &'a str,
    url: String,
    count: usize,
}

/// A page that leads on to another.
pub fn redirect(window: &Window, to: &Address) -> Page {
    let title = window.formats().strings().get("moved-title", &[]);
    let address = |_| to.clone();
    let mut page = hidden(window, "redirect.html", &title, &address);
    let target = window.link(to);
    page.context.insert("canonical", &window.absolute(to).unwrap_or_else(|| target.clone()));
    page.context.insert("target", &target);
    page
}

fn hidden(window: &Window, template: &str, title: &str, address: &dyn Fn(LanguageId) -> Address) -> Page {
    let head = Head { template, title, description: "", address, breadcrumbs: Vec::new(), search: Search::Hidden, shown_in: Vec::new() };
    let mut page = begin(window, head);
    end(&mut page, window, &Apparatus::default());
    page
}

/// What crawlers may read: everything.
pub fn robots(window: &Window) -> String {
    let sitemap = window.settings().base_url.origin.is_empty();
    let base = &window.settings().base_url;
    let line = if sitemap { String::new() } else { format!("Sitemap: {}{}/sitemap.xml\n", base.origin, base.path) };
    format!("User-agent: *\nAllow: /\n{line}")
}

/// The site's pages with their languages; of a very large site the list of such lists, and the lists.
pub fn sitemap(window: &Window, part: Option<usize>) -> String {
    let pages = window.listed();
    let settings = window.settings();
    let absolute = |address: &Address| window.absolute(address).unwrap_or_default();
    let parts = pages.len().div_ceil(routes::LONGEST_SITEMAP).max(1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if parts > 1 && part.is_none() {
        out.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for number in 0..parts {
            let base = &settings.base_url;
            out.push_str(&format!("<sitemap><loc>{}{}/sitemap-{}.xml</loc></sitemap>\n", base.origin, base.path, number + 1));
        }
        out.push_str("</sitemapindex>\n");
        return out;
    }
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for page in pages.chunks(routes::LONGEST_SITEMAP).nth(part.unwrap_or(0)).unwrap_or_default() {
        let addresses: Vec<(String, Address)> =
            settings.languages.all().map(|(language, it)| (it.tag.to_string(), window.address(*page, language))).collect();
        let alternates: String = match addresses.len() {
            1 => String::new(),
            _ => addresses
                .iter()
                .map(|(tag, address)| format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", absolute(address)))
                .collect(),
        };
        for (_, address) in &addresses {
            out.push_str(&format!("<url><loc>{}</loc>{alternates}</url>\n", absolute(address)));
        }
    }
    out.push_str("</urlset>\n");
    out
}
