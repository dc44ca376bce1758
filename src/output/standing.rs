//! Whether an output folder is as the last build left it.

use std::io;

use rayon::prelude::*;

use super::folder;
use super::place::Own;
use super::plan::Output;
use super::{Manifest, OutputPlace};

/// How many files the output folder has, where each of them has the length and time that it was left with, and no build was broken off.
///
/// # Errors
/// There is a manifest and the system does not let us read it.
pub fn standing(place: &OutputPlace) -> io::Result<Option<usize>> {
    let own = Own::of(place)?;
    let manifest = Manifest::read(&own.manifest())?;
    if !manifest.is_known() || own.journal().exists() || own.next_manifest().exists() || !own.output.is_dir() {
        return Ok(None);
    }
    let output = Output { fd: folder::open(&own.output)?, path: own.output.clone() };
    let all = manifest.entries().par_iter().all(|(path, entry)| output.is_as_left(path, entry));
    Ok(all.then_some(manifest.entries().len()))
}
