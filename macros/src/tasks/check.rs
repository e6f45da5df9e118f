//! The shape of a tasks trait, as far as its tokens show it.

use proc_macro2::TokenStream;
use syn::{
    FnArg, ItemTrait, ReceiverKind, ReturnType, TraitItem, TraitItemFn, Type, TypeParamBound, meta, parse::Parser as _,
};

/// All faults, joined; `None` if there are none.
pub(super) fn faults(attribute: TokenStream, item: &ItemTrait) -> Option<syn::Error> {
    let mut faults = Faults(None);
    let parser = meta::parser(|meta| {
        if meta.path.is_ident("input") || meta.path.is_ident("output") {
            meta.value()?.parse::<Type>().map(drop)
        } else {
            Err(meta.error("expected `input = Type` or `output = Type`"))
        }
    });
    if let Err(error) = parser.parse2(attribute) {
        faults.push(error);
    }
    if !item.generics.params.is_empty() {
        faults.at(&item.generics, "a tasks trait is not generic");
    }
    for item in &item.items {
        match item {
            TraitItem::Fn(method) => method_faults(method, &mut faults),
            other => faults.at(other, "a tasks trait has async methods only"),
        }
    }
    faults.0
}

struct Faults(Option<syn::Error>);

impl Faults {
    fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            None => self.0 = Some(error),
        }
    }

    fn at(&mut self, tokens: &impl quote::ToTokens, message: &str) {
        self.push(syn::Error::new_spanned(tokens, message));
    }
}

fn method_faults(method: &TraitItemFn, faults: &mut Faults) {
    let sig = &method.sig;
    if !sig.generics.params.is_empty() {
        faults.at(&sig.generics, "a task is not generic: write its types out");
    }
    let by_reference = sig.receiver().is_some_and(|receiver| {
        receiver.mutability.is_none() && matches!(receiver.kind, ReceiverKind::Reference(_, _, None))
    });
    if !by_reference {
        match sig.inputs.first() {
            Some(first) => faults.at(first, "a task takes `&self`"),
            None => faults.at(&sig.ident, "a task takes `&self`"),
        }
    }
    let arguments: Vec<&Type> = sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&*typed.ty),
            FnArg::Receiver(_) => None,
        })
        .collect();
    match arguments.as_slice() {
        [] | [_] => {}
        [context, _] if is_context(context) => {}
        [_, second, ..] => faults.at(
            second,
            "a task takes one argument, with a `cx: TaskContext` before it if it wants one: put several into a struct",
        ),
    }
    match &sig.output {
        ReturnType::Default => faults.at(&sig.ident, "a task returns `Result<T, E>`"),
        ReturnType::Type(_, ty) if sig.asyncness.is_none() && !is_future(ty) => {
            faults.at(&sig.fn_token, "a task is an `async fn`");
        }
        ReturnType::Type(..) => {}
    }
    for attr in method.attrs.iter().filter(|attr| attr.path().is_ident("resource")) {
        if attr.parse_args::<syn::LitStr>().is_err() {
            faults.at(attr, "write `#[resource(\"..\")]`, with the string of the definition's `Resource`");
        }
    }
    for attr in method.attrs.iter().filter(|attr| attr.path().is_ident("reply")) {
        if attr.parse_args::<Type>().is_err() {
            faults.at(attr, "write `#[reply(Type)]`, with the type of the answer");
        }
    }
}

/// Whether a type may be the task's context: an alias of it cannot be told from here.
fn is_context(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.arguments.is_empty()))
}

fn is_future(ty: &Type) -> bool {
    let Type::ImplTrait(bounds) = ty else { return false };
    bounds.bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Future"),
        _ => false,
    })
}
