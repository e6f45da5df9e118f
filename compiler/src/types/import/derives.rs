//! What attributes say of an item as a whole: derives, `cfg`, attribute macros.

use proc_macro2::{TokenStream, TokenTree};
use syn::Attribute;

/// The derives of an item, the last part of each path.
pub(super) fn derives(attrs: &[Attribute]) -> Vec<String> {
    let mut out = Vec::new();
    for attr in attrs {
        let syn::Meta::List(list) = &attr.meta else { continue };
        if attr.path().is_ident("derive") {
            names(list.tokens.clone(), &mut out);
        } else if attr.path().is_ident("cfg_attr") {
            conditional(list.tokens.clone(), &mut out);
        }
    }
    out
}

/// The last identifier before each comma.
fn names(tokens: TokenStream, out: &mut Vec<String>) {
    let mut last = None;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => last = Some(ident.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == ',' => out.extend(last.take()),
            _ => {}
        }
    }
    out.extend(last);
}

/// `cfg_attr(.., derive(..))`: taken as derived, since the build decides and nothing is visibly missing.
fn conditional(tokens: TokenStream, out: &mut Vec<String>) {
    let mut after_derive = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => after_derive = ident == "derive",
            TokenTree::Group(group) if after_derive => names(group.stream(), out),
            _ => after_derive = false,
        }
    }
}

/// Whether an item is only there in some builds.
pub(super) fn is_conditional(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| attr.path().is_ident("cfg"))
}

/// Whether an item is only there in tests.
pub(super) fn is_test_only(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("cfg")
            && matches!(&attr.meta, syn::Meta::List(list) if list.tokens.to_string().trim() == "test")
    })
}

/// The derives that do not explain an unknown attribute beside them.
const PLAIN: [&str; 13] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Serialize",
    "Deserialize",
    "TaskError",
    "JsonForm",
];

/// Attributes that leave the item as it is written.
const INERT: [&str; 17] = [
    "derive",
    "serde",
    "doc",
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "cfg",
    "cfg_attr",
    "repr",
    "must_use",
    "non_exhaustive",
    "deprecated",
    "task_error",
    "automatically_derived",
    "asl",
];

/// Whether `skip_serializing_none` of serde_with adds its attributes to the fields before serde's derive sees them.
pub(super) fn skips_none(attrs: &[Attribute]) -> bool {
    let derived = |attr: &Attribute| derives(std::slice::from_ref(attr)).iter().any(|name| name == "Serialize");
    attrs.iter().take_while(|attr| !derived(attr)).any(is_skip_none)
}

fn is_skip_none(attr: &Attribute) -> bool {
    let names = super::head::names(attr.path());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    matches!(names.as_slice(), ["skip_serializing_none"] | ["serde_with", "skip_serializing_none"])
}

/// The name of an attribute macro that may change the item. A plain unknown name beside a derive that is
/// not serde's or std's is a helper of that derive, unless the module imports an attribute of that name.
pub(super) fn attribute_macro(attrs: &[Attribute], imported: impl Fn(&str) -> bool) -> Option<String> {
    let helpers = derives(attrs).iter().any(|name| !PLAIN.contains(&name.as_str()));
    attrs.iter().find_map(|attr| {
        let path = attr.path();
        let last = path.segments.last()?.ident.to_string();
        match path.get_ident() {
            _ if is_skip_none(attr) => None,
            Some(_) if INERT.contains(&last.as_str()) => None,
            Some(_) if helpers && !imported(&last) => None,
            // Tool attributes: `#[rustfmt::skip]`.
            None if path
                .segments
                .first()
                .is_some_and(|s| ["rustfmt", "clippy", "diagnostic"].iter().any(|t| s.ident == t)) =>
            {
                None
            }
            _ => Some(last),
        }
    })
}
