//! The types of JSON values as the checker sees them.

mod apart;
mod bound;
mod by_tag;
mod class;
mod filter;
mod items;
mod join;
mod leaf;
mod literal;
mod look_up;
mod place;
mod query;
mod refine;
mod union;
mod walk;
mod widen;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

pub use class::Class;
pub use leaf::{compare_numbers, compare_texts, holds, matches};
pub(crate) use leaf::{floor, is_timestamp, whole};
pub use place::Conflict;
pub use query::{Dead, Found};
pub(crate) use query::{Failing, Vain, vain};
pub use refine::Refine;
pub use walk::{Gap, GapKind, Walk};

/// The type of a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A list of which more is known of some items than of all.
    Items(Rc<Items>),
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

/// A list of which more is known of some items, for a rule has asked about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// What any item is; the known ones as well.
    pub item: Ty,
    /// What the items at some indices are, if there are that many; negative ones count from the end.
    pub at: BTreeMap<i64, Ty>,
}

/// An object with known keys. Keys that are not listed are absent, unless `rest` says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Record {
    /// The Rust struct it stands for, for people.
    pub name: Option<Rc<str>>,
    /// Its fields in the order of the document.
    pub fields: Vec<RecordField>,
    /// What a key that is not listed holds, if it is there at all: the document was a map, or is not known
    /// but for the listed keys (`Any`).
    pub rest: Option<Ty>,
    /// The variant of a Rust enum that it is.
    pub variant: Option<Rc<Variant>>,
}

/// A variant of a Rust enum with data, as records of it are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The enum.
    pub of: Rc<str>,
    /// The variant, as JSON names it; the Rust name where JSON has none.
    pub name: Rc<str>,
    /// The key that holds the name, if one does.
    pub tag: Option<Rc<str>>,
}

/// One key of a [`Record`].
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Ty {
    /// An object without keys: what a path field that is `null` selects.
    #[must_use]
    pub fn empty() -> Ty {
        Ty::Record(Rc::new(Record::default()))
    }

    /// An object of exactly these keys.
    pub fn record<'a>(fields: impl IntoIterator<Item = (&'a str, Ty)>) -> Ty {
        let fields = fields.into_iter().map(|(name, ty)| RecordField::required(name, ty)).collect();
        Ty::Record(Rc::new(Record { fields, ..Record::default() }))
    }

    /// One of these literal strings.
    pub fn literals<'a>(values: impl IntoIterator<Item = &'a str>) -> Ty {
        Ty::Enum(None, Rc::new(values.into_iter().map(str::to_owned).collect()))
    }

    /// Whether nothing is known of it: findings about it would be guesses.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Ty::Any | Ty::Error)
    }

    /// Whether no value can be here.
    #[must_use]
    pub fn is_never(&self) -> bool {
        matches!(self, Ty::Never)
    }
}

impl Record {
    /// An object of which only this is known: what its keys hold.
    #[must_use]
    pub(crate) fn of_rest(rest: Ty) -> Record {
        Record { rest: Some(rest), ..Record::default() }
    }

    /// The field of this key.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&RecordField> {
        self.fields.iter().find(|field| &*field.name == name)
    }
}

impl RecordField {
    /// A key that is always there.
    #[must_use]
    pub fn required(name: &str, ty: Ty) -> RecordField {
        RecordField { name: name.into(), ty, presence: Presence::Required }
    }

    /// A key that is only sometimes there.
    #[must_use]
    pub fn maybe(name: &str, ty: Ty) -> RecordField {
        RecordField { name: name.into(), ty, presence: Presence::Maybe }
    }
}
