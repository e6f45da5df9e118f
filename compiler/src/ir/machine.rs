//! A definition as a whole: its states on all levels, and the scopes that they stand in.

use std::collections::BTreeMap;

use super::State;
use crate::source::Span;

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
