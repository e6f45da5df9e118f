//! A counter that a rule of a Choice compares with a number, and that no state counts on the way round.

use std::collections::BTreeSet;

use crate::{
    check::{
        flow::graph,
        onward::overlap,
        reads::{stages, variables_read},
        scene::{Here, Scene},
    },
    diag::{Diagnostic, near},
    expr::{Path, Root, Template},
    ir::{Assigned, Comparison, Condition, Kind, Next, Operand, Order, Rule, Select, State, StateId, template_paths},
    types::{Ty, ty::Walk},
};

/// How many states a finding names that lead round.
const NAMED: usize = 2;

/// A counter that stands still in a circle.
pub(super) struct Stuck<'a> {
    /// The path of the counter, a variable or a part of the document.
    counter: &'a Path,
    /// The states on the way round, with those that it leads out to.
    round: BTreeSet<StateId>,
}

impl<'a> Stuck<'a> {
    /// The counter of a rule that leads round, if `Default` leads out.
    pub(super) fn leading_round(scene: &Scene<'_>, here: &Here<'_>, rule: &'a Rule, default: &Next) -> Option<Self> {
        let round = after(scene, here.id, &rule.next);
        let leads_out = !after(scene, here.id, default).contains(&here.id);
        // What is asked for an exact number is rather what is to be done than how often.
        let counter = counter(here, rule).filter(|(_, order)| *order != Order::Equal)?.0;
        Self::of(scene, here, counter, round).filter(|_| leads_out)
    }

    /// The counter of a rule that leads out, if another way leads round.
    pub(super) fn leading_out(scene: &Scene<'_>, here: &Here<'_>, rule: &'a Rule) -> Option<Self> {
        let (counter, _) = counter(here, rule)?;
        if after(scene, here.id, &rule.next).contains(&here.id) {
            return None;
        }
        let others = graph::nexts(here.state).map(|next| after(scene, here.id, next));
        let round = others.filter(|round| round.contains(&here.id)).flatten().collect();
        Self::of(scene, here, counter, round)
    }

    fn of(scene: &Scene<'_>, here: &Here<'_>, counter: &'a Path, round: BTreeSet<StateId>) -> Option<Self> {
        let mut states = round.iter().filter_map(|id| scene.machine.state(*id));
        (round.contains(&here.id) && !states.any(|state| sets(state, counter))).then_some(Stuck { counter, round })
    }

    /// Says what leads round without counting, and what to do.
    pub(super) fn told(&self, scene: &Scene<'_>, here: &Here<'_>, mut diagnostic: Diagnostic) -> Diagnostic {
        let text = &self.counter.text;
        for (state, span) in graph::leading_to(scene.machine, self.round.iter().copied(), here.id).take(NAMED) {
            let message = format!("`{}` leads back to the rule, and `{text}` stays as it is", state.name);
            diagnostic = diagnostic.cause(span, message, Some(&state.name));
        }
        match (self.slip(scene), &self.counter.root) {
            (Some((state, field)), Root::Variable(name)) => {
                let label = format!("`{}` assigns `${}`, and nothing reads it", state.name, field.name);
                let help = match near(&field.name, [name.as_str()]) {
                    Some(_) => format!("did you mean `{text}`?"),
                    None => format!("let `{}` assign `{text}`", state.name),
                };
                diagnostic.cause(field.key_span, label, Some(&state.name)).help(help)
            }
            (_, Root::Variable(_)) => diagnostic.help(format!("assign `{text}` its next value on the way round")),
            _ => diagnostic.help(format!("write its next value to `{text}` on the way round")),
        }
    }

    /// What is made of the counter on the way round, or has nearly its name, and is assigned to another variable that
    /// nothing reads.
    fn slip<'s>(&self, scene: &Scene<'s>) -> Option<(&'s State, &'s Assigned)> {
        let Root::Variable(name) = &self.counter.root else { return None };
        let states = self.round.iter().filter_map(|id| scene.machine.state(*id));
        let mut fields = states.flat_map(|state| {
            state.assigns().into_iter().flat_map(|assign| &assign.fields).map(move |field| (state, field))
        });
        let is_meant = |field: &Assigned| makes_from(field, name) || near(&field.name, [name.as_str()]).is_some();
        let read = variables_read(scene.machine);
        fields.find(|(_, field)| is_meant(field) && !read.contains(field.name.as_str()))
    }
}

/// Whether a variable becomes what is made of another one.
pub(super) fn makes_from(field: &Assigned, other: &str) -> bool {
    let is_call = matches!(field.value, Template::Call(_));
    let mut is_read = false;
    template_paths(&field.value, &mut |path| is_read |= matches!(&path.root, Root::Variable(name) if name == other));
    is_call && is_read
}

/// What a rule compares with a number, and how, if both are one number whenever it is asked.
fn counter<'a>(here: &Here<'_>, rule: &'a Rule) -> Option<(&'a Path, Order)> {
    let Condition::Test(test) = &rule.condition else { return None };
    let (order, limit) = match &test.comparison {
        Comparison::Numeric(order, Operand::Path(path)) => (*order, Some(path)),
        Comparison::Numeric(order, Operand::Literal(_)) => (*order, None),
        _ => return None,
    };
    let is_fixed = |path: &Path| {
        let found = match &path.root {
            Root::Variable(name) if path.steps.is_empty() => here.facts.variables.ty(name).walk(&[]),
            Root::Document => here.facts.effective_input.walk(&path.steps),
            _ => return false,
        };
        path.tail.is_none() && matches!(found, Walk::Found { ty: Ty::Int(low, high), gap: None } if low == high)
    };
    let all_fixed = [Some(&test.variable), limit].into_iter().flatten().all(is_fixed);
    all_fixed.then_some((&test.variable, order))
}

/// Whether a state gives a counter a value, or may.
fn sets(state: &State, counter: &Path) -> bool {
    let Root::Document = counter.root else { return assigns(state, counter) };
    let (input_path, result_path, output_path) = stages(state);
    let writes = |select: &Select| match select {
        Select::Whole => state.work().is_some(),
        Select::Path(path) => overlap(&path.steps, &counter.steps),
        Select::Null(_) => false,
    };
    let is_cut = match &state.kind {
        Kind::Pass(pass) => {
            let forms = pass.parameters.is_some() || pass.result.is_some() || *input_path != Select::Whole;
            *result_path == Select::Whole && forms
        }
        Kind::Choice(_) | Kind::Wait(_) => *input_path != Select::Whole,
        _ => false,
    };
    let catch = state.work().into_iter().flat_map(|work| &work.catch);
    is_cut
        || *output_path != Select::Whole
        || writes(result_path)
        || catch.into_iter().any(|catcher| writes(&catcher.result_path))
}

fn assigns(state: &State, counter: &Path) -> bool {
    let Root::Variable(name) = &counter.root else { return false };
    state.assigns().into_iter().any(|assign| assign.get(name).is_some())
}

/// The states that a way out of a Choice leads to, but for those behind the Choice itself.
fn after(scene: &Scene<'_>, choice: StateId, next: &Next) -> BTreeSet<StateId> {
    let mut seen = BTreeSet::new();
    let mut stack: Vec<StateId> = match next {
        Next::State(id, _) => vec![*id],
        Next::End(_) | Next::Unknown(_) => Vec::new(),
    };
    while let Some(id) = stack.pop() {
        if seen.insert(id) && id != choice {
            stack.extend(scene.machine.state(id).into_iter().flat_map(graph::successors));
        }
    }
    seen
}
