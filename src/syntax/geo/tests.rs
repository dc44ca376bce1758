//! Whatever stands in a file of geometry, it is read or refused, and what is read lies on Earth.

use proptest::prelude::*;

use super::*;
use crate::diag::FileId;

fn read_all(text: &str) -> (Areas, Report) {
    let mut report = Report::default();
    let areas = read(text, FileId(0), None, &mut report);
    (areas, report)
}

fn polygon(coordinates: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{"name":"x"}},"geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#)
}

/// The rings as `west south …` and so on, for comparison.
fn rings(areas: &Areas) -> Vec<Vec<(f64, f64)>> {
    let parts = areas.features.iter().flat_map(|feature| &feature.shape.parts);
    parts.flat_map(|part| &part.rings).map(|ring| ring.iter().map(|point| (point.lon, point.lat)).collect()).collect()
}

fn assert_on_earth(areas: &Areas) {
    for feature in &areas.features {
        assert!(feature.shape != Shape::default());
        for point in feature.shape.each_point() {
            assert!((-180.0..=180.0).contains(&point.lon) && (-90.0..=90.0).contains(&point.lat), "{point:?}");
        }
        for part in &feature.shape.parts {
            assert!(!part.rings.is_empty() && part.rings.iter().all(|ring| ring.len() >= 3), "{part:?}");
        }
    }
}

#[test]
fn hostile_files_are_refused_in_words() {
    let check = |text: &str, expected: &str| {
        let (areas, report) = read_all(text);
        let said: Vec<&str> = report.iter().map(|found| &*found.message).collect();
        assert!(said.iter().any(|message| message.contains(expected)), "{said:?} of {}", &text[..text.len().min(80)]);
        assert_on_earth(&areas);
    };
    check("", "the file ends in the middle");
    check("{", "the file ends in the middle");
    check("\"\\", "the file ends in the middle");
    check("nul", "means nothing in JSON");
    check("[1,2]", "neither GeoJSON nor TopoJSON");
    check("{} {}", "something follows");
    check("{\"type\":\"FeatureCollection\",\"features\":3}", "should be a list");
    check(&"[".repeat(1_000), "deep in each other");
    check(&format!("{}{}", "{\"a\":".repeat(100_000), "}"), "deep in each other");
    check(&polygon(&format!("{}0{}", "[".repeat(1_000), "]".repeat(1_000))), "deep in each other");
    check(&polygon("[]"), "no geometry");
    check(&polygon("[[[NaN,1],[2,2],[1,2],[NaN,1]]]"), "no number that there is");
    check(&polygon("[[[1e999,1],[2,2],[1,2],[1,1]]]"), "no number that there is");
    check(&polygon("[[[43.1,-92.9],[43.2,-92.9],[43.2,-92.8],[43.1,-92.9]]]"), "latitude first");
    check(&polygon("[[[505000,4790000],[506000,4790000],[506000,4791000]]]"), "metres of a projection");
    check(&polygon("[[[1,1],[1,1],[2,2],[1,1]]]"), "no inside");
    let same = "[0]".to_owned() + &",[0]".repeat(9_999);
    let step = "[1,1]".to_owned() + &",[0,1],[1,0],[0,-1]".repeat(100);
    let bomb = format!(
        r#"{{"type":"Topology","transform":{{"scale":[1e-9,1e-9],"translate":[0,0]}},"arcs":[[{step}]],"objects":{{"a":{{"type":"MultiPolygon","arcs":[[{same}]]}}}}}}"#
    );
    check(&bomb, "more than two million points");
    check(r#"{"type":"Topology","arcs":[],"objects":{"a":{"type":"Polygon","arcs":[[-9223372036854775808]]}}}"#, "no arc of this number");
    check(r#"{"type":"Topology","arcs":[],"objects":{"a":{"type":"Polygon","arcs":[[0.5]]}}}"#, "no arc of this number");
}

#[test]
fn topojson_and_geojson_say_the_same() {
    let square = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0)];
    let (areas, report) = read_all(&polygon("[[[0,0],[0,2],[2,2],[2,0],[0,0]]]"));
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(rings(&areas), [square.to_vec()]);
    // Two squares share the arc in the middle, which one of them walks backwards.
    let text = r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[-2,0]},
        "arcs":[[[4,0],[0,4]],[[4,4],[4,0],[0,-4],[-4,0]],[[4,4],[-4,0],[0,-4],[4,0]]],
        "objects":{"squares":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","id":7,"properties":{"name":"east"},"arcs":[[0,1]]},
            {"type":"Polygon","properties":{"name":"west"},"arcs":[[-1,-3]]}]}}}"#;
    let (areas, report) = read_all(text);
    assert!(report.is_empty(), "{report:?}");
    assert_eq!(areas.features[0].property("id"), Some("7"));
    assert_eq!(rings(&areas)[0], square);
    assert_eq!(rings(&areas)[1], [(0.0, 2.0), (0.0, 0.0), (-2.0, 0.0), (-2.0, 2.0)]);
}

#[test]
fn what_crosses_the_180th_meridian_is_cut() {
    let check = |coordinates: &str, inside: &[(f64, f64)], outside: &[(f64, f64)]| {
        let (areas, report) = read_all(&polygon(coordinates));
        assert!(report.is_empty(), "{report:?}");
        assert_on_earth(&areas);
        let shape = &areas.features[0].shape;
        inside.iter().for_each(|(lon, lat)| assert!(shape.holds(Point { lon: *lon, lat: *lat }), "{lon} {lat}"));
        outside.iter().for_each(|(lon, lat)| assert!(!shape.holds(Point { lon: *lon, lat: *lat }), "{lon} {lat}"));
    };
    let fiji =
        "[[[177,-18],[-179,-18],[-179,-16],[177,-16],[177,-18]],[[179,-17.5],[-179.5,-17.5],[-179.5,-16.5],[179,-16.5],[179,-17.5]]]";
    check(fiji, &[(178.0, -17.0), (-179.2, -17.0)], &[(0.0, -17.0), (179.5, -17.0), (-179.8, -17.0), (-178.0, -17.0)]);
    check(
        "[[[-180,-80],[-90,-70],[0,-75],[90,-70],[180,-80]]]".replace("]]]", "],[-180,-80]]]").as_str(),
        &[(10.0, -85.0), (-120.0, -89.0)],
        &[(0.0, -60.0), (10.0, 80.0)],
    );
    // The frame of a world is no border that goes around it.
    check("[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]", &[(0.0, 0.0), (-170.0, 80.0)], &[]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}\",:0-9eE+\\-. a-z\\\\]{0,200}") {
        assert_on_earth(&read_all(&text).0);
    }

    #[test]
    fn any_coordinates_are_read_or_refused(rings in prop::collection::vec(prop::collection::vec((any::<f64>(), -400.0..400.0), 0..8), 0..4)) {
        let text = rings.iter().map(|ring| format!("[{}]", ring.iter().map(|(x, y)| format!("[{x:?},{y:?}]")).collect::<Vec<_>>().join(",")));
        assert_on_earth(&read_all(&polygon(&format!("[{}]", text.collect::<Vec<_>>().join(",")))).0);
    }

    #[test]
    fn any_ring_on_earth_is_cut_into_rings_on_earth(ring in prop::collection::vec((-180.0..=180.0, -90.0..=90.0), 3..30)) {
        let text = ring.iter().map(|(x, y)| format!("[{x:?},{y:?}]")).collect::<Vec<_>>().join(",");
        let (areas, _) = read_all(&polygon(&format!("[[{text}]]")));
        assert_on_earth(&areas);
    }
}
