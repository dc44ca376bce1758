//! An image turned the right way up.

use image::DynamicImage;
use image::metadata::Orientation;

use crate::syntax::image::Image;

/// Does its camera say that it must be turned?
pub fn is_turned(image: &Image) -> bool {
    Orientation::from_exif(image.turn.0).is_some_and(|orientation| orientation != Orientation::NoTransforms)
}

/// Turns what was unpacked.
pub fn turn(unpacked: &mut DynamicImage, image: &Image) {
    if let Some(orientation) = Orientation::from_exif(image.turn.0) {
        unpacked.apply_orientation(orientation);
    }
}
