//! What values must be able to do to be stored: serde both ways, and `Clone`.

use quote::ToTokens as _;
use syn::{Item, Type};

use super::{
    derives::{attribute_macro, derives},
    head::{Head, Scope},
    known::Known,
    types::{Importer, tidy},
};
use crate::{
    diag::{Diagnostic, codes::contract as code},
    types::contract::Lacking,
};

/// What generated code needs of a stored type.
const NEEDED: [&str; 3] = ["Clone", "Serialize", "Deserialize"];

impl Importer<'_> {
    /// Reports derives that are visibly missing from a stored type; `role` names its use.
    pub(super) fn hold(&mut self, ty: &Type, scope: &Scope, role: &str) {
        match self.world.head(ty, scope) {
            Head::Reference => {
                let span = self.world.place(scope.module, ty);
                let written = tidy(ty.to_token_stream());
                self.shape(
                    span,
                    format!("{role} is a reference: `{written}`"),
                    "stored values are owned: take it by value",
                );
            }
            Head::Tuple(arguments)
            | Head::Known(
                Known::Option
                | Known::Vec
                | Known::Box
                | Known::Like
                | Known::Sequence
                | Known::BTreeMap
                | Known::HashMap
                | Known::Result
                | Known::Map,
                arguments,
            ) => {
                for (ty, scope) in arguments {
                    self.hold(&ty, &scope, role);
                }
            }
            Head::Def { module, name, item, .. } => {
                let (ident, attrs, generics) = match &*item {
                    Item::Struct(item) => (&item.ident, &item.attrs, &item.generics),
                    Item::Enum(item) => (&item.ident, &item.attrs, &item.generics),
                    _ => return,
                };
                // Whoever declares the form has code of their own for it, which may stand out of sight.
                let is_declared = super::asl::read(attrs).is_ok_and(|declared| declared.is_some());
                // An attribute macro or a derive that is not known may bring the implementations.
                let derives = derives(attrs);
                let imported = |attribute: &str| self.world.imports(module, attribute);
                if attribute_macro(attrs, imported).is_some() {
                    return;
                }
                let missing: Vec<&'static str> = NEEDED
                    .into_iter()
                    .filter(|needed| !derives.iter().any(|derive| derive.starts_with(needed)))
                    .filter(|needed| !is_declared || *needed == "Clone")
                    .filter(|needed| !self.implemented(needed, &name))
                    .collect();
                if missing.is_empty() {
                    return;
                }
                let known = (module, name.clone());
                if self.lacking.contains_key(&known) {
                    return;
                }
                let path = self.world.reach(module, std::slice::from_ref(&name), false);
                let lacking = generics.params.is_empty().then(|| Lacking { path, traits: missing.clone() });
                self.lacking.insert(known, lacking);
                let span = self.world.place(module, ident);
                let list = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let used = self.world.place(scope.module, ty);
                self.world.diags.push(
                    Diagnostic::error(code::MISSING_DERIVE, span, format!("`{name}` does not derive {list}"))
                        .cause(used, format!("{role} is stored and read back"), None)
                        .help(format!("add `#[derive({})]` to `{name}`", missing.join(", "))),
                );
            }
            _ => {}
        }
    }

    /// Whether some module in sight implements a trait for a type of that name by hand.
    fn implemented(&self, needed: &str, name: &str) -> bool {
        self.world.ids().any(|id| self.world.module(id).implements(needed, name))
    }
}
