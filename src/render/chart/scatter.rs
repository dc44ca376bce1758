//! Two figures against each other: the first along, the second up, a point for each thing, category and period that both have.

use super::point::{amount, point};
use super::{Choice, Drawing, axis_unit, zeros};
use crate::registry::EntityId;
use crate::registry::figure::shape::pairs;
use crate::registry::figure::{Figure, Observation, Scale};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::pictures::{At, Chart, Emphasis, Form, Series};
use crate::render::reading;

/// Draws two figures against each other; `None` where they have not two points in common.
pub fn of(window: &Window, along: (EntityId, &Figure), up: (EntityId, &Figure), choice: &Choice) -> Option<Drawing> {
    let pairs = pairs(along.1, up.1, &choice.wanted);
    let period = |(_, at): &(usize, usize)| up.1.observations[*at].period;
    let is_over_time = pairs.iter().any(|pair| period(pair) != period(&pairs[0]));
    let mut series =
        [Emphasis::Plain, Emphasis::Strong, Emphasis::Faint].map(|emphasis| Series { name: String::new(), points: Vec::new(), emphasis });
    let mut shown = 0;
    for (at, other) in pairs {
        let (across, seen) = (&along.1.observations[at], &up.1.observations[other]);
        let Some(place) = amount(across).middle() else { continue };
        let name = if is_over_time { reading::place_in_words(window, seen) } else { label(window, seen) };
        let made = point(window, up.1, seen, (At::Number(place), name));
        let number = match super::layout::is_highlighted(window, seen, choice) {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        series[number].points.push(made);
        shown += 1;
    }
    if shown < 2 {
        return None;
    }
    let named = |(id, figure): (EntityId, &Figure), scale| format!("{} ({})", window.card(id).title, axis_unit(window, figure, scale));
    let mut chart = Chart {
        form: Form::Scatter,
        title: choice.title.clone().unwrap_or_else(|| window.card(up.0).title.to_string()),
        unit: String::new(),
        categories: Vec::new(),
        series: series.into_iter().filter(|series| !series.points.is_empty()).collect(),
        base: None,
        whole: None,
        references: choice.references.clone(),
        across: String::new(),
    };
    let is_bare = |figure: &Figure| figure.scale == Scale::Ones && !reading::is_percent(figure) && !reading::is_index(figure);
    let scale = if is_bare(up.1) { zeros::leave_out(window, &mut chart) } else { up.1.scale };
    let across = if is_bare(along.1) { zeros::leave_out_across(&mut chart) } else { along.1.scale };
    (chart.unit, chart.across) = (named(up, scale), named(along, across));
    Some(Drawing { chart, unit: reading::unit(window, up.1), scale, remarks: Vec::new(), map: None })
}

/// What a point is: the thing, or the category, or the period.
fn label(window: &Window, seen: &Observation) -> String {
    let category = seen.category.as_ref().map(|category| in_language(category, window.language).to_owned());
    match (seen.about, category) {
        (Some(about), None) => window.card(about).title.to_string(),
        (Some(about), Some(category)) => format!("{}, {category}", window.card(about).title),
        (None, Some(category)) => category,
        (None, None) => seen.period.map_or(String::new(), |period| window.formats().period(&period)),
    }
}
