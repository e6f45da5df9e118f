//! What the service refuses in an express workflow, though it takes the same definition in a standard one.

use super::{Kind, Machine, Mode, Pattern, ResourceKind, StateId};
use crate::source::Span;

/// One thing that express workflows cannot do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The state that does it.
    pub state: StateId,
    /// The place of what asks for it.
    pub span: Span,
    /// What the service says: to the letter for a `Resource`; for a distributed `Map` its text is not known.
    pub message: &'static str,
    /// Where it says that it is.
    pub location: String,
}

/// What stands in the way of running a machine as an express workflow, state by state.
///
/// The machine itself does not say which type it is created with, so this is for those who know.
#[must_use]
pub fn express_refusals(machine: &Machine) -> Vec<Refusal> {
    let refusal = |state, span, message, field: &str| Refusal {
        state,
        span,
        message,
        location: format!("{}{field}", machine.location(state)),
    };
    let mut refusals = Vec::new();
    for (id, state) in machine.iter() {
        match &state.kind {
            Kind::Task(task) => {
                if let Some(message) = of_resource(&task.resource.value.kind) {
                    refusals.push(refusal(id, task.resource.span, message, "/Resource"));
                }
            }
            Kind::Map(map) => {
                if let Mode::Distributed(distributed) = &map.mode {
                    let message = "Express state machine does not support Distributed Map";
                    refusals.push(refusal(id, distributed.span, message, ""));
                }
            }
            _ => {}
        }
    }
    refusals
}

fn of_resource(kind: &ResourceKind) -> Option<&'static str> {
    match kind {
        ResourceKind::Activity { .. } => Some("Express state machine does not support Activity ARN"),
        ResourceKind::Integration { pattern, .. } => match pattern {
            Pattern::Sync | Pattern::Sync2 => {
                Some("Express state machine does not support '.sync' service integration")
            }
            // The blank at the end is the service's.
            Pattern::TaskToken => {
                Some("Express state machine does not support '.waitForTaskToken' service integration ")
            }
            Pattern::RequestResponse => None,
        },
        ResourceKind::Lambda { .. } => None,
    }
}
