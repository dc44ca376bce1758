//! Lines over time: cut where something is missing, dashed where it is not final, dotted where it is still to come.

use super::along::Along;
use super::axis::Axis;
use super::ends::{End, Ends};
use super::knot::{self, Mark, Seen, Shape};
use super::labels::Room;
use super::legend::{Key, Sample};
use super::plot::{self, Field, Floor, INSET, Labels};
use super::sheet::{COLOURS, LEADING, Sheet, TEXT};
use super::strand::{Knot, Strand, colours};
use super::svg::{Anchor, Rect};
use super::{Emphasis, Width, multiples, notes, text, thread};

/// So many points are each given a place for the pointer; of more, only those that are seen.
const POINTED: usize = 400;

/// A line chart as it is laid out.
pub struct Layout<'a> {
    pub strands: Vec<Strand<'a>>,
    /// The class of each series' colour.
    pub colours: Vec<String>,
    pub field: Field,
    pub axis: Axis,
    pub along: Along,
}

impl Layout<'_> {
    /// Where a knot lies: along, and the lower and the upper end of its body.
    pub fn at(&self, knot: &Knot) -> (f64, f64, f64) {
        let (low, high) = knot.body.ends();
        (self.along.scale.at(knot.place), self.axis.at(low), self.axis.at(high))
    }

    fn middle(&self, knot: &Knot) -> (f64, f64) {
        let (x, low, high) = self.at(knot);
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
    Strand(usize),
    Reference(usize),
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    draw_over(sheet, Floor::Near, |_, _| {})
}

/// Draws the lines over what lies below them.
pub fn draw_over(sheet: &mut Sheet, floor: Floor, below: impl Fn(&mut Sheet, &Layout)) -> f64 {
    let chart = sheet.chart;
    let strands = Strand::all(chart);
    if strands.iter().all(|strand| strand.knots.is_empty()) {
        return plot::empty(sheet);
    }
    let colours = colours(chart);
    if colours.iter().filter(|class| *class != FAINT).count() > COLOURS {
        return multiples::draw(sheet);
    }
    let (low, high) = plot::domain(chart, &strands, floor);
    // Below the lowest point of a single line there must be room for its value.
    let lowest = strands.iter().flat_map(Strand::drawn).map(|knot| knot.body.ends().0).fold(f64::INFINITY, f64::min);
    let low = if strands.len() == 1 && low > 0.0 { low.min((lowest - (high - low) / 20.0).max(0.0)) } else { low };
    let axis = plot::axis(sheet, (low, high));
    let height = plot::height(sheet.width);
    let owners = owners(sheet, &strands, &colours);
    let (names, owners, ends) = labels(sheet, &strands, owners, height);
    let keys = if names == Names::Above { keys(&strands, &colours) } else { Vec::new() };
    let top = sheet.head(&keys) + LEADING + 3.0;
    let left = plot::margin(sheet, &axis);
    let field = Field { left, right: (sheet.across() - ends.width()).max(left + 40.0), top, bottom: top + height };
    let along = Along::new(chart, (field.left + INSET, field.right - INSET), sheet.across());
    let layout = Layout { strands, colours, field, axis: axis.laid(field.bottom, field.top), along };
    plot::draw(sheet, field, &layout.axis, &layout.along);
    below(sheet, &layout);
    let taken = plot::references(sheet, field, &layout.axis.scale, if names == Names::Beside { Labels::Beside } else { Labels::Inside });
    paint(sheet, &layout, names);
    let ends_at = owners.iter().map(|owner| end(sheet, &layout, *owner)).collect::<Vec<_>>();
    ends.draw(sheet, &ends_at, field);
    if layout.strands.len() == 1 {
        turns(sheet, &layout, taken);
    }
    let mut said = notes::notes(chart, &layout.strands, sheet.words);
    said.extend(notes::signs(&layout.strands, sheet.words));
    notes::draw(sheet, &said, field.bottom + layout.along.height()) + 4.0
}

const FAINT: &str = "series-faint";

/// What has a label at the right edge: every line that is coloured, every reference.
fn owners(sheet: &Sheet, strands: &[Strand], colours: &[String]) -> Vec<Owner> {
    // A point alone has its value beside it.
    let is_alone = strands.len() == 1 && strands[0].knots.len() == 1;
    let lines = strands.iter().zip(colours).filter(|(strand, class)| !strand.knots.is_empty() && *class != FAINT && !is_alone);
    let references = sheet.chart.references.iter().enumerate().filter(|(_, reference)| reference.value.is_finite());
    lines.map(|(strand, _)| Owner::Strand(strand.at)).chain(references.map(|(at, _)| Owner::Reference(at))).collect()
}

/// Finds room for values and names beside the lines; where there is none for names, they go above, and only values stay.
fn labels(sheet: &Sheet, strands: &[Strand], owners: Vec<Owner>, height: f64) -> (Names, Vec<Owner>, Ends) {
    let (room, most) = match sheet.width {
        Width::Narrow => (88.0, 130.0),
        Width::Wide => (190.0, 265.0),
    };
    let words = owners.iter().map(|owner| words_of(sheet, strands, *owner)).collect::<Vec<_>>();
    let beside = Ends::new(&words, room);
    if beside.fit(height) && beside.width() <= most {
        return (Names::Beside, owners, beside);
    }
    let lines: Vec<Owner> = owners.into_iter().filter(|owner| matches!(owner, Owner::Strand(_))).collect();
    let values: Vec<_> = lines.iter().map(|owner| (words_of(sheet, strands, *owner).0, String::new())).collect();
    let ends = Ends::new(&values, 0.0);
    // Even a value may be long: "more than 12,000,000,000". It is in the table.
    if ends.width() <= most { (Names::Above, lines, ends) } else { (Names::Above, Vec::new(), Ends::new(&[], 0.0)) }
}

/// The value and the name at the end of a line.
fn words_of(sheet: &Sheet, strands: &[Strand], owner: Owner) -> (String, String) {
    let strand = match owner {
        Owner::Reference(at) => return (String::new(), sheet.chart.references[at].label.clone()),
        Owner::Strand(at) => &strands[at],
    };
    let Some(last) = strand.knots.last() else { return Default::default() };
    let name = if strands.len() > 1 { strand.series.name.clone() } else { String::new() };
    let latest = strands.iter().filter_map(|strand| strand.knots.last()).map(|knot| knot.place).fold(f64::NEG_INFINITY, f64::max);
    // A line that ends before the others says when.
    let name = if last.place < latest { format!("{name} ({})", last.point.when).trim_start().to_owned() } else { name };
    (sheet.words.beside(last.point), name)
}

/// Where the label at the right edge would like to stand.
fn end(sheet: &Sheet, layout: &Layout, owner: Owner) -> End {
    let (class, (x, y)) = match owner {
        Owner::Strand(at) => {
            let knot = layout.strands[at].knots.last();
            (layout.colours[at].clone(), knot.map_or((0.0, 0.0), |knot| layout.middle(knot)))
        }
        Owner::Reference(at) => ("reference".to_owned(), (layout.field.right, layout.axis.at(sheet.chart.references[at].value))),
    };
    let (value, name) = words_of(sheet, &layout.strands, owner);
    End { class, x, y, value, name }
}

/// What the shapes on the lines mean.
fn keys(strands: &[Strand], colours: &[String]) -> Vec<Key> {
    let coloured = strands.iter().filter(|strand| strands.len() > 1 && colours[strand.at] != FAINT);
    let key = |strand: &Strand| Key {
        sample: Sample::Shaped(colours[strand.at].clone(), Shape::of(strand.at)),
        name: strand.series.name.clone(),
    };
    coloured.map(key).collect()
}

/// Draws the lines, the faint ones first and the strong ones last, and then their points.
fn paint(sheet: &mut Sheet, layout: &Layout, names: Names) {
    let rank = |strand: &Strand| match layout.strands[strand.at].series.emphasis {
        _ if layout.colours[strand.at] == FAINT => 0,
        Emphasis::Plain | Emphasis::Faint => 1,
        Emphasis::Strong => 2,
    };
    let mut order: Vec<&Strand> = layout.strands.iter().collect();
    order.sort_by_key(|strand| rank(strand));
    let coloured = || layout.strands.iter().filter(|strand| layout.colours[strand.at] != FAINT);
    let points: usize = coloured().map(|strand| strand.knots.len()).sum();
    let seen = if coloured().count() <= 3 && is_sparse(layout) { Seen::Inner } else { Seen::Pointed };
    for strand in order {
        let class = &layout.colours[strand.at];
        let emphasis = if strand.series.emphasis == Emphasis::Strong { " line-strong" } else { "" };
        sheet.svg.open("g", &[("class", "strand".into())]);
        if !strand.series.name.is_empty() {
            sheet.svg.words("title", &[], &strand.series.name);
        }
        thread::draw(&mut sheet.svg, strand, &format!("{class}{emphasis}"), |knot| layout.at(knot));
        sheet.svg.close("g");
        for (at, one) in strand.knots.iter().enumerate() {
            let is_last = at + 1 == strand.knots.len();
            let shape = if names == Names::Above && is_last { Shape::of(strand.at) } else { Shape::Circle };
            let seen = if thread::is_lone(strand, at) || is_last { Seen::Always } else { seen };
            if (points <= POINTED || seen != Seen::Pointed) && class != FAINT || thread::is_lone(strand, at) {
                point(sheet, layout, (strand.at, one), Mark { class, shape, radius: if is_last { 4.5 } else { 3.0 }, seen });
            }
        }
        for stray in &strand.strays {
            point(sheet, layout, (strand.at, stray), Mark { class, shape: Shape::Circle, radius: 3.0, seen: Seen::Always });
        }
    }
}

fn point(sheet: &mut Sheet, layout: &Layout, (series, one): (usize, &Knot), mark: Mark) {
    sheet.begin(series, one.point);
    knot::draw(&mut sheet.svg, one, layout.at(one), mark);
    sheet.end(one.point);
}

/// Are points so far from each other that each can have its dot?
fn is_sparse(layout: &Layout) -> bool {
    let far = |pair: &[Knot]| layout.along.scale.at(pair[1].place) - layout.along.scale.at(pair[0].place) >= 14.0;
    layout.strands.iter().all(|strand| strand.knots.windows(2).all(far))
}

/// Writes the values of a single line's first, highest and lowest point beside them, where there is room.
fn turns(sheet: &mut Sheet, layout: &Layout, taken: Vec<Rect>) {
    let strand = &layout.strands[0];
    let Some(last) = strand.knots.len().checked_sub(1) else { return };
    let order = |one: &usize, other: &usize| strand.knots[*one].body.middle().total_cmp(&strand.knots[*other].body.middle());
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
        let one = &strand.knots[at];
        let (x, low, high) = layout.at(one);
        let words = sheet.words.beside(one.point);
        let wide = text::bold_width(&words, TEXT);
        let left = (x - wide / 2.0).max(field.left).min(field.right - wide);
        let rect = |y: f64| Rect { x: left, y, width: wide, height: TEXT };
        let (above, below) = (rect(high.min(low) - 9.0 - TEXT), rect(low.max(high) + 9.0));
        let next = strand.knots.get(at + 1).map_or(f64::NEG_INFINITY, |next| next.body.middle());
        let is_above = Some(at) == highest || Some(at) != lowest && next <= one.body.middle();
        if let Some(place) = room.find(if is_above { [above, below] } else { [below, above] }) {
            sheet.svg.text("label-value label-over", Anchor::Start, (place.x, place.y + TEXT * 0.85), &words);
        }
    }
}
