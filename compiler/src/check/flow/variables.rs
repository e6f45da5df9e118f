//! The workflow's variables as they stand at one place of the graph, and what has been learnt there of the
//! execution's input. That never changes: it goes where the variables go.

use std::{collections::BTreeMap, rc::Rc};

use crate::{
    expr::Step,
    types::{Ty, ty::Refine},
};

/// What is known of the variables at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    known: Rc<BTreeMap<Rc<str>, Variable>>,
    /// A state that could not be read may have assigned any other.
    is_open: bool,
    /// The execution's input, `$$.Execution.Input`, where rules have told more of it than is declared.
    input: Option<Rc<Ty>>,
}

/// One variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The type of its value.
    pub ty: Ty,
    /// Whether every way that leads here assigns it.
    pub is_sure: bool,
}

impl Variables {
    /// The same, where any other variable may be assigned too.
    #[must_use]
    pub fn opened(&self) -> Self {
        Variables { is_open: true, ..self.clone() }
    }

    /// Whether variables that are not known may be assigned.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What rules have told of the execution's input; `None` if it is as declared.
    #[must_use]
    pub fn input(&self) -> Option<&Ty> {
        self.input.as_deref()
    }

    /// With the execution's input as rules have told it.
    #[must_use]
    pub fn with_input(&self, input: Ty) -> Self {
        Variables { input: Some(Rc::new(input)), ..self.clone() }
    }

    /// A variable, if some way assigns it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.known.get(name)
    }

    /// Whether no way assigns a variable.
    #[must_use]
    pub fn lacks(&self, name: &str) -> bool {
        !self.is_open && !self.known.contains_key(name)
    }

    /// Those that some way assigns, with their names as they are shared.
    pub(super) fn known(&self) -> impl Iterator<Item = (&Rc<str>, &Variable)> {
        self.known.iter()
    }

    /// Those that some way assigns, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Variable)> {
        self.known.iter().map(|(name, variable)| (&**name, variable))
    }

    /// What a variable holds; `Error` if no way assigns it, for a rule says so.
    #[must_use]
    pub fn ty(&self, name: &str) -> &Ty {
        match self.get(name) {
            Some(variable) => &variable.ty,
            None if self.is_open => &Ty::Any,
            None => &Ty::Error,
        }
    }

    /// With some of them assigned.
    #[must_use]
    pub fn with(&self, assigned: impl IntoIterator<Item = (Rc<str>, Ty)>) -> Self {
        let mut known = BTreeMap::clone(&self.known);
        known.extend(assigned.into_iter().map(|(name, ty)| (name, Variable { ty, is_sure: true })));
        Variables { known: Rc::new(known), ..self.clone() }
    }

    /// Where two ways meet.
    #[must_use]
    pub fn join(&self, other: &Variables) -> Self {
        if self == other {
            return self.clone();
        }
        let mut known = BTreeMap::new();
        for (name, a) in self.known.iter() {
            let variable = match other.known.get(name) {
                Some(b) => Variable { ty: a.ty.join(&b.ty), is_sure: a.is_sure && b.is_sure },
                None => Variable { is_sure: a.is_sure && other.is_open, ..a.clone() },
            };
            known.insert(name.clone(), variable);
        }
        for (name, b) in other.known.iter().filter(|(name, _)| !self.known.contains_key(&**name)) {
            known.insert(name.clone(), Variable { is_sure: b.is_sure && self.is_open, ..b.clone() });
        }
        let input = match (&self.input, &other.input) {
            (Some(a), Some(b)) if a == b => Some(a.clone()),
            (Some(a), Some(b)) => Some(Rc::new(a.join(b))),
            // One of the ways knows what is declared, and no more.
            (None, _) | (_, None) => None,
        };
        Variables { known: Rc::new(known), is_open: self.is_open || other.is_open, input }
    }

    /// `next`, with `Any` for what still grows.
    #[must_use]
    pub fn widen(&self, next: &Variables) -> Self {
        if self == next {
            return next.clone();
        }
        let widened = next.known.iter().map(|(name, new)| {
            let ty = self.known.get(name).map_or_else(|| new.ty.clone(), |old| old.ty.widen(&new.ty));
            (name.clone(), Variable { ty, is_sure: new.is_sure })
        });
        // What still grows is what is declared, in the end.
        let input = next.input.clone().filter(|_| self.input == next.input);
        Variables { known: Rc::new(widened.collect()), is_open: next.is_open, input }
    }

    /// What remains once something is known of a value in a variable; `None` if nothing does.
    #[must_use]
    pub fn refine(&self, name: &str, steps: &[Step], what: &Refine<'_>) -> Option<Self> {
        let Some(variable) = self.get(name) else { return Some(self.clone()) };
        let mut known = BTreeMap::clone(&self.known);
        match what {
            Refine::Absent if steps.is_empty() && variable.is_sure => return None,
            Refine::Absent if steps.is_empty() => {
                known.remove(name);
            }
            Refine::Absent | Refine::Value(_) => {
                let ty = variable.ty.refine(steps, what);
                if ty.is_never() {
                    return None;
                }
                let is_sure = variable.is_sure || matches!(what, Refine::Value(_));
                known.insert(name.into(), Variable { ty, is_sure });
            }
        }
        Some(Variables { known: Rc::new(known), ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(list: &[(&str, Ty)]) -> Variables {
        Variables::default().with(list.iter().map(|(name, ty)| ((*name).into(), ty.clone())))
    }

    #[test]
    fn what_one_way_assigns_is_not_sure_where_two_meet() {
        let joined = of(&[("a", Ty::String), ("b", Ty::Null)]).join(&of(&[("b", Ty::Bool(None))]));
        assert_eq!(joined.get("a").map(|a| a.is_sure), Some(false));
        assert_eq!(joined.get("b").map(|b| (b.ty.to_string(), b.is_sure)), Some(("boolean | null".to_owned(), true)));
        assert_eq!(joined.ty("c"), &Ty::Error);
        assert_eq!(joined.opened().ty("c"), &Ty::Any);
    }

    #[test]
    fn what_is_learnt_of_the_input_is_forgotten_where_one_way_does_not_know_it() {
        let of = |kind: &str| Variables::default().with_input(Ty::literals([kind]));
        assert_eq!(of("a").join(&of("b")).input(), Some(&Ty::literals(["a", "b"])));
        assert_eq!(of("a").join(&Variables::default()).input(), None);
        assert_eq!(of("a").widen(&of("b")).input(), None);
        assert_eq!(of("a").with([("x".into(), Ty::Null)]).opened().input(), Some(&Ty::literals(["a"])));
    }

    #[test]
    fn a_guard_makes_sure() {
        let joined = of(&[("a", Ty::String)]).join(&of(&[]));
        let there = joined.refine("a", &[], &Refine::Value(&Ty::clone)).unwrap();
        assert_eq!(there.get("a").map(|a| a.is_sure), Some(true));
        assert_eq!(joined.refine("a", &[], &Refine::Absent).unwrap().get("a"), None);
        assert_eq!(there.refine("a", &[], &Refine::Absent), None);
    }
}
