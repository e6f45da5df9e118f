//! A comparison compares two values: with itself, a value is always equal, and never less or greater.

use crate::{
    check::{
        blame::Blame,
        compared,
        flow::compare::{class, operand},
        report::Report,
        rules::choice::{self, Seen, operator},
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    ir::{Comparison, Order, Test},
};

/// Looks at every comparison with a path.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(looked) = here.looked else { return };
    for seen in looked.seen.iter().filter(|seen| seen.is_of_itself) {
        let Some((path, holds)) = operand(&seen.test.comparison).zip(holds(seen.test)) else { continue };
        let field = choice::field(looked.choice, seen);
        let (code, outcome) = match holds {
            true => (codes::ALWAYS_HOLDS, "always holds"),
            false => (codes::DEAD_RULE, "can never hold"),
        };
        let message =
            format!("`{field}` of state `{}` compares `{}` with itself, which {outcome}", here.state.name, path.text);
        let finding = scene
            .finding(here, code, path.span, message)
            .in_field(format!("{field}.{}", operator(&seen.test.comparison)))
            .cause(seen.test.variable.span, "this is the same value", None)
            .help("compare it with another value");
        let misleads = compared::misleads(scene, here, seen.rule, path);
        report.of_rules(here, finding, Blame::default(), &format!("`{}`", path.text), misleads);
    }
}

/// How a value that is compared with itself comes out.
fn holds(test: &Test) -> Option<bool> {
    match &test.comparison {
        Comparison::String(order, _) | Comparison::Numeric(order, _) | Comparison::Timestamp(order, _) => {
            Some(matches!(order, Order::Equal | Order::LessOrEqual | Order::GreaterOrEqual))
        }
        Comparison::Boolean(_) => Some(true),
        Comparison::Matches(_) | Comparison::Is(..) => None,
    }
}

/// Whether a comparison is one of a value with itself, which is all that its operator compares: else it tells what kind
/// the value is.
pub(super) fn is_of_itself(seen: &Seen<'_>) -> bool {
    let variable = &seen.test.variable;
    let is_same = operand(&seen.test.comparison)
        .is_some_and(|path| path.root == variable.root && path.steps == variable.steps && path.tail == variable.tail);
    let is_all = || {
        let found = seen.variable();
        found.ty().zip(class(&seen.test.comparison)).is_some_and(|(ty, class)| !ty.is_never() && ty.is_all(class))
    };
    is_same && is_all()
}
