//! Reads a path: its root, and the chain of segments behind it.

use super::{brackets, functions};
use crate::{
    expr::{
        Intrinsic, Root, Segment, Step,
        cursor::{Cursor, Fault, is_name},
    },
    json::MAX_DEPTH,
};

/// Where the text around a path goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The path is the whole text.
    Text,
    /// It is a side of a condition.
    Filter,
    /// It is an argument.
    List,
}

impl Ending {
    /// Whether a path in such a place ends before what follows.
    fn is_here(self, cursor: &Cursor) -> bool {
        let rest = cursor.rest();
        match self {
            Ending::Text => cursor.at_end(),
            Ending::Filter => {
                rest.starts_with([' ', ')', '<', '>', '=', '~', '!'])
                    || rest.starts_with("&&")
                    || rest.starts_with("||")
            }
            Ending::List => rest.starts_with([',', ')']) || rest.starts_with(char::is_whitespace),
        }
    }
}

/// A segment and its place.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) segment: Segment,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// `$`, `$$` or `$name`.
pub(crate) fn root(cursor: &mut Cursor) -> Result<Root, Fault> {
    if !cursor.eat('$') {
        let value = cursor.rest();
        let help = if value.starts_with("{%") {
            "`{% .. %}` is a JSONata expression, and this state is in JSONPath".to_owned()
        } else if value.starts_with(is_name) && value.chars().all(|c| is_name(c) || c == '.') {
            format!("write `$.{value}`")
        } else if let Some(function) = called(value) {
            format!("did you mean the intrinsic function `States.{function}`?")
        } else {
            "write a path such as `$.order.id`".to_owned()
        };
        return Err(Fault::new(cursor.at, cursor.value.len(), "a path starts with `$`").help(help));
    }
    if cursor.eat('$') {
        return Ok(Root::Context);
    }
    let start = cursor.at;
    let name = cursor.take_while(is_name);
    if name.is_empty() {
        return Ok(Root::Document);
    }
    if name.starts_with(char::is_numeric) {
        let fault = cursor.from(start, "a variable's name starts with no digit");
        return Err(fault.help(format!("write `$.{name}` or `$['{name}']`")));
    }
    Ok(Root::Variable(name.to_owned()))
}

/// The intrinsic function that a text calls without `States.`.
fn called(value: &str) -> Option<&'static str> {
    let (name, _) = value.split_once('(')?;
    Intrinsic::named(name).map(Intrinsic::name)
}

/// The segments behind a root.
pub(crate) fn chain(cursor: &mut Cursor, ending: Ending) -> Result<Vec<Piece>, Fault> {
    let from = cursor.at;
    let mut pieces: Vec<Piece> = Vec::new();
    while let Some(c) = cursor.peek() {
        let start = cursor.at;
        match c {
            '.' => {
                cursor.at += 1;
                if cursor.eat('.') {
                    pieces.push(Piece { segment: Segment::Descent, start, end: cursor.at });
                }
                match cursor.peek() {
                    None => {
                        let fault = cursor.from(start, format!("it ends with a `{}`", cursor.since(start)));
                        return Err(fault.help("write a name behind it, or remove it"));
                    }
                    Some('.') => return Err(cursor.here("a `.` too many")),
                    // Tolerated, as the service does: `$.['a']`.
                    Some('[') => continue,
                    Some(_) => {
                        let start = cursor.at;
                        let segment = dot_name(cursor, ending)?;
                        pieces.push(Piece { segment, start, end: cursor.at });
                    }
                }
            }
            '[' => {
                let segment = cursor.deeper(brackets::read)?;
                pieces.push(Piece { segment, start, end: cursor.at });
            }
            _ if ending.is_here(cursor) => break,
            c if c.is_whitespace() => return Err(blank(cursor)),
            _ => return Err(cursor.expected("`.` or `[`")),
        }
    }
    if pieces.len() > MAX_DEPTH {
        let fault = cursor.from(from.saturating_sub(1), format!("it has more than {MAX_DEPTH} steps"));
        return Err(fault.help("no document is nested as deep as that"));
    }
    functions::invert(pieces)
}

/// The name behind a dot. A backslash takes the next character as it is.
fn dot_name(cursor: &mut Cursor, ending: Ending) -> Result<Segment, Fault> {
    let start = cursor.at;
    let mut name = String::new();
    while let Some(c) = cursor.peek() {
        match c {
            '.' | '[' => break,
            '(' => return functions::read(cursor, start),
            _ if ending.is_here(cursor) && (cursor.at > start || ending != Ending::Text) => break,
            '\\' => {
                cursor.at += 1;
                let Some(escaped) = cursor.next() else {
                    let fault = cursor.from(cursor.at - 1, "a `\\` with nothing behind it");
                    return Err(fault.help("a backslash takes the next character as part of the name"));
                };
                name.push(escaped);
                continue;
            }
            ')' | ']' | '\'' | '"' => {
                let help = "write names with such characters in brackets: `$['it''s']` as `$['it\\'s']`";
                return Err(cursor.here(format!("`{c}` in a name")).help(help));
            }
            c if c.is_whitespace() => return Err(blank(cursor)),
            _ => {}
        }
        name.push(c);
        cursor.at += c.len_utf8();
    }
    if cursor.at == start {
        return Err(cursor.expected("a name"));
    }
    Ok(if cursor.since(start) == "*" { Segment::Wildcard } else { Segment::Step(Step::Key(name)) })
}

fn blank(cursor: &Cursor) -> Fault {
    cursor.here("a blank").help("names with blanks stand in brackets: `$['first name']`")
}
