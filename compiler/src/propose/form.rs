//! What is proposed for a value: a form that has a Rust type.

/// The proposed form of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `serde_json::Value`
    Value,
    /// `bool`
    Bool,
    /// `i64`
    Int,
    /// `f64`
    Float,
    /// `String`
    String,
    /// `jiff::Timestamp`
    Timestamp,
    /// An enum of these strings, in their order.
    Enum(Vec<String>),
    /// `Vec<T>`
    List(Box<Form>),
    /// `BTreeMap<String, T>`
    Map(Box<Form>),
    /// `Option<T>`: `null`, or absent.
    Option(Box<Form>),
    /// A struct.
    Record(Record),
}

/// A struct.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Its fields, in the order of the document.
    pub fields: Vec<Field>,
    /// It keeps the keys that it does not list.
    pub has_rest: bool,
    /// What its documentation adds.
    pub notes: Aside<Vec<String>>,
    /// The struct that it was found to be.
    pub of: Aside<Option<String>>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its key in the document.
    pub key: String,
    /// What it holds.
    pub form: Form,
    /// It may be absent, and then it is not written either. If it may not, an `Option` is written as `null`.
    pub may_be_absent: bool,
    /// What its documentation says.
    pub doc: Aside<String>,
}

/// Something that does not make two structs different.
#[derive(Clone, Debug, Default)]
pub(super) struct Aside<T>(pub T);

impl<T> PartialEq for Aside<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Aside<T> {}

impl Form {
    /// That, or `null`.
    pub(super) fn or_null(self) -> Form {
        match self {
            Form::Value | Form::Option(_) => self,
            other => Form::Option(Box::new(other)),
        }
    }

    /// That, or `null`, or nothing at all.
    pub(super) fn or_nothing(self) -> Form {
        match self {
            Form::Option(_) => self,
            other => Form::Option(Box::new(other)),
        }
    }
}
