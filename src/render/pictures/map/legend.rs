//! What the colours of a map mean, above it: the classes from the lowest, what is not reported, the groups of things, the lines.

use super::super::sheet::{COLOURS, LEADING, TEXT, colour};
use super::super::svg::{Anchor, Rect, Svg};
use super::super::text;
use super::{Fill, Map, Standing};

/// How many shades there are.
const SHADES: usize = 7;

/// Which shades tell so many classes apart best: their lightness goes down in steps as even as can be.
const CHOICES: [&[usize]; SHADES] =
    [&[4], &[2, 5], &[2, 4, 6], &[1, 3, 5, 7], &[1, 3, 4, 5, 7], &[1, 2, 3, 4, 5, 7], &[1, 2, 3, 4, 5, 6, 7]];

/// The size of a sample, and what lies between two keys.
const SAMPLE: (f64, f64) = (20.0, 13.0);
const GAP: f64 = 16.0;

/// What a key shows beside its words.
enum Sample {
    Shade(usize),
    Missing,
    Holding,
    /// Of an area, or of a dot.
    Unsure(Shape),
    Dot(String),
    Line,
}

/// What something is drawn as that is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Area(usize),
    Dot,
}

/// The class of the shade for one of so many classes of values.
pub fn shade(class: usize, of: usize) -> String {
    let choice = CHOICES[of.clamp(1, SHADES) - 1];
    format!("shade-{}", choice[class.min(choice.len() - 1)])
}

/// Draws the legend from the drawing's top on; says where it ends.
pub fn draw(svg: &mut Svg, map: &Map, id: &str, across: f64) -> f64 {
    let legend = &map.legend;
    let mut y = 0.0;
    for line in text::wrap(&legend.unit, TEXT, across, 2).lines {
        y += LEADING;
        svg.text("unit", Anchor::Start, (0.0, y - LEADING + TEXT), &line);
    }
    let mut keys: Vec<(Sample, &str)> = legend.classes.iter().enumerate().map(|(at, words)| (Sample::Shade(at), words.as_str())).collect();
    if !legend.missing.is_empty() {
        keys.push((Sample::Missing, &legend.missing));
    }
    if !legend.holding.is_empty() {
        keys.push((Sample::Holding, &legend.holding));
    }
    let groups = legend.groups.iter().enumerate().take(COLOURS);
    keys.extend(groups.map(|(at, words)| (Sample::Dot(colour(at)), words.as_str())));
    if !legend.unsure.is_empty() {
        keys.extend(unsure(map).map(|shape| (Sample::Unsure(shape), legend.unsure.as_str())));
    }
    if !legend.lines.is_empty() {
        keys.push((Sample::Line, &legend.lines));
    }
    if keys.is_empty() {
        return if y > 0.0 { y + 6.0 } else { 0.0 };
    }
    let mut x = 0.0;
    y += if y > 0.0 { 4.0 } else { 0.0 };
    for (own, words) in keys {
        let line = text::shorten(words, TEXT, across - SAMPLE.0 - 6.0);
        let length = SAMPLE.0 + 6.0 + text::width(&line, TEXT);
        if x > 0.0 && x + length > across {
            (x, y) = (0.0, y + LEADING + 3.0);
        }
        let middle = y + LEADING / 2.0;
        sample(svg, &own, (x, middle), (id, legend.classes.len()));
        let place = (x + SAMPLE.0 + 6.0, middle + TEXT * 0.35);
        if line == words {
            svg.text("label", Anchor::Start, place, &line);
        } else {
            svg.open("g", &[]);
            svg.words("title", &[], words);
            svg.text("label", Anchor::Start, place, &line);
            svg.close("g");
        }
        x += length + GAP;
    }
    y + LEADING + 9.0
}

/// As what things are drawn that are not sure: one area for all of them, one dot.
fn unsure(map: &Map) -> impl Iterator<Item = Shape> {
    let area = map.areas.iter().find_map(|area| match area.fill {
        Fill::Holding(group, Standing::Unsure) => Some(Shape::Area(group.unwrap_or(0))),
        _ => None,
    });
    let dot = map.pins.iter().any(|pin| pin.standing == Standing::Unsure).then_some(Shape::Dot);
    area.into_iter().chain(dot)
}

fn sample(svg: &mut Svg, sample: &Sample, (x, middle): (f64, f64), (id, classes): (&str, usize)) {
    let square = Rect { x, y: middle - SAMPLE.1 / 2.0, width: SAMPLE.0, height: SAMPLE.1 };
    match sample {
        Sample::Shade(class) => svg.rect(&format!("map-shade {}", shade(*class, classes)), square),
        Sample::Holding => svg.rect(&format!("map-holding {}", colour(0)), square),
        Sample::Unsure(Shape::Area(group)) => {
            let (class, fill) = (format!("map-unsure {}", colour(*group)), format!("url(#{id}-hatch-{})", colour(*group)));
            let Rect { x, y, width, height } = square;
            let place = [("x", x.into()), ("y", y.into()), ("width", width.into()), ("height", height.into())];
            svg.empty("rect", &[&[("class", (&class).into()), ("fill", (&fill).into())][..], &place].concat());
        }
        Sample::Unsure(Shape::Dot) => {
            let class = format!("map-pin map-pin-unsure {}", colour(0));
            let place = [("cx", (x + SAMPLE.0 / 2.0).into()), ("cy", middle.into()), ("r", 5.5.into())];
            svg.empty("circle", &[&[("class", (&class).into())][..], &place].concat());
        }
        Sample::Missing => {
            let fill = format!("url(#{id}-hatch-unreported)");
            let Rect { x, y, width, height } = square;
            let place = [("x", x.into()), ("y", y.into()), ("width", width.into()), ("height", height.into())];
            svg.empty("rect", &[&[("class", "map-unreported unreported".into()), ("fill", (&fill).into())][..], &place].concat());
        }
        Sample::Dot(class) => {
            let class = format!("mark map-pin {class}");
            let place = [("cx", (x + SAMPLE.0 / 2.0).into()), ("cy", middle.into()), ("r", 5.5.into())];
            svg.empty("circle", &[&[("class", (&class).into())][..], &place].concat());
        }
        Sample::Line => svg.line("map-line map-line-key", (x, middle), (x + SAMPLE.0, middle)),
    }
}
