//! How a state is left: `Assign`, where it leads, and in which layout.

use super::{Cells, Leaving};
use crate::{
    ir::{self, Next, ScopeId},
    lower::{
        Target,
        layout::Presence,
        made::{self, Made},
        plan::{ArmId, Exit, Expr, Goto, Output},
        repr::Repr,
        view::View,
    },
};

impl Cells<'_> {
    /// `Assign`: the variables, and what they become.
    pub(super) fn assigned(&self, assign: Option<&ir::Assign>, view: &View) -> Vec<(String, Expr)> {
        let fields = assign.map(|assign| assign.fields.as_slice()).unwrap_or_default();
        fields
            .iter()
            .map(|field| (field.name.clone(), self.resolver().value_under(&field.value, &field.key, view)))
            .collect()
    }

    /// Where a document leads, and in which layout.
    pub(super) fn leave(&mut self, next: Option<&Next>, arm: ArmId, leaving: Leaving) -> Exit {
        let target = match next {
            Some(Next::State(id, _)) => Some(Target::State(*id)),
            _ if self.scope == ScopeId::TOP => Some(Target::End),
            // A branch or an iteration ends: what is made for that is made a plain value at once.
            _ => None,
        };
        let leaving = match leaving {
            Leaving::New(made) if target.is_none() => Leaving::New(Made::value(made.into_value())),
            leaving => leaving,
        };
        let (arm, presence, output) = match leaving {
            Leaving::Same(presence) => (arm, presence, Output::Same),
            Leaving::New(made) => {
                let (arm, data, presence) = made::root(self.layouts, made);
                (arm, presence, Output::New(arm, data))
            }
        };
        let to = match target {
            Some(target) => self.arrive(target, arm, presence),
            None => Goto::Return { to_value: self.layouts.arm(arm).is_some_and(|arm| !arm.base.is_value()) },
        };
        Exit { assign: Vec::new(), output, to }
    }

    /// How a target takes a document of a layout.
    pub fn arrive(&mut self, target: Target, arm: ArmId, presence: Presence) -> Goto {
        let is_value = self.layouts.arm(arm).is_none_or(|arm| arm.base.is_value());
        let (arm, presence, to_value) = if self.collapsed.contains(&target) && !is_value {
            (self.layouts.with_base(Repr::VALUE), Presence::new(), true)
        } else {
            (arm, presence, false)
        };
        self.edges.push((target, arm, presence));
        match target {
            Target::State(state) => Goto::State { state, arm, to_value },
            Target::End => Goto::End { arm, to_value },
        }
    }
}

impl Exit {
    /// The same, with what `Assign` says.
    pub(super) fn assigning(self, assign: Vec<(String, Expr)>) -> Self {
        Exit { assign, ..self }
    }
}
