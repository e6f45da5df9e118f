//! How much room text takes. The font is not known, so letters count as wide as in the wider of the usual ones.

use unicode_width::UnicodeWidthChar as _;

use super::{Rect, TITLE};
use crate::graph::{
    Graph, Node, NodeId,
    clean::{clean, joins},
};

/// The size of the font of names.
pub(crate) const NAME: f64 = 13.0;
/// The size of the font of everything else.
pub(crate) const SMALL: f64 = 11.0;
/// Where text begins in a box, behind the icon.
pub(crate) const TEXT: f64 = 44.0;
/// The room behind the text.
const RIGHT: f64 = 14.0;
/// The room of the mark of a retried state.
const RETRY: f64 = 22.0;
/// The widest text in a box.
const WIDEST: f64 = 220.0;
/// The same in a title: what is below it is wide anyhow.
const WIDEST_TITLE: f64 = 280.0;
const NARROWEST: f64 = 132.0;
/// The height of a line of a name.
pub(crate) const LINE: f64 = 17.0;

/// The width of a text in a font of a size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| em(c) * size).sum()
}

/// The width of a character, in the size of its font.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | ' ' | '"' | '-' | '·' => 0.45,
        'm' | 'M' | 'W' | '@' | '%' | '…' => 1.1,
        'w' => 0.94,
        'a'..='z' | '0'..='9' | '$' | '_' => 0.63,
        c if c.is_ascii() => 0.76,
        c => match c.width() {
            // A mark above a letter takes no room of its own; whoever stacks many must be cut all the same.
            Some(0) | None => 0.2,
            Some(1) => 0.76,
            Some(_) => 1.1,
        },
    }
}

/// The text, cut with `…` if it is wider than there is room for.
pub(crate) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - em('…') * size;
    let mut out = String::new();
    for c in text.chars() {
        left -= em(c) * size;
        if left < 0.0 {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end_matches(|c: char| c.is_whitespace() || joins(c)).len());
    out.push('…');
    out
}

/// The text, cut in its middle if it is wider than there is room for: what a rule is about often stands at its end.
pub(super) fn fit_middle(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - em('…') * size;
    let take = |chars: &mut dyn Iterator<Item = char>, mut left: f64| {
        let mut taken = Vec::new();
        for c in chars {
            left -= em(c) * size;
            if left < 0.0 {
                break;
            }
            taken.push(c);
        }
        taken
    };
    let head = take(&mut text.chars(), room * 0.4);
    let mut tail = take(&mut text.chars().rev(), room * 0.6);
    // A mark without its letter would stand on the dots.
    while tail.last().is_some_and(|c| joins(*c) || c.width() == Some(0)) {
        tail.pop();
    }
    let head: String = head.into_iter().collect();
    let tail: String = tail.into_iter().rev().collect();
    format!("{}…{}", head.trim_end_matches(|c: char| c.is_whitespace() || joins(c)), tail.trim_start())
}

/// The text in two lines at most.
fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    if width(text, size) <= room {
        return vec![text.to_owned()];
    }
    let (first, rest) = broken(text, size, room);
    vec![first.to_owned(), fit(rest, size, room)]
}

/// The same, cut in its middle.
pub(super) fn wrap_middle(text: &str, size: f64, room: f64) -> Vec<String> {
    if width(text, size) <= room {
        return vec![text.to_owned()];
    }
    let (first, rest) = broken(text, size, room);
    vec![first.to_owned(), fit_middle(rest, size, room)]
}

/// The first line of a text that is wider than there is room for, and what is behind it.
fn broken(text: &str, size: f64, room: f64) -> (&str, &str) {
    let (mut used, mut hard, mut soft) = (0.0, 0, None);
    let mut before = None;
    for (at, c) in text.char_indices() {
        // A name in one word is broken where its next word begins: after `-` or `_`, before a capital letter.
        let begins_word = matches!(before, Some('-' | '_' | '.' | ':' | '/'))
            || (c.is_uppercase() && before.is_some_and(|before: char| before.is_lowercase()));
        if c == ' ' || (begins_word && at > 0) {
            soft = Some(at);
        }
        used += em(c) * size;
        if used > room {
            break;
        }
        hard = at + c.len_utf8();
        before = Some(c);
    }
    let at = soft.filter(|at| *at <= hard && *at * 3 > hard).unwrap_or(hard);
    let (first, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    (first.trim_end(), rest.trim_start())
}

/// The text in the box of a state.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    /// Its name, in one line or two.
    pub(crate) name: Vec<String>,
    /// Its type and what it does.
    pub(crate) line: String,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// What stands in the box of a state, or in the title of one with scopes, whose box is as wide as it must be for them.
pub(crate) fn leaf(node: &Node, box_width: Option<f64>) -> Leaf {
    let retry = if node.retries.is_empty() { 0.0 } else { RETRY };
    let is_title = !node.scopes.is_empty();
    let widest = if is_title { WIDEST_TITLE } else { WIDEST };
    let room = box_width.map_or(widest, |width| (width - TEXT - RIGHT - retry).max(widest));
    let name = clean(&node.name);
    let line = match &node.detail {
        Some(detail) => format!("{} · {}", node.kind.word(), clean(detail)),
        None => node.kind.word().to_owned(),
    };
    let name = if is_title { vec![fit(&name, NAME, room)] } else { wrap(&name, NAME, WIDEST) };
    // Names of actions and paths differ in their last words.
    let line = fit_middle(&line, SMALL, room);
    let widest = name.iter().map(|part| width(part, NAME)).fold(width(&line, SMALL), f64::max);
    let width = (TEXT + widest + RIGHT + retry).max(NARROWEST).ceil();
    let height = if is_title { TITLE } else { 46.0 + LINE * (name.len().saturating_sub(1)) as f64 };
    Leaf { name, line, width, height }
}

/// The boxes of all states, without what is in them.
pub(crate) struct Sizes(Vec<Rect>);

impl Sizes {
    pub(super) fn of(graph: &Graph) -> Self {
        let size = |node: &Node| {
            let leaf = leaf(node, None);
            Rect { x: 0.0, y: 0.0, width: leaf.width, height: leaf.height }
        };
        Self(graph.nodes.iter().map(size).collect())
    }

    pub(super) fn of_node(&self, id: NodeId) -> Rect {
        self.0.get(id.0).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_broken_between_words_and_then_cut() {
        assert_eq!(wrap("Short", NAME, 100.0), ["Short"]);
        assert_eq!(wrap("Wait for the collection", NAME, 120.0), ["Wait for the", "collection"]);
        assert_eq!(wrap("WaitForTheCollection", NAME, 120.0), ["WaitForThe", "Collection"]);
        let lines = wrap(&"注".repeat(80), NAME, 120.0);
        assert_eq!(lines.len(), 2);
        for line in &lines {
            assert!(width(line, NAME) <= 120.0, "{line}");
        }
        assert!(lines[1].ends_with('…'));
    }

    #[test]
    fn the_end_of_a_rule_stays() {
        assert_eq!(fit_middle("$.record.Item.status.S = \"DONE\"", SMALL, 130.0), "$.recor…S = \"DONE\"");
        assert_eq!(
            wrap_middle("$.record.Item.status.S = \"DONE\"", SMALL, 180.0),
            ["$.record.Item.status.S =", "\"DONE\""]
        );
        assert_eq!(
            wrap_middle("$.record.Item.status.S = \"DONE\" or $.record.Item.status.S = \"GONE\"", SMALL, 160.0),
            ["$.record.Item.status.S =", "\"DONE\" o…us.S = \"GONE\""]
        );
    }

    #[test]
    fn what_is_cut_fits() {
        for text in ["x".repeat(200), "🙂".repeat(100), "a\u{301}".repeat(300), "👨‍👩‍👧".repeat(50)] {
            let cut = fit(&text, SMALL, 100.0);
            assert!(width(&cut, SMALL) <= 100.0 && cut.ends_with('…'), "{cut}");
            let cut = fit_middle(&text, SMALL, 100.0);
            assert!(width(&cut, SMALL) <= 100.0 && cut.contains('…'), "{cut}");
        }
    }
}
