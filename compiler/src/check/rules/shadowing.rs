//! No variable is assigned both in a scope and in one around it.

use crate::{
    check::{report::Report, scene::Scene},
    diag::{Diagnostic, codes::flow as codes},
};

/// Looks at the variables of every inner scope: the service refuses one that an outer scope assigns too.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let machine = scene.machine;
    for scope in machine.scopes.iter().filter(|scope| !scope.is_sealed) {
        let Some(owner) = scope.owner.and_then(|(owner, _)| machine.state(owner)) else { continue };
        for (name, span) in &scope.variables {
            let outer = machine.variable(owner.scope, name).and_then(|outer| machine.scope(outer)?.variables.get(name));
            let Some(first) = outer else { continue };
            let states = scope.states.iter().filter_map(|id| machine.state(*id));
            let state = states.filter(|state| contains(state.span, *span)).map(|state| state.name.as_str()).next();
            let message =
                format!("variable `${name}` is assigned inside state `{}`, and in a scope around it too", owner.name);
            let diagnostic = Diagnostic::error(codes::VARIABLE_SHADOWS, *span, message)
                .in_state(state.unwrap_or(&owner.name))
                .in_field("Assign")
                .cause(*first, format!("`${name}` is assigned here"), None)
                .help("give one of them another name: branches and iterations read outer variables and cannot assign them");
            report.push(diagnostic);
        }
    }
}

fn contains(outer: crate::source::Span, inner: crate::source::Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}
