//! The card that other sites show where somebody links to a page: what it is, its title, and whose it is, on the accent of the theme.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::ask::Window;
use super::card::in_language;
use super::letters::{Canvas, Pen, Stroke};
use super::png::{self, Packed};
use super::reading;
use crate::registry::kind::Nature;
use crate::routes::{Listed, SocialCard};

/// The size that every site which shows cards asks for.
pub const WIDTH: usize = 1200;
pub const HEIGHT: usize = 630;

/// What is left free on every side.
const MARGIN: f64 = 84.0;

/// How wide a line of text may be.
const ACROSS: f64 = WIDTH as f64 - 2.0 * MARGIN;

/// The letters of a title, the largest first, and in how many lines it may stand in them.
const TITLES: [(Pen, usize); 4] = [
    (Pen { capital: 68, weight: 96 }, 2),
    (Pen { capital: 56, weight: 80 }, 3),
    (Pen { capital: 46, weight: 66 }, 4),
    (Pen { capital: 38, weight: 56 }, 5),
];

/// The letters of what stands above a title and below it, and of a figure's value.
const SMALL: Pen = Pen { capital: 24, weight: 34 };
const VALUE: Pen = Pen { capital: 104, weight: 140 };

/// How strong what is not the title is, and the net behind it all.
const QUIET: u8 = 205;
const FAINT: u8 = 56;

/// A card as the head of a page has it.
#[derive(Serialize)]
pub struct CardView {
    url: String,
    width: usize,
    height: usize,
    alt: String,
}

/// What is written on a card.
struct Words {
    label: String,
    value: Option<String>,
    title: String,
    site: String,
}

/// The card of a page, where it has one.
pub fn of_page(window: &Window, page: Listed) -> Option<CardView> {
    let card = window.social_card(page)?;
    let Words { label, value, title, site } = words(window, card);
    let parts = [label, value.unwrap_or_default(), title, site];
    let mut alt: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    alt.dedup();
    Some(CardView { url: window.social_card_url(card), width: WIDTH, height: HEIGHT, alt: alt.join(" · ") })
}

/// Draws a card.
pub fn print(window: &Window, card: SocialCard) -> Vec<u8> {
    let words = words(window, card);
    let tokens = &window.theme().tokens;
    let net = net(&kind_name(window, card));
    let mut canvas = net.0.clone();
    lay_out(&mut canvas, &words);
    png::of_shades(&Packed::over(&canvas, (&net.0, &net.1)), tokens.light.get("accent"), tokens.light.get("paper"))
}

/// The kind that a card is of; nothing for the site as a whole.
fn kind_name(window: &Window, card: SocialCard) -> String {
    match card {
        SocialCard::Site => String::new(),
        SocialCard::Kind(kind) => window.kinds().kind(kind).name.to_string(),
        SocialCard::Thing(thing) => window.kinds().kind(window.kind_of(thing)).name.to_string(),
    }
}

fn words(window: &Window, card: SocialCard) -> Words {
    let site = in_language(&window.settings().title, window.language).to_owned();
    match card {
        SocialCard::Site => Words { label: String::new(), value: None, title: site, site: host(&window.settings().base_url.origin) },
        SocialCard::Kind(kind) => {
            let title = in_language(&window.kinds().kind(kind).plural, window.language).to_owned();
            Words { label: String::new(), value: None, title, site }
        }
        SocialCard::Thing(thing) => {
            let kind = window.kinds().kind(window.kind_of(thing));
            let label = in_language(&kind.label, window.language).to_owned();
            let figure = if kind.nature == Nature::Figure { window.figure(thing) } else { None };
            let value = figure.and_then(|figure| Some(reading::in_words(window, figure, &figure.observations[figure.headline()?])));
            Words { label, value, title: window.card(thing).title.to_string(), site }
        }
    }
}

/// The host of an address, as people say it.
fn host(origin: &str) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Puts the words where they belong; what is in a script that the alphabet lacks is left out as a whole.
fn lay_out(canvas: &mut Canvas, words: &Words) {
    let bottom = HEIGHT as f64 - MARGIN;
    let mut top = MARGIN;
    if SMALL.width(&words.label).is_some_and(|width| width > 0.0) {
        top += f64::from(SMALL.capital);
        SMALL.write(canvas, &words.label, (MARGIN, top), QUIET);
        top += 48.0;
    }
    if SMALL.width(&words.site).is_some_and(|width| width > 0.0) {
        SMALL.write(canvas, &SMALL.shortened(&words.site, ACROSS), (MARGIN, bottom), QUIET);
    }
    canvas.fill((MARGIN as usize, bottom as usize - 72), (72, 6), QUIET);
    let mut titles = &TITLES[..];
    if let Some(value) = words.value.as_ref().filter(|value| VALUE.width(value).is_some_and(|width| width <= ACROSS)) {
        top += f64::from(VALUE.capital);
        VALUE.write(canvas, value, (MARGIN, top), 255);
        top += 44.0;
        titles = &TITLES[2..];
    }
    write_title(canvas, &words.title, titles, top);
}

/// Writes a title in the largest letters in which there is room for it.
fn write_title(canvas: &mut Canvas, title: &str, pens: &[(Pen, usize)], top: f64) {
    let in_pens = pens.iter().filter_map(|(pen, most)| Some((*pen, *most, pen.wrapped(title, ACROSS)?)));
    let fits = |(pen, most, lines): &(Pen, usize, Vec<String>)| {
        lines.len() <= *most && lines.iter().all(|line| pen.width(line).is_some_and(|width| width <= ACROSS))
    };
    let all: Vec<_> = in_pens.collect();
    let Some((pen, most, lines)) = all.iter().find(|one| fits(one)).or(all.last()) else { return };
    // Not past the rule above the site's name.
    let step = f64::from(pen.capital) * 1.72;
    let room = ((HEIGHT as f64 - MARGIN - 96.0 - top - f64::from(pen.capital)) / step).floor().max(0.0) as usize + 1;
    let count = lines.len().min(*most).min(room);
    for (at, line) in lines.iter().take(count).enumerate() {
        let is_cut = at + 1 == count && lines.len() > count;
        let line = if is_cut { pen.shortened(&format!("{line} …"), ACROSS - 60.0) } else { pen.shortened(line, ACROSS) };
        let line = if is_cut && !line.ends_with('…') { format!("{line}…") } else { line };
        pen.write(canvas, line.trim_end_matches(" …"), (MARGIN, top + f64::from(pen.capital) + step * at as f64), 255);
    }
}

/// The nets of cards, by their kinds: there are few kinds and many cards.
static NETS: LazyLock<RwLock<HashMap<String, Arc<(Canvas, Packed)>>>> = LazyLock::new(RwLock::default);

/// A canvas with a net to the right, different for every kind.
fn net(kind: &str) -> Arc<(Canvas, Packed)> {
    // A lock is poisoned by a worker that panicked, which ends the build; what is in there is whole.
    if let Some(known) = NETS.read().unwrap_or_else(PoisonError::into_inner).get(kind) {
        return known.clone();
    }
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    draw_net(&mut canvas, kind);
    let packed = Packed::of(&canvas);
    NETS.write().unwrap_or_else(PoisonError::into_inner).entry(kind.to_owned()).or_insert_with(|| Arc::new((canvas, packed))).clone()
}

fn draw_net(canvas: &mut Canvas, kind: &str) {
    let mut seed = xxh3_64(kind.as_bytes());
    let mut next = |most: u64| {
        // Knuth's numbers; the upper bits are the better ones.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    const COLUMNS: usize = 4;
    const ROWS: usize = 5;
    let nodes: Vec<(f64, f64, f64)> = (0..COLUMNS * ROWS)
        .map(|at| {
            let (column, row) = (at % COLUMNS, at / COLUMNS);
            let x = 690.0 + 150.0 * column as f64 + next(90) as f64;
            (x, -20.0 + 150.0 * row as f64 + next(90) as f64, 6.0 + next(14) as f64)
        })
        .collect();
    let half = 1.6;
    let mut faint = Canvas::new(WIDTH, HEIGHT);
    for (at, (x, y, radius)) in nodes.iter().enumerate() {
        let neighbours = [(at % COLUMNS + 1 < COLUMNS).then_some(at + 1), Some(at + COLUMNS), (at % COLUMNS > 0).then(|| at + COLUMNS - 1)];
        for (to_x, to_y, to_radius) in neighbours.into_iter().flatten().filter_map(|at| nodes.get(at)) {
            // To the left the net thins out, where words stand.
            if next(10) < if *x < 840.0 { 3 } else { 6 } {
                let length = libm::hypot(to_x - x, to_y - y).max(1.0);
                let (across, down) = ((to_x - x) / length, (to_y - y) / length);
                let from = (x + across * radius, y + down * radius);
                faint.draw(&Stroke::line(from, (to_x - across * to_radius, to_y - down * to_radius)).downwards(), (0.0, 0.0), half);
            }
        }
        if next(10) < if *x < 840.0 { 4 } else { 9 } {
            faint.draw(&Stroke::circle((*x, *y), *radius).downwards(), (0.0, 0.0), half);
        }
    }
    canvas.lay(&faint, (0, 0), FAINT);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str, value: Option<&str>) -> Words {
        Words { label: "Organisation".into(), value: value.map(str::to_owned), title: title.into(), site: "Ekosistema".into() }
    }

    /// How far to the right and how far down full strength goes.
    fn reach(words: &Words) -> (usize, usize) {
        let mut canvas = Canvas::new(WIDTH, HEIGHT);
        lay_out(&mut canvas, words);
        let full: Vec<usize> = (0..canvas.points.len()).filter(|at| canvas.points[*at] > QUIET).collect();
        (full.iter().map(|at| at % WIDTH).max().unwrap_or(0), full.iter().map(|at| at / WIDTH).max().unwrap_or(0))
    }

    #[test]
    fn a_title_stays_on_its_card() {
        let long = "Una organización con un nombre que no termina nunca porque ".repeat(12);
        for title in ["Tecnalia", "Basque Digital Innovation Hub", &long, &"x".repeat(400), "", "日本"] {
            for value in [None, Some("more than 25,000"), Some("about 1,234,567,890,123,456,789 million euros")] {
                let (right, down) = reach(&words(title, value));
                assert!(
                    right < WIDTH - MARGIN as usize + 8 && down < HEIGHT - MARGIN as usize - 72,
                    "{title:.30} {value:?}: {right} {down}"
                );
            }
        }
        assert!(reach(&words("Tecnalia", None)).0 > 200);
        assert_eq!(reach(&words("日本", None)), (0, 0));
    }
}
