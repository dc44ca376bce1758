//! Pages and files that tell of no thing: the page for a wrong address, redirects, and what search engines read.

use serde::Serialize;

use super::{Head, Page, Search, begin, end, home_crumb};
use crate::registry::kind::{Nature, Pages};
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

/// The page on which things stand side by side; without a script it leads to the lists of them.
pub fn comparison(window: &Window) -> Page {
    let title = window.formats().strings().get("comparison", &[]);
    let address = |language| window.comparison(language);
    let breadcrumbs = vec![home_crumb(window), Entry { title: title.clone(), url: String::new() }];
    let head = Head { template: "compare.html", title: &title, description: "", address: &address, breadcrumbs, search: Search::Listed };
    let mut page = begin(window, head);
    let listed = window.kinds().all().filter(|(_, kind)| kind.pages == Pages::All && kind.nature == Nature::Thing);
    let lists = listed.map(|(id, kind)| List {
        kind: &kind.name,
        title: in_language(&kind.plural, window.language),
        url: window.link(&window.address(Listed::List(id, 0), window.language)),
        count: window.count(id),
    });
    page.context.insert("lists", &lists.filter(|list| list.count > 1).collect::<Vec<_>>());
    end(&mut page, window, &Apparatus::default());
    page
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

fn hidden(window: &Window, template: &str, title: &str, address: &dyn Fn(crate::registry::language::LanguageId) -> Address) -> Page {
    let head = Head { template, title, description: "", address, breadcrumbs: Vec::new(), search: Search::Hidden };
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
