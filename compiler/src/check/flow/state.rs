//! What one state makes of its input: the stages of its data flow, and what each way out carries.

use crate::{
    check::flow::{
        condition::{self, Cases},
        context::Shape,
        facts::{Edge, StateFacts, Target, Via},
        tasks::{Called, called},
        template::Scope,
        world::World,
    },
    ir::{Catcher, Choice, Kind, Next, Pass, Select, State, Task},
    types::Ty,
};

/// The types of a state's data for an input.
#[must_use]
pub fn transfer(world: &World<'_>, state: &State, input: Ty) -> StateFacts {
    if input.is_never() {
        return StateFacts::default();
    }
    let context = world.context(Shape::of(state));
    if state.faulty {
        return faulty(state, input);
    }
    match &state.kind {
        Kind::Task(task) => of_task(world, task, input, &context),
        Kind::Pass(pass) => of_pass(pass, input, &context),
        Kind::Choice(choice) => of_choice(world, choice, input, &context),
        Kind::Wait(wait) => {
            let mut facts = through(input, &wait.input_path, &wait.output_path, &context);
            facts.edges.push(Edge { via: Via::Next, target: target(&wait.next), ty: facts.output.clone() });
            facts
        }
        Kind::Succeed(succeed) => {
            let mut facts = through(input, &succeed.input_path, &succeed.output_path, &context);
            facts.edges.push(Edge { via: Via::Next, target: Target::End, ty: facts.output.clone() });
            facts
        }
        Kind::Fail(_) => StateFacts::passing(input),
        Kind::Parallel(_) | Kind::Map(_) | Kind::Unknown => faulty(state, input),
    }
}

/// Where a transition leads.
#[must_use]
pub fn target(next: &Next) -> Target {
    match next {
        Next::State(id, _) => Target::State(*id),
        Next::End(_) => Target::End,
        Next::Unknown(_) => Target::Unknown,
    }
}

/// What a caught error is as data.
#[must_use]
pub fn caught() -> Ty {
    Ty::record([("Error", Ty::String), ("Cause", Ty::String)])
}

/// The value after `ResultPath`.
fn place(raw: &Ty, path: &Select, value: Ty) -> Ty {
    match path {
        Select::Whole => value,
        Select::Null(_) => raw.clone(),
        Select::Path(path) => match raw.place(&path.steps, &value.bounded()) {
            // Nothing goes on, and a rule says so: what follows is not looked at.
            (_, Some(conflict)) if conflict.always => Ty::Error,
            // An input that is no object ends the execution there: what goes on is what was written.
            (placed, _) => placed,
        },
    }
}

/// A state whose text is at fault brings nothing that can be relied on.
fn faulty(state: &State, input: Ty) -> StateFacts {
    let mut facts = StateFacts { raw_input: input, ..StateFacts::passing(Ty::Error) };
    facts.edges = ways(state).into_iter().map(|(via, target)| Edge { via, target, ty: Ty::Error }).collect();
    facts
}

/// Every way out of a state.
fn ways(state: &State) -> Vec<(Via, Target)> {
    let next = |next: &Next| (Via::Next, target(next));
    let catch = |catch: &[Catcher]| -> Vec<(Via, Target)> {
        catch.iter().enumerate().map(|(at, catcher)| (Via::Catch(at), target(&catcher.next))).collect()
    };
    match &state.kind {
        Kind::Task(task) => catch(&task.work.catch).into_iter().chain([next(&task.work.next)]).collect(),
        Kind::Pass(pass) => vec![next(&pass.next)],
        Kind::Wait(wait) => vec![next(&wait.next)],
        Kind::Choice(choice) => {
            let rules = choice.rules.iter().enumerate().map(|(at, rule)| (Via::Rule(at), target(&rule.next)));
            rules.chain(choice.default.iter().map(|next| (Via::Default, target(next)))).collect()
        }
        Kind::Succeed(_) => vec![(Via::Next, Target::End)],
        Kind::Parallel(parallel) => {
            catch(&parallel.work.catch).into_iter().chain([next(&parallel.work.next)]).collect()
        }
        Kind::Map(map) => catch(&map.work.catch).into_iter().chain([next(&map.work.next)]).collect(),
        Kind::Fail(_) | Kind::Unknown => Vec::new(),
    }
}

/// A state with `InputPath` and `OutputPath` only.
fn through(raw: Ty, input_path: &Select, output_path: &Select, context: &Ty) -> StateFacts {
    let effective = Scope { document: &raw, context }.select(input_path);
    let output = Scope { document: &effective, context }.select(output_path);
    StateFacts { raw_input: raw, output, ..StateFacts::passing(effective) }
}

fn of_task(world: &World<'_>, task: &Task, raw: Ty, context: &Ty) -> StateFacts {
    let effective = Scope { document: &raw, context }.select(&task.work.input_path);
    let argument = match &task.parameters {
        Some(template) => Scope { document: &effective, context }.template(template),
        None => effective.clone(),
    };
    let result = match world.tasks().map(|tasks| called(tasks, &task.resource.value)) {
        None | Some(Called::Envelope) => Ty::Any,
        Some(Called::Method(method)) => world.result_of(method),
        Some(Called::Unknown) => Ty::Error,
    };
    let selected = match &task.work.result_selector {
        Some(template) => Scope { document: &result, context }.template(template),
        None => result.clone(),
    };
    let placed = place(&raw, &task.work.result_path, selected.clone());
    let output = Scope { document: &placed, context }.select(&task.work.output_path);
    let catch = task.work.catch.iter().enumerate().map(|(at, catcher)| Edge {
        via: Via::Catch(at),
        target: target(&catcher.next),
        ty: place(&raw, &catcher.result_path, caught()),
    });
    let edges = catch.chain([Edge { via: Via::Next, target: target(&task.work.next), ty: output.clone() }]).collect();
    StateFacts { raw_input: raw, effective_input: effective, argument, result, selected, placed, output, edges }
}

fn of_pass(pass: &Pass, raw: Ty, context: &Ty) -> StateFacts {
    let effective = Scope { document: &raw, context }.select(&pass.input_path);
    let argument = match (&pass.result, &pass.parameters) {
        (Some(_), _) | (None, None) => effective.clone(),
        (None, Some(template)) => Scope { document: &effective, context }.template(template),
    };
    let result = match &pass.result {
        Some(node) => Ty::of_literal(node).bounded(),
        None => argument.clone(),
    };
    let placed = place(&raw, &pass.result_path, result.clone());
    let output = Scope { document: &placed, context }.select(&pass.output_path);
    let edges = vec![Edge { via: Via::Next, target: target(&pass.next), ty: output.clone() }];
    let selected = result.clone();
    StateFacts { raw_input: raw, effective_input: effective, argument, result, selected, placed, output, edges }
}

fn of_choice(world: &World<'_>, choice: &Choice, raw: Ty, context: &Ty) -> StateFacts {
    let mut facts = through(raw, &choice.input_path, &choice.output_path, context);
    let entry = Scope { document: &facts.effective_input, context };
    let outcome = condition::run(world, choice, entry, &mut |_, _| {});
    let edge = |via, next: &Next, cases: &Cases<'_>| {
        // A state whose OutputPath is its own does not hand on what was learnt.
        let ty = match condition::document(cases) {
            Ty::Never => Ty::Never,
            document => Scope { document: &document, context }.select(&choice.output_path),
        };
        Edge { via, target: target(next), ty }
    };
    let rules = choice.rules.iter().zip(&outcome.taken).enumerate();
    facts.edges = rules.map(|(at, (rule, cases))| edge(Via::Rule(at), &rule.next, cases)).collect();
    facts.edges.extend(choice.default.iter().map(|next| edge(Via::Default, next, &outcome.rest)));
    facts
}
