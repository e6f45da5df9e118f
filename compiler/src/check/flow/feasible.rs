//! Whether the outcomes of several comparisons can go together: `x > 5` and `x < 3` cannot.
//!
//! Types tell that for whole numbers and enums; this tells it for every ordered value, by trying a
//! value below, at and above each literal.

use std::{cmp::Ordering, collections::HashMap};

use crate::{
    check::flow::{
        compare::{self, class, literal_order},
        condition::Case,
        template::Scope,
    },
    expr::{Root, Step},
    ir::{Comparison, Operand, Order, Test},
    types::{
        Ty,
        ty::{Class, Walk, holds},
    },
};

/// The place of a variable.
type Place<'m> = (&'m Root, &'m [Step]);

/// Whether the last comparison of a case agrees with those before it.
#[must_use]
pub fn is_feasible(case: &Case<'_>) -> bool {
    let Some(((last, outcome), before)) = case.atoms.split_last() else { return true };
    let same: Vec<(&Test, bool)> =
        before.iter().filter(|(test, _)| place(test) == place(last)).copied().chain([(*last, *outcome)]).collect();
    if same.len() < 2 {
        return true;
    }
    if before.iter().any(|(test, was)| was != outcome && is_same(test, last)) {
        return false;
    }
    let Some(class) = class(&last.comparison) else { return true };
    let scope = Scope { document: &case.document, context: &case.context };
    let ty = found(&scope, place(last));
    match ordered(&last.comparison) {
        Some((_, Right::Literal(_))) => literals(&same, class, &ty),
        Some((_, Right::Place(other))) => {
            let all_ordered = ty.is_all(class) && found(&scope, other).is_all(class);
            against(&same, class, other, all_ordered)
        }
        None => true,
    }
}

fn place(test: &Test) -> Place<'_> {
    (&test.variable.root, &test.variable.steps)
}

fn found(scope: &Scope<'_>, (root, steps): Place<'_>) -> Ty {
    match scope.root(root).walk(steps) {
        Walk::Found { ty, .. } => ty,
        Walk::Lost(_) => Ty::Any,
    }
}

/// What a comparison compares with.
#[derive(Clone, Copy, PartialEq)]
enum Right<'m> {
    Literal(&'m str),
    Place(Place<'m>),
}

fn ordered(comparison: &Comparison) -> Option<(Order, Right<'_>)> {
    let (order, operand) = match comparison {
        Comparison::String(order, operand)
        | Comparison::Numeric(order, operand)
        | Comparison::Timestamp(order, operand) => (*order, operand),
        _ => return None,
    };
    Some(match operand {
        Operand::Literal(literal) => (order, Right::Literal(&literal.value)),
        Operand::Path(path) => (order, Right::Place((&path.root, &path.steps))),
    })
}

/// Whether two comparisons of one variable ask the same.
fn is_same(a: &Test, b: &Test) -> bool {
    place(a) == place(b)
        && compare::class(&a.comparison) == compare::class(&b.comparison)
        && match (&a.comparison, &b.comparison) {
            (Comparison::Matches(a), Comparison::Matches(b)) => a.value == b.value,
            (Comparison::Boolean(Operand::Path(a)), Comparison::Boolean(Operand::Path(b))) => {
                (&a.root, &a.steps) == (&b.root, &b.steps)
            }
            (Comparison::Is(a, x), Comparison::Is(b, y)) => a == b && x.value == y.value,
            (a, b) => ordered(a).is_some() && ordered(a) == ordered(b),
        }
}

/// Tries a value below, at and above every literal that the variable is compared with.
fn literals(tests: &[(&Test, bool)], class: Class, ty: &Ty) -> bool {
    let atoms: Vec<(Order, &str, bool)> = tests
        .iter()
        .filter(|(test, _)| compare::class(&test.comparison) == Some(class))
        .filter_map(|(test, outcome)| match ordered(&test.comparison)? {
            (order, Right::Literal(literal)) => Some((order, literal, *outcome)),
            _ => None,
        })
        .collect();
    // A value that is not of the kind fails every comparison.
    if !ty.is_all(class) && atoms.iter().all(|(_, _, outcome)| !outcome) {
        return true;
    }
    let mut ranks: Vec<&str> = atoms.iter().map(|(_, literal, _)| *literal).collect();
    if ranks.iter().any(|a| ranks.iter().any(|b| literal_order(class, a, b).is_none())) {
        return true;
    }
    ranks.sort_by(|a, b| literal_order(class, a, b).unwrap_or(Ordering::Equal));
    ranks.dedup_by(|a, b| literal_order(class, a, b) == Some(Ordering::Equal));
    let rank: HashMap<&str, usize> = atoms
        .iter()
        .filter_map(|(_, literal, _)| {
            let at = ranks.iter().position(|known| literal_order(class, known, literal) == Some(Ordering::Equal))?;
            Some((*literal, 2 * at + 1))
        })
        .collect();
    // Odd samples are the literals, even ones lie between them.
    (0..=2 * ranks.len()).any(|sample| {
        atoms.iter().all(|(order, literal, outcome)| {
            rank.get(literal).is_none_or(|rank| holds(*order, sample.cmp(rank)) == *outcome)
        })
    })
}

/// Tries less, equal and greater for a variable that is compared with another place.
fn against(tests: &[(&Test, bool)], class: Class, other: Place<'_>, all_ordered: bool) -> bool {
    let atoms: Vec<(Order, bool)> = tests
        .iter()
        .filter(|(test, _)| compare::class(&test.comparison) == Some(class))
        .filter_map(|(test, outcome)| match ordered(&test.comparison)? {
            (order, Right::Place(place)) if place == other => Some((order, *outcome)),
            _ => None,
        })
        .collect();
    if !all_ordered && atoms.iter().all(|(_, outcome)| !outcome) {
        return true;
    }
    [Ordering::Less, Ordering::Equal, Ordering::Greater]
        .into_iter()
        .any(|found| atoms.iter().all(|(order, outcome)| holds(*order, found) == *outcome))
}
