//! Points as PNG, in sixteen shades from a ground to an ink.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use super::letters::Canvas;
use super::theme::colour::Colour;

/// How many shades there are: as many as four bits tell apart, so that two points are a byte.
const SHADES: u8 = 16;

/// What is drawn on a canvas, in shades from `ground` to `ink`.
pub fn of_shades(canvas: &Canvas, ground: Colour, ink: Colour) -> Vec<u8> {
    let shade = |at: u8| ground.mixed(ink, f64::from(at) / f64::from(SHADES - 1));
    let palette: Vec<u8> = (0..SHADES).map(shade).flat_map(|Colour { red, green, blue }| [red, green, blue]).collect();
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, canvas.width as u32, canvas.height as u32);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Four);
    encoder.set_palette(palette);
    // Most rows are as the one above them, and what is left is nothing.
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let packed: Vec<u8> = canvas.points.chunks(canvas.width.max(1)).flat_map(packed_row).collect();
    // Writing to memory does not fail, and the rows are as many and as long as was said.
    let _ = encoder.write_header().and_then(|mut writer| writer.write_image_data(&packed));
    out
}

/// A row of points as four bits each.
fn packed_row(row: &[u8]) -> impl Iterator<Item = u8> {
    row.chunks(2).map(|pair| (pair[0] & 0xf0) | pair.get(1).map_or(0, |second| second >> 4))
}
