//! Whether the outcomes of several comparisons can go together: `x > 5` and `x < 3` cannot.
//!
//! Types tell that for whole numbers and enums; this tells it for every ordered value.

use std::cmp::Ordering;

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
    if last.variable.tail.is_some() {
        return true;
    }
    let same: Vec<(&Test, bool)> = before
        .iter()
        .filter(|(test, _)| is_plain(test) && place(test) == place(last))
        .copied()
        .chain([(*last, *outcome)])
        .collect();
    if same.len() < 2 {
        return true;
    }
    if before.iter().any(|(test, was)| was != outcome && is_plain(test) && is_same(test, last)) {
        return false;
    }
    let Some(class) = class(&last.comparison) else { return true };
    let scope = Scope { document: &case.document, or: None, context: &case.context, variables: &case.variables };
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

/// Whether the variable names one place.
fn is_plain(test: &Test) -> bool {
    test.variable.tail.is_none()
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
        Operand::Path(path) if path.tail.is_some() => return None,
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
                (&a.root, &a.steps, &a.tail) == (&b.root, &b.steps, &b.tail)
            }
            (Comparison::Is(a, x), Comparison::Is(b, y)) => a == b && x.value == y.value,
            (a, b) => ordered(a).is_some() && ordered(a) == ordered(b),
        }
}

/// Whether some value lies between the literals that the variable is compared with.
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
    let mut range = Range { class, low: None, high: None };
    atoms.iter().all(|(order, literal, outcome)| range.cut(*order, literal, *outcome))
        && (!range.is_point()
            || atoms.iter().all(|(order, literal, outcome)| range.point_agrees(*order, literal, *outcome)))
}

/// The values that are left: from a literal to a literal, each with whether it is itself among them.
struct Range<'m> {
    class: Class,
    low: Option<(&'m str, bool)>,
    high: Option<(&'m str, bool)>,
}

impl<'m> Range<'m> {
    /// Leaves only what agrees with an outcome; `false` if that is nothing.
    fn cut(&mut self, order: Order, literal: &'m str, outcome: bool) -> bool {
        match (order, outcome) {
            (Order::Equal, true) => {
                self.raise(literal, true);
                self.lower(literal, true);
            }
            // One value less does not end a range, unless it is the only one.
            (Order::Equal, false) => {}
            (Order::Less, true) | (Order::GreaterOrEqual, false) => self.lower(literal, false),
            (Order::LessOrEqual, true) | (Order::Greater, false) => self.lower(literal, true),
            (Order::Greater, true) | (Order::LessOrEqual, false) => self.raise(literal, false),
            (Order::GreaterOrEqual, true) | (Order::Less, false) => self.raise(literal, true),
        }
        let (Some((low, with_low)), Some((high, with_high))) = (self.low, self.high) else { return true };
        match literal_order(self.class, low, high) {
            Some(Ordering::Greater) => false,
            Some(Ordering::Equal) => with_low && with_high,
            Some(Ordering::Less) | None => true,
        }
    }

    fn raise(&mut self, literal: &'m str, with: bool) {
        let order = self.low.and_then(|(low, _)| literal_order(self.class, literal, low));
        self.low = match (self.low, order) {
            (Some(low), Some(Ordering::Less)) => Some(low),
            (Some((low, known)), Some(Ordering::Equal)) => Some((low, known && with)),
            _ => Some((literal, with)),
        };
    }

    fn lower(&mut self, literal: &'m str, with: bool) {
        let order = self.high.and_then(|(high, _)| literal_order(self.class, literal, high));
        self.high = match (self.high, order) {
            (Some(high), Some(Ordering::Greater)) => Some(high),
            (Some((high, known)), Some(Ordering::Equal)) => Some((high, known && with)),
            _ => Some((literal, with)),
        };
    }

    /// Whether one value is left.
    fn is_point(&self) -> bool {
        match (self.low, self.high) {
            (Some((low, _)), Some((high, _))) => literal_order(self.class, low, high) == Some(Ordering::Equal),
            _ => false,
        }
    }

    /// Whether the one value that is left agrees with an outcome.
    fn point_agrees(&self, order: Order, literal: &str, outcome: bool) -> bool {
        let found = self.low.and_then(|(low, _)| literal_order(self.class, low, literal));
        found.is_none_or(|found| holds(order, found) == outcome)
    }
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
