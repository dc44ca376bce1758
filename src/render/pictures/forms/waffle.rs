//! A hundred squares, coloured by the parts of a whole.

use super::bar;
use crate::render::pictures::category_rows::can_be_added;
use crate::render::pictures::parts_of_whole::{self, Part, Parts, parts};
use crate::render::pictures::sheet::{COLOURS, Sheet, TEXT};
use crate::render::pictures::svg::{Anchor, Path};
use crate::render::pictures::{State, Width};

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let Some(parts) = parts(sheet, COLOURS + 1).filter(|_| can_be_added(sheet.chart)) else { return bar::draw(sheet) };
    let top = sheet.head(&[]) + 2.0;
    let side = match sheet.width {
        Width::Narrow => 25.0,
        Width::Wide => 26.0,
    };
    let mut next = 0;
    for (part, count) in parts.parts.iter().zip(squares(&parts)) {
        draw_squares(sheet, part, next..next + count, (side, top));
        next += count;
    }
    let bottom = top + side * 10.0;
    let list = match sheet.width {
        Width::Narrow => parts_of_whole::list(sheet, &parts, (0.0, sheet.across()), bottom + 12.0),
        Width::Wide => {
            parts_of_whole::list(sheet, &parts, (side * 10.0 + 32.0, sheet.across() - side * 10.0 - 32.0), top + 2.0).max(bottom + 6.0)
        }
    };
    let words = sheet.words.say("picture-square", &[]);
    sheet.svg.text("note", Anchor::Start, (0.0, list + TEXT), &words);
    parts_of_whole::note(sheet, &parts, list + TEXT + 4.0) + 2.0
}

/// How many of the hundred squares each part gets: what is left after whole squares goes to the largest remainders.
pub fn squares(parts: &Parts) -> Vec<usize> {
    let exact: Vec<f64> = parts.parts.iter().map(|part| part.value / parts.whole * 100.0).collect();
    let mut counts: Vec<usize> = exact.iter().map(|share| share.floor().clamp(0.0, 100.0) as usize).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by(|one, other| exact[*other].fract().total_cmp(&exact[*one].fract()).then(one.cmp(other)));
    // Without a remainder the sum falls short only by rounding.
    let given: f64 = exact.iter().sum();
    let short = (given.round().clamp(0.0, 100.0) as usize).saturating_sub(counts.iter().sum());
    order.into_iter().take(short).for_each(|at| counts[at] += 1);
    counts
}

/// Draws a part's squares: from the left, row by row.
fn draw_squares(sheet: &mut Sheet, part: &Part, squares: std::ops::Range<usize>, (side, top): (f64, f64)) {
    sheet.svg.open("g", &[("class", "point".into())]);
    sheet.svg.words("title", &[], &format!("{}: {}", part.name, part.words));
    let size = side - 3.0;
    let path = squares.fold(Path::default(), |path, square| {
        let (x, y) = ((square % 10) as f64 * side, top + (square / 10) as f64 * side);
        path.jump(x, y).line(x + size, y).line(x + size, y + size).line(x, y + size).close()
    });
    match (&part.class, part.state()) {
        (Some(class), State::Expected | State::Target) => sheet.hatched_path(class, &path),
        (Some(class), State::Provisional | State::Estimated) => sheet.svg.path(&format!("mark mark-provisional {class}"), &path),
        (class, _) => sheet.svg.path(&format!("mark {}", class.as_deref().unwrap_or("rest")), &path),
    }
    sheet.svg.close("g");
}
