//! Makes one finding of several.

use super::{About, Entry};
use crate::{
    check::flow::Via,
    diag::{Diagnostic, Label},
    ir::StateId,
    source::Span,
};

/// How many further places a note names.
const NAMED: usize = 5;

/// How a note about a further reason begins.
pub(crate) const ALSO: &str = "also, ";
/// What is said of two ways that should be each other.
const EXCHANGED: &str = "each of two ways takes what the other leads to";

/// The first of some findings, with notes about the others.
pub(super) fn merge(first: Entry, rest: impl Iterator<Item = Entry>) -> Diagnostic {
    let mut merged = Merged::new(first);
    rest.for_each(|entry| merged.add(entry));
    merged.finish()
}

/// The first of some findings, and what the others have added so far.
struct Merged {
    diagnostic: Diagnostic,
    state: Option<StateId>,
    is_of_rules: bool,
    path: Option<Span>,
    /// The way out of a Choice that took what is at fault, and those that have what is missing.
    taken: Option<(StateId, Via, Vec<Via>)>,
    /// Whether it says how to keep what is lost outright.
    is_mended: bool,
    /// Whether the place of another one is shown.
    is_elsewhere: bool,
    /// What else is spoilt.
    places: Vec<String>,
}

impl Merged {
    fn new(first: Entry) -> Self {
        Merged {
            state: first.state,
            is_of_rules: first.is_of_rules(),
            path: first.path(),
            taken: first.taken().map(|(choice, via, others)| (choice, via, others.to_vec())),
            is_mended: first.blame.is_lost(),
            is_elsewhere: false,
            places: Vec::new(),
            diagnostic: first.diagnostic,
        }
    }

    fn add(&mut self, entry: Entry) {
        // How to keep what is lost outright says more than how to do without a part of it.
        if !self.is_mended && entry.blame.is_lost() {
            self.is_mended = true;
            let own = std::mem::replace(&mut self.diagnostic.help, entry.diagnostic.help.clone());
            // What keeps the input brings no variable.
            if self.path.is_none() {
                self.diagnostic.help.extend(own);
            }
        }
        let is_here = entry.state == self.state;
        match entry.about {
            // What no rule takes says what the one at fault should have.
            About::Rest if self.is_of_rules && is_here => {
                self.show(&entry.diagnostic.primary);
                self.diagnostic.help.extend(entry.diagnostic.help);
            }
            About::Unreachable => {
                self.note(format!("no transition leads to `{}`", name(&entry)));
                // A Choice that lacks the way is itself the state to mend.
                if !self.is_of_rules {
                    self.diagnostic.labels.extend(entry.diagnostic.labels);
                }
            }
            // The same path, or the same token, in other words.
            _ if (self.path.is_some() && entry.path() == self.path) || (is_here && entry.is_of_token()) => {
                if entry.diagnostic.message != self.diagnostic.message {
                    self.note(entry.diagnostic.message);
                    self.diagnostic.help.extend(entry.diagnostic.help);
                }
            }
            _ => self.add_place(&entry),
        }
    }

    /// Adds one that is read elsewhere, or that something else is read for.
    fn add_place(&mut self, entry: &Entry) {
        let label = &entry.diagnostic.primary;
        if self.is_exchanged_with(entry) && !self.diagnostic.notes.iter().any(|note| note == EXCHANGED) {
            self.note(EXCHANGED.to_owned());
            self.is_elsewhere = true;
            self.show(label);
        }
        // What is of another kind, or may be far from here, is shown where it is.
        let is_of_note = entry.diagnostic.code != self.diagnostic.code || entry.is_far();
        if !self.is_elsewhere && entry.state != self.state && is_of_note && !label.message.is_empty() {
            self.is_elsewhere = true;
            self.show(label);
        }
        // What else is wrong there has causes of its own.
        let others: Vec<&str> = entry.diagnostic.notes.iter().filter_map(|note| note.strip_prefix(ALSO)).collect();
        if !others.is_empty() {
            self.note(format!("in `{}`, {}", name(entry), others.join(", and ")));
        }
        let place = format!("{} in `{}`", entry.what, name(entry));
        let is_same = entry.diagnostic.message == self.diagnostic.message && label.span == self.diagnostic.primary.span;
        if !is_same && !self.places.contains(&place) {
            self.places.push(place);
        }
    }

    /// Whether of two ways out of a Choice each took what the other should.
    fn is_exchanged_with(&self, entry: &Entry) -> bool {
        let (Some((choice, via, others)), Some((by, back, of_back))) = (&self.taken, entry.taken()) else {
            return false;
        };
        *choice == by && others.contains(&back) && of_back.contains(via)
    }

    /// Shows the place of another one.
    fn show(&mut self, label: &Label) {
        self.diagnostic.labels.push(label.clone());
    }

    fn note(&mut self, note: String) {
        self.diagnostic.notes.push(note);
    }

    fn finish(mut self) -> Diagnostic {
        let count = self.places.len();
        if count > 0 {
            let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
            self.places.truncate(NAMED);
            self.note(format!("the same cause spoils {}{more}", self.places.join(", ")));
        }
        self.diagnostic
    }
}

/// The state of a finding.
fn name(entry: &Entry) -> &str {
    entry.diagnostic.primary.state.as_deref().unwrap_or_default()
}
