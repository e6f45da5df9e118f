//! One Rust module as names: its items, its imports, its child modules.

use std::{collections::BTreeMap, path::PathBuf, rc::Rc};

use syn::{Item, UseTree, ext::IdentExt as _};

use super::derives::is_test_only;
use crate::source::SourceId;

/// A module of the world, as an index into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ModuleId(pub(super) usize);

/// One module.
#[derive(Debug)]
pub(super) struct Module {
    /// Where its text stands.
    pub(super) source: SourceId,
    /// The module that declares it, once known.
    pub(super) parent: Option<ModuleId>,
    /// Its name in its parent.
    pub(super) name: String,
    /// Its place in its crate, if it has one and that is known.
    pub(super) home: Option<Home>,
    /// Structs, enums, unions, aliases and traits by name; two of one name if `cfg` chooses between them.
    pub(super) items: BTreeMap<String, Vec<Rc<Item>>>,
    /// Functions, for the visibility of `default = ".."`.
    pub(super) functions: BTreeMap<String, syn::Visibility>,
    /// Hand-written implementations: the trait's last name and the type's last name.
    pub(super) impls: Vec<(String, String)>,
    /// Child modules.
    pub(super) children: BTreeMap<String, Child>,
    /// Who may use those child modules that it declares.
    pub(super) declared: BTreeMap<String, syn::Visibility>,
    /// Imports, one entry a name.
    pub(super) uses: Vec<Use>,
    /// What item macros are called with: their output is out of sight.
    pub(super) macros: Vec<String>,
    /// Names may come from outside of what was read: a macro call stands among other items.
    pub(super) surrounded: bool,
    /// The folder in which every file is a child: the module itself was never read.
    pub(super) folder: Option<PathBuf>,
}

/// Where a module stands in its crate.
#[derive(Clone, Debug)]
pub(super) struct Home {
    /// The folder of the crate's root file.
    pub(super) dir: PathBuf,
    /// The modules from the root to it, `crate` left out.
    pub(super) path: Vec<String>,
}

/// A child module.
#[derive(Clone, Debug)]
pub(super) enum Child {
    /// Read already.
    Loaded(ModuleId),
    /// `mod x;`, in the first of these files that can be read.
    Files {
        /// The files, as absolute or relative as the declaring file's own path.
        files: Vec<PathBuf>,
        /// Whether `#[path]` names it: then its own children stand beside it.
        explicit: bool,
    },
}

/// One imported name.
#[derive(Clone, Debug)]
pub(super) struct Use {
    /// The name it has here; `None` for a glob.
    pub(super) name: Option<String>,
    /// The path.
    pub(super) path: Vec<String>,
    /// Whether the path begins with `::`.
    pub(super) absolute: bool,
    /// Who may use it.
    pub(super) vis: syn::Visibility,
}

impl Module {
    /// A module without anything in it.
    pub(super) fn empty(source: SourceId, name: &str) -> Module {
        Module {
            source,
            parent: None,
            name: name.to_owned(),
            home: None,
            items: BTreeMap::new(),
            functions: BTreeMap::new(),
            impls: Vec::new(),
            children: BTreeMap::new(),
            declared: BTreeMap::new(),
            uses: Vec::new(),
            macros: Vec::new(),
            surrounded: false,
            folder: None,
        }
    }

    /// Takes in every item but modules, which are handed back.
    pub(super) fn take(&mut self, items: Vec<Item>) -> Vec<syn::ItemMod> {
        let mut modules = Vec::new();
        for item in items {
            match item {
                Item::Mod(module) if !is_test_only(&module.attrs) => {
                    self.declared.insert(module.ident.unraw().to_string(), module.vis.clone());
                    modules.push(module);
                }
                Item::Use(import) => flatten(&import, &import.tree, Vec::new(), &mut self.uses),
                Item::ExternCrate(krate) => {
                    let name = krate.rename.as_ref().map_or(&krate.ident, |(_, name)| name);
                    self.uses.push(Use {
                        name: Some(name.unraw().to_string()),
                        path: vec![krate.ident.unraw().to_string()],
                        absolute: true,
                        vis: krate.vis.clone(),
                    });
                }
                Item::Impl(found) => self.impls.extend(implemented(&found)),
                Item::Macro(call) if call.ident.is_none() => self.macros.push(call.mac.tokens.to_string()),
                Item::Fn(function) => {
                    self.functions.insert(function.sig.ident.unraw().to_string(), function.vis.clone());
                }
                item => {
                    if let Some((name, attrs)) = named(&item)
                        && !is_test_only(attrs)
                    {
                        self.items.entry(name).or_default().push(Rc::new(item));
                    }
                }
            }
        }
        modules
    }

    /// Whether a name that is not found may exist all the same.
    pub(super) fn may_hide_names(&self) -> bool {
        self.surrounded || !self.macros.is_empty()
    }

    /// Whether a type here has a hand-written or macro-made implementation of a trait.
    pub(super) fn implements(&self, name: &str, of: &str) -> bool {
        self.impls.iter().any(|(t, ty)| t == name && ty == of)
            || self
                .macros
                .iter()
                .any(|tokens| tokens.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == of))
    }
}

fn named(item: &Item) -> Option<(String, &[syn::Attribute])> {
    let (ident, attrs) = match item {
        Item::Struct(i) => (&i.ident, &i.attrs),
        Item::Enum(i) => (&i.ident, &i.attrs),
        Item::Union(i) => (&i.ident, &i.attrs),
        Item::Type(i) => (&i.ident, &i.attrs),
        Item::Trait(i) => (&i.ident, &i.attrs),
        _ => return None,
    };
    Some((ident.unraw().to_string(), attrs))
}

fn implemented(found: &syn::ItemImpl) -> Option<(String, String)> {
    let (path, _) = found.trait_.as_ref()?;
    let syn::Type::Path(ty) = &*found.self_ty else { return None };
    Some((path.segments.last()?.ident.to_string(), ty.path.segments.last()?.ident.unraw().to_string()))
}

fn flatten(import: &syn::ItemUse, tree: &UseTree, mut path: Vec<String>, out: &mut Vec<Use>) {
    let entry = |name: Option<String>, path: Vec<String>| Use {
        name,
        path,
        absolute: import.leading_colon.is_some(),
        vis: import.vis.clone(),
    };
    match tree {
        UseTree::Path(step) => {
            path.push(step.ident.unraw().to_string());
            flatten(import, &step.tree, path, out);
        }
        UseTree::Name(last) => {
            // `use a::{self}` imports `a`.
            if last.ident != "self" || path.is_empty() {
                path.push(last.ident.unraw().to_string());
            }
            out.push(entry(path.last().cloned(), path));
        }
        UseTree::Rename(last) => {
            if last.ident != "self" || path.is_empty() {
                path.push(last.ident.unraw().to_string());
            }
            out.push(entry(Some(last.rename.unraw().to_string()), path));
        }
        UseTree::Glob(_) => out.push(entry(None, path)),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(import, tree, path.clone(), out);
            }
        }
    }
}

/// The files in which `mod x;` may stand.
///
/// `file` is the file of the declaration, `inline` the inline modules around it, and `owns_folder` says
/// that the file's children stand beside it (`mod.rs`, a crate's root); `None` if that is not known.
pub(super) fn files_of(
    module: &syn::ItemMod,
    file: &std::path::Path,
    inline: &[String],
    owns_folder: Option<bool>,
) -> Child {
    let beside = file.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
    let below = beside.join(file.file_stem().unwrap_or_default());
    let dirs = match owns_folder {
        Some(true) => vec![beside.clone()],
        Some(false) => vec![below],
        None => vec![below, beside.clone()],
    };
    let explicit = module.attrs.iter().filter(|attr| attr.path().is_ident("path")).find_map(|attr| match &attr.meta {
        syn::Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
            ..
        }) => Some(text.value()),
        _ => None,
    });
    let name = module.ident.unraw().to_string();
    let nested = |dir: &PathBuf| inline.iter().fold(dir.clone(), |dir, name| dir.join(name));
    let files = match &explicit {
        Some(path) if inline.is_empty() => vec![beside.join(path)],
        Some(path) => dirs.iter().map(|dir| nested(dir).join(path)).collect(),
        None => dirs
            .iter()
            .map(nested)
            .flat_map(|dir| [dir.join(format!("{name}.rs")), dir.join(&name).join("mod.rs")])
            .collect(),
    };
    Child::Files { files, explicit: explicit.is_some() }
}
