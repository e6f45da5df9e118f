//! What the states that do work make of their input: `Task`, `Parallel` and `Map`.

use std::rc::Rc;

use crate::{
    check::flow::{
        context,
        facts::{Edge, StateFacts, Target, Via},
        services::{self, Member},
        state::{Around, caught, edge, place, target},
        tasks::{Called, called, pattern},
        template::Scope,
        world::World,
    },
    ir::{Distributed, Map, Mode, Parallel, Pattern, ScopeId, Task, Work},
    types::{Record, RecordField, Ty},
};

/// A `Task`.
pub(super) fn of_task(world: &World<'_>, task: &Task, scope: &Scope<'_>) -> StateFacts {
    let effective = scope.select(&task.work.input_path);
    let argument = match &task.parameters {
        Some(template) => scope.on(&effective).template(template),
        None => effective.clone(),
    };
    let result = task_result(world, task);
    let facts = StateFacts { effective_input: effective, argument, result, ..StateFacts::default() };
    after(&task.work, scope, facts)
}

/// What a task brings.
fn task_result(world: &World<'_>, task: &Task) -> Ty {
    let Some(tasks) = world.tasks() else { return Ty::Any };
    let by_token = pattern(&task.resource.value) == Pattern::TaskToken;
    match called(tasks, task) {
        Called::Method(method) | Called::Invoke(method) if by_token => world.reply_of(method),
        // Its own rule speaks of a reply that nobody waits for: what the task brings instead was never meant.
        Called::Method(method) | Called::Invoke(method) if method.reply.is_some() => Ty::Error,
        Called::Method(method) => world.result_of(method),
        Called::Invoke(method) => {
            let with_log = !matches!(services::member(task.parameters.as_ref(), "LogType"), Member::Absent);
            services::envelope(world.result_of(method), with_log)
        }
        Called::StartExecution(pattern) => services::started(pattern),
        Called::Unnamed | Called::Unknown => Ty::Error,
    }
}

/// A `Parallel`: each branch gets what the state has, and its result is a list of what they end with.
pub(super) fn of_parallel(around: &Around<'_>, parallel: &Parallel, scope: &Scope<'_>) -> StateFacts {
    let effective = scope.select(&parallel.work.input_path);
    let argument = match &parallel.parameters {
        Some(template) => scope.on(&effective).template(template),
        None => effective.clone(),
    };
    let outputs: Vec<Ty> = parallel.branches.iter().map(|branch| ends_with(around, *branch)).collect();
    // A branch that never ends well ends the state with its error.
    let result = if outputs.iter().any(Ty::is_never) { Ty::Never } else { Ty::Tuple(outputs.into()).bounded() };
    let into = parallel.branches.iter().enumerate();
    let edges = into.filter_map(|(at, branch)| enter(around, at, *branch, argument.clone(), scope)).collect();
    let facts = StateFacts { effective_input: effective, argument, result, edges, ..StateFacts::default() };
    after(&parallel.work, scope, facts)
}

/// A `Map`: each iteration gets an item, and its result is a list of what they end with.
pub(super) fn of_map(around: &Around<'_>, map: &Map, scope: &Scope<'_>) -> StateFacts {
    let effective = scope.select(&map.work.input_path);
    let here = scope.on(&effective);
    let item = item(map, &here);
    let argument = iteration(map, &item, &here);
    let edges = map.processor.and_then(|processor| enter(around, 0, processor, argument.clone(), scope));
    let result = match map.processor.map(|processor| ends_with(around, processor)) {
        _ if matches!(&map.mode, Mode::Distributed(mode) if mode.result_writer.is_some()) => Ty::Any,
        _ if item.is_never() => Ty::Tuple([].into()),
        None => Ty::Error,
        Some(Ty::Never) => Ty::Never,
        Some(output) => Ty::List(Rc::new(output)).bounded(),
    };
    let facts = StateFacts {
        effective_input: effective,
        argument,
        item,
        result,
        edges: edges.into_iter().collect(),
        ..StateFacts::default()
    };
    after(&map.work, scope, facts)
}

/// What a Map iterates over, before anything is selected of it.
pub fn items(map: &Map, effective: &Scope<'_>) -> Ty {
    match (&map.mode, &map.items_path) {
        // What a reader brings takes the place of all items.
        (Mode::Distributed(mode), _) if mode.item_reader.is_some() => Ty::Any,
        (_, Some(path)) => effective.read(path),
        (_, None) => effective.document.clone(),
    }
}

fn item(map: &Map, effective: &Scope<'_>) -> Ty {
    let items = items(map, effective);
    if items.may_be_list() {
        return items.item();
    }
    match map.mode {
        // An object may be iterated over, key by key.
        Mode::Distributed(_) if items.members().iter().any(Ty::is_object) => Ty::Any,
        _ if items.is_never() => Ty::Never,
        _ => Ty::Error,
    }
}

/// What one iteration gets of an item.
fn iteration(map: &Map, item: &Ty, effective: &Scope<'_>) -> Ty {
    if item.is_never() {
        return Ty::Never;
    }
    let context = context::with_item(effective.context, item, &map.mode);
    let scope = Scope { context: &context, ..*effective };
    let selected = match &map.item_selector {
        Some(template) => scope.template(template),
        None => item.clone(),
    };
    match &map.mode {
        Mode::Distributed(mode) => batched(mode, selected, effective),
        Mode::Inline => selected,
    }
}

fn batched(mode: &Distributed, item: Ty, effective: &Scope<'_>) -> Ty {
    let Some(batcher) = &mode.item_batcher else { return item };
    let input = batcher.input.as_ref().map(|input| RecordField::required("BatchInput", effective.template(input)));
    let items = RecordField::required("Items", Ty::List(Rc::new(item)));
    Ty::Record(Rc::new(Record { fields: input.into_iter().chain([items]).collect(), ..Record::default() })).bounded()
}

/// What the runs of a scope end with; not known, if it has no start.
fn ends_with(around: &Around<'_>, scope: ScopeId) -> Ty {
    match around.machine.scope(scope).and_then(|scope| scope.start) {
        Some(_) => around.scopes.get(scope.0 as usize).cloned().unwrap_or(Ty::Never),
        None => Ty::Error,
    }
}

/// The way into a scope. Those of its own executions see no variables.
fn enter(around: &Around<'_>, at: usize, id: ScopeId, ty: Ty, scope: &Scope<'_>) -> Option<Edge> {
    let inner = around.machine.scope(id)?;
    let mut edge = edge((Via::Into(at), Target::State(inner.start?)), ty, None, scope);
    if inner.is_sealed {
        edge.variables = Default::default();
    }
    Some(edge)
}

/// What follows the work: `ResultSelector`, `ResultPath`, `OutputPath`, and the catchers.
fn after(work: &Work, scope: &Scope<'_>, facts: StateFacts) -> StateFacts {
    let raw = scope.document;
    let mut facts = facts;
    let (selected, placed, output) = match &facts.result {
        // The work never ends well: only catchers go on.
        Ty::Never => (Ty::Never, Ty::Never, Ty::Never),
        result => {
            let selected = match &work.result_selector {
                Some(template) => scope.on(result).template(template),
                None => result.clone(),
            };
            let placed = place(raw, &work.result_path, selected.clone());
            let output = scope.on(&placed).select(&work.output_path);
            (selected, placed, output)
        }
    };
    for (at, catcher) in work.catch.iter().enumerate() {
        let error = caught(catcher);
        let ty = place(raw, &catcher.result_path, error.clone());
        let way = (Via::Catch(at), target(&catcher.next));
        facts.edges.push(edge(way, ty, catcher.assign.as_ref(), &scope.on(&error)));
    }
    let way = (Via::Next, target(&work.next));
    // Which of the two `Assign` sees, the service does not tell.
    let or = work.result_selector.as_ref().map(|_| &selected);
    facts.edges.push(edge(way, output.clone(), work.assign.as_ref(), &Scope { or, ..scope.on(&facts.result) }));
    StateFacts { raw_input: raw.clone(), selected, placed, output, ..facts }
}
