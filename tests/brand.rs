//! What a site looks like from outside: how heavy its pages are, that each has the sheets it needs, its icons and cards, another theme,
//! and tokens that cannot get out of their style sheet.

#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use sare::Options;
use scraper::{Html, Selector};
use site::{copy_of, output_of, put, repository};

type Files = BTreeMap<String, Vec<u8>>;

/// The heaviest that a page may be with its sheets and scripts, compressed, without its images.
const MOST: usize = 60 * 1024;

/// The repository's own site, built once.
fn own_site() -> &'static Files {
    static BUILT: OnceLock<Files> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = copy_of(repository());
        build(folder.path());
        output_of(folder.path())
    })
}

fn build(root: &Path) -> sare::Built {
    let built = sare::build(root, &Options::default()).expect("the folder can be read and written");
    assert!(built.outcome.is_some(), "{:?}", built.report);
    built
}

/// A small site with these files.
fn small(files: &[(&str, &str)]) -> (tempfile::TempDir, sare::Built) {
    let folder = tempfile::tempdir().expect("there is room");
    let plain = [("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\nsummary = \"A hub.\"\n+++\n# Hello\n")];
    for (path, text) in plain.iter().chain(files) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("there is room");
        put(&path, text.as_bytes());
    }
    let built = sare::build(folder.path(), &Options::default()).expect("it can be read");
    (folder, built)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is text")
}

/// How many bytes a server sends.
fn packed(bytes: &[u8]) -> usize {
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len() + 18
}

/// What a page loads: its sheets and scripts.
fn loads(page: &Html) -> Vec<String> {
    let all = Selector::parse("link[rel=stylesheet], script[src]").expect("it is a selector");
    let address = |element: scraper::ElementRef<'_>| element.attr("href").or(element.attr("src")).map(str::to_owned);
    page.select(&all).filter_map(address).map(|address| address.trim_start_matches('/').to_owned()).collect()
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, Html)> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html") && !path.ends_with("/embed/index.html"));
    pages.map(|(path, bytes)| (&**path, Html::parse_document(text(bytes))))
}

#[test]
fn a_page_of_a_thing_is_light() {
    let files = own_site();
    let mut heaviest: Vec<(usize, &str)> = Vec::new();
    let mut loaded: BTreeMap<String, usize> = BTreeMap::new();
    for (path, page) in pages(files) {
        let mut weight = packed(&files[path]);
        for address in loads(&page) {
            weight += *loaded
                .entry(address)
                .or_insert_with_key(|address| packed(files.get(address).unwrap_or_else(|| panic!("{path}: {address}"))));
        }
        heaviest.push((weight, path));
    }
    heaviest.sort_unstable();
    heaviest.reverse();
    // `cargo test --test brand -- --nocapture` shows what a change of the sheets has cost.
    println!("sheets and scripts: {loaded:#?}");
    let middle = heaviest[heaviest.len() / 2].0;
    println!("half of {} pages weigh less than {middle}; the heaviest:", heaviest.len());
    heaviest.iter().take(12).for_each(|(weight, path)| println!("{weight:>8} {path}"));
    let is_list = |path: &str| path.trim_end_matches("index.html").trim_matches('/').split('/').filter(|part| part.len() > 2).count() < 2;
    let too_heavy: Vec<_> = heaviest.iter().filter(|(weight, path)| *weight > MOST && !is_list(path)).collect();
    assert!(too_heavy.is_empty(), "{too_heavy:?}");
}

/// The classes that only one of the theme's sheets knows, by that sheet.
fn own_classes() -> BTreeMap<String, BTreeSet<String>> {
    let mut by_sheet: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(repository().join("themes/eko/assets")).expect("the theme is there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_none_or(|ending| ending != "css") {
            continue;
        }
        let css = std::fs::read_to_string(&path).expect("it is text");
        let css: String = css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect();
        let part_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        let names = css.split('.').skip(1).map(|rest| rest.split(|letter| !part_of_name(letter)).next().unwrap_or_default());
        let names = names.filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic())).map(str::to_owned);
        let name = path.file_stem().and_then(|name| name.to_str()).expect("its name is plain").to_owned();
        by_sheet.insert(name, names.collect());
    }
    let all = by_sheet.clone();
    for (sheet, classes) in &mut by_sheet {
        classes.retain(|class| all.iter().all(|(other, known)| other == sheet || !known.contains(class)));
    }
    by_sheet
}

#[test]
fn every_page_has_the_sheets_that_it_needs_and_no_others() {
    let files = own_site();
    let classes = own_classes();
    let on_demand = ["pictures", "maps", "networks", "timelines", "schedules", "landscape"];
    let any = Selector::parse("[class]").expect("it is a selector");
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (path, page) in pages(files) {
        let linked = loads(&page);
        let given: BTreeSet<&str> = page.select(&any).flat_map(|element| element.value().classes()).collect();
        for sheet in on_demand {
            let needs: Vec<&str> = given.iter().copied().filter(|class| classes[sheet].contains(*class)).collect();
            let is_linked = linked.iter().any(|address| address.starts_with(&format!("assets/{sheet}.")));
            assert!(is_linked || needs.is_empty(), "{path} lacks {sheet}.css for {needs:?}");
            if is_linked {
                seen.insert(sheet);
            }
        }
        assert!(!text(&files[path]).contains("<!--needed-->"), "{path}");
        if !text(&files[path]).contains("class=\"pictures") && !text(&files[path]).contains("sparkline") {
            assert!(linked.iter().all(|address| !address.contains("charts.")), "{path} has a script for nothing");
        }
    }
    assert_eq!(seen, on_demand.into_iter().collect(), "the site shows views of every sort");
}

#[test]
fn every_page_tells_other_sites_what_it_is() {
    let files = own_site();
    let meta = |page: &Html, name: &str| {
        let selector = Selector::parse(&format!("meta[property='{name}'], meta[name='{name}']")).expect("it is a selector");
        page.select(&selector).next().and_then(|element| element.attr("content")).map(str::to_owned)
    };
    let mut cards = 0;
    for (path, page) in pages(files).filter(|(path, bytes)| *path != "404.html" && bytes.html().contains("rel=\"canonical\"")) {
        if page.html().contains("http-equiv=\"refresh\"") {
            continue;
        }
        let image = meta(&page, "og:image").unwrap_or_else(|| panic!("{path} has no card"));
        let card = image.strip_prefix("https://example.org/").unwrap_or_else(|| panic!("{image}"));
        let bytes = files.get(card).unwrap_or_else(|| panic!("{path}: {card} is not there"));
        assert_eq!(&bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "{card} is 1200 by 630");
        assert!(meta(&page, "og:image:alt").is_some_and(|alt| !alt.is_empty()), "{path}");
        assert_eq!(meta(&page, "twitter:card").as_deref(), Some("summary_large_image"));
        assert!(meta(&page, "og:locale").is_some_and(|locale| ["en_GB", "es_ES", "eu_ES"].contains(&&*locale)), "{path}");
        cards += 1;
    }
    assert!(cards > 100);
    let news = files.iter().find(|(path, _)| path.starts_with("news/") && path.matches('/').count() == 2 && path.ends_with("index.html"));
    let page = Html::parse_document(text(news.expect("there is news").1));
    assert_eq!(meta(&page, "og:type").as_deref(), Some("article"));
    // Nobody tells on which day it was published, so nothing is said of it.
    assert_eq!(meta(&page, "article:published_time"), None);
    let hub = Html::parse_document(text(&files["hubs/bdih/index.html"]));
    assert_eq!(meta(&hub, "og:type").as_deref(), Some("website"));
    assert_eq!(meta(&hub, "article:published_time"), None);
}

#[test]
fn icons_are_there_and_named_by_every_page() {
    let files = own_site();
    let home = text(&files["index.html"]);
    for name in ["favicon.", "apple-touch-icon.", "site."] {
        let path = files.keys().find(|path| path.starts_with(&format!("assets/{name}"))).unwrap_or_else(|| panic!("{name}"));
        assert!(home.contains(path.as_str()), "{path}");
    }
    let manifest = files.iter().find(|(path, _)| path.ends_with(".webmanifest")).expect("there is a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(manifest.1).expect("it is JSON");
    for icon in manifest["icons"].as_array().expect("it has icons") {
        let path = format!("assets/{}", icon["src"].as_str().expect("an icon has a file"));
        assert!(files.contains_key(&path), "{path}");
    }
    assert!(home.contains("<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#ffffff\">"));
}

#[test]
fn another_theme_dresses_the_same_pages() {
    let folder = copy_of(repository());
    let settings = std::fs::read_to_string(folder.path().join("sare.toml")).expect("it is there");
    put(&folder.path().join("sare.toml"), settings.replace("theme = \"eko\"", "theme = \"arbel\"").as_bytes());
    let built = build(folder.path());
    let themes: Vec<_> = built.report.iter().filter(|found| built.tree.path(found.span.file).starts_with("themes/")).collect();
    assert!(themes.is_empty(), "{themes:?}");
    let (own, other) = (own_site(), output_of(folder.path()));
    let pages = |files: &Files| files.keys().filter(|path| path.ends_with(".html")).cloned().collect::<Vec<_>>();
    assert_eq!(pages(own), pages(&other));
    let sheet =
        |files: &Files| text(files.iter().find(|(path, _)| path.starts_with("assets/styles.")).expect("every page has it").1).to_owned();
    let slate = sheet(&other);
    assert!(slate.contains("--accent: #a0370b") && slate.contains("--radius: 0rem") && slate.contains("--slate:"), "{slate:.400}");
    // What it does not set is that of the theme which it rests on, and what follows from its accent follows.
    assert!(slate.contains("--logo-ground: #ffffff") && !slate.contains("#86d3c5") && !slate.contains("#0b5a54"));
    assert!(slate.len() > sheet(own).len());
    assert!(text(&other["hubs/bdih/index.html"]).contains("class=\"site-footer-title\""));
}

#[test]
fn a_site_brings_its_own_brand() {
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\"><rect width=\"120\" height=\"40\"/></svg>";
    let theme = "logo = { light = \"logo.svg\", dark = \"night.svg\", alone = true }\nicon = \"logo.svg\"\nwidth = \"60rem\"\n\
                 [colours]\naccent = \"#8a1538\"\n[fonts]\nsans = \"Own, sans-serif\"\n\
                 [[fonts.files]]\nfamily = \"Own\"\nfile = \"own.woff2\"\nweight = \"100 900\"\n[[fonts.files]]\nfamily = \"Own\"\nfile = \"f/it.woff2\"\nstyle = \"italic\"\n";
    let (folder, built) = small(&[
        ("sare.toml", "title = \"Net & Co\"\n"),
        ("themes/eko/theme.toml", theme),
        ("themes/eko/assets/logo.svg", logo),
        ("themes/eko/assets/night.svg", logo),
        ("themes/eko/assets/own.woff2", "font"),
        ("themes/eko/assets/custom.css", "body { color: red }\n"),
        ("static/f/it.woff2", "font"),
    ]);
    assert!(built.report.iter().next().is_none(), "{:?}", built.report);
    let files = output_of(folder.path());
    let home = text(&files["index.html"]);
    let sheet = text(files.iter().find(|(path, _)| path.starts_with("assets/styles.")).expect("it is there").1);
    for wanted in ["--accent: #8a1538", "--wide: 60rem", "--sans: \"Own\",sans-serif", "font-weight: 100 900", "url(\"../f/it.woff2\")"] {
        assert!(sheet.contains(wanted), "{wanted} is not in {sheet:.1500}");
    }
    assert!(sheet.contains("url(\"../assets/own."));
    assert!(
        home.contains("alt=\"Net &amp; Co\" width=\"120\" height=\"40\"") && home.contains("(prefers-color-scheme: dark)\"><img"),
        "{home}"
    );
    assert!(home.contains("type=\"image/svg+xml\"") && !files.keys().any(|path| path.contains("favicon") && path.ends_with(".svg")));
    // The site's own sheet comes last, and nobody knows an address without a host.
    let last = home.rfind("rel=\"stylesheet\"").map(|at| &home[at..at + 60]).expect("there are sheets");
    assert!(last.contains("custom."), "{last}");
    assert!(!home.contains("og:image") && !files.keys().any(|path| path.ends_with("card.png")));
}

#[test]
fn tokens_stay_in_their_style_sheet() {
    for hostile in
        ["red; } body{ display: none", "#fff } body{", "url(https://x.example/)", "\\\"; } a{", "</style><script>", "/*", "var(--x)"]
    {
        let theme = format!(
            "width = \"{hostile}\"\nmeasure = \"{hostile}\"\nradius = \"{hostile}\"\n[colours]\naccent = \"{hostile}\"\n\
             [fonts]\nserif = \"{hostile}\"\n[[fonts.files]]\nfamily = \"{hostile}\"\nfile = \"own.woff2\"\nweight = \"{hostile}\"\n"
        );
        let (folder, built) = small(&[("sare.toml", "title = \"Net\"\n"), ("themes/eko/theme.toml", &theme), ("static/own.woff2", "font")]);
        assert!(built.outcome.is_none(), "{hostile} is told of");
        drop(folder);
        // A file may be called as it likes.
        let theme = "[[fonts.files]]\nfamily = \"Own\"\nfile = 'a\"); } body{x.woff2'\n";
        let (folder, _) = small(&[("themes/eko/theme.toml", theme), ("static/a\"); } body{x.woff2", "font")]);
        let files = output_of(folder.path());
        let sheet = text(files.iter().find(|(path, _)| path.starts_with("assets/tokens.")).expect("it is there").1);
        assert!(!sheet.contains("body{") && sheet.contains("%22%29%3B"), "{sheet}");
    }
}

#[test]
fn cards_are_for_those_whom_the_site_says() {
    let members = "id,title\na,Alder\nb,Birch\n";
    let check = |cards: &str, expected: &[&str]| {
        let settings = format!("title = \"Net\"\nbase_url = \"https://example.org/\"\nsources = \"optional\"\n{cards}");
        let (folder, _) = small(&[("sare.toml", &settings), ("content/organisations/members.csv", members)]);
        let files = output_of(folder.path());
        let found: Vec<&str> = files.keys().map(|path| &**path).filter(|path| path.ends_with("card.png")).collect();
        assert_eq!(found, expected, "{cards}");
        let row = text(&files["organisations/a/index.html"]);
        assert_eq!(row.contains("https://example.org/organisations/card.png"), cards.is_empty(), "{cards}");
    };
    let plain = ["card.png", "hubs/bdih/card.png", "hubs/card.png", "organisations/card.png"];
    check("", &plain);
    check("[sharing]\ncards = \"none\"\n", &[]);
    let all = [
        "card.png",
        "hubs/bdih/card.png",
        "hubs/card.png",
        "organisations/a/card.png",
        "organisations/b/card.png",
        "organisations/card.png",
    ];
    check("[sharing]\ncards = \"all\"\n", &all);
}

#[test]
fn a_card_is_drawn_anew_only_when_its_words_change() {
    let settings = "title = \"Net\"\nbase_url = \"https://example.org/\"\nsources = \"optional\"\n";
    let (folder, _) = small(&[("sare.toml", settings), ("content/hubs/other.md", "+++\ntitle = \"Other\"\n+++\n# Other\n")]);
    std::fs::create_dir_all(folder.path().join("themes/eko")).expect("there is room");
    let cards = |page: &str, text: &str| {
        put(&folder.path().join(page), text.as_bytes());
        let built = sare::build(folder.path(), &Options::default()).expect("it can be read");
        let Some(sare::output::Outcome::Done(changes)) = built.outcome else { panic!("it is built") };
        assert!(!changes.written.is_empty());
        let cards = changes.written.iter().filter(|path| path.ends_with("card.png"));
        cards.map(|path| path.to_string()).collect::<Vec<_>>()
    };
    let hub = |title: &str, text: &str| format!("+++\ntitle = \"{title}\"\nsummary = \"A hub.\"\n+++\n# {text}\n");
    assert_eq!(cards("content/hubs/bdih.md", &hub("BDIH", "Goodbye")), Vec::<String>::new());
    assert_eq!(cards("content/hubs/bdih.md", &hub("The hub", "Goodbye")), ["hubs/bdih/card.png"]);
    let all = ["card.png", "hubs/bdih/card.png", "hubs/card.png", "hubs/other/card.png"];
    assert_eq!(cards("themes/eko/theme.toml", "[colours]\naccent = \"#8a1538\"\n"), all);
}
