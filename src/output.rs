//! What is published, changed whole or not at all.
//!
//! **In:** the bytes of each output, one by one and from many threads, and the last [`Manifest`].
//! **Out:** the output folder brought up to date, and [`Changes`]. **Never:** touches a file that Sare did not write.
//!
//! Everything is first written into a staging folder, so that a build that fails or is killed leaves the output as it was. Then either
//! the whole folder is exchanged or, where little changes, file after file is renamed into place under a journal, which [`recover`]
//! completes should the process die on the way. Both survive the death of the process; a power cut may lose what the file system had
//! not yet written, as it may for any program that does not wait for the disk after every file.

mod commit;
mod folder;
pub mod gallery;
mod journal;
mod lock;
pub mod manifest;
mod place;
mod plan;
pub mod recollection;
mod staging;
mod standing;
mod survey;
mod swap;

pub use commit::{Recovered, recover};
pub use manifest::Manifest;
pub use place::{OutputPlace, settle};
pub use staging::Staging;
pub use standing::standing;

/// What a build did to the output folder.
#[derive(Debug, Default)]
pub struct Changes {
    /// The files that are new or have new bytes, in path order.
    pub written: Vec<Box<str>>,
    /// The files that an earlier build wrote and this one did not, in path order.
    pub removed: Vec<Box<str>>,
    /// How many files are as they were.
    pub unchanged: usize,
    /// Files that may stem from an earlier build and were left alone because that is not certain: somebody changed them since, or
    /// what Sare remembers was deleted.
    pub left: Vec<Box<str>>,
    /// What to give to the next build.
    pub manifest: Manifest,
}

/// How a commit ended.
#[derive(Debug)]
pub enum Outcome {
    /// The output is up to date.
    Done(Changes),
    /// Nothing was changed, because these paths are taken by what Sare did not write.
    Taken(Vec<Taken>),
}

/// A path that cannot be written, and what stands there.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// The path below the output folder: the output's own, or that of a folder it would lie in.
    pub path: Box<str>,
    /// What stands there.
    pub by: Stranger,
}

/// Something in the output folder that Sare did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// A plain file.
    File,
    /// A folder, where we would write a file.
    Folder,
    /// A symbolic link, or a thing that is neither file nor folder.
    Link,
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.by {
            Stranger::File => "a file",
            Stranger::Folder => "a folder",
            Stranger::Link => "a link",
        };
        write!(f, "`{}` in the output folder is {what} that Sare did not write", self.path)
    }
}
