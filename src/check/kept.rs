//! What the checks of single things found, so that the next build looks again only at those that say something else.
//!
//! What is found in a thing follows from its own documents, from the facts of the whole site, from which headings there are, and from the
//! program and the day. All but the first are the ground, and on another ground everything is looked at anew. What follows from the texts
//! of other things besides is not found there: which words are ordinary ones is noted here and judged when every text has been read, and
//! rules over the whole site are asked every time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::near_miss::Suspect;
use super::unknown_mention::Unknown;
use crate::diag::Report;
use crate::registry::{Entity, EntityId};

/// What was found in the things of a site, some at a time.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    ground: u64,
    portions: Vec<Arc<Portion>>,
}

/// What was found in a few things that were looked at one after another.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Portion {
    /// A hash of all that these things say.
    pub stamp: u64,
    pub report: Report,
    pub unknown: Vec<Unknown>,
    pub suspects: Vec<Suspect>,
    /// The words that their texts use in small letters, as [`Sieve::steps`](super::prose::Sieve::steps).
    pub words: Vec<u32>,
}

impl Kept {
    pub(super) fn of(ground: u64, portions: Vec<Arc<Portion>>) -> Kept {
        Kept { ground, portions }
    }

    /// Reads what [`Kept::write`] has written; nothing where that cannot be read.
    pub fn read(bytes: &[u8]) -> Option<Kept> {
        postcard::from_bytes(bytes).ok()
    }

    /// All of it as bytes, for the disk.
    pub fn write(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// What was found in the things of this stamp at this place, if they stand on the same ground.
    pub(super) fn portion(&self, ground: u64, at: usize, stamp: u64) -> Option<&Arc<Portion>> {
        self.portions.get(at).filter(|portion| self.ground == ground && portion.stamp == stamp)
    }
}

/// A hash of all that some things say.
pub(super) fn stamp_of(things: &[(EntityId, &Entity)]) -> u64 {
    let mut hash = Xxh3::new();
    things.iter().for_each(|(_, entity)| hash.update(&entity.stamp.to_le_bytes()));
    hash.digest()
}
