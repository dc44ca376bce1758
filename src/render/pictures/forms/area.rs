//! Areas over time, filled from zero: one below its line, several on top of each other.

use super::line::{self, Layout};
use crate::render::pictures::end_labels::{EndLabel, EndLabels};
use crate::render::pictures::horizontal_axis::HorizontalAxis;
use crate::render::pictures::legend::{Key, Sample};
use crate::render::pictures::line_series::{Body, Join, LinePoint, LineSeries};
use crate::render::pictures::plot_area::{self, Floor, INSET, Labels, PlotArea};
use crate::render::pictures::scale::{Linear, tame};
use crate::render::pictures::sheet::{COLOURS, LEADING, Sheet};
use crate::render::pictures::svg::Path;
use crate::render::pictures::{Chart, Width, line_path, notes, sheet::colour};

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    match stack(sheet.chart) {
        Some(layers) => draw_stack(sheet, &layers),
        None => line::draw_over(sheet, Floor::Zero, |sheet, layout| {
            // Areas of several series that cannot be added would hide each other: those stay lines.
            if let [line] = &layout.lines[..] {
                fill(sheet, layout, line);
            }
        }),
    }
}

/// Fills from zero to a line, as sure as the line is.
fn fill(sheet: &mut Sheet, layout: &Layout, line: &LineSeries) {
    let zero = layout.axis.at(0.0);
    let class = &layout.colours[line.at];
    for stretch in line.stretches() {
        for run in line_path::runs(stretch) {
            let ends: Vec<(f64, f64)> = run.iter().map(|line_point| place(layout, line_point)).collect();
            let feet: Vec<(f64, f64)> = ends.iter().map(|(x, _)| (*x, zero)).collect();
            // A single area is pale, so that the rows and the values can be read through it.
            paint(sheet, (&format!("area-under {class}"), run[1].join), &line_path::between(feet, ends));
        }
    }
}

fn place(layout: &Layout, line_point: &LinePoint) -> (f64, f64) {
    let (x, low, high) = layout.at(line_point);
    (x, (low + high) / 2.0)
}

fn paint(sheet: &mut Sheet, (class, join): (&str, Join), outline: &Path) {
    match join {
        Join::Dotted => sheet.hatched_path(class.trim_start_matches("area-under "), outline),
        Join::Dashed => sheet.svg.path(&format!("area area-provisional {class}"), outline),
        Join::Apart | Join::Broken | Join::Solid => sheet.svg.path(&format!("area {class}"), outline),
    }
}

/// The times at which every series has a value that can be added to the others.
struct Layers<'a> {
    lines: Vec<LineSeries<'a>>,
    /// For each time the points of all series, the lowest layer first; the stretches are cut where any series is.
    stretches: Vec<Vec<Slice>>,
    most: f64,
}

/// All series at one time: the edges between them, from zero up, and how each is joined to the slice before.
struct Slice {
    place: f64,
    edges: Vec<f64>,
    joins: Vec<Join>,
}

/// Series that can be put on top of each other: no parts below zero, no intervals, all at the same times.
fn stack(chart: &Chart) -> Option<Layers<'_>> {
    let lines = LineSeries::all(chart);
    let can_be_added = |line: &LineSeries| {
        line.strays.is_empty() && line.points.iter().all(|line_point| matches!(line_point.body, Body::Value(value) if value >= 0.0))
    };
    if lines.len() < 2 || lines.len() > COLOURS || !lines.iter().all(can_be_added) {
        return None;
    }
    let mut stretches: Vec<Vec<Slice>> = Vec::new();
    let mut most = 0.0_f64;
    let mut next = vec![0; lines.len()];
    let mut is_cut = true;
    for lead in places(&lines) {
        let mut slice = Slice { place: lead, edges: vec![0.0], joins: Vec::new() };
        for (line, next) in lines.iter().zip(&mut next) {
            let Some(line_point) = line.points.get(*next).filter(|line_point| line_point.place == lead) else { continue };
            *next += 1;
            let below = slice.edges.last().copied().unwrap_or(0.0);
            slice.edges.push(tame(below + line_point.body.middle()));
            slice.joins.push(line_point.join);
        }
        // Where one part is unknown, so is the whole.
        if slice.joins.len() < lines.len() {
            is_cut = true;
            continue;
        }
        most = most.max(slice.edges.last().copied().unwrap_or(0.0));
        let is_apart = slice.joins.iter().any(|join| matches!(join, Join::Apart | Join::Broken));
        match stretches.last_mut() {
            Some(stretch) if !is_cut && !is_apart => stretch.push(slice),
            _ => stretches.push(vec![slice]),
        }
        is_cut = false;
    }
    (!stretches.is_empty()).then_some(Layers { lines, stretches, most })
}

/// Every place of any series once, in order.
fn places(lines: &[LineSeries]) -> Vec<f64> {
    let mut places: Vec<f64> = lines.iter().flat_map(|line| &line.points).map(|line_point| line_point.place).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

fn draw_stack(sheet: &mut Sheet, layers: &Layers) -> f64 {
    let chart = sheet.chart;
    let references = chart.references.iter().map(|reference| reference.value).filter(|value| value.is_finite());
    let (low, high) = references.fold((0.0, layers.most), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    let axis = plot_area::axis(sheet, (low, high));
    let height = plot_area::height(sheet.width);
    let last = layers.stretches.last().and_then(|stretch| stretch.last());
    let names: Vec<(String, String)> = layers.lines.iter().map(|line| (value_at(sheet, line, last), line.series.name.clone())).collect();
    let (room, most) = if sheet.width == Width::Narrow { (88.0, 130.0) } else { (190.0, 265.0) };
    let beside = EndLabels::new(&names, room);
    let (ends, keys) = if beside.fit(height) && beside.width() <= most {
        (beside, Vec::new())
    } else {
        let name = |line: &LineSeries| Key { sample: Sample::Mark(colour(line.at)), name: line.series.name.clone() };
        (EndLabels::new(&[], 0.0), layers.lines.iter().map(name).collect())
    };
    let top = sheet.head(&keys) + LEADING;
    let left = plot_area::margin(sheet, &axis);
    let field = PlotArea { left, right: (sheet.across() - ends.width()).max(left + 40.0), top, bottom: top + height };
    let along = HorizontalAxis::new(chart, (field.left + INSET, field.right - INSET), sheet.across());
    let axis = axis.laid(field.bottom, field.top);
    plot_area::draw(sheet, field, &axis, &along);
    paint_stack(sheet, layers, (&along.scale, &axis.scale));
    plot_area::references(sheet, field, &axis.scale, Labels::Inside);
    if keys.is_empty() {
        let placed: Vec<EndLabel> = layers
            .lines
            .iter()
            .zip(&names)
            .filter_map(|(line, (value, name))| {
                let edges = &last?.edges;
                let y = axis.at((edges[line.at] + edges[line.at + 1]) / 2.0);
                Some(EndLabel { class: colour(line.at), x: along.scale.at(last?.place), y, value: value.clone(), name: name.clone() })
            })
            .collect();
        ends.draw(sheet, &placed, field);
    }
    let said = notes::notes(chart, &layers.lines, sheet.words);
    notes::draw(sheet, &said, field.bottom + along.height()) + 4.0
}

/// The value of a series in a slice, in words.
fn value_at(sheet: &Sheet, line: &LineSeries, slice: Option<&Slice>) -> String {
    let line_point = slice.and_then(|slice| line.points.iter().find(|line_point| line_point.place == slice.place));
    line_point.map_or(String::new(), |line_point| sheet.words.beside(line_point.point))
}

fn paint_stack(sheet: &mut Sheet, layers: &Layers, (along, up): (&Linear, &Linear)) {
    for line in &layers.lines {
        let class = colour(line.at);
        sheet.svg.open("g", &[("class", "strand".into())]);
        sheet.svg.words("title", &[], &line.series.name);
        for stretch in &layers.stretches {
            if let [slice] = &stretch[..] {
                // A time alone is as wide as a stroke, so that it can be seen.
                let (x, low, high) = (along.at(slice.place), up.at(slice.edges[line.at]), up.at(slice.edges[line.at + 1]));
                paint(
                    sheet,
                    (&class, Join::Solid),
                    &line_path::between(vec![(x - 2.0, low), (x + 2.0, low)], vec![(x - 2.0, high), (x + 2.0, high)]),
                );
            }
            let mut start = 0;
            for end in 1..stretch.len() {
                let join = stretch[end].joins[line.at];
                if stretch.get(end + 1).is_some_and(|next| next.joins[line.at] == join) {
                    continue;
                }
                let edge = |edge: usize| -> Vec<(f64, f64)> {
                    stretch[start..=end].iter().map(|slice| (along.at(slice.place), up.at(slice.edges[edge]))).collect()
                };
                paint(sheet, (&class, join), &line_path::between(edge(line.at), edge(line.at + 1)));
                start = end;
            }
        }
        sheet.svg.close("g");
    }
}
