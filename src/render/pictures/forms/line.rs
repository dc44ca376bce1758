//! Lines over time: cut where something is missing, dashed where it is not final, dotted where it is still to come.

use super::multiples;
use crate::render::pictures::end_labels::{EndLabel, EndLabels};
use crate::render::pictures::horizontal_axis::HorizontalAxis;
use crate::render::pictures::labels::Room;
use crate::render::pictures::legend::{Key, Sample};
use crate::render::pictures::line_series::{LinePoint, LineSeries, colours};
use crate::render::pictures::plot_area::{self, Floor, INSET, Labels, PlotArea};
use crate::render::pictures::point_mark::{self, Mark, Seen, Shape};
use crate::render::pictures::sheet::{COLOURS, LEADING, Sheet, TEXT};
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::value_axis::ValueAxis;
use crate::render::pictures::{Emphasis, Width, line_path, notes, text, thinning};

/// So many points are each given a place for the pointer; of more, only those that are seen.
const POINTED: usize = 400;

/// A line chart as it is laid out.
pub struct Layout<'a> {
    pub lines: Vec<LineSeries<'a>>,
    /// The class of each series' colour.
    pub colours: Vec<String>,
    pub field: PlotArea,
    pub axis: ValueAxis,
    pub along: HorizontalAxis,
}

impl Layout<'_> {
    /// Where a point lies: along, and the lower and the upper end of its body.
    pub fn at(&self, line_point: &LinePoint) -> (f64, f64, f64) {
        let (low, high) = line_point.body.ends();
        (self.along.scale.at(line_point.place), self.axis.at(low), self.axis.at(high))
    }

    fn middle(&self, line_point: &LinePoint) -> (f64, f64) {
        let (x, low, high) = self.at(line_point);
        (x, (low + high) / 2.0)
    }
}

/// How names are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// Beside the ends of the lines.
    Beside,
    /// Above the drawing, each with the shape that marks its line.
    Above,
}

/// What a label at the right edge belongs to.
#[derive(Clone, Copy, Debug)]
enum Owner {
    Line(usize),
    Reference(usize),
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    draw_over(sheet, Floor::Near, |_, _| {})
}

/// Draws the lines over what lies below them.
pub fn draw_over(sheet: &mut Sheet, floor: Floor, below: impl Fn(&mut Sheet, &Layout)) -> f64 {
    let chart = sheet.chart;
    let lines = LineSeries::all(chart);
    if lines.iter().all(|line| line.points.is_empty()) {
        return plot_area::empty(sheet);
    }
    let colours = colours(chart);
    if colours.iter().filter(|class| *class != FAINT).count() > COLOURS {
        return multiples::draw(sheet);
    }
    let (low, high) = plot_area::domain(chart, &lines, floor);
    // Below the lowest point of a single line there must be room for its value.
    let lowest = lines.iter().flat_map(LineSeries::drawn).map(|line_point| line_point.body.ends().0).fold(f64::INFINITY, f64::min);
    let low = if lines.len() == 1 && low > 0.0 { low.min((lowest - (high - low) / 20.0).max(0.0)) } else { low };
    let axis = plot_area::axis(sheet, (low, high));
    let height = plot_area::height(sheet.width);
    let owners = owners(sheet, &lines, &colours);
    let (names, owners, ends) = labels(sheet, &lines, owners, height);
    let keys = if names == Names::Above { keys(&lines, &colours) } else { Vec::new() };
    let top = sheet.head(&keys) + LEADING + 3.0;
    let left = plot_area::margin(sheet, &axis);
    let field = PlotArea { left, right: (sheet.across() - ends.width()).max(left + 40.0), top, bottom: top + height };
    let along = HorizontalAxis::new(chart, (field.left + INSET, field.right - INSET), sheet.across());
    let layout = Layout { lines, colours, field, axis: axis.laid(field.bottom, field.top), along };
    plot_area::draw(sheet, field, &layout.axis, &layout.along);
    below(sheet, &layout);
    let taken =
        plot_area::references(sheet, field, &layout.axis.scale, if names == Names::Beside { Labels::Beside } else { Labels::Inside });
    paint(sheet, &layout, names);
    let ends_at = owners.iter().map(|owner| end(sheet, &layout, *owner)).collect::<Vec<_>>();
    ends.draw(sheet, &ends_at, field);
    if layout.lines.len() == 1 {
        turns(sheet, &layout, taken);
    }
    let mut said = notes::notes(chart, &layout.lines, sheet.words);
    said.extend(notes::signs(&layout.lines, sheet.words));
    notes::draw(sheet, &said, field.bottom + layout.along.height()) + 4.0
}

const FAINT: &str = "series-faint";

/// So many lines have names even where they stand back.
const FEW: usize = 5;

/// What has a label at the right edge: every line that is coloured, every reference.
fn owners(sheet: &Sheet, lines: &[LineSeries], colours: &[String]) -> Vec<Owner> {
    // A point alone has its value beside it.
    let is_alone = lines.len() == 1 && lines[0].points.len() == 1;
    // A few lines can all be named, though others stand out.
    let is_few = lines.len() <= FEW;
    let lines = lines.iter().zip(colours).filter(|(line, class)| !line.points.is_empty() && (is_few || *class != FAINT) && !is_alone);
    let references = sheet.chart.references.iter().enumerate().filter(|(_, reference)| reference.value.is_finite());
    lines.map(|(line, _)| Owner::Line(line.at)).chain(references.map(|(at, _)| Owner::Reference(at))).collect()
}

/// Finds room for values and names beside the lines; where there is none for names, they go above, and only values stay.
fn labels(sheet: &Sheet, lines: &[LineSeries], owners: Vec<Owner>, height: f64) -> (Names, Vec<Owner>, EndLabels) {
    let (room, most) = match sheet.width {
        Width::Narrow => (88.0, 130.0),
        Width::Wide => (190.0, 265.0),
    };
    let words = owners.iter().map(|owner| words_of(sheet, lines, *owner)).collect::<Vec<_>>();
    let beside = EndLabels::new(&words, room);
    if beside.fit(height) && beside.width() <= most {
        return (Names::Beside, owners, beside);
    }
    let ended: Vec<Owner> = owners.into_iter().filter(|owner| matches!(owner, Owner::Line(_))).collect();
    let values: Vec<_> = ended.iter().map(|owner| (words_of(sheet, lines, *owner).0, String::new())).collect();
    let ends = EndLabels::new(&values, 0.0);
    // Even a value may be long: "more than 12,000,000,000". It is in the table.
    if ends.width() <= most { (Names::Above, ended, ends) } else { (Names::Above, Vec::new(), EndLabels::new(&[], 0.0)) }
}

/// The value and the name at the end of a line.
fn words_of(sheet: &Sheet, lines: &[LineSeries], owner: Owner) -> (String, String) {
    let line = match owner {
        Owner::Reference(at) => return (String::new(), sheet.chart.references[at].label.clone()),
        Owner::Line(at) => &lines[at],
    };
    let Some(last) = line.points.last() else { return Default::default() };
    let name = if lines.len() > 1 { line.series.name.clone() } else { String::new() };
    let latest = lines.iter().filter_map(|line| line.points.last()).map(|line_point| line_point.place).fold(f64::NEG_INFINITY, f64::max);
    // A line that ends before the others says when.
    let name = if last.place < latest { format!("{name} ({})", last.point.when).trim_start().to_owned() } else { name };
    (sheet.words.beside(last.point), name)
}

/// Where the label at the right edge would like to stand.
fn end(sheet: &Sheet, layout: &Layout, owner: Owner) -> EndLabel {
    let (class, (x, y)) = match owner {
        Owner::Line(at) => {
            let line_point = layout.lines[at].points.last();
            (layout.colours[at].clone(), line_point.map_or((0.0, 0.0), |line_point| layout.middle(line_point)))
        }
        Owner::Reference(at) => ("reference".to_owned(), (layout.field.right, layout.axis.at(sheet.chart.references[at].value))),
    };
    let (value, name) = words_of(sheet, &layout.lines, owner);
    EndLabel { class, x, y, value, name }
}

/// What the shapes on the lines mean.
fn keys(lines: &[LineSeries], colours: &[String]) -> Vec<Key> {
    let coloured = lines.iter().filter(|line| lines.len() > 1 && colours[line.at] != FAINT);
    let key =
        |line: &LineSeries| Key { sample: Sample::Shaped(colours[line.at].clone(), Shape::of(line.at)), name: line.series.name.clone() };
    coloured.map(key).collect()
}

/// Draws the lines, the faint ones first and the strong ones last, and then their points.
fn paint(sheet: &mut Sheet, layout: &Layout, names: Names) {
    let rank = |line: &LineSeries| match layout.lines[line.at].series.emphasis {
        _ if layout.colours[line.at] == FAINT => 0,
        Emphasis::Plain | Emphasis::Faint => 1,
        Emphasis::Strong => 2,
    };
    let mut order: Vec<&LineSeries> = layout.lines.iter().collect();
    order.sort_by_key(|line| rank(line));
    let coloured = || layout.lines.iter().filter(|line| layout.colours[line.at] != FAINT);
    let points: usize = coloured().map(|line| line.points.len()).sum();
    let seen = if coloured().count() <= 3 && is_sparse(layout) { Seen::Inner } else { Seen::Pointed };
    for line in order {
        let class = &layout.colours[line.at];
        let emphasis = if line.series.emphasis == Emphasis::Strong { " line-strong" } else { "" };
        sheet.svg.open("g", &[("class", "strand".into())]);
        if !line.series.name.is_empty() {
            sheet.svg.words("title", &[], &line.series.name);
        }
        line_path::draw(&mut sheet.svg, line, &format!("{class}{emphasis}"), |line_point| layout.at(line_point));
        sheet.svg.close("g");
        let mut marks: Vec<(&LinePoint, Mark)> = Vec::new();
        for (at, one) in line.points.iter().enumerate() {
            let is_last = at + 1 == line.points.len();
            let shape = if names == Names::Above && is_last { Shape::of(line.at) } else { Shape::Circle };
            let seen = if line_path::is_lone(line, at) || is_last { Seen::Always } else { seen };
            if (points <= POINTED || seen != Seen::Pointed) && class != FAINT || line_path::is_lone(line, at) {
                marks.push((one, Mark { class, shape, radius: if is_last { 4.5 } else { 3.0 }, seen }));
            }
        }
        let stray = Mark { class, shape: Shape::Circle, radius: 3.0, seen: Seen::Always };
        marks.extend(line.strays.iter().map(|one| (one, stray)));
        points_on(sheet, layout, line.at, &marks);
    }
}

/// Draws the points of a series; of very many, those that can be told apart.
fn points_on(sheet: &mut Sheet, layout: &Layout, series: usize, marks: &[(&LinePoint, Mark)]) {
    let look = |(one, mark): &(&LinePoint, Mark)| {
        let (x, low, high) = layout.at(one);
        ((one.look(), mark.radius as u8), [x, low, high])
    };
    for ((one, mark), count) in thinning::marks(marks, look) {
        sheet.begin_for(series, one.point, count);
        point_mark::draw(&mut sheet.svg, one, layout.at(one), mark);
        sheet.end(one.point);
    }
}

/// Are points so far from each other that each can have its dot?
fn is_sparse(layout: &Layout) -> bool {
    let far = |pair: &[LinePoint]| layout.along.scale.at(pair[1].place) - layout.along.scale.at(pair[0].place) >= 14.0;
    layout.lines.iter().all(|line| line.points.windows(2).all(far))
}

/// Writes the values of a single line's first, highest and lowest point beside them, where there is room.
fn turns(sheet: &mut Sheet, layout: &Layout, taken: Vec<Rect>) {
    let line = &layout.lines[0];
    let Some(last) = line.points.len().checked_sub(1) else { return };
    let order = |one: &usize, other: &usize| line.points[*one].body.middle().total_cmp(&line.points[*other].body.middle());
    // Of equals the first; `max_by` gives the last.
    let (highest, lowest) = ((0..=last).rev().max_by(order), (0..=last).min_by(order));
    let field = layout.field;
    let mut room = Room::new(Rect { x: field.left, y: 0.0, width: field.right - field.left, height: field.bottom }, taken);
    let mut labelled: Vec<usize> = Vec::new();
    for at in [highest, lowest, Some(0)].into_iter().flatten().filter(|at| *at != last || last == 0) {
        if labelled.contains(&at) {
            continue;
        }
        labelled.push(at);
        let one = &line.points[at];
        let (x, low, high) = layout.at(one);
        let words = sheet.words.beside(one.point);
        let wide = text::bold_width(&words, TEXT);
        let left = (x - wide / 2.0).max(field.left).min(field.right - wide);
        let rect = |y: f64| Rect { x: left, y, width: wide, height: TEXT };
        let (above, below) = (rect(high.min(low) - 9.0 - TEXT), rect(low.max(high) + 9.0));
        let next = line.points.get(at + 1).map_or(f64::NEG_INFINITY, |next| next.body.middle());
        let is_above = Some(at) == highest || Some(at) != lowest && next <= one.body.middle();
        if let Some(place) = room.find(if is_above { [above, below] } else { [below, above] }) {
            sheet.svg.text("label-value label-over", Anchor::Start, (place.x, place.y + TEXT * 0.85), &words);
        }
    }
}
