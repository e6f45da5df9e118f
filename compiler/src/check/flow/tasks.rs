//! Which method of the contract a `Resource` means.

use crate::{
    ir::{Resource, ResourceKind},
    types::contract::{TaskMethod, TaskTrait},
};

/// What a `Resource` means under a contract.
#[derive(Clone, Copy, Debug)]
pub enum Called<'a> {
    /// A method, with its own argument and result.
    Method(&'a TaskMethod),
    /// A function behind `arn:aws:states:::lambda:invoke`: argument and result stand in an envelope.
    Envelope,
    /// No method of the contract.
    Unknown,
}

/// What a resource means: the method that says so, else the one that is named like its last part.
#[must_use]
pub fn called<'a>(tasks: &'a TaskTrait, resource: &Resource) -> Called<'a> {
    if let Some(method) = tasks.methods.iter().find(|method| method.resource.as_deref() == Some(&resource.arn)) {
        return Called::Method(method);
    }
    if is_invoke(resource) {
        return Called::Envelope;
    }
    let name = method_name(resource);
    // A method that names its resource answers to that one only.
    match tasks.methods.iter().find(|method| method.resource.is_none() && method.name == name) {
        Some(method) => Called::Method(method),
        None => Called::Unknown,
    }
}

/// The name of the method that a resource means where none names it as its own.
#[must_use]
pub fn method_name(resource: &Resource) -> String {
    let last = match &resource.kind {
        ResourceKind::Lambda { function } => function.as_str(),
        ResourceKind::Activity { name } => name.as_str(),
        ResourceKind::Integration { action, .. } => action.as_str(),
    };
    snake_case(last)
}

fn is_invoke(resource: &Resource) -> bool {
    match &resource.kind {
        ResourceKind::Lambda { .. } | ResourceKind::Activity { .. } => false,
        ResourceKind::Integration { service, action, .. } => {
            service == "lambda" && action.split('.').next() == Some("invoke")
        }
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
    use super::snake_case;

    #[test]
    fn names_become_snake_case() {
        let names = ["ChargeCard", "chargeCard", "charge-card", "charge_card", "HTTPCall", "charge", "Step2Run", "--a"];
        let snakes: Vec<String> = names.iter().map(|name| snake_case(name)).collect();
        assert_eq!(
            snakes,
            ["charge_card", "charge_card", "charge_card", "charge_card", "http_call", "charge", "step2_run", "a"]
        );
    }
}
