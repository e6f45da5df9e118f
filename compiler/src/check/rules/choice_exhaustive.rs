//! A Choice without `Default` has a rule for everything that comes.

use crate::{
    check::{
        flow::{compare::Verdict, condition::document},
        report::Report,
        rules::choice,
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    expr::{Path, Root},
    types::ty::Walk,
};

/// How many variables a message names.
const NAMED: usize = 3;

/// Looks at what the rules leave.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    if scene.world.contract.is_none() || here.facts.effective_input.is_unknown() {
        return;
    }
    let Some(looked) = choice::look(scene, here) else { return };
    let rest = &looked.outcome.rest;
    // A rule that is itself at fault leaves more than it was meant to.
    let doubtful = looked.seen.iter().any(|seen| seen.met.verdict != Verdict::Fine || seen.is_unknown());
    if looked.choice.default.is_some() || rest.is_empty() || doubtful {
        return;
    }
    let left = document(rest);
    let mut variables: Vec<&Path> = Vec::new();
    for seen in &looked.seen {
        let variable = &seen.test.variable;
        if variable.root == Root::Document
            && variable.tail.is_none()
            && !variables.iter().any(|known| known.steps == variable.steps)
        {
            variables.push(variable);
        }
    }
    let remains: Vec<String> = variables
        .iter()
        .take(NAMED)
        .map(|variable| match left.walk(&variable.steps) {
            Walk::Found { ty, gap: None } => format!("`{}` as {}", variable.text, ty.brief()),
            Walk::Found { ty, gap: Some(_) } => format!("`{}` as {}, or missing", variable.text, ty.brief()),
            Walk::Lost(_) => format!("`{}` missing", variable.text),
        })
        .collect();
    let name = &here.state.name;
    let message = format!("state `{name}` has no `Default`, and no rule takes everything that can come");
    let label = if remains.is_empty() { String::new() } else { format!("no rule takes {}", remains.join(", ")) };
    report.push(
        scene
            .finding(here, codes::NOT_EXHAUSTIVE, here.state.name_span, message)
            .in_field("Default")
            .label(label)
            .help("add a `Default`, or a rule for what remains"),
    );
}
