//! Where a value begins and ends in the text, of which the parser gives the place of its properties, or of what follows.

use crate::json::places::Places;

/// Where a value begins behind its tag, its anchor and comments.
pub(super) fn behind_properties(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..end).unwrap_or_default();
        if rest.starts_with(['!', '&']) {
            at += rest.find(char::is_whitespace).unwrap_or(rest.len());
        } else if rest.starts_with('#') {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with(char::is_whitespace) {
            at += rest.len() - rest.trim_start().len();
        } else {
            return at;
        }
    }
}

/// Where the content of a block begins whose `|` or `>` stands at `start`: at the first character of its first line
/// that is not empty.
pub(super) fn block(text: &str, start: usize, end: usize) -> usize {
    let header = text.get(start..end).and_then(|rest| rest.find('\n'));
    let Some(line) = header.map(|length| start + length + 1) else { return start };
    let rest = text.get(line..end).unwrap_or_default();
    line + rest.len() - rest.trim_start_matches([' ', '\r', '\n']).len()
}

/// How long the content of a block that begins at `start` is: without the empty lines behind it, but with the blanks that
/// its value ends with.
pub(super) fn content(raw: &str, value: &str, start: usize, places: &Places) -> usize {
    let last = u32::try_from(value.trim_end_matches('\n').len()).ok().filter(|last| *last > 0);
    let last = last.and_then(|last| places.part(last - 1, last)).and_then(|(_, end)| usize::try_from(end).ok());
    let blank = raw.trim_end_matches(['\n', '\r', ' ']).len();
    last.and_then(|end| end.checked_sub(start)).map_or(blank, |content| content.clamp(blank, raw.len().max(blank)))
}

/// The tag among the properties that begin at `start`: up to the next blank.
pub(super) fn tag(text: &str, start: usize, end: usize) -> (usize, usize) {
    let tag = start + text.get(start..end).and_then(|text| text.find('!')).unwrap_or_default();
    let length = text.get(tag..end).and_then(|rest| rest.find(char::is_whitespace));
    (tag, length.map_or(end, |length| tag + length))
}

/// The dash of the first item: of a sequence that is indented no more than its key, the parser gives the place
/// behind it.
pub(super) fn dash(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let is_dash =
        rest.starts_with('-') && rest.get(1..).is_none_or(|r| r.is_empty() || r.starts_with(char::is_whitespace));
    let before = text.get(..start).unwrap_or_default().trim_end();
    if !is_dash && before.ends_with('-') { before.len() - 1 } else { start }
}
