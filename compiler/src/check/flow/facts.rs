//! What the analysis finds: the types of each state's data at every stage.

use crate::{ir::StateId, types::Ty};

/// The types of a machine's data.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The workflow's input.
    pub input: Ty,
    /// One entry a state.
    pub states: Vec<StateFacts>,
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
        let ends = self.states.iter().flat_map(|state| &state.edges).filter(|edge| edge.target == Target::End);
        Ty::union(ends.map(|edge| edge.ty.clone()))
    }
}

/// The types of one state's data. All are `Never` if the state is not reached.
#[derive(Clone, Debug)]
pub struct StateFacts {
    /// What comes in.
    pub raw_input: Ty,
    /// After `InputPath`.
    pub effective_input: Ty,
    /// After `Parameters`: the task's argument, or a Pass state's result.
    pub argument: Ty,
    /// What the work brings.
    pub result: Ty,
    /// After `ResultSelector`.
    pub selected: Ty,
    /// After `ResultPath`.
    pub placed: Ty,
    /// After `OutputPath`.
    pub output: Ty,
    /// What each way out carries, in the order of the source: rules, default, catchers, next.
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
            effective_input: ty.clone(),
            argument: ty.clone(),
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
}

/// Where an [`Edge`] leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// To a state.
    State(StateId),
    /// To the end of the execution.
    End,
    /// Not known; a diagnostic says so.
    Unknown,
}
