//! Charts, element by element: one small drawing for each form that needs bands or parts.
//!
//! `UPDATE=1 cargo test --test pictures` writes them anew; look at the difference in a browser, too.

#[path = "support/expect.rs"]
mod expect;

use std::path::Path;
use std::sync::Arc;

use expect::{difference, updating, write};
use sare::diag::{FileId, Report};
use sare::registry::figure::Scale;
use sare::render::format::Formats;
use sare::render::pictures::{Amount, At, Bound, Break, Chart, Emphasis, Form, Point, Reference, Series, State, Width, Words, draw};
use sare::render::strings::Strings;

#[test]
fn bar() {
    let mut chart = bands(Form::Bar, &[("", &[120.0, 150.0, 80.0, 0.0])]);
    let points = &mut chart.series[0].points;
    (points[0].bound, points[0].label) = (Bound::Lower, "more than 120 companies".to_owned());
    points[1].state = State::Expected;
    (points[2].amount, points[2].short) = (Amount::Range { min: Some(60.0), max: Some(80.0) }, "60–80".to_owned());
    points[3].amount = Amount::Missing;
    points[1].href = "/figures/companies/".to_owned();
    chart.references.push(Reference { value: 100.0, label: "Average".to_owned() });
    check("bar", &chart, Width::Wide);
}

#[test]
fn bar_on_a_phone() {
    let mut chart = bands(Form::Bar, &[("", &[12.0, -3.5])]);
    chart.categories[0] = "Servicios profesionales, científicos y técnicos".to_owned();
    check("bar-narrow", &chart, Width::Narrow);
}

#[test]
fn column() {
    let mut chart = bands(Form::Column, &[("", &[95.0, 112.0, 100.0])]);
    chart.base = Some(100.0);
    chart.series[0].points[1].state = State::Provisional;
    check("column", &chart, Width::Wide);
}

#[test]
fn grouped() {
    check("grouped", &bands(Form::Grouped, &[("2020", &[10.0, 20.0]), ("2021", &[12.0, 18.0])]), Width::Wide);
}

#[test]
fn stacked() {
    let mut chart = bands(Form::Stacked, &[("Women", &[10.0, 20.0]), ("Men", &[12.0, 18.0])]);
    chart.series[1].points[1].amount = Amount::Missing;
    check("stacked", &chart, Width::Wide);
}

#[test]
fn stacked_share() {
    check("stacked-share", &bands(Form::StackedShare, &[("Women", &[10.0, 20.0]), ("Men", &[30.0, 20.0])]), Width::Narrow);
}

#[test]
fn lollipop() {
    check("lollipop", &bands(Form::Lollipop, &[("", &[10.0, 20.0])]), Width::Wide);
}

#[test]
fn range() {
    let mut chart = bands(Form::RangeDot, &[("", &[150.0, 120.0, 165.0])]);
    chart.categories = vec!["2022".to_owned()];
    let points = &mut chart.series[0].points;
    for (point, source) in points.iter_mut().zip(["Catalogue", "Press release", "Annual report"]) {
        (point.at, point.when) = (At::Band(0), source.to_owned());
    }
    (points[0].bound, points[0].label) = (Bound::Lower, "more than 150 exhibitors".to_owned());
    (points[1].amount, points[1].short) = (Amount::Range { min: Some(120.0), max: Some(140.0) }, "120–140".to_owned());
    check("range", &chart, Width::Wide);
}

#[test]
fn share() {
    let mut chart = bands(Form::ShareBar, &[("", &[60.0, 25.0])]);
    chart.whole = Some(100.0);
    check("share", &chart, Width::Wide);
}

#[test]
fn waffle() {
    let mut chart = bands(Form::Waffle, &[("", &[3.0, 1.0])]);
    chart.series[0].points[1].state = State::Target;
    check("waffle", &chart, Width::Narrow);
}

#[test]
fn donut() {
    check("donut", &bands(Form::Donut, &[("", &[60.0, 25.0, 15.0])]), Width::Wide);
}

#[test]
fn heat_table() {
    let mut chart = bands(Form::HeatTable, &[("2020", &[-10.0, 20.0]), ("2021", &[12.0, 18.0])]);
    chart.series[1].points[0].amount = Amount::Missing;
    check("heat", &chart, Width::Wide);
}

#[test]
fn treemap() {
    check("treemap", &bands(Form::Treemap, &[("", &[60.0, 25.0, 10.0, 5.0])]), Width::Narrow);
}

const NAMES: [&str; 4] = ["Bizkaia", "Gipuzkoa", "Araba", "Nafarroa"];

/// A chart of as many provinces as there are values.
fn bands(form: Form, series: &[(&str, &[f64])]) -> Chart {
    let point = |(band, value): (usize, &f64)| Point {
        at: At::Band(band),
        when: NAMES[band].to_owned(),
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
        title: "Companies by province".to_owned(),
        unit: "companies".to_owned(),
        categories: NAMES[..series[0].1.len()].iter().map(|name| (*name).to_owned()).collect(),
        series: series.iter().map(one).collect(),
        base: None,
        whole: None,
        references: Vec::new(),
        across: String::new(),
    }
}

/// Compares with the drawing in `tests/pictures/`, an element a line.
fn check(name: &str, chart: &Chart, width: Width) {
    let files = [include_str!("../themes/eko/strings/en/values.ftl"), include_str!("../themes/eko/strings/en/pictures.ftl")];
    let strings = Strings::load("en", &files.map(|text| (FileId(0), text)), &mut Report::default());
    let formats = Formats::new(Arc::new(strings));
    let words = Words { formats: &formats, unit: None, scale: Scale::Ones };
    let drawn = draw(chart, &words, name, width).replace("><", ">\n<") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name).with_extension("svg");
    if updating() {
        return write(&path, drawn.as_bytes());
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == drawn, "{name} is drawn otherwise, {}", difference(&expected, &drawn));
}
