//! Finds and reads a site's files, in parallel, and says which could not be read.

mod encoding;

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Content, Origin, SourceFile, SourceTree, Stamp, Text};
use crate::diag::{Code, Report, Span};

/// Where a site's files lie; nothing else below the root is looked at.
const TOPS: [&str; 5] = ["sare.toml", "content", "themes", "kinds", "static"];

/// Files that are read as text, by their ending.
const TEXT: [&str; 10] = ["md", "toml", "csv", "html", "xml", "css", "js", "ftl", "geojson", "topojson"];

/// Files that are read as workbooks.
const WORKBOOK: [&str; 2] = ["xlsx", "ods"];

/// Hidden names that mean something to a web host, and are therefore seen in `static/`.
const HOSTS_OWN: [&str; 4] = [".well-known", ".nojekyll", ".htaccess", ".domains"];

/// The longest file that is read: far more than anyone writes, and far below what a [`Span`] can point into.
const LONGEST: usize = 64 << 20;

/// Most files fit into this, and are then read by a single call.
const ROOM: usize = 64 << 10;

/// Reads the site folder `root`, leaving out the folders `skip` (absolute, or relative to the root).
///
/// A file that cannot be read is reported and left out: the tree neither lists nor finds it.
///
/// # Errors
/// The root itself cannot be read.
pub fn read(root: &Path, skip: &[&Path], report: &mut Report) -> io::Result<SourceTree> {
    read_again(root, skip, &SourceTree::default(), report)
}

/// The same, taking over from `before` the files that have not changed since it was read.
///
/// # Errors
/// The root itself cannot be read.
pub fn read_again(root: &Path, skip: &[&Path], before: &SourceTree, report: &mut Report) -> io::Result<SourceTree> {
    Ok(look(root, skip)?.read(before, &|_, _| None, report))
}

/// A site folder as it was found: the names and times of its files, none of which has been opened.
pub struct Look<'a> {
    site: Site<'a>,
    /// In the order of their paths.
    found: Vec<Found>,
    refused: Vec<Refusal>,
}

/// Looks for the files of the site folder `root`, leaving out the folders `skip`.
///
/// # Errors
/// The root itself cannot be read.
pub fn look<'a>(root: &'a Path, skip: &[&Path]) -> io::Result<Look<'a>> {
    let site = Site::open(root, skip)?;
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for top in TOPS {
        site.find(top, &mut found, &mut refused);
    }
    // Taken before the files are read: should one change meanwhile, it will be read again.
    found.par_iter_mut().with_min_len(32).for_each(|found| found.stamp = Stamp::of(&found.disk));
    found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(Look { site, found, refused })
}

impl Look<'_> {
    /// The [`SourceTree::digest`] that reading would give.
    pub fn digest(&self) -> Option<u128> {
        let stamps: Option<Vec<(&str, Stamp)>> = self.found.iter().map(|found| Some((&*found.path, found.stamp?))).collect();
        stamps.filter(|_| self.refused.is_empty()).map(|stamps| super::stamp::digest(stamps.into_iter()))
    }

    /// Reads the files but for those that stand in `before`, unchanged, and those of which the hash of the text is known, by path and time.
    pub fn read(self, before: &SourceTree, known: &Known<'_>, report: &mut Report) -> SourceTree {
        let Look { site, found, mut refused } = self;
        let is_refuted = Arc::default();
        let earlier = Earlier { before, known, is_refuted: &is_refuted };
        let read: Vec<Result<Arc<SourceFile>, Refusal>> =
            found.into_par_iter().with_min_len(32).map_init(Vec::new, |buffer, found| site.read(found, &earlier, buffer)).collect();
        let mut files = Vec::with_capacity(read.len());
        for file in read {
            match file {
                Ok(file) => files.push(file),
                Err(refusal) => refused.push(refusal),
            }
        }
        SourceTree { is_refuted, ..with_refusals(site.root, files, refused, report) }
    }
}

/// The hash of the text of a file, by its path and time, where it is known already.
pub type Known<'a> = dyn Fn(&str, Stamp) -> Option<u64> + Sync + 'a;

/// What is known of the files before they are read.
struct Earlier<'a> {
    before: &'a SourceTree,
    known: &'a Known<'a>,
    is_refuted: &'a Arc<AtomicBool>,
}

/// Makes the tree, in which a refused file has an id that only its diagnostic knows.
fn with_refusals(root: &Path, files: Vec<Arc<SourceFile>>, mut refused: Vec<Refusal>, report: &mut Report) -> SourceTree {
    refused.sort_by(|a, b| a.path.cmp(&b.path));
    let mut tree = SourceTree::of(root.to_owned(), files);
    for refusal in refused {
        let file = tree.refuse(refusal.path);
        report.say(Span::start_of(file), refusal.code, refusal.message).help(refusal.help);
    }
    tree
}

/// A path that is not read, and why.
struct Refusal {
    path: Box<str>,
    code: Code,
    message: String,
    help: &'static str,
}

impl Refusal {
    /// Something about `path` went wrong in the machine.
    fn failed(path: impl Into<Box<str>>, error: &io::Error) -> Refusal {
        let help = match error.kind() {
            io::ErrorKind::PermissionDenied => "give yourself the right to read it, or move it out of the site",
            _ => "see whether another program can open it",
        };
        Refusal { path: path.into(), code: Code::UnreadableFile, message: format!("this cannot be read: {error}"), help }
    }

    fn unreadable(path: Box<str>, message: String, help: &'static str) -> Refusal {
        Refusal { path, code: Code::UnreadableFile, message, help }
    }

    fn link(path: Box<str>, message: &str) -> Refusal {
        let help = "put the file itself here: only links to files that lie in the site folder are followed";
        Refusal { path, code: Code::SymbolicLink, message: message.to_owned(), help }
    }
}

/// A file that is to be read.
struct Found {
    path: Box<str>,
    disk: PathBuf,
    kind: FileType,
    stamp: Option<Stamp>,
}

/// The folder that is walked.
pub(super) struct Site<'a> {
    root: &'a Path,
    /// The root without links, which every link's target is held against.
    pub(super) real: PathBuf,
    pub(super) skip: Vec<PathBuf>,
}

impl<'a> Site<'a> {
    pub(super) fn open(root: &'a Path, skip: &[&Path]) -> io::Result<Site<'a>> {
        let real = root.canonicalize()?;
        fs::read_dir(&real)?;
        // A folder that does not exist yet has nothing in it to leave out.
        let skip = skip.iter().filter_map(|path| real.join(path).canonicalize().ok());
        // What holds sources is never left out as a whole: the site would seem to be empty.
        let skip = skip.filter(|skip| !TOPS.iter().any(|top| real.join(top).starts_with(skip))).collect();
        Ok(Site { root, real, skip })
    }

    /// Lists the files below one of the [`TOPS`].
    fn find(&self, top: &str, found: &mut Vec<Found>, refused: &mut Vec<Refusal>) {
        let start = self.root.join(top);
        let depth = if top == "sare.toml" { 0 } else { usize::MAX };
        let walk = WalkDir::new(&start).follow_links(false).follow_root_links(false).max_depth(depth);
        let seen = walk.into_iter().filter_entry(|entry| {
            let is_dir = entry.file_type().is_dir();
            !(is_leaving(entry.file_name(), top) || is_dir && self.is_skipped(entry.path()))
        });
        for entry in seen {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let missing = error.depth() == 0 && error.io_error().is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound);
                    if !missing {
                        let path = error.path().map_or_else(|| top.into(), |path| slashed(self.below(path)).0);
                        refused.push(Refusal::failed(path, &error.into()));
                    }
                    continue;
                }
            };
            let (path, spelling) = slashed(self.below(entry.path()));
            if matches!(spelling, Spelling::Broken) {
                let message = format!("the name `{path}` is not UTF-8");
                refused.push(Refusal::unreadable(path, message, "give it a name of small letters, digits and hyphens"));
            } else if entry.depth() == 0 && top != "sare.toml" && entry.file_type().is_file() {
                refused.push(Refusal::unreadable(path, format!("`{top}` is a file, and must be a folder"), "give the file another name"));
            } else if !entry.file_type().is_dir() || top == "sare.toml" {
                let kind = entry.file_type();
                found.push(Found { path, disk: entry.into_path(), kind, stamp: None });
            }
        }
    }

    fn is_skipped(&self, folder: &Path) -> bool {
        self.skip.iter().any(|skip| *skip == self.real.join(self.below(folder)))
    }

    /// A path on disk as it is from the root.
    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(self.root).unwrap_or(path)
    }

    fn read(&self, found: Found, earlier: &Earlier<'_>, buffer: &mut Vec<u8>) -> Result<Arc<SourceFile>, Refusal> {
        let Found { path, disk, kind, stamp } = found;
        let before = earlier.before;
        if let Some(known) = before.find_from(Origin::Site, &path).map(|id| before.shared(id))
            && stamp.is_some()
            && known.stamp == stamp
        {
            return Ok(known.clone());
        }
        if kind.is_symlink() {
            self.follow(&path, &disk)?;
        } else if !kind.is_file() {
            return Err(Refusal::unreadable(path, "this is not a file".to_owned(), "take it out of the site"));
        }
        let content = match Reading::of(&path) {
            Reading::Text | Reading::Drawing if let Some(hash) = stamp.and_then(|stamp| (earlier.known)(&path, stamp)) => {
                Content::Text(Text::later(disk, hash, earlier.is_refuted.clone()))
            }
            Reading::Text => {
                let bytes = fill(buffer, &path, &disk)?;
                Content::Text(text(bytes, &path)?.into())
            }
            Reading::Drawing => {
                let bytes = fill(buffer, &path, &disk)?;
                match encoding::of_drawing(bytes) {
                    Some(text) => Content::Text((&*text).into()),
                    // It is there, and whoever looks into it says what is wrong.
                    None => Content::Unread(bytes.len() as u64),
                }
            }
            Reading::Bytes => Content::Bytes(fill(buffer, &path, &disk)?.into()),
            // What is only copied must still be there to be copied; the length is of use to whoever lists it.
            Reading::Length => Content::Unread(fs::metadata(&disk).map_err(|error| Refusal::failed(&*path, &error))?.len()),
        };
        Ok(Arc::new(SourceFile { path, content, origin: Origin::Site, stamp }))
    }

    /// Reads one plain file anew; `None` where it has become something else, or cannot be read.
    pub(super) fn read_one(&self, path: &str, disk: &Path, buffer: &mut Vec<u8>) -> Option<Arc<SourceFile>> {
        let kind = disk.symlink_metadata().ok()?.file_type();
        let found = Found { path: path.into(), disk: disk.to_owned(), kind, stamp: Stamp::of(disk) };
        let earlier = Earlier { before: &SourceTree::default(), known: &|_, _| None, is_refuted: &Arc::default() };
        self.read(found, &earlier, buffer).ok()
    }

    /// Holds a link against the rule: a file, in the site folder, and none that is hidden or left out there.
    fn follow(&self, path: &str, disk: &Path) -> Result<(), Refusal> {
        let Ok(target) = disk.canonicalize() else {
            return Err(Refusal::link(path.into(), "this link leads nowhere"));
        };
        let Ok(below) = target.strip_prefix(&self.real) else {
            return Err(Refusal::link(path.into(), "this link leads out of the site"));
        };
        // A link to `.git/config` would publish what nobody meant to.
        let is_hidden = below.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        if is_hidden || self.skip.iter().any(|skip| target.starts_with(skip)) {
            return Err(Refusal::link(path.into(), "this link leads to a file that is no part of the site"));
        }
        match target.metadata() {
            Ok(metadata) if metadata.is_file() => Ok(()),
            Ok(metadata) if metadata.is_dir() => Err(Refusal::link(path.into(), "this link leads to a folder")),
            Ok(_) => Err(Refusal::link(path.into(), "this link does not lead to a file")),
            Err(error) => Err(Refusal::failed(path, &error)),
        }
    }
}

/// Can a path, as it is from the root, be a file of the site, by its name alone?
pub fn is_part(below: &Path) -> bool {
    let mut parts = below.iter();
    let Some(top) = parts.next().and_then(OsStr::to_str).filter(|top| TOPS.contains(top)) else { return false };
    parts.all(|part| !is_leaving(part, top))
}

/// The text of a file that has been read before; `None` where it is none any more.
pub(super) fn text_at(disk: &Path) -> Option<Box<str>> {
    let mut buffer = Vec::new();
    let bytes = fill(&mut buffer, "", disk).ok()?;
    if disk.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg")) {
        return encoding::of_drawing(bytes).map(|text| text.into_owned().into());
    }
    text(bytes, "").ok().map(Box::from)
}

/// All bytes of a file that was only looked at before.
pub(super) fn bytes_at(disk: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(disk)?.take(most + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > most {
        true => Err(io::Error::new(io::ErrorKind::FileTooLarge, "it has grown since it was found")),
        false => Ok(bytes),
    }
}

/// How much of a file is read.
enum Reading {
    Text,
    /// As text in any of the encodings that drawings come in.
    Drawing,
    Bytes,
    Length,
}

impl Reading {
    /// Chooses by the path alone. What lies in `static/` is copied as it is, in whatever encoding.
    fn of(path: &str) -> Reading {
        if path.starts_with("static/") {
            return Reading::Length;
        }
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_one_of = |endings: &[&str]| endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
        // A theme's drawings are the webmaster's, and are copied as they are.
        if is_one_of(&TEXT) {
            Reading::Text
        } else if is_one_of(&["svg"]) && path.starts_with("content/") {
            Reading::Drawing
        } else if is_one_of(&WORKBOOK) || path.starts_with("themes/") {
            // A theme's pictures are published under a hash of their bytes.
            Reading::Bytes
        } else {
            Reading::Length
        }
    }
}

/// Reads a whole file into `buffer`, which is lent from file to file and only grows.
///
/// Why not `fs::read`: it asks for the length first, a call more for each of 50,000 files.
fn fill<'b>(buffer: &'b mut Vec<u8>, path: &str, disk: &Path) -> Result<&'b [u8], Refusal> {
    let failed = |error: io::Error| Refusal::failed(path, &error);
    let mut file = File::open(disk).map_err(failed)?;
    let mut filled = 0;
    if buffer.is_empty() {
        buffer.resize(ROOM, 0);
    }
    loop {
        if filled > LONGEST {
            let message = format!("this file is longer than {} MB", LONGEST >> 20);
            return Err(Refusal::unreadable(path.into(), message, "split it, or put it in `static/`, where it is only copied"));
        }
        if filled == buffer.len() {
            buffer.resize(filled * 2, 0);
        }
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(&buffer[..filled])
}

/// The text in `bytes`, without a byte order mark.
fn text<'b>(bytes: &'b [u8], path: &str) -> Result<&'b str, Refusal> {
    let at = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Ok(text) => text.find('\0').unwrap_or_default(),
        Err(error) => error.valid_up_to(),
    };
    if is_utf_16(bytes) {
        let message = "this file is written in UTF-16, and must be UTF-8".to_owned();
        return Err(Refusal::unreadable(path.into(), message, "save it again with the encoding UTF-8"));
    }
    let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    if bytes[at] == 0 {
        let message = format!("this file is no text: byte {at}, on line {line}, is `00`");
        return Err(Refusal::unreadable(path.into(), message, "see whether another program can open it, and save it again as text"));
    }
    let message = format!("this file is not UTF-8: byte {at}, on line {line}, is `{:02x}`{}", bytes[at], in_windows_1252(bytes, at));
    Err(Refusal::unreadable(path.into(), message, "save it again with the encoding UTF-8 (a spreadsheet calls it “CSV UTF-8”)"))
}

/// Does a text begin with the mark of UTF-16, or have a zero in every second byte, as Western letters have there?
fn is_utf_16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1 << 10)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || (zeros(0) * 3 > sample.len()) != (zeros(1) * 3 > sample.len())
}

/// What a byte would be in the encoding that Windows programs use in the west of Europe, if that is likely: a letter beside a letter, or
/// one of its quotation marks and dashes.
fn in_windows_1252(bytes: &[u8], at: usize) -> String {
    let marks = [(0x80, '€'), (0x85, '…'), (0x91, '‘'), (0x92, '’'), (0x93, '“'), (0x94, '”'), (0x95, '•'), (0x96, '–'), (0x97, '—')];
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_alphabetic());
    let letter = match bytes[at] {
        byte @ (0xaa | 0xba | 0xbf | 0xa1) => Some(char::from(byte)),
        // The upper half is that of Unicode's first block.
        byte @ 0xc0..=0xff if is_letter(at.checked_sub(1)) || is_letter(Some(at + 1)) => Some(char::from(byte)),
        byte => marks.iter().find(|(known, _)| *known == byte).map(|(_, mark)| *mark),
    };
    letter.map_or(String::new(), |letter| format!(", which is `{letter}` in Windows-1252"))
}

/// Is a path the same in Unicode as on disk?
enum Spelling {
    Kept,
    Broken,
}

/// A path with `/` between its parts.
fn slashed(path: &Path) -> (Box<str>, Spelling) {
    let spelling = if path.to_str().is_some() { Spelling::Kept } else { Spelling::Broken };
    let mut slashed = String::with_capacity(path.as_os_str().len());
    for part in path {
        if !slashed.is_empty() {
            slashed.push('/');
        }
        slashed.push_str(&part.to_string_lossy());
    }
    (slashed.into(), spelling)
}

/// Is this a hidden file, or one that an editor or a file manager leaves lying about?
fn is_leaving(name: &OsStr, top: &str) -> bool {
    let bytes = name.as_encoded_bytes();
    let is_hidden = bytes.starts_with(b".") && !(top == "static" && HOSTS_OWN.iter().any(|own| *own == name));
    is_hidden
        || bytes.ends_with(b"~")
        || bytes.starts_with(b"~$")
        || (bytes.len() > 1 && bytes.starts_with(b"#") && bytes.ends_with(b"#"))
        || bytes.ends_with(b".swp")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

#[cfg(test)]
mod tests;
