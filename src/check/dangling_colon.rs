//! `dangling-colon`: a paragraph ends in a colon, and what it announces does not come.

use crate::diag::{Code, Report, Span};
use crate::source::SourceTree;
use crate::syntax::markdown::{Body, Colon};

/// Last words that announce several things, in English, Spanish and Basque.
const ANNOUNCING: &[&str] = &[
    "including",
    "include",
    "includes",
    "included",
    "are",
    "following",
    "follows",
    "below",
    "namely",
    "as",
    "were",
    "be",
    "incluidos",
    "incluidas",
    "incluyendo",
    "ellos",
    "ellas",
    "son",
    "siguientes",
    "siguiente",
    "como",
    "fueron",
    "continuación",
    "hauek",
    "dira",
    "honako",
    "hauexek",
    "nola",
    "beste",
    "honakoak",
];

/// A label of more words is a sentence.
const LONGEST_LABEL: usize = 4;

/// A paragraph with more words than this says something by itself, whatever was announced.
const LONGEST_STRAY: usize = 30;

/// Reports every paragraph that ends in a colon with nothing after it.
pub fn check(body: &Body, tree: &SourceTree, report: &mut Report) {
    for Colon { paragraph, next } in &body.notes.colons {
        let told = body.notes.told(tree.text(paragraph.file));
        let file = told.text;
        let (Some(text), next) = (file.get(paragraph.range()), next.and_then(|next| file.get(next.range())).map(str::trim)) else {
            continue;
        };
        if next.is_some_and(|next| !announces_several(text) || answers(next)) {
            continue;
        }
        let place = last_words(text, *paragraph);
        let words = &file[place.range()];
        // A colon on either side is a sign of some chats, not an announcement.
        if words.starts_with(':') {
            continue;
        }
        report
            .say(told.place(place), Code::DanglingColon, format!("nothing comes after `{words}`"))
            .help("put in the list that belongs there, or end the sentence");
    }
}

/// The whole of a label, else the last word, with its colon.
fn last_words(text: &str, paragraph: Span) -> Span {
    let text = text.trim_end_matches(|last: char| last != ':');
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let is_label = text[line..].split_whitespace().count() <= LONGEST_LABEL;
    let start = if is_label { line } else { text.rfind(char::is_whitespace).map_or(0, |at| at + 1) };
    let start =
        start + text[start..].len() - text[start..].trim_start_matches(|first: char| first.is_whitespace() || "*_".contains(first)).len();
    Span { start: paragraph.start + start as u32, end: paragraph.start + text.len() as u32, ..paragraph }
}

/// Does the paragraph announce a list, rather than words that somebody says?
fn announces_several(text: &str) -> bool {
    let text = text.trim_end_matches(|last: char| last.is_whitespace() || ":*_".contains(last));
    let last = text.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let is_label = text.split_whitespace().count() <= LONGEST_LABEL && !text.contains(['.', ',']);
    ANNOUNCING.contains(&&*last) || (is_label && (last.ends_with('s') || last.ends_with("ak")))
}

/// Can the paragraph be what was announced: a quotation, an enumeration, a mention?
fn answers(next: &str) -> bool {
    let begins = !next.starts_with(|first: char| first.is_uppercase());
    let enumerates = [",", ";", "·", "•", "[", "\n", "**", " and ", " y ", " e ", " eta ", ": "].iter().any(|mark| next.contains(mark));
    begins || enumerates || next.split_whitespace().count() > LONGEST_STRAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_announced() {
        let check = |text: &str, expected: bool| assert_eq!(announces_several(text), expected, "{text}");
        check("we have been involved in several high-impact initiatives, including:", true);
        check("All of them active in the ecosystem. These are:", true);
        check("**Project partners:**", true);
        check("The minister put it so:", false);
        check("Besteak beste:", true);
    }

    #[test]
    fn a_paragraph_may_be_what_was_announced() {
        for next in ["• Vicomtech (Donosti)", "“To reach these levels”", "Tecnalia, Vicomtech and Ikerlan.", "[[tecnalia]]", "1) talent"]
        {
            assert!(answers(next), "{next}");
        }
        for next in
            ["Share this Article", "Related News", "ECSO has published a document highlighting the role of inter-regional cooperation."]
        {
            assert!(!answers(next), "{next}");
        }
    }
}
