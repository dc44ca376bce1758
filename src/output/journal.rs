//! What is being done to the output folder, written down before it is done.

use std::fs;
use std::io;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::place::{at, is_path, write_whole};

/// The first record; another number is another format, which we could not complete.
const HEAD: &str = "sare-journal 1";

/// A commit that has begun.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Journal {
    /// Which of [`Own::stagings`](super::place::Own::stagings) holds the staged files. Why not its path: a journal that came with
    /// somebody else's site folder could name any folder, and the staging folder is deleted in the end.
    pub staging: usize,
    pub work: Work,
}

/// How the output is brought up to date.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// The output folder becomes the folder with this device and number.
    Swap { next: (u64, u64) },
    /// One after the other; to do one twice does no harm.
    Steps(Vec<Step>),
}

/// One change.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Remove(Box<str>),
    /// Renames a staged file into place.
    Place(Box<str>),
}

impl Journal {
    /// Writes the journal down, whole.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        use std::fmt::Write;
        // NUL ends a record, as it is what no path can hold. Writing into a string cannot fail.
        let mut text = format!("{HEAD}\0{}\0", self.staging);
        let _ = match &self.work {
            Work::Swap { next: (device, number) } => write!(text, "swap\0{device}\0{number}\0"),
            Work::Steps(steps) => {
                text.push_str("steps\0");
                steps.iter().try_for_each(|step| match step {
                    Step::Remove(path) => write!(text, "-{path}\0"),
                    Step::Place(path) => write!(text, "+{path}\0"),
                })
            }
        };
        let end = xxh3_64(text.as_bytes());
        let _ = write!(text, "{end:016x}");
        write_whole(path, text.as_bytes())
    }

    /// Reads a journal; nothing where there is none, or none that is whole.
    pub fn load(path: &Path) -> io::Result<Option<Journal>> {
        match fs::read(path) {
            Ok(bytes) => Ok(std::str::from_utf8(&bytes).ok().and_then(parse)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(path, error)),
        }
    }
}

fn parse(text: &str) -> Option<Journal> {
    let (records, end) = text.split_at_checked(text.rfind('\0')? + 1)?;
    if u64::from_str_radix(end, 16) != Ok(xxh3_64(records.as_bytes())) {
        return None;
    }
    let mut records = records.split_terminator('\0');
    if records.next()? != HEAD {
        return None;
    }
    let staging = records.next()?.parse().ok().filter(|at| *at < 3)?;
    let work = match records.next()? {
        "swap" => Work::Swap { next: (records.next()?.parse().ok()?, records.next()?.parse().ok()?) },
        "steps" => Work::Steps(records.map(parse_step).collect::<Option<_>>()?),
        _ => return None,
    };
    Some(Journal { staging, work })
}

fn parse_step(record: &str) -> Option<Step> {
    let (sign, path) = record.split_at_checked(1)?;
    if !is_path(path) {
        return None;
    }
    match sign {
        "-" => Some(Step::Remove(path.into())),
        "+" => Some(Step::Place(path.into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_read_as_it_was_saved_and_not_at_all_when_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal");
        let steps = vec![Step::Remove("a/ñ b.html".into()), Step::Place("-c".into())];
        for work in [Work::Swap { next: (3, u64::MAX) }, Work::Steps(steps), Work::Steps(vec![])] {
            let journal = Journal { staging: 2, work };
            journal.save(&file).unwrap();
            assert_eq!(Journal::load(&file).unwrap().as_ref(), Some(&journal));
            let whole = fs::read_to_string(&file).unwrap();
            for cut in (0..whole.len()).filter(|cut| whole.is_char_boundary(*cut)) {
                assert_eq!(parse(&whole[..cut]), None, "cut at {cut}");
            }
        }
        Journal { staging: 0, work: Work::Steps(vec![Step::Remove("../../etc/passwd".into())]) }.save(&file).unwrap();
        assert_eq!(Journal::load(&file).unwrap(), None);
    }
}
