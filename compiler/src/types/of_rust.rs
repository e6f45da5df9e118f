//! The JSON type that a Rust type of the contract writes.

mod flatten;
mod recursion;
mod variants;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use crate::types::{
    Contract, Record, RecordField, Ty,
    contract::{Field, JsonForm, RustTy, Skip, TupleDef, TypeId, TypeKind},
    ty::Class,
};

/// How many definitions inside one another are followed.
const DEPTH: usize = 64;
/// How many keys of a map are told apart.
const KEYS: usize = 64;

/// Turns Rust types into the JSON types they write; remembers what it has turned.
pub struct Written<'a> {
    contract: &'a Contract,
    done: RefCell<HashMap<(TypeId, Option<u32>), Ty>>,
    /// Whether a definition leads to itself.
    recursive: RefCell<HashMap<TypeId, bool>>,
    /// How many definitions are under way.
    depth: Cell<usize>,
    /// How often those that lead to themselves are still followed, inside of one.
    level: Cell<Option<u32>>,
}

impl<'a> Written<'a> {
    /// Over the types of a contract.
    #[must_use]
    pub fn new(contract: &'a Contract) -> Self {
        Written {
            contract,
            done: RefCell::default(),
            recursive: RefCell::default(),
            depth: Cell::default(),
            level: Cell::default(),
        }
    }

    /// What a Rust type writes.
    #[must_use]
    pub fn ty(&self, rust: &RustTy) -> Ty {
        match rust {
            RustTy::Unit => Ty::Null,
            RustTy::Bool => Ty::Bool(None),
            RustTy::Int(int) => {
                let (low, high) = int.range();
                Ty::Int(low, high)
            }
            RustTy::F32 | RustTy::F64 => Ty::Float,
            RustTy::String => Ty::String,
            RustTy::Timestamp => Ty::Timestamp,
            RustTy::Value => Ty::Any,
            RustTy::Tuple(parts) => Ty::Tuple(parts.iter().map(|part| self.ty(part)).collect()),
            RustTy::Option(inner) => self.ty(inner).join(&Ty::Null),
            RustTy::Vec(item) => Ty::List(Rc::new(self.ty(item))),
            RustTy::Map(value, _) => Ty::Map(Rc::new(self.ty(value))),
            RustTy::Box(inner) => self.ty(inner),
            RustTy::Def(id) => self.def(*id),
            RustTy::Coded(coded) => self.json_form(&coded.form),
            RustTy::Opaque(text) => Ty::Opaque(text.as_str().into()),
        }
    }

    fn json_form(&self, form: &JsonForm) -> Ty {
        match form {
            JsonForm::Like(rust) => self.ty(rust),
            JsonForm::Int(low, high) => Ty::Int(*low, *high),
            JsonForm::Map(key, value) => self.map(key, value),
        }
    }

    /// An object whose keys are known if they are the variants of an enum: each may be there.
    fn map(&self, key: &RustTy, value: &RustTy) -> Ty {
        let value = self.ty(value);
        match self.ty(key) {
            Ty::Enum(_, names) if names.len() <= KEYS => Ty::Record(Rc::new(Record {
                fields: names.iter().map(|name| RecordField::maybe(name, value.clone())).collect(),
                ..Record::default()
            })),
            _ => Ty::Map(Rc::new(value)),
        }
    }

    fn def(&self, id: TypeId) -> Ty {
        match self.level.get() {
            level if !self.is_recursive(id) => self.at_level(id, level),
            None => self.unfolded(id),
            Some(level) => match level.checked_sub(1) {
                Some(level) => self.at_level(id, Some(level)),
                None => Ty::Any,
            },
        }
    }

    /// A definition inside of which those that lead to themselves are followed so many times.
    fn at_level(&self, id: TypeId, level: Option<u32>) -> Ty {
        if let Some(ty) = self.done.borrow().get(&(id, level)) {
            return ty.clone();
        }
        let Some(def) = self.contract.def(id) else { return Ty::Any };
        // A type that deep is not known as a whole either.
        if self.depth.get() > DEPTH {
            return Ty::Any;
        }
        self.depth.set(self.depth.get() + 1);
        let around = self.level.replace(level);
        let ty = match &def.kind {
            TypeKind::Struct(fields) => {
                Ty::union(self.flattened(Some(&def.name), fields).into_iter().map(|record| Ty::Record(Rc::new(record))))
            }
            TypeKind::Union(union) => self.variants(&def.name, union),
            TypeKind::Tuple(tuple) => self.tuple(tuple),
            TypeKind::Enum(variants) => {
                let names: BTreeSet<String> = variants.iter().map(|variant| variant.json_name.clone()).collect();
                if names.is_empty() { Ty::Never } else { Ty::Enum(Some(def.name.as_str().into()), Rc::new(names)) }
            }
            TypeKind::Newtype(newtype) => self.ty(&newtype.ty),
            TypeKind::Unit => Ty::Null,
            TypeKind::Whole(whole) => self.json_form(&whole.form),
            TypeKind::Opaque(_) => Ty::Opaque(def.name.as_str().into()),
        }
        .bounded();
        self.level.set(around);
        self.depth.set(self.depth.get() - 1);
        self.done.borrow_mut().insert((id, level), ty.clone());
        ty
    }

    fn tuple(&self, def: &TupleDef) -> Ty {
        Ty::Tuple(def.parts.iter().map(|part| self.ty(&part.ty)).collect())
    }

    fn field(&self, field: &Field) -> Option<RecordField> {
        let ty = self.ty(&field.ty);
        match field.skip_write {
            Skip::Always => None,
            Skip::Never => Some(RecordField::required(&field.json_name, ty)),
            Skip::Sometimes => Some(RecordField::maybe(&field.json_name, ty)),
            // Nothing is said of it, nor that it may be missing.
            Skip::Unknown => Some(RecordField::required(&field.json_name, Ty::Any)),
            Skip::IfNone => {
                // Whatever is not known to be null stays as it is.
                let written = if ty.is_unknown() { ty } else { ty.without(Class::Null) };
                Some(RecordField::maybe(&field.json_name, written))
            }
        }
    }
}
