//! Gathers findings, and makes one of those that one cause has.

use std::collections::HashMap;

use crate::{
    check::{
        flow::{Facts, Via},
        scene::Here,
    },
    diag::{Diagnostic, Diagnostics},
    ir::StateId,
};

/// How many things to do a finding with several places names.
const HELPS: usize = 2;

/// How many further places a note names.
const NAMED: usize = 5;

/// What findings have in common if they are one: the way that lost the data, and what of it if only a part
/// was lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cause {
    /// The state that caused it.
    pub state: StateId,
    /// The way out of it.
    pub via: Via,
    /// What was lost there; `None` if whatever was lost there is one fault.
    pub lost: Option<String>,
}

/// The findings of a run.
#[derive(Default)]
pub(crate) struct Report {
    list: Vec<Entry>,
}

struct Entry {
    diagnostic: Diagnostic,
    state: Option<StateId>,
    cause: Option<Cause>,
    what: String,
}

impl Report {
    /// A finding of its own.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(Entry { diagnostic, state: None, cause: None, what: String::new() });
    }

    /// A finding in a state that something before it caused; `what` is what is read there.
    pub(crate) fn caused(&mut self, here: &Here<'_>, diagnostic: Diagnostic, cause: Option<Cause>, what: &str) {
        self.list.push(Entry { diagnostic, state: Some(here.id), cause, what: what.to_owned() });
    }

    /// The findings so far.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().map(|entry| &entry.diagnostic)
    }

    /// Hands the findings on: of those with one cause, the first that an execution meets.
    pub(crate) fn finish(self, facts: &Facts, diags: &mut Diagnostics) {
        let mut groups: HashMap<Cause, Vec<Entry>> = HashMap::new();
        for entry in self.list {
            match entry.cause.clone() {
                None => diags.supersede(entry.diagnostic),
                Some(cause) => groups.entry(cause).or_default().push(entry),
            }
        }
        // A way that loses one thing outright is to blame for whatever it does not bring.
        let partial: Vec<Cause> = groups.keys().filter(|cause| cause.lost.is_some()).cloned().collect();
        for cause in partial {
            let whole = Cause { lost: None, ..cause.clone() };
            if groups.contains_key(&whole) {
                let entries = groups.remove(&cause).unwrap_or_default();
                groups.entry(whole).or_default().extend(entries);
            }
        }
        let order = |entry: &Entry| entry.state.and_then(|id| facts.order.get(id.0 as usize)).copied();
        let mut merged: Vec<_> = groups
            .into_values()
            .filter_map(|mut entries| {
                entries.sort_by_key(|entry| (order(entry), entry.diagnostic.primary.span));
                let mut rest = entries.into_iter();
                let first = rest.next()?;
                Some((order(&first), merge(first, rest)))
            })
            .collect();
        merged.sort_by(|(a, x), (b, y)| (a, x.primary.span, &x.message).cmp(&(b, y.primary.span, &y.message)));
        for (_, mut diagnostic) in merged {
            diagnostic.help.truncate(HELPS);
            diags.push(diagnostic);
        }
    }
}

fn merge(first: Entry, rest: impl Iterator<Item = Entry>) -> Diagnostic {
    let is_lost = |entry: &Entry| entry.cause.as_ref().is_some_and(|cause| cause.lost.is_none());
    let told = is_lost(&first);
    let mut first = first.diagnostic;
    let mut places: Vec<String> = Vec::new();
    let mut mended = false;
    for entry in rest {
        // How to keep what is lost outright says more than how to do without a part of it.
        if !told && !mended && is_lost(&entry) {
            mended = true;
            first.help.clone_from(&entry.diagnostic.help);
        }
        let state = entry.diagnostic.primary.state.unwrap_or_default();
        let place = format!("{} in `{state}`", entry.what);
        let same = entry.diagnostic.message == first.message && entry.diagnostic.primary.span == first.primary.span;
        if !same && !places.contains(&place) {
            places.push(place);
        }
    }
    match places.len() {
        0 => first,
        all => {
            let more = if all > NAMED { format!(" and {} more", all - NAMED) } else { String::new() };
            places.truncate(NAMED);
            first.note(format!("the same cause spoils {}{more}", places.join(", ")))
        }
    }
}
