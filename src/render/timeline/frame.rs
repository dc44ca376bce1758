//! Which form a timeline has, and from which day to which its axis runs.

use super::Row;
use crate::registry::view::timeline::{Form, TimelineView, Today};
use crate::render::ask::Window;
use crate::render::pictures::timeline::{Edge, framed};
use crate::syntax::date::number_of;

/// The days of an axis, and the day of the build where it is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub days: (i32, i32),
    pub today: Option<i32>,
}

/// What takes less time than this is drawn day by day.
const FEW_DAYS: f64 = 21.0;

/// All days that a date can name.
const ALL: (i32, i32) = (-719_528, 2_932_896);

/// The form that is wanted, else the one that fits: lines of life where most things have a history, days where all is within three weeks.
pub fn form(view: &TimelineView, rows: &[Row]) -> Form {
    if let Some(form) = view.form {
        return form;
    }
    let with_history = rows.iter().filter(|row| row.dated.history.len() > 1).count();
    if with_history * 2 > rows.len() {
        return Form::Lifelines;
    }
    let spans = || rows.iter().filter_map(|row| row.dated.span);
    let first = spans().map(|span| span.first().unwrap_or(f64::NEG_INFINITY)).reduce(f64::min);
    let last = spans().map(|span| span.last().unwrap_or(f64::INFINITY)).reduce(f64::max);
    let (first, last) = (first.unwrap_or(0.0), last.unwrap_or(f64::INFINITY));
    let first = view.from.map_or(first, |from| f64::from(number_of(from.first_day())));
    let last = view.to.map_or(last, |to| f64::from(number_of(to.last_day())) + 1.0);
    if last - first <= FEW_DAYS { Form::Days } else { Form::Bars }
}

/// The axis of a timeline; nothing where no thing has a date.
pub fn of(window: &Window, view: &TimelineView, form: Form, rows: &[Row]) -> Option<Frame> {
    let drawn: Vec<_> = rows
        .iter()
        .filter(|row| row.dated.is_drawn(form))
        .flat_map(|row| match form {
            Form::Lifelines => row.dated.spans().collect::<Vec<_>>(),
            Form::Bars | Form::Days => row.dated.span.into_iter().collect(),
        })
        .collect();
    let known = || drawn.iter().flat_map(|span| [span.first(), span.last()]).flatten();
    let first = known().reduce(f64::min)?;
    let last = known().reduce(f64::max)?;
    let from = view.from.map(|from| number_of(from.first_day()));
    let to = view.to.map(|to| number_of(to.last_day()) + 1);
    let goes_on = drawn.iter().any(|span| span.end == Edge::Open);
    let reaches_today = match view.today {
        Today::Never => false,
        Today::Always => true,
        Today::Within => goes_on,
    };
    let mut today = None;
    let mut last = last;
    if reaches_today && to.is_none() {
        let day = window.today((first as i32, ALL.1));
        today = Some(day);
        last = last.max(f64::from(day) + 1.0);
    }
    let (start, end) = framed((first, last));
    // The last find of a line of life should not lie on the very edge.
    let edge = if form == Form::Lifelines { (last + (last - first) * 0.03).ceil() as i32 } else { end };
    let end = end.max(edge);
    let start = from.unwrap_or(start);
    let days = (start, to.unwrap_or(end).max(start + 1));
    // What has ended does not ask which day it is, but whether it is one of its own: the past stays as it is.
    let within = if reaches_today { days } else { (days.0.max(first.floor() as i32), days.1.min(last.ceil() as i32)) };
    let today = match view.today {
        Today::Never => None,
        Today::Always | Today::Within => Some(today.unwrap_or_else(|| window.today((within.0 - 1, within.1)))),
    };
    Some(Frame { days, today: today.filter(|today| (within.0..within.1).contains(today)) })
}
