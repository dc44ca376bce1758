//! What holds for every map: numbers in every place, nothing outside the frame, no gaps between neighbours, and no more than is seen.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diag::{FileId, Report};
use crate::registry::figure;
use crate::registry::geo::Part;
use crate::render::format::Formats;
use crate::render::strings::Strings;

fn formats() -> Formats {
    let files = [include_str!("../../../../themes/eko/strings/en/values.ftl"), include_str!("../../../../themes/eko/strings/en/maps.ftl")];
    let strings = Strings::load("en", &files.map(|text| (FileId(0), text)), &mut Report::default());
    Formats::new(Arc::new(strings))
}

fn drawn(map: &Map, width: Width) -> Drawn {
    draw(map, &Words { formats: &formats(), unit: None, scale: figure::Scale::Ones }, "map", width)
}

fn point((lon, lat): Position) -> Point {
    Point { lon, lat }
}

fn shape(rings: &[&[Position]]) -> Shape {
    let ring = |ring: &&[Position]| ring.iter().copied().map(point).collect();
    Shape { parts: vec![Part { rings: rings.iter().map(ring).collect() }], points: Vec::new() }
}

/// Other shapes may have the same name in another test: what is kept for good would be theirs.
fn atlas() -> &'static Atlas {
    Box::leak(Box::default())
}

fn area(shape: &Shape, fill: Fill) -> Area<'_> {
    Area { shape, fill, label: Vec::new(), told: String::new(), href: String::new() }
}

fn pin(at: Position, label: &str) -> Pin {
    Pin {
        at: point(at),
        label: label.to_owned(),
        place: String::new(),
        told: label.to_owned(),
        href: String::new(),
        list: String::new(),
        group: None,
        standing: Standing::Sure,
    }
}

fn map<'a>(areas: Vec<Area<'a>>, pins: Vec<Pin>) -> Map<'a> {
    Map {
        title: "Where they are".to_owned(),
        description: String::new(),
        projection: Projection::Conformal { centre: (-2.5, 43.0) },
        fit: if areas.is_empty() { Fit::Pins } else { Fit::Areas },
        atlas: atlas(),
        base: "",
        areas,
        ground: Ground::Unknown,
        legend: Legend::default(),
        pins,
        lines: Vec::new(),
        scale: Scale::Bar,
        locator: None,
        crowds: Crowds::DrawnAgain,
    }
}

fn square((west, south): Position, side: f64) -> Shape {
    shape(&[&[(west, south), (west + side, south), (west + side, south + side), (west, south + side)]])
}

/// An area that holds something, which is told by its name.
fn held<'a>(shape: &'a Shape, name: &str) -> Area<'a> {
    Area { label: vec![name.to_owned()], told: name.to_owned(), ..area(shape, Fill::Holding(None, Standing::Sure)) }
}

/// What an attribute of an element says, from the first element of a text on.
fn attribute<'t>(text: &'t str, name: &str) -> &'t str {
    let start = text.find(&format!(" {name}=\"")).expect("it has the attribute") + name.len() + 3;
    &text[start..start + text[start..].find('"').expect("it ends")]
}

/// The box around the outline of an area, in units of the drawing.
fn extent_of(svg: &str, name: &str) -> (Flat, Flat) {
    let area = svg.split(&format!("<title>{name}</title>")).nth(1).expect("the area is drawn");
    let outline = attribute(area, "d").replace('-', " -").replace(['M', 'l', 'z'], " ");
    let numbers: Vec<f64> = outline.split_whitespace().map(|number| number.parse().expect("it is a number")).collect();
    let (mut at, mut bounds) = ((0.0, 0.0), frame::Bounds::default());
    for step in numbers.chunks(2) {
        at = (at.0 + step[0] / 2.0, at.1 + step[1] / 2.0);
        bounds.take(at);
    }
    bounds.ends().expect("it has corners")
}

/// Checks that the middle of every name lies in its area, or a line leads from its area to it; says how many names there are.
fn check_names(svg: &str, names: &[String]) -> usize {
    let is_in =
        |(x, y): Flat, (low, high): (Flat, Flat)| (low.0 - 0.6..=high.0 + 0.6).contains(&x) && (low.1 - 0.6..=high.1 + 0.6).contains(&y);
    let mut found = 0;
    for name in names {
        let Some(end) = svg.find(&format!(">{name}</text>")) else { continue };
        found += 1;
        let start = svg[..end].rfind("<text").expect("it is a text");
        let number = |name: &str| attribute(&svg[start..], name).parse::<f64>().expect("it is a number");
        let middle = (number("x"), number("y") - names::LEADING * 0.28);
        let before = svg[..start].rfind('<').map_or("", |at| &svg[at..start]);
        let spot = before.starts_with("<circle").then(|| (attribute(before, "cx").parse(), attribute(before, "cy").parse()));
        let spot = spot.map(|(x, y)| (x.expect("it is a number"), y.expect("it is a number")));
        assert!(is_in(spot.unwrap_or(middle), extent_of(svg, name)), "{name} stands elsewhere: {svg}");
    }
    found
}

#[test]
fn a_crowd_on_a_map_of_the_world_is_drawn_again_and_named_there() {
    let shapes: Vec<Shape> = (0..8).map(|at| square((f64::from(at % 4) * 6.0, 44.0 + f64::from(at / 4) * 5.0), 4.0)).collect();
    let names: Vec<String> = (0..8).map(|at| format!("Land{at}")).collect();
    let world = Projection::EqualEarth { meridian: 11.0 };
    let of = |count: usize, crowds: Crowds| Map {
        crowds,
        projection: world,
        fit: Fit::World,
        ..map(shapes.iter().zip(&names).take(count).map(|(shape, name)| held(shape, name)).collect(), Vec::new())
    };
    let crowd = drawn(&of(8, Crowds::DrawnAgain), Width::Wide);
    assert_eq!(crowd.svg.matches("class=\"map-closer\"").count(), 3, "the frame, its key and what is drawn again");
    assert_eq!(crowd.unnamed, 0);
    names.iter().for_each(|name| assert_eq!(crowd.svg.matches(&format!(">{name}</text>")).count(), 1, "{name}"));
    for few in [drawn(&of(5, Crowds::DrawnAgain), Width::Wide), drawn(&of(8, Crowds::Left), Width::Wide)] {
        assert!(!few.svg.contains("map-closer"));
    }
}

#[test]
fn what_is_not_sure_is_striped_or_hollow() {
    let land = square((-3.0, 42.0), 1.0);
    let planned = Area { fill: Fill::Holding(None, Standing::Unsure), ..held(&land, "Planned") };
    let pins = vec![Pin { standing: Standing::Unsure, ..pin((-2.9, 43.2), "Lab") }];
    let legend = Legend { unsure: "planned".to_owned(), ..Legend::default() };
    let found = drawn(&Map { legend, ..map(vec![planned], pins) }, Width::Wide).svg;
    assert!(found.contains("id=\"map-wide-hatch-series-1\"") && found.contains("fill=\"url(#map-wide-hatch-series-1)\""));
    assert_eq!(found.matches("map-pin-unsure").count(), 2, "one on the map and one in the legend");
    assert_eq!(found.matches(">planned</text>").count(), 2, "an area and a dot are explained");
}

/// Every number of an attribute, and of outlines all that are written.
fn numbers(svg: &str) -> Vec<f64> {
    let words = svg.split('"').skip(1).step_by(2);
    words
        .flat_map(|value| value.split(|letter: char| !(letter.is_ascii_digit() || ".-".contains(letter))))
        .filter_map(|word| word.parse().ok())
        .collect()
}

#[test]
fn things_in_one_town_are_counted() {
    let mut pins: Vec<Pin> = (0..40).map(|at| Pin { place: "Bilbao".to_owned(), ..pin((-2.935, 43.263), &format!("Lab {at}")) }).collect();
    pins.push(pin((-1.98, 43.32), "Vicomtech"));
    let found = drawn(&map(Vec::new(), pins), Width::Wide);
    assert!(found.svg.contains(">40</text>") && found.svg.contains(">Bilbao</text>") && found.svg.contains(">Vicomtech</text>"));
    assert_eq!((found.gathered, found.unnamed, found.outside.len()), (1, 0, 0));
}

#[test]
fn a_few_things_in_one_town_stand_around_it() {
    let pins = (0..3).map(|at| pin((-2.935, 43.263), &format!("Lab {at}"))).collect();
    let found = drawn(&map(Vec::new(), pins), Width::Wide);
    assert_eq!(found.svg.matches("<circle class=\"mark").count(), 3);
    assert_eq!(found.svg.matches("class=\"map-leader\"").count(), 3);
    assert_eq!(found.gathered, 0);
}

#[test]
fn holes_stay_holes_and_neighbours_share_their_border() {
    let hole: &[Position] = &[(-2.8, 42.8), (-2.6, 42.8), (-2.6, 42.6), (-2.8, 42.6)];
    let around = shape(&[&[(-3.0, 42.4), (-2.4, 42.4), (-2.4, 43.0), (-3.0, 43.0)], hole]);
    let within = shape(&[hole]);
    let found = drawn(&map(vec![area(&around, Fill::Plain), area(&within, Fill::Plain)], Vec::new()), Width::Wide);
    let outlines: Vec<&str> = found.svg.split("class=\"map-land\" d=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let [around, within] = outlines[..] else { panic!("{outlines:?}") };
    assert!(around.ends_with(within), "{around} has the hole {within}");
    assert!(found.svg.contains("fill-rule=\"evenodd\""));
}

#[test]
fn a_tiny_area_is_a_dot() {
    let land = shape(&[&[(-9.0, 36.0), (3.0, 36.0), (3.0, 44.0), (-9.0, 44.0)]]);
    let tiny = shape(&[&[(1.5, 42.5), (1.5001, 42.5), (1.5001, 42.5001)]]);
    let found = drawn(&map(vec![area(&land, Fill::Plain), area(&tiny, Fill::Plain)], Vec::new()), Width::Narrow);
    assert_eq!(found.svg.matches("class=\"map-land\"").count(), 2);
}

#[test]
fn links_are_not_hidden_in_a_picture() {
    let mut linked = pin((-2.9, 43.2), "Tecnalia");
    assert!(drawn(&map(Vec::new(), vec![linked.clone()]), Width::Wide).svg.contains("role=\"img\""));
    linked.href = "/organisations/tecnalia/".to_owned();
    assert!(drawn(&map(Vec::new(), vec![linked]), Width::Wide).svg.contains("role=\"group\""));
}

#[test]
fn twenty_thousand_pins_become_few_marks() {
    let spot = |at: u32| {
        (f64::from(at.wrapping_mul(2_654_435_761) % 3600) / 1800.0 - 3.5, f64::from(at.wrapping_mul(40_503) % 1700) / 1700.0 + 42.4)
    };
    let pins: Vec<Pin> = (0..20_000).map(|at| pin(spot(at), "A thing with a name")).collect();
    let found = drawn(&map(Vec::new(), pins), Width::Wide);
    assert!(found.svg.len() < 1_000_000, "{}", found.svg.len());
}

#[test]
fn an_outline_without_end_has_no_more_corners_than_are_seen() {
    let zigzag: Vec<Position> =
        (0..300_000_u32).map(|at| (-3.0 + f64::from(at) * 3e-6, 42.5 + f64::from(at % 2) * f64::from(at % 977) / 977.0)).collect();
    let shape = shape(&[&zigzag]);
    let found = drawn(&map(vec![area(&shape, Fill::Plain)], Vec::new()), Width::Wide);
    assert!(found.svg.len() < 60_000, "{}", found.svg.len());
}

fn rings() -> impl Strategy<Value = Vec<Vec<Position>>> {
    let position = (prop_oneof![-180.0..180.0, any::<f64>()], prop_oneof![-90.0..90.0, any::<f64>()]);
    prop::collection::vec(prop::collection::vec(position, 0..12), 1..4)
}

proptest! {
    #[test]
    fn the_name_of_an_area_stands_on_it_or_has_a_line_to_it(
        spots in prop::collection::btree_set((-16..16_i32, -7..7_i32), 1..24), side in 1.0..9.5_f64,
    ) {
        let shapes: Vec<Shape> = spots.iter().map(|(x, y)| square((f64::from(*x) * 10.0, f64::from(*y) * 10.0), side)).collect();
        let names: Vec<String> = (0..shapes.len()).map(|at| format!("Area{at}x")).collect();
        let areas = shapes.iter().zip(&names).map(|(shape, name)| held(shape, name)).collect();
        let projection = Projection::Equirectangular { centre: (0.0, 0.0) };
        let map = Map { projection, fit: Fit::World, crowds: Crowds::Left, ..map(areas, Vec::new()) };
        for width in [Width::Wide, Width::Narrow] {
            let found = drawn(&map, width);
            prop_assert_eq!(check_names(&found.svg, &names) + found.unnamed, names.len());
        }
    }

    #[test]
    fn a_drawing_has_only_numbers(
        rings in rings(), pins in prop::collection::vec((-200.0..200.0, -100.0..100.0), 0..20), fit in 0..3, which in 0..3,
    ) {
        let shape = shape(&rings.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let pins: Vec<Pin> = pins.into_iter().map(|at| pin(at, "A name")).collect();
        let lines = (1..pins.len()).map(|to| Line { from: 0, to, count: to, told: String::new() }).collect();
        let map = Map {
            fit: [Fit::Areas, Fit::Pins, Fit::World][fit as usize].clone(),
            projection: [
                Projection::EqualEarth { meridian: 11.0 },
                Projection::EqualArea { centre: (10.0, 52.0) },
                Projection::Conformal { centre: (-2.5, 43.0) },
            ][which as usize],
            ground: Ground::Sea,
            lines,
            locator: Some(Locator { name: "around", shapes: vec![&shape], centre: point((-2.5, 43.0)) }),
            ..map(vec![area(&shape, Fill::Class(0))], pins)
        };
        for width in [Width::Wide, Width::Narrow] {
            let found = drawn(&map, width);
            prop_assert!(!found.svg.contains("NaN") && !found.svg.contains("inf"));
            prop_assert!(numbers(&found.svg).iter().all(|number| number.abs() < 10_000.0), "{}", found.svg);
            prop_assert_eq!(&found.svg, &drawn(&map, width).svg);
        }
    }
}
