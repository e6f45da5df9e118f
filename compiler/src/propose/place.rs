//! The places of values that nothing is known of at first, and what the definition's uses of them say.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::StateId;

/// How many places are told apart; what lies beyond them stays unknown.
const MOST: usize = 20_000;
/// How deep a place may lie in the value that it is a part of.
const DEEPEST: usize = 24;

/// A place, as an index into [`Places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PlaceId(u32);

/// Where a place lies in the one that holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Child {
    /// Under a key.
    Key(String),
    /// An item of a list, whichever.
    Item,
}

/// One place.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The place that holds it; `None` for the workflow's input and for results.
    pub parent: Option<PlaceId>,
    /// The places in it, keys in the order in which they were met.
    pub children: Vec<(Child, PlaceId)>,
    /// What is known of it.
    pub evidence: Evidence,
    /// How far what is proposed for it has been weakened.
    pub stage: Stage,
    depth: usize,
}

/// What uses of a value say of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// The states that use it.
    pub states: BTreeSet<StateId>,
    /// A path that fails without it leads to it, or through it.
    pub is_read: bool,
    /// It is only looked for: by a filter, a wildcard, a union of keys.
    pub is_sought: bool,
    /// `IsPresent` asks for it.
    pub is_asked_for: bool,
    /// `IsPresent` asks for something in it.
    pub is_on_the_way: bool,
    /// `IsNull` asks of it.
    pub is_null: bool,
    /// The whole of it goes on, to a task or to the output: this says to whom.
    pub goes_to: BTreeSet<Goal>,
    /// A text is made of it, so that `5` and `5.0` are not the same.
    pub is_text: bool,
    /// It is used as these.
    pub uses: BTreeSet<Use>,
    /// `StringEquals` compares it with these.
    pub literals: BTreeSet<String>,
    /// A Choice that has no `Default` compares it.
    pub is_closed: bool,
}

/// Where a whole value goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goal {
    /// To the task that a state calls.
    Task(StateId),
    /// To the workflow's output.
    Output,
    /// Into a function, or to something else that takes it as a whole.
    Other(StateId),
}

/// A way in which a value is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// As a number.
    Number,
    /// As a whole number.
    Integer,
    /// As a string that `StringEquals` compares with a literal.
    Literal,
    /// As a string.
    String,
    /// As a boolean.
    Boolean,
    /// As a timestamp.
    Timestamp,
    /// As a list.
    List,
    /// As an object.
    Object,
    /// As one of several types: `IsString` and its like ask which.
    Any,
}

/// A kind of values, one of which a place has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Boolean,
    List,
    Object,
}

/// One kind, none that is known, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    None,
    One(Kind),
    Several,
}

impl Kinds {
    pub(super) fn of(kinds: impl IntoIterator<Item = Kind>) -> Kinds {
        kinds.into_iter().fold(Kinds::None, |found, kind| match found {
            Kinds::None => Kinds::One(kind),
            Kinds::One(one) if one == kind => found,
            Kinds::One(_) | Kinds::Several => Kinds::Several,
        })
    }
}

/// How far what is proposed for a place has been weakened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Not at all.
    #[default]
    Exact,
    /// An enum or a timestamp is a string, and what may be absent is there as `null`.
    Loose,
    /// Anything.
    Value,
}

/// All places.
#[derive(Debug, Default)]
pub(super) struct Places {
    list: Vec<Place>,
    index: BTreeMap<(PlaceId, Child), PlaceId>,
}

impl Places {
    /// A new place that lies in no other.
    pub(super) fn root(&mut self) -> PlaceId {
        self.add(Place::default())
    }

    fn add(&mut self, place: Place) -> PlaceId {
        let id = PlaceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(place);
        id
    }

    /// The place in another one; `None` if it would lie too deep, or if there are too many.
    pub(super) fn child(&mut self, parent: PlaceId, child: Child) -> Option<PlaceId> {
        if let Some(known) = self.index.get(&(parent, child.clone())) {
            return Some(*known);
        }
        let depth = self.get(parent)?.depth + 1;
        if depth > DEEPEST || self.list.len() >= MOST {
            return None;
        }
        let id = self.add(Place { parent: Some(parent), depth, ..Place::default() });
        self.index.insert((parent, child.clone()), id);
        self.get_mut(parent)?.children.push((child, id));
        Some(id)
    }

    /// The place behind an id.
    pub(super) fn get(&self, id: PlaceId) -> Option<&Place> {
        self.list.get(id.0 as usize)
    }

    pub(super) fn get_mut(&mut self, id: PlaceId) -> Option<&mut Place> {
        self.list.get_mut(id.0 as usize)
    }

    /// What is known of a place, to be added to.
    pub(super) fn evidence(&mut self, id: PlaceId, change: impl FnOnce(&mut Evidence)) {
        if let Some(place) = self.get_mut(id) {
            change(&mut place.evidence);
        }
    }

    /// Whether some place is such a one.
    pub(super) fn any(&self, is: impl Fn(&Place) -> bool) -> bool {
        self.list.iter().any(is)
    }

    /// Whether uses tell anything of a place, or of one in it.
    pub(super) fn is_known(&self, id: PlaceId) -> bool {
        self.get(id).is_some_and(|place| {
            place.evidence.says_something() || place.children.iter().any(|(_, child)| self.is_known(*child))
        })
    }
}

impl Evidence {
    /// The kinds of values that it is used as.
    pub(super) fn kinds(&self) -> Kinds {
        if self.uses.contains(&Use::Any) {
            return Kinds::Several;
        }
        Kinds::of(self.uses.iter().filter_map(|what| match what {
            Use::Number | Use::Integer => Some(Kind::Number),
            Use::Literal | Use::String | Use::Timestamp => Some(Kind::Text),
            Use::Boolean => Some(Kind::Boolean),
            Use::List => Some(Kind::List),
            Use::Object => Some(Kind::Object),
            Use::Any => None,
        }))
    }

    fn says_something(&self) -> bool {
        self.is_read || self.is_sought || self.is_asked_for || self.is_on_the_way
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_made_once_and_not_too_deep() {
        let mut places = Places::default();
        let root = places.root();
        let key = || Child::Key("a".to_owned());
        let first = places.child(root, key());
        assert_eq!(first, places.child(root, key()));
        let mut at = root;
        let mut depth = 0;
        while let Some(next) = places.child(at, key()) {
            at = next;
            depth += 1;
        }
        assert_eq!(depth, DEEPEST);
        assert!(!places.is_known(root));
        places.evidence(at, |evidence| evidence.is_read = true);
        assert!(places.is_known(root));
    }
}
