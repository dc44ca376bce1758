//! Numbers as people type them, understood well enough to say how Sare wants them.

pub mod running;
pub mod words;

/// "write `1234.5`: …", where a text is a number with a decimal comma, with parted thousands, or with a sign behind it.
pub fn hint(text: &str) -> Option<String> {
    let plain = text.trim().trim_end_matches(['%', '€', '$', '£']).trim_end();
    let bare: String = plain.chars().filter(|letter| !is_gap(*letter)).collect();
    let digits = bare.strip_prefix(['-', '+', '−']).unwrap_or(&bare);
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.');
    if !is_number {
        return None;
    }
    let sign = if digits.len() == bare.len() || bare.starts_with('+') { "" } else { "-" };
    let write = |number: String| format!("`{sign}{number}`");
    let none = |mark: char| digits.replace(mark, "");
    let rest = digits.rsplit([',', '.']).next().map_or(0, str::len);
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let is_parted = |mark: char| digits.split(mark).skip(1).all(|part| part.len() == 3);
    Some(match (commas, points) {
        (0, 0) if plain == text.trim() && bare == plain => return None,
        (0, 0) => format!("write {}: the digits alone", write(digits.into())),
        (0, 1) if rest == 3 => format!("write {} if the point parts the thousands", write(none('.'))),
        (0, 1) => format!("write {}: the digits alone", write(digits.into())),
        (1, 0) if rest == 3 => {
            format!(
                "write {} if the comma parts the thousands, {} if decimals follow it",
                write(none(',')),
                write(digits.replace(',', "."))
            )
        }
        (1, 0) => format!("write {}: a point before the decimals", write(digits.replace(',', "."))),
        (0, _) if is_parted('.') => format!("write {}: nothing between the thousands", write(none('.'))),
        (_, 0) if is_parted(',') => format!("write {}: nothing between the thousands", write(none(','))),
        (1, _) if digits.rfind(',') > digits.rfind('.') => {
            format!("write {}: a point before the decimals, and nothing between the thousands", write(none('.').replace(',', ".")))
        }
        (_, 1) if digits.rfind('.') > digits.rfind(',') => format!("write {}: nothing between the thousands", write(none(','))),
        _ => return None,
    })
}

/// May a number that can be read be a larger one, with a point between its thousands: `25.000`?
pub fn is_ambiguous(text: &str) -> bool {
    let text = text.trim();
    text.split_once('.').is_some_and(|(whole, rest)| {
        rest == "000" && (1..=3).contains(&whole.len()) && whole.bytes().all(|byte| byte.is_ascii_digit()) && !whole.starts_with('0')
    })
}

/// What people put between thousands: spaces of any width, and apostrophes.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_notations_are_understood() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(hint(text).as_deref(), expected, "{text}");
        check("22,8", Some("write `22.8`: a point before the decimals"));
        check("-1.234,56", Some("write `-1234.56`: a point before the decimals, and nothing between the thousands"));
        check("1,234.5", Some("write `1234.5`: nothing between the thousands"));
        check("1.234.567", Some("write `1234567`: nothing between the thousands"));
        check("25 000", Some("write `25000`: the digits alone"));
        check("23 %", Some("write `23`: the digits alone"));
        check("25.000", Some("write `25000` if the point parts the thousands"));
        check("12,500", Some("write `12500` if the comma parts the thousands, `12.500` if decimals follow it"));
        for text in ["", "about 20", "12", "1.2,3.4", "n/a", ",", "1,"] {
            check(text, None);
        }
    }

    #[test]
    fn three_zeros_behind_a_point_may_be_thousands() {
        assert!(["25.000", "1.000"].into_iter().all(is_ambiguous));
        assert!(!["0.000", "25.00", "25.001", "1234.000", "25000"].into_iter().any(is_ambiguous));
    }
}
