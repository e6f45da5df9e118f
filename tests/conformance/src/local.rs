//! What another emulator's own tests say of single states, functions and steps.
//!
//! Its errors are classes of its own; each is an error name of the language here.

use serde_json::Value;
use stepwright::EventType;

use crate::{Case, Matcher, Ran, definition::Part};

/// Why a case says what the service does not do.
pub(crate) fn contradicts(case: &Case) -> Option<&'static str> {
    let fails = case.expected("status").is_some_and(|status| status == "FAILED");
    let by_path = |rule: &Value| rule.as_object().is_some_and(|rule| rule.keys().any(|key| key.ends_with("Path")));
    let choices = case.json.pointer("/state/Choices").and_then(Value::as_array);
    if case.text("kind") == "state.choice" && fails && choices.is_some_and(|choices| choices.iter().any(by_path)) {
        return Some("a comparison with a value of another type is false on the service, and no error");
    }
    let expression = case.text("expression");
    if fails && is_fraction(expression) {
        return Some("a function that wants whole numbers rounds others");
    }
    if fails && expression.starts_with("States.Format('") && expression.matches("{}").count() == arguments(expression) {
        return Some("`States.Format` shows objects and lists");
    }
    let path = case.text("path");
    if path.starts_with("$$.")
        && case.json["context"].as_object().is_some_and(|context| {
            context.keys().all(|key| !["Execution", "State", "StateMachine", "Map", "Task"].contains(&key.as_str()))
        })
    {
        return Some("the context object has members of its own there");
    }
    None
}

/// Whether a function of whole numbers is given one with a fraction, and nothing that is no number.
fn is_fraction(expression: &str) -> bool {
    let functions = ["States.ArrayRange(", "States.ArrayPartition(", "States.ArrayGetItem(", "States.MathAdd("];
    let Some(list) = functions.iter().find_map(|function| expression.strip_prefix(function)) else { return false };
    let mut arguments = list.trim_end_matches(')').split(',').map(str::trim);
    let is_number = |argument: &str| argument.parse::<f64>().is_ok();
    arguments.clone().any(|argument| is_number(argument) && argument.contains('.'))
        && arguments.all(|argument| is_number(argument) || argument.starts_with('$'))
}

/// How many arguments follow the first, where no text among them has a comma.
fn arguments(expression: &str) -> usize {
    let after_template = expression.rsplit('\'').next().unwrap_or_default();
    after_template.matches(',').count()
}

/// Whether a definition that is refused is what the case says: the emulator does not check before it runs.
pub(crate) fn is_refusal(case: &Case) -> bool {
    case.expected("status").is_some_and(|status| status == "FAILED")
}

pub(crate) fn judge(case: &Case, ran: &Ran) -> Result<(), String> {
    let class = case.expected("error_class").and_then(Value::as_str);
    let status = match (class, case.expected("status").and_then(Value::as_str)) {
        (Some("ExecutionTimeoutError"), Some("FAILED")) => "TIMED_OUT",
        (Some(_), Some("SUCCEEDED")) => return Err("the case succeeds with an error".to_owned()),
        (_, status) => status.ok_or("the case has no status")?,
    };
    if status != ran.status {
        let end = (&ran.output, &ran.error, &ran.cause);
        return Err(format!("status: expected {status}, ours {} with {end:?}", ran.status));
    }
    match class {
        None => {
            let expected = case.json.pointer("/expect/output").unwrap_or(&Value::Null);
            let ours = part(case.setup().part, ran)?;
            Matcher::default().value("output", expected, ours)?;
        }
        Some(class) => error(case, class, ran)?,
    }
    next(case, ran)
}

/// The part of the output that a case speaks of.
pub(crate) fn part(part: Part, ran: &Ran) -> Result<&Value, String> {
    let output = ran.output.as_ref().ok_or("it has no output")?;
    match part {
        Part::Whole => Some(output),
        Part::Value => output.get("value"),
        Part::Item(index) => output.get(index),
    }
    .ok_or_else(|| format!("its output {output} lacks the value"))
}

fn error(case: &Case, class: &str, ran: &Ran) -> Result<(), String> {
    let declared = |scope: &Value| declared(scope);
    let ours = ran.error.as_deref();
    let fits = match class {
        "ExecutionTimeoutError" => ours.is_none(),
        "StatesRuntimeError" => {
            ours.is_some_and(|error| ["States.Runtime", "States.IntrinsicFailure"].contains(&error))
        }
        "StatesResultPathMatchFailureError" => {
            ours.is_some_and(|error| ["States.ResultPathMatchFailure", "States.ReferencePathConflict"].contains(&error))
        }
        "StatesNoChoiceMatchedError" => {
            ours.is_some_and(|error| ["States.NoChoiceMatched", "States.Runtime"].contains(&error))
        }
        "FailStateError" | "ExecutionError" => declared(&case.json["definition"]).contains(&ours.map(str::to_owned)),
        _ => return Err(format!("the emulator's error {class} is not known here")),
    };
    if fits { Ok(()) } else { Err(format!("error: expected {class}, ours {ours:?} with {:?}", ran.cause)) }
}

/// The errors of all Fail states.
fn declared(scope: &Value) -> Vec<Option<String>> {
    let mut found = Vec::new();
    for state in scope["States"].as_object().into_iter().flat_map(|states| states.values()) {
        if state["Type"] == "Fail" {
            found.push(state["Error"].as_str().map(str::to_owned));
        }
        for inner in [&state["Iterator"], &state["ItemProcessor"]] {
            found.extend(declared(inner));
        }
        for branch in state["Branches"].as_array().into_iter().flatten() {
            found.extend(declared(branch));
        }
    }
    found
}

/// Where a single state leads.
fn next(case: &Case, ran: &Ran) -> Result<(), String> {
    if !case.text("kind").starts_with("state.") || ran.status != "SUCCEEDED" {
        return Ok(());
    }
    let start = case.json.pointer("/definition/StartAt").and_then(Value::as_str);
    let scope = case.json.pointer("/definition/States").and_then(Value::as_object);
    let entered = ran.history.iter().filter(|event| event.kind.as_str().ends_with("StateEntered"));
    let mut names = entered.filter_map(|event| event.detail("name"));
    let next = names.find(|name| Some(*name) != start && scope.is_some_and(|states| states.contains_key(*name)));
    let expected = case.expected("next_state").and_then(Value::as_str);
    if expected != next {
        return Err(format!("next state: expected {expected:?}, ours {next:?}"));
    }
    let ended = ran.history.last().is_some_and(|event| event.kind == EventType::ExecutionSucceeded);
    match case.expected("is_end").and_then(Value::as_bool) {
        Some(is_end) if is_end != (next.is_none() && ended) => Err(format!("is_end: expected {is_end}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::contradicts;
    use crate::{Case, Kind};
    use serde_json::json;

    #[test]
    fn where_the_service_gives_what_the_emulator_refuses() {
        let of = |expression: &str, status: &str| {
            let json = json!({ "kind": "intrinsic", "expression": expression, "expect": { "status": status } });
            let case = Case { id: "x".into(), folder: "local-sfn".into(), kind: Kind::Local, json, unfair: Vec::new() };
            contradicts(&case).is_some()
        };
        assert!(of("States.ArrayRange(1, 9.5, 2)", "FAILED"));
        assert!(!of("States.ArrayRange(1, 9.5, 2)", "SUCCEEDED"));
        assert!(!of("States.ArrayRange(1, 9, 'x')", "FAILED") && !of("States.ArrayRange(1.5, 9, 'x')", "FAILED"));
        assert!(of("States.Format('{}', $.object)", "FAILED"));
        assert!(!of("States.Format('{} {}', $.object)", "FAILED"), "too few arguments fail there too");
    }
}
