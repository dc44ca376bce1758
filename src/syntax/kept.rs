//! What documents say, so that the next build reads only those that say something else.
//!
//! A document is known again by its path and a hash of its text, and need not even be opened where its file's times are as they were. Only documents in which nothing is wrong are kept, so that nothing has to
//! be said about one that is not read. Their facts are kept as they were read; a text is compiled again when somebody looks into it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::{self, Document};
use super::image::Image;
use super::toml::Table;
use super::writing::{Outline, Writing};
use crate::diag::{FileId, Span};
use crate::source::{Content, SourceFile, SourceTree, Stamp, Text};

/// Where so many times fewer documents are new than known, what is known stays as it is on disk: they are read again the next time too.
const FEW: usize = 20;

/// Documents as an earlier build has read them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Stands for the program, which may read otherwise than an earlier one.
    maker: u64,
    /// In the order of their paths.
    documents: Vec<Known>,
    /// In the order of their paths.
    images: Vec<KnownImage>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Known {
    path: Box<str>,
    /// A hash of its text.
    stamp: u64,
    /// The times of its file, where they can be relied on.
    times: Option<Stamp>,
    /// A [`Said`], which is read when it is asked for.
    said: Box<[u8]>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct KnownImage {
    path: Box<str>,
    times: Option<Stamp>,
    image: Arc<Image>,
}

/// What was found out of a file in which nothing is wrong.
pub(super) enum Fresh {
    /// A [`Said`] in bytes.
    Document(Vec<u8>),
    Image(Arc<Image>),
}

/// What a document says.
#[derive(Serialize, Deserialize)]
struct Said {
    facts: u64,
    front: Table,
    span: Span,
    /// Where its text begins; `None` for a bare TOML file.
    start: Option<u32>,
    outline: Outline,
}

impl Kept {
    /// Reads what [`Kept::write`] has written, if this program has; nothing where that cannot be read.
    pub fn read(bytes: &[u8], maker: u64) -> Option<Kept> {
        postcard::from_bytes(bytes).ok().filter(|kept: &Kept| kept.maker == maker)
    }

    /// All of it as bytes, for the disk.
    pub fn write(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The document in a file, if it says what it said.
    pub(super) fn document(&self, file: FileId, tree: &SourceTree) -> Option<Document> {
        let source = tree.shared(file);
        let known = self.find(&source.path)?;
        let Content::Text(text) = &source.content else { return None };
        if text.hash() != known.stamp {
            return None;
        }
        let Said { facts, mut front, span, start, outline } = postcard::from_bytes(&known.said).ok()?;
        let address = document::address(&source.path)?;
        // Files may have come or gone, so that this one has another number.
        front.each_span(&mut |span| span.file = file);
        let body = match start {
            Some(start) => Writing::later(outline, (file, source.clone()), start as usize),
            None => Writing::default(),
        };
        Some(Document {
            file,
            folder: address.folder.into(),
            id: address.id.into(),
            role: address.role,
            front,
            span: Span { file, ..span },
            start,
            body: Arc::new(body),
            stamp: known.stamp,
            facts,
        })
    }

    /// The hash of the text in a file, if the file is as it was.
    pub fn hash(&self, path: &str, times: Stamp) -> Option<u64> {
        let document = self.find(path).filter(|known| known.times == Some(times)).map(|known| known.stamp);
        document.or_else(|| self.find_image(path).filter(|known| known.times == Some(times)).map(|known| known.image.hash))
    }

    /// The image in a file, if the file is as it was.
    pub(super) fn image(&self, file: FileId, tree: &SourceTree) -> Option<Arc<Image>> {
        let source = tree.file(file);
        let known = self.find_image(&source.path)?;
        let is_same = match &source.content {
            Content::Text(text) => text.hash() == known.image.hash,
            Content::Bytes(_) => false,
            Content::Unread(_) => source.stamp.is_some() && source.stamp == known.times,
        };
        is_same.then(|| known.image.clone())
    }

    fn find_image(&self, path: &str) -> Option<&KnownImage> {
        let at = self.images.binary_search_by(|known| (*known.path).cmp(path)).ok()?;
        Some(&self.images[at])
    }

    fn find(&self, path: &str) -> Option<&Known> {
        let at = self.documents.binary_search_by(|known| (*known.path).cmp(path)).ok()?;
        Some(&self.documents[at])
    }

    /// What there is to keep after some files were read anew; `None` where these are too few to be worth it.
    pub(super) fn with(&self, fresh: Vec<(FileId, Fresh)>, maker: u64, tree: &SourceTree) -> Option<Kept> {
        let (mut images, mut documents) = (Vec::new(), Vec::new());
        for (id, fresh) in fresh {
            match fresh {
                Fresh::Document(said) => documents.push((id, said)),
                Fresh::Image(image) => {
                    let file = tree.file(id);
                    images.push(KnownImage { path: file.path.clone(), times: file.stamp, image });
                }
            }
        }
        let is_known = |image: &&KnownImage| self.find_image(&image.path).is_some_and(|known| known.times == image.times);
        let new_images = images.len() - images.iter().filter(is_known).count();
        let fresh = documents;
        // A known document that had to be opened all the same has other times than before.
        let is_opened = |file: &SourceFile| file.stamp.is_some() && matches!(&file.content, Content::Text(Text::Read(_)));
        let opened = tree.files().filter(|(_, file)| is_opened(file) && self.find(&file.path).is_some()).count();
        let new = fresh.len().max(opened) + new_images;
        if new == 0 || new * FEW < self.documents.len() + self.images.len() {
            return None;
        }
        let mut fresh = fresh.into_iter().peekable();
        let known = tree.files().filter_map(|(id, file)| {
            let Content::Text(text) = &file.content else { return None };
            let (path, stamp, times) = (file.path.clone(), text.hash(), file.stamp);
            match fresh.next_if(|(fresh, _)| *fresh == id) {
                Some((_, said)) => Some(Known { path, stamp, times, said: said.into() }),
                None => self.find(&path).filter(|known| known.stamp == stamp).map(|known| Known { times, ..known.clone() }),
            }
        });
        let mut documents: Vec<Known> = known.collect();
        documents.sort_by(|one, other| one.path.cmp(&other.path));
        images.sort_by(|one, other| one.path.cmp(&other.path));
        Some(Kept { maker, documents, images })
    }
}

/// A document in which nothing is wrong, as bytes; `start` is where its text begins.
pub(super) fn said(document: &Document) -> Option<Vec<u8>> {
    let Document { facts, front, span, start, body, .. } = document;
    let said = Said { facts: *facts, front: front.clone(), span: *span, start: *start, outline: body.full_outline() };
    postcard::to_stdvec(&said).ok()
}
