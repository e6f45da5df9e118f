//! Where the parts of a scalar stand: its source is read once more, and has to come to the same string.

use saphyr_parser::ScalarStyle;

use crate::json::places::{Mapper, Places};

/// The places of a scalar of which `source[start..end]` is the text, quotes included.
pub(super) fn of(source: &str, (start, end): (usize, usize), style: ScalarStyle, value: &str) -> Places {
    let found = match style {
        ScalarStyle::Plain => flow(source, (start, end), style, value),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            flow(source, (start + 1, end.saturating_sub(1).max(start + 1)), style, value)
        }
        ScalarStyle::Literal | ScalarStyle::Folded => block(source, (start, end), style, value),
    };
    found.unwrap_or(Places::Whole)
}

/// Follows the string while its source is read.
struct Follower<'a> {
    source: &'a str,
    value: &'a str,
    done: usize,
    mapper: Mapper,
}

impl Follower<'_> {
    /// The next character of the string is this one of the source. `None` if it is not.
    fn copied(&mut self, at: usize, c: char) -> Option<()> {
        self.value.get(self.done..)?.starts_with(c).then_some(())?;
        self.mapper.copied(at, c.len_utf8());
        self.done += c.len_utf8();
        Some(())
    }

    /// The next bytes of the string are these, written as `start..end`.
    fn written(&mut self, (start, end): (usize, usize), text: &str) -> Option<()> {
        self.value.get(self.done..)?.starts_with(text).then_some(())?;
        if !text.is_empty() {
            self.mapper.written((start, end), text.len());
        }
        self.done += text.len();
        Some(())
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.source.get(at..)?.chars().next()
    }

    fn is_done(&self) -> bool {
        self.done == self.value.len()
    }
}

/// The length of the line break that begins here.
fn line_break(source: &str, at: usize) -> Option<usize> {
    let rest = source.get(at..)?;
    if rest.starts_with("\r\n") {
        return Some(2);
    }
    rest.starts_with(['\n', '\r']).then_some(1)
}

fn blanks(source: &str, at: usize) -> usize {
    let rest = source.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

fn flow(source: &str, (start, end): (usize, usize), style: ScalarStyle, value: &str) -> Option<Places> {
    let source = source.get(..end)?;
    let mut out = Follower { source, value, done: 0, mapper: Mapper::default() };
    let mut at = start;
    while at < end {
        let c = out.peek(at)?;
        let after = blanks(source, at);
        if line_break(source, after).is_some() {
            at = fold(&mut out, at, after, 0)?;
        } else if c == '\'' && style == ScalarStyle::SingleQuoted {
            out.written((at, at + 2), "'")?;
            at += 2;
        } else if c == '\\' && style == ScalarStyle::DoubleQuoted {
            if line_break(source, at + 1).is_some() {
                at = fold(&mut out, at, at + 1, 1)?;
            } else {
                let end = at + escape(out.peek(at + 1)?);
                let meant = out.value.get(out.done..)?.chars().next()?;
                source.get(at..end)?;
                out.written((at, end), meant.encode_utf8(&mut [0; 4]))?;
                at = end;
            }
        } else {
            out.copied(at, c)?;
            at += c.len_utf8();
        }
    }
    out.is_done().then(|| out.mapper.finish(start))
}

/// Line breaks from `at` on, the first of them at `first`: one is a blank, or nothing if it is escaped; of several,
/// all but the first are kept. Gives where the next line begins.
fn fold(out: &mut Follower<'_>, at: usize, first: usize, escaped: usize) -> Option<usize> {
    let (mut next, mut count) = (first, 0);
    while let Some(length) = line_break(out.source, next) {
        count += 1;
        next = blanks(out.source, next + length);
    }
    let text = match (count, escaped) {
        (1, 0) => " ".to_owned(),
        _ => "\n".repeat(count - 1),
    };
    out.written((at, next), &text)?;
    Some(next)
}

/// How many bytes an escape has, by the character behind its backslash.
fn escape(c: char) -> usize {
    match c {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        c => 1 + c.len_utf8(),
    }
}

fn block(source: &str, (start, end): (usize, usize), style: ScalarStyle, value: &str) -> Option<Places> {
    let source = source.get(..end)?;
    let line = source.get(..start)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let indent = source.get(line..start)?;
    indent.bytes().all(|b| b == b' ').then_some(())?;
    let mut out = Follower { source, value, done: 0, mapper: Mapper::default() };
    // Empty lines before the first one stand before its place.
    let leading = value.len() - value.trim_start_matches('\n').len();
    out.written((start, start), value.get(..leading)?)?;
    let mut at = start;
    while at < end && !out.is_done() {
        while let Some(c) = out.peek(at).filter(|_| line_break(source, at).is_none()) {
            out.copied(at, c)?;
            at += c.len_utf8();
        }
        // The line break, and the empty lines behind it.
        let (first, mut breaks) = (at, Vec::new());
        while let Some(length) = line_break(source, at) {
            at += length;
            breaks.push(at);
            let rest = source.get(at..)?;
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            if spaces >= indent.len() {
                at += indent.len();
            } else if line_break(source, at + spaces).is_some() || at + spaces == end {
                at += spaces;
            }
        }
        match style {
            ScalarStyle::Folded => {
                let rest = out.value.get(out.done..)?;
                let kept = rest.len() - rest.trim_start_matches('\n').len();
                if rest.starts_with(' ') && breaks.len() == 1 {
                    out.written((first, at), " ")?;
                } else {
                    out.written((first, at), &"\n".repeat(kept))?;
                }
            }
            _ => {
                let mut from = first;
                for (index, to) in breaks.iter().enumerate() {
                    if out.is_done() {
                        break;
                    }
                    let to = if index + 1 == breaks.len() { at } else { *to };
                    out.written((from, to), "\n")?;
                    from = to;
                }
            }
        }
    }
    // The parser ends the last line where the file does not.
    if out.value.get(out.done..) == Some("\n") {
        out.written((end, end), "\n")?;
    }
    out.is_done().then(|| out.mapper.finish(start))
}
