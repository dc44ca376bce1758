//! A formula such as `share * companies / 100`, worked out over quantities that may be bounds.

use exmex::{BinOp, Express, FlatEx, MakeOperators, NumberMatcher, Operator};

use super::quantity::Quantity;

/// A formula longer than this is a slip, or an attempt to keep the machine busy.
const MOST_LETTERS: usize = 500;

/// Parentheses within parentheses.
const MOST_NESTED: usize = 20;

/// The four operations, the only ones that keep bounds and units in sight.
#[derive(Clone, Debug)]
struct Operations;

impl MakeOperators<Quantity> for Operations {
    fn make<'a>() -> Vec<Operator<'a, Quantity>> {
        let sum = |apply| BinOp { apply, prio: 0, is_commutative: false };
        let product = |apply| BinOp { apply, prio: 1, is_commutative: false };
        vec![
            Operator::make_bin_unary("+", sum(|a, b| a + b), |a| a),
            Operator::make_bin_unary("-", sum(|a, b| a - b), |a: Quantity| -a),
            Operator::make_bin("*", product(|a, b| a * b)),
            Operator::make_bin("/", product(|a, b| a / b)),
        ]
    }
}

/// A formula and the words in it.
#[derive(Debug)]
pub struct Formula {
    expression: FlatEx<Quantity, Operations, NumberMatcher>,
    /// Each once, in the order of the alphabet.
    pub words: Vec<Box<str>>,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// What is wrong with it, in the part of it that is at fault, and what to do.
    pub fn parse(text: &str) -> Result<Formula, (String, &str, String)> {
        sound(text)?;
        let unread = |_| ("the formula cannot be read".to_owned(), text, "write it like share * companies / 100".to_owned());
        // The library's own account of what is wrong speaks to programmers.
        let expression = FlatEx::parse(text).map_err(unread)?;
        let words = expression.var_names().iter().map(|word| word.as_str().into()).collect();
        Ok(Formula { expression, words })
    }

    /// What it comes to, given a value for each of its words in their order.
    pub fn result(&self, values: &[Quantity]) -> Option<Quantity> {
        self.expression.eval(values).ok()
    }
}

/// Finds what the library would not read, or would read as something else.
fn sound(text: &str) -> Result<(), (String, &str, String)> {
    let fault = |part, message: String, help: &str| Err((message, part, help.to_owned()));
    if text.trim().is_empty() {
        return fault(text, "the formula is empty".to_owned(), "write one, such as share * companies / 100");
    }
    if text.len() > MOST_LETTERS {
        return fault(text, format!("the formula is longer than {MOST_LETTERS} letters"), "derive it in several steps");
    }
    let is_known = |letter: char| letter.is_ascii_alphanumeric() || "_ .+-*/()".contains(letter);
    if let Some((at, letter)) = text.char_indices().find(|(_, letter)| !is_known(*letter)) {
        let help = match letter {
            '%' => "write / 100",
            '×' | '·' => "write *",
            '÷' | ':' => "write /",
            '−' | '–' => "write -",
            ',' => "write a point before the decimals, and nothing between the thousands",
            _ => "a formula has numbers, the words of its terms, + - * / and parentheses",
        };
        return fault(&text[at..at + letter.len_utf8()], format!("a formula cannot hold `{letter}`"), help);
    }
    let mut open: Vec<usize> = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open.push(at),
            ')' if open.pop().is_none() => {
                return fault(&text[at..=at], "this parenthesis closes nothing".to_owned(), "remove it, or open one before it");
            }
            _ => {}
        }
        if open.len() > MOST_NESTED {
            return fault(&text[at..=at], "the parentheses are nested too deeply".to_owned(), "derive it in several steps");
        }
    }
    match open.last() {
        Some(at) => fault(&text[*at..=*at], "this parenthesis is never closed".to_owned(), "close it, or remove it"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
