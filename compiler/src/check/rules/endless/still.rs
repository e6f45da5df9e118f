//! Circles in which nothing changes what the rules compare: whoever takes one once takes it for ever.

use std::collections::HashSet;

use super::{Circle, back};
use crate::{
    check::{
        flow::graph,
        onward::overlap,
        reads::{behind, stages},
        scene::Scene,
    },
    diag::{Diagnostic, Severity},
    expr::{Path, Root, Step},
    ir::{Choice, Kind, Pass, Select, State, StateId, condition_paths},
    source::Span,
};

/// How many states a finding names that lead back.
const NAMED: usize = 2;
/// How many Choices a circle may have of which it is asked whether they ask about the same.
const CHOICES: usize = 8;

/// A circle after whose lap its rules find what they found before.
pub(super) struct Still<'a> {
    /// Its states.
    pub circle: Circle,
    /// What its rules compare.
    pub compared: Vec<&'a Path>,
    /// The one state through which each lap leads, if there is one that is sure to be followed by another lap.
    hub: Option<StateId>,
}

impl<'a> Still<'a> {
    /// Looks at a circle of states that do nothing but form data, ask, and wait.
    pub(super) fn of(scene: &Scene<'a>, circle: &Circle) -> Option<Self> {
        let states: Vec<(StateId, &State)> =
            circle.iter().filter_map(|id| Some((*id, scene.machine.state(*id)?))).collect();
        let compared = unchanged(&states)?;
        let waits = states.iter().any(|(_, state)| matches!(state.kind, Kind::Wait(_)));
        let hub = hub(scene, &states, circle);
        // Without a wait such a circle is suspect even where several ways lead into it.
        (hub.is_some() || !waits).then(|| Still { circle: circle.clone(), compared, hub })
    }

    /// Says what is wrong with it: under a contract an error, if another lap is sure to follow.
    pub(super) fn told(&self, scene: &Scene<'_>, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic = diagnostic.label("nothing in it changes what its rules compare");
        let Some(hub) = self.hub else { return diagnostic.help(back::CHANGE) };
        if scene.world.contract.is_some() {
            diagnostic.severity = Severity::Error;
        }
        let Some(to) = scene.machine.state(hub) else { return diagnostic };
        let leading: Vec<(&State, Span)> =
            graph::leading_to(scene.machine, self.circle.iter().copied(), hub).take(NAMED).collect();
        for (state, span) in &leading {
            diagnostic =
                diagnostic.cause(*span, format!("`{}` leads back to `{}`", state.name, to.name), Some(&state.name));
        }
        match back::slip(scene, self) {
            Some(slip) => diagnostic.cause(slip.span, slip.label, Some(&slip.state)).help(slip.help),
            None => diagnostic.help(back::help(scene, self, leading.first().map(|(state, _)| *state))),
        }
    }
}

/// The state that each lap leads through, if who has come back to it once comes back again: the only Choice, which asks
/// the same of the same; or the only state that ways from outside lead to, for whoever is in the circle came by it.
fn hub(scene: &Scene<'_>, states: &[(StateId, &State)], circle: &Circle) -> Option<StateId> {
    let choices: Vec<(StateId, &Choice)> = states
        .iter()
        .filter_map(|(id, state)| match &state.kind {
            Kind::Choice(choice) => Some((*id, &**choice)),
            _ => None,
        })
        .collect();
    if let [(only, _)] = choices.as_slice() {
        return Some(*only);
    }
    // Where two ask about one value, what one takes the other may never lead on.
    if choices.len() > CHOICES || !ask_apart(choices.iter().map(|(_, choice)| compared(choice)).collect()) {
        return None;
    }
    let is_start = |id: StateId| scene.machine.scopes.iter().any(|scope| scope.start == Some(id));
    let is_entered = |id: StateId| is_start(id) || scene.incoming(id).any(|(source, _)| !circle.contains(&source.id));
    let mut entries = circle.iter().copied().filter(|id| is_entered(*id));
    entries.next().filter(|_| entries.next().is_none())
}

/// Whether no two of several Choices compare the same value, or one that lies in another.
fn ask_apart(mut of_each: Vec<Vec<&Path>>) -> bool {
    while let Some(one) = of_each.pop() {
        let meets = |path: &&Path| {
            let is_same = |other: &&Path| other.root == path.root && overlap(&other.steps, &path.steps);
            of_each.iter().flatten().any(is_same)
        };
        if one.iter().any(meets) {
            return false;
        }
    }
    true
}

/// What the rules of some states compare, if that is the same after a lap.
fn unchanged<'a>(states: &[(StateId, &'a State)]) -> Option<Vec<&'a Path>> {
    let mut written: Vec<&[Step]> = Vec::new();
    let mut assigned: HashSet<&str> = HashSet::new();
    for (_, state) in states {
        let is_kept = match &state.kind {
            Kind::Pass(pass) => writes(pass, &mut written),
            Kind::Choice(_) | Kind::Wait(_) => {
                let (input_path, _, output_path) = stages(state);
                *input_path == Select::Whole && *output_path == Select::Whole
            }
            _ => false,
        };
        if !is_kept {
            return None;
        }
        assigned.extend(state.assigns().into_iter().flat_map(|assign| &assign.fields).map(|field| field.name.as_str()));
    }
    let is_same = |path: &Path, state: &State| match &path.root {
        // The filters of a tail may look anywhere.
        _ if path.tail.is_some() => written.is_empty() && assigned.is_empty() && path.root != Root::Context,
        Root::Variable(name) => !assigned.contains(name.as_str()),
        // When a state was entered, and how often, differs.
        Root::Context => match path.steps.first() {
            Some(Step::Key(key)) => key == "Execution" || key == "StateMachine",
            _ => false,
        },
        Root::Document => behind(stages(state).0, path.steps.clone())
            .is_some_and(|steps| !written.iter().any(|written| overlap(&steps, written))),
    };
    let mut all = Vec::new();
    for (_, state) in states {
        let Kind::Choice(choice) = &state.kind else { continue };
        let compared = compared(choice);
        if !compared.iter().all(|path| is_same(path, state)) {
            return None;
        }
        all.extend(compared);
    }
    Some(all)
}

/// The paths that the rules of a Choice compare.
fn compared(choice: &Choice) -> Vec<&Path> {
    let mut paths = Vec::new();
    choice.rules.iter().for_each(|rule| condition_paths(&rule.condition, &mut |path| paths.push(path)));
    paths
}

/// Adds the place that a Pass writes; `false` if it may change all there is.
fn writes<'a>(pass: &'a Pass, written: &mut Vec<&'a [Step]>) -> bool {
    if pass.output_path != Select::Whole {
        return false;
    }
    match &pass.result_path {
        Select::Null(_) => true,
        Select::Path(path) if !path.steps.is_empty() => {
            written.push(&path.steps);
            true
        }
        Select::Path(_) | Select::Whole => {
            pass.parameters.is_none() && pass.result.is_none() && pass.input_path == Select::Whole
        }
    }
}
