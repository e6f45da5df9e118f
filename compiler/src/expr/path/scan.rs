//! Reads the characters of a path.

use crate::{
    expr::{Path, Root, Step},
    json::{MAX_DEPTH, Text},
    source::Span,
};

/// Why a text is no definite path; places are bytes of the decoded text.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is no path at all.
    Syntax { start: usize, end: usize, what: String, help: Option<String> },
    /// A construct of full JSONPath.
    Unbuilt { start: usize, end: usize, what: &'static str },
}

pub(super) fn scan(text: &Text) -> Result<Path, Fault> {
    let mut scanner = Scanner { text, value: &text.value, at: 0, steps: Vec::new(), spans: Vec::new() };
    let root = scanner.root()?;
    scanner.steps()?;
    if scanner.steps.len() > MAX_DEPTH {
        let help = Some("no document is nested as deep as that".to_owned());
        return Err(scanner.syntax(0, text.value.len(), &format!("it has more than {MAX_DEPTH} steps"), help));
    }
    let Scanner { steps, spans, .. } = scanner;
    Ok(Path { root, steps, tail: None, step_spans: spans, text: text.value.clone(), span: text.span })
}

struct Scanner<'a> {
    text: &'a Text,
    value: &'a str,
    at: usize,
    steps: Vec<Step>,
    spans: Vec<Span>,
}

impl Scanner<'_> {
    fn root(&mut self) -> Result<Root, Fault> {
        if !self.eat('$') {
            let help = if self.value.starts_with("{%") {
                "`{% .. %}` is a JSONata expression, and this state is in JSONPath".to_owned()
            } else if self.value.starts_with(is_name) && self.value.chars().all(|c| is_name(c) || c == '.') {
                format!("write `$.{}`", self.value)
            } else {
                "write a path such as `$.order.id`".to_owned()
            };
            return Err(self.syntax(0, self.value.len(), "a path starts with `$`", Some(help)));
        }
        if self.eat('$') {
            return Ok(Root::Context);
        }
        let name = self.take_while(is_name);
        if name.is_empty() {
            return Ok(Root::Document);
        }
        if name.starts_with(|c: char| c.is_numeric()) {
            let help = Some(format!("write `$.{name}` or `$['{name}']`"));
            return Err(self.syntax(1, self.at, "a variable's name starts with no digit", help));
        }
        Ok(Root::Variable(name))
    }

    fn steps(&mut self) -> Result<(), Fault> {
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                '.' => {
                    self.at += 1;
                    match self.peek() {
                        None => {
                            return Err(self.syntax(
                                start,
                                self.at,
                                "it ends with a `.`",
                                Some("write a name behind it, or remove it".to_owned()),
                            ));
                        }
                        Some('.') => {
                            return Err(Fault::Unbuilt { start, end: self.at + 1, what: "the recursive descent `..`" });
                        }
                        // Tolerated, as the service does: `$.['a']`.
                        Some('[') => self.bracket()?,
                        Some(_) => self.dot_name()?,
                    }
                }
                '[' => self.bracket()?,
                ' ' if self.at_end() => break,
                c if c.is_whitespace() => return Err(self.blank(start)),
                c => {
                    let what = format!("expected `.` or `[`, found `{c}`");
                    return Err(self.syntax(start, start + c.len_utf8(), &what, None));
                }
            }
        }
        Ok(())
    }

    /// The name behind a dot. A backslash takes the next character as it is.
    fn dot_name(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let mut name = String::new();
        while let Some(c) = self.peek() {
            match c {
                '.' | '[' => break,
                ' ' if self.at_end() && self.at > start => break,
                '\\' => {
                    self.at += 1;
                    let Some(escaped) = self.peek() else {
                        let help = Some("a backslash takes the next character as part of the name".to_owned());
                        return Err(self.syntax(self.at - 1, self.at, "a `\\` with nothing behind it", help));
                    };
                    name.push(escaped);
                    self.at += escaped.len_utf8();
                    continue;
                }
                '(' => {
                    let close = self.value.get(self.at..).and_then(|rest| rest.find(')'));
                    let Some(close) = close else {
                        return Err(self.syntax(self.at, self.at + 1, "a `(` that is not closed", None));
                    };
                    return Err(Fault::Unbuilt { start, end: self.at + close + 1, what: "a JSONPath function" });
                }
                ')' | ']' | '\'' | '"' => {
                    let help =
                        Some("write names with such characters in brackets: `$['it''s']` as `$['it\\'s']`".to_owned());
                    return Err(self.syntax(self.at, self.at + 1, &format!("`{c}` in a name"), help));
                }
                c if c.is_whitespace() => return Err(self.blank(self.at)),
                _ => {}
            }
            name.push(c);
            self.at += c.len_utf8();
        }
        if name == "*" {
            return Err(Fault::Unbuilt { start, end: self.at, what: "the wildcard `*`" });
        }
        self.push(Step::Key(name), start);
        Ok(())
    }

    fn bracket(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        self.blanks();
        match self.peek() {
            Some('*') => Err(self.unbuilt(start, "the wildcard `*`")),
            Some('?') => Err(self.unbuilt(start, "a filter")),
            Some('(') => Err(self.unbuilt(start, "a script expression")),
            Some(':') => Err(self.unbuilt(start, "a slice")),
            Some(quote @ ('\'' | '"')) => {
                let name = self.quoted(quote)?;
                self.close(start)?;
                self.push(Step::Key(name), start);
                Ok(())
            }
            Some('-' | '0'..='9') => {
                let from = self.at;
                self.at += 1;
                self.take_while(|c| c.is_ascii_digit());
                let index = self.value.get(from..self.at).unwrap_or_default().parse::<i64>();
                let to = self.at;
                self.close(start)?;
                match index {
                    Ok(index) => {
                        self.push(Step::Index(index), start);
                        Ok(())
                    }
                    Err(_) if to - from > 1 => Err(self.syntax(from, to, "the index is too large", None)),
                    Err(_) => Err(self.syntax(from, to, "`-` is no index", None)),
                }
            }
            Some(']') => Err(self.syntax(
                start,
                self.at + 1,
                "nothing stands in the brackets",
                Some("write a name in quotes or an index".to_owned()),
            )),
            Some(c) => {
                let word = self.value.get(self.at..).unwrap_or_default().split(']').next().unwrap_or_default().trim();
                let help = Some(if word.chars().all(is_name) {
                    format!("names in brackets stand in quotes: `['{word}']`")
                } else {
                    "in brackets stands a name in quotes or an index".to_owned()
                });
                let what = format!("`{c}` begins neither a name in quotes nor an index");
                Err(self.syntax(self.at, self.at + c.len_utf8(), &what, help))
            }
            None => Err(self.unclosed(start)),
        }
    }

    /// A name in quotes, with the escapes that the service knows.
    fn quoted(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.at;
        self.at += 1;
        let mut name = String::new();
        loop {
            let Some(c) = self.peek() else {
                let help = Some(format!("close it with `{quote}`"));
                return Err(self.syntax(start, self.value.len(), "a name that is not closed", help));
            };
            self.at += c.len_utf8();
            if c == quote {
                return Ok(name);
            }
            if c != '\\' {
                name.push(c);
                continue;
            }
            let Some(escaped) = self.peek() else { continue };
            self.at += escaped.len_utf8();
            name.push(match escaped {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let from = self.at - 2;
                    let digits =
                        self.value.get(self.at..self.at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
                    let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
                    let Some(code) = code else {
                        return Err(self.syntax(from, self.at, "`\\u` without four hex digits of a character", None));
                    };
                    self.at += 4;
                    code
                }
                other => other,
            });
        }
    }

    /// The end of a bracket; what else may stand there is full JSONPath.
    fn close(&mut self, start: usize) -> Result<(), Fault> {
        self.blanks();
        match self.peek() {
            Some(']') => {
                self.at += 1;
                Ok(())
            }
            Some(',') => Err(self.unbuilt(start, "a union")),
            Some(':') => Err(self.unbuilt(start, "a slice")),
            Some(c) => Err(self.syntax(self.at, self.at + c.len_utf8(), &format!("expected `]`, found `{c}`"), None)),
            None => Err(self.unclosed(start)),
        }
    }

    /// A construct that ends at its bracket's end; without one it is no path at all.
    fn unbuilt(&self, start: usize, what: &'static str) -> Fault {
        match self.value.get(self.at..).and_then(|rest| rest.find(']')) {
            Some(close) => Fault::Unbuilt { start, end: self.at + close + 1, what },
            None => self.unclosed(start),
        }
    }

    fn unclosed(&self, start: usize) -> Fault {
        self.syntax(start, start + 1, "a `[` that is not closed", Some("close it with `]`".to_owned()))
    }

    fn blank(&self, at: usize) -> Fault {
        let help = "names with blanks stand in brackets: `$['first name']`";
        self.syntax(at, at + 1, "a blank", Some(help.to_owned()))
    }

    /// Whether only blanks follow, which the service ignores.
    fn at_end(&self) -> bool {
        self.value.get(self.at..).is_some_and(|rest| rest.trim_matches(' ').is_empty())
    }

    fn syntax(&self, start: usize, end: usize, what: &str, help: Option<String>) -> Fault {
        Fault::Syntax { start, end, what: what.to_owned(), help }
    }

    fn push(&mut self, step: Step, start: usize) {
        self.steps.push(step);
        self.spans.push(self.text.part(start, self.at));
    }

    fn peek(&self) -> Option<char> {
        self.value.get(self.at..)?.chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn blanks(&mut self) {
        self.take_while(|c| c == ' ');
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| wanted(*c)) {
            self.at += c.len_utf8();
        }
        self.value.get(start..self.at).unwrap_or_default().to_owned()
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
