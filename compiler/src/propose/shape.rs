//! What a value is made of, as far as it comes from places that are not known: the values of the analysis.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::place::{Child, PlaceId, Places};
use crate::{
    expr::Step,
    json::{Kind, Node},
};

/// How many parts a shape may have before it is forgotten what it is made of.
const PARTS: usize = 2_000;
/// How many places one value may come from.
const SOURCES: usize = 128;
/// How deep a shape may nest. Every walk over one recurses this far at most.
const DEPTH: usize = 32;

/// A value that may be the value of any of several places, with fields laid over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The places that it may come from as a whole, but for the fields.
    places: Rc<BTreeSet<PlaceId>>,
    /// What is laid over them, or made by the definition.
    fields: Rc<BTreeMap<Rc<str>, Field>>,
    /// Its items, if it is a list that the definition makes.
    items: Items,
    parts: usize,
    depth: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    shape: Shape,
    /// It is there whichever way was taken: what lies below it is never seen.
    is_sure: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Items {
    #[default]
    None,
    List(Rc<Shape>),
    Tuple(Rc<[Shape]>),
}

/// What is left of a shape that became too large: nothing is known of it, and all of this is in it.
pub(super) type Lost = BTreeSet<PlaceId>;

impl Shape {
    /// The value of a place.
    pub(super) fn place(id: PlaceId) -> Shape {
        Shape { places: Rc::new([id].into()), ..Shape::default() }
    }

    /// An object of these fields.
    pub(super) fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Shape)>) -> Shape {
        let fields = fields.into_iter().map(|(name, shape)| (name.into(), Field { shape, is_sure: true })).collect();
        Shape { fields: Rc::new(fields), ..Shape::default() }.measured()
    }

    /// A list of these items.
    pub(super) fn tuple(items: Vec<Shape>) -> Shape {
        Shape { items: Items::Tuple(items.into()), ..Shape::default() }.measured()
    }

    /// A list of such items.
    pub(super) fn list(item: Shape) -> Shape {
        Shape { items: Items::List(Rc::new(item)), ..Shape::default() }.measured()
    }

    /// A literal: nothing in it is to be found out, and it hides what it is laid over.
    pub(super) fn literal(node: &Node) -> Shape {
        match &node.kind {
            Kind::Object(members) => {
                Shape::object(members.iter().map(|member| (member.key.value.as_str(), Shape::literal(&member.value))))
            }
            Kind::Array(items) => Shape::tuple(items.iter().map(Shape::literal).collect()),
            _ => Shape::default(),
        }
    }

    /// The places that it may come from as a whole.
    pub(super) fn places(&self) -> impl Iterator<Item = PlaceId> {
        self.places.iter().copied()
    }

    /// Every place in it.
    pub(super) fn all(&self, found: &mut Lost) {
        found.extend(self.places.iter().copied());
        self.fields.values().for_each(|field| field.shape.all(found));
        match &self.items {
            Items::None => {}
            Items::List(item) => item.all(found),
            Items::Tuple(items) => items.iter().for_each(|item| item.all(found)),
        }
    }

    fn measured(mut self) -> Shape {
        let parts = |shape: &Shape| (shape.parts + 1, shape.depth + 1);
        let inner = self.fields.values().map(|field| &field.shape);
        let items: &[Shape] = match &self.items {
            Items::None => &[],
            Items::List(item) => std::slice::from_ref(item),
            Items::Tuple(items) => items,
        };
        let (sum, deepest) =
            inner.chain(items).map(parts).fold((0, 0), |(sum, most), (p, d): (usize, usize)| (sum + p, most.max(d)));
        self.parts = sum;
        self.depth = deepest;
        self
    }

    /// The shape itself, or nothing known of it if it is too large; `lost` gets what was in it.
    pub(super) fn bounded(self, lost: &mut Lost) -> Shape {
        if self.parts <= PARTS && self.depth <= DEPTH && self.places.len() <= SOURCES {
            return self;
        }
        self.all(lost);
        Shape::default()
    }

    /// A value of either shape.
    pub(super) fn join(&self, other: &Shape) -> Shape {
        if self == other {
            return self.clone();
        }
        let mut fields = BTreeMap::new();
        for (name, field) in self.fields.iter() {
            let joined = match other.fields.get(name) {
                Some(other) => Field { shape: field.shape.join(&other.shape), is_sure: field.is_sure && other.is_sure },
                // What comes from nowhere cannot have it.
                None => Field { is_sure: field.is_sure && other.places.is_empty(), ..field.clone() },
            };
            fields.insert(name.clone(), joined);
        }
        for (name, field) in other.fields.iter().filter(|(name, _)| !self.fields.contains_key(*name)) {
            let is_sure = field.is_sure && self.places.is_empty();
            fields.insert(name.clone(), Field { is_sure, ..field.clone() });
        }
        let items = match (&self.items, &other.items) {
            (Items::None, items) | (items, Items::None) => items.clone(),
            (Items::Tuple(a), Items::Tuple(b)) if a.len() == b.len() => {
                Items::Tuple(a.iter().zip(b.iter()).map(|(a, b)| a.join(b)).collect())
            }
            (a, b) => Items::List(Rc::new(a.any().join(&b.any()))),
        };
        let places = Rc::new(self.places.union(&other.places).copied().collect());
        Shape { places, fields: Rc::new(fields), items, ..Shape::default() }.measured()
    }

    /// What a step leads to; the places that it leads to are made.
    pub(super) fn step(&self, step: &Step, places: &mut Places) -> Shape {
        match step {
            Step::Key(key) => self.key(key, places),
            Step::Index(index) => {
                let made = match &self.items {
                    Items::Tuple(items) => {
                        let at = usize::try_from(*index).ok();
                        let from_end = || items.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
                        at.or_else(from_end).and_then(|at| items.get(at)).cloned().unwrap_or_default()
                    }
                    items => items.any(),
                };
                made.join(&self.below(&Child::Item, places))
            }
        }
    }

    /// What is under a key.
    pub(super) fn key(&self, key: &str, places: &mut Places) -> Shape {
        match self.fields.get(key) {
            Some(field) if field.is_sure => field.shape.clone(),
            Some(field) => field.shape.join(&self.below(&Child::Key(key.to_owned()), places)),
            None => self.below(&Child::Key(key.to_owned()), places),
        }
    }

    /// Any of its items.
    pub(super) fn item(&self, places: &mut Places) -> Shape {
        self.items.any().join(&self.below(&Child::Item, places))
    }

    /// Any item that the definition itself made, and any field.
    pub(super) fn made(&self) -> Shape {
        self.fields.values().fold(self.items.any(), |sum, field| sum.join(&field.shape))
    }

    /// The places of a kind in the places that it comes from.
    fn below(&self, child: &Child, places: &mut Places) -> Shape {
        let found = self.places.iter().filter_map(|place| places.child(*place, child.clone())).collect();
        Shape { places: Rc::new(found), ..Shape::default() }
    }

    /// Whether a path leads into something of which nothing is known.
    pub(super) fn is_blind(&self, steps: &[Step], places: &mut Places) -> bool {
        let mut at = self.clone();
        steps.iter().any(|step| {
            let is_blank = at.places.is_empty() && at.fields.is_empty() && at.items == Items::None;
            at = at.step(step, places);
            is_blank
        })
    }

    /// With a value laid over it at a path.
    pub(super) fn with(&self, steps: &[Step], value: Shape, places: &mut Places) -> Shape {
        let Some((step, rest)) = steps.split_first() else { return value };
        match step {
            Step::Key(key) => {
                let inner = if rest.is_empty() { value } else { self.key(key, places).with(rest, value, places) };
                let mut fields = BTreeMap::clone(&self.fields);
                fields.insert(key.as_str().into(), Field { shape: inner, is_sure: true });
                Shape { fields: Rc::new(fields), ..self.clone() }.measured()
            }
            Step::Index(_) => {
                let item = self.item(places);
                let inner = item.with(rest, value, places);
                Shape { items: Items::List(Rc::new(item.join(&inner))), ..self.clone() }.measured()
            }
        }
    }
}

impl Items {
    fn any(&self) -> Shape {
        match self {
            Items::None => Shape::default(),
            Items::List(item) => Shape::clone(item),
            Items::Tuple(items) => items.iter().fold(Shape::default(), |sum, item| sum.join(item)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    #[test]
    fn what_is_laid_over_a_value_hides_what_is_below() {
        let mut places = Places::default();
        let root = places.root();
        let input = Shape::place(root);
        let laid = input.with(&[key("a"), key("b")], Shape::default(), &mut places);
        let below = |shape: &Shape, steps: &[&str], places: &mut Places| {
            steps.iter().fold(shape.clone(), |shape, step| shape.step(&key(step), places)).places().count()
        };
        assert_eq!(below(&laid, &["a", "b"], &mut places), 0);
        assert_eq!(below(&laid, &["a", "c"], &mut places), 1);
        // One way only wrote it: on the other it is still what came in.
        assert_eq!(below(&laid.join(&input), &["a", "b"], &mut places), 1);
        // A way that brings nothing of that name changes nothing.
        assert_eq!(below(&laid.join(&Shape::object([("x", Shape::default())])), &["a", "b"], &mut places), 0);
    }

    #[test]
    fn branches_stay_apart() {
        let mut places = Places::default();
        let (a, b) = (places.root(), places.root());
        let both = Shape::tuple(vec![Shape::place(a), Shape::place(b)]);
        assert_eq!(both.step(&Step::Index(0), &mut places), Shape::place(a));
        assert_eq!(both.step(&Step::Index(-1), &mut places), Shape::place(b));
        assert_eq!(both.item(&mut places).places().count(), 2);
    }

    #[test]
    fn what_grows_without_end_is_forgotten_with_all_its_parts() {
        let mut places = Places::default();
        let root = places.root();
        let mut shape = Shape::place(root);
        let mut lost = Lost::new();
        for _ in 0..100 {
            shape = Shape::object([("a", shape.clone()), ("b", shape)]).bounded(&mut lost);
        }
        assert_eq!(lost, [root].into());
    }
}
