//! Paths as read: definite steps, and what may follow them.

use crate::source::Span;

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// `$`: what the field is applied to.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a workflow variable.
    Variable(String),
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// `.name` or `['name']`
    Key(String),
    /// `[0]`; negative counts from the end.
    Index(i64),
}

/// A path: definite steps, which name one place, and perhaps a [`Tail`] that goes on from there. Reference
/// paths have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Where it starts.
    pub root: Root,
    /// The definite steps from there.
    pub steps: Vec<Step>,
    /// What follows them, if the path is more than a chain of steps.
    pub tail: Option<Box<Tail>>,
    /// The place of each step in the source (the whole literal where parts have none).
    pub step_spans: Vec<Span>,
    /// The text as written; causes quote it.
    pub text: String,
    /// The whole literal.
    pub span: Span,
}

/// What of a path follows its definite steps: a part that may name several places, or none, or what a
/// function makes of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail {
    /// The steps; never empty, and the first is not [`Segment::Step`].
    pub segments: Vec<Segment>,
    /// Whether it brings one value all the same, and not a list of what was found: it is functions over a
    /// definite path, or ends in names (which make one object of what they find).
    pub is_definite: bool,
}

/// One step of a [`Tail`].
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// A definite step, applied to each of what was found so far.
    Step(Step),
    /// `.*`, `[*]`
    Wildcard,
    /// `['a', 'b']`
    Keys(Vec<String>),
    /// `[0, 2]`
    Indices(Vec<i64>),
    /// `[1:3]`, `[:2]`, `[-2:]`
    Slice(Option<i64>, Option<i64>),
    /// `..`: everything below, itself included; the next segment is applied to each.
    Descent,
    /// `[?(..)]`
    Filter(Box<Filter>),
    /// `.length()`
    Function(PathFunction, Vec<FunctionArg>),
}

/// The condition of a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// `&&`
    And(Vec<Filter>),
    /// `||`
    Or(Vec<Filter>),
    /// `!`
    Not(Box<Filter>),
    /// `@.a`: there is something. The path starts at the element, whatever its sign, as the service has it.
    Exists(FilterPath),
    /// `@.a < 3`
    Compare(FilterOperator, FilterValue, FilterValue),
    /// `@.a =~ /text.*/i`: the text as a whole, or that of any element.
    Matches(FilterValue, Regex),
}

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FilterOperator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `===`
    TypeSafeEqual,
    /// `!==`
    TypeSafeNotEqual,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    All,
    Contains,
    Size,
    Empty,
    /// Never holds: its operands are classes of Java.
    Type,
    /// `=~` without a regular expression: never holds.
    Matches,
}

/// One side of a comparison in a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterValue {
    /// A JSON literal.
    Literal(serde_json::Value),
    /// A path from the element (`@`) or from the document (`$`).
    Path(FilterPath),
}

/// A path in a filter.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterPath {
    /// Whether it starts at the element (`@`), and not at the document (`$`).
    pub is_element: bool,
    /// The steps from there.
    pub segments: Vec<Segment>,
}

/// A regular expression in a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regex {
    /// What stands between the slashes.
    pub pattern: String,
    /// The flags behind them: `i`, `x`, `s`, `m`, `u`, `d`, `U`.
    pub flags: String,
}

/// A function at the end of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PathFunction {
    Length,
    Size,
    Min,
    Max,
    Avg,
    Stddev,
    Sum,
    Keys,
    Concat,
    Append,
    First,
    Last,
    Index,
}

/// An argument of a function in a path.
#[derive(Clone, Debug, PartialEq)]
pub enum FunctionArg {
    /// A JSON literal.
    Literal(serde_json::Value),
    /// A path from the document (`$`).
    Path(Vec<Segment>),
}
