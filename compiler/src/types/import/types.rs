//! Types as fields and tasks use them: the model's form of a written type.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    rc::Rc,
};

use proc_macro2::TokenStream;
use syn::{GenericArgument, PathArguments, Type, ext::IdentExt as _};

use super::{
    head::{Head, Scope, bind},
    module::ModuleId,
    world::World,
};
use crate::{
    diag::{Diagnostic, codes::contract as code, near},
    source::Span,
    types::contract::{Lacking, RustTy, TypeDef, TypeId, TypeKind},
};

/// How many generic structs deep a type is followed.
const DEEPEST: usize = 16;
/// How many generic structs with types of their own a contract may have.
const INSTANCES: usize = 500;
/// How long the type arguments of a generic struct may be.
const LONGEST: usize = 2_000;
/// How many places of tuples a contract may have.
pub(super) const MOST: usize = 10_000;

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
    pub(super) unread: VecDeque<(TypeId, Scope, Rc<syn::Item>)>,
    /// The definition that is read, and what its parameters stand for.
    pub(super) reading: Option<Scope>,
    /// How many generic types were met, each with types of its own.
    pub(super) instances: usize,
    /// How many places of tuples were read.
    pub(super) places: usize,
}

impl Importer<'_> {
    /// The model's form of a type.
    pub(super) fn rust_ty(&mut self, ty: &Type, scope: &Scope) -> RustTy {
        match self.world.head(ty, scope) {
            Head::Unit => RustTy::Unit,
            Head::Known(known, arguments) => self.known(ty, scope, known, &arguments),
            Head::Tuple(items) => self.places(ty, scope, items),
            Head::Array(item, len) => self.array(ty, scope, &item, len),
            Head::Def { module, name, item, path, arguments } => {
                self.definition(ty, scope, (module, name, &item), path, arguments)
            }
            Head::Reference => self.opaque(ty, scope, "it is a reference".to_owned()),
            Head::Opaque(why) => self.opaque(ty, scope, why),
            Head::Missing(module, name) => self.missing(ty, scope, module, &name),
        }
    }

    /// A type that cannot be seen into, and why.
    pub(super) fn opaque(&mut self, ty: &Type, scope: &Scope, why: String) -> RustTy {
        let name = self.world.people(ty, scope);
        self.interned(ty, scope, "", &name, TypeKind::Opaque(why))
    }

    /// A type that the contract does not define; one entry for each path and `key`.
    pub(super) fn interned(&mut self, ty: &Type, scope: &Scope, key: &str, name: &str, kind: TypeKind) -> RustTy {
        let path = self.world.render(ty, scope);
        let key = format!("{path} {key}");
        if let Some(id) = self.defs.opaque.get(&key) {
            return RustTy::Def(*id);
        }
        let span = self.world.place(scope.module, ty);
        let nameable = self.world.nameable(ty, scope);
        let id = self.defs.push(TypeDef { name: name.to_owned(), path, span, nameable, kind });
        self.defs.opaque.insert(key, id);
        RustTy::Def(id)
    }

    fn definition(
        &mut self,
        ty: &Type,
        scope: &Scope,
        (module, name, item): (ModuleId, String, &Rc<syn::Item>),
        path: String,
        arguments: Vec<(Type, Scope)>,
    ) -> RustTy {
        let (ident, generics) = match &**item {
            syn::Item::Struct(item) => (&item.ident, &item.generics),
            syn::Item::Enum(item) => (&item.ident, &item.generics),
            _ => return self.opaque(ty, scope, format!("`{name}` is a union")),
        };
        let (mut key, mut shown, mut path, mut own) = (name.clone(), name.clone(), path, Scope::of(module));
        if !generics.params.is_empty() {
            let lifetimes = generics.lifetimes().count();
            let types = generics.params.len() - lifetimes;
            if lifetimes > 0 && !outlives(ty, scope, lifetimes) {
                return self.opaque(ty, scope, format!("`{name}` borrows, and not for `'static`"));
            }
            let written: Vec<String> = arguments.iter().map(|(ty, scope)| self.world.render(ty, scope)).collect();
            let people: Vec<String> = arguments.iter().map(|(ty, scope)| self.world.people(ty, scope)).collect();
            own = bind(generics, module, arguments.clone(), scope.depth + 1);
            if own.bound() < types {
                return self.opaque(ty, scope, format!("`{name}` is generic, and not all its types are given here"));
            }
            if own.depth > DEEPEST || written.iter().map(String::len).sum::<usize>() > LONGEST {
                return self.opaque(ty, scope, format!("`{name}` holds itself with ever new types"));
            }
            if self.instances >= INSTANCES {
                return self.opaque(ty, scope, "the contract has too many generic types".to_owned());
            }
            let written: Vec<String> = std::iter::repeat_n("'static".to_owned(), lifetimes).chain(written).collect();
            if !written.is_empty() {
                // A type is the same one under whatever path a module reaches it.
                let same: Vec<String> = arguments.iter().map(|(ty, scope)| self.same(ty, scope)).collect();
                key = format!("{key}<{same:?}>");
                let written = written.join(", ");
                if !people.is_empty() {
                    shown = format!("{shown}<{}>", people.join(", "));
                }
                path = format!("{path}::<{written}>");
            }
        }
        let key = (module, key);
        let nameable = self.world.nameable(ty, scope);
        if let Some(id) = self.defs.ids.get(&key).copied() {
            // Another module may see it where the first one that was read did not.
            if let Some(def) = self.defs.list.get_mut(id.0 as usize).filter(|def| nameable && !def.nameable) {
                (def.path, def.nameable) = (path, true);
            }
            return RustTy::Def(id);
        }
        self.instances += usize::from(!generics.params.is_empty());
        let span = self.world.place(module, ident);
        let pending = TypeKind::Opaque(format!("`{shown}` is not read"));
        let id = self.defs.push(TypeDef { name: shown, path, span, nameable, kind: pending });
        self.unread.push_back((id, own, item.clone()));
        self.defs.ids.insert(key, id);
        RustTy::Def(id)
    }

    /// A type argument, the same text under whatever path a module reaches it.
    fn same(&mut self, ty: &Type, scope: &Scope) -> String {
        match ty {
            // A constant.
            Type::Verbatim(value) => value.to_string(),
            _ => format!("{:?}", self.rust_ty(ty, scope)),
        }
    }

    /// Reads the definitions that were met, and those that they reach.
    pub(super) fn read_definitions(&mut self) {
        while let Some((id, scope, item)) = self.unread.pop_front() {
            let Some(name) = self.defs.list.get(id.0 as usize).map(|def| def.name.clone()) else { continue };
            let module = scope.module;
            self.reading = Some(scope);
            let kind = self.kind_of(module, &name, &item);
            self.reading = None;
            if let Some(def) = self.defs.list.get_mut(id.0 as usize) {
                def.kind = kind;
            }
        }
    }

    /// The scope of what is read in a module: in a generic struct its parameters stand for types.
    pub(super) fn scope_of(&self, module: ModuleId) -> Scope {
        match &self.reading {
            Some(scope) if scope.module == module => scope.clone(),
            _ => Scope::of(module),
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
        let known = known.chain(["String", "Option", "Vec", "bool"]);
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

/// Whether a type that borrows is written with lifetimes that do not end: `'static`, or those of a struct that is
/// itself used so.
fn outlives(ty: &Type, scope: &Scope, lifetimes: usize) -> bool {
    let ty = match ty {
        Type::Group(group) => return outlives(&group.elem, scope, lifetimes),
        Type::Paren(paren) => return outlives(&paren.elem, scope, lifetimes),
        Type::Path(path) => path,
        _ => return false,
    };
    if let Some((bound, at)) = ty.path.get_ident().and_then(|ident| scope.parameter(&ident.unraw().to_string())) {
        return outlives(&bound, &at, lifetimes);
    }
    let Some(PathArguments::AngleBracketed(written)) = ty.path.segments.last().map(|segment| &segment.arguments) else {
        return false;
    };
    let given: Vec<&syn::Lifetime> = written
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Lifetime(lifetime) => Some(lifetime),
            _ => None,
        })
        .collect();
    given.len() == lifetimes && given.iter().all(|lifetime| lifetime.ident == "static" || scope.outlives(lifetime))
}

/// Tokens as people write them: `Vec<Item>`, not `Vec < Item >`.
pub(super) fn tidy(tokens: TokenStream) -> String {
    let mut out = tokens.to_string();
    for (from, to) in [(" :: ", "::"), (":: ", "::"), (" < ", "<"), ("< ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")]
    {
        out = out.replace(from, to);
    }
    out
}
