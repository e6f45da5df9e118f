//! Structs of a contract, and their fields.

use super::RustTy;
use crate::source::Span;

/// A struct with named fields.
#[derive(Clone, Debug)]
pub struct StructDef {
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// `#[serde(deny_unknown_fields)]`
    pub deny_unknown: bool,
    /// `#[serde(default)]` on the struct: an absent field is that of `Default::default()`.
    pub default: Option<DefaultValue>,
    /// Whether generated code can write a literal of it: every field can be named from there.
    pub constructible: bool,
    /// `#[serde(tag = "..")]`: a key that is written before the fields, and never read.
    pub tag: Option<Tag>,
}

/// What `#[serde(tag = "..")]` on a struct writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The key.
    pub key: String,
    /// The name of the struct, which it holds.
    pub name: String,
}

impl StructDef {
    /// Whether keys of other values stand among its own.
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        self.fields.iter().any(|field| field.flatten)
    }
}

/// One named field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The Rust name (raw identifiers without `r#`).
    pub rust_name: String,
    /// The key it is written as.
    pub json_name: String,
    /// The key it is read from, if `rename(deserialize = ..)` makes it another one.
    pub read_name: Option<String>,
    /// Further keys it is read from (`alias`).
    pub aliases: Vec<String>,
    /// Its type. [`RustTy::Coded`] or [`RustTy::Opaque`] if a `with`, `serialize_with` or
    /// `deserialize_with` changes its form.
    pub ty: RustTy,
    /// The place of its type.
    pub span: Span,
    /// When it is left out on writing.
    pub skip_write: Skip,
    /// `skip` or `skip_deserializing`: never read, always its default.
    pub skip_read: bool,
    /// What an absent field becomes; an Option becomes `None` without one.
    pub default: Option<DefaultValue>,
    /// `flatten`: the keys of its value stand among those of the struct.
    pub flatten: bool,
    /// Whether generated code can name it.
    pub visible: bool,
}

impl Field {
    /// The keys it is read from, the first being its name.
    pub fn read_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.read_name.as_deref().unwrap_or(&self.json_name))
            .chain(self.aliases.iter().map(String::as_str))
    }
}

/// When a field is left out on writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// It is always written.
    Never,
    /// `skip_serializing_if = "Option::is_none"`
    IfNone,
    /// Another `skip_serializing_if`: it may be left out.
    Sometimes,
    /// `skip` or `skip_serializing`
    Always,
    /// The field is under `#[cfg]`: the build decides whether it is written or not.
    Unknown,
}

/// What an absent field becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// `Default::default()`
    Default,
    /// `path()`, the path as generated code reaches it.
    Path(String),
}

/// A struct with one field that has that field's JSON form.
#[derive(Clone, Debug)]
pub struct NewtypeDef {
    /// The field's Rust name: `0` or a name.
    pub rust_name: String,
    /// What it holds.
    pub ty: RustTy,
    /// Whether generated code can name the field.
    pub visible: bool,
}

/// The parts of a struct or a variant with unnamed fields, in order.
#[derive(Clone, Debug, Default)]
pub struct TupleDef {
    /// The parts that are on the wire.
    pub parts: Vec<TuplePart>,
    /// Whether there are others, which are not.
    pub is_partial: bool,
}

/// One unnamed field.
#[derive(Clone, Debug)]
pub struct TuplePart {
    /// Its index in Rust.
    pub index: u32,
    /// Its type.
    pub ty: RustTy,
    /// The place of its type.
    pub span: Span,
    /// Whether generated code can name it.
    pub visible: bool,
}
