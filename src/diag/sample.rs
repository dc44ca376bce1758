//! Trees and faults that the tests of the drawings share.

use std::path::PathBuf;

use super::{Code, Diagnostic, FileId, Report, Span};
use crate::source::{Content, Origin, SourceFile, SourceTree};

/// A tree of text files.
pub fn tree(files: &[(&str, &str)]) -> SourceTree {
    let files = files.iter().map(|(path, text)| file(path, Content::Text((*text).into()))).collect();
    SourceTree::new(PathBuf::new(), files)
}

/// One fault without labels or help.
pub fn fault(span: Span) -> Diagnostic {
    let mut report = Report::default();
    report.say(span, Code::UnknownMention, "nothing is called `two`").clone()
}

/// Draws every odd span there is: in a workbook, an image, an empty file, off its end, inside a character, on a long line.
pub fn check_all(draw: impl Fn(&Diagnostic, &SourceTree) -> String) {
    let long = "ñ".repeat(100_000);
    let texts = ["", "\n", "\r\n", "añb\tc\r\n日本\n", "\u{1b}[31m\u{200b}e\u{301}", &long];
    let mut files: Vec<SourceFile> =
        texts.iter().enumerate().map(|(at, text)| file(&format!("{at}.md"), Content::Text((*text).into()))).collect();
    files.push(file("b.xlsx", Content::Bytes(Vec::new().into())));
    files.push(file("c.png", Content::Unread(9)));
    let tree = SourceTree::new(PathBuf::new(), files);
    let offsets = [0, 2, 4, 9, 99_999, u32::MAX];
    for (id, file) in tree.files() {
        for start in offsets {
            for end in offsets {
                let span = Span { file: id, start, end };
                let mut found = fault(span);
                found.label(Span { start: end, end: start, ..span }, "and here").label(Span::start_of(FileId(0)), "").help("look again");
                let drawn = draw(&found, &tree);
                assert!(drawn.contains(&*file.path) && drawn.contains("look again"), "{drawn}");
                assert!(drawn.len() < 4_000, "{} bytes", drawn.len());
            }
        }
    }
}

fn file(path: &str, content: Content) -> SourceFile {
    SourceFile { path: path.into(), content, origin: Origin::Site, stamp: None }
}
