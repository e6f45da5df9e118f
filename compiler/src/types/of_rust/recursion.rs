//! Types that hold themselves: how far they are unfolded, for there is no type of JSON values that does so without end.

use std::collections::HashSet;

use super::Written;
use crate::types::{
    Ty,
    contract::{Form, JsonForm, RustTy, TypeId, TypeKind},
};

/// How often types that hold themselves are known inside one another, at most: what is deeper is not known.
const MOST: u32 = 4;
/// How many parts they may come to by that; but what stands in them once is always known.
const PARTS: usize = 1_000;

impl Written<'_> {
    /// A definition that leads to itself, where none stands around it.
    pub(super) fn unfolded(&self, id: TypeId) -> Ty {
        for level in (2..=MOST).rev() {
            let ty = self.at_level(id, Some(level));
            if ty.is_within(PARTS) {
                return ty;
            }
        }
        self.at_level(id, Some(1))
    }

    /// Whether values of a definition may hold others of it.
    pub(super) fn is_recursive(&self, id: TypeId) -> bool {
        if let Some(known) = self.recursive.borrow().get(&id) {
            return *known;
        }
        let (mut seen, mut next) = (HashSet::new(), self.held(id));
        let mut is_recursive = false;
        while let Some(at) = next.pop() {
            if at == id {
                is_recursive = true;
                break;
            }
            if seen.insert(at) {
                next.extend(self.held(at));
            }
        }
        self.recursive.borrow_mut().insert(id, is_recursive);
        is_recursive
    }

    /// The definitions that a definition names.
    fn held(&self, id: TypeId) -> Vec<TypeId> {
        let Some(def) = self.contract.def(id) else { return Vec::new() };
        let mut types: Vec<&RustTy> = match &def.kind {
            TypeKind::Struct(def) => def.fields.iter().map(|field| &field.ty).collect(),
            TypeKind::Tuple(def) => def.parts.iter().map(|part| &part.ty).collect(),
            TypeKind::Newtype(newtype) => vec![&newtype.ty],
            TypeKind::Whole(whole) => of_form(&whole.form),
            TypeKind::Union(def) => def
                .variants
                .iter()
                .flat_map(|variant| match &variant.form {
                    Form::Unit | Form::Skipped => Vec::new(),
                    Form::Newtype(part) => vec![&part.ty],
                    Form::Tuple(def) => def.parts.iter().map(|part| &part.ty).collect(),
                    Form::Struct(def) => def.fields.iter().map(|field| &field.ty).collect(),
                })
                .collect(),
            TypeKind::Enum(_) | TypeKind::Unit | TypeKind::Opaque(_) => Vec::new(),
        };
        let mut held = Vec::new();
        while let Some(ty) = types.pop() {
            match ty {
                RustTy::Def(id) => held.push(*id),
                RustTy::Option(inner) | RustTy::Vec(inner) | RustTy::Box(inner) | RustTy::Map(inner, _) => {
                    types.push(inner)
                }
                RustTy::Tuple(parts) => types.extend(parts),
                RustTy::Coded(coded) => types.extend(of_form(&coded.form)),
                _ => {}
            }
        }
        held
    }
}

fn of_form(form: &JsonForm) -> Vec<&RustTy> {
    match form {
        JsonForm::Like(ty) => vec![ty],
        JsonForm::Map(key, value) => vec![key, value],
        JsonForm::Int(..) => Vec::new(),
    }
}
