//! Which variables are read from a state on: of those that nothing reads any more it does not matter how they go with
//! the document.

use std::collections::HashMap;

use crate::{
    check::flow::state,
    expr::Root,
    ir::{Machine, StateId, each_path},
};

/// How many ways back inside of one another are followed.
const SWEEPS: usize = 32;

/// What the execution's input is called among the variables: what rules have told of it goes where they go.
pub(super) const INPUT: &str = "$$";

/// The variables that are read at each state, and behind it.
pub(super) struct Alive<'m> {
    /// The place of each variable that some state reads.
    places: HashMap<&'m str, usize>,
    /// One bit for each of them, for every state.
    sets: Vec<Box<[u64]>>,
}

impl<'m> Alive<'m> {
    /// Those of a machine; `order` has its states so that one stands before those that it leads forward to.
    pub(super) fn new(machine: &'m Machine, order: &[usize]) -> Self {
        let mut places = HashMap::new();
        for (_, state) in machine.iter() {
            each_path(state, &mut |path| {
                if let Some(name) = name(&path.root) {
                    let next = places.len();
                    places.entry(name).or_insert(next);
                }
            });
        }
        let words = places.len().div_ceil(64);
        let mut sets: Vec<Box<[u64]>> = vec![vec![0; words].into(); machine.states.len()];
        if words > 0 {
            let mut backwards: Vec<StateId> = machine.iter().map(|(id, _)| id).collect();
            backwards.sort_by_key(|id| std::cmp::Reverse(order.get(id.0 as usize).copied()));
            for id in &backwards {
                let (Some(state), Some(set)) = (machine.state(*id), sets.get_mut(id.0 as usize)) else { continue };
                each_path(state, &mut |path| {
                    if let Some(place) = name(&path.root).and_then(|name| places.get(name)) {
                        set.iter_mut().skip(place / 64).take(1).for_each(|word| *word |= 1 << (place % 64));
                    }
                });
            }
            spread(machine, &backwards, &mut sets);
        }
        Alive { places, sets }
    }

    /// Whether a variable is read at a state, or behind it.
    pub(super) fn is_read(&self, id: StateId, name: &str) -> bool {
        self.places.get(name).is_some_and(|place| {
            let word = self.sets.get(id.0 as usize).and_then(|set| set.get(place / 64));
            word.is_some_and(|word| word & (1 << (place % 64)) != 0)
        })
    }
}

/// What a path that starts there reads.
fn name(root: &Root) -> Option<&str> {
    match root {
        Root::Variable(name) => Some(name),
        Root::Context => Some(INPUT),
        Root::Document => None,
    }
}

/// What is read behind a state is read from it on.
fn spread(machine: &Machine, backwards: &[StateId], sets: &mut [Box<[u64]>]) {
    let ways: Vec<(StateId, Vec<StateId>)> = backwards
        .iter()
        .filter_map(|id| {
            let to = state::ways(machine, machine.state(*id)?).into_iter().filter_map(|(_, target)| target.state());
            Some((*id, to.collect()))
        })
        .collect();
    // Each sweep carries over one more way back, and a definition rarely has many inside of one another.
    for _ in 0..SWEEPS {
        let mut is_new = false;
        for (id, to) in &ways {
            for next in to {
                let (Some(behind), Some(set)) = (sets.get(next.0 as usize).cloned(), sets.get_mut(id.0 as usize))
                else {
                    continue;
                };
                for (word, more) in set.iter_mut().zip(&behind) {
                    is_new |= *more & !*word != 0;
                    *word |= more;
                }
            }
        }
        if !is_new {
            return;
        }
    }
    // More than is read counts as read: that costs time, and nothing else.
    sets.iter_mut().flat_map(|set| set.iter_mut()).for_each(|word| *word = u64::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{asl, check::flow::graph, diag::Diagnostics, json, source::Sources};

    #[test]
    fn what_a_state_behind_reads_is_read_and_what_one_before_reads_is_not() {
        let text = r#"{ "StartAt": "A", "States": {
            "A": { "Type": "Pass", "Parameters": { "a.$": "$a" }, "Next": "B" },
            "B": { "Type": "Choice", "Choices": [{ "Variable": "$b", "IsPresent": true, "Next": "C" }], "Default": "D" },
            "C": { "Type": "Pass", "Parameters": { "c.$": "States.Format('{}', $c)" }, "Next": "B" },
            "D": { "Type": "Parallel", "Next": "E", "Branches": [
                { "StartAt": "In", "States": { "In": { "Type": "Pass", "InputPath": "$$.Execution.Input", "End": true } } }] },
            "E": { "Type": "Succeed" } } }"#;
        let (mut sources, mut faults) = (Sources::new(), Diagnostics::new());
        let source = sources.add_text("a", text);
        let machine = asl::read(&json::parse(&sources, source, &mut faults).unwrap(), &mut faults);
        let alive = Alive::new(&machine, &graph::order(&machine));
        let read = |state: &str| {
            let (id, _) = machine.iter().find(|(_, one)| one.name == state).unwrap();
            ["a", "b", "c", INPUT].into_iter().filter(|name| alive.is_read(id, name)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(["A", "B", "C", "D", "In", "E"].map(read), ["a b c $$", "b c $$", "b c $$", "$$", "$$", ""]);
    }
}
