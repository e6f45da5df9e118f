//! Every rule of a Choice can hold.

use crate::{
    check::{
        flow::{compare::Verdict, condition, context::Shape, template::Scope},
        report::Report,
        rules::choice::{self, Seen},
        scene::{Here, Scene},
        words,
    },
    diag::codes::flow as codes,
    ir::{Choice, Rule, Select},
    types::{Ty, ty::Walk},
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
            let known: Vec<String> = mine.iter().filter_map(|seen| known(seen)).collect();
            if !known.is_empty() {
                diagnostic = diagnostic.label(known.join(", "));
            }
            diagnostic = match mine.iter().find_map(|seen| meant(scene, seen)) {
                Some(help) => diagnostic.help(help),
                None if at > 0 && holds_alone(scene, here, rule) => diagnostic
                    .note("whatever it would hold for, the rules before it take")
                    .help("remove the rule, or move it before the rule that takes it all"),
                None => diagnostic.help("remove the rule, or mend what it compares"),
            };
        }
        report.push(diagnostic);
    }
}

/// What the variable of a comparison is where it is met.
fn known(seen: &Seen<'_>) -> Option<String> {
    let variable = &seen.test.variable.text;
    match seen.variable() {
        Walk::Lost(_) => Some(format!("`{variable}` is never there")),
        Walk::Found { ty: Ty::Never, .. } => None,
        Walk::Found { ty: Ty::Int(low, high), .. } if low < high && low != i128::MIN && high != i128::MAX => {
            Some(format!("`{variable}` is an integer from {low} to {high} here"))
        }
        Walk::Found { ty, .. } => Some(format!("`{variable}` is {} here", ty.brief())),
    }
}

/// The path that was meant by one that is never there.
fn meant(scene: &Scene<'_>, seen: &Seen<'_>) -> Option<String> {
    let Walk::Lost(gap) = seen.variable() else { return None };
    words::did_you_mean(scene.world, &seen.test.variable, &gap)
}

/// Whether a rule could hold if there were none before it.
fn holds_alone(scene: &Scene<'_>, here: &Here<'_>, rule: &Rule) -> bool {
    let alone = Choice {
        input_path: Select::Whole,
        output_path: Select::Whole,
        rules: vec![rule.clone()],
        default: None,
        assign: None,
    };
    let context = scene.world.context(Shape::of(scene.machine, here.state));
    let entry = Scope { document: &here.facts.effective_input, context: &context, variables: &here.facts.variables };
    let outcome = condition::run(scene.world, &alone, entry, &mut |_, _| {});
    outcome.taken.iter().any(|taken| !taken.is_empty())
}
