//! Fitting words: how long they are, where they may be broken, and how they are shortened.

mod glyph;

use std::collections::HashMap;

use unicode_width::UnicodeWidthChar;

/// How long a line of words is in regular weight, in the units of `size`.
pub fn width(words: &str, size: f64) -> f64 {
    words.chars().map(glyph::width).sum::<u32>() as f64 * size / 100.0
}

/// The same in bold.
pub fn bold_width(words: &str, size: f64) -> f64 {
    width(words, size) * 1.06
}

/// How long the longest word is that cannot be broken at a space or behind a hyphen.
pub fn longest_word(words: &str, size: f64) -> f64 {
    words.split_whitespace().flat_map(|word| word.split_inclusive(['-', '/'])).map(|word| width(word, size)).fold(0.0, f64::max)
}

/// Words as they stand in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    pub lines: Vec<String>,
    /// Were they shortened? Then the whole of them belongs into a `<title>`.
    pub is_short: bool,
}

impl Lines {
    /// How long the longest line is.
    pub fn width(&self, size: f64) -> f64 {
        self.lines.iter().map(|line| width(line, size)).fold(0.0, f64::max)
    }
}

/// Breaks words into at most `most` lines that are no longer than `room`; what does not fit ends in an ellipsis.
pub fn wrap(words: &str, size: f64, room: f64, most: usize) -> Lines {
    let mut lines: Vec<String> = Vec::new();
    let mut left: Vec<&str> = words.split_whitespace().collect();
    left.reverse();
    while let Some(word) = left.pop() {
        let is_last = lines.len() + 1 >= most.max(1);
        let mut line = word.to_owned();
        while let Some(next) = left.last()
            && width(&line, size) + width(next, size) + width(" ", size) <= room
        {
            line = line + " " + next;
            left.pop();
        }
        if is_last && (!left.is_empty() || width(&line, size) > room) {
            left.reverse();
            let rest = left.into_iter().fold(line, |line, word| line + " " + word);
            lines.push(shorten(&rest, size, room));
            return Lines { lines, is_short: true };
        }
        if width(&line, size) > room {
            // A word longer than the line is cut behind a hyphen of its own, else where the line ends, without one: it may be a name.
            let end = fitting(&line, size, room).max(first_cluster(&line));
            let (head, tail) = line.split_at(line[..end].rfind(['-', '/']).map_or(end, |hyphen| hyphen + 1));
            lines.push(head.to_owned());
            if !tail.is_empty() {
                left.push(&word[word.len() - tail.len()..]);
            }
            continue;
        }
        lines.push(line);
    }
    Lines { lines, is_short: false }
}

/// Breaks names that stand beside each other; of those that would be cut to the same letters, the end is kept rather than the middle.
pub fn wrap_all(names: &[&str], size: f64, room: f64, most: usize) -> Vec<Lines> {
    let mut wrapped: Vec<Lines> = names.iter().map(|name| wrap(name, size, room, most)).collect();
    let mut same: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (at, lines) in wrapped.iter().enumerate().filter(|(_, lines)| lines.is_short) {
        same.entry(lines.lines.clone()).or_default().push(at);
    }
    for at in same.into_values().filter(|alike| alike.len() > 1).flatten() {
        if let Some(lines) = with_end(names[at], size, room, most) {
            wrapped[at] = lines;
        }
    }
    wrapped
}

/// A name without its middle; `None` where no end of it fits.
fn with_end(name: &str, size: f64, room: f64, most: usize) -> Option<Lines> {
    const KEPT: usize = 12;
    let places: Vec<usize> = clusters(name).map(|(start, _)| start).collect();
    let tail = &name[*places.get(places.len().checked_sub(KEPT)?)?..];
    let heads = places.iter().rev().skip(KEPT).map(|end| name[..*end].trim_end());
    let mut shortened = heads.map(|head| wrap(&format!("{head}…{}", tail.trim_start()), size, room, most));
    shortened.find(|lines| !lines.is_short).map(|lines| Lines { is_short: true, ..lines })
}

/// Cuts words to a length, with an ellipsis where something is missing.
pub fn shorten(words: &str, size: f64, room: f64) -> String {
    if width(words, size) <= room {
        return words.to_owned();
    }
    let kept = fitting(words, size, room - width("…", size));
    words[..kept].trim_end_matches(|letter: char| letter.is_whitespace() || ",;:–-(".contains(letter)).to_owned() + "…"
}

/// Up to where words fit into a length; letters with their marks are kept whole.
fn fitting(words: &str, size: f64, room: f64) -> usize {
    let (mut length, mut end) = (0, 0);
    for (start, next) in clusters(words) {
        length += words[start..next].chars().map(glyph::width).sum::<u32>();
        if length as f64 * size / 100.0 > room {
            break;
        }
        end = next;
    }
    end
}

fn first_cluster(words: &str) -> usize {
    clusters(words).next().map_or(0, |(_, end)| end)
}

/// Letters with the marks on them, and emoji that are joined: their starts and ends.
fn clusters(words: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut letters = words.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.next()?;
        let (mut end, mut last) = (start + first.len_utf8(), first);
        while let Some((at, letter)) = letters.next_if(|(_, letter)| letter.width().unwrap_or(0) == 0 || last == '\u{200D}') {
            (end, last) = (at + letter.len_utf8(), letter);
        }
        Some((start, end))
    })
}

/// No script puts more marks than these on one letter; with more of them a name would reach over its neighbours.
const MOST_MARKS: usize = 4;

/// Words that keep to themselves: controls of direction are taken out, marks are not piled up, and words written from right to left
/// are put between marks that keep them from turning around what stands beside them.
pub fn isolated(words: &str) -> String {
    let is_control =
        |letter: char| matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}');
    let mut marks = 0;
    let is_piled = |letter: char| {
        marks = if letter.width() == Some(0) { marks + 1 } else { 0 };
        marks > MOST_MARKS
    };
    let plain: String = words
        .chars()
        .filter(|letter| !is_control(*letter))
        .filter({
            let mut is_piled = is_piled;
            move |letter| !is_piled(*letter)
        })
        .collect();
    if plain.chars().any(is_right_to_left) { format!("\u{2068}{plain}\u{2069}") } else { plain }
}

/// Is it of a script that is written from right to left?
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &str, room: f64, most: usize) -> Vec<String> {
        wrap(words, 10.0, room, most).lines
    }

    #[test]
    fn words_are_broken_between_words_and_then_shortened() {
        assert_eq!(lines("Bizkaia", 100.0, 2), ["Bizkaia"]);
        assert_eq!(
            lines("Servicios profesionales, científicos y técnicos", 120.0, 2),
            ["Servicios profesionales,", "científicos y técnicos"]
        );
        assert_eq!(lines("Servicios profesionales, científicos y técnicos", 80.0, 2), ["Servicios", "profesionales…"]);
        assert_eq!(lines("", 80.0, 2), [""; 0]);
        assert!(!wrap("a b", 10.0, 80.0, 1).is_short && wrap("one two three", 10.0, 30.0, 2).is_short);
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut() {
        assert_eq!(lines("Elektronika-ekipamenduaren", 70.0, 3), ["Elektronika-", "ekipamenduar", "en"]);
        assert_eq!(lines(&"x".repeat(500), 60.0, 2).len(), 2);
        assert_eq!(lines("WWW", 1.0, 2), ["W", "…"]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(shorten("e\u{301}e\u{301}e\u{301}e\u{301}", 10.0, 17.0), "e\u{301}…");
        assert_eq!(clusters("👩\u{200D}🔬x").count(), 2);
    }

    #[test]
    fn words_from_right_to_left_turn_nothing_around() {
        assert_eq!(isolated("Bilbao"), "Bilbao");
        assert_eq!(isolated("a\u{202E}b"), "ab");
        assert_eq!(isolated(&format!("e{}x", "\u{301}".repeat(99))), format!("e{}x", "\u{301}".repeat(4)));
        assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
    }
}
