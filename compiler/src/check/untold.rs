//! Whether whatever a way out of a Choice leaves untold is one slip.

use crate::{
    check::{
        blame::Value,
        flow::{Edge, Via, condition::document},
        reads::stages,
        rules::choice,
        scene::{Here, Scene},
    },
    expr::{Path, Root},
    ir::{Condition, Rule, Select},
};

/// How many comparisons, and nothing else, an `Or` has at most that may have been meant as an `And`.
const PARTS: usize = 16;

/// Whether it is: another way is sure to bring what is read, so that the two are exchanged, or the rule would be sure to
/// if its `Or` were an `And`.
pub(crate) fn is_one_slip(scene: &Scene<'_>, choice: &Here<'_>, via: Via, (here, path): (&Here<'_>, &Path)) -> bool {
    let Some(value) = Value::read(here, path) else { return false };
    is_told_elsewhere(scene, choice, via, &value) || is_told_by_and(scene, choice, via, &value)
}

/// Whether another way is sure to bring a value.
fn is_told_elsewhere(scene: &Scene<'_>, choice: &Here<'_>, via: Via, value: &Value) -> bool {
    let mut known = scene.told.borrow_mut();
    let by = known.entry((choice.id, value.clone())).or_insert_with(|| {
        let ways = choice.facts.edges.iter().filter(|edge| !edge.ty.is_never() && is_told(edge, value));
        // One is another one than any that is asked for, or the second is.
        ways.map(|edge| edge.via).take(2).collect()
    });
    by.iter().any(|by| *by != via)
}

/// Whether a way is sure to bring a value.
fn is_told(edge: &Edge, value: &Value) -> bool {
    match &value.root {
        Root::Document => edge.ty.walk(&value.steps).is_sure(),
        Root::Variable(name) => edge.variables.ty(name).walk(&value.steps).is_sure(),
        Root::Context => false,
    }
}

/// Whether a rule that is an `Or` would be sure to take only what has a value of the document if it were an `And`.
fn is_told_by_and(scene: &Scene<'_>, choice: &Here<'_>, via: Via, value: &Value) -> bool {
    let Some(rule @ Rule { condition: Condition::Or(parts, span), .. }) = choice.rule(via) else { return false };
    let (input_path, _, output_path) = stages(choice.state);
    let hands_all_on = *input_path == Select::Whole && *output_path == Select::Whole;
    let meant = || Rule { condition: Condition::And(parts.clone(), *span), ..rule.clone() };
    let is_short = parts.len() <= PARTS && parts.iter().all(|part| matches!(part, Condition::Test(_)));
    is_short
        && value.root == Root::Document
        && hands_all_on
        && choice::ask(scene, choice, vec![meant()], |outcome| {
            let taken = outcome.taken.first().filter(|taken| !taken.is_empty());
            taken.is_some_and(|taken| document(taken).walk(&value.steps).is_sure())
        })
}
