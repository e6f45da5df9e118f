//! Every rule of a Choice can hold.

use crate::{
    check::{
        flow::compare::Verdict,
        report::Report,
        rules::choice,
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    types::ty::Walk,
};

/// Looks at every rule, after those before it.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    // Without a contract a literal that a Pass has put there for a try would decide.
    if scene.world.contract.is_none() {
        return;
    }
    let Some(looked) = choice::look(scene, here) else { return };
    // Once the rules take everything, those that follow are one fault.
    let mut all_taken = false;
    for (at, (rule, taken)) in looked.choice.rules.iter().zip(&looked.outcome.taken).enumerate() {
        let mine: Vec<_> = looked.seen.iter().filter(|seen| seen.rule == at).collect();
        let spoken_of = mine.iter().any(|seen| seen.met.verdict != Verdict::Fine || seen.is_unknown());
        if !taken.is_empty() || spoken_of || all_taken {
            continue;
        }
        let name = &here.state.name;
        let mut diagnostic = scene
            .finding(
                here,
                codes::DEAD_RULE,
                rule.span,
                format!("rule `Choices[{at}]` of state `{name}` can never hold"),
            )
            .in_field(format!("Choices[{at}]"));
        if mine.is_empty() {
            all_taken = true;
            diagnostic = diagnostic
                .label("the rules before it take everything that comes here")
                .help("remove the rule, or narrow one before it");
        } else {
            let known: Vec<String> = mine
                .iter()
                .filter_map(|seen| {
                    let Walk::Found { ty, .. } = seen.variable() else { return None };
                    (!ty.is_never()).then(|| format!("`{}` is {} here", seen.test.variable.text, ty.brief()))
                })
                .collect();
            let known = if known.is_empty() { "what it asks for is never there".to_owned() } else { known.join(", ") };
            diagnostic = diagnostic.label(known);
            if at > 0 {
                diagnostic = diagnostic.note("what the rules before it take is left out");
            }
            diagnostic = diagnostic.help("remove the rule, or mend what it compares");
        }
        report.push(diagnostic);
    }
}
