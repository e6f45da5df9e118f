//! Rust types as a contract writes them, and what is known of those that native code does not look into.

use super::TypeId;

/// A Rust type as the contract writes it, aliases resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustTy {
    /// `()`: `null`
    Unit,
    /// `bool`
    Bool,
    /// An integer.
    Int(IntTy),
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `jiff::Timestamp`
    Timestamp,
    /// `serde_json::Value`: anything.
    Value,
    /// `(A, B)`: a list of fixed length.
    Tuple(Vec<RustTy>),
    /// `Option<T>`
    Option(Box<RustTy>),
    /// `Vec<T>`
    Vec(Box<RustTy>),
    /// `BTreeMap<String, T>` or `HashMap<String, T>`; the text is the type as generated code writes it.
    Map(Box<RustTy>, MapTy),
    /// `Box<T>`
    Box(Box<RustTy>),
    /// A definition of the contract.
    Def(TypeId),
    /// The type of a field whose JSON form is known, but only as a part of its struct: it is under a `with`,
    /// or its type cannot be named.
    Coded(Box<Coded>),
    /// Something we cannot see into. The text is the type as generated code writes it.
    Opaque(String),
}

/// The type of a field that only the serde code of its struct can write and read: `#[serde(with = "..")]`, or a
/// type that is private to another module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Coded {
    /// The type as generated code writes it.
    pub path: String,
    /// Whether it is under a `with`: its own serde code is not asked then, nor may it be left out.
    pub with: bool,
    /// What it is in JSON.
    pub form: JsonForm,
}

/// Which map a [`RustTy::Map`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum MapTy {
    BTree,
    Hash,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum IntTy {
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
}

impl IntTy {
    pub(crate) const ALL: [IntTy; 12] = [
        IntTy::I8,
        IntTy::I16,
        IntTy::I32,
        IntTy::I64,
        IntTy::I128,
        IntTy::Isize,
        IntTy::U8,
        IntTy::U16,
        IntTy::U32,
        IntTy::U64,
        IntTy::U128,
        IntTy::Usize,
    ];

    /// Its name in Rust.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            IntTy::I8 => "i8",
            IntTy::I16 => "i16",
            IntTy::I32 => "i32",
            IntTy::I64 => "i64",
            IntTy::I128 => "i128",
            IntTy::Isize => "isize",
            IntTy::U8 => "u8",
            IntTy::U16 => "u16",
            IntTy::U32 => "u32",
            IntTy::U64 => "u64",
            IntTy::U128 => "u128",
            IntTy::Usize => "usize",
        }
    }

    /// The least and the greatest value (those of `u128` cut to `i128`).
    #[must_use]
    pub fn range(self) -> (i128, i128) {
        match self {
            IntTy::I8 => (i8::MIN.into(), i8::MAX.into()),
            IntTy::I16 => (i16::MIN.into(), i16::MAX.into()),
            IntTy::I32 => (i32::MIN.into(), i32::MAX.into()),
            IntTy::I64 | IntTy::Isize => (i64::MIN.into(), i64::MAX.into()),
            IntTy::I128 => (i128::MIN, i128::MAX),
            IntTy::U8 => (0, u8::MAX.into()),
            IntTy::U16 => (0, u16::MAX.into()),
            IntTy::U32 => (0, u32::MAX.into()),
            IntTy::U64 | IntTy::Usize => (0, u64::MAX.into()),
            IntTy::U128 => (0, i128::MAX),
        }
    }
}

/// What is known of a type that native code does not look into: a type of another crate, or one under
/// `#[asl(as = ..)]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Whole {
    /// What it is in JSON.
    pub form: JsonForm,
    /// Whether that is known of the type itself, and not only declared: then a value reads back as what it
    /// was, as far as values of its form do.
    pub exact: bool,
}

/// The JSON form of a type that native code does not look into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum JsonForm {
    /// That of another type.
    Like(RustTy),
    /// A whole number between two bounds, both included.
    Int(i128, i128),
    /// An object whose keys are what the first type is written as, and whose values are of the second.
    Map(RustTy, RustTy),
}
