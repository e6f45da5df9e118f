//! Keeps types small: a type that nests documents in themselves grows without end.

use super::Ty;

/// How many parts a value that a state writes may have before it counts as not known.
const PARTS: usize = 40_000;
/// How deep such a value may nest. Every walk over a type recurses this far at most.
const DEPTH: usize = 64;

impl Ty {
    /// The type itself, or `Any` if it is too large or too deep to reason about.
    #[must_use]
    pub fn bounded(self) -> Ty {
        let mut parts = PARTS;
        if fits(&self, DEPTH, &mut parts) { self } else { Ty::Any }
    }

    /// Whether it has at most so many parts, and is not too deep.
    pub(crate) fn is_within(&self, parts: usize) -> bool {
        fits(self, DEPTH, &mut { parts })
    }
}

fn fits(ty: &Ty, depth: usize, parts: &mut usize) -> bool {
    let (Some(depth), Some(left)) = (depth.checked_sub(1), parts.checked_sub(1)) else { return false };
    *parts = left;
    match ty {
        Ty::List(item) | Ty::Map(item) => fits(item, depth, parts),
        Ty::Items(items) => std::iter::once(&items.item).chain(items.at.values()).all(|item| fits(item, depth, parts)),
        Ty::Tuple(items) | Ty::Union(items) => items.iter().all(|item| fits(item, depth, parts)),
        Ty::Record(record) => {
            record.fields.iter().map(|field| &field.ty).chain(&record.rest).all(|part| fits(part, depth, parts))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubling_ends() {
        let mut ty = Ty::record([("id", Ty::String)]);
        for _ in 0..100 {
            ty = Ty::record([("a", ty.clone()), ("b", ty)]).bounded();
        }
        assert!(fits(&ty, DEPTH, &mut 10_000));
    }
}
