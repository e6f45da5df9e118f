//! Places that states read: where they lie, how they are reached, and what is said if nothing is there.

use super::QueryPlan;
use crate::lower::repr::Repr;

/// A step into a `serde_json::Value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueStep {
    /// A key.
    Key(String),
    /// An index; negative counts from the end.
    Index(i64),
}

/// What a place is read from.
#[derive(Clone, Debug, PartialEq)]
pub enum RootPlace {
    /// The plain value that is the data.
    Value,
    /// The base of the data.
    Base,
    /// A slot of the data; whether it is known to be there.
    Slot(usize, bool),
    /// The task's result, or what the result selector made of it.
    Result,
    /// A part of the context object.
    Context(ContextPart),
    /// A workflow variable, by its name.
    Variable(String),
    /// What `InputPath` selected, as a value of its own.
    Selected,
    /// The item of a `Map`, while its iteration is made.
    Item,
    /// The item's number.
    ItemIndex,
    /// An element of a list that [`Expr::Gather`](super::Expr::Gather) goes through.
    Element,
    /// What [`Expr::IfSome`](super::Expr::IfSome) bound.
    Bound,
}

/// A part of the context object that the runtime has at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ContextPart {
    Whole,
    ExecutionId,
    ExecutionName,
    ExecutionInput,
    ExecutionStartTime,
    ExecutionRoleArn,
    MachineId,
    MachineName,
    StateName,
    StateEnteredTime,
    /// `$$` while an iteration is made: with `Map.Item`.
    WholeWithItem,
}

/// One step of native access.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// `.name` of a struct, or `.0`
    Field(String),
    /// `*` of a `Box`
    Deref,
    /// Into an `Option`: missing if it is `None`.
    Through,
    /// An element of a `Vec`.
    Index(i64),
    /// A value of a map.
    Key(String),
    /// Into a `serde_json::Value`.
    Value(Vec<ValueStep>),
}

/// How a place is reached: a reference, or `Option` of one where it may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// What it starts from.
    pub root: RootPlace,
    /// The way from there.
    pub ops: Vec<Op>,
    /// The type at its end.
    pub repr: Repr,
}

/// What `$` stands for in a field, for the texts of failures.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// The document it is read from.
    pub document: ScopeDocument,
    /// The steps from there to `$` (`InputPath`).
    pub prefix: Vec<ValueStep>,
}

/// The document behind a [`Scope`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeDocument {
    /// The state's data.
    Data,
    /// The task's result.
    Result,
    /// The context object.
    Context,
    /// A workflow variable.
    Variable(String),
    /// What `InputPath` selected, as a value of its own.
    Selected,
    /// An empty object (`InputPath: null`).
    Empty,
}

/// How a missing place is reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Which wording.
    pub kind: MissingKind,
    /// The path as written.
    pub path: String,
    /// What `$` stands for.
    pub scope: Scope,
    /// The steps of the path.
    pub steps: Vec<ValueStep>,
}

/// Which wording a missing place gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingKind {
    /// `InputPath`, `OutputPath`, `TimeoutSecondsPath`
    Path,
    /// A key of a template, or `ErrorPath`, `CausePath`.
    Field(String),
    /// `Variable` or a `..Path` operand of a Choice rule.
    Choice,
    /// `SecondsPath`
    Seconds,
    /// `TimestampPath`
    Timestamp,
    /// `ItemsPath`
    Items,
}

/// A place that is read, and what happens if it is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Where.
    pub source: ReadSource,
    /// What if it is missing.
    pub missing: Missing,
}

/// Where a [`Read`] reads.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadSource {
    /// Natively.
    Access(Access),
    /// A part of the document that is laid together from base and slots: by way of a plain value.
    Document(Vec<ValueStep>),
    /// The whole document (only of the state's data).
    Whole,
    /// A part of a value that cannot be reached natively: by way of its JSON form.
    Inside(Access, Vec<ValueStep>),
    /// Nothing can be there: it always fails.
    Nowhere,
    /// An empty object.
    Empty,
    /// What the rest of a path finds from a place on.
    Query(Box<QueryPlan>),
}
