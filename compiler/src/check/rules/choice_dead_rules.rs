//! Every rule of a Choice can hold.

use crate::{
    check::{
        blame::{Blame, Misled, Place},
        compared,
        flow::Via,
        missed,
        report::{About, Misleads, Report},
        rules::{
            choice::{self, Looked, Seen},
            misfit::is_akin,
        },
        scene::{Here, Scene},
        words,
    },
    diag::{Diagnostic, codes::flow as codes},
    expr::{Path, Root},
    ir::{Choice, Comparison, Condition, Rule, Spanned, TypeTest},
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
    let Some(looked) = here.looked else { return };
    // Once the rules take everything, those that follow are one fault.
    let mut all_taken = false;
    for (at, (rule, taken)) in looked.choice.rules.iter().zip(&looked.outcome.taken).enumerate() {
        let mine: Vec<_> = looked.seen.iter().filter(|seen| seen.rule == at).collect();
        let spoken_of = mine.iter().any(|seen| seen.is_doubtful());
        if !taken.is_empty() || spoken_of || all_taken {
            // One that asks for what is misspelt takes what was not meant.
            all_taken |= mine.iter().any(|seen| seen.misspelt.is_some());
            continue;
        }
        let name = &here.state.name;
        let mut blame = Blame::default();
        let mut misled = Misled::From(at);
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
            diagnostic = diagnostic.label("the rules before it take everything that comes here");
            diagnostic = match last_taking(looked, at) {
                Some((by, rule)) if always_holds(scene, here, rule) => diagnostic
                    .cause(rule.span, format!("`Choices[{by}]` always holds"), None)
                    .help(format!("narrow `Choices[{by}]`, or let its target be the `Default`")),
                Some((by, rule)) => diagnostic
                    .cause(rule.span, format!("`Choices[{by}]` takes what was left"), None)
                    .help("remove the rule, or narrow one before it"),
                None => diagnostic.help("remove the rule, or narrow one before it"),
            };
        } else {
            // Of a variable that several comparisons ask about, what the last of them meets says all.
            let mut told: Vec<(&str, String)> = Vec::new();
            for (variable, said) in mine.iter().filter_map(|seen| Some((&*seen.test.variable.text, known(seen)?))) {
                match told.iter_mut().find(|(other, _)| *other == variable) {
                    Some(before) => before.1 = said,
                    None => told.push((variable, said)),
                }
            }
            let told: Vec<String> = told.into_iter().map(|(_, said)| said).collect();
            if !told.is_empty() {
                diagnostic = diagnostic.label(told.join(", "));
            }
            let meant = mine.iter().find_map(|seen| meant(scene, seen));
            if meant.is_some() || !holds_behind(scene, here, &[], rule) {
                (diagnostic, blame) = explained(scene, here, looked.choice, &mine, meant.is_none(), diagnostic);
            }
            diagnostic = match meant {
                Some(help) => diagnostic.help(help),
                None if holds_behind(scene, here, &[], rule) => {
                    for seen in mine.iter().take(1) {
                        diagnostic = words::assigned(scene, here, &seen.test.variable, diagnostic);
                    }
                    if let Some((by, span)) =
                        taken_by(scene, here, looked.choice.rules.get(..at).unwrap_or_default(), rule)
                    {
                        misled = Misled::Way(Via::Rule(by));
                        diagnostic =
                            diagnostic.cause(span, format!("`Choices[{by}]` takes what was left for it"), None);
                    }
                    diagnostic
                        .note("whatever it would hold for, the rules before it take")
                        .help("remove the rule, or move it before the rule that takes it all")
                }
                None if diagnostic.help.is_empty() => diagnostic.help("remove the rule, or mend what it compares"),
                None => diagnostic,
            };
        }
        let compared = match (mine.is_empty(), last_taking(looked, at)) {
            (true, Some((by, _))) => {
                misled = Misled::Way(Via::Rule(by));
                looked.seen.iter().filter(|seen| seen.rule == by).collect()
            }
            _ => mine,
        };
        for seen in &compared {
            blame.ask(compared::asked(here, Via::Rule(at), &seen.test.variable));
        }
        let tells = compared.iter().flat_map(|seen| compared::values(scene, here, &seen.test.variable)).collect();
        blame.missed = missed::behind(scene, rule);
        let misleads = Misleads { about: About::Rule, rule: Some(at), tells, misled };
        report.of_rules(here, diagnostic, blame, &format!("rule `Choices[{at}]`"), misleads);
    }
}

/// Names where the value comes from that one of the comparisons never holds for.
fn explained(
    scene: &Scene<'_>,
    here: &Here<'_>,
    choice: &Choice,
    mine: &[&Seen<'_>],
    missing: bool,
    diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let never = |seen: &&&Seen<'_>| {
        let condition = Condition::Test(Box::new(seen.test.clone()));
        let alone = choice.rules.get(seen.rule).map(|rule| Rule { condition, ..rule.clone() });
        alone.is_some_and(|alone| !holds_behind(scene, here, &[], &alone))
    };
    let Some(seen) = mine.iter().find(never) else {
        return (diagnostic, Blame::default());
    };
    if seen.met.is_unassigned {
        return unassigned(scene, here, &seen.test.variable, diagnostic);
    }
    let (diagnostic, blame) = match (&seen.test.comparison, seen.variable()) {
        (Comparison::Is(TypeTest::Present, Spanned { value: false, .. }), _) => {
            choice::explained(scene, here, (choice, seen), (&Walk::is_sure, false), diagnostic)
        }
        (_, Walk::Lost(_)) => {
            let bad = |walk: &Walk| walk.ty().is_none();
            choice::explained(scene, here, (choice, seen), (&bad, missing), diagnostic)
        }
        (_, Walk::Found { ty: found, .. }) => {
            let is_found = |member: &Ty| found.members().iter().any(|found| is_akin(member, found));
            let bad = |walk: &Walk| walk.ty().is_some_and(|ty| ty.members().iter().any(is_found));
            choice::explained(scene, here, (choice, seen), (&bad, false), diagnostic)
        }
    };
    // What is there is not at fault by that.
    let is_lost = matches!(seen.variable(), Walk::Lost(_));
    (diagnostic, if is_lost { blame } else { Blame::default() })
}

/// Names where a variable is assigned that is assigned on no way here, and blames that as whoever reads it does.
fn unassigned(scene: &Scene<'_>, here: &Here<'_>, variable: &Path, diagnostic: Diagnostic) -> (Diagnostic, Blame) {
    let Root::Variable(name) = &variable.root else { return (diagnostic, Blame::default()) };
    let home = scene.machine.variable(here.state.scope, name);
    let blame = home.map(|home| Blame::of(Place::Name(home, name.clone()), None)).unwrap_or_default();
    let help = format!("remove the rule, or assign `${name}` on the way to `{}`", here.state.name);
    (words::assigned(scene, here, variable, diagnostic).help(help), blame)
}

/// What the variable of a comparison is where it is met.
pub(crate) fn known(seen: &Seen<'_>) -> Option<String> {
    let variable = &seen.test.variable.text;
    match seen.variable() {
        _ if seen.met.is_unassigned => Some(format!("no way here assigns `{}`", words::prefix(&seen.test.variable, 0))),
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

/// The last rule before one that takes anything.
fn last_taking<'a>(looked: &Looked<'a>, at: usize) -> Option<(usize, &'a Rule)> {
    let by = looked.outcome.taken.iter().take(at).rposition(|taken| !taken.is_empty())?;
    Some((by, looked.choice.rules.get(by)?))
}

/// Whether a rule could hold if there were only these before it.
fn holds_behind(scene: &Scene<'_>, here: &Here<'_>, before: &[Rule], rule: &Rule) -> bool {
    let rules = before.iter().chain([rule]).cloned().collect();
    choice::ask(scene, here, rules, |outcome| outcome.taken.last().is_some_and(|taken| !taken.is_empty()))
}

/// Whether a rule takes all that comes, whatever stands before it.
pub(crate) fn always_holds(scene: &Scene<'_>, here: &Here<'_>, rule: &Rule) -> bool {
    choice::ask(scene, here, vec![rule.clone()], |outcome| outcome.rest.is_empty())
}
