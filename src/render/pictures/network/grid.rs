//! A table of things by things as a picture: the names of the rows at its left, those of the columns standing on their ends above it.

use super::{LEADING, TEXT};
use crate::render::pictures::point_mark::Shape;
use crate::render::pictures::svg::{Anchor, Px, Rect, Svg};
use crate::render::pictures::text;

/// A table as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    pub title: String,
    pub description: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    pub cells: Vec<Cell>,
    /// What the marks in the cells mean.
    pub marks: Vec<String>,
}

/// What stands where a row and a column meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    pub mark: usize,
    pub told: String,
}

const SIDE: f64 = 17.0;
const ACROSS: f64 = 720.0;

/// Draws one SVG, 720 units wide.
pub fn draw(grid: &Grid, id: &str) -> String {
    let across = grid.columns.len() as f64;
    let names = (ACROSS - across * SIDE).clamp(120.0, 260.0);
    let side = ((ACROSS - names) / across.max(1.0)).min(SIDE);
    let head = grid.columns.iter().map(|name| text::width(name, TEXT)).fold(0.0, f64::max).min(170.0) + 8.0;
    let mut svg = Svg::default();
    for (at, name) in grid.columns.iter().enumerate() {
        let (x, y) = (names + (at as f64 + 0.5) * side + TEXT * 0.33, head - 4.0);
        let turn = format!("rotate(-90 {} {})", Px(x), Px(y));
        let shown = text::shorten(name, TEXT, head - 8.0);
        svg.words("text", &[("class", "label".into()), ("x", x.into()), ("y", y.into()), ("transform", (&turn).into())], &shown);
    }
    for (at, name) in grid.rows.iter().enumerate() {
        let y = head + at as f64 * SIDE;
        if at % 2 == 0 {
            svg.rect("stripe", Rect { x: 0.0, y, width: names + across * side, height: SIDE });
        }
        svg.text("label", Anchor::Start, (2.0, y + SIDE * 0.72), &text::shorten(name, TEXT, names - 8.0));
    }
    for cell in &grid.cells {
        let place = (names + (cell.column as f64 + 0.5) * side, head + (cell.row as f64 + 0.5) * SIDE);
        svg.open("g", &[]);
        svg.words("title", &[], &cell.told);
        mark(&mut svg, cell.mark, place, side);
        svg.close("g");
    }
    let mut bottom = head + grid.rows.len() as f64 * SIDE + 12.0;
    let mut x = 0.0;
    for (at, name) in grid.marks.iter().enumerate() {
        let length = 18.0 + text::width(name, TEXT) + 16.0;
        if x > 0.0 && x + length > ACROSS {
            (x, bottom) = (0.0, bottom + LEADING + 3.0);
        }
        mark(&mut svg, at, (x + 6.0, bottom + LEADING / 2.0), SIDE);
        svg.text("label", Anchor::Start, (x + 18.0, bottom + LEADING * 0.8), name);
        x += length;
    }
    finish(grid, id, svg, bottom + LEADING + 4.0)
}

fn mark(svg: &mut Svg, mark: usize, place: (f64, f64), side: f64) {
    Shape::of(mark).draw(svg, &format!("mark {}", crate::render::pictures::sheet::colour(mark)), place, (side * 0.3).min(5.0));
}

fn finish(grid: &Grid, id: &str, inside: Svg, height: f64) -> String {
    let (title, description) = (format!("{id}-title"), format!("{id}-desc"));
    let view = format!("0 0 {ACROSS} {}", Px(height.ceil()));
    let labels = format!("{title} {description}");
    let mut svg = Svg::default();
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg".into()),
        ("class", "picture picture-wide picture-network".into()),
        ("id", id.into()),
        ("viewBox", (&view).into()),
        ("role", "img".into()),
        ("aria-labelledby", (&labels).into()),
    ];
    svg.open("svg", &attributes);
    svg.words("title", &[("id", (&title).into())], &grid.title);
    svg.words("desc", &[("id", (&description).into())], &grid.description);
    svg.append(inside);
    svg.close("svg");
    svg.finish()
}
