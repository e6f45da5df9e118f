//! Reads the literals of filters: JSON in the free spelling that the service takes, and regular expressions.

use serde_json::{Map, Number, Value};

use super::regex;
use crate::expr::{
    Regex,
    cursor::{Cursor, Fault},
};

/// The literal that begins here.
pub(super) fn read(cursor: &mut Cursor) -> Result<Value, Fault> {
    match cursor.peek() {
        Some('\'' | '"') => cursor.quoted("a text").map(Value::String),
        Some('[' | '{') => nested(cursor),
        Some('-' | '.' | '0'..='9') => {
            let start = cursor.at;
            let text = cursor.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | 'e' | 'E'));
            number(text).map(Value::Number).ok_or_else(|| cursor.from(start, format!("`{text}` is no number")))
        }
        Some(_) => {
            let word = cursor.take_while(|c| c.is_alphanumeric() || c == '_');
            match word {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                "null" => Ok(Value::Null),
                "" => Err(cursor.expected("a path or a value")),
                // The service takes it for a text, though the library does not.
                word => Ok(Value::String(word.to_owned())),
            }
        }
        None => Err(cursor.expected("a path or a value")),
    }
}

/// A number as decimals are written: zeros may lead, and the dot may stand at an end.
fn number(text: &str) -> Option<Number> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    text.parse::<Number>().ok().or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}

/// A list or an object: names and texts may stand in either quotes, or in none.
fn nested(cursor: &mut Cursor) -> Result<Value, Fault> {
    let open = cursor.at;
    let is_object = cursor.next() == Some('{');
    let close = if is_object { '}' } else { ']' };
    let mut items = Vec::new();
    let mut members = Map::new();
    loop {
        cursor.take_while(char::is_whitespace);
        if cursor.eat(close) {
            return Ok(if is_object { Value::Object(members) } else { Value::Array(items) });
        }
        if is_object {
            let name = match cursor.peek() {
                Some('\'' | '"') => cursor.quoted("a name")?,
                _ => bare(cursor).to_owned(),
            };
            cursor.take_while(char::is_whitespace);
            if !cursor.eat(':') {
                return Err(cursor.expected("`:`"));
            }
            cursor.take_while(char::is_whitespace);
            let value = element(cursor)?;
            members.insert(name, value);
        } else {
            items.push(element(cursor)?);
        }
        cursor.take_while(char::is_whitespace);
        match cursor.peek() {
            Some(',') => cursor.at += 1,
            Some(c) if c == close => {}
            Some(_) => return Err(cursor.expected(&format!("`,` or `{close}`"))),
            None => {
                let fault = Fault::new(open, open + 1, "a value that is not closed");
                return Err(fault.help(format!("close it with `{close}`")));
            }
        }
    }
}

fn element(cursor: &mut Cursor) -> Result<Value, Fault> {
    match cursor.peek() {
        Some('\'' | '"') => cursor.quoted("a text").map(Value::String),
        Some('[' | '{') => cursor.deeper(nested),
        _ => {
            let word = bare(cursor);
            Ok(match word {
                "" => return Err(cursor.expected("a value")),
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                word => number(word).map_or_else(|| Value::String(word.to_owned()), Value::Number),
            })
        }
    }
}

fn bare<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    cursor.take_while(|c| !matches!(c, ',' | ':' | '[' | ']' | '{' | '}' | '\'' | '"')).trim()
}

/// A regular expression between slashes, and its flags.
pub(super) fn pattern(cursor: &mut Cursor) -> Result<Regex, Fault> {
    let start = cursor.at;
    cursor.at += 1;
    loop {
        match cursor.next() {
            Some('/') => break,
            Some('\\') => {
                cursor.next();
            }
            Some(_) => {}
            None => {
                let fault = cursor.from(start, "a regular expression that is not closed");
                return Err(fault.help("close it with `/`"));
            }
        }
    }
    let pattern = cursor.value.get(start + 1..cursor.at - 1).unwrap_or_default().to_owned();
    let flags = cursor.take_while(|c| matches!(c, 'd' | 'i' | 'x' | 'm' | 's' | 'u' | 'U')).to_owned();
    let regex = Regex { pattern, flags };
    match regex::translate(&regex) {
        Ok(_) => Ok(regex),
        Err(why) => Err(cursor.from(start, format!("a regular expression that cannot be compiled: {why}"))),
    }
}
