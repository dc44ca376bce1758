//! A table whose cells are shaded by their values.

use std::collections::BTreeMap;

use super::column;
use crate::render::pictures::category_rows::extent;
use crate::render::pictures::scale::{Linear, tame};
use crate::render::pictures::sheet::{LEADING, Sheet, TEXT};
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::{Amount, At, Chart, Point, State, Width};

/// How many shades there are from the lowest to the highest, or on either side of the middle.
const SHADES: f64 = 7.0;
const SIDE_SHADES: f64 = 3.0;

/// More rows would be longer than anyone scrolls.
const MOST: usize = 60;

/// Narrower columns could not be told apart.
const MOST_COLUMNS: usize = 100;

const ROW: f64 = 30.0;

/// The table: its rows' and columns' names, and what is in each cell.
struct Table<'a> {
    /// As many as are shown.
    rows: Vec<&'a str>,
    columns: Vec<&'a str>,
    /// How many rows and columns are not.
    left_out: (usize, usize),
    cells: Vec<Vec<Option<(usize, &'a Point)>>>,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let table = table(sheet.chart);
    let share = if sheet.width == Width::Narrow { 0.34 } else { 0.32 };
    let names: Vec<Lines> = sheet.wrap_all(table.rows.iter().copied(), sheet.across() * share, 3);
    let left = names.iter().map(|name| name.width(TEXT)).fold(0.0, f64::max) + 10.0;
    let step = ((sheet.across() - left) / table.columns.len().max(1) as f64).min(96.0);
    let fits = |point: &Point| text::width(&sheet.words.beside(point), TEXT) <= step - 6.0;
    let points = || table.cells.iter().flatten().flatten().map(|(_, point)| *point);
    let has_words = points().filter(|point| point.amount != Amount::Missing).all(fits);
    let shades = Shades::of(sheet.chart, points());
    let mut top = sheet.head(&sheet.state_keys());
    if !has_words {
        top = shades.legend(sheet, top);
    }
    let mut y = heads(sheet, &table.columns, (left, step), top);
    for ((name, lines), cells) in table.rows.iter().zip(&names).zip(&table.cells) {
        let height = ROW.max(lines.lines.len() as f64 * LEADING + 4.0);
        sheet.lines("label", Anchor::End, (left - 10.0, y + height / 2.0), (lines, name));
        for (column, cell) in cells.iter().enumerate() {
            let rect = Rect { x: left + column as f64 * step, y, width: step, height };
            draw_cell(sheet, *cell, rect, (&shades, has_words));
        }
        y += height;
    }
    for (key, count) in [("picture-more-rows", table.left_out.0), ("picture-more-columns", table.left_out.1)] {
        if count > 0 {
            y += LEADING + 2.0;
            let words = sheet.words.say(key, &[("count", count.into())]);
            sheet.svg.text("note", Anchor::Start, (0.0, y - 2.0), &words);
        }
    }
    sheet.explain_dash(y) + 2.0
}

/// Categories go down and series across; where there are no categories, series go down and their points' places across.
fn table(chart: &Chart) -> Table<'_> {
    if !chart.categories.is_empty() {
        let (rows, columns) = (chart.categories.len().min(MOST), chart.series.len().min(MOST_COLUMNS));
        let left_out = (chart.categories.len() - rows, chart.series.len() - columns);
        let mut cells = vec![vec![None; columns]; rows];
        for (series, point) in chart.points() {
            if let At::Band(band) = point.at
                && let Some(cell) = cells.get_mut(band).and_then(|row| row.get_mut(series))
            {
                *cell = Some((series, point));
            }
        }
        let columns = chart.series[..columns].iter().map(|series| series.name.as_str()).collect();
        return Table { rows: chart.categories[..rows].iter().map(String::as_str).collect(), columns, left_out, cells };
    }
    let mut places: Vec<(&At, &str)> = chart.points().map(|(_, point)| (&point.at, point.when.as_str())).collect();
    let along = |at: &At| match at {
        At::Band(band) => *band as f64,
        At::Time(along) | At::Number(along) => tame(*along),
    };
    places.sort_by(|one, other| along(one.0).total_cmp(&along(other.0)));
    let mut columns: Vec<&str> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, place) in places {
        known.entry(place).or_insert_with(|| {
            columns.push(place);
            columns.len() - 1
        });
    }
    // Of too many years the latest are shown.
    let first = columns.len().saturating_sub(MOST_COLUMNS);
    let rows = chart.series.len().min(MOST);
    let mut cells = vec![vec![None; columns.len() - first]; rows];
    for (series, point) in chart.points().filter(|(series, _)| *series < rows) {
        if let Some(column) = known[point.when.as_str()].checked_sub(first) {
            cells[series][column] = Some((series, point));
        }
    }
    let rows = chart.series[..rows].iter().map(|series| series.name.as_str()).collect::<Vec<_>>();
    let left_out = (chart.series.len() - rows.len(), first);
    Table { rows, columns: columns.split_off(first), left_out, cells }
}

/// Which shade stands for which value.
struct Shades {
    low: f64,
    high: f64,
    /// Where values are on two sides of something: of zero, or of an index's base.
    middle: Option<f64>,
}

impl Shades {
    fn of<'a>(chart: &Chart, mut points: impl Iterator<Item = &'a Point>) -> Shades {
        let first = points.by_ref().find_map(|point| point.amount.middle().map(|value| (point, value)));
        let (low, high) = first.map_or((0.0, 0.0), |(point, value)| extent(points.chain([point]), value));
        let (low, high) = (tame(low), tame(high));
        let middle = chart.base.or((low < 0.0 && high > 0.0).then_some(0.0));
        Shades { low, high, middle }
    }

    /// The class of a value's shade.
    fn class(&self, value: f64) -> String {
        let step = |low, high, count: f64| (Linear::new((low, high), (0.0, count)).at(value).ceil()).clamp(1.0, count);
        match self.middle {
            None if self.low == self.high => "heat-4".to_owned(),
            None => format!("heat-{}", step(self.low, self.high, SHADES)),
            Some(middle) if value == middle => "heat-middle".to_owned(),
            Some(middle) => {
                let far = (self.high - middle).abs().max((middle - self.low).abs());
                let side = if value < middle { "under" } else { "over" };
                let size = Linear::new((0.0, far), (0.0, SIDE_SHADES)).at((value - middle).abs()).ceil().clamp(1.0, SIDE_SHADES);
                format!("heat-{side}-{size}")
            }
        }
    }

    /// Shows the shades from the lowest to the highest value.
    fn legend(&self, sheet: &mut Sheet, top: f64) -> f64 {
        let step = (self.high - self.low) / SHADES;
        let label = |value: f64| sheet.words.tick(value, 0.0);
        let (low, high) = (label(self.low), label(self.high));
        let mut x = text::width(&low, TEXT) + 8.0;
        let foot = top + TEXT;
        sheet.svg.text("label", Anchor::Start, (0.0, foot), &low);
        for shade in 0..SHADES as usize {
            let class = self.class(self.low + (shade as f64 + 0.5) * step);
            sheet.svg.rect(&format!("heat {class}"), Rect { x, y: top + 2.0, width: 22.0, height: 14.0 });
            x += 22.0;
        }
        sheet.svg.text("label", Anchor::Start, (x + 8.0, foot), &high);
        top + LEADING + 8.0
    }
}

/// Writes the columns' names, as many as there is room for.
fn heads(sheet: &mut Sheet, columns: &[&str], (left, step): (f64, f64), top: f64) -> f64 {
    let room = step - 6.0;
    let lines: Vec<Lines> = columns.iter().map(|name| sheet.wrap(name, room, 3)).collect();
    let fits = |(name, lines): (&&str, &Lines)| !lines.is_short && text::longest_word(name, TEXT) <= room;
    let middle = |column: usize| left + (column as f64 + 0.5) * step;
    if columns.iter().zip(&lines).all(fits) {
        let most = lines.iter().map(|lines| lines.lines.len()).max().unwrap_or(0) as f64;
        for (column, (name, lines)) in columns.iter().zip(&lines).enumerate() {
            let height = lines.lines.len() as f64 * LEADING;
            sheet.lines("label", Anchor::Middle, (middle(column), top + most * LEADING - height / 2.0), (lines, name));
        }
        return top + most * LEADING + 5.0;
    }
    if let Some(column::Names::Every(every)) = column::names(sheet, columns.iter().copied(), step) {
        for (column, name) in columns.iter().enumerate().step_by(every) {
            let half = text::width(name, TEXT) / 2.0;
            sheet.svg.text("label", Anchor::Middle, (middle(column).min(sheet.across() - half), top + TEXT), name);
        }
        return top + LEADING + 5.0;
    }
    // Long names over narrow columns stand upright.
    let longest = columns.iter().map(|name| text::width(name, TEXT)).fold(0.0, f64::max).min(130.0);
    let every = (LEADING / step).ceil().max(1.0) as usize;
    for (column, name) in columns.iter().enumerate().step_by(every) {
        let short = text::shorten(name, TEXT, 130.0);
        let turn = format!(
            "translate({} {}) rotate(-90)",
            crate::render::pictures::svg::Px(middle(column) + TEXT * 0.35),
            crate::render::pictures::svg::Px(top + longest)
        );
        sheet.svg.open("g", &[("transform", (&turn).into())]);
        sheet.named_text("label", Anchor::Start, (0.0, 0.0), (&short, name));
        sheet.svg.close("g");
    }
    top + longest + 6.0
}

fn draw_cell(sheet: &mut Sheet, cell: Option<(usize, &Point)>, rect: Rect, (shades, has_words): (&Shades, bool)) {
    let foot = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + TEXT * 0.35);
    let value = cell.and_then(|(series, point)| Some((series, point, point.amount.middle()?)));
    let Some((series, point, value)) = value else {
        sheet.svg.open("g", &[("class", "point".into())]);
        let words = sheet.words.missing();
        sheet.svg.words("title", &[], &words);
        sheet.svg.rect("heat heat-missing", rect);
        let fits = text::width(&words, TEXT) <= rect.width - 4.0;
        if fits {
            sheet.svg.text("missing", Anchor::Middle, foot, &words);
        } else {
            sheet.dash(foot);
        }
        return sheet.svg.close("g");
    };
    let class = shades.class(value);
    sheet.begin(series, point);
    sheet.svg.rect(&format!("heat {class}"), rect);
    if has_words {
        let state = if point.state == State::Firm { "" } else { " not-firm" };
        sheet.svg.text(&format!("heat-label {class}{state}"), Anchor::Middle, foot, &sheet.words.beside(point));
    }
    corner(sheet, point.state, rect);
    sheet.end(point);
}

/// The sign of the legend in the corner of a cell whose value is not firm.
fn corner(sheet: &mut Sheet, state: State, cell: Rect) {
    const SIDE: f64 = 8.0;
    let sign = Rect { x: cell.x + 3.0, y: cell.y + 3.0, width: SIDE, height: SIDE };
    match state {
        State::Firm => {}
        State::Provisional | State::Estimated => {
            sheet.svg.rect("corner", sign);
            sheet.svg.rect("mark mark-provisional series-1", sign);
        }
        State::Expected | State::Target => {
            sheet.svg.rect("corner", sign);
            sheet.hatched("series-1", sign);
        }
    }
}
