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
            choice_counter::Stuck,
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
        all_taken = mine.is_empty();
        let dead = Dead { scene, here, looked, at, rule, mine };
        let raised = if all_taken { dead.not_met() } else { dead.never_held() };
        dead.report(raised, report);
    }
}

/// A rule that can never hold.
struct Dead<'a> {
    scene: &'a Scene<'a>,
    here: &'a Here<'a>,
    looked: &'a Looked<'a>,
    /// Its index.
    at: usize,
    rule: &'a Rule,
    /// Its comparisons, as far as anything meets them.
    mine: Vec<&'a Seen<'a>>,
}

/// What is said of a rule that can never hold.
struct Raised<'a> {
    diagnostic: Diagnostic,
    blame: Blame,
    /// What goes the wrong way for it.
    misled: Misled,
    /// The comparisons that are at fault, its own or those of the rule that takes it all.
    compared: Vec<&'a Seen<'a>>,
}

impl<'a> Dead<'a> {
    /// The finding, without a reason.
    fn finding(&self) -> Diagnostic {
        let Dead { scene, here, at, rule, .. } = self;
        let message = format!("rule `Choices[{at}]` of state `{}` can never hold", here.state.name);
        scene.finding(here, codes::DEAD_RULE, rule.span, message).in_field(format!("Choices[{at}]"))
    }

    /// Of one that nothing comes to.
    fn not_met(&self) -> Raised<'a> {
        let finding = self.finding().label("the rules before it take everything that comes here");
        let last = last_taking(self.looked, self.at);
        let diagnostic = match last {
            Some((by, rule)) if always_holds(self.scene, self.here, rule) => finding
                .cause(rule.span, format!("`Choices[{by}]` always holds"), None)
                .help(format!("narrow `Choices[{by}]`, or let its target be the `Default`")),
            Some((by, rule)) => finding
                .cause(rule.span, format!("`Choices[{by}]` takes what was left"), None)
                .help("remove the rule, or narrow one before it"),
            None => finding.help("remove the rule, or narrow one before it"),
        };
        let misled = last.map_or(Misled::From(self.at), |(by, _)| Misled::Way(Via::Rule(by)));
        let of_last = |seen: &&Seen<'_>| last.is_some_and(|(by, _)| seen.rule == by);
        Raised {
            diagnostic,
            blame: Blame::default(),
            misled,
            compared: self.looked.seen.iter().filter(of_last).collect(),
        }
    }

    /// Of one whose comparisons never hold for what comes to it.
    fn never_held(&self) -> Raised<'a> {
        let Dead { scene, here, looked, at, rule, mine } = self;
        let found = self.found().join(", ");
        let diagnostic = if found.is_empty() { self.finding() } else { self.finding().label(found) };
        let meant = mine.iter().find_map(|seen| meant(scene, seen));
        let compared = mine.clone();
        if meant.is_none() && holds_behind(scene, here, &[], rule) {
            let (diagnostic, misled) = self.taken_before(diagnostic);
            return Raised { diagnostic, blame: Blame::default(), misled, compared };
        }
        let (mut diagnostic, blame) = explained(scene, here, looked.choice, mine, meant.is_none(), diagnostic);
        match meant {
            Some(help) => diagnostic = diagnostic.help(help),
            None if diagnostic.help.is_empty() => {
                diagnostic = match Stuck::leading_out(scene, here, rule) {
                    Some(stuck) => stuck.told(scene, here, diagnostic),
                    None => diagnostic.help("remove the rule, or mend what it compares"),
                };
            }
            None => {}
        }
        Raised { diagnostic, blame, misled: Misled::From(*at), compared }
    }

    /// What is found by each of its variables. Of one that several comparisons ask about, what the last of them meets
    /// says all.
    fn found(&self) -> Vec<String> {
        let mut found: Vec<(&str, String)> = Vec::new();
        for (variable, said) in self.mine.iter().filter_map(|seen| Some((&*seen.test.variable.text, known(seen)?))) {
            match found.iter_mut().find(|(other, _)| *other == variable) {
                Some(before) => before.1 = said,
                None => found.push((variable, said)),
            }
        }
        found.into_iter().map(|(_, said)| said).collect()
    }

    /// Names the rule before it that takes all that it would hold for.
    fn taken_before(&self, mut diagnostic: Diagnostic) -> (Diagnostic, Misled) {
        let Dead { scene, here, looked, at, rule, mine } = self;
        if let Some(seen) = mine.first() {
            diagnostic = words::assigned(scene, here, &seen.test.variable, diagnostic);
        }
        let mut misled = Misled::From(*at);
        if let Some((by, span)) = taken_by(scene, here, looked.choice.rules.get(..*at).unwrap_or_default(), rule) {
            misled = Misled::Way(Via::Rule(by));
            diagnostic = diagnostic.cause(span, format!("`Choices[{by}]` takes what was left for it"), None);
        }
        let diagnostic = diagnostic
            .note("whatever it would hold for, the rules before it take")
            .help("remove the rule, or move it before the rule that takes it all");
        (diagnostic, misled)
    }

    fn report(&self, raised: Raised<'_>, report: &mut Report) {
        let Dead { scene, here, at, rule, .. } = self;
        let Raised { diagnostic, mut blame, misled, compared } = raised;
        for seen in &compared {
            blame.ask(compared::asked(here, Via::Rule(*at), &seen.test.variable));
        }
        let tells = compared.iter().flat_map(|seen| compared::values(scene, here, &seen.test.variable)).collect();
        blame.missed = missed::behind(scene, rule);
        // What one rule takes too much of it takes from all others.
        if let Misled::Way(via) = misled {
            blame = blame.and([Place::Taken(here.id, via)]);
        }
        let misleads = Misleads { about: About::Rule, rule: Some(*at), tells, misled };
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
