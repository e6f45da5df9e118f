//! JSON from text: RFC 8259 to the letter, with a clear word about everything that is not.

use super::{Kind, MAX_DEPTH, Member, Node, Places, Text, number, object::Builder};
use crate::{
    diag::{Diagnostic, Diagnostics, codes::json as codes},
    source::{SourceId, Sources, Span},
};

/// What the service takes as a definition, in bytes.
const SERVICE_LIMIT: usize = 1 << 20;

/// Larger than any definition that somebody means to run: what is larger is not looked at.
const LARGEST: usize = 16 << 20;

/// Says that a source is too large to be looked at, if it is.
pub(super) fn too_large(text: &str, source: SourceId) -> Option<Diagnostic> {
    (text.len() > LARGEST).then(|| {
        let message = format!("the source has {} MiB, and may have {}", text.len() >> 20, LARGEST >> 20);
        Diagnostic::error(codes::TOO_LARGE, Span { source, start: 0, end: 0 }, message)
            .help("the service takes definitions of at most 1 MiB")
    })
}

/// Reads the text of a source. `None` if it is not JSON; the diagnostics say where and why. It goes on
/// after errors that leave no doubt about what was meant.
pub fn parse(sources: &Sources, id: SourceId, diags: &mut Diagnostics) -> Option<Node> {
    Parser::over(sources.text(id).unwrap_or_default(), id, diags).read()
}

/// Reading cannot go on; a diagnostic says why.
pub(super) struct Stop;

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    source: SourceId,
    pub(super) at: usize,
    depth: usize,
    diags: &'a mut Diagnostics,
    failed: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn over(text: &'a str, source: SourceId, diags: &'a mut Diagnostics) -> Self {
        Parser { text, source, at: 0, depth: 0, diags, failed: false }
    }

    /// The document; `None` after any fault.
    pub(super) fn read(mut self) -> Option<Node> {
        let node = self.document();
        if self.failed { None } else { node.ok() }
    }
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Node, Stop> {
        if let Some(fault) = too_large(self.text, self.source) {
            self.push(fault);
            return Err(Stop);
        }
        if self.text.len() > SERVICE_LIMIT {
            let span = Span { source: self.source, start: 0, end: 0 };
            let message = format!("the source has {} bytes, and the service takes {SERVICE_LIMIT}", self.text.len());
            self.diags.push(Diagnostic::warning(codes::OVER_LIMIT, span, message));
        }
        if self.text.starts_with('\u{feff}') {
            self.fault(
                codes::BYTE_ORDER_MARK,
                (0, 3),
                "the text begins with a byte order mark",
                "save the file as UTF-8 without a byte order mark",
            );
            self.at = 3;
        }
        self.space();
        if self.at == self.text.len() && self.failed {
            return Err(Stop);
        }
        if self.at == self.text.len() {
            let help = "a definition is an object with `StartAt` and `States`";
            return Err(self.stop(codes::EMPTY, self.at, self.at, "the text is empty", help));
        }
        let node = self.value()?;
        self.space();
        if self.at < self.text.len() {
            let message = "something follows the JSON value";
            let help = "a source holds one JSON value; remove what follows it";
            return Err(self.stop(codes::TRAILING, self.at, self.word_end(), message, help));
        }
        Ok(node)
    }

    fn value(&mut self) -> Result<Node, Stop> {
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => self.nested(Self::object)?,
            Some('[') => self.nested(Self::array)?,
            Some('"' | '\'') => Kind::String(self.string()?),
            Some('-' | '+' | '.' | '0'..='9') => self.number(),
            Some(c) if is_word(c) => self.word()?,
            found => return Err(self.unexpected(found, "a value")),
        };
        Ok(Node { span: self.span(start, self.at), kind })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Kind, Stop>) -> Result<Kind, Stop> {
        if self.depth == MAX_DEPTH {
            let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
            let help = "look for a bracket that is not closed, or make the value in several states";
            return Err(self.stop(codes::TOO_DEEP, self.at, self.at + 1, message, help));
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self)?;
        self.at += 1;
        self.depth -= 1;
        Ok(kind)
    }

    fn array(&mut self) -> Result<Kind, Stop> {
        let mut items = Vec::new();
        self.space();
        while self.peek() != Some(']') {
            items.push(self.value()?);
            self.comma(']')?;
        }
        Ok(Kind::Array(items))
    }

    fn object(&mut self) -> Result<Kind, Stop> {
        let mut members = Builder::default();
        self.space();
        while self.peek() != Some('}') {
            let key = match self.peek() {
                Some('"' | '\'') => self.string()?,
                Some(c) if is_word(c) => self.bare_key(),
                found => return Err(self.unexpected(found, "a key in double quotes")),
            };
            self.space();
            if self.peek() != Some(':') {
                let found = self.peek();
                return Err(self.unexpected(found, &format!("`:` after the key `{}`", key.value)));
            }
            self.at += 1;
            self.space();
            let value = self.value()?;
            if let Some(duplicate) = members.add(Member { key, value }) {
                self.push(duplicate);
            }
            self.comma('}')?;
        }
        Ok(Kind::Object(members.finish()))
    }

    /// Reads a comma, or stands before the closing bracket.
    fn comma(&mut self, close: char) -> Result<(), Stop> {
        self.space();
        match self.peek() {
            Some(c) if c == close => Ok(()),
            Some(',') => {
                let comma = self.at;
                self.at += 1;
                self.space();
                if self.peek() == Some(close) {
                    let message = format!("a comma before the closing `{close}`");
                    self.fault(
                        codes::TRAILING_COMMA,
                        (comma, comma + 1),
                        message,
                        "remove it: JSON has no trailing commas",
                    );
                }
                Ok(())
            }
            // The next element follows: the comma between them was forgotten.
            Some('"' | '{' | '[' | '0'..='9') => {
                let end = self.text.get(..self.at).unwrap_or_default().trim_end().len();
                self.fault(codes::SYNTAX, (end, end), "expected `,`", "separate the elements with a comma");
                Ok(())
            }
            found => Err(self.unexpected(found, &format!("`,` or `{close}`"))),
        }
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !matches!(c, '+' | '-' | '.' | '_') && !c.is_alphanumeric());
        self.at += length.unwrap_or(rest.len());
        let text = rest.get(..self.at - start).unwrap_or_default().to_owned();
        if let Err(fault) = number::check(&text) {
            self.fault(codes::NUMBER, (start, self.at), fault.message(&text), fault.help());
        }
        Kind::Number(text)
    }

    fn word(&mut self) -> Result<Kind, Stop> {
        let start = self.at;
        let end = self.word_end();
        let word = self.text.get(start..end).unwrap_or_default();
        self.at = end;
        match word {
            "null" => return Ok(Kind::Null),
            "true" => return Ok(Kind::Bool(true)),
            "false" => return Ok(Kind::Bool(false)),
            _ => {}
        }
        let help = match word.to_lowercase().as_str() {
            "none" | "nil" | "undefined" | "null" => "did you mean `null`?",
            "true" | "yes" | "on" => "did you mean `true`?",
            "false" | "no" | "off" => "did you mean `false`?",
            "nan" | "infinity" | "inf" => "JSON has no such number",
            _ => "strings stand in double quotes",
        };
        self.fault(codes::SYNTAX, (start, end), format!("`{word}` is no JSON value"), help);
        Ok(Kind::Null)
    }

    fn bare_key(&mut self) -> Text {
        let (start, end) = (self.at, self.word_end());
        let value = self.text.get(start..end).unwrap_or_default().to_owned();
        self.at = end;
        let help = format!("write `\"{value}\"`");
        self.fault(codes::SYNTAX, (start, end), format!("the key `{value}` is not in double quotes"), help);
        Text { value, span: self.span(start, end), places: Places::Whole }
    }

    /// Skips white space, and comments with a word about each.
    fn space(&mut self) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            let help = "say it in the field `Comment`, or remove it";
            self.fault(codes::COMMENT, (self.at, self.at + length), "a comment, which JSON does not have", help);
            self.at += length;
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// The end of the word (or else the character) that begins here.
    fn word_end(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        self.at + if word == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { word }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }

    /// An error after which reading goes on.
    pub(super) fn fault(
        &mut self,
        code: &'static str,
        (start, end): (usize, usize),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::error(code, self.span(start, end), message);
        let help = help.into();
        self.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diags.push(diagnostic);
    }

    pub(super) fn stop(
        &mut self,
        code: &'static str,
        start: usize,
        end: usize,
        message: impl Into<String>,
        help: &str,
    ) -> Stop {
        self.fault(code, (start, end), message, help);
        Stop
    }

    fn unexpected(&mut self, found: Option<char>, wanted: &str) -> Stop {
        let (message, end) = match found {
            None => (format!("expected {wanted}, and the text ends"), self.at),
            Some(c) => {
                let shown = if is_word(c) {
                    self.text.get(self.at..self.word_end()).unwrap_or_default().to_owned()
                } else {
                    shown(c)
                };
                (format!("expected {wanted}, found {}", quoted(&shown)), self.word_end())
            }
        };
        let help = match found {
            None => "a bracket or a quote is not closed",
            Some('“' | '”' | '„' | '‘' | '’') => "strings stand in straight double quotes `\"`",
            _ => "",
        };
        self.stop(codes::SYNTAX, self.at, end, message, help)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The beginning of a text, between backticks.
pub(super) fn quoted(text: &str) -> String {
    let cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() { format!("`{cut}..`") } else { format!("`{cut}`") }
}

/// A character for people: itself, or its number if it does not show.
pub(super) fn shown(c: char) -> String {
    if c.is_control() || c == '\u{feff}' || (c.is_whitespace() && c != ' ') {
        format!("U+{:04X}", u32::from(c))
    } else {
        c.to_string()
    }
}
