//! The object-safe face behind which the engine meets every workflow.

use std::{any::Any, future::Future, marker::PhantomData, pin::Pin, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    Cx, Dispatch, Effect, Failure, Flow, FlowMeta, TaskContext, Terms, Turn, Wake,
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

/// A workflow of known type with handlers of known type.
pub(crate) struct Typed<F, H> {
    handlers: Arc<H>,
    flow: PhantomData<fn() -> F>,
}

impl<F, H> Typed<F, H> {
    pub(crate) fn new(handlers: H) -> Self {
        Self { handlers: Arc::new(handlers), flow: PhantomData }
    }
}

struct TypedFrame<F: Flow, H> {
    frame: F::Frame,
    handlers: Arc<H>,
}

impl<F: Dispatch<H>, H: Send + Sync + 'static> Machine for Typed<F, H> {
    fn meta(&self) -> &'static FlowMeta {
        F::META
    }

    fn begin(&self, cx: &mut Cx<'_>, input: &str) -> Result<Stop, serde_json::Error> {
        let input = serde_json::from_str(input)?;
        Ok(stop::<F, H>(&self.handlers, F::start(cx, input)))
    }

    fn load(&self, frame: &[u8]) -> Result<Box<dyn Frame>, serde_json::Error> {
        let frame = serde_json::from_slice(frame)?;
        Ok(Box::new(TypedFrame::<F, H> { frame, handlers: self.handlers.clone() }))
    }
}

impl<F: Dispatch<H>, H: Send + Sync + 'static> Frame for TypedFrame<F, H> {
    fn effect(&self, cx: &mut Cx<'_>) -> Result<Ask, Failure> {
        F::effect(cx, &self.frame).map(|effect| ask::<F, H>(&self.handlers, effect))
    }

    fn child(&self, cx: &mut Cx<'_>, fork: &Fork, index: u32) -> Result<Box<dyn Frame>, Failure> {
        let Some(fork) = fork.downcast_ref::<F::Fork>() else {
            // Forks come from the same frame's effect.
            return Err(Failure::runtime("The children are of another workflow."));
        };
        let frame = F::child(cx, &self.frame, fork, index)?;
        Ok(Box::new(Self { frame, handlers: self.handlers.clone() }))
    }

    fn resume(self: Box<Self>, cx: &mut Cx<'_>, wake: Wake<Reply>) -> Stop {
        let wake = match wake {
            Wake::Reply(Ok(reply)) => match reply.downcast::<F::Reply>() {
                Ok(reply) => Wake::Reply(Ok(*reply)),
                // Replies come from the same workflow's dispatch.
                Err(_) => return Stop::Failed(Failure::runtime("The reply is of another workflow.")),
            },
            Wake::Reply(Err(failure)) => Wake::Reply(Err(failure)),
            Wake::Elapsed => Wake::Elapsed,
            Wake::Joined(joined) => Wake::Joined(joined),
            Wake::Continue => Wake::Continue,
        };
        let Self { frame, handlers } = *self;
        stop::<F, H>(&handlers, F::resume(cx, frame, wake))
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Unserialisable> {
        json::write(out, &self.frame)
    }
}

fn stop<F: Dispatch<H>, H: Send + Sync + 'static>(handlers: &Arc<H>, turn: Turn<F>) -> Stop {
    match turn {
        Turn::Parked(frame, effect) => {
            let frame = TypedFrame::<F, H> { frame, handlers: handlers.clone() };
            Stop::Parked(Box::new(frame), ask::<F, H>(handlers, effect))
        }
        Turn::Returned(output) => Stop::Returned(output),
        Turn::Done(document) => Stop::Done(json::text(&document)),
        Turn::Failed(failure) => Stop::Failed(failure),
    }
}

fn ask<F: Dispatch<H>, H: Send + Sync + 'static>(handlers: &Arc<H>, effect: Effect<F>) -> Ask {
    match effect {
        Effect::Call { call, task, terms: Terms { timeout_seconds, .. } } => {
            let handlers = handlers.clone();
            let make = move |cx: TaskContext| -> Work {
                Box::pin(async move {
                    let reply = F::dispatch(&*handlers, cx, call).await?;
                    Ok(Box::new(reply) as Reply)
                })
            };
            Ask::Call(Call { task, timeout_seconds, make: Box::new(make) })
        }
        Effect::Sleep { until } => Ask::Sleep { until },
        Effect::Backoff { until } => Ask::Backoff { until },
        Effect::Fork { fork, children, at_once } => Ask::Fork { fork: Box::new(fork), children, at_once },
        Effect::Yield => Ask::Yield,
    }
}
