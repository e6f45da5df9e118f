//! One task: `async fn name(&self, [cx: TaskContext,] argument: T) -> Result<T, E>`.

use syn::{
    Attribute, FnArg, GenericArgument, PathArguments, ReturnType, TraitItemFn, Type, TypeParamBound, ext::IdentExt as _,
};

use super::{
    head::{Head, Scope},
    known::Known,
    module::ModuleId,
    types::Importer,
};
use crate::{
    diag::codes::contract as code,
    types::contract::{RustTy, TaskMethod, Typed},
};

const SHAPE: &str = "a task is `async fn name(&self, argument: T) -> Result<U, E>`, with a `cx: TaskContext` before its argument if it wants one";

impl Importer<'_> {
    /// Reads a method; `None` if its shape is wrong, which is reported.
    pub(super) fn method(&mut self, module: ModuleId, method: &TraitItemFn) -> Option<TaskMethod> {
        let sig = &method.sig;
        let name = sig.ident.unraw().to_string();
        let span = self.world.place(module, &sig.ident);
        let before = self.world.diags.as_slice().len();
        let (resource, reply) = self.attributes(module, method, &name);
        if !sig.generics.params.is_empty() {
            let at = self.world.place(module, &sig.generics);
            self.shape(at, format!("task `{name}` is generic"), "write its types out");
        }
        let by_reference = sig.receiver().is_some_and(|receiver| {
            receiver.mutability.is_none() && matches!(receiver.kind, syn::ReceiverKind::Reference(_, _, None))
        });
        if !by_reference {
            let at = sig.inputs.first().map_or(span, |first| self.world.place(module, first));
            self.shape(at, format!("task `{name}` does not take `&self`"), SHAPE);
        }
        let (takes_context, argument) = self.arguments(module, method, &name);
        let (result, errors) = self.returns(module, method, &name)?;
        if reply.is_some() && result.ty != RustTy::Unit {
            let help = "what the reply brings stands in `#[reply(..)]`: let the task return `Result<(), E>`";
            self.shape(result.span, format!("task `{name}` has a reply and a result of its own"), help);
        }
        if self.world.diags.as_slice().iter().skip(before).any(|d| d.code == code::SHAPE) {
            return None;
        }
        Some(TaskMethod { name, span, resource, takes_context, argument, result, reply, errors })
    }

    /// `#[resource("..")]` and `#[reply(..)]`.
    fn attributes(&mut self, module: ModuleId, method: &TraitItemFn, name: &str) -> (Option<String>, Option<Typed>) {
        let (mut resource, mut reply) = (None, None);
        for attr in &method.attrs {
            let Some(last) = attr.path().segments.last() else { continue };
            if last.ident == "resource" {
                match attr.parse_args::<syn::LitStr>() {
                    Ok(text) => resource = Some(text.value()),
                    Err(_) => {
                        let help = "write `#[resource(\"arn:aws:lambda:us-east-1:123456789012:function:Name\")]`";
                        self.malformed(module, attr, "resource", name, help);
                    }
                }
            } else if last.ident == "reply" {
                match attr.parse_args::<Type>() {
                    Ok(ty) => {
                        reply = Some(self.stored(&ty, &Scope::of(module), &format!("the reply to task `{name}`")));
                    }
                    Err(_) => self.malformed(module, attr, "reply", name, "write `#[reply(Answer)]`"),
                }
            }
        }
        (resource, reply)
    }

    fn malformed(&mut self, module: ModuleId, attr: &Attribute, which: &str, name: &str, help: &str) {
        let span = self.world.place(module, attr);
        self.error(code::ATTRIBUTE, span, format!("malformed `{which}` attribute of task `{name}`"), help);
    }

    fn arguments(&mut self, module: ModuleId, method: &TraitItemFn, name: &str) -> (bool, Option<Typed>) {
        let scope = Scope::of(module);
        let mut context = false;
        let mut argument: Option<Typed> = None;
        let typed = method.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&typed.ty),
            FnArg::Receiver(_) => None,
        });
        for ty in typed {
            let bare = match &**ty {
                Type::Reference(reference) => &reference.elem,
                _ => ty,
            };
            if matches!(self.world.head(bare, &scope), Head::Known(Known::TaskContext, _)) {
                let at = self.world.place(module, ty);
                if !std::ptr::eq(bare, ty) {
                    self.shape(
                        at,
                        format!("task `{name}` takes its context by reference"),
                        "take it by value: `cx: TaskContext`",
                    );
                } else if context || argument.is_some() {
                    self.shape(at, format!("the context of task `{name}` does not stand first"), SHAPE);
                }
                context = true;
            } else if argument.is_some() {
                let at = self.world.place(module, ty);
                self.shape(
                    at,
                    format!("task `{name}` takes more than one argument"),
                    "a task takes one JSON value: put the arguments into a struct",
                );
            } else {
                argument = Some(self.stored(ty, &scope, &format!("the argument of task `{name}`")));
            }
        }
        (context, argument)
    }

    fn returns(
        &mut self,
        module: ModuleId,
        method: &TraitItemFn,
        name: &str,
    ) -> Option<(Typed, crate::types::contract::ErrorSet)> {
        let ReturnType::Type(_, written) = &method.sig.output else {
            let at = self.world.place(module, &method.sig.ident);
            self.shape(at, format!("task `{name}` does not return a `Result`"), SHAPE);
            return None;
        };
        let output = if method.sig.asyncness.is_some() { Some(&**written) } else { future_output(written) };
        let Some(output) = output else {
            let at = self.world.place(module, &method.sig.ident);
            self.shape(at, format!("task `{name}` is not async"), SHAPE);
            return None;
        };
        match self.world.head(output, &Scope::of(module)) {
            Head::Known(Known::Result, arguments) => {
                if let [(ok, ok_scope), (err, err_scope)] = arguments.as_slice() {
                    let result = self.stored(ok, ok_scope, &format!("the result of task `{name}`"));
                    return Some((result, self.error_set(err, err_scope)));
                }
            }
            Head::Opaque(why) => {
                let at = self.world.place(module, output);
                self.shape(at, format!("the return type of task `{name}` is out of sight: {why}"), SHAPE);
                return None;
            }
            _ => {}
        }
        let at = self.world.place(module, output);
        self.shape(at, format!("task `{name}` does not return `Result<T, E>`"), SHAPE);
        None
    }
}

/// `T` of `impl Future<Output = T>`.
fn future_output(ty: &Type) -> Option<&Type> {
    let Type::ImplTrait(bounds) = ty else { return None };
    bounds.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last = bound.path.segments.last().filter(|segment| segment.ident == "Future")?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(output) if output.ident == "Output" => Some(&output.ty),
            _ => None,
        })
    })
}
