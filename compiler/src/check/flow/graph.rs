//! The graph of a machine's transitions as written, whatever the types say.

use crate::{
    ir::{Kind, Machine, Next, State, StateId},
    source::Span,
};

/// Those of some states that lead to one, each with the first place where it does.
pub(crate) fn leading_to(
    machine: &Machine,
    states: impl IntoIterator<Item = StateId>,
    to: StateId,
) -> impl Iterator<Item = (&State, Span)> {
    states.into_iter().filter_map(|id| machine.state(id)).filter_map(move |state| {
        nexts(state).find_map(|next| match next {
            Next::State(id, span) if *id == to => Some((state, *span)),
            _ => None,
        })
    })
}

/// The transitions that a state writes: rules, default, catchers, next.
pub fn nexts(state: &State) -> impl Iterator<Item = &Next> {
    let (rules, default, catch, next): (&[_], _, &[_], _) = match &state.kind {
        Kind::Pass(pass) => (&[], None, &[], Some(&pass.next)),
        Kind::Wait(wait) => (&[], None, &[], Some(&wait.next)),
        Kind::Choice(choice) => (&choice.rules, choice.default.as_ref(), &[], None),
        _ => match state.work() {
            Some(work) => (&[], None, &work.catch, Some(&work.next)),
            None => (&[], None, &[], None),
        },
    };
    rules.iter().map(|rule| &rule.next).chain(default).chain(catch.iter().map(|catcher| &catcher.next)).chain(next)
}

/// The states of its own scope that a state leads to.
pub fn successors(state: &State) -> impl Iterator<Item = StateId> {
    nexts(state).filter_map(|next| match next {
        Next::State(id, _) => Some(*id),
        Next::End(_) | Next::Unknown(_) => None,
    })
}

/// Where the scopes that a state owns begin.
pub fn starts(machine: &Machine, state: &State) -> impl Iterator<Item = StateId> {
    state.scopes().iter().filter_map(|scope| machine.scope(*scope)?.start)
}

/// The place of each state in reverse post order from the start, what a state's scopes hold before what
/// follows it; states that nothing in their scope leads to have `usize::MAX`.
#[must_use]
pub fn order(machine: &Machine) -> Vec<usize> {
    let mut seen = vec![false; machine.states.len()];
    let mut stack: Vec<(StateId, Vec<StateId>)> = Vec::new();
    let visit = |id: StateId, seen: &mut Vec<bool>, stack: &mut Vec<(StateId, Vec<StateId>)>| {
        if let (Some(seen @ false), Some(state)) = (seen.get_mut(id.0 as usize), machine.state(id)) {
            *seen = true;
            // What is taken last comes last in the order: a state's scopes stand before what follows it.
            stack.push((id, starts(machine, state).chain(successors(state)).collect()));
        }
    };
    // The scopes of states that are not reached come last, each from its own start.
    let mut orders: Vec<Vec<StateId>> = Vec::new();
    for start in machine.scopes.iter().filter_map(|scope| scope.start) {
        visit(start, &mut seen, &mut stack);
        let mut post: Vec<StateId> = Vec::new();
        while let Some((id, rest)) = stack.last_mut() {
            match rest.pop() {
                Some(next) => visit(next, &mut seen, &mut stack),
                None => {
                    post.push(*id);
                    stack.pop();
                }
            }
        }
        post.reverse();
        orders.push(post);
    }
    let mut order = vec![usize::MAX; machine.states.len()];
    for (place, id) in orders.iter().flatten().enumerate() {
        if let Some(slot) = order.get_mut(id.0 as usize) {
            *slot = place;
        }
    }
    order
}
