//! Expressions that make owned values.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Scoped, place, place::Reached, query, ty};
use crate::{
    expr::Intrinsic,
    lower::{
        plan::{Access, Expr, Gather, Pick, Read, ReadSource, RootPlace},
        repr::Repr,
    },
    types::contract::{IntTy, MapTy, RustTy},
};

impl Scoped<'_> {
    /// An expression.
    pub(super) fn expr(&self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Cloned(read) => self.cloned(read),
            Expr::TextToString(read) => {
                let text = self.reference(read);
                quote!(rt::owned(#text))
            }
            Expr::Pick(value, missing) => {
                let (value, way) = (self.expr(value), place::steps(&missing.steps));
                let path = &missing.path;
                quote!(rt::pick(cx, #value, #path, #way)?)
            }
            Expr::PickQuery(value, tail, missing) => {
                let (value, way) = (self.expr(value), place::steps(&missing.steps));
                let (path, segments) = (&missing.path, query::segments(&tail.segments));
                quote!(rt::pick_query(cx, #value, #path, #way, #segments)?)
            }
            Expr::Gather(gather) => self.gather(gather),
            Expr::Call(function, args) => self.call(*function, args),
            Expr::Items(read, path) => {
                let items = match &read.source {
                    ReadSource::Access(Access { repr, .. }) if repr.is_value() => self.reference(read),
                    _ => {
                        let value = self.value(read);
                        quote!(&#value)
                    }
                };
                quote!(rt::items(cx, #items, #path)?)
            }
            Expr::PutInto(whole, way, text, value) => {
                let (whole, way, value) = (self.expr(whole), place::steps(way), self.expr(value));
                quote!(rt::with(cx, #whole, #way, #text, #value)?)
            }
            Expr::ToValue(read) => self.value(read),
            Expr::Convert(read, target) => {
                let (from, target) = (self.reference(read), self.ty(target));
                quote!(rt::convert::<_, #target>(cx, #from)?)
            }
            Expr::ConvertLiteral(value, target) => {
                let (value, target) = (json(value), self.ty(target));
                quote!(rt::convert_value::<#target>(cx, #value)?)
            }
            Expr::ConvertValue(value, target) => {
                let (value, target) = (self.expr(value), self.ty(target));
                quote!(rt::convert_value::<#target>(cx, #value)?)
            }
            Expr::Words(value, field) => {
                let value = self.expr(value);
                quote!(rt::words(cx, #value, #field)?)
            }
            Expr::ValueOf(value) => {
                let value = self.expr(value);
                quote!(rt::value(cx, &#value)?)
            }
            Expr::IfSome(access, then, otherwise) => {
                let option = match self.access(access) {
                    Reached::Maybe(option) => option,
                    Reached::Place(place) => quote!(Some(&#place)),
                };
                let (then, otherwise) = (self.expr(then), self.expr(otherwise));
                quote!(match #option { Some(bound) => #then, None => #otherwise })
            }
            Expr::TakeResult => quote!(result),
            Expr::TakeError => quote!(error),
            Expr::CastInt(read, from, to) => self.cast(read, *from, *to),
            Expr::IntToFloat(read) => {
                let from = self.operand(read);
                quote!(rt::float(#from))
            }
            Expr::Str(text) => quote!(String::from(#text)),
            Expr::Text(text) => quote!(rt::Text::Borrowed(#text)),
            Expr::TextOwned(text) => {
                let text = self.expr(text);
                quote!(rt::Text::Owned(#text))
            }
            Expr::Int(value, ty) => int(*value, *ty),
            Expr::Float(value) => float(*value),
            Expr::Bool(value) => quote!(#value),
            Expr::Unit => quote!(()),
            Expr::EmptyObject => quote!(rt::Object),
            Expr::Variant(path, name) => {
                let (path, name) = (ty::tokens(path), ty::ident(name));
                quote!(#path::#name)
            }
            Expr::Struct(path, fields) => {
                let path = ty::tokens(path);
                let fields = fields.iter().map(|(name, value)| {
                    let (name, value) = (ty::member(name), self.expr(value));
                    quote!(#name: #value)
                });
                quote!(#path { #(#fields),* })
            }
            Expr::Some(value) => {
                let value = self.expr(value);
                quote!(Some(#value))
            }
            Expr::None => quote!(None),
            Expr::Boxed(value) => {
                let value = self.expr(value);
                quote!(Box::new(#value))
            }
            Expr::Default => quote!(Default::default()),
            Expr::CallPath(path) => {
                let path = ty::tokens(path);
                quote!(#path())
            }
            Expr::List(items) => {
                let list = items.iter().map(|item| self.expr(item));
                quote!(Vec::from([#(#list),*]))
            }
            Expr::MapOf(map, entries) => {
                let ty = match map {
                    MapTy::BTree => quote!(rt::BTreeMap),
                    MapTy::Hash => quote!(rt::HashMap),
                };
                let entries = self.entries(entries);
                quote!(#ty::from([#(#entries),*]))
            }
            Expr::Json(value) => json(value),
            Expr::Object(_) | Expr::Array(_) => self.value_in_parts(expr),
        }
    }

    /// A loop over a native list.
    fn gather(&self, gather: &Gather) -> TokenStream {
        let list = match self.access(&gather.list) {
            Reached::Place(place) => quote!(Some(&#place)),
            Reached::Maybe(option) => option,
        };
        let elements = match &gather.pick {
            Pick::All => quote!(list.iter()),
            Pick::Slice(from, to) => {
                let bound = |bound: &Option<i64>| match bound {
                    Some(bound) => quote!(Some(#bound)),
                    None => quote!(None),
                };
                let (from, to) = (bound(from), bound(to));
                quote!(rt::sliced(list, #from, #to))
            }
        };
        let place = match self.access(&gather.of_each) {
            Reached::Place(place) => quote!((&#place)),
            // Only what is surely there is gathered natively.
            Reached::Maybe(option) => quote!(match #option { Some(one) => one, None => continue }),
        };
        let copy = if is_copy(&gather.of_each.repr) { quote!(*#place) } else { quote!(Clone::clone(#place)) };
        quote!({
            let mut found = Vec::new();
            if let Some(list) = #list {
                for element in #elements { found.push(#copy); }
            }
            found
        })
    }

    /// A call of an intrinsic function: its arguments are made first, in their order.
    fn call(&self, function: Intrinsic, args: &[Expr]) -> TokenStream {
        let names: Vec<_> = (0..args.len()).map(|at| format_ident!("arg{at}")).collect();
        let values = args.iter().map(|arg| self.expr(arg));
        let call = query::intrinsic(function, &names);
        if names.is_empty() {
            return quote!(#call?);
        }
        quote!({ #(let #names = #values;)* #call? })
    }

    fn entries(&self, entries: &[(String, Expr)]) -> Vec<TokenStream> {
        entries
            .iter()
            .map(|(key, value)| {
                let value = self.expr(value);
                quote!((String::from(#key), #value))
            })
            .collect()
    }

    fn ty(&self, target: &RustTy) -> TokenStream {
        ty::rust(target, self.contract)
    }

    fn cloned(&self, read: &Read) -> TokenStream {
        match &read.source {
            ReadSource::Access(Access { root: RootPlace::Context(_), ops, repr })
                if ops.is_empty() && !repr.is_value() =>
            {
                let text = self.reference(read);
                quote!(rt::owned(#text))
            }
            ReadSource::Access(Access { repr, .. }) if is_copy(repr) => self.operand(read),
            ReadSource::Access(_) => {
                let reference = self.reference(read);
                quote!(Clone::clone(#reference))
            }
            _ => self.value(read),
        }
    }

    fn cast(&self, read: &Read, from: IntTy, to: IntTy) -> TokenStream {
        let (value, target) = (self.operand(read), ty::int(to));
        let pointer_sized = [from, to].iter().any(|ty| matches!(ty, IntTy::Isize | IntTy::Usize | IntTy::U128));
        let widens = to.range().0 <= from.range().0 && from.range().1 <= to.range().1;
        if widens && !pointer_sized {
            quote!(#target::from(#value))
        } else {
            quote!(rt::integer::<_, #target>(cx, #value)?)
        }
    }
}

fn is_copy(repr: &Repr) -> bool {
    matches!(
        repr,
        Repr::Rust(RustTy::Bool | RustTy::Int(_) | RustTy::F32 | RustTy::F64 | RustTy::Timestamp | RustTy::Unit)
    )
}

/// An integer literal of a type.
pub(super) fn int(value: i128, ty: IntTy) -> TokenStream {
    let ty = ty.name();
    // The least value of a type has no literal without its sign, so the sign belongs to the text.
    ty::tokens(&format!("{value}{ty}"))
}

/// An instant that a literal names, in nanoseconds since 1970.
pub(super) fn nanoseconds(timestamp: &str) -> Literal {
    // The reader has refused what is no instant.
    let instant = timestamp.parse::<jiff::Timestamp>().unwrap_or_default();
    Literal::i128_suffixed(instant.as_nanosecond())
}

/// A float literal.
pub(super) fn float(value: f64) -> TokenStream {
    let magnitude = Literal::f64_suffixed(value.abs());
    if value.is_sign_negative() { quote!(-#magnitude) } else { quote!(#magnitude) }
}

/// A plain value that a literal fixes.
pub(super) fn json(value: &serde_json::Value) -> TokenStream {
    use serde_json::Value;
    match value {
        Value::Null => quote!(rt::Value::Null),
        Value::Bool(value) => quote!(rt::Value::Bool(#value)),
        Value::String(text) => quote!(rt::Value::String(String::from(#text))),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), _, _) => {
                let value = ty::tokens(&format!("{value}i64"));
                quote!(rt::Value::from(#value))
            }
            (_, Some(value), _) => quote!(rt::Value::from(#value)),
            (_, _, value) => {
                // Without arbitrary precision, every number that is not whole is a float.
                let value = float(value.unwrap_or_default());
                quote!(rt::Value::from(#value))
            }
        },
        Value::Array(items) if items.is_empty() => quote!(rt::Value::Array(Vec::new())),
        Value::Object(entries) if entries.is_empty() => quote!(rt::empty_object()),
        // Anything larger is kept as text that is read once: shorter code, faster to compile.
        value => {
            let text = value.to_string();
            quote!({
                static LITERAL: rt::Literal = rt::Literal::new(#text);
                LITERAL.get()
            })
        }
    }
}
