//! The text of a document: compiled at once or, where an earlier build has read it and found nothing wrong, when somebody looks into it.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::markdown::{self, Body, Part};
use crate::diag::{FileId, Report};
use crate::source::{Content, SourceFile};

/// A text, and what everybody asks of every text.
#[derive(Debug)]
pub struct Writing {
    pub outline: Outline,
    body: OnceLock<Body>,
    /// What it is compiled from, where it is known already that nothing is wrong with it.
    source: Option<Source>,
}

/// Where a text stands: in a file, from an offset on.
#[derive(Debug)]
struct Source {
    file: FileId,
    text: Arc<SourceFile>,
    start: usize,
}

/// What a text holds, without the text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Outline {
    /// The targets of all mentions and embeds; only where the text is not compiled yet, for else it has them itself.
    names: Vec<Box<str>>,
    /// A hash of the headings.
    pub headings: u64,
    /// The name and the anchor of every view; only where the text is not compiled yet.
    views: Vec<(Box<str>, Box<str>)>,
    pub has_parts: bool,
    pub has_embeds: bool,
    /// Links to other documents, or views.
    pub has_links: bool,
    /// Any of these, or mentions.
    pub leads_on: bool,
}

impl Writing {
    /// A text that is compiled.
    pub fn of(body: Body) -> Writing {
        Writing { outline: Outline::of(&body), body: OnceLock::from(body), source: None }
    }

    /// The targets of all mentions and embeds.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let body = if self.source.is_none() { self.body.get() } else { None };
        let own = body.into_iter().flat_map(Body::names).map(|(name, _)| name);
        own.chain(self.outline.names.iter().map(|name| &**name))
    }

    /// The name and the anchor of every view, in the order in which they stand.
    pub fn views(&self) -> Vec<(&str, &str)> {
        match self.body.get().filter(|_| self.source.is_none() && self.outline.has_links) {
            Some(body) => body.views().map(|view| (&*view.name, &*view.anchor)).collect(),
            None => self.outline.views.iter().map(|(name, anchor)| (&**name, &**anchor)).collect(),
        }
    }

    /// The outline as it is to be kept, which has all names.
    pub(super) fn full_outline(&self) -> Outline {
        let views = self.views().into_iter().map(|(name, anchor)| (name.into(), anchor.into())).collect();
        Outline { names: self.names().map(Box::from).collect(), views, ..self.outline.clone() }
    }

    /// A text that has this outline and no faults; it begins at an offset of a file.
    pub(super) fn later(outline: Outline, (file, text): (FileId, Arc<SourceFile>), start: usize) -> Writing {
        Writing { outline, body: OnceLock::new(), source: Some(Source { file, text, start }) }
    }
}

impl Default for Writing {
    fn default() -> Writing {
        Writing::of(Body::default())
    }
}

impl Deref for Writing {
    type Target = Body;

    fn deref(&self) -> &Body {
        self.body.get_or_init(|| match &self.source {
            Some(Source { file, text, start }) => match &text.content {
                Content::Text(text) => markdown::compile(*file, text.get(*start..).unwrap_or_default(), *start, &mut Report::default()),
                _ => Body::default(),
            },
            None => Body::default(),
        })
    }
}

impl Outline {
    fn of(body: &Body) -> Outline {
        let mut headings = Xxh3::new();
        for heading in &body.headings {
            for part in [&heading.id, &heading.slug] {
                headings.update(part.as_bytes());
                headings.update(b"\n");
            }
        }
        Outline {
            names: Vec::new(),
            headings: headings.digest(),
            views: Vec::new(),
            has_parts: !body.parts.is_empty(),
            has_embeds: body.all_parts().any(|part| matches!(part, Part::Embed(_))),
            has_links: body.all_parts().any(|part| matches!(part, Part::LinkStart(_) | Part::View(_))),
            leads_on: body.all_parts().any(|part| matches!(part, Part::Mention(_) | Part::Embed(_) | Part::LinkStart(_) | Part::View(_))),
        }
    }
}
