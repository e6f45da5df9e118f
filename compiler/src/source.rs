//! Where text came from: files and macro tokens, and the spans that point into them.

use std::io;

use proc_macro2::Span as TokenSpan;

/// Names one source of a compilation: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A place in a source.
///
/// In a text, `start..end` are byte offsets. In macro input they are indices into the list of token
/// spans that the source remembers (one token: `end == start + 1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source it points into.
    pub source: SourceId,
    /// First byte, or first token.
    pub start: u32,
    /// One past the last byte, or token.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; `self` if they stand in different sources.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One source: a file's text, or the tokens of a macro call.
#[derive(Debug)]
pub enum Source {
    /// Text of a file.
    Text {
        /// The name that diagnostics show: usually the path as the user wrote it.
        name: String,
        /// The whole text.
        text: String,
    },
    /// Tokens of a macro call; diagnostics go back to rustc with these spans.
    Tokens {
        /// One entry for each token that a [`Span`] can point to.
        spans: Vec<TokenSpan>,
    },
}

/// A line and column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The text of a file that a front has read, or why there is none, as people read it.
///
/// # Errors
/// It could not be read, or is not UTF-8.
pub fn text_of(file: io::Result<Vec<u8>>) -> Result<String, String> {
    let bytes = file.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    })?;
    // With its mark, or, as no text in UTF-8 begins, with every second byte zero.
    let begins_in_utf_16 = matches!(
        bytes.as_slice(),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=255, 0, 1..=255, ..] | [1..=255, 0, 1..=255, 0, ..]
    );
    if begins_in_utf_16 {
        return Err("it is UTF-16: save it as UTF-8".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        format!("it is not UTF-8: line {line}, byte {at}")
    })
}

/// All sources of a compilation.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
    /// Where the lines and columns of each source are; nothing of tokens.
    columns: Vec<Columns>,
}

/// What is counted once of a text, so that columns of long lines are quickly found.
#[derive(Debug, Default)]
struct Columns {
    /// Where its lines begin.
    lines: Vec<usize>,
    /// What stands before each block.
    blocks: Vec<Width>,
}

/// How wide a stretch of text is.
#[derive(Clone, Copy, Debug, Default)]
struct Width {
    characters: usize,
    /// Those that are two code units in UTF-16.
    pairs: usize,
}

/// How many bytes a block has.
const BLOCK: usize = 256;

impl Sources {
    /// No sources yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the text of a file, under the name that diagnostics show.
    pub fn add_text(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(Source::Text { name: name.into(), text: text.into() })
    }

    /// Adds a source of macro tokens; [`Sources::token`] fills it.
    pub fn add_tokens(&mut self) -> SourceId {
        self.push(Source::Tokens { spans: Vec::new() })
    }

    /// Remembers a token's span in a token source. In a text source (or an unknown one) this is an
    /// empty span at its beginning.
    pub fn token(&mut self, source: SourceId, span: TokenSpan) -> Span {
        match self.list.get_mut(source.0 as usize) {
            Some(Source::Tokens { spans }) => {
                let start = u32::try_from(spans.len()).unwrap_or(u32::MAX);
                spans.push(span);
                Span { source, start, end: start.saturating_add(1) }
            }
            _ => Span { source, start: 0, end: 0 },
        }
    }

    fn push(&mut self, source: Source) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.columns.push(match &source {
            Source::Text { text, .. } => Columns::of(text),
            Source::Tokens { .. } => Columns::default(),
        });
        self.list.push(source);
        id
    }

    /// The source behind an id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.0 as usize)
    }

    /// The name of a text source.
    #[must_use]
    pub fn name(&self, id: SourceId) -> Option<&str> {
        match self.get(id)? {
            Source::Text { name, .. } => Some(name),
            Source::Tokens { .. } => None,
        }
    }

    /// The text of a text source.
    #[must_use]
    pub fn text(&self, id: SourceId) -> Option<&str> {
        match self.get(id)? {
            Source::Text { text, .. } => Some(text),
            Source::Tokens { .. } => None,
        }
    }

    /// The token spans under a span of a token source: the first and the last.
    #[must_use]
    pub fn tokens(&self, span: Span) -> Option<(TokenSpan, TokenSpan)> {
        match self.get(span.source)? {
            Source::Tokens { spans } => {
                let first = spans.get(span.start as usize)?;
                let last = spans.get(span.end.saturating_sub(1).max(span.start) as usize).unwrap_or(first);
                Some((*first, *last))
            }
            Source::Text { .. } => None,
        }
    }

    /// Line and column of the first and one past the last character of a span in a text.
    #[must_use]
    pub fn positions(&self, span: Span) -> Option<(Position, Position)> {
        self.positions_by(span, |width| width.characters)
    }

    /// The same with columns that count UTF-16 code units, as editors and SARIF do.
    #[must_use]
    pub fn utf16_positions(&self, span: Span) -> Option<(Position, Position)> {
        self.positions_by(span, |width| width.characters + width.pairs)
    }

    fn positions_by(&self, span: Span, count: fn(Width) -> usize) -> Option<(Position, Position)> {
        let text = self.text(span.source)?;
        let columns = self.columns.get(span.source.0 as usize)?;
        let position = |offset: u32| columns.position(text, offset as usize, count);
        Some((position(span.start), position(span.end)))
    }
}

impl Columns {
    fn of(text: &str) -> Columns {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 2);
        let mut before = Width::default();
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(before);
            before = before.and(Width::of(block));
        }
        // The end of a text that fills its last block stands behind it.
        blocks.push(before);
        Columns { lines: std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect(), blocks }
    }

    /// The position of a byte offset; an offset past the end, or inside a character, is moved back.
    fn position(&self, text: &str, offset: usize, count: fn(Width) -> usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = count(self.before(text, offset)) - count(self.before(text, start)) + 1;
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// What stands before an offset.
    fn before(&self, text: &str, offset: usize) -> Width {
        let block = offset / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.blocks.get(block).copied().unwrap_or_default().and(Width::of(rest))
    }
}

impl Width {
    fn of(bytes: &[u8]) -> Width {
        Width {
            characters: bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count(),
            pairs: bytes.iter().filter(|byte| **byte >= 0xF0).count(),
        }
    }

    fn and(self, other: Width) -> Width {
        Width { characters: self.characters + other.characters, pairs: self.pairs + other.pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_says_where() {
        assert_eq!(text_of(Ok(b"a\nb\xff".to_vec())), Err("it is not UTF-8: line 2, byte 3".to_owned()));
        assert_eq!(text_of(Ok(b"\xff\xfea\0".to_vec())), Err("it is UTF-16: save it as UTF-8".to_owned()));
        assert_eq!(text_of(Err(io::ErrorKind::NotFound.into())), Err("no such file".to_owned()));
    }

    #[test]
    fn positions_count_characters() {
        let mut sources = Sources::new();
        let id = sources.add_text("a.json", "{\n  \"é\": 1\n}");
        let (start, end) = sources.positions(Span { source: id, start: 4, end: 8 }).unwrap();
        assert_eq!((start.line, start.column, end.line, end.column), (2, 3, 2, 6));
    }

    #[test]
    fn columns_in_utf16_code_units() {
        let line = format!("é😀{}", "a😀".repeat(BLOCK));
        let text = format!("😀\n{line}");
        let mut sources = Sources::new();
        let source = sources.add_text("a", text.clone());
        for (at, _) in text.char_indices().skip(2).step_by(37).chain([(text.len(), ' ')]) {
            let offset = u32::try_from(at).unwrap();
            let found = sources.utf16_positions(Span { source, start: offset, end: offset }).unwrap().0;
            assert_eq!((found.line, found.column as usize), (2, text[5..at].encode_utf16().count() + 1), "{at}");
        }
        let plain = sources.add_text("b", "ab");
        let (start, end) = sources.utf16_positions(Span { source: plain, start: 1, end: 9 }).unwrap();
        assert_eq!((start.column, end.column), (2, 3));
    }

    #[test]
    fn every_offset_has_its_line() {
        let mut sources = Sources::new();
        sources.add_tokens();
        let source = sources.add_text("a", "a\n\nb\r\nc\n");
        let found: Vec<_> = (0..=8)
            .map(|at| sources.positions(Span { source, start: at, end: at }).unwrap().0)
            .map(|p| (p.line, p.column))
            .collect();
        assert_eq!(found, [(1, 1), (1, 2), (2, 1), (3, 1), (3, 2), (3, 3), (4, 1), (4, 2), (5, 1)]);
    }

    #[test]
    fn long_lines_are_counted_block_by_block() {
        let text = format!("{}\n{}", "é".repeat(3 * BLOCK), "aé".repeat(BLOCK));
        let mut sources = Sources::new();
        let source = sources.add_text("a", text.clone());
        for (at, _) in text.char_indices().step_by(511).chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            let offset = u32::try_from(at).unwrap();
            let found = sources.positions(Span { source, start: offset, end: offset }).unwrap().0;
            assert_eq!(found.column as usize, column, "{at}");
        }
    }

    #[test]
    fn offsets_past_the_end_stay_inside() {
        let mut sources = Sources::new();
        let id = sources.add_text("a", "é");
        let (start, end) = sources.positions(Span { source: id, start: 1, end: 99 }).unwrap();
        assert_eq!((start.column, end.column), (1, 2));
    }
}
