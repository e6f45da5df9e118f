//! The items of lists.

use std::{collections::BTreeMap, rc::Rc};

use super::{Items, Ty, walk::nth};

/// Of how many items more is known than of all.
const KNOWN: usize = 64;

impl Items {
    /// What the list becomes when another comes to it: of an item as much is known as of both. `None` if it holds the
    /// other already.
    pub(super) fn grown(&self, other: &Items) -> Option<Ty> {
        let item = self.item.grown(&other.item);
        let mut is_grown = item.is_some();
        let mut both = Vec::with_capacity(self.at.len());
        for (at, known) in &self.at {
            let grown = other.at.get(at).map(|other| known.grown(other));
            is_grown |= !matches!(grown, Some(None));
            both.extend(grown.map(|grown| (*at, grown.unwrap_or_else(|| known.clone()))));
        }
        is_grown.then(|| Ty::items(item.unwrap_or_else(|| self.item.clone()), both))
    }
}

impl Ty {
    /// The type of an item of what is a list in it: `Never` if none is, or if the lists are empty.
    #[must_use]
    pub fn item(&self) -> Ty {
        if let Ty::List(item) = self {
            return (**item).clone();
        }
        Ty::union(self.members().iter().map(|member| match member {
            Ty::List(item) => (**item).clone(),
            Ty::Items(items) => items.item.clone(),
            Ty::Tuple(items) => Ty::union(items.iter().cloned()),
            Ty::Any | Ty::Opaque(_) => Ty::Any,
            Ty::Error => Ty::Error,
            _ => Ty::Never,
        }))
    }

    /// The item at an index of a list that is no union: of a list of unknown length there is one at any. `None`
    /// if there is none.
    #[must_use]
    pub(super) fn item_at(&self, index: i64) -> Option<&Ty> {
        match self {
            Ty::List(item) => Some(item),
            Ty::Items(items) => Some(items.at.get(&index).unwrap_or(&items.item)),
            Ty::Tuple(items) => nth(items, index),
            _ => None,
        }
    }

    /// A list of items, of some of which more is known.
    pub(super) fn items(item: Ty, known: impl IntoIterator<Item = (i64, Ty)>) -> Ty {
        let tells =
            |known: &Ty| !known.is_never() && !item.members().iter().all(|member| known.members().contains(member));
        let at: BTreeMap<i64, Ty> = known.into_iter().filter(|(_, known)| tells(known)).take(KNOWN).collect();
        if at.is_empty() { Ty::List(Rc::new(item)) } else { Ty::Items(Rc::new(Items { item, at })) }
    }

    /// The list with more known of one item.
    pub(super) fn with_item(&self, index: i64, known: Ty) -> Ty {
        let others = self.known_items().filter(|(at, _)| **at != index);
        Ty::items(self.item(), std::iter::once((index, known)).chain(others.map(|(at, item)| (*at, item.clone()))))
    }

    /// The list with a value written over one item.
    pub(super) fn with_placed(&self, index: i64, placed: Ty) -> Ty {
        // Which item one from the other end is depends on how many there are.
        let others = self.known_items().filter(|(at, _)| **at != index && (**at < 0) == (index < 0));
        let others: Vec<(i64, Ty)> = others.map(|(at, item)| (*at, item.clone())).collect();
        Ty::items(self.item().join(&placed), std::iter::once((index, placed)).chain(others))
    }

    fn known_items(&self) -> impl Iterator<Item = (&i64, &Ty)> {
        let items = if let Ty::Items(items) = self { Some(items) } else { None };
        items.into_iter().flat_map(|items| &items.at)
    }

    /// Whether some value of it may be a list.
    #[must_use]
    pub fn may_be_list(&self) -> bool {
        self.members().iter().any(|ty| ty.is_list() || ty.is_unknown() || matches!(ty, Ty::Opaque(_)))
    }

    /// Whether a type that is no union is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self, Ty::List(_) | Ty::Items(_) | Ty::Tuple(_))
    }

    /// Whether a type that is no union is an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Ty::Record(_) | Ty::Map(_))
    }
}
