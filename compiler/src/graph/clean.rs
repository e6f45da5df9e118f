//! Text of a definition as a picture may show it: on one line, and without characters that change what stands
//! around it.

use crate::direction::turns;

/// The text on one line. Control characters become their visible symbols; what turns the direction of text, and
/// what XML cannot hold, becomes the replacement character.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            c if c.is_control() || turns(c) || is_noncharacter(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The first characters of a text, and `…` if it has more than `most`.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(most.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end_matches(|c: char| c.is_whitespace() || joins(c)))
        }
    }
}

/// Whether a character belongs to the one after it: what is cut behind it would look broken.
pub(super) fn joins(c: char) -> bool {
    c == '\u{200d}'
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Text for XML, in elements and in attributes.
#[cfg(feature = "svg")]
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text for an attribute that programs look for: to the letter, but for what XML cannot hold at all.
#[cfg(feature = "svg")]
pub(super) fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            c if c.is_control() || is_noncharacter(c) => out.push('\u{fffd}'),
            // rustc refuses these in literals: written so that only XML sees them.
            c if turns(c) => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_its_surroundings_is_made_visible() {
        assert_eq!(clean("a\r\n\tb\u{1b}[31m\u{202e}c\u{0}\u{ffff}\u{9b}"), "a b␛[31m\u{fffd}c␀\u{fffd}\u{fffd}");
        assert_eq!(clean("注文 🙂 שלום"), "注文 🙂 שלום");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(cut("注文注文", 4), "注文注文");
        assert_eq!(cut("注文注文", 3), "注文…");
        assert_eq!(cut("ab\u{200d}cd", 4), "ab…");
    }
}
