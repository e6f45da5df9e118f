//! The definition as meant: states by index, transitions resolved, expressions parsed.

mod choice;
mod express;
mod location;
mod references;
mod work;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use choice::{Choice, Comparison, Condition, Glob, Operand, Order, Rule, Test, TypeTest};
pub use express::{Refusal, express_refusals};
pub(crate) use references::{condition_paths, template_paths};
pub use references::{each_path, variable_references};
pub use work::{
    Catcher, Count, Distributed, ExecutionType, ItemBatcher, ItemReader, Map, Mode, Number, Parallel, Pattern,
    Resource, ResourceKind, ResultWriter, Retrier, Task, Work,
};

use crate::{
    expr::{Call, Path, Template},
    json,
    source::Span,
};

/// A state, as an index into [`Machine::states`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub u32);

impl StateId {
    /// The state at a place of [`Machine::states`].
    pub(crate) fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// A scope, as an index into [`Machine::scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

impl ScopeId {
    /// The top level of a definition.
    pub const TOP: Self = Self(0);
}

/// A definition: its states on all levels, and the scopes that they stand in.
#[derive(Clone, Debug)]
pub struct Machine {
    /// The scopes; the first is the top level. Never empty.
    pub scopes: Vec<Scope>,
    /// The states of all scopes: first those of the top level in the order of the source, then, scope by
    /// scope, the others.
    pub states: Vec<State>,
    /// `Comment`.
    pub comment: Option<String>,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<u64>,
    /// The whole definition.
    pub span: Span,
}

impl Machine {
    /// The state behind an id.
    #[must_use]
    pub fn state(&self, id: StateId) -> Option<&State> {
        self.states.get(id.0 as usize)
    }

    /// The scope behind an id.
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> Option<&Scope> {
        self.scopes.get(id.0 as usize)
    }

    /// Where executions begin. `None` if `StartAt` is missing or names no state (a diagnostic says so).
    #[must_use]
    pub fn start(&self) -> Option<StateId> {
        self.scope(ScopeId::TOP)?.start
    }

    /// All states with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (StateId, &State)> {
        self.states.iter().enumerate().map(|(at, state)| (StateId::at(at), state))
    }

    /// The scope whose variable a name means when it is read in a scope: the nearest, from there outwards,
    /// in which it is assigned.
    #[must_use]
    pub fn variable(&self, scope: ScopeId, name: &str) -> Option<ScopeId> {
        let mut at = scope;
        loop {
            let here = self.scope(at)?;
            if here.variables.contains_key(name) {
                return Some(at);
            }
            at = self.around(at)?;
        }
    }

    /// The scope around another, if its variables can be seen there.
    #[must_use]
    pub fn around(&self, scope: ScopeId) -> Option<ScopeId> {
        let here = self.scope(scope)?;
        if here.is_sealed {
            return None;
        }
        Some(self.state(here.owner?.0)?.scope)
    }
}

/// A set of states that lead to one another only: the top level, a branch of a `Parallel`, or what a `Map`
/// does with each item.
#[derive(Clone, Debug)]
pub struct Scope {
    /// `StartAt`. `None` if it is missing or names no state of the scope (a diagnostic says so).
    pub start: Option<StateId>,
    /// Its states, in the order of the source.
    pub states: Vec<StateId>,
    /// The state that it belongs to, and which of that state's scopes it is; `None` for the top level.
    pub owner: Option<(StateId, usize)>,
    /// Whether the variables of the scopes around it are out of sight: its runs are executions of their own
    /// (a distributed `Map`).
    pub is_sealed: bool,
    /// The variables that its states assign, with the place of the first assignment.
    pub variables: BTreeMap<String, Span>,
    /// The object that holds `StartAt` and `States`.
    pub span: Span,
}

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

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// `InputPath`, `OutputPath`, `ResultPath`: absent, `null`, or a path.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Select {
    /// Absent: `$`.
    #[default]
    Whole,
    /// `null`, at this place.
    Null(Span),
    /// A path.
    Path(Path),
}

/// `Assign`: what the workflow's variables become when the state is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// One entry a variable, in the order of the source.
    pub fields: Vec<Assigned>,
    /// The whole object.
    pub span: Span,
}

/// One variable that is assigned.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigned {
    /// The variable's name.
    pub name: String,
    /// The key as written, `.$` included; causes quote it.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// What it becomes.
    pub value: Template,
}

/// Where a state leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// `Next`: a state; the span is that of the name in the source.
    State(StateId, Span),
    /// `End: true`.
    End(Span),
    /// The target does not exist; a diagnostic says so.
    Unknown(Span),
}

/// A whole number of seconds, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Seconds {
    /// `TimeoutSeconds`, `Seconds`
    Literal(Spanned<u64>),
    /// `TimeoutSecondsPath`, `SecondsPath`
    Path(Path),
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
