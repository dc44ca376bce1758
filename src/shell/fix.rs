//! `sare check --fix`: makes the edits that certainly mend something.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Desk, Trouble, counted, mutter};
use crate::diag::fix::{Edits, choose, mend};
use crate::diag::place::harmless;
use crate::diag::short::position;
use crate::diag::verdict::Denied;
use crate::diag::{Diagnostic, FileId, Fix};
use crate::registry::Options;
use crate::source::{Content, Origin, SourceTree};

/// An edit may bring another to light, or have to wait for one that it overlaps; more than a few rounds mean two that undo each other.
const ROUNDS: usize = 10;

/// How much of what was mended is listed to those who do not ask for more.
const LISTED: usize = 50;

/// What became of one file.
pub(super) enum Written {
    Mended,
    /// Somebody else has changed it since it was read.
    Changed,
    /// It is not one that may be written: built in, no text, or outside the site.
    Refused,
}

/// Mends the site in `root` until nothing is left that is certain, and says what was done.
pub fn fix(root: &Path, options: &Options, desk: &Desk<'_>) -> Result<(), Trouble> {
    let mut files = BTreeSet::new();
    let mut lines = Vec::new();
    for _ in 0..ROUNDS {
        let compiled = crate::compile_in_stages(root, options, &Denied::Nothing, &mut |_| {}).map_err(|err| Trouble::with(root, &err))?;
        let found = compiled.report.sorted();
        let tree = &compiled.tree;
        let edits = choose(&found);
        let mended = write(&edits, tree)?;
        let of_mended = |one: &&&Diagnostic| one.fixes.iter().all(|fix| mended.contains(&fix.span.file));
        for one in edits.mended.iter().filter(of_mended) {
            lines.push(format!("mended {}: {} [{}]\n", position(one.span, tree), harmless(&one.message), one.code.name()));
        }
        files.extend(mended.iter().map(|file| tree.path(*file).to_owned()));
        if mended.is_empty() {
            break;
        }
    }
    if !lines.is_empty() && !desk.manner.quiet {
        let shown = if desk.manner.verbose { lines.len() } else { lines.len().min(LISTED) };
        let rest = if shown < lines.len() { ", of which -v lists all" } else { "" };
        mutter(&lines[..shown].concat());
        mutter(&format!("mended {} in {}{rest}\n\n", counted(lines.len(), "mistake"), counted(files.len(), "file")));
    }
    Ok(())
}

/// Writes every file that has edits, and gives those that were written.
fn write(edits: &Edits<'_>, tree: &SourceTree) -> Result<Vec<FileId>, Trouble> {
    let mut mended = Vec::new();
    for (file, edits) in &edits.files {
        let path = tree.root.join(tree.path(*file));
        match write_one(*file, edits, tree).map_err(|err| Trouble::with(&path, &err))? {
            Written::Mended => mended.push(*file),
            Written::Changed => mutter(&format!("left alone, for it has changed since it was read: {}\n", harmless(tree.path(*file)))),
            Written::Refused => {}
        }
    }
    Ok(mended)
}

/// Makes edits in one file.
pub(super) fn write_one(file: FileId, edits: &[&Fix], tree: &SourceTree) -> io::Result<Written> {
    let source = tree.file(file);
    let (Content::Text(text), Origin::Site) = (&source.content, source.origin) else { return Ok(Written::Refused) };
    let Some(mended) = mend(text, edits).filter(|mended| **mended != **text) else { return Ok(Written::Refused) };
    // A link within the site is followed, so that it stays a link.
    let path = tree.root.join(&*source.path).canonicalize()?;
    if !path.starts_with(tree.root.canonicalize()?) {
        return Ok(Written::Refused);
    }
    let bytes = fs::read(&path)?;
    // What is read has no byte order mark; a file that has one keeps it.
    let mark: &[u8] = if bytes.starts_with(MARK) { MARK } else { &[] };
    if bytes[mark.len()..] != *text.as_bytes() {
        return Ok(Written::Changed);
    }
    replace(&path, &[mark, mended.as_bytes()])?;
    Ok(Written::Mended)
}

/// A byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Puts new bytes in the place of a file, which is whole at every moment and keeps its permissions.
fn replace(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let beside = Beside::of(path)?;
    let permissions = fs::metadata(path)?.permissions();
    let mut file = beside.create()?;
    for piece in pieces {
        file.write_all(piece)?;
    }
    file.set_permissions(permissions)?;
    file.sync_all()?;
    fs::rename(&beside.path, path)
}

/// A file beside another that takes its place; what is left of it goes when this goes.
struct Beside {
    path: PathBuf,
}

impl Beside {
    /// The name is hidden, so that nothing that reads the site takes it for content.
    fn of(path: &Path) -> io::Result<Beside> {
        let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
        Ok(Beside { path: folder.join(format!(".sare-{}", std::process::id())) })
    }

    fn create(&self) -> io::Result<File> {
        // One that a killed program left, whose number is this one's now.
        let _ = fs::remove_file(&self.path);
        OpenOptions::new().write(true).create_new(true).open(&self.path)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After the renaming there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Report, Span};

    #[expect(clippy::disallowed_methods, reason = "tests lay out their own folders")]
    fn put(path: &Path, text: &str) {
        fs::write(path, text).unwrap();
    }

    #[test]
    fn a_file_that_has_changed_since_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("content/about.md");
        fs::create_dir(folder.path().join("content")).unwrap();
        put(&page, "one two\n");
        let tree = crate::source::walk::read(folder.path(), &[], &mut Report::default()).unwrap();
        let file = tree.find("content/about.md").unwrap();
        let edit = Fix { span: Span::new(file, 4..7), replacement: "three".to_owned() };
        put(&page, "one and two\n");
        assert!(matches!(write_one(file, &[&edit], &tree).unwrap(), Written::Changed));
        assert_eq!(fs::read_to_string(&page).unwrap(), "one and two\n");
        put(&page, "one two\n");
        assert!(matches!(write_one(file, &[&edit], &tree).unwrap(), Written::Mended));
        assert_eq!(fs::read_to_string(&page).unwrap(), "one three\n");
        let built_in = tree.files().find(|(_, file)| file.origin == Origin::BuiltIn).unwrap().0;
        let edit = Fix { span: Span::new(built_in, 0..1), replacement: String::new() };
        assert!(matches!(write_one(built_in, &[&edit], &tree).unwrap(), Written::Refused));
    }
}
