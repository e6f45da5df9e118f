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
    source::Span,
    types::{Ty, ty::Walk},
};

/// How many rules before a dead one are tried for the one that takes what it asks for.
const TRIED: usize = 16;

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
                None if holds_behind(scene, here, &[], rule) => {
                    if let Some((by, span)) =
                        taken_by(scene, here, looked.choice.rules.get(..at).unwrap_or_default(), rule)
                    {
                        diagnostic =
                            diagnostic.cause(span, format!("`Choices[{by}]` takes what was left for it"), None);
                    }
                    diagnostic
                        .note("whatever it would hold for, the rules before it take")
                        .help("remove the rule, or move it before the rule that takes it all")
                }
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

/// The first of the rules before one behind which it can no longer hold.
fn taken_by(scene: &Scene<'_>, here: &Here<'_>, before: &[Rule], rule: &Rule) -> Option<(usize, Span)> {
    if before.len() > TRIED {
        return None;
    }
    let by = (0..before.len()).find(|at| !holds_behind(scene, here, before.get(..=*at).unwrap_or_default(), rule))?;
    Some((by, before.get(by)?.span))
}

/// Whether a rule could hold if there were only these before it.
fn holds_behind(scene: &Scene<'_>, here: &Here<'_>, before: &[Rule], rule: &Rule) -> bool {
    let alone = Choice {
        input_path: Select::Whole,
        output_path: Select::Whole,
        rules: before.iter().chain([rule]).cloned().collect(),
        default: None,
        assign: None,
    };
    let context = scene.world.context(Shape::of(scene.machine, here.state));
    let entry = Scope { document: &here.facts.effective_input, context: &context, variables: &here.facts.variables };
    let outcome = condition::run(scene.world, &alone, entry, &mut |_, _| {});
    outcome.taken.last().is_some_and(|taken| !taken.is_empty())
}
