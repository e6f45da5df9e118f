//! Conditions of Choice rules: comparisons of fields where the types allow it.

mod numbers;
mod strings;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Scoped, expr};
use crate::{
    ir::{Glob, Order, TypeTest},
    lower::plan::{Condition, Operand},
    types::contract::RustTy,
};

impl Scoped<'_> {
    /// A condition, as a `bool` expression.
    pub(super) fn condition(&self, condition: &Condition) -> TokenStream {
        match condition {
            Condition::And(all) => {
                let all = all.iter().map(|one| self.condition(one));
                quote!((#(#all)&&*))
            }
            Condition::Or(any) => {
                let any = any.iter().map(|one| self.condition(one));
                quote!((#(#any)||*))
            }
            Condition::Not(one) => {
                let one = self.condition(one);
                quote!(!#one)
            }
            Condition::String(order, left, right) => self.strings(*order, left, right),
            Condition::Matches(left, pattern) => {
                let text = self.scalar(left);
                let parts = pattern.iter().map(|part| match part {
                    Glob::Text(text) => quote!(rt::Glob::Text(#text)),
                    Glob::Any => quote!(rt::Glob::Any),
                });
                quote!(rt::matches(rt::Scalar::text(#text), &[#(#parts),*]))
            }
            Condition::Numeric(order, left, right) => self.numbers(*order, left, right),
            Condition::Boolean(left, Operand::Literal(wanted)) => {
                if let Some(read) = self.native(left, &|ty| *ty == RustTy::Bool) {
                    let value = self.operand(&read);
                    return if *wanted { quote!((#value)) } else { quote!(!(#value)) };
                }
                let left = self.scalar(left);
                quote!((rt::Scalar::boolean(#left) == Some(#wanted)))
            }
            Condition::Boolean(left, Operand::Path(right)) => {
                let (left, right) = (self.scalar(left), self.scalar(right));
                quote!(rt::booleans(rt::Scalar::boolean(#left), rt::Scalar::boolean(#right)))
            }
            Condition::Timestamp(order, left, right) => {
                let (order, left) = (operator(*order), self.scalar(left));
                let right = match right {
                    Operand::Literal(text) => {
                        let nanos = expr::nanoseconds(text);
                        quote!(Some(#nanos))
                    }
                    Operand::Path(right) => {
                        let right = self.scalar(right);
                        quote!(rt::Scalar::instant(#right))
                    }
                };
                quote!(rt::compare(#order, rt::Scalar::instant(#left), #right))
            }
            Condition::Present(source, wanted) => {
                let present = self.present(source);
                if *wanted { present } else { quote!(!#present) }
            }
            Condition::Is(test, left, wanted) => {
                let left = self.scalar(left);
                let holds = match test {
                    TypeTest::Null => quote!(rt::Scalar::is_null(#left)),
                    TypeTest::Numeric => quote!(rt::Scalar::number(#left).is_some()),
                    TypeTest::String => quote!(rt::Scalar::text(#left).is_some()),
                    TypeTest::Boolean => quote!(rt::Scalar::boolean(#left).is_some()),
                    TypeTest::Timestamp => quote!(rt::Scalar::instant(#left).is_some()),
                    // Kept apart as `Condition::Present`: it is the only test of a place that may be missing.
                    TypeTest::Present => quote!(true),
                };
                if *wanted { holds } else { quote!(!#holds) }
            }
        }
    }
}

fn operator(order: Order) -> TokenStream {
    match order {
        Order::Equal => quote!(rt::Order::Equal),
        Order::Less => quote!(rt::Order::Less),
        Order::LessOrEqual => quote!(rt::Order::LessOrEqual),
        Order::Greater => quote!(rt::Order::Greater),
        Order::GreaterOrEqual => quote!(rt::Order::GreaterOrEqual),
    }
}
