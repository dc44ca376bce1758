//! Pages of the default theme: what a reader looks for is there, once, and what nobody knows is said to be missing.

use sare::Options;
use sare::diag::short::short;
use scraper::{ElementRef, Html, Selector};

const FIGURE: &str = r#"
title = "Output"
unit = "EUR"
observations = [
  { value = 1, period = 2020, source = "register", about = "north" },
  { value = 2, period = 2021, source = "register", about = "north" },
  { value = 3, period = 2022, source = "register", about = "north" },
  { value = 9, period = 2022, source = "register", about = "town" },
]
"#;

const PROJECT: &str = r#"
title = "Span"
period = "2022-02-01/2024-01-31"
partners = [
  { id = "elm", role = "participant", contribution = { amount = 200, currency = "EUR" } },
  { id = "oak", role = "coordinator", contribution = { amount = 1000, currency = "EUR" } },
  { id = "yew", role = "participant" },
]
"#;

const REPORT: &str = "+++\ntitle = \"Report\"\n+++\n\n## One\n\nSaid [[register]]. Said again [[register]].\n\n| a |\n| --- |\n| In a table [[other]] |\n\n## Two\n\nAnd here [[register]].\n";

/// The pages of a small site, by their addresses.
#[expect(clippy::disallowed_methods, reason = "a test lays out the site that it reads")]
fn site() -> impl Fn(&str) -> Html {
    let folder = tempfile::tempdir().expect("there is room");
    let files = [
        ("sare.toml", "title = \"Net\"\nlanguages = [\"en\"]\n"),
        ("content/index.md", "+++\ntitle = \"Net\"\nkey_figures = [\"output\"]\n+++\nWords.\n"),
        ("content/figures/output.toml", FIGURE),
        ("content/sources/register.toml", "title = \"The register\"\ndate = 2023\n"),
        ("content/sources/other.toml", "title = \"Another\"\ndate = 2023\n"),
        ("content/places/land.toml", "title = \"Land\"\niso_country = \"ES\"\n"),
        ("content/places/north.toml", "title = \"North\"\nparent = \"land\"\nkey_figures = [\"output\"]\n"),
        ("content/places/town.toml", "title = \"Town\"\nparent = \"north\"\n"),
        ("content/organisations/oak.toml", "title = \"Oak\"\nlocated_in = \"town\"\n"),
        ("content/organisations/elm.toml", "title = \"Elm\"\n"),
        ("content/organisations/yew.toml", "title = \"Yew\"\nlocated_in = \"land\"\n"),
        ("content/projects/span.toml", PROJECT),
        ("content/reports/report.md", REPORT),
    ];
    for (path, text) in files {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().expect("it lies in the folder")).expect("there is room");
        std::fs::write(place, text).expect("there is room");
    }
    let built = sare::build(folder.path(), &Options::default()).expect("the site can be read and written");
    let said: String = built.report.sorted().iter().map(|found| short(found, &built.tree)).collect();
    assert_eq!(said, "");
    move |path| {
        let text = std::fs::read_to_string(folder.path().join("output").join(path).join("index.html")).expect("it was written");
        Html::parse_document(&text)
    }
}

fn all(page: &Html, selector: &str) -> Vec<String> {
    let words = |element: ElementRef<'_>| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(&Selector::parse(selector).expect("it can be read")).map(words).collect()
}

#[test]
fn a_consortium_has_its_coordinator_first_its_places_and_its_sum() {
    let page = site()("projects/span");
    assert_eq!(all(&page, ".shares tbody th"), ["Oak", "Elm", "Yew"]);
    assert_eq!(all(&page, ".shares tbody tr:first-child td"), ["coordinator", "Town, Land", "€1,000"]);
    assert_eq!(all(&page, ".shares tbody tr:last-child td"), ["participant", "Land", "not reported"]);
    assert_eq!(all(&page, ".shares tfoot .type-money"), ["€1,200"]);
    assert_eq!(all(&page, "#relation_partners"), [""; 0], "partners stand in the table alone");
}

#[test]
fn what_is_expected_and_unknown_is_said_to_be() {
    let pages = site();
    assert_eq!(all(&pages("organisations/elm"), ".fact-missing"), ["Location not reported"]);
    assert_eq!(all(&pages("organisations/oak"), ".fact-missing"), [""; 0]);
    assert_eq!(all(&pages("projects/span"), ".fact-missing"), ["Total cost not reported"]);
}

#[test]
fn a_project_says_how_long_it_lasted() {
    let page = site()("projects/span");
    assert_eq!(all(&page, ".span text"), ["2022", "2023", "2024"]);
}

#[test]
fn a_place_counts_what_is_in_it_and_below_it_and_shows_its_own_value() {
    let pages = site();
    assert_eq!(all(&pages("places/land"), ".here-kind summary"), ["Organisations 2"]);
    let north = pages("places/north");
    assert_eq!(all(&north, ".here-kind summary"), ["Organisations 1"]);
    assert_eq!(all(&north, ".key-value"), ["€3"]);
    assert_eq!(all(&north, ".key-figure .sparkline svg").len(), 1);
}

#[test]
fn the_first_page_has_the_figures_that_it_names() {
    assert_eq!(all(&site()(""), ".key-name a"), ["Output"]);
}

#[test]
fn a_source_stands_beside_a_report_once_a_section_and_never_beside_a_table() {
    let pages = site();
    let page = pages("reports/report");
    assert_eq!(all(&page, ".sidenote"), ["1 The register 2023", "1 The register 2023"]);
    assert_eq!(all(&page, ".sidenote a"), [""; 0], "what no screen reader tells of must not take the focus");
    assert_eq!(all(&page, ".sidenote[aria-hidden=true]").len(), 2);
}
