//! No circle of states goes round for ever.

mod back;
mod still;

use std::collections::{BTreeSet, HashSet};

use crate::{
    check::{
        flow::{Target, circles::circles, graph},
        report::Report,
        rules::no_end::{has_no_end, is_uncertain},
        scene::Scene,
        words::first_of,
    },
    diag::{Diagnostic, Severity, codes::flow as codes},
    ir::{Kind, Next, ScopeId, State, StateId},
};
use still::Still;

/// How many states a finding names.
const NAMED: usize = 5;

/// Looks at the circles that an execution can come to, once it is known what is wrong in their states.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let ends: Vec<bool> = scene.machine.scopes.iter().map(|scope| !has_no_end(scene, scope)).collect();
    // That nothing at all ends has been said.
    let counts = |state: &State| ends.get(state.scope.0 as usize) == Some(&true) && !is_uncertain(state);
    let mut spoken_of: HashSet<StateId> = HashSet::new();
    for circle in found(scene, counts, |id| written(scene, id)) {
        if leads_out(scene, &circle) {
            continue;
        }
        let message = format!("no way leads out of {}", named(scene, &circle));
        let mut finding = finding(scene, &circle, message);
        // One that calls tasks does something on its way.
        let is_vain = circle.iter().filter_map(|id| scene.machine.state(*id)).all(is_idle);
        if is_vain && scene.world.contract.is_some() {
            finding.severity = Severity::Error;
        }
        push(scene, &circle, finding.help("let a state in it end, or lead to one outside"), report);
        spoken_of.extend(circle);
    }
    check_idle(scene, &|state| counts(state) && is_idle(state), &spoken_of, report);
}

/// The same for circles that have a way out, and in which nothing is done.
fn check_idle(scene: &Scene<'_>, counts: &dyn Fn(&State) -> bool, spoken_of: &HashSet<StateId>, report: &mut Report) {
    let has_contract = scene.world.contract.is_some();
    let next = |id| if has_contract { taken(scene, id) } else { written(scene, id) };
    for circle in found(scene, counts, next) {
        // What a rule compares, or a state writes, may not be what was meant.
        if circle.iter().any(|id| spoken_of.contains(id)) || is_at_fault(scene, &circle, report) {
            continue;
        }
        let message = format!("once it is begun, {} never ends", named(scene, &circle));
        let finding = finding(scene, &circle, message);
        // With a contract the rules about dead rules speak of those that never lead out.
        if !has_contract && is_shut(scene, &circle) {
            let finding = finding.label("with what is compared, no rule ever leads out of it");
            push(scene, &circle, finding.help(back::CHANGE), report);
        } else if let Some(still) = Still::of(scene, &circle) {
            push(scene, &circle, still.told(scene, finding), report);
        }
    }
}

/// A set of states of which each leads to every other.
type Circle = BTreeSet<StateId>;

/// The circles among those states that a transition leads to and that count.
fn found(scene: &Scene<'_>, counts: impl Fn(&State) -> bool, next: impl Fn(StateId) -> Vec<StateId>) -> Vec<Circle> {
    let machine = scene.machine;
    let counts = |id: StateId| machine.state(id).is_some_and(&counts);
    let nodes = machine.iter().map(|(id, _)| id).filter(|id| scene.is_led_to(*id) && counts(*id));
    let among = |id| next(id).into_iter().filter(|next| counts(*next)).collect();
    let mut found: Vec<Circle> =
        circles(machine.states.len(), nodes, among).into_iter().map(Circle::from_iter).collect();
    found.sort_unstable();
    found
}

/// The states that a state leads to as written.
fn written(scene: &Scene<'_>, id: StateId) -> Vec<StateId> {
    scene.machine.state(id).into_iter().flat_map(graph::successors).collect()
}

/// Those of them that an execution can go on to, as far as types tell.
fn taken(scene: &Scene<'_>, id: StateId) -> Vec<StateId> {
    let edges = scene.facts.state(id).into_iter().flat_map(|facts| &facts.edges);
    let taken = edges.filter(|edge| !edge.ty.is_never()).map(|edge| edge.target);
    taken
        .filter_map(|target| match target {
            Target::State(id) => Some(id),
            Target::End | Target::Unknown => None,
        })
        .collect()
}

/// Whether a state does nothing but form data, ask, and wait.
fn is_idle(state: &State) -> bool {
    matches!(state.kind, Kind::Pass(_) | Kind::Choice(_) | Kind::Wait(_))
}

/// Whether something is wrong in a state of a circle.
fn is_at_fault(scene: &Scene<'_>, circle: &Circle, report: &Report) -> bool {
    let is_in = |name: &String| {
        let mut states = circle.iter().filter_map(|id| scene.machine.state(*id));
        states.any(|state| state.name == *name)
    };
    let mut errors = report.findings().filter(|finding| finding.severity == Severity::Error);
    errors.any(|finding| finding.primary.state.as_ref().is_some_and(is_in))
}

/// The first state of a circle that an execution comes to.
fn first<'a>(scene: &Scene<'a>, circle: &Circle) -> Option<&'a State> {
    let first = circle.iter().min_by_key(|id| scene.order(**id))?;
    scene.machine.state(*first)
}

fn finding(scene: &Scene<'_>, circle: &Circle, message: String) -> Diagnostic {
    let first = first(scene, circle);
    let span = first.map_or(scene.machine.span, |state| state.name_span);
    let diagnostic = Diagnostic::warning(codes::ENDLESS, span, message);
    match first {
        Some(state) => diagnostic.in_state(&state.name),
        None => diagnostic,
    }
}

/// Raises a finding about a circle: a state behind it that no transition leads to is one with it.
fn push(scene: &Scene<'_>, circle: &Circle, finding: Diagnostic, report: &mut Report) {
    let scope = first(scene, circle).map_or(ScopeId::TOP, |state| state.scope);
    report.endless(scope, finding);
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
