//! Properties of what is known of a number, whatever is done with it.

use proptest::prelude::*;

use super::*;
use crate::registry::figure::formula::Formula;

/// A formula of the words a, b and c, and what it comes to for plain numbers, worked out apart.
#[derive(Clone, Debug)]
enum Tree {
    Word(usize),
    Number(u8),
    Negative(Box<Tree>),
    Operation(char, Box<Tree>, Box<Tree>),
}

impl Tree {
    fn written(&self) -> String {
        match self {
            Tree::Word(word) => ["a", "b", "c"][*word].to_owned(),
            Tree::Number(number) => number.to_string(),
            Tree::Negative(inner) => format!("(-({}))", inner.written()),
            Tree::Operation(operation, one, other) => format!("({} {operation} {})", one.written(), other.written()),
        }
    }

    fn value(&self, words: &[f64]) -> f64 {
        match self {
            Tree::Word(word) => words[*word],
            Tree::Number(number) => f64::from(*number),
            Tree::Negative(inner) => -inner.value(words),
            Tree::Operation(operation, one, other) => {
                let (one, other) = (one.value(words), other.value(words));
                match operation {
                    '+' => one + other,
                    '-' => one - other,
                    '*' => one * other,
                    _ => one / other,
                }
            }
        }
    }
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![(0usize..3).prop_map(Tree::Word), (0u8..10).prop_map(Tree::Number)];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Tree::Negative(Box::new(one))),
            (prop::sample::select(vec!['+', '-', '*', '/']), inner.clone(), inner).prop_map(|(operation, one, other)| Tree::Operation(
                operation,
                Box::new(one),
                Box::new(other)
            )),
        ]
    })
}

/// An interval, perhaps without an end on one side, and a number in it.
fn known() -> impl Strategy<Value = (Interval, f64)> {
    (-50.0f64..50.0, 0.0f64..20.0, 0.0f64..1.0, 0u8..5).prop_map(|(low, length, part, form)| {
        let (at, high) = (low + length * part, low + length);
        match form {
            0 => (Interval::point(low), low),
            1 => (Interval::from(low, End::Reached), at),
            2 => (Interval::to(high, End::Reached), at),
            _ => (Interval::between(low, high), at),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the true numbers are, within what is known of them, the true result is within what is derived.
    #[test]
    fn an_interval_holds_the_result_of_every_number_in_it(tree in tree(), terms in prop::collection::vec(known(), 3)) {
        let formula = Formula::parse(&tree.written().replace("(-(", "(0-(")).expect("it is written as formulas are");
        let numbers: Vec<f64> = terms.iter().map(|(_, number)| *number).collect();
        let values: Vec<Quantity> = formula.words.iter().map(|word| {
            let (said, _) = terms[usize::from(word.as_bytes()[0] - b'a')];
            Quantity { said, possible: said, ..Quantity::default() }
        }).collect();
        let result = formula.result(&values).expect("it has a value for every word");
        let expected = tree.value(&numbers);
        if expected.is_finite() && result.fault.is_none() {
            let slack = 1e-6 * (1.0 + expected.abs());
            prop_assert!(result.said.low - slack <= expected && expected <= result.said.high + slack, "{expected} in {:?}", result.said);
        }
        prop_assert!(!result.said.low.is_nan() && !result.said.high.is_nan() && result.said.low <= result.said.high);
    }

    /// Exact numbers come out as they do on paper, from left to right.
    #[test]
    fn exact_numbers_stay_exact(tree in tree(), numbers in prop::collection::vec(-9.0f64..9.0, 3)) {
        let formula = Formula::parse(&tree.written()).expect("it is written as formulas are");
        let values: Vec<Quantity> = formula.words.iter().map(|word| Quantity::point(numbers[usize::from(word.as_bytes()[0] - b'a')])).collect();
        let result = formula.result(&values).expect("it has a value for every word");
        let expected = tree.value(&numbers);
        if expected.is_finite() && result.fault.is_none() {
            let (Reading::Value(value), Qualifier::Exact) = result.reading() else { return Err(TestCaseError::fail("not exact")) };
            prop_assert!((value - expected).abs() <= 1e-9 * (1.0 + expected.abs()) || expected.abs() > 1e12, "{value} and {expected}");
        }
    }
}

#[test]
fn only_things_may_be_added_to_things_of_another_sort() {
    let of = |unit: Unit| Quantity { unit, ..Quantity::point(6.0) };
    let (euros, percent, people, labs) = (of(Unit::Measured(0)), of(Unit::Measured(1)), of(Unit::Counted(2)), of(Unit::Counted(3)));
    assert_eq!((euros + percent).fault, Some(Fault::MixedUnits(0, 1)));
    assert_eq!((people - percent).fault, Some(Fault::MixedUnits(2, 1)));
    assert_eq!(((people + labs).fault, (people + labs).unit), (None, Unit::Mixed));
    assert_eq!((euros + euros).unit, Unit::Measured(0));
    assert_eq!((euros / euros).unit, Unit::Plain);
    assert_eq!((euros / people).unit, Unit::Mixed);
    assert_eq!((euros * Quantity::point(2.0)).unit, Unit::Measured(0));
    assert_eq!((euros / of(Unit::Plain) + euros).fault, None);
    assert_eq!((people * percent / Quantity::point(100.0) + people).fault, None);
}

#[test]
fn nothing_is_divided_by_zero() {
    assert_eq!((Quantity::point(1.0) / Quantity::point(0.0)).fault, Some(Fault::DivisionByZero));
    let around = Quantity { said: Interval::between(-1.0, 1.0), ..Quantity::point(1.0) };
    assert_eq!((Quantity::point(1.0) / around).said, Interval::ANY);
}
