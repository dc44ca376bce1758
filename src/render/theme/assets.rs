//! The published files of a theme: under names that change with their bytes, and the sheets of every page as one.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::layer::{Face, Layer, Named};
use super::sheet::compact;
use super::tokens::Tokens;
use crate::diag::{Code, FileId, Report, nearest};
use crate::render::encoded;
use crate::source::{Content, SourceTree};

/// The sheet that every page has: the tokens, and the sheets that the theme lists.
pub const STYLES: &str = "styles.css";

/// The tokens by themselves, for what stands outside of pages.
pub const TOKENS: &str = "tokens.css";

/// A published file of a theme.
pub struct Asset {
    /// Below `output/`, with the hash in its name.
    pub path: Box<str>,
    pub bytes: Vec<u8>,
}

/// The assets by the names that they have in the theme.
pub type Assets = BTreeMap<Box<str>, Asset>;

impl Asset {
    /// A file that is published under its name and a hash.
    pub fn of(name: &str, bytes: Vec<u8>) -> Asset {
        Asset { path: hashed(name, &bytes).into(), bytes }
    }
}

/// Publishes the files of a theme; style sheets name the others by their published names.
pub fn publish(files: &BTreeMap<Box<str>, FileId>, tokens: &Tokens, layers: &[Layer], tree: &SourceTree, report: &mut Report) -> Assets {
    let mut assets = Assets::new();
    let (mut sheets, others): (Vec<_>, Vec<_>) =
        files.iter().map(|(name, file)| (&**name, *file)).partition(|(name, _)| name.ends_with(".css"));
    for (name, file) in others {
        let bytes = match &tree.file(file).content {
            Content::Text(text) => text.as_bytes().to_vec(),
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::Unread(_) => continue,
        };
        assets.insert(name.into(), Asset::of(name, bytes));
    }
    report_lost_fonts(&tokens.faces, &assets, tree, report);
    let tokens = tokens.sheet(&|face| font(&face.file.name, &assets, tree));
    let mut bundle = tokens.clone();
    for Named { name, span } in layers.iter().rev().find_map(|layer| layer.styles.as_deref()).unwrap_or_default() {
        match sheets.iter().position(|(known, _)| known == name) {
            Some(at) => bundle.push_str(&with_published_names(&text(tree, sheets.remove(at).1), STYLES, &assets)),
            None => {
                let near = nearest(name, sheets.iter().map(|(known, _)| *known)).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "`styles` lists sheets of the theme's assets/, each once".into());
                report.say(*span, Code::BrokenSettings, format!("the theme has no sheet `{name}`")).help(help);
            }
        }
    }
    let rest: Vec<(&str, String)> =
        sheets.iter().map(|(name, file)| (*name, with_published_names(&text(tree, *file), name, &assets))).collect();
    for (name, text) in rest.into_iter().chain([(STYLES, bundle), (TOKENS, tokens)]) {
        assets.insert(name.into(), Asset::of(name, compact(&text).into_bytes()));
    }
    assets
}

fn text(tree: &SourceTree, file: FileId) -> String {
    match &tree.file(file).content {
        Content::Text(text) => text.to_string(),
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::Unread(_) => String::new(),
    }
}

/// Where a font lies, seen from the sheets: among the theme's assets, or in `static/`.
fn font(name: &str, assets: &Assets, tree: &SourceTree) -> Option<String> {
    let copied = || tree.find(&format!("static/{name}")).map(|_| name.to_owned());
    let path = assets.get(name).map(|asset| asset.path.to_string()).or_else(copied)?;
    Some(format!("../{}", encoded(&path)))
}

fn report_lost_fonts(faces: &[Face], assets: &Assets, tree: &SourceTree, report: &mut Report) {
    for Face { file: Named { name, span }, .. } in faces.iter().filter(|face| font(&face.file.name, assets, tree).is_none()) {
        let copied = tree.files().filter_map(|(_, file)| file.path.strip_prefix("static/"));
        let near = nearest(name, assets.keys().map(|known| &**known).chain(copied)).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| "put it into the theme's assets/ or into static/".into());
        report.say(*span, Code::BrokenSettings, format!("there is no file `{name}`")).help(help);
    }
}

/// Is `path`, below `output/`, the published name of an asset with these bytes?
pub fn is_hashed(path: &str, bytes: &[u8]) -> bool {
    let name = path.strip_prefix("assets/").and_then(|name| {
        let (rest, ending) = name.rsplit_once('.')?;
        let (stem, _) = rest.rsplit_once('.')?;
        Some(format!("{stem}.{ending}"))
    });
    name.is_some_and(|name| hashed(&name, bytes) == path)
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = xxh3_64(bytes) >> 24;
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}.{hash:010x}.{ending}"),
        None => format!("assets/{name}.{hash:010x}"),
    }
}

/// A style sheet whose `url(…)`s lead to the published names of the assets beside it.
fn with_published_names(text: &str, sheet: &str, assets: &Assets) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + 4);
        out.push_str(before);
        let end = after.find(')').unwrap_or(after.len());
        let written = after[..end].trim_matches(['"', '\'', ' ']);
        let published = assets.get(written).map(|asset| format!("{}{}", "../".repeat(sheet.matches('/').count() + 1), asset.path));
        out.push_str(&published.map_or_else(|| after[..end].to_owned(), |path| format!("\"{path}\"")));
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}
