//! What the data may be at one place of the graph: documents, each with the variables that go with it.
//!
//! Ways that meet stay apart if their variables are told apart: if one has a variable that the other has not, if one holds
//! another literal, or a value of another kind. Then a rule that tells of a variable tells of the document as well, and
//! the other way round. Which alternatives are one depends on what is alike in both and stays alike once they are one:
//! so the order in which the ways come does not matter.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    rc::Rc,
};

use super::{
    told::{Told, told},
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
    /// What tells of each of them.
    told: Vec<Told>,
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
        let told = self.told(new, kept);
        let Some(at) = self.told.iter().position(|known| *known == told) else {
            // What has become unknown holds what told it before.
            if kept.is_widened && self.list.iter().any(|known| known.holds(new)) {
                return false;
            }
            self.list.push(new.clone());
            self.told.push(told);
            self.bound(kept);
            return true;
        };
        let Some(known) = self.list.get_mut(at) else { return false };
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
            self.told = self.list.iter().map(|one| self.told(one, kept)).collect();
            self.settle();
        }
        true
    }

    /// Makes one of all, for ever.
    pub(super) fn close(&mut self) {
        self.is_one = true;
        self.list = joined(&self.list).into_iter().collect();
        self.told = vec![Told::new(); self.list.len()];
    }

    /// What tells of one.
    fn told(&self, one: &Alternative, kept: &Kept<'_>) -> Told {
        match self.is_one {
            true => Told::new(),
            false => told(&one.variables, &|name| (kept.is_read)(name) && !self.blurred.contains(name)),
        }
    }

    /// Makes one of those that nothing tells apart.
    fn settle(&mut self) {
        let all = std::mem::take(&mut self.list).into_iter().zip(std::mem::take(&mut self.told));
        for (one, told) in all {
            let at = self.told.iter().position(|known| *known == told);
            match at.and_then(|at| self.list.get_mut(at)) {
                Some(known) => *known = known.grown(&one).unwrap_or_else(|| known.clone()),
                None => {
                    self.list.push(one);
                    self.told.push(told);
                }
            }
        }
    }

    /// Keeps no more apart than is kept: the variable that takes the most forms tells nothing from then on.
    fn bound(&mut self, kept: &Kept<'_>) {
        while self.list.len() > kept.limit {
            let mut forms: BTreeMap<Rc<str>, HashSet<Option<u64>>> = BTreeMap::new();
            for (name, form) in self.told.iter().flatten() {
                forms.entry(name.clone()).or_default().insert(Some(*form));
            }
            for told in &self.told {
                let lacking = forms.iter_mut().filter(|(name, _)| told.iter().all(|(known, _)| known != *name));
                lacking.for_each(|(_, forms)| _ = forms.insert(None));
            }
            let Some((name, _)) = forms.into_iter().max_by_key(|(_, forms)| forms.len()) else { return self.close() };
            self.told.iter_mut().for_each(|told| told.retain(|(known, _)| *known != name));
            self.blurred.insert(name);
            self.settle();
        }
    }
}

impl Alternative {
    /// What it becomes when another comes to it; `None` if it holds that already.
    fn grown(&self, other: &Alternative) -> Option<Alternative> {
        let (document, variables) = (self.document.grown(&other.document), self.variables.join(&other.variables));
        (document.is_some() || variables != self.variables)
            .then(|| Alternative { document: document.unwrap_or_else(|| self.document.clone()), variables })
    }

    /// Whether another one would add nothing to it.
    fn holds(&self, other: &Alternative) -> bool {
        self.document.grown(&other.document).is_none() && self.variables.join(&other.variables) == self.variables
    }

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn way(document: Ty, variables: &[(&str, Ty)]) -> Alternative {
        let variables = variables.iter().map(|(name, ty)| ((*name).into(), ty.clone()));
        Alternative { document, variables: Variables::default().with(variables) }
    }

    fn kept(limit: usize) -> Kept<'static> {
        Kept { limit, is_read: &|_| true, is_widened: false }
    }

    fn all(ways: &[Alternative], kept: &Kept<'_>) -> Alternatives {
        let mut all = Alternatives::default();
        for way in ways {
            all.arrive(way, kept);
        }
        all
    }

    fn of(key: &str) -> Ty {
        Ty::record([(key, Ty::String)])
    }

    fn yes(value: bool) -> Ty {
        Ty::Bool(Some(value))
    }

    #[test]
    fn a_literal_and_a_variable_that_one_way_lacks_tell_ways_apart() {
        let ways = [way(of("error"), &[("failed", yes(true))]), way(of("result"), &[("failed", yes(false))])];
        assert_eq!(all(&ways, &kept(8)).as_slice(), ways);
        let ways = [way(of("error"), &[]), way(of("result"), &[("x", Ty::String)])];
        assert_eq!(all(&ways, &kept(8)).as_slice(), ways);
        let ways = [way(of("error"), &[("x", Ty::Float)]), way(of("result"), &[("x", Ty::Float)])];
        assert_eq!(all(&ways, &kept(8)).as_slice(), [way(of("error").join(&of("result")), &[("x", Ty::Float)])]);
    }

    #[test]
    fn what_nothing_reads_tells_nothing() {
        let ways = [way(of("error"), &[("failed", yes(true))]), way(of("result"), &[("failed", yes(false))])];
        assert_eq!(all(&ways, &Kept { is_read: &|_| false, ..kept(8) }).as_slice().len(), 1);
    }

    #[test]
    fn too_many_are_one_in_what_takes_the_most_forms() {
        let texts: Vec<String> = (0..10).map(|at| format!("s{at}")).collect();
        let ways: Vec<Alternative> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| way(of(text), &[("step", Ty::literals([text.as_str()])), ("odd", yes(at % 2 == 1))]))
            .collect();
        let all = all(&ways, &kept(8));
        let forms: Vec<String> = all.as_slice().iter().map(|one| one.variables.ty("odd").to_string()).collect();
        assert_eq!(forms, ["false", "true"]);
    }

    #[test]
    fn a_state_that_could_not_be_read_makes_one_of_all() {
        let failed = way(of("error"), &[("failed", yes(true))]);
        let open = Alternative { document: Ty::Error, variables: failed.variables.opened() };
        let other = way(of("result"), &[("failed", yes(false))]);
        for ways in [[failed.clone(), other.clone(), open.clone()], [open, failed, other]] {
            let all = all(&ways, &kept(8));
            assert!(matches!(all.as_slice(), [one] if one.variables.is_open()), "{:?}", all.as_slice());
        }
    }

    #[test]
    fn what_goes_with_the_same_document_is_one_variable() {
        let one = |kind: &str, document: &str| way(of(document), &[("kind", Ty::literals([kind])), ("n", Ty::Float)]);
        assert_eq!(reduced(vec![one("a", "x"), one("b", "x"), one("c", "y")]).len(), 2);
        let two = [
            way(of("x"), &[("a", yes(true)), ("b", yes(true))]),
            way(of("x"), &[("a", yes(false)), ("b", yes(false))]),
        ];
        assert_eq!(reduced(two.to_vec()), two);
    }

    fn is_alike(a: &Alternative, b: &Alternative) -> bool {
        told(&a.variables, &|_| true) == told(&b.variables, &|_| true)
    }

    fn any_way() -> impl Strategy<Value = Alternative> {
        let scalar = || {
            prop_oneof![
                Just(Ty::Null),
                any::<bool>().prop_map(|value| Ty::Bool(Some(value))),
                Just(Ty::Bool(None)),
                Just(Ty::String),
                prop::sample::subsequence(vec!["x", "y", "z"], 1..3).prop_map(Ty::literals),
            ]
        };
        let record = || {
            let keys = prop::sample::subsequence(vec!["a", "b", "c"], 0..3);
            (keys, scalar()).prop_map(|(keys, ty)| Ty::record(keys.into_iter().map(|key| (key, ty.clone()))))
        };
        let names = prop::sample::subsequence(vec!["u", "v", "w"], 0..4);
        let values = prop::collection::vec(prop_oneof![scalar(), record()], 3);
        (record(), names, values).prop_map(|(document, names, values)| {
            let variables: Vec<(&str, Ty)> = names.into_iter().zip(values).collect();
            way(document, &variables)
        })
    }

    proptest! {
        #[test]
        fn the_order_of_the_ways_does_not_matter(ways in prop::collection::vec(any_way(), 1..8)) {
            let kept = kept(32);
            let (there, back) = (all(&ways, &kept), all(&ways.iter().rev().cloned().collect::<Vec<_>>(), &kept));
            prop_assert_eq!(there.as_slice().len(), back.as_slice().len());
            for one in there.as_slice() {
                let other = back.as_slice().iter().find(|other| is_alike(one, other));
                let is_same = other.is_some_and(|other| one.holds(other) && other.holds(one));
                prop_assert!(is_same, "{one:?} is {other:?}");
            }
        }

        #[test]
        fn what_has_come_is_held(ways in prop::collection::vec(any_way(), 1..12), limit in 1..5usize) {
            let kept = kept(limit);
            let mut all = all(&ways, &kept);
            prop_assert!(all.as_slice().len() <= limit);
            for way in &ways {
                prop_assert!(!all.arrive(way, &kept), "{way:?}");
            }
        }

        #[test]
        fn two_that_are_alike_are_alike_with_both(a in any_way(), b in any_way()) {
            if is_alike(&a, &b) {
                prop_assert!(a.grown(&b).is_none_or(|both| is_alike(&a, &both)));
            }
        }
    }
}
