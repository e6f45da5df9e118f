//! The conditions of Choice rules over the places that they read.

use crate::{
    expr::Path,
    ir::{self, Comparison},
    lower::{
        build::place_of,
        plan::{Cond, MissingKind, Operand, Right},
        resolve::{Resolver, View},
    },
};

impl Resolver<'_> {
    /// A rule's condition.
    #[must_use]
    pub fn condition(&self, condition: &ir::Condition, view: &View) -> Cond {
        match condition {
            ir::Condition::And(all, _) => Cond::All(all.iter().map(|one| self.condition(one, view)).collect()),
            ir::Condition::Or(any, _) => Cond::AnyOf(any.iter().map(|one| self.condition(one, view)).collect()),
            ir::Condition::Not(one, _) => Cond::Not(Box::new(self.condition(one, view))),
            ir::Condition::Test(test) => self.test(test, view),
        }
    }

    fn test(&self, test: &ir::Test, view: &View) -> Cond {
        let operand = |path: &Path| Operand::Read(self.read(&place_of(path, MissingKind::Choice, view)));
        let left = operand(&test.variable);
        match &test.comparison {
            Comparison::String(order, right) => Cond::Str(*order, left, side(right, operand)),
            Comparison::Matches(pattern) => Cond::Matches(left, pattern.value.clone()),
            Comparison::Numeric(order, right) => Cond::Num(*order, left, side(right, operand)),
            Comparison::Boolean(right) => Cond::Bool(left, side(right, operand)),
            Comparison::Timestamp(order, right) => Cond::Time(*order, left, side(right, operand)),
            Comparison::Is(ir::TypeTest::Present, wanted) => {
                let Operand::Read(read) = left;
                Cond::Present(read.source, wanted.value)
            }
            Comparison::Is(test, wanted) => Cond::Is(*test, left, wanted.value),
        }
    }
}

fn side<T: Clone>(operand: &ir::Operand<T>, place: impl Fn(&Path) -> Operand) -> Right<T> {
    match operand {
        ir::Operand::Literal(literal) => Right::Literal(literal.value.clone()),
        ir::Operand::Path(path) => Right::Place(place(path)),
    }
}
