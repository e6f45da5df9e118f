//! The errors of a task: the names that `ErrorEquals` may have.

use syn::{Item, Type, ext::IdentExt as _};

use super::{
    derives::derives,
    head::{Head, Scope},
    known::Known,
    types::{Importer, tidy},
};
use crate::{diag::codes::contract as code, types::contract::ErrorSet};

impl Importer<'_> {
    /// The errors that `E` of `Result<T, E>` stands for.
    pub(super) fn error_set(&mut self, ty: &Type, scope: &Scope) -> ErrorSet {
        let span = self.world.place(scope.module, ty);
        let name = tidy(quote::ToTokens::to_token_stream(ty));
        let open = ErrorSet { span, name: name.clone(), names: Vec::new(), variants: Vec::new(), open: true };
        match self.world.head(ty, scope) {
            Head::Known(Known::Infallible, _) => ErrorSet { open: false, ..open },
            Head::Def { module, item, name, .. } => match &*item {
                Item::Enum(item) if derives(&item.attrs).iter().any(|derive| derive == "TaskError") => {
                    self.variants(module, item, ErrorSet { name, open: false, ..open })
                }
                _ => ErrorSet { name, ..open },
            },
            Head::Missing(module, name) => {
                self.report_missing(ty, scope, module, &name);
                open
            }
            _ => open,
        }
    }

    fn variants(&mut self, module: super::module::ModuleId, item: &syn::ItemEnum, mut set: ErrorSet) -> ErrorSet {
        for variant in &item.variants {
            let ident = variant.ident.unraw().to_string();
            let mut name = ident.clone();
            let mut other = false;
            for attr in variant.attrs.iter().filter(|attr| attr.path().is_ident("task_error")) {
                let read = attr.parse_nested_meta(|meta| {
                    if meta.path.is_ident("other") {
                        other = true;
                    } else if meta.path.is_ident("name") {
                        name = meta.value()?.parse::<syn::LitStr>()?.value();
                    } else {
                        meta.value()?.parse::<syn::Expr>()?;
                    }
                    Ok(())
                });
                if let Err(error) = read {
                    let source = self.world.module(module).source;
                    let span = super::place::of_span(self.world.sources, source, error.span());
                    let help = "write `#[task_error(name = \"Error.Name\")]`, `#[task_error(display = \"..\")]` or `#[task_error(other)]`";
                    self.error(code::ATTRIBUTE, span, format!("malformed `task_error` attribute: {error}"), help);
                }
            }
            if other {
                set.open = true;
            } else {
                set.names.push(name);
                set.variants.push(ident);
            }
        }
        set
    }
}
