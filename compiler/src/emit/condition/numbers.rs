//! Comparisons of numbers.

use proc_macro2::TokenStream;
use quote::quote;

use super::operator;
use crate::{
    emit::{Scoped, expr},
    ir::Order,
    lower::{
        plan::{Access, Operand, Read, ReadSource},
        repr::Repr,
    },
    types::contract::RustTy,
};

/// Whole numbers up to here have a float of their own.
const EXACT: i128 = 1 << 53;

impl Scoped<'_> {
    pub(super) fn numbers(&self, order: Order, left: &Read, right: &Operand<String>) -> TokenStream {
        let literal = match right {
            Operand::Path(right) => {
                let (order, left, right) = (operator(order), self.scalar(left), self.scalar(right));
                return quote!(rt::numbers(#order, rt::Scalar::number(#left), rt::Scalar::number(#right)));
            }
            Operand::Literal(literal) => literal,
        };
        let whole = literal.parse::<i128>().ok();
        if let Some(read) = self.native(left, &|ty| matches!(ty, RustTy::Int(_) | RustTy::F64)) {
            let operand = match (&read.source, whole) {
                (ReadSource::Access(Access { repr: Repr::Rust(RustTy::Int(ty)), .. }), Some(whole))
                    if ty.range().0 <= whole && whole <= ty.range().1 =>
                {
                    Some(expr::int(whole, *ty))
                }
                (ReadSource::Access(Access { repr: Repr::Rust(RustTy::F64), .. }), whole)
                    if whole.is_none_or(|whole| (-EXACT..=EXACT).contains(&whole)) =>
                {
                    literal.parse().ok().filter(|value: &f64| value.is_finite()).map(expr::float)
                }
                _ => None,
            };
            if let Some(operand) = operand {
                let (value, order) = (self.operand(&read), symbol(order));
                return quote!((#value #order #operand));
            }
        }
        let (order, left) = (operator(order), self.scalar(left));
        let operand = match (whole, literal.parse::<f64>()) {
            (Some(whole), _) => {
                let whole = proc_macro2::Literal::i128_suffixed(whole);
                quote!(rt::Number::Int(#whole))
            }
            // The reader has refused what no float is near.
            (None, value) => {
                let value = expr::float(value.ok().filter(|value| value.is_finite()).unwrap_or(f64::MAX));
                quote!(rt::Number::Float(#value))
            }
        };
        quote!(rt::numbers(#order, rt::Scalar::number(#left), Some(#operand)))
    }
}

fn symbol(order: Order) -> TokenStream {
    match order {
        Order::Equal => quote!(==),
        Order::Less => quote!(<),
        Order::LessOrEqual => quote!(<=),
        Order::Greater => quote!(>),
        Order::GreaterOrEqual => quote!(>=),
    }
}
