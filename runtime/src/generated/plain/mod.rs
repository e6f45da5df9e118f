//! The code of workflows without a contract: every state's data is a plain value, so one engine serves all of them,
//! and a workflow brings only what its states do, as a table.

mod checkpoint;
mod tasks;
mod turn;

use jiff::Timestamp;
use serde_json::Value;

use super::Stepped;
use crate::{Catcher, Cx, ErrorOutput, Failure, Retrier, Terms};
pub use tasks::{Method, by_resource, handled, no_task};

/// The code that all workflows without a contract share.
pub enum Plain {}

/// A frame: a state, as an index into [`FlowMeta::states`](crate::FlowMeta::states), and the data that arrived there.
pub struct At {
    state: u32,
    data: Value,
}

impl At {
    /// A state with its data.
    #[must_use]
    pub fn new(state: u32, data: Value) -> Self {
        At { state, data }
    }
}

/// What the states of one workflow do.
pub struct States {
    /// The first one.
    pub start: u32,
    /// All, in the order of [`FlowMeta::states`](crate::FlowMeta::states).
    pub all: &'static [State],
}

/// What a state does.
pub enum State {
    /// `Pass` and `Succeed`: what leaves, and where it leads.
    Pass(Exit),
    /// `Choice` and `Fail`: whatever the function says.
    Step(fn(&mut Cx<'_>, Value) -> Stepped<Plain>),
    /// `Wait`: until then.
    Wait(Until, Exit),
    /// `Task`
    Task(Task, After),
    /// `Parallel` and `Map`
    Fork(Fork, After),
    /// Nothing leads here.
    Unreached,
}

/// What leaves a state, and where it leads.
pub struct Exit {
    /// Makes it of the state's data; without one, it is the data.
    pub make: Option<fn(&mut Cx<'_>, Value) -> Made>,
    /// Where it leads.
    pub to: To,
}

/// A document, or why it could not be made.
pub type Made = Result<Value, Failure>;

/// Makes something of a state's data.
pub type Read<T> = fn(&mut Cx<'_>, &Value) -> Result<T, Failure>;

/// Where a state leads.
#[derive(Clone, Copy)]
pub enum To {
    /// To another state.
    State(u32),
    /// To the end of the execution.
    End,
    /// To the end of a branch or an iteration.
    Return,
}

/// How long a state waits.
pub enum Until {
    /// Seconds from now.
    Seconds(u64),
    /// An instant, in nanoseconds.
    Instant(i128),
    /// What a path says.
    Path(Read<Timestamp>),
}

/// What a task is called with.
pub struct Task {
    /// Which one: an index into [`FlowMeta::tasks`](crate::FlowMeta::tasks).
    pub task: u32,
    /// Makes its argument; without one, it is the state's data.
    pub argument: Option<Read<Value>>,
    /// Makes its times and its role, if there are any.
    pub terms: Option<Read<Terms>>,
}

/// What branches or iterations are made from.
pub struct Fork {
    /// What is handed to them, how many there are, and how many may run at once.
    pub ask: Read<(Handed, u32, u32)>,
    /// Makes the first frame of one.
    pub child: fn(&mut Cx<'_>, &Value, &Handed, u32) -> Result<At, Failure>,
}

/// What a state hands to its branches or iterations.
pub enum Handed {
    /// Nothing: they begin with the state's data.
    Nothing,
    /// To each branch the same.
    All(Value),
    /// To each iteration its item.
    Items(Vec<Value>),
}

impl Handed {
    /// The items of iterations.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        match self {
            Handed::Items(items) => items,
            Handed::Nothing | Handed::All(_) => &[],
        }
    }

    /// What each branch begins with, if it is not the state's data.
    #[must_use]
    pub fn copy(&self, data: &Value) -> Value {
        match self {
            Handed::All(input) => input.clone(),
            Handed::Nothing | Handed::Items(_) => data.clone(),
        }
    }
}

/// What follows work of others.
pub struct After {
    /// What becomes of the result.
    pub take: Take,
    /// Where that leads.
    pub to: To,
    /// `Retry`
    pub retry: &'static [Retrier],
    /// `Catch`
    pub catch: &'static [Catcher],
    /// What each catcher makes of the state's data and the error (without a function, the error leaves), and
    /// where it leads.
    pub caught: &'static [(Option<Caught>, To)],
}

/// What becomes of a result.
pub enum Take {
    /// It leaves.
    Result,
    /// It is dropped, and the state's data leaves.
    Data,
    /// It is taken into the state's data, and what leaves is made of that.
    Made(fn(&mut Cx<'_>, &mut Value, Value) -> Made),
}

/// Makes what leaves a state whose error was caught.
pub type Caught = fn(&mut Cx<'_>, Value, ErrorOutput) -> Made;
