//! The definition as meant: states by index, transitions resolved, expressions parsed.

use crate::{
    expr::{Path, Template},
    json,
    source::Span,
};

/// A state, as an index into [`Machine::states`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub u32);

/// One scope of states: the top level of a definition.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Where executions begin. `None` if `StartAt` is missing or names no state (a diagnostic says so).
    pub start: Option<StateId>,
    /// The states, in the order of the source.
    pub states: Vec<State>,
    /// `Comment`.
    pub comment: Option<String>,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<u64>,
    /// The whole definition.
    pub span: Span,
}

impl Machine {
    /// The state behind an id.
    #[must_use]
    pub fn state(&self, id: StateId) -> Option<&State> {
        self.states.get(id.0 as usize)
    }

    /// All states with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (StateId, &State)> {
        self.states.iter().enumerate().map(|(at, state)| (StateId(u32::try_from(at).unwrap_or(u32::MAX)), state))
    }
}

/// One state.
#[derive(Clone, Debug)]
pub struct State {
    /// The key in `States`.
    pub name: String,
    /// The place of that key.
    pub name_span: Span,
    /// The place of the state's object.
    pub span: Span,
    /// `Comment`.
    pub comment: Option<String>,
    /// What it does.
    pub kind: Kind,
    /// A diagnostic of severity error was raised while this state was read: what it brings is not known,
    /// and later stages raise nothing that may follow from that.
    pub faulty: bool,
}

/// What a state does.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `Task`
    Task(Box<Task>),
    /// `Pass`
    Pass(Box<Pass>),
    /// `Choice`
    Choice(Box<Choice>),
    /// `Wait`
    Wait(Box<Wait>),
    /// `Succeed`
    Succeed(Succeed),
    /// `Fail`
    Fail(Fail),
    /// A state whose type is missing, misspelt or not yet built; a diagnostic says so.
    Unknown,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// `InputPath`, `OutputPath`, `ResultPath`: absent, `null`, or a path.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Select {
    /// Absent: `$`.
    #[default]
    Whole,
    /// `null`, at this place.
    Null(Span),
    /// A path.
    Path(Path),
}

/// Where a state leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// `Next`: a state; the span is that of the name in the source.
    State(StateId, Span),
    /// `End: true`.
    End(Span),
    /// The target does not exist; a diagnostic says so.
    Unknown(Span),
}

/// A whole number of seconds, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seconds {
    /// `TimeoutSeconds`, `Seconds`
    Literal(Spanned<u64>),
    /// `TimeoutSecondsPath`, `SecondsPath`
    Path(Path),
}

/// A text, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// `Error`, `Cause`
    Literal(Spanned<String>),
    /// `ErrorPath`, `CausePath`
    Path(Path),
}

/// A `Task` state.
#[derive(Clone, Debug)]
pub struct Task {
    /// `InputPath`
    pub input_path: Select,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `Resource`
    pub resource: Spanned<Resource>,
    /// `TimeoutSeconds`, `TimeoutSecondsPath`
    pub timeout: Option<Seconds>,
    /// `ResultSelector`
    pub result_selector: Option<Template>,
    /// `ResultPath`
    pub result_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// `Retry`, in order.
    pub retry: Vec<Retrier>,
    /// `Catch`, in order.
    pub catch: Vec<Catcher>,
    /// `Next`, `End`
    pub next: Next,
}

/// What a task calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The whole ARN as written.
    pub arn: String,
    /// What kind of call it is.
    pub kind: ResourceKind,
}

/// How a resource is called and what its result looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// `arn:aws:lambda:..:function:NAME[:version]`: the function's own result.
    Lambda {
        /// The function's name, without its version.
        function: String,
    },
    /// `arn:aws:states:::SERVICE:ACTION`: request and response.
    Integration {
        /// `sqs`, `aws-sdk:dynamodb`
        service: String,
        /// `sendMessage`
        action: String,
    },
}

/// One entry of `Retry`.
#[derive(Clone, Debug)]
pub struct Retrier {
    /// The whole entry.
    pub span: Span,
    /// `ErrorEquals`
    pub errors: Vec<Spanned<String>>,
    /// `IntervalSeconds`; default 1.
    pub interval_seconds: u64,
    /// `MaxAttempts`; default 3.
    pub max_attempts: u64,
    /// `BackoffRate`; default 2.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy` is `FULL`.
    pub full_jitter: bool,
}

/// One entry of `Catch`.
#[derive(Clone, Debug)]
pub struct Catcher {
    /// The whole entry.
    pub span: Span,
    /// `ErrorEquals`
    pub errors: Vec<Spanned<String>>,
    /// `ResultPath`
    pub result_path: Select,
    /// `Next`
    pub next: Next,
}

/// A `Pass` state.
#[derive(Clone, Debug)]
pub struct Pass {
    /// `InputPath`
    pub input_path: Select,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `Result`
    pub result: Option<json::Node>,
    /// `ResultPath`
    pub result_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// `Next`, `End`
    pub next: Next,
}

/// A `Choice` state.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `InputPath`
    pub input_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// `Choices`, in order.
    pub rules: Vec<Rule>,
    /// `Default`
    pub default: Option<Next>,
}

/// One top-level rule of a `Choice`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The whole rule.
    pub span: Span,
    /// When it holds.
    pub condition: Condition,
    /// `Next`
    pub next: Next,
}

/// When a rule holds.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All hold.
    And(Vec<Condition>, Span),
    /// One holds.
    Or(Vec<Condition>, Span),
    /// It does not hold.
    Not(Box<Condition>, Span),
    /// One comparison.
    Test(Box<Test>),
}

/// One comparison.
#[derive(Clone, Debug)]
pub struct Test {
    /// The object it stands in.
    pub span: Span,
    /// `Variable`
    pub variable: Path,
    /// The place of the operator's key.
    pub operator_span: Span,
    /// Operator and operand.
    pub comparison: Comparison,
}

/// How two values are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// `..Equals`
    Equal,
    /// `..LessThan`
    Less,
    /// `..LessThanEquals`
    LessOrEqual,
    /// `..GreaterThan`
    Greater,
    /// `..GreaterThanEquals`
    GreaterOrEqual,
}

/// What a comparison compares with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand<T> {
    /// A literal.
    Literal(Spanned<T>),
    /// The `..Path` twin.
    Path(Path),
}

/// What a type test asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TypeTest {
    /// `IsPresent`
    Present,
    /// `IsNull`
    Null,
    /// `IsNumeric`
    Numeric,
    /// `IsString`
    String,
    /// `IsBoolean`
    Boolean,
    /// `IsTimestamp`
    Timestamp,
}

/// Operator and operand of a [`Test`].
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// `StringEquals`, `StringLessThan`, .. and their `Path` twins.
    String(Order, Operand<String>),
    /// `StringMatches`: the pattern, read.
    Matches(Spanned<Vec<Glob>>),
    /// `NumericEquals`, ..; a literal keeps its text.
    Numeric(Order, Operand<String>),
    /// `BooleanEquals`
    Boolean(Operand<bool>),
    /// `TimestampEquals`, ..; a literal is RFC 3339, checked.
    Timestamp(Order, Operand<String>),
    /// `IsPresent`, `IsNull`, .. and whether it must hold.
    Is(TypeTest, Spanned<bool>),
}

/// A part of a `StringMatches` pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Glob {
    /// These characters.
    Text(String),
    /// `*`: any characters, or none.
    Any,
}

/// A `Wait` state.
#[derive(Clone, Debug)]
pub struct Wait {
    /// `InputPath`
    pub input_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// How long.
    pub until: Until,
    /// `Next`, `End`
    pub next: Next,
}

/// How long a `Wait` waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// `Seconds`
    Seconds(Spanned<u64>),
    /// `SecondsPath`
    SecondsPath(Path),
    /// `Timestamp`: RFC 3339, checked.
    Timestamp(Spanned<String>),
    /// `TimestampPath`
    TimestampPath(Path),
}

/// A `Succeed` state.
#[derive(Clone, Debug)]
pub struct Succeed {
    /// `InputPath`
    pub input_path: Select,
    /// `OutputPath`
    pub output_path: Select,
}

/// A `Fail` state.
#[derive(Clone, Debug)]
pub struct Fail {
    /// `Error`, `ErrorPath`
    pub error: Option<Words>,
    /// `Cause`, `CausePath`
    pub cause: Option<Words>,
}
