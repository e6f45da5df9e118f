//! Which findings are one.

use std::collections::{HashMap, HashSet};

use super::{About, Entry};
use crate::{
    check::{
        blame::{Asked, Cause, Place, Want},
        flow::Via,
    },
    diag::{Diagnostic, Severity, codes::flow as codes},
    ir::StateId,
    source::Span,
};

/// How many findings about one Choice are asked whether they are behind another one.
const ASKED: usize = 64;

/// For each finding the first of those that it is one with. They are in the order in which an execution meets them.
pub(super) fn of(list: &[Entry]) -> Vec<usize> {
    let wide = Wide::new(list);
    let mut known = Known { list, ..Known::default() };
    for (at, entry) in list.iter().enumerate() {
        if entry.about == About::Unreachable {
            known.heads.push(not_led_to(list, &known.heads, entry).unwrap_or(at));
            continue;
        }
        let causes = wide.causes(entry);
        let head = known.head(entry, &causes).unwrap_or(at);
        known.add(at, entry, causes, head);
    }
    known.heads
}

/// Which causes are wider than what one finding tells of them.
struct Wide<'a> {
    /// The variables that are read where nothing has assigned them, or that were never begun.
    unassigned: HashSet<&'a Place>,
    /// Where something was lost outright.
    outright: HashSet<&'a Place>,
    /// For the way out of a Choice that took what is at fault, those that have what is missing, in their order.
    others: HashMap<(StateId, Via), &'a [Via]>,
}

impl<'a> Wide<'a> {
    fn new(list: &'a [Entry]) -> Self {
        let causes = || list.iter().flat_map(|entry| &entry.blame.causes);
        let outright = causes().filter(|cause| cause.lost.is_none()).map(|cause| &cause.place).collect();
        let taken = list.iter().filter_map(Entry::taken);
        let is_name = |cause: &Cause| matches!(cause.place, Place::Name(..));
        let unassigned = list.iter().filter(|entry| {
            entry.diagnostic.code == codes::VARIABLE_UNASSIGNED || entry.blame.causes.iter().all(is_name)
        });
        let names = unassigned.flat_map(|entry| &entry.blame.causes).map(|cause| &cause.place);
        Wide {
            unassigned: names.filter(|place| matches!(place, Place::Name(..))).collect(),
            outright,
            others: taken.map(|(choice, via, other)| ((choice, via), other)).collect(),
        }
    }

    /// The causes of a finding as they are told from others.
    fn causes(&self, entry: &Entry) -> Vec<Cause> {
        let all = &entry.blame.causes;
        // That a variable is not there on one way is about that way, unless it is nowhere, or no way is known.
        let is_told = |cause: &&Cause| {
            let is_known = all.iter().any(|cause| !matches!(cause.place, Place::Name(..)));
            let is_at_times = entry.diagnostic.code == codes::VARIABLE_MAYBE_UNASSIGNED && is_known;
            !(is_at_times && matches!(cause.place, Place::Name(..)) && !self.unassigned.contains(&cause.place))
        };
        // What a way does not bring the input does not have either: whoever lacks it lacks the same.
        let lost = all.iter().find_map(|cause| cause.lost.clone().filter(|_| matches!(cause.place, Place::Way(..))));
        let never = lost.filter(|_| past(entry).is_some());
        let never = never.map(|lost| Cause { place: Place::Input, lost: Some(lost), want: Want::There });
        all.iter().filter(is_told).map(|cause| self.cause(cause)).chain(never).collect()
    }

    /// A cause as it is told from others.
    fn cause(&self, cause: &Cause) -> Cause {
        match cause.place {
            // Of two ways out of a Choice each takes what the other should.
            Place::Taken(choice, via) if cause.lost.is_none() => {
                let of = |via| self.others.get(&(choice, via)).copied().unwrap_or_default();
                let back = of(via).iter().find(|other| of(**other).binary_search(&via).is_ok());
                Cause { place: Place::Taken(choice, back.map_or(via, |back| via.min(*back))), ..cause.clone() }
            }
            // A way that loses one thing outright is to blame for whatever it does not bring.
            Place::Way(..) if self.outright.contains(&cause.place) => {
                Cause { lost: None, want: Want::There, ..cause.clone() }
            }
            // Nor does it bring variables then, and what it writes is where it should not be.
            Place::Assign(id, via) | Place::Written(id, via) if self.outright.contains(&Place::Way(id, via)) => {
                Cause { place: Place::Way(id, via), lost: None, want: Want::There }
            }
            _ => cause.clone(),
        }
    }
}

/// What is known of the findings that were looked at.
#[derive(Default)]
struct Known<'a> {
    list: &'a [Entry],
    heads: Vec<usize>,
    by_cause: HashMap<Cause, usize>,
    by_path: HashMap<Span, usize>,
    /// Those about the rules of a Choice.
    by_choice: HashMap<StateId, Vec<usize>>,
}

impl Known<'_> {
    /// The first of those that a finding is one with, if there are any.
    fn head(&self, entry: &Entry, causes: &[Cause]) -> Option<usize> {
        let misled = || entry.blame.asked.iter().find_map(|asked| self.misled_by(entry, asked));
        let same_cause = || causes.iter().find_map(|cause| self.by_cause.get(cause)).copied();
        let same_path = || self.by_path.get(&entry.path()?).copied();
        misled().or_else(same_cause).or_else(same_path)
    }

    /// The finding about the rules of a Choice that keeps them from telling what another one is about.
    fn misled_by(&self, entry: &Entry, asked: &Asked) -> Option<usize> {
        let is_open = |diagnostic: &Diagnostic| diagnostic.code == codes::PATH_MAYBE_MISSING;
        let tells = |by: &&usize| {
            let Some(Entry { diagnostic, state, about, misleads: Some(misleads), .. }) = self.list.get(**by) else {
                return false;
            };
            let is_before = match *state == entry.state {
                // What may be missing is told apart where it is there: that more of it may be is another fault.
                true if entry.about == About::Comparison => {
                    asked.is_misled_by(&misleads.misled) && !(is_open(diagnostic) && is_open(&entry.diagnostic))
                }
                true => *about < entry.about,
                false => asked.is_misled_by(&misleads.misled),
            };
            is_before && misleads.tells.iter().any(|value| asked.is_told_by(value))
        };
        let by = self.by_choice.get(&asked.choice)?.iter().find(tells)?;
        self.heads.get(*by).copied()
    }

    fn add(&mut self, at: usize, entry: &Entry, causes: Vec<Cause>, head: usize) {
        for cause in causes {
            self.by_cause.entry(cause).or_insert(head);
        }
        if let Some(path) = entry.path() {
            self.by_path.entry(path).or_insert(head);
        }
        if let Some(state) = entry.state.filter(|_| entry.is_of_rules()) {
            let known = self.by_choice.entry(state).or_default();
            if known.len() < ASKED {
                known.push(at);
            }
        }
        self.heads.push(head);
    }
}

/// The state a way out of which comes without something.
pub(super) fn past(entry: &Entry) -> Option<StateId> {
    entry.blame.causes.iter().find_map(|cause| if let Place::Past(id, _) = cause.place { Some(id) } else { None })
}

/// The one finding about a way that a Choice does not have, where a state is that no transition leads to.
fn not_led_to(list: &[Entry], heads: &[usize], entry: &Entry) -> Option<usize> {
    let lacks_rule = |by: &Entry| match by.about {
        About::Rest => by.scope == entry.scope,
        About::Circle => by.scope == entry.scope && by.diagnostic.severity == Severity::Error,
        About::Comparison => by.scope == entry.scope && by.diagnostic.code == codes::PATH_MAYBE_MISSING,
        About::Data => by.blame.asked.iter().any(|asked| Some(asked.scope) == entry.scope),
        About::Rule | About::Unreachable => false,
    };
    let mut found = list.iter().zip(heads).filter(|(by, _)| lacks_rule(by)).map(|(_, head)| *head);
    let first = found.next()?;
    found.all(|head| head == first).then_some(first)
}
