//! The operators of `Choice` rules: `And`, `Or`, `Not` and the 39 comparisons.

use crate::ir::{Order, TypeTest};

/// An operator. `path`: the operand is a path (`StringEqualsPath`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    String { order: Order, path: bool },
    Matches,
    Numeric { order: Order, path: bool },
    Boolean { path: bool },
    Timestamp { order: Order, path: bool },
    Is(TypeTest),
}

const ORDERS: [(&str, Order); 5] = [
    ("Equals", Order::Equal),
    ("LessThan", Order::Less),
    ("LessThanEquals", Order::LessOrEqual),
    ("GreaterThan", Order::Greater),
    ("GreaterThanEquals", Order::GreaterOrEqual),
];

/// All names; what is misspelt is compared with them.
const NAMES: [&str; 42] = [
    "And",
    "Or",
    "Not",
    "StringEquals",
    "StringEqualsPath",
    "StringLessThan",
    "StringLessThanPath",
    "StringLessThanEquals",
    "StringLessThanEqualsPath",
    "StringGreaterThan",
    "StringGreaterThanPath",
    "StringGreaterThanEquals",
    "StringGreaterThanEqualsPath",
    "StringMatches",
    "NumericEquals",
    "NumericEqualsPath",
    "NumericLessThan",
    "NumericLessThanPath",
    "NumericLessThanEquals",
    "NumericLessThanEqualsPath",
    "NumericGreaterThan",
    "NumericGreaterThanPath",
    "NumericGreaterThanEquals",
    "NumericGreaterThanEqualsPath",
    "BooleanEquals",
    "BooleanEqualsPath",
    "TimestampEquals",
    "TimestampEqualsPath",
    "TimestampLessThan",
    "TimestampLessThanPath",
    "TimestampLessThanEquals",
    "TimestampLessThanEqualsPath",
    "TimestampGreaterThan",
    "TimestampGreaterThanPath",
    "TimestampGreaterThanEquals",
    "TimestampGreaterThanEqualsPath",
    "IsPresent",
    "IsNull",
    "IsNumeric",
    "IsString",
    "IsBoolean",
    "IsTimestamp",
];

pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    NAMES.into_iter()
}

pub(super) fn find(name: &str) -> Option<Operator> {
    Some(match name {
        "And" => Operator::And,
        "Or" => Operator::Or,
        "Not" => Operator::Not,
        "StringMatches" => Operator::Matches,
        "BooleanEquals" => Operator::Boolean { path: false },
        "BooleanEqualsPath" => Operator::Boolean { path: true },
        "IsPresent" => Operator::Is(TypeTest::Present),
        "IsNull" => Operator::Is(TypeTest::Null),
        "IsNumeric" => Operator::Is(TypeTest::Numeric),
        "IsString" => Operator::Is(TypeTest::String),
        "IsBoolean" => Operator::Is(TypeTest::Boolean),
        "IsTimestamp" => Operator::Is(TypeTest::Timestamp),
        _ => {
            let (literal, path) = name.strip_suffix("Path").map_or((name, false), |literal| (literal, true));
            let order = |rest: &str| ORDERS.iter().find(|(word, _)| *word == rest).map(|(_, order)| *order);
            if let Some(rest) = literal.strip_prefix("String") {
                Operator::String { order: order(rest)?, path }
            } else if let Some(rest) = literal.strip_prefix("Numeric") {
                Operator::Numeric { order: order(rest)?, path }
            } else {
                Operator::Timestamp { order: order(literal.strip_prefix("Timestamp")?)?, path }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Operator, find};
    use crate::ir::Order;

    #[test]
    fn every_name_is_an_operator_of_its_own() {
        let mut seen = Vec::new();
        for name in NAMES {
            let found = find(name).unwrap_or_else(|| panic!("{name}"));
            assert!(!seen.contains(&found), "{name}");
            seen.push(found);
        }
        assert_eq!(find("NumericLessThanPath"), Some(Operator::Numeric { order: Order::Less, path: true }));
    }

    #[test]
    fn nothing_else_is() {
        for name in ["", "Equals", "String", "StringPath", "StringMatchesPath", "IsNullPath", "StringNotEquals", "and"]
        {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
