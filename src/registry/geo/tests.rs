//! The base maps of this repository and the embedded ones: what a map must survive, it survives.

use std::path::PathBuf;
use std::sync::Arc;

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
        ("RU", "Errusia", at(-174.9, 67.15), 17_071_246.0),
        ("FJ", "Fiji", at(178.0, -17.8), 18_270.0),
        ("FR", "Frantzia", at(2.35, 48.85), 638_475.0),
    ] {
        let area = world.area(world.with_code(Scheme::IsoCountry, code).expect("it is there"));
        assert_eq!(&**area.name.read_in(DEFAULT).1, name);
        assert!(area.shape.holds(point), "{name}");
        let found = area.shape.square_km();
        assert!((found / known - 1.0).abs() < 0.06, "{name}: {found} km²");
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
