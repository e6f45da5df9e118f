//! The conditions of Choice rules over the places that they read.

use crate::{
    expr::Path,
    ir::{self, Comparison},
    lower::{
        build::place_of,
        plan::{Condition, MissingKind, Operand, Read},
        resolve::Resolver,
        view::View,
    },
};

impl Resolver<'_> {
    /// A rule's condition.
    #[must_use]
    pub fn condition(&self, condition: &ir::Condition, view: &View) -> Condition {
        match condition {
            ir::Condition::And(all, _) => Condition::And(all.iter().map(|one| self.condition(one, view)).collect()),
            ir::Condition::Or(any, _) => Condition::Or(any.iter().map(|one| self.condition(one, view)).collect()),
            ir::Condition::Not(one, _) => Condition::Not(Box::new(self.condition(one, view))),
            ir::Condition::Test(test) => self.test(test, view),
        }
    }

    fn test(&self, test: &ir::Test, view: &View) -> Condition {
        let read = |path: &Path| self.read(&place_of(path, MissingKind::Choice, view));
        let left = read(&test.variable);
        match &test.comparison {
            Comparison::String(order, right) => Condition::String(*order, left, side(right, read)),
            Comparison::Matches(pattern) => Condition::Matches(left, pattern.value.clone()),
            Comparison::Numeric(order, right) => Condition::Numeric(*order, left, side(right, read)),
            Comparison::Boolean(right) => Condition::Boolean(left, side(right, read)),
            Comparison::Timestamp(order, right) => Condition::Timestamp(*order, left, side(right, read)),
            Comparison::Is(ir::TypeTest::Present, wanted) => Condition::Present(left.source, wanted.value),
            Comparison::Is(test, wanted) => Condition::Is(*test, left, wanted.value),
        }
    }
}

fn side<T: Clone>(operand: &ir::Operand<T>, read: impl Fn(&Path) -> Read) -> Operand<T> {
    match operand {
        ir::Operand::Literal(literal) => Operand::Literal(literal.value.clone()),
        ir::Operand::Path(path) => Operand::Path(read(path)),
    }
}
