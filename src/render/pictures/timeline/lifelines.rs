//! Lines of life: a row for each thing, with what it was called and how it stood, stage by stage.

use super::axis::Axis;
use super::bars::{today_heading, today_line};
use super::layout::{self, Mark, POINT, Room};
use super::paper::{LINE, Paper, SIZE, SMALL, Sign};
use super::{Certainty, Item, Lane, Look, Seen, Stage, Timeline};
use crate::render::pictures::Width;
use crate::render::pictures::svg::{Anchor, Path, Rect};
use crate::render::pictures::text::{self, Lines};

/// How wide the names of things are at most.
const NAMES: f64 = 190.0;

/// How high a stage's mark is.
const TRACK: f64 = 13.0;

/// Between rows.
const PADDING: f64 = 9.0;

/// Between two labels of stages.
const APART: f64 = 10.0;

/// Draws a line for each thing; says how high the drawing is.
pub fn draw(paper: &mut Paper, timeline: &Timeline) -> f64 {
    let across = paper.across();
    let names: Vec<&str> = timeline.lanes.iter().flat_map(|lane| &lane.items).map(|item| &*item.label).collect();
    let room = if paper.width == Width::Wide { NAMES } else { across };
    let names = text::wrap_all(&names, SIZE, room / 1.06, if paper.width == Width::Wide { 3 } else { 2 });
    let left = match paper.width {
        Width::Wide => names.iter().map(|name| name.width(SIZE) * 1.06).fold(0.0, f64::max) + 16.0,
        Width::Narrow => 0.0,
    };
    let axis = Axis { days: (f64::from(timeline.frame.0), f64::from(timeline.frame.1)), places: (left, across) };
    let until = timeline.today.map_or(across, |today| axis.at(f64::from(today)));
    let room = Room { axis, width: paper.width, form: timeline.form, edges: (left, across), until };
    let top = today_heading(paper, timeline, &axis);
    let top = axis.head(paper, top);
    // What lies below the rows is drawn first, and how high they are is known last.
    let below = std::mem::take(&mut paper.svg);
    let mut y = top;
    let mut names = names.into_iter();
    let mut tracks = Vec::new();
    for lane in &timeline.lanes {
        y = heading(paper, lane, y);
        for item in &lane.items {
            let name = names.next().unwrap_or(Lines { lines: Vec::new(), is_short: false });
            let life = Life { room: &room, item, name };
            let (track, bottom) = life.draw(paper, y);
            tracks.push(track);
            paper.svg.line("grid", (0.0, bottom), (across, bottom));
            y = bottom;
        }
    }
    let rows = std::mem::replace(&mut paper.svg, below);
    axis.grid(paper, (top, y));
    today_line(paper, timeline, &axis, (top, y));
    follows(paper, timeline, &tracks);
    paper.svg.append(rows);
    paper.legend(&[], y + 8.0)
}

/// The name of a lane, across the drawing.
fn heading(paper: &mut Paper, lane: &Lane, top: f64) -> f64 {
    if lane.label.is_empty() {
        return top;
    }
    let name = text::wrap(&lane.label, SIZE, paper.across() / 1.06, 1);
    paper.lines("time-outer", Anchor::Start, (0.0, top + PADDING + SIZE), (&name, &lane.label));
    let bottom = top + PADDING + LINE + 4.0;
    paper.svg.line("time-lane", (0.0, bottom), (paper.across(), bottom));
    bottom
}

/// One thing's row.
struct Life<'a> {
    room: &'a Room,
    item: &'a Item,
    name: Lines,
}

/// Where a thing's line begins and ends, and how high it lies.
type Track = (f64, f64, f64);

impl Life<'_> {
    fn draw(&self, paper: &mut Paper, top: f64) -> (Track, f64) {
        let names = self.name.lines.len() as f64 * LINE;
        let track = match paper.width {
            Width::Wide => top + PADDING + LINE / 2.0,
            Width::Narrow => top + PADDING + names + 4.0 + TRACK / 2.0,
        };
        paper.begin(&self.item.href, &self.item.told);
        paper.lines("label-name", Anchor::Start, (0.0, top + PADDING + SIZE - 2.0), (&self.name, &self.item.label));
        paper.end(&self.item.href);
        let ends = self.line(paper, track);
        let marks: Vec<Rect> = self.item.stages.iter().map(|stage| self.mark(paper, stage, track)).collect();
        let rows = self.labels(paper, &marks, track + TRACK / 2.0 + 3.0);
        let below = track + TRACK / 2.0 + 4.0 + rows as f64 * LINE;
        let bottom = if paper.width == Width::Wide { below.max(top + PADDING + names) } else { below };
        ((ends.0, ends.1, track), bottom + PADDING)
    }

    /// The thing's own time, and a line from stage to stage: what was in between nobody says.
    fn line(&self, paper: &mut Paper, y: f64) -> (f64, f64) {
        let mut ends: Option<(f64, f64)> = None;
        let mut join = |(from, to): (f64, f64)| {
            ends = Some(ends.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        };
        if let Some(span) = self.item.span {
            let mark = layout::mark(self.room, span);
            join(mark.extent());
            if let Mark::Bar(mut bar) = mark {
                bar.rect = Rect { y: y - 3.0, height: 6.0, ..bar.rect };
                paper.bar(&bar, 0, Look::Pale);
            }
        }
        for pair in self.item.stages.windows(2) {
            let (from, to) = (self.place(&pair[0]).1, self.place(&pair[1]).0);
            if to - from > 1.0 {
                let class = match pair[1].certainty {
                    Certainty::Stated => "time-between",
                    Certainty::Inferred => "time-between time-inferred",
                };
                paper.svg.path(class, &Path::from(from, y).line(to, y));
                paper.signs.insert(if pair[1].certainty == Certainty::Inferred { Sign::Inferred } else { Sign::Between });
            }
        }
        self.item.stages.iter().for_each(|stage| join(self.place(stage)));
        ends.unwrap_or((self.room.axis.places.0, self.room.axis.places.0))
    }

    /// From where to where a stage's mark reaches: of what was found at one time, the point in the middle.
    fn place(&self, stage: &Stage) -> (f64, f64) {
        match (stage.seen, stage.span.middle()) {
            (Seen::At, Some(middle)) => {
                let (from, to) = self.room.axis.places;
                let x = self.room.axis.at(middle).clamp(from + POINT, to - POINT);
                (x - POINT, x + POINT)
            }
            _ => layout::mark(self.room, stage.span).extent(),
        }
    }

    fn mark(&self, paper: &mut Paper, stage: &Stage, y: f64) -> Rect {
        let (from, to) = self.place(stage);
        paper.svg.open("g", &[("class", "point".into())]);
        paper.svg.words("title", &[], &stage.told);
        match layout::mark(self.room, stage.span) {
            Mark::Bar(mut bar) if stage.seen == Seen::Over => {
                bar.rect = Rect { y: y - TRACK / 2.0, height: TRACK, ..bar.rect };
                paper.bar(&bar, 0, stage.look);
            }
            mark => {
                let (first, last) = mark.extent();
                if last - first > 2.0 * POINT + 4.0 {
                    paper.reach((first, last), y);
                }
                paper.point((from / 2.0 + to / 2.0, y), 0, stage.look);
            }
        }
        paper.svg.close("g");
        match stage.look {
            Look::Planned => paper.signs.insert(Sign::Planned),
            Look::Firm => paper.signs.insert(Sign::Active),
            Look::Pale => paper.signs.insert(Sign::Listed),
            Look::Off => paper.signs.insert(Sign::Off),
        };
        Rect { x: from, y: y - TRACK / 2.0, width: to - from, height: TRACK }
    }

    /// Writes what each stage was below it, in as many rows as keep the words apart; says how many.
    fn labels(&self, paper: &mut Paper, marks: &[Rect], top: f64) -> usize {
        let (left, right) = self.room.edges;
        let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
        for (stage, mark) in self.item.stages.iter().zip(marks) {
            let words = text::wrap(&stage.label, SMALL, right - left, 1);
            let length = words.width(SMALL);
            let x = mark.x.min(right - length).max(left);
            let extent = (x, x + length);
            let is_free = |row: &Vec<(f64, f64)>| row.iter().all(|other| other.1 + APART <= extent.0 || extent.1 + APART <= other.0);
            let at = rows.iter().position(is_free).unwrap_or(rows.len());
            if at == rows.len() {
                rows.push(Vec::new());
            }
            rows[at].push(extent);
            let foot = top + at as f64 * LINE + SMALL;
            paper.lines("time-stage halo", Anchor::Start, (x, foot), (&words, &stage.label));
        }
        rows.len()
    }
}

/// Draws a thin line from everything to what came after it.
fn follows(paper: &mut Paper, timeline: &Timeline, tracks: &[Track]) {
    for (before, after) in &timeline.follows {
        let (Some((_, x1, y1)), Some((x2, _, y2))) = (tracks.get(*before), tracks.get(*after)) else { continue };
        let middle = (*x2 - 6.0).max(0.0);
        paper.svg.path("time-follows", &Path::from(*x1, *y1).line(middle, *y1).line(middle, *y2).line(*x2, *y2));
        paper.signs.insert(Sign::Follows);
    }
}
