//! Text of the definition in comments.

use crate::{
    direction,
    ir::{Machine, StateId},
};

/// Names for people: `A`, `A and B`, `A, B and 3 more`; `None` if there are none.
pub(super) fn list(names: &[String], most: usize) -> Option<String> {
    let mut shown: Vec<String> = Vec::new();
    for name in names {
        if !shown.contains(name) {
            shown.push(name.clone());
        }
    }
    let more = shown.len().saturating_sub(most);
    shown.truncate(most);
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    let last = shown.pop()?;
    Some(if shown.is_empty() { last } else { format!("{} and {last}", shown.join(", ")) })
}

/// The names of states, each between backticks.
pub(super) fn states<'a>(machine: &Machine, ids: impl IntoIterator<Item = &'a StateId>) -> Vec<String> {
    let states = ids.into_iter().filter_map(|id| machine.state(*id));
    states.map(|state| format!("`{}`", code(&state.name))).collect()
}

/// Text as it may stand between backticks in a comment: on one line, without what turns the direction.
pub(super) fn code(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let is_bare = c.is_control() || c.is_whitespace() || direction::turns(c);
        match c {
            '`' => out.push('\''),
            _ if is_bare && out.ends_with(' ') => {}
            _ if is_bare => out.push(' '),
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_short() {
        let list = |names: &[&str]| super::list(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), 2);
        assert_eq!(list(&[]), None);
        assert_eq!(list(&["a", "a"]).as_deref(), Some("a"));
        assert_eq!(list(&["a", "b"]).as_deref(), Some("a and b"));
        assert_eq!(list(&["a", "b", "c", "d"]).as_deref(), Some("a, b and 2 more"));
    }

    #[test]
    fn names_stay_on_their_line() {
        assert_eq!(super::code("a`b\n\u{202e}*/ c "), "a'b */ c");
    }
}
