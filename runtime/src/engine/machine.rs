//! The object-safe face behind which the engine meets every workflow.

use std::{any::Any, future::Future, pin::Pin, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    Code, Cx, Dispatch, Effect, Failure, Flow, FlowMeta, TaskContext, Terms, Turn, Wake,
    flow::{self, Checkpoint as _},
    json::{self, Unserialisable},
};

/// A task's result on its way from the handler to the frame that asked for it.
pub(crate) type Reply = Box<dyn Any + Send>;

/// What the children of a frame are made from.
pub(crate) type Fork = Box<dyn Any + Send>;

/// A handler at work.
pub(crate) type Work = Pin<Box<dyn Future<Output = Result<Reply, Failure>> + Send>>;

/// A workflow with its handlers.
pub(crate) trait Machine: Send + Sync {
    fn meta(&self) -> &'static FlowMeta;

    /// The first turn, if the text is the workflow's input.
    fn begin(&self, cx: &mut Cx<'_>, input: &str) -> Result<Stop, serde_json::Error>;

    /// A frame from its checkpoint.
    fn load(&self, frame: &[u8]) -> Result<Box<dyn Frame>, serde_json::Error>;
}

/// A parked frame in memory.
pub(crate) trait Frame: Send {
    fn effect(&self, cx: &mut Cx<'_>) -> Result<Ask, Failure>;

    /// The first frame of a child.
    fn child(&self, cx: &mut Cx<'_>, fork: &Fork, index: u32) -> Result<Box<dyn Frame>, Failure>;

    fn resume(self: Box<Self>, cx: &mut Cx<'_>, wake: Wake<Reply>) -> Stop;

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Unserialisable>;
}

/// Where a turn ended.
pub(crate) enum Stop {
    Parked(Box<dyn Frame>, Ask),
    /// The output's text.
    Done(Result<String, Unserialisable>),
    Returned(Value),
    Failed(Failure),
}

/// What a parked frame asks for.
pub(crate) enum Ask {
    Call(Call),
    Sleep { until: Timestamp },
    Backoff { until: Timestamp },
    Fork { fork: Fork, children: u32, at_once: u32 },
    Yield,
}

/// A call that is not made yet.
pub(crate) struct Call {
    pub(crate) task: u32,
    pub(crate) timeout_seconds: Option<u64>,
    pub(crate) make: Box<dyn FnOnce(TaskContext) -> Work + Send>,
}

/// A workflow with handlers of known type. What is compiled for it depends on its code and its handlers only, so
/// that workflows which share those share it.
pub(crate) struct Typed<C: Code, H>(Arc<Parts<C, H>>);

/// Calls a task of a workflow: [`Dispatch::dispatch`].
type Calls<C, H> = fn(Arc<H>, TaskContext, u32, <C as Code>::Call) -> flow::Work<<C as Code>::Reply>;

struct Parts<C: Code, H> {
    meta: &'static FlowMeta,
    states: &'static C::States,
    handlers: Arc<H>,
    dispatch: Calls<C, H>,
}

impl<C: Code, H: Send + Sync + 'static> Typed<C, H> {
    pub(crate) fn new<F: Flow<Code = C> + Dispatch<H>>(handlers: H) -> Self {
        let handlers = Arc::new(handlers);
        Self(Arc::new(Parts { meta: F::META, states: F::STATES, handlers, dispatch: F::dispatch }))
    }

    fn frame(&self, frame: C::Frame) -> Box<dyn Frame> {
        Box::new(TypedFrame { frame, flow: Self(self.0.clone()) })
    }

    fn stop(&self, turn: Turn<C>) -> Stop {
        match turn {
            Turn::Parked(frame, effect) => Stop::Parked(self.frame(frame), self.ask(effect)),
            Turn::Returned(output) => Stop::Returned(output),
            Turn::Done(document) => Stop::Done(json::text(&document)),
            Turn::Failed(failure) => Stop::Failed(failure),
        }
    }

    fn ask(&self, effect: Effect<C>) -> Ask {
        match effect {
            Effect::Call { call, task, terms: Terms { timeout_seconds, .. } } => {
                let (handlers, dispatch) = (self.0.handlers.clone(), self.0.dispatch);
                let make = move |cx: TaskContext| -> Work {
                    let answer = dispatch(handlers, cx, task, call);
                    Box::pin(async move { Ok(Box::new(answer.await?) as Reply) })
                };
                Ask::Call(Call { task, timeout_seconds, make: Box::new(make) })
            }
            Effect::Sleep { until } => Ask::Sleep { until },
            Effect::Backoff { until } => Ask::Backoff { until },
            Effect::Fork { fork, children, at_once } => Ask::Fork { fork: Box::new(fork), children, at_once },
            Effect::Yield => Ask::Yield,
        }
    }
}

struct TypedFrame<C: Code, H> {
    frame: C::Frame,
    flow: Typed<C, H>,
}

impl<C: Code, H: Send + Sync + 'static> Machine for Typed<C, H> {
    fn meta(&self) -> &'static FlowMeta {
        self.0.meta
    }

    fn begin(&self, cx: &mut Cx<'_>, input: &str) -> Result<Stop, serde_json::Error> {
        let input = serde_json::from_str(input)?;
        Ok(self.stop(C::start(self.0.states, cx, input)))
    }

    fn load(&self, frame: &[u8]) -> Result<Box<dyn Frame>, serde_json::Error> {
        C::Frame::read(self.0.meta, frame).map(|frame| self.frame(frame))
    }
}

impl<C: Code, H: Send + Sync + 'static> Frame for TypedFrame<C, H> {
    fn effect(&self, cx: &mut Cx<'_>) -> Result<Ask, Failure> {
        C::effect(self.flow.0.states, cx, &self.frame).map(|effect| self.flow.ask(effect))
    }

    fn child(&self, cx: &mut Cx<'_>, fork: &Fork, index: u32) -> Result<Box<dyn Frame>, Failure> {
        let Some(fork) = fork.downcast_ref::<C::Fork>() else {
            // Forks come from the same frame's effect.
            return Err(Failure::runtime("The children are of another workflow."));
        };
        let frame = C::child(self.flow.0.states, cx, &self.frame, fork, index)?;
        Ok(self.flow.frame(frame))
    }

    fn resume(self: Box<Self>, cx: &mut Cx<'_>, wake: Wake<Reply>) -> Stop {
        let wake = match wake {
            Wake::Reply(Ok(reply)) => match reply.downcast::<C::Reply>() {
                Ok(reply) => Wake::Reply(Ok(*reply)),
                // Replies come from the same workflow's dispatch.
                Err(_) => return Stop::Failed(Failure::runtime("The reply is of another workflow.")),
            },
            Wake::Reply(Err(failure)) => Wake::Reply(Err(failure)),
            Wake::Elapsed => Wake::Elapsed,
            Wake::Joined(joined) => Wake::Joined(joined),
            Wake::Continue => Wake::Continue,
        };
        let Self { frame, flow } = *self;
        flow.stop(C::resume(flow.0.states, cx, frame, wake))
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Unserialisable> {
        self.frame.write(self.flow.0.meta, out)
    }
}
