//! Which characters change the direction of the text around them: names must not rearrange what stands beside them.

/// Whether a character changes the direction in which text is shown. rustc refuses such in comments.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}
