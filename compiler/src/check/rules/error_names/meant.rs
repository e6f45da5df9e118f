//! Which known error a name stands for that is none, where others may raise any name.
//!
//! A name is a slip for what it is all but: the variant's name in Rust, the same words in another form, the last
//! part of the name alone or behind a prefix that is nearly the right one, or more than one letter off in a long
//! name. Each word has to be a word of the other one: `Stock.Unavailable` is none for `Stock.Available`.

use crate::{
    check::raised::Raised,
    diag::{is_alike, is_slip, letters_off, near},
    types::contract::ErrorSet,
};

/// How many letters the last part of a name has at least that tells by itself which error it is.
const TELLING: usize = 6;

/// What the last parts of names are anywhere.
const ANYWHERE: &[&str] = &[
    "Conflict",
    "Exception",
    "Expired",
    "Failed",
    "Failure",
    "Invalid",
    "NotFound",
    "Rejected",
    "Timeout",
    "TimedOut",
    "Unavailable",
    "Unknown",
];

/// How many letters of a name may be off, and how many it has at least for each of them.
const OFF: usize = 3;
const FOR_EACH: usize = 5;

/// A name with one letter off, or in another form: that it stands for another error is beyond doubt.
pub(super) fn plainly<'a>(name: &str, raised: &'a Raised<'_>) -> Option<&'a str> {
    let mut known = raised.names.iter().map(|known| &**known);
    known.find(|known| is_slip(name, known) || is_alike(name, known))
}

/// The known error that a name was most likely meant for.
pub(super) fn likely<'a>(name: &str, raised: &'a Raised<'_>) -> Option<&'a str> {
    let known = || raised.names.iter().map(|known| &**known);
    plainly(name, raised)
        .or_else(|| {
            raised.sets.iter().find_map(|(_, set)| of_variant(name, set)).filter(|own| raised.names.contains(*own))
        })
        .or_else(|| known().find(|known| is_part(name, known)))
        .or_else(|| known().find(|known| is_off(name, known)))
}

/// The error whose variant in Rust has that name, perhaps behind its type, or whose own stands behind its type.
fn of_variant<'a>(name: &str, set: &'a ErrorSet) -> Option<&'a str> {
    let ty = set.name.rsplit("::").next().unwrap_or_default();
    let bare = name.strip_prefix(ty).and_then(|rest| rest.strip_prefix("::").or_else(|| rest.strip_prefix('.')));
    let is_meant =
        |own: &str, variant: &str| name == variant || bare.is_some_and(|bare| bare == variant || bare == own);
    let mut variants = set.names.iter().zip(&set.variants);
    variants.find(|(own, variant)| is_meant(own, variant)).map(|(own, _)| own.as_str())
}

/// Whether a name is the last part of another one, alone or behind a prefix that is nearly the right one.
fn is_part(name: &str, known: &str) -> bool {
    let Some((prefix, last)) = known.rsplit_once('.') else { return false };
    let (own, end) = match name.rsplit_once('.') {
        Some((own, end)) => (Some(own), end),
        None => (None, name),
    };
    if !is_alike(end, last) || last.len() < TELLING || ANYWHERE.iter().any(|word| is_alike(word, last)) {
        return false;
    }
    own.is_none_or(|own| {
        let begins = |text: &str| text.chars().next().map(|first| first.to_ascii_lowercase());
        begins(own) == begins(prefix) && near(own, [prefix]).is_some()
    })
}

/// Whether each word of a long name is one of another name, but for two or three letters in all.
fn is_off(name: &str, known: &str) -> bool {
    fn digits(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(char::is_ascii_digit)
    }
    if name.chars().count().abs_diff(known.chars().count()) > OFF || !digits(name).eq(digits(known)) {
        return false;
    }
    let (words, meant) = (words(name), words(known));
    if words.len() != meant.len() {
        return false;
    }
    let off: Option<usize> = words.iter().zip(&meant).map(|(word, meant)| letters_off(word, meant)).sum();
    off.is_some_and(|off| (2..=OFF).contains(&off) && off * FOR_EACH <= known.chars().count())
}

/// The words of a name, in small letters: `Approval.NotGiven` has three.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_small = false;
    for c in name.chars() {
        if (!c.is_alphanumeric() || (is_small && c.is_uppercase())) && words.last().is_some_and(|word| !word.is_empty())
        {
            words.push(String::new());
        }
        is_small = c.is_lowercase() || c.is_ascii_digit();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
