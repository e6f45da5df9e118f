//! What the analysis finds: the types of each state's data at every stage.

use crate::{
    check::flow::{alternatives::Alternative, variables::Variables},
    ir::{ScopeId, StateId},
    types::Ty,
};

/// The types of a machine's data.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The workflow's input.
    pub input: Ty,
    /// One entry a state.
    pub states: Vec<StateFacts>,
    /// What the runs of each scope end with.
    pub scopes: Vec<Ty>,
    /// The place of each state in reverse post order; unreachable ones come last.
    pub order: Vec<usize>,
}

impl Facts {
    /// The types of a state's data.
    #[must_use]
    pub fn state(&self, id: StateId) -> Option<&StateFacts> {
        self.states.get(id.0 as usize)
    }

    /// What the workflow brings: the join over every way it ends.
    #[must_use]
    pub fn output(&self) -> Ty {
        self.scope(ScopeId::TOP)
    }

    /// What the runs of a scope end with; `Never` if none ends well.
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> Ty {
        self.scopes.get(id.0 as usize).cloned().unwrap_or(Ty::Never)
    }
}

/// The types of one state's data. All are `Never` if the state is not reached.
#[derive(Clone, Debug)]
pub struct StateFacts {
    /// What comes in.
    pub raw_input: Ty,
    /// The variables as they stand on entry.
    pub variables: Variables,
    /// After `InputPath`.
    pub effective_input: Ty,
    /// Which effective input goes with which variables; none if there is but one alternative.
    pub apart: Vec<Alternative>,
    /// After `Parameters`: the task's argument, what each branch gets, a Pass state's result; of a Map, what
    /// each iteration gets.
    pub argument: Ty,
    /// Of a Map, one item of what it iterates over; else `Never`.
    pub item: Ty,
    /// What the work brings.
    pub result: Ty,
    /// After `ResultSelector`.
    pub selected: Ty,
    /// After `ResultPath`.
    pub placed: Ty,
    /// After `OutputPath`.
    pub output: Ty,
    /// What each way out carries: into the scopes that the state owns, and then in the order of the source
    /// rules, default, catchers, next.
    pub edges: Vec<Edge>,
}

impl Default for StateFacts {
    fn default() -> Self {
        StateFacts::passing(Ty::Never)
    }
}

impl StateFacts {
    /// A state that changes nothing.
    #[must_use]
    pub fn passing(ty: Ty) -> Self {
        StateFacts {
            raw_input: ty.clone(),
            variables: Variables::default(),
            effective_input: ty.clone(),
            apart: Vec::new(),
            argument: ty.clone(),
            item: Ty::Never,
            result: ty.clone(),
            selected: ty.clone(),
            placed: ty.clone(),
            output: ty,
            edges: Vec::new(),
        }
    }

    /// Whether an execution can come here, as far as types tell.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        !self.raw_input.is_never()
    }
}

/// One way out of a state and what it carries.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Which way it is.
    pub via: Via,
    /// Where it leads.
    pub target: Target,
    /// What it carries; `Never` if it is never taken.
    pub ty: Ty,
    /// The variables behind it.
    pub variables: Variables,
    /// Which document goes with which variables; none if there is but one alternative.
    pub apart: Vec<Alternative>,
    /// What an `Assign` on this way is applied to.
    pub before: Before,
}

impl Edge {
    /// What it carries, as one alternative.
    pub(super) fn joined(&self) -> Alternative {
        Alternative { document: self.ty.clone(), variables: self.variables.clone() }
    }

    /// Whether it leads where another one does, with the same.
    pub(super) fn brings_the_same(&self, other: &Edge) -> bool {
        self.target == other.target
            && self.ty == other.ty
            && self.variables == other.variables
            && self.apart == other.apart
    }
}

/// What the `Assign` of a way out of a state is applied to.
#[derive(Clone, Debug)]
pub struct Before {
    /// What `$` is.
    pub document: Ty,
    /// What `$` may be in its place.
    pub or: Option<Ty>,
    /// The variables, as they stand before it.
    pub variables: Variables,
}

/// Which way out of a state an [`Edge`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Via {
    /// `Next` or `End`, and the end that a `Succeed` is.
    Next,
    /// `Choices[n]`
    Rule(usize),
    /// `Default`
    Default,
    /// `Catch[n]`
    Catch(usize),
    /// Into a branch of a Parallel, `Branches[n]`, or into the iterations of a Map.
    Into(usize),
}

/// Where an [`Edge`] leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// To a state.
    State(StateId),
    /// To the end of its scope: of the execution, the branch or the iteration.
    End,
    /// Not known; a diagnostic says so.
    Unknown,
}

impl Target {
    /// The state that it leads to, if it is one.
    pub(super) fn state(self) -> Option<StateId> {
        match self {
            Target::State(id) => Some(id),
            Target::End | Target::Unknown => None,
        }
    }
}
