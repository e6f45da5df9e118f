//! A rule that always holds leaves nothing for `Default`: where that is the way out of a circle, a counter stands still.

use std::collections::BTreeSet;

use crate::{
    check::{
        flow::graph,
        report::Report,
        rules::{
            choice::Seen,
            choice_dead_rules::{always_holds, known},
        },
        scene::{Here, Scene},
    },
    diag::{Diagnostic, Severity, codes::flow as codes},
    expr::{Path, Root},
    ir::{Comparison, Condition, Kind, Next, Operand, Order, Rule, State, StateId},
    source::Span,
    types::Ty,
};

/// How many states a finding names that lead round.
const NAMED: usize = 2;

/// Looks at a Choice that has a `Default`; of rules behind one that always holds, the rule about dead ones speaks.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Kind::Choice(choice) = &here.state.kind else { return };
    // Without a contract a literal that a Pass has put there for a try would decide.
    let (Some(default), Some(_), Some(rule)) = (&choice.default, scene.world.contract, choice.rules.last()) else {
        return;
    };
    let Some(looked) = here.looked else { return };
    let at = choice.rules.len() - 1;
    let doubtful = looked.seen.iter().any(Seen::is_doubtful);
    let is_asked = looked.outcome.taken.last().is_some_and(|taken| !taken.is_empty());
    if doubtful || !looked.outcome.rest.is_empty() || !is_asked || !always_holds(scene, here, rule) {
        return;
    }
    let name = &here.state.name;
    let message = format!("rule `Choices[{at}]` of state `{name}` always holds, so its `Default` is never taken");
    let mut diagnostic =
        Diagnostic::warning(codes::ALWAYS_HOLDS, rule.span, message).in_state(name).in_field(format!("Choices[{at}]"));
    let stuck = stuck(scene, here, (rule, default));
    diagnostic = match &stuck {
        Some((counter, _)) => diagnostic.help(format!("assign `${counter}` its next value on the way round")),
        None => diagnostic.help("mend what the rule compares, or let `Default` stand in its place"),
    };
    // What is known of a variable as the rule begins.
    let mut variables: Vec<&str> = Vec::new();
    let mine = looked.seen.iter().filter(|seen| seen.rule == at);
    let first = mine.filter(|seen| {
        let text = seen.test.variable.text.as_str();
        let is_new = !variables.contains(&text);
        variables.push(text);
        is_new
    });
    let facts: Vec<String> = first.filter_map(known).collect();
    if !facts.is_empty() {
        diagnostic = diagnostic.label(facts.join(", "));
    }
    if let Next::State(_, span) = default {
        diagnostic = diagnostic.cause(*span, "nothing is left for this", Some(name));
    }
    if let Some((counter, round)) = stuck {
        diagnostic.severity = Severity::Error;
        for (state, span) in back(scene, &round, here.id).take(NAMED) {
            let message = format!("`{}` leads back to the rule, and `${counter}` stays as it is", state.name);
            diagnostic = diagnostic.cause(span, message, Some(&state.name));
        }
    }
    report.push(diagnostic);
}

/// The counter that a rule compares with a number, if it leads back to its Choice, nothing on the way round assigns
/// what it compares, and the `Default` leads out; and the states on the way round, with those that it leads out to.
fn stuck<'a>(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (rule, default): (&'a Rule, &Next),
) -> Option<(&'a str, BTreeSet<StateId>)> {
    let Condition::Test(test) = &rule.condition else { return None };
    let counter = variable(&test.variable)?;
    let limit = match &test.comparison {
        Comparison::Numeric(Order::Equal, _) => return None,
        Comparison::Numeric(_, Operand::Path(path)) => Some(variable(path)?),
        Comparison::Numeric(_, Operand::Literal(_)) => None,
        _ => return None,
    };
    let is_fixed = |name: &str| matches!(here.facts.variables.ty(name), Ty::Int(low, high) if low == high);
    if ![Some(counter), limit].into_iter().flatten().all(is_fixed) {
        return None;
    }
    let round = behind(scene, here.id, &rule.next);
    if !round.contains(&here.id) || behind(scene, here.id, default).contains(&here.id) {
        return None;
    }
    let assigns = |id: &StateId| {
        let assigns = scene.machine.state(*id).into_iter().flat_map(|state| state.assigns());
        assigns.into_iter().any(|assign| assign.get(counter).is_some())
    };
    (!round.iter().any(assigns)).then_some((counter, round))
}

/// The states that lead to a Choice, and where.
fn back<'a>(scene: &Scene<'a>, round: &BTreeSet<StateId>, choice: StateId) -> impl Iterator<Item = (&'a State, Span)> {
    let states = round.iter().filter_map(|id| scene.machine.state(*id));
    states.filter_map(move |state| {
        graph::nexts(state).find_map(|next| match next {
            Next::State(id, span) if *id == choice => Some((state, *span)),
            _ => None,
        })
    })
}

/// The variable that a path is, as a whole.
fn variable(path: &Path) -> Option<&str> {
    match &path.root {
        Root::Variable(name) if path.steps.is_empty() && path.tail.is_none() => Some(name),
        _ => None,
    }
}

/// The states that a way out of a Choice leads to, but for those behind the Choice itself.
fn behind(scene: &Scene<'_>, choice: StateId, next: &Next) -> BTreeSet<StateId> {
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
