//! Reads the functions of paths: `.length()`, `.sum($.prices)`.

use super::scan::{Ending, Piece, chain};
use crate::{
    diag::near,
    expr::{
        FunctionArg, PathFunction, Segment,
        cursor::{Cursor, Fault},
    },
};

/// The functions by name.
pub(super) const FUNCTIONS: [(&str, PathFunction); 13] = [
    ("append", PathFunction::Append),
    ("avg", PathFunction::Avg),
    ("concat", PathFunction::Concat),
    ("first", PathFunction::First),
    ("index", PathFunction::Index),
    ("keys", PathFunction::Keys),
    ("last", PathFunction::Last),
    ("length", PathFunction::Length),
    ("max", PathFunction::Max),
    ("min", PathFunction::Min),
    ("size", PathFunction::Size),
    ("stddev", PathFunction::Stddev),
    ("sum", PathFunction::Sum),
];

/// The call of a function whose name begins at `start`; the next character opens its arguments.
pub(super) fn read(cursor: &mut Cursor, start: usize) -> Result<Segment, Fault> {
    let name = cursor.since(start);
    let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
        let fault = cursor.from(start, format!("there is no function `{name}` of paths"));
        return Err(match near(name, FUNCTIONS.map(|(name, _)| name)) {
            Some(meant) => fault.help(format!("did you mean `{meant}`?")),
            None => fault.help("names with parentheses stand in brackets and quotes"),
        });
    };
    let args = cursor.deeper(arguments)?;
    Ok(Segment::Function(*function, args))
}

fn arguments(cursor: &mut Cursor) -> Result<Vec<FunctionArg>, Fault> {
    let open = cursor.at;
    cursor.at += 1;
    let mut args = Vec::new();
    loop {
        cursor.take_while(char::is_whitespace);
        if args.is_empty() && cursor.eat(')') {
            return Ok(args);
        }
        match cursor.peek() {
            Some('$' | '@') => {
                cursor.at += 1;
                let segments = chain(cursor, Ending::List)?.into_iter().map(|piece| piece.segment).collect();
                args.push(FunctionArg::Path(segments));
            }
            Some('{' | '"' | '-' | '0'..='9') => args.push(FunctionArg::Literal(json(cursor)?)),
            Some(_) => return Err(cursor.expected("a path, a number, a string in double quotes or an object")),
            None => return Err(cursor.unclosed(open)),
        }
        cursor.take_while(char::is_whitespace);
        match cursor.peek() {
            Some(',') => cursor.at += 1,
            Some(')') => {
                cursor.at += 1;
                return Ok(args);
            }
            Some(_) => return Err(cursor.expected("`,` or `)`")),
            None => return Err(cursor.unclosed(open)),
        }
    }
}

/// The JSON value that begins here.
fn json(cursor: &mut Cursor) -> Result<serde_json::Value, Fault> {
    let start = cursor.at;
    if !matches!(cursor.peek(), Some('{' | '"')) {
        return cursor.number().map(|(_, number)| serde_json::Value::Number(number));
    }
    let mut values = serde_json::Deserializer::from_str(cursor.rest()).into_iter();
    match values.next() {
        Some(Ok(value)) => {
            cursor.at += values.byte_offset();
            Ok(value)
        }
        _ => Err(Fault::new(start, cursor.value.len(), "no JSON value begins here")),
    }
}

/// A function over all that a leading `..` finds takes the whole of it as its argument, as the service has it:
/// `$..price.sum()` is `$.sum($..price)`.
pub(super) fn invert(mut pieces: Vec<Piece>) -> Result<Vec<Piece>, Fault> {
    let is_function = |piece: &Piece| matches!(piece.segment, Segment::Function(..));
    if !matches!(pieces.first(), Some(Piece { segment: Segment::Descent, .. }))
        || !pieces.last().is_some_and(is_function)
    {
        return Ok(pieces);
    }
    let Some(at) = pieces.iter().position(is_function) else { return Ok(pieces) };
    let mut rest = pieces.split_off(at);
    if let Some(Piece { segment: Segment::Function(_, args), start, end }) = rest.first_mut() {
        if pieces.len() < 2 {
            return Err(Fault::new(*start, *end, "a function right behind `..`").help("write `..*` for all there is"));
        }
        *args = vec![FunctionArg::Path(pieces.into_iter().map(|piece| piece.segment).collect())];
    }
    Ok(rest)
}
