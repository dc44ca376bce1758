//! What holds for every chart: numbers in every place, words within the drawing and beside each other, and nothing twice as slow as it
//! need be.

use std::sync::Arc;

use proptest::prelude::*;

use super::sheet::TEXT;
use super::*;
use crate::diag::{FileId, Report};
use crate::registry::figure::Scale;
use crate::render::format::Formats;
use crate::render::strings::Strings;

/// The formats of a language, with the theme's own words.
fn formats(language: &str) -> Formats {
    macro_rules! files {
        ($language:literal) => {
            [
                include_str!(concat!("../../../themes/eko/strings/", $language, "/values.ftl")),
                include_str!(concat!("../../../themes/eko/strings/", $language, "/pictures.ftl")),
                include_str!(concat!("../../../themes/eko/strings/", $language, "/series.ftl")),
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

fn words<'a>(formats: &'a Formats, unit: Option<&'a str>) -> Words<'a> {
    Words { formats, unit, scale: Scale::Ones }
}

/// A chart of bands: for each series its name and its values.
fn bands(form: Form, names: &[&str], series: &[(&str, &[f64])]) -> Chart {
    let point = |(band, value): (usize, &f64)| Point {
        at: At::Band(band),
        when: names.get(band).copied().unwrap_or_default().to_owned(),
        amount: Amount::Value(*value),
        state: State::Firm,
        bound: Bound::Exact,
        label: format!("{value} companies"),
        short: value.to_string(),
        beside: String::new(),
        breaks: Break::None,
        href: String::new(),
    };
    let one = |(name, values): &(&str, &[f64])| Series {
        name: (*name).to_owned(),
        points: values.iter().enumerate().map(point).collect(),
        emphasis: Emphasis::Plain,
    };
    Chart {
        form,
        title: "Companies".to_owned(),
        unit: "companies".to_owned(),
        categories: names.iter().map(|name| (*name).to_owned()).collect(),
        series: series.iter().map(one).collect(),
        base: None,
        whole: None,
        references: Vec::new(),
        across: String::new(),
    }
}

/// Every attribute of one name, of elements of one kind.
fn attributes(svg: &str, element: &str, name: &str) -> Vec<f64> {
    let elements = svg.split('<').filter(|part| part.starts_with(&format!("{element} ")));
    let sign = format!(" {name}=\"");
    elements.filter_map(|part| part.split_once(&sign)?.1.split('"').next()?.parse().ok()).collect()
}

/// A line of words in a drawing: where it begins and ends, its foot, and what it says.
#[derive(Debug)]
struct Said {
    from: f64,
    to: f64,
    foot: f64,
    words: String,
}

/// Every upright line of words, as it is drawn.
fn said(svg: &str) -> Vec<Said> {
    let unescape = |words: &str| words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let mut found = Vec::new();
    let mut turned = 0;
    for part in svg.split('<') {
        turned += i32::from(part.starts_with("g transform"));
        if part.starts_with("/g>") && turned > 0 {
            turned -= 1;
        }
        let Some((head, words)) = part.strip_prefix("text ").and_then(|part| part.split_once('>')) else { continue };
        if turned > 0 || head.contains("transform") {
            continue;
        }
        let number = |name: &str| -> Option<f64> { head.split_once(&format!(" {name}=\""))?.1.split('"').next()?.parse().ok() };
        let (Some(x), Some(foot)) = (number("x"), number("y")) else { continue };
        let words = unescape(words);
        let length = text::width(&words, TEXT) * 0.98;
        let from = match () {
            () if head.contains("\"middle\"") => x - length / 2.0,
            () if head.contains("\"end\"") => x - length,
            () => x,
        };
        found.push(Said { from, to: from + length, foot, words });
    }
    found
}

/// Words that lie on other words, or outside of the drawing.
fn faults(svg: &str, width: Width) -> Vec<String> {
    let across = if width == Width::Narrow { 340.0 } else { 720.0 };
    let mut found = Vec::new();
    let mut lines = said(svg);
    for line in &lines {
        if line.from < -1.0 || line.to > across + 1.0 {
            found.push(format!("`{}` reaches from {:.0} to {:.0} of {across}", line.words, line.from, line.to));
        }
    }
    lines.retain(|line| line.words.trim() != "");
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            let overlap = one.to.min(other.to) - one.from.max(other.from);
            if overlap > 1.0 && (one.foot - other.foot).abs() < TEXT * 0.8 {
                found.push(format!("`{}` lies on `{}` at {:.0}", one.words, other.words, one.foot));
            }
        }
    }
    found
}

const FORMS: [Form; 12] = [
    Form::Bar,
    Form::Column,
    Form::Grouped,
    Form::Stacked,
    Form::StackedShare,
    Form::Lollipop,
    Form::RangeDot,
    Form::ShareBar,
    Form::Waffle,
    Form::Donut,
    Form::HeatTable,
    Form::Treemap,
];

const NAMES: &[&str] = &[
    "Bizkaia",
    "2019",
    "Servicios profesionales, científicos y técnicos",
    "Elektronika-ekipamenduaren fabrikazioa eta konponketa",
    "",
    "<script>alert(\"1\")</script>",
    "שלום עולם",
    "e\u{301}\u{301}\u{301}",
    "👩\u{200D}🔬 research",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "Total",
];

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0..100_000_u32).prop_map(|value| f64::from(value) / 100.0),
        1 => Just(0.0),
        1 => Just(-12.5),
        1 => proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
        1 => Just(1e-9),
        1 => Just(1e15),
        1 => Just(f64::MAX),
        1 => Just(f64::MIN),
    ]
}

prop_compose! {
    fn any_point(count: usize)(
        value in any_value(),
        other in any_value(),
        band in 0..count + 1,
        kind in 0..9_u8,
        state in prop_oneof![4 => Just(State::Firm), 1 => Just(State::Provisional), 1 => Just(State::Expected)],
        bound in prop_oneof![4 => Just(Bound::Exact), 1 => Just(Bound::About), 1 => Just(Bound::Lower), 1 => Just(Bound::Upper)],
    ) -> Point {
        let amount = match kind {
            0 => Amount::Missing,
            1 => Amount::Range { min: Some(value.min(other)), max: Some(value.max(other)) },
            2 => Amount::Range { min: Some(value), max: None },
            3 => Amount::Range { min: None, max: Some(value) },
            _ => Amount::Value(value),
        };
        let short = format!("{:e}", value);
        Point {
            at: At::Band(band), when: NAMES[band % NAMES.len()].to_owned(), amount, state, bound,
            label: format!("{short} companies"), short, beside: String::new(), breaks: Break::None, href: if kind == 8 { "/a/".to_owned() } else { String::new() },
        }
    }
}

prop_compose! {
    fn any_chart()(count in 0..30_usize, series in 0..5_usize)(
        form in proptest::sample::select(&FORMS[..]),
        names in proptest::collection::vec(proptest::sample::select(NAMES), count),
        points in proptest::collection::vec(proptest::collection::vec(any_point(count), 0..count + 2), series),
        base in prop_oneof![3 => Just(None), 1 => Just(Some(100.0))],
        whole in prop_oneof![3 => Just(None), 1 => Just(Some(100.0)), 1 => Just(Some(0.0))],
        reference in any_value(),
    ) -> Chart {
        let mut chart = bands(form, &names, &[]);
        let one = |(at, points): (usize, Vec<Point>)| Series { name: NAMES[(at * 3) % NAMES.len()].to_owned(), points, emphasis: Emphasis::Plain };
        chart.series = points.into_iter().enumerate().map(one).collect();
        chart.references = vec![Reference { value: reference, label: "EU average".to_owned() }];
        (chart.base, chart.whole) = (base, whole);
        chart
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_input_puts_anything_but_numbers_into_a_drawing(chart in any_chart(), is_narrow in any::<bool>()) {
        let formats = formats("es");
        let width = if is_narrow { Width::Narrow } else { Width::Wide };
        let svg = draw(&chart, &words(&formats, None), "c", width);
        prop_assert_eq!(&svg, &draw(&chart, &words(&formats, None), "c", width));
        for name in ["x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "d", "viewBox"] {
            for part in svg.split(&format!(" {name}=\"")).skip(1) {
                let value = part.split('"').next().unwrap_or_default();
                prop_assert!(value.bytes().all(|letter| letter.is_ascii_digit() || b"MLAZ .-%".contains(&letter)), "{}=\"{}\"", name, value);
                let long = value.split(|letter: char| !letter.is_ascii_digit() && letter != '.').find(|number| number.split_once('.').is_some_and(|(_, rest)| rest.len() > 2));
                prop_assert!(long.is_none(), "{}=\"{}\"", name, value);
            }
        }
        for name in ["width", "height"] {
            let negative = attributes(&svg, "rect", name).into_iter().find(|length| *length < 0.0);
            prop_assert!(negative.is_none(), "{} {:?}", name, negative);
        }
        prop_assert!(!svg.contains("<script"));
        prop_assert!(is_well_formed(&svg), "{}", svg);
    }

    #[test]
    fn words_keep_within_the_drawing_and_off_each_other(
        form in proptest::sample::select(&FORMS[..]),
        names in proptest::collection::vec(proptest::sample::select(NAMES), 1..24),
        values in proptest::collection::vec(0..10_000_u32, 72),
        series in 1..4_usize,
        is_narrow in any::<bool>(),
    ) {
        let values: Vec<f64> = values.into_iter().map(|value| f64::from(value) / 10.0).collect();
        let of = |at: usize| &values[at * 24..at * 24 + names.len()];
        let all = [("Women", of(0)), ("Men and boys", of(1)), ("2020", of(2))];
        let chart = bands(form, &names, &all[..series]);
        let formats = formats("en");
        let width = if is_narrow { Width::Narrow } else { Width::Wide };
        let faults = faults(&draw(&chart, &words(&formats, None), "c", width), width);
        prop_assert!(faults.is_empty(), "{:?}", faults);
    }

    #[test]
    fn treemaps_fill_their_room_with_areas_as_large_as_the_values(values in proptest::collection::vec(1..100_000_u32, 1..80)) {
        let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
        values.sort_by(|one, other| other.total_cmp(one));
        let room = svg::Rect { x: 3.0, y: 5.0, width: 300.0, height: 170.0 };
        let cells = forms::treemap::squarified(&values, room);
        let sum: f64 = values.iter().sum();
        for (cell, value) in cells.iter().zip(&values) {
            let expected = value / sum * room.width * room.height;
            prop_assert!((cell.width * cell.height - expected).abs() < 1e-6 * expected.max(1.0), "{} for {}", cell.width * cell.height, expected);
            prop_assert!(cell.x >= room.x - 1e-9 && cell.x + cell.width <= room.x + room.width + 1e-6);
            prop_assert!(cell.y >= room.y - 1e-9 && cell.y + cell.height <= room.y + room.height + 1e-6);
        }
        for (at, one) in cells.iter().enumerate() {
            for other in &cells[at + 1..] {
                let across = (one.x + one.width).min(other.x + other.width) - one.x.max(other.x);
                let down = (one.y + one.height).min(other.y + other.height) - one.y.max(other.y);
                prop_assert!(across < 1e-6 || down < 1e-6);
            }
        }
    }

    #[test]
    fn ticks_cover_what_is_shown_and_are_few(one in any_value(), other in any_value(), most in 2..12_usize) {
        let (low, high) = (one.min(other), one.max(other));
        let ticks = scale::ticks(low, high, most);
        let (first, last) = ticks.ends();
        prop_assert!(first <= scale::tame(low) && last >= scale::tame(high), "{:?} for {} to {}", ticks.values, low, high);
        prop_assert!(ticks.values.len() <= most.max(3) && ticks.values.len() >= 2, "{:?}", ticks.values);
        prop_assert!(ticks.values.is_sorted_by(|one, other| one < other), "{:?}", ticks.values);
    }
}

/// Is every element closed in its turn?
fn is_well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for part in svg.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else { return false };
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return false,
            Some(_) => {}
            None if !tag.ends_with('/') => open.push(tag.split(' ').next().unwrap_or_default()),
            None => {}
        }
    }
    open.is_empty()
}

#[test]
fn bars_are_as_long_as_their_values() {
    let formats = formats("en");
    let values = [10.0, 25.0, 40.0, 5.0];
    let chart = bands(Form::Bar, &["a", "b", "c", "d"], &[("", &values)]);
    let svg = draw(&chart, &words(&formats, None), "c", Width::Wide);
    let lengths = attributes(&svg, "rect", "width");
    for (length, value) in lengths.iter().zip(values) {
        assert!((length / lengths[2] - value / 40.0).abs() < 1e-3, "{lengths:?}");
    }
    let mut column = chart.clone();
    column.form = Form::Column;
    let heights = attributes(&draw(&column, &words(&formats, None), "c", Width::Narrow), "rect", "height");
    for (height, value) in heights.iter().zip(values) {
        assert!((height / heights[2] - value / 40.0).abs() < 1e-3, "{heights:?}");
    }
}

#[test]
fn negative_bars_go_to_the_other_side() {
    let formats = formats("en");
    let svg = draw(&bands(Form::Bar, &["a", "b"], &[("", &[-10.0, 10.0])]), &words(&formats, None), "c", Width::Wide);
    let (starts, lengths) = (attributes(&svg, "rect", "x"), attributes(&svg, "rect", "width"));
    assert!((starts[0] + lengths[0] - starts[1]).abs() < 0.02 && (lengths[0] - lengths[1]).abs() < 0.02, "{svg}");
}

#[test]
fn an_index_is_drawn_around_its_base() {
    let formats = formats("en");
    let mut chart = bands(Form::Bar, &["a", "b"], &[("", &[90.0, 120.0])]);
    chart.base = Some(100.0);
    let svg = draw(&chart, &words(&formats, None), "c", Width::Wide);
    let lengths = attributes(&svg, "rect", "width");
    assert!((lengths[1] / lengths[0] - 2.0).abs() < 1e-2, "{lengths:?}");
    assert!(said(&svg).iter().any(|said| said.words == "100"), "{svg}");
}

#[test]
fn what_is_missing_is_said_and_never_drawn() {
    let formats = formats("en");
    for form in FORMS {
        let mut chart = bands(form, &["Araba", "Bizkaia"], &[("2020", &[10.0, 20.0]), ("2021", &[11.0, 21.0])]);
        for series in &mut chart.series {
            series.points[0].amount = Amount::Missing;
        }
        let svg = draw(&chart, &words(&formats, None), "c", Width::Wide);
        assert!(svg.to_lowercase().contains("not reported</text>") || svg.contains(">Not reported: "), "{form:?}: {svg}");
    }
}

#[test]
fn stacks_refuse_what_is_negative() {
    let formats = formats("en");
    let mut chart = bands(Form::Stacked, &["a", "b"], &[("x", &[10.0, -20.0]), ("y", &[11.0, 21.0])]);
    let stacked = draw(&chart, &words(&formats, None), "c", Width::Wide);
    chart.form = Form::Grouped;
    assert_eq!(stacked, draw(&chart, &words(&formats, None), "c", Width::Wide));
}

#[test]
fn a_ring_of_many_parts_is_a_bar() {
    let formats = formats("en");
    let mut chart = bands(Form::Donut, &["a", "b", "c", "d", "e", "f"], &[("", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])]);
    let ring = draw(&chart, &words(&formats, None), "c", Width::Wide);
    chart.form = Form::ShareBar;
    assert_eq!(ring, draw(&chart, &words(&formats, None), "c", Width::Wide));
}

#[test]
fn squares_add_up_to_a_hundred() {
    let formats = formats("en");
    let chart = bands(Form::Waffle, &["a", "b", "c"], &[("", &[1.0, 1.0, 1.0])]);
    let svg = draw(&chart, &words(&formats, None), "c", Width::Wide);
    let squares: Vec<usize> = svg.split(" d=\"").skip(1).map(|path| path.matches('Z').count()).collect();
    assert_eq!(squares, [34, 33, 33]);
}

#[test]
fn a_lower_bound_is_open_and_says_so() {
    let formats = formats("en");
    for form in [Form::Bar, Form::Column, Form::Lollipop, Form::RangeDot] {
        let mut chart = bands(form, &["a", "b"], &[("", &[150.0, 120.0])]);
        chart.series[0].points[0].bound = Bound::Lower;
        chart.series[0].points[0].label = "more than 150 companies".to_owned();
        let svg = draw(&chart, &words(&formats, None), "c", Width::Wide);
        let own = if form == Form::Column { ">at least 150</text>" } else { ">more than 150 companies</text>" };
        assert!(svg.contains(own), "{svg}");
        assert!(draw(&chart, &words(&formats, None), "c", Width::Narrow).contains(">at least 150</text>"));
        assert!(svg.contains("mark-open") || svg.contains("class=\"arrow"), "{svg}");
    }
}

#[test]
fn the_message_is_told_in_three_languages() {
    let check = |language: &str, change: &dyn Fn(&mut Chart), expected: &str| {
        let formats = formats(language);
        let mut chart = bands(Form::Bar, &["Araba", "Bizkaia", "Gipuzkoa"], &[("", &[12.0, 40.0, 31.0])]);
        change(&mut chart);
        assert_eq!(describe(&chart, &words(&formats, None)), expected);
    };
    check("en", &|_| {}, "Highest: Bizkaia, 40 companies; lowest: Araba, 12 companies.");
    check("es", &|_| {}, "El valor más alto: Bizkaia, 40 companies; el más bajo: Araba, 12 companies.");
    check("eu", &|_| {}, "Handiena: Bizkaia, 40 companies; txikiena: Araba, 12 companies.");
    let missing = |chart: &mut Chart| chart.series[0].points[1].amount = Amount::Missing;
    check("en", &missing, "Highest: Gipuzkoa, 31 companies; lowest: Araba, 12 companies. One value is not reported.");
    check("eu", &missing, "Handiena: Gipuzkoa, 31 companies; txikiena: Araba, 12 companies. Balio bat ez da jakinarazi.");
    let expected = |chart: &mut Chart| chart.series[0].points.iter_mut().for_each(|point| point.state = State::Expected);
    check(
        "es",
        &expected,
        "El valor más alto: Bizkaia, 40 companies; el más bajo: Araba, 12 companies. Todos los valores son previsiones.",
    );
    let years = |chart: &mut Chart| {
        for (point, year) in chart.series[0].points.iter_mut().zip(["2000", "2010", "2022"]) {
            point.when = year.to_owned();
        }
        chart.series[0].points[2].state = State::Provisional;
    };
    check(
        "en",
        &years,
        "Rises from 12 companies in 2000 to 31 companies in 2022. Highest: 40 companies in 2010; lowest: 12 companies in 2000. \
         2022: provisional.",
    );
    check(
        "eu",
        &years,
        "Igo egin da: 2000. urtean 12 companies; 2022. urtean 31 companies. Handiena: 2010. urtean 40 companies; txikiena: \
         2000. urtean 12 companies. 2022: behin-behinekoa.",
    );
    check("en", &|chart| chart.series.clear(), "No value is reported.");
}

#[test]
fn however_much_there_is_the_drawing_stays_small() {
    let formats = formats("en");
    let names: Vec<String> = (0..20_000).map(|at| format!("Municipality {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<f64> = (0..20_000).map(|at| f64::from(at * 7919 % 1000)).collect();
    for form in FORMS {
        let chart = bands(form, &names, &[("", &values)]);
        // What is too much to be looked at is summed or left out: the drawing stays small however much there is.
        let svg = draw(&chart, &words(&formats, None), "c", Width::Wide);
        assert!(svg.len() < 120_000, "{form:?}: {}", svg.len());
        let series: Vec<(&str, &[f64])> = names[..3000].iter().map(|name| (*name, &values[..40])).collect();
        let svg = draw(&bands(form, &names[..40], &series), &words(&formats, None), "c", Width::Narrow);
        assert!(svg.len() < 900_000, "{form:?}: {}", svg.len());
    }
}
