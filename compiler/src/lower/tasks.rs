//! The tasks behind the resources of a definition.

use std::collections::HashMap;

use crate::{
    check::flow::tasks::{Called, called, function},
    ir::{Kind, Machine, Resource, ResourceKind, Task},
    lower::{
        lossy::may_lose,
        names::{self, Taken},
        plan::{TaskPlan, Via},
    },
    types::{
        Contract,
        contract::{RustTy, TaskMethod},
    },
};

/// The tasks of a definition, one for each distinct resource; functions behind `lambda:invoke` count as
/// resources of their own under a contract.
#[derive(Debug, Default)]
pub struct Tasks {
    /// The tasks, in the order of the definition.
    pub list: Vec<TaskPlan>,
    index: HashMap<String, usize>,
}

impl Tasks {
    /// The task that a state calls.
    #[must_use]
    pub fn of(&self, task: &Task) -> Option<(usize, &TaskPlan)> {
        let at = self.index.get(&of_function(task)).or_else(|| self.index.get(&task.resource.value.arn))?;
        Some((*at, self.list.get(*at)?))
    }
}

/// What stands for a function behind `lambda:invoke`.
fn of_function(task: &Task) -> String {
    format!("{} {}", task.resource.value.arn, function(task).unwrap_or_default())
}

/// The name of a task without a contract.
#[must_use]
pub fn default_name(resource: &Resource) -> String {
    match &resource.kind {
        ResourceKind::Lambda { function } => names::snake(function),
        ResourceKind::Activity { name } => names::snake(name),
        ResourceKind::Integration { service, action, .. } => names::snake(&format!("{service}_{action}")),
    }
}

/// The tasks that a definition calls: methods of the contract, or of a trait to be generated.
#[must_use]
pub fn collect(machine: &Machine, contract: Option<&Contract>) -> Tasks {
    let mut tasks = Tasks::default();
    let mut names = Names::default();
    for state in &machine.states {
        let Kind::Task(task) = &state.kind else { continue };
        let arn = &task.resource.value.arn;
        let (key, plan) = match contract {
            None => (arn.clone(), None),
            Some(contract) => match contract.tasks.as_ref().map(|tasks| called(tasks, task)) {
                Some(Called::Method(method)) => (arn.clone(), Some((Some(method), Via::Direct))),
                Some(Called::Invoke(method)) => (of_function(task), Some((Some(method), Via::Invoke))),
                Some(Called::StartExecution(_)) => (arn.clone(), Some((None, Via::Engine))),
                // The check refuses a definition with such a task.
                Some(Called::Unnamed | Called::Unknown) | None => continue,
            },
        };
        if tasks.index.contains_key(&key) {
            continue;
        }
        let plan = match (plan, contract) {
            (Some((Some(method), via)), Some(contract)) => of_method(task, method, via, contract, &mut names),
            (Some((_, via)), _) => of_resource(task, via, &mut names),
            (None, _) => of_resource(task, Via::Direct, &mut names),
        };
        tasks.index.insert(key, tasks.list.len());
        tasks.list.push(plan);
    }
    tasks
}

/// The names that are taken.
#[derive(Default)]
struct Names {
    methods: Taken,
    variants: Taken,
    /// The variant of each method, and of each that is reached in another way: several resources may mean one.
    of_methods: HashMap<(String, bool), String>,
}

/// A task that a method of the contract carries out.
fn of_method(task: &Task, method: &TaskMethod, via: Via, contract: &Contract, names: &mut Names) -> TaskPlan {
    let resource = &task.resource.value;
    let is_invoked = via == Via::Invoke;
    let word = if is_invoked { format!("invoke_{}", method.name) } else { method.name.clone() };
    let Names { variants, of_methods, .. } = names;
    let variant = of_methods.entry((method.name.clone(), is_invoked)).or_insert_with(|| variants.free(camel(&word)));
    // The parameters of an invocation, and what it brings, are the service's: only the payload is the method's.
    let argument = method.argument.as_ref().filter(|_| !is_invoked).map_or(RustTy::Value, |typed| typed.ty.clone());
    let result = match &method.reply {
        _ if is_invoked => RustTy::Value,
        Some(reply) => reply.ty.clone(),
        None => method.result.ty.clone(),
    };
    TaskPlan {
        resource: resource.arn.clone(),
        kind: resource.kind.clone(),
        method: method.name.clone(),
        variant: variant.clone(),
        argument,
        takes_argument: method.argument.is_some(),
        normalise: !is_invoked && may_lose(&result, contract, &mut Vec::new()),
        result,
        takes_context: method.takes_context,
        via: if method.reply.is_some() { Via::Token { is_invoked } } else { via },
    }
}

/// A task over plain values: of a trait to be generated, or the engine's own.
fn of_resource(task: &Task, via: Via, names: &mut Names) -> TaskPlan {
    let resource = &task.resource.value;
    let method = names.methods.free(default_name(resource));
    let variant = names.variants.free(camel(&method));
    TaskPlan {
        resource: resource.arn.clone(),
        kind: resource.kind.clone(),
        method,
        variant,
        argument: RustTy::Value,
        takes_argument: true,
        result: RustTy::Value,
        takes_context: true,
        normalise: false,
        via,
    }
}

fn camel(name: &str) -> String {
    names::states(&[name]).into_iter().next().map_or_else(|| "Task".to_owned(), |names| names.variant)
}
