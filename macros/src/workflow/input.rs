//! The syntax of `workflow!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use stepwright_compiler::diag::{Level, Levels};
use syn::{
    Attribute, Ident, Item, LitStr, Token, Visibility,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// What stands in a macro call.
pub(super) struct Input {
    /// The path of the `stepwright` crate, which the crate's own `workflow!` puts first.
    pub(super) krate: TokenStream,
    /// `#![allow(ASL0311)]`, `#![warn(..)]`, `#![deny(..)]`: how bad findings are.
    pub(super) levels: Levels,
    /// Attributes of the generated module.
    pub(super) attrs: Vec<Attribute>,
    /// Visibility of the generated module.
    pub(super) vis: Visibility,
    /// Name of the generated module.
    pub(super) name: Ident,
    /// The contract, inline.
    pub(super) items: Vec<Item>,
    /// The contract, as a file.
    pub(super) contract: Option<ContractFile>,
    /// The definition.
    pub(super) definition: Definition,
}

/// `contract = "src/order.rs";`, with `as crate::order` if the folders do not tell the module.
pub(super) struct ContractFile {
    pub(super) path: LitStr,
    pub(super) module: Option<syn::Path>,
}

/// `definition = ..`
pub(super) enum Definition {
    /// JSON in the macro call.
    Inline(Group),
    /// A file.
    File(LitStr),
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate = match input.parse::<TokenTree>()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => group.stream(),
            other => return Err(syn::Error::new(other.span(), "call this as `stepwright::workflow!`")),
        };
        let levels = levels(&input.call(Attribute::parse_inner)?)?;
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        if !input.peek(Token![mod]) {
            return Err(input.error("expected the generated module's name first: `pub mod order;`"));
        }
        input.parse::<Token![mod]>()?;
        let name: Ident = input.parse()?;
        input.parse::<Token![;]>()?;
        let (mut items, mut contract, mut definition) = (Vec::new(), None, None);
        while !input.is_empty() {
            match setting(input).as_deref() {
                Some("contract") => {
                    let key = key(input)?;
                    let file = contract_file(input)?;
                    if contract.replace(file).is_some() {
                        return Err(syn::Error::new(key.span(), "`contract` is given twice"));
                    }
                }
                Some("definition") => {
                    let key = key(input)?;
                    let given = definition_of(input)?;
                    if definition.replace(given).is_some() {
                        return Err(syn::Error::new(key.span(), "`definition` is given twice"));
                    }
                }
                Some(_) => return Err(input.error("expected `contract = ..`, `definition = ..` or a Rust item")),
                None => items.push(input.parse()?),
            }
        }
        let Some(definition) = definition else {
            // The end of the input has no place of its own.
            return Err(syn::Error::new(
                name.span(),
                "expected `definition = { .. }`, or `definition = \"workflows/order.asl.json\";`",
            ));
        };
        if let (Some(file), Some(first)) = (&contract, items.first()) {
            let mut error = syn::Error::new(file.path.span(), "the contract is both a file and items");
            error.combine(syn::Error::new_spanned(first, "move the items into the file, or the file's items here"));
            return Err(error);
        }
        Ok(Input { krate, levels, attrs, vis, name, items, contract, definition })
    }
}

/// Inner attributes, such as `#![deny(warnings)]`.
fn levels(attributes: &[Attribute]) -> syn::Result<Levels> {
    let mut levels = Levels::new();
    for attribute in attributes {
        let level = [Level::Allow, Level::Warn, Level::Deny]
            .into_iter()
            .find(|level| attribute.path().is_ident(level.as_str()))
            .ok_or_else(|| {
                let message =
                    "expected `#![allow(..)]`, `#![warn(..)]` or `#![deny(..)]`, with codes such as `ASL0311`";
                syn::Error::new_spanned(attribute.path(), message)
            })?;
        for code in attribute.parse_args_with(Punctuated::<Ident, Token![,]>::parse_terminated)? {
            levels.set(level, &code.to_string()).map_err(|refusal| syn::Error::new(code.span(), refusal))?;
        }
    }
    Ok(levels)
}

/// The key of a `key = ..` that comes next.
fn setting(input: ParseStream<'_>) -> Option<String> {
    (input.peek(Ident) && input.peek2(Token![=]))
        .then(|| input.fork().parse::<Ident>().ok().map(|key| key.to_string()))?
}

fn key(input: ParseStream<'_>) -> syn::Result<Ident> {
    let key = input.parse()?;
    input.parse::<Token![=]>()?;
    Ok(key)
}

fn end(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<Option<Token![;]>>().map(drop)
}

fn contract_file(input: ParseStream<'_>) -> syn::Result<ContractFile> {
    let path = input.parse()?;
    let module = input.parse::<Option<Token![as]>>()?.map(|_| input.call(syn::Path::parse_mod_style)).transpose()?;
    end(input)?;
    Ok(ContractFile { path, module })
}

fn definition_of(input: ParseStream<'_>) -> syn::Result<Definition> {
    let definition = if input.peek(LitStr) {
        Definition::File(input.parse()?)
    } else {
        match input.parse::<TokenTree>()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Definition::Inline(group),
            other => {
                return Err(syn::Error::new(other.span(), "expected `{ \"StartAt\": .. }` or the path of a file"));
            }
        }
    };
    end(input)?;
    Ok(definition)
}
