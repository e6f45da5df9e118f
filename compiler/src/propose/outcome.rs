//! What comes of a workflow whose tasks answer with examples, as far as that can be told without running it.

use std::collections::BTreeSet;

use super::{
    methods::Methods,
    place::{Kinds, Places, Stage},
    read::Uses,
};
use crate::{
    check::flow::graph,
    ir::{Kind, Machine, Mode, Next, Pattern, ResourceKind, ScopeId, StateId},
};

/// What comes of a workflow whose tasks answer with examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It asks for what the engine cannot run yet, and is not registered.
    Refused,
    /// It runs.
    Runs {
        /// One of these methods is called before any other; none if that cannot be told.
        first: Vec<String>,
        /// It is sure to succeed.
        succeeds: bool,
    },
}

/// Finds the outcome.
pub(super) fn find(machine: &Machine, methods: &Methods, uses: &Uses, places: &Places, has_samples: bool) -> Outcome {
    if machine.iter().any(|(_, state)| is_refused(&state.kind)) {
        return Outcome::Refused;
    }
    // A sample need not have what is read.
    if has_samples {
        return Outcome::Runs { first: Vec::new(), succeeds: false };
    }
    let scene = Scene { machine, methods, uses };
    // What is used as several kinds of values has no example.
    if places.any(|place| place.evidence.kinds() == Kinds::Several) {
        return Outcome::Runs { first: Vec::new(), succeeds: false };
    }
    let succeeds = !places.any(|place| place.stage == Stage::Value)
        && machine.iter().all(|(id, state)| scene.is_safe(id, &state.kind))
        && !scene.has_loop();
    Outcome::Runs { first: scene.first().unwrap_or_default(), succeeds }
}

fn is_refused(kind: &Kind) -> bool {
    match kind {
        Kind::Map(map) => matches!(map.mode, Mode::Distributed(_)),
        Kind::Task(task) => matches!(
            task.resource.value.kind,
            ResourceKind::Activity { .. } | ResourceKind::Integration { pattern: Pattern::TaskToken, .. }
        ),
        _ => false,
    }
}

struct Scene<'a> {
    machine: &'a Machine,
    methods: &'a Methods,
    uses: &'a Uses,
}

impl Scene<'_> {
    /// Whether a state is sure to be left well.
    fn is_safe(&self, id: StateId, kind: &Kind) -> bool {
        if self.uses.risky.contains(&id) {
            return false;
        }
        match kind {
            Kind::Fail(_) | Kind::Unknown => false,
            Kind::Choice(choice) => choice.default.is_some(),
            // A workflow that it starts is not there.
            Kind::Task(_) => self.methods.of(id).is_some(),
            _ => true,
        }
    }

    /// Whether a state can come again, other than after an error.
    fn has_loop(&self) -> bool {
        let mut done = BTreeSet::new();
        for (start, _) in self.machine.iter() {
            let mut on_the_way = BTreeSet::new();
            let mut stack = vec![(start, false)];
            while let Some((id, is_left)) = stack.pop() {
                if is_left {
                    on_the_way.remove(&id);
                    done.insert(id);
                    continue;
                }
                if done.contains(&id) || !on_the_way.insert(id) {
                    continue;
                }
                stack.push((id, true));
                for next in self.nexts(id) {
                    if on_the_way.contains(&next) {
                        return true;
                    }
                    stack.push((next, false));
                }
            }
        }
        false
    }

    /// The states that follow without an error.
    fn nexts(&self, id: StateId) -> Vec<StateId> {
        let Some(state) = self.machine.state(id) else { return Vec::new() };
        match state.work() {
            Some(work) => match &work.next {
                Next::State(next, _) => vec![*next],
                Next::End(_) | Next::Unknown(_) => Vec::new(),
            },
            None => graph::successors(state).collect(),
        }
    }

    /// The methods of which one is called first; `None` if an execution may end before, or fail.
    fn first(&self) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut stack = vec![self.machine.start()?];
        while let Some(id) = stack.pop() {
            if !seen.insert(id) {
                continue;
            }
            let state = self.machine.state(id)?;
            if let Some(method) = self.methods.of(id) {
                if self.uses.risky.contains(&id) {
                    return None;
                }
                if !names.contains(&method.name) {
                    names.push(method.name.clone());
                }
                continue;
            }
            if !self.is_safe(id, &state.kind) {
                return None;
            }
            let inner: Vec<StateId> = graph::starts(self.machine, state).collect();
            if inner.is_empty() {
                let nexts = self.nexts(id);
                if nexts.is_empty() {
                    stack.push(self.after(state.scope)?);
                }
                stack.extend(nexts);
            } else {
                stack.extend(inner);
            }
        }
        names.sort();
        (!names.is_empty()).then_some(names)
    }

    /// What follows the state that a scope belongs to, once that has ended.
    fn after(&self, scope: ScopeId) -> Option<StateId> {
        let mut scope = scope;
        loop {
            let (owner, _) = self.machine.scope(scope)?.owner?;
            if let Some(next) = self.nexts(owner).first() {
                return Some(*next);
            }
            scope = self.machine.state(owner)?.scope;
        }
    }
}
