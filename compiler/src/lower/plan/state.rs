//! States over their layouts: what each does, and what leaves it.

use super::{ArmId, Change, Condition, Expr, ForkBody, Read, TaskBody};
use crate::ir::StateId;

/// One state.
#[derive(Debug)]
pub struct StatePlan {
    /// The state.
    pub id: StateId,
    /// The variant of `State`, and the name of what belongs to it.
    pub variant: String,
    /// The prefix of its functions.
    pub function: String,
    /// One entry a layout that can arrive here.
    pub cells: Vec<Cell>,
}

/// A state over one layout.
#[derive(Debug)]
pub struct Cell {
    /// The layout.
    pub arm: ArmId,
    /// What `InputPath` selects, if it may be missing and is not read at once anyway.
    pub input: Option<Read>,
    /// What `InputPath` selects, if it is a value of its own and no place: the variable `input`.
    pub selected: Option<Expr>,
    /// What it does.
    pub body: Body,
}

/// What a cell does.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one a state, and most are large")]
pub enum Body {
    /// Runs on at once.
    Pass {
        /// What `$` of `Assign` is, if it is a value of its own: the variable `result`.
        result: Option<Expr>,
        /// What becomes of the data.
        change: Change,
        /// Where it leads.
        exit: Exit,
    },
    /// Tests one rule after the other.
    Choice {
        /// Each condition, and where it leads.
        rules: Vec<(Condition, Exit)>,
        /// `Default`; `None`: the execution fails.
        default: Option<Exit>,
    },
    /// Waits, then runs on.
    Wait {
        /// How long.
        until: UntilPlan,
        /// What follows.
        exit: Exit,
    },
    /// Calls a task.
    Task(Box<TaskBody>),
    /// Runs branches or iterations.
    Fork(Box<ForkBody>),
    /// Ends the execution with success.
    Succeed(Exit),
    /// Ends it with an error.
    Fail {
        /// `Error`
        error: Option<Expr>,
        /// `Cause`
        cause: Option<Expr>,
    },
}

/// How long a `Wait` waits.
#[derive(Debug)]
pub enum UntilPlan {
    /// Seconds from now.
    Seconds(u64),
    /// Seconds from a place; the text is the path.
    SecondsPath(Read, String),
    /// An instant: RFC 3339, checked.
    Timestamp(String),
    /// An instant from a place; the text is the path.
    TimestampPath(Read, String),
}

/// What leaves a state.
#[derive(Debug)]
pub struct Exit {
    /// `Assign`: the variables and what they become, made before anything of the data is changed.
    pub assign: Vec<(String, Expr)>,
    /// The output: the data as it is now, or something new.
    pub output: Output,
    /// Where it leads.
    pub to: Goto,
}

/// The output of a state.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Output {
    /// The data, as the statements left it.
    Same,
    /// Something else, in a layout.
    New(ArmId, NewData),
}

/// New state data.
#[derive(Debug)]
pub enum NewData {
    /// A plain value.
    Value(Expr),
    /// A base, and the slots laid over it.
    Struct(Expr, Vec<(usize, Expr)>),
}

/// Where an exit leads.
#[derive(Clone, Debug)]
pub enum Goto {
    /// A state.
    State {
        /// The state.
        state: StateId,
        /// The layout that the state takes.
        arm: ArmId,
        /// The data is turned into a plain value on the way.
        to_value: bool,
    },
    /// The end of the execution.
    End {
        /// The layout of the output.
        arm: ArmId,
        /// The data is turned into a plain value on the way.
        to_value: bool,
    },
    /// The end of a branch or an iteration, with a plain value.
    Return {
        /// The data is turned into a plain value on the way.
        to_value: bool,
    },
}
