//! The graph of a machine's transitions as written, whatever the types say.

use crate::ir::{Kind, Machine, Next, State, StateId};

/// The transitions that a state writes: rules, default, catchers, next.
pub fn nexts(state: &State) -> impl Iterator<Item = &Next> {
    let (rules, default, catch, next): (&[_], _, &[_], _) = match &state.kind {
        Kind::Task(task) => (&[], None, &task.work.catch, Some(&task.work.next)),
        Kind::Pass(pass) => (&[], None, &[], Some(&pass.next)),
        Kind::Wait(wait) => (&[], None, &[], Some(&wait.next)),
        Kind::Choice(choice) => (&choice.rules, choice.default.as_ref(), &[], None),
        Kind::Parallel(parallel) => (&[], None, &parallel.work.catch, Some(&parallel.work.next)),
        Kind::Map(map) => (&[], None, &map.work.catch, Some(&map.work.next)),
        Kind::Succeed(_) | Kind::Fail(_) | Kind::Unknown => (&[], None, &[], None),
    };
    rules.iter().map(|rule| &rule.next).chain(default).chain(catch.iter().map(|catcher| &catcher.next)).chain(next)
}

/// The states that a state leads to.
pub fn successors(state: &State) -> impl Iterator<Item = StateId> {
    nexts(state).filter_map(|next| match next {
        Next::State(id, _) => Some(*id),
        Next::End(_) | Next::Unknown(_) => None,
    })
}

/// The place of each state in reverse post order from the start of its scope, scope after scope; states that
/// are not reached have `usize::MAX`.
#[must_use]
pub fn order(machine: &Machine) -> Vec<usize> {
    let mut seen = vec![false; machine.states.len()];
    let mut post: Vec<StateId> = Vec::new();
    let mut stack: Vec<(StateId, Vec<StateId>)> = Vec::new();
    let visit = |id: StateId, seen: &mut Vec<bool>, stack: &mut Vec<(StateId, Vec<StateId>)>| {
        if let (Some(seen @ false), Some(state)) = (seen.get_mut(id.0 as usize), machine.state(id)) {
            *seen = true;
            stack.push((id, successors(state).collect()));
        }
    };
    // Backwards, for the post order is turned round in the end.
    for scope in machine.scopes.iter().rev() {
        if let Some(start) = scope.start {
            visit(start, &mut seen, &mut stack);
        }
        while let Some((id, rest)) = stack.last_mut() {
            match rest.pop() {
                Some(next) => visit(next, &mut seen, &mut stack),
                None => {
                    post.push(*id);
                    stack.pop();
                }
            }
        }
    }
    let mut order = vec![usize::MAX; machine.states.len()];
    for (place, id) in post.iter().rev().enumerate() {
        if let Some(slot) = order.get_mut(id.0 as usize) {
            *slot = place;
        }
    }
    order
}
