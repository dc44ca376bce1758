//! What counts of everything that was found: warnings may be allowed in `sare.toml`, and denied on the command line.
//!
//! A report is settled in one place, after the last stage, so that what is shown, counted and published always agrees.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Code, Diagnostic, FileId, Report, Severity, Span, nearest};
use crate::source::{Content, Origin, SourceTree};

/// A warning that the site's author has looked at and accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub code: Code,
    /// Where the code is written.
    pub span: Span,
    /// A file of the site, or a folder with a slash at its end, and where it is written; the whole site where there is none.
    pub place: Option<(Box<str>, Span)>,
    /// Why; empty where it is missing, which has been reported.
    pub reason: Box<str>,
    pub idle: Idle,
}

/// Is an allowance that covers nothing worth a word?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    Said,
    /// Not in a build with drafts: what is allowed may be a warning only where they are hidden.
    Unsaid,
}

/// A warning that was found and is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    pub found: Diagnostic,
    pub reason: Box<str>,
}

/// Which warnings count as errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Denied {
    #[default]
    Nothing,
    Codes(BTreeSet<Code>),
    Everything,
}

/// What decides which findings count, and as what.
#[derive(Debug)]
pub struct Policy<'a> {
    pub allowances: &'a [Allowance],
    pub denied: &'a Denied,
    /// Files of which this build looked at little, because they are not published: an allowance for them may be needed another day.
    pub unseen: &'a [FileId],
}

impl Denied {
    fn covers(&self, code: Code) -> bool {
        match self {
            Denied::Nothing => false,
            Denied::Codes(codes) => codes.contains(&code),
            Denied::Everything => true,
        }
    }
}

impl Allowance {
    fn covers(&self, path: &str) -> bool {
        match &self.place {
            None => true,
            Some((place, _)) if place.ends_with('/') => path.starts_with(&**place),
            Some((place, _)) => *path == **place,
        }
    }
}

impl Policy<'_> {
    /// Does a report, though more may follow, hold nothing that stops a site from being published?
    pub fn publishes(&self, report: &Report, tree: &SourceTree) -> bool {
        report.iter().all(|found| match found.severity {
            Severity::Error => false,
            Severity::Warning => !self.denied.covers(found.code) || self.allowance(found, tree).is_some(),
        })
    }

    /// Takes the allowed warnings out of a complete report, adds the allowances that nothing needs, and makes errors of what is denied.
    pub fn settle(&self, report: &mut Report, tree: &SourceTree) -> Vec<Allowed> {
        let mut allowed = Vec::new();
        let mut needed = vec![false; self.allowances.len()];
        let unneeded = |code: Code| code == Code::UnneededAllowance;
        self.take(report, tree, &mut needed, &mut allowed);
        self.say_unneeded(report, tree, &needed, &|code| !unneeded(code));
        // An allowance may itself be one that a site wants to keep.
        self.take(report, tree, &mut needed, &mut allowed);
        self.say_unneeded(report, tree, &needed, &unneeded);
        for found in &mut report.0 {
            if found.severity == Severity::Warning && self.denied.covers(found.code) {
                found.severity = Severity::Error;
            }
            let is_sound = found.fixes.iter().all(|fix| is_within(fix.span, tree));
            if !is_sound {
                found.fixes.clear();
            }
        }
        allowed.sort_by(|one, other| one.found.cmp(&other.found));
        allowed.dedup_by(|twin, first| twin.found.says_the_same(&first.found));
        allowed
    }

    /// Moves what is allowed from the report to `allowed`.
    fn take(&self, report: &mut Report, tree: &SourceTree, needed: &mut [bool], allowed: &mut Vec<Allowed>) {
        if self.allowances.is_empty() {
            return;
        }
        let (taken, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut report.0).into_iter().map(|found| (self.allowance(&found, tree), found)).partition(|(at, _)| at.is_some());
        report.0 = kept.into_iter().map(|(_, found)| found).collect();
        for (at, found) in taken.into_iter().filter_map(|(at, found)| Some((at?, found))) {
            // Two allowances may cover one warning, as that of a folder and that of a file do; neither is then without need.
            let path = tree.path(found.span.file);
            for (needed, allowance) in needed.iter_mut().zip(self.allowances) {
                *needed |= allowance.code == found.code && allowance.covers(path);
            }
            allowed.push(Allowed { found, reason: self.allowances[at].reason.clone() });
        }
    }

    /// The allowance that covers a warning.
    fn allowance(&self, found: &Diagnostic, tree: &SourceTree) -> Option<usize> {
        if found.severity == Severity::Error {
            return None;
        }
        let path = tree.path(found.span.file);
        self.allowances.iter().position(|allowance| allowance.code == found.code && allowance.covers(path))
    }

    /// Reports allowances, those of the wanted codes, that no warning has needed.
    fn say_unneeded(&self, report: &mut Report, tree: &SourceTree, needed: &[bool], wanted: &dyn Fn(Code) -> bool) {
        let idle = self
            .allowances
            .iter()
            .zip(needed)
            .filter(|(allowance, needed)| !**needed && wanted(allowance.code) && allowance.idle == Idle::Said);
        let idle: Vec<&Allowance> = idle.map(|(allowance, _)| allowance).collect();
        for allowance in idle {
            let name = allowance.code.name();
            if let Some((place, span)) = &allowance.place
                && !tree.files().any(|(_, file)| file.origin == Origin::Site && allowance.covers(&file.path))
            {
                let message = format!("nothing in the site is called `{place}`");
                report.say(*span, Code::UnneededAllowance, message).help(like(place, tree));
            } else if !self.is_in_doubt(allowance, report, tree) {
                let place = allowance.place.as_ref().map_or("the site".to_owned(), |(place, _)| format!("`{place}`"));
                let message = format!("`{name}` is allowed, and nothing in {place} needs it");
                report.say(allowance.span, Code::UnneededAllowance, message).help("take this allowance out");
            }
        }
    }

    /// May a warning be missing only because an error, or the day of the build, hides what it is about?
    fn is_in_doubt(&self, allowance: &Allowance, report: &Report, tree: &SourceTree) -> bool {
        let is_everywhere = |path: &str| path == "sare.toml" || path.starts_with("kinds/") || path.starts_with("themes/");
        let touches = |file: FileId| allowance.covers(tree.path(file)) || is_everywhere(tree.path(file));
        let has_error = report.iter().any(|found| found.severity == Severity::Error && touches(found.span.file));
        has_error || self.unseen.iter().any(|file| allowance.covers(tree.path(*file)))
    }
}

/// What was probably meant by a place that is none.
fn like(place: &str, tree: &SourceTree) -> String {
    let files = || tree.files().filter(|(_, file)| file.origin == Origin::Site).map(|(_, file)| &*file.path);
    let folder = format!("{}/", place.trim_end_matches('/'));
    if files().any(|path| path.starts_with(&folder)) {
        return format!("did you mean `{folder}`? A folder has a slash at its end");
    }
    let folders: BTreeSet<&str> = files().flat_map(|path| path.match_indices('/').map(move |(at, _)| &path[..=at])).collect();
    match nearest(place, files().chain(folders)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the way from sare.toml to a file, as in content/reports/x.md, or to a folder with a slash at its end".to_owned(),
    }
}

/// Does a span lie in a text of the site, on whole characters?
fn is_within(span: Span, tree: &SourceTree) -> bool {
    let file = tree.file(span.file);
    match (&file.content, file.origin) {
        (Content::Text(text), Origin::Site) => text.get(span.start as usize..span.end as usize).is_some(),
        _ => false,
    }
}
