//! What the rules about Choice states share: every comparison as it is met.

use crate::{
    check::{
        blame::{Blame, Want},
        flow::{
            StateFacts, Via,
            compare::{Verdict, operand},
            condition::{self, Cases, Met, Outcome},
            template::Scope,
        },
        meant,
        narrowed::{self, Narrowed},
        origin::{self, Fault, Missing},
        reads::{Read, Stage, lies},
        rules::{choice_itself, paths},
        scene::{Here, Scene},
        words,
    },
    diag::Diagnostic,
    expr::Path,
    ir::{Choice, Comparison, Condition, Kind, Operand, Order, Rule, Select, State, Test, TypeTest},
    types::{
        Ty,
        ty::{GapKind, Walk},
    },
};

/// A comparison, where it stands, and what was known when it was met.
pub(crate) struct Seen<'a> {
    /// The index of its rule.
    pub rule: usize,
    /// The comparison.
    pub test: &'a Test,
    /// What was known.
    pub met: Met,
    /// What the variable finds as the state begins, if it asks for something that is misspelt.
    pub misspelt: Option<Walk>,
    /// Whether a rule says that it compares a value with itself.
    pub is_of_itself: bool,
}

/// The comparisons of a Choice in the order in which they are met, and how its rules come out.
pub(crate) struct Looked<'a> {
    /// The state.
    pub choice: &'a Choice,
    /// The comparisons.
    pub seen: Vec<Seen<'a>>,
    /// How the rules come out.
    pub outcome: Outcome<'a>,
}

/// Looks at a Choice; `None` for other states.
pub(crate) fn look<'a>(scene: &Scene<'_>, state: &'a State, facts: &StateFacts) -> Option<Looked<'a>> {
    let Kind::Choice(choice) = &state.kind else { return None };
    let context = scene.world.context_of(scene.machine, state, &facts.variables);
    let entry = Scope { document: &facts.effective_input, or: None, context: &context, variables: &facts.variables };
    let mut seen = Vec::new();
    let sight = |name: &str| scene.machine.variable(state.scope, name).is_some();
    let outcome = condition::run(
        scene.world,
        &sight,
        choice,
        entry,
        cases(scene, state, facts, entry),
        &mut |(rule, test), met| {
            let asks = matches!(test.comparison, Comparison::Is(TypeTest::Present, _));
            let variable = &test.variable;
            let misspelt = asks.then(|| meant::misspelt(scene, entry.root(&variable.root), variable)).flatten();
            let mut met = Seen { rule, test, met, misspelt, is_of_itself: false };
            met.is_of_itself = scene.world.contract.is_some() && choice_itself::is_of_itself(&met);
            seen.push(met);
        },
    );
    Some(Looked { choice, seen, outcome })
}

/// What comes into a Choice, case by case.
pub(crate) fn cases<'m>(scene: &Scene<'_>, state: &State, facts: &StateFacts, entry: Scope<'_>) -> Cases<'m> {
    match facts.apart.as_slice() {
        [] => condition::alone(entry),
        apart => condition::cases(apart, |variables| scene.world.context_of(scene.machine, state, variables)),
    }
}

/// Asks how some rules come out where a Choice stands.
pub(crate) fn ask(scene: &Scene<'_>, here: &Here<'_>, rules: Vec<Rule>, ask: impl Fn(&Outcome<'_>) -> bool) -> bool {
    let alone = Choice { input_path: Select::Whole, output_path: Select::Whole, rules, default: None, assign: None };
    let context = scene.world.context_of(scene.machine, here.state, &here.facts.variables);
    let entry =
        Scope { document: &here.facts.effective_input, or: None, context: &context, variables: &here.facts.variables };
    let cases = cases(scene, here.state, here.facts, entry);
    let sight = |name: &str| scene.machine.variable(here.state.scope, name).is_some();
    ask(&condition::run(scene.world, &sight, &alone, entry, cases, &mut |_, _| {}))
}

impl Looked<'_> {
    /// The comparison behind which a path leads nowhere where another one is met, though it did lead somewhere before.
    pub(crate) fn narrowed<'s>(&self, here: &Here<'s>, met: usize, path: &Path) -> Option<Narrowed<'s>> {
        let is_lost = |seen: &Seen<'_>| matches!(seen.scope().root(&path.root).walk(&path.steps), Walk::Lost(_));
        // Most paths lead somewhere: those before it are looked at for the others only.
        let seen = self.seen.get(..=met).filter(|seen| seen.last().is_some_and(is_lost))?;
        let first = seen.iter().position(is_lost)?;
        let (by, behind) = (self.seen.get(first.checked_sub(1)?)?, self.seen.get(first)?);
        let variable = &by.test.variable;
        let message = match behind.walk(variable) {
            Walk::Found { ty, .. } => format!("behind this comparison `{}` is only {}", variable.text, ty.brief()),
            Walk::Lost(_) => format!("behind this comparison `{}` is not there", variable.text),
        };
        let way = (here.id, Via::Rule(by.rule), path.steps.clone());
        Some(Narrowed { span: by.test.span, message, state: &here.state.name, by: Some(way) })
    }
}

impl Seen<'_> {
    /// What the variable is found to be.
    pub(crate) fn variable(&self) -> Walk {
        self.walk(&self.test.variable)
    }

    /// What a path finds where the comparison is met.
    pub(crate) fn walk(&self, path: &Path) -> Walk {
        self.scope().walk(path)
    }

    /// What paths start from where the comparison is met.
    pub(crate) fn scope(&self) -> Scope<'_> {
        let Met { document, context, variables, .. } = &self.met;
        Scope { document, or: None, context, variables }
    }

    /// Whether it tells nothing: it is at fault, or nothing is known of the variable.
    pub(crate) fn is_doubtful(&self) -> bool {
        let is_unknown = || !self.met.is_unassigned && self.variable().ty().is_some_and(Ty::is_unknown);
        self.met.verdict != Verdict::Fine || self.misspelt.is_some() || self.is_of_itself || is_unknown()
    }
}

/// A path of a comparison, as something that the state reads.
pub(crate) fn read<'a>(choice: &Choice, seen: &Seen<'_>, path: &'a Path, name: &str) -> Read<'a> {
    let field = format!("{}.{name}", field(choice, seen));
    Read { path, field, stage: Stage::Effective }
}

/// The paths of a comparison, each with the field that has it.
pub(crate) fn paths_of(test: &Test) -> impl Iterator<Item = (String, &Path)> {
    let operand = operand(&test.comparison).map(|path| (operator(&test.comparison), path));
    std::iter::once(("Variable".to_owned(), &test.variable)).chain(operand)
}

/// Names where the variable of a comparison comes from, as far as what is found there is at fault.
pub(crate) fn explained(
    scene: &Scene<'_>,
    here: &Here<'_>,
    (choice, seen): (&Choice, &Seen<'_>),
    (bad, missing): (&dyn Fn(&Walk) -> bool, bool),
    diagnostic: Diagnostic,
) -> (Diagnostic, Blame) {
    let variable = &seen.test.variable;
    let found = seen.variable();
    if variable.tail.is_some() || !bad(&found) {
        return (words::assigned(scene, here, variable, diagnostic), Blame::default());
    }
    let lies = lies(here, &read(choice, seen, variable, "Variable"));
    let diagnostic = narrowed::in_variable(scene, here, variable, bad, diagnostic);
    let (spare, within, want) = match &found {
        Walk::Lost(gap) => {
            let spare = variable.steps.len().saturating_sub(gap.step + 1);
            (spare, usize::from(gap.kind != GapKind::Absent), paths::want(gap))
        }
        Walk::Found { .. } => (0, 0, Want::There),
    };
    let missing = missing.then(Missing::default);
    let fault = Fault { spare, within, missing, ..Fault::of(&lies, want, bad) };
    let (diagnostic, blame) = origin::explain(scene, here, &fault, diagnostic);
    (words::assigned(scene, here, variable, diagnostic), blame)
}

/// Where a comparison stands: `Choices[1].And[0]`.
pub(crate) fn field(choice: &Choice, seen: &Seen<'_>) -> String {
    let rule = format!("Choices[{}]", seen.rule);
    let condition = choice.rules.get(seen.rule).map(|rule| &rule.condition);
    condition.and_then(|condition| find(condition, seen.test, &rule)).unwrap_or(rule)
}

fn find(condition: &Condition, test: &Test, at: &str) -> Option<String> {
    let part = |name: &str, parts: &[Condition]| {
        parts.iter().enumerate().find_map(|(index, part)| find(part, test, &format!("{at}.{name}[{index}]")))
    };
    match condition {
        Condition::And(parts, _) => part("And", parts),
        Condition::Or(parts, _) => part("Or", parts),
        Condition::Not(inner, _) => find(inner, test, &format!("{at}.Not")),
        Condition::Test(found) => std::ptr::eq(&raw const **found, test).then(|| at.to_owned()),
    }
}

/// The operator's key as it is written.
pub(crate) fn operator(comparison: &Comparison) -> String {
    let suffix = |order: &Order| match order {
        Order::Equal => "Equals",
        Order::Less => "LessThan",
        Order::LessOrEqual => "LessThanEquals",
        Order::Greater => "GreaterThan",
        Order::GreaterOrEqual => "GreaterThanEquals",
    };
    fn path<T>(operand: &Operand<T>) -> &'static str {
        if matches!(operand, Operand::Path(_)) { "Path" } else { "" }
    }
    match comparison {
        Comparison::String(order, operand) => format!("String{}{}", suffix(order), path(operand)),
        Comparison::Numeric(order, operand) => format!("Numeric{}{}", suffix(order), path(operand)),
        Comparison::Timestamp(order, operand) => format!("Timestamp{}{}", suffix(order), path(operand)),
        Comparison::Boolean(operand) => format!("BooleanEquals{}", path(operand)),
        Comparison::Matches(_) => "StringMatches".to_owned(),
        Comparison::Is(test, _) => match test {
            TypeTest::Present => "IsPresent",
            TypeTest::Null => "IsNull",
            TypeTest::Numeric => "IsNumeric",
            TypeTest::String => "IsString",
            TypeTest::Boolean => "IsBoolean",
            TypeTest::Timestamp => "IsTimestamp",
        }
        .to_owned(),
    }
}
