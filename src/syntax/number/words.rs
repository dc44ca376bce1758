//! Small numbers in words, and words by which a language shows that it writes a comma before decimals.

/// What is written in words more often than in digits. Not here: `one`, `un` and `bat`, which are articles, and words that mean something
/// else in one of the languages, as `once` does in English.
const NUMBERS: [(&str, f64); 75] = [
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("dos", 2.0),
    ("tres", 3.0),
    ("cuatro", 4.0),
    ("cinco", 5.0),
    ("seis", 6.0),
    ("siete", 7.0),
    ("ocho", 8.0),
    ("nueve", 9.0),
    ("diez", 10.0),
    ("doce", 12.0),
    ("trece", 13.0),
    ("catorce", 14.0),
    ("quince", 15.0),
    ("dieciséis", 16.0),
    ("diecisiete", 17.0),
    ("dieciocho", 18.0),
    ("diecinueve", 19.0),
    ("veinte", 20.0),
    ("treinta", 30.0),
    ("cuarenta", 40.0),
    ("cincuenta", 50.0),
    ("sesenta", 60.0),
    ("setenta", 70.0),
    ("ochenta", 80.0),
    ("noventa", 90.0),
    ("bi", 2.0),
    ("hiru", 3.0),
    ("lau", 4.0),
    ("bost", 5.0),
    ("sei", 6.0),
    ("zazpi", 7.0),
    ("zortzi", 8.0),
    ("bederatzi", 9.0),
    ("hamar", 10.0),
    ("hamaika", 11.0),
    ("hamabi", 12.0),
    ("hamahiru", 13.0),
    ("hamalau", 14.0),
    ("hamabost", 15.0),
    ("hamasei", 16.0),
    ("hamazazpi", 17.0),
    ("hemezortzi", 18.0),
    ("hemeretzi", 19.0),
    ("hogei", 20.0),
    ("hogeita", 20.0),
    ("hirurogei", 60.0),
    ("berrogei", 40.0),
    ("laurogei", 80.0),
    ("ehun", 100.0),
];

/// Words of Spanish and of Basque that stand beside numbers.
const OF_COMMAS: [&str; 23] = [
    "millón",
    "millones",
    "miles",
    "más",
    "unos",
    "unas",
    "casi",
    "alrededor",
    "personas",
    "empresas",
    "entidades",
    "de",
    "milioi",
    "milioitik",
    "mila",
    "lagun",
    "enpresa",
    "erakunde",
    "ehuneko",
    "inguru",
    "baino",
    "gehiago",
    "ia",
];

/// How words begin that make more of a number, or less.
const MULTIPLES: [&str; 15] = [
    "hundred", "thousand", "million", "billion", "dozen", "half", "cien", "mil", "docena", "media", "medio", "ehun", "dozena", "erdi",
    "hogei",
];

/// The small numbers that are written in words.
pub fn numbers(text: &str) -> impl Iterator<Item = f64> {
    let known = |word: &str| NUMBERS.iter().find(|(name, _)| word.to_lowercase() == *name).map(|(_, number)| *number);
    text.split(|letter: char| !letter.is_alphabetic()).filter_map(known)
}

/// The only number in some words, where it is below twenty and nothing multiplies it: then it is all that is said.
pub fn only(text: &str) -> Option<f64> {
    let is_multiple = |word: &str| MULTIPLES.iter().any(|known| word.to_lowercase().starts_with(known));
    let mut found = numbers(text);
    let number = found.next().filter(|number| *number < 20.0)?;
    let is_plain = found.next().is_none() && !text.contains(|letter: char| letter.is_ascii_digit());
    (is_plain && !text.split(|letter: char| !letter.is_alphabetic()).any(is_multiple)).then_some(number)
}

/// Do the words show that a comma stands before decimals here?
pub fn are_of_commas(text: &str) -> bool {
    let is_known = |word: &str| OF_COMMAS.contains(&&*word.to_lowercase());
    text.split(|letter: char| !letter.is_alphabetic()).any(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_read_in_three_languages() {
        let check = |text: &str, expected: &[f64]| assert_eq!(numbers(text).collect::<Vec<_>>(), expected, "{text}");
        check("eighteen of the 20 offices", &[18.0]);
        check("Dieciocho oficinas", &[18.0]);
        check("hemezortzi bulego", &[18.0]);
        check("once again, one office", &[]);
        let check = |text: &str, expected: Option<f64>| assert_eq!(only(text), expected, "{text}");
        check("eighteen offices", Some(18.0));
        check("eighteen of the 20 offices", None);
        check("three hundred offices", None);
        check("twenty-one offices", None);
        check("hogeita bost bulego", None);
    }

    #[test]
    fn the_words_give_the_notation_away() {
        assert!(are_of_commas("más de 25.000 millones de euros") && are_of_commas("45.000 lagun"));
        assert!(!are_of_commas("over 25,000 million euros"));
    }
}
