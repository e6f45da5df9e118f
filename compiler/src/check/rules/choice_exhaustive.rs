//! A Choice without `Default` has a rule for everything that comes.

use crate::{
    check::{
        blame::{Blame, Misled},
        compared,
        flow::{Via, condition::document},
        report::{About, Misleads, Report},
        rules::{
            choice::{self, Seen},
            misfit::is_akin,
        },
        scene::{Here, Scene},
        variants::variants,
        words,
    },
    diag::codes::flow as codes,
    expr::{Path, Root},
    types::{Ty, ty::Walk},
};

/// How many variables a message names.
const NAMED: usize = 3;

/// Looks at what the rules leave.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    if scene.world.contract.is_none() || here.facts.effective_input.is_unknown() {
        return;
    }
    let Some(looked) = here.looked else { return };
    let rest = &looked.outcome.rest;
    // A rule that is itself at fault leaves more than it was meant to.
    let doubtful = looked.seen.iter().any(Seen::is_doubtful);
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
    // What is there as it came says nothing of what is left.
    let came = &here.facts.effective_input;
    let is_narrowed = |variable: &&&Path| left.walk(&variable.steps) != came.walk(&variable.steps);
    let narrowed: Vec<&Path> = variables.iter().filter(is_narrowed).copied().collect();
    let mut remains: Vec<String> = Vec::new();
    let variables = if narrowed.is_empty() { variables } else { narrowed.clone() };
    for variable in &variables {
        let text = remaining(came, &left, variable);
        if !remains.contains(&text) {
            remains.push(text);
        }
    }
    remains.truncate(NAMED);
    let name = &here.state.name;
    let message = format!("state `{name}` has no `Default`, and no rule takes everything that can come");
    let label = if remains.is_empty() { String::new() } else { format!("no rule takes {}", remains.join(", ")) };
    let mut diagnostic = scene
        .finding(here, codes::NOT_EXHAUSTIVE, here.state.name_span, message)
        .in_field("Default")
        .label(label)
        .help("add a `Default`, or a rule for what remains");
    let first =
        looked.seen.iter().find(|seen| narrowed.first().is_some_and(|path| path.steps == seen.test.variable.steps));
    if let Some(seen) = first {
        let remains = left.walk(&seen.test.variable.steps);
        let is_left =
            |member: &Ty| remains.ty().is_some_and(|ty| ty.members().iter().any(|left| is_akin(member, left)));
        let bad = |walk: &Walk| match (walk.ty(), remains.ty()) {
            (Some(ty), Some(_)) => ty.members().iter().any(is_left),
            (_, None) => !walk.is_sure(),
            (None, Some(_)) => false,
        };
        (diagnostic, _) = choice::explained(scene, here, (looked.choice, seen), (&bad, false), diagnostic);
    }
    let mut blame = Blame::default();
    for variable in &variables {
        blame.ask(compared::asked(here, Via::Default, variable));
    }
    let tells = variables.iter().flat_map(|variable| compared::values(scene, here, variable)).collect();
    let misleads = Misleads { about: About::Rest, rule: None, tells, misled: Misled::Left(left) };
    report.of_rules(here, diagnostic, blame, "the rules", misleads);
}

/// What is left of a variable. The key of a variant is told as what is there in its place.
fn remaining(came: &Ty, left: &Ty, variable: &Path) -> String {
    let text = &variable.text;
    let of_enum = variable.steps.split_last().and_then(|(_, parents)| {
        let is_enum = came.walk(parents).ty().is_some_and(|ty| !variants(ty).is_empty());
        let Walk::Found { ty, gap: None } = left.walk(parents) else { return None };
        is_enum.then(|| format!("`{}` as {}", words::prefix(variable, parents.len()), ty.brief()))
    });
    match left.walk(&variable.steps) {
        Walk::Found { ty, gap: None } => format!("`{text}` as {}", ty.brief()),
        Walk::Found { ty, gap: Some(_) } => {
            of_enum.unwrap_or_else(|| format!("`{text}` as {}, or missing", ty.brief()))
        }
        Walk::Lost(_) => of_enum.unwrap_or_else(|| format!("`{text}` missing")),
    }
}
