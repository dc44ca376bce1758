//! Programmes as readers and their calendars get them: a small conference with all that a programme may say, built by the real theme.

#[path = "support/compile.rs"]
mod compile;
#[path = "support/site.rs"]
#[expect(dead_code, reason = "the site of these tests is no copy of another")]
mod site;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use scraper::{ElementRef, Html, Selector};
use site::{output_of, put};

const EVENT: &str = r#"+++
title = "Conference"
period = "2026-03-28/2026-03-29"
timezone = "Europe/Madrid"
rooms = ["Hall", "Room 1"]
tracks = ["energy"]
offices = ["office-both", { id = "office-bloc", status = "tentative" }]
exhibitors = [{ id = "spri", area = "Skills" }, "office-both"]
succeeds = "before"

[[areas]]
title = "Skills"
exhibitors = 12

[[areas]]
title = "Start-ups"
exhibitors = "not-reported"

[[sessions]]
id = "opening"
title = "Opening, with <tags>; and a comma"
day = 2026-03-28
starts = "09:30"
ends = "10:30"
room = "Hall"
track = "energy"
speakers = "ana"
organisations = "spri"
mode = "hybrid"
language = ["es", "eu"]

[[sessions]]
title = "Beside it"
day = 2026-03-28
starts = "10:00"
ends = "10:30"
room = "Room 1"
status = "tentative"

[[sessions]]
title = "Lunch"
day = 2026-03-28
starts = "13:00"
ends = "14:00"
type = "break"

[[sessions]]
title = "Party"
day = 2026-03-28
starts = "22:00"
ends = "01:00"
room = "Hall"
status = "cancelled"

[[sessions]]
title = "Summer time"
day = 2026-03-29
starts = "10:00"

[[sessions]]
title = "Visit"
day = 2026-03-29
slot = "afternoon"

[[sessions]]
title = "One of both"
day = "2026-03-28/2026-03-29"

[[sessions]]
title = "Some day"
+++
"#;

const FILES: &[(&str, &str)] = &[
    ("sare.toml", "title = \"Site\"\nbase_url = \"https://example.org/sub\"\nlanguages = [\"en\", \"es\"]\nsources = \"optional\"\n"),
    ("content/events/conference.md", EVENT),
    ("content/events/before.toml", "title = \"The one before\"\n"),
    ("content/people/ana.toml", "title = \"Ana\"\n"),
    ("content/topics/energy.toml", "title = \"Energy\"\n"),
    ("content/organisations/spri.toml", "title = \"SPRI\"\n"),
    ("content/organisations/office-both.toml", "title = \"Office for both\"\ntype = \"office\"\nserves = [\"chile\", \"peru\"]\n"),
    ("content/organisations/office-bloc.toml", "title = \"Office for a bloc\"\ntype = \"office\"\nserves = \"asean\"\n"),
    ("content/places/world.toml", "title = \"World\"\n"),
    ("content/places/america.toml", "title = \"America\"\ntype = \"continent\"\nparent = \"world\"\n"),
    ("content/places/asia.toml", "title = \"Asia\"\ntype = \"continent\"\nparent = \"world\"\n"),
    ("content/places/chile.toml", "title = \"Chile\"\ntype = \"country\"\nparent = \"america\"\n"),
    ("content/places/peru.toml", "title = \"Peru\"\ntype = \"country\"\nparent = \"america\"\n"),
    ("content/places/asean.toml", "title = \"ASEAN\"\ntype = \"bloc\"\nparent = \"asia\"\n"),
    (
        "content/figures/stands.toml",
        "title = \"Stands\"\nunit = \"exhibitors\"\nabout = \"conference\"\n\
         counts = { of = \"organisation\", where = { exhibits_at = \"conference\" } }\n\
         [[observations]]\nvalue = 80\nperiod = 2026\nstatus = \"expected\"\n[[observations]]\nvalue = 2\nperiod = 2026\nstatus = \"actual\"\n",
    ),
    (
        "content/reports/recap.md",
        "+++\ntitle = \"Recap\"\n+++\n```schedule\nevent = \"conference\"\ndays = [\"2026-03-29\"]\nid = \"second-day\"\n```\n",
    ),
];

fn built() -> &'static BTreeMap<String, Vec<u8>> {
    static BUILT: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        for (path, text) in FILES {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("it can be made");
            put(&path, text.as_bytes());
        }
        let said = compile::build(folder.path());
        assert!(!said.contains("[template"), "{said}");
        output_of(folder.path())
    })
}

fn file(path: &str) -> String {
    let bytes = built().get(path).unwrap_or_else(|| panic!("{path} is not written"));
    String::from_utf8(bytes.clone()).expect("it is text")
}

fn page(path: &str) -> Html {
    Html::parse_document(&file(path))
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("the selector can be read");
    html.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(html: &Html, selector: &str) -> Vec<String> {
    all(html, selector).into_iter().map(words).collect()
}

#[test]
fn rooms_stand_beside_each_other_and_a_break_goes_over_all() {
    let page = page("events/conference/index.html");
    let grid = ".schedule-grid";
    assert_eq!(said(&page, &format!("{grid} thead th")), ["Time", "Hall", "Room 1"]);
    assert_eq!(said(&page, &format!("{grid} tbody th")), ["09:30", "10:00", "13:00", "22:00"]);
    let spans = |attribute: &str| -> Vec<String> {
        let cells = all(&page, &format!("{grid} td[{attribute}] .session-title"));
        cells.into_iter().map(words).collect()
    };
    assert_eq!(spans("rowspan"), ["Opening, with <tags>; and a comma"]);
    assert_eq!(spans("colspan"), ["Lunch"]);
    assert!(said(&page, ".schedule-zone")[0].contains("Europe/Madrid (UTC+1 and UTC+2)"));
}

#[test]
fn what_is_not_sure_is_said_in_words() {
    let page = page("events/conference/index.html");
    assert_eq!(said(&page, ".session-cancelled s"), ["Party"]);
    assert_eq!(said(&page, ".session-cancelled .badge"), ["cancelled"]);
    assert_eq!(said(&page, ".session-tentative .badge"), ["to be confirmed"]);
    assert_eq!(said(&page, ".session-cancelled .session-time"), ["22:00–01:00 (next day)"]);
    let dates = ["Saturday 28 March 2026", "Sunday 29 March 2026", "28–29 March 2026", "Day not stated"];
    assert_eq!(said(&page, ".schedule-date"), dates);
    assert_eq!(said(&page, ".day-part-title"), ["Afternoon", "America 1 office", "Asia 1 office: one to be confirmed"]);
}

#[test]
fn speakers_tracks_and_languages_stand_with_their_session() {
    let page = page("events/conference/index.html");
    let session = "#session-opening";
    assert_eq!(said(&page, &format!("{session} .session-who")), ["Ana", "SPRI"]);
    let link = all(&page, &format!("{session} .session-track a"))[0];
    assert_eq!(link.value().attr("href"), Some("/sub/topics/energy/"));
    assert_eq!(said(&page, &format!("{session} .session-tags > span")), ["Energy", "hybrid", "Español", "Euskara"]);
}

#[test]
fn areas_without_a_number_are_not_added_up() {
    let page = page("events/conference/index.html");
    assert_eq!(said(&page, ".schedule-areas tbody th"), ["Skills", "Start-ups", "No area stated"]);
    assert_eq!(said(&page, ".schedule-areas .missing"), ["not reported"]);
    let sums = said(&page, ".schedule-sums dd");
    assert!(sums[0].contains("80 exhibitors (expected)") && sums[0].contains("2 exhibitors"), "{sums:?}");
    assert_eq!(sums[1..], ["2 exhibitors", "12 exhibitors in 1 area; one more area gives no number"]);
}

#[test]
fn offices_stand_by_continent_and_a_bloc_is_named_as_one() {
    let page = page("events/conference/index.html");
    assert_eq!(said(&page, ".schedule-total"), ["2 offices: one confirmed and one to be confirmed"]);
    assert_eq!(said(&page, ".office-serves"), ["Chile, Peru", "ASEAN (bloc of countries)"]);
}

#[test]
fn an_events_page_has_its_editions_and_what_was_expected_of_it() {
    let page = page("events/conference/index.html");
    assert_eq!(said(&page, ".editions li"), ["The one before", "Conference 28–29 March 2026"]);
    assert_eq!(said(&page, ".expected td"), ["80 exhibitors (expected)", "2 exhibitors"]);
}

#[test]
fn a_part_of_a_programme_says_what_it_leaves_out() {
    let page = page("reports/recap/index.html");
    assert_eq!(said(&page, "#second-day .view-remark")[0], "Shown: 3 of 8 sessions.");
    assert_eq!(said(&page, "#second-day .session-title"), ["Summer time", "Visit", "One of both"]);
    let links = all(&page, "#second-day a[href$='.ics']");
    assert_eq!(links[0].value().attr("href"), Some("/sub/reports/recap/second-day.ics"));
    assert_eq!(file("reports/recap/second-day.csv").lines().count(), 4);
}

#[test]
fn a_calendar_has_every_session_with_a_day() {
    let lines = unfolded(&file("events/conference/programme.ics"));
    let values = |name: &str| -> Vec<&str> {
        let own = lines.iter().filter(|line| line.split([':', ';']).next() == Some(name));
        own.map(|line| line.split_once(':').map_or("", |(_, value)| value)).collect()
    };
    let titles =
        ["Conference", "Opening\\, with <tags>\\; and a comma", "Beside it", "Lunch", "Party", "Summer time", "Visit", "One of both"];
    assert_eq!(values("SUMMARY"), titles);
    let status = ["CONFIRMED", "CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "TENTATIVE"];
    assert_eq!(values("STATUS"), status);
    assert!(lines.contains(&"DTSTART;TZID=Europe/Madrid:20260328T220000".to_owned()));
    assert!(lines.contains(&"DTEND;TZID=Europe/Madrid:20260329T010000".to_owned()));
    assert!(lines.contains(&"UID:event.conference.opening@example.org".to_owned()));
    assert!(lines.contains(&"URL:https://example.org/sub/events/conference/#session-opening".to_owned()));
    let unique: std::collections::BTreeSet<&str> = values("UID").into_iter().collect();
    assert_eq!(unique.len(), titles.len());
    // The night in between the clocks change.
    assert_eq!(values("TZOFFSETTO"), ["+0100", "+0200"]);
}

/// The lines of a calendar, none of which may be longer than 75 octets as they are written.
fn unfolded(file: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line goes before").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

#[test]
fn a_spanish_page_says_it_in_spanish() {
    let page = page("es/events/conference/index.html");
    assert_eq!(said(&page, ".schedule-date")[0], "sábado, 28 de marzo de 2026");
    assert_eq!(said(&page, ".schedule-total"), ["2 oficinas: una confirmada y una por confirmar"]);
}
