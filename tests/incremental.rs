//! What a page has asked decides whether it must be printed anew: a named edit lists those pages and nothing else, and after any number
//! of random edits no page that is kept differs from a clean build.

#[path = "support/memory.rs"]
mod memory;
#[path = "support/walk.rs"]
mod walk;

use memory::{Files, edition, edition_of};
use sare::Options;
use sare::syntax::date::Day;

/// Four organisations and what surrounds them; one page of each sort.
const SITE: &[(&str, &str)] = &[
    ("sare.toml", "search = \"off\"\ntitle = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\"]\n"),
    ("content/index.md", "+++\ntitle = \"Home\"\n+++\nSee [[bdih]].\n"),
    ("content/companies.md", "+++\ntitle = \"Companies\"\n+++\n```cards\nof = \"organisation\"\nwhere = { type = \"company\" }\n```\n"),
    ("content/organisations/arteche.md", "+++\ntitle = \"Arteche\"\ntype = \"company\"\n+++\nMeters.\n"),
    ("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\ntype = \"cluster\"\n+++\nA cluster.\n"),
    (
        "content/organisations/tecnalia.md",
        "+++\ntitle = \"Tecnalia\"\nlocated_in = \"bilbao\"\n+++\nResearch.\n\n## The lab\n\nIt is new.\n",
    ),
    ("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\nmembers = [{ id = \"gaia\", from = 2019 }]\n+++\nLed by [[tecnalia]].\n"),
    ("content/places/bilbao.md", "+++\ntitle = \"Bilbao\"\n+++\n"),
    (
        "content/figures/share.toml",
        "title = \"Share\"\nunit = \"people\"\nabout = \"bilbao\"\n\n[[observations]]\nvalue = 23\nperiod = 1999\n",
    ),
    ("content/reports/year.md", "+++\ntitle = \"The year\"\n+++\nIt was [[share]].\n\n![[tecnalia#the-lab]]\n"),
    (
        "content/reports/last.md",
        "+++\ntitle = \"Last year\"\n+++\n![[share]]\n\n```chart\nof = \"organisation\"\ngroup_by = \"type\"\n```\n",
    ),
];

/// Makes an edit, and checks which pages it makes anew: all of `expected`, and none besides.
fn check_edit(edit: &dyn Fn(&mut Files), expected: &[&str]) {
    check_edit_of(SITE, edit, expected);
}

/// The same on another site.
fn check_edit_of(site: &[(&str, &str)], edit: &dyn Fn(&mut Files), expected: &[&str]) {
    let mut files: Files = site.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let before = edition(&files);
    assert_eq!(before.said, "");
    edit(&mut files);
    let after = edition(&files);
    let mut printed = Vec::new();
    for (path, page) in &after.pages {
        let reason = match before.pages.get(path) {
            Some(old) => old.reason(&page.what, &after.press),
            None => Some("it is new".into()),
        };
        match reason {
            Some(_) => printed.push(path.trim_end_matches("index.html")),
            None => assert_eq!(before.pages[path].bytes, page.bytes, "{path} is kept and differs"),
        }
    }
    printed.sort_unstable();
    assert_eq!(printed, expected);
}

/// A fair with sessions and offices, and a report that shows both.
const FAIR: &[(&str, &str)] = &[
    ("sare.toml", "search = \"off\"\ntitle = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\"]\n"),
    (
        "content/events/fair.md",
        "+++\ntitle = \"Fair\"\nperiod = 2023-11-13\noffices = \"office\"\nsucceeds = \"before\"\n\n[[sessions]]\ntitle = \"Opening\"\nday = 2023-11-13\n\
         slot = \"morning\"\norganisations = \"gaia\"\n+++\nWith words.\n",
    ),
    ("content/events/before.md", "+++\ntitle = \"Before\"\n+++\nLong ago.\n"),
    ("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\nA cluster.\n"),
    ("content/organisations/office.md", "+++\ntitle = \"Office\"\nserves = \"chile\"\n+++\nAbroad.\n"),
    ("content/places/chile.md", "+++\ntitle = \"Chile\"\nparent = \"america\"\n+++\nA country.\n"),
    ("content/places/america.md", "+++\ntitle = \"America\"\n+++\nA continent.\n"),
    (
        "content/reports/recap.md",
        "+++\ntitle = \"Recap\"\n+++\n```schedule\nevent = \"fair\"\n```\n\n```schedule\nevent = \"fair\"\npart = \"offices\"\n```\n",
    ),
];

#[test]
fn a_session_is_printed_wherever_its_programme_stands() {
    let edit = replace("content/events/fair.md", "\"Opening\"", "\"Welcome\"");
    let expected = [
        "events/",
        "events/before/",
        "events/fair/",
        "events/fair/offices.csv",
        "events/fair/programme.csv",
        "events/fair/programme.ics",
        "organisations/gaia/",
        "organisations/office/",
        "reports/recap/",
        "reports/recap/schedule-1.csv",
        "reports/recap/schedule-1.ics",
        "reports/recap/schedule-2.csv",
    ];
    check_edit_of(FAIR, &edit, &expected);
}

#[test]
fn who_is_in_a_session_is_printed_by_a_new_name() {
    let edit = replace("content/organisations/gaia.md", "\"GAIA\"", "\"Gaia\"");
    let expected = [
        "events/fair/",
        "events/fair/programme.csv",
        "events/fair/programme.ics",
        "organisations/",
        "organisations/gaia/",
        "reports/recap/",
        "reports/recap/schedule-1.csv",
        "reports/recap/schedule-1.ics",
    ];
    check_edit_of(FAIR, &edit, &expected);
}

#[test]
fn a_continent_is_printed_above_the_offices_of_its_countries() {
    let edit = replace("content/places/america.md", "\"America\"", "\"Amerika\"");
    check_edit_of(FAIR, &edit, &["events/fair/", "places/", "places/america/", "places/chile/", "reports/recap/"]);
}

#[test]
fn an_edition_is_printed_on_the_pages_of_the_others() {
    let edit = replace("content/events/before.md", "\"Before\"", "\"Earlier\"");
    check_edit_of(FAIR, &edit, &["events/", "events/before/", "events/fair/"]);
}

#[test]
fn the_words_of_an_event_are_printed_on_its_page_alone() {
    check_edit_of(FAIR, &replace("content/events/fair.md", "With words", "In other words"), &["events/fair/"]);
}

/// Replaces a piece of a file, which must be there.
fn replace(path: &'static str, old: &'static str, new: &'static str) -> impl Fn(&mut Files) {
    move |files| {
        let text = files.get_mut(path).unwrap_or_else(|| panic!("there is no {path}"));
        assert!(text.contains(old), "{path} does not say {old}");
        *text = text.replace(old, new);
    }
}

/// Writes a file.
fn write(path: &'static str, text: &'static str) -> impl Fn(&mut Files) {
    move |files| {
        files.insert(path.into(), text.into());
    }
}

#[test]
fn nothing_is_printed_for_nothing() {
    check_edit(&|_| {}, &[]);
}

#[test]
fn a_text_is_printed_on_its_own_page() {
    check_edit(&replace("content/organisations/arteche.md", "Meters", "Transformers"), &["organisations/arteche/"]);
}

#[test]
fn a_text_is_printed_where_a_section_of_it_is_embedded() {
    check_edit(&replace("content/organisations/tecnalia.md", "It is new", "It is old"), &["organisations/tecnalia/", "reports/year/"]);
}

#[test]
fn a_title_is_printed_wherever_it_stands() {
    let edit = replace("content/organisations/gaia.md", "\"GAIA\"", "\"Gaia\"");
    check_edit(&edit, &["hubs/bdih/", "organisations/", "organisations/gaia/"]);
}

#[test]
fn a_title_that_moves_in_a_list_is_printed_in_that_list() {
    let edit = replace("content/organisations/arteche.md", "\"Arteche\"", "\"Zigor\"");
    check_edit(&edit, &["companies/", "companies/cards-1.csv", "organisations/", "organisations/arteche/"]);
}

#[test]
fn a_name_that_a_thing_is_also_known_by_is_printed_on_its_page() {
    let edit = replace("content/organisations/arteche.md", "+++\nMeters", "aliases = [\"Electrotécnica\"]\n+++\nMeters");
    check_edit(&edit, &["organisations/", "organisations/arteche/"]);
}

#[test]
fn what_is_removed_leaves_the_lists_and_the_texts_that_named_it() {
    let edit = |files: &mut Files| {
        files.remove("content/organisations/arteche.md");
    };
    check_edit(
        &edit,
        &[
            "",
            "companies/",
            "companies/cards-1.csv",
            "compare/",
            "organisations/",
            "reports/last/",
            "reports/last/chart-1.csv",
            "reports/last/chart-1.svg",
        ],
    );
}

#[test]
fn what_is_not_yet_published_leaves_everything_that_names_it() {
    let edit = replace("content/organisations/tecnalia.md", "located_in", "draft = true\nlocated_in");
    check_edit(
        &edit,
        &[
            "",
            "compare/",
            "hubs/bdih/",
            "organisations/",
            "places/",
            "places/bilbao/",
            "reports/last/",
            "reports/last/chart-1.csv",
            "reports/last/chart-1.svg",
            "reports/year/",
        ],
    );
}

#[test]
fn a_new_thing_enters_its_list() {
    let edit = write("content/organisations/zigor.md", "+++\ntitle = \"Zigor\"\n+++\n");
    check_edit(
        &edit,
        &[
            "",
            "compare/",
            "organisations/",
            "organisations/zigor/",
            "reports/last/",
            "reports/last/chart-1.csv",
            "reports/last/chart-1.svg",
        ],
    );
}

#[test]
fn a_new_thing_that_makes_a_mention_ambiguous_is_noticed_there() {
    let edit = write("content/hubs/tecnalia.md", "+++\ntitle = \"Another\"\n+++\n");
    check_edit(&edit, &["", "compare/", "hubs/", "hubs/bdih/", "hubs/tecnalia/", "organisations/tecnalia/", "reports/year/"]);
}

#[test]
fn what_a_relation_says_is_printed_at_both_ends() {
    check_edit(&replace("content/hubs/bdih.md", "2019", "2020"), &["hubs/", "hubs/bdih/", "organisations/gaia/"]);
}

#[test]
fn a_mention_is_printed_on_the_page_of_what_it_names() {
    let edit = replace("content/organisations/arteche.md", "Meters", "Meters for [[gaia]]");
    check_edit(&edit, &["organisations/arteche/", "organisations/gaia/"]);
}

#[test]
fn a_number_is_printed_wherever_it_is_shown() {
    let edit = replace("content/figures/share.toml", "23", "24");
    let downloads = ["cite.bib", "data.csv", "data.json", "embed/", "figure.svg"].map(|file| format!("figures/share/{file}"));
    let mut expected = vec!["figures/", "figures/share/", "places/bilbao/", "reports/last/", "reports/year/"];
    expected.extend(downloads.iter().map(String::as_str));
    expected.sort_unstable();
    check_edit(&edit, &expected);
}

#[test]
fn only_a_timeline_that_goes_on_is_printed_anew_on_another_day() {
    let page = |of: &str| format!("+++\ntitle = \"{of}\"\n+++\n```timeline\nof = \"{of}\"\n```\n");
    let mut files: Files = SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let more = [
        ("content/past.md", page("event")),
        ("content/open.md", page("project")),
        ("content/events/fair.toml", "title = \"Fair\"\nperiod = \"2019-11-13/2023-11-14\"\n".to_owned()),
        ("content/projects/excite.toml", "title = \"EXCITE\"\nfrom = 2022\n".to_owned()),
    ];
    files.extend(more.map(|(path, text)| (path.to_owned(), text)));
    let on = |day| edition_of(&files, &Options { date: day, ..Options::default() });
    let (before, after) = (on(Day::constant(2026, 1, 1)), on(Day::constant(2026, 3, 9)));
    assert_eq!(before.said, "");
    let anew = after.pages.iter().filter(|(path, page)| before.pages[*path].reason(&page.what, &after.press).is_some());
    let anew: Vec<&str> = anew.map(|(path, _)| path.as_str()).collect();
    assert_eq!(anew, ["open/index.html", "open/timeline-1.svg"]);
    let changed = after.pages.iter().filter(|(path, page)| before.pages[*path].bytes != page.bytes);
    assert_eq!(changed.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), anew, "nothing else is another one");
}

#[test]
fn a_menu_is_printed_on_every_page() {
    let edit = replace("sare.toml", "languages", "description = \"All of it\"\nlanguages");
    let all: Vec<String> =
        edition(&SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()).pages.into_keys().collect();
    let mut all: Vec<&str> = all.iter().map(|path| path.trim_end_matches("index.html")).collect();
    all.sort_unstable();
    check_edit(&edit, &all);
    check_edit(&write("kinds/place.toml", "label = \"Town\"\n"), &all);
    check_edit(&write("themes/eko/strings/en/own.ftl", "home = Start\n"), &all);
}

#[test]
fn no_page_is_kept_that_a_clean_build_would_print_otherwise() {
    walk::walk(20, 120);
}
