//! Whom findings blame: the place where the data went wrong, and the Choices on the way from there.
//!
//! Findings that blame the same are one; `report` makes one of them.

use crate::{
    check::{flow::Via, missed::Lacked, reads, scene::Here},
    expr::{Path, Root, Step},
    ir::{Kind, ScopeId, StateId},
    types::{Ty, ty::Walk},
};

/// How many Choices on the way a finding remembers.
const CHOICES: usize = 8;

/// What findings have in common if they are one: where the data went wrong, and what of it if only a part did.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cause {
    /// Where it went wrong.
    pub place: Place,
    /// What went wrong there; `None` if whatever did is one fault.
    pub lost: Option<String>,
    /// What it should be.
    pub want: Want,
}

/// What a value should be that is at fault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Want {
    /// There.
    #[default]
    There,
    /// No `null`.
    NotNull,
    /// Of one kind, where several are told apart.
    OneKind,
    /// Of some type.
    Type(String),
}

/// Where data went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// On a way out of a state.
    Way(StateId, Via),
    /// In what a Choice takes for a way out of it.
    Taken(StateId, Via),
    /// In the `Assign` of a way out of a state, or for want of one.
    Assign(StateId, Via),
    /// In the workflow's own input.
    Input,
    /// In where a way out of a state writes what it makes.
    Written(StateId, Via),
    /// In which branch of a Parallel is taken for which.
    Branches(StateId),
    /// In where a way out of a state leads: past what others bring there.
    Past(StateId, Via),
    /// In the very state that reads it.
    Here(StateId),
    /// In how a state waits for its token.
    Token(StateId),
    /// Nowhere: a variable of that name, which the states in sight of a scope do not assign, or not in time.
    Name(ScopeId, String),
}

/// Whom a finding blames.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blame {
    /// Where the data went wrong, if it is known. Findings that have one of them in common are one.
    pub causes: Vec<Cause>,
    /// The other ways out of the Choice that took what is missing that have it all, in their order.
    pub others: Vec<Via>,
    /// The Choices on the way that could have kept it away, nearest first.
    pub asked: Vec<Asked>,
    /// What is missing, if a state that is not entered may be what would have brought it.
    pub lacked: Option<Lacked>,
    /// The first of the states that are not entered for this.
    pub missed: Option<StateId>,
}

/// A place in the data, as a state has it before its `InputPath`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Value {
    /// What it starts from.
    pub root: Root,
    /// The way to it.
    pub steps: Vec<Step>,
}

/// What goes the wrong way for a fault among the rules of a Choice.
#[derive(Clone, Debug)]
pub(crate) enum Misled {
    /// What comes to a rule, or to one behind it.
    From(usize),
    /// What takes one way out.
    Way(Via),
    /// What should have what is left.
    Left(Ty),
}

/// A Choice to which a value comes that is at fault at times only: its rules could tell.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The Choice.
    pub choice: StateId,
    /// The scope that it stands in.
    pub scope: ScopeId,
    /// By which way out the value left it.
    pub via: Via,
    /// The value.
    value: Value,
    /// How many of the steps to it lead to something of which several kinds come there, and those.
    kinds: Vec<(usize, Ty)>,
}

impl Blame {
    /// A cause, and no more.
    pub(crate) fn of(place: Place, lost: Option<String>) -> Self {
        Blame { causes: vec![Cause { place, lost, want: Want::There }], ..Blame::default() }
    }

    /// The same, of what should be something else.
    pub(crate) fn wanting(mut self, want: &Want) -> Self {
        self.causes.iter_mut().for_each(|cause| cause.want = want.clone());
        self
    }

    /// The same, and places besides that are at fault with all of it.
    pub(crate) fn and(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.causes.extend(places.into_iter().map(|place| Cause { place, lost: None, want: Want::There }));
        self
    }

    /// Blames besides what others blame.
    pub(crate) fn share(&mut self, others: impl IntoIterator<Item = Blame>) {
        self.causes.extend(others.into_iter().flat_map(|other| other.causes));
    }

    /// The state that is to blame, if it is one on the way.
    pub(crate) fn state(&self) -> Option<StateId> {
        self.causes.iter().find_map(|cause| match cause.place {
            Place::Way(id, _) | Place::Taken(id, _) | Place::Assign(id, _) => Some(id),
            Place::Written(..) | Place::Branches(_) | Place::Past(..) | Place::Input => None,
            Place::Here(_) | Place::Token(_) | Place::Name(..) => None,
        })
    }

    /// Whether whatever went wrong where it did is one fault.
    pub(crate) fn is_outright(&self) -> bool {
        // Those are blamed beside the place where it went wrong, and may be at fault with a part of it only.
        let is_beside = |place: &Place| matches!(place, Place::Written(..) | Place::Branches(_) | Place::Past(..));
        self.causes.iter().any(|cause| cause.lost.is_none() && !is_beside(&cause.place))
    }

    /// Whether a state lost all of it at once.
    pub(crate) fn is_lost(&self) -> bool {
        self.causes.iter().any(|cause| matches!(cause.place, Place::Way(..)) && cause.lost.is_none())
    }

    /// Remembers a Choice on the way, if it could have told.
    pub(crate) fn ask(&mut self, asked: Option<Asked>) {
        let is_new =
            |asked: &Asked| !self.asked.iter().any(|known| known.choice == asked.choice && known.value == asked.value);
        if self.asked.len() < CHOICES {
            self.asked.extend(asked.filter(is_new));
        }
    }
}

impl Want {
    /// A value of a type, as people call it: how wide a number is, or what a list is of, makes no difference.
    pub(crate) fn type_of(words: &str) -> Self {
        let words = words.strip_prefix("a ").unwrap_or(words);
        if words.ends_with("[]") {
            return Want::Type("list".to_owned());
        }
        // What has fields has parts.
        if words.starts_with('{') || words.contains(": {") {
            return Want::Type("parts".to_owned());
        }
        let is = |name: &str| words.starts_with(name);
        let name = ["string", "boolean", "timestamp"].into_iter().find(|name| is(name));
        let number = ["integer", "number", "whole number"].into_iter().any(is).then_some("number");
        Want::Type(name.or(number).unwrap_or(words).to_owned())
    }
}

impl Value {
    /// What a path leads to that a state reads behind its `InputPath`.
    pub(crate) fn read(here: &Here<'_>, path: &Path) -> Option<Self> {
        let steps = match path.root {
            Root::Document => reads::behind(reads::stages(here.state).0, path.steps.clone())?,
            Root::Context | Root::Variable(_) => path.steps.clone(),
        };
        Some(Value { root: path.root.clone(), steps })
    }
}

impl Asked {
    /// A Choice on the way of a value. `ty` is what the value starts from there, `bad` tells what is at fault.
    pub(crate) fn on_the_way(
        here: &Here<'_>,
        via: Via,
        value: Value,
        ty: &Ty,
        bad: &dyn Fn(&Walk) -> bool,
    ) -> Option<Self> {
        let Kind::Choice(_) = &here.state.kind else { return None };
        let walk = ty.walk(&value.steps);
        let is_good = |ty: &Ty| !bad(&Walk::Found { ty: ty.clone(), gap: None });
        if !walk.ty()?.members().iter().any(is_good) {
            return None;
        }
        Some(Asked::of(here, via, value, ty))
    }

    /// A Choice, and a value that its rules ask for.
    pub(crate) fn of(here: &Here<'_>, via: Via, value: Value, ty: &Ty) -> Self {
        let kinds_at = |at: usize| {
            let walk = ty.walk(value.steps.get(..at).unwrap_or_default());
            // What only keys tell apart is told by whether one is there, not by its kind.
            let told = walk.ty().filter(|ty| matches!(ty, Ty::Union(_))).map(Ty::by_tag)?;
            (told.members().len() > 1 && told.members().iter().any(Ty::is_object)).then_some((at, told))
        };
        let kinds = (0..=value.steps.len()).filter_map(kinds_at).collect();
        Asked { choice: here.id, scope: here.state.scope, via, value, kinds }
    }

    /// Whether what a fault among the rules misleads is this.
    pub(crate) fn is_misled_by(&self, misled: &Misled) -> bool {
        match misled {
            Misled::From(first) => !matches!(self.via, Via::Rule(at) if at < *first),
            Misled::Way(via) => self.via == *via,
            // What goes another way than it should is what no rule takes.
            Misled::Left(left) => left.walk(&self.value.steps).is_sure(),
        }
    }

    /// Whether a comparison of a value could have told: it compares this one or what it stands in, or a key by which
    /// the kinds are told apart.
    pub(crate) fn is_told_by(&self, told: &Value) -> bool {
        let Value { root, steps } = &self.value;
        let is_above = steps.starts_with(&told.steps);
        let tells_kinds = told.steps.split_last().is_some_and(|(key, parent)| {
            let kinds = self.kinds.iter().find(|(at, _)| *at == parent.len());
            steps.starts_with(parent) && kinds.is_some_and(|(_, kinds)| tells_apart(kinds, key))
        });
        *root == told.root && (is_above || tells_kinds)
    }
}

/// Whether a key is not the same in all of several kinds, or in none.
fn tells_apart(kinds: &Ty, key: &Step) -> bool {
    let mut walks = kinds.members().iter().map(|kind| kind.walk(std::slice::from_ref(key)));
    let Some(first) = walks.next() else { return false };
    first.ty().is_none() || walks.any(|walk| walk.ty() != first.ty())
}
