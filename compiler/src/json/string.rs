//! String literals of JSON text.

use super::{
    Text,
    places::Mapper,
    text::{Parser, Stop, shown},
};
use crate::diag::codes::json as codes;

impl Parser<'_> {
    /// Reads the literal that begins here, in double quotes or, with a word about it, in single ones.
    pub(super) fn string(&mut self) -> Result<Text, Stop> {
        let start = self.at;
        let quote = self.peek().unwrap_or('"');
        self.at += 1;
        let mut value = String::new();
        let mut mapper = Mapper::default();
        loop {
            let here = self.at;
            let Some(c) = self.peek() else {
                let help = "close it with `\"`";
                return Err(self.stop(codes::STRING, start, start + 1, "this string is not closed", help));
            };
            match c {
                '\n' | '\r' => {
                    let help = "close it with `\"`, or write the line break as `\\n`";
                    return Err(self.stop(codes::STRING, start, here, "this string is not closed on its line", help));
                }
                '\\' => {
                    let c = self.escape(quote)?;
                    mapper.written((here, self.at), c.len_utf8());
                    value.push(c);
                    continue;
                }
                c if c == quote => break,
                c if c < ' ' => {
                    let help = format!(
                        "write it as `{}`",
                        if c == '\t' { "\\t".to_owned() } else { format!("\\u{:04x}", u32::from(c)) }
                    );
                    let message = format!("the control character {} stands in a string", shown(c));
                    self.fault(codes::STRING, (here, here + 1), message, help);
                }
                _ => {}
            }
            value.push(c);
            mapper.copied(here, c.len_utf8());
            self.at += c.len_utf8();
        }
        self.at += 1;
        if quote == '\'' {
            self.fault(codes::STRING, (start, self.at), "a string in single quotes", "write it in double quotes");
        }
        Ok(Text { value, span: self.span(start, self.at), places: mapper.finish(start + 1) })
    }

    fn escape(&mut self, quote: char) -> Result<char, Stop> {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.peek() else { return Ok('\\') };
        self.at += c.len_utf8();
        let plain = match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return Ok(self.unicode(start)),
            '\'' if quote == '\'' => c,
            '\n' | '\r' => {
                let help = "close it with `\"`, or write the line break as `\\n`";
                return Err(self.stop(codes::STRING, start, start + 1, "this string is not closed on its line", help));
            }
            _ => {
                let message = format!("`\\{}` is no escape that JSON has", shown(c));
                let help = "write a backslash as `\\\\`; the other escapes are `\\\"` `\\/` `\\b` `\\f` `\\n` `\\r` `\\t` and \
                            `\\u` with four hex digits";
                self.fault(codes::STRING, (start, self.at), message, help);
                c
            }
        };
        Ok(plain)
    }

    /// The rest of a `\u` escape; a pair of surrogates is one character.
    fn unicode(&mut self, start: usize) -> char {
        let Some(unit) = self.hex() else {
            let help = "write four hex digits, such as `\\u00e9`";
            self.fault(codes::STRING, (start, self.at), "`\\u` without four hex digits", help);
            return char::REPLACEMENT_CHARACTER;
        };
        if let Some(c) = char::from_u32(unit) {
            return c;
        }
        let rest = self.at;
        if unit < 0xdc00 && self.text.get(rest..).is_some_and(|text| text.starts_with("\\u")) {
            self.at += 2;
            if let Some(low @ 0xdc00..=0xdfff) = self.hex()
                && let Some(c) = char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
            {
                return c;
            }
            self.at = rest;
        }
        let message = format!("`\\u{unit:04x}` is half of a surrogate pair");
        let help = "write both halves, or the character itself";
        self.fault(codes::STRING, (start, rest), message, help);
        char::REPLACEMENT_CHARACTER
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4).filter(|t| t.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
