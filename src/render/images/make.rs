//! Makes the files of an image: unpacks it once, and narrows it to every width that is wanted.

use std::collections::VecDeque;
use std::io::Cursor;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer, images};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use super::{clean, upright};
use crate::diag::{FileId, Report};
use crate::registry::images::Shown;
use crate::routes::Variant;
use crate::source::SourceTree;
use crate::syntax::image::{Form, raster, svg};

/// Images of which the files are held until somebody asks for them, at most.
const MOST_HELD: usize = 24;

/// An image of more points than this is unpacked while no other such is.
const LARGE: f64 = 16e6;

/// An unpacked image may take so many bytes.
const ROOM: u64 = 1 << 30;

/// From 0 to 100: what is lost of a photograph cannot be seen, and what is lost of a logo nearly not.
const QUALITY: f32 = 80.0;
const QUALITY_OF_LOGOS: f32 = 92.0;
const QUALITY_OF_TURNED: u8 = 86;

/// An image with no more colours than this is a drawing, and loses nothing.
const FEW_COLOURS: usize = 256;

/// Where the files of images are made; what is made at once is held until it is fetched.
#[derive(Debug, Default)]
pub struct Studio {
    held: Mutex<VecDeque<(FileId, Arc<OnceLock<Made>>)>>,
    large: Mutex<()>,
}

/// The files of one image, or what stands in their way.
type Made = Result<Vec<(Variant, Vec<u8>)>, String>;

impl Studio {
    /// The bytes of a file that is published of an image.
    pub fn make(&self, shown: &Shown, variant: Variant, tree: &SourceTree, report: &mut Report) -> Vec<u8> {
        if shown.image.form == Form::Svg {
            // What is wrong with it has been said when it was read.
            return svg::clean(tree.text(shown.file)).map(|drawing| drawing.svg.into_bytes()).unwrap_or_default();
        }
        let is_plain = variant == Variant::Whole && !upright::is_turned(&shown.image);
        if is_plain && Variant::narrower(shown).is_empty() {
            return finished(shown.file, whole(shown, tree), report);
        }
        let made = self.held(shown.file);
        let made = made.get_or_init(|| {
            let _alone = (shown.image.size.width * shown.image.size.height > LARGE).then(|| self.large.lock());
            all(shown, tree)
        });
        match made {
            Ok(files) => files.iter().find(|(made, _)| *made == variant).map(|(_, bytes)| bytes.clone()).unwrap_or_default(),
            Err(message) => finished(shown.file, Err(message.clone()), report),
        }
    }

    /// The place of an image's files among those that are held.
    fn held(&self, file: FileId) -> Arc<OnceLock<Made>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = held.iter().find(|(known, _)| *known == file) {
            return made.clone();
        }
        if held.len() >= MOST_HELD {
            held.pop_front();
        }
        let made = Arc::new(OnceLock::new());
        held.push_back((file, made.clone()));
        made
    }
}

/// Sees whether an image can be unpacked.
pub fn attempt(shown: &Shown, tree: &SourceTree, report: &mut Report) {
    if raster::format(shown.image.form).is_some() {
        let tried = whole(shown, tree).and_then(|bytes| unpacked(shown, &bytes).map(|_| Vec::new()));
        finished(shown.file, tried, report);
    }
}

/// The bytes, or none and a word on why.
fn finished(file: FileId, bytes: Result<Vec<u8>, String>, report: &mut Report) -> Vec<u8> {
    bytes.unwrap_or_else(|message| {
        raster::broken(file, message, report).help("open it in an image program and save it again, or fetch it again");
        Vec::new()
    })
}

/// The file itself, without what nobody sees.
fn whole(shown: &Shown, tree: &SourceTree) -> Result<Vec<u8>, String> {
    let bytes = tree.bytes(shown.file, raster::LONGEST).map_err(|error| format!("this image cannot be read: {error}"))?;
    Ok(clean::clean(shown.image.form, &bytes))
}

/// Every file of an image.
fn all(shown: &Shown, tree: &SourceTree) -> Made {
    let bytes = whole(shown, tree)?;
    let unpacked = unpacked(shown, &bytes)?;
    let quality = Quality::of(&unpacked, shown);
    let mut made = Vec::new();
    for variant in Variant::narrower(shown) {
        let Variant::Across(width) = variant else { continue };
        let mut narrow = narrowed(&unpacked, shown, width)?;
        upright::turn(&mut narrow, &shown.image);
        made.push((variant, webp(&narrow, &quality)?));
    }
    let whole = if upright::is_turned(&shown.image) { turned(unpacked, shown)? } else { bytes };
    made.push((Variant::Whole, whole));
    Ok(made)
}

fn unpacked(shown: &Shown, bytes: &[u8]) -> Result<DynamicImage, String> {
    let name = shown.image.form.names().0;
    let format = raster::format(shown.image.form).ok_or("an image of this form is published as it is")?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(ROOM);
    reader.limits(limits);
    let unpacked = reader.decode().map_err(|error| format!("this {name} image cannot be unpacked: {}", raster::reason(&error)))?;
    // Eight bits a colour are what screens show.
    Ok(match unpacked.color().has_alpha() {
        true => DynamicImage::ImageRgba8(unpacked.into_rgba8()),
        false => DynamicImage::ImageRgb8(unpacked.into_rgb8()),
    })
}

/// An image so many points across when it stands upright.
fn narrowed(unpacked: &DynamicImage, shown: &Shown, width: u32) -> Result<DynamicImage, String> {
    let size = shown.image.size;
    let height = ((f64::from(width) * size.height / size.width).round() as u32).max(1);
    let lies = (unpacked.width() > unpacked.height()) != (size.width > size.height);
    let (across, down) = if lies { (height, width) } else { (width, height) };
    if (across, down) == (unpacked.width(), unpacked.height()) {
        return Ok(unpacked.clone());
    }
    let failed = |error: &dyn std::fmt::Display| format!("this image cannot be made smaller: {error}");
    let pixels = if unpacked.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let source = images::ImageRef::new(unpacked.width(), unpacked.height(), unpacked.as_bytes(), pixels).map_err(|error| failed(&error))?;
    let mut narrow = images::Image::new(across, down, pixels);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut narrow, &options).map_err(|error| failed(&error))?;
    let bytes = narrow.into_vec();
    let narrow = match pixels {
        PixelType::U8x4 => image::RgbaImage::from_raw(across, down, bytes).map(DynamicImage::ImageRgba8),
        _ => image::RgbImage::from_raw(across, down, bytes).map(DynamicImage::ImageRgb8),
    };
    narrow.ok_or_else(|| failed(&"its bytes do not come to its size"))
}

/// How much may be lost.
#[derive(Debug)]
enum Quality {
    Lossless,
    Lossy(f32),
}

impl Quality {
    fn of(unpacked: &DynamicImage, shown: &Shown) -> Quality {
        if shown.image.form != Form::Jpeg && has_few_colours(unpacked) {
            return Quality::Lossless;
        }
        let is_logo = shown.purpose == crate::registry::images::Purpose::Logo;
        Quality::Lossy(if is_logo { QUALITY_OF_LOGOS } else { QUALITY })
    }
}

fn has_few_colours(unpacked: &DynamicImage) -> bool {
    let mut colours: Vec<&[u8]> = Vec::with_capacity(FEW_COLOURS + 1);
    let size = usize::from(unpacked.color().bytes_per_pixel());
    let mut last: &[u8] = &[];
    for point in unpacked.as_bytes().chunks_exact(size) {
        // Most points are as the one before.
        if point == last {
            continue;
        }
        last = point;
        if let Err(at) = colours.binary_search(&point) {
            if colours.len() == FEW_COLOURS {
                return false;
            }
            colours.insert(at, point);
        }
    }
    true
}

fn webp(image: &DynamicImage, quality: &Quality) -> Result<Vec<u8>, String> {
    let encoder = match image {
        DynamicImage::ImageRgba8(image) => webp::Encoder::from_rgba(image, image.width(), image.height()),
        DynamicImage::ImageRgb8(image) => webp::Encoder::from_rgb(image, image.width(), image.height()),
        _ => return Err("this image cannot be written as WebP".to_owned()),
    };
    let mut config = webp::WebPConfig::new().map_err(|()| "the encoder of WebP has another version".to_owned())?;
    match quality {
        Quality::Lossless => config.lossless = 1,
        Quality::Lossy(quality) => config.quality = *quality,
    }
    // More effort would make files smaller by a hundredth and take twice as long.
    config.method = 4;
    let encoded = encoder.encode_advanced(&config).map_err(|error| format!("this image cannot be written as WebP: {error:?}"))?;
    Ok(encoded.to_vec())
}

/// The file itself, turned the right way up.
fn turned(mut unpacked: DynamicImage, shown: &Shown) -> Result<Vec<u8>, String> {
    upright::turn(&mut unpacked, &shown.image);
    let mut bytes = Vec::new();
    let written = match shown.image.form {
        Form::Jpeg => unpacked.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY_OF_TURNED)),
        form => unpacked.write_to(&mut Cursor::new(&mut bytes), raster::format(form).unwrap_or(ImageFormat::Png)),
    };
    written.map_err(|error| format!("this image cannot be turned: {error}"))?;
    Ok(bytes)
}
