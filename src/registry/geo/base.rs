//! The base maps of a site: those that sare.toml names, and two that every `sare` carries with it. Each is read when somebody first asks.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::super::identifier::canonical;
use super::super::kind::Scheme;
use super::super::language::DEFAULT;
use super::super::settings::{Languages, MapFile};
use super::super::value::Text;
use super::{Area, AreaId, BaseMap, Extent, MapId, Part, Point};
use crate::diag::{FileId, Report};
use crate::source::{Content, SourceFile, SourceTree};
use crate::syntax::geo::{self, Feature};

/// Every base map that a view may name.
#[derive(Debug, Default)]
pub struct BaseMaps {
    /// Those of the site in the order of sare.toml, then the embedded ones that it has no map of that name for.
    maps: Vec<Held>,
}

/// A base map that is read when it is asked for.
#[derive(Debug)]
struct Held {
    setting: MapFile,
    written: Written,
    read: OnceLock<(Arc<BaseMap>, Report)>,
}

/// Where a map's geometry stands.
#[derive(Debug)]
enum Written {
    Embedded(&'static str),
    File(FileId, Arc<SourceFile>),
    /// There is no such file, or it is none that is read.
    Nowhere,
}

/// How far from the areas of a map, in kilometres, something may lie and yet be on it: on a quay, or on land that no municipality owns.
const AWAY: f64 = 5.0;

/// Maps whose sizes differ by less than this factor show the same part of the Earth.
const ALIKE: f64 = 1.2;

/// The embedded maps, the smaller one first.
const EMBEDDED: [(&str, &str); 2] = [("europe", include_str!("maps/europe.topojson")), ("world", include_str!("maps/world.topojson"))];

impl BaseMaps {
    /// The maps of a site; nothing is read yet.
    pub fn of(named: &[MapFile], languages: &Languages, tree: &SourceTree) -> BaseMaps {
        let mut maps: Vec<Held> = named
            .iter()
            .cloned()
            .map(|setting| {
                let file = tree.find(&setting.file).filter(|file| matches!(tree.file(*file).content, Content::Text(_)));
                let written = file.map_or(Written::Nowhere, |file| Written::File(file, tree.shared(file).clone()));
                Held { setting, written, read: OnceLock::new() }
            })
            .collect();
        for (name, text) in EMBEDDED {
            if maps.iter().all(|held| *held.setting.name != *name) {
                let setting = MapFile::embedded(name, languages);
                maps.push(Held { setting, written: Written::Embedded(text), read: OnceLock::new() });
            }
        }
        BaseMaps { maps }
    }

    /// Finds a map by the name that views use.
    pub fn find(&self, name: &str) -> Option<MapId> {
        self.maps.iter().position(|held| *held.setting.name == *name).map(|at| MapId(at as u16))
    }

    /// All maps, those of the site first.
    pub fn all(&self) -> impl Iterator<Item = (MapId, &MapFile)> {
        self.maps.iter().enumerate().map(|(at, held)| (MapId(at as u16), &held.setting))
    }

    /// What a map is called.
    pub fn name(&self, id: MapId) -> &str {
        &self.maps[id.0 as usize].setting.name
    }

    /// A map, read the first time that it is asked for; one that cannot be read has no areas.
    pub fn get(&self, id: MapId) -> &Arc<BaseMap> {
        &self.maps[id.0 as usize].read().0
    }

    /// What is wrong with a map's file.
    pub fn faults(&self, id: MapId) -> &Report {
        &self.maps[id.0 as usize].read().1
    }

    /// The smallest map that all points lie on; the last one, which is the world, where they lie on none.
    ///
    /// Of maps of about the same size the one with fewer areas, which is the calmer ground for points.
    pub fn smallest_for(&self, points: &[Point]) -> MapId {
        self.smallest(|map| points.iter().all(|point| map.is_near(*point, AWAY)))
    }

    /// The map that has the most of these codes as areas, and of several such maps the smallest; nothing where none has any.
    pub fn smallest_with(&self, codes: &[(Scheme, Box<str>)]) -> Option<MapId> {
        let count = |map: &BaseMap| codes.iter().filter(|(scheme, code)| map.with_code(*scheme, code).is_some()).count();
        let most = self.ids().map(|id| count(self.get(id))).max().filter(|most| *most > 0)?;
        Some(self.smallest(|map| count(map) == most))
    }

    fn smallest(&self, will_do: impl Fn(&BaseMap) -> bool) -> MapId {
        let size = |id: MapId| self.get(id).extent.map_or(f64::INFINITY, |extent| extent.square_km());
        let fitting: Vec<(MapId, f64)> = self.ids().filter(|id| will_do(self.get(*id))).map(|id| (id, size(id))).collect();
        let least = fitting.iter().map(|(_, size)| *size).fold(f64::INFINITY, f64::min);
        let alike = fitting.into_iter().filter(|(_, size)| *size <= least * ALIKE).map(|(id, _)| id);
        alike.min_by_key(|id| self.get(*id).areas.len()).or_else(|| self.ids().last()).unwrap_or(MapId(0))
    }

    fn ids(&self) -> impl Iterator<Item = MapId> + use<> {
        (0..self.maps.len() as u16).map(MapId)
    }

    /// A hash of what a map's file says.
    pub fn stamp(&self, id: MapId) -> u64 {
        match &self.maps[id.0 as usize].written {
            Written::Embedded(text) => text.len() as u64,
            Written::File(_, file) => match &file.content {
                Content::Text(text) => text.hash(),
                Content::Bytes(_) | Content::Unread(_) => 0,
            },
            Written::Nowhere => 0,
        }
    }
}

impl Held {
    fn read(&self) -> &(Arc<BaseMap>, Report) {
        self.read.get_or_init(|| {
            let mut report = Report::default();
            let object = self.setting.object.as_ref().map(|(name, span)| (&**name, *span));
            let areas = match &self.written {
                Written::Embedded(text) => geo::read(text, FileId(0), None, &mut report),
                Written::File(id, file) => match &file.content {
                    Content::Text(text) => geo::read(text, *id, object, &mut report),
                    Content::Bytes(_) | Content::Unread(_) => geo::Areas::default(),
                },
                Written::Nowhere => geo::Areas::default(),
            };
            (Arc::new(base_map(&self.setting, areas.features)), report)
        })
    }
}

fn base_map(setting: &MapFile, features: Vec<Feature>) -> BaseMap {
    let names = features.iter().flat_map(|feature| &feature.properties).map(|(name, _)| name);
    let properties: BTreeSet<Box<str>> = names.cloned().collect();
    let areas: Vec<Area> = features.into_iter().filter_map(|feature| area(setting, feature)).collect();
    let mut by_code = HashMap::new();
    for (at, area) in areas.iter().enumerate() {
        for (scheme, code) in &area.codes {
            by_code.entry((*scheme, code.clone())).or_insert(AreaId(at as u32));
        }
    }
    let points = areas.iter().flat_map(|area| area.shape.each_point());
    BaseMap {
        name: setting.name.clone(),
        extent: Extent::around(points),
        schemes: setting.codes.iter().map(|code| code.scheme).collect(),
        attribution: setting.attribution.clone(),
        properties: properties.into_iter().collect(),
        by_code,
        areas,
    }
}

fn area(setting: &MapFile, feature: Feature) -> Option<Area> {
    let codes = setting.codes.iter().filter_map(|code| Some((code.scheme, code_of(code.scheme, feature.property(&code.property)?)?)));
    let codes: Vec<(Scheme, Box<str>)> = codes.collect();
    let names = setting.names.iter().flat_map(|names| names.versions());
    let names = names.filter_map(|(language, property)| Some((language, feature.property(property)?.into())));
    let name = Text::of(names.filter(|(_, name): &(_, Box<str>)| !name.is_empty()).collect());
    let or_code = || Text::one(DEFAULT, codes.first().map_or("", |(_, code)| code).into());
    let extent = Extent::around(feature.shape.each_point())?;
    Some(Area { name: name.unwrap_or_else(or_code), codes, shape: feature.shape, extent })
}

/// A code as places write it. Countries in the EU's spelling are those of ISO.
fn code_of(scheme: Scheme, written: &str) -> Option<Box<str>> {
    let code = canonical(scheme, written);
    match (scheme, written.trim()) {
        (Scheme::IsoCountry, "EL") => Some("GR".into()),
        (Scheme::IsoCountry, "UK") => Some("GB".into()),
        // What some bodies use is on no list, such as XK; it may be met there all the same.
        (_, written) => code.ok().or_else(|| (!written.is_empty() && written != "-99").then(|| written.into())),
    }
}

impl Extent {
    /// The smallest box around some points; `None` where there are none.
    pub fn around<'p>(points: impl Iterator<Item = &'p Point> + Clone) -> Option<Extent> {
        let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        for point in points {
            (south, north) = (south.min(point.lat), north.max(point.lat));
            (west, east) = (west.min(point.lon), east.max(point.lon));
        }
        (south <= north).then_some(Extent { west, south, east, north })
    }

    /// How large it is, in square kilometres.
    pub fn square_km(&self) -> f64 {
        let corner = |lon, lat| Point { lon, lat };
        let ring = vec![
            corner(self.west, self.south),
            corner(self.east, self.south),
            corner(self.east, self.north),
            corner(self.west, self.north),
        ];
        Part { rings: vec![ring] }.square_km()
    }

    /// The box with so many degrees more on each side.
    pub fn grown(&self, by: f64) -> Extent {
        Extent { west: self.west - by, south: self.south - by, east: self.east + by, north: self.north + by }
    }

    /// Is a point in it, its border included?
    pub fn holds(&self, point: Point) -> bool {
        (self.west..=self.east).contains(&point.lon) && (self.south..=self.north).contains(&point.lat)
    }
}

impl BaseMap {
    /// The area of a code.
    pub fn with_code(&self, scheme: Scheme, code: &str) -> Option<AreaId> {
        self.by_code.get(&(scheme, code.into())).copied()
    }

    /// An area of an id that this map gave.
    pub fn area(&self, id: AreaId) -> &Area {
        &self.areas[id.0 as usize]
    }

    /// The first area that a point lies in.
    pub fn holding(&self, point: Point) -> Option<AreaId> {
        let is_in = |area: &Area| area.extent.holds(point) && area.shape.holds(point);
        self.areas.iter().position(is_in).map(|at| AreaId(at as u32))
    }

    /// Does a point lie in an area, or at most so many kilometres from one?
    pub fn is_near(&self, point: Point, km: f64) -> bool {
        // A degree of longitude may be short: boxes are grown by what it is at 70 degrees north.
        let reach = km / 111.0 * 3.0;
        self.extent.is_some_and(|extent| extent.grown(reach).holds(point))
            && (self.holding(point).is_some()
                || self.areas.iter().any(|area| area.extent.grown(reach).holds(point) && area.shape.distance_km(point) <= km))
    }
}
