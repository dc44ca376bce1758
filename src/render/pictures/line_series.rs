//! A series as a line goes through it: its points in order, and where the line is cut, dashed or dotted.

use super::scale::tame;
use super::{Amount, At, Bound, Break, Chart, Emphasis, Point, Series, State, sheet};

/// A series as a line goes through it.
#[derive(Clone, Debug)]
pub struct LineSeries<'a> {
    /// The series' position in the chart.
    pub at: usize,
    pub series: &'a Series,
    /// What can be drawn, in order of place.
    pub points: Vec<LinePoint<'a>>,
    /// What else is stated at a place that has a point already: drawn, and joined to nothing.
    pub strays: Vec<LinePoint<'a>>,
    pub holes: Vec<Hole<'a>>,
}

/// A point that can be drawn.
#[derive(Clone, Copy, Debug)]
pub struct LinePoint<'a> {
    pub place: f64,
    pub point: &'a Point,
    pub body: Body,
    /// How it is joined to the point before.
    pub join: Join,
}

impl LinePoint<'_> {
    /// What its mark looks like, apart from its place: a mark can stand for another only where these are the same.
    pub fn look(&self) -> (u8, u8) {
        (self.point.state as u8, bound(self.point) as u8)
    }
}

/// What is drawn at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body {
    Value(f64),
    Between(f64, f64),
}

/// How two neighbours are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Something is missing between them, or nothing is before the second.
    Apart,
    /// The series is broken between them.
    Broken,
    Solid,
    /// One of them is provisional or estimated.
    Dashed,
    /// One of them is expected or a target.
    Dotted,
}

/// What a series lacks.
#[derive(Clone, Copy, Debug)]
pub enum Hole<'a> {
    /// A point that says that there is no value.
    Point(&'a Point),
    /// Nothing is said between two points, where the series' own rhythm would have more.
    Between(&'a Point, &'a Point),
}

/// The place of a point along the axis, as a number.
pub fn place(at: At) -> f64 {
    match at {
        At::Band(band) => band as f64,
        At::Time(number) | At::Number(number) => tame(number),
    }
}

impl Body {
    /// What can be drawn of a point, if anything can.
    pub fn of(point: &Point) -> Option<Body> {
        match point.amount {
            Amount::Range { min: Some(min), max: Some(max) } if min.is_finite() && max.is_finite() => {
                Some(Body::Between(tame(min.min(max)), tame(min.max(max))))
            }
            amount => amount.middle().map(|value| Body::Value(tame(value))),
        }
    }

    /// The lower and the upper end.
    pub fn ends(self) -> (f64, f64) {
        match self {
            Body::Value(value) => (value, value),
            Body::Between(min, max) => (min, max),
        }
    }

    /// Where its dot would be.
    pub fn middle(self) -> f64 {
        let (low, high) = self.ends();
        low / 2.0 + high / 2.0
    }
}

/// On which side of what is drawn the true value may lie: an interval with one open end is such a side, too.
pub fn bound(point: &Point) -> Bound {
    match point.amount {
        Amount::Range { min: Some(_), max: None } => Bound::Lower,
        Amount::Range { min: None, max: Some(_) } => Bound::Upper,
        _ => point.bound,
    }
}

/// Is it of a time to come, or of what one wants to reach?
pub fn is_ahead(point: &Point) -> bool {
    matches!(point.state, State::Expected | State::Target)
}

impl<'a> LineSeries<'a> {
    /// Every series of a chart as a line goes through it.
    pub fn all(chart: &'a Chart) -> Vec<LineSeries<'a>> {
        chart.series.iter().enumerate().map(|(at, series)| LineSeries::new(at, series)).collect()
    }

    /// One series, as a line goes through it.
    pub fn new(at: usize, series: &'a Series) -> LineSeries<'a> {
        let mut points: Vec<&Point> = series.points.iter().collect();
        points.sort_by(|one, other| place(one.at).total_cmp(&place(other.at)));
        let step = rhythm(&points);
        let mut line = LineSeries { at, series, points: Vec::new(), strays: Vec::new(), holes: Vec::new() };
        let (mut hole, mut broken) = (false, false);
        for point in points {
            let own = place(point.at);
            broken |= point.breaks == Break::Before;
            let Some(body) = Body::of(point) else {
                hole = true;
                line.holes.push(Hole::Point(point));
                continue;
            };
            let last = line.points.last().copied();
            let line_point = LinePoint { place: own, point, body, join: Join::Apart };
            if last.is_some_and(|last| last.place == own) {
                line.strays.push(line_point);
                continue;
            }
            let join = match last {
                None => Join::Apart,
                Some(_) if broken => Join::Broken,
                Some(_) if hole => Join::Apart,
                Some(last) if !is_ahead(last.point) && !is_ahead(point) && step.is_some_and(|step| own - last.place > 1.75 * step) => {
                    line.holes.push(Hole::Between(last.point, point));
                    Join::Apart
                }
                Some(last) => LineSeries::join(last.point.state, point.state),
            };
            line.points.push(LinePoint { join, ..line_point });
            (hole, broken) = (false, false);
        }
        line
    }

    /// The points in stretches that nothing cuts.
    pub fn stretches(&self) -> impl Iterator<Item = &[LinePoint<'a>]> {
        self.points.chunk_by(|_, next| !matches!(next.join, Join::Apart | Join::Broken))
    }

    /// How two points that nothing keeps apart are joined.
    pub fn join(one: State, other: State) -> Join {
        let has = |states: &[State]| states.contains(&one) || states.contains(&other);
        if has(&[State::Expected, State::Target]) {
            Join::Dotted
        } else if has(&[State::Provisional, State::Estimated]) {
            Join::Dashed
        } else {
            Join::Solid
        }
    }

    /// Everything that is drawn of it.
    pub fn drawn(&self) -> impl Iterator<Item = &LinePoint<'a>> {
        self.points.iter().chain(&self.strays)
    }
}

/// The step from point to point of a series that has one: at least two thirds of its steps are as long.
fn rhythm(points: &[&Point]) -> Option<f64> {
    // Bands are beside each other by themselves: what is between two of them is said by a point, or it is no gap.
    let mut places: Vec<f64> = points.iter().filter(|point| matches!(point.at, At::Time(_))).map(|point| place(point.at)).collect();
    places.dedup();
    let mut steps: Vec<f64> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_by(f64::total_cmp);
    let usual = *steps.get(steps.len() / 2)?;
    // Months and quarters are not all of one length.
    let alike = steps.iter().filter(|step| (**step - usual).abs() <= usual * 0.15).count();
    (steps.len() >= 2 && alike * 3 >= steps.len() * 2).then_some(usual)
}

/// The classes that colour each series: one colour each as long as there are colours; where some stand out, those have them.
pub fn colours(chart: &Chart) -> Vec<String> {
    let strong = chart.series.iter().filter(|series| series.emphasis == Emphasis::Strong).count();
    let coloured = |emphasis| match emphasis {
        Emphasis::Strong => true,
        Emphasis::Plain => strong == 0 || chart.series.len() <= sheet::COLOURS,
        Emphasis::Faint => false,
    };
    let mut next = 0;
    let class = |series: &Series| {
        if series.emphasis == Emphasis::Strong && strong == 1 {
            return "series-strong".to_owned();
        }
        if !coloured(series.emphasis) {
            return "series-faint".to_owned();
        }
        next += 1;
        sheet::colour(next - 1)
    };
    chart.series.iter().map(class).collect()
}
