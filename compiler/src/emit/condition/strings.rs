//! Comparisons of strings: those of enums are matches on their variants.

use proc_macro2::TokenStream;
use quote::quote;

use super::operator;
use crate::{
    emit::{Scoped, ty},
    ir::Order,
    lower::{
        plan::{Access, Operand, Read, ReadSource, ValueStep},
        repr::Repr,
    },
    types::contract::{EnumDef, RustTy, TypeDef, TypeKind, Variant},
};

/// A place that holds a unit enum, or an option of one.
struct UnitEnum<'c> {
    read: Read,
    variants: &'c [Variant],
    /// The enum's path.
    path: &'c str,
    is_option: bool,
}

/// A place that holds an enum of which the tag is read.
struct Tagged<'c> {
    read: Read,
    def: &'c EnumDef,
    /// The enum's path.
    path: &'c str,
}

impl Scoped<'_> {
    pub(super) fn strings(&self, order: Order, left: &Read, right: &Operand<String>) -> TokenStream {
        let literal = match right {
            Operand::Path(right) => {
                let (order, left, right) = (operator(order), self.scalar(left), self.scalar(right));
                return quote!(rt::texts(#order, rt::Scalar::text(#left), rt::Scalar::text(#right)));
            }
            Operand::Literal(literal) => literal,
        };
        if order == Order::Equal
            && let Some(native) = self.equals(left, literal)
        {
            return native;
        }
        let (order, left) = (operator(order), self.scalar(left));
        quote!(rt::texts(#order, rt::Scalar::text(#left), Some(rt::Text::Borrowed(#literal))))
    }

    /// `StringEquals` with a literal, where the place is a native string or enum.
    fn equals(&self, left: &Read, literal: &str) -> Option<TokenStream> {
        if let Some(read) = self.native(left, &|ty| *ty == RustTy::String) {
            let text = self.operand(&read);
            return Some(quote!((#text == *#literal)));
        }
        if let Some(Tagged { read, def, path }) = self.tagged(left) {
            let variant = def.variants.iter().find(|variant| variant.json_name == literal);
            let pattern = variant.map(|variant| {
                let variant = named(path, &variant.rust_name);
                quote!(#variant { .. })
            });
            return Some(self.holds(&read, pattern));
        }
        let UnitEnum { read, variants, path, is_option } = self.unit_enum(left)?;
        let variant = variants.iter().find(|variant| variant.json_name == literal);
        let pattern = variant.map(|variant| {
            let variant = named(path, &variant.rust_name);
            if is_option { quote!(Some(#variant)) } else { variant }
        });
        Some(self.holds(&read, pattern))
    }

    /// Whether a place holds what a pattern matches. Without one nothing does.
    fn holds(&self, read: &Read, pattern: Option<TokenStream>) -> TokenStream {
        let Some(pattern) = pattern else { return quote!(false) };
        let value = self.reference(read);
        quote!((match #value { #pattern => true, _ => false }))
    }

    fn unit_enum(&self, read: &Read) -> Option<UnitEnum<'_>> {
        let read = self.unwrapped(read)?;
        let ReadSource::Access(Access { repr: Repr::Rust(ty), .. }) = &read.source else { return None };
        let (id, is_option) = match ty {
            RustTy::Def(id) => (*id, false),
            RustTy::Option(inner) => match **inner {
                RustTy::Def(id) => (id, true),
                _ => return None,
            },
            _ => return None,
        };
        let def = self.contract.def(id)?;
        let TypeKind::Enum(variants) = &def.kind else { return None };
        Some(UnitEnum { read, variants, path: &def.path, is_option })
    }

    /// The enum whose tag is read, if every variant of it is written with one.
    fn tagged(&self, read: &Read) -> Option<Tagged<'_>> {
        let ReadSource::Inside(access, way) = &read.source else { return None };
        let ([ValueStep::Key(key)], Repr::Rust(RustTy::Def(id))) = (way.as_slice(), &access.repr) else { return None };
        let TypeDef { kind: TypeKind::Union(def), path, .. } = self.contract.def(*id)? else { return None };
        let is_told = def.variants.iter().all(|variant| !variant.untagged && !variant.skip_write);
        (is_told && def.tagging.tag() == Some(key)).then(|| {
            let read = Read { source: ReadSource::Access(access.clone()), missing: read.missing.clone() };
            Tagged { read, def, path }
        })
    }
}

fn named(path: &str, variant: &str) -> TokenStream {
    let (path, variant) = (ty::tokens(path), ty::ident(variant));
    quote!(#path::#variant)
}
