//! One turn of a frame: pure code run in a context, and what comes of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::machine::{Ask, Fork, Frame, Machine, Reply, Stop};
use crate::{
    Cx, Failure, Wake,
    cx::{Place, Purpose, World},
    history::{EventType, Field},
    task::Submitted,
};

/// Why generated code did not come to an end.
pub(crate) struct Panicked;

/// What a parked frame asks for, asked again.
pub(crate) enum Asked {
    For(Ask),
    /// The state has failed, as its work might.
    Failed(Failure),
    /// The frame is over: what it asks for cannot be recorded.
    Fault(Failure),
}

/// The first turn, `ExecutionStarted` included, if the input is the workflow's.
pub(crate) fn begin(
    world: &mut World<'_>,
    place: Place<'_>,
    machine: &dyn Machine,
) -> Result<Result<Stop, Panicked>, serde_json::Error> {
    let id = place.counters.take_event();
    // Neither `ExecutionStarted` nor the first state's entry has an event before it.
    place.header.last_event = 0;
    if world.log.keeps(EventType::ExecutionStarted) {
        let chunk = &mut world.log.chunk;
        chunk.begin(EventType::ExecutionStarted, id, 0, world.now);
        chunk.document_bytes(Field::Input, world.info.input().as_bytes());
        chunk.text(Field::RoleArn, &world.info.settings().role_arn);
        chunk.end();
    }
    let input = world.info.input();
    let mut cx = Cx::new(world, place, Purpose::Entering);
    match catch_unwind(AssertUnwindSafe(|| machine.begin(&mut cx, input))) {
        Ok(stop) => Ok(Ok(with_fault(&mut cx, stop?))),
        Err(_) => Ok(Err(Panicked)),
    }
}

/// Goes on from where the frame is parked.
pub(crate) fn resume(
    world: &mut World<'_>,
    place: Place<'_>,
    frame: Box<dyn Frame>,
    wake: Wake<Reply>,
    submitted: Option<Submitted>,
) -> Result<Stop, Panicked> {
    let mut cx = Cx::new(world, place, Purpose::Leaving).with_submitted(submitted);
    match catch_unwind(AssertUnwindSafe(|| frame.resume(&mut cx, wake))) {
        Ok(stop) => Ok(with_fault(&mut cx, stop)),
        Err(_) => Err(Panicked),
    }
}

/// Asks again for the effect of a parked frame: recorded for another attempt, silently after a restart.
pub(crate) fn effect(
    world: &mut World<'_>,
    place: Place<'_>,
    frame: &dyn Frame,
    recorded: bool,
) -> Result<Asked, Panicked> {
    let make = if recorded { Cx::new } else { Cx::silent };
    let mut cx = make(world, place, Purpose::Entering);
    let asked = catch_unwind(AssertUnwindSafe(|| frame.effect(&mut cx))).map_err(|_| Panicked)?;
    Ok(match (cx.take_fault(), asked) {
        (Some(fault), _) => Asked::Fault(fault),
        (None, Ok(ask)) => Asked::For(ask),
        (None, Err(failure)) => Asked::Failed(failure),
    })
}

/// The first frame of a child. The place is the parent's.
pub(crate) fn child(
    world: &mut World<'_>,
    place: Place<'_>,
    frame: &dyn Frame,
    fork: &Fork,
    index: u32,
) -> Result<Result<Box<dyn Frame>, Failure>, Panicked> {
    let mut cx = Cx::new(world, place, Purpose::Child(index));
    let made = catch_unwind(AssertUnwindSafe(|| frame.child(&mut cx, fork, index))).map_err(|_| Panicked)?;
    Ok(cx.take_fault().map_or(made, Err))
}

fn with_fault(cx: &mut Cx<'_>, stop: Stop) -> Stop {
    cx.take_fault().map_or(stop, Stop::Failed)
}
