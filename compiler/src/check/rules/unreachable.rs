//! Some way leads to every state.

use std::collections::HashSet;

use crate::{
    check::{
        flow::graph,
        report::Report,
        rules::no_end::{has_no_end, is_uncertain, reached},
        scene::Scene,
        words::first_of,
    },
    diag::{Diagnostic, codes::flow as codes},
    ir::{Scope, StateId},
};

/// How many followers a note names.
const NAMED: usize = 5;

/// Looks, scope by scope, at every state that no transition from the start leads to. A state that only such
/// states lead to is named with them: it is the same fault.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    for scope in &scene.machine.scopes {
        // A state that could not be read may lead anywhere.
        let uncertain = reached(scene, scope).any(is_uncertain);
        if scope.start.is_some() && !uncertain && !has_no_end(scene, scope) {
            check_scope(scene, scope, report);
        }
    }
}

fn check_scope(scene: &Scene<'_>, scope: &Scope, report: &mut Report) {
    let machine = scene.machine;
    let lost: Vec<StateId> = scope.states.iter().copied().filter(|id| !scene.is_led_to(*id)).collect();
    let mut followed: HashSet<StateId> = HashSet::new();
    for id in &lost {
        let next = machine.state(*id).into_iter().flat_map(graph::successors);
        followed.extend(next.filter(|next| next != id && !scene.is_led_to(*next)));
    }
    let mut covered: HashSet<StateId> = HashSet::new();
    // First those that nothing leads to, then one of each circle that is left.
    let roots = lost.iter().filter(|id| !followed.contains(id)).chain(&lost);
    for root in roots {
        if covered.contains(root) {
            continue;
        }
        let (mut stack, mut names) = (vec![*root], Vec::new());
        while let Some(id) = stack.pop() {
            if scene.is_led_to(id) || !covered.insert(id) {
                continue;
            }
            let Some(state) = machine.state(id) else { continue };
            if id != *root {
                names.push(state.name.as_str());
            }
            stack.extend(graph::successors(state));
        }
        let Some(state) = machine.state(*root) else { continue };
        let mut diagnostic = Diagnostic::error(
            codes::UNREACHABLE,
            state.name_span,
            format!("state `{}` is not reachable: no transition leads to it", state.name),
        )
        .in_state(&state.name)
        .at(machine.location(*root))
        .help("lead to it by a `Next`, `Default`, rule or catcher, or remove it");
        if !names.is_empty() {
            diagnostic = diagnostic.note(format!("only it leads to {}", first_of(&names, NAMED)));
        }
        report.unreachable(state.scope, diagnostic);
    }
}
