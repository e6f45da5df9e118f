//! A rule of a Choice on one line, in the words of the language.

use crate::ir::{Comparison, Condition, Glob, Operand, Order, Test, TypeTest};

/// How long a condition may be before the rest is left out.
const LONGEST: usize = 2_000;

/// When a rule holds: `$.total NumericGreaterThan 100 and not $.paid BooleanEquals true`.
pub(super) fn text(condition: &Condition) -> String {
    let mut out = String::new();
    write(condition, false, &mut out);
    if out.len() > LONGEST {
        out = out.chars().take(LONGEST).chain(['…']).collect();
    }
    out
}

/// Goes as deep as the condition is nested, which the reader bounds.
fn write(condition: &Condition, inside: bool, out: &mut String) {
    if out.len() > LONGEST {
        return;
    }
    match condition {
        Condition::And(all, _) => join(all, " and ", inside, out),
        Condition::Or(any, _) => join(any, " or ", inside, out),
        Condition::Not(inner, _) => {
            out.push_str("not ");
            write(inner, true, out);
        }
        Condition::Test(test) => out.push_str(&comparison(test)),
    }
}

fn join(parts: &[Condition], word: &str, inside: bool, out: &mut String) {
    let in_brackets = inside && parts.len() > 1;
    if in_brackets {
        out.push('(');
    }
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(word);
        }
        write(part, inside || parts.len() > 1, out);
    }
    if in_brackets {
        out.push(')');
    }
}

fn comparison(test: &Test) -> String {
    let (operator, order, operand, is_path) = match &test.comparison {
        Comparison::String(order, operand) => ("String", suffix(*order), shown(operand, quoted), is_path(operand)),
        Comparison::Numeric(order, operand) => {
            ("Numeric", suffix(*order), shown(operand, String::clone), is_path(operand))
        }
        Comparison::Timestamp(order, operand) => {
            ("Timestamp", suffix(*order), shown(operand, quoted), is_path(operand))
        }
        Comparison::Boolean(operand) => ("Boolean", "Equals", shown(operand, ToString::to_string), is_path(operand)),
        Comparison::Matches(pattern) => ("String", "Matches", quoted(&glob(&pattern.value)), false),
        Comparison::Is(test, holds) => ("Is", asked(*test), holds.value.to_string(), false),
    };
    format!("{} {operator}{order}{} {operand}", test.variable.text, if is_path { "Path" } else { "" })
}

fn is_path<T>(operand: &Operand<T>) -> bool {
    matches!(operand, Operand::Path(_))
}

fn shown<T>(operand: &Operand<T>, literal: impl Fn(&T) -> String) -> String {
    match operand {
        Operand::Literal(value) => literal(&value.value),
        Operand::Path(path) => path.text.clone(),
    }
}

#[allow(clippy::ptr_arg, reason = "handed on as a function of what operands hold")]
fn quoted(text: &String) -> String {
    format!("{text:?}")
}

fn suffix(order: Order) -> &'static str {
    match order {
        Order::Equal => "Equals",
        Order::Less => "LessThan",
        Order::LessOrEqual => "LessThanEquals",
        Order::Greater => "GreaterThan",
        Order::GreaterOrEqual => "GreaterThanEquals",
    }
}

fn asked(test: TypeTest) -> &'static str {
    match test {
        TypeTest::Present => "Present",
        TypeTest::Null => "Null",
        TypeTest::Numeric => "Numeric",
        TypeTest::String => "String",
        TypeTest::Boolean => "Boolean",
        TypeTest::Timestamp => "Timestamp",
    }
}

fn glob(parts: &[Glob]) -> String {
    let part = |part: &Glob| match part {
        Glob::Text(text) => text.replace('\\', "\\\\").replace('*', "\\*"),
        Glob::Any => "*".to_owned(),
    };
    parts.iter().map(part).collect()
}
