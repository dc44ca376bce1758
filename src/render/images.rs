//! Images: how a page shows one, and the files that are made of it.

mod clean;
mod make;
mod upright;

use std::sync::Arc;

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use super::ask::{Asked, Window};
use super::{Press, encoded};
use crate::diag::Report;
use crate::registry::images::{Purpose, Shown};
use crate::routes::{Output, Variant, What};
use crate::syntax::markdown::escape;
pub use make::Studio;

/// An image as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Picture {
    /// The address of the file itself.
    pub url: String,
    /// Its size in units of a page; 0 where nobody knows it.
    pub width: u32,
    pub height: u32,
    /// Narrower files of it, as `srcset` has them.
    pub narrower: String,
    /// How wide it is shown, as `sizes` has it.
    pub sizes: String,
}

/// Is an image fetched at once, or when it comes into sight?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    Eager,
    Lazy,
}

/// The width of a text, and of a page that has no room for more.
const SIZES: &str = "(min-width: 48rem) 46rem, 94vw";

impl Press {
    /// An image of the site folder as pages show it; `None` where there is none that can be shown.
    pub fn picture(&self, path: &str) -> Option<Picture> {
        let Some(shown) = self.site.images.find(path) else {
            // What lies in `static/` is the webmaster's, and nobody has looked into it.
            return path.starts_with("static/").then(|| Picture { url: self.media_url(path), ..Picture::default() });
        };
        let (width, height) = shown.image.sides();
        let sizes = match shown.purpose {
            Purpose::Logo => String::new(),
            Purpose::Picture if width < 700 => format!("{width}px"),
            Purpose::Picture => SIZES.to_owned(),
        };
        Some(Picture { url: self.variant_url(shown, Variant::Whole), width, height, narrower: self.narrower(shown), sizes })
    }

    fn narrower(&self, shown: &Shown) -> String {
        let set = Variant::narrower(shown).into_iter().filter_map(|variant| match variant {
            Variant::Across(width) => Some(format!("{} {width}w", self.variant_url(shown, variant))),
            Variant::Whole => None,
        });
        set.collect::<Vec<_>>().join(", ")
    }

    fn variant_url(&self, shown: &Shown, variant: Variant) -> String {
        format!("{}/{}", self.site.settings.base_url.path, encoded(&variant.path(&self.site, shown)))
    }

    /// A key under which a file that is made of an image may be kept for later builds; `None` where it is made as quickly as it is read.
    pub fn image_key(&self, output: &Output) -> Option<u128> {
        let What::Image { file, variant } = output.what else { return None };
        let shown = self.site.images.find(self.tree.path(file))?;
        let is_slow = variant != Variant::Whole || upright::is_turned(&shown.image);
        is_slow.then(|| key(shown, variant))
    }

    /// The key of some file that is made of an image, whichever of its files is asked about.
    pub fn any_image_key(&self, output: &Output) -> Option<u128> {
        let What::Image { file, .. } = output.what else { return None };
        let shown = self.site.images.find(self.tree.path(file))?;
        Variant::narrower(shown).first().map(|variant| key(shown, *variant))
    }

    /// Sees whether an image can be unpacked, and makes nothing of it.
    pub fn try_image(self: &Arc<Press>, path: &str) -> Report {
        let mut report = Report::default();
        if let Some(shown) = self.site.images.find(path) {
            make::attempt(shown, &self.tree, &mut report);
        }
        report
    }
}

impl Window {
    /// An image of the site folder; `None` where there is none that can be shown.
    pub fn shown(&self, path: &str) -> Option<&Shown> {
        self.log(Asked::Image(path.into()));
        self.press.site.images.find(path)
    }

    /// The same as pages show it.
    pub fn picture(&self, path: &str) -> Option<Picture> {
        // Its address rests on the settings.
        let _ = self.settings();
        self.log(Asked::Image(path.into()));
        self.press.picture(path)
    }

    /// Where the files of images are made.
    pub fn studio(&self) -> &Studio {
        &self.press.studio
    }

    /// How the next image of the page is fetched: the first is likely to be in sight at once.
    pub fn next_loading(&self) -> Loading {
        if self.has_image.replace(true) { Loading::Lazy } else { Loading::Eager }
    }
}

fn key(shown: &Shown, variant: Variant) -> u128 {
    xxh3_128(format!("{:016x} {} {:?} {:?}", shown.image.hash, variant.lasting(), shown.image.turn, shown.purpose).as_bytes())
}

/// The file that is published of an image.
pub fn print(window: &Window, path: &str, variant: Variant, report: &mut Report) -> Vec<u8> {
    match window.shown(path) {
        Some(shown) => window.studio().make(shown, variant, window.tree(), report),
        None => Vec::new(),
    }
}

/// An image in a page's text, which whoever cannot see it has in words.
pub fn markup(window: &Window, path: &str, (alt, title): (&str, &str)) -> String {
    let Some(picture) = window.picture(path) else {
        let mut words = String::new();
        escape(alt, &mut words);
        return words;
    };
    let mut image = format!("<img src=\"{}\"", picture.url);
    if picture.width > 0 {
        image.push_str(&format!(" width=\"{}\" height=\"{}\"", picture.width, picture.height));
    }
    image.push_str(" alt=\"");
    escape(alt, &mut image);
    if !title.is_empty() {
        image.push_str("\" title=\"");
        escape(title, &mut image);
    }
    image.push_str(match window.next_loading() {
        Loading::Eager => "\" decoding=\"async\">",
        Loading::Lazy => "\" loading=\"lazy\" decoding=\"async\">",
    });
    match &*picture.narrower {
        "" => image,
        narrower => {
            let sizes = if picture.sizes.is_empty() { format!("{}px", picture.width) } else { picture.sizes };
            format!("<picture><source type=\"image/webp\" srcset=\"{narrower}\" sizes=\"{sizes}\">{image}</picture>")
        }
    }
}
