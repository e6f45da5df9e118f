//! `Choice` states: rules, and the comparisons that they are made of.

use super::{Assign, Next, Select, Spanned};
use crate::{expr::Path, source::Span};

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
    /// `Assign`, for when the default is taken.
    pub assign: Option<Assign>,
}

/// One top-level rule of a `Choice`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The whole rule.
    pub span: Span,
    /// When it holds.
    pub condition: Condition,
    /// `Assign`
    pub assign: Option<Assign>,
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
