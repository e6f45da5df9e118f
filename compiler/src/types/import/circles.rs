//! Types whose form is that of themselves: `struct A(Box<A>)`, and declared forms that lead in a circle.

use std::collections::HashSet;

use super::types::{Defs, Importer};
use crate::types::contract::{JsonForm, RustTy, TypeId, TypeKind};

impl Importer<'_> {
    /// Makes one type of each circle opaque, so that whoever follows forms comes to an end.
    pub(super) fn break_circles(&mut self) {
        let mut done = HashSet::new();
        for at in 0..self.defs.list.len() {
            let mut way = HashSet::new();
            let mut next = Some(TypeId(u32::try_from(at).unwrap_or(u32::MAX)));
            while let Some(id) = next.filter(|id| !done.contains(id)) {
                if !way.insert(id) {
                    if let Some(def) = self.defs.list.get_mut(id.0 as usize) {
                        def.kind = TypeKind::Opaque(format!("the form of `{}` leads back to itself", def.name));
                    }
                    break;
                }
                next = form_of(&self.defs, id);
            }
            done.extend(way);
        }
    }
}

/// The definition whose form a definition has.
fn form_of(defs: &Defs, id: TypeId) -> Option<TypeId> {
    let mut ty = match &defs.list.get(id.0 as usize)?.kind {
        TypeKind::Newtype(newtype) => &newtype.ty,
        TypeKind::Whole(whole) => match &whole.form {
            JsonForm::Like(ty) => ty,
            JsonForm::Int(..) | JsonForm::Map(..) => return None,
        },
        _ => return None,
    };
    loop {
        ty = match ty {
            RustTy::Option(inner) | RustTy::Box(inner) => inner,
            RustTy::Def(id) => return Some(*id),
            _ => return None,
        };
    }
}
