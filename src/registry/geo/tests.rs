//! The base maps of this repository and the embedded ones: what a map must survive, it survives.

use std::path::PathBuf;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::Site;
use super::super::kind::Scheme;
use super::super::language::DEFAULT;
use super::super::settings::Settings;
use super::*;
use crate::diag::{Code, FileId, Report};
use crate::source::{Content, Origin, SourceFile, SourceTree};
use crate::syntax::toml;

/// The base maps of a site folder whose sare.toml has these tables.
fn maps(setting: &str, files: &[(&str, &str)]) -> BaseMaps {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).into(),
        content: Content::Text((*text).into()),
        origin: Origin::Site,
        stamp: None,
    };
    let tree = SourceTree::new(PathBuf::new(), files.iter().map(file).collect());
    let mut report = Report::default();
    let table = toml::parse(setting, &toml::Origin::at(FileId(0), 0), Code::BrokenFrontMatter, &mut report);
    let settings = Settings::read(Some(&(FileId(0), table)), &mut report);
    assert!(report.is_empty(), "{report:?}");
    BaseMaps::of(&settings.maps, &settings.languages, &tree)
}

fn basque(name: &str) -> Arc<BaseMap> {
    let setting = include_str!("../../../sare.toml");
    let maps = maps(
        setting,
        &[
            ("content/maps/basque-provinces.geojson", include_str!("../../../content/maps/basque-provinces.geojson")),
            ("content/maps/basque-municipalities.geojson", include_str!("../../../content/maps/basque-municipalities.geojson")),
        ],
    );
    let id = maps.find(name).expect("sare.toml names it");
    assert!(maps.faults(id).is_empty(), "{:?}", maps.faults(id));
    maps.get(id).clone()
}

fn at(lon: f64, lat: f64) -> Point {
    Point { lon, lat }
}

#[test]
fn enclaves_exclaves_and_borders_that_touch_themselves_are_where_they_are() {
    let provinces = basque("basque-provinces");
    let check = |what: &str, point: Point, expected: Option<&str>| {
        let found = provinces.holding(point).map(|id| &*provinces.area(id).codes[0].1);
        assert_eq!(found, expected, "{what}");
    };
    check("Bilbao", at(-2.925, 43.263), Some("ES213"));
    check("Donostia", at(-1.98, 43.32), Some("ES212"));
    check("Vitoria-Gasteiz", at(-2.672, 42.85), Some("ES211"));
    check("Orduña, which belongs to Bizkaia, between Araba and Burgos", at(-3.008, 42.994), Some("ES213"));
    check("Treviño, which belongs to Burgos, in Araba", at(-2.745, 42.735), None);
    check("Villaverde, which belongs to Cantabria, in Bizkaia", at(-3.29, 43.22), None);
    check("the sea", at(-2.9, 43.6), None);
    check("Santander", at(-3.81, 43.46), None);
    let towns = basque("basque-municipalities");
    assert_eq!(towns.areas.len(), 251);
    let mungia = towns.area(towns.with_code(Scheme::Lau, "48069").expect("it is there"));
    assert!(mungia.shape.holds(at(-2.847, 43.355)), "Mungia, whose border touches itself");
    let square_km = |map: &BaseMap, scheme, code| map.area(map.with_code(scheme, code).expect("it is there")).shape.square_km();
    // The areas that the statistical office gives, within the error of borders this coarse.
    for (code, known) in [("ES211", 3037.0), ("ES212", 1980.0), ("ES213", 2217.0)] {
        let found = square_km(&provinces, Scheme::Nuts, code);
        assert!((found / known - 1.0).abs() < 0.02, "{code}: {found} km²");
    }
}

#[test]
fn a_name_stands_inside_its_area() {
    for map in [basque("basque-provinces"), basque("basque-municipalities"), embedded("europe"), embedded("world")] {
        for area in &map.areas {
            let point = area.shape.label_point().expect("every area has a part");
            assert!(area.extent.holds(point) && area.shape.holds(point), "{} {:?}: {point:?}", map.name, area.codes);
        }
    }
}

fn embedded(name: &str) -> Arc<BaseMap> {
    let maps = maps("title = \"Net\"\nlanguages = [\"eu\", \"de\"]", &[]);
    let id = maps.find(name).expect("it is embedded");
    assert!(maps.faults(id).is_empty(), "{:?}", maps.faults(id));
    maps.get(id).clone()
}

#[test]
fn the_embedded_maps_are_whole() {
    let world = embedded("world");
    assert_eq!(world.areas.len(), 177);
    for (code, name, point, known) in [
        ("ES", "Espainia", at(-3.7, 40.4), 505_990.0),
        ("UA", "Ukraina", at(34.1, 45.2), 603_550.0),
        ("AU", "Australia", at(134.0, -25.0), 7_688_287.0),
        ("RU", "Errusia", at(-172.5, 66.0), 17_071_246.0),
        ("FJ", "Fiji", at(178.0, -17.8), 18_270.0),
        ("FR", "Frantzia", at(2.35, 48.85), 638_475.0),
    ] {
        let area = world.area(world.with_code(Scheme::IsoCountry, code).expect("it is there"));
        assert_eq!(&**area.name.read_in(DEFAULT).1, name);
        assert!(area.shape.holds(point), "{name}");
        let found = area.shape.square_km();
        assert!((found / known - 1.0).abs() < 0.07, "{name}: {found} km²");
    }
    assert!(!world.areas.iter().any(|area| area.shape.holds(at(0.0, -50.0))), "the ocean, which no border goes across");
    let antarctica = world.area(world.with_code(Scheme::IsoCountry, "AQ").expect("it is there"));
    assert!(antarctica.shape.holds(at(45.0, -89.0)) && antarctica.shape.holds(at(-120.0, -80.0)), "the South Pole");
    // 510.1 million square kilometres, of which 149 are land; at this scale some islands are missing.
    let land: f64 = world.areas.iter().map(|area| area.shape.square_km()).sum();
    assert!((143e6..151e6).contains(&land), "{land}");
    let europe = embedded("europe");
    assert_eq!(europe.areas.len(), 50);
    assert_eq!(europe.holding(at(-2.925, 43.263)), europe.with_code(Scheme::IsoCountry, "ES"));
    assert_eq!(europe.holding(at(34.1, 45.2)), europe.with_code(Scheme::IsoCountry, "UA"));
}

proptest! {
    /// A point is in a ring where a walk around the ring turns around it: the even-odd rule told another way, for star-shaped rings.
    #[test]
    fn points_are_in_stars_where_they_are_nearer_than_the_border(
        radii in prop::collection::vec(1.0..10.0_f64, 3..40),
        (angle, distance) in (0.0..std::f64::consts::TAU, 0.0..12.0_f64),
    ) {
        let count = radii.len() as f64;
        let corner = |at: usize| {
            let turn = at as f64 / count * std::f64::consts::TAU;
            (radii[at % radii.len()] * turn.cos(), radii[at % radii.len()] * turn.sin())
        };
        let ring: Ring = (0..radii.len()).map(corner).map(|(lon, lat)| at(lon, lat)).collect();
        // Where the ray from the middle crosses the border: between two corners.
        let before = (angle / std::f64::consts::TAU * count).floor() as usize;
        let ((ax, ay), (bx, by)) = (corner(before), corner(before + 1));
        let (dx, dy) = (angle.cos(), angle.sin());
        let border = (ax * (by - ay) - ay * (bx - ax)) / (dx * (by - ay) - dy * (bx - ax));
        prop_assume!((distance - border).abs() > 1e-6);
        let shape = Shape { parts: vec![Part { rings: vec![ring.clone()] }], points: Vec::new() };
        prop_assert_eq!(shape.holds(at(dx * distance, dy * distance)), distance < border);
        let heart = shape.label_point().expect("it has a part");
        prop_assert!(shape.holds(heart), "{:?}", heart);
        // The same twice, as a hole that fills it, leaves nothing.
        let hollow = Shape { parts: vec![Part { rings: vec![ring.clone(), ring] }], points: Vec::new() };
        prop_assert!(!hollow.holds(at(dx * distance, dy * distance)));
    }

    /// Two neighbours on a common border: every point belongs to exactly one of them.
    #[test]
    fn of_two_neighbours_one_holds_what_lies_on_their_border(
        border in prop::collection::vec(-1.0..1.0_f64, 2..12),
        along in 0.0..1.0_f64,
    ) {
        let line: Vec<Point> = border.iter().enumerate().map(|(y, x)| at(*x, y as f64)).collect();
        let top = (border.len() - 1) as f64;
        let west = line.iter().copied().chain([at(-5.0, top), at(-5.0, 0.0)]).collect();
        let east = line.iter().rev().copied().chain([at(5.0, 0.0), at(5.0, top)]).collect();
        let shape = |ring: Ring| Shape { parts: vec![Part { rings: vec![ring] }], points: Vec::new() };
        let (west, east) = (shape(west), shape(east));
        for corner in line.iter().take(line.len() - 1) {
            let next = &line[corner.lat as usize + 1];
            let on = at(corner.lon + along * (next.lon - corner.lon), corner.lat + along);
            prop_assert!(west.holds(on) != east.holds(on), "{:?}", on);
            prop_assert!(west.holds(*corner) != east.holds(*corner), "{:?}", corner);
        }
    }
}

#[test]
fn every_province_of_the_register_is_the_one_around_its_point() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ror/basque-organisations.csv");
    let Ok(table) = std::fs::read_to_string(&path) else {
        eprintln!("passed over: {} is not there", path.display());
        return;
    };
    let provinces = basque("basque-provinces");
    let mut lines = table.lines();
    let heading: Vec<&str> = lines.next().expect("a heading").split(',').collect();
    let mut count = 0;
    for line in lines {
        let cells = cells(line);
        assert_eq!(cells.len(), heading.len(), "{line}");
        let cell = |name: &str| &*cells[heading.iter().position(|known| *known == name).expect("a column")];
        let number = |name: &str| cell(name).parse().expect("a number");
        let found = provinces.holding(at(number("lng"), number("lat")));
        let code = found.map(|id| &*provinces.area(id).codes[0].1);
        assert_eq!(code, Some(cell("nuts3")), "{}", cell("name"));
        count += 1;
    }
    assert_eq!(count, 94);
}

/// The cells of a line, some of them between quotation marks.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            letter => cells.last_mut().expect("there is one").push(letter),
        }
    }
    cells
}

#[test]
fn the_smallest_map_that_everything_fits_on_is_chosen() {
    let maps = maps(
        include_str!("../../../sare.toml"),
        &[
            ("content/maps/basque-provinces.geojson", include_str!("../../../content/maps/basque-provinces.geojson")),
            ("content/maps/basque-municipalities.geojson", include_str!("../../../content/maps/basque-municipalities.geojson")),
        ],
    );
    let check = |points: &[Point], expected: &str| assert_eq!(maps.name(maps.smallest_for(points)), expected, "{points:?}");
    let bilbao = at(-2.925, 43.263);
    check(&[bilbao], "basque-provinces");
    check(&[bilbao, at(-1.64, 42.81)], "europe");
    check(&[bilbao, at(-99.13, 19.43)], "world");
    check(&[], "basque-provinces");
    let codes = |written: &[(Scheme, &str)]| written.iter().map(|(scheme, code)| (*scheme, (*code).into())).collect::<Vec<_>>();
    let check = |written: &[(Scheme, &str)], expected: Option<&str>| {
        assert_eq!(maps.smallest_with(&codes(written)).map(|id| maps.name(id)), expected, "{written:?}");
    };
    check(&[(Scheme::Nuts, "ES213"), (Scheme::Nuts, "ES211")], Some("basque-provinces"));
    check(&[(Scheme::Lau, "48020")], Some("basque-municipalities"));
    check(&[(Scheme::IsoCountry, "ES"), (Scheme::IsoCountry, "DE")], Some("europe"));
    check(&[(Scheme::IsoCountry, "ES"), (Scheme::IsoCountry, "MX")], Some("world"));
    check(&[(Scheme::Nuts, "FR61")], None);
}

/// A site of these files.
fn site(files: &[(&str, &str)]) -> Site {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).into(),
        content: Content::Text((*text).into()),
        origin: Origin::Site,
        stamp: None,
    };
    let tree = SourceTree::new(PathBuf::new(), files.iter().map(file).collect());
    let mut report = Report::default();
    let documents = crate::syntax::parse(&tree, &mut report);
    let site = crate::registry::assemble(documents, &tree, &crate::registry::Options::default(), &mut report);
    assert!(report.is_empty(), "{report:?}");
    site
}

const SETTINGS: &str = r#"
title = "Net"
[maps.provinces]
file = "content/maps/provinces.geojson"
code = "nuts3"
scheme = "nuts"
"#;

const BIZKAIA: &str = r#"{"type":"Feature","properties":{"nuts3":"ES213"},
"geometry":{"type":"Polygon","coordinates":[[[-3.4,43.0],[-2.4,43.0],[-2.4,43.4],[-3.4,43.4],[-3.4,43.0]]]}}"#;

#[test]
fn a_thing_is_where_its_place_is_and_never_in_the_middle_of_a_region() {
    let site = site(&[
        ("sare.toml", SETTINGS),
        ("content/maps/provinces.geojson", BIZKAIA),
        ("content/places/spain.toml", "title = \"Spain\"\ntype = \"country\"\niso_country = \"ES\"\ncoordinates = [40.4, -3.7]"),
        ("content/places/bizkaia.toml", "title = \"Bizkaia\"\ntype = \"province\"\nparent = \"spain\"\nnuts = \"ES213\""),
        ("content/places/bilbao.toml", "title = \"Bilbao\"\ntype = \"municipality\"\nparent = \"bizkaia\"\ncoordinates = [43.26, -2.93]"),
        ("content/places/deusto.toml", "title = \"Deusto\"\ntype = \"district\"\nparent = \"bilbao\""),
        ("content/places/getxo.toml", "title = \"Getxo\"\ntype = \"municipality\"\nparent = \"bizkaia\""),
        ("content/places/sea.toml", "title = \"Somewhere\"\ntype = \"locality\""),
        ("content/assets/own.toml", "title = \"Own\"\nlocated_in = \"deusto\"\ncoordinates = [43.3, -3.0]"),
        ("content/organisations/own.toml", "title = \"Own\"\ncoordinates = [43.3, -3.0]"),
        ("content/organisations/in-bilbao.toml", "title = \"A\"\nlocated_in = \"bilbao\""),
        ("content/organisations/in-deusto.toml", "title = \"B\"\nlocated_in = \"deusto\""),
        ("content/organisations/in-getxo.toml", "title = \"C\"\nlocated_in = \"getxo\""),
        ("content/organisations/in-spain.toml", "title = \"D\"\nlocated_in = \"spain\""),
        ("content/organisations/in-both.toml", "title = \"E\"\nlocated_in = [\"spain\", \"bilbao\"]"),
        ("content/organisations/nowhere.toml", "title = \"F\""),
        ("content/organisations/at-sea.toml", "title = \"G\"\nlocated_in = \"sea\""),
        (
            "content/hubs/node.toml",
            "title = \"Node\"\n[[labs]]\ntitle = \"One\"\nlocated_in = \"bilbao\"\n[[labs]]\ntitle = \"Two\"\n[[labs]]\ntitle = \"Three\"\nlocated_in = \"spain\"",
        ),
    ]);
    let find = |name: &str| site.find(name).expect("it is there");
    let bilbao = at(-2.93, 43.26);
    let check = |name: &str, expected: Placed| assert_eq!(place_of(&site, find(name)), expected, "{name}");
    let (place, above) = (|name| Exactness::Place(find(name)), |name| Exactness::Above(find(name)));
    check("asset/own", Placed::At(at(-3.0, 43.3), Exactness::Own));
    check("organisation/own", Placed::At(at(-3.0, 43.3), Exactness::Own));
    check("place/bilbao", Placed::At(bilbao, Exactness::Own));
    check("place/deusto", Placed::At(bilbao, above("place/bilbao")));
    check("place/getxo", Placed::Within(find("place/bizkaia")));
    check("place/spain", Placed::At(at(-3.7, 40.4), Exactness::Own));
    check("organisation/in-bilbao", Placed::At(bilbao, place("place/bilbao")));
    check("organisation/in-deusto", Placed::At(bilbao, above("place/bilbao")));
    check("organisation/in-getxo", Placed::Within(find("place/bizkaia")));
    check("organisation/in-spain", Placed::Within(find("place/spain")));
    check("organisation/nowhere", Placed::Nowhere);
    check("organisation/at-sea", Placed::Nowhere);
    let both: Vec<Placed> = marks(&site, find("organisation/in-both"), None).iter().map(|mark| mark.placed).collect();
    assert_eq!(both, [Placed::Within(find("place/spain")), Placed::At(bilbao, place("place/bilbao"))]);
    let hub = site.kinds.find("hub").expect("it is built in");
    let paths = crate::registry::query::paths(
        &[hub],
        ("labs.located_in", crate::diag::Span::start_of(FileId(0))),
        &site.ground(),
        &mut Report::default(),
    );
    let field = PlaceField { name: "labs.located_in".into(), paths: paths.expect("it is there") };
    let labs = marks(&site, find("hub/node"), Some(&field));
    let told: Vec<(&str, Placed)> =
        labs.iter().map(|mark| (&**mark.title.as_ref().expect("a title").read_in(DEFAULT).1, mark.placed)).collect();
    let expected =
        [("One", Placed::At(bilbao, place("place/bilbao"))), ("Two", Placed::Nowhere), ("Three", Placed::Within(find("place/spain")))];
    assert_eq!(told, expected);
    joined_to_areas(&site);
}

/// What lies in an area is in it by the codes above it, else by its point; only what has the code is the area.
fn joined_to_areas(site: &Site) {
    let find = |name: &str| site.find(name).expect("it is there");
    let provinces = site.maps.get(site.maps.find("provinces").expect("it is named"));
    let world = site.maps.get(site.maps.find("world").expect("it is embedded"));
    let within = |map: &BaseMap, name: &str| marks(site, find(name), None).first().and_then(|mark| area_with(site, map, mark)).is_some();
    let is_area = |map: &BaseMap, name: &str| area_of(site, map, find(name)).is_some();
    for (name, in_province, in_world) in [
        ("organisation/in-deusto", true, true),
        ("organisation/in-getxo", true, true),
        ("organisation/in-spain", false, true),
        ("asset/own", true, true),
        ("organisation/nowhere", false, false),
        ("place/bizkaia", true, true),
    ] {
        assert_eq!((within(provinces, name), within(world, name)), (in_province, in_world), "{name}");
    }
    assert!(is_area(provinces, "place/bizkaia") && is_area(world, "place/spain"));
    assert!(!is_area(provinces, "place/bilbao") && !is_area(world, "place/bizkaia"));
}
