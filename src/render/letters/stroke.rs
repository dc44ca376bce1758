//! Strokes of round ends, and the points that they cover.

use std::iter::Peekable;

/// A line through points, `y` upwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stroke(Vec<(f64, f64)>);

/// Points that are covered more or less: 0 not at all, 255 wholly.
#[derive(Clone, Debug, Default)]
pub struct Canvas {
    pub width: usize,
    pub height: usize,
    pub points: Vec<u8>,
}

/// How far apart the points of an ellipse are, in degrees.
const STEP: f64 = 6.0;

/// Reads strokes as the alphabet writes them; what it does not write is left out.
pub fn read<'a>(words: impl Iterator<Item = &'a str>) -> Vec<Stroke> {
    let mut words = words.peekable();
    let mut strokes: Vec<Stroke> = Vec::new();
    while let Some(command) = words.next() {
        let numbers = numbers(&mut words);
        let mut lead = |points: Vec<(f64, f64)>| match strokes.last_mut() {
            Some(last) => last.0.extend(points),
            None => strokes.push(Stroke(points)),
        };
        match (command, &numbers[..]) {
            ("M", [x, y]) => strokes.push(Stroke(vec![(*x, *y)])),
            ("L", points) => lead(points.chunks_exact(2).map(|point| (point[0], point[1])).collect()),
            ("Q", [by_x, by_y, x, y]) => {
                let from = strokes.last().and_then(|last| last.0.last().copied()).unwrap_or_default();
                let curve = (1..=12).map(|step| bent(from, (*by_x, *by_y), (*x, *y), f64::from(step) / 12.0)).collect();
                match strokes.last_mut() {
                    Some(last) => last.0.extend::<Vec<_>>(curve),
                    None => strokes.push(Stroke(curve)),
                }
            }
            ("A", [x, y, across, up, from, to]) => lead(ellipse((*x, *y), (*across, *up), (*from, *to))),
            ("a", [x, y, across, up, from, to]) => strokes.push(Stroke(ellipse((*x, *y), (*across, *up), (*from, *to)))),
            ("O", [x, y, across, up]) => strokes.push(Stroke(ellipse((*x, *y), (*across, *up), (0.0, 360.0)))),
            _ => {}
        }
    }
    strokes
}

fn numbers<'a>(words: &mut Peekable<impl Iterator<Item = &'a str>>) -> Vec<f64> {
    std::iter::from_fn(|| words.next_if(|word| word.parse::<f64>().is_ok()).and_then(|word| word.parse().ok())).collect()
}

fn bent(from: (f64, f64), by: (f64, f64), to: (f64, f64), part: f64) -> (f64, f64) {
    let at = |from: f64, by: f64, to: f64| {
        let rest = 1.0 - part;
        rest * rest * from + 2.0 * rest * part * by + part * part * to
    };
    (at(from.0, by.0, to.0), at(from.1, by.1, to.1))
}

fn ellipse((x, y): (f64, f64), (across, up): (f64, f64), (from, to): (f64, f64)) -> Vec<(f64, f64)> {
    let steps = ((to - from).abs() / STEP).ceil().max(1.0);
    let angle = |step: u32| (from + (to - from) * f64::from(step) / steps).to_radians();
    // The standard library's sines differ from machine to machine.
    (0..=steps as u32).map(angle).map(|angle| (x + across * libm::cos(angle), y + up * libm::sin(angle))).collect()
}

impl Stroke {
    /// A line from one point to another.
    pub fn line(from: (f64, f64), to: (f64, f64)) -> Stroke {
        Stroke(vec![from, to])
    }

    /// A circle.
    pub fn circle(centre: (f64, f64), radius: f64) -> Stroke {
        Stroke(ellipse(centre, (radius, radius), (0.0, 360.0)))
    }

    /// The points that it leads through.
    pub fn points(&self) -> &[(f64, f64)] {
        &self.0
    }

    /// The same elsewhere.
    pub fn moved(&self, right: f64, up: f64) -> Stroke {
        Stroke(self.0.iter().map(|(x, y)| (x + right, y + up)).collect())
    }

    /// The same of which `y` was counted downwards.
    pub fn downwards(&self) -> Stroke {
        Stroke(self.0.iter().map(|(x, y)| (*x, -y)).collect())
    }

    /// The same in another size.
    pub fn scaled(&self, factor: f64) -> Stroke {
        Stroke(self.0.iter().map(|(x, y)| (x * factor, y * factor)).collect())
    }
}

impl Canvas {
    /// A canvas with nothing on it.
    pub fn new(width: usize, height: usize) -> Canvas {
        Canvas { width, height, points: vec![0; width * height] }
    }

    /// A canvas that just holds some strokes, and where its upper left corner lies as seen from where they lie, downwards.
    pub fn around(strokes: &[Stroke], half: f64) -> (i32, i32, Canvas) {
        let all = || strokes.iter().flat_map(|stroke| stroke.0.iter().copied());
        if all().next().is_none() {
            return (0, 0, Canvas::default());
        }
        let (left, right) = all().fold((f64::MAX, f64::MIN), |(least, most), (x, _)| (least.min(x), most.max(x)));
        let (low, high) = all().fold((f64::MAX, f64::MIN), |(least, most), (_, y)| (least.min(y), most.max(y)));
        let room = half * 1.3 + 1.0;
        let (left, top) = ((left - room).floor(), (-high - room).floor());
        let (width, height) = ((right + room).ceil() - left, (-low + room).ceil() - top);
        let mut canvas = Canvas::new(width as usize, height as usize);
        for stroke in strokes {
            canvas.draw(stroke, (-left, -top), half);
        }
        (left as i32, top as i32, canvas)
    }

    /// Draws a stroke whose measure begins at a point of the canvas; it is twice `half` wide.
    pub fn draw(&mut self, stroke: &Stroke, (x, y): (f64, f64), half: f64) {
        let on = |point: &(f64, f64)| (point.0 + x, y - point.1);
        for pair in stroke.0.windows(2) {
            self.line(on(&pair[0]), on(&pair[1]), half);
        }
        // A dot is as heavy to the eye as a stroke where it is a little wider.
        if let Some(only) = stroke.0.first().filter(|first| stroke.0.iter().all(|point| point == *first)) {
            self.line(on(only), on(only), half * 1.3);
        }
    }

    /// A line with round ends. Each row is looked at only where the line may be.
    fn line(&mut self, from: (f64, f64), to: (f64, f64), half: f64) {
        let reach = half + 1.0;
        let (upper, lower) = if from.1 <= to.1 { (from, to) } else { (to, from) };
        let rows = (upper.1 - reach).floor().max(0.0) as usize..((lower.1 + reach).ceil().max(0.0) as usize).min(self.height);
        let (along_x, along_y) = (to.0 - from.0, to.1 - from.1);
        let length = along_x * along_x + along_y * along_y;
        let slope = if lower.1 > upper.1 { (lower.0 - upper.0) / (lower.1 - upper.1) } else { 0.0 };
        for row in rows {
            let middle = row as f64 + 0.5;
            let at = |y: f64| upper.0 + slope * (y.clamp(upper.1, lower.1) - upper.1);
            // A level line is everywhere on its row.
            let ends = if lower.1 > upper.1 { [at(middle - reach), at(middle + reach)] } else { [from.0, to.0] };
            let first = (ends[0].min(ends[1]) - reach).floor().max(0.0) as usize;
            let last = ((ends[0].max(ends[1]) + reach).ceil().max(0.0) as usize).min(self.width);
            for column in first..last {
                let (x, y) = (column as f64 + 0.5 - from.0, middle - from.1);
                let part = if length > 0.0 { ((x * along_x + y * along_y) / length).clamp(0.0, 1.0) } else { 0.0 };
                let (off_x, off_y) = (x - part * along_x, y - part * along_y);
                let covered = half + 0.5 - (off_x * off_x + off_y * off_y).sqrt();
                if covered > 0.0 {
                    let point = &mut self.points[row * self.width + column];
                    *point = (*point).max((covered.min(1.0) * 255.0) as u8);
                }
            }
        }
    }

    /// Lays another canvas on this one with its upper left corner at a point; what does not fit is cut off.
    pub fn lay(&mut self, other: &Canvas, (left, top): (i32, i32), strength: u8) {
        let first = (-left).max(0) as usize;
        let last = (self.width as i64 - i64::from(left)).clamp(0, other.width as i64) as usize;
        if first >= last {
            return;
        }
        for row in 0..other.height {
            let Some(onto) = usize::try_from(top + row as i32).ok().filter(|onto| *onto < self.height) else { continue };
            let from = &other.points[row * other.width + first..row * other.width + last];
            let start = onto * self.width + (left + first as i32) as usize;
            for (point, covered) in self.points[start..start + from.len()].iter_mut().zip(from) {
                *point = (*point).max((u16::from(*covered) * u16::from(strength) / 255) as u8);
            }
        }
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, (left, top): (usize, usize), (width, height): (usize, usize), strength: u8) {
        for row in top..(top + height).min(self.height) {
            let (first, last) = (left.min(self.width), (left + width).min(self.width));
            self.points[row * self.width + first..row * self.width + last].fill(strength);
        }
    }
}
