//! The head of a written type: aliases followed, the name looked up, its arguments kept with the place
//! they were written in.

use std::{collections::BTreeMap, rc::Rc};

use syn::{GenericArgument, GenericParam, Item, PathArguments, Type, ext::IdentExt as _};

use super::{
    module::ModuleId,
    resolve::{Found, escape},
    world::World,
};
use crate::types::contract::IntTy;

/// Where a type is written: the module, and what the type parameters of an alias stand for.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) module: ModuleId,
    parameters: Rc<BTreeMap<String, (Type, Scope)>>,
    /// How many aliases deep: aliases in a circle end.
    depth: usize,
}

impl Scope {
    /// The scope of a module's own text.
    pub(super) fn of(module: ModuleId) -> Scope {
        Scope { module, parameters: Rc::new(BTreeMap::new()), depth: 0 }
    }
}

/// A type of the language, of std, or of the crates that contracts speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Bool,
    Int(IntTy),
    F32,
    F64,
    String,
    Timestamp,
    Value,
    Option,
    Vec,
    Box,
    BTreeMap,
    HashMap,
    Result,
    Infallible,
    TaskContext,
}

/// What stands at the head of a type.
#[derive(Debug)]
pub(super) enum Head {
    /// `()`
    Unit,
    /// `(A, B)`
    Tuple(Vec<(Type, Scope)>),
    /// A known type and its type arguments.
    Known(Known, Vec<(Type, Scope)>),
    /// A struct, enum or union of the contract; the path is as generated code writes it.
    Def { module: ModuleId, name: String, item: Rc<Item>, path: String },
    /// `&T`
    Reference,
    /// Something else; the text says why it cannot be seen into.
    Opaque(String),
    /// It does not exist: this name is not in this module.
    Missing(ModuleId, String),
}

impl World<'_> {
    /// Finds the head of a type.
    pub(super) fn head(&mut self, ty: &Type, scope: &Scope) -> Head {
        match ty {
            Type::Group(group) => self.head(&group.elem, scope),
            Type::Paren(paren) => self.head(&paren.elem, scope),
            Type::Tuple(tuple) if tuple.elems.is_empty() => Head::Unit,
            Type::Tuple(tuple) => Head::Tuple(tuple.elems.iter().map(|elem| (elem.clone(), scope.clone())).collect()),
            Type::Array(_) => Head::Opaque("it is an array of fixed length".to_owned()),
            Type::Reference(_) => Head::Reference,
            Type::Path(path) if path.qself.is_none() => self.path_head(&path.path, scope),
            Type::Path(_) => Head::Opaque("it is an associated type".to_owned()),
            Type::Macro(_) => Head::Opaque("it is the output of a macro".to_owned()),
            _ => Head::Opaque("it has no JSON form that is known here".to_owned()),
        }
    }

    fn path_head(&mut self, path: &syn::Path, scope: &Scope) -> Head {
        if let Some(ident) = path.get_ident()
            && let Some((bound, outer)) = scope.parameters.get(&ident.unraw().to_string())
        {
            let (bound, outer) = (bound.clone(), outer.clone());
            return self.head(&bound, &outer);
        }
        let names = names(path);
        let absolute = path.leading_colon.is_some();
        let arguments = arguments(path, scope);
        match self.resolve(scope.module, &names, absolute) {
            Found::Item(module, name, item) => match &*item {
                Item::Type(alias) => self.alias_head(alias, module, &name, arguments, scope),
                Item::Struct(_) | Item::Enum(_) | Item::Union(_) => {
                    let path = self.reach(scope.module, &names, absolute);
                    Head::Def { module, name, item, path }
                }
                _ => Head::Opaque(format!("`{name}` is not a struct or an enum")),
            },
            Found::Prelude(name) => match prelude(&name) {
                Some(known) => Head::Known(known, arguments),
                None => Head::Opaque(format!("`{name}` has no JSON form that is known here")),
            },
            Found::Extern(path) => match external(&path) {
                Some(known) => Head::Known(known, arguments),
                None => Head::Opaque(format!("`{}` is defined in another crate", path.join("::"))),
            },
            // Without any import the name can only be ours: it is part of every contract's vocabulary.
            Found::Hidden(_) | Found::Missing(..) if names.last().is_some_and(|name| name == "TaskContext") => {
                Head::Known(Known::TaskContext, arguments)
            }
            Found::Hidden(why) => self.elsewhere(&names, scope).unwrap_or(Head::Opaque(why)),
            Found::Missing(module, name) => self.elsewhere(&names, scope).unwrap_or(Head::Missing(module, name)),
            Found::Module(_) => Head::Opaque(format!("`{}` is a module", names.join("::"))),
        }
    }

    fn alias_head(
        &mut self,
        alias: &syn::ItemType,
        module: ModuleId,
        name: &str,
        arguments: Vec<(Type, Scope)>,
        scope: &Scope,
    ) -> Head {
        if scope.depth > 16 {
            return Head::Opaque(format!("`{name}` is behind too many aliases"));
        }
        let mut inner = Scope { module, parameters: Rc::new(BTreeMap::new()), depth: scope.depth + 1 };
        let mut arguments = arguments.into_iter();
        let mut parameters = BTreeMap::new();
        for parameter in &alias.generics.params {
            if let GenericParam::Type(parameter) = parameter {
                let default = parameter.default.as_ref().map(|(_, ty)| (ty.clone(), inner.clone()));
                if let Some(bound) = arguments.next().or(default) {
                    parameters.insert(parameter.ident.unraw().to_string(), bound);
                }
            }
        }
        inner.parameters = Rc::new(parameters);
        self.head(&alias.ty, &inner)
    }

    /// A name of this crate that its own file does not bring into sight may stand in another contract
    /// file that the user named.
    fn elsewhere(&mut self, names: &[String], scope: &Scope) -> Option<Head> {
        let name = names.last()?;
        for root in self.roots.clone() {
            if root != scope.module
                && let Some(Ok(item)) = self.item(root, name)
                && matches!(*item, Item::Struct(_) | Item::Enum(_))
            {
                let path = format!("{}::{}", self.module_path(root), escape(name));
                return Some(Head::Def { module: root, name: name.clone(), item, path });
            }
        }
        None
    }

    /// A type as generated code writes it: every path of it as generated code reaches it.
    pub(super) fn render(&mut self, ty: &Type, scope: &Scope) -> String {
        match ty {
            Type::Group(group) => self.render(&group.elem, scope),
            Type::Paren(paren) => self.render(&paren.elem, scope),
            Type::Tuple(tuple) => {
                let parts: Vec<String> = tuple.elems.iter().map(|elem| self.render(elem, scope) + ", ").collect();
                format!("({})", parts.concat().trim_end())
            }
            Type::Array(array) => {
                let len = quote::ToTokens::to_token_stream(&array.len).to_string();
                format!("[{}; {len}]", self.render(&array.elem, scope))
            }
            Type::Slice(slice) => format!("[{}]", self.render(&slice.elem, scope)),
            Type::Reference(reference) => {
                let lifetime = reference.lifetime.as_ref().map(|l| format!("{l} ")).unwrap_or_default();
                format!("&{lifetime}{}", self.render(&reference.elem, scope))
            }
            Type::Path(path) if path.qself.is_none() => self.render_path(&path.path, scope),
            other => quote::ToTokens::to_token_stream(other).to_string(),
        }
    }

    fn render_path(&mut self, path: &syn::Path, scope: &Scope) -> String {
        if let Some(ident) = path.get_ident()
            && let Some((bound, outer)) = scope.parameters.get(&ident.unraw().to_string())
        {
            let (bound, outer) = (bound.clone(), outer.clone());
            return self.render(&bound, &outer);
        }
        let base = self.reach(scope.module, &names(path), path.leading_colon.is_some());
        let Some(PathArguments::AngleBracketed(written)) = path.segments.last().map(|segment| &segment.arguments)
        else {
            return base;
        };
        let parts: Vec<String> = written
            .args
            .iter()
            .map(|argument| match argument {
                GenericArgument::Type(ty) => self.render(ty, scope),
                other => quote::ToTokens::to_token_stream(other).to_string(),
            })
            .collect();
        format!("{base}<{}>", parts.join(", "))
    }
}

/// The names of a path.
pub(super) fn names(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect()
}

fn arguments(path: &syn::Path, scope: &Scope) -> Vec<(Type, Scope)> {
    let Some(PathArguments::AngleBracketed(written)) = path.segments.last().map(|segment| &segment.arguments) else {
        return Vec::new();
    };
    written
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some((ty.clone(), scope.clone())),
            _ => None,
        })
        .collect()
}

fn prelude(name: &str) -> Option<Known> {
    Some(match name {
        "bool" => Known::Bool,
        "f32" => Known::F32,
        "f64" => Known::F64,
        "String" => Known::String,
        "Option" => Known::Option,
        "Vec" => Known::Vec,
        "Box" => Known::Box,
        "Result" => Known::Result,
        _ => return integer(name).map(Known::Int),
    })
}

fn integer(name: &str) -> Option<IntTy> {
    [
        IntTy::I8,
        IntTy::I16,
        IntTy::I32,
        IntTy::I64,
        IntTy::I128,
        IntTy::Isize,
        IntTy::U8,
        IntTy::U16,
        IntTy::U32,
        IntTy::U64,
        IntTy::U128,
        IntTy::Usize,
    ]
    .into_iter()
    .find(|int| int.name() == name)
}

/// Known paths of other crates. `jiff` and `serde_json` may also be reached through a crate that
/// re-exports them.
fn external(path: &[String]) -> Option<Known> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    Some(match path.as_slice() {
        ["std" | "core" | "alloc", rest @ ..] => match rest {
            ["option", "Option"] => Known::Option,
            ["result", "Result"] => Known::Result,
            ["vec", "Vec"] => Known::Vec,
            ["boxed", "Box"] => Known::Box,
            ["string", "String"] => Known::String,
            ["collections", "BTreeMap"] | ["collections", "btree_map", "BTreeMap"] => Known::BTreeMap,
            ["collections", "HashMap"] | ["collections", "hash_map", "HashMap"] => Known::HashMap,
            ["convert", "Infallible"] => Known::Infallible,
            ["primitive", name] => return prelude(name),
            _ => return None,
        },
        [.., "jiff", "Timestamp"] => Known::Timestamp,
        [.., "serde_json", "Value"] | [.., "serde_json", "value", "Value"] => Known::Value,
        [_, "TaskContext"] => Known::TaskContext,
        _ => return None,
    })
}
