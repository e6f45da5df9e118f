//! The comparisons of Choice rules. One whose sides are not both of its type is false.

use std::cmp::Ordering;

use super::Number;

/// How two values are to be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `..Equals`
    Equal,
    /// `..LessThan`
    Less,
    /// `..LessThanEquals`
    LessOrEqual,
    /// `..GreaterThan`
    Greater,
    /// `..GreaterThanEquals`
    GreaterOrEqual,
}

impl Order {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Order::Equal => ordering.is_eq(),
            Order::Less => ordering.is_lt(),
            Order::LessOrEqual => ordering.is_le(),
            Order::Greater => ordering.is_gt(),
            Order::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// Two values with an order of their own.
pub fn compare<T: PartialOrd>(order: Order, left: Option<T>, right: Option<T>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.partial_cmp(&right).is_some_and(|ordering| order.holds(ordering)),
        _ => false,
    }
}

/// Two strings, by their UTF-16 code units, as the service compares them.
#[must_use]
pub fn texts(order: Order, left: Option<Words<'_>>, right: Option<Words<'_>>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) if order == Order::Equal => left == right,
        (Some(left), Some(right)) => order.holds(left.encode_utf16().cmp(right.encode_utf16())),
        _ => false,
    }
}

/// A string, borrowed from anywhere.
type Words<'a> = std::borrow::Cow<'a, str>;

/// Two booleans.
#[must_use]
pub fn booleans(left: Option<bool>, right: Option<bool>) -> bool {
    left.is_some() && left == right
}

/// Two numbers: exactly if both are whole, else as floats.
#[must_use]
pub fn numbers(order: Order, left: Option<Number>, right: Option<Number>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    match (left, right) {
        (Number::Int(left), Number::Int(right)) => order.holds(left.cmp(&right)),
        (left, right) => compare(order, Some(float(left)), Some(float(right))),
    }
}

#[allow(clippy::cast_precision_loss)]
fn float(number: Number) -> f64 {
    match number {
        Number::Int(value) => value as f64,
        Number::Float(value) => value,
    }
}

/// A part of a `StringMatches` pattern.
#[derive(Clone, Copy, Debug)]
pub enum Glob {
    /// These characters.
    Text(&'static str),
    /// Any characters, or none.
    Any,
}

/// Whether a string as a whole is what a pattern describes.
#[must_use]
pub fn matches(text: Option<Words<'_>>, pattern: &[Glob]) -> bool {
    text.is_some_and(|text| glob(&text, pattern))
}

/// Each text is taken at the first place it stands at, but for one at the end: nothing found later
/// could have been found better.
fn glob(mut text: &str, mut pattern: &[Glob]) -> bool {
    let mut floating = false;
    while let Some((part, rest)) = pattern.split_first() {
        pattern = rest;
        let Glob::Text(wanted) = part else {
            floating = true;
            continue;
        };
        if floating && rest.is_empty() {
            return text.ends_with(wanted);
        }
        let at = if floating { text.find(wanted) } else { text.starts_with(wanted).then_some(0) };
        match at.and_then(|at| text.get(at + wanted.len()..)) {
            Some(after) => text = after,
            None => return false,
        }
        floating = false;
    }
    floating || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        use Glob::{Any, Text};
        let cases: &[(&str, &[Glob], bool)] = &[
            ("abc", &[Text("abc")], true),
            ("abcd", &[Text("abc")], false),
            ("log-1.txt", &[Text("log-"), Any, Text(".txt")], true),
            ("log-.txt.txt", &[Text("log-"), Any, Text(".txt")], true),
            ("log.txt", &[Text("log-"), Any, Text(".txt")], false),
            ("", &[Any], true),
            ("", &[], true),
            ("x", &[], false),
            ("aXbYb", &[Text("a"), Any, Text("b"), Any, Text("b")], true),
            ("ab", &[Text("ab"), Any, Text("b")], false),
        ];
        for (text, pattern, expected) in cases {
            assert_eq!(glob(text, pattern), *expected, "{text} {pattern:?}");
        }
    }

    #[test]
    fn large_whole_numbers_are_told_apart() {
        let (a, b) = (Some(Number::Int(9_007_199_254_740_993)), Some(Number::Int(9_007_199_254_740_992)));
        assert!(!numbers(Order::Equal, a, b));
        assert!(numbers(Order::Equal, Some(Number::Int(1)), Some(Number::Float(1.0))));
        assert!(!numbers(Order::Equal, Some(Number::Float(f64::NAN)), Some(Number::Float(f64::NAN))));
    }

    #[test]
    fn strings_order_by_code_unit() {
        // U+FF61 is one unit above the surrogates that stand for U+10000.
        assert!(texts(Order::Greater, Some("\u{ff61}".into()), Some("\u{10000}".into())));
        assert!(!texts(Order::Equal, None, None));
    }
}
