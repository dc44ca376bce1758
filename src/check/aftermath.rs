//! What earlier faults explain: nothing is called unused while the line that would use it cannot be read.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, FileId, Report, Severity, Span};
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
        // A line that is one long paragraph may have a fault in every word.
        let mut read = HashSet::new();
        // An address, or a template, takes nothing from what a document says.
        let is_outward = |code: Code| matches!(code, Code::DuplicateAddress | Code::BrokenAddress | Code::TemplateFault);
        let errors = report.iter().filter(|found| found.severity == Severity::Error && !is_outward(found.code));
        for (count, found) in errors.filter(|found| is_of_content(tree.path(found.span.file))).enumerate() {
            aftermath.is_blind |= found.code == Code::UnreadableFile || count >= MOST;
            if aftermath.is_blind {
                break;
            }
            aftermath.add(found, tree, &mut read);
        }
        aftermath
    }

    /// May the thing lack something only because of a fault that has been reported?
    pub fn explains(&self, entity: &Entity) -> bool {
        self.is_blind || self.files.contains(&entity.span.file) || self.words.contains(&*entity.id)
    }

    /// Takes over the words of a fault, and those of its lines where they have not been `read` for another.
    fn add(&mut self, found: &Diagnostic, tree: &SourceTree, read: &mut HashSet<Span>) {
        self.files.insert(found.span.file);
        let text = tree.text(found.span.file);
        let lines = match lines(found, text) {
            lines if read.insert(Span::new(found.span.file, lines.clone())) => &text[lines],
            _ => "",
        };
        for text in [lines, found.help.as_deref().unwrap_or_default(), &*found.message] {
            let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
            self.words.extend(words.filter(|word| !word.is_empty()).map(str::to_lowercase));
        }
    }
}

/// The lines that a fault stands in; the whole text where it is one of all of it.
fn lines(found: &Diagnostic, text: &str) -> std::ops::Range<usize> {
    let is_whole = matches!(found.code, Code::BrokenFrontMatter | Code::BrokenTable | Code::BrokenView | Code::UnknownKind);
    if is_whole || found.span.end as usize > text.len() {
        return 0..text.len();
    }
    let (start, end) = (text.floor_char_boundary(found.span.start as usize), text.floor_char_boundary(found.span.end as usize));
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    start..text[end..].find('\n').map_or(text.len(), |at| end + at)
}

fn is_of_content(path: &str) -> bool {
    path.starts_with("content/") || path.starts_with("kinds/") || path == "sare.toml"
}
