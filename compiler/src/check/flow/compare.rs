//! One comparison of a Choice: whether it makes sense, and what its outcome says about the variable.

use std::rc::Rc;

use crate::{
    check::flow::{template::Scope, world::World},
    expr::Path,
    ir::{Comparison, Operand, Order, Test, TypeTest},
    types::{
        Ty,
        ty::{Class, Walk, compare_numbers, compare_texts, floor, holds, is_timestamp, matches, whole},
    },
};

/// What is to be said of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Fine,
    /// The variable, or the operand, leads nowhere: the paths' own rule says so.
    Nowhere,
    /// The variable can never be what the operator compares.
    Variable {
        /// What it is.
        found: Ty,
        /// What the operator compares.
        wanted: Class,
    },
    /// The operand can never be what the operator compares.
    Operand {
        /// What it is.
        found: Ty,
        /// What the operator compares.
        wanted: Class,
    },
    /// The literal is none of the values that the variable's type has.
    NoVariant(NoVariant),
}

/// A literal that is none of the values that a type has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoVariant {
    /// The literal.
    pub literal: String,
    /// The Rust enum, if it is one.
    pub of: Option<Rc<str>>,
    /// Its values.
    pub variants: Vec<String>,
}

/// The kind of values that a comparison compares; `None` for type tests.
#[must_use]
pub fn class(comparison: &Comparison) -> Option<Class> {
    match comparison {
        Comparison::String(..) | Comparison::Matches(_) => Some(Class::String),
        Comparison::Numeric(..) => Some(Class::Numeric),
        Comparison::Boolean(_) => Some(Class::Boolean),
        Comparison::Timestamp(..) => Some(Class::Timestamp),
        Comparison::Is(..) => None,
    }
}

/// The path that a comparison compares with.
#[must_use]
pub fn operand(comparison: &Comparison) -> Option<&Path> {
    match comparison {
        Comparison::String(_, Operand::Path(path))
        | Comparison::Numeric(_, Operand::Path(path))
        | Comparison::Timestamp(_, Operand::Path(path))
        | Comparison::Boolean(Operand::Path(path)) => Some(path),
        _ => None,
    }
}

/// Judges a comparison where it stands; `entry` is what came into the state, before any rule.
#[must_use]
pub fn judge(world: &World<'_>, test: &Test, here: Scope<'_>, entry: Scope<'_>) -> Verdict {
    if matches!(test.comparison, Comparison::Is(TypeTest::Present, _)) {
        return Verdict::Fine;
    }
    let found = |path: &Path, scope: Scope<'_>| scope.walk(path);
    let Walk::Found { ty, .. } = found(&test.variable, here) else { return Verdict::Nowhere };
    let Some(wanted) = class(&test.comparison) else { return Verdict::Fine };
    // What was excluded by an earlier rule is a rule that cannot hold; what never was possible is a wrong type.
    let original = found(&test.variable, entry).ty().cloned().unwrap_or(ty.clone());
    if !original.is_never() && !original.may_be(wanted) {
        return Verdict::Variable { found: original, wanted };
    }
    if let Some(path) = operand(&test.comparison) {
        let Walk::Found { ty, .. } = found(path, here) else { return Verdict::Nowhere };
        if !ty.is_never() && !ty.may_be(wanted) {
            return Verdict::Operand { found: ty, wanted };
        }
    }
    match &test.comparison {
        Comparison::String(Order::Equal, Operand::Literal(literal)) => {
            no_variant(world, &literal.value, &original).map_or(Verdict::Fine, Verdict::NoVariant)
        }
        _ => Verdict::Fine,
    }
}

/// A literal that is none of the strings that a type has, if those are known.
#[must_use]
pub fn no_variant(world: &World<'_>, literal: &str, ty: &Ty) -> Option<NoVariant> {
    let Ty::Enum(of, variants) = ty.only(Class::String) else { return None };
    let declared = of.as_deref().and_then(|name| world.variants(name));
    if declared.is_some_and(|all| all.contains(literal)) || variants.contains(literal) {
        return None;
    }
    let variants = match declared {
        Some(all) => all.iter().map(|name| (*name).to_owned()).collect(),
        None => variants.iter().cloned().collect(),
    };
    Some(NoVariant { literal: literal.to_owned(), of, variants })
}

/// What remains of the variable's type if a comparison holds, and if it does not.
#[must_use]
pub fn outcomes(comparison: &Comparison, operand: Option<&Ty>, ty: &Ty) -> (Ty, Ty) {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for member in ty.members() {
        let (holds, fails) = member_outcomes(comparison, operand, member);
        yes.push(holds);
        no.push(fails);
    }
    (Ty::union(yes), Ty::union(no))
}

fn member_outcomes(comparison: &Comparison, operand: Option<&Ty>, ty: &Ty) -> (Ty, Ty) {
    let both = || (ty.clone(), ty.clone());
    if ty.is_unknown() || matches!(ty, Ty::Opaque(_)) {
        return both();
    }
    if let Comparison::Is(test, want) = comparison {
        let class = match test {
            TypeTest::Present => return both(),
            TypeTest::Null => Class::Null,
            TypeTest::Numeric => Class::Numeric,
            TypeTest::String => Class::String,
            TypeTest::Boolean => Class::Boolean,
            TypeTest::Timestamp => Class::Timestamp,
        };
        let (is, is_not) = (ty.only(class), ty.without(class));
        return if want.value { (is, is_not) } else { (is_not, is) };
    }
    match (comparison, ty) {
        (Comparison::String(order, Operand::Literal(literal)), Ty::Enum(..)) => {
            ty.partition(|variant| holds(*order, compare_texts(variant, &literal.value)))
        }
        (Comparison::String(Order::Equal, Operand::Literal(literal)), Ty::String) => {
            (Ty::literals([literal.value.as_str()]), Ty::String)
        }
        (Comparison::String(Order::Equal, Operand::Literal(literal)), Ty::Timestamp) => {
            if is_timestamp(&literal.value) { both() } else { (Ty::Never, ty.clone()) }
        }
        (Comparison::String(Order::Equal, Operand::Path(_)), Ty::Enum(..)) => {
            match operand.map(|o| o.only(Class::String)) {
                Some(Ty::Enum(_, others)) => (ty.partition(|variant| others.contains(variant)).0, ty.clone()),
                _ => both(),
            }
        }
        (Comparison::Matches(pattern), Ty::Enum(..)) => ty.partition(|variant| matches(&pattern.value, variant)),
        (Comparison::String(..) | Comparison::Matches(_), Ty::String | Ty::Timestamp | Ty::Enum(..)) => both(),
        (Comparison::Numeric(order, Operand::Literal(literal)), Ty::Int(low, high)) => {
            whole_numbers(*order, &literal.value, *low, *high)
        }
        (Comparison::Numeric(order, Operand::Path(_)), Ty::Int(low, high)) => match operand {
            Some(Ty::Int(from, to)) => match decided(*order, (*low, *high), (*from, *to)) {
                Some(true) => (ty.clone(), Ty::Never),
                Some(false) => (Ty::Never, ty.clone()),
                None => both(),
            },
            _ => both(),
        },
        (Comparison::Numeric(..), Ty::Float) => both(),
        (Comparison::Boolean(Operand::Literal(literal)), Ty::Bool(known)) => match known {
            None => (Ty::Bool(Some(literal.value)), Ty::Bool(Some(!literal.value))),
            Some(value) if *value == literal.value => (ty.clone(), Ty::Never),
            Some(_) => (Ty::Never, ty.clone()),
        },
        (Comparison::Boolean(_), Ty::Bool(_)) => both(),
        (Comparison::Timestamp(..), Ty::Timestamp) => both(),
        (Comparison::Timestamp(..), Ty::String) => (Ty::Timestamp, Ty::String),
        (Comparison::Timestamp(..), Ty::Enum(..)) => (ty.partition(is_timestamp).0, ty.clone()),
        _ => (Ty::Never, ty.clone()),
    }
}

/// Whether every whole number between two bounds stands in an order to every one between others; `None` if only some do.
fn decided(order: Order, (low, high): (i128, i128), (from, to): (i128, i128)) -> Option<bool> {
    let (always, never) = match order {
        Order::Equal => (low == high && from == to && low == from, high < from || to < low),
        Order::Less => (high < from, low >= to),
        Order::LessOrEqual => (high <= from, low > to),
        Order::Greater => (low > to, high <= from),
        Order::GreaterOrEqual => (low >= to, high < from),
    };
    if always { Some(true) } else { never.then_some(false) }
}

/// The whole numbers between two bounds that stand in an order to a literal, and the others.
fn whole_numbers(order: Order, literal: &str, low: i128, high: i128) -> (Ty, Ty) {
    let range = |low: i128, high: i128| if low <= high { Ty::Int(low, high) } else { Ty::Never };
    let all = Ty::Int(low, high);
    let Some(floor) = floor(literal) else { return (all.clone(), all) };
    let exact = whole(literal);
    // Up to `last` the number is less than the literal (or not above it).
    let cut = |last: i128| (range(low, high.min(last)), range(low.max(last.saturating_add(1)), high));
    match (order, exact) {
        (Order::Equal, None) => (Ty::Never, all),
        (Order::Equal, Some(value)) if value < low || value > high => (Ty::Never, all),
        (Order::Equal, Some(value)) => {
            let rest = match (value == low, value == high) {
                (true, _) => range(low.saturating_add(1), high),
                (false, true) => range(low, high.saturating_sub(1)),
                (false, false) => all,
            };
            (Ty::Int(value, value), rest)
        }
        (Order::LessOrEqual, _) | (Order::Less, None) => cut(floor),
        (Order::Less, Some(value)) => cut(value.saturating_sub(1)),
        (Order::Greater, _) | (Order::GreaterOrEqual, None) => swap(cut(floor)),
        (Order::GreaterOrEqual, Some(value)) => swap(cut(value.saturating_sub(1))),
    }
}

fn swap<A>((a, b): (A, A)) -> (A, A) {
    (b, a)
}

/// Whether a literal stands in an order to another one of its kind; `None` if that cannot be told.
#[must_use]
pub fn literal_order(class: Class, a: &str, b: &str) -> Option<std::cmp::Ordering> {
    match class {
        Class::Numeric => compare_numbers(a, b),
        Class::Timestamp => Some(a.parse::<jiff::Timestamp>().ok()?.cmp(&b.parse().ok()?)),
        Class::String => Some(compare_texts(a, b)),
        Class::Null | Class::Boolean => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_decide_where_they_do_not_overlap() {
        assert_eq!(decided(Order::Less, (0, 0), (3, 3)), Some(true));
        assert_eq!(decided(Order::Less, (3, 5), (0, 3)), Some(false));
        assert_eq!(decided(Order::Less, (0, 3), (3, 5)), None);
        assert_eq!(decided(Order::LessOrEqual, (0, 3), (3, 5)), Some(true));
        assert_eq!(decided(Order::Greater, (i128::MIN, i128::MAX), (0, 0)), None);
        assert_eq!(decided(Order::GreaterOrEqual, (0, 2), (3, 3)), Some(false));
        assert_eq!(decided(Order::Equal, (1, 1), (1, 1)), Some(true));
        assert_eq!(decided(Order::Equal, (1, 2), (1, 1)), None);
    }

    #[test]
    fn whole_numbers_are_cut_where_the_literal_stands() {
        let cut = |order, literal| {
            let (yes, no) = whole_numbers(order, literal, 0, 10);
            let show = |ty: Ty| match ty {
                Ty::Int(low, high) => format!("{low}..{high}"),
                other => other.to_string(),
            };
            format!("{} / {}", show(yes), show(no))
        };
        assert_eq!(cut(Order::Less, "5"), "0..4 / 5..10");
        assert_eq!(cut(Order::Less, "4.5"), "0..4 / 5..10");
        assert_eq!(cut(Order::LessOrEqual, "5.0"), "0..5 / 6..10");
        assert_eq!(cut(Order::Greater, "5"), "6..10 / 0..5");
        assert_eq!(cut(Order::GreaterOrEqual, "4.5"), "5..10 / 0..4");
        assert_eq!(cut(Order::GreaterOrEqual, "0"), "0..10 / never");
        assert_eq!(cut(Order::Equal, "10"), "10..10 / 0..9");
        assert_eq!(cut(Order::Equal, "1.5"), "never / 0..10");
        assert_eq!(cut(Order::Less, "0"), "never / 0..10");
    }
}
