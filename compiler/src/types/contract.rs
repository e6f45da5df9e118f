//! The contract as read from Rust: the types beside a definition and the trait of its tasks.

mod enums;
mod rust_ty;
mod structs;

use crate::source::Span;

pub use self::{
    enums::{DataVariant, EnumDef, Form, Tagging, Variant},
    rust_ty::{Coded, IntTy, JsonForm, MapTy, RustTy, Whole},
    structs::{DefaultValue, Field, NewtypeDef, Skip, StructDef, Tag, TupleDef, TuplePart},
};

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
    /// What Rust calls the variants of these names, in the same order.
    pub variants: Vec<String>,
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
