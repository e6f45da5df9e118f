//! Conditions of Choice rules: comparisons of fields where the types allow it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Scoped, expr, ty};
use crate::{
    ir::{Glob, Order, TypeTest},
    lower::{
        plan::{Access, Cond, Op, Operand, Read, ReadSource, Right, ValueStep},
        repr::Repr,
    },
    types::contract::{EnumDef, RustTy, TypeKind, Variant},
};

/// Whole numbers up to here have a float of their own.
const EXACT: i128 = 1 << 53;

impl Scoped<'_> {
    /// A condition, as a `bool` expression.
    pub(super) fn cond(&self, cond: &Cond) -> TokenStream {
        match cond {
            Cond::All(all) => {
                let all = all.iter().map(|one| self.cond(one));
                quote!((#(#all)&&*))
            }
            Cond::AnyOf(any) => {
                let any = any.iter().map(|one| self.cond(one));
                quote!((#(#any)||*))
            }
            Cond::Not(one) => {
                let one = self.cond(one);
                quote!(!#one)
            }
            Cond::Str(order, left, right) => self.strings(*order, left, right),
            Cond::Matches(left, pattern) => {
                let text = self.scalar(left);
                let parts = pattern.iter().map(|part| match part {
                    Glob::Text(text) => quote!(rt::Glob::Text(#text)),
                    Glob::Any => quote!(rt::Glob::Any),
                });
                quote!(rt::matches(rt::Scalar::text(#text), &[#(#parts),*]))
            }
            Cond::Num(order, left, right) => self.numbers(*order, left, right),
            Cond::Bool(left, Right::Literal(wanted)) => {
                if let Some(read) = self.native(left, &|ty| *ty == RustTy::Bool) {
                    let value = self.operand(&read);
                    return if *wanted { quote!((#value)) } else { quote!(!(#value)) };
                }
                let left = self.scalar(left);
                quote!((rt::Scalar::boolean(#left) == Some(#wanted)))
            }
            Cond::Bool(left, Right::Place(right)) => {
                let (left, right) = (self.scalar(left), self.scalar(right));
                quote!(rt::booleans(rt::Scalar::boolean(#left), rt::Scalar::boolean(#right)))
            }
            Cond::Time(order, left, right) => {
                let (order, left) = (operator(*order), self.scalar(left));
                let right = match right {
                    Right::Literal(text) => {
                        let nanos = text.parse::<jiff::Timestamp>().map_or(0, |instant| instant.as_nanosecond());
                        let nanos = proc_macro2::Literal::i128_suffixed(nanos);
                        quote!(Some(#nanos))
                    }
                    Right::Place(right) => {
                        let right = self.scalar(right);
                        quote!(rt::Scalar::instant(#right))
                    }
                };
                quote!(rt::compare(#order, rt::Scalar::instant(#left), #right))
            }
            Cond::Present(source, wanted) => {
                let present = self.present(source);
                if *wanted { present } else { quote!(!#present) }
            }
            Cond::Is(test, left, wanted) => {
                let left = self.scalar(left);
                let holds = match test {
                    TypeTest::Null => quote!(rt::Scalar::is_null(#left)),
                    TypeTest::Numeric => quote!(rt::Scalar::number(#left).is_some()),
                    TypeTest::String => quote!(rt::Scalar::text(#left).is_some()),
                    TypeTest::Boolean => quote!(rt::Scalar::boolean(#left).is_some()),
                    TypeTest::Timestamp => quote!(rt::Scalar::instant(#left).is_some()),
                    // Kept apart as `Cond::Present`: it is the only test of a place that may be missing.
                    TypeTest::Present => quote!(true),
                };
                if *wanted { holds } else { quote!(!#holds) }
            }
        }
    }

    fn strings(&self, order: Order, left: &Operand, right: &Right<String>) -> TokenStream {
        let Right::Literal(literal) = right else {
            let Right::Place(right) = right else { return quote!(false) };
            let (order, left, right) = (operator(order), self.scalar(left), self.scalar(right));
            return quote!(rt::texts(#order, rt::Scalar::text(#left), rt::Scalar::text(#right)));
        };
        if order == Order::Equal {
            if let Some(read) = self.native(left, &|ty| *ty == RustTy::String) {
                let text = self.operand(&read);
                return quote!((#text == *#literal));
            }
            if let Some((read, def, path)) = self.tag(left) {
                let Some(variant) = def.variants.iter().find(|variant| variant.json_name == *literal) else {
                    return quote!(false);
                };
                let value = self.reference(&read);
                let (path, variant) = (ty::tokens(path), ty::ident(&variant.rust_name));
                let variant = quote!(#path::#variant);
                return quote!((match #value { #variant { .. } => true, _ => false }));
            }
            if let Some((read, variants, path, nullable)) = self.unit_enum(left) {
                let Some(variant) = variants.iter().find(|variant| variant.json_name == *literal) else {
                    return quote!(false);
                };
                let value = self.reference(&read);
                let (path, variant) = (ty::tokens(path), ty::ident(&variant.rust_name));
                let variant = quote!(#path::#variant);
                let pattern = if nullable { quote!(Some(#variant)) } else { variant };
                return quote!((match #value { #pattern => true, _ => false }));
            }
        }
        let (order, left) = (operator(order), self.scalar(left));
        quote!(rt::texts(#order, rt::Scalar::text(#left), Some(rt::Text::Borrowed(#literal))))
    }

    fn numbers(&self, order: Order, left: &Operand, right: &Right<String>) -> TokenStream {
        let literal = match right {
            Right::Place(right) => {
                let (order, left, right) = (operator(order), self.scalar(left), self.scalar(right));
                return quote!(rt::numbers(#order, rt::Scalar::number(#left), rt::Scalar::number(#right)));
            }
            Right::Literal(literal) => literal,
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
            (None, value) => {
                let value = expr::float(value.ok().filter(|value| value.is_finite()).unwrap_or(f64::MAX));
                quote!(rt::Number::Float(#value))
            }
        };
        quote!(rt::numbers(#order, rt::Scalar::number(#left), Some(#operand)))
    }

    /// A read of a place whose type passes, with boxes and newtypes around it taken off.
    fn native(&self, operand: &Operand, wanted: &dyn Fn(&RustTy) -> bool) -> Option<Read> {
        let read = self.unwrapped(operand)?;
        let ReadSource::Access(Access { repr: Repr::Rust(ty), .. }) = &read.source else { return None };
        wanted(ty).then_some(read)
    }

    /// A read of a native place, with boxes and newtypes around its value taken off.
    fn unwrapped(&self, Operand::Read(read): &Operand) -> Option<Read> {
        let ReadSource::Access(access) = &read.source else { return None };
        let mut access = access.clone();
        while let Repr::Rust(ty) = &access.repr {
            let (op, inner) = match ty {
                RustTy::Box(inner) => (Op::Deref, (**inner).clone()),
                RustTy::Def(id) => match self.contract.def(*id).map(|def| &def.kind) {
                    Some(TypeKind::Newtype(newtype)) if newtype.visible => {
                        (Op::Field(newtype.rust_name.clone()), newtype.ty.clone())
                    }
                    _ => break,
                },
                _ => break,
            };
            access.ops.push(op);
            access.repr = Repr::Rust(inner);
        }
        Some(Read { source: ReadSource::Access(access), missing: read.missing.clone() })
    }

    /// A place that holds a unit enum, or an option of one.
    fn unit_enum(&self, operand: &Operand) -> Option<(Read, &[Variant], &str, bool)> {
        let read = self.unwrapped(operand)?;
        let ReadSource::Access(Access { repr: Repr::Rust(ty), .. }) = &read.source else { return None };
        let (id, nullable) = match ty {
            RustTy::Def(id) => (*id, false),
            RustTy::Option(inner) => match **inner {
                RustTy::Def(id) => (id, true),
                _ => return None,
            },
            _ => return None,
        };
        let def = self.contract.def(id)?;
        let TypeKind::Enum(variants) = &def.kind else { return None };
        Some((read, variants, &def.path, nullable))
    }

    /// The enum whose tag is read, if every variant of it is written with one.
    fn tag(&self, Operand::Read(read): &Operand) -> Option<(Read, &EnumDef, &str)> {
        let ReadSource::Inside(access, way) = &read.source else { return None };
        let ([ValueStep::Key(key)], Repr::Rust(RustTy::Def(id))) = (way.as_slice(), &access.repr) else { return None };
        let def = self.contract.def(*id)?;
        let TypeKind::Union(union) = &def.kind else { return None };
        let is_told = union.variants.iter().all(|variant| !variant.untagged && !variant.skip_write);
        (is_told && union.tagging.tag() == Some(key)).then(|| {
            let read = Read { source: ReadSource::Access(access.clone()), missing: read.missing.clone() };
            (read, union, def.path.as_str())
        })
    }

    /// A reference to a value that the runtime sees as a scalar: itself, or its plain form.
    pub(super) fn scalar(&self, operand: &Operand) -> TokenStream {
        let Operand::Read(original) = operand;
        let read = self.unwrapped(operand).unwrap_or_else(|| original.clone());
        match &read.source {
            ReadSource::Access(access) if self.has_scalar(&access.repr) => self.reference(&read),
            _ => {
                let value = self.value(&read);
                quote!(&#value)
            }
        }
    }

    fn has_scalar(&self, repr: &Repr) -> bool {
        match repr {
            Repr::Text => true,
            Repr::Object | Repr::ErrorOutput => false,
            Repr::Rust(ty) => rust_has_scalar(ty),
        }
    }
}

fn rust_has_scalar(ty: &RustTy) -> bool {
    match ty {
        RustTy::Unit
        | RustTy::Bool
        | RustTy::Int(_)
        | RustTy::F32
        | RustTy::F64
        | RustTy::String
        | RustTy::Timestamp
        | RustTy::Value => true,
        RustTy::Option(inner) | RustTy::Box(inner) => rust_has_scalar(inner),
        RustTy::Vec(_) | RustTy::Map(..) | RustTy::Tuple(_) | RustTy::Def(_) | RustTy::Coded(_) | RustTy::Opaque(_) => {
            false
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

fn symbol(order: Order) -> TokenStream {
    match order {
        Order::Equal => quote!(==),
        Order::Less => quote!(<),
        Order::LessOrEqual => quote!(<=),
        Order::Greater => quote!(>),
        Order::GreaterOrEqual => quote!(>=),
    }
}
