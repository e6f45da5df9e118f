//! The types of JSON values as the checker sees them.

use std::{collections::BTreeSet, rc::Rc};

/// The type of a JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// No value can be here: the place is not reached.
    Never,
    /// Anything; never raises a finding.
    Any,
    /// Not known because of an error already reported; absorbs silently.
    Error,
    /// `null`
    Null,
    /// `true` or `false`; `Some` if a literal fixes it.
    Bool(Option<bool>),
    /// A whole number between two bounds, both included.
    Int(i128, i128),
    /// A number that may have a fraction.
    Float,
    /// Any string.
    String,
    /// A string that is an RFC 3339 timestamp with a zone.
    Timestamp,
    /// One of these strings; the name is that of the Rust enum, `None` for literals of the definition.
    Enum(Option<Rc<str>>, Rc<BTreeSet<String>>),
    /// A list.
    List(Rc<Ty>),
    /// A list of fixed length.
    Tuple(Rc<[Ty]>),
    /// An object with any keys and values of one type. Every key may be absent.
    Map(Rc<Ty>),
    /// An object with known keys.
    Record(Rc<Record>),
    /// A value that we cannot see into; the text names it for people.
    Opaque(Rc<str>),
    /// One of several types that have no common form; flat, at least two, none of them a `Union`,
    /// `Never`, `Any` or `Error`.
    Union(Rc<[Ty]>),
}

/// An object with known keys. Keys that are not listed are absent.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Record {
    /// The Rust struct it stands for, for people.
    pub name: Option<Rc<str>>,
    /// Its fields in the order of the document.
    pub fields: Vec<RecordField>,
}

/// One key of a [`Record`].
#[derive(Clone, Debug, PartialEq)]
pub struct RecordField {
    /// The key.
    pub name: Rc<str>,
    /// The type of its value.
    pub ty: Ty,
    /// Whether it is always there, or only sometimes.
    pub presence: Presence,
}

/// Whether a key is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Presence {
    /// Always.
    Required,
    /// Only sometimes: not every way brings it, or serde leaves it out.
    Maybe,
}
