//! Reads filters: `[?(@.price < 10 && @.tags contains 'a')]`.

use super::{
    literal,
    scan::{Ending, chain},
};
use crate::expr::{
    Filter, FilterOperator, FilterPath, FilterValue, Segment,
    cursor::{Cursor, Fault},
};

/// The operators by their signs and names.
pub(super) const OPERATORS: [(&str, FilterOperator); 19] = [
    ("==", FilterOperator::Equal),
    ("!=", FilterOperator::NotEqual),
    ("<", FilterOperator::Less),
    ("<=", FilterOperator::LessOrEqual),
    (">", FilterOperator::Greater),
    (">=", FilterOperator::GreaterOrEqual),
    ("===", FilterOperator::TypeSafeEqual),
    ("!==", FilterOperator::TypeSafeNotEqual),
    ("=~", FilterOperator::Matches),
    ("in", FilterOperator::In),
    ("nin", FilterOperator::NotIn),
    ("subsetof", FilterOperator::SubsetOf),
    ("anyof", FilterOperator::AnyOf),
    ("noneof", FilterOperator::NoneOf),
    ("all", FilterOperator::All),
    ("contains", FilterOperator::Contains),
    ("size", FilterOperator::Size),
    ("empty", FilterOperator::Empty),
    ("type", FilterOperator::Type),
];

const HELP: &str = "a filter is written `[?(@.price < 10)]`";

/// The filter behind the bracket that `start` is the place of; the next character is its `?`.
pub(super) fn read(cursor: &mut Cursor, start: usize) -> Result<Segment, Fault> {
    cursor.at += 1;
    cursor.blanks();
    match cursor.peek() {
        Some('(') => {}
        Some(_) => return Err(cursor.expected("`(`").help(HELP)),
        None => return Err(cursor.unclosed(start)),
    }
    let open = cursor.at;
    cursor.at += 1;
    let filter = cursor.deeper(or)?;
    close(cursor, open)?;
    Ok(Segment::Filter(Box::new(filter)))
}

fn close(cursor: &mut Cursor, open: usize) -> Result<(), Fault> {
    cursor.blanks();
    match cursor.peek() {
        Some(')') => {
            cursor.at += 1;
            Ok(())
        }
        Some(_) => Err(cursor.expected("an operator, `&&`, `||` or `)`")),
        None => Err(cursor.unclosed(open)),
    }
}

fn or(cursor: &mut Cursor) -> Result<Filter, Fault> {
    chained(cursor, "||", and, Filter::Or)
}

fn and(cursor: &mut Cursor) -> Result<Filter, Fault> {
    chained(cursor, "&&", operand, Filter::And)
}

fn chained(
    cursor: &mut Cursor,
    sign: &str,
    read: fn(&mut Cursor) -> Result<Filter, Fault>,
    join: fn(Vec<Filter>) -> Filter,
) -> Result<Filter, Fault> {
    let mut parts = vec![read(cursor)?];
    loop {
        cursor.blanks();
        if !cursor.eat_text(sign) {
            break;
        }
        parts.push(read(cursor)?);
    }
    Ok(match <[Filter; 1]>::try_from(parts) {
        Ok([only]) => only,
        Err(parts) => join(parts),
    })
}

fn operand(cursor: &mut Cursor) -> Result<Filter, Fault> {
    cursor.blanks();
    let start = cursor.at;
    if cursor.eat('!') {
        cursor.blanks();
        return Ok(match cursor.peek() {
            // Before a path the sign stands for "is not there" only: the service has no eye for it in
            // `!@.a == 1`, which is `@.a == 1`.
            Some('@' | '$') => match condition(cursor)? {
                Filter::Exists(path) => Filter::Not(Box::new(Filter::Exists(path))),
                other => other,
            },
            _ => Filter::Not(Box::new(cursor.deeper(operand)?)),
        });
    }
    if cursor.eat('(') {
        let inner = cursor.deeper(or)?;
        close(cursor, start)?;
        return Ok(inner);
    }
    condition(cursor)
}

/// One side of a comparison: a value, or a regular expression.
enum Side {
    Value(FilterValue),
    Pattern(crate::expr::Regex),
}

fn condition(cursor: &mut Cursor) -> Result<Filter, Fault> {
    let start = cursor.at;
    let left = side(cursor)?;
    let end = cursor.at;
    cursor.blanks();
    let rest = cursor.rest();
    if rest.is_empty() || rest.starts_with(')') || rest.starts_with("&&") || rest.starts_with("||") {
        return match left {
            Side::Value(FilterValue::Path(path)) => Ok(Filter::Exists(path)),
            _ => Err(Fault::new(start, end, "a value that is compared to nothing").help(HELP)),
        };
    }
    let from = cursor.at;
    let operator = operator(cursor)?;
    let to = cursor.at;
    cursor.blanks();
    let right = side(cursor)?;
    match (left, operator, right) {
        (Side::Value(value), FilterOperator::Matches, Side::Pattern(regex))
        | (Side::Pattern(regex), FilterOperator::Matches, Side::Value(value)) => Ok(Filter::Matches(value, regex)),
        (Side::Value(left), operator, Side::Value(right)) => Ok(Filter::Compare(operator, left, right)),
        (_, operator, _) => {
            let both = operator == FilterOperator::Matches;
            let what = if both { "two regular expressions" } else { "a regular expression without `=~`" };
            Err(Fault::new(from, to, what).help("write `@.name =~ /order-.*/i`"))
        }
    }
}

fn operator(cursor: &mut Cursor) -> Result<FilterOperator, Fault> {
    let start = cursor.at;
    let mut word = cursor.take_while(|c| matches!(c, '<' | '>' | '=' | '~' | '!'));
    if word.is_empty() {
        word = cursor.take_while(|c| !matches!(c, ' ' | ')' | ']'));
    }
    let found = OPERATORS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    found.map(|(_, operator)| *operator).ok_or_else(|| {
        let fault = cursor.from(start, format!("there is no operator `{word}` of filters"));
        match word {
            "=" => fault.help("write `==`"),
            "&" | "and" | "AND" => fault.help("write `&&`"),
            "|" | "or" | "OR" => fault.help("write `||`"),
            _ => match crate::diag::near(word, OPERATORS.map(|(name, _)| name)) {
                Some(meant) => fault.help(format!("did you mean `{meant}`?")),
                None => fault.help("a blank stands behind an operator that is a word"),
            },
        }
    })
}

fn side(cursor: &mut Cursor) -> Result<Side, Fault> {
    cursor.blanks();
    let is_element = match cursor.peek() {
        Some('@') => true,
        Some('$') => false,
        Some('/') => return literal::pattern(cursor).map(Side::Pattern),
        _ => return literal::read(cursor).map(|value| Side::Value(FilterValue::Literal(value))),
    };
    cursor.at += 1;
    let segments = cursor.deeper(|cursor| chain(cursor, Ending::Filter))?;
    let segments = segments.into_iter().map(|piece| piece.segment).collect();
    Ok(Side::Value(FilterValue::Path(FilterPath { is_element, segments })))
}
