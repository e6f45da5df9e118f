//! Which scope has which variables, and no name in two scopes of which one is inside the other.

use std::collections::BTreeMap;

use crate::{
    diag::{Diagnostic, Diagnostics, codes::structure as codes},
    ir::{Machine, ScopeId, StateId},
    source::Span,
};

/// The first assignment of a variable.
#[derive(Clone, Copy)]
struct First {
    span: Span,
    state: StateId,
}

/// Fills in the variables of every scope, and says which names stand in an outer scope too.
pub(super) fn settle(machine: &mut Machine, diags: &mut Diagnostics) {
    let found: Vec<BTreeMap<String, First>> =
        machine.scopes.iter().map(|scope| assigned(machine, &scope.states)).collect();
    for (scope, variables) in machine.scopes.iter_mut().zip(&found) {
        scope.variables = variables.iter().map(|(name, first)| (name.clone(), first.span)).collect();
    }
    for (at, variables) in found.iter().enumerate() {
        for (name, inner) in variables {
            if let Some(outer) = nearest(machine, &found, super::scopes::scope_id(at), name) {
                diags.push(clash(machine, name, *inner, outer));
            }
        }
    }
}

/// The assignment of a variable in the nearest scope around another that has one. Those further out are the
/// fault of that scope.
fn nearest(machine: &Machine, found: &[BTreeMap<String, First>], scope: ScopeId, name: &str) -> Option<First> {
    let mut outer = machine.around(scope);
    while let Some(id) = outer {
        if let Some(first) = found.get(id.0 as usize).and_then(|variables| variables.get(name)) {
            return Some(*first);
        }
        outer = machine.around(id);
    }
    None
}

/// The first assignment of each variable in these states.
fn assigned(machine: &Machine, states: &[StateId]) -> BTreeMap<String, First> {
    let mut variables: BTreeMap<String, First> = BTreeMap::new();
    for id in states {
        for assign in machine.state(*id).into_iter().flat_map(|state| state.assigns()) {
            for field in &assign.fields {
                let here = First { span: field.key_span, state: *id };
                let first = variables.entry(field.name.clone()).or_insert(here);
                if here.span < first.span {
                    *first = here;
                }
            }
        }
    }
    variables
}

fn clash(machine: &Machine, name: &str, inner: First, outer: First) -> Diagnostic {
    let state = |id: StateId| machine.state(id).map(|state| state.name.as_str());
    let message = format!("the variable `{name}` is assigned in an outer scope too");
    let diagnostic = Diagnostic::error(codes::VARIABLE_CLASH, inner.span, message)
        .label("a variable of an inner scope")
        .in_state(state(inner.state).unwrap_or_default())
        .in_field(format!("Assign.{name}"))
        .cause(outer.span, "assigned here, in the scope around it", state(outer.state))
        .help("choose another name: what is inside reads outer variables, and cannot assign them");
    diagnostic.at(format!("{}/Assign", machine.location(inner.state)))
}
