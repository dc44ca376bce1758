//! The shades that follow from a colour that a theme sets: a site gives its accent, and its hover, its grounds and the dark come by themselves.

use super::contrast::{TEXT, grounds};
use super::{Colour, Layer, Palette, Scheme, Tokens};

/// Works out what the layer does not set of what follows from the colours that it does.
pub fn follow(tokens: &mut Tokens, layer: &Layer) {
    let sets = |scheme: Scheme, token: &str| {
        let given = if scheme == Scheme::Light { &layer.light } else { &layer.dark };
        given.iter().any(|given| given.token == token)
    };
    for scheme in [Scheme::Light, Scheme::Dark] {
        let palette = if scheme == Scheme::Light { &mut tokens.light } else { &mut tokens.dark };
        let missing = |palette: &mut Palette, base: &str, shades: &[(&'static str, Colour)]| {
            if sets(scheme, base) {
                shades.iter().filter(|(token, _)| !sets(scheme, token)).for_each(|(token, colour)| palette.derive(token, *colour));
            }
        };
        let shades = of_paper(palette.get("paper"), scheme);
        missing(palette, "paper", &shades);
        let shades = [("ink-soft", palette.get("ink").mixed(palette.get("paper"), 0.28).told_from(&grounds(palette), TEXT))];
        missing(palette, "ink", &shades);
        let shades = of_accent(palette.get("accent"), palette, scheme);
        missing(palette, "accent", &shades);
        let shades = of_warning(palette.get("warn"), scheme);
        missing(palette, "warn", &shades);
    }
    // Who gives one accent has one brand: the dark is told it too.
    if sets(Scheme::Light, "accent") && !sets(Scheme::Dark, "accent") {
        let brand = tokens.light.get("accent");
        let accent = brand.shade(0.81, 1.0, 0.13).told_from(&grounds(&tokens.dark), TEXT);
        tokens.dark.derive("accent", accent);
        let mut shades = of_accent(accent, &tokens.dark, Scheme::Dark);
        shades.extend([("bar", brand.shade(0.56, 1.0, 0.2))]);
        for (token, colour) in shades.into_iter().filter(|(token, _)| !sets(Scheme::Dark, token)) {
            tokens.dark.derive(token, colour);
        }
    }
}

type Shades = Vec<(&'static str, Colour)>;

/// What lies on paper, what is set into it, and the lines on it.
fn of_paper(paper: Colour, scheme: Scheme) -> Shades {
    let own = paper.lightness();
    let at = |by: f64, strength: f64| paper.shade(own + by, strength, 1.0);
    let (surface, sunken, line) = match scheme {
        Scheme::Light => (at(0.02, 0.5), at(-0.03, 1.0), at(-0.1, 1.0)),
        Scheme::Dark => (at(0.04, 1.0), at(0.085, 1.0), at(0.135, 1.0)),
    };
    let strong = at(if scheme == Scheme::Light { -0.38 } else { 0.4 }, 1.0).told_from(&[paper, surface, sunken], 3.0);
    vec![("surface", surface), ("sunken", sunken), ("line", line), ("line-strong", strong)]
}

fn of_accent(accent: Colour, palette: &Palette, scheme: Scheme) -> Shades {
    let own = accent.lightness();
    let (soft, line, strong) = match scheme {
        Scheme::Light => (accent.shade(0.945, 0.35, 0.018), accent.shade(0.82, 0.6, 0.07), accent.shade(own - 0.1, 0.9, 1.0)),
        Scheme::Dark => (accent.shade(0.305, 0.5, 0.038), accent.shade(0.46, 0.6, 0.07), accent.shade(own + 0.08, 0.7, 1.0)),
    };
    let on: Vec<Colour> = grounds(palette).into_iter().chain([soft]).collect();
    vec![("accent-strong", strong.told_from(&on, TEXT)), ("accent-soft", soft), ("accent-line", line), ("bar", accent)]
}

fn of_warning(warn: Colour, scheme: Scheme) -> Shades {
    let (soft, line) = if scheme == Scheme::Light { (0.96, 0.77) } else { (0.29, 0.51) };
    vec![("warn-soft", warn.shade(soft, 0.4, 0.04)), ("warn-line", warn.shade(line, 1.0, 0.11))]
}
