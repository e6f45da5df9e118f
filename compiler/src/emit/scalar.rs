//! Places as scalars: strings, numbers, booleans and timestamps, natively where they are held as such.

use proc_macro2::TokenStream;
use quote::quote;

use super::Scoped;
use crate::{
    lower::{
        plan::{Access, Op, Read, ReadSource},
        repr::Repr,
    },
    types::contract::{RustTy, TypeKind},
};

impl Scoped<'_> {
    /// A reference to a value that the runtime sees as a scalar: itself, or its plain form.
    pub(super) fn scalar(&self, read: &Read) -> TokenStream {
        if let Some(native) = self.unwrapped(read)
            && matches!(&native.source, ReadSource::Access(access) if has_scalar(&access.repr))
        {
            return self.reference(&native);
        }
        let value = self.value(read);
        quote!(&#value)
    }

    /// A read of a place whose type passes, with boxes and newtypes around it taken off.
    pub(super) fn native(&self, read: &Read, wanted: &dyn Fn(&RustTy) -> bool) -> Option<Read> {
        let read = self.unwrapped(read)?;
        let ReadSource::Access(Access { repr: Repr::Rust(ty), .. }) = &read.source else { return None };
        wanted(ty).then_some(read)
    }

    /// A read of a native place, with boxes and newtypes around its value taken off.
    pub(super) fn unwrapped(&self, read: &Read) -> Option<Read> {
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
}

fn has_scalar(repr: &Repr) -> bool {
    match repr {
        Repr::Text => true,
        Repr::Object | Repr::ErrorOutput => false,
        Repr::Rust(ty) => rust_has_scalar(ty),
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
