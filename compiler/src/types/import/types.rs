//! Types as fields and tasks use them: the model's form of a written type.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    rc::Rc,
};

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::Type;

use super::{
    head::{Head, Known, Scope},
    module::ModuleId,
    world::World,
};
use crate::{
    diag::{Diagnostic, codes::contract as code, near},
    source::Span,
    types::contract::{Lacking, MapTy, RustTy, TypeDef, TypeId, TypeKind},
};

/// The definitions imported so far.
#[derive(Debug, Default)]
pub(super) struct Defs {
    pub(super) list: Vec<TypeDef>,
    ids: HashMap<(ModuleId, String), TypeId>,
    opaque: HashMap<String, TypeId>,
}

impl Defs {
    fn push(&mut self, def: TypeDef) -> TypeId {
        self.list.push(def);
        TypeId(u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX))
    }
}

/// The importer: the modules and what was made of them.
pub(super) struct Importer<'a> {
    pub(super) world: World<'a>,
    pub(super) defs: Defs,
    /// The names reported as not found.
    pub(super) missing: HashSet<(ModuleId, String)>,
    /// Types reported for missing derives; `None` where nothing can stand in for them.
    pub(super) lacking: BTreeMap<(ModuleId, String), Option<Lacking>>,
    /// Definitions that have an id and whose fields are not yet read: a queue, for types nest without bound
    /// and may contain themselves.
    pub(super) unread: VecDeque<(TypeId, ModuleId, Rc<syn::Item>)>,
}

impl Importer<'_> {
    /// The model's form of a type.
    pub(super) fn rust_ty(&mut self, ty: &Type, scope: &Scope) -> RustTy {
        let head = self.world.head(ty, scope);
        let Head::Known(known, arguments) = head else {
            return match head {
                Head::Unit => RustTy::Unit,
                Head::Tuple(parts) => RustTy::Tuple(parts.iter().map(|(ty, scope)| self.rust_ty(ty, scope)).collect()),
                Head::Def { module, name, item, path } => self.definition(ty, scope, (module, name, &item), path),
                Head::Reference => self.opaque(ty, scope, "it is a reference".to_owned()),
                Head::Opaque(why) => self.opaque(ty, scope, why),
                Head::Missing(module, name) => self.missing(ty, scope, module, &name),
                Head::Known(..) => RustTy::Unit,
            };
        };
        let inner = |importer: &mut Self| match arguments.as_slice() {
            [(ty, scope)] => Some(Box::new(importer.rust_ty(ty, scope))),
            _ => None,
        };
        let built = match known {
            Known::Bool => Some(RustTy::Bool),
            Known::Int(int) => Some(RustTy::Int(int)),
            Known::F32 => Some(RustTy::F32),
            Known::F64 => Some(RustTy::F64),
            Known::String => Some(RustTy::String),
            Known::Timestamp => Some(RustTy::Timestamp),
            Known::Value => Some(RustTy::Value),
            Known::Option => inner(self).map(RustTy::Option),
            Known::Vec => inner(self).map(RustTy::Vec),
            Known::Box => match arguments.as_slice() {
                [(ty, scope)] if !is_unsized(ty) => Some(RustTy::Box(Box::new(self.rust_ty(ty, scope)))),
                _ => None,
            },
            Known::BTreeMap | Known::HashMap => {
                let kind = if known == Known::BTreeMap { MapTy::BTree } else { MapTy::Hash };
                match arguments.as_slice() {
                    [(key, key_scope), (value, scope)]
                        if matches!(self.world.head(key, key_scope), Head::Known(Known::String, _)) =>
                    {
                        Some(RustTy::Map(Box::new(self.rust_ty(value, scope)), kind))
                    }
                    _ => return self.opaque(ty, scope, "its keys are not plain `String`s".to_owned()),
                }
            }
            Known::Result | Known::Infallible | Known::TaskContext => None,
        };
        match built {
            Some(built) => built,
            None => self.opaque(ty, scope, "it has no JSON form that is known here".to_owned()),
        }
    }

    /// A type that cannot be seen into, and why.
    pub(super) fn opaque(&mut self, ty: &Type, scope: &Scope, why: String) -> RustTy {
        let path = self.world.render(ty, scope);
        if let Some(id) = self.defs.opaque.get(&path) {
            return RustTy::Def(*id);
        }
        let span = self.world.place(scope.module, ty);
        let name = tidy(ty.to_token_stream());
        let id = self.defs.push(TypeDef { name, path: path.clone(), span, kind: TypeKind::Opaque(why) });
        self.defs.opaque.insert(path, id);
        RustTy::Def(id)
    }

    fn definition(
        &mut self,
        ty: &Type,
        scope: &Scope,
        (module, name, item): (ModuleId, String, &Rc<syn::Item>),
        path: String,
    ) -> RustTy {
        let (ident, generics) = match &**item {
            syn::Item::Struct(item) => (&item.ident, &item.generics),
            syn::Item::Enum(item) => (&item.ident, &item.generics),
            _ => return self.opaque(ty, scope, format!("`{name}` is a union")),
        };
        if !generics.params.is_empty() {
            return self.opaque(ty, scope, format!("`{name}` is generic"));
        }
        let key = (module, name);
        if let Some(id) = self.defs.ids.get(&key) {
            return RustTy::Def(*id);
        }
        let span = self.world.place(module, ident);
        let pending = TypeKind::Opaque(format!("`{}` is not read", key.1));
        let id = self.defs.push(TypeDef { name: key.1.clone(), path, span, kind: pending });
        self.unread.push_back((id, module, item.clone()));
        self.defs.ids.insert(key, id);
        RustTy::Def(id)
    }

    /// Reads the definitions that were met, and those that they reach.
    pub(super) fn read_definitions(&mut self) {
        while let Some((id, module, item)) = self.unread.pop_front() {
            let Some(name) = self.defs.list.get(id.0 as usize).map(|def| def.name.clone()) else { continue };
            let kind = self.kind_of(module, &name, &item);
            if let Some(def) = self.defs.list.get_mut(id.0 as usize) {
                def.kind = kind;
            }
        }
    }

    fn missing(&mut self, ty: &Type, scope: &Scope, module: ModuleId, name: &str) -> RustTy {
        self.report_missing(ty, scope, module, name);
        self.opaque(ty, scope, format!("`{name}` is not found"))
    }

    /// Reports a type that does not exist, once however often it is written.
    pub(super) fn report_missing(&mut self, ty: &Type, scope: &Scope, module: ModuleId, name: &str) {
        if !self.missing.insert((module, name.to_owned())) {
            return;
        }
        let span = self.world.place(scope.module, ty);
        let known = self.world.module(module).items.keys().map(String::as_str);
        let help = match near(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("define `{name}` in this file, or bring it into sight with `use`"),
        };
        self.error(code::UNKNOWN_TYPE, span, format!("cannot find type `{name}` in the contract"), help);
    }

    /// Reports an error at a piece of Rust.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.world.diags.push(Diagnostic::error(code, span, message).help(help));
    }
}

fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        _ => false,
    }
}

/// Tokens as people write them: `Vec<Item>`, not `Vec < Item >`.
pub(super) fn tidy(tokens: TokenStream) -> String {
    let spaced = tokens.to_string();
    let mut out = spaced;
    for (from, to) in [(" :: ", "::"), (":: ", "::"), (" < ", "<"), ("< ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")]
    {
        out = out.replace(from, to);
    }
    out
}
