//! Paths and calls of intrinsic functions as data: what generated code holds in statics, made at run time.

mod call;

pub use call::call;

use serde_json::Value;
use stepwright::__private as rt;
use stepwright_compiler::{
    diag::{Diagnostics, Site},
    expr::{
        Filter, FilterOperator, FilterPath, FilterValue, FunctionArg, Path, PathFunction, Root, Segment, Step,
        path::{Usage, parse, regex::translate},
    },
    json::{Places, Text},
    source::{SourceId, Span},
};

/// The path that a text is; the messages if it is none.
///
/// # Errors
/// It is no path.
pub fn read(written: &str) -> Result<Path, String> {
    let span = Span { source: SourceId(0), start: 0, end: 0 };
    let mut diags = Diagnostics::new();
    let text = Text { value: written.to_owned(), span, places: Places::Whole };
    parse(&text, Usage::Path, &Site::machine(), &mut diags)
        .ok_or_else(|| diags.as_slice().iter().map(|found| found.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// What a path finds in a document.
///
/// # Errors
/// It finds nothing, or cannot be applied; the text says why.
pub fn find(path: &Path, document: &Value) -> Result<Value, String> {
    if path.root != Root::Document {
        return Err("not a path into the document".into());
    }
    let way: Vec<rt::Part> = path.steps.iter().map(part).collect();
    let at = rt::get(document, &way);
    match &path.tail {
        None => at.cloned().ok_or_else(|| "nothing is there".into()),
        Some(tail) => {
            let found = rt::query(document, at, segments(&tail.segments));
            found.map_err(|unfound| unfound.reason().to_owned())
        }
    }
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T, U>(items: &[T], of: impl Fn(&T) -> U) -> &'static [U] {
    items.iter().map(of).collect::<Vec<_>>().leak()
}

fn word(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn part(step: &Step) -> rt::Part {
    match step {
        Step::Key(name) => rt::Part::Key(word(name)),
        Step::Index(index) => rt::Part::Index(*index),
    }
}

fn segments(all: &[Segment]) -> &'static [rt::Segment] {
    list(all, segment)
}

fn segment(one: &Segment) -> rt::Segment {
    match one {
        Segment::Step(Step::Key(name)) => rt::Segment::Key(word(name)),
        Segment::Step(Step::Index(index)) => rt::Segment::Index(*index),
        Segment::Wildcard => rt::Segment::Wildcard,
        Segment::Keys(names) => rt::Segment::Keys(list(names, |name| word(name))),
        Segment::Indices(indices) => rt::Segment::Indices(list(indices, |index| *index)),
        Segment::Slice(from, to) => rt::Segment::Slice(*from, *to),
        Segment::Descent => rt::Segment::Descent,
        Segment::Filter(inner) => rt::Segment::Filter(leaked(filter(inner))),
        Segment::Function(name, args) => rt::Segment::Function(function(*name), list(args, argument)),
    }
}

fn argument(arg: &FunctionArg) -> rt::query::Argument {
    match arg {
        FunctionArg::Literal(value) => rt::query::Argument::Literal(literal(value)),
        FunctionArg::Path(inner) => rt::query::Argument::Path(segments(inner)),
    }
}

fn filter(all: &Filter) -> rt::query::Filter {
    use rt::query::Filter as To;
    match all {
        Filter::And(parts) => To::And(list(parts, filter)),
        Filter::Or(parts) => To::Or(list(parts, filter)),
        Filter::Not(inner) => To::Not(leaked(filter(inner))),
        Filter::Exists(path) => To::Exists(segments(&path.segments)),
        Filter::Compare(name, left, right) => To::Compare(operator(*name), operand(left), operand(right)),
        Filter::Matches(value, regex) => {
            let pattern = translate(regex).unwrap_or_default();
            To::Matches(operand(value), leaked(rt::query::Regex::new(word(&pattern))))
        }
    }
}

fn operand(value: &FilterValue) -> rt::query::Operand {
    match value {
        FilterValue::Literal(value) => rt::query::Operand::Literal(literal(value)),
        FilterValue::Path(FilterPath { is_element: true, segments: inner }) => {
            rt::query::Operand::Element(segments(inner))
        }
        FilterValue::Path(FilterPath { segments: inner, .. }) => rt::query::Operand::Document(segments(inner)),
    }
}

fn literal(value: &Value) -> &'static rt::Literal {
    leaked(rt::Literal::new(value.to_string().leak()))
}

macro_rules! same {
    ($from:ident -> $to:ident: $value:expr, $($name:ident),*) => {
        match $value { $($from::$name => rt::query::$to::$name),* }
    };
}

fn operator(one: FilterOperator) -> rt::query::Operator {
    same!(FilterOperator -> Operator: one, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, TypeSafeEqual,
        TypeSafeNotEqual, In, NotIn, SubsetOf, AnyOf, NoneOf, All, Contains, Size, Empty, Type, Matches)
}

fn function(one: PathFunction) -> rt::query::Function {
    same!(PathFunction -> Function: one, Length, Size, Min, Max, Avg, Stddev, Sum, Keys, Concat, Append, First, Last, Index)
}
