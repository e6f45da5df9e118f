//! All modules that the contract reaches, read as they are needed.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use syn::{Item, ext::IdentExt as _};

use super::{
    Loader, Standing, home,
    module::{Child, Home, Module, ModuleId, files_of},
    place, syntax,
};
use crate::{
    diag::{Diagnostic, Diagnostics, codes::contract as code},
    source::{SourceId, Sources, Span},
};

/// How many modules are read, and how many stand in each other: a `#[path]` that leads up may name one file under
/// ever new names.
const MOST: usize = 5_000;
const DEEPEST: usize = 100;
/// How many things a message says may stand where something else does.
const MOST_EXPECTED: usize = 6;

/// The modules read so far, and what is needed to read more.
pub(super) struct World<'a> {
    pub(super) sources: &'a mut Sources,
    pub(super) diags: &'a mut Diagnostics,
    loader: &'a dyn Loader,
    modules: Vec<Module>,
    files: HashMap<PathBuf, Option<ModuleId>>,
    /// Where the generated module stands.
    pub(super) standing: Standing,
    /// The module with the tasks trait.
    pub(super) contract: Option<ModuleId>,
    /// The root files and macro calls.
    pub(super) roots: Vec<ModuleId>,
}

impl<'a> World<'a> {
    pub(super) fn new(
        sources: &'a mut Sources,
        loader: &'a dyn Loader,
        diags: &'a mut Diagnostics,
        standing: Standing,
    ) -> Self {
        World {
            sources,
            diags,
            loader,
            modules: Vec::new(),
            files: HashMap::new(),
            standing,
            contract: None,
            roots: Vec::new(),
        }
    }

    /// The module behind an id.
    #[expect(clippy::indexing_slicing, reason = "a `ModuleId` is only made by `add`, and modules are never removed")]
    pub(super) fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    #[expect(clippy::indexing_slicing, reason = "a `ModuleId` is only made by `add`, and modules are never removed")]
    fn module_mut(&mut self, id: ModuleId) -> &mut Module {
        &mut self.modules[id.0]
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = ModuleId> + use<> {
        (0..self.modules.len()).map(ModuleId)
    }

    fn add(&mut self, module: Module) -> ModuleId {
        self.modules.push(module);
        ModuleId(self.modules.len() - 1)
    }

    /// Adds a root file. An unreadable or malformed one is reported.
    pub(super) fn add_file(&mut self, path: &Path, module: Option<&str>) {
        let home = match module {
            Some(module) => Some(home::given(path, module)),
            None => home::inferred(path),
        };
        match self.loader.load(path) {
            Ok(text) => {
                if let Some(id) = self.read(path, &text, home, None) {
                    self.roots.push(id);
                }
            }
            Err(reason) => {
                let source = self.sources.add_text(path.display().to_string(), "");
                let span = Span { source, start: 0, end: 0 };
                self.diags.push(
                    Diagnostic::error(
                        code::FILE,
                        span,
                        format!("cannot read the contract `{}`: {reason}", path.display()),
                    )
                    .help("name a Rust source file that holds the tasks trait and its types"),
                );
            }
        }
    }

    /// Adds the items of a macro call.
    pub(super) fn add_tokens(&mut self, source: SourceId, items: Vec<Item>) {
        let mut module = Module::empty(source, "");
        module.surrounded = true;
        let id = self.fill(module, items, None, &[], None);
        self.roots.push(id);
    }

    fn read(&mut self, path: &Path, text: &str, home: Option<Home>, owns_folder: Option<bool>) -> Option<ModuleId> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = self.sources.add_text(path.display().to_string(), text);
        // A first line `#!..` is blanked, not cut off: offsets must stay those of the file.
        let shebang = if text.starts_with("#!") && !text.trim_start_matches("#!").trim_start().starts_with('[') {
            text.find('\n').unwrap_or(text.len())
        } else {
            0
        };
        let code = format!("{}{}", " ".repeat(shebang), text.get(shebang..).unwrap_or_default());
        match syntax::parse(&code) {
            Ok(file) => {
                let owns = owns_folder.or_else(|| home::owns_folder(path, home.as_ref()));
                let mut module = Module::empty(source, "");
                module.home = home;
                let id = self.fill(module, file.items, Some(path), &[], owns);
                self.files.insert(path.to_path_buf(), Some(id));
                Some(id)
            }
            Err(error) => {
                self.files.insert(path.to_path_buf(), None);
                let span = place::of_span(self.sources, source, error.span());
                let error = error.to_string();
                // A list of everything that an item may begin with is of no use to anybody.
                let is_list = error.starts_with("expected one of") && error.split(", ").count() > MOST_EXPECTED;
                let error = if is_list { "expected an item".to_owned() } else { error };
                self.diags.push(
                    Diagnostic::error(code::FILE, span, format!("`{}` is not valid Rust: {error}", path.display()))
                        .help("a contract is a Rust source file as `rustc` takes it"),
                );
                None
            }
        }
    }

    fn fill(
        &mut self,
        mut module: Module,
        items: Vec<Item>,
        file: Option<&Path>,
        inline: &[String],
        owns: Option<bool>,
    ) -> ModuleId {
        let source = module.source;
        let nested = module.take(items);
        let home = module.home.clone();
        let id = self.add(module);
        for child in nested {
            let name = child.ident.unraw().to_string();
            let child = match (&child.content, file) {
                (Some((_, items)), _) => {
                    let mut module = Module::empty(source, &name);
                    module.parent = Some(id);
                    module.home = home.as_ref().map(|home| home.child(&name));
                    let inline: Vec<String> = inline.iter().cloned().chain([name.clone()]).collect();
                    Child::Loaded(self.fill(module, items.clone(), file, &inline, owns))
                }
                (None, Some(file)) => files_of(&child, file, inline, owns),
                (None, None) => Child::Files { files: Vec::new(), explicit: false },
            };
            let known = &mut self.module_mut(id).children;
            // Two of one name are chosen by `cfg`: which one is built is not known.
            if known.insert(name.clone(), child).is_some() {
                known.insert(name, Child::Files { files: Vec::new(), explicit: false });
            }
        }
        id
    }

    /// The child module of that name: `None` if there is none, `Some(None)` if it is declared and cannot
    /// be read.
    pub(super) fn child(&mut self, id: ModuleId, name: &str) -> Option<Option<ModuleId>> {
        let (files, explicit) = match self.module(id).children.get(name) {
            Some(Child::Loaded(child)) => return Some(Some(*child)),
            Some(Child::Files { files, explicit }) => (files.clone(), *explicit),
            None => {
                let dir = self.module(id).folder.clone()?;
                (vec![dir.join(format!("{name}.rs")), dir.join(name).join("mod.rs")], false)
            }
        };
        let declared = self.module(id).children.contains_key(name);
        let full = self.modules.len() >= MOST || self.around(id).count() >= DEEPEST;
        for file in files {
            let loaded = match self.files.get(&file) {
                Some(known) => *known,
                None if full => None,
                None => match self.loader.load(&file) {
                    Ok(text) => {
                        let home = self.module(id).home.as_ref().map(|home| home.child(name));
                        self.read(&file, &text, home, explicit.then_some(true))
                    }
                    Err(_) => continue,
                },
            };
            return Some(loaded.filter(|child| self.adopt(id, name, *child)));
        }
        declared.then_some(None)
    }

    /// A module and those that stand around it, from the inside out.
    fn around(&self, id: ModuleId) -> impl Iterator<Item = ModuleId> {
        std::iter::successors(Some(id), |at| self.module(*at).parent)
    }

    /// Puts a module into the one that declares it. `false` if it stands around that one itself, which rustc refuses.
    fn adopt(&mut self, parent: ModuleId, name: &str, child: ModuleId) -> bool {
        if self.around(parent).any(|at| at == child) {
            return false;
        }
        self.module_mut(parent).children.insert(name.to_owned(), Child::Loaded(child));
        let home = self.module(parent).home.as_ref().map(|home| home.child(name));
        let module = self.module_mut(child);
        module.parent = Some(parent);
        name.clone_into(&mut module.name);
        if module.home.is_none() {
            module.home = home;
        }
        true
    }

    /// The module around a module: read from the crate's root down, if the crate is known.
    pub(super) fn parent(&mut self, id: ModuleId) -> Option<ModuleId> {
        if let Some(parent) = self.module(id).parent {
            return Some(parent);
        }
        let home = self.module(id).home.clone()?;
        let (name, above) = home.path.split_last()?;
        let mut at = self.root(&home.dir, home.path.first());
        for step in above {
            at = match self.child(at, step).flatten() {
                Some(next) => next,
                None => self.unread(at, step),
            };
        }
        self.adopt(at, name, id).then_some(at)
    }

    /// The root module of the crate that a module stands in.
    pub(super) fn crate_root(&mut self, id: ModuleId) -> Option<ModuleId> {
        let mut at = id;
        while let Some(parent) = self.parent(at) {
            at = parent;
        }
        // Without a known crate, a lone file stands for its crate, and a macro call for nothing.
        let macro_call = self.module(at).surrounded && self.module(at).folder.is_none();
        (!macro_call).then_some(at)
    }

    /// The crate's root file is the one of `lib.rs` and `main.rs` that declares the first module.
    fn root(&mut self, dir: &Path, first: Option<&String>) -> ModuleId {
        for name in ["lib.rs", "main.rs"] {
            let file = dir.join(name);
            let loaded = match self.files.get(&file) {
                Some(known) => *known,
                None => self.loader.load(&file).ok().and_then(|text| {
                    let home = Home { dir: dir.to_path_buf(), path: Vec::new() };
                    self.read(&file, &text, Some(home), Some(true))
                }),
            };
            if let Some(id) = loaded
                && first.is_none_or(|first| self.module(id).children.contains_key(first))
            {
                return id;
            }
        }
        let source = self.sources.add_text(dir.display().to_string(), "");
        let mut module = Module::empty(source, "");
        module.home = Some(Home { dir: dir.to_path_buf(), path: Vec::new() });
        module.folder = Some(dir.to_path_buf());
        module.surrounded = true;
        self.add(module)
    }

    /// A module on the way that could not be read itself: its files may be.
    fn unread(&mut self, parent: ModuleId, name: &str) -> ModuleId {
        let mut module = Module::empty(self.module(parent).source, name);
        module.home = self.module(parent).home.as_ref().map(|home| home.child(name));
        module.folder = module.home.as_ref().map(|home| home.path.iter().fold(home.dir.clone(), |dir, n| dir.join(n)));
        module.surrounded = true;
        let id = self.add(module);
        self.adopt(parent, name, id);
        id
    }

    /// Reads every module file that the roots declare, for the case that the trait stands in one.
    pub(super) fn read_all(&mut self) {
        let mut at = 0;
        while at < self.modules.len() {
            let id = ModuleId(at);
            let names: Vec<String> = self.module(id).children.keys().cloned().collect();
            for name in names {
                self.child(id, &name);
            }
            at += 1;
        }
    }

    /// The item of that name, if it is the only one.
    pub(super) fn item(&self, id: ModuleId, name: &str) -> Option<Result<Rc<Item>, String>> {
        match self.module(id).items.get(name)?.as_slice() {
            [one] => Some(Ok(one.clone())),
            [] => None,
            _ => Some(Err(format!("`{name}` is defined more than once, under `#[cfg]`"))),
        }
    }

    /// The place of a piece of Rust.
    pub(super) fn place(&mut self, id: ModuleId, node: &impl quote::ToTokens) -> Span {
        let source = self.module(id).source;
        place::place(self.sources, source, node)
    }
}
