//! The tasks behind the resources of a definition.

use std::collections::{BTreeSet, HashMap};

use crate::{
    check::flow::tasks::{Called, called},
    ir::{Kind, Machine, Resource, ResourceKind},
    lower::{
        build::may_lose,
        names,
        plan::{TaskPlan, Via},
    },
    types::{
        Contract,
        contract::{RustTy, TaskMethod},
    },
};

/// The tasks of a definition, one for each distinct resource.
#[derive(Debug, Default)]
pub struct Tasks {
    /// The tasks, in the order of the definition.
    pub list: Vec<TaskPlan>,
    index: HashMap<String, usize>,
}

impl Tasks {
    /// The task behind a resource.
    #[must_use]
    pub fn of(&self, resource: &Resource) -> Option<(usize, &TaskPlan)> {
        let at = *self.index.get(&resource.arn)?;
        Some((at, self.list.get(at)?))
    }
}

/// The method of a contract that a resource means, as the check has it.
#[must_use]
pub fn method<'a>(contract: &'a Contract, resource: &Resource) -> Option<&'a TaskMethod> {
    match called(contract.tasks.as_ref()?, resource) {
        Called::Method(method) => Some(method),
        Called::Envelope | Called::Unknown => None,
    }
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
    let (mut methods, mut variants) = (BTreeSet::new(), BTreeSet::new());
    let mut variant_of: HashMap<String, String> = HashMap::new();
    for state in &machine.states {
        let Kind::Task(task) = &state.kind else { continue };
        let resource = &task.resource.value;
        if tasks.index.contains_key(&resource.arn) {
            continue;
        }
        let plan = match contract {
            Some(contract) => {
                let Some(method) = method(contract, resource) else { continue };
                let variant = variant_of
                    .entry(method.name.clone())
                    .or_insert_with(|| names::unique(camel(&method.name), &mut variants))
                    .clone();
                TaskPlan {
                    resource: resource.arn.clone(),
                    kind: resource.kind.clone(),
                    method: method.name.clone(),
                    variant,
                    argument: method.argument.as_ref().map_or(RustTy::Value, |argument| argument.ty.clone()),
                    takes_argument: method.argument.is_some(),
                    result: method.result.ty.clone(),
                    takes_context: method.takes_context,
                    normalise: may_lose(&method.result.ty, contract, &mut Vec::new()),
                    via: Via::Direct,
                }
            }
            None => {
                let method = names::unique(default_name(resource), &mut methods);
                let variant = names::unique(camel(&method), &mut variants);
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
                    via: Via::Direct,
                }
            }
        };
        tasks.index.insert(resource.arn.clone(), tasks.list.len());
        tasks.list.push(plan);
    }
    tasks
}

fn camel(name: &str) -> String {
    names::states(&[name]).into_iter().next().map_or_else(|| "Task".to_owned(), |names| names.variant)
}
