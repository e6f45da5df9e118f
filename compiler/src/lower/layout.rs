//! The layouts that state data has: a base, and slots for what is laid over it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::lower::{plan::ArmId, repr::Repr};

/// A place in a document: keys from the root.
pub type KeyPath = Vec<String>;

/// Which slots of a layout hold something, and whether they always do.
pub type Presence = BTreeMap<KeyPath, bool>;

/// What makes two layouts the same one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ArmKey {
    /// A base of this form.
    Base(Repr),
    /// An object that a template or a literal made, by its keys.
    Keys(BTreeSet<String>),
}

/// One layout.
#[derive(Debug)]
pub struct Arm {
    /// What makes it this one.
    pub key: ArmKey,
    /// What the document is before anything is laid over it.
    pub base: Repr,
    /// What is laid over it.
    pub slots: Vec<Slot>,
    /// Whether branches take copies of it.
    pub is_copied: bool,
    index: HashMap<KeyPath, usize>,
}

/// One slot of a layout.
#[derive(Debug)]
pub struct Slot {
    /// Where it stands in the document.
    pub path: KeyPath,
    /// How its value is held.
    pub repr: Repr,
}

impl Arm {
    /// The slot at a path.
    #[must_use]
    pub fn slot(&self, path: &[String]) -> Option<(usize, &Slot)> {
        let at = *self.index.get(path)?;
        Some((at, self.slots.get(at)?))
    }
}

/// All layouts, and what was decided about them.
#[derive(Debug, Default)]
pub struct Layouts {
    /// The layouts, by [`ArmId`].
    pub arms: Vec<Arm>,
    ids: HashMap<ArmKey, ArmId>,
    /// Slots whose writers did not agree: the form that holds what all of them write. It survives a
    /// restart of the analysis.
    settled: HashMap<(ArmKey, KeyPath), Repr>,
    /// Which slot was written first. It survives a restart: what was settled stands in a layout before
    /// anything is written, and the document has its keys in the order of writing.
    ranks: HashMap<(ArmKey, KeyPath), usize>,
    /// Whether something was settled since the analysis began.
    pub changed: bool,
}

impl Layouts {
    /// Forgets the layouts, keeps what was settled.
    pub fn restart(&mut self) {
        self.arms.clear();
        self.ids.clear();
        self.changed = false;
    }

    /// How many layouts and slots there are: they only ever grow until the next restart.
    #[must_use]
    pub fn size(&self) -> usize {
        self.arms.iter().map(|arm| 1 + arm.slots.len()).sum()
    }

    /// The layout behind an id.
    #[must_use]
    pub fn arm(&self, id: ArmId) -> Option<&Arm> {
        self.arms.get(id.0 as usize)
    }

    /// The layout with a base and nothing laid over it yet.
    pub fn with_base(&mut self, base: Repr) -> ArmId {
        self.intern(ArmKey::Base(base.clone()), base)
    }

    /// The layout of an object with these keys.
    pub fn with_keys(&mut self, keys: BTreeSet<String>) -> ArmId {
        self.intern(ArmKey::Keys(keys), Repr::Object)
    }

    /// Branches take copies of this layout.
    pub fn copy(&mut self, id: ArmId) {
        if let Some(arm) = self.arms.get_mut(id.0 as usize) {
            arm.is_copied = true;
        }
    }

    fn intern(&mut self, key: ArmKey, base: Repr) -> ArmId {
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = ArmId(u32::try_from(self.arms.len()).unwrap_or(u32::MAX));
        let mut arm = Arm { key: key.clone(), base, slots: Vec::new(), is_copied: false, index: HashMap::new() };
        // Slots that hold plain values are there from the start: what is written below them goes into them.
        let mut plain: Vec<_> = self.settled.iter().filter(|((of, _), repr)| *of == key && repr.is_value()).collect();
        plain.sort_by(|((_, a), _), ((_, b), _)| a.cmp(b));
        for ((_, path), repr) in plain {
            arm.index.insert(path.clone(), arm.slots.len());
            arm.slots.push(Slot { path: path.clone(), repr: repr.clone() });
        }
        self.arms.push(arm);
        self.ids.insert(key, id);
        id
    }

    /// The slot at a path, made if it is new; where writers do not agree the form that holds both is
    /// settled for the next round.
    pub fn slot(&mut self, id: ArmId, path: &[String], repr: &Repr) -> (usize, Repr) {
        let Some(arm) = self.arms.get_mut(id.0 as usize) else { return (0, repr.clone()) };
        let rank = self.ranks.len();
        self.ranks.entry((arm.key.clone(), path.to_vec())).or_insert(rank);
        let settled = self.settled.get(&(arm.key.clone(), path.to_vec()));
        match arm.index.get(path).and_then(|at| Some((*at, arm.slots.get_mut(*at)?))) {
            Some((at, slot)) => {
                let both = slot.repr.unify(repr);
                if both != slot.repr {
                    self.settled.insert((arm.key.clone(), path.to_vec()), both);
                    self.changed = true;
                }
                (at, slot.repr.clone())
            }
            None => {
                let repr = settled.map_or_else(|| repr.clone(), |settled| settled.unify(repr));
                // What was laid below it before it was there is to go into it, in another round.
                let above = |other: &KeyPath| other.len() > path.len() && other.starts_with(path);
                if repr.is_value() && arm.index.keys().any(above) {
                    self.settled.insert((arm.key.clone(), path.to_vec()), repr.clone());
                    self.changed = true;
                }
                let at = arm.slots.len();
                arm.index.insert(path.to_vec(), at);
                arm.slots.push(Slot { path: path.to_vec(), repr: repr.clone() });
                (at, repr)
            }
        }
    }

    /// The place of a slot among those of its layout in the order of the document.
    #[must_use]
    pub fn rank(&self, arm: &Arm, path: &[String]) -> usize {
        self.ranks.get(&(arm.key.clone(), path.to_vec())).copied().unwrap_or(usize::MAX)
    }

    /// The slot above a path that holds a plain value and takes what is written below it.
    #[must_use]
    pub fn absorbing(&self, id: ArmId, path: &[String]) -> Option<(usize, usize)> {
        let arm = self.arm(id)?;
        (1..path.len()).find_map(|length| {
            let (at, slot) = arm.slot(path.get(..length)?)?;
            slot.repr.is_value().then_some((at, length))
        })
    }
}

/// Two presences, joined: always there only if it is in both. Tells whether `into` changed.
pub fn join(into: &mut Presence, other: &Presence) -> bool {
    let mut changed = false;
    for (path, always) in into.iter_mut() {
        if *always && other.get(path) != Some(&true) {
            *always = false;
            changed = true;
        }
    }
    for path in other.keys() {
        if !into.contains_key(path) {
            into.insert(path.clone(), false);
            changed = true;
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::contract::RustTy;

    #[test]
    fn what_one_way_lacks_is_only_sometimes_there() {
        let path = |key: &str| vec![key.to_owned()];
        let mut into = Presence::from([(path("a"), true), (path("b"), true)]);
        let other = Presence::from([(path("a"), true), (path("c"), true)]);
        assert!(join(&mut into, &other));
        assert_eq!(into, Presence::from([(path("a"), true), (path("b"), false), (path("c"), false)]));
        assert!(!join(&mut into, &other));
    }

    #[test]
    fn writers_that_disagree_settle_on_a_plain_value() {
        let mut layouts = Layouts::default();
        let arm = layouts.with_base(Repr::Object);
        let path = vec!["x".to_owned()];
        layouts.slot(arm, &path, &Repr::Rust(RustTy::Bool));
        layouts.slot(arm, &path, &Repr::Rust(RustTy::String));
        assert!(layouts.changed);
        layouts.restart();
        let arm = layouts.with_base(Repr::Object);
        assert!(layouts.slot(arm, &path, &Repr::Rust(RustTy::Bool)).1.is_value());
        assert_eq!(layouts.absorbing(arm, &["x".to_owned(), "y".to_owned()]), Some((0, 1)));
    }

    #[test]
    fn slots_that_are_settled_keep_their_place_in_the_document() {
        let mut layouts = Layouts::default();
        let (first, second) = (vec!["z".to_owned()], vec!["a".to_owned()]);
        let arm = layouts.with_base(Repr::Object);
        layouts.slot(arm, &first, &Repr::Rust(RustTy::Bool));
        layouts.slot(arm, &second, &Repr::Rust(RustTy::Bool));
        layouts.slot(arm, &second, &Repr::Rust(RustTy::String));
        layouts.restart();
        let arm = layouts.with_base(Repr::Object);
        layouts.slot(arm, &first, &Repr::Rust(RustTy::Bool));
        let arm = layouts.arm(arm).unwrap();
        assert_eq!(arm.slots.iter().map(|slot| &slot.path).collect::<Vec<_>>(), [&second, &first]);
        assert!(layouts.rank(arm, &first) < layouts.rank(arm, &second));
    }
}
