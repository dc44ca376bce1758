//! `missing-image`: an image, a file or a document that a text names does not exist.

use super::Lead;
use crate::diag::{Code, Report, Span, near, nearest};
use crate::registry::target::Target;
use crate::source::SourceTree;

/// Files of a folder that are looked at for the nearest name: more would take long where many names are wrong.
const LOOKED_AT: usize = 500;

/// What is missing, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Image,
    File,
}

/// Does an embed name a file? An id has no dot.
pub fn is_file_name(written: &str) -> bool {
    written.split('#').next().unwrap_or(written).contains('.')
}

/// Reports an image or a link that leads to no file.
pub fn check(lead: &Lead<'_>, sort: Sort, tree: &SourceTree, report: &mut Report) {
    let written = lead.written;
    if sort == Sort::Image && lead.target == Target::Outside {
        let message = "this image lies on another site, from which no page may load anything";
        report.say(lead.span, Code::MissingImage, message).help("save it beside this document or into content/media/, and name that file");
        return;
    }
    if lead.target != Target::Nothing {
        return;
    }
    if written.is_empty() {
        report.say(lead.span, Code::MissingImage, "this leads nowhere").help("write an address between the round brackets");
        return;
    }
    let (noun, place) = match sort {
        Sort::Image => ("image", "put it beside this document or into content/media/"),
        Sort::File => ("file", "write an address with https://, or the way from this file to the other, as in `../hubs/bdih.md`"),
    };
    let near = like(written, lead, tree, &|name, names| nearest(name, names.iter().copied()).map(str::to_owned));
    let help = near.as_ref().map_or_else(|| place.to_owned(), |near| format!("did you mean `{near}`?"));
    let found = report.say(lead.span, Code::MissingImage, format!("there is no {noun} `{written}`")).help(help);
    let certain =
        near.and_then(|_| like(written, lead, tree, &|name, names| near::certain(name, names.iter().copied()).map(str::to_owned)));
    // What follows the file's name, as `#section` does, stays.
    let path = written.split(['#', '?']).next().unwrap_or(written);
    let text = tree.text(lead.span.file).get(lead.span.range()).unwrap_or_default();
    if let (Some(meant), [(at, _)]) = (certain, &text.match_indices(path).collect::<Vec<_>>()[..]) {
        let start = lead.span.range().start + at;
        found.fix(Span::new(lead.span.file, start..start + path.len()), meant);
    }
}

/// Chooses one of several names for what is written.
type Choice = dyn Fn(&str, &[&str]) -> Option<String>;

/// The file of the chosen name in the folder that was meant, or in `content/media/`, as it would be written.
fn like(written: &str, lead: &Lead<'_>, tree: &SourceTree, choose: &Choice) -> Option<String> {
    let path = written.split(['#', '?']).next().unwrap_or(written);
    let (way, name) = path.rsplit_once('/').map_or(("", path), |(way, name)| (way, name));
    let here = tree.path(lead.span.file).rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = here.split('/').collect();
    for step in way.split('/').filter(|step| !matches!(*step, "" | ".")) {
        match step {
            ".." => drop(parts.pop()),
            step => parts.push(step),
        }
    }
    let folder = parts.join("/");
    let inside = |folder: &str| {
        let names = tree.files().filter_map(|(_, file)| file.path.strip_prefix(folder)?.strip_prefix('/'));
        let names: Vec<&str> = names.filter(|name| !name.contains('/')).take(LOOKED_AT).collect();
        choose(name, &names).or_else(|| document(name, &names, choose))
    };
    match inside(&folder) {
        Some(near) if way.is_empty() => Some(near),
        Some(near) => Some(format!("{way}/{near}")),
        None => inside("content/media"),
    }
}

/// The document that was meant by a name, whatever the two end in: `kaoila.md` for the file `kaiola.toml`.
fn document(name: &str, names: &[&str], choose: &Choice) -> Option<String> {
    let stem = |name: &str| ["md", "toml"].into_iter().find_map(|ending| Some(name.strip_suffix(ending)?.strip_suffix('.')?.to_owned()));
    let wanted = stem(name).or_else(|| (!name.contains('.')).then(|| name.to_owned()))?;
    let stems: Vec<(String, &str)> = names.iter().filter_map(|name| Some((stem(name)?, *name))).collect();
    let stems_only: Vec<&str> = stems.iter().map(|(stem, _)| &**stem).collect();
    let chosen = if stems_only.contains(&&*wanted) { wanted } else { choose(&wanted, &stems_only)? };
    stems.iter().find(|(stem, _)| *stem == chosen).map(|(_, name)| (*name).to_owned())
}
