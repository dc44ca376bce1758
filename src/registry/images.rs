//! The images of a site, by the paths that documents come to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Entity;
use super::kind::Kinds;
use super::value::Value;
use crate::diag::FileId;
use crate::source::SourceTree;
use crate::syntax::image::Image;

/// Every image in `content/` that can be shown, in the order of the paths.
#[derive(Clone, Debug, Default)]
pub struct Images(Vec<Shown>);

/// An image, where it lies, and what for.
#[derive(Clone, Debug)]
pub struct Shown {
    pub path: Box<str>,
    pub file: FileId,
    pub image: Arc<Image>,
    pub purpose: Purpose,
}

/// What an image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It stands beside a thing's name.
    Logo,
    /// It is shown in a text or at the head of a page.
    Picture,
}

impl Images {
    /// The images in these files, of which some are the logos of things.
    pub fn of(images: Vec<(FileId, Arc<Image>)>, tree: &SourceTree, (entities, kinds): (&[Arc<Entity>], &Kinds)) -> Images {
        let logo = |entity: &'_ Arc<Entity>| match entity.value(kinds.kind(entity.kind).roles.logo?) {
            Some(Value::Image(path)) => Some(path.clone()),
            _ => None,
        };
        let logos: BTreeSet<Box<str>> = entities.iter().filter(|_| !images.is_empty()).filter_map(logo).collect();
        let shown = images.into_iter().map(|(file, image)| {
            let path: Box<str> = tree.path(file).into();
            let purpose = if logos.contains(&path) { Purpose::Logo } else { Purpose::Picture };
            Shown { path, file, image, purpose }
        });
        let mut images: Vec<Shown> = shown.collect();
        images.sort_by(|one, other| one.path.cmp(&other.path));
        Images(images)
    }

    /// Finds the image of a path in the site folder.
    pub fn find(&self, path: &str) -> Option<&Shown> {
        let at = self.0.binary_search_by(|shown| (*shown.path).cmp(path)).ok()?;
        Some(&self.0[at])
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Shown> {
        self.0.iter()
    }
}
