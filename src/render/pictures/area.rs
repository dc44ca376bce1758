//! Areas over time, filled from zero: one below its line, several on top of each other.

use super::along::Along;
use super::ends::{End, Ends};
use super::legend::{Key, Sample};
use super::line::{self, Layout};
use super::plot::{self, Field, Floor, INSET, Labels};
use super::scale::{Linear, tame};
use super::sheet::{COLOURS, LEADING, Sheet};
use super::strand::{Body, Join, Knot, Strand};
use super::svg::Path;
use super::{Chart, Width, notes, sheet::colour, thread};

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    match stack(sheet.chart) {
        Some(layers) => draw_stack(sheet, &layers),
        None => line::draw_over(sheet, Floor::Zero, |sheet, layout| {
            // Areas of several series that cannot be added would hide each other: those stay lines.
            if let [strand] = &layout.strands[..] {
                fill(sheet, layout, strand);
            }
        }),
    }
}

/// Fills from zero to a line, as sure as the line is.
fn fill(sheet: &mut Sheet, layout: &Layout, strand: &Strand) {
    let zero = layout.axis.at(0.0);
    let class = &layout.colours[strand.at];
    for stretch in strand.stretches() {
        for run in thread::runs(stretch) {
            let ends: Vec<(f64, f64)> = run.iter().map(|knot| place(layout, knot)).collect();
            let feet: Vec<(f64, f64)> = ends.iter().map(|(x, _)| (*x, zero)).collect();
            // A single area is pale, so that the rows and the values can be read through it.
            paint(sheet, (&format!("area-under {class}"), run[1].join), &between(&feet, &ends));
        }
    }
}

fn place(layout: &Layout, knot: &Knot) -> (f64, f64) {
    let (x, low, high) = layout.at(knot);
    (x, (low + high) / 2.0)
}

fn paint(sheet: &mut Sheet, (class, join): (&str, Join), outline: &Path) {
    match join {
        Join::Dotted => sheet.hatched_path(class.trim_start_matches("area-under "), outline),
        Join::Dashed => sheet.svg.path(&format!("area area-provisional {class}"), outline),
        Join::Apart | Join::Broken | Join::Solid => sheet.svg.path(&format!("area {class}"), outline),
    }
}

/// The outline between two edges with the same places.
fn between(lower: &[(f64, f64)], upper: &[(f64, f64)]) -> Path {
    let mut edge = lower.iter().chain(upper.iter().rev());
    let (x, y) = edge.next().copied().unwrap_or_default();
    edge.fold(Path::from(x, y), |path, (x, y)| path.line(*x, *y)).close()
}

/// The times at which every series has a value that can be added to the others.
struct Layers<'a> {
    strands: Vec<Strand<'a>>,
    /// For each time the knots of all series, the lowest layer first; the stretches are cut where any series is.
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
    let strands = Strand::all(chart);
    let can_be_added = |strand: &Strand| {
        strand.strays.is_empty() && strand.knots.iter().all(|knot| matches!(knot.body, Body::Value(value) if value >= 0.0))
    };
    if strands.len() < 2 || strands.len() > COLOURS || !strands.iter().all(can_be_added) {
        return None;
    }
    let mut stretches: Vec<Vec<Slice>> = Vec::new();
    let mut most = 0.0_f64;
    let mut next = vec![0; strands.len()];
    let mut is_cut = true;
    for lead in places(&strands) {
        let mut slice = Slice { place: lead, edges: vec![0.0], joins: Vec::new() };
        for (strand, next) in strands.iter().zip(&mut next) {
            let Some(knot) = strand.knots.get(*next).filter(|knot| knot.place == lead) else { continue };
            *next += 1;
            let below = slice.edges.last().copied().unwrap_or(0.0);
            slice.edges.push(tame(below + knot.body.middle()));
            slice.joins.push(knot.join);
        }
        // Where one part is unknown, so is the whole.
        if slice.joins.len() < strands.len() {
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
    (!stretches.is_empty()).then_some(Layers { strands, stretches, most })
}

/// Every place of any series once, in order.
fn places(strands: &[Strand]) -> Vec<f64> {
    let mut places: Vec<f64> = strands.iter().flat_map(|strand| &strand.knots).map(|knot| knot.place).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

fn draw_stack(sheet: &mut Sheet, layers: &Layers) -> f64 {
    let chart = sheet.chart;
    let references = chart.references.iter().map(|reference| reference.value).filter(|value| value.is_finite());
    let (low, high) = references.fold((0.0, layers.most), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    let axis = plot::axis(sheet, (low, high));
    let height = plot::height(sheet.width);
    let last = layers.stretches.last().and_then(|stretch| stretch.last());
    let names: Vec<(String, String)> =
        layers.strands.iter().map(|strand| (value_at(sheet, strand, last), strand.series.name.clone())).collect();
    let (room, most) = if sheet.width == Width::Narrow { (88.0, 130.0) } else { (190.0, 265.0) };
    let beside = Ends::new(&names, room);
    let (ends, keys) = if beside.fit(height) && beside.width() <= most {
        (beside, Vec::new())
    } else {
        let name = |strand: &Strand| Key { sample: Sample::Mark(colour(strand.at)), name: strand.series.name.clone() };
        (Ends::new(&[], 0.0), layers.strands.iter().map(name).collect())
    };
    let top = sheet.head(&keys) + LEADING;
    let left = plot::margin(sheet, &axis);
    let field = Field { left, right: (sheet.across() - ends.width()).max(left + 40.0), top, bottom: top + height };
    let along = Along::new(chart, (field.left + INSET, field.right - INSET), sheet.across());
    let axis = axis.laid(field.bottom, field.top);
    plot::draw(sheet, field, &axis, &along);
    paint_stack(sheet, layers, (&along.scale, &axis.scale));
    plot::references(sheet, field, &axis.scale, Labels::Inside);
    if keys.is_empty() {
        let placed: Vec<End> = layers
            .strands
            .iter()
            .zip(&names)
            .filter_map(|(strand, (value, name))| {
                let edges = &last?.edges;
                let y = axis.at((edges[strand.at] + edges[strand.at + 1]) / 2.0);
                Some(End { class: colour(strand.at), x: along.scale.at(last?.place), y, value: value.clone(), name: name.clone() })
            })
            .collect();
        ends.draw(sheet, &placed, field);
    }
    let said = notes::notes(chart, &layers.strands, sheet.words);
    notes::draw(sheet, &said, field.bottom + along.height()) + 4.0
}

/// The value of a series in a slice, in words.
fn value_at(sheet: &Sheet, strand: &Strand, slice: Option<&Slice>) -> String {
    let knot = slice.and_then(|slice| strand.knots.iter().find(|knot| knot.place == slice.place));
    knot.map_or(String::new(), |knot| sheet.words.beside(knot.point))
}

fn paint_stack(sheet: &mut Sheet, layers: &Layers, (along, up): (&Linear, &Linear)) {
    for strand in &layers.strands {
        let class = colour(strand.at);
        sheet.svg.open("g", &[("class", "strand".into())]);
        sheet.svg.words("title", &[], &strand.series.name);
        for stretch in &layers.stretches {
            if let [slice] = &stretch[..] {
                // A time alone is as wide as a stroke, so that it can be seen.
                let (x, low, high) = (along.at(slice.place), up.at(slice.edges[strand.at]), up.at(slice.edges[strand.at + 1]));
                paint(sheet, (&class, Join::Solid), &between(&[(x - 2.0, low), (x + 2.0, low)], &[(x - 2.0, high), (x + 2.0, high)]));
            }
            let mut start = 0;
            for end in 1..stretch.len() {
                let join = stretch[end].joins[strand.at];
                if stretch.get(end + 1).is_some_and(|next| next.joins[strand.at] == join) {
                    continue;
                }
                let edge = |edge: usize| -> Vec<(f64, f64)> {
                    stretch[start..=end].iter().map(|slice| (along.at(slice.place), up.at(slice.edges[edge]))).collect()
                };
                paint(sheet, (&class, join), &between(&edge(strand.at), &edge(strand.at + 1)));
                start = end;
            }
        }
        sheet.svg.close("g");
    }
}
