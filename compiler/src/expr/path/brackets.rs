//! Reads what stands in brackets: names, indices, slices, wildcards.

use super::filter;
use crate::expr::{
    Segment, Step,
    cursor::{Cursor, Fault, is_name},
};

/// A segment in brackets; the next character is the one that opens them.
pub(super) fn read(cursor: &mut Cursor) -> Result<Segment, Fault> {
    let start = cursor.at;
    cursor.at += 1;
    cursor.blanks();
    let segment = match cursor.peek() {
        Some('*') => {
            cursor.at += 1;
            Segment::Wildcard
        }
        Some('?') => filter::read(cursor, start)?,
        Some('(') => {
            let fault = cursor.here("a script expression, which the service does not have");
            return Err(fault.help("an index that counts from the end is written `[-1]`"));
        }
        Some(quote @ ('\'' | '"')) => names(cursor, start, quote)?,
        Some('-' | ':' | '0'..='9') => numbers(cursor, start)?,
        Some(']') => {
            cursor.at += 1;
            return Err(cursor
                .from(start, "nothing stands in the brackets")
                .help("write a name in quotes or an index"));
        }
        Some(c) => {
            let word = cursor.rest().split(']').next().unwrap_or_default().trim();
            let help = if word.chars().all(is_name) {
                format!("names in brackets stand in quotes: `['{word}']`")
            } else {
                "in brackets stands a name in quotes or an index".to_owned()
            };
            return Err(cursor.here(format!("`{c}` begins neither a name in quotes nor an index")).help(help));
        }
        None => return Err(cursor.unclosed(start)),
    };
    cursor.blanks();
    match cursor.peek() {
        Some(']') => {
            cursor.at += 1;
            Ok(segment)
        }
        Some(_) => Err(cursor.expected("`]`")),
        None => Err(cursor.unclosed(start)),
    }
}

fn names(cursor: &mut Cursor, start: usize, quote: char) -> Result<Segment, Fault> {
    let mut names = vec![cursor.quoted("a name")?];
    loop {
        cursor.blanks();
        if !cursor.eat(',') {
            break;
        }
        cursor.blanks();
        match cursor.peek() {
            Some(c) if c == quote => names.push(cursor.quoted("a name")?),
            Some('\'' | '"') => {
                let fault = cursor.here("another kind of quotes than the first name has");
                return Err(fault.help("use the same quotes for all of them"));
            }
            Some(_) => return Err(cursor.expected("a name in quotes")),
            None => return Err(cursor.unclosed(start)),
        }
    }
    Ok(match <[String; 1]>::try_from(names) {
        Ok([name]) => Segment::Step(Step::Key(name)),
        Err(names) => Segment::Keys(names),
    })
}

fn numbers(cursor: &mut Cursor, start: usize) -> Result<Segment, Fault> {
    if cursor.peek() == Some(':') {
        return slice(cursor, start, None);
    }
    let mut indices = vec![number(cursor)?];
    if cursor.peek() == Some(':') {
        return slice(cursor, start, indices.pop());
    }
    loop {
        cursor.blanks();
        if !cursor.eat(',') {
            break;
        }
        cursor.blanks();
        match cursor.peek() {
            Some('-' | '0'..='9') => indices.push(number(cursor)?),
            Some(_) => return Err(cursor.expected("an index")),
            None => return Err(cursor.unclosed(start)),
        }
    }
    Ok(match <[i64; 1]>::try_from(indices) {
        Ok([index]) => Segment::Step(Step::Index(index)),
        Err(indices) => Segment::Indices(indices),
    })
}

/// The rest of a slice, from its first colon. A step behind a second one is without effect in the service.
fn slice(cursor: &mut Cursor, start: usize, from: Option<i64>) -> Result<Segment, Fault> {
    cursor.at += 1;
    let to = bound(cursor)?;
    if cursor.eat(':') {
        bound(cursor)?;
    }
    if from.is_none() && to.is_none() {
        return Err(cursor.from(start, "a slice without bounds").help("write `[*]` for all elements"));
    }
    Ok(Segment::Slice(from, to))
}

fn bound(cursor: &mut Cursor) -> Result<Option<i64>, Fault> {
    matches!(cursor.peek(), Some('-' | '0'..='9')).then(|| number(cursor)).transpose()
}

fn number(cursor: &mut Cursor) -> Result<i64, Fault> {
    let from = cursor.at;
    cursor.eat('-');
    cursor.take_while(|c| c.is_ascii_digit());
    match cursor.since(from) {
        "-" => Err(cursor.from(from, "`-` is no index")),
        digits => match digits.parse::<i32>() {
            Ok(index) => Ok(index.into()),
            Err(_) => Err(cursor.from(from, "the index is too large")),
        },
    }
}
