//! Enums of a contract, and how JSON tells their variants.

use super::{StructDef, TupleDef, TuplePart};
use crate::source::Span;

/// One variant of a unit enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The Rust name.
    pub rust_name: String,
    /// The string it is written as.
    pub json_name: String,
    /// Further strings it is read from (`alias`).
    pub aliases: Vec<String>,
    /// The place of the name.
    pub span: Span,
}

/// An enum whose variants have data, or that has a form of its own on the wire.
#[derive(Clone, Debug)]
pub struct EnumDef {
    /// How a variant is told.
    pub tagging: Tagging,
    /// All variants in order, those that are never written or read among them.
    pub variants: Vec<DataVariant>,
    /// `#[serde(deny_unknown_fields)]`
    pub deny_unknown: bool,
}

/// How JSON tells which variant of an enum it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// By the only key, `{ "card": .. }`; a unit variant is a string.
    External,
    /// By a field among the content's own: `tag = ".."`.
    Internal(String),
    /// By a field beside the content: `tag = ".."`, `content = ".."`.
    Adjacent {
        /// The key of the name.
        tag: String,
        /// The key of the content.
        content: String,
    },
    /// Not at all.
    Untagged,
}

impl Tagging {
    /// The key that holds the variant's name.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        match self {
            Tagging::Internal(tag) | Tagging::Adjacent { tag, .. } => Some(tag),
            Tagging::External | Tagging::Untagged => None,
        }
    }
}

/// One variant of an [`EnumDef`].
#[derive(Clone, Debug)]
pub struct DataVariant {
    /// The Rust name.
    pub rust_name: String,
    /// The name it is written under.
    pub json_name: String,
    /// The name it is read from, if `rename(deserialize = ..)` makes it another one.
    pub read_name: Option<String>,
    /// Further names it is read from (`alias`).
    pub aliases: Vec<String>,
    /// The place of the name.
    pub span: Span,
    /// `skip` or `skip_serializing`: it cannot be written.
    pub skip_write: bool,
    /// `skip` or `skip_deserializing`: it is never read.
    pub skip_read: bool,
    /// `other`: any other name is read as it.
    pub other: bool,
    /// `untagged` on the variant: it is written without its name.
    pub untagged: bool,
    /// What it holds.
    pub form: Form,
}

impl DataVariant {
    /// The names it is read from.
    pub fn read_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.read_name.as_deref().unwrap_or(&self.json_name))
            .chain(self.aliases.iter().map(String::as_str))
    }
}

/// What a variant holds.
#[derive(Clone, Debug)]
pub enum Form {
    /// Nothing.
    Unit,
    /// One value.
    Newtype(TuplePart),
    /// A list of values.
    Tuple(TupleDef),
    /// Named fields.
    Struct(StructDef),
    /// Nothing that was looked at, for it is neither written nor read.
    Skipped,
}
