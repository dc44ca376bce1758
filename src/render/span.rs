//! How long something lasted, drawn as a bar over the years.

use serde::Serialize;

use super::ask::Window;
use super::field::escaped;
use super::html::Html;
use super::pictures::svg::Px;
use crate::registry::value::Value;
use crate::registry::{EntityId, kind::Kind};
use crate::syntax::date::{Date, Period, number_of};

/// A period as templates have it.
#[derive(Serialize)]
pub struct SpanView {
    /// From when to when, in words.
    words: String,
    /// How long: "24 months".
    length: String,
    picture_html: Html,
}

/// A shorter time than this is said in words alone.
const SHORTEST: i32 = 60;

/// A longer time than this, in years, is not drawn either: its years could not be told apart.
const LONGEST: i32 = 60;

/// The width of the drawing, in its own units; its height is that of the bar and the years below it.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 40.0;

/// The mean length of a month in days.
const MONTH: f64 = 30.436_875;

/// The time of a thing of which the first and the last day are known.
pub fn of(window: &Window, id: EntityId, kind: &Kind) -> Option<SpanView> {
    let Value::Period(period) = &window.fact(id, kind.roles.date?)?.value else { return None };
    let days = number_of(period.first_day()?)..=number_of(period.last_day()?);
    let length = days.end().saturating_sub(*days.start()).saturating_add(1);
    let years = i32::from(period.first_day()?.year())..=i32::from(period.last_day()?.year());
    if length < SHORTEST || years.end() - years.start() > LONGEST {
        return None;
    }
    let months = (f64::from(length) / MONTH).round() as u32;
    let words = window.formats().period(period);
    let length = window.formats().duration(months);
    let label = format!("{words} ({length})");
    Some(SpanView { picture_html: draw(period, (*years.start(), *years.end()), &label)?.into(), words, length })
}

fn draw(period: &Period, (first, last): (i32, i32), label: &str) -> Option<String> {
    let (start, end) = (new_year(first), new_year(last + 1));
    let at = |day: i32| f64::from(day - start) / f64::from(end - start) * (WIDTH - 2.0) + 1.0;
    let (from, to) = (at(number_of(period.first_day()?)), at(number_of(period.last_day()?) + 1));
    let mut out = format!(
        "<svg class=\"span\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" focusable=\"false\">",
        Px(WIDTH),
        Px(HEIGHT),
        escaped(label)
    );
    out.push_str(&format!("<rect class=\"span-ground\" x=\"1\" y=\"4\" width=\"{}\" height=\"12\" rx=\"2\"/>", Px(WIDTH - 2.0)));
    out.push_str(&format!("<rect class=\"span-bar\" x=\"{}\" y=\"4\" width=\"{}\" height=\"12\" rx=\"2\"/>", Px(from), Px(to - from)));
    // As many years are named as have room for four digits.
    let step = [1, 2, 5, 10, 20].into_iter().find(|step| (last - first) / step < 12).unwrap_or(30);
    for year in (first..=last).filter(|year| (year - first) % step == 0) {
        let x = at(new_year(year));
        out.push_str(&format!("<path class=\"span-tick\" d=\"M{} 16V22\"/><text x=\"{}\" y=\"36\">{year}</text>", Px(x), Px(x)));
    }
    out.push_str("</svg>");
    Some(out)
}

/// The number of the first day of a year.
fn new_year(year: i32) -> i32 {
    number_of(Date::of_year(year).first_day())
}
