//! The contract between generated code and the engine: pure transitions, no clock, no randomness, no I/O.

use std::{future::Future, pin::Pin, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Cx, Failure, TaskContext,
    json::{self, Unserialisable},
};
use jiff::Timestamp;
use serde_json::Value;

/// A workflow as the compiler generates it: what is known about it, and its code.
pub trait Flow: Sized + Send + Sync + 'static {
    /// What is known about the workflow without running it.
    const META: &'static FlowMeta;
    /// The execution's input, as the contract declares it.
    type Input: Serialize + DeserializeOwned + Send + 'static;
    /// The execution's output, as the contract declares it.
    type Output: Serialize + DeserializeOwned + Send + 'static;
    /// Its state enum and the transition function over it. A workflow with a contract has its own; all others
    /// share one, over plain values, and an engine is compiled for that once.
    type Code: Code<Input = Self::Input>;
    /// What the states do, where the code is shared.
    const STATES: &'static <Self::Code as Code>::States;
}

/// The transition function of a workflow, and the types of its data.
///
/// The engine drives it: [`Code::start`] and [`Code::resume`] run on through every state that needs
/// nothing from outside and stop at the next effect. Both are pure: the same context and frame give the
/// same turn, so that a turn that was not committed can be thrown away.
pub trait Code: Sized + 'static {
    /// What tells one workflow from another that shares this code: `()` if none does.
    type States: ?Sized + Sync + 'static;
    /// The execution's input.
    type Input: DeserializeOwned + Send + 'static;
    /// The checkpoint: a state, with its raw input.
    type Frame: Checkpoint;
    /// A call of a task with its argument.
    type Call: Send + 'static;
    /// What a task brought.
    type Reply: Send + 'static;
    /// The document that an execution ends with; it serialises as the execution's output.
    type Document: Serialize + Send + 'static;
    /// What a `Parallel` or `Map` state hands to its children: evaluated once, when they are asked for.
    type Fork: Send + 'static;

    /// The first turn of an execution.
    fn start(states: &'static Self::States, cx: &mut Cx<'_>, input: Self::Input) -> Turn<Self>;

    /// The effect that a parked frame asks for, derived again: for another attempt of a task (the
    /// context records that it was scheduled), and after a restart (the context records nothing).
    ///
    /// # Errors
    /// The state's input processing failed this time.
    fn effect(states: &'static Self::States, cx: &mut Cx<'_>, frame: &Self::Frame) -> Result<Effect<Self>, Failure>;

    /// The first frame of one child of a parked `Parallel` or `Map` state, not entered yet: it goes on
    /// with [`Wake::Continue`]. The context is the parent's.
    ///
    /// # Errors
    /// `ItemSelector` failed for this item: the parent's state has failed with that.
    fn child(
        states: &'static Self::States,
        cx: &mut Cx<'_>,
        frame: &Self::Frame,
        fork: &Self::Fork,
        index: u32,
    ) -> Result<Self::Frame, Failure>;

    /// One turn of a parked frame.
    fn resume(
        states: &'static Self::States,
        cx: &mut Cx<'_>,
        frame: Self::Frame,
        wake: Wake<Self::Reply>,
    ) -> Turn<Self>;
}

/// A frame as it is kept. Everything that serde reads and writes is one.
pub trait Checkpoint: Sized + Send + 'static {
    /// Writes it as JSON.
    ///
    /// # Errors
    /// A value in it has no JSON form.
    fn write(&self, meta: &FlowMeta, out: &mut Vec<u8>) -> Result<(), Unserialisable>;

    /// Reads what [`Checkpoint::write`] wrote.
    ///
    /// # Errors
    /// It is no frame of this workflow.
    fn read(meta: &FlowMeta, bytes: &[u8]) -> Result<Self, serde_json::Error>;
}

impl<T: Serialize + DeserializeOwned + Send + 'static> Checkpoint for T {
    fn write(&self, _: &FlowMeta, out: &mut Vec<u8>) -> Result<(), Unserialisable> {
        json::write(out, self)
    }

    fn read(_: &FlowMeta, bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

/// A handler at work.
pub type Work<R> = Pin<Box<dyn Future<Output = Result<R, Failure>> + Send>>;

/// A workflow whose tasks `H` implements. The compiler generates it for every implementation of the
/// contract's trait.
pub trait Dispatch<H>: Flow {
    /// Calls one task: an index into [`FlowMeta::tasks`].
    fn dispatch(
        handlers: Arc<H>,
        cx: TaskContext,
        task: u32,
        call: <Self::Code as Code>::Call,
    ) -> Work<<Self::Code as Code>::Reply>;
}

/// Where a turn ended.
pub enum Turn<C: Code> {
    /// At a state that needs something from outside.
    Parked(C::Frame, Effect<C>),
    /// At the end of the top level, with the execution's output.
    Done(C::Document),
    /// At the end of a branch or an iteration, with its output.
    Returned(Value),
    /// With an error that nothing caught.
    Failed(Failure),
}

/// What a parked frame needs from outside.
pub enum Effect<C: Code> {
    /// A task is to be called.
    Call {
        /// The call with its argument.
        call: C::Call,
        /// Which task it is: an index into [`FlowMeta::tasks`].
        task: u32,
        /// Its times and its role.
        terms: Terms,
    },
    /// A `Wait` state: nothing happens until then.
    Sleep {
        /// When it goes on.
        until: Timestamp,
    },
    /// A retrier matched: the state's work is begun again then.
    Backoff {
        /// When the next attempt begins.
        until: Timestamp,
    },
    /// Branches or iterations are to be run; the frame goes on with [`Wake::Joined`].
    Fork {
        /// What they are made from.
        fork: C::Fork,
        /// How many there are; they are numbered from 0 and begun in that order.
        children: u32,
        /// How many may run at once; 0 is as many as the engine lets.
        at_once: u32,
    },
    /// The turn has used up its transitions; it goes on in the next one.
    Yield,
}

/// What a state says of a call beside its argument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// `TimeoutSeconds` or `TimeoutSecondsPath`, from the moment at which it was scheduled.
    pub timeout_seconds: Option<u64>,
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`.
    pub heartbeat_seconds: Option<u64>,
    /// `Credentials.RoleArn`
    pub role_arn: Option<String>,
}

/// Why a parked frame goes on.
#[derive(Debug)]
pub enum Wake<R> {
    /// The task answered, or failed, or ran out of time.
    Reply(Result<R, Failure>),
    /// The `Wait` is over.
    Elapsed,
    /// All children have ended, with their outputs in their order; or one has failed, and the others were
    /// stopped.
    Joined(Result<Vec<Value>, Failure>),
    /// The next turn after [`Effect::Yield`]: the frame's state has not been entered yet.
    Continue,
}

/// What is known about a workflow without running it.
#[derive(Debug)]
pub struct FlowMeta {
    /// The name it is registered under; `StateMachine.Name` of the context object.
    pub name: &'static str,
    /// The definition's text.
    pub definition: &'static str,
    /// Names the definition's meaning and the shapes of its checkpoints: 32 hexadecimal digits. A
    /// checkpoint is only read by the binary that has the fingerprint it was written under.
    pub fingerprint: &'static str,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<u64>,
    /// The states, in the order of the definition.
    pub states: &'static [StateMeta],
    /// The tasks that states call.
    pub tasks: &'static [TaskMeta],
    /// What the definition asks for and this version cannot run. An engine refuses to register it.
    pub unsupported: &'static [Unsupported],
}

/// Something that the language has, that was checked and compiled, and that cannot run yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The state that asks for it.
    pub state: StateIx,
    /// What it is, as a sentence names it: `activities`, `task tokens (.waitForTaskToken)`.
    pub feature: &'static str,
}

/// A state, as an index into [`FlowMeta::states`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateIx(pub u32);

/// One state of a workflow.
#[derive(Debug)]
pub struct StateMeta {
    /// Its name in the definition.
    pub name: &'static str,
    /// Its type.
    pub kind: StateKind,
    /// The line on which it stands in the definition, from 1; 0 if there is none.
    pub line: u32,
    /// The states it can lead to, as indices, each with what the arrow says.
    pub next: &'static [(StateIx, &'static str)],
    /// The `Parallel` or `Map` state that it stands in, and in which of its branches; `None` at the top
    /// level.
    pub within: Option<(StateIx, u32)>,
    /// The task that a `Task` state calls: an index into [`FlowMeta::tasks`].
    pub task: Option<u32>,
}

/// The type of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum StateKind {
    Task,
    Pass,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// One task of a workflow.
#[derive(Debug)]
pub struct TaskMeta {
    /// `Resource` as the definition writes it.
    pub resource: &'static str,
    /// Which history events it makes.
    pub kind: TaskKind,
    /// The method of the handlers that it calls.
    pub method: &'static str,
}

/// Which history events a task makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// A Lambda function by its ARN: `LambdaFunctionScheduled` ..
    Lambda,
    /// A service integration: `TaskScheduled` ..
    Integration {
        /// `sqs`, `aws-sdk:dynamodb`
        service: &'static str,
        /// `sendMessage`, `startExecution.sync:2`: with its pattern
        action: &'static str,
        /// How the service is used.
        pattern: Pattern,
    },
    /// An activity, whose workers poll: `ActivityScheduled` ..
    Activity,
}

/// How a service integration is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Request and response.
    RequestResponse,
    /// `.sync`: the task ends when the job does.
    Sync,
    /// `.sync:2`: the same, with its JSON texts read.
    Sync2,
    /// `.waitForTaskToken`: the task ends when its token comes back.
    TaskToken,
}

/// One entry of `Retry`.
#[derive(Debug)]
pub struct Retrier {
    /// `ErrorEquals`
    pub errors: &'static [&'static str],
    /// `IntervalSeconds`
    pub interval_seconds: u64,
    /// `MaxAttempts`
    pub max_attempts: u64,
    /// `BackoffRate`
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy` is `FULL`
    pub full_jitter: bool,
}

/// `ErrorEquals` of one entry of `Catch`.
pub type Catcher = &'static [&'static str];
