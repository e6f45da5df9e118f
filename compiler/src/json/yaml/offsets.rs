//! Byte offsets for the character counts of the parser.

/// Where the characters of a text begin.
pub(super) struct Offsets {
    /// The byte offset of each character; none if the text is ASCII and they are the same.
    list: Option<Vec<u32>>,
    len: usize,
}

impl Offsets {
    pub(super) fn of(text: &str) -> Self {
        let list = (!text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect());
        Offsets { list, len: text.len() }
    }

    /// The byte offset of a character; the end of the text for what is behind it.
    pub(super) fn byte(&self, character: usize) -> usize {
        match &self.list {
            None => character.min(self.len),
            Some(list) => list.get(character).map_or(self.len, |at| *at as usize),
        }
    }
}
