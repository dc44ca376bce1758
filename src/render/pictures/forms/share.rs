//! One bar that is the whole, cut into its parts.

use super::bar;
use crate::render::pictures::bar_mark::filled;
use crate::render::pictures::category_rows::can_be_added;
use crate::render::pictures::parts_of_whole::{self, Part, Parts, parts};
use crate::render::pictures::sheet::{COLOURS, LEADING, Sheet, TEXT};
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text::{self, Lines};

const THICK: f64 = 44.0;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let Some(parts) = parts(sheet, COLOURS + 1).filter(|_| can_be_added(sheet.chart)) else { return bar::draw(sheet) };
    let top = sheet.head(&[]);
    let across = sheet.across();
    let mut places = Vec::with_capacity(parts.parts.len());
    let mut sum = 0.0;
    for part in &parts.parts {
        let from = sum / parts.whole * across;
        sum += part.value;
        places.push((from, sum / parts.whole * across));
    }
    for (part, (from, to)) in parts.parts.iter().zip(&places) {
        segment(sheet, part, Rect { x: *from, y: top, width: to - from, height: THICK });
    }
    let below = top + THICK + 8.0;
    let bottom = match direct(sheet, &parts, &places) {
        Some(names) => label(sheet, &parts, (&places, &names), below),
        None => parts_of_whole::list(sheet, &parts, (0.0, across), below + 2.0),
    };
    parts_of_whole::note(sheet, &parts, bottom) + 2.0
}

/// Draws a part; one that is not broken down is only outlined.
pub fn segment(sheet: &mut Sheet, part: &Part, rect: Rect) {
    let told = format!("{}: {}", part.name, part.words);
    match (&part.class, part.point) {
        (Some(class), Some((series, point))) => {
            sheet.begin(series, point);
            filled(sheet, (class, part.state()), rect);
            sheet.end(point);
        }
        (class, _) => {
            let class = class.as_deref().unwrap_or("rest");
            sheet.svg.open("g", &[("class", "point".into())]);
            sheet.svg.words("title", &[], &told);
            sheet.svg.rect(&format!("mark {class}"), rect);
            sheet.svg.close("g");
        }
    }
}

/// The names in lines as long as their segments, if all of them fit so.
fn direct(sheet: &Sheet, parts: &Parts, places: &[(f64, f64)]) -> Option<Vec<Lines>> {
    let fit = |(part, (from, to)): (&Part, &(f64, f64))| {
        let room = to - from - 10.0;
        let lines = sheet.wrap(&part.name, room, 3);
        let fits = !lines.is_short && text::longest_word(&part.name, TEXT) <= room && text::bold_width(&part.words, TEXT) <= room;
        fits.then_some(lines)
    };
    parts.parts.iter().zip(places).map(fit).collect()
}

/// Writes each part's number and name below its segment.
fn label(sheet: &mut Sheet, parts: &Parts, (places, names): (&[(f64, f64)], &[Lines]), top: f64) -> f64 {
    for ((part, (from, _)), name) in parts.parts.iter().zip(places).zip(names) {
        sheet.svg.text("label-value", Anchor::Start, (*from, top + TEXT), &part.words);
        sheet.lines("label", Anchor::Start, (*from, top + LEADING + name.lines.len() as f64 * LEADING / 2.0 + 2.0), (name, &part.name));
    }
    top + LEADING + 2.0 + names.iter().map(|name| name.lines.len()).max().unwrap_or(0) as f64 * LEADING
}
