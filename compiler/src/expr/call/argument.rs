//! Reads the arguments of a call.

use super::Reader;
use crate::expr::{
    Arg, ArgValue, Intrinsic,
    cursor::{Cursor, Fault},
    path::{self, scan::Ending},
};

impl Reader<'_> {
    /// The arguments in parentheses; the next character opens them.
    pub(super) fn arguments(&mut self, cursor: &mut Cursor, function: Intrinsic) -> Result<Vec<Arg>, Fault> {
        let open = cursor.at;
        cursor.at += 1;
        let mut args = Vec::new();
        cursor.take_while(char::is_whitespace);
        if cursor.eat(')') {
            return Ok(args);
        }
        loop {
            cursor.take_while(char::is_whitespace);
            let start = cursor.at;
            let is_template = function == Intrinsic::Format && args.is_empty();
            let value = self.argument(cursor, open, is_template)?;
            args.push(Arg { value, span: self.text.part(start, cursor.at) });
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

    fn argument(&mut self, cursor: &mut Cursor, open: usize, is_template: bool) -> Result<ArgValue, Fault> {
        let start = cursor.at;
        match cursor.peek() {
            Some('\'') => literal(cursor, is_template).map(ArgValue::Text),
            Some('$') => path::read(cursor, self.text, Ending::List).map(|read| ArgValue::Path(read.path)),
            Some('-' | '0'..='9') => cursor.number().map(|(written, _)| ArgValue::Number(written.to_owned())),
            Some('"') => Err(cursor.here("a text in double quotes").help("write texts in single quotes: `'text'`")),
            Some(c) if c.is_ascii_alphabetic() => {
                let word = cursor.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
                match word {
                    "true" => Ok(ArgValue::Bool(true)),
                    "false" => Ok(ArgValue::Bool(false)),
                    "null" => Ok(ArgValue::Null),
                    _ if word.starts_with("States") => {
                        cursor.at = start;
                        cursor.deeper(|cursor| self.call(cursor)).map(|call| ArgValue::Call(Box::new(call)))
                    }
                    _ => {
                        let fault = cursor.from(start, format!("`{word}` is no argument"));
                        Err(fault.help(format!("write `$.{word}` for a field, `'{word}'` for a text")))
                    }
                }
            }
            Some(_) => Err(cursor.expected("an argument")),
            None => Err(cursor.unclosed(open)),
        }
    }
}

/// A text in single quotes. A template keeps its escapes of braces and backslashes, which `States.Format` reads.
fn literal(cursor: &mut Cursor, is_template: bool) -> Result<String, Fault> {
    let start = cursor.at;
    cursor.at += 1;
    let mut text = String::new();
    loop {
        match cursor.next() {
            Some('\'') => return Ok(text),
            Some('\\') => {
                let from = cursor.at - 1;
                match cursor.next() {
                    Some(c @ ('\'' | '{' | '}' | '\\')) => {
                        if is_template && c != '\'' {
                            text.push('\\');
                        }
                        text.push(c);
                    }
                    _ => {
                        let fault = cursor.from(from, format!("`{}` is no escape", cursor.since(from)));
                        return Err(
                            fault.help(r"the escapes are `\'`, `\{`, `\}` and `\\` (each backslash doubled in JSON)")
                        );
                    }
                }
            }
            Some(c) => text.push(c),
            None => return Err(cursor.from(start, "a text that is not closed").help("close it with `'`")),
        }
    }
}
