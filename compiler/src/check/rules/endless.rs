//! No circle of states goes round for ever.

use std::collections::{BTreeSet, HashSet};

use crate::{
    check::{
        flow::{Target, circles::circles, graph},
        onward::overlap,
        reads::{behind, stages},
        report::Report,
        rules::no_end::{has_no_end, is_uncertain},
        scene::Scene,
        words::first_of,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Path, Root, Step},
    ir::{Choice, Kind, Next, Pass, Select, State, StateId, condition_paths},
};

/// How many states a finding names.
const NAMED: usize = 5;

/// Looks at the circles that an execution can come to.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let ends: Vec<bool> = scene.machine.scopes.iter().map(|scope| !has_no_end(scene, scope)).collect();
    // That nothing at all ends has been said.
    let counts = |state: &State| ends.get(state.scope.0 as usize) == Some(&true) && !is_uncertain(state);
    let mut spoken_of: HashSet<StateId> = HashSet::new();
    for circle in found(scene, counts) {
        if leads_out(scene, &circle) {
            continue;
        }
        let message = format!("no way leads out of {}", named(scene, &circle));
        let help = "let a state in it end, or lead to one outside";
        report.push(finding(scene, &circle, message).help(help));
        spoken_of.extend(circle);
    }
    let is_idle = |state: &State| counts(state) && matches!(state.kind, Kind::Pass(_) | Kind::Choice(_));
    for circle in found(scene, is_idle) {
        if circle.iter().any(|id| spoken_of.contains(id)) {
            continue;
        }
        // With a contract the rules about dead rules speak of those that never lead out.
        let label = if scene.world.contract.is_none() && is_shut(scene, &circle) {
            "with what is compared, no rule ever leads out of it"
        } else if changes_nothing(scene, &circle) {
            "nothing in it changes what its rules compare, nor waits for anything"
        } else {
            continue;
        };
        let message = format!("once it is begun, {} never ends", named(scene, &circle));
        let help = "change what is compared, or wait or call a task on the way round";
        report.push(finding(scene, &circle, message).label(label).help(help));
    }
}

/// A set of states of which each leads to every other.
type Circle = BTreeSet<StateId>;

/// The circles among those states that a transition leads to and that count.
fn found(scene: &Scene<'_>, counts: impl Fn(&State) -> bool) -> Vec<Circle> {
    let machine = scene.machine;
    let counts = |id: StateId| machine.state(id).is_some_and(&counts);
    let nodes = machine.iter().map(|(id, _)| id).filter(|id| scene.is_led_to(*id) && counts(*id));
    let found = circles(machine.states.len(), nodes, |id| {
        machine.state(id).into_iter().flat_map(graph::successors).filter(|next| counts(*next)).collect()
    });
    let mut found: Vec<Circle> = found.into_iter().map(Circle::from_iter).collect();
    found.sort_unstable();
    found
}

fn finding(scene: &Scene<'_>, circle: &Circle, message: String) -> Diagnostic {
    let first = circle.iter().filter_map(|id| Some((scene.facts.order.get(id.0 as usize)?, scene.machine.state(*id)?)));
    let first = first.min_by_key(|(place, _)| **place).map(|(_, state)| state);
    let span = first.map_or(scene.machine.span, |state| state.name_span);
    let mut diagnostic = Diagnostic::warning(codes::ENDLESS, span, message);
    if let Some(state) = first {
        diagnostic = diagnostic.in_state(&state.name);
    }
    diagnostic
}

fn named(scene: &Scene<'_>, circle: &Circle) -> String {
    let names: Vec<&str> =
        circle.iter().filter_map(|id| scene.machine.state(*id)).map(|state| state.name.as_str()).collect();
    match names.as_slice() {
        [one] => format!("the circle of state `{one}`"),
        _ => format!("the circle of states {}", first_of(&names, NAMED)),
    }
}

/// Whether a transition is written that leads out of a circle, or ends.
fn leads_out(scene: &Scene<'_>, circle: &Circle) -> bool {
    circle.iter().filter_map(|id| scene.machine.state(*id)).flat_map(graph::nexts).any(|next| match next {
        Next::State(id, _) => !circle.contains(id),
        Next::End(_) | Next::Unknown(_) => true,
    })
}

/// Whether, as far as the types tell, a circle that is come to is not left.
fn is_shut(scene: &Scene<'_>, circle: &Circle) -> bool {
    circle.iter().all(|id| {
        let Some(facts) = scene.facts.state(*id).filter(|facts| facts.is_reached()) else { return false };
        let mut taken = facts.edges.iter().filter(|edge| !edge.ty.is_never()).peekable();
        let leads_on = taken.peek().is_some();
        leads_on && taken.all(|edge| matches!(edge.target, Target::State(next) if circle.contains(&next)))
    })
}

/// Whether what the rules of a circle compare is the same after a lap.
fn changes_nothing(scene: &Scene<'_>, circle: &Circle) -> bool {
    let states: Vec<&State> = circle.iter().filter_map(|id| scene.machine.state(*id)).collect();
    let mut written: Vec<&[Step]> = Vec::new();
    let mut assigned: HashSet<&str> = HashSet::new();
    for state in &states {
        let is_kept = match &state.kind {
            Kind::Pass(pass) => writes(pass, &mut written),
            Kind::Choice(choice) => choice.input_path == Select::Whole && choice.output_path == Select::Whole,
            _ => false,
        };
        if !is_kept {
            return false;
        }
        assigned.extend(state.assigns().into_iter().flat_map(|assign| &assign.fields).map(|field| field.name.as_str()));
    }
    let is_same = |path: &Path, state: &State| match &path.root {
        Root::Variable(name) => !assigned.contains(name.as_str()),
        // When a state was entered, and how often, differs.
        Root::Context => match path.steps.first() {
            Some(Step::Key(key)) => key == "Execution" || key == "StateMachine",
            _ => false,
        },
        Root::Document => behind(stages(state).0, path.steps.clone())
            .is_some_and(|steps| !written.iter().any(|written| overlap(&steps, written))),
    };
    states.iter().all(|state| match &state.kind {
        Kind::Choice(choice) => compared(choice).into_iter().all(|path| is_same(path, state)),
        _ => true,
    })
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
