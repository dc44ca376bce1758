//! What a code means, for those who ask: at length, in a list, and as a chapter of the documentation.

use std::fmt::Write as _;

use super::{Code, Severity, nearest};

/// One code: its name, how bad it is, what it means, and the mending.
pub fn page(code: Code) -> String {
    format!("{} ({}): {}\n\n{}", code.name(), code.severity().word(), code.meaning(), code.explanation())
}

/// Every code with its meaning, a line each, in the order of the alphabet.
pub fn list() -> String {
    let codes = alphabetical();
    let width = codes.iter().map(|code| code.name().len()).max().unwrap_or_default();
    codes.iter().fold(String::new(), |mut lines, code| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{:<width$}  {:<7}  {}", code.name(), code.severity().word(), code.meaning());
        lines
    })
}

/// Every code with its explanation, as chapters of a Markdown document.
pub fn chapters() -> String {
    alphabetical().iter().fold(String::new(), |mut chapters, code| {
        let _ = write!(chapters, "\n### `{}`\n\n*{}* {}\n\n{}", code.name(), code.severity().noun(), code.meaning(), code.explanation());
        chapters
    })
}

/// The code of a name; the error is the nearest name, where one is near.
pub fn find(name: &str) -> Result<Code, Option<&'static str>> {
    let found = Code::ALL.iter().find(|code| code.name() == name);
    found.copied().ok_or_else(|| nearest(name, Code::ALL.iter().map(|code| code.name())))
}

fn alphabetical() -> Vec<Code> {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    codes
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Severity::Error => "Error.",
            Severity::Warning => "Warning.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_explanation_has_an_example_and_a_mending() {
        for code in Code::ALL {
            let text = code.explanation();
            let name = code.name();
            assert!(!text.starts_with(['#', '\n']) && text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
            let parts = [text.find("\nExample:\n\n"), text.find("\nTo mend it: ")];
            assert!(parts[0].is_some() && parts[0] < parts[1], "{name} lacks `Example:` or, after it, `To mend it: `");
            assert!(text.lines().all(|line| line.chars().count() <= 150), "{name} has a long line");
            assert!(text.matches("\n~~~").count() % 2 == 0, "{name} has a block that does not end");
        }
    }

    #[test]
    fn a_code_is_found_by_its_name_or_nearly() {
        assert_eq!(find("unknown-mention"), Ok(Code::UnknownMention));
        assert_eq!(find("unknwon-mention"), Err(Some("unknown-mention")));
        assert_eq!(find("E0308"), Err(None));
    }
}
