//! One `theme.toml` as it is written: the tokens that it sets, and the files that it names.

use super::colour::Colour;
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::source::{Origin, SourceTree};
use crate::syntax::toml::{self, Keys, Node, Table, Toml, wrong_type};

/// Every colour of a theme, in the order in which they are published.
pub const COLOURS: [&str; 16] = [
    "paper",
    "surface",
    "sunken",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "accent",
    "accent-strong",
    "accent-soft",
    "accent-line",
    "bar",
    "warn",
    "warn-soft",
    "warn-line",
    "logo-ground",
];

/// The faces of a theme.
const FONTS: [&str; 3] = ["serif", "sans", "mono"];

/// The sizes of a theme: as they are written, and as style sheets know them.
const SIZES: [(&str, &str); 3] = [("width", "wide"), ("measure", "measure"), ("radius", "radius")];

/// Names of faces that stand for whatever a system has, and are written without quotation marks.
const GENERIC: [&str; 13] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
    "math",
    "-apple-system",
    "fangsong",
];

/// What one `theme.toml` says.
#[derive(Debug)]
pub struct Layer {
    pub origin: Origin,
    pub light: Vec<Given>,
    pub dark: Vec<Given>,
    /// Stacks of faces and sizes by their tokens, ready for a style sheet.
    pub plain: Vec<(&'static str, String)>,
    pub faces: Vec<Face>,
    /// The sheets that every page has.
    pub styles: Option<Vec<Named>>,
    pub logo: Option<Named>,
    pub dark_logo: Option<Named>,
    /// Does the logo have the site's name in it?
    pub logo_alone: bool,
    pub icon: Option<Named>,
}

/// A colour and where it is written.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    pub token: &'static str,
    pub colour: Colour,
    pub span: Span,
}

/// A file that is named, and where.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub span: Span,
}

/// A font of the site's own.
#[derive(Clone, Debug)]
pub struct Face {
    pub family: String,
    pub file: Named,
    pub weight: String,
    pub slant: &'static str,
}

/// Which theme a `theme.toml` says that it rests on.
pub fn extends(tree: &SourceTree, file: FileId) -> Option<Named> {
    let table = table(tree, file, &mut Report::default());
    let node = &table.find("extends")?.node;
    Some(Named { name: node.as_text()?.to_owned(), span: node.span })
}

fn table(tree: &SourceTree, file: FileId, report: &mut Report) -> Table {
    toml::parse(tree.text(file), &toml::Origin::at(file, 0), Code::BrokenFrontMatter, report)
}

impl Layer {
    /// One that says nothing.
    pub fn empty(origin: Origin) -> Layer {
        Layer {
            origin,
            light: Vec::new(),
            dark: Vec::new(),
            plain: Vec::new(),
            faces: Vec::new(),
            styles: None,
            logo: None,
            dark_logo: None,
            logo_alone: false,
            icon: None,
        }
    }

    /// Reads a `theme.toml`; what is wrong in it is reported and left out.
    pub fn read(tree: &SourceTree, file: FileId, report: &mut Report) -> Layer {
        let table = table(tree, file, report);
        let mut keys = Keys::of(&table, "theme.toml");
        for key in ["name", "description", "extends"] {
            keys.text(key, report);
        }
        let mut layer = Layer::empty(tree.file(file).origin);
        for (key, token) in SIZES {
            let written = keys.text(key, report).zip(keys.node(key));
            if let Some(size) = written.and_then(|(text, node)| size(key, text, node.span, report)) {
                layer.plain.push((token, size));
            }
        }
        if let Some(table) = keys.table("fonts", report) {
            layer.read_fonts(table, report);
        }
        if let Some(table) = keys.table("colours", report) {
            let mut keys = Keys::of(table, "[colours]");
            layer.light = colours(&mut keys, report);
            if let Some(table) = keys.table("dark", report) {
                let mut keys = Keys::of(table, "[colours.dark]");
                layer.dark = colours(&mut keys, report);
                keys.finish(report);
            }
            keys.finish(report);
        }
        layer.read_logo(keys.node("logo"), report);
        layer.icon = keys.text("icon", report).zip(keys.node("icon")).map(|(name, node)| Named { name: name.into(), span: node.span });
        let listed = keys.node("styles").map(|node| toml::texts("styles", node, report));
        layer.styles = listed.map(|names| names.into_iter().map(|(name, span)| Named { name: name.into(), span }).collect());
        keys.finish(report);
        layer
    }

    /// One drawing for light and dark, or one for each.
    fn read_logo(&mut self, node: Option<&Node>, report: &mut Report) {
        let Some(node) = node else { return };
        let Toml::Table(table) = &node.value else {
            match node.as_text() {
                Some(name) => self.logo = Some(Named { name: name.into(), span: node.span }),
                None => wrong_type("logo", "text, or a table of `light`, `dark` and `alone`", node, report),
            }
            return;
        };
        let mut keys = Keys::of(table, "a logo");
        let mut file = |key| keys.text(key, report).zip(keys.node(key)).map(|(name, node)| Named { name: name.into(), span: node.span });
        (self.logo, self.dark_logo) = (file("light"), file("dark"));
        self.logo_alone = keys.flag("alone", report).unwrap_or(false);
        keys.finish(report);
    }

    fn read_fonts(&mut self, table: &Table, report: &mut Report) {
        let mut keys = Keys::of(table, "[fonts]");
        for token in FONTS {
            let written = keys.text(token, report).zip(keys.node(token));
            if let Some(stack) = written.and_then(|(text, node)| stack(text, node.span, report)) {
                self.plain.push((token, stack));
            }
        }
        match keys.node("files").map(|node| (&node.value, node)) {
            Some((Toml::List(items), _)) => self.faces = items.iter().filter_map(|item| face(item, report)).collect(),
            Some((_, node)) => wrong_type("files", "a list of tables", node, report),
            None => {}
        }
        keys.finish(report);
    }
}

fn colours<'a>(keys: &mut Keys<'a>, report: &mut Report) -> Vec<Given> {
    let mut given = Vec::new();
    for token in COLOURS {
        let Some((text, node)) = keys.text(token, report).zip(keys.node(token)) else { continue };
        match Colour::parse(text) {
            Some(colour) => given.push(Given { token, colour, span: node.span }),
            None => {
                report
                    .say(node.span, Code::BrokenSettings, format!("`{text}` is no colour"))
                    .help("write it as # and six digits or letters from a to f, such as #0b5a54");
            }
        }
    }
    given
}

/// A length as style sheets have it.
fn size(key: &str, text: &str, span: Span, report: &mut Report) -> Option<String> {
    let text = text.trim();
    let unit = ["rem", "em", "px", "ch"].into_iter().find(|unit| text.ends_with(unit));
    let number = unit.and_then(|unit| text.strip_suffix(unit)).or((text == "0").then_some("0"));
    let is_plain = |number: &&str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let length = number.filter(is_plain).and_then(|number| number.parse::<f64>().ok()).filter(|length| *length <= 5000.0);
    if let (Some(length), true) = (length, key == "radius" || length.is_some_and(|length| length > 0.0)) {
        return Some(format!("{length}{}", unit.unwrap_or("rem")));
    }
    let help =
        format!("write `{key}` as a number and a unit: rem, em, px or ch, such as {}", if key == "radius" { "0.5rem" } else { "73rem" });
    report.say(span, Code::BrokenSettings, format!("`{text}` is no length")).help(help);
    None
}

/// A stack of faces as style sheets have it, every name in quotation marks that is one.
fn stack(text: &str, span: Span, report: &mut Report) -> Option<String> {
    let mut names = Vec::new();
    for written in text.split(',') {
        let name = family(written);
        match name {
            Some(name) if GENERIC.contains(&&*name) => names.push(name),
            Some(name) => names.push(format!("\"{name}\"")),
            None => {
                no_face(written.trim(), span, report);
                return None;
            }
        }
    }
    Some(names.join(", "))
}

/// A face's name without quotation marks; nothing where it holds what no name holds.
fn family(written: &str) -> Option<String> {
    let written = written.trim();
    let unquoted = ['"', '\''].iter().find_map(|quote| written.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(written).trim();
    let is_plain = |letter: char| letter.is_alphanumeric() || " -_.+&".contains(letter);
    (!unquoted.is_empty() && unquoted.chars().all(is_plain)).then(|| unquoted.to_owned())
}

fn no_face(name: &str, span: Span, report: &mut Report) {
    report
        .say(span, Code::BrokenSettings, format!("`{name}` is no name of a face"))
        .help("write names with commas between them, such as \"Charter, Georgia, serif\"");
}

/// A font in a file of the site's own.
fn face(item: &Node, report: &mut Report) -> Option<Face> {
    let Toml::Table(table) = &item.value else {
        wrong_type("files", "a list of tables", item, report);
        return None;
    };
    let mut keys = Keys::of(table, "a font's file");
    let own = keys.text("family", report).zip(keys.node("family"));
    let file = keys.text("file", report).zip(keys.node("file")).map(|(name, node)| Named { name: name.into(), span: node.span });
    let weight = keys.text("weight", report).zip(keys.node("weight"));
    let slant = keys.text("style", report).zip(keys.node("style"));
    keys.finish(report);
    if own.is_none() || file.is_none() {
        let missing = if own.is_none() { "family" } else { "file" };
        report.say(item.span, Code::MissingField, format!("a font's file has no `{missing}`"));
    }
    let (name, node) = own?;
    let family = family(name);
    if family.is_none() {
        no_face(name, node.span, report);
    }
    let is_weight = |text: &str| {
        text.split(' ').count() <= 2 && text.split(' ').all(|part| part.parse().is_ok_and(|one: u16| (1..=1000).contains(&one)))
    };
    if let Some((text, node)) = weight.filter(|(text, _)| !is_weight(text)) {
        report
            .say(node.span, Code::BrokenSettings, format!("`{text}` is no weight of a font"))
            .help("write a number from 1 to 1000, such as \"700\", or two for a font that can be all between them, such as \"100 900\"");
    }
    let slant = match slant {
        Some(("italic", _)) => "italic",
        Some((text, node)) if text != "normal" => {
            let near = nearest(text, ["normal", "italic"]).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| "write normal or italic".into());
            report.say(node.span, Code::BrokenSettings, format!("`{text}` is no style of a font")).help(help);
            "normal"
        }
        _ => "normal",
    };
    let weight = weight.map(|(text, _)| text).filter(|text| is_weight(text)).unwrap_or("400").to_owned();
    Some(Face { family: family?, file: file?, weight, slant })
}
