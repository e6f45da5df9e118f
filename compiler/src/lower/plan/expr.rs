//! Expressions that make owned values: of payload templates, literals, results and places.

use super::{Access, Gather, Missing, Read, ValueStep};
use crate::{
    expr::{Intrinsic, Tail},
    types::contract::{IntTy, MapTy, RustTy},
};

/// An expression that makes an owned value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A clone of what is read.
    Cloned(Read),
    /// `String` from a `Cow<str>` that is read.
    TextToString(Read),
    /// A part of a plain value.
    Pick(Box<Expr>, Missing),
    /// What the rest of a path finds from a part of a plain value on.
    PickQuery(Box<Expr>, Box<Tail>, Missing),
    /// A plain value with another put into it: the value, the way, `ResultPath` as written, what is put.
    PutInto(Box<Expr>, Vec<ValueStep>, String, Box<Expr>),
    /// A clone of what is read, as `serde_json::Value`.
    ToValue(Read),
    /// What is read, turned into another type by way of its JSON form.
    Convert(Read, RustTy),
    /// A JSON literal, turned into a type by way of its JSON form.
    ConvertLiteral(serde_json::Value, RustTy),
    /// A plain value, turned into a type.
    ConvertValue(Box<Expr>, RustTy),
    /// A plain value that a field takes as words; failures quote the field.
    Words(Box<Expr>, String),
    /// What is read, if it is there and not `null`, made into something; else the second.
    IfSome(Access, Box<Expr>, Box<Expr>),
    /// A list of what a path finds in the elements of a native list.
    Gather(Box<Gather>),
    /// A call of an intrinsic function, over plain values.
    Call(Intrinsic, Vec<Expr>),
    /// The items of a list in a place, as plain values; the text is the path.
    Items(Read, String),
    /// `result`, moved.
    TakeResult,
    /// `error`, moved.
    TakeError,
    /// An integer of the second type from what is read as the first.
    CastInt(Read, IntTy, IntTy),
    /// A float from an integer that is read.
    IntToFloat(Read),
    /// `String` literal.
    Str(String),
    /// `Cow<'static, str>` literal.
    Text(String),
    /// `Cow<'static, str>` from a `String`.
    TextOwned(Box<Expr>),
    /// A plain value from another expression.
    ValueOf(Box<Expr>),
    /// An integer literal.
    Int(i128, IntTy),
    /// A float literal.
    Float(f64),
    /// `true`, `false`
    Bool(bool),
    /// `()`
    Unit,
    /// The empty object that slots are laid over.
    EmptyObject,
    /// A unit variant of the enum of a path.
    Variant(String, String),
    /// A struct literal.
    Struct(String, Vec<(String, Expr)>),
    /// `Some(..)`
    Some(Box<Expr>),
    /// `None`
    None,
    /// `Box::new(..)`
    Boxed(Box<Expr>),
    /// `Default::default()`
    Default,
    /// `path()`
    CallPath(String),
    /// A `Vec`.
    List(Vec<Expr>),
    /// A map.
    MapOf(MapTy, Vec<(String, Expr)>),
    /// A `serde_json::Value` literal.
    Json(serde_json::Value),
    /// A `serde_json::Value` object.
    Object(Vec<(String, Expr)>),
    /// A `serde_json::Value` array.
    Array(Vec<Expr>),
}
