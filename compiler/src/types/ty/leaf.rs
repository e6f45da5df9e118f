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
    let mut left = text;
    // After a wildcard the shortest stretch before a literal is as good as any: only what follows it matters.
    let mut is_free = false;
    for (at, part) in pattern.iter().enumerate() {
        match part {
            Glob::Any => is_free = true,
            Glob::Text(literal) if is_free && at + 1 == pattern.len() => return left.ends_with(literal.as_str()),
            Glob::Text(literal) => {
                let tail = if is_free {
                    left.split_once(literal.as_str()).map(|(_, tail)| tail)
                } else {
                    left.strip_prefix(literal.as_str())
                };
                let Some(tail) = tail else { return false };
                left = tail;
                is_free = false;
            }
        }
    }
    is_free || left.is_empty()
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
        assert!(matches(&glob(&["a", "*"]), "a") && !matches(&glob(&["*", "a", "*", "a"]), "-a"));
        // As long a pattern as a definition can hold.
        assert!(matches(&glob(&["a", "*"].repeat(200_000)), &"ab".repeat(200_000)));
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
