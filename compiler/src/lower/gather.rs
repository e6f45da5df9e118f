//! Paths through native lists: `$.items[*].price` over a `Vec` of structs is a loop over it.

use crate::{
    expr::{Segment, Step, Tail},
    lower::{
        build::Place,
        plan::{Gather, Op, Pick, ReadSource, RootPlace},
        repr::Repr,
        resolve::Resolver,
    },
    types::contract::RustTy,
};

impl Resolver<'_> {
    /// The loop that a path is, if it goes through a native list and all it takes of an element is native.
    #[must_use]
    pub fn gather(&self, place: &Place) -> Option<Gather> {
        let Tail { segments, is_definite: false } = &**place.tail.as_ref()? else { return None };
        let (first, rest) = segments.split_first()?;
        let pick = match first {
            Segment::Wildcard => Pick::All,
            Segment::Slice(from, to) => Pick::Slice(*from, *to),
            _ => return None,
        };
        let steps = rest.iter().map(|segment| match segment {
            Segment::Step(step) => Some(step.clone()),
            _ => None,
        });
        let steps: Vec<Step> = steps.collect::<Option<_>>()?;
        let ReadSource::Access(mut list) = self.find(&place.view, &place.steps) else { return None };
        let element = loop {
            let (op, inner) = match &list.repr {
                Repr::Rust(RustTy::Vec(element)) => break (**element).clone(),
                Repr::Rust(RustTy::Box(inner)) => (Op::Deref, (**inner).clone()),
                Repr::Rust(RustTy::Option(inner)) => (Op::Through, (**inner).clone()),
                _ => return None,
            };
            list.ops.push(op);
            list.repr = Repr::Rust(inner);
        };
        let ReadSource::Access(of_each) = self.walk(RootPlace::Element, &Repr::Rust(element), &steps) else {
            return None;
        };
        // What becomes of elements that lack a part is the business of paths over plain values.
        let Repr::Rust(ty) = of_each.repr.clone() else { return None };
        if of_each.fallible() {
            return None;
        }
        Some(Gather { list, pick, of_each, ty })
    }
}
