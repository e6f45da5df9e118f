//! The contract as read from Rust: the types beside a definition and the trait of its tasks.

use crate::source::Span;

/// A type definition of the contract, as an index into [`Contract::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// Everything a contract says.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// Type definitions that the tasks, the input or the output reach.
    pub types: Vec<TypeDef>,
    /// The trait of the tasks.
    pub tasks: Option<TaskTrait>,
    /// Stored types that were reported for the derives that they lack.
    pub lacking: Vec<Lacking>,
}

/// A stored type without some of the traits that stored types have.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// How generated code reaches it, from inside the generated module.
    pub path: String,
    /// The traits: of `Clone`, `Serialize` and `Deserialize`.
    pub traits: Vec<&'static str>,
}

impl Contract {
    /// The definition behind an id.
    #[must_use]
    pub fn def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0 as usize)
    }
}

/// The trait under `#[stepwright::tasks(input = .., output = ..)]`.
#[derive(Clone, Debug)]
pub struct TaskTrait {
    /// The trait's name.
    pub name: String,
    /// How generated code reaches it, from inside the generated module: `super::OrderTasks`.
    pub path: String,
    /// The place of the name.
    pub span: Span,
    /// `input = ..`: the type of the workflow's input.
    pub input: Option<Typed>,
    /// `output = ..`: the type of the workflow's output.
    pub output: Option<Typed>,
    /// Its methods, in order.
    pub methods: Vec<TaskMethod>,
}

/// A type and where it is written.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The type.
    pub ty: RustTy,
    /// Its place.
    pub span: Span,
}

/// One task: a method of the trait.
#[derive(Clone, Debug)]
pub struct TaskMethod {
    /// The method's name.
    pub name: String,
    /// Its place.
    pub span: Span,
    /// `#[resource("..")]`
    pub resource: Option<String>,
    /// Whether it takes a `TaskContext` before its argument.
    pub takes_context: bool,
    /// Its argument. `None` if it takes none.
    pub argument: Option<Typed>,
    /// What it brings: `T` of `Result<T, E>`.
    pub result: Typed,
    /// `#[reply(T)]`: it only asks, and what the reply to its token brings is this.
    pub reply: Option<Typed>,
    /// `E` of `Result<T, E>`: the errors it can raise.
    pub errors: ErrorSet,
}

/// The errors a task can raise.
#[derive(Clone, Debug)]
pub struct ErrorSet {
    /// The place of `E`.
    pub span: Span,
    /// How people call `E`.
    pub name: String,
    /// The names that `ErrorEquals` may have.
    pub names: Vec<String>,
    /// Any other name may come too: `#[task_error(other)]`, or an `E` whose definition is out of sight.
    pub open: bool,
}

/// A struct, an enum or a type that we cannot see into.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: String,
    /// How generated code reaches it, from inside the generated module: `super::Order`, `crate::a::Item`.
    pub path: String,
    /// The place of the name.
    pub span: Span,
    /// Whether generated code can name it: it may be private to another module.
    pub nameable: bool,
    /// What it is.
    pub kind: TypeKind,
}

/// What a [`TypeDef`] is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A struct with named fields.
    Struct(StructDef),
    /// An enum with unit variants only: a string on the wire.
    Enum(Vec<Variant>),
    /// Any other enum: with data, or with a form of its own on the wire.
    Union(EnumDef),
    /// A struct with unnamed fields: a list of fixed length on the wire.
    Tuple(TupleDef),
    /// A struct with one unnamed field, or `#[serde(transparent)]`: the JSON form of that field.
    Newtype(Box<NewtypeDef>),
    /// A unit struct: `null`.
    Unit,
    /// Something that is moved whole, and whose JSON form is known all the same.
    Whole(Whole),
    /// Something we cannot see into: it may be moved whole, and a path into it is an error. The text
    /// says why, for people: "`Money` is generic".
    Opaque(String),
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
}

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

impl StructDef {
    /// Whether keys of other values stand among its own.
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        self.fields.iter().any(|field| field.flatten)
    }
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
}

/// What an absent field becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// `Default::default()`
    Default,
    /// `path()`, the path as generated code reaches it.
    Path(String),
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
