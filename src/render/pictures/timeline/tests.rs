//! What holds for every timeline: no bar or label touches another, all stay in the drawing, vague dates are as wide as they are, and only
//! numbers are drawn.

use std::sync::Arc;

use proptest::prelude::*;

use super::axis::Axis;
use super::layout::{self, Mark, Placed, Room, Side, Tip};
use super::paper::SIZE;
use super::span::Sure;
use super::*;
use crate::diag::{FileId, Report};
use crate::render::format::Formats;
use crate::render::pictures::labels::meet;
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::strings::Strings;
use crate::syntax::date::{Day, Period, number_of};

/// The formats of a language, with the theme's own words.
fn formats(language: &str) -> Formats {
    macro_rules! files {
        ($language:literal) => {
            [
                include_str!(concat!("../../../../themes/eko/strings/", $language, "/values.ftl")),
                include_str!(concat!("../../../../themes/eko/strings/", $language, "/timelines.ftl")),
            ]
        };
    }
    let files = match language {
        "es" => files!("es"),
        "eu" => files!("eu"),
        _ => files!("en"),
    };
    let mut report = Report::default();
    let strings = Strings::load(language, &files.map(|text| (FileId(0), text)), &mut report);
    assert_eq!(report.sorted(), []);
    Formats::new(Arc::new(strings))
}

fn item(label: &str, period: &str) -> Item {
    Item {
        label: label.to_owned(),
        told: format!("{label}: {period}"),
        href: "/x/".to_owned(),
        colour: 0,
        look: Look::Firm,
        span: Period::parse(period).ok().and_then(Span::of),
        stages: Vec::new(),
    }
}

fn timeline(form: Form, lanes: Vec<Lane>) -> Timeline {
    let spans = || lanes.iter().flat_map(|lane| &lane.items).filter_map(|item| item.span);
    let first = spans().filter_map(Span::first).reduce(f64::min).unwrap_or(0.0);
    let last = spans().filter_map(Span::last).reduce(f64::max).unwrap_or(first + 1.0);
    Timeline {
        form,
        title: "Projects".to_owned(),
        description: "Projects in time.".to_owned(),
        frame: framed((first, last.max(first + 1.0))),
        lanes,
        today: None,
        follows: Vec::new(),
        colours: Vec::new(),
    }
}

fn lane(items: Vec<Item>) -> Lane {
    Lane { label: "Projects".to_owned(), items }
}

/// The ends of a time as days of the year 2018.
fn ends(period: &str) -> Option<[f64; 4]> {
    let zero = f64::from(number_of(Day::constant(2018, 1, 1)));
    let span = Span::of(Period::parse(period).ok()?)?;
    let hundredths = |day: f64| (day * 100.0).round() / 100.0;
    let (Edge::Between { from, to: up, .. }, Edge::Between { from: down, to, .. }) = (span.start, span.end) else { return None };
    Some([from, up, down, to].map(|day| hundredths(day - zero)))
}

#[test]
fn a_date_is_as_wide_as_it_is_vague() {
    assert_eq!(ends("2018-01-04"), Some([3.0, 3.0, 4.0, 4.0]), "a day is sharp");
    assert_eq!(ends("2018-01-04/2018-01-06"), Some([3.0, 3.0, 6.0, 6.0]));
    assert_eq!(
        ends("2018-early"),
        Some([0.0, 40.0, 80.0, 120.0]),
        "the first third of the year, from the first of January to the last of April"
    );
    assert_eq!(ends("2018-01/2018-12"), Some([0.0, 31.0, 334.0, 365.0]), "months come up and go down within themselves");
    assert_eq!(ends("2018/2019"), Some([0.0, 365.0, 365.0, 730.0]));
    assert_eq!(ends("2018/2018"), ends("2018"), "a year is a year, however it is written");
    assert_eq!(ends("2018~"), Some([-182.5, 60.83, 304.17, 547.5]), "half as much again on both sides");
    assert_eq!(ends("2018-06/2018"), Some([151.0, 181.0, 181.0, 365.0]), "it cannot go down before it has come up");
    let open = |period: &str| Period::parse(period).ok().and_then(Span::of);
    assert_eq!(open("2023/..").map(|span| span.end), Some(Edge::Open));
    assert_eq!(open("../2023").map(|span| span.start), Some(Edge::Open));
    assert_eq!(open("unspecified"), None);
    let from = crate::syntax::date::Date::of_year;
    assert_eq!(Span::of(Period::Between { start: Some(from(2019)), end: Some(from(2018)) }), None, "what ends before it begins is no time");
    assert!(matches!(open("2018~").map(|span| span.start), Some(Edge::Between { sure: Sure::About, .. })));
}

#[test]
fn what_goes_on_ends_in_a_tip_at_the_day_of_the_build_or_at_the_edge() {
    let axis = Axis { days: (0.0, 1000.0), places: (0.0, 1000.0) };
    let room = Room { axis, width: Width::Wide, form: Form::Bars, edges: (0.0, 1000.0), until: 600.0 };
    let check = |span: Span, expected: (f64, f64), tips: (Tip, Tip)| match layout::mark(&room, span) {
        Mark::Bar(bar) => assert_eq!(((bar.rect.x, bar.rect.x + bar.rect.width), (bar.left, bar.right)), (expected, tips), "{span:?}"),
        point => panic!("{span:?} is drawn as {point:?}"),
    };
    let at = |day: f64| Edge::Between { from: day, to: day, sure: Sure::Said };
    let span = |start, end| Span { start, end, length: Length::Lasting };
    check(span(at(100.0), Edge::Open), (100.0, 600.0), (Tip::Plain, Tip::Arrow));
    check(span(at(700.0), Edge::Open), (700.0, 1000.0), (Tip::Plain, Tip::Arrow));
    check(span(Edge::Open, at(300.0)), (0.0, 300.0), (Tip::Arrow, Tip::Plain));
    check(span(at(-50.0), at(2000.0)), (0.0, 1000.0), (Tip::Arrow, Tip::Arrow));
    let day = Span { length: Length::Once, ..span(at(100.0), at(101.0)) };
    assert!(matches!(layout::mark(&room, day), Mark::Point { .. }), "a day among years is a point");
    assert!(matches!(layout::mark(&room, span(at(100.0), at(104.0))), Mark::Stub { .. }), "what lasted is longer than a point");
    assert!(matches!(layout::mark(&room, span(at(100.0), at(120.0))), Mark::Bar(_)));
}

#[test]
fn ticks_are_as_fine_as_their_names_allow() {
    let head = |language: &str, from: &str, to: &str| {
        let drawn = timeline(Form::Bars, vec![lane(vec![item("a", &format!("{from}/{to}"))])]);
        let svg = draw(&drawn, &formats(language), "t", Width::Wide);
        let ticks = svg.split("class=\"tick\"").skip(1).map(|tick| tick.split(['>', '<']).nth(1).unwrap_or_default().to_owned());
        ticks.collect::<Vec<_>>()
    };
    assert_eq!(head("en", "2019-01-01", "2023-12-31"), ["2019", "2020", "2021", "2022", "2023"]);
    assert_eq!(head("en", "2023-01-01", "2023-06-30"), ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]);
    assert_eq!(head("es", "2023-01-02", "2023-02-28").first().map(String::as_str), Some("2"), "weeks, from Monday to Monday");
    assert_eq!(head("eu", "2022-01-01", "2023-12-31").len(), 8, "quarters of two years");
    assert_eq!(head("en", "1850-01-01", "2049-12-31").first().map(String::as_str), Some("1840"));
}

#[test]
fn days_have_their_names_in_every_language() {
    for (language, monday) in [("en", "Monday"), ("es", "lunes"), ("eu", "astelehena")] {
        let week = timeline(Form::Days, vec![lane(vec![item("SME Week", "2023-11-13/2023-11-17")])]);
        let svg = draw(&week, &formats(language), "t", Width::Wide);
        assert!(svg.contains(&format!(">{monday}<")), "{svg}");
        assert!(svg.contains(">13<") && !svg.contains(">18<"), "five days, from the 13th");
    }
}

#[test]
fn none_one_and_three_hundred_are_drawn() {
    let formats = formats("en");
    for form in [Form::Bars, Form::Days, Form::Lifelines] {
        for count in [0_i32, 1, 300] {
            let period = |at: i32| format!("{}-{:02}/{}", 2000 + at % 20, at % 12 + 1, 2020 + at % 7);
            let items = (0..count).map(|at| item(&format!("Project {at}"), &period(at))).collect();
            let svg = draw(&timeline(form, vec![lane(items)]), &formats, "t", Width::Narrow);
            assert_eq!(svg.matches("<a ").count(), usize::try_from(count).unwrap_or(0), "{form:?} of {count}");
        }
    }
}

/// Where a label's words are.
fn words_of(placed: &Placed) -> Rect {
    let words = &placed.words;
    let width = words.lines.width(SIZE);
    let x = match words.anchor {
        Anchor::Start => words.x,
        Anchor::Middle => words.x - width / 2.0,
        Anchor::End => words.x - width,
    };
    let height = (words.lines.lines.len() as f64 - 1.0) * super::paper::LINE + SIZE * 0.7;
    Rect { x, y: words.y - SIZE * 0.7, width, height }
}

fn mark_of(placed: &Placed) -> Rect {
    match &placed.mark {
        Mark::Bar(bar) => bar.rect,
        Mark::Point { x, y } => {
            Rect { x: x - layout::POINT, y: y - layout::POINT, width: 2.0 * layout::POINT, height: 2.0 * layout::POINT }
        }
        Mark::Stub { x, y } => {
            let (aside, up) = layout::STUB;
            Rect { x: x - aside, y: y - up, width: 2.0 * aside, height: 2.0 * up }
        }
    }
}

fn any_edge() -> impl Strategy<Value = String> {
    let year = 1820..2024_i32;
    prop_oneof![
        year.clone().prop_map(|year| format!("{year}")),
        year.clone().prop_map(|year| format!("{year}~")),
        year.clone().prop_map(|year| format!("{year}-late")),
        (year.clone(), 1..13).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (year, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
        (1..31).prop_map(|day| format!("2023-10-{day:02}")),
        Just("..".to_owned()),
    ]
}

fn any_item() -> impl Strategy<Value = Item> {
    let label = prop_oneof!["[a-zA-Z ]{0,12}", "[a-zA-Zñ界]{1,60}", "([a-z]{1,9} ){1,20}"];
    let looks = prop_oneof![Just(Look::Firm), Just(Look::Planned), Just(Look::Pale), Just(Look::Off)];
    (any_edge(), any_edge(), label, looks, any::<bool>()).prop_map(|(start, end, label, look, is_one)| {
        let period = if is_one { start } else { format!("{start}/{end}") };
        Item { look, ..item(&label, &period) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bar_and_no_label_touches_another(
        items in proptest::collection::vec(any_item(), 0..40),
        is_days in any::<bool>(),
        is_wide in any::<bool>(),
        days in (-60_000..20_000, 1..80_000),
        left in 0.0..150.0_f64,
    ) {
        let items: Vec<Item> = items.into_iter().filter(|item| item.span.is_some()).collect();
        let form = if is_days { Form::Days } else { Form::Bars };
        let (width, across) = if is_wide { (Width::Wide, 720.0) } else { (Width::Narrow, 340.0) };
        let axis = Axis { days: (f64::from(days.0), f64::from(days.0 + days.1)), places: (left, across) };
        let room = Room { axis, width, form, edges: (left, across), until: across };
        let layout = layout::lay_out(&room, &items);
        prop_assert_eq!(layout.places.len(), items.len());
        for (at, one) in layout.places.iter().enumerate() {
            let (mark, words) = (mark_of(one), words_of(one));
            prop_assert!(mark.x >= left - 0.01 && mark.x + mark.width <= across + 0.01, "{:?} leaves the drawing", mark);
            prop_assert!(words.x >= left - 0.01 && words.x + words.width <= across + 0.01, "{:?} leaves the drawing", words);
            prop_assert!(mark.y >= 0.0 && mark.y + mark.height <= layout.height + 0.01);
            prop_assert!(one.words.side == Side::Inside || !meet(&mark, &words), "{:?} lies on its bar {:?}", words, mark);
            for other in &layout.places[at + 1..] {
                for (one, other) in [(mark, mark_of(other)), (mark, words_of(other)), (words, mark_of(other)), (words, words_of(other))] {
                    prop_assert!(!meet(&one, &other), "{:?} and {:?} touch", one, other);
                }
            }
        }
    }

    #[test]
    fn only_numbers_are_drawn_and_twice_the_same(
        items in proptest::collection::vec(any_item(), 0..20),
        form in prop_oneof![Just(Form::Bars), Just(Form::Days), Just(Form::Lifelines)],
        today in proptest::option::of(-800_000..3_000_000),
    ) {
        let formats = formats("eu");
        let stages = |item: &Item| item.span.map(|span| Stage {
            span,
            seen: if item.label.len().is_multiple_of(2) { Seen::At } else { Seen::Over },
            look: item.look,
            label: item.label.clone(),
            told: item.told.clone(),
            certainty: Certainty::Inferred,
        });
        let all: Vec<Stage> = items.iter().filter_map(stages).collect();
        let items: Vec<Item> = items.into_iter().map(|item| Item { stages: all.iter().take(3).cloned().collect(), ..item }).collect();
        let count = items.len();
        let mut drawn = timeline(form, vec![lane(items)]);
        drawn.today = today;
        drawn.follows = (1..count).map(|at| (at - 1, at)).collect();
        for width in [Width::Wide, Width::Narrow] {
            let svg = draw(&drawn, &formats, "t", width);
            let across = if width == Width::Wide { 720.0 } else { 340.0 };
            for name in ["x", "cx", "x1", "x2"] {
                for value in svg.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()) {
                    let inside = value.parse::<f64>().is_ok_and(|place| (-1.0..=across + 1.0).contains(&place));
                    prop_assert!(inside, "{}={} in {}", name, value, svg);
                }
            }
            prop_assert_eq!(&svg, &draw(&drawn, &formats, "t", width));
        }
    }
}
