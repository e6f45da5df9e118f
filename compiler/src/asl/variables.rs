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
        let mut outer = machine.around(super::scopes::scope_id(at));
        while let Some(id) = outer {
            for (name, inner) in variables {
                if let Some(first) = variables_of(&found, id).and_then(|around| around.get(name)) {
                    diags.push(clash(machine, name, *inner, *first));
                }
            }
            outer = machine.around(id);
        }
    }
}

fn variables_of(found: &[BTreeMap<String, First>], id: ScopeId) -> Option<&BTreeMap<String, First>> {
    found.get(id.0 as usize)
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
