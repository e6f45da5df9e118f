//! What the data may be at one place of the graph: documents, each with the variables that go with it.
//!
//! Ways that meet stay apart if their variables are told apart: if one has a variable that the other has not, if one holds
//! another literal, or a value of another kind. Then a rule that tells of a variable tells of the document as well, and
//! the other way round. Which alternatives are one depends on what is alike in both and stays alike once they are one:
//! so the order in which the ways come does not matter.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    alive::INPUT,
    told::is_alike,
    variables::{Variable, Variables},
};
use crate::types::Ty;

/// One way in which the data may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// What `$` is.
    pub document: Ty,
    /// The variables that go with it.
    pub variables: Variables,
}

/// All the ways in which the data may be at a place.
#[derive(Clone, Debug, Default)]
pub struct Alternatives {
    list: Vec<Alternative>,
    /// The variables that no longer tell: they told more apart than is kept apart.
    blurred: BTreeSet<Rc<str>>,
    /// Whether nothing tells any more.
    is_one: bool,
}

/// How much is kept apart.
pub(super) struct Kept<'a> {
    /// How many alternatives are kept apart.
    pub limit: usize,
    /// Whether a variable is read from there on; others tell nothing.
    pub is_read: &'a dyn Fn(&str) -> bool,
    /// Whether what still grows becomes `Any`.
    pub is_widened: bool,
}

impl Alternatives {
    /// The alternatives, in the order in which they came.
    pub fn as_slice(&self) -> &[Alternative] {
        &self.list
    }

    /// Lets one come; whether anything is new.
    pub(super) fn arrive(&mut self, new: &Alternative, kept: &Kept<'_>) -> bool {
        // A state that could not be read may have assigned any variable: what it tells is not known.
        if !self.is_one && new.variables.is_open() {
            self.close();
        }
        let alike = self.list.iter().position(|known| self.is_one || self.is_same(known, new, kept));
        let Some(known) = alike.and_then(|at| self.list.get_mut(at)) else {
            if self.list.iter().any(|known| known.holds(new)) {
                return false;
            }
            self.list.push(new.clone());
            self.bound(kept);
            return true;
        };
        let Some(mut grown) = known.grown(new) else { return false };
        if kept.is_widened {
            grown = Alternative {
                document: known.document.widen(&grown.document),
                variables: known.variables.widen(&grown.variables),
            };
        }
        *known = grown;
        if kept.is_widened {
            // What has become unknown tells nothing.
            self.settle(kept);
        }
        true
    }

    /// Makes one of all, for ever.
    pub(super) fn close(&mut self) {
        self.is_one = true;
        self.list = joined(&self.list).into_iter().collect();
    }

    fn is_same(&self, a: &Alternative, b: &Alternative, kept: &Kept<'_>) -> bool {
        is_alike(&a.variables, &b.variables, &|name| (kept.is_read)(name) && !self.blurred.contains(name))
    }

    /// Makes one of those that are alike.
    fn settle(&mut self, kept: &Kept<'_>) {
        let mut list: Vec<Alternative> = Vec::with_capacity(self.list.len());
        for one in std::mem::take(&mut self.list) {
            match list.iter_mut().find(|known| self.is_same(known, &one, kept)) {
                Some(known) => *known = known.grown(&one).unwrap_or_else(|| known.clone()),
                None => list.push(one),
            }
        }
        self.list = list;
    }

    /// Keeps no more apart than is kept: the variable that takes the most forms tells nothing from then on.
    fn bound(&mut self, kept: &Kept<'_>) {
        while self.list.len() > kept.limit {
            let names = self.list.iter().flat_map(|one| one.variables.iter().map(|(name, _)| name));
            let names: BTreeSet<&str> = names.chain([INPUT]).filter(|name| !self.blurred.contains(*name)).collect();
            let most = names.into_iter().filter(|name| (kept.is_read)(name)).max_by_key(|name| self.forms(name));
            match most {
                Some(name) => {
                    self.blurred.insert(name.into());
                    self.settle(kept);
                }
                None => self.close(),
            }
        }
    }

    /// How many forms a variable takes that are told apart.
    fn forms(&self, name: &str) -> usize {
        let mut forms: Vec<&Variables> = Vec::new();
        for Alternative { variables, .. } in &self.list {
            if !forms.iter().any(|known| is_alike(known, variables, &|other| other == name)) {
                forms.push(variables);
            }
        }
        forms.len()
    }
}

impl Alternative {
    /// What it becomes when another comes to it; `None` if it holds that already.
    fn grown(&self, other: &Alternative) -> Option<Alternative> {
        let (document, variables) = (self.document.grown(&other.document), self.variables.join(&other.variables));
        (document.is_some() || variables != self.variables)
            .then(|| Alternative { document: document.unwrap_or_else(|| self.document.clone()), variables })
    }

    fn holds(&self, other: &Alternative) -> bool {
        self.document.grown(&other.document).is_none() && self.variables.join(&other.variables) == self.variables
    }
}

/// Several alternatives as one, in which what goes together is forgotten; `None` if there are none.
#[must_use]
pub fn joined(list: &[Alternative]) -> Option<Alternative> {
    let (first, rest) = list.split_first()?;
    if rest.is_empty() {
        return Some(first.clone());
    }
    Some(Alternative {
        document: Ty::union(list.iter().map(|one| one.document.clone())),
        variables: rest.iter().fold(first.variables.clone(), |all, one| all.join(&one.variables)),
    })
}

/// Without those of which nothing is lost when they are one with another: all but one variable is the same in both.
#[must_use]
pub fn reduced(list: Vec<Alternative>) -> Vec<Alternative> {
    let mut all: Vec<Alternative> = Vec::with_capacity(list.len());
    for one in list {
        let mut one = one;
        while let Some(at) = all.iter().position(|known| known.differs_in_one(&one)) {
            let known = all.remove(at);
            one = known.grown(&one).unwrap_or(known);
        }
        all.push(one);
    }
    all
}

impl Alternative {
    /// Whether nothing but one variable, or the document, is other than in another.
    fn differs_in_one(&self, other: &Alternative) -> bool {
        let (a, b) = (&self.variables, &other.variables);
        if a == b {
            return true;
        }
        if self.document != other.document || a.input() != b.input() || a.is_open() != b.is_open() {
            return false;
        }
        fn lacks<'v>(a: &'v Variables, b: &'v Variables) -> impl Iterator<Item = (Option<&'v Variable>, &'v Variable)> {
            a.iter().map(|(name, variable)| (b.get(name), variable))
        }
        let unlike = lacks(a, b).filter(|(other, one)| *other != Some(one)).count();
        unlike + lacks(b, a).filter(|(other, _)| other.is_none()).count() <= 1
    }
}
