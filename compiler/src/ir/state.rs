//! States: what all of them have, and those that do no work.

use super::{Assign, Choice, Map, Next, Parallel, ScopeId, Select, Spanned, Task, Work};
use crate::{
    expr::{Call, Path, Template},
    json,
    source::Span,
};

/// One state.
#[derive(Clone, Debug)]
pub struct State {
    /// The key in `States`.
    pub name: String,
    /// The place of that key.
    pub name_span: Span,
    /// The place of the state's object.
    pub span: Span,
    /// The scope that it stands in.
    pub scope: ScopeId,
    /// `Comment`.
    pub comment: Option<String>,
    /// What it does.
    pub kind: Kind,
    /// A diagnostic of severity error was raised while this state was read: what it brings is not known,
    /// and later stages raise nothing that may follow from that.
    pub faulty: bool,
}

impl State {
    /// What it assigns: its own, that of its rules and that of its catchers.
    #[must_use]
    pub fn assigns(&self) -> Vec<&Assign> {
        match &self.kind {
            Kind::Task(task) => task.work.assigns(),
            Kind::Parallel(parallel) => parallel.work.assigns(),
            Kind::Map(map) => map.work.assigns(),
            Kind::Pass(pass) => pass.assign.iter().collect(),
            Kind::Wait(wait) => wait.assign.iter().collect(),
            Kind::Choice(choice) => {
                choice.assign.iter().chain(choice.rules.iter().filter_map(|rule| rule.assign.as_ref())).collect()
            }
            Kind::Succeed(_) | Kind::Fail(_) | Kind::Unknown => Vec::new(),
        }
    }

    /// What it shares with the other states that do work, if it is one.
    #[must_use]
    pub fn work(&self) -> Option<&Work> {
        match &self.kind {
            Kind::Task(task) => Some(&task.work),
            Kind::Parallel(parallel) => Some(&parallel.work),
            Kind::Map(map) => Some(&map.work),
            _ => None,
        }
    }

    /// The scopes that belong to it: branches, or what is done with each item.
    #[must_use]
    pub fn scopes(&self) -> &[ScopeId] {
        match &self.kind {
            Kind::Parallel(parallel) => &parallel.branches,
            Kind::Map(map) => map.processor.as_slice(),
            _ => &[],
        }
    }
}

/// What a state does.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `Task`
    Task(Box<Task>),
    /// `Pass`
    Pass(Box<Pass>),
    /// `Choice`
    Choice(Box<Choice>),
    /// `Wait`
    Wait(Box<Wait>),
    /// `Succeed`
    Succeed(Succeed),
    /// `Fail`
    Fail(Fail),
    /// `Parallel`
    Parallel(Box<Parallel>),
    /// `Map`
    Map(Box<Map>),
    /// A state whose type is missing, misspelt or not yet built; a diagnostic says so.
    Unknown,
}

impl Kind {
    /// Its `Type` as written; `Unknown` where that is not known.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Task(_) => "Task",
            Kind::Pass(_) => "Pass",
            Kind::Choice(_) => "Choice",
            Kind::Wait(_) => "Wait",
            Kind::Succeed(_) => "Succeed",
            Kind::Fail(_) => "Fail",
            Kind::Parallel(_) => "Parallel",
            Kind::Map(_) => "Map",
            Kind::Unknown => "Unknown",
        }
    }
}

/// A `Pass` state.
#[derive(Clone, Debug)]
pub struct Pass {
    /// `InputPath`
    pub input_path: Select,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `Result`
    pub result: Option<json::Node>,
    /// `ResultPath`
    pub result_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// `Assign`
    pub assign: Option<Assign>,
    /// `Next`, `End`
    pub next: Next,
}

/// A `Wait` state.
#[derive(Clone, Debug)]
pub struct Wait {
    /// `InputPath`
    pub input_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// How long.
    pub until: Until,
    /// `Assign`
    pub assign: Option<Assign>,
    /// `Next`, `End`
    pub next: Next,
}

/// How long a `Wait` waits.
#[derive(Clone, Debug, PartialEq)]
pub enum Until {
    /// `Seconds`
    Seconds(Spanned<u64>),
    /// `SecondsPath`
    SecondsPath(Path),
    /// `Timestamp`: RFC 3339, checked.
    Timestamp(Spanned<String>),
    /// `TimestampPath`
    TimestampPath(Path),
}

/// A `Succeed` state.
#[derive(Clone, Debug)]
pub struct Succeed {
    /// `InputPath`
    pub input_path: Select,
    /// `OutputPath`
    pub output_path: Select,
}

/// A `Fail` state.
#[derive(Clone, Debug)]
pub struct Fail {
    /// `Error`, `ErrorPath`
    pub error: Option<Words>,
    /// `Cause`, `CausePath`
    pub cause: Option<Words>,
}

/// A text, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// `Error`, `Cause`
    Literal(Spanned<String>),
    /// `ErrorPath`, `CausePath`
    Path(Path),
    /// The same, with an intrinsic function.
    Call(Call),
}
