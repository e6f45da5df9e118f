//! Whether a path that a rule asks for, and that is never there, is a slip for one that is.
//!
//! To ask whether something is there is no fault by itself: it may come on another way, in another variant or
//! in a later lap. It is one where the name is known nowhere and all but one that is there.

use crate::{
    check::{
        flow::{StateFacts, context::Shape, variables::Variables},
        reads::stages,
        scene::Scene,
        variants, words,
    },
    expr::{Path, Root, Step},
    ir::{Select, State},
    types::{
        Ty,
        ty::{GapKind, Walk},
    },
};

/// What a path finds, if it is such a slip.
pub(crate) fn misspelt(scene: &Scene<'_>, root: &Ty, path: &Path) -> Option<Walk> {
    let walk = root.walk(&path.steps);
    let Walk::Lost(gap) = &walk else { return None };
    let Some(Step::Key(key)) = path.steps.get(gap.step) else { return None };
    if scene.world.contract.is_none() || path.tail.is_some() || gap.kind != GapKind::Absent {
        return None;
    }
    let is_declared = || {
        let mut names = words::records(&gap.at).filter_map(|record| record.name.as_deref());
        names.any(|name| words::declares(scene.world, name, key))
    };
    // `line2` beside `line1` is one of a row.
    let is_one_of_a_row = || {
        let mut names = words::records(&gap.at).flat_map(|record| &record.fields);
        names.any(|field| letters(&field.name) == letters(key))
    };
    let is_slip = words::beside(scene.world, path, gap).is_some()
        && !is_one_of_a_row()
        && !is_declared()
        && variants::of_gap(scene.world, root, path, gap).is_none();
    let tried = path.steps.get(..=gap.step)?;
    (is_slip && !is_ever_there(scene, &path.root, tried)).then_some(walk)
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a place is there in some state, or written to by one that is not reached.
fn is_ever_there(scene: &Scene<'_>, root: &Root, steps: &[Step]) -> bool {
    let asked = (root.clone(), steps.to_vec());
    if let Some(known) = scene.ever.borrow().get(&asked) {
        return *known;
    }
    let is_there = |ty: &Ty| ty.walk(steps).ty().is_some_and(|ty| !ty.is_unknown() && !ty.is_never());
    // A definition in which that many places are asked about is not looked through for each of them.
    let is_in = |state: &StateFacts| {
        !scene.take_place()
            || match root {
                Root::Document => documents(state).into_iter().any(is_there),
                Root::Variable(name) => variables(state).any(|variables| is_there(variables.ty(name))),
                Root::Context => false,
            }
    };
    let is_written = || {
        let states = scene.machine.states.iter();
        *root == Root::Document && states.flat_map(result_paths).any(|path| path.steps.starts_with(steps))
    };
    // What the context object has does not depend on what came before, but for what rules leave of the input.
    let is_in_context = || {
        let shape = Shape { retries: true, token: true, child: false };
        *root == Root::Context && is_there(&scene.world.context(shape))
    };
    let found = scene.facts.states.iter().any(is_in)
        || is_in_context()
        || (*root == Root::Document && (is_there(&scene.facts.input) || scene.facts.scopes.iter().any(is_there)))
        || is_written();
    scene.ever.borrow_mut().insert(asked, found);
    found
}

/// What `$` is at the stages of a state.
fn documents(facts: &StateFacts) -> Vec<&Ty> {
    let StateFacts { raw_input, effective_input, argument, item, result, selected, placed, output, .. } = facts;
    let stages = [raw_input, effective_input, argument, item, result, selected, placed, output];
    stages.into_iter().chain(facts.edges.iter().map(|edge| &edge.ty)).collect()
}

/// The variables before and behind a state.
fn variables(facts: &StateFacts) -> impl Iterator<Item = &Variables> {
    std::iter::once(&facts.variables).chain(facts.edges.iter().map(|edge| &edge.variables))
}

/// Where a state writes what it brings, and what it catches.
fn result_paths(state: &State) -> impl Iterator<Item = &Path> {
    let catchers = state.work().into_iter().flat_map(|work| &work.catch).map(|catcher| &catcher.result_path);
    std::iter::once(stages(state).1).chain(catchers).filter_map(|select| match select {
        Select::Path(path) => Some(path),
        Select::Whole | Select::Null(_) => None,
    })
}
