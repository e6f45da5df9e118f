//! What one state makes of its input: the stages of its data flow, and what each way out carries.

use crate::{
    check::flow::{
        alternatives::{self, Alternative},
        condition::{self, Case, Cases},
        context,
        facts::{Before, Edge, StateFacts, Target, Via},
        forgotten, merged,
        template::Scope,
        variables::Variables,
        work,
        world::World,
    },
    ir::{Assign, Catcher, Choice, Kind, Machine, Next, Pass, Select, State},
    types::Ty,
};

/// What surrounds a state that is looked at.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// What surrounds it.
    pub world: &'a World<'a>,
    /// What the runs of each scope end with, as far as is known.
    pub scopes: &'a [Ty],
}

/// The types of a state's data for what comes to it.
#[must_use]
pub fn transfer(around: &Around<'_>, state: &State, arrived: &[Alternative]) -> StateFacts {
    match (arrived, &state.kind) {
        ([], _) => StateFacts::default(),
        ([one], _) => alone(around, state, one),
        // Its rules look at all alternatives together.
        (_, Kind::Choice(choice)) if !state.faulty => choice_of(around, state, choice, arrived),
        _ => {
            let each: Vec<StateFacts> = arrived.iter().map(|one| alone(around, state, one)).collect();
            merged::merged(arrived, each)
        }
    }
}

/// The types of a state's data for one alternative.
fn alone(around: &Around<'_>, state: &State, Alternative { document, variables }: &Alternative) -> StateFacts {
    if document.is_never() {
        return StateFacts::default();
    }
    let input = document.clone();
    let context = around.world.context_of(around.machine, state, variables);
    let mut facts = if state.faulty {
        faulty(around.machine, state, input, variables)
    } else {
        let scope = Scope { document: &input, or: None, context: &context, variables };
        match &state.kind {
            Kind::Task(task) => work::of_task(around.world, task, &scope),
            Kind::Parallel(parallel) => work::of_parallel(around, parallel, &scope),
            Kind::Map(map) => work::of_map(around, map, &scope),
            Kind::Pass(pass) => of_pass(around.world, pass, &scope),
            Kind::Choice(choice) => of_choice(
                around,
                (state, choice),
                &scope,
                condition::alone(scope.on(&scope.select(&choice.input_path))),
            ),
            Kind::Wait(wait) => {
                let mut facts = through(&wait.input_path, &wait.output_path, &scope);
                let way = (Via::Next, target(&wait.next));
                facts.edges.push(edge(
                    way,
                    facts.output.clone(),
                    wait.assign.as_ref(),
                    &scope.on(&facts.effective_input),
                ));
                facts
            }
            Kind::Succeed(succeed) => {
                let mut facts = through(&succeed.input_path, &succeed.output_path, &scope);
                facts.edges.push(edge((Via::Next, Target::End), facts.output.clone(), None, &scope));
                facts
            }
            Kind::Fail(_) => StateFacts::passing(input),
            Kind::Unknown => faulty(around.machine, state, input, variables),
        }
    };
    facts.variables = variables.clone();
    facts
}

/// A way out that carries a value, and what an `Assign` on it does in a scope.
pub(super) fn edge((via, target): (Via, Target), ty: Ty, assign: Option<&Assign>, scope: &Scope<'_>) -> Edge {
    let before = Before { document: scope.document.clone(), or: scope.or.cloned(), variables: scope.variables.clone() };
    Edge { via, target, ty, variables: scope.assign(assign), apart: Vec::new(), before }
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

/// What a caught error is as data. Names match as they are written, but for those of the interpreter, some of
/// which stand for others.
#[must_use]
pub fn caught(catcher: &Catcher) -> Ty {
    let names = || catcher.errors.iter().map(|name| name.value.as_str());
    let error = match names().any(|name| name.starts_with("States.")) || names().next().is_none() {
        true => Ty::String,
        false => Ty::literals(names()),
    };
    Ty::record([("Error", error), ("Cause", Ty::String)])
}

/// The value after `ResultPath`.
pub(super) fn place(raw: &Ty, path: &Select, value: Ty) -> Ty {
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
fn faulty(machine: &Machine, state: &State, input: Ty, variables: &Variables) -> StateFacts {
    let mut facts = StateFacts { raw_input: input, ..StateFacts::passing(Ty::Error) };
    let variables = variables.opened();
    let to = |(via, target)| Edge {
        via,
        target,
        ty: Ty::Error,
        variables: variables.clone(),
        apart: Vec::new(),
        before: Before { document: Ty::Error, or: None, variables: variables.clone() },
    };
    facts.edges = ways(machine, state).into_iter().map(to).collect();
    facts
}

/// Every way out of a state, and into the scopes that it owns; whatever the types say.
pub(crate) fn ways(machine: &Machine, state: &State) -> Vec<(Via, Target)> {
    let mut ways = into(machine, state);
    match &state.kind {
        Kind::Choice(choice) => {
            ways.extend(choice.rules.iter().enumerate().map(|(at, rule)| (Via::Rule(at), target(&rule.next))));
            ways.extend(choice.default.iter().map(|next| (Via::Default, target(next))));
        }
        Kind::Succeed(_) => ways.push((Via::Next, Target::End)),
        Kind::Pass(pass) => ways.push((Via::Next, target(&pass.next))),
        Kind::Wait(wait) => ways.push((Via::Next, target(&wait.next))),
        Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) | Kind::Fail(_) | Kind::Unknown => {}
    }
    if let Some(work) = state.work() {
        ways.extend(work.catch.iter().enumerate().map(|(at, catcher)| (Via::Catch(at), target(&catcher.next))));
        ways.push((Via::Next, target(&work.next)));
    }
    ways
}

/// The ways into the scopes that a state owns.
pub(super) fn into(machine: &Machine, state: &State) -> Vec<(Via, Target)> {
    let start = |(at, scope): (usize, &_)| Some((Via::Into(at), Target::State(machine.scope(*scope)?.start?)));
    state.scopes().iter().enumerate().filter_map(start).collect()
}

/// A state with `InputPath` and `OutputPath` only.
fn through(input_path: &Select, output_path: &Select, scope: &Scope<'_>) -> StateFacts {
    let effective = scope.select(input_path);
    let output = scope.on(&effective).select(output_path);
    StateFacts { raw_input: scope.document.clone(), output, ..StateFacts::passing(effective) }
}

fn of_pass(world: &World<'_>, pass: &Pass, scope: &Scope<'_>) -> StateFacts {
    let raw = scope.document;
    let effective = scope.select(&pass.input_path);
    let argument = match (&pass.result, &pass.parameters) {
        (Some(_), _) | (None, None) => effective.clone(),
        (None, Some(template)) => scope.on(&effective).template(template),
    };
    let result = match &pass.result {
        // What was meant to be read is an error under a contract only.
        Some(node) if world.contract.is_some() => forgotten::result(&scope.on(&effective), None, node).bounded(),
        Some(node) => Ty::of_literal(node).bounded(),
        None => argument.clone(),
    };
    let placed = place(raw, &pass.result_path, result.clone());
    let output = scope.on(&placed).select(&pass.output_path);
    let way = (Via::Next, target(&pass.next));
    let edges = vec![edge(way, output.clone(), pass.assign.as_ref(), &scope.on(&result))];
    StateFacts {
        raw_input: raw.clone(),
        effective_input: effective,
        argument,
        selected: result.clone(),
        result,
        placed,
        output,
        edges,
        ..StateFacts::default()
    }
}

/// A Choice to which several alternatives come.
fn choice_of(around: &Around<'_>, state: &State, choice: &Choice, arrived: &[Alternative]) -> StateFacts {
    let Some(all) = alternatives::joined(arrived) else { return StateFacts::default() };
    let context = |variables: &Variables| around.world.context_of(around.machine, state, variables);
    let each = arrived.iter().map(|one| {
        let (context, variables) = (context(&one.variables), one.variables.clone());
        let scope = Scope { document: &one.document, or: None, context: &context, variables: &variables };
        Alternative { document: scope.select(&choice.input_path), variables: variables.clone() }
    });
    let apart: Vec<Alternative> = each.collect();
    let cases = condition::cases(&apart, context);
    let outer = context(&all.variables);
    let scope = Scope { document: &all.document, or: None, context: &outer, variables: &all.variables };
    let facts = of_choice(around, (state, choice), &scope, cases);
    StateFacts { variables: all.variables.clone(), apart, ..facts }
}

fn of_choice<'m>(
    around: &Around<'_>,
    (state, choice): (&State, &'m Choice),
    scope: &Scope<'_>,
    cases: Cases<'m>,
) -> StateFacts {
    let mut facts = through(&choice.input_path, &choice.output_path, scope);
    let sight = |name: &str| around.machine.variable(state.scope, name).is_some();
    let outcome = condition::run(around.world, &sight, choice, scope.on(&facts.effective_input), cases, &mut |_, _| {});
    let edge = |via, next: &Next, assign: Option<&Assign>, cases: &Cases<'_>| {
        let ways = condition::apart(cases).into_iter().map(|Case { document, context, mut variables, .. }| {
            if let Some(input) = context::learnt(scope.context, &context) {
                variables = variables.with_input(input);
            }
            // A state whose OutputPath is its own does not hand on what was learnt.
            let here = Scope { document: &document, or: None, context: &context, variables: &variables };
            edge((via, target(next)), here.select(&choice.output_path), assign, &here)
        });
        merged::edge(ways.collect()).unwrap_or_else(|| edge((via, target(next)), Ty::Never, None, scope))
    };
    let rules = choice.rules.iter().zip(&outcome.taken).enumerate();
    facts.edges =
        rules.map(|(at, (rule, cases))| edge(Via::Rule(at), &rule.next, rule.assign.as_ref(), cases)).collect();
    let default = choice.default.iter();
    facts.edges.extend(default.map(|next| edge(Via::Default, next, choice.assign.as_ref(), &outcome.rest)));
    facts
}
