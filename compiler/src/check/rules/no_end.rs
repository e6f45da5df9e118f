//! Some way through the definition ends.

use crate::{
    check::{flow::graph, report::Report, scene::Scene},
    diag::{Diagnostic, codes::flow as codes},
    ir::{Kind, Next, State},
};

/// Looks at every state that an execution can come to.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let Some(start) = scene.machine.start().and_then(|start| scene.machine.state(start)) else { return };
    if !has_no_end(scene) {
        return;
    }
    report.push(
        Diagnostic::error(codes::NO_END, start.name_span, "no state ends the workflow")
            .in_state(&start.name)
            .label("no way from here ends")
            .help("give a state `\"End\": true`, or lead to a state of type Succeed or Fail"),
    );
}

/// Whether every state that can be come to is known to lead on.
pub(crate) fn has_no_end(scene: &Scene<'_>) -> bool {
    let mut reached = scene.machine.iter().filter(|(id, _)| scene.is_led_to(*id)).peekable();
    reached.peek().is_some() && reached.all(|(_, state)| !ends(state) && !is_uncertain(state))
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
