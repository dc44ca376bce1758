//! Charts over time and over two numbers: small ones byte for byte, and what holds for all of them.

#[path = "support/expect.rs"]
mod expect;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use expect::{difference, updating, write};

use proptest::prelude::*;
use sare::diag::{FileId, Report};
use sare::registry::figure::Scale;
use sare::render::format::Formats;
use sare::render::pictures::{
    Amount, At, Bound, Break, Chart, Emphasis, Form, Point, Reference, Series, State, Width, Words, describe, draw, text,
};
use sare::render::strings::Strings;

const FORMS: [Form; 6] = [Form::Line, Form::Area, Form::Slope, Form::Sparkline, Form::Multiples, Form::Scatter];

const NAMES: [&str; 6] = [
    "Bizkaia",
    "Servicios profesionales, científicos y técnicos",
    "Elektronika-ekipamenduaren fabrikazioa eta optika-produktuak",
    "<script>alert(1)</script>",
    "שלום",
    "",
];

/// The formats of a language, with the theme's own words.
fn formats(language: &str) -> Formats {
    let strings = |language: &str| {
        let files = ["values", "pictures", "series"].map(|name| {
            let path = format!("{}/themes/eko/strings/{language}/{name}.ftl", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).expect("the theme has its words")
        });
        let mut report = Report::default();
        let strings = Strings::load(language, &files.each_ref().map(|text| (FileId(0), text.as_str())), &mut report);
        assert_eq!(report.sorted(), []);
        strings
    };
    Formats::new(Arc::new(strings(language)))
}

fn words(formats: &Formats) -> Words<'_> {
    Words { formats, unit: None, scale: Scale::Ones }
}

fn point(year: i32, amount: Amount) -> Point {
    let short = match amount {
        Amount::Value(value) => value.to_string(),
        Amount::Range { min, max } => format!("{}–{}", min.unwrap_or(0.0), max.unwrap_or(0.0)),
        Amount::Missing => String::new(),
    };
    Point {
        at: At::Time(f64::from(year) + 0.5),
        when: year.to_string(),
        amount,
        state: State::Firm,
        bound: Bound::Exact,
        label: short.clone(),
        short,
        beside: String::new(),
        breaks: Break::None,
        href: String::new(),
    }
}

fn series(name: &str, from: i32, values: &[Option<f64>]) -> Series {
    let points = (from..).zip(values).map(|(year, value)| point(year, value.map_or(Amount::Missing, Amount::Value))).collect();
    Series { name: name.to_owned(), points, emphasis: Emphasis::Plain }
}

fn chart(form: Form, series: Vec<Series>) -> Chart {
    Chart {
        form,
        title: "Output".to_owned(),
        unit: "EU 27 = 100".to_owned(),
        categories: Vec::new(),
        series,
        base: None,
        whole: None,
        references: Vec::new(),
        across: "people".to_owned(),
    }
}

/// One series with all that can be said of its points: a gap, a break, provisional and expected values, bounds and an interval.
fn eventful() -> Series {
    let values = [Some(61.0), Some(64.0), None, Some(70.0), Some(66.0), Some(72.0), Some(79.0), Some(85.0)];
    let mut one = series("", 2015, &values);
    one.points[1].bound = Bound::Lower;
    one.points[4].breaks = Break::Before;
    one.points[6].state = State::Provisional;
    one.points[7].state = State::Target;
    one.points[5].amount = Amount::Range { min: Some(70.0), max: Some(75.0) };
    one
}

fn several() -> Vec<Series> {
    vec![
        series("Araba", 2019, &[Some(138.0), Some(123.0), Some(127.0), None]),
        series("Bizkaia", 2019, &[Some(111.0), Some(100.0), Some(101.0), Some(104.0)]),
    ]
}

/// Compares a drawing with the one that is kept; `UPDATE=1` keeps the new one.
fn check_drawing(name: &str, chart: &Chart) {
    let formats = formats("en");
    // An element to a line, so that a change can be read.
    let drawn = draw(chart, &words(&formats), "it", Width::Narrow).replace("><", ">\n<") + "\n";
    let path = format!("{}/tests/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if updating() {
        return write(Path::new(&path), drawn.as_bytes());
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == drawn, "{path}; UPDATE=1 keeps the new drawing:\n{}", difference(&kept, &drawn));
}

#[test]
fn small_charts_are_drawn_as_before() {
    check_drawing("line", &chart(Form::Line, vec![eventful()]));
    check_drawing("lines", &Chart { base: Some(100.0), ..chart(Form::Line, several()) });
    check_drawing("area", &chart(Form::Area, vec![series("", 2019, &[Some(3.0), Some(4.0), Some(2.5)])]));
    check_drawing("areas", &chart(Form::Area, several()));
    check_drawing("slope", &chart(Form::Slope, several()));
    check_drawing("sparkline", &chart(Form::Sparkline, vec![eventful()]));
    check_drawing("multiples", &chart(Form::Multiples, several()));
    let mut dots = series("", 2000, &[Some(10.0), Some(40.0), Some(25.0)]);
    for (at, (point, name)) in dots.points.iter_mut().zip(["Araba", "Bizkaia", "Gipuzkoa"]).enumerate() {
        (point.at, point.when) = (At::Number(at as f64 * 100.0), name.to_owned());
    }
    check_drawing("scatter", &chart(Form::Scatter, vec![dots]));
    let mut sectors = vec![series("Araba", 0, &[Some(4.0), Some(9.0)]), series("Bizkaia", 0, &[Some(7.0), None])];
    into_bands(&mut sectors);
    sectors[0].points[1].bound = Bound::Lower;
    check_drawing("multiples-of-bands", &chart(Form::Multiples, sectors));
    check_drawing("nothing", &chart(Form::Line, Vec::new()));
}

/// The same points, each in a band of its own.
fn into_bands(series: &mut [Series]) {
    for (at, point) in series.iter_mut().flat_map(|series| series.points.iter_mut().enumerate()) {
        (point.at, point.when) = (At::Band(at), format!("Sector {at}"));
    }
}

#[track_caller]
fn check_told(chart: &Chart, expected: [&str; 3]) {
    let said = ["en", "es", "eu"].map(|language| describe(chart, &words(&formats(language))));
    assert_eq!(said, expected);
}

#[test]
fn the_course_of_a_series_is_told() {
    let mut one = series("", 2000, &[Some(61.0), Some(90.0), Some(55.0), Some(79.0)]);
    one.points[3].state = State::Provisional;
    one.points[3].label = "79 (provisional)".to_owned();
    check_told(
        &chart(Form::Line, vec![one]),
        [
            "Rises from 61 in 2000 to 79 (provisional) in 2003. Highest: 90 in 2001; lowest: 55 in 2002. Provisional: 2003.",
            "Sube de 61 en 2000 a 79 (provisional) en 2003. Máximo: 90 en 2001; mínimo: 55 en 2002. Provisional: 2003.",
            "Igo egin da: 2000. urtean 61; 2003. urtean 79 (provisional). Handiena: 2001. urtean 90; txikiena: 2002. urtean 55. \
             Behin-behinekoa: 2003.",
        ],
    );
}

#[test]
fn who_leads_and_how_far_apart_they_are_is_told() {
    check_told(
        &chart(Form::Line, several()),
        [
            "Araba: falls from 138 in 2019 to 127 in 2021. Bizkaia: falls from 111 in 2019 to 104 in 2022. Highest in 2021: Araba, 127; \
             lowest: Bizkaia, 101. Araba is the highest all along. The gap between highest and lowest narrows from 27 in 2019 to 26 in \
             2021. No value: 2022 (Araba).",
            "Araba: baja de 138 en 2019 a 127 en 2021. Bizkaia: baja de 111 en 2019 a 104 en 2022. El valor más alto en 2021: Araba, 127; \
             el más bajo: Bizkaia, 101. Araba tiene siempre el valor más alto. La distancia entre el más alto y el más bajo se reduce de \
             27 en 2019 a 26 en 2021. Sin dato: 2022 (Araba).",
            "Araba: jaitsi egin da: 2019. urtean 138; 2021. urtean 127. Bizkaia: jaitsi egin da: 2019. urtean 111; 2022. urtean 104. 2021. \
             urtean baliorik handiena: Araba, 127; txikiena: Bizkaia, 101. Araba da handiena hasieratik amaierara. Handienaren eta \
             txikienaren arteko aldea txikitu egin da: 2019. urtean 27; 2021. urtean 26. Daturik gabe: 2022 (Araba).",
        ],
    );
}

#[test]
fn columns_over_years_tell_no_more_than_a_line() {
    let told = |change: fn(&mut Series)| {
        let mut one = series("", 2022, &[Some(61.0), Some(70.0), Some(60.0)]);
        for (at, point) in one.points.iter_mut().enumerate() {
            point.at = At::Band(at);
        }
        change(&mut one);
        describe(&chart(Form::Column, vec![one]), &words(&formats("en")))
    };
    assert_eq!(told(|_| {}), "Falls from 61 in 2022 to 60 in 2024. Highest: 70 in 2023; lowest: 60 in 2024.");
    // More than 60 may be more than 61.
    assert_eq!(told(|one| one.points[2].bound = Bound::Lower), "61 in 2022; later 60 in 2024.");
}

#[test]
fn what_cannot_be_seen_of_many_points_is_left_out() {
    let values: Vec<Option<f64>> = (0..20_000).map(|at| Some((f64::from(at) * 0.37).sin() * 50.0 + 100.0)).collect();
    let mut many = series("", 2000, &values);
    for (at, point) in many.points.iter_mut().enumerate() {
        point.at = At::Time(2000.0 + at as f64 / 365.0);
    }
    let formats = formats("en");
    let line = draw(&chart(Form::Line, vec![many.clone()]), &words(&formats), "it", Width::Wide);
    assert!(line.len() < 150_000, "{}", line.len());
    for (at, point) in many.points.iter_mut().enumerate() {
        point.at = At::Number((at as f64 * 0.618).fract() * 100.0);
    }
    let scatter = draw(&chart(Form::Scatter, vec![many.clone()]), &words(&formats), "it", Width::Wide);
    assert!(scatter.len() < 1_500_000, "{}", scatter.len());
    // Every point is drawn, or told by the mark that lies on it.
    let marks = scatter.matches("class=\"point\"").count();
    let told = scatter.split("and ").filter_map(|part| match part.split_once(" more here")?.0 {
        "one" => Some(1),
        count => count.parse::<usize>().ok(),
    });
    assert_eq!(marks + told.sum::<usize>(), 20_000);
}

#[test]
fn nothing_is_claimed_that_the_data_leave_open() {
    let told = |change: fn(&mut Series)| {
        let mut one = series("", 2000, &[Some(61.0), Some(70.0), Some(79.0)]);
        change(&mut one);
        describe(&chart(Form::Line, vec![one]), &words(&formats("en")))
    };
    assert_eq!(told(|_| {}), "Rises from 61 in 2000 to 79 in 2002.");
    // More than 61 may be more than 79.
    assert_eq!(told(|one| one.points[0].bound = Bound::Lower), "61 in 2000; later 79 in 2002.");
    assert_eq!(told(|one| one.points[2].breaks = Break::Before), "61 in 2000; later 79 in 2002. Series broken before 2002.");
    assert_eq!(
        told(|one| one.points[2].state = State::Target),
        "Rises from 61 in 2000 to 70 in 2001. Still to come: 79 in 2002. Target: 2002."
    );
    assert_eq!(told(|one| one.points[1].amount = Amount::Missing), "Rises from 61 in 2000 to 79 in 2002. No value: 2001.");
    assert_eq!(told(|one| one.points.truncate(1)), "61 in 2000.");
    assert_eq!(told(|one| one.points.clear()), "No data.");
}

#[test]
fn a_gap_is_a_gap() {
    let formats = formats("en");
    let lines = |series: Series| {
        draw(&chart(Form::Line, vec![series]), &words(&formats), "it", Width::Wide).matches("class=\"line series-1\"").count()
    };
    let whole = series("", 2000, &[Some(1.0), Some(2.0), Some(3.0), Some(4.0), Some(5.0), Some(6.0)]);
    let (mut missing, mut left_out, mut broken) = (whole.clone(), whole.clone(), whole.clone());
    missing.points[2].amount = Amount::Missing;
    left_out.points.remove(2);
    broken.points[2].breaks = Break::Before;
    assert_eq!([whole, missing, left_out, broken].map(lines), [1, 2, 2, 2]);
    // Times that follow no rhythm lie where they are, and are joined.
    let mut uneven = series("", 2000, &[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
    for (point, year) in uneven.points.iter_mut().zip([2000, 2007, 2009, 2020]) {
        point.at = At::Time(f64::from(year) + 0.5);
    }
    assert_eq!(lines(uneven), 1);
}

#[test]
fn an_area_begins_at_zero_and_a_line_need_not() {
    let formats = formats("en");
    let zeros = |form| {
        let one = chart(form, vec![series("", 2000, &[Some(101.0), Some(104.0)])]);
        draw(&one, &words(&formats), "it", Width::Wide).matches(">0</text>").count()
    };
    assert_eq!([zeros(Form::Area), zeros(Form::Line)], [1, 0]);
}

#[test]
fn a_small_chart_takes_no_longer_among_many() {
    let formats = formats("en");
    let time = |count: usize| {
        let values: Vec<Option<f64>> = (0..23).map(|year| Some(f64::from(year * 7 % 11))).collect();
        let chart = chart(Form::Multiples, (0..count).map(|at| series(&format!("Place {at}"), 2000, &values)).collect());
        let fastest = (0..5).map(|_| {
            let start = Instant::now();
            draw(&chart, &words(&formats), "it", Width::Wide);
            start.elapsed()
        });
        fastest.min().unwrap_or_default().as_secs_f64() / count as f64
    };
    // Were each slower the more there are, each of 2000 would take twenty times as long.
    let (few, many) = (time(100), time(2000));
    assert!(many < few * 8.0, "{few} s each of 100, {many} s each of 2000");
}

/// A line of words: where it stands, and what it says.
#[derive(Debug)]
struct Said {
    from: f64,
    to: f64,
    foot: f64,
    words: String,
}

fn number(head: &str, name: &str) -> f64 {
    head.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()?.parse().ok()).unwrap_or(0.0)
}

fn said(svg: &str) -> Vec<Said> {
    let texts = svg.split("<text ").skip(1).filter_map(|part| part.split_once('>'));
    let line = |(head, rest): (&str, &str)| {
        let words = rest.split('<').next().unwrap_or("").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let head = format!(" {head}");
        let is_bold = head.contains("label-value") || head.contains("label-name");
        let length = if is_bold { text::bold_width(&words, 14.0) } else { text::width(&words, 13.5) };
        let x = number(&head, "x");
        let from = if head.contains("\"middle\"") {
            x - length / 2.0
        } else if head.contains("\"end\"") {
            x - length
        } else {
            x
        };
        Said { from, to: from + length, foot: number(&head, "y"), words }
    };
    texts.map(line).filter(|line| !line.words.trim().is_empty()).collect()
}

/// Words outside of the drawing or on other words, and places that are none.
fn faults(svg: &str) -> Vec<String> {
    let view: Vec<f64> =
        svg.split("viewBox=\"").nth(1).unwrap_or("").split(['"', ' ']).take(4).filter_map(|part| part.parse().ok()).collect();
    let [_, _, across, height] = view[..] else { return vec!["no viewBox".to_owned()] };
    let mut found = Vec::new();
    let lines = said(svg);
    for (at, one) in lines.iter().enumerate() {
        if one.from < -1.0 || one.to > across + 1.0 || one.foot < 8.0 || one.foot > height {
            found.push(format!("{one:?} is outside of {across} × {height}"));
        }
        for other in &lines[at + 1..] {
            if one.to.min(other.to) - one.from.max(other.from) > 1.0 && (one.foot - other.foot).abs() < 11.0 {
                found.push(format!("{one:?} lies on {other:?}"));
            }
        }
    }
    for path in svg.split(" d=\"").skip(1).filter_map(|part| part.split('"').next()) {
        let numbers = path.split(|letter: char| letter.is_ascii_alphabetic() || letter == ' ').filter(|part| !part.is_empty());
        let wrong = numbers
            .map(str::parse::<f64>)
            .find(|number| number.as_ref().map_or(true, |number| !(-30.0..=height.max(across) + 30.0).contains(number)));
        found.extend(wrong.map(|number| format!("{number:?} in {path}")));
    }
    found.extend(["NaN", "inf", "{$", "{ $"].iter().filter(|word| svg.contains(**word)).map(|word| format!("`{word}` is said")));
    found
}

fn any_amount() -> impl Strategy<Value = Amount> {
    let value = prop_oneof![
        6 => -1e3..1e3_f64,
        1 => prop::num::f64::NORMAL | prop::num::f64::ZERO,
        1 => Just(1e-9),
        1 => Just(1e15),
        1 => prop::num::f64::ANY,
    ];
    prop_oneof![
        8 => value.clone().prop_map(Amount::Value),
        1 => (prop::option::of(value.clone()), prop::option::of(value)).prop_map(|(min, max)| Amount::Range { min, max }),
        1 => Just(Amount::Missing),
    ]
}

fn any_point() -> impl Strategy<Value = Point> {
    let at = prop_oneof![8 => (1990..2030_i32).prop_map(f64::from), 1 => -1e4..1e4_f64, 1 => prop::num::f64::ANY];
    let state =
        prop_oneof![Just(State::Firm), Just(State::Provisional), Just(State::Estimated), Just(State::Expected), Just(State::Target)];
    let bound = prop_oneof![4 => Just(Bound::Exact), 1 => Just(Bound::About), 1 => Just(Bound::Lower), 1 => Just(Bound::Upper)];
    (at, any_amount(), state, bound, prop::bool::weighted(0.1)).prop_map(|(year, amount, state, bound, is_broken)| {
        let breaks = if is_broken { Break::Before } else { Break::None };
        let short = amount.middle().map_or(String::new(), |value| format!("{value:.1e}"));
        Point {
            at: At::Time(year + 0.5),
            when: if year.is_finite() { format!("{year:.0}") } else { "?".to_owned() },
            state,
            bound,
            breaks,
            label: short.clone(),
            short,
            ..point(0, amount)
        }
    })
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let emphasis = prop_oneof![4 => Just(Emphasis::Plain), 1 => Just(Emphasis::Strong), 1 => Just(Emphasis::Faint)];
    let one = (prop::sample::select(&NAMES[..]), prop::collection::vec(any_point(), 0..14), emphasis)
        .prop_map(|(name, points, emphasis)| Series { name: name.to_owned(), points, emphasis });
    let references = prop::collection::vec((-1e3..1e3_f64, prop::sample::select(&NAMES[..])), 0..3);
    let form = prop::sample::select(&FORMS[..]);
    (form, prop::collection::vec(one, 0..12), prop::option::of(-200.0..200.0_f64), references).prop_map(
        |(form, mut series, base, references)| {
            if form == Form::Scatter {
                for point in series.iter_mut().flat_map(|series| &mut series.points) {
                    point.at = match point.at {
                        At::Time(number) => At::Number(number),
                        other => other,
                    };
                }
            }
            if form == Form::Multiples && references.is_empty() {
                into_bands(&mut series);
            }
            let references = references.into_iter().map(|(value, label)| Reference { value, label: label.to_owned() }).collect();
            Chart { base, references, ..chart(form, series) }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_chart_is_drawn_within_its_bounds(chart in any_chart(), is_wide in any::<bool>()) {
        let (formats, width) = (formats("eu"), if is_wide { Width::Wide } else { Width::Narrow });
        let svg = draw(&chart, &words(&formats), "it", width);
        let faults = faults(&svg);
        prop_assert!(faults.is_empty(), "{faults:#?}");
        prop_assert!(!svg.contains("<script"));
        prop_assert_eq!(&svg, &draw(&chart, &words(&formats), "it", width));
    }
}
