//! Conditions of Choice rules, over the places that they read.

use super::{Read, ReadSource};
use crate::ir::{Glob, Order, TypeTest};

/// The condition of a Choice rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `And`
    And(Vec<Condition>),
    /// `Or`
    Or(Vec<Condition>),
    /// `Not`
    Not(Box<Condition>),
    /// `StringEquals`, `StringLessThan`, ..
    String(Order, Read, Operand<String>),
    /// `StringMatches`
    Matches(Read, Vec<Glob>),
    /// `NumericEquals`, ..; a literal keeps its text.
    Numeric(Order, Read, Operand<String>),
    /// `BooleanEquals`
    Boolean(Read, Operand<bool>),
    /// `TimestampEquals`, ..; a literal is RFC 3339, checked.
    Timestamp(Order, Read, Operand<String>),
    /// `IsPresent`, and whether it must hold. Nothing fails where nothing is there.
    Present(ReadSource, bool),
    /// `IsNull`, `IsString`, .. and whether it must hold; `IsPresent` stands apart.
    Is(TypeTest, Read, bool),
}

/// What a comparison compares with.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "few live at a time, and none is kept in a list")]
pub enum Operand<T> {
    /// A literal.
    Literal(T),
    /// What its `..Path` twin reads.
    Path(Read),
}
