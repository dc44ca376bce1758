//! What earlier faults explain: nothing is called unused while the line that would use it cannot be read.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, FileId, Report, Severity};
use crate::registry::entity::Entity;
use crate::source::SourceTree;

/// Above this number of errors nobody can tell what follows from what.
const MOST: usize = 2_000;

/// What faults that have been reported may have taken away.
pub struct Aftermath {
    /// Documents with faults of their own.
    files: HashSet<FileId>,
    /// Words in lines that could not be read as they were meant, and what was probably meant there.
    words: HashSet<String>,
    /// Was so much unreadable that anything may be missing?
    is_blind: bool,
}

impl Aftermath {
    /// Looks through everything that has been found so far.
    pub fn of(report: &Report, tree: &SourceTree) -> Aftermath {
        let mut aftermath = Aftermath { files: HashSet::new(), words: HashSet::new(), is_blind: false };
        // An address, or a template, takes nothing from what a document says.
        let is_outward = |code: Code| matches!(code, Code::DuplicateAddress | Code::BrokenAddress | Code::TemplateFault);
        let errors = report.iter().filter(|found| found.severity == Severity::Error && !is_outward(found.code));
        for (count, found) in errors.filter(|found| is_of_content(tree.path(found.span.file))).enumerate() {
            aftermath.is_blind |= found.code == Code::UnreadableFile || count >= MOST;
            if aftermath.is_blind {
                break;
            }
            aftermath.add(found, tree);
        }
        aftermath
    }

    /// May the thing lack something only because of a fault that has been reported?
    pub fn explains(&self, entity: &Entity) -> bool {
        self.is_blind || self.files.contains(&entity.span.file) || self.words.contains(&*entity.id)
    }

    fn add(&mut self, found: &Diagnostic, tree: &SourceTree) {
        self.files.insert(found.span.file);
        let text = tree.text(found.span.file);
        let is_whole = matches!(found.code, Code::BrokenFrontMatter | Code::BrokenTable | Code::BrokenView | Code::UnknownKind);
        let (start, end) = if is_whole || found.span.end as usize > text.len() {
            (0, text.len())
        } else {
            let (start, end) = (found.span.start as usize, found.span.end as usize);
            let start = text[..text.floor_char_boundary(start)].rfind('\n').map_or(0, |at| at + 1);
            (start, text[text.floor_char_boundary(end)..].find('\n').map_or(text.len(), |at| text.floor_char_boundary(end) + at))
        };
        for text in [&text[start..end], found.help.as_deref().unwrap_or_default(), &*found.message] {
            let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
            self.words.extend(words.filter(|word| !word.is_empty()).map(str::to_lowercase));
        }
    }
}

fn is_of_content(path: &str) -> bool {
    path.starts_with("content/") || path.starts_with("kinds/") || path == "sare.toml"
}
