//! Gathers findings, and makes one of those that one cause has.

mod heads;
mod merge;
mod missed;
mod past;

pub(crate) use merge::ALSO;

use std::collections::{BTreeMap, VecDeque};

use crate::{
    check::{
        blame::{Blame, Misled, Place, Value},
        flow::Via,
        missed::Lacked,
        scene::{Here, Scene},
    },
    diag::{Diagnostic, Diagnostics, Severity, codes::flow as codes},
    ir::{ScopeId, StateId},
    source::Span,
};

/// How many things to do a finding names.
const HELPS: usize = 2;

/// The findings of a run.
#[derive(Default)]
pub(crate) struct Report {
    list: Vec<Entry>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// A comparison of a Choice.
    Comparison,
    /// A rule of a Choice that can never hold.
    Rule,
    /// What the rules of a Choice leave.
    Rest,
    /// What a state reads, or hands on.
    Data,
    /// A circle of states that is never left.
    Circle,
    /// A state that no transition leads to.
    Unreachable,
}

/// A fault among the rules of a Choice, and what it keeps them from telling.
pub(crate) struct Misleads {
    /// What among the rules it is about.
    pub about: About,
    /// The index of the rule, if it is about one.
    pub rule: Option<usize>,
    /// The values that they could tell.
    pub tells: Vec<Value>,
    /// Which ways those take.
    pub misled: Misled,
}

struct Entry {
    diagnostic: Diagnostic,
    state: Option<StateId>,
    scope: Option<ScopeId>,
    blame: Blame,
    about: About,
    /// What it is about, for people: `$.id`.
    what: String,
    /// What the rules of a Choice could tell, were it not for this.
    misleads: Option<Misleads>,
    /// The states that lead past the one that it is about, if no transition leads to that.
    past: Vec<StateId>,
}

impl Report {
    /// A finding of its own.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(Entry::new(diagnostic, About::Data));
    }

    /// A finding of its own, but for a state that is not entered and would have brought `what` is lacking.
    pub(crate) fn lacking(&mut self, diagnostic: Diagnostic, lacked: Option<Lacked>, what: &str) {
        let blame = Blame { lacked, ..Blame::default() };
        self.list.push(Entry { blame, what: what.to_owned(), ..Entry::new(diagnostic, About::Data) });
    }

    /// A finding in a state that something before it caused; `what` is what is read there.
    pub(crate) fn caused(&mut self, here: &Here<'_>, diagnostic: Diagnostic, blame: Blame, what: &str) {
        self.list.push(Entry { blame, what: what.to_owned(), ..Entry::new(diagnostic, About::Data).at(here) });
    }

    /// A finding about the rules of a Choice, which keeps them from telling some values.
    pub(crate) fn of_rules(
        &mut self,
        here: &Here<'_>,
        diagnostic: Diagnostic,
        blame: Blame,
        what: &str,
        misleads: Misleads,
    ) {
        let entry = Entry::new(diagnostic, misleads.about).at(here);
        self.list.push(Entry { blame, what: what.to_owned(), misleads: Some(misleads), ..entry });
    }

    /// A state of a scope that no transition leads to; `missed` is that state, if what is lacking for it is asked for, and
    /// `past` are states that lead past it.
    pub(crate) fn unreachable(
        &mut self,
        scope: ScopeId,
        diagnostic: Diagnostic,
        missed: Option<StateId>,
        past: Vec<StateId>,
    ) {
        let blame = Blame { missed, ..Blame::default() };
        self.list.push(Entry { scope: Some(scope), blame, past, ..Entry::new(diagnostic, About::Unreachable) });
    }

    /// A circle of states of a scope that is never left.
    pub(crate) fn endless(&mut self, scope: ScopeId, diagnostic: Diagnostic) {
        let what = "the circle".to_owned();
        self.list.push(Entry { scope: Some(scope), what, ..Entry::new(diagnostic, About::Circle) });
    }

    /// The findings so far.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().map(|entry| &entry.diagnostic)
    }

    /// Hands the findings on: of those with one cause, the first that an execution meets.
    pub(crate) fn finish(mut self, scene: &Scene<'_>, diags: &mut Diagnostics) {
        // What levels hide stands for no other.
        self.list.retain(|entry| diags.severity(&entry.diagnostic).is_some());
        self.list.sort_by_key(|entry| {
            let order = entry.state.map_or(usize::MAX, |id| scene.order(id));
            (order, entry.rule().unwrap_or(usize::MAX), entry.about, entry.diagnostic.primary.span)
        });
        let mut heads = heads::of(&self.list);
        missed::join(scene, &self.list, &mut heads);
        past::join(&self.list, &mut heads);
        let mut groups: BTreeMap<usize, VecDeque<Entry>> = BTreeMap::new();
        for (at, (entry, head)) in self.list.into_iter().zip(heads).enumerate() {
            let group = groups.entry(head).or_default();
            if at == head { group.push_front(entry) } else { group.push_back(entry) }
        }
        for mut entries in groups.into_values() {
            // A warning does not stand for an error.
            entries.make_contiguous().sort_by_key(|entry| {
                let is_error = diags.severity(&entry.diagnostic) == Some(Severity::Error);
                // That a token is not handed out says less than what stands in its place.
                (!is_error, entry.diagnostic.code == codes::TOKEN_NOT_SENT)
            });
            let mut rest = entries.into_iter();
            if let Some(first) = rest.next() {
                let mut diagnostic = merge::merge(first, rest);
                diagnostic.help.truncate(HELPS);
                diags.supersede(diagnostic);
            }
        }
    }
}

impl Entry {
    fn new(diagnostic: Diagnostic, about: About) -> Self {
        Entry {
            diagnostic,
            state: None,
            scope: None,
            blame: Blame::default(),
            about,
            what: String::new(),
            misleads: None,
            past: Vec::new(),
        }
    }

    fn at(self, here: &Here<'_>) -> Self {
        Entry { state: Some(here.id), scope: Some(here.state.scope), ..self }
    }

    /// The path that brought what is at fault.
    fn path(&self) -> Option<Span> {
        let is_of_data = matches!(self.about, About::Data | About::Comparison);
        let is_unassigned = matches!(
            self.diagnostic.code,
            codes::VARIABLE_UNKNOWN | codes::VARIABLE_UNASSIGNED | codes::VARIABLE_MAYBE_UNASSIGNED
        );
        (is_of_data && !is_unassigned && self.state.is_some()).then_some(self.diagnostic.primary.span)
    }

    /// Whether it is about the token that a state waits for.
    fn is_of_token(&self) -> bool {
        self.blame.causes.iter().any(|cause| matches!(cause.place, Place::Token(_)))
    }

    /// Whether a Choice took what is at fault, or a variable brought it: other states in between need not have it.
    fn is_far(&self) -> bool {
        self.blame.causes.iter().any(|cause| matches!(cause.place, Place::Taken(..) | Place::Assign(..)))
    }

    /// The way out of a Choice that took what is at fault, and those that have what is missing.
    fn taken(&self) -> Option<(StateId, Via, &[Via])> {
        let others = self.blame.others.as_slice();
        self.blame.causes.iter().filter(|_| !others.is_empty()).find_map(|cause| match cause.place {
            Place::Taken(choice, via) => Some((choice, via, others)),
            _ => None,
        })
    }

    /// The rule of a Choice that it is about.
    fn rule(&self) -> Option<usize> {
        self.misleads.as_ref()?.rule
    }

    /// Whether it is about the rules of a Choice.
    fn is_of_rules(&self) -> bool {
        matches!(self.about, About::Comparison | About::Rule | About::Rest)
    }
}
