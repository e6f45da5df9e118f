//! What holding or not holding says about the data: the rules of a Choice, case by case.
//!
//! A case is one way in which the rules so far came out. Cases are kept apart, as a join would forget which
//! values go together, and what remains after the last rule would look larger than it is.

use crate::{
    check::flow::{
        alternatives::Alternative,
        compare::{self, Verdict},
        feasible,
        template::Scope,
        told::{self, Told},
        variables::Variables,
        world::World,
    },
    expr::Root,
    ir::{Choice, Comparison, Condition, Test, TypeTest},
    types::{
        Ty,
        ty::{Refine, Walk},
    },
};

/// How many cases are kept apart before they are joined.
const CASES: usize = 32;
/// How many comparisons a case remembers; older ones are forgotten.
const ATOMS: usize = 256;

/// One way in which the rules so far came out.
#[derive(Clone)]
pub struct Case<'m> {
    /// What `$` is then.
    pub document: Ty,
    /// What `$$` is then.
    pub context: Ty,
    /// The variables then.
    pub variables: Variables,
    /// The comparisons so far, and how they came out.
    pub atoms: Vec<(&'m Test, bool)>,
}

/// Several cases; none if nothing is possible.
pub type Cases<'m> = Vec<Case<'m>>;

/// How the rules of a Choice come out.
pub struct Outcome<'m> {
    /// The cases that each rule takes.
    pub taken: Vec<Cases<'m>>,
    /// The cases that no rule takes.
    pub rest: Cases<'m>,
}

/// Whether some state in sight of a Choice assigns a variable.
pub type Sight<'s> = &'s dyn Fn(&str) -> bool;

/// A comparison as it is met.
pub struct Met {
    /// What `$` can be there.
    pub document: Ty,
    /// What `$$` can be there.
    pub context: Ty,
    /// The variables there.
    pub variables: Variables,
    /// What is to be said of it.
    pub verdict: Verdict,
    /// Whether it asks for a variable that some state assigns, but none on a way that comes here.
    pub is_unassigned: bool,
}

/// What comes into a state as the one case that it is.
#[must_use]
pub fn alone<'m>(entry: Scope<'_>) -> Cases<'m> {
    vec![Case {
        document: entry.document.clone(),
        context: entry.context.clone(),
        variables: entry.variables.clone(),
        atoms: Vec::new(),
    }]
}

/// Alternatives that come into a state, each a case; `context` is what `$$` is where the variables stand so.
#[must_use]
pub fn cases<'m>(apart: &[Alternative], context: impl Fn(&Variables) -> Ty) -> Cases<'m> {
    let case = |one: &Alternative| Case {
        document: one.document.clone(),
        context: context(&one.variables),
        variables: one.variables.clone(),
        atoms: Vec::new(),
    };
    apart.iter().map(case).collect()
}

/// Runs the rules in order over the cases that come in, which are all of `entry`; `see` is told of every comparison,
/// with the rule it stands in.
pub fn run<'m>(
    world: &World<'_>,
    sight: Sight<'_>,
    choice: &'m Choice,
    entry: Scope<'_>,
    cases: Cases<'m>,
    see: &mut dyn FnMut((usize, &'m Test), Met),
) -> Outcome<'m> {
    let mut rest = cases;
    let limit = CASES + rest.len();
    let mut taken = Vec::with_capacity(choice.rules.len());
    for (at, rule) in choice.rules.iter().enumerate() {
        let mut run = Run { world, sight, entry, limit, see: &mut |test, met| see((at, test), met) };
        let (yes, no) = run.condition(&rule.condition, rest);
        taken.push(yes);
        rest = no;
    }
    Outcome { taken, rest }
}

/// What `$` can be in some cases.
#[must_use]
pub fn document(cases: &Cases<'_>) -> Ty {
    Ty::union(cases.iter().map(|case| case.document.clone()))
}

/// Some cases as one, in which what was compared is forgotten; `None` if nothing is possible.
#[must_use]
pub fn joined<'m>(cases: &Cases<'m>) -> Option<Case<'m>> {
    if let [case] = cases.as_slice() {
        return Some(Case { atoms: Vec::new(), ..case.clone() });
    }
    let variables = cases.iter().map(|case| &case.variables);
    Some(Case {
        document: document(cases),
        context: Ty::union(cases.iter().map(|case| case.context.clone())),
        variables: variables
            .fold(None, |all: Option<Variables>, one| Some(all.map_or_else(|| one.clone(), |all| all.join(one))))?,
        atoms: Vec::new(),
    })
}

/// Some cases without what was compared: those are one of which the variables tell nothing.
#[must_use]
pub fn apart<'m>(cases: &Cases<'m>) -> Cases<'m> {
    if cases.len() <= 1 {
        return joined(cases).into_iter().collect();
    }
    let mut groups: Vec<(Told, Cases<'m>)> = Vec::new();
    for case in cases {
        let told = told::told(&case.variables, &|_| true);
        match groups.iter_mut().find(|(known, _)| *known == told) {
            Some((_, group)) => group.push(case.clone()),
            None => groups.push((told, vec![case.clone()])),
        }
    }
    groups.iter().filter_map(|(_, group)| joined(group)).collect()
}

struct Run<'r, 'm, 'w> {
    world: &'r World<'w>,
    sight: Sight<'r>,
    entry: Scope<'r>,
    /// How many cases are kept apart.
    limit: usize,
    see: &'r mut dyn FnMut(&'m Test, Met),
}

impl<'m> Run<'_, 'm, '_> {
    /// The cases in which a condition holds, and those in which it does not.
    fn condition(&mut self, condition: &'m Condition, cases: Cases<'m>) -> (Cases<'m>, Cases<'m>) {
        if cases.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let (yes, no) = match condition {
            Condition::And(parts, _) => {
                let (mut yes, mut no) = (cases, Vec::new());
                for part in parts {
                    let (holds, fails) = self.condition(part, yes);
                    yes = holds;
                    no.extend(fails);
                }
                (yes, no)
            }
            Condition::Or(parts, _) => {
                let (mut yes, mut no) = (Vec::new(), cases);
                for part in parts {
                    let (holds, fails) = self.condition(part, no);
                    yes.extend(holds);
                    no = fails;
                }
                (yes, no)
            }
            Condition::Not(part, _) => {
                let (yes, no) = self.condition(part, cases);
                (no, yes)
            }
            Condition::Test(test) => self.test(test, cases),
        };
        (bounded(yes, self.limit), bounded(no, self.limit))
    }

    fn test(&mut self, test: &'m Test, cases: Cases<'m>) -> (Cases<'m>, Cases<'m>) {
        let Some(Case { document, context, variables, .. }) = joined(&cases) else { return (Vec::new(), Vec::new()) };
        let here = Scope { document: &document, or: None, context: &context, variables: &variables };
        let verdict = compare::judge(self.world, test, here, self.entry);
        let fine = matches!(verdict, Verdict::Fine);
        let asks = matches!(test.comparison, Comparison::Is(TypeTest::Present, _));
        let (is_assigned, is_unassigned) = match &test.variable.root {
            Root::Variable(name) if variables.lacks(name) => (false, asks && (self.sight)(name)),
            Root::Variable(_) => (true, false),
            Root::Document | Root::Context => (false, false),
        };
        (self.see)(test, Met { document, context, variables, verdict, is_unassigned });
        if !fine {
            // A rule says what is wrong; what follows is as if the comparison were not there.
            let cases: Cases<'m> = cases.into_iter().map(|case| spoilt(test, case)).collect();
            return (cases.clone(), cases);
        }
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for case in cases {
            // Reading what is not assigned on this way ends the execution. That it is assigned on none is told elsewhere,
            // unless a rule only asks whether it is, and what follows is as if the comparison were not there.
            let (holds, fails) = match (&test.variable.root, &test.comparison) {
                (Root::Variable(name), comparison) if (is_assigned || is_unassigned) && case.variables.lacks(name) => {
                    match comparison {
                        Comparison::Is(TypeTest::Present, want) if want.value => (None, Some(case.clone())),
                        Comparison::Is(TypeTest::Present, _) => (Some(case.clone()), None),
                        _ => (None, None),
                    }
                }
                _ => split(test, &case),
            };
            for (list, case, outcome) in [(&mut yes, holds, true), (&mut no, fails, false)] {
                let Some(mut case) = case else { continue };
                if case.atoms.len() >= ATOMS {
                    case.atoms.remove(0);
                }
                case.atoms.push((test, outcome));
                if feasible::is_feasible(&case) {
                    list.push(case);
                }
            }
        }
        (yes, no)
    }
}

/// A case behind a comparison that is at fault. Where it would have told which of several records a value is, nothing is
/// known of that value, on either side.
fn spoilt<'m>(test: &Test, mut case: Case<'m>) -> Case<'m> {
    let Some((_, parent)) = test.variable.steps.split_last() else { return case };
    let found = place(&case, &test.variable.root).map(|root| root.walk(parent));
    // Records that only keys tell apart are nothing that a value tells.
    let is_told =
        |ty: &Ty| matches!(ty, Ty::Union(_)) && ty.by_tag().members().iter().filter(|ty| ty.is_object()).count() > 1;
    if !found.as_ref().and_then(Walk::ty).is_some_and(is_told) {
        return case;
    }
    // Where another way brings the value too, or a loop comes back to it, that is what is known.
    let spoil = Refine::Value(&|_: &Ty| Ty::Error);
    match &test.variable.root {
        Root::Document => case.document = case.document.refine(parent, &spoil),
        Root::Variable(name) => case.variables = case.variables.refine(name, parent, &spoil).unwrap_or(case.variables),
        Root::Context => {}
    }
    case
}

/// What a path starts from in a case.
fn place<'c>(case: &'c Case<'_>, root: &Root) -> Option<&'c Ty> {
    match root {
        Root::Document => Some(&case.document),
        Root::Variable(name) => case.variables.get(name).map(|variable| &variable.ty),
        Root::Context => None,
    }
}

/// What remains of a case if a comparison holds, and if it does not.
fn split<'m>(test: &Test, case: &Case<'m>) -> (Option<Case<'m>>, Option<Case<'m>>) {
    if test.variable.tail.is_some() {
        // What is found at several places says nothing of any one of them.
        return (Some(case.clone()), Some(case.clone()));
    }
    let refine = |what: &Refine<'_>| {
        let mut case = case.clone();
        let steps = &test.variable.steps;
        let slot = match &test.variable.root {
            Root::Document => &mut case.document,
            Root::Context => &mut case.context,
            Root::Variable(name) => {
                case.variables = case.variables.refine(name, steps, what)?;
                return Some(case);
            }
        };
        *slot = slot.refine(steps, what);
        (!slot.is_never()).then_some(case)
    };
    if let Comparison::Is(TypeTest::Present, want) = &test.comparison {
        let (present, absent) = (refine(&Refine::Value(&Ty::clone)), refine(&Refine::Absent));
        return if want.value { (present, absent) } else { (absent, present) };
    }
    let scope = Scope { document: &case.document, or: None, context: &case.context, variables: &case.variables };
    let operand = compare::operand(&test.comparison).map(|path| scope.read(path));
    let part = |outcome: bool| {
        refine(&Refine::Value(&|ty: &Ty| {
            let (holds, fails) = compare::outcomes(&test.comparison, operand.as_ref(), ty);
            if outcome { holds } else { fails }
        }))
    };
    (part(true), part(false))
}

/// At most so many cases: beyond that, what was compared is forgotten, and what goes together if that is not enough.
fn bounded(cases: Cases<'_>, limit: usize) -> Cases<'_> {
    if cases.len() <= limit {
        return cases;
    }
    let apart = apart(&cases);
    if apart.len() <= limit { apart } else { joined(&apart).into_iter().collect() }
}
