//! Formulas that can be worked out, and those that are refused.

use super::*;
use crate::registry::figure::Reading;

fn result(text: &str, values: &[f64]) -> Option<Reading> {
    let values: Vec<Quantity> = values.iter().map(|value| Quantity::point(*value)).collect();
    Some(Formula::parse(text).ok()?.result(&values)?.reading().0)
}

#[test]
fn formulas_are_worked_out_as_on_paper() {
    let check = |text: &str, values: &[f64], expected: f64| assert_eq!(result(text, values), Some(Reading::Value(expected)), "{text}");
    check("share * companies / 100", &[12000.0, 74.0], 8880.0);
    check("10 - 4 - 3", &[], 3.0);
    check("100 / 5 / 2", &[], 10.0);
    check("100 / 5 * 2", &[], 40.0);
    check("2 + 3 * 4", &[], 14.0);
    check("(2 + 3) * 4", &[], 20.0);
    check("-x + 5", &[2.0], 3.0);
    check("5 - -x", &[2.0], 7.0);
    check("x*x - y", &[3.0, 1.0], 8.0);
    check("(b - a) / a * 100", &[80.0, 100.0], 25.0);
    check("x_1 + x_2 + .5", &[1.0, 2.0], 3.5);
}

#[test]
fn what_is_no_formula_is_refused_at_its_place() {
    let check = |text: &str, part: &str| match Formula::parse(text) {
        Ok(formula) => panic!("{text} is read as {formula:?}"),
        Err((message, found, _)) => assert_eq!(found, part, "{text}: {message}"),
    };
    check("74%", "%");
    check("a × b", "×");
    check("1,5 * a", ",");
    check("(a + b", "(");
    check("a + b)", ")");
    check("", "");
    check("a b", "a b");
    check("a + ", "a + ");
    check("1.2.3", "1.2.3");
    check("2 * * a", "2 * * a");
    check("{a}", "{");
    check("a ** b", "a ** b");
    check("()", "()");
    check(&"(".repeat(60), "(");
    check(&"a+".repeat(400), &"a+".repeat(400));
}
