//! What everything in a theme's style sheets is built from: its colours for light and for dark, its faces and its sizes.

mod contrast;
mod shades;

use std::collections::BTreeMap;

use super::colour::Colour;
use super::layer::{COLOURS, Face, Given, Layer};
use crate::diag::{Report, Span};
use crate::source::Origin;

/// The tokens of a theme, each from the last `theme.toml` that sets it, or worked out from what that one sets.
#[derive(Debug, Default)]
pub struct Tokens {
    pub light: Palette,
    pub dark: Palette,
    plain: BTreeMap<&'static str, String>,
    pub faces: Vec<Face>,
}

/// The colours of one scheme.
#[derive(Debug, Default)]
pub struct Palette {
    colours: BTreeMap<&'static str, Colour>,
    /// Where the site itself sets them.
    places: BTreeMap<&'static str, Span>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Light,
    Dark,
}

impl Tokens {
    /// Lays the tokens of one `theme.toml` over another's, the last one counting most.
    pub fn of(layers: &[Layer]) -> Tokens {
        let mut tokens = Tokens::default();
        for layer in layers {
            tokens.light.set(&layer.light, layer.origin);
            tokens.dark.set(&layer.dark, layer.origin);
            shades::follow(&mut tokens, layer);
            tokens.plain.extend(layer.plain.iter().map(|(token, value)| (*token, value.clone())));
            // A site's own copy of a theme names its fonts again.
            let is_new = |face: &&Face| tokens.faces.iter().all(|known| known.file.name != face.file.name);
            let faces: Vec<Face> = layer.faces.iter().filter(is_new).cloned().collect();
            tokens.faces.extend(faces);
        }
        tokens
    }

    /// Reports the colours that cannot be told from what they stand on.
    pub fn check(&self, report: &mut Report) {
        contrast::check(&self.light, Scheme::Light, report);
        contrast::check(&self.dark, Scheme::Dark, report);
    }

    /// The tokens as a style sheet; `address` finds the file of a font.
    pub fn sheet(&self, address: &dyn Fn(&Face) -> Option<String>) -> String {
        let mut out = String::new();
        for face in &self.faces {
            if let Some(url) = address(face) {
                let Face { family, weight, slant, .. } = face;
                out.push_str(&format!(
                    "@font-face {{ font-family: \"{family}\"; src: url(\"{url}\"); font-weight: {weight}; font-style: {slant}; font-display: swap; }}\n"
                ));
            }
        }
        out.push_str(":root { color-scheme: light dark; ");
        for (token, value) in &self.plain {
            out.push_str(&format!("--{token}: {value}; "));
        }
        self.light.write(&mut out);
        // Paper is never dark.
        out.push_str("}\n@media screen and (prefers-color-scheme: dark) {\n:root { ");
        self.dark.write(&mut out);
        out.push_str("}\n}\n");
        out
    }
}

/// The tokens of the built-in theme.
#[cfg(test)]
pub fn built_in() -> Tokens {
    let tree = crate::source::SourceTree::of(std::path::PathBuf::new(), crate::source::built_in::files().collect());
    let file = tree.find("themes/eko/theme.toml").expect("it is built in");
    let mut report = Report::default();
    let layer = Layer::read(&tree, file, &mut report);
    assert!(report.iter().next().is_none(), "{report:?}");
    Tokens::of(&[Layer { origin: Origin::Site, ..layer }])
}

impl Palette {
    /// A colour of the scheme; ink where the theme leaves it out, which the built-in one never does.
    pub fn get(&self, token: &str) -> Colour {
        self.colours.get(token).copied().unwrap_or(Colour::BLACK)
    }

    /// The colours by their names.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Colour)> {
        self.colours.iter().map(|(token, colour)| (*token, *colour))
    }

    fn set(&mut self, given: &[Given], origin: Origin) {
        for Given { token, colour, span } in given {
            self.colours.insert(token, *colour);
            if origin == Origin::Site {
                self.places.insert(token, *span);
            }
        }
    }

    /// Sets a colour that follows from another.
    fn derive(&mut self, token: &'static str, colour: Colour) {
        self.colours.insert(token, colour);
        self.places.remove(token);
    }

    fn write(&self, out: &mut String) {
        for token in COLOURS {
            if let Some(colour) = self.colours.get(token) {
                out.push_str(&format!("--{token}: {colour}; "));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::contrast::{TEXT, grounds};
    use super::*;
    use crate::diag::FileId;

    fn given(token: &'static str, colour: Colour) -> Given {
        Given { token, colour, span: Span::start_of(FileId(0)) }
    }

    fn layer(light: Vec<Given>) -> Layer {
        Layer { light, ..Layer::empty(Origin::Site) }
    }

    /// The built-in theme with these colours on top.
    fn with(light: Vec<Given>) -> Tokens {
        let mut tokens = built_in();
        let layer = layer(light);
        tokens.light.places.clear();
        tokens.dark.places.clear();
        tokens.light.set(&layer.light, layer.origin);
        shades::follow(&mut tokens, &layer);
        tokens
    }

    fn findings(tokens: &Tokens) -> Vec<String> {
        let mut report = Report::default();
        tokens.check(&mut report);
        report.iter().map(|found| format!("{}; {}", found.message, found.help.clone().unwrap_or_default())).collect()
    }

    #[test]
    fn the_built_in_colours_can_be_read() {
        assert_eq!(findings(&built_in()), Vec::<String>::new());
    }

    #[test]
    fn one_accent_gives_all_its_shades() {
        let accent = Colour { red: 0x8a, green: 0x15, blue: 0x38 };
        let (before, after) = (built_in(), with(vec![given("accent", accent)]));
        assert_eq!(after.light.get("bar"), accent);
        for token in ["accent", "accent-strong", "accent-soft", "accent-line"] {
            assert_ne!(before.light.get(token), after.light.get(token), "{token}");
            assert_ne!(before.dark.get(token), after.dark.get(token), "{token} in the dark");
        }
        assert_eq!(before.dark.get("paper"), after.dark.get("paper"));
        assert_eq!(findings(&after), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn what_is_worked_out_can_be_read(red: u8, green: u8, blue: u8) {
            let tokens = with(vec![given("accent", Colour { red, green, blue })]);
            for ground in grounds(&tokens.dark) {
                prop_assert!(tokens.dark.get("accent").contrast(ground) >= TEXT);
                prop_assert!(tokens.dark.get("accent-strong").contrast(ground) >= TEXT);
            }
            for ground in grounds(&tokens.light) {
                prop_assert!(tokens.light.get("accent-strong").contrast(ground) >= TEXT);
            }
            // What is complained of is the accent itself, once, with a colour that would do.
            let found = findings(&tokens);
            prop_assert!(found.len() <= 1, "{found:?}");
            prop_assert!(found.iter().all(|found| found.starts_with("`accent` has") && found.ends_with("that does")), "{found:?}");
        }
    }
}
