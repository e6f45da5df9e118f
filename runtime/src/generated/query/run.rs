//! Goes through a document along the segments of a path.

use std::{borrow::Cow, cell::Cell};

use serde_json::{Map, Value};

use super::{Filter, Segment};
use crate::generated::element;

/// How many places one query may look at, and how much it may copy: far more than a document of the greatest size
/// needs, and little enough for `$..*..*..*` to end.
pub(super) const BUDGET: u32 = 8_000_000;

/// Why a path could not be followed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Something is not there.
    Missing(Cow<'static, str>),
    /// A step cannot be applied to what is there. A condition is false by that.
    Invalid(Cow<'static, str>),
    /// A function cannot be applied. The whole query fails by that.
    Broken(Cow<'static, str>),
}

/// Whether a path brings one value, and not a list.
pub(super) fn is_definite(segments: &[Segment]) -> bool {
    (0..segments.len()).all(|at| is_definite_at(segments, at))
}

fn is_definite_at(segments: &[Segment], at: usize) -> bool {
    match segments.get(at) {
        Some(Segment::Key(_) | Segment::Index(_) | Segment::Function(..)) | None => true,
        Some(Segment::Keys(_)) => at + 1 == segments.len(),
        Some(_) => false,
    }
}

/// One evaluation of one path.
pub(super) struct Run<'a> {
    /// What `$` means.
    pub(super) root: &'a Value,
    segments: &'static [Segment],
    /// How many segments at the beginning are definite.
    definite: usize,
    /// Whether `[*]` is thought to follow the last segment.
    opened: bool,
    /// Whether what is not there is an error, even below a wildcard.
    pub(super) strict: bool,
    pub(super) budget: &'a Cell<u32>,
    found: Vec<Value>,
    /// The element below which `..` last looked for the last segment.
    upstream: Option<usize>,
}

static ANY: Segment = Segment::Wildcard;

impl<'a> Run<'a> {
    pub(super) fn new(root: &'a Value, segments: &'static [Segment], budget: &'a Cell<u32>) -> Self {
        let definite = (0..segments.len()).take_while(|at| is_definite_at(segments, *at)).count();
        Run { root, segments, definite, opened: false, strict: false, budget, found: Vec::new(), upstream: None }
    }

    pub(super) fn strict(self, strict: bool) -> Self {
        Run { strict, ..self }
    }

    /// The same path with `[*]` behind it.
    pub(super) fn opened(mut self) -> Self {
        self.opened = true;
        if let (Some(Segment::Keys(_)), true) = (self.segments.last(), self.definite == self.segments.len()) {
            self.definite -= 1;
        }
        self
    }

    /// What the path finds from a value on.
    pub(super) fn all(mut self, model: &Value) -> Result<Value, Trouble> {
        if self.segments.is_empty() {
            self.push(model)?;
        } else {
            self.step(0, model)?;
        }
        if self.definite < self.segments.len() || self.opened {
            return Ok(Value::Array(self.found));
        }
        self.found.pop().ok_or(Trouble::Missing("No results for path".into()))
    }

    fn len(&self) -> usize {
        self.segments.len() + usize::from(self.opened)
    }

    fn get(&self, at: usize) -> Option<&'static Segment> {
        self.segments.get(at).or_else(|| (self.opened && at == self.segments.len()).then_some(&ANY))
    }

    fn is_leaf(&self, at: usize) -> bool {
        at + 1 == self.len()
    }

    /// Takes from what the query may still do.
    pub(super) fn spend(&self, amount: u32) -> Result<(), Trouble> {
        match self.budget.get().checked_sub(amount) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => Err(Trouble::Broken("The path leads to too many places".into())),
        }
    }

    fn push(&mut self, value: &Value) -> Result<(), Trouble> {
        self.spend(weight(value))?;
        self.found.push(value.clone());
        Ok(())
    }

    fn push_or_go_on(&mut self, at: usize, value: &Value) -> Result<(), Trouble> {
        if self.is_leaf(at) { self.push(value) } else { self.step(at + 1, value) }
    }

    /// Applies a segment, and those behind it.
    fn step(&mut self, at: usize, model: &Value) -> Result<(), Trouble> {
        self.spend(1)?;
        let Some(segment) = self.get(at) else { return Ok(()) };
        match segment {
            Segment::Key(name) => match self.object(at, &[name], model)? {
                Some(map) => self.property(at, map, name, self.definite > at),
                None => Ok(()),
            },
            Segment::Keys(names) => match self.object(at, names, model)? {
                Some(map) if self.is_leaf(at) => self.merged(map, names),
                Some(map) => names.iter().try_for_each(|name| self.property(at, map, name, false)),
                None => Ok(()),
            },
            Segment::Index(index) => match self.array(at, model)? {
                Some(items) => self.item(at, items, *index),
                None => Ok(()),
            },
            Segment::Indices(indices) => match self.array(at, model)? {
                Some(items) => indices.iter().try_for_each(|index| self.item(at, items, *index)),
                None => Ok(()),
            },
            Segment::Slice(from, to) => match self.array(at, model)? {
                Some(items) => slice(*from, *to, items.len()).try_for_each(|index| self.item(at, items, index)),
                None => Ok(()),
            },
            Segment::Wildcard => self.everything(at, model),
            Segment::Descent => self.descend(at, model),
            Segment::Filter(filter) => self.filtered(at, filter, model),
            Segment::Function(function, args) => {
                let result = self.call(*function, args, model)?;
                self.push(&result)?;
                if self.is_leaf(at) {
                    return Ok(());
                }
                // A set of keys is no list for what comes next, nor an object.
                let opaque = Value::Bool(false);
                self.step(at + 1, if *function == super::Function::Keys { &opaque } else { &result })
            }
        }
    }

    /// Whether all segments before one are definite.
    fn is_sure(&self, at: usize) -> bool {
        self.definite >= at
    }

    fn object<'v>(
        &self,
        at: usize,
        names: &[&str],
        model: &'v Value,
    ) -> Result<Option<&'v Map<String, Value>>, Trouble> {
        match model {
            Value::Object(map) => Ok(Some(map)),
            _ if !self.is_sure(at) => Ok(None),
            _ => {
                let names: Vec<_> = names.iter().map(|name| format!("'{name}'")).collect();
                let reason = format!("Expected to find an object with property [{}]", names.join(", "));
                Err(Trouble::Missing(reason.into()))
            }
        }
    }

    fn array<'v>(&self, at: usize, model: &'v Value) -> Result<Option<&'v [Value]>, Trouble> {
        match model {
            Value::Array(items) => Ok(Some(items)),
            _ if !self.is_sure(at) => Ok(None),
            _ => Err(Trouble::Missing("An index can only be applied to arrays".into())),
        }
    }

    fn property(&mut self, at: usize, map: &Map<String, Value>, name: &str, definite: bool) -> Result<(), Trouble> {
        let Some(value) = map.get(name) else {
            let is_error = self.strict || !self.is_leaf(at) && self.is_sure(at) && definite;
            return match is_error {
                true if self.is_leaf(at) => Err(Trouble::Missing(format!("No results for path: ['{name}']").into())),
                true => Err(Trouble::Missing(format!("Missing property in path ['{name}']").into())),
                false => Ok(()),
            };
        };
        self.member(at, value)
    }

    /// The value of a key. Below `..[n]` the last key is looked up in every element, and counts in one.
    fn member(&mut self, at: usize, value: &Value) -> Result<(), Trouble> {
        if self.is_leaf(at)
            && let Some(upstream) = self.upstream
        {
            let wanted = at.checked_sub(1).and_then(|before| self.get(before));
            if !matches!(wanted, Some(Segment::Index(index)) if usize::try_from(*index) == Ok(upstream)) {
                return Ok(());
            }
        }
        self.push_or_go_on(at, value)
    }

    fn merged(&mut self, map: &Map<String, Value>, names: &[&str]) -> Result<(), Trouble> {
        let mut merged = Map::new();
        for name in names {
            match map.get(*name) {
                Some(value) => {
                    merged.insert((*name).to_owned(), value.clone());
                }
                None if self.strict => return Err(Trouble::Missing("Missing property in path".into())),
                None => {}
            }
        }
        self.push(&Value::Object(merged))
    }

    fn item(&mut self, at: usize, items: &[Value], index: i64) -> Result<(), Trouble> {
        match element(items, index) {
            Some(item) => self.push_or_go_on(at, item),
            None => Ok(()),
        }
    }

    fn everything(&mut self, at: usize, model: &Value) -> Result<(), Trouble> {
        match model {
            Value::Object(map) => map.values().try_for_each(|value| self.member(at, value)),
            Value::Array(items) => items.iter().try_for_each(|item| match self.push_or_go_on(at, item) {
                Err(Trouble::Missing(_)) if !self.strict => Ok(()),
                other => other,
            }),
            _ => Ok(()),
        }
    }

    fn filtered(&mut self, at: usize, filter: &'static Filter, model: &Value) -> Result<(), Trouble> {
        match model {
            Value::Object(_) => {
                if self.accepts(filter, model)? {
                    self.push_or_go_on(at, model)?;
                }
                Ok(())
            }
            Value::Array(items) => {
                for item in items {
                    if self.accepts(filter, item)? {
                        self.push_or_go_on(at, item)?;
                    }
                }
                Ok(())
            }
            _ if !self.is_sure(at) => Ok(()),
            _ => Err(Trouble::Invalid("A filter can not be applied to primitives".into())),
        }
    }

    /// The segment behind `..`, applied to a value and all that is below it, outermost first.
    fn descend(&mut self, at: usize, model: &Value) -> Result<(), Trouble> {
        self.spend(1)?;
        let Some(next) = self.get(at + 1) else {
            return Err(Trouble::Broken("Current path token is a leaf".into()));
        };
        match model {
            Value::Object(map) => {
                if self.concerns(next, at + 1, model)? {
                    self.step(at + 1, model)?;
                }
                map.values().try_for_each(|value| self.descend(at, value))
            }
            Value::Array(items) => {
                if self.concerns(next, at + 1, model)? {
                    if self.is_leaf(at + 1) {
                        self.step(at + 1, model)?;
                    } else {
                        for (index, item) in items.iter().enumerate() {
                            if self.is_leaf(at + 2) {
                                self.upstream = Some(index);
                            }
                            self.step(at + 2, item)?;
                        }
                    }
                }
                items.iter().try_for_each(|item| self.descend(at, item))
            }
            _ => Ok(()),
        }
    }

    fn concerns(&self, segment: &'static Segment, at: usize, model: &Value) -> Result<bool, Trouble> {
        Ok(match segment {
            Segment::Key(name) => model.as_object().is_some_and(|map| map.contains_key(*name)),
            Segment::Keys(names) => model
                .as_object()
                .is_some_and(|map| !self.is_leaf(at) || names.iter().all(|name| map.contains_key(*name))),
            Segment::Index(_) | Segment::Indices(_) | Segment::Slice(..) => model.is_array(),
            Segment::Wildcard => true,
            Segment::Filter(filter) => self.accepts(filter, model)?,
            Segment::Descent | Segment::Function(..) => false,
        })
    }
}

/// The indices of a slice. With both bounds, negative ones are not counted from the end of the list as a whole, but
/// one by one.
pub(in crate::generated) fn slice(from: Option<i64>, to: Option<i64>, length: usize) -> std::ops::Range<i64> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    match (from, to) {
        (Some(from), None) => (if from < 0 { from + length } else { from }).max(0)..length,
        (None, Some(to)) => 0..(if to < 0 { to + length } else { to }).min(length),
        // Before the list there is nothing.
        (Some(from), Some(to)) => from.max(-length)..to.min(length),
        (None, None) => 0..0,
    }
}

/// How much a copy of a value costs.
fn weight(value: &Value) -> u32 {
    let below = match value {
        Value::Array(items) => items.iter().map(weight).fold(0, u32::saturating_add),
        Value::Object(map) => map.values().map(weight).fold(0, u32::saturating_add),
        Value::String(text) => u32::try_from(text.len() / 64).unwrap_or(u32::MAX),
        _ => 0,
    };
    below.saturating_add(4)
}
