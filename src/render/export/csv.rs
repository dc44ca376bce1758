//! A table as a file: RFC 4180 in UTF-8, and nothing in it that a spreadsheet would take for a formula.

/// A table while it is being written.
pub struct Csv {
    out: String,
    /// Does the row have a cell already?
    is_begun: bool,
}

impl Csv {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Csv {
        let mut csv = Csv { out: String::new(), is_begun: false };
        for column in columns {
            csv.text(column);
        }
        csv.end_row();
        csv
    }

    /// Adds a cell of text.
    pub fn text(&mut self, text: &str) {
        self.part();
        let guard = if is_formula(text) { "'" } else { "" };
        if text.contains(['"', ',', '\n', '\r']) {
            self.out.push('"');
            self.out.push_str(guard);
            self.out.push_str(&text.replace('"', "\"\""));
            self.out.push('"');
        } else {
            self.out.push_str(guard);
            self.out.push_str(text);
        }
    }

    /// Adds a cell with a number to its last digit, or an empty one.
    pub fn number(&mut self, number: Option<f64>) {
        self.part();
        if let Some(number) = number.filter(|number| number.is_finite()) {
            self.out.push_str(&number.to_string());
        }
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.out.push_str("\r\n");
        self.is_begun = false;
    }

    /// The whole file.
    pub fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    fn part(&mut self) {
        if self.is_begun {
            self.out.push(',');
        }
        self.is_begun = true;
    }
}

/// Would a spreadsheet calculate this? A plain number is none the worse for its sign.
fn is_formula(text: &str) -> bool {
    let is_start = |letter: char| matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    text.starts_with(is_start) && !text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::Csv;

    fn check(write: impl Fn(&mut Csv), expected: &str) {
        let mut csv = Csv::new(&["a"]);
        write(&mut csv);
        csv.end_row();
        assert_eq!(String::from_utf8_lossy(&csv.finish()), format!("a\r\n{expected}\r\n"));
    }

    #[test]
    fn text_is_quoted_where_it_must_be() {
        check(|csv| csv.text("plain"), "plain");
        check(|csv| csv.text("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
    }

    #[test]
    fn no_text_is_calculated() {
        check(|csv| csv.text("=cmd()"), "'=cmd()");
        check(|csv| csv.text("@SUM(1,2)"), "\"'@SUM(1,2)\"");
        check(|csv| csv.text("-x"), "'-x");
        check(|csv| csv.text("\t=1"), "'\t=1");
        check(|csv| csv.text("－1+1"), "'－1+1");
    }

    #[test]
    fn numbers_keep_their_sign_and_their_digits() {
        check(|csv| csv.text("-5"), "-5");
        check(|csv| csv.number(Some(-12345.678)), "-12345.678");
        check(|csv| csv.number(Some(0.1)), "0.1");
        check(|csv| csv.number(Some(1e15)), "1000000000000000");
        check(|csv| csv.number(Some(f64::NAN)), "");
        check(|csv| csv.number(None), "");
    }
}
