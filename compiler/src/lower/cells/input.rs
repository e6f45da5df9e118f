//! `InputPath` and what is read of a state's input, and `OutputPath` of states that pass their input on.

use super::{Cells, Leaving};
use crate::{
    expr::Path,
    ir::{self, Kind, Select},
    lower::{
        build::{Place, place_of},
        layout::Presence,
        made::Made,
        plan::{ArmId, Expr, Missing, MissingKind, Read},
        view::{Document, View, value_steps},
    },
    types::contract::RustTy,
};

impl Cells<'_> {
    /// What `InputPath` makes of the raw input, for the fields after it.
    pub(super) fn input(&self, data: &View, select: &Select) -> View {
        match select {
            Select::Whole => data.clone(),
            Select::Null(_) => View { document: Document::Empty, prefix: Vec::new() },
            Select::Path(path) => data.enter(path),
        }
    }

    /// What `InputPath` selects, where it may be missing and the state does not read it first of all.
    #[must_use]
    pub fn input_read(&self, state: &ir::State, arm: ArmId, presence: &Presence) -> Option<Read> {
        let select = match &state.kind {
            Kind::Task(task) if task.parameters.is_some() => &task.work.input_path,
            Kind::Parallel(parallel) if parallel.parameters.is_some() => &parallel.work.input_path,
            Kind::Map(map) if map.items_path.is_some() => &map.work.input_path,
            Kind::Pass(pass) if pass.result.is_none() && pass.parameters.is_some() => &pass.input_path,
            Kind::Choice(choice) => &choice.input_path,
            Kind::Wait(wait) => &wait.input_path,
            Kind::Succeed(succeed) => &succeed.input_path,
            _ => return None,
        };
        let view = self.input(&View::data(arm, presence.clone()), select);
        Some(self.resolver().read(&Self::effective(&view, select))).filter(Read::may_fail)
    }

    /// What `InputPath` selects, if it is a value of its own and no place.
    #[must_use]
    pub fn selected(&self, state: &ir::State, arm: ArmId, presence: &Presence) -> Option<Expr> {
        let select = match &state.kind {
            Kind::Task(task) => &task.work.input_path,
            Kind::Parallel(parallel) => &parallel.work.input_path,
            Kind::Map(map) => &map.work.input_path,
            Kind::Pass(pass) if pass.result.is_none() => &pass.input_path,
            Kind::Choice(choice) => &choice.input_path,
            Kind::Wait(wait) => &wait.input_path,
            Kind::Succeed(succeed) => &succeed.input_path,
            Kind::Pass(_) | Kind::Fail(_) | Kind::Unknown => return None,
        };
        let Select::Path(path) = select else { return None };
        path.tail.as_ref()?;
        let place = place_of(path, MissingKind::Path, &View::data(arm, presence.clone()));
        Some(self.resolver().place(&place, &RustTy::Value))
    }

    pub(super) fn read(&self, path: &Path, kind: MissingKind, view: &View) -> Read {
        self.resolver().read(&place_of(path, kind, view))
    }

    /// The effective input itself, as a place. Reading it is what `InputPath` reports as missing.
    pub(super) fn effective(view: &View, select: &Select) -> Place {
        let path = match select {
            Select::Path(path) => path.text.clone(),
            _ => "$".to_owned(),
        };
        let scope = View { document: view.document.clone(), prefix: Vec::new() };
        let missing = Missing { kind: MissingKind::Path, path, scope: scope.scope(), steps: value_steps(&view.prefix) };
        Place { view: view.clone(), steps: Vec::new(), tail: None, missing }
    }

    /// `OutputPath` of states that pass their effective input on.
    pub(super) fn passed_on(&mut self, input: &Select, output: &Select, presence: &Presence, view: &View) -> Leaving {
        let before = match input {
            Select::Whole => Leaving::Same(presence.clone()),
            _ => Leaving::New(self.made_of(&Self::effective(view, input))),
        };
        match (input, output) {
            // One read of the longer path: `$` of `OutputPath` is what `InputPath` found.
            (_, Select::Path(path)) => Leaving::New(self.made_of(&place_of(path, MissingKind::Path, view))),
            (_, Select::Null(_)) => Leaving::New(self.empty()),
            (_, Select::Whole) => before,
        }
    }

    pub(super) fn made_of(&self, place: &Place) -> Made {
        self.resolver().made_of_place(place).held(self.values)
    }
}
