//! serde's attributes, read from a container, a field or a variant.

use syn::{Attribute, Token, meta::ParseNestedMeta};

use super::{rename::Case, syntax};

/// What `#[serde(..)]` says of one item, one field or one variant.
#[derive(Debug, Default)]
pub(super) struct Serde {
    /// `rename`: written name, read name.
    pub(super) rename: Both<String>,
    /// `rename_all`: written names, read names.
    pub(super) rename_all: Both<Case>,
    /// `rename_all_fields`: the same for the fields of all variants.
    pub(super) rename_all_fields: Both<Case>,
    /// `tag`
    pub(super) tag: Option<String>,
    /// `content`
    pub(super) content: Option<String>,
    /// `untagged`
    pub(super) untagged: bool,
    /// `other`
    pub(super) other: bool,
    /// `alias`
    pub(super) aliases: Vec<String>,
    /// `default`
    pub(super) default: Option<Default_>,
    /// `skip` or `skip_serializing`
    pub(super) skip_write: bool,
    /// `skip` or `skip_deserializing`
    pub(super) skip_read: bool,
    /// `skip_serializing_if = ".."`
    pub(super) skip_if: Option<String>,
    /// `deny_unknown_fields`
    pub(super) deny_unknown: bool,
    /// `transparent`
    pub(super) transparent: bool,
    /// `with`, `serialize_with`, `deserialize_with`
    pub(super) with: bool,
    /// The module of `with = ".."`.
    pub(super) with_module: Option<String>,
    /// `#[asl(as = T)]`: the type that has its JSON form.
    pub(super) declared: Option<syn::Type>,
    /// `flatten`
    pub(super) flatten: bool,
    /// `into`: the type that is written.
    pub(super) into: Option<syn::Type>,
    /// `from` or `try_from`: the type that is read.
    pub(super) from: Option<syn::Type>,
    /// `#[skip_serializing_none]` of serde_with on the container.
    pub(super) skip_none: bool,
    /// `#[serialize_always]` on a field of such a container.
    pub(super) serialize_always: bool,
    /// The first attribute whose effect on the JSON form is not modelled.
    pub(super) strange: Option<String>,
}

/// A value for writing and one for reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Both<T> {
    pub(super) write: Option<T>,
    pub(super) read: Option<T>,
}

impl<T: Copy> Both<T> {
    /// What another one says where this one says nothing.
    pub(super) fn or(self, other: Both<T>) -> Both<T> {
        Both { write: self.write.or(other.write), read: self.read.or(other.read) }
    }
}

impl<T> Default for Both<T> {
    fn default() -> Self {
        Both { write: None, read: None }
    }
}

/// `default` or `default = "path"`.
#[derive(Debug)]
pub(super) enum Default_ {
    Trait,
    Path(syn::Path),
}

/// Reads all `#[serde(..)]` of a list of attributes; the error is that of the first malformed one.
pub(super) fn read(attrs: &[Attribute]) -> syn::Result<Serde> {
    // A malformed `asl` is reported for all items at once.
    let mut out = Serde { declared: super::asl::read(attrs).ok().flatten(), ..Serde::default() };
    for attr in attrs {
        out.serialize_always |= attr.path().is_ident("serialize_always");
        if attr.path().is_ident("serde") {
            attr.parse_nested_meta(|meta| entry(&mut out, &meta))?;
        } else if attr.path().is_ident("cfg_attr") && mentions_serde(attr) {
            out.strange.get_or_insert_with(|| "cfg_attr".to_owned());
        }
    }
    Ok(out)
}

/// Whether a `cfg_attr` puts a serde attribute on the item: its effect depends on the build.
fn mentions_serde(attr: &Attribute) -> bool {
    let syn::Meta::List(list) = &attr.meta else { return false };
    let mut after_comma = false;
    for tree in list.tokens.clone() {
        match tree {
            proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ',' => after_comma = true,
            proc_macro2::TokenTree::Ident(ident) if after_comma && ident == "serde" => return true,
            _ => after_comma = false,
        }
    }
    false
}

fn entry(out: &mut Serde, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
    match name.as_str() {
        "rename" => both(meta, &mut out.rename, |text| Ok(text.value()))?,
        "rename_all" => both(meta, &mut out.rename_all, case)?,
        "rename_all_fields" => both(meta, &mut out.rename_all_fields, case)?,
        "tag" => out.tag = Some(text(meta)?.value()),
        "content" => out.content = Some(text(meta)?.value()),
        "untagged" => out.untagged = true,
        "other" => out.other = true,
        "alias" => out.aliases.push(text(meta)?.value()),
        "default" if meta.input.peek(Token![=]) => out.default = Some(Default_::Path(path(&text(meta)?)?)),
        "default" => out.default = Some(Default_::Trait),
        "skip" => (out.skip_write, out.skip_read) = (true, true),
        "skip_serializing" => out.skip_write = true,
        "skip_deserializing" => out.skip_read = true,
        "skip_serializing_if" => out.skip_if = Some(text(meta)?.value()),
        "deny_unknown_fields" => out.deny_unknown = true,
        "transparent" => out.transparent = true,
        "with" | "serialize_with" | "deserialize_with" => {
            let path = text(meta)?.value();
            out.with = true;
            if name == "with" {
                out.with_module = Some(path);
            }
        }
        "flatten" => out.flatten = true,
        "into" => out.into = Some(ty(&text(meta)?)?),
        "from" | "try_from" => out.from = Some(ty(&text(meta)?)?),
        // These change the code of an implementation, not the JSON form.
        "crate" | "bound" | "borrow" | "expecting" => value(meta)?,
        _ => {
            value(meta)?;
            out.strange.get_or_insert(name);
        }
    }
    Ok(())
}

fn case(text: &syn::LitStr) -> syn::Result<Case> {
    Case::named(&text.value()).ok_or_else(|| syn::Error::new(text.span(), "unknown case of `rename_all`"))
}

/// A path in a string; an error stands at the whole of it.
fn path(text: &syn::LitStr) -> syn::Result<syn::Path> {
    syntax::path(&text.value()).map_err(|error| syn::Error::new(text.span(), error))
}

/// A type in a string; what it is made of stands where the string does.
fn ty(text: &syn::LitStr) -> syn::Result<syn::Type> {
    syntax::bounded(&text.value()).map_err(|error| syn::Error::new(text.span(), error))?;
    text.parse()
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<syn::LitStr> {
    meta.value()?.parse()
}

/// `name = ".."` for both directions, or `name(serialize = "..", deserialize = "..")`.
fn both<T: Clone>(
    meta: &ParseNestedMeta<'_>,
    out: &mut Both<T>,
    read: impl Fn(&syn::LitStr) -> syn::Result<T>,
) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        let value = read(&text(meta)?)?;
        *out = Both { write: Some(value.clone()), read: Some(value) };
        return Ok(());
    }
    meta.parse_nested_meta(|inner| {
        let value = read(&text(&inner)?)?;
        if inner.path.is_ident("serialize") {
            out.write = Some(value);
        } else if inner.path.is_ident("deserialize") {
            out.read = Some(value);
        } else {
            return Err(inner.error("expected `serialize` or `deserialize`"));
        }
        Ok(())
    })
}

/// Reads past the value of an attribute that is not looked at.
fn value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        meta.input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
