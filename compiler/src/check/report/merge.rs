//! Makes one finding of several.

use super::{About, Entry};
use crate::diag::Diagnostic;

/// How many further places a note names.
const NAMED: usize = 5;

/// How a note about a further reason begins.
pub(crate) const ALSO: &str = "also, ";
/// What is said of two ways that should be each other.
const EXCHANGED: &str = "each of two ways takes what the other leads to";

/// The first of some findings, with notes about the others.
pub(super) fn merge(first: Entry, rest: impl Iterator<Item = Entry>) -> Diagnostic {
    let is_lost = |entry: &Entry| entry.blame.is_lost();
    let told = is_lost(&first);
    let (state, is_of_rules, path, taken) = (first.state, first.is_of_rules(), first.path(), first.taken());
    let mut first = first.diagnostic;
    let mut places: Vec<String> = Vec::new();
    let (mut mended, mut elsewhere) = (false, false);
    for entry in rest {
        // How to keep what is lost outright says more than how to do without a part of it.
        if !told && !mended && is_lost(&entry) {
            mended = true;
            first.help.clone_from(&entry.diagnostic.help);
        }
        let name = entry.diagnostic.primary.state.clone().unwrap_or_default();
        match entry.about {
            // What no rule takes says what the one at fault should have.
            About::Rest if is_of_rules && entry.state == state => {
                let label = entry.diagnostic.primary;
                first = first.cause(label.span, label.message, Some(&name));
                first.help.extend(entry.diagnostic.help);
                continue;
            }
            About::Unreachable => {
                first = first.note(format!("no transition leads to `{name}`"));
                continue;
            }
            _ => {}
        }
        // The same path, or the same token, in other words.
        if (path.is_some() && entry.path() == path) || (entry.state == state && entry.is_of_token()) {
            if entry.diagnostic.message != first.message {
                first = first.note(entry.diagnostic.message);
                first.help.extend(entry.diagnostic.help);
            }
            continue;
        }
        if let (Some((_, via, other)), Some((_, back, _))) = (taken, entry.taken())
            && other == back
            && via != back
            && !first.notes.iter().any(|note| note == EXCHANGED)
        {
            first = first.note(EXCHANGED);
            elsewhere = true;
            let label = entry.diagnostic.primary.clone();
            first = first.cause(label.span, label.message, Some(&name));
        }
        let label = &entry.diagnostic.primary;
        // What is of another kind, or may be far from here, is shown where it is.
        let is_of_note = entry.diagnostic.code != first.code || entry.is_far();
        if !elsewhere && entry.state != state && is_of_note && !label.message.is_empty() {
            elsewhere = true;
            first = first.cause(label.span, label.message.clone(), Some(&name));
        }
        // What else is wrong there has causes of its own.
        let others: Vec<&str> = entry.diagnostic.notes.iter().filter_map(|note| note.strip_prefix(ALSO)).collect();
        if !others.is_empty() {
            first = first.note(format!("in `{name}`, {}", others.join(", and ")));
        }
        let place = format!("{} in `{name}`", entry.what);
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
