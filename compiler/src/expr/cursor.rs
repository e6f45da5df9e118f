//! Reads a text character by character, and says where it went wrong.

use crate::{
    diag::{Diagnostic, Site},
    json::Text,
};

/// Why a text is not what it should be; places are bytes of the decoded text.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) what: String,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(start: usize, end: usize, what: impl Into<String>) -> Self {
        Fault { start, end, what: what.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The error that says so: `wanted` is what the text is not.
    pub(super) fn report(self, code: &'static str, text: &Text, wanted: &str, site: &Site) -> Diagnostic {
        let diagnostic =
            site.error(code, text.part(self.start, self.end), format!("{site} is {wanted}: {}", self.what));
        self.help.into_iter().fold(diagnostic, Diagnostic::help)
    }
}

/// A place in a text.
pub(super) struct Cursor<'a> {
    pub(super) value: &'a str,
    pub(super) at: usize,
    /// How many brackets and calls are open around it.
    depth: usize,
}

/// How deep filters, arguments and calls may stand in each other: deeper than anybody writes, and shallow
/// enough for every stack.
const MAX_NESTING: usize = 24;

impl<'a> Cursor<'a> {
    pub(super) fn new(value: &'a str) -> Self {
        Cursor { value, at: 0, depth: 0 }
    }

    /// Reads what stands one level deeper.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth == MAX_NESTING {
            return Err(self.here(format!("it is nested more than {MAX_NESTING} levels deep")));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    pub(super) fn rest(&self) -> &'a str {
        self.value.get(self.at..).unwrap_or_default()
    }

    pub(super) fn since(&self, start: usize) -> &'a str {
        self.value.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    pub(super) fn eat_text(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| wanted(*c)) {
            self.at += c.len_utf8();
        }
        self.since(start)
    }

    pub(super) fn blanks(&mut self) {
        self.take_while(|c| c == ' ');
    }

    /// Whether only blanks follow, which the service ignores.
    pub(super) fn at_end(&self) -> bool {
        self.rest().trim_matches(' ').is_empty()
    }

    /// A number as JSON writes it, which begins here.
    pub(super) fn number(&mut self) -> Result<(&'a str, serde_json::Number), Fault> {
        let start = self.at;
        let written = self.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
        match written.parse() {
            Ok(number) => Ok((written, number)),
            Err(_) => Err(self.from(start, format!("`{written}` is no number"))),
        }
    }

    /// A fault at the next character, or at the end.
    pub(super) fn here(&self, what: impl Into<String>) -> Fault {
        Fault::new(self.at, self.at + self.peek().map_or(0, char::len_utf8), what)
    }

    /// A fault since a place.
    pub(super) fn from(&self, start: usize, what: impl Into<String>) -> Fault {
        Fault::new(start, self.at, what)
    }

    /// That something else was expected here.
    pub(super) fn expected(&self, wanted: &str) -> Fault {
        match self.peek() {
            Some(c) => self.here(format!("expected {wanted}, found `{c}`")),
            None => self.here(format!("expected {wanted}, found the end")),
        }
    }

    /// That the bracket at `open` stays open.
    pub(super) fn unclosed(&self, open: usize) -> Fault {
        let is_round = self.value.get(open..).is_some_and(|rest| rest.starts_with('('));
        let (opening, closing) = if is_round { ('(', ')') } else { ('[', ']') };
        Fault::new(open, open + 1, format!("a `{opening}` that is not closed"))
            .help(format!("close it with `{closing}`"))
    }

    /// A text in quotes, with the escapes that the service knows; `what` is what stands in them.
    pub(super) fn quoted(&mut self, what: &str) -> Result<String, Fault> {
        let start = self.at;
        let Some(quote) = self.next() else { return Err(self.expected("a quote")) };
        let mut text = String::new();
        loop {
            let Some(c) = self.next() else {
                self.at = self.value.len();
                return Err(self
                    .from(start, format!("{what} that is not closed"))
                    .help(format!("close it with `{quote}`")));
            };
            if c == quote {
                return Ok(text);
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            let from = self.at - 1;
            let Some(escaped) = self.next() else { continue };
            text.push(match escaped {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits = self.rest().get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
                    let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
                    let Some(code) = code else {
                        return Err(self.from(from, "`\\u` without four hex digits of a character"));
                    };
                    self.at += 4;
                    code
                }
                other => other,
            });
        }
    }
}

/// Whether names of variables and functions may have it.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
