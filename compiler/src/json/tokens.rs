//! JSON from Rust tokens: the same tree, with the span of every token.

use proc_macro2::{Delimiter, Group, Literal, Span as TokenSpan, TokenStream, TokenTree, token_stream::IntoIter};

use super::{Kind, MAX_DEPTH, Member, Node, Places, Text, number, object::Builder, text::quoted};
use crate::{
    diag::{Diagnostic, Diagnostics, codes::json as codes},
    source::{SourceId, Sources, Span},
};

/// Reads tokens that are one JSON value: a group in braces or brackets, a literal, `true`, `false` or `null`.
/// `end` is where a value that is missing would stand. `None` if they are not; the diagnostics say why.
///
/// Strings are Rust's (raw ones too), numbers are JSON's.
pub fn from_tokens(
    sources: &mut Sources,
    id: SourceId,
    tokens: TokenStream,
    end: TokenSpan,
    diags: &mut Diagnostics,
) -> Option<Node> {
    let mut reader = Reader { sources, source: id, diags, failed: false };
    let mut cursor = Cursor::new(tokens, end);
    if cursor.peek().is_none() {
        let span = reader.span(end);
        let help = "write an object with `StartAt` and `States`";
        return reader.fault(codes::EMPTY, span, "the definition is empty", help);
    }
    let node = reader.value(&mut cursor, 0)?;
    if let Some(next) = cursor.peek() {
        let span = reader.span(next.span());
        let message = format!("{} follows the JSON value", quoted(&next.to_string()));
        reader.fault::<()>(codes::TRAILING, span, message, "remove what follows the definition");
    }
    (!reader.failed).then_some(node)
}

/// The tokens of one group, with one token of look-ahead and groups without delimiters opened.
struct Cursor {
    stack: Vec<IntoIter>,
    next: Option<TokenTree>,
    /// Where the group ends.
    end: TokenSpan,
}

impl Cursor {
    fn new(tokens: TokenStream, end: TokenSpan) -> Self {
        let mut cursor = Cursor { stack: vec![tokens.into_iter()], next: None, end };
        cursor.advance();
        cursor
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.next.as_ref()
    }

    fn take(&mut self) -> Option<TokenTree> {
        let token = self.next.take();
        self.advance();
        token
    }

    fn punct(&self, wanted: char) -> bool {
        matches!(&self.next, Some(TokenTree::Punct(p)) if p.as_char() == wanted)
    }

    fn advance(&mut self) {
        self.next = None;
        while let Some(tokens) = self.stack.last_mut() {
            match tokens.next() {
                // What macro_rules passes on as one fragment.
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                    self.stack.push(group.stream().into_iter());
                }
                Some(token) => {
                    self.next = Some(token);
                    return;
                }
                None => {
                    self.stack.pop();
                }
            }
        }
    }
}

struct Reader<'a> {
    sources: &'a mut Sources,
    source: SourceId,
    diags: &'a mut Diagnostics,
    failed: bool,
}

impl Reader<'_> {
    fn value(&mut self, tokens: &mut Cursor, depth: usize) -> Option<Node> {
        let Some(token) = tokens.take() else {
            let span = self.span(tokens.end);
            return self.fault(codes::SYNTAX, span, "expected a value", "");
        };
        match token {
            TokenTree::Group(group) => self.group(&group, depth),
            TokenTree::Literal(literal) => {
                let span = self.span(literal.span());
                Some(Node { span, kind: self.literal(&literal, span)? })
            }
            TokenTree::Ident(ident) => {
                let span = self.span(ident.span());
                let kind = match ident.to_string().as_str() {
                    "true" => Kind::Bool(true),
                    "false" => Kind::Bool(false),
                    "null" => Kind::Null,
                    "None" => return self.fault(codes::SYNTAX, span, "`None` is no JSON value", "write `null`"),
                    word => {
                        let message = format!("`{word}` is no JSON value");
                        return self.fault(codes::SYNTAX, span, message, "strings stand in double quotes");
                    }
                };
                Some(Node { span, kind })
            }
            TokenTree::Punct(punct) if punct.as_char() == '-' => {
                let minus = self.span(punct.span());
                match tokens.take() {
                    Some(TokenTree::Literal(literal)) => {
                        let span = self.span(literal.span());
                        let text = format!("-{literal}");
                        if text.starts_with("-\"") || text.starts_with("-'") {
                            return self.fault(codes::SYNTAX, minus, "`-` stands before no number", "");
                        }
                        Some(Node { span: minus.to(span), kind: self.number(text, minus.to(span))? })
                    }
                    _ => self.fault(codes::SYNTAX, minus, "`-` stands before no number", ""),
                }
            }
            TokenTree::Punct(punct) => {
                let span = self.span(punct.span());
                self.fault(codes::SYNTAX, span, format!("expected a value, found `{punct}`"), "")
            }
        }
    }

    fn group(&mut self, group: &Group, depth: usize) -> Option<Node> {
        let open = self.span(group.span_open());
        if depth == MAX_DEPTH {
            let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
            return self.fault(codes::TOO_DEEP, open, message, "make the value in several states");
        }
        let mut tokens = Cursor::new(group.stream(), group.span_close());
        let kind = match group.delimiter() {
            Delimiter::Brace => self.object(&mut tokens, depth + 1)?,
            Delimiter::Bracket => self.array(&mut tokens, depth + 1)?,
            Delimiter::Parenthesis | Delimiter::None => {
                let help = "objects stand in `{ }`, arrays in `[ ]`";
                return self.fault(codes::SYNTAX, open, "parentheses are no JSON", help);
            }
        };
        let close = self.span(group.span_close());
        Some(Node { span: open.to(close), kind })
    }

    fn array(&mut self, tokens: &mut Cursor, depth: usize) -> Option<Kind> {
        let mut items = Vec::new();
        while tokens.peek().is_some() {
            items.push(self.value(tokens, depth)?);
            self.comma(tokens)?;
        }
        Some(Kind::Array(items))
    }

    fn object(&mut self, tokens: &mut Cursor, depth: usize) -> Option<Kind> {
        let mut members = Builder::default();
        while let Some(token) = tokens.take() {
            let span = self.span(token.span());
            let key = match &token {
                TokenTree::Literal(literal) => match self.literal(literal, span)? {
                    Kind::String(text) => text,
                    _ => return self.fault(codes::SYNTAX, span, "keys are strings in double quotes", ""),
                },
                TokenTree::Ident(ident) => {
                    let help = format!("write `\"{ident}\"`");
                    self.fault::<()>(codes::SYNTAX, span, format!("the key `{ident}` is not in double quotes"), help);
                    Text { value: ident.to_string(), span, places: Places::Whole }
                }
                other => {
                    let message = format!("expected a key in double quotes, found {}", quoted(&other.to_string()));
                    return self.fault(codes::SYNTAX, span, message, "");
                }
            };
            if !tokens.punct(':') {
                let at = tokens.peek().map_or(tokens.end, TokenTree::span);
                let span = self.span(at);
                return self.fault(codes::SYNTAX, span, format!("expected `:` after the key `{}`", key.value), "");
            }
            tokens.take();
            let value = self.value(tokens, depth)?;
            if let Some(duplicate) = members.add(Member { key, value }) {
                self.failed = true;
                self.diags.push(duplicate);
            }
            self.comma(tokens)?;
        }
        Some(Kind::Object(members.finish()))
    }

    fn comma(&mut self, tokens: &mut Cursor) -> Option<()> {
        let Some(token) = tokens.peek() else { return Some(()) };
        let span = self.span(token.span());
        if !tokens.punct(',') {
            let message = format!("expected `,`, found {}", quoted(&token.to_string()));
            return self.fault(codes::SYNTAX, span, message, "separate the elements with a comma");
        }
        tokens.take();
        if tokens.peek().is_none() {
            let help = "remove it: JSON has no trailing commas";
            self.fault::<()>(codes::TRAILING_COMMA, span, "a comma before the closing bracket", help);
        }
        Some(())
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Option<Kind> {
        match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) if text.suffix().is_empty() => {
                Some(Kind::String(Text { value: text.value(), span, places: Places::Whole }))
            }
            syn::Lit::Int(_) | syn::Lit::Float(_) => self.number(literal.to_string(), span),
            syn::Lit::Char(_) => {
                self.fault(codes::STRING, span, "a character in single quotes", "write it in double quotes")
            }
            _ => {
                let message = format!("{} is no JSON value", quoted(&literal.to_string()));
                self.fault(codes::SYNTAX, span, message, "strings stand in plain double quotes")
            }
        }
    }

    fn number(&mut self, text: String, span: Span) -> Option<Kind> {
        match number::check(&text) {
            Ok(()) => Some(Kind::Number(text)),
            Err(fault) => self.fault(codes::NUMBER, span, fault.message(&text), fault.help()),
        }
    }

    fn span(&mut self, span: TokenSpan) -> Span {
        self.sources.token(self.source, span)
    }

    fn fault<T>(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.failed = true;
        let diagnostic = Diagnostic::error(code, span, message);
        let help = help.into();
        self.diags.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
        None
    }
}
