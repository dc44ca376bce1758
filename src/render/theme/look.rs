//! What a theme is known by: its logo, its icons, and the colours that a browser frames the page with.

use std::collections::BTreeMap;

use image::ImageReader;
use serde::Serialize;
use tera::Value;

use super::assets::{Asset, Assets};
use super::layer::{Layer, Named};
use super::tokens::{Palette, Tokens};
use crate::diag::{Code, Report, nearest};
use crate::registry::language::DEFAULT;
use crate::registry::settings::Settings;
use crate::render::card::{in_language, initials};
use crate::render::icon::{self, Icons};
use crate::syntax::image::Form;
use crate::syntax::image::svg;

/// A sheet of the site's own, which every page has after all others.
const CUSTOM: &str = "custom.css";

/// `theme` as templates have it.
#[derive(Serialize)]
struct Look {
    /// Colours by their names, with `_` for `-`.
    light: BTreeMap<String, String>,
    dark: BTreeMap<String, String>,
    logo: Option<Logo>,
    icons: IconsView,
    /// The address of the site's own sheet, or nothing.
    custom: String,
}

#[derive(Serialize)]
struct Logo {
    url: String,
    /// The same for the dark; empty where one is for both.
    dark_url: String,
    width: u32,
    height: u32,
    /// Does it have the site's name in it?
    alone: bool,
}

#[derive(Serialize)]
struct IconsView {
    svg: String,
    ico: String,
    touch: String,
    manifest: String,
}

/// Adds the icons to the assets, and says what pages are told of all of it.
pub fn dress(assets: &mut Assets, layers: &[Layer], tokens: &Tokens, settings: &Settings, report: &mut Report) -> Value {
    let base = &settings.base_url.path;
    let address = |assets: &Assets, name: &str| assets.get(name).map(|asset| format!("{base}/{}", asset.path)).unwrap_or_default();
    let logo = logo(assets, layers, report).map(|(logo, dark, (width, height), alone)| Logo {
        url: address(assets, &logo),
        dark_url: dark.map(|dark| address(assets, &dark)).unwrap_or_default(),
        width,
        height,
        alone,
    });
    let icons = icons(assets, layers, tokens, settings, report);
    let look = Look {
        light: colours(&tokens.light),
        dark: colours(&tokens.dark),
        logo,
        icons: IconsView {
            svg: icons.map(|name| address(assets, &name)).unwrap_or_default(),
            ico: address(assets, "favicon.ico"),
            touch: address(assets, "apple-touch-icon.png"),
            manifest: address(assets, "site.webmanifest"),
        },
        custom: address(assets, CUSTOM),
    };
    Value::from_serializable(&look)
}

fn colours(palette: &Palette) -> BTreeMap<String, String> {
    palette.all().map(|(token, colour)| (token.replace('-', "_"), colour.to_string())).collect()
}

/// The logo, that for the dark where there is one, its size, and whether the name is in it.
fn logo(assets: &Assets, layers: &[Layer], report: &mut Report) -> Option<(String, Option<String>, (u32, u32), bool)> {
    let layer = layers.iter().rev().find(|layer| layer.logo.is_some())?;
    let logo = layer.logo.as_ref()?;
    let asset = found(logo, assets, report)?;
    let dark = layer.dark_logo.as_ref().filter(|dark| found(dark, assets, report).is_some());
    match size(&logo.name, &asset.bytes) {
        Some(size) => Some((logo.name.clone(), dark.map(|dark| dark.name.clone()), size, layer.logo_alone)),
        None => {
            report
                .say(logo.span, Code::BrokenSettings, format!("`{}` is no image that can be shown", logo.name))
                .help("give it as SVG or PNG");
            None
        }
    }
}

/// The asset that is named; else it is reported.
fn found<'a>(named: &Named, assets: &'a Assets, report: &mut Report) -> Option<&'a Asset> {
    let asset = assets.get(&*named.name);
    if asset.is_none() {
        let near = nearest(&named.name, assets.keys().map(|known| &**known)).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "put it into the theme's assets/".into());
        report.say(named.span, Code::BrokenSettings, format!("the theme has no asset `{}`", named.name)).help(help);
    }
    asset
}

/// How wide and high an image is shown, in whole units.
fn size(name: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let whole = |side: f64| side.round().clamp(1.0, 10_000.0) as u32;
    match Form::by_name(name)? {
        Form::Svg => {
            svg::clean(std::str::from_utf8(bytes).ok()?).ok().map(|drawing| (whole(drawing.size.width), whole(drawing.size.height)))
        }
        _ => ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?.into_dimensions().ok(),
    }
}

/// Publishes the icons, and gives the name of the drawing among them. They are made of the icon that the theme names, else of the letters
/// that the site is known by.
fn icons(assets: &mut Assets, layers: &[Layer], tokens: &Tokens, settings: &Settings, report: &mut Report) -> Option<String> {
    let named = layers.iter().rev().find_map(|layer| layer.icon.as_ref());
    let own = named.and_then(|named| found(named, assets, report).map(|asset| (named, asset)));
    let title = in_language(&settings.title, DEFAULT);
    let letters: String = initials(title).chars().take(2).collect();
    let (ground, ink) = (tokens.light.get("accent"), tokens.light.get("paper"));
    let mut svg = Some("favicon.svg".to_owned());
    let icons = match own {
        Some((named, _)) if Form::by_name(&named.name) == Some(Form::Svg) => {
            // What is drawn for a window of a browser is not drawn into points: for those there are the letters.
            svg = Some(named.name.clone());
            icon::of_letters(&letters, ground, ink)
        }
        Some((named, asset)) => {
            svg = None;
            let made = icon::of_image(&asset.bytes);
            if made.is_none() {
                report
                    .say(named.span, Code::BrokenSettings, format!("`{}` is no image that an icon can be made of", named.name))
                    .help("give it as SVG or as a square PNG, 512 points wide");
            }
            made.unwrap_or_else(|| icon::of_letters(&letters, ground, ink))
        }
        None => icon::of_letters(&letters, ground, ink),
    };
    let Icons { drawing, points } = &*icons;
    if svg.as_deref() == Some("favicon.svg") {
        assets.insert("favicon.svg".into(), Asset::of("favicon.svg", drawing.clone().into_bytes()));
    }
    let png = |side: u32| points.iter().find(|(own, _)| *own == side).map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    for (name, bytes) in
        [("favicon.ico", icon::ico(&png(32))), ("apple-touch-icon.png", png(180)), ("icon-192.png", png(192)), ("icon-512.png", png(512))]
    {
        assets.insert(name.into(), Asset::of(name, bytes));
    }
    let file = |name: &str| assets.get(name).and_then(|asset| asset.path.rsplit('/').next()).unwrap_or_default().to_owned();
    let listed = |name: &str, size: &str| serde_json::json!({ "src": file(name), "sizes": size, "type": "image/png", "purpose": "any" });
    let manifest = serde_json::json!({
        "name": title,
        "icons": [listed("icon-192.png", "192x192"), listed("icon-512.png", "512x512")],
        "start_url": format!("{}/", settings.base_url.path),
        "scope": format!("{}/", settings.base_url.path),
        "display": "browser",
        "theme_color": ground.to_string(),
        "background_color": ink.to_string(),
    });
    let manifest = Asset::of("site.webmanifest", manifest.to_string().into_bytes());
    assets.insert("site.webmanifest".into(), manifest);
    svg
}
