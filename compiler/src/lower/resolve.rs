//! What a path finds: the native way to a place of the data, a result, an error or the context object.

mod context;

use crate::{
    expr::Step,
    lower::{
        layout::{Layouts, Presence},
        plan::{Access, ArmId, Op, ReadSource, RootPlace},
        repr::Repr,
        view::{Document, View, value_steps},
    },
    types::contract::{Contract, RustTy, Skip, StructDef, TypeKind},
};

/// Finds places.
pub struct Resolver<'a> {
    /// The layouts as they are known.
    pub layouts: &'a Layouts,
    /// The contract's types.
    pub contract: &'a Contract,
    /// The item of a `Map`, where its iteration is made: how it is held.
    pub item: Option<&'a Repr>,
}

impl Resolver<'_> {
    /// What steps from a view find.
    #[must_use]
    pub fn find(&self, view: &View, steps: &[Step]) -> ReadSource {
        let all: Vec<Step> = view.prefix.iter().chain(steps).cloned().collect();
        match &view.document {
            Document::Empty if all.is_empty() => ReadSource::Empty,
            Document::Empty => ReadSource::Nowhere,
            Document::Result(repr) => self.walk(RootPlace::Result, repr, &all),
            Document::Context => self.find_in_context(&all),
            Document::Variable(name) => self.walk(RootPlace::Variable(name.clone()), &Repr::VALUE, &all),
            Document::Selected => self.walk(RootPlace::Selected, &Repr::VALUE, &all),
            Document::Data(arm, presence) => self.find_in_data(*arm, presence, &all),
        }
    }

    fn find_in_data(&self, id: ArmId, presence: &Presence, steps: &[Step]) -> ReadSource {
        let Some(arm) = self.layouts.arm(id) else { return ReadSource::Nowhere };
        if arm.base.is_value() {
            return self.walk(RootPlace::Value, &Repr::VALUE, steps);
        }
        let keys: Vec<String> = steps
            .iter()
            .map_while(|step| match step {
                Step::Key(key) => Some(key.clone()),
                Step::Index(_) => None,
            })
            .collect();
        let is_key_path = keys.len() == steps.len();
        let below = |path: &Vec<String>| path.len() > keys.len() && path.starts_with(&keys);
        if is_key_path && presence.keys().any(below) {
            return if steps.is_empty() { ReadSource::Whole } else { ReadSource::Document(value_steps(steps)) };
        }
        let mut covering: Vec<(&Vec<String>, bool)> =
            presence.iter().filter(|(path, _)| keys.starts_with(path)).map(|(path, always)| (path, *always)).collect();
        covering.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        let mut covering = covering.into_iter();
        let base = || self.walk(RootPlace::Base, &arm.base, steps);
        let Some((path, always)) = covering.next() else { return base() };
        let Some((at, slot)) = arm.slot(path) else { return ReadSource::Nowhere };
        let rest = steps.get(path.len()..).unwrap_or_default();
        if always {
            return self.walk(RootPlace::Slot(at, true), &slot.repr, rest);
        }
        // The slot may be empty: what is found then is what lies under it.
        if covering.next().is_none() && base() == ReadSource::Nowhere {
            return self.walk(RootPlace::Slot(at, false), &slot.repr, rest);
        }
        ReadSource::Document(value_steps(steps))
    }

    /// Whether nothing but an object can stand at a place, whichever slots above it or at it are empty,
    /// or nothing at all.
    #[must_use]
    pub fn only_objects(&self, id: ArmId, presence: &Presence, keys: &[String]) -> bool {
        let Some(arm) = self.layouts.arm(id) else { return false };
        let steps: Vec<Step> = keys.iter().map(|key| Step::Key(key.clone())).collect();
        let is_object = |source: ReadSource| match source {
            ReadSource::Nowhere => true,
            ReadSource::Access(access) => {
                access.ops.iter().all(|op| matches!(op, Op::Field(_) | Op::Deref))
                    && access.repr.is_object(self.contract)
            }
            _ => false,
        };
        for length in (1..=keys.len()).rev() {
            let Some(path) = keys.get(..length) else { continue };
            let (Some(always), Some((at, slot))) = (presence.get(path), arm.slot(path)) else { continue };
            let rest = steps.get(length..).unwrap_or_default();
            if !is_object(self.walk(RootPlace::Slot(at, true), &slot.repr, rest)) {
                return false;
            }
            if *always {
                return true;
            }
        }
        is_object(self.walk(RootPlace::Base, &arm.base, &steps))
    }

    /// Walks from a place of a known form.
    #[must_use]
    pub fn walk(&self, root: RootPlace, repr: &Repr, steps: &[Step]) -> ReadSource {
        let start = |repr: &Repr| Access { root: root.clone(), ops: Vec::new(), repr: repr.clone() };
        match (repr, steps) {
            (_, []) => ReadSource::Access(start(repr)),
            (Repr::Rust(ty), steps) => self.walk_rust(start(repr), ty, steps),
            (Repr::ErrorOutput, [Step::Key(key), rest @ ..]) if key == "Error" || key == "Cause" => {
                let ty = RustTy::Option(Box::new(RustTy::String));
                let mut access = start(&Repr::Rust(ty.clone()));
                access.ops.push(Op::Field(key.to_lowercase()));
                self.walk_rust(access, &ty, rest)
            }
            (Repr::Text | Repr::Object | Repr::ErrorOutput, _) => ReadSource::Nowhere,
        }
    }

    fn walk_rust(&self, mut access: Access, ty: &RustTy, steps: &[Step]) -> ReadSource {
        let Some((step, rest)) = steps.split_first() else {
            access.repr = Repr::Rust(ty.clone());
            return ReadSource::Access(access);
        };
        match (ty, step) {
            (RustTy::Value, _) => {
                access.ops.push(Op::Value(value_steps(steps)));
                access.repr = Repr::VALUE;
                ReadSource::Access(access)
            }
            (RustTy::Option(inner), _) => self.walk_rust(access.then(Op::Through), inner, steps),
            (RustTy::Box(inner), _) => self.walk_rust(access.then(Op::Deref), inner, steps),
            (RustTy::Vec(inner), Step::Index(index)) => self.walk_rust(access.then(Op::Index(*index)), inner, rest),
            (RustTy::Tuple(parts), Step::Index(index)) => match nth(parts.iter(), *index) {
                Some((at, part)) => self.walk_rust(access.then(Op::Field(at.to_string())), part, rest),
                None => ReadSource::Nowhere,
            },
            (RustTy::Map(inner, _), Step::Key(key)) => self.walk_rust(access.then(Op::Key(key.clone())), inner, rest),
            (RustTy::Def(id), step) => match self.contract.def(*id).map(|def| &def.kind) {
                Some(TypeKind::Newtype(newtype)) if newtype.visible => {
                    self.walk_rust(access.then(Op::Field(newtype.rust_name.clone())), &newtype.ty, steps)
                }
                Some(TypeKind::Struct(def)) => self.walk_struct(access, ty, def, steps),
                Some(TypeKind::Tuple(def)) => match step {
                    Step::Key(_) => ReadSource::Nowhere,
                    Step::Index(index) => match nth(def.parts.iter(), *index) {
                        None => ReadSource::Nowhere,
                        Some((_, part)) if part.visible && !is_coded(&part.ty) => {
                            self.walk_rust(access.then(Op::Field(part.index.to_string())), &part.ty, rest)
                        }
                        Some(_) => inside(access, ty, steps),
                    },
                },
                Some(TypeKind::Enum(_) | TypeKind::Unit) => ReadSource::Nowhere,
                Some(TypeKind::Opaque(_) | TypeKind::Whole(_) | TypeKind::Newtype(_) | TypeKind::Union(_)) | None => {
                    inside(access, ty, steps)
                }
            },
            (RustTy::Opaque(_) | RustTy::Coded(_), _) => inside(access, ty, steps),
            _ => ReadSource::Nowhere,
        }
    }

    /// Steps into a struct, the first of which is to be a field.
    fn walk_struct(&self, access: Access, ty: &RustTy, def: &StructDef, steps: &[Step]) -> ReadSource {
        let Some((Step::Key(key), rest)) = steps.split_first() else { return ReadSource::Nowhere };
        let Some(field) = def.fields.iter().find(|field| field.json_name == *key) else {
            // It may be a key of what is flattened.
            let is_tag = def.tag.as_ref().is_some_and(|tag| tag.key == *key);
            return if def.is_flattened() || is_tag { inside(access, ty, steps) } else { ReadSource::Nowhere };
        };
        // Only serde knows whether and as what some fields are written, and others are out of sight.
        let is_native = field.visible && !is_coded(&field.ty);
        match (field.skip_write, &field.ty) {
            _ if field.flatten => inside(access, ty, steps),
            (Skip::Always, _) => ReadSource::Nowhere,
            (Skip::Never, part) if is_native => {
                self.walk_rust(access.then(Op::Field(field.rust_name.clone())), part, rest)
            }
            (Skip::IfNone, RustTy::Option(inner)) if is_native => {
                self.walk_rust(access.then(Op::Field(field.rust_name.clone())).then(Op::Through), inner, rest)
            }
            (Skip::Never | Skip::IfNone | Skip::Sometimes | Skip::Unknown, _) => inside(access, ty, steps),
        }
    }
}

impl Access {
    /// One step further.
    fn then(mut self, op: Op) -> Self {
        self.ops.push(op);
        self
    }
}

/// Whether only serde knows the JSON form of a type.
pub(super) fn is_coded(ty: &RustTy) -> bool {
    matches!(ty, RustTy::Opaque(_) | RustTy::Coded(_))
}

/// The part at an index; negative ones count from the end.
fn nth<T>(parts: impl ExactSizeIterator<Item = T>, index: i64) -> Option<(usize, T)> {
    let at = match usize::try_from(index) {
        Ok(at) => at,
        Err(_) => parts.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?,
    };
    parts.enumerate().nth(at)
}

/// A place that only the JSON form shows.
fn inside(mut access: Access, ty: &RustTy, steps: &[Step]) -> ReadSource {
    access.repr = Repr::Rust(ty.clone());
    ReadSource::Inside(access, value_steps(steps))
}
