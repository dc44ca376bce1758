//! Spans of time as people say them: 18 months, 2 years.

/// Longer than this is a slip.
const MOST_MONTHS: u32 = 12_000;

/// Reads a span of time, in months.
///
/// # Errors
/// It is none; the text says how to write one.
pub fn parse(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let (count, unit) = text.split_at(text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len()));
    let unit = unit.trim();
    let Ok(count) = count.parse::<u32>() else { return Err("write a whole number of months or years, such as \"18 months\"".into()) };
    let months = match unit {
        "month" | "months" => Some(count),
        "year" | "years" => count.checked_mul(12),
        "" => return Err(format!("add what is counted: \"{count} months\" or \"{count} years\"")),
        _ => return Err(format!("write months or years, such as \"{count} months\"")),
    };
    months.filter(|months| (1..=MOST_MONTHS).contains(months)).ok_or_else(|| "write from one month to 1000 years".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_in_months() {
        let check = |text: &str, expected: Option<u32>| assert_eq!(parse(text).ok(), expected, "{text}");
        check("18 months", Some(18));
        check(" 2 years ", Some(24));
        check("1 month", Some(1));
        check("1year", Some(12));
        for text in ["", "18", "months", "0 months", "1.5 years", "-1 year", "99999999999 years", "400000000 years", "3 weeks", "２ years"]
        {
            check(text, None);
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_same_number() {
        assert_eq!(parse("18"), Err("add what is counted: \"18 months\" or \"18 years\"".into()));
        assert_eq!(parse("6 weeks"), Err("write months or years, such as \"6 months\"".into()));
    }
}
