//! The text of a file: read at once or, where the file's times tell that it is one that is known already, when somebody looks into it.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::xxh3_64;

use super::walk;

/// A text, shared.
#[derive(Clone, Debug)]
pub enum Text {
    Read(Arc<str>),
    Later(Arc<Later>),
}

/// A text that is read when somebody looks into it.
#[derive(Debug)]
pub struct Later {
    disk: PathBuf,
    /// The hash that it must have.
    hash: u64,
    read: OnceLock<Box<str>>,
    /// Set where it turns out to have another: then all that was concluded from the hash is void.
    is_refuted: Arc<AtomicBool>,
}

impl Text {
    /// A text of this hash in a file that need not be opened yet.
    pub(super) fn later(disk: PathBuf, hash: u64, is_refuted: Arc<AtomicBool>) -> Text {
        Text::Later(Arc::new(Later { disk, hash, read: OnceLock::new(), is_refuted }))
    }

    /// A hash of the text.
    pub fn hash(&self) -> u64 {
        match self {
            Text::Read(text) => xxh3_64(text.as_bytes()),
            Text::Later(later) => later.hash,
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Read(text) => text,
            Text::Later(later) => later.read.get_or_init(|| {
                let text = walk::text_at(&later.disk).filter(|text| xxh3_64(text.as_bytes()) == later.hash);
                text.unwrap_or_else(|| {
                    later.is_refuted.store(true, Ordering::Relaxed);
                    Box::default()
                })
            }),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::Read(text.into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::Read(text.into())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl Eq for Text {}
