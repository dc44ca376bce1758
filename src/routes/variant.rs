//! What is published of an image: the file itself, cleaned, and narrower ones for narrow screens.

use super::{Output, What, of_media};
use crate::diag::Span;
use crate::registry::Site;
use crate::registry::images::{Purpose, Shown};
use crate::syntax::image::{Form, Motion};

/// A file that is published of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// In its own form and size, without what could do harm or tells where it was taken.
    Whole,
    /// As WebP, so many points across.
    Across(u32),
}

/// Widths for a text: a phone, a phone with a fine screen or a page, a page on a fine screen.
const TEXT: [u32; 3] = [480, 960, 1600];

/// Widths for a logo beside a name, and on a fine screen or at the head of a page.
const LOGO: [u32; 2] = [96, 192];

/// WebP has no room for more.
const HIGHEST: f64 = 16_000.0;

/// To be counted up when images are made otherwise, so that no browser shows one that it has kept.
const RECIPE: u64 = 1;

impl Variant {
    /// Everything that is published of an image but the file itself, from the narrowest on.
    pub fn narrower(shown: &Shown) -> Vec<Variant> {
        let image = &shown.image;
        let (own, high) = (image.size.width, image.size.height);
        if matches!(image.form, Form::Svg | Form::Avif) || image.motion == Motion::Moving || high / own * 1600.0 > HIGHEST {
            return Vec::new();
        }
        let widths: &[u32] = if shown.purpose == Purpose::Logo { &LOGO } else { &TEXT };
        let mut variants: Vec<Variant> =
            widths.iter().filter(|width| f64::from(**width) < own).map(|width| Variant::Across(*width)).collect();
        // Nothing is enlarged: the last is as wide as the image itself, where that is no wider than any use.
        if variants.len() < widths.len() {
            variants.push(Variant::Across(own as u32));
        }
        variants
    }

    /// Where it lies below `output/`.
    pub fn path(self, site: &Site, shown: &Shown) -> String {
        let whole = of_media(site, &shown.path);
        match self {
            Variant::Whole => whole,
            Variant::Across(width) => {
                let stem = whole.rsplit_once('.').map_or(&*whole, |(stem, _)| stem);
                format!("{stem}-{width}.{:08x}.webp", (shown.image.hash ^ RECIPE) as u32)
            }
        }
    }

    /// What it is, in terms that outlive this build.
    pub fn lasting(self) -> String {
        format!("{self:?}, recipe {RECIPE}")
    }
}

/// Adds what is published of every image.
pub fn add(site: &Site, outputs: &mut Vec<Output>) {
    for shown in site.images.all() {
        let narrower = Variant::narrower(shown);
        for variant in [Variant::Whole].into_iter().chain(narrower) {
            let what = What::Image { file: shown.file, variant };
            outputs.push(Output { path: variant.path(site, shown).into(), what, span: Span::start_of(shown.file) });
        }
    }
}
