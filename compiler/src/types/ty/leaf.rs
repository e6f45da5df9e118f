//! How comparisons treat single values: ordering, patterns, timestamps.

use std::cmp::Ordering;

use crate::{
    expr::timestamp,
    ir::{Glob, Order},
};

/// Whether a text is an RFC 3339 timestamp with a zone.
#[must_use]
pub(crate) fn is_timestamp(text: &str) -> bool {
    timestamp::check(text).is_ok()
}

/// Whether an ordering satisfies an operator.
#[must_use]
pub fn holds(order: Order, found: Ordering) -> bool {
    match order {
        Order::Equal => found.is_eq(),
        Order::Less => found.is_lt(),
        Order::LessOrEqual => found.is_le(),
        Order::Greater => found.is_gt(),
        Order::GreaterOrEqual => found.is_ge(),
    }
}

/// Orders two strings as the service does: by UTF-16 code units.
#[must_use]
pub fn compare_texts(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// Orders two number literals; `None` if one of them is no number.
#[must_use]
pub fn compare_numbers(a: &str, b: &str) -> Option<Ordering> {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.parse::<f64>().ok()?.partial_cmp(&b.parse::<f64>().ok()?),
    }
}

/// The value of a number literal that has no fraction, however it is written.
#[must_use]
pub(crate) fn whole(text: &str) -> Option<i128> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let value: f64 = text.parse().ok()?;
    // 2^126 is exact in both; beyond it the bounds of a type decide nothing.
    let limit = 2f64.powi(126);
    #[allow(clippy::cast_possible_truncation, reason = "a whole number within the bounds just checked")]
    (value.fract() == 0.0 && value.abs() < limit).then_some(value as i128)
}

/// The greatest whole number that is not above a literal.
#[must_use]
pub(crate) fn floor(text: &str) -> Option<i128> {
    whole(text).or_else(|| {
        let value: f64 = text.parse().ok()?;
        whole(&value.floor().to_string())
    })
}

/// Whether a text matches a `StringMatches` pattern.
#[must_use]
pub fn matches(pattern: &[Glob], text: &str) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((Glob::Text(literal), rest)) => {
            text.strip_prefix(literal.as_str()).is_some_and(|tail| matches(rest, tail))
        }
        Some((Glob::Any, [])) => true,
        // The shortest stretch before the next literal is as good as any: only what follows it matters.
        Some((Glob::Any, rest @ [Glob::Text(literal), after @ ..])) => match after {
            [] => text.ends_with(literal.as_str()),
            _ => match text.find(literal.as_str()) {
                Some(at) => matches(after, text.get(at + literal.len()..).unwrap_or_default()),
                None => matches(rest, ""),
            },
        },
        Some((Glob::Any, rest)) => matches(rest, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_the_whole_text() {
        let glob = |parts: &[&str]| -> Vec<Glob> {
            parts.iter().map(|part| if *part == "*" { Glob::Any } else { Glob::Text((*part).to_owned()) }).collect()
        };
        assert!(matches(&glob(&["a", "*", "b"]), "a--b--b"));
        assert!(!matches(&glob(&["a", "*", "b"]), "a--b--c"));
        assert!(matches(&glob(&["*", "x", "*", "y"]), "1x2xy"));
        assert!(!matches(&glob(&["*", "x", "*", "y"]), "1y2x"));
        assert!(matches(&glob(&["*"]), "") && matches(&glob(&[]), "") && !matches(&glob(&[]), "a"));
        assert!(matches(&glob(&["*", "*", "z"]), "z"));
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(compare_numbers("1", "1.0"), Some(Ordering::Equal));
        assert_eq!(compare_numbers("1e3", "999"), Some(Ordering::Greater));
        assert_eq!(compare_numbers("-0.5", "0"), Some(Ordering::Less));
        assert_eq!((floor("-0.5"), floor("2.5"), whole("2.5")), (Some(-1), Some(2), None));
    }

    #[test]
    fn timestamps_need_t_and_zone() {
        assert!(is_timestamp("2026-01-02T03:04:05Z") && is_timestamp("2026-01-02T03:04:05.5+02:00"));
        assert!(!is_timestamp("2026-01-02 03:04:05Z") && !is_timestamp("2026-01-02T03:04:05") && !is_timestamp("é"));
    }
}
