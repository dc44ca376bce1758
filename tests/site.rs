//! The repository's own report as its readers get it: every page leads somewhere, says what it is, and asks no one else for anything.

#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sare::Options;
use sare::diag::short::short;
use sare::registry::settings::BaseUrl;
use scraper::{ElementRef, Html, Selector};
use site::{copy_of, output_of, put, repository};

/// A built site: its pages parsed, its other files by their paths.
struct Built {
    pages: BTreeMap<String, Html>,
    files: BTreeSet<String>,
    /// The path that the site is published under.
    base: String,
}

fn build(root: &Path, base_url: &str) -> Built {
    let base_url = BaseUrl::parse(base_url).expect("it is an address");
    let base = base_url.path.to_string();
    let options = Options { base_url: Some(base_url), ..Options::default() };
    let built = sare::build(root, &options).expect("the site can be read and written");
    let said: String = built.report.sorted().iter().map(|found| short(found, &built.tree)).collect();
    assert_eq!(said, "", "the site has nothing wrong with it");
    let output = output_of(root);
    let files = output.keys().cloned().collect();
    let pages = output.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages = pages.map(|(path, bytes)| (path.clone(), Html::parse_document(&String::from_utf8_lossy(bytes)))).collect();
    Built { pages, files, base }
}

#[test]
fn the_repositorys_own_report_is_sound() {
    let folder = copy_of(repository());
    let built = build(folder.path(), "https://example.org/net");
    let mut faults = Vec::new();
    for (path, page) in &built.pages {
        let mut say = |what: String| faults.push(format!("{path}: {what}"));
        check_head(path, page, &mut say);
        check_ids(page, &mut say);
        check_parts(page, &mut say);
        check_addresses(path, page, &built, &mut say);
    }
    for language in ["", "es/", "eu/"] {
        assert!(built.pages.contains_key(&format!("{language}index.html")), "there is no home page in {language}");
        assert!(built.pages.keys().filter(|path| path.starts_with(language)).count() > 50, "there are few pages in {language}");
    }
    faults.truncate(40);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn former_names_and_addresses_lead_on() {
    let folder = copy_of(&repository().join("tests/golden/languages"));
    let page = folder.path().join("content/organisations/tecnalia.md");
    let text = std::fs::read_to_string(&page).expect("it is there");
    put(&page, text.replacen("+++\n", "+++\nformer_ids = [\"inasmet\"]\nredirect_from = [\"/old/lab/\", \"/lab.html\"]\n", 1).as_bytes());
    // What that site shows of a translation that is out of date is no matter here.
    let translation = folder.path().join("content/hubs/bdih.eu.md");
    let text = std::fs::read_to_string(&translation).expect("it is there");
    put(&translation, text.replace("translates = \"00000000\"\n", "").as_bytes());
    let built = build(folder.path(), "https://example.org/sub/path");
    let leads = |from: &str, to: &str| {
        let page = built.pages.get(from).unwrap_or_else(|| panic!("there is no {from}"));
        let refresh = page.select(&selector("meta[http-equiv=refresh]")).next().and_then(|meta| meta.attr("content"));
        assert_eq!(refresh, Some(&*format!("0; url=/sub/path{to}")), "{from}");
        assert_eq!(page.select(&selector("link[rel=canonical]")).count(), 1, "{from}");
        assert!(page.select(&selector("a")).any(|link| link.attr("href") == Some(&format!("/sub/path{to}"))), "{from}");
    };
    leads("organisations/inasmet/index.html", "/organisations/tecnalia/");
    leads("es/organisations/inasmet/index.html", "/es/organisations/tecnalia/");
    leads("old/lab/index.html", "/organisations/tecnalia/");
    leads("lab.html", "/organisations/tecnalia/");
}

fn check_head(path: &str, page: &Html, say: &mut dyn FnMut(String)) {
    let count = |what: &str| page.select(&selector(what)).count();
    let title = page.select(&selector("head > title")).next().map(|title| title.text().collect::<String>());
    if title.is_none_or(|title| title.trim().is_empty()) {
        say("it has no title".into());
    }
    if page.root_element().attr("lang").is_none_or(str::is_empty) {
        say("it does not say its language".into());
    }
    if !page.select(&selector("meta[http-equiv=Content-Security-Policy]")).any(|policy| policy.attr("content").is_some()) {
        say("it has no policy".into());
    }
    let is_redirect = count("meta[http-equiv=refresh]") > 0;
    if path != "404.html" && count("link[rel=canonical]") != 1 {
        say("it does not say its address".into());
    }
    if !is_redirect && count("h1") != 1 {
        say(format!("it has {} first headings", count("h1")));
    }
    // What stands in frames of other sites says by its address which page it is part of.
    let is_framed = path.ends_with("/embed/index.html");
    if !is_redirect && !is_framed && path != "404.html" && count("link[rel=alternate][hreflang]") < 3 {
        say("it does not name its other languages".into());
    }
}

fn check_ids(page: &Html, say: &mut dyn FnMut(String)) {
    let mut seen = BTreeSet::new();
    for id in page.select(&selector("[id]")).filter_map(|element| element.attr("id")) {
        if !seen.insert(id) {
            say(format!("the id {id} is given twice"));
        }
    }
    let pointing = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
    for element in page.select(&selector("[aria-labelledby], [aria-describedby], [aria-controls], [for]")) {
        for id in pointing.iter().filter_map(|name| element.attr(name)).flat_map(str::split_whitespace) {
            if !seen.contains(id) {
                say(format!("nothing has the id {id}, which an element points to"));
            }
        }
    }
}

fn check_parts(page: &Html, say: &mut dyn FnMut(String)) {
    for image in page.select(&selector("img:not([alt])")) {
        say(format!("an image has no words: {:?}", image.attr("src")));
    }
    for inline in page.select(&selector("style, [style], script:not([src]):not([type='application/ld+json'])")) {
        say(format!("it has an inline <{}>", inline.value().name()));
    }
    for element in page.select(&selector("*")) {
        if let Some((name, _)) = element.value().attrs().find(|(name, _)| name.starts_with("on")) {
            say(format!("it has the attribute {name}"));
        }
    }
    for empty in page
        .select(&selector("a[href], button, h1, h2, h3, h4, caption, figcaption, th[scope=col], dt, summary"))
        .filter(|it| is_silent(*it))
    {
        say(format!("an empty {}", &empty.html().chars().take(80).collect::<String>()));
    }
}

/// Has an element nothing to say to anyone?
fn is_silent(element: ElementRef<'_>) -> bool {
    let words: String = element.text().collect();
    words.trim().is_empty()
        && element.attr("aria-label").is_none()
        && element.select(&selector("img[alt]:not([alt='']), svg, [aria-label]")).next().is_none()
}

/// Follows every address: inside the site to a file and its anchor, outside by links only.
fn check_addresses(path: &str, page: &Html, built: &Built, say: &mut dyn FnMut(String)) {
    for element in page.select(&selector("[href], [src], [srcset], [poster]")) {
        let name = element.value().name();
        if element.attr("srcset").is_some() || element.attr("poster").is_some() {
            say("it has pictures that this test does not look at".into());
        }
        let Some(address) = element.attr("href").or_else(|| element.attr("src")) else { continue };
        let relation = element.attr("rel").unwrap_or_default();
        let may_leave = name == "a" || (name == "link" && (relation == "canonical" || relation == "alternate"));
        if address.contains("://") || address.starts_with("//") {
            if !may_leave {
                say(format!("it asks another host for {address}"));
            }
            let own = address.strip_prefix("https://example.org");
            if name == "link" && own.is_none_or(|own| target(path, own, built).is_none()) {
                say(format!("{address} is no page of this site"));
            }
            continue;
        }
        if address.starts_with("mailto:") || address.starts_with("tel:") {
            continue;
        }
        let (file, anchor) = address.split_once('#').map_or((address, None), |(file, anchor)| (file, Some(anchor)));
        match (target(path, file, built), anchor) {
            (None, _) => say(format!("{address} leads nowhere")),
            (Some(to), Some(anchor)) if !has_anchor(built, &to, anchor) => say(format!("{address} leads to no place on its page")),
            _ => {}
        }
    }
}

/// The file that serves an address.
fn target(from: &str, address: &str, built: &Built) -> Option<String> {
    if address.is_empty() {
        return Some(from.to_owned());
    }
    let below = address.strip_prefix(&built.base)?.strip_prefix('/')?;
    let file = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() };
    built.files.contains(&file).then_some(file)
}

fn has_anchor(built: &Built, path: &str, anchor: &str) -> bool {
    built.pages.get(path).is_some_and(|page| page.select(&selector("[id]")).any(|element| element.attr("id") == Some(anchor)))
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|_| panic!("{text}"))
}
