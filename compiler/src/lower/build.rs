//! Expressions that make a value of a wanted type: natively where the types allow it, else by way of
//! the JSON form.

mod fields;
mod literal;
mod place;
mod structs;
mod template;

use crate::{
    lower::{
        lossy::writes_null,
        plan::{Access, Expr, Missing, Op, Read, ReadSource, RootPlace},
        repr::Repr,
        resolve::Resolver,
    },
    types::contract::RustTy,
};

pub use place::{Place, place_of};
pub use template::template_place;

/// How deep types are taken apart field by field before the JSON form is used.
const DEPTH: u32 = 8;

impl Resolver<'_> {
    /// The value of a place, as a type.
    #[must_use]
    pub fn place(&self, place: &Place, target: &RustTy) -> Expr {
        self.place_at(place, target, DEPTH)
    }

    /// The words in a place, which are a string whatever the place holds.
    #[must_use]
    pub fn words(&self, place: &Place, field: &str) -> Expr {
        match self.place(place, &RustTy::String) {
            Expr::Convert(read, _) => Expr::Words(Box::new(Expr::ToValue(read)), field.to_owned()),
            native => native,
        }
    }

    fn place_at(&self, place: &Place, target: &RustTy, depth: u32) -> Expr {
        if let Some(gather) = self.gather(place) {
            let of = RustTy::Vec(Box::new(gather.ty.clone()));
            let gathered = Expr::Gather(Box::new(gather));
            return match target {
                target if *target == of => gathered,
                RustTy::Value => Expr::ValueOf(Box::new(gathered)),
                _ => Expr::ConvertValue(Box::new(Expr::ValueOf(Box::new(gathered))), target.clone()),
            };
        }
        let read = self.read(place);
        match &read.source {
            ReadSource::Access(access) => self.access(access.clone(), &read.missing, target, depth, Some(place)),
            ReadSource::Nowhere
            | ReadSource::Empty
            | ReadSource::Whole
            | ReadSource::Document(_)
            | ReadSource::Query(_)
            | ReadSource::Inside(..) => {
                if *target == RustTy::Value {
                    return Expr::ToValue(read);
                }
                if let Some(base) = self.unshadowed_base(place, target) {
                    return base;
                }
                match (&read.source, self.constructible(target)) {
                    (ReadSource::Whole | ReadSource::Document(_), Some((def, fields)))
                        if depth > 0 && self.is_there(place) =>
                    {
                        self.fields_of_place(place, def, fields, depth - 1)
                            .unwrap_or(Expr::Convert(read, target.clone()))
                    }
                    _ => Expr::Convert(read, target.clone()),
                }
            }
        }
    }

    /// What a native place holds, as a type.
    fn access(&self, access: Access, missing: &Missing, target: &RustTy, depth: u32, place: Option<&Place>) -> Expr {
        let read = |access: Access| Read { source: ReadSource::Access(access), missing: missing.clone() };
        let repr = access.repr.clone();
        if repr == Repr::Rust(target.clone()) {
            return Expr::Cloned(read(access));
        }
        let Repr::Rust(have) = &repr else {
            return match (&repr, target) {
                (_, RustTy::Value) => Expr::ToValue(read(access)),
                (Repr::Text, RustTy::String) => Expr::TextToString(read(access)),
                (_, RustTy::Option(inner)) => Expr::Some(Box::new(self.access(access, missing, inner, depth, place))),
                (_, RustTy::Box(inner)) => Expr::Boxed(Box::new(self.access(access, missing, inner, depth, place))),
                _ => Expr::Convert(read(access), target.clone()),
            };
        };
        match (have, target) {
            (_, RustTy::Value) => Expr::ToValue(read(access)),
            (RustTy::Box(inner), _) => {
                let mut access = access;
                access.ops.push(Op::Deref);
                access.repr = Repr::Rust((**inner).clone());
                self.access(access, missing, target, depth, place)
            }
            (_, RustTy::Box(inner)) => Expr::Boxed(Box::new(self.access(access, missing, inner, depth, place))),
            (RustTy::Option(have), RustTy::Option(want)) if !access.fallible() => {
                let bound = Access { root: RootPlace::Bound, ops: Vec::new(), repr: Repr::Rust((**have).clone()) };
                let inner = self.access(bound, missing, want, depth, None);
                let mut access = access;
                access.ops.push(Op::Through);
                access.repr = Repr::Rust((**have).clone());
                Expr::IfSome(access, Box::new(Expr::Some(Box::new(inner))), Box::new(Expr::None))
            }
            // Only its JSON form tells whether it is `null`.
            (have, RustTy::Option(_)) if writes_null(have, self.contract, 0) => {
                Expr::Convert(read(access), target.clone())
            }
            (_, RustTy::Option(inner)) => Expr::Some(Box::new(self.access(access, missing, inner, depth, place))),
            (RustTy::Int(from), RustTy::Int(to)) => Expr::CastInt(read(access), *from, *to),
            (RustTy::Int(_), RustTy::F64) => Expr::IntToFloat(read(access)),
            _ => {
                if let (Some(place), Some((def, fields))) = (place, self.constructible(target))
                    && matches!(have, RustTy::Def(_))
                    // Of a place that may be missing no part may pass for one that is only left out.
                    && !access.fallible()
                    && depth > 0
                    && let Some(made) = self.fields_of_place(place, def, fields, depth - 1)
                {
                    return made;
                }
                Expr::Convert(read(access), target.clone())
            }
        }
    }
}
