//! JSONPath beyond definite steps, in the dialect of Jayway JsonPath, which is the service's.
//!
//! The compiler reads the paths; what is here runs over them as data. Where the library's behaviour is odd (a
//! filter on a missing field, the elements that `..[0].a` looks at), it is odd here too.

mod compare;
mod condition;
mod functions;
mod node;
mod regex;
mod run;

use std::cell::Cell;

use serde_json::Value;

use super::Literal;
pub use regex::Regex;
pub(super) use run::slice;
use run::{Run, Trouble};

/// One step of a path.
#[derive(Debug)]
pub enum Segment {
    /// The value of a key.
    Key(&'static str),
    /// An element; a negative number counts from the end.
    Index(i64),
    /// Everything one step below.
    Wildcard,
    /// The values of several keys; at the end of a path, one object of them.
    Keys(&'static [&'static str]),
    /// Several elements.
    Indices(&'static [i64]),
    /// The elements from one to before another.
    Slice(Option<i64>, Option<i64>),
    /// Everything below, to which the next step is applied.
    Descent,
    /// What a condition holds for.
    Filter(&'static Filter),
    /// What a function makes of a value.
    Function(Function, &'static [Argument]),
}

/// The condition of a filter.
#[derive(Debug)]
pub enum Filter {
    /// All of these hold.
    And(&'static [Filter]),
    /// One of these holds.
    Or(&'static [Filter]),
    /// This does not hold.
    Not(&'static Filter),
    /// There is something, from the element on.
    Exists(&'static [Segment]),
    /// Two values compare so.
    Compare(Operator, Operand, Operand),
    /// A text, or one in a list, is as a regular expression says.
    Matches(Operand, &'static Regex),
}

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    TypeSafeEqual,
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
    Type,
    Matches,
}

/// One side of a comparison.
#[derive(Debug)]
pub enum Operand {
    /// A value that the path fixes.
    Literal(&'static Literal),
    /// A path from the element.
    Element(&'static [Segment]),
    /// A path from the document.
    Document(&'static [Segment]),
}

/// A function of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Function {
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

/// An argument of a function.
#[derive(Debug)]
pub enum Argument {
    /// A value that the path fixes.
    Literal(&'static Literal),
    /// A path from the document.
    Path(&'static [Segment]),
}

/// Why a path brings no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfound {
    reason: String,
}

impl Unfound {
    /// What the library says.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// What a path finds: from the value `at` that its definite beginning leads to, if it leads anywhere, by way of
/// the rest. `document` is what `$` means inside the rest.
///
/// A path that may name several places brings a list, which is empty if there is nothing, also where what the
/// path goes through is missing.
///
/// # Errors
/// A path that names one value finds none, or a function or a filter cannot be applied.
pub fn query(document: &Value, at: Option<&Value>, segments: &'static [Segment]) -> Result<Value, Unfound> {
    let budget = Cell::new(run::BUDGET);
    let is_definite = run::is_definite(segments);
    let found = match at {
        Some(at) => Run::new(document, segments, &budget).all(at),
        None => Err(Trouble::Missing("No results for path".into())),
    };
    match found {
        Ok(found) => Ok(found),
        Err(Trouble::Missing(_)) if !is_definite => Ok(Value::Array(Vec::new())),
        Err(Trouble::Missing(reason) | Trouble::Invalid(reason) | Trouble::Broken(reason)) => {
            Err(Unfound { reason: reason.into_owned() })
        }
    }
}

#[cfg(test)]
mod tests;
