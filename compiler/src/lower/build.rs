//! Expressions that make a value of a wanted type: natively where the types allow it, else by way of
//! the JSON form.

mod fields;
mod literal;
mod template;

use crate::{
    expr::{Path, Step, Tail},
    lower::{
        layout::{KeyPath, Presence},
        lossy::writes_null,
        plan::{Access, Expr, Missing, MissingKind, Op, QueryPlan, Read, ReadSource, RootPlace},
        repr::Repr,
        resolve::Resolver,
        tail::reads_document,
        view::{Document, View, key_path, value_steps},
    },
    types::contract::{RustTy, StructDef, TypeDef, TypeKind},
};

use fields::{absent, default_of, names, plain, read_name};
pub use template::template_place;

/// How deep types are taken apart field by field before the JSON form is used.
const DEPTH: u32 = 8;
/// How many fields a struct may have for that, with those of the structs in it: each is code of its own.
const FIELDS: usize = 400;

/// A place with all that is needed to read it, or parts of it.
#[derive(Clone, Debug)]
pub struct Place {
    /// What `$` stands for.
    pub view: View,
    /// The steps from there.
    pub steps: Vec<Step>,
    /// What follows them, if the path is more than a chain of steps.
    pub tail: Option<Box<Tail>>,
    /// How it is reported if it is not there.
    pub missing: Missing,
}

impl Resolver<'_> {
    /// A read of a place.
    #[must_use]
    pub fn read(&self, place: &Place) -> Read {
        let source = self.find(&place.view, &place.steps);
        let source = match &place.tail {
            None => source,
            Some(tail) => {
                let document = reads_document(&tail.segments).then(|| self.find(&place.view, &[]));
                let (segments, is_definite) = (tail.segments.clone(), tail.is_definite);
                ReadSource::Query(Box::new(QueryPlan { base: source, document, segments, is_definite }))
            }
        };
        Read { source, missing: place.missing.clone() }
    }

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

    /// Whether a place of the data is surely there.
    fn is_there(&self, place: &Place) -> bool {
        let Document::Data(arm, presence) = &place.view.document else { return false };
        let Some(keys) = keys_of(place) else { return false };
        if keys.is_empty() || presence.iter().any(|(path, always)| *always && path.starts_with(&keys)) {
            return true;
        }
        let bare = View { document: Document::Data(*arm, without_below(presence, &keys)), prefix: Vec::new() };
        let steps: Vec<Step> = keys.into_iter().map(Step::Key).collect();
        matches!(self.find(&bare, &steps), ReadSource::Access(access) if !access.fallible())
    }

    /// The base under a document, if it is of the wanted type and nothing laid over it is a field of it.
    fn unshadowed_base(&self, place: &Place, target: &RustTy) -> Option<Expr> {
        let Document::Data(arm, presence) = &place.view.document else { return None };
        let keys = keys_of(place).filter(|_| place.tail.is_none())?;
        let RustTy::Def(id) = target else { return None };
        let TypeKind::Struct(def) = &self.contract.def(*id)?.kind else { return None };
        if def.deny_unknown || def.is_flattened() {
            return None;
        }
        let shadows = |path: &Vec<String>| {
            path.len() > keys.len()
                && path.starts_with(&keys)
                && path
                    .get(keys.len())
                    .is_some_and(|key| def.fields.iter().any(|field| names(field).any(|name| name == key)))
        };
        if presence.keys().any(shadows) {
            return None;
        }
        let bare =
            View { document: Document::Data(*arm, without_below(presence, &keys)), prefix: place.view.prefix.clone() };
        match self.find(&bare, &place.steps) {
            ReadSource::Access(access) if access.repr == Repr::Rust(target.clone()) => {
                Some(Expr::Cloned(Read { source: ReadSource::Access(access), missing: place.missing.clone() }))
            }
            _ => None,
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

    /// The struct behind a type, if generated code may write a literal of it.
    fn constructible(&self, target: &RustTy) -> Option<(&TypeDef, &StructDef)> {
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
    fn fields_of_place(&self, place: &Place, def: &TypeDef, fields: &StructDef, depth: u32) -> Option<Expr> {
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

/// The keys from the document to a place; `None` if an index is among them.
fn keys_of(place: &Place) -> Option<KeyPath> {
    key_path(place.view.prefix.iter().chain(&place.steps))
}

/// What is laid over a document but for what lies below a place.
fn without_below(presence: &Presence, keys: &[String]) -> Presence {
    let below = |path: &[String]| path.len() > keys.len() && path.starts_with(keys);
    presence.iter().filter(|(path, _)| !below(path)).map(|(path, always)| (path.clone(), *always)).collect()
}

/// Where a path reads, from a view.
#[must_use]
pub fn place_of(path: &Path, kind: MissingKind, view: &View) -> Place {
    let (view, steps) = (view.of_root(&path.root), path.steps.clone());
    let missing = Missing { kind, path: path.text.clone(), scope: view.scope(), steps: value_steps(&steps) };
    Place { view, steps, tail: path.tail.clone(), missing }
}
