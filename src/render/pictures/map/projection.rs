//! From degrees on the globe to kilometres on a plane: four projections, each by its published formulas on a sphere.
//!
//! The sphere has the earth's mean radius; on maps as small as a page nobody sees that the earth is flatter. Sines come from `libm`,
//! which is the same on every machine, where the standard library's differ in their last digits.

use libm::{asin, atan2, cos, sin};

use super::{Flat, Position};

/// The earth's mean radius in kilometres (IUGG).
pub const RADIUS: f64 = 6371.0088;

/// How the globe is laid flat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// Equal Earth (Šavrič, Patterson and Jenny, 2018): the whole world around a meridian, every area true.
    EqualEarth { meridian: f64 },
    /// Lambert's azimuthal one around a point: every area true, as EPSG:3035 has it for Europe.
    EqualArea { centre: Position },
    /// Degrees as they are, drawn in as they are at a latitude.
    Equirectangular { centre: Position },
    /// The stereographic one around a point: every angle true, for towns and provinces.
    Conformal { centre: Position },
}

/// A position as it is laid flat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Laid {
    /// Kilometres to the east and to the south.
    At(f64, f64),
    /// On the far side of the globe: the nearest place on the rim of what is drawn.
    Beyond(f64, f64),
}

/// The polynomial of Equal Earth.
const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];

/// Half the square root of three: the sine by which latitudes are drawn in.
const M: f64 = 0.866_025_403_784_438_6;

/// How far around the globe Lambert's projection goes, as a cosine: beyond it shapes are no longer known again.
const FAR_EQUAL_AREA: f64 = -0.9;

/// The same for the stereographic one, which grows without end.
const FAR_CONFORMAL: f64 = 0.2;

impl Projection {
    /// What tells it from others.
    pub fn key(self) -> [u64; 3] {
        let (which, (longitude, latitude)) = match self {
            Projection::EqualEarth { meridian } => (0, (meridian, 0.0)),
            Projection::EqualArea { centre } => (1, centre),
            Projection::Equirectangular { centre } => (2, centre),
            Projection::Conformal { centre } => (3, centre),
        };
        [which, longitude.to_bits(), latitude.to_bits()]
    }

    /// Lays a position flat; nothing where it is no position.
    pub fn lay(self, (longitude, latitude): Position) -> Option<Laid> {
        if !(longitude.is_finite() && latitude.is_finite()) {
            return None;
        }
        let latitude = latitude.clamp(-90.0, 90.0).to_radians();
        let (x, y, is_beyond) = match self {
            Projection::EqualEarth { meridian } => {
                let (x, y) = equal_earth(from_meridian(longitude, meridian).to_radians(), latitude);
                (x, y, false)
            }
            Projection::Equirectangular { centre } => {
                let east = from_meridian(longitude, centre.0).to_radians();
                (east * cos(centre.1.clamp(-80.0, 80.0).to_radians()), latitude, false)
            }
            Projection::EqualArea { centre } => around(centre, longitude, latitude, FAR_EQUAL_AREA, |cosine| (2.0 / (1.0 + cosine)).sqrt()),
            Projection::Conformal { centre } => around(centre, longitude, latitude, FAR_CONFORMAL, |cosine| 2.0 / (1.0 + cosine)),
        };
        let (x, y) = (x * RADIUS, -y * RADIUS);
        Some(if is_beyond { Laid::Beyond(x, y) } else { Laid::At(x, y) })
    }

    /// Where a position is drawn, in kilometres to the east and to the south; nothing if it is not.
    pub fn place(self, position: Position) -> Option<Flat> {
        match self.lay(position)? {
            Laid::At(x, y) => Some((x, y)),
            Laid::Beyond(..) => None,
        }
    }
}

/// How far east of a meridian, from -180 to 180 degrees. What lies on either edge stays on its own.
pub fn from_meridian(longitude: f64, meridian: f64) -> f64 {
    let east = longitude - meridian;
    if (-180.0..=180.0).contains(&east) { east } else { (east + 180.0).rem_euclid(360.0) - 180.0 }
}

impl Projection {
    /// Where a position is drawn on a map that goes all around the globe, by its degrees east of the meridian, which may be those of either edge.
    pub fn at_east(self, (east, latitude): Position) -> Flat {
        match self {
            Projection::Equirectangular { centre } => {
                let drawn_in = cos(centre.1.clamp(-80.0, 80.0).to_radians());
                (east.to_radians() * drawn_in * RADIUS, -latitude.to_radians() * RADIUS)
            }
            _ => equal_earth_at((east, latitude)),
        }
    }
}

/// Where a position is drawn on a map of the world, by its degrees east of the map's meridian.
fn equal_earth_at((east, latitude): Position) -> Flat {
    let (x, y) = equal_earth(east.to_radians(), latitude.to_radians());
    (x * RADIUS, -y * RADIUS)
}

fn equal_earth(east: f64, latitude: f64) -> (f64, f64) {
    let drawn_in = asin(M * sin(latitude));
    let square = drawn_in * drawn_in;
    let sixth = square * square * square;
    let x = east * cos(drawn_in) / (M * (A[0] + 3.0 * A[1] * square + sixth * (7.0 * A[2] + 9.0 * A[3] * square)));
    let y = drawn_in * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square));
    (x, y)
}

/// An azimuthal projection: `stretch` says by the cosine of the distance how far from the centre a place is drawn.
fn around(centre: Position, longitude: f64, latitude: f64, far: f64, stretch: impl Fn(f64) -> f64) -> (f64, f64, bool) {
    let east = from_meridian(longitude, centre.0).to_radians();
    let own = centre.1.clamp(-90.0, 90.0).to_radians();
    let (x, y) = (cos(latitude) * sin(east), cos(own) * sin(latitude) - sin(own) * cos(latitude) * cos(east));
    let cosine = sin(own) * sin(latitude) + cos(own) * cos(latitude) * cos(east);
    if cosine >= far {
        let factor = stretch(cosine);
        return (x * factor, y * factor, false);
    }
    // On the rim in its own direction; the antipode itself has none.
    let direction = if x == 0.0 && y == 0.0 { 0.0 } else { atan2(x, y) };
    let rim = stretch(far) * (1.0 - far * far).sqrt();
    (rim * sin(direction), rim * cos(direction), true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn every(centre: Position) -> [Projection; 4] {
        [
            Projection::EqualEarth { meridian: centre.0 },
            Projection::Equirectangular { centre },
            Projection::EqualArea { centre },
            Projection::Conformal { centre },
        ]
    }

    /// The area of a small square around a position, as it is drawn and on the globe.
    fn areas(projection: Projection, (longitude, latitude): Position) -> Option<(f64, f64)> {
        const HALF: f64 = 0.05;
        let corner = |east: f64, north: f64| projection.place((longitude + east * HALF, latitude + north * HALF));
        let corners = [corner(-1.0, -1.0)?, corner(1.0, -1.0)?, corner(1.0, 1.0)?, corner(-1.0, 1.0)?];
        let drawn: f64 = (0..4).map(|at| (corners[at], corners[(at + 1) % 4])).map(|(one, next)| one.0 * next.1 - next.0 * one.1).sum();
        let height = ((latitude + HALF).to_radians().sin() - (latitude - HALF).to_radians().sin()) * RADIUS;
        Some((drawn.abs() / 2.0, height * (2.0 * HALF).to_radians() * RADIUS))
    }

    #[test]
    fn known_places_are_where_others_put_them() {
        let near = |found: Option<(f64, f64)>, expected: (f64, f64)| {
            let (x, y) = found.expect("it is drawn");
            assert!((x - expected.0).abs() < 1.0 && (y - expected.1).abs() < 1.0, "{x} {y}, not {expected:?}");
        };
        // The north pole and the eastern end of Equal Earth, from the paper: 1.3173627591574 and 2.7066299836960 radii.
        near(Projection::EqualEarth { meridian: 0.0 }.place((0.0, 90.0)), (0.0, -1.317_362_759_157_4 * RADIUS));
        near(Projection::EqualEarth { meridian: 0.0 }.place((180.0, 0.0)), (2.706_629_983_696_0 * RADIUS, 0.0));
        // A quarter of the globe away: Lambert's root of two, and two radii.
        near(Projection::EqualArea { centre: (0.0, 0.0) }.place((90.0, 0.0)), (2.0_f64.sqrt() * RADIUS, 0.0));
        near(Projection::Conformal { centre: (0.0, 0.0) }.place((60.0, 0.0)), (2.0 * 30.0_f64.to_radians().tan() * RADIUS, 0.0));
        near(Projection::EqualArea { centre: (10.0, 52.0) }.place((10.0, 52.0)), (0.0, 0.0));
    }

    #[test]
    fn what_is_no_position_is_not_drawn() {
        for projection in every((0.0, 0.0)) {
            for position in [(f64::NAN, 0.0), (0.0, f64::INFINITY), (f64::NEG_INFINITY, f64::NAN)] {
                assert_eq!(projection.lay(position), None);
            }
        }
    }

    proptest! {
        #[test]
        fn everything_is_finite(at in any::<(f64, f64)>(), centre in (-360.0..360.0, -100.0..100.0)) {
            for projection in every(centre) {
                if let Some(Laid::At(x, y) | Laid::Beyond(x, y)) = projection.lay(at) {
                    prop_assert!(x.is_finite() && y.is_finite(), "{projection:?} {at:?}: {x} {y}");
                    prop_assert!(x.abs() < 4.0 * RADIUS && y.abs() < 4.0 * RADIUS, "{projection:?} {at:?}: {x} {y}");
                }
            }
        }

        #[test]
        fn areas_are_true(at in (-179.0..179.0, -85.0..85.0), centre in (-90.0..90.0, -80.0..80.0)) {
            for projection in [Projection::EqualEarth { meridian: 0.0 }, Projection::EqualArea { centre }] {
                if let Some((drawn, true_area)) = areas(projection, at) {
                    prop_assert!((drawn / true_area - 1.0).abs() < 1e-3, "{projection:?}: {drawn} for {true_area}");
                }
            }
        }

        #[test]
        fn angles_are_true(at in (-10.0..10.0_f64, 30.0..60.0_f64)) {
            let projection = Projection::Conformal { centre: (0.0, 45.0) };
            let step = |east: f64, north: f64| projection.place((at.0 + east, at.1 + north));
            let (Some(here), Some(east), Some(north)) = (step(0.0, 0.0), step(1e-3 / f64::to_radians(at.1).cos(), 0.0), step(0.0, 1e-3)) else {
                return Err(TestCaseError::fail("it is near the centre"));
            };
            let (east, north) = ((east.0 - here.0, east.1 - here.1), (north.0 - here.0, north.1 - here.1));
            let length = |(x, y): (f64, f64)| x.hypot(y);
            prop_assert!((length(east) / length(north) - 1.0).abs() < 1e-3);
            prop_assert!((east.0 * north.0 + east.1 * north.1).abs() / (length(east) * length(north)) < 1e-3);
        }

        #[test]
        fn east_is_right_and_north_is_up(at in (-170.0..170.0, -80.0..80.0)) {
            let projection = Projection::EqualEarth { meridian: 0.0 };
            let place = |east: f64, north: f64| projection.place((at.0 + east, at.1 + north)).expect("it is drawn");
            prop_assert!(place(1.0, 0.0).0 > place(0.0, 0.0).0 && place(0.0, 1.0).1 < place(0.0, 0.0).1);
            let centre = at;
            for projection in [Projection::EqualArea { centre }, Projection::Conformal { centre }] {
                let place = |east: f64, north: f64| projection.place((at.0 + east, at.1 + north)).expect("it is drawn");
                prop_assert!(place(1.0, 0.0).0 > 0.0 && place(0.0, 1.0).1 < 0.0);
            }
        }
    }
}
