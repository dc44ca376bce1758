//! Colours as a theme gives them: what they are beside each other, and the shades that follow from one.

use std::fmt;

/// A colour of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// A colour as eyes tell it apart: Björn Ottosson's OKLab (2020), lightness from 0 to 1, and what is not grey in it as two coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    lightness: f64,
    green_red: f64,
    blue_yellow: f64,
}

/// From one lightness to the next that is tried.
const STEP: f64 = 0.002;

impl Colour {
    pub const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
    pub const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };

    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let size = match digits.len() {
            3 => 1,
            6 => 2,
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(&digits[at * size..(at + 1) * size].repeat(2 / size), 16).ok();
        Some(Colour { red: part(0)?, green: part(1)?, blue: part(2)? })
    }

    /// WCAG 2's contrast: from 1 for the same colour to 21 for black on white.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// How light it looks, from 0 to 1.
    pub fn lightness(self) -> f64 {
        self.seen().lightness
    }

    /// The same hue in another lightness, with so much of its strength: 1 for all of it, and never more than `most`.
    pub fn shade(self, lightness: f64, strength: f64, most: f64) -> Colour {
        let seen = self.seen();
        let chroma = libm::hypot(seen.green_red, seen.blue_yellow);
        let wanted = (chroma * strength).min(most);
        let factor = if chroma > 0.0 { wanted / chroma } else { 0.0 };
        Seen { lightness: lightness.clamp(0.0, 1.0), green_red: seen.green_red * factor, blue_yellow: seen.blue_yellow * factor }.shown()
    }

    /// A colour between this and another, as light mixes on a screen: 0 is this one, 1 the other.
    pub fn mixed(self, other: Colour, part: f64) -> Colour {
        let mix = |one: u8, other: u8| (f64::from(one) + (f64::from(other) - f64::from(one)) * part + 0.5) as u8;
        Colour { red: mix(self.red, other.red), green: mix(self.green, other.green), blue: mix(self.blue, other.blue) }
    }

    /// The nearest lightness in which this has the contrast `least` to all of `others`; itself where it has, or where nothing would.
    pub fn told_from(self, others: &[Colour], least: f64) -> Colour {
        let holds = |colour: &Colour| others.iter().all(|other| colour.contrast(*other) >= least);
        let own = self.lightness();
        let steps = (1..=(1.0 / STEP) as u32).map(|step| f64::from(step) * STEP);
        let around = steps.flat_map(|step| [own - step, own + step]).filter(|lightness| (0.0..=1.0).contains(lightness));
        let tried = around.map(|lightness| self.shade(lightness, 1.0, 1.0));
        [self].into_iter().chain(tried).chain([Colour::BLACK, Colour::WHITE]).find(holds).unwrap_or(self)
    }

    /// WCAG 2's relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.light();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Red, green and blue as light, without the curve of screens.
    fn light(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let value = f64::from(part) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        })
    }

    fn seen(self) -> Seen {
        let [red, green, blue] = self.light();
        let long = libm::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        let middle = libm::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        let short = libm::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        Seen {
            lightness: 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
            green_red: 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
            blue_yellow: 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
        }
    }
}

impl Seen {
    /// The colour on a screen; where screens have none so strong, the strongest of that hue and lightness.
    fn shown(self) -> Colour {
        let mut factor = 1.0;
        while factor > 0.0 {
            let light = Seen { green_red: self.green_red * factor, blue_yellow: self.blue_yellow * factor, ..self }.light();
            if light.iter().all(|part| (-0.0005..=1.0005).contains(part)) {
                return of_light(light);
            }
            factor -= 0.02;
        }
        of_light(Seen { green_red: 0.0, blue_yellow: 0.0, ..self }.light())
    }

    fn light(self) -> [f64; 3] {
        let cube = |value: f64| value * value * value;
        let long = cube(self.lightness + 0.3963377774 * self.green_red + 0.2158037573 * self.blue_yellow);
        let middle = cube(self.lightness - 0.1055613458 * self.green_red - 0.0638541728 * self.blue_yellow);
        let short = cube(self.lightness - 0.0894841775 * self.green_red - 1.2914855480 * self.blue_yellow);
        [
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        ]
    }
}

fn of_light(light: [f64; 3]) -> Colour {
    let [red, green, blue] = light.map(|part| {
        let part = part.clamp(0.0, 1.0);
        let value = if part <= 0.0031308 { part * 12.92 } else { 1.055 * libm::pow(part, 1.0 / 2.4) - 0.055 };
        (value * 255.0 + 0.5) as u8
    });
    Colour { red, green, blue }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Colour;

    #[test]
    fn colours_are_read_and_written() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Colour::parse(text).map(|colour| colour.to_string()).as_deref(), expected, "{text}");
        };
        check("#0b5a54", Some("#0b5a54"));
        check("#FFF", Some("#ffffff"));
        check("red", None);
        check("#12345", None);
        check("#é1", None);
        check("#fff; } body{", None);
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let contrast = |one: &str, other: &str| Colour::parse(one).unwrap().contrast(Colour::parse(other).unwrap());
        assert!((contrast("#000", "#fff") - 21.0).abs() < 0.001);
        assert!((contrast("#767676", "#fff") - 4.54).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn a_colour_keeps_its_own_lightness(red: u8, green: u8, blue: u8) {
            let colour = Colour { red, green, blue };
            let same = colour.shade(colour.lightness(), 1.0, 1.0);
            let near = |one: u8, other: u8| one.abs_diff(other) <= 2;
            prop_assert!(near(same.red, red) && near(same.green, green) && near(same.blue, blue), "{colour} became {same}");
        }

        #[test]
        fn there_is_always_a_lightness_that_can_be_read(red: u8, green: u8, blue: u8) {
            let found = Colour { red, green, blue }.told_from(&[Colour::WHITE, Colour { red: 242, green: 240, blue: 232 }], 4.5);
            prop_assert!(found.contrast(Colour::WHITE) >= 4.5);
        }
    }
}
