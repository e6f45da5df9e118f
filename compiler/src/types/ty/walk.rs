//! Follows a path into a type.

use super::{Presence, Ty};
use crate::expr::Step;

/// What stands at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Walk {
    /// A value of this type; with a gap if it is not sure to be there.
    Found {
        /// The type of the value where there is one.
        ty: Ty,
        /// The first step that may fail.
        gap: Option<Gap>,
    },
    /// No value can be there.
    Lost(Gap),
}

/// A step that leads nowhere, always or sometimes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which step of the path.
    pub step: usize,
    /// The type that the step is taken in.
    pub at: Ty,
    /// Why it fails.
    pub kind: GapKind,
}

/// Why a step leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// The key is not there, or the index is past the end.
    Absent,
    /// The value is `null`, a scalar, or a list where an object is needed and the other way round.
    Through,
    /// We cannot see into the value.
    Opaque,
}

impl Walk {
    /// The type of the value, if there can be one.
    #[must_use]
    pub fn ty(&self) -> Option<&Ty> {
        match self {
            Walk::Found { ty, .. } => Some(ty),
            Walk::Lost(_) => None,
        }
    }

    /// Whether there can be a value, and its type is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.ty().is_some_and(|ty| !ty.is_unknown())
    }

    /// The step that fails, always or sometimes.
    #[must_use]
    pub fn gap(&self) -> Option<&Gap> {
        match self {
            Walk::Found { gap, .. } => gap.as_ref(),
            Walk::Lost(gap) => Some(gap),
        }
    }

    /// Whether a value is sure to be there.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.gap().is_none()
    }
}

impl Ty {
    /// Follows a path.
    #[must_use]
    pub fn walk(&self, steps: &[Step]) -> Walk {
        walk(self, steps, 0)
    }
}

fn walk(ty: &Ty, steps: &[Step], at: usize) -> Walk {
    let Some(step) = steps.get(at) else { return Walk::Found { ty: ty.clone(), gap: None } };
    let lost = |kind| Walk::Lost(Gap { step: at, at: ty.clone(), kind });
    match (ty, step) {
        (Ty::Never | Ty::Any | Ty::Error, _) => Walk::Found { ty: ty.clone(), gap: None },
        (Ty::Opaque(_), _) => lost(GapKind::Opaque),
        (Ty::Union(members), _) => join(ty, at, members.iter().map(|member| walk(member, steps, at))),
        (Ty::Record(record), Step::Key(key)) => match (record.get(key), &record.rest) {
            (Some(field), _) => {
                let found = walk(&field.ty, steps, at + 1);
                if field.presence == Presence::Maybe { doubt(ty, at, found) } else { found }
            }
            // What was never declared may be there: nothing is known, so nothing is raised.
            (None, Some(rest)) if rest.is_unknown() => Walk::Found { ty: rest.clone(), gap: None },
            (None, Some(rest)) => doubt(ty, at, walk(rest, steps, at + 1)),
            (None, None) => lost(GapKind::Absent),
        },
        (Ty::Map(value), Step::Key(_)) => doubt(ty, at, walk(value, steps, at + 1)),
        (Ty::List(_) | Ty::Items(_) | Ty::Tuple(_), Step::Index(index)) => match ty.item_at(*index) {
            None => lost(GapKind::Absent),
            Some(Ty::Never) if !matches!(ty, Ty::Tuple(_)) => lost(GapKind::Absent),
            Some(item) => walk(item, steps, at + 1),
        },
        _ => lost(GapKind::Through),
    }
}

/// The item at an index; negative ones count from the end.
pub(super) fn nth(items: &[Ty], index: i64) -> Option<&Ty> {
    items.get(position(items.len(), index)?)
}

/// The position that an index means in a list of a known length.
pub(super) fn position(len: usize, index: i64) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => len.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}

/// What is found behind a key that may be absent.
fn doubt(ty: &Ty, step: usize, found: Walk) -> Walk {
    match found {
        Walk::Found { ty: inner, .. } => {
            Walk::Found { ty: inner, gap: Some(Gap { step, at: ty.clone(), kind: GapKind::Absent }) }
        }
        lost @ Walk::Lost(_) => lost,
    }
}

/// What is found in one of several types: the first step that fails in one of them is in doubt.
fn join(whole: &Ty, at: usize, walks: impl Iterator<Item = Walk>) -> Walk {
    let mut types: Vec<Ty> = Vec::new();
    let mut gap: Option<Gap> = None;
    for walk in walks {
        if let Walk::Found { ty: found, .. } = &walk {
            types.push(found.clone());
        }
        let mut new = walk.gap().cloned();
        if let Some(new) = new.as_mut().filter(|new| new.step == at) {
            new.at = whole.clone();
        }
        gap = match (gap, new) {
            (Some(a), Some(b)) => Some(if (b.step, b.kind) < (a.step, a.kind) { b } else { a }),
            (a, b) => a.or(b),
        };
    }
    let ty = (!types.is_empty()).then(|| Ty::union(types));
    match (ty, gap) {
        (Some(ty), gap) => Walk::Found { ty, gap },
        (None, Some(gap)) => Walk::Lost(gap),
        (None, None) => Walk::Found { ty: Ty::Never, gap: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    #[test]
    fn outcomes() {
        let ty = Ty::record([
            ("id", Ty::String),
            ("items", Ty::List(Rc::new(Ty::record([("n", Ty::Float)])))),
            ("map", Ty::Map(Rc::new(Ty::Bool(None)))),
            ("money", Ty::Opaque("Money".into())),
            ("any", Ty::Any),
        ]);
        assert_eq!(ty.walk(&[key("items"), Step::Index(3), key("n")]), Walk::Found { ty: Ty::Float, gap: None });
        assert_eq!(ty.walk(&[key("any"), key("x"), Step::Index(0)]), Walk::Found { ty: Ty::Any, gap: None });
        let gap = |steps: &[Step]| ty.walk(steps).gap().map(|gap| (gap.step, gap.kind));
        assert_eq!(gap(&[key("totl")]), Some((0, GapKind::Absent)));
        assert_eq!(gap(&[key("id"), key("x")]), Some((1, GapKind::Through)));
        assert_eq!(gap(&[key("items"), key("x")]), Some((1, GapKind::Through)));
        assert_eq!(gap(&[key("money"), key("x")]), Some((1, GapKind::Opaque)));
        assert_eq!(gap(&[key("map"), key("x")]), Some((1, GapKind::Absent)));
        assert_eq!(ty.walk(&[key("map"), key("x")]).ty(), Some(&Ty::Bool(None)));
    }

    #[test]
    fn null_in_a_union_is_a_gap() {
        let ty = Ty::record([("a", Ty::Null.join(&Ty::record([("b", Ty::String)])))]);
        let walk = ty.walk(&[key("a"), key("b")]);
        assert_eq!(walk.ty(), Some(&Ty::String));
        assert_eq!(walk.gap().map(|gap| (gap.step, gap.kind)), Some((1, GapKind::Through)));
    }

    #[test]
    fn negative_indices_count_from_the_end() {
        let ty = Ty::Tuple([Ty::Null, Ty::String].into());
        assert_eq!(ty.walk(&[Step::Index(-1)]).ty(), Some(&Ty::String));
        assert_eq!(ty.walk(&[Step::Index(-3)]).ty(), None);
        assert_eq!(ty.walk(&[Step::Index(2)]).ty(), None);
    }
}
