//! Points as PNG, in sixteen shades from a ground to an ink.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use super::letters::Canvas;
use super::theme::colour::Colour;

/// How many shades there are: as many as four bits tell apart, so that two points are a byte.
const SHADES: u8 = 16;

/// A canvas in sixteen shades, two points a byte.
#[derive(Debug)]
pub struct Packed {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Packed {
    /// Packs a canvas.
    pub fn of(canvas: &Canvas) -> Packed {
        let across = canvas.width.div_ceil(2);
        let mut bytes = vec![0; across * canvas.height];
        for (row, onto) in canvas.points.chunks_exact(canvas.width.max(1)).zip(bytes.chunks_exact_mut(across.max(1))) {
            pack(row, onto);
        }
        Packed { width: canvas.width, height: canvas.height, bytes }
    }

    /// Packs a canvas of which most rows are those of another one, which is packed already.
    pub fn over(canvas: &Canvas, (before, packed): (&Canvas, &Packed)) -> Packed {
        let mut bytes = packed.bytes.clone();
        let rows = canvas.points.chunks_exact(canvas.width.max(1)).zip(before.points.chunks_exact(before.width.max(1)));
        for ((row, old), onto) in rows.zip(bytes.chunks_exact_mut(canvas.width.div_ceil(2).max(1))) {
            if row != old {
                pack(row, onto);
            }
        }
        Packed { width: canvas.width, height: canvas.height, bytes }
    }
}

/// What was drawn on a canvas, in shades from `ground` to `ink`.
pub fn of_shades(packed: &Packed, ground: Colour, ink: Colour) -> Vec<u8> {
    let shade = |at: u8| ground.mixed(ink, f64::from(at) / f64::from(SHADES - 1));
    let palette: Vec<u8> = (0..SHADES).map(shade).flat_map(|Colour { red, green, blue }| [red, green, blue]).collect();
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, packed.width as u32, packed.height as u32);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Four);
    encoder.set_palette(palette);
    // Most rows are as the one above them, and what is left is nothing.
    encoder.set_compression(Compression::Fastest);
    encoder.set_filter(Filter::Up);
    // Writing to memory does not fail, and the rows are as many and as long as was said.
    let _ = encoder.write_header().and_then(|mut writer| writer.write_image_data(&packed.bytes));
    out
}

/// A row of points as four bits each; an odd last one has nothing beside it.
fn pack(row: &[u8], onto: &mut [u8]) {
    let pairs = row.chunks_exact(2);
    if let ([single], Some(last)) = (pairs.remainder(), onto.last_mut()) {
        *last = single & 0xf0;
    }
    for (pair, packed) in pairs.zip(onto) {
        *packed = (pair[0] & 0xf0) | (pair[1] >> 4);
    }
}
