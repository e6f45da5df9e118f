//! The states that wait for work of others: what they ask for, and what follows.

use super::{ArmId, Change, Exit, Expr, Goto, NewData, Output, Read};
use crate::types::contract::RustTy;

/// What a `Task` does.
#[derive(Debug)]
pub struct TaskBody {
    /// Which task: an index into [`Plan::tasks`](super::Plan::tasks).
    pub task: usize,
    /// The argument.
    pub argument: Expr,
    /// `TimeoutSeconds`
    pub timeout: Option<TimeoutPlan>,
    /// `HeartbeatSeconds`
    pub heartbeat: Option<TimeoutPlan>,
    /// `Credentials.RoleArn`
    pub role: Option<Expr>,
    /// What follows.
    pub after: After,
}

/// What a `Parallel` or a `Map` does.
#[derive(Debug)]
pub struct ForkBody {
    /// The variant of `Fork`.
    pub variant: String,
    /// What is run.
    pub plan: ForkPlan,
    /// What follows.
    pub after: After,
}

/// What a state has run for it.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum ForkPlan {
    /// Branches, all over the same input.
    Branches {
        /// The input: the state's data, or something that is made once.
        input: Output,
        /// The layout of the input.
        arm: ArmId,
        /// Where each branch begins.
        starts: Vec<Goto>,
    },
    /// Iterations over the items of a list.
    Items {
        /// The items: a `Vec`.
        items: Expr,
        /// The type of one.
        item: RustTy,
        /// `MaxConcurrency`
        max_concurrency: Option<CountPlan>,
        /// What an iteration begins with, made from the state's data and the variables `item` and `index`.
        input: NewData,
        /// The layout of that.
        arm: ArmId,
        /// Where each iteration begins.
        start: Goto,
    },
}

/// `MaxConcurrency` or `MaxConcurrencyPath`.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum CountPlan {
    /// A literal.
    Literal(u64),
    /// A place; the text is the path.
    Path(Read, String),
}

/// What follows work, however it ended.
#[derive(Debug)]
pub struct After {
    /// What happens with the result (the variable `result`).
    pub then: Change,
    /// Where it leads.
    pub exit: Exit,
    /// Whether the state has retriers.
    pub retry: bool,
    /// What each catcher does with the error (the variable `error`).
    pub catch: Vec<CatchPlan>,
}

/// What one catcher does.
#[derive(Debug)]
pub struct CatchPlan {
    /// What becomes of the data.
    pub change: Change,
    /// Where it leads.
    pub exit: Exit,
}

/// `TimeoutSeconds` or `TimeoutSecondsPath`, and the same of heartbeats.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum TimeoutPlan {
    /// A literal.
    Seconds(u64),
    /// A place; the text is the path.
    Path(Read, String),
}
