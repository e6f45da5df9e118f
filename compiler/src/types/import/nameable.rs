//! Whether generated code can name a type: each step of its path must be visible from where that code stands.

use syn::{GenericArgument, Item, PathArguments, Type, Visibility, ext::IdentExt as _};

use super::{
    Standing,
    head::{Scope, names},
    module::{Child, ModuleId},
    world::World,
};

/// How many modules and imports a path may lead through.
const STEPS: usize = 64;

impl World<'_> {
    /// Whether generated code can name every part of a type, as [`World::render`] writes it. What is not known is taken
    /// to be so.
    pub(super) fn nameable(&mut self, ty: &Type, scope: &Scope) -> bool {
        match ty {
            Type::Group(group) => self.nameable(&group.elem, scope),
            Type::Paren(paren) => self.nameable(&paren.elem, scope),
            Type::Tuple(tuple) => tuple.elems.iter().all(|elem| self.nameable(elem, scope)),
            Type::Array(array) => self.nameable(&array.elem, scope),
            Type::Slice(slice) => self.nameable(&slice.elem, scope),
            Type::Reference(reference) => self.nameable(&reference.elem, scope),
            Type::Path(path) if path.qself.is_none() => self.path_nameable(&path.path, scope),
            _ => true,
        }
    }

    fn path_nameable(&mut self, path: &syn::Path, scope: &Scope) -> bool {
        if let Some(ident) = path.get_ident()
            && let Some((bound, outer)) = scope.parameter(&ident.unraw().to_string())
        {
            return self.nameable(&bound, &outer);
        }
        let base = self.reach(scope.module, &names(path), path.leading_colon.is_some());
        if !self.written_nameable(&base) {
            return false;
        }
        let Some(PathArguments::AngleBracketed(written)) = path.segments.last().map(|segment| &segment.arguments)
        else {
            return true;
        };
        written.args.iter().all(|argument| match argument {
            GenericArgument::Type(ty) => self.nameable(ty, scope),
            _ => true,
        })
    }

    /// Whether a path as generated code writes it leads through nothing that is private to others.
    fn written_nameable(&mut self, path: &str) -> bool {
        let mut steps = path.split("::").map(|step| step.trim_start_matches("r#"));
        let Some(contract) = self.contract else { return true };
        let mut at = match steps.next() {
            Some("crate") => match self.crate_root(contract) {
                Some(root) => root,
                None => return true,
            },
            Some("super") if self.standing == Standing::InContract => contract,
            // Another crate, or a name of the language.
            _ => return true,
        };
        for step in steps.take(STEPS) {
            if step == "super" {
                match self.parent(at) {
                    Some(parent) => at = parent,
                    None => return true,
                }
                continue;
            }
            let Some(vis) = self.visibility(at, step) else { return true };
            if !self.visible(at, &vis) {
                return false;
            }
            match self.child(at, step) {
                Some(Some(child)) => at = child,
                // An item, an import, or out of sight.
                _ => return true,
            }
        }
        true
    }

    /// Who may use what a module has under a name; `None` if that is not known.
    fn visibility(&self, id: ModuleId, name: &str) -> Option<Visibility> {
        let module = self.module(id);
        if let Some([item]) = module.items.get(name).map(Vec::as_slice) {
            return match &**item {
                Item::Struct(item) => Some(item.vis.clone()),
                Item::Enum(item) => Some(item.vis.clone()),
                Item::Type(item) => Some(item.vis.clone()),
                _ => None,
            };
        }
        if let Some(Child::Loaded(_) | Child::Files { .. }) = module.children.get(name) {
            return module.declared.get(name).cloned();
        }
        module.uses.iter().find(|import| import.name.as_deref() == Some(name)).map(|import| import.vis.clone())
    }
}
