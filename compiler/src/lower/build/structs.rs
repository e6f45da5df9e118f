//! Structs of the contract, written field by field from the parts of a place.

use super::{
    Place,
    fields::{absent, default_of, plain, read_name},
};
use crate::{
    expr::Step,
    lower::{
        plan::{Access, Expr, ReadSource, RootPlace},
        resolve::Resolver,
        view::value_steps,
    },
    types::contract::{RustTy, StructDef, TypeDef, TypeKind},
};

/// How many fields a struct may have for that, with those of the structs in it: each is code of its own.
const FIELDS: usize = 400;

impl Resolver<'_> {
    /// The struct behind a type, if generated code may write a literal of it.
    pub(super) fn constructible(&self, target: &RustTy) -> Option<(&TypeDef, &StructDef)> {
        let RustTy::Def(id) = target else { return None };
        let def = self.contract.def(*id)?;
        match &def.kind {
            TypeKind::Struct(fields) if fields.constructible && fields.default.is_none() && !fields.deny_unknown => {
                Some((def, fields))
            }
            _ => None,
        }
    }

    /// Whether a struct is small enough to be written field by field.
    fn is_small(&self, fields: &StructDef, depth: u32) -> bool {
        let (mut open, mut count) = (vec![(fields, depth)], 0);
        while let Some((def, depth)) = open.pop() {
            for field in &def.fields {
                count += 1;
                if count > FIELDS {
                    return false;
                }
                let mut ty = &field.ty;
                while let RustTy::Option(inner) | RustTy::Box(inner) = ty {
                    ty = inner;
                }
                if depth > 0
                    && let Some((_, inner)) = self.constructible(ty)
                {
                    open.push((inner, depth - 1));
                }
            }
        }
        true
    }

    /// A struct, field by field, from the parts of a place. `None` where only serde knows, or for too many of them.
    pub(super) fn fields_of_place(&self, place: &Place, def: &TypeDef, fields: &StructDef, depth: u32) -> Option<Expr> {
        if !self.is_small(fields, depth) {
            return None;
        }
        let mut out = Vec::new();
        for field in &fields.fields {
            let value = if field.skip_read {
                default_of(field)?
            } else if !plain(field) {
                return None;
            } else {
                let mut part = place.clone();
                part.steps.push(Step::Key(read_name(field).to_owned()));
                part.missing.steps = value_steps(&part.steps);
                let source = self.find(&part.view, &part.steps);
                match &source {
                    ReadSource::Nowhere => absent(field)?,
                    ReadSource::Access(access) if access.fallible() => {
                        let bound = Access { root: RootPlace::Bound, ops: Vec::new(), repr: access.repr.clone() };
                        let made = self.access(bound, &part.missing, &field.ty, depth, None);
                        Expr::IfSome(access.clone(), Box::new(made), Box::new(absent(field)?))
                    }
                    ReadSource::Document(_) | ReadSource::Inside(..) | ReadSource::Query(_) => return None,
                    _ => self.place_at(&part, &field.ty, depth),
                }
            };
            out.push((field.rust_name.clone(), value));
        }
        Some(Expr::Struct(def.path.clone(), out))
    }
}
