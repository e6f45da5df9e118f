//! The loop over transitions.

use serde_json::Value;

use crate::{Code, Cx, Effect, Failure, Turn};

/// Where one transition leads.
pub enum Step<C: Code> {
    /// To another state, which is entered next.
    Next(C::Frame),
    /// It needs something from outside.
    Park(C::Frame, Effect<C>),
    /// To the end of the top level.
    Done(C::Document),
    /// To the end of a branch or an iteration.
    Return(Value),
}

/// A transition, or the error that nothing caught.
pub type Stepped<C> = Result<Step<C>, Failure>;

/// Runs from a state on until something is needed from outside.
#[inline]
pub fn run<C: Code>(cx: &mut Cx<'_>, state: C::Frame, step: impl Fn(&mut Cx<'_>, C::Frame) -> Stepped<C>) -> Turn<C> {
    settle(cx, Ok(Step::Next(state)), step)
}

/// Runs on from what a transition came to.
#[inline]
pub fn settle<C: Code>(
    cx: &mut Cx<'_>,
    mut stepped: Stepped<C>,
    step: impl Fn(&mut Cx<'_>, C::Frame) -> Stepped<C>,
) -> Turn<C> {
    loop {
        match stepped {
            Ok(Step::Next(state)) if cx.spent() => return Turn::Parked(state, Effect::Yield),
            Ok(Step::Next(state)) => stepped = step(cx, state),
            Ok(Step::Park(state, effect)) => return Turn::Parked(state, effect),
            Ok(Step::Done(document)) => return Turn::Done(document),
            Ok(Step::Return(output)) => return Turn::Returned(output),
            Err(failure) => return Turn::Failed(failure),
        }
    }
}

/// A frame was woken by something that its state does not wait for: the engine and the generated code
/// disagree. It fails the execution rather than guess.
pub fn astray(cx: &Cx<'_>) -> Failure {
    cx.runtime_error("The state was woken by an event that it does not wait for.")
}

/// No rule of a Choice holds, and there is no `Default`.
pub fn no_choice(cx: &Cx<'_>) -> Failure {
    cx.runtime_error("Failed to transition out of the state. The state does not point to a next state.")
}
