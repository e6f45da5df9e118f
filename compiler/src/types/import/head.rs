//! The head of a written type: aliases followed, the name looked up, its arguments kept with the place
//! they were written in.

use std::{collections::BTreeMap, rc::Rc};

use syn::{GenericArgument, GenericParam, Item, PathArguments, Type, ext::IdentExt as _};

use super::{
    known::{Known, external, prelude},
    module::ModuleId,
    resolve::{Found, escape},
    world::World,
};

/// Where a type is written: the module, and what the type parameters of an alias stand for.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) module: ModuleId,
    parameters: Rc<BTreeMap<String, (Type, Scope)>>,
    /// The lifetimes of the struct that it is written in, which stand for `'static`.
    lifetimes: Rc<Vec<syn::Ident>>,
    /// How many aliases and generic structs deep: those in a circle end.
    pub(super) depth: usize,
}

impl Scope {
    /// The scope of a module's own text.
    pub(super) fn of(module: ModuleId) -> Scope {
        Scope { module, parameters: Rc::default(), lifetimes: Rc::default(), depth: 0 }
    }

    /// What a type parameter stands for.
    pub(super) fn parameter(&self, name: &str) -> Option<(Type, Scope)> {
        self.parameters.get(name).cloned()
    }

    /// Whether a lifetime is one of a struct, of which a contract knows only those without an end.
    pub(super) fn outlives(&self, lifetime: &syn::Lifetime) -> bool {
        self.lifetimes.contains(&lifetime.ident)
    }

    /// How many type parameters stand for something.
    pub(super) fn bound(&self) -> usize {
        self.parameters.len()
    }
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
    /// A struct, enum or union of the contract, and its type arguments; the path is as generated code
    /// writes it, without them.
    Def { module: ModuleId, name: String, item: Rc<Item>, path: String, arguments: Vec<(Type, Scope)> },
    /// `[T; N]`, and `N` if it is written as a number.
    Array(Box<(Type, Scope)>, Option<usize>),
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
            Type::Array(array) => {
                let len = match syn::parse2::<syn::LitInt>(length(&array.len, scope)) {
                    Ok(len) => len.base10_parse().ok(),
                    Err(_) => None,
                };
                Head::Array(Box::new(((*array.elem).clone(), scope.clone())), len)
            }
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
                    Head::Def { module, name, item, path, arguments }
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
            Found::Hidden(why) => self.elsewhere(&names, scope, arguments).unwrap_or(Head::Opaque(why)),
            Found::Missing(module, name) => {
                self.elsewhere(&names, scope, arguments).unwrap_or(Head::Missing(module, name))
            }
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
        let inner = bind(&alias.generics, module, arguments, scope.depth + 1);
        self.head(&alias.ty, &inner)
    }

    /// A name of this crate that its own file does not bring into sight may stand in another contract
    /// file that the user named.
    fn elsewhere(&mut self, names: &[String], scope: &Scope, arguments: Vec<(Type, Scope)>) -> Option<Head> {
        let name = names.last()?;
        for root in self.roots.clone() {
            if root != scope.module
                && let Some(Ok(item)) = self.item(root, name)
                && matches!(*item, Item::Struct(_) | Item::Enum(_))
            {
                let path = format!("{}::{}", self.module_path(root), escape(name));
                return Some(Head::Def { module: root, name: name.clone(), item, path, arguments });
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
                let len = length(&array.len, scope);
                format!("[{}; {len}]", self.render(&array.elem, scope))
            }
            Type::Slice(slice) => format!("[{}]", self.render(&slice.elem, scope)),
            Type::Reference(reference) => {
                // What is stored borrows from nothing that ends.
                format!("&'static {}", self.render(&reference.elem, scope))
            }
            Type::Path(path) if path.qself.is_none() => self.render_path(&path.path, scope),
            other => quote::ToTokens::to_token_stream(other).to_string(),
        }
    }

    /// A type as people call it: the last names of its paths.
    pub(super) fn people(&mut self, ty: &Type, scope: &Scope) -> String {
        match ty {
            Type::Group(group) => self.people(&group.elem, scope),
            Type::Paren(paren) => self.people(&paren.elem, scope),
            Type::Path(path) if path.qself.is_none() => {
                if let Some(ident) = path.path.get_ident()
                    && let Some((bound, outer)) = scope.parameters.get(&ident.unraw().to_string())
                {
                    let (bound, outer) = (bound.clone(), outer.clone());
                    return self.people(&bound, &outer);
                }
                let name = names(&path.path).pop().unwrap_or_default();
                let arguments = arguments(&path.path, scope);
                let arguments: Vec<String> = arguments.iter().map(|(ty, scope)| self.people(ty, scope)).collect();
                if arguments.is_empty() { name } else { format!("{name}<{}>", arguments.join(", ")) }
            }
            other => super::types::tidy(quote::ToTokens::to_token_stream(other)),
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
                GenericArgument::Lifetime(_) => "'static".to_owned(),
                other => quote::ToTokens::to_token_stream(other).to_string(),
            })
            .collect();
        format!("{base}<{}>", parts.join(", "))
    }
}

/// The scope in which the parameters of an alias or a struct stand for what is given, or for their defaults.
pub(super) fn bind(generics: &syn::Generics, module: ModuleId, arguments: Vec<(Type, Scope)>, depth: usize) -> Scope {
    let lifetimes: Rc<Vec<syn::Ident>> = Rc::new(generics.lifetimes().map(|it| it.lifetime.ident.clone()).collect());
    let own = Scope { module, parameters: Rc::default(), lifetimes, depth };
    let mut arguments = arguments.into_iter();
    let mut parameters = BTreeMap::new();
    for parameter in &generics.params {
        let (ident, default) = match parameter {
            GenericParam::Type(parameter) => {
                (&parameter.ident, parameter.default.as_ref().map(|(_, ty)| (ty.clone(), own.clone())))
            }
            GenericParam::Const(parameter) => (
                &parameter.ident,
                parameter.default.as_ref().and_then(|(_, value)| Some((constant(value)?, own.clone()))),
            ),
            GenericParam::Lifetime(_) => continue,
        };
        let bound = match (parameter, arguments.next().or(default)) {
            (GenericParam::Const(_), Some((ty, scope))) => value_of(ty, &scope).map(|value| (value, scope)),
            (_, bound) => bound,
        };
        if let Some(bound) = bound {
            parameters.insert(ident.unraw().to_string(), bound);
        }
    }
    Scope { parameters: Rc::new(parameters), ..own }
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
            // What is not known keeps its place.
            GenericArgument::Const(value) => {
                let unknown = || syn::parse_quote!(!);
                Some((constant(value).unwrap_or_else(unknown), scope.clone()))
            }
            _ => None,
        })
        .collect()
}

/// A constant of which the value is written, as a type argument is kept.
fn constant(value: &syn::Expr) -> Option<Type> {
    match value {
        syn::Expr::Lit(value) => Some(Type::Verbatim(quote::ToTokens::to_token_stream(value))),
        _ => None,
    }
}

/// The length of an array, with what a parameter stands for in its place.
fn length(len: &syn::Expr, scope: &Scope) -> proc_macro2::TokenStream {
    let bound = match len {
        syn::Expr::Path(path) => path.path.get_ident().and_then(|ident| scope.parameter(&ident.unraw().to_string())),
        _ => None,
    };
    match bound {
        Some((Type::Verbatim(value), _)) => value,
        _ => quote::ToTokens::to_token_stream(len),
    }
}

/// What a constant parameter stands for: a value, or the parameter of the struct around it, which is parsed as a type.
fn value_of(given: Type, scope: &Scope) -> Option<Type> {
    match given {
        Type::Verbatim(_) => Some(given),
        Type::Path(path) => match scope.parameter(&path.path.get_ident()?.unraw().to_string()) {
            Some((value @ Type::Verbatim(_), _)) => Some(value),
            _ => None,
        },
        _ => None,
    }
}
