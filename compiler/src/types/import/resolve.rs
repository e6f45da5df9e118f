//! What a path in a module means, and how generated code writes it.

use std::{collections::HashMap, rc::Rc};

use syn::Item;

use super::{
    Standing, known,
    module::{Module, ModuleId, Use},
    world::World,
};

/// What a path means.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// A module.
    Module(ModuleId),
    /// An item of a module, under its own name.
    Item(ModuleId, String, Rc<Item>),
    /// A path into another crate, that crate's name first.
    Extern(Vec<String>),
    /// A name of the language or its prelude.
    Prelude(String),
    /// It cannot be seen from here; the text says why.
    Hidden(String),
    /// It does not exist: this name is not in this module.
    Missing(ModuleId, String),
}

/// Names that every module has unless it has its own: the type, and its full path.
const PRELUDE: [(&str, &str); 30] = [
    ("bool", "::core::primitive::bool"),
    ("char", "::core::primitive::char"),
    ("str", "::core::primitive::str"),
    ("i8", "::core::primitive::i8"),
    ("i16", "::core::primitive::i16"),
    ("i32", "::core::primitive::i32"),
    ("i64", "::core::primitive::i64"),
    ("i128", "::core::primitive::i128"),
    ("isize", "::core::primitive::isize"),
    ("u8", "::core::primitive::u8"),
    ("u16", "::core::primitive::u16"),
    ("u32", "::core::primitive::u32"),
    ("u64", "::core::primitive::u64"),
    ("u128", "::core::primitive::u128"),
    ("usize", "::core::primitive::usize"),
    ("f32", "::core::primitive::f32"),
    ("f64", "::core::primitive::f64"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
    ("Box", "::std::boxed::Box"),
    ("Option", "::core::option::Option"),
    ("Result", "::core::result::Result"),
    ("Default", "::core::default::Default"),
    ("Some", "::core::option::Option::Some"),
    ("None", "::core::option::Option::None"),
    ("Into", "::core::convert::Into"),
    ("From", "::core::convert::From"),
    ("Clone", "::core::clone::Clone"),
    ("ToString", "::std::string::ToString"),
    ("ToOwned", "::std::borrow::ToOwned"),
];

/// How many imports a name may be behind.
const DEEPEST: usize = 100;

fn prelude(name: &str) -> Option<&'static str> {
    PRELUDE.iter().find(|(known, _)| *known == name).map(|(_, path)| *path)
}

/// The names that were looked up on the way to one, and what came of them. Imports in a circle end, and a module that
/// many globs lead to is searched once: what it has not the first time, it has not the second.
#[derive(Default)]
struct Seen {
    /// `None` while it is looked up.
    found: HashMap<(ModuleId, String), Option<Found>>,
    /// How many are being looked up.
    depth: usize,
}

impl World<'_> {
    /// What a path means in a module.
    pub(super) fn resolve(&mut self, module: ModuleId, path: &[String], absolute: bool) -> Found {
        self.walk(module, path, absolute, &mut Seen::default())
    }

    fn walk(&mut self, module: ModuleId, path: &[String], absolute: bool, seen: &mut Seen) -> Found {
        match self.steps(module, path, absolute, seen) {
            // A lone file stands for its crate only as far as names are found in it.
            Found::Missing(at, _)
                if path.first().is_some_and(|first| first == "crate") && self.module(at).home.is_none() =>
            {
                Found::Hidden("its crate is out of sight".to_owned())
            }
            found => found,
        }
    }

    fn steps(&mut self, module: ModuleId, path: &[String], absolute: bool, seen: &mut Seen) -> Found {
        let Some((first, rest)) = path.split_first() else { return Found::Module(module) };
        if absolute {
            return Found::Extern(path.to_vec());
        }
        let mut found = self.first(module, first, rest.is_empty(), seen);
        for name in rest {
            found = match found {
                Found::Module(at) if name == "super" => self.above(at),
                Found::Module(at) => self.lookup(at, name, seen),
                Found::Extern(mut path) => {
                    path.push(name.clone());
                    Found::Extern(path)
                }
                Found::Item(..) | Found::Prelude(_) => {
                    Found::Hidden(format!("`{}` is not a plain type", path.join("::")))
                }
                end @ (Found::Hidden(_) | Found::Missing(..)) => return end,
            };
        }
        found
    }

    fn first(&mut self, module: ModuleId, name: &str, alone: bool, seen: &mut Seen) -> Found {
        match name {
            "crate" => match self.crate_root(module) {
                Some(root) => Found::Module(root),
                None => Found::Hidden("its crate is out of sight".to_owned()),
            },
            "self" => Found::Module(module),
            "super" => self.above(module),
            name => match self.lookup(module, name, seen) {
                Found::Missing(..) | Found::Hidden(_) if alone && prelude(name).is_some() => {
                    Found::Prelude(name.to_owned())
                }
                // Not a name of this module: a crate.
                Found::Missing(..) | Found::Hidden(_) if !alone => Found::Extern(vec![name.to_owned()]),
                found => found,
            },
        }
    }

    fn above(&mut self, module: ModuleId) -> Found {
        match self.parent(module) {
            Some(parent) => Found::Module(parent),
            None => Found::Hidden("the module around it is out of sight".to_owned()),
        }
    }

    /// A name in a module: its items, its children, its imports, its globs.
    fn lookup(&mut self, module: ModuleId, name: &str, seen: &mut Seen) -> Found {
        let missing = Found::Missing(module, name.to_owned());
        let key = (module, name.to_owned());
        if let Some(known) = seen.found.get(&key) {
            return known.clone().unwrap_or(missing);
        }
        if seen.depth > DEEPEST {
            return Found::Hidden(format!("`{name}` is behind too many imports"));
        }
        seen.found.insert(key.clone(), None);
        seen.depth += 1;
        let found = self.lookup_once(module, name, seen);
        seen.depth -= 1;
        let found = found.unwrap_or_else(|| match self.module(module).may_hide_names() {
            true if self.module(module).folder.is_some() => {
                Found::Hidden(format!("`{name}` is in a module whose file was not found"))
            }
            true if self.module(module).surrounded => {
                Found::Hidden(format!("`{name}` is defined outside of this macro call"))
            }
            true => Found::Hidden(format!("`{name}` may come from a macro")),
            false => missing,
        });
        seen.found.insert(key, Some(found.clone()));
        found
    }

    fn lookup_once(&mut self, module: ModuleId, name: &str, seen: &mut Seen) -> Option<Found> {
        match self.item(module, name) {
            Some(Ok(item)) => return Some(Found::Item(module, name.to_owned(), item)),
            Some(Err(why)) => return Some(Found::Hidden(why)),
            None => {}
        }
        match self.child(module, name) {
            Some(Some(child)) => return Some(Found::Module(child)),
            Some(None) => return Some(Found::Hidden(format!("the module `{name}` is out of sight"))),
            None => {}
        }
        if let Some(import) = self.import(module, name) {
            return Some(match self.walk(module, &import.path, import.absolute, seen) {
                // `use jiff;` names a crate.
                Found::Missing(at, _) if at == module && import.path.len() == 1 => Found::Extern(import.path),
                found => found,
            });
        }
        let mut hidden = None;
        let mut outside = Vec::new();
        for glob in self.globs(module) {
            match self.walk(module, &glob.path, glob.absolute, seen) {
                Found::Module(at) => match self.lookup(at, name, seen) {
                    Found::Missing(..) => {}
                    why @ Found::Hidden(_) => hidden = Some(why),
                    found => return Some(found),
                },
                Found::Item(..) => {}
                Found::Extern(path) => outside.push((path, glob)),
                _ => hidden = Some(Found::Hidden(format!("`{name}` may come from `use {}::*`", glob.path.join("::")))),
            }
        }
        hidden.or_else(|| brought(name, outside))
    }

    fn import(&self, module: ModuleId, name: &str) -> Option<Use> {
        self.module(module).uses.iter().find(|import| import.name.as_deref() == Some(name)).cloned()
    }

    fn globs(&self, module: ModuleId) -> Vec<Use> {
        self.module(module).uses.iter().filter(|import| import.name.is_none()).cloned().collect()
    }

    /// Whether a module imports something under that name.
    pub(super) fn imports(&self, module: ModuleId, name: &str) -> bool {
        self.import(module, name).is_some()
    }

    /// The path of a module as generated code writes it.
    pub(super) fn module_path(&self, module: ModuleId) -> String {
        let here: &Module = self.module(module);
        if self.standing == Standing::InContract {
            if self.contract == Some(module) {
                return "super".to_owned();
            }
            if let Some(parent) = here.parent
                && self.is_below_contract(parent)
            {
                return format!("{}::{}", self.module_path(parent), escape(&here.name));
            }
        }
        match (&here.home, here.parent) {
            (Some(home), _) => std::iter::once("crate")
                .chain(home.path.iter().map(String::as_str))
                .map(escape)
                .collect::<Vec<_>>()
                .join("::"),
            (None, Some(parent)) => format!("{}::{}", self.module_path(parent), escape(&here.name)),
            (None, None) => "super".to_owned(),
        }
    }

    fn is_below_contract(&self, module: ModuleId) -> bool {
        let mut at = Some(module);
        while let Some(id) = at {
            if self.contract == Some(id) {
                return true;
            }
            at = self.module(id).parent;
        }
        false
    }

    /// A path of a module as generated code writes it: through the same imports, so that what the module
    /// may see is what the generated code sees.
    pub(super) fn reach(&mut self, module: ModuleId, path: &[String], absolute: bool) -> String {
        let Some((first, rest)) = path.split_first() else { return self.module_path(module) };
        let with = |base: &str, rest: &[String]| {
            std::iter::once(base.to_owned()).chain(rest.iter().map(|name| escape(name))).collect::<Vec<_>>().join("::")
        };
        if absolute {
            return format!("::{}", with(first, rest));
        }
        match first.as_str() {
            "crate" => return with("crate", rest),
            "self" => return with(&self.module_path(module), rest),
            "super" => {
                let base = match self.parent(module) {
                    Some(parent) => self.module_path(parent),
                    None => format!("{}::super", self.module_path(module)),
                };
                return with(&base, rest);
            }
            _ => {}
        }
        match self.lookup(module, first, &mut Seen::default()) {
            Found::Missing(..) | Found::Hidden(_) if prelude(first).is_some() => {
                with(prelude(first).unwrap_or_default(), rest)
            }
            Found::Missing(..) | Found::Hidden(_) if !rest.is_empty() => format!("::{}", with(first, rest)),
            // What the generated module's own parent sees by a name, imports included, it sees too.
            _ if self.contract == Some(module) && self.standing == Standing::InContract => with("super", path),
            _ => match self.import(module, first) {
                Some(import) if self.visible(module, &import.vis) => {
                    with(&format!("{}::{}", self.module_path(module), escape(first)), rest)
                }
                Some(import) if import.path.first() != Some(first) || import.absolute => {
                    let base = self.reach(module, &import.path, import.absolute);
                    with(&base, rest)
                }
                // `use jiff;` and `use jiff::{self, Span};` name a crate.
                Some(import) => {
                    let path: Vec<String> = import.path.iter().chain(rest).cloned().collect();
                    path.split_first().map_or_else(String::new, |(krate, rest)| format!("::{}", with(krate, rest)))
                }
                None => match self.through_glob(module, first) {
                    Some(base) => with(&format!("{base}::{}", escape(first)), rest),
                    None => with(&format!("{}::{}", self.module_path(module), escape(first)), rest),
                },
            },
        }
    }

    /// The path of the module whose glob import brings a name.
    fn through_glob(&mut self, module: ModuleId, name: &str) -> Option<String> {
        if self.item(module, name).is_some() || self.module(module).children.contains_key(name) {
            return None;
        }
        for glob in self.globs(module) {
            let brings = match self.resolve(module, &glob.path, glob.absolute) {
                Found::Module(at) => {
                    matches!(self.lookup(at, name, &mut Seen::default()), Found::Item(..) | Found::Module(_))
                }
                Found::Extern(path) => {
                    brought(name, vec![(path, glob.clone())]).is_some_and(|found| matches!(found, Found::Extern(_)))
                }
                _ => false,
            };
            if brings {
                return Some(self.reach(module, &glob.path, glob.absolute));
            }
        }
        None
    }
}

/// What the globs of a module bring from other crates under a name: a known type, if all of them are of
/// crates that are known.
fn brought(name: &str, globs: Vec<(Vec<String>, Use)>) -> Option<Found> {
    let (_, last) = globs.last()?;
    let why = format!("`{name}` may come from `use {}::*`", last.path.join("::"));
    let known = |path: &Vec<String>| path.first().is_some_and(|krate| known::is_known_crate(krate));
    if !globs.iter().all(|(path, _)| known(path)) {
        return Some(Found::Hidden(why));
    }
    let whole = |(mut path, _): (Vec<String>, Use)| {
        path.push(name.to_owned());
        known::external(&path).is_some().then_some(path)
    };
    Some(globs.into_iter().find_map(whole).map_or(Found::Hidden(why), Found::Extern))
}

/// A name that is a keyword is written as a raw identifier.
pub(super) fn escape(name: &str) -> String {
    let plain = ["self", "super", "crate", "Self"].contains(&name) || syn::parse_str::<syn::Ident>(name).is_ok();
    if plain { name.to_owned() } else { format!("r#{name}") }
}
