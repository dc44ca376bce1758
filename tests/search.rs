//! Search as its readers have it: what is indexed, how often, and how it is found by keyboard alone in Chromium.

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "the preview's tests use more of it")]
mod browser;
#[path = "support/preview.rs"]
#[expect(dead_code, reason = "the preview's tests use more of it")]
mod preview;
#[path = "support/site.rs"]
#[expect(dead_code, reason = "other tests build the repository itself")]
mod site;

use std::path::Path;

use browser::{Browser, Tab};
use preview::Preview;
use sare::Options;
use sare::output::Outcome;
use sare::registry::language::DEFAULT;
use sare::render::search::{Reach, reach, records};
use sare::session::Session;
use serde_json::{Value, json};

#[test]
fn every_language_has_an_index_with_nothing_in_it_that_is_not_needed() {
    let folder = laid_out();
    build(folder.path());
    let output = site::output_of(folder.path());
    let names: Vec<&str> = output.keys().filter_map(|path| path.strip_prefix("pagefind/")).collect();
    for language in ["en", "es", "eu"] {
        assert!(names.contains(&&*format!("wasm.{language}.pagefind")), "{names:?}");
        assert!(names.iter().any(|name| name.starts_with(&format!("pagefind.{language}_"))), "{names:?}");
    }
    let is_known = |name: &str| name.contains(".pf_") || name.starts_with("wasm.e") || name.ends_with("entry.json");
    let program: Vec<&&str> = names.iter().filter(|name| !is_known(name)).collect();
    assert_eq!(program, [&"pagefind-worker.js", &"pagefind.js"]);
    let entry: Value = serde_json::from_slice(&output["pagefind/pagefind-entry.json"]).expect("it is JSON");
    assert_eq!(
        entry["languages"].as_object().map(|languages| languages.keys().cloned().collect()),
        Some(vec!["en".to_owned(), "es".into(), "eu".into()])
    );
    assert_eq!(entry["languages"]["eu"]["page_count"], json!(7));
    assert!(String::from_utf8_lossy(&output["eu/search/index.html"]).contains("data-index=\"/pagefind/\""));
}

#[test]
fn the_same_site_has_the_same_index() {
    let (one, other) = (laid_out(), laid_out());
    build(one.path());
    build(other.path());
    assert_eq!(site::output_of(one.path()), site::output_of(other.path()));
}

#[test]
fn what_is_found_in_a_language_is_indexed_anew_and_nothing_else() {
    let folder = laid_out();
    build(folder.path());
    let written = |path: &str, change: &dyn Fn(&str) -> String| {
        let place = folder.path().join(path);
        let text = change(&std::fs::read_to_string(&place).expect("it can be read"));
        site::put(&place, text.as_bytes());
        let written = build(folder.path());
        let fresh = site::copy_of(folder.path());
        build(fresh.path());
        assert_eq!(site::output_of(folder.path()), site::output_of(fresh.path()), "after {path}");
        written.into_iter().filter(|path| path.starts_with("pagefind/")).collect::<Vec<String>>()
    };
    assert_eq!(written("content/hubs/zentroa.md", &|text| format!("{text}\n\n")), [""; 0]);
    assert_eq!(written("themes/eko/assets/search.css", &|text| format!("{text}\n")), [""; 0]);
    let basque = written("content/hubs/zentroa.eu.md", &|text| text.replace("ibaietako", "mendietako"));
    assert!(!basque.is_empty(), "the Basque text is found");
    assert!(basque.iter().all(|path| path.contains("eu_") || path.ends_with("entry.json")), "{basque:?}");
    let all = written("content/hubs/zentroa.md", &|text| text.replace("ZNT", "ZTR"));
    assert!(["en_", "es_", "eu_"].iter().all(|tag| all.iter().any(|path| path.contains(tag))), "{all:?}");
}

#[test]
fn an_index_that_somebody_damaged_is_made_again() {
    let folder = laid_out();
    build(folder.path());
    let before = site::output_of(folder.path());
    for path in ["pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.eu.pagefind"] {
        std::fs::remove_file(folder.path().join("output").join(path)).expect("it is there");
        build(folder.path());
        assert_eq!(site::output_of(folder.path()), before, "without {path}");
    }
}

#[test]
fn a_site_without_search_has_no_trace_of_it() {
    let folder = laid_out();
    build(folder.path());
    let settings = folder.path().join("sare.toml");
    let text = std::fs::read_to_string(&settings).expect("it can be read");
    site::put(&settings, format!("search = \"off\"\n{text}").as_bytes());
    build(folder.path());
    let output = site::output_of(folder.path());
    assert!(output.keys().all(|path| !path.starts_with("pagefind/") && !path.contains("search/")), "{:?}", output.keys());
    let home = String::from_utf8_lossy(&output["index.html"]).into_owned();
    assert!(!home.contains("search-link") && !home.contains("wasm-unsafe-eval"), "{home}");
}

#[test]
fn where_there_is_little_room_what_was_written_comes_before_rows() {
    let folder = laid_out();
    let text = "Many words about what this member does, and for whom. ".repeat(40);
    let rows: String = (1..=9).map(|at| format!("member-{at},Member {at},M{at},\"{text}\"\n")).collect();
    put(folder.path(), "content/organisations/members.csv", &format!("id,title,aliases,body\n{rows}"));
    let session = Session::open(folder.path(), &[], &Options::default()).expect("it can be read");
    let press = session.newest().press.clone();
    let of = |room: usize| records(&press, DEFAULT, room);
    let whole =
        |room: usize| of(room).iter().filter(|record| record.text.is_some()).map(|record| record.title.to_string()).collect::<Vec<_>>();

    let nothing = of(0);
    assert_eq!(nothing.len(), 16);
    assert!(nothing.iter().all(|record| record.text.iter().flatten().next().is_none()));
    let member = nothing.iter().find(|record| &*record.title == "Member 3").expect("every page has a record");
    assert_eq!((&*member.kind, &*member.address, &member.names), ("Organisations", "organisations/member-3/", &vec!["M3".into()]));
    let documents = ["Length of the river", "Zentroa", "Rivers", "About", "Gipuzkoa", "Basque Country", "The river"];
    let some = whole(6_000);
    assert!(documents.iter().all(|title| some.iter().any(|found| found == title)), "{some:?}");
    assert!(some.len() < 16 && some.len() > documents.len(), "{some:?}");
    assert_eq!(whole(1_000_000).len(), 16);
    assert_eq!(reach(&of(6_000)), Reach { pages: 16, whole: some.len() });
}

#[test]
fn what_is_found_is_what_readers_see() {
    let folder = laid_out();
    let session = Session::open(folder.path(), &[], &Options::default()).expect("it can be read");
    let all = records(&session.newest().press, DEFAULT, 1_000_000);
    let of = |title: &str| all.iter().find(|record| &*record.title == title).expect("it has a record");
    let river = of("The river").text.as_deref().expect("there is room");
    let sections: Vec<(&str, &str)> = river.iter().map(|section| (&*section.heading, &*section.text)).collect();
    let mouth = "Here the river is widest, and the river is 87 kilometre long.";
    assert_eq!(sections, [("", "It goes on and on until it meets the sea at last."), ("The mouth", mouth)]);
    assert_eq!(of("Zentroa").facts, "Gipuzkoa · Basque Country");
    assert_eq!(&*of("Zentroa").ids, "zentroa old-centre");
    assert!(of("Length of the river").facts.contains("2024 87 kilometre"), "{}", of("Length of the river").facts);
    assert_eq!(&*of("About").address, "about/");
    assert_eq!(&*of("Rivers").address, "");
}

#[test]
fn search_is_used_by_keyboard_alone() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("reports/river/"));
    let asked = "performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname).filter(path => /pagefind|finder|search.*css/.test(path))";
    assert_eq!(tab.evaluate(asked), json!([]), "nothing is fetched before it is wanted");
    key(&tab, "/");
    tab.wait_for("document.activeElement?.matches('dialog[open] .finder-words') ?? false");
    tab.type_text("cybersecurity gipuz");
    tab.wait_for("document.querySelectorAll('dialog .finder-result').length > 0");
    assert_eq!(status(&tab), json!("1 result"));
    tab.press("ArrowDown");
    assert_eq!(tab.evaluate("document.activeElement.textContent"), json!("Zentroa"));
    tab.press("ArrowUp");
    assert_eq!(tab.evaluate("document.activeElement.matches('.finder-words')"), json!(true));
    tab.press("Escape");
    assert_eq!(tab.evaluate("document.querySelector('dialog').open"), json!(false));
    key(&tab, "/");
    tab.wait_for("document.querySelector('dialog').open");
    tab.press("ArrowDown");
    key(&tab, "Enter");
    tab.wait_for("location.pathname === '/hubs/zentroa/' && document.readyState === 'complete'");
    assert_quiet(&tab);
}

#[test]
fn other_names_endings_and_letters_without_accents_are_found() {
    let Some((browser, preview)) = start() else { return };
    let check = |page: &str, words: &str, expected: &[&str]| {
        let tab = browser.open(&preview.address(&format!("{page}?q={words}")));
        tab.wait_for("document.querySelector('.finder-status').textContent !== ''");
        tab.wait_for("document.querySelector('.finder-status').textContent.match(/\\d/) !== null || document.querySelectorAll('.finder-result').length > 0");
        let titles = tab.evaluate("[...document.querySelectorAll('.finder-result > a:first-child')].map(link => link.textContent)");
        assert_eq!(titles, json!(expected), "{words}");
        assert_quiet(&tab);
    };
    check("search/", "ZNT", &["Zentroa"]);
    check("search/", "old-centre", &["Zentroa"]);
    check("es/search/", "innovacion", &["Zentroa"]);
    check("es/search/", "innovaci%C3%B3n", &["Zentroa"]);
    check("eu/search/", "ibaia", &["Zentroa"]);
    check("eu/search/", "ibaien", &["Zentroa"]);
    check("search/", "87", &["Length of the river", "The river"]);
    // Nothing has both; what has one is shown.
    check("search/", "cybersecurity+salmon", &["Zentroa"]);
    check("search/", "gipuskoa", &["Gipuzkoa", "Zentroa"]);
}

#[test]
fn results_stand_by_kind_and_can_be_shared() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("search/?q=river"));
    tab.wait_for("document.querySelectorAll('.finder-result').length > 1");
    let kinds = tab.evaluate("[...document.querySelectorAll('.finder-kind')].map(head => head.textContent).sort()");
    assert_eq!(kinds, json!(["Figures 1", "Pages 1", "Reports 1"]));
    assert_eq!(tab.evaluate("document.querySelector('.finder-section')?.getAttribute('href')"), json!("/reports/river/#the-mouth"));
    tab.evaluate("document.querySelector('.finder-words').select()");
    tab.type_text("salmonella");
    tab.wait_for("document.querySelector('.finder-status').textContent.includes('salmonella')");
    tab.wait_for("document.querySelectorAll('.finder-result').length === 0 && !document.querySelector('.finder-otherwise').hidden");
    assert_eq!(tab.evaluate("location.search"), json!("?q=salmonella"));
    assert_quiet(&tab);
}

#[test]
fn the_preview_finds_what_was_saved() {
    let Some((browser, preview)) = start() else { return };
    let tab = browser.open(&preview.address("search/?q=trout"));
    tab.wait_for("document.querySelector('.finder-status').textContent.includes('trout')");
    preview.edit("content/reports/river.md", |text| text.replace("the sea at last", "the sea, full of trout"));
    tab.wait_for("!!document.querySelector('sare-preview')?.dataset.report");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        tab.navigate(&preview.address("search/?q=trout"));
        tab.wait_for("document.querySelector('.finder-status').textContent !== ''");
        if tab.evaluate("document.querySelectorAll('.finder-result').length") == json!(1) {
            break;
        }
        assert!(std::time::Instant::now() < end, "the trout is never found");
    }
    assert_quiet(&tab);
}

/// Presses a key that writes a letter or does something by itself.
fn key(tab: &Tab, key: &str) {
    tab.press_with_text(key, if key == "Enter" { "\r" } else { key });
}

fn status(tab: &Tab) -> Value {
    tab.evaluate("document.querySelector('.finder-status').textContent")
}

fn start() -> Option<(Browser, Preview)> {
    let browser = Browser::start()?;
    Some((browser, Preview::start(&files())))
}

/// The page keeps its Content-Security-Policy, and nothing fails unheard.
fn assert_quiet(tab: &Tab) {
    let faults = tab.console();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Builds a site, and gives the paths that were written.
fn build(root: &Path) -> Vec<String> {
    let built = sare::build(root, &Options::default()).expect("the folder can be read");
    match built.outcome {
        Some(Outcome::Done(changes)) => changes.written.iter().map(ToString::to_string).collect(),
        _ => panic!("nothing was published: {:?}", built.report),
    }
}

fn laid_out() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    files().iter().for_each(|(path, text)| put(folder.path(), path, text));
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    std::fs::create_dir_all(place.parent().expect("a file lies in a folder")).expect("it can be made");
    site::put(&place, text.as_bytes());
}

/// The files of a small site in three languages.
fn files() -> Vec<(&'static str, String)> {
    let place = "title = \"Gipuzkoa\"\nparent = \"basque-country\"\n";
    let hub = "+++\ntitle = \"Zentroa\"\nsummary = \"Tests industrial cybersecurity.\"\naliases = [\"ZNT\"]\nformer_ids = [\"old-centre\"]\n\
               located_in = \"gipuzkoa\"\n+++\nIt certifies controllers for factories.\n";
    let spanish = "+++\n+++\nUn centro de innovación industrial.\n";
    let basque = "+++\n+++\nHemengo ibaietako ura neurtzen du.\n";
    let river = "+++\ntitle = \"The river\"\n+++\nIt goes on and on until it meets the sea at last.\n\n## The mouth\n\nHere the river is widest, \
                 and the river is [[length]] long.\n";
    let figure = "title = \"Length of the river\"\nunit = \"kilometre\"\n\n[[observations]]\nvalue = 87\nperiod = 2024\n";
    vec![
        ("sare.toml", "title = \"Rivers\"\nlanguages = [\"en\", \"es\", \"eu\"]\nsources = \"optional\"\n".to_owned()),
        ("content/index.md", "+++\ntitle = \"Rivers\"\n+++\nWelcome.\n".to_owned()),
        ("content/about.md", "+++\ntitle = \"About\"\n+++\nWhose page this is.\n".to_owned()),
        ("content/places/basque-country.toml", "title = \"Basque Country\"\n".to_owned()),
        ("content/places/gipuzkoa.toml", place.to_owned()),
        ("content/hubs/zentroa.md", hub.to_owned()),
        ("content/hubs/zentroa.es.md", spanish.to_owned()),
        ("content/hubs/zentroa.eu.md", basque.to_owned()),
        ("content/reports/river.md", river.to_owned()),
        ("content/figures/length.toml", figure.to_owned()),
        ("themes/eko/assets/search.css", include_str!("../themes/eko/assets/search.css").to_owned()),
    ]
}
