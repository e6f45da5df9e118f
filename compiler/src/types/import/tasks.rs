//! The tasks trait: found by its attribute, its methods read one by one.

use std::rc::Rc;

use syn::{Item, ItemTrait, TraitItem, Type, ext::IdentExt as _};

use super::{head::Scope, module::ModuleId, types::Importer};
use crate::{
    diag::{Diagnostic, codes::contract as code},
    source::Span,
    types::contract::{TaskMethod, TaskTrait, Typed},
};

/// The attribute `#[tasks(..)]` of a trait, under whatever name its crate has.
fn tasks_attribute(item: &ItemTrait) -> Option<&syn::Attribute> {
    item.attrs.iter().find(|attr| attr.path().segments.last().is_some_and(|segment| segment.ident == "tasks"))
}

impl Importer<'_> {
    /// Finds the one tasks trait. None or several are reported.
    pub(super) fn find_tasks(&mut self) -> Option<(ModuleId, Rc<Item>)> {
        let mut found = self.tasks_in_sight();
        if found.is_empty() {
            self.world.read_all();
            found = self.tasks_in_sight();
        }
        let mut found = found.into_iter();
        let Some((module, item)) = found.next() else {
            self.no_tasks();
            return None;
        };
        if let Item::Trait(first) = &*item {
            let first = self.world.place(module, &first.ident);
            for (other, item) in found {
                let Item::Trait(second) = &*item else { continue };
                let span = self.world.place(other, &second.ident);
                self.world.diags.push(
                    Diagnostic::error(
                        code::TWO_TASKS,
                        span,
                        format!("a second tasks trait: `{}`", second.ident.unraw()),
                    )
                    .cause(first, "the first one", None)
                    .help("a workflow has one trait under `#[stepwright::tasks(..)]`: put all its tasks into it"),
                );
            }
        }
        Some((module, item))
    }

    fn tasks_in_sight(&self) -> Vec<(ModuleId, Rc<Item>)> {
        let mut found = Vec::new();
        for id in self.world.ids() {
            for item in self.world.module(id).items.values().flatten() {
                if matches!(&**item, Item::Trait(item) if tasks_attribute(item).is_some()) {
                    found.push((id, item.clone()));
                }
            }
        }
        found
    }

    fn no_tasks(&mut self) {
        // A file that could not be read has been reported, and may be the one with the trait.
        if self.world.diags.as_slice().iter().any(|d| d.code == code::FILE) {
            return;
        }
        let source = self.world.roots.first().map(|id| self.world.module(*id).source);
        let Some(source) = source else { return };
        let span = match self.world.sources.get(source) {
            Some(crate::source::Source::Tokens { .. }) => {
                super::place::of_span(self.world.sources, source, proc_macro2::Span::call_site())
            }
            _ => Span { source, start: 0, end: 0 },
        };
        let help = "put `#[stepwright::tasks(input = .., output = ..)]` on the trait of the workflow's tasks";
        self.error(code::NO_TASKS, span, "the contract has no tasks trait", help);
    }

    /// Reads the tasks trait.
    pub(super) fn tasks(&mut self, module: ModuleId, item: &ItemTrait) -> TaskTrait {
        let name = item.ident.unraw().to_string();
        let span = self.world.place(module, &item.ident);
        if !item.generics.params.is_empty() {
            let at = self.world.place(module, &item.generics);
            self.shape(at, format!("the tasks trait `{name}` is generic"), "write its types out");
        }
        let (input, output) = self.ends(module, item);
        let mut methods: Vec<TaskMethod> = Vec::new();
        for item in &item.items {
            let TraitItem::Fn(method) = item else {
                let at = self.world.place(module, item);
                self.shape(
                    at,
                    format!("the tasks trait `{name}` has an item that is no task"),
                    "a tasks trait has async methods only",
                );
                continue;
            };
            if let Some(method) = self.method(module, method) {
                if let Some(first) = methods.iter().find(|m| m.resource.is_some() && m.resource == method.resource) {
                    let finding = Diagnostic::error(
                        code::SAME_RESOURCE,
                        method.span,
                        format!("`{}` has the resource of `{}`", method.name, first.name),
                    )
                    .cause(first.span, "the first method of this resource", None)
                    .help("give each method a resource of its own");
                    self.world.diags.push(finding);
                }
                methods.push(method);
            }
        }
        let path = self.world.reach(module, std::slice::from_ref(&name), false);
        TaskTrait { name, path, span, input, output, methods }
    }

    /// `input = T, output = U` of the attribute.
    fn ends(&mut self, module: ModuleId, item: &ItemTrait) -> (Option<Typed>, Option<Typed>) {
        let (mut input, mut output) = (None, None);
        let Some(attr) = tasks_attribute(item) else { return (None, None) };
        if matches!(attr.meta, syn::Meta::Path(_)) {
            return (None, None);
        }
        let read = attr.parse_nested_meta(|meta| {
            let slot = if meta.path.is_ident("input") {
                &mut input
            } else if meta.path.is_ident("output") {
                &mut output
            } else {
                return Err(meta.error("expected `input = Type` or `output = Type`"));
            };
            if slot.is_some() {
                return Err(meta.error("given twice"));
            }
            *slot = Some(meta.value()?.parse::<Type>()?);
            Ok(())
        });
        if let Err(error) = read {
            let source = self.world.module(module).source;
            let span = super::place::of_span(self.world.sources, source, error.span());
            let help = "write `#[stepwright::tasks(input = Order, output = Confirmation)]`";
            self.error(code::ATTRIBUTE, span, format!("malformed `tasks` attribute: {error}"), help);
        }
        let mut end = |ty: Option<Type>, role: &str| ty.map(|ty| self.stored(&ty, &Scope::of(module), role));
        let input = end(input, "the workflow's input");
        (input, end(output, "the workflow's output"))
    }

    /// A type whose values are stored: an argument, a result, the input, the output.
    pub(super) fn stored(&mut self, ty: &Type, scope: &Scope, role: &str) -> Typed {
        self.hold(ty, scope, role);
        let span = self.world.place(scope.module, ty);
        Typed { ty: self.rust_ty(ty, scope), span }
    }

    /// Reports a wrong shape.
    pub(super) fn shape(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.error(code::SHAPE, span, message, help);
    }
}
