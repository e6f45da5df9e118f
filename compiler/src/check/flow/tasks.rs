//! Which method of the contract a task calls.

use crate::{
    asl::placeholder,
    check::flow::services::{self, Member},
    ir::{Pattern, Resource, ResourceKind, Task},
    json,
    types::contract::{TaskMethod, TaskTrait},
};

/// What a task calls under a contract.
#[derive(Clone, Copy, Debug)]
pub enum Called<'a> {
    /// A method, with its own argument and result.
    Method(&'a TaskMethod),
    /// The method of a function behind `arn:aws:states:::lambda:invoke`: its argument is `Payload`, and its
    /// result stands in an envelope.
    Invoke(&'a TaskMethod),
    /// `arn:aws:states:::states:startExecution`, which the engine itself carries out.
    StartExecution(Pattern),
    /// A function behind `arn:aws:states:::lambda:invoke` whose name is known only when the task runs.
    Unnamed,
    /// No method of the contract.
    Unknown,
}

impl<'a> Called<'a> {
    /// The method, if it is one.
    #[must_use]
    pub fn method(self) -> Option<&'a TaskMethod> {
        match self {
            Called::Method(method) | Called::Invoke(method) => Some(method),
            Called::StartExecution(_) | Called::Unnamed | Called::Unknown => None,
        }
    }
}

/// What a task calls: the method that names its resource, else the one that is named like its last part. A
/// function behind `lambda:invoke` goes by its own name, and by the resource only if no method has that.
#[must_use]
pub fn called<'a>(tasks: &'a TaskTrait, task: &Task) -> Called<'a> {
    let resource = &task.resource.value;
    let claimed = |text: &str| tasks.methods.iter().find(|method| method.resource.as_deref() == Some(text));
    // A method that names its resource answers to that one only.
    let named = |name: &str| tasks.methods.iter().find(|method| method.resource.is_none() && method.name == name);
    if !is_invoke(resource) {
        return match claimed(&resource.arn).or_else(|| named(&method_name(resource))) {
            Some(method) => Called::Method(method),
            None => match &resource.kind {
                ResourceKind::Integration { service, action, pattern }
                    if service == "states" && action == "startExecution" =>
                {
                    Called::StartExecution(*pattern)
                }
                _ => Called::Unknown,
            },
        };
    }
    let function = function(task);
    let by_name = function.and_then(|name| claimed(name).or_else(|| named(&snake_case(function_name(name)))));
    match (by_name, claimed(&resource.arn), function) {
        (Some(method), _, _) => Called::Invoke(method),
        (None, Some(method), _) => Called::Method(method),
        (None, None, Some(_)) => Called::Unknown,
        (None, None, None) => Called::Unnamed,
    }
}

/// The name of the method that a task calls where none names its resource.
#[must_use]
pub fn wanted_name(task: &Task) -> String {
    match function(task).filter(|_| is_invoke(&task.resource.value)) {
        Some(name) => snake_case(function_name(name)),
        None => method_name(&task.resource.value),
    }
}

fn method_name(resource: &Resource) -> String {
    let last = match &resource.kind {
        ResourceKind::Lambda { function } => function.as_str(),
        ResourceKind::Activity { name } => name.as_str(),
        ResourceKind::Integration { action, .. } => action.as_str(),
    };
    snake_case(last)
}

/// How a resource is used; activities and functions are asked and answer.
#[must_use]
pub fn pattern(resource: &Resource) -> Pattern {
    match &resource.kind {
        ResourceKind::Integration { pattern, .. } => *pattern,
        ResourceKind::Lambda { .. } | ResourceKind::Activity { .. } => Pattern::RequestResponse,
    }
}

/// The `FunctionName` that a task's `Parameters` fix.
#[must_use]
pub fn function(task: &Task) -> Option<&str> {
    match services::member(task.parameters.as_ref(), "FunctionName") {
        Member::Literal(json::Node { kind: json::Kind::String(text), .. }) => Some(&text.value),
        _ => None,
    }
}

/// The name in a `FunctionName`, which may be an ARN, a part of one, or have a version behind it, and in which
/// placeholders may stand.
#[must_use]
pub fn function_name(text: &str) -> &str {
    let name = match text.rsplit_once("function:") {
        Some((_, name)) => name,
        None => text,
    };
    let name = placeholder::parts(name, 2).first().copied().unwrap_or(name);
    placeholder::name(name).unwrap_or(name)
}

/// Whether a resource is `arn:aws:states:::lambda:invoke`, in any of its patterns.
#[must_use]
pub fn is_invoke(resource: &Resource) -> bool {
    match &resource.kind {
        ResourceKind::Lambda { .. } | ResourceKind::Activity { .. } => false,
        ResourceKind::Integration { service, action, .. } => service == "lambda" && action == "invoke",
    }
}

/// `ChargeCard`, `chargeCard`, `charge-card`, `HTTPCall`: `charge_card`, `http_call`.
fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let chars: Vec<char> = name.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        let starts_word = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase() || b.is_numeric() || (b.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
            });
        if starts_word && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{function_name, snake_case};

    #[test]
    fn names_become_snake_case() {
        let names = ["ChargeCard", "chargeCard", "charge-card", "charge_card", "HTTPCall", "charge", "Step2Run", "--a"];
        let snakes: Vec<String> = names.iter().map(|name| snake_case(name)).collect();
        assert_eq!(
            snakes,
            ["charge_card", "charge_card", "charge_card", "charge_card", "http_call", "charge", "step2_run", "a"]
        );
    }

    #[test]
    fn a_function_is_named_in_several_ways() {
        let ways = [
            "Charge",
            "Charge:live",
            "123456789012:function:Charge",
            "arn:aws:lambda:us-east-1:123456789012:function:Charge",
            "arn:aws:lambda:us-east-1:123456789012:function:Charge:$LATEST",
            "${Charge}",
            "${Charge.Arn}:$LATEST",
            "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${ChargeArn}",
        ];
        assert!(ways.iter().all(|text| function_name(text) == "Charge"));
    }
}
