//! What a picture says of states and transitions, in a few words.

use super::clean::{clean, cut};
use crate::ir::{
    Comparison, Condition, Count, Glob, Kind, Mode, Operand, Order, ResourceKind, Retrier, Spanned, State, Test,
    TypeTest, Until, Words,
};

/// The longest label, in characters: a rule may be as long as a definition.
pub(super) const MOST: usize = 600;
/// The same in pictures that others lay out, with boxes as large as the text in them.
pub(super) const SHORT: usize = 60;

/// When a rule holds: `$.total > 100`.
pub(super) fn condition(condition: &Condition) -> String {
    let mut out = String::new();
    write_condition(condition, false, &mut out);
    cut(&out, MOST)
}

/// Writes no more than is shown: what follows would be cut.
fn write_condition(condition: &Condition, nested: bool, out: &mut String) {
    if out.len() > 4 * MOST {
        return;
    }
    match condition {
        Condition::And(all, _) => write_all(all, " and ", nested, out),
        Condition::Or(any, _) => write_all(any, " or ", nested, out),
        Condition::Not(inner, _) => match &**inner {
            Condition::Test(test) => out.push_str(&opposite(test)),
            inner => {
                out.push_str("not ");
                write_condition(inner, true, out);
            }
        },
        Condition::Test(test) => out.push_str(&comparison(test)),
    }
}

fn write_all(conditions: &[Condition], word: &str, nested: bool, out: &mut String) {
    let nested = nested && conditions.len() > 1;
    if nested {
        out.push('(');
    }
    for (at, condition) in conditions.iter().enumerate() {
        if at > 0 {
            out.push_str(word);
        }
        write_condition(condition, conditions.len() > 1, out);
    }
    if nested {
        out.push(')');
    }
}

/// The opposite of a comparison, in one sign where there is one.
fn opposite(test: &Test) -> String {
    let text = comparison(test);
    let variable = &test.variable.text;
    match &test.comparison {
        Comparison::Is(kind, holds) => {
            let holds = Spanned { value: !holds.value, span: holds.span };
            comparison(&Test { comparison: Comparison::Is(*kind, holds), ..test.clone() })
        }
        Comparison::String(Order::Equal, _)
        | Comparison::Numeric(Order::Equal, _)
        | Comparison::Timestamp(Order::Equal, _)
        | Comparison::Boolean(_) => {
            let rest = text.strip_prefix(&format!("{variable} =")).unwrap_or_default();
            format!("{variable} ≠{rest}")
        }
        _ => format!("not ({text})"),
    }
}

fn comparison(test: &Test) -> String {
    let variable = &test.variable.text;
    match &test.comparison {
        Comparison::String(order, operand) => {
            format!("{variable} {} {}", sign(*order), with(operand, |text| format!("\"{text}\"")))
        }
        Comparison::Numeric(order, operand) | Comparison::Timestamp(order, operand) => {
            format!("{variable} {} {}", sign(*order), with(operand, Clone::clone))
        }
        Comparison::Boolean(operand) => format!("{variable} = {}", with(operand, ToString::to_string)),
        Comparison::Matches(pattern) => format!("{variable} matches \"{}\"", glob(&pattern.value)),
        Comparison::Is(test, holds) => {
            let word = match test {
                TypeTest::Present => "present",
                TypeTest::Null => "null",
                TypeTest::Numeric => "a number",
                TypeTest::String => "a string",
                TypeTest::Boolean => "a boolean",
                TypeTest::Timestamp => "a timestamp",
            };
            format!("{variable} is {}{word}", if holds.value { "" } else { "not " })
        }
    }
}

fn with<T>(operand: &Operand<T>, literal: impl Fn(&T) -> String) -> String {
    match operand {
        Operand::Literal(value) => literal(&value.value),
        Operand::Path(path) => path.text.clone(),
    }
}

fn sign(order: Order) -> &'static str {
    match order {
        Order::Equal => "=",
        Order::Less => "<",
        Order::LessOrEqual => "≤",
        Order::Greater => ">",
        Order::GreaterOrEqual => "≥",
    }
}

fn glob(parts: &[Glob]) -> String {
    let part = |part: &Glob| match part {
        Glob::Text(text) => text.replace('\\', "\\\\").replace('*', "\\*"),
        Glob::Any => "*".to_owned(),
    };
    parts.iter().map(part).collect()
}

/// What a state does.
pub(super) fn detail(state: &State) -> Option<String> {
    let text = match &state.kind {
        Kind::Task(task) => match &task.resource.value.kind {
            ResourceKind::Lambda { function } => function.clone(),
            ResourceKind::Integration { service, action, pattern } => {
                format!("{service}:{action}{}", pattern.suffix())
            }
            ResourceKind::Activity { name } => format!("activity {name}"),
        },
        Kind::Wait(wait) => match &wait.until {
            Until::Seconds(seconds) => duration(seconds.value),
            Until::SecondsPath(path) => format!("{} s", path.text),
            Until::Timestamp(time) => format!("until {}", time.value),
            Until::TimestampPath(path) => format!("until {}", path.text),
        },
        Kind::Fail(fail) => match fail.error.as_ref()? {
            Words::Literal(text) => text.value.clone(),
            Words::Path(path) => path.text.clone(),
            Words::Call(call) => call.text.clone(),
        },
        Kind::Parallel(parallel) => branches(parallel.branches.len()),
        Kind::Map(map) => {
            let items = map.items_path.as_ref().map(|path| format!("each of {}", path.text));
            let most = match &map.max_concurrency {
                Some(Count::Literal(count)) if count.value > 0 => Some(format!("{} at once", count.value)),
                Some(Count::Path(path)) => Some(format!("{} at once", path.text)),
                _ => None,
            };
            let mode = matches!(map.mode, Mode::Distributed(_)).then(|| "distributed".to_owned());
            let parts: Vec<String> = [mode, items, most].into_iter().flatten().collect();
            parts.join(", ")
        }
        Kind::Pass(_) | Kind::Choice(_) | Kind::Succeed(_) | Kind::Unknown => String::new(),
    };
    (!text.is_empty()).then(|| cut(&text, MOST))
}

/// `2 branches`
pub(super) fn branches(count: usize) -> String {
    format!("{count} branch{}", if count == 1 { "" } else { "es" })
}

/// A time in the two units that people would say it in, if that is exact: `90 s`, `1 h 30 min`.
pub(super) fn duration(seconds: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    if seconds < 120 {
        return format!("{seconds} s");
    }
    let (mut rest, mut parts) = (seconds, Vec::new());
    for (size, unit) in UNITS {
        if rest >= size {
            parts.push(format!("{} {unit}", rest / size));
            rest %= size;
        }
    }
    if parts.len() > 2 { format!("{seconds} s") } else { parts.join(" ") }
}

/// What a retrier does, as a sentence.
pub(super) fn retrier(retrier: &Retrier) -> String {
    let errors: Vec<&str> = retrier.errors.iter().map(|error| error.value.as_str()).collect();
    let errors = cut(&clean(&errors.join(", ")), MOST);
    if retrier.max_attempts == 0 {
        return format!("{errors}: not retried");
    }
    let times = if retrier.max_attempts == 1 { "once".to_owned() } else { format!("{} times", retrier.max_attempts) };
    let mut out = format!("{errors}: retried {times}, first after {}", duration(retrier.interval_seconds));
    if retrier.max_attempts > 1 && (retrier.backoff_rate - 1.0).abs() > f64::EPSILON {
        out.push_str(&format!(", then {} times as long", retrier.backoff_rate));
    }
    if let Some(most) = retrier.max_delay_seconds {
        out.push_str(&format!(", at most {}", duration(most)));
    }
    if retrier.full_jitter {
        out.push_str(", with jitter");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{asl, diag::Diagnostics, json, source::Sources};

    fn rule(text: &str) -> String {
        let definition = format!(
            r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{text}]}}, "A": {{"Type": "Succeed"}}}}}}"#
        );
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let id = sources.add_text("definition", definition);
        let machine = asl::read(&json::parse(&sources, id, &mut diags).unwrap(), &mut diags);
        assert_eq!(diags.into_sorted(), [], "{text}");
        let Kind::Choice(choice) = &machine.states[0].kind else { panic!() };
        condition(&choice.rules[0].condition)
    }

    #[test]
    fn rules_read_as_people_say_them() {
        for (text, said) in [
            (r#"{"Variable": "$.a", "NumericGreaterThan": 1.50, "Next": "A"}"#, "$.a > 1.50"),
            (r#"{"Variable": "$.a", "StringLessThanEqualsPath": "$.b", "Next": "A"}"#, "$.a ≤ $.b"),
            (r#"{"Variable": "$.a", "StringMatches": "x\\**", "Next": "A"}"#, r#"$.a matches "x\**""#),
            (r#"{"Variable": "$.a", "BooleanEquals": true, "Next": "A"}"#, "$.a = true"),
            (r#"{"Variable": "$.a", "IsPresent": false, "Next": "A"}"#, "$.a is not present"),
            (r#"{"Not": {"Variable": "$.a", "StringEquals": "x"}, "Next": "A"}"#, r#"$.a ≠ "x""#),
            (
                r#"{"And": [{"Variable": "$.a", "IsNull": true}, {"Or": [{"Variable": "$.b", "NumericEquals": 1},
                    {"Variable": "$.b", "NumericEquals": 2}]}], "Next": "A"}"#,
                "$.a is null and ($.b = 1 or $.b = 2)",
            ),
        ] {
            assert_eq!(rule(text), said);
        }
    }

    #[test]
    fn durations_are_exact() {
        for (seconds, said) in
            [(0, "0 s"), (90, "90 s"), (120, "2 min"), (5_400, "1 h 30 min"), (3_661, "3661 s"), (86_400, "1 d")]
        {
            assert_eq!(duration(seconds), said);
        }
    }
}
