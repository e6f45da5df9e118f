//! The tasks that a definition calls, each a method: its name, what tells it from the others, its errors.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{PlaceId, Places};
use crate::{
    check::flow::tasks::{function, function_name, is_invoke, pattern, wanted_name},
    ir::{Kind, Machine, Pattern, ResourceKind, StateId, Task},
    lower::names::{Taken, is_identifier, snake_or},
};

/// One task.
#[derive(Debug)]
pub(super) struct Method {
    /// Its name.
    pub name: String,
    /// `#[resource("..")]`, where its name does not say which it is.
    pub resource: Option<String>,
    /// The states that call it.
    pub states: Vec<StateId>,
    /// What the states name as their resource, and the function behind `lambda:invoke`.
    pub resources: BTreeSet<(String, Option<String>)>,
    /// Every state that calls it waits for its token, whose reply is the result.
    pub has_reply: bool,
    /// What it brings.
    pub result: PlaceId,
    /// The errors that `Retry` and `Catch` of its states name, without those of the service.
    pub errors: Vec<String>,
}

/// The tasks, and which of them each state calls.
#[derive(Debug, Default)]
pub(super) struct Methods {
    pub list: Vec<Method>,
    by_state: BTreeMap<StateId, usize>,
}

impl Methods {
    /// The method that a state calls.
    pub(super) fn of(&self, state: StateId) -> Option<&Method> {
        self.list.get(*self.by_state.get(&state)?)
    }
}

/// What tells tasks apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    /// The function of a name.
    Function(String),
    /// What has this `#[resource]`.
    Claim(String),
}

struct Group<'m> {
    key: Key,
    states: Vec<(StateId, &'m Task)>,
}

/// Finds the tasks of a machine.
pub(super) fn find(machine: &Machine, places: &mut Places) -> Methods {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut index: BTreeMap<Key, usize> = BTreeMap::new();
    for (id, state) in machine.iter() {
        let Kind::Task(task) = &state.kind else { continue };
        if state.faulty || is_start_execution(task) {
            continue;
        }
        let key = key(task);
        let at = *index.entry(key.clone()).or_insert_with(|| {
            groups.push(Group { key, states: Vec::new() });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.states.push((id, task));
        }
    }
    named(groups, machine, places)
}

/// Gives every group a name. Functions come first: theirs need no attribute.
fn named(groups: Vec<Group<'_>>, machine: &Machine, places: &mut Places) -> Methods {
    let mut taken = Taken::default();
    let mut found: Vec<(Group<'_>, String, Option<String>)> = Vec::new();
    let mut rest: Vec<Group<'_>> = Vec::new();
    for group in groups {
        let wanted = group.states.first().map(|(_, task)| wanted_name(task)).unwrap_or_default();
        if matches!(group.key, Key::Function(_)) && is_name(&wanted) && taken.insert(wanted.clone()) {
            found.push((group, wanted, None));
        } else {
            rest.push(group);
        }
    }
    for group in rest {
        for (claim, states) in by_claim(&group) {
            let first = states.first().map(|(_, task)| *task);
            let name = taken.free(free(first, &taken));
            found.push((Group { key: group.key.clone(), states }, name, Some(claim)));
        }
    }
    // In the order of the definition.
    found.sort_by_key(|(group, ..)| group.states.first().map(|(id, _)| *id));
    let mut methods = Methods::default();
    for (group, name, resource) in found {
        let at = methods.list.len();
        methods.by_state.extend(group.states.iter().map(|(id, _)| (*id, at)));
        methods.list.push(Method {
            name,
            resource,
            resources: group.states.iter().map(|(_, task)| named_by(task)).collect(),
            has_reply: group.states.iter().all(|(_, task)| pattern(&task.resource.value) == Pattern::TaskToken),
            result: places.root(),
            errors: errors(&group, machine),
            states: group.states.into_iter().map(|(id, _)| id).collect(),
        });
    }
    methods
}

fn is_start_execution(task: &Task) -> bool {
    matches!(
        &task.resource.value.kind,
        ResourceKind::Integration { service, action, .. } if service == "states" && action == "startExecution"
    )
}

fn key(task: &Task) -> Key {
    match (&task.resource.value.kind, function(task)) {
        (ResourceKind::Lambda { function }, _) => Key::Function(function.clone()),
        (_, Some(function)) if is_invoke(&task.resource.value) => Key::Function(function_name(function).to_owned()),
        _ => Key::Claim(task.resource.value.arn.clone()),
    }
}

/// What `#[resource]` says of a task.
fn claim(task: &Task) -> &str {
    let resource = &task.resource.value;
    match function(task) {
        Some(function) if is_invoke(resource) => function,
        _ => &resource.arn,
    }
}

/// The resource of a task, and the function behind it if it is `lambda:invoke`.
fn named_by(task: &Task) -> (String, Option<String>) {
    let resource = &task.resource.value;
    (resource.arn.clone(), function(task).filter(|_| is_invoke(resource)).map(str::to_owned))
}

fn by_claim<'m>(group: &Group<'m>) -> Vec<(String, Vec<(StateId, &'m Task)>)> {
    let mut out: Vec<(String, Vec<(StateId, &'m Task)>)> = Vec::new();
    for (id, task) in &group.states {
        let claim = claim(task);
        match out.iter_mut().find(|(known, _)| known == claim) {
            Some((_, states)) => states.push((*id, task)),
            None => out.push((claim.to_owned(), vec![(*id, task)])),
        }
    }
    out
}

/// The first of the names that suit a task which is not taken.
fn free(task: Option<&Task>, taken: &Taken) -> String {
    let Some(task) = task else { return "task".to_owned() };
    let plain = snake_or(&wanted_name(task), "task");
    let mut names = vec![plain.clone()];
    if let ResourceKind::Integration { service, action, pattern } = &task.resource.value.kind {
        let service = service.strip_prefix("aws-sdk:").unwrap_or(service);
        let pattern = match pattern {
            Pattern::RequestResponse => "",
            Pattern::Sync | Pattern::Sync2 => " and wait",
            Pattern::TaskToken => " and ask",
        };
        names.push(snake_or(&format!("{action}{pattern}"), "task"));
        names.push(snake_or(&format!("{service} {action}"), "task"));
        names.push(snake_or(&format!("{service} {action}{pattern}"), "task"));
    }
    names.into_iter().find(|name| !taken.contains(name)).unwrap_or(plain)
}

/// Whether a name can stand for itself.
fn is_name(name: &str) -> bool {
    is_identifier(name) && snake_or(name, "task") == name
}

/// The errors that a task's states name, in the order of the definition.
fn errors(group: &Group<'_>, machine: &Machine) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (id, _) in &group.states {
        let Some(work) = machine.state(*id).and_then(|state| state.work()) else { continue };
        let retried = work.retry.iter().flat_map(|retrier| &retrier.errors);
        let caught = work.catch.iter().flat_map(|catcher| &catcher.errors);
        for name in retried.chain(caught).map(|name| &name.value) {
            let is_own = !name.is_empty() && !name.starts_with("States.") && !name.starts_with("Lambda.");
            if is_own && !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}
