//! Which of several words is certainly the one that was meant.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Shorter words differ in one letter too often by design.
const SHORTEST: usize = 4;

/// The candidate that `wanted` certainly stands for: the only one that differs in capitals and accents alone, or, where there is none,
/// the only one that is a single slip away. A slip is a letter too many, too few, another, or two neighbours that changed places.
///
/// Two words that differ in a digit are two things: `edition-2023` is no slip for `edition-2024`.
pub fn certain<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wanted);
    let length = folded.chars().count();
    let mut same = One::Nothing;
    let mut slip = One::Nothing;
    let (is_plain, marks) = (wanted.is_ascii(), super::letters(&folded));
    for candidate in candidates {
        // Most candidates need no closer look: a slip adds or removes at most two of the letters that a word has.
        let is_far = || candidate.len().abs_diff(wanted.len()) > 1 || (marks ^ super::letters(candidate)).count_ones() > 2;
        if is_plain && candidate.is_ascii() && is_far() {
            continue;
        }
        let other = fold(candidate);
        if other == folded {
            same = same.and(candidate);
        } else if length.abs_diff(other.chars().count()) <= 1
            && digits(&folded).eq(digits(&other))
            && strsim::osa_distance(&folded, &other) == 1
        {
            slip = slip.and(candidate);
        }
    }
    match (same, slip) {
        (One::Word(word), _) => Some(word),
        (One::Nothing, One::Word(word)) if length >= SHORTEST => Some(word),
        _ => None,
    }
}

/// Nothing yet, one word, or more than one.
#[derive(Clone, Copy)]
enum One<'a> {
    Nothing,
    Word(&'a str),
    Several,
}

impl<'a> One<'a> {
    fn and(self, word: &'a str) -> One<'a> {
        match self {
            One::Nothing => One::Word(word),
            One::Word(same) if same == word => self,
            One::Word(_) | One::Several => One::Several,
        }
    }
}

/// A word without its capitals and accents.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(word).into_owned();
    apart.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).flat_map(char::to_lowercase).collect()
}

fn digits(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|letter| letter.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_taken() {
        let check = |wanted: &str, candidates: &[&str], expected: Option<&str>| {
            assert_eq!(certain(wanted, candidates.iter().copied()), expected, "{wanted}");
        };
        check("tecnalai", &["tecnalia", "gaia"], Some("tecnalia"));
        check("Tecnalia", &["tecnalia", "tecnalias"], Some("tecnalia"));
        check("ámbar", &["ambar"], Some("ambar"));
        check("n\u{303}andu", &["nandu", "nando"], Some("nandu"));
        check("tecnalla", &["tecnalia", "tecnalba"], None);
        check("tecnalla", &["tecnalia", "tecnalia"], Some("tecnalia"));
        check("edition-2023", &["edition-2024"], None);
        check("bhc", &["bdc"], None);
        check("BHC", &["bhc"], Some("bhc"));
        check("reserch-center", &["research-centre"], None);
        check("", &["a"], None);
    }
}
