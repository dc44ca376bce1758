//! Bars and points in lanes, on an axis of years, months or days.

use super::axis::Axis;
use super::layout::{self, Layout, Mark, Room, Side};
use super::paper::{HEADING, LINE, Paper, SIZE, SMALL, Sign};
use super::span::Sure;
use super::{Form, Item, Lane, Look, Span, Timeline};
use crate::render::pictures::Width;
use crate::render::pictures::sheet::colour;
use crate::render::pictures::svg::{Anchor, Path};
use crate::render::pictures::text::{self, Lines};

/// The widest that the names of lanes may be.
const LANE: f64 = 150.0;

/// Between lanes, and within them above and below.
const PADDING: f64 = 9.0;

/// Lanes taller than this have the axis again below them.
const TALL: f64 = 900.0;

/// A lane, laid out.
struct Laid<'a> {
    lane: &'a Lane,
    name: Lines,
    layout: Layout,
    /// Where the lane begins, and where its marks do.
    top: f64,
    marks: f64,
    bottom: f64,
}

/// Draws a timeline as bars and points; says how high it is.
pub fn draw(paper: &mut Paper, timeline: &Timeline) -> f64 {
    let named = names(paper.width, timeline);
    let across = paper.across();
    let left = if paper.width == Width::Wide { named.iter().map(|name| name.width(SIZE) * 1.06).fold(0.0, f64::max) } else { 0.0 };
    let left = if left > 0.0 { left + 14.0 } else { 0.0 };
    let axis = Axis { days: (f64::from(timeline.frame.0), f64::from(timeline.frame.1)), places: (left, across) };
    let until = timeline.today.map_or(across, |today| axis.at(f64::from(today)));
    let room = Room { axis, width: paper.width, form: timeline.form, edges: (left, across), until };
    let mut y = today_heading(paper, timeline, &axis);
    y = match timeline.form {
        Form::Days => axis.head_of_days(paper, y),
        Form::Bars | Form::Lifelines => axis.head(paper, y),
    };
    let lanes = lay_out(&room, timeline, named, y);
    let bottom = lanes.last().map_or(y, |lane| lane.bottom);
    axis.grid(paper, (y, bottom));
    for pair in lanes.windows(2) {
        paper.svg.line("time-lane", (0.0, pair[1].top), (across, pair[1].top));
    }
    today_line(paper, timeline, &axis, (y, bottom));
    follows(paper, timeline, &lanes);
    let colours: &[String] = if timeline.colours.len() < 2 { &[] } else { &timeline.colours };
    for lane in &lanes {
        lane.draw(paper, (timeline.form, colours.len()));
    }
    paper.svg.line("axis", (left, bottom), (across, bottom));
    let mut end = bottom + 2.0;
    if bottom - y > TALL {
        end = axis.head(paper, bottom + 2.0);
    }
    paper.legend(colours, end + 8.0)
}

/// The names of the lanes in lines: on a desk in a column, on a phone above each lane.
fn names(width: Width, timeline: &Timeline) -> Vec<Lines> {
    let (room, most) = match width {
        Width::Wide => (LANE / 1.06, 4),
        Width::Narrow => (330.0 / 1.06, 2),
    };
    let names: Vec<&str> = timeline.lanes.iter().map(|lane| &*lane.label).collect();
    text::wrap_all(&names, SIZE, room, most)
}

/// Names the day of the build above the axis; says where the axis begins.
pub fn today_heading(paper: &mut Paper, timeline: &Timeline, axis: &Axis) -> f64 {
    let Some(today) = timeline.today.filter(|today| (timeline.frame.0..timeline.frame.1).contains(today)) else { return 0.0 };
    let day = paper.formats.date(&crate::syntax::date::day_of(today).into());
    let words = paper.formats.strings().get("timeline-today", &[("date", (&day).into())]);
    // Bold letters of some fonts are longer than the table has them.
    let half = text::bold_width(&words, SMALL) * 0.53;
    let x = axis.at(f64::from(today) + 0.5);
    paper.svg.text("time-now", Anchor::Middle, (x.min(paper.across() - half).max(half), SMALL), &words);
    HEADING
}

/// Draws the line of the day of the build.
pub fn today_line(paper: &mut Paper, timeline: &Timeline, axis: &Axis, (top, bottom): (f64, f64)) {
    if let Some(today) = timeline.today.filter(|today| (timeline.frame.0..timeline.frame.1).contains(today)) {
        let x = axis.at(f64::from(today) + 0.5);
        paper.svg.line("time-today", (x, HEADING - 3.0), (x, HEADING));
        paper.svg.line("time-today", (x, top), (x, bottom));
    }
}

fn lay_out<'a>(room: &Room, timeline: &'a Timeline, names: Vec<Lines>, top: f64) -> Vec<Laid<'a>> {
    let mut y = top;
    let mut lanes = Vec::new();
    for (lane, name) in timeline.lanes.iter().zip(names) {
        let layout = layout::lay_out(room, &lane.items);
        let height = name.lines.len() as f64 * LINE;
        let marks = y + PADDING + if room.width == Width::Narrow && height > 0.0 { height + 3.0 } else { 0.0 };
        let own = if room.width == Width::Wide { height } else { 0.0 };
        let bottom = marks + layout.height.max(own) + PADDING;
        lanes.push(Laid { lane, name, layout, top: y, marks, bottom });
        y = bottom;
    }
    lanes
}

impl Laid<'_> {
    fn draw(&self, paper: &mut Paper, (form, colours): (Form, usize)) {
        let first = match paper.width {
            // The name stands beside the first row.
            Width::Wide => self.marks + SIZE,
            Width::Narrow => self.top + PADDING + SIZE - 2.0,
        };
        paper.lines("label-name", Anchor::Start, (0.0, first), (&self.name, &self.lane.label));
        for (item, placed) in self.lane.items.iter().zip(&self.layout.places) {
            let at = if colours == 0 { 0 } else { item.colour };
            paper.begin(&item.href, &item.told);
            match placed.mark.clone() {
                Mark::Bar(mut bar) => {
                    bar.rect.y += self.marks;
                    paper.bar(&bar, at, item.look);
                }
                Mark::Point { x, y } => point(paper, (x, y + self.marks), at, item),
                Mark::Stub { x, y } => stub(paper, (x, y + self.marks), at, item),
            }
            let words = &placed.words;
            let is_on_colour = words.side == Side::Inside && item.look == Look::Firm && form != Form::Days;
            let class = match (is_on_colour, words.side) {
                (true, _) => format!("label-on {}", colour(at)),
                (false, Side::Inside) => "label".to_owned(),
                (false, Side::Beside | Side::Above) => "label halo".to_owned(),
            };
            let class = if item.look == Look::Off { format!("{class} time-off") } else { class };
            paper.lines(&class, words.anchor, (words.x, words.y + self.marks), (&words.lines, &item.label));
            paper.end(&item.href);
        }
    }
}

/// Draws a time too short for a bar: pale where its days are not known, with a broken outline where it is only about then.
fn point(paper: &mut Paper, place: (f64, f64), at: usize, item: &Item) {
    let is_vague = item.span.is_some_and(|span| !span.is_sharp());
    let is_about = item.span.is_some_and(Span::is_about);
    let (look, sign) = match item.look {
        Look::Firm if is_about => {
            paper.signs.insert(Sign::ShortAbout);
            return paper.point_about(place, at);
        }
        Look::Firm if is_vague => (Look::Pale, Sign::ShortSoft),
        Look::Firm => (Look::Firm, Sign::Short),
        Look::Pale => (Look::Pale, Sign::Listed),
        Look::Planned => (Look::Planned, Sign::ShortPlanned),
        Look::Off => (Look::Off, Sign::ShortOff),
    };
    paper.signs.insert(sign);
    paper.point(place, at, look);
}

/// Draws what lasted too short a time for a bar: longer than a point, and round at its ends, for its length says nothing.
fn stub(paper: &mut Paper, place: (f64, f64), at: usize, item: &Item) {
    let is_about = item.span.is_some_and(Span::is_about);
    paper.signs.insert(if is_about { Sign::StubAbout } else { Sign::Stub });
    match item.look {
        Look::Planned => paper.signs.insert(Sign::ShortPlanned),
        Look::Off => paper.signs.insert(Sign::ShortOff),
        Look::Firm | Look::Pale => false,
    };
    paper.stub(place, at, (item.look, if is_about { Sure::About } else { Sure::Said }));
}

/// Draws a thin line from everything to what came after it.
fn follows(paper: &mut Paper, timeline: &Timeline, lanes: &[Laid]) {
    let ends: Vec<(f64, f64, f64)> = lanes
        .iter()
        .flat_map(|lane| lane.layout.places.iter().map(move |placed| (lane, placed)))
        .map(|(lane, placed)| {
            let (from, to) = placed.mark.extent();
            (from, to, placed.mark.middle() + lane.marks)
        })
        .collect();
    for (before, after) in &timeline.follows {
        let (Some((_, x1, y1)), Some((x2, _, y2))) = (ends.get(*before), ends.get(*after)) else { continue };
        // What begins before the other has ended is reached from above or below.
        let middle = (x1 / 2.0 + x2 / 2.0).max(*x2 - 14.0).min(*x2 - 3.0).max(0.0);
        let path = Path::from(*x1, *y1).line(middle, *y1).line(middle, *y2).line(*x2, *y2);
        paper.svg.path("time-follows", &path);
        paper.signs.insert(Sign::Follows);
    }
}
