//! Some way through every scope ends.

use crate::{
    check::{flow::graph, report::Report, scene::Scene},
    diag::{Diagnostic, codes::flow as codes},
    ir::{Kind, Next, Scope, State},
};

/// Looks, scope by scope, at every state that an execution can come to.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    for scope in &scene.machine.scopes {
        let Some(start) = scope.start.and_then(|start| scene.machine.state(start)) else { continue };
        if !has_no_end(scene, scope) {
            continue;
        }
        let message = match scope.owner.and_then(|(owner, at)| Some((scene.machine.state(owner)?, at))) {
            None => "no state ends the workflow".to_owned(),
            Some((owner, at)) => match &owner.kind {
                Kind::Map(_) => format!("no state ends the iterations of `{}`", owner.name),
                _ => format!("no state ends `Branches[{at}]` of state `{}`", owner.name),
            },
        };
        report.push(
            Diagnostic::error(codes::NO_END, start.name_span, message)
                .in_state(&start.name)
                .label("no way from here ends")
                .help("give a state `\"End\": true`, or lead to a state of type Succeed or Fail"),
        );
    }
}

/// Whether every state of a scope that can be come to is known to lead on.
pub(crate) fn has_no_end(scene: &Scene<'_>, scope: &Scope) -> bool {
    let mut reached = reached(scene, scope).peekable();
    reached.peek().is_some() && reached.all(|state| !ends(state) && !is_uncertain(state))
}

/// The states of a scope that transitions from its start lead to.
pub(crate) fn reached<'a>(scene: &'a Scene<'_>, scope: &'a Scope) -> impl Iterator<Item = &'a State> {
    scope.states.iter().filter(|id| scene.is_led_to(**id)).filter_map(|id| scene.machine.state(*id))
}

fn ends(state: &State) -> bool {
    matches!(state.kind, Kind::Succeed(_) | Kind::Fail(_))
        || graph::nexts(state).any(|next| matches!(next, Next::End(_)))
}

/// Whether a state may lead to more than is known.
pub(crate) fn is_uncertain(state: &State) -> bool {
    state.faulty
        || matches!(state.kind, Kind::Unknown)
        || graph::nexts(state).any(|next| matches!(next, Next::Unknown(_)))
}
