//! Reads the contract from Rust source: the tasks trait, and every type that it reaches.
//!
//! Names are resolved as rustc resolves them, as far as the source in sight allows; what is out of sight
//! becomes an opaque type that says why, never a guess.

mod altered;
mod asl;
mod circles;
mod definition;
mod derives;
mod errors;
mod forms;
mod head;
mod home;
mod known;
mod method;
mod module;
mod nameable;
mod place;
pub(crate) mod rename;
mod resolve;
mod serde_attr;
mod settle;
mod stored;
mod syntax;
mod tasks;
#[cfg(test)]
mod tests;
mod types;
mod variants;
mod visible;
mod world;

use std::{
    collections::{BTreeMap, HashSet, VecDeque},
    path::{Path, PathBuf},
};

use self::{
    types::{Defs, Importer},
    world::World,
};
use crate::{
    diag::Diagnostics,
    source::{SourceId, Sources},
    types::Contract,
};

pub use self::asl::faults as asl_faults;

/// Where a contract is read from.
#[derive(Debug)]
pub enum Root {
    /// A Rust source file.
    File {
        /// Its path, as the loader takes it and diagnostics show it.
        path: PathBuf,
        /// The module that it is, such as `crate::order`. Without one, the usual layout of folders tells
        /// (`src/order.rs` is `crate::order`).
        module: Option<String>,
    },
    /// The items of a macro call.
    Tokens {
        /// The token source that diagnostics point into.
        source: SourceId,
        /// The items.
        items: Vec<syn::Item>,
    },
}

/// Brings the text of files: the compiler itself does no I/O.
pub trait Loader {
    /// The text of a file.
    ///
    /// # Errors
    /// Why it cannot be read, as people read it: `no such file`.
    fn load(&self, path: &Path) -> Result<String, String>;
}

/// Where the generated module stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the module that holds the tasks trait: it sees that module's private items as `super::Name`.
    InContract,
    /// Somewhere else in the crate: it reaches the contract by `crate::..` paths.
    Elsewhere,
}

/// Reads a contract whose generated module will stand in the module of the tasks trait.
pub fn import(sources: &mut Sources, roots: &[Root], loader: &dyn Loader, diags: &mut Diagnostics) -> Contract {
    import_for(Standing::InContract, sources, roots, loader, diags)
}

/// Reads a contract for a generated module that stands as `standing` says.
pub fn import_for(
    standing: Standing,
    sources: &mut Sources,
    roots: &[Root],
    loader: &dyn Loader,
    diags: &mut Diagnostics,
) -> Contract {
    let mut world = World::new(sources, loader, diags, standing);
    for root in roots {
        match root {
            Root::File { path, module } => world.add_file(path, module.as_deref()),
            Root::Tokens { source, items } => world.add_tokens(*source, items.clone()),
        }
    }
    let mut importer = Importer {
        world,
        defs: Defs::default(),
        missing: HashSet::new(),
        lacking: BTreeMap::new(),
        unread: VecDeque::new(),
        reading: None,
        instances: 0,
        places: 0,
    };
    let tasks = importer.find_tasks().and_then(|(module, item)| {
        importer.world.contract = Some(module);
        match &*item {
            syn::Item::Trait(item) => Some(importer.tasks(module, item)),
            _ => None,
        }
    });
    importer.read_definitions();
    importer.break_circles();
    settle::settle(&mut importer.defs.list);
    importer.check_asl();
    let lacking = importer.lacking.into_values().flatten().collect();
    Contract { types: importer.defs.list, tasks, lacking }
}
