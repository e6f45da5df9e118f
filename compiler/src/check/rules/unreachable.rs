//! Some way leads to every state.

use std::collections::HashSet;

use crate::{
    check::{
        flow::graph,
        report::Report,
        rules::no_end::{has_no_end, is_uncertain, reached},
        scene::Scene,
        words::{all_of, first_of},
    },
    diag::{Diagnostic, codes::flow as codes},
    ir::{Next, Scope, State, StateId},
    source::Span,
};

/// How many followers a note names.
const NAMED: usize = 5;
/// How many ways past it a finding shows.
const PAST: usize = 3;
/// How many findings show those: looking for them takes as long as the definition has states.
const SHOWN: usize = 50;

/// Looks, scope by scope, at every state that no transition from the start leads to. A state that only such
/// states lead to is named with them: it is the same fault.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    for scope in &scene.machine.scopes {
        // A state that could not be read may lead anywhere.
        let uncertain = reached(scene, scope).any(is_uncertain);
        if scope.start.is_some() && !uncertain && !has_no_end(scene, scope) {
            check_scope(scene, scope, report);
        }
    }
}

fn check_scope(scene: &Scene<'_>, scope: &Scope, report: &mut Report) {
    let machine = scene.machine;
    let lost: Vec<StateId> = scope.states.iter().copied().filter(|id| !scene.is_led_to(*id)).collect();
    let mut followed: HashSet<StateId> = HashSet::new();
    for id in &lost {
        let next = machine.state(*id).into_iter().flat_map(graph::successors);
        followed.extend(next.filter(|next| next != id && !scene.is_led_to(*next)));
    }
    let mut covered: HashSet<StateId> = HashSet::new();
    // First those that nothing leads to, then one of each circle that is left.
    let roots = lost.iter().filter(|id| !followed.contains(id)).chain(&lost);
    let mut shown = 0;
    for root in roots {
        if covered.contains(root) {
            continue;
        }
        let (mut stack, mut names) = (vec![*root], Vec::new());
        let mut onward: HashSet<Onward> = HashSet::new();
        while let Some(id) = stack.pop() {
            if scene.is_led_to(id) || !covered.insert(id) {
                continue;
            }
            let Some(state) = machine.state(id) else { continue };
            onward.extend(graph::nexts(state).filter_map(Onward::of));
            if id != *root {
                names.push(state.name.as_str());
            }
            stack.extend(graph::successors(state));
        }
        let Some(state) = machine.state(*root) else { continue };
        let mut diagnostic = Diagnostic::error(
            codes::UNREACHABLE,
            state.name_span,
            format!("state `{}` is not reachable: no transition leads to it", state.name),
        )
        .in_state(&state.name)
        .at(machine.location(*root))
        .help("lead to it by a `Next`, `Default`, rule or catcher, or remove it");
        if !names.is_empty() {
            diagnostic = diagnostic.note(format!("only it leads to {}", first_of(&names, NAMED)));
        }
        shown += 1;
        // What leads on to where the runs begin was likely meant to be where they do.
        let start = scope.start.filter(|start| onward.contains(&Onward::State(*start)));
        if let Some(start) = start.and_then(|start| machine.state(start)) {
            let owner = scope.owner.and_then(|(owner, _)| machine.state(owner));
            let of = owner.map_or_else(String::new, |owner| format!(" in `{}`", owner.name));
            let message = format!("`StartAt`{of} leads past it, to `{}`", start.name);
            diagnostic = diagnostic.cause(start.name_span, message, Some(&start.name));
        }
        let mut by = Vec::new();
        if shown <= SHOWN {
            for (id, state, span, message) in past(scene, scope, *root, &onward) {
                by.push(id);
                diagnostic = diagnostic.cause(span, message, Some(&state.name));
            }
        }
        report.unreachable(state.scope, diagnostic, (shown <= SHOWN).then_some(*root), by);
    }
}

/// Where a transition leads on to.
#[derive(PartialEq, Eq, Hash)]
enum Onward {
    State(StateId),
    End,
}

impl Onward {
    fn of(next: &Next) -> Option<Self> {
        match next {
            Next::State(id, _) => Some(Onward::State(*id)),
            Next::End(_) => Some(Onward::End),
            Next::Unknown(_) => None,
        }
    }
}

/// The ways that lead past a state that nothing leads to: those of the state that is written before it, and those that
/// lead to where it leads on to.
fn past<'a>(
    scene: &Scene<'a>,
    scope: &Scope,
    lost: StateId,
    onward: &HashSet<Onward>,
) -> impl Iterator<Item = (StateId, &'a State, Span, String)> {
    let machine = scene.machine;
    let place = scope.states.iter().position(|id| *id == lost).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|place| scope.states.get(place));
    let before = before.filter(|id| scene.is_led_to(**id)).and_then(|id| Some((*id, machine.state(*id)?)));
    // The nearer a state is written, the more likely it is the one that was meant to lead here.
    let is_before = |id: &StateId| scene.is_led_to(*id) && !onward.contains(&Onward::State(*id));
    let mut others: Vec<_> = scope.states.iter().enumerate().filter(|(_, id)| is_before(id)).collect();
    others.sort_by_key(|(at, _)| at.abs_diff(place));
    let others = others.into_iter().filter_map(|(_, id)| Some((*id, machine.state(*id)?)));
    let others = others.filter(move |(id, state)| {
        graph::nexts(state).filter_map(Onward::of).any(|next| onward.contains(&next))
            && before.is_none_or(|(before, _)| before != *id)
    });
    let nearest: Vec<(StateId, &State)> = before.into_iter().chain(others).take(PAST).collect();
    nearest.into_iter().filter_map(move |(id, state)| {
        let name = |next: &Next| match next {
            Next::State(id, _) => machine.state(*id).map(|state| state.name.as_str()),
            Next::End(_) | Next::Unknown(_) => None,
        };
        let mut nexts = graph::nexts(state);
        let (span, message) = match (nexts.next()?, nexts.next()) {
            (next @ Next::State(_, span), None) => {
                (*span, format!("`{}` leads past it, to `{}`", state.name, name(next)?))
            }
            (Next::End(span), None) => (*span, format!("`{}` ends before it", state.name)),
            (Next::Unknown(_), None) => return None,
            (..) => {
                let mut names: Vec<&str> = graph::nexts(state).filter_map(name).collect();
                names.sort_unstable();
                names.dedup();
                let to = if names.is_empty() { String::new() } else { format!(", to {}", all_of(names)) };
                (state.name_span, format!("`{}` leads past it{to}", state.name))
            }
        };
        Some((id, state, span, message))
    })
}
