//! Whether generated code may name a private part of the contract.

use syn::Visibility;

use super::{Standing, head::names, module::ModuleId, resolve::Found, world::World};

impl World<'_> {
    /// Whether something in `module` under this visibility can be named from the generated module.
    pub(super) fn visible(&mut self, module: ModuleId, vis: &Visibility) -> bool {
        match vis {
            Visibility::Public(_) => true,
            Visibility::Restricted(restricted) => {
                let names = names(&restricted.path);
                if names.first().is_some_and(|first| first == "crate") && names.len() == 1 {
                    return true;
                }
                match self.resolve(module, &names, false) {
                    Found::Module(within) => self.stands_in(within),
                    _ => false,
                }
            }
            Visibility::Inherited => self.stands_in(module),
        }
    }

    /// Whether the generated module is below a module.
    fn stands_in(&mut self, module: ModuleId) -> bool {
        if self.standing != Standing::InContract {
            return false;
        }
        let mut at = self.contract;
        while let Some(here) = at {
            if here == module {
                return true;
            }
            at = self.parent(here);
        }
        // A lone file without a place in a crate is taken to be part of the contract's module.
        let lone = self.module(module);
        lone.home.is_none() && lone.parent.is_none()
    }
}
