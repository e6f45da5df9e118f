//! A rule that always holds leaves nothing for `Default`: where that is the way out of a circle, a counter stands still.

use crate::{
    check::{
        report::Report,
        rules::{
            choice::Seen,
            choice_counter::Stuck,
            choice_dead_rules::{always_holds, known},
        },
        scene::{Here, Scene},
    },
    diag::{Diagnostic, Severity, codes::flow as codes},
    ir::{Kind, Next},
};

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
    report.push(match Stuck::leading_round(scene, here, rule, default) {
        Some(stuck) => {
            diagnostic.severity = Severity::Error;
            stuck.told(scene, here, diagnostic)
        }
        None => diagnostic.help("mend what the rule compares, or let `Default` stand in its place"),
    });
}
