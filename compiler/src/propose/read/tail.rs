//! What the tails of paths look for: wildcards, slices, filters and functions.

use super::{Reader, Why};
use crate::{
    expr::{Filter, FilterPath, FilterValue, FunctionArg, PathFunction, Segment, Step, Tail},
    propose::{place::Use, shape::Shape},
    source::Span,
};

impl Reader<'_> {
    /// What the tail of a path finds.
    pub(super) fn tail(&mut self, start: Shape, tail: &Tail, span: Span) -> Shape {
        let mut at = start;
        for segment in &tail.segments {
            match segment {
                // Everything below may be found: it is not followed any further.
                Segment::Descent => {
                    self.whole(&at);
                    return Shape::default();
                }
                Segment::Function(function, args) => {
                    self.function(&at, *function);
                    if args.iter().any(|arg| matches!(arg, FunctionArg::Path(_))) {
                        self.whole(&self.document.clone());
                    }
                    at = Shape::default();
                }
                segment => at = self.segment(&at, segment, span),
            }
        }
        match tail.segments.last() {
            Some(Segment::Function(..)) => Shape::default(),
            _ if tail.is_definite => at,
            _ => Shape::list(at),
        }
    }

    fn segment(&mut self, at: &Shape, segment: &Segment, span: Span) -> Shape {
        match segment {
            Segment::Step(step) => self.walk(at.clone(), std::slice::from_ref(step), Why::Seek, span),
            Segment::Keys(keys) => keys.iter().fold(Shape::default(), |found, key| {
                let step = Step::Key(key.clone());
                found.join(&self.walk(at.clone(), &[step], Why::Seek, span))
            }),
            Segment::Wildcard => self.item(at).join(&at.made()),
            Segment::Indices(_) | Segment::Slice(..) => self.item(at),
            Segment::Filter(filter) => {
                let item = self.item(at);
                self.filter(filter, &item, span);
                item
            }
            Segment::Descent | Segment::Function(..) => Shape::default(),
        }
    }

    fn function(&mut self, at: &Shape, function: PathFunction) {
        match function {
            PathFunction::Min | PathFunction::Max | PathFunction::Avg | PathFunction::Stddev | PathFunction::Sum => {
                let item = self.item(at);
                self.mark(&item, Use::Number);
            }
            _ => self.whole(at),
        }
    }

    fn filter(&mut self, filter: &Filter, item: &Shape, span: Span) {
        match filter {
            Filter::And(all) | Filter::Or(all) => all.iter().for_each(|one| self.filter(one, item, span)),
            Filter::Not(inner) => self.filter(inner, item, span),
            Filter::Exists(path) => drop(self.filter_path(path, item, span)),
            Filter::Matches(value, _) => {
                let shape = self.filter_value(value, item, span);
                self.mark(&shape, Use::Any);
            }
            Filter::Compare(_, a, b) => {
                let (left, right) = (self.filter_value(a, item, span), self.filter_value(b, item, span));
                for (shape, other) in [(left, b), (right, a)] {
                    self.mark(&shape, literal_use(other));
                }
            }
        }
    }

    fn filter_value(&mut self, value: &FilterValue, item: &Shape, span: Span) -> Shape {
        match value {
            FilterValue::Literal(_) => Shape::default(),
            FilterValue::Path(path) => self.filter_path(path, item, span),
        }
    }

    fn filter_path(&mut self, path: &FilterPath, item: &Shape, span: Span) -> Shape {
        let mut at = if path.is_element { item.clone() } else { self.document.clone() };
        for segment in &path.segments {
            match segment {
                Segment::Descent => {
                    self.whole(&at);
                    return Shape::default();
                }
                Segment::Function(function, _) => {
                    self.function(&at, *function);
                    return Shape::default();
                }
                // A filter in a filter is not followed: what it looks at may be anything.
                Segment::Filter(_) => {
                    self.whole(&at);
                    return Shape::default();
                }
                segment => at = self.segment(&at, segment, span),
            }
        }
        at
    }
}

/// What a filter says of a value that it compares with another one.
fn literal_use(other: &FilterValue) -> Use {
    match other {
        FilterValue::Literal(serde_json::Value::String(_)) => Use::String,
        FilterValue::Literal(serde_json::Value::Number(_)) => Use::Number,
        FilterValue::Literal(serde_json::Value::Bool(_)) => Use::Boolean,
        FilterValue::Literal(_) | FilterValue::Path(_) => Use::Any,
    }
}
