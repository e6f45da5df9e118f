//! The Rust that will be written, as data: what `lower` decides and `emit` prints.

mod query;
mod read;
mod work;

use crate::{
    expr::{Intrinsic, Tail},
    ir::{Glob, Order, ResourceKind, StateId, TypeTest},
    lower::repr::Repr,
    types::contract::{IntTy, MapTy, RustTy},
};
pub use query::{Gather, Pick, QueryPlan};
pub use read::{
    Access, ContextPart, Missing, MissingKind, Op, Read, ReadSource, RootPlace, Scope, ScopeDocument, ValueStep,
};
pub use work::{After, CatchPlan, CountPlan, ForkBody, ForkPlan, TaskBody, TimeoutPlan};

/// A layout of state data, as an index into [`Plan::arms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArmId(pub u32);

/// A whole generated module.
#[derive(Debug)]
pub struct Plan {
    /// The layouts that state data has.
    pub arms: Vec<ArmPlan>,
    /// The states in the order of the definition; those that are never reached are left out.
    pub states: Vec<StatePlan>,
    /// The layouts an execution can end with.
    pub outputs: Vec<ArmId>,
    /// Where an execution begins: its variant, and how the input becomes state data.
    pub start: Goto,
    /// One entry for each distinct `Resource`.
    pub tasks: Vec<TaskPlan>,
    /// The type of the input and of the output.
    pub input: RustTy,
    /// The type of the output.
    pub output: RustTy,
    /// The handlers' trait: that of the contract, or one to be generated.
    pub handlers: Handlers,
    /// Names the definition's meaning and the layouts.
    pub fingerprint: String,
}

impl Plan {
    /// Whether all data are plain values, so that nothing in the module has a type of its own: there is no contract.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        matches!(self.handlers, Handlers::Generated)
    }
}

/// Who implements the tasks.
#[derive(Debug)]
pub enum Handlers {
    /// The contract's trait, by its path.
    Contract(String),
    /// A trait with one method a resource is generated.
    Generated,
}

/// One layout of state data.
#[derive(Debug)]
pub struct ArmPlan {
    /// The name of the generated struct, and of the arm in enums of several.
    pub name: String,
    /// What the document is before anything is laid over it. [`Repr::VALUE`]: the data is a plain
    /// `serde_json::Value` and no struct is generated.
    pub base: Repr,
    /// What `ResultPath` and templates lay over it, in the order of the document.
    pub slots: Vec<SlotPlan>,
    /// Whether branches take copies of it.
    pub is_copied: bool,
}

/// One place of a document that is kept apart from its base.
#[derive(Debug)]
pub struct SlotPlan {
    /// The field's name in the generated struct.
    pub field: String,
    /// Where it stands in the document.
    pub path: Vec<String>,
    /// The type of its value.
    pub repr: Repr,
    /// Its place in the order of the document, among the slots of its layout.
    pub rank: usize,
}

/// One task that the definition calls.
#[derive(Debug)]
pub struct TaskPlan {
    /// `Resource` as written.
    pub resource: String,
    /// What it is.
    pub kind: ResourceKind,
    /// The method of the handlers.
    pub method: String,
    /// The variant of `Call` and `Reply`.
    pub variant: String,
    /// The type of the call's argument; a plain value, kept for the history only, if the method takes none.
    pub argument: RustTy,
    /// Whether the method takes an argument.
    pub takes_argument: bool,
    /// What it brings.
    pub result: RustTy,
    /// Whether the method takes a `TaskContext`.
    pub takes_context: bool,
    /// The result may hold what its JSON form does not: it is brought to what a checkpoint would give
    /// back before anything sees it.
    pub normalise: bool,
    /// How the handler is reached.
    pub via: Via,
}

/// How the handler of a task is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The call's argument is the handler's, and its result is the task's.
    Direct,
    /// `lambda:invoke`: the argument is `Payload` of the parameters, the result stands in an envelope.
    Invoke,
    /// The engine answers itself: `states:startExecution`.
    Engine,
    /// The handler only asks: what its token brings is the result, and no engine hands out tokens yet.
    Token {
        /// Behind `lambda:invoke`, where the argument is `Payload` of the parameters.
        is_invoked: bool,
    },
}

/// One state.
#[derive(Debug)]
pub struct StatePlan {
    /// The state.
    pub id: StateId,
    /// The variant of `State`, and the name of what belongs to it.
    pub variant: String,
    /// The prefix of its functions.
    pub function: String,
    /// One entry a layout that can arrive here.
    pub cells: Vec<Cell>,
}

/// A state over one layout.
#[derive(Debug)]
pub struct Cell {
    /// The layout.
    pub arm: ArmId,
    /// What `InputPath` selects, if it may be missing and is not read at once anyway.
    pub input: Option<Read>,
    /// What `InputPath` selects, if it is a value of its own and no place: the variable `input`.
    pub selected: Option<Expr>,
    /// What it does.
    pub body: Body,
}

/// What a cell does.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one a state, and most are large")]
pub enum Body {
    /// Runs on at once.
    Pass {
        /// What `$` of `Assign` is, if it is a value of its own: the variable `result`.
        result: Option<Expr>,
        /// What becomes of the data.
        change: Change,
        /// Where it leads.
        exit: Exit,
    },
    /// Tests one rule after the other.
    Choice {
        /// Condition and where it leads.
        rules: Vec<(Cond, Exit)>,
        /// `Default`; `None`: the execution fails.
        default: Option<Exit>,
    },
    /// Waits, then runs on.
    Wait {
        /// How long.
        until: UntilPlan,
        /// What follows.
        exit: Exit,
    },
    /// Calls a task.
    Task(Box<TaskBody>),
    /// Runs branches or iterations.
    Fork(Box<ForkBody>),
    /// Ends the execution with success.
    Succeed(Exit),
    /// Ends it with an error.
    Fail {
        /// `Error`
        error: Option<Expr>,
        /// `Cause`
        cause: Option<Expr>,
    },
}

/// How long a `Wait` waits.
#[derive(Debug)]
pub enum UntilPlan {
    /// Seconds from now.
    Seconds(u64),
    /// Seconds from a place; the text is the path.
    SecondsPath(Operand, String),
    /// An instant, in milliseconds and nanoseconds as jiff parses it.
    Timestamp(String),
    /// An instant from a place; the text is the path.
    TimestampPath(Operand, String),
}

/// What leaves a state.
#[derive(Debug)]
pub struct Exit {
    /// `Assign`: the variables and what they become, made before anything of the data is changed.
    pub assign: Vec<(String, Expr)>,
    /// The output: the data as it is now, or something new.
    pub output: Output,
    /// Where it leads.
    pub to: Goto,
}

/// The output of a state.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Output {
    /// The data, as the statements left it.
    Same,
    /// Something else, in a layout.
    New(ArmId, NewData),
}

/// New state data.
#[derive(Debug)]
pub enum NewData {
    /// A plain value.
    Value(Expr),
    /// A base, and the slots laid over it.
    Struct(Expr, Vec<(usize, Expr)>),
}

/// Where an exit leads.
#[derive(Clone, Debug)]
pub enum Goto {
    /// A state. `from` is the layout that leaves, `to` the one that the state takes.
    State {
        /// The state.
        state: StateId,
        /// The layout that the state takes.
        arm: ArmId,
        /// The data is turned into a plain value on the way.
        to_value: bool,
    },
    /// The end of the execution.
    End {
        /// The layout of the output.
        arm: ArmId,
        /// The data is turned into a plain value on the way.
        to_value: bool,
    },
    /// The end of a branch or an iteration, with a plain value.
    Return {
        /// The data is turned into a plain value on the way.
        to_value: bool,
    },
}

/// A change of the state's own data. All values are made before anything is changed.
#[derive(Debug, Default)]
pub struct Change {
    /// What is made only because it may fail: nothing keeps it.
    pub unread: Option<Box<Expr>>,
    /// Slots that are emptied.
    pub clear: Vec<usize>,
    /// Slots that are set.
    pub set: Vec<(usize, Expr)>,
    /// A value that is put into the plain value of a slot, or of the whole data.
    pub put: Option<Put>,
}

/// A value that is put into a plain value, creating objects on the way.
#[derive(Debug)]
pub struct Put {
    /// The slot; `None`: the data itself is the plain value.
    pub slot: Option<usize>,
    /// The way from there.
    pub path: Vec<ValueStep>,
    /// `ResultPath` as written.
    pub text: String,
    /// What is put there.
    pub value: Expr,
}

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

/// An operand of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A place.
    Read(Read),
}

/// The condition of a Choice rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Cond {
    /// All hold.
    All(Vec<Cond>),
    /// One holds.
    AnyOf(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
    /// Two strings.
    Str(Order, Operand, Right<String>),
    /// A string and a pattern.
    Matches(Operand, Vec<Glob>),
    /// Two numbers; a literal keeps its text.
    Num(Order, Operand, Right<String>),
    /// Two booleans.
    Bool(Operand, Right<bool>),
    /// Two instants.
    Time(Order, Operand, Right<String>),
    /// Whether the place is there.
    Present(ReadSource, bool),
    /// What the value is.
    Is(TypeTest, Operand, bool),
}

/// The right side of a comparison.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Right<T> {
    /// A literal.
    Literal(T),
    /// A place.
    Place(Operand),
}
