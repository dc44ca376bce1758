//! Maps on pages: what is drawn, what is listed below, and what can be taken away.

#[path = "support/compile.rs"]
mod compile;
#[path = "support/site.rs"]
#[expect(dead_code, reason = "other tests copy whole sites")]
mod site;

use std::collections::BTreeMap;

use scraper::{Html, Selector};
use site::{output_of, put};

/// Two provinces side by side, the second with a hole.
const PROVINCES: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"code": "ES213", "name": "Bizkaia"}, "geometry": {"type": "Polygon", "coordinates":
[[[-3.4, 43.0], [-2.5, 43.0], [-2.5, 43.4], [-3.4, 43.4], [-3.4, 43.0]]]}},
{"type": "Feature", "properties": {"code": "ES212", "name": "Gipuzkoa"}, "geometry": {"type": "Polygon", "coordinates":
[[[-2.5, 43.0], [-1.7, 43.0], [-1.7, 43.4], [-2.5, 43.4], [-2.5, 43.0]], [[-2.2, 43.1], [-2.0, 43.1], [-2.0, 43.2], [-2.2, 43.1]]]}}]}"#;

const SETTINGS: &str = r#"
title = "T"
base_url = "https://example.org/"
languages = ["en"]
sources = "optional"
[maps.provinces]
file = "content/maps/provinces.geojson"
code = "code"
scheme = "nuts"
name = "name"
attribution = "© Somebody & Sons"
"#;

/// Builds a site with these files, and gives its output.
fn built(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("there is room");
    let places = [
        ("sare.toml", SETTINGS),
        ("content/maps/provinces.geojson", PROVINCES),
        ("content/places/bizkaia.toml", "title = \"Bizkaia\"\ntype = \"province\"\nnuts = \"ES213\"\n"),
        ("content/places/gipuzkoa.toml", "title = \"Gipuzkoa\"\ntype = \"province\"\nnuts = \"ES212\"\n"),
        ("content/places/bilbao.toml", "title = \"Bilbao\"\ntype = \"municipality\"\nparent = \"bizkaia\"\ncoordinates = [43.26, -2.93]\n"),
    ];
    for (path, text) in places.iter().chain(files) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        put(&path, text.as_bytes());
    }
    let said = compile::build(folder.path());
    assert!(!said.contains("error"), "{said}");
    output_of(folder.path())
}

fn text(output: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(output.get(path).unwrap_or_else(|| panic!("{path} is there")).clone()).expect("it is text")
}

/// The words of all elements that a selector finds.
fn words(html: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let selector = Selector::parse(selector).expect("it is a selector");
    let found = page.select(&selector);
    found.map(|element| element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn things_of_one_town_are_one_mark_and_a_row_each() {
    let organisations: Vec<(String, String)> = (0..40)
        .map(|at| {
            (format!("content/organisations/o{at}.toml"), format!("title = \"Org {at}\"\ntype = \"company\"\nlocated_in = \"bilbao\"\n"))
        })
        .collect();
    let mut files: Vec<(&str, &str)> = organisations.iter().map(|(path, text)| (&**path, &**text)).collect();
    files.push(("content/organisations/somewhere.toml", "title = \"Nowhere Inc\"\ntype = \"company\"\n"));
    files.push(("content/organisations/province.toml", "title = \"Province Inc\"\ntype = \"company\"\nlocated_in = \"gipuzkoa\"\n"));
    files.push(("content/index.md", "+++\ntitle = \"T\"\n+++\n\n```map\nid = \"all\"\nof = \"organisation\"\nbase = \"provinces\"\n```\n"));
    let output = built(&files);
    let page = text(&output, "index.html");
    assert_eq!(words(&page, "#all .picture-wide .map-number"), ["40"]);
    assert_eq!(words(&page, "#all .picture-wide .map-name-several"), ["Bilbao"]);
    // The mark leads to its row of the table, where each thing is.
    assert!(page.contains("href=\"#all-place-1\"") && page.contains("<tbody id=\"all-place-1\">"));
    assert_eq!(words(&page, "#all-place-1 tr").len(), 40);
    assert_eq!(words(&page, "#all .picture-wide a > title"), ["Gipuzkoa: Province Inc", &*told(&output)]);
    assert_eq!(words(&page, "#all .map-off"), ["Not on the map: Nowhere Inc (place not given)"]);
    assert_eq!(words(&page, "#all .map-attribution"), ["Base map: © Somebody & Sons"]);
    assert!(text(&output, "all.svg").contains("Base map: © Somebody &amp; Sons"));
    assert!(!text(&output, "all.svg").contains("href="), "a file of its own leads nowhere");
    assert_eq!(text(&output, "all.csv").lines().count(), 43);
    let places: serde_json::Value = serde_json::from_str(&text(&output, "all.geojson")).expect("it is JSON");
    let features = places["features"].as_array().expect("it has features");
    assert_eq!(features.len(), 42);
    assert_eq!(features.iter().filter(|feature| feature["geometry"]["coordinates"] == serde_json::json!([-2.93, 43.26])).count(), 40);
}

/// What the mark of Bilbao says of itself.
fn told(output: &BTreeMap<String, Vec<u8>>) -> String {
    let found = words(&text(output, "index.html"), "#all .picture-wide a > title");
    let told = found.into_iter().find(|words| words.starts_with("Bilbao, 40: Org 0; Org 1;")).expect("Bilbao has a mark");
    assert!(told.ends_with("; 28 more"), "{told}");
    told
}

#[test]
fn a_figure_shades_areas_and_no_value_is_no_zero() {
    let figure = "title = \"Output\"\nunit = \"percent\"\n\n[[observations]]\nvalue = 50.5\nperiod = 2021\nabout = \"bizkaia\"\n\n[[observations]]\nvalue = \"not-reported\"\nperiod = 2021\nabout = \"gipuzkoa\"\n";
    let files = [
        ("content/figures/output.toml", figure),
        ("content/index.md", "+++\ntitle = \"T\"\n+++\n\n```map\nfigure = \"output\"\nid = \"shares\"\n```\n\n![[output]]\n"),
    ];
    let output = built(&files);
    let page = text(&output, "index.html");
    assert_eq!(words(&page, "#shares .picture-wide .label"), ["all (1)", "not reported (1)"]);
    assert_eq!(words(&page, "#shares .picture-wide .map-areas title"), ["Bizkaia: 50.5%", "Gipuzkoa: not reported"]);
    assert_eq!(words(&page, "#shares tbody tr"), ["Bizkaia 50.5% all", "Gipuzkoa not reported"]);
    // Over places a figure is a map wherever it is shown.
    assert_eq!(words(&page, ".pictures-map .picture-wide").len(), 2);
    assert!(text(&output, "shares.csv").starts_with("area,code,value,class\r\nBizkaia,ES213,50.5,all\r\n"));
    let places: serde_json::Value = serde_json::from_str(&text(&output, "shares.geojson")).expect("it is JSON");
    assert_eq!(places["features"][1]["properties"]["value"], serde_json::Value::Null);
    assert_eq!(places["features"][1]["geometry"]["coordinates"][0].as_array().expect("it has rings").len(), 2, "the hole is there");
}

#[test]
fn the_page_of_a_place_shows_where_it_is_and_what_is_there() {
    let output = built(&[("content/organisations/lab.toml", "title = \"Lab\"\ntype = \"company\"\nlocated_in = \"bilbao\"\n")]);
    let page = text(&output, "places/bilbao/index.html");
    assert_eq!(words(&page, "#map .picture-wide a > title"), ["Lab, Bilbao"]);
    let province = text(&output, "places/bizkaia/index.html");
    assert_eq!(words(&province, "#map .picture-wide .map-areas title"), ["Bizkaia"]);
    assert_eq!(words(&province, "#map .picture-wide a > title"), ["Lab, Bilbao"], "what lies in a town lies in its province");
    assert!(output.contains_key("places/bizkaia/map.geojson"));
    assert!(!text(&output, "organisations/lab/index.html").contains("view-map"));
}

#[test]
fn areas_that_hold_something_can_be_taken_away() {
    let office =
        |title: &str, status: &str, place: &str| format!("title = \"{title}\"\ntype = \"company\"\nlocated_in = \"{place}\"\n{status}");
    let (one, other) = (office("One", "status = \"planned\"\n", "bizkaia"), office("Other", "", "gipuzkoa"));
    let files = [
        ("content/organisations/one.toml", &*one),
        ("content/organisations/other.toml", &*other),
        ("content/maps/unnamed.geojson", PROVINCES),
        ("content/index.md", "+++\ntitle = \"T\"\n+++\n\n```map\nid = \"all\"\nof = \"organisation\"\nbase = \"provinces\"\n```\n"),
    ];
    let output = built(&files);
    let places: serde_json::Value = serde_json::from_str(&text(&output, "all.geojson")).expect("it is JSON");
    let features = places["features"].as_array().expect("it has features");
    let said = |name: &str| features.iter().map(|feature| feature["properties"][name].as_str().unwrap_or("")).collect::<Vec<_>>();
    assert_eq!((said("code"), said("title"), said("status")), (vec!["ES213", "ES212"], vec!["One", "Other"], vec!["planned", ""]));
    assert!(features.iter().all(|feature| feature["geometry"]["type"] == "MultiPolygon"));
    assert!(text(&output, "all.csv").contains("ES213,,planned,"));
    let page = text(&output, "index.html");
    assert_eq!(words(&page, "#all .picture-wide .map-areas title"), ["Bizkaia: One (planned)", "Gipuzkoa: Other"]);
    assert_eq!(words(&page, "#all .picture-wide .label"), ["whole areas: no point is known", "planned"]);
    assert_eq!(words(&page, "#all .picture-wide desc"), ["Organisations: 2, in 2 places. One: planned."]);
    assert!(!output.keys().any(|path| path.contains("unnamed")), "a map that nobody names is nobody's");
    assert!(output.keys().any(|path| path.contains("provinces")), "one that is named is published");
}
