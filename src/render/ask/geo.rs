//! What a page asks of base maps and places.

use std::sync::Arc;

use super::{Asked, Window};
use crate::diag::{FileId, Report, Span};
use crate::registry::geo::{self, AreaId, BaseMap, MapId, Mark, PlaceField, Placed, Point};
use crate::registry::kind::{FieldKind, Scheme};
use crate::registry::{EntityId, query};
use crate::render::Press;
use crate::render::pictures::map::Atlas;

use xxhash_rust::xxh3::Xxh3;

impl Window {
    /// A base map; one whose file cannot be read has no areas.
    pub fn base_map(&self, id: MapId) -> &Arc<BaseMap> {
        self.asked_settings.set(true);
        self.log(Asked::BaseMap(id));
        self.press.site.maps.get(id)
    }

    /// What maps share of what is laid flat. It says no more than the base maps that were asked for.
    pub fn atlas(&self) -> &Atlas {
        &self.press.atlas
    }

    /// The smallest base map that all points lie on.
    pub fn base_for(&self, points: &[Point]) -> MapId {
        self.log_base_maps();
        self.press.site.maps.smallest_for(points)
    }

    /// The smallest base map that has most of these things as areas; nothing where none has any.
    pub fn base_with(&self, things: &[EntityId]) -> Option<MapId> {
        self.log_base_maps();
        things.iter().for_each(|thing| self.log(Asked::Facts(*thing)));
        let codes = things.iter().flat_map(|thing| geo::codes_of(&self.press.site, *thing));
        let codes: Vec<(Scheme, Box<str>)> = codes.map(|(scheme, code)| (scheme, code.into())).collect();
        self.press.site.maps.smallest_with(&codes)
    }

    /// Does the page of a thing show where it lies?
    pub fn is_on_a_map(&self, id: EntityId) -> bool {
        // Most kinds are no places, and their pages ask nothing of maps.
        if !self.kinds().is_place(self.kind_of(id)) {
            return false;
        }
        self.log(Asked::Facts(id));
        self.log_base_maps();
        geo::is_on_a_map(&self.press.site, id)
    }

    fn log_base_maps(&self) {
        self.asked_settings.set(true);
        self.press.site.maps.all().for_each(|(id, _)| self.log(Asked::BaseMap(id)));
    }

    /// Every place that a thing has, by its kind's field for places or by another one.
    pub fn marks(&self, id: EntityId, field: Option<&PlaceField>) -> Vec<Mark> {
        self.log(Asked::Marks(id, field.map_or_else(Default::default, |field| field.name.clone())));
        geo::marks(&self.press.site, id, field)
    }

    /// The area that a mark lies in.
    pub fn area_with(&self, map: &BaseMap, mark: &Mark) -> Option<AreaId> {
        geo::area_with(&self.press.site, map, mark)
    }

    /// The area that a thing itself is.
    pub fn area_of(&self, map: &BaseMap, id: EntityId) -> Option<AreaId> {
        self.log(Asked::Facts(id));
        geo::area_of(&self.press.site, map, id)
    }
}

impl Press {
    /// A fingerprint of a thing's marks, and of what joins them to areas.
    pub(in crate::render) fn of_marks(&self, id: EntityId, field: &str) -> u64 {
        let site = &self.site;
        let (kind, place) = (site.entity(id).kind, Span::start_of(FileId(0)));
        let paths = query::paths(&[kind], (field, place), &site.ground(), &mut Report::default());
        let field = (!field.is_empty()).then(|| PlaceField { name: field.into(), paths: paths.unwrap_or_default() });
        let mut hash = Xxh3::new();
        for mark in geo::marks(site, id, field.as_ref()) {
            let (point, place) = match mark.placed {
                Placed::At(point, exactness) => (Some(point), exactness.place()),
                Placed::Within(place) => (None, Some(place)),
                Placed::Nowhere => (None, None),
            };
            hash.update(format!("{:?} {point:?} ", mark.title).as_bytes());
            for place in geo::and_above(site, mark.place.unwrap_or(id)).chain(place) {
                hash.update(site.entity(place).name.as_bytes());
                for given in &site.entity(place).values {
                    if matches!(site.kinds.field(given.field).kind, FieldKind::Identifier(_)) {
                        hash.update(format!("{:?}", given.value).as_bytes());
                    }
                }
            }
        }
        hash.digest()
    }
}
