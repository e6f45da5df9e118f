//! What paths, functions, templates and rules do with the values that they read.

mod tail;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    flow::Variables,
    place::{Child, Evidence, Goal, PlaceId, Places, Use},
    shape::{Lost, Shape},
};
use crate::{
    check::flow::intrinsics::{More, Takes, signature},
    expr::{Arg, ArgValue, Call, Intrinsic, Path, Root, Step, Template},
    ir::{Comparison, Condition, Operand, Order, StateId, Test, TypeTest},
    source::Span,
};

/// Which places each path leads to, and which each state uses: what a finding there may be about.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub by_span: BTreeMap<Span, BTreeSet<PlaceId>>,
    pub by_state: BTreeMap<StateId, BTreeSet<PlaceId>>,
    /// The states that read from what nothing is known of, or call a function that not every value of the right
    /// type suits.
    pub risky: BTreeSet<StateId>,
}

/// Reads in one state, from one document.
pub(super) struct Reader<'r> {
    pub places: &'r mut Places,
    pub uses: &'r mut Uses,
    pub id: StateId,
    pub document: &'r Shape,
    pub context: &'r Shape,
    pub variables: &'r Variables,
}

/// Why a place is walked to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It is read, and there is an error if it is not there.
    Read,
    /// It is looked for.
    Seek,
    /// Whether it is there is what is asked.
    Ask,
}

impl Reader<'_> {
    /// What a path brings.
    pub(super) fn path(&mut self, path: &Path) -> Shape {
        let start = self.root(&path.root);
        if path.root != Root::Context && start.is_blind(&path.steps, self.places) {
            self.uses.risky.insert(self.id);
        }
        let prefix = self.walk(start, &path.steps, Why::Read, path.span);
        match &path.tail {
            Some(tail) => self.tail(prefix, tail, path.span),
            None => prefix,
        }
    }

    pub(super) fn integer(&mut self, path: &Path) {
        self.used(path, Use::Integer);
    }

    pub(super) fn number(&mut self, path: &Path) {
        self.used(path, Use::Number);
    }

    pub(super) fn string(&mut self, path: &Path) {
        self.used(path, Use::String);
    }

    pub(super) fn timestamp(&mut self, path: &Path) {
        self.used(path, Use::Timestamp);
    }

    fn used(&mut self, path: &Path, what: Use) {
        let shape = self.path(path);
        self.mark(&shape, what);
    }

    /// An item of the list that a Map iterates over.
    pub(super) fn items(&mut self, path: &Path) -> Shape {
        let list = self.path(path);
        self.item(&list)
    }

    /// The same, of the document.
    pub(super) fn items_of_document(&mut self) -> Shape {
        self.item(&self.document.clone())
    }

    fn item(&mut self, list: &Shape) -> Shape {
        self.mark(list, Use::List);
        list.item(self.places)
    }

    /// What a template brings.
    pub(super) fn template(&mut self, template: &Template) -> Shape {
        let mut lost = Lost::new();
        let shape = self.part(template).bounded(&mut lost);
        self.lose(lost);
        shape
    }

    fn part(&mut self, template: &Template) -> Shape {
        match template {
            Template::Literal(node) => Shape::literal(node),
            Template::Path(path) => self.path(path),
            Template::Call(call) => self.call(call),
            Template::Object(fields, _) => {
                let parts: Vec<Shape> = fields.iter().map(|field| self.part(&field.value)).collect();
                Shape::object(fields.iter().map(|field| field.name.as_str()).zip(parts))
            }
            Template::Array(items, _) => Shape::tuple(items.iter().map(|item| self.part(item)).collect()),
        }
    }

    /// What a call of an intrinsic function brings.
    pub(super) fn call(&mut self, call: &Call) -> Shape {
        let signature = signature(call.function);
        if !matches!(
            call.function,
            Intrinsic::Array
                | Intrinsic::ArrayContains
                | Intrinsic::ArrayLength
                | Intrinsic::ArrayUnique
                | Intrinsic::Base64Encode
                | Intrinsic::Format
                | Intrinsic::JsonToString
                | Intrinsic::MathAdd
                | Intrinsic::StringSplit
                | Intrinsic::Uuid
        ) {
            self.uses.risky.insert(self.id);
        }
        let mut args: Vec<Shape> = Vec::with_capacity(call.args.len());
        for (at, arg) in call.args.iter().enumerate() {
            let takes = match (signature.takes.get(at), signature.more) {
                (Some(takes), _) => *takes,
                (None, More::Optional(takes)) => takes,
                (None, More::Any | More::None) => Takes::Anything,
            };
            let shape = self.argument(arg);
            let index = matches!(
                (call.function, at),
                (Intrinsic::ArrayGetItem | Intrinsic::ArrayPartition, 1) | (Intrinsic::ArrayRange, _)
            );
            match takes {
                Takes::List => self.mark(&shape, Use::List),
                Takes::Object => self.mark(&shape, Use::Object),
                Takes::String | Takes::Text => self.mark(&shape, Use::String),
                Takes::Number if index => self.mark(&shape, Use::Integer),
                Takes::Number => self.mark(&shape, Use::Number),
                Takes::Boolean => self.mark(&shape, Use::Boolean),
                Takes::Anything => {}
            }
            args.push(shape);
        }
        let first = args.first().cloned().unwrap_or_default();
        match call.function {
            Intrinsic::Array => return Shape::tuple(args),
            Intrinsic::ArrayGetItem => return first.item(self.places),
            Intrinsic::ArrayUnique => return Shape::list(first.item(self.places)),
            Intrinsic::ArrayPartition => return Shape::list(Shape::list(first.item(self.places))),
            Intrinsic::ArrayLength => {}
            Intrinsic::Format | Intrinsic::JsonToString | Intrinsic::Hash => {
                args.iter().for_each(|shape| self.text(shape));
            }
            _ => args.iter().for_each(|shape| self.whole(shape)),
        }
        Shape::default()
    }

    fn argument(&mut self, arg: &Arg) -> Shape {
        match &arg.value {
            ArgValue::Path(path) => self.path(path),
            ArgValue::Call(call) => self.call(call),
            ArgValue::Text(_) | ArgValue::Number(_) | ArgValue::Bool(_) | ArgValue::Null => Shape::default(),
        }
    }

    /// What a rule of a Choice compares.
    pub(super) fn condition(&mut self, condition: &Condition, is_closed: bool) {
        match condition {
            Condition::And(all, _) | Condition::Or(all, _) => {
                all.iter().for_each(|one| self.condition(one, is_closed));
            }
            Condition::Not(inner, _) => self.condition(inner, is_closed),
            Condition::Test(test) => self.test(test, is_closed),
        }
    }

    fn test(&mut self, test: &Test, is_closed: bool) {
        let variable = &test.variable;
        if let Comparison::Is(TypeTest::Present, _) = test.comparison {
            let start = self.root(&variable.root);
            let shape = self.walk(start, &variable.steps, Why::Ask, variable.span);
            if let Some(tail) = &variable.tail {
                self.tail(shape, tail, variable.span);
            }
            return;
        }
        let shape = self.path(variable);
        match &test.comparison {
            Comparison::String(Order::Equal, Operand::Literal(literal)) => self.note(&shape, |evidence| {
                evidence.uses.insert(Use::Literal);
                evidence.literals.insert(literal.value.clone());
                evidence.is_closed |= is_closed;
            }),
            Comparison::String(_, operand) => self.compare(&shape, Use::String, operand),
            Comparison::Matches(_) => self.mark(&shape, Use::String),
            Comparison::Numeric(_, operand) => self.compare(&shape, Use::Number, operand),
            Comparison::Boolean(operand) => self.compare(&shape, Use::Boolean, operand),
            Comparison::Timestamp(_, operand) => self.compare(&shape, Use::Timestamp, operand),
            Comparison::Is(TypeTest::Present, _) => {}
            Comparison::Is(TypeTest::Null, _) => self.note(&shape, |evidence| evidence.is_null = true),
            Comparison::Is(_, _) => self.mark(&shape, Use::Any),
        }
    }

    fn compare<T>(&mut self, shape: &Shape, what: Use, operand: &Operand<T>) {
        self.mark(shape, what);
        if let Operand::Path(path) = operand {
            self.used(path, what);
        }
    }

    fn root(&self, root: &Root) -> Shape {
        match root {
            Root::Document => self.document.clone(),
            Root::Context => self.context.clone(),
            Root::Variable(name) => self.variables.get(name).cloned().unwrap_or_default(),
        }
    }

    fn walk(&mut self, start: Shape, steps: &[Step], why: Why, span: Span) -> Shape {
        self.touch(&start, span);
        let mut at = start;
        for (index, step) in steps.iter().enumerate() {
            let is_last = index + 1 == steps.len();
            self.mark(&at, if matches!(step, Step::Key(_)) { Use::Object } else { Use::List });
            at = at.step(step, self.places);
            self.note(&at, |evidence| match why {
                Why::Read => evidence.is_read = true,
                Why::Seek => evidence.is_sought = true,
                Why::Ask if is_last => evidence.is_asked_for = true,
                Why::Ask => evidence.is_on_the_way = true,
            });
            self.touch(&at, span);
        }
        at
    }

    fn mark(&mut self, shape: &Shape, what: Use) {
        self.note(shape, |evidence| {
            evidence.uses.insert(what);
        });
    }

    fn text(&mut self, shape: &Shape) {
        self.note(shape, |evidence| evidence.is_text = true);
        self.whole(shape);
    }

    fn whole(&mut self, shape: &Shape) {
        let mut all = Lost::new();
        shape.all(&mut all);
        self.lose(all);
    }

    fn lose(&mut self, lost: Lost) {
        for place in lost {
            let id = self.id;
            self.places.evidence(place, |evidence| {
                evidence.goes_to.insert(Goal::Other(id));
            });
        }
    }

    fn note(&mut self, shape: &Shape, change: impl Fn(&mut Evidence)) {
        let id = self.id;
        for place in shape.places() {
            self.places.evidence(place, |evidence| {
                evidence.states.insert(id);
                change(evidence);
            });
        }
    }

    fn touch(&mut self, shape: &Shape, span: Span) {
        let by_span = self.uses.by_span.entry(span).or_default();
        let by_state = self.uses.by_state.entry(self.id).or_default();
        for place in shape.places() {
            by_span.insert(place);
            by_state.insert(place);
        }
    }
}

/// A place of a list's items, if it was ever met.
pub(super) fn item_of(places: &Places, place: PlaceId) -> Option<PlaceId> {
    places.get(place)?.children.iter().find(|(child, _)| *child == Child::Item).map(|(_, id)| *id)
}
