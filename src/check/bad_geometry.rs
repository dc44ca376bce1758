//! `bad-geometry`: the file of a base map is not there, cannot be read, or holds what cannot lie on Earth.

use std::collections::BTreeSet;

use crate::diag::{Code, Report, Span, nearest};
use crate::registry::Site;
use crate::registry::geo::{BaseMap, MapId};
use crate::registry::settings::MapFile;
use crate::source::{Content, SourceTree};

/// Reports what is wrong with the base maps that sare.toml names.
pub fn check(site: &Site, tree: &SourceTree, report: &mut Report) {
    for (id, map) in site.maps.all() {
        let Some(span) = map.file_span else { continue };
        match tree.find(&map.file).map(|file| &tree.file(file).content) {
            Some(Content::Text(_)) => {
                let faults = site.maps.faults(id);
                report.merge(faults.clone());
                if faults.is_empty() && site.maps.get(id).areas.iter().all(|area| area.shape.parts.is_empty()) {
                    let message = format!("`{}` has no areas, so that nothing can be drawn on it", map.file);
                    report.say(span, Code::BadGeometry, message).help("a base map is made of polygons, such as the borders of provinces");
                    continue;
                }
                properties(id, map, site, report);
            }
            Some(Content::Bytes(_) | Content::Unread(_)) => {
                let message = format!("`{}` is not read as a map", map.file);
                report
                    .say(span, Code::BadGeometry, message)
                    .help("give the file the ending .geojson or .topojson, and keep it below content/");
            }
            // What cannot be read at all has been reported.
            None if tree.refused().any(|path| *path == *map.file) => {}
            None => missing(map, span, tree, report),
        }
    }
}

fn missing(map: &MapFile, span: Span, tree: &SourceTree, report: &mut Report) {
    let maps = || tree.files().map(|(_, file)| &*file.path).filter(|path| path.ends_with(".geojson") || path.ends_with(".topojson"));
    let near = nearest(&map.file, maps()).map(|near| format!("did you mean `{near}`?"));
    let found = report.say(span, Code::BadGeometry, format!("there is no file `{}`", map.file));
    let help = near.unwrap_or_else(|| "write the way from sare.toml to it, as in content/maps/provinces.geojson".into());
    found.help(help).slip(span, &map.file, maps());
}

/// Reports a property that no area has, so that nothing can be joined or named.
fn properties(id: MapId, map: &MapFile, site: &Site, report: &mut Report) {
    let base = site.maps.get(id);
    // Of a map without areas it has been said why.
    if base.areas.is_empty() {
        return;
    }
    twice(map, base, report);
    let known: BTreeSet<&str> = base.properties.iter().map(|name| &**name).collect();
    let codes = map.codes.iter().filter_map(|code| Some((&*code.property, code.span?)));
    let names = map.names.iter().flat_map(|names| names.versions()).map(|(_, name)| &**name);
    let names = names.filter_map(|name| Some((name, map.names_span?)));
    for (property, span) in codes.chain(names).filter(|(property, _)| !known.contains(property)) {
        let near = nearest(property, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let all = || match known.is_empty() {
            true => "its areas have no properties at all: export the map again with them".to_owned(),
            false => format!("its areas have {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
        };
        let found = report.say(span, Code::UnknownValue, format!("no area of `{}` has the property `{property}`", map.file));
        found.help(near.unwrap_or_else(all)).slip(span, property, known.iter().copied());
    }
}

/// Reports a code that several areas have: a value would shade only the first of them.
fn twice(map: &MapFile, base: &BaseMap, report: &mut Report) {
    for code in &map.codes {
        let Some(span) = code.span else { continue };
        let mut seen = BTreeSet::new();
        let mut own = base.areas.iter().flat_map(|area| &area.codes).filter(|(scheme, _)| *scheme == code.scheme).map(|(_, code)| &**code);
        let Some(again) = own.find(|code| !seen.insert(*code)) else { continue };
        let message = format!("several areas of `{}` have the code {again}, and only the first is joined to its place", map.file);
        report.say(span, Code::OddGeometry, message).help("give each area a code of its own, or join its parts into one feature");
    }
}
