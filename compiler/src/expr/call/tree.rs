//! Calls of intrinsic functions as read.

use crate::{expr::Path, source::Span};

/// A call of an intrinsic function.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Which one.
    pub function: Intrinsic,
    /// The place of its name (the whole literal where parts have none).
    pub name_span: Span,
    /// Its arguments.
    pub args: Vec<Arg>,
    /// The text of the call as written.
    pub text: String,
    /// The place of the call.
    pub span: Span,
}

/// An argument of an intrinsic function, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// What it is.
    pub value: ArgValue,
    /// Its place (the whole literal where parts have none).
    pub span: Span,
}

/// What an argument of an intrinsic function is.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgValue {
    /// `'text'`, with its escapes read. The template of `States.Format` keeps those of braces and backslashes,
    /// which the function reads: `\{` is a brace, `\\` a backslash, and `{}` a placeholder.
    Text(String),
    /// A number, by its text.
    Number(String),
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
    /// A path.
    Path(Path),
    /// Another call.
    Call(Box<Call>),
}

/// The intrinsic functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Intrinsic {
    Array,
    ArrayContains,
    ArrayGetItem,
    ArrayLength,
    ArrayPartition,
    ArrayRange,
    ArrayUnique,
    Base64Decode,
    Base64Encode,
    Format,
    Hash,
    JsonMerge,
    JsonToString,
    MathAdd,
    MathRandom,
    StringSplit,
    StringToJson,
    Uuid,
}
