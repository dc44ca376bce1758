//! `sare new PATH`: writes a small, complete site to start from.

use std::io;
use std::path::Path;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// The site is there; so many files were written.
    Made(usize),
    /// The folder has something in it already, this for one; nothing was written.
    NotEmpty(String),
    /// The path leads to something that is no folder; nothing was written.
    NotAFolder,
}

impl New {
    /// The outcome in words.
    pub fn words(&self, path: &Path) -> String {
        let path = path.display();
        match self {
            New::Made(files) => format!("made a site of {files} files in {path}\n  next: cd {path}, then sare"),
            New::NotEmpty(entry) => format!("{path} is not empty: it holds `{entry}`\n  = help: name a folder that does not exist yet"),
            New::NotAFolder => format!("{path} is not a folder\n  = help: name a folder that does not exist yet"),
        }
    }
}

/// Writes the starter site into `path`, which must not exist yet or be an empty folder.
pub fn new(path: &Path) -> io::Result<New> {
    match std::fs::read_dir(path) {
        Ok(entries) => {
            let mut names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<Vec<_>>>()?;
            names.sort();
            if let Some(first) = names.into_iter().next() {
                return Ok(New::NotEmpty(first));
            }
        }
        Err(err) if err.kind() == io::ErrorKind::NotFound => {}
        Err(err) if err.kind() == io::ErrorKind::NotADirectory => return Ok(New::NotAFolder),
        Err(err) => return Err(err),
    }
    for (name, text) in STARTER {
        let file = path.join(name);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        write_new(&file, text)?;
    }
    Ok(New::Made(STARTER.len()))
}

/// Never over a file that someone else made in the meantime.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    io::Write::write_all(&mut std::fs::File::create_new(path)?, text.as_bytes())
}

macro_rules! starter {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("starter/", $path))),)*] };
}

/// The files of the starter site by their paths.
const STARTER: &[(&str, &str)] = starter! {
    "README.md"
    "sare.toml"
    "content/index.md"
    "content/events/open-lab-day.md"
    "content/figures/hub-members.toml"
    "content/hubs/lantern-hub.md"
    "content/organisations/alder-institute.md"
    "content/organisations/estuary-university.md"
    "content/organisations/members.csv"
    "content/organisations/members.toml"
    "content/people/mara-lind.md"
    "content/places/alder-estuary.md"
    "content/places/aldermouth.md"
    "content/projects/clear-water.md"
    "content/reports/hub-in-2025.md"
    "content/sources/annual-review-2025.md"
    "content/topics/optical-sensing.md"
    ".gitignore"
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn files_below(folder: &Path) -> BTreeSet<String> {
        let walk = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the folder can be read"));
        let files = walk.filter(|entry| entry.file_type().is_file());
        files.map(|entry| entry.path().strip_prefix(folder).expect("it lies below").display().to_string()).collect()
    }

    #[test]
    fn every_starter_file_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("deep/site");
        assert_eq!(new(&site).unwrap(), New::Made(STARTER.len()));
        let ours = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shell/starter"));
        assert_eq!(files_below(&site), ours);
    }

    #[test]
    fn what_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(new(folder.path()).unwrap(), New::Made(_)));
        let refused = new(folder.path()).unwrap();
        assert_eq!(refused, New::NotEmpty(".gitignore".into()));
        assert!(refused.words(Path::new("x")).starts_with("x is not empty: it holds `.gitignore`"));
        assert_eq!(new(&folder.path().join("sare.toml")).unwrap(), New::NotAFolder);
        assert!(new(&folder.path().join("sare.toml/below")).is_ok_and(|outcome| outcome == New::NotAFolder));
    }

    #[test]
    fn every_starter_document_is_toml_above_its_text() {
        for (path, text) in STARTER.iter().filter(|(path, _)| path.starts_with("content/") && path.ends_with(".md")) {
            let front = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n")).map(|(front, _)| front);
            let front = front.unwrap_or_else(|| panic!("{path} has no front matter"));
            assert!(toml::from_str::<toml::Table>(front).is_ok_and(|table| table.contains_key("title")), "{path}");
        }
        for (path, text) in STARTER.iter().filter(|(path, _)| path.ends_with(".toml")) {
            assert!(toml::from_str::<toml::Table>(text).is_ok(), "{path}");
        }
    }
}
