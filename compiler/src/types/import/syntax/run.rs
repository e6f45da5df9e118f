//! How deep the parser will go at a token: what nests in what, told from the tokens alone.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenTree};

/// Beyond what signatures need, within what the parser's frames leave of a thread's stack in a debug build.
pub(super) const DEEPEST: usize = 24;
/// What nobody parses is only walked through.
const DEEPEST_OPAQUE: usize = 256;
/// How many tokens may follow one another without a separator: a chain of operators is a tree as deep as it is long.
const LONGEST: usize = 2_000;

/// Words that stand before what they are about, as prefix operators do: `&mut T`, `*const T`.
const PREFIXES: [&str; 12] =
    ["async", "box", "const", "dyn", "extern", "impl", "move", "mut", "raw", "ref", "static", "unsafe"];
/// Words that hold all that follows them up to a separator.
const HOLDERS: [&str; 5] = ["become", "break", "let", "return", "yield"];
/// Other words that no value ends with.
const WORDS: [&str; 6] = ["as", "else", "fn", "if", "in", "match"];

/// The tokens of one group, from left to right.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// How deep the group stands.
    depth: usize,
    /// Open `<`.
    angles: usize,
    /// Prefix operators in a row, which nest as brackets do.
    prefixes: usize,
    /// What holds all that follows it up to a separator: `=`, `->`, a closure's arguments, `return`, a step of `use`.
    holders: usize,
    /// The tokens since the last separator.
    tokens: usize,
    /// Inside of a `use`.
    in_use: bool,
    /// Tokens of a macro call, which nobody parses.
    is_opaque: bool,
    before: Before,
    /// How far `name ! name` has been read: the group behind it is that of a macro call.
    call: Call,
}

/// What stands before a token, as far as that matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Before {
    /// An operator, a separator, or nothing: a value may begin.
    #[default]
    Operator,
    /// The end of a value or a type: an operator may follow.
    Operand,
    /// The first half of what may be `->`.
    Minus,
    /// The first half of what may be `=>`.
    Equals,
    /// `'`: a lifetime's name follows.
    Quote,
    /// `#`, `#!`: an attribute follows.
    Hash,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Call {
    #[default]
    None,
    Name,
    Bang,
}

impl Run {
    /// The run of a group that stands here; `None` if that would be too deep.
    pub(super) fn inside(&self) -> Option<Run> {
        let depth = self.depth();
        let is_opaque = self.is_opaque || self.call == Call::Bang;
        (depth < if is_opaque { DEEPEST_OPAQUE } else { DEEPEST }).then(|| Run {
            depth: depth + 1,
            in_use: self.in_use,
            is_opaque,
            ..Run::default()
        })
    }

    /// Whether no `<` is open here.
    pub(super) fn is_plain(&self) -> bool {
        self.angles == 0
    }

    fn depth(&self) -> usize {
        if self.is_opaque {
            return self.depth;
        }
        self.depth + self.angles + self.prefixes + self.holders
    }

    /// Goes past a group; `goes_on` if an `else` follows.
    pub(super) fn group(&mut self, group: &Group, goes_on: bool) -> syn::Result<()> {
        self.call = Call::None;
        if std::mem::replace(&mut self.before, Before::Operand) == Before::Hash {
            self.before = Before::Operator;
            return Ok(());
        }
        self.prefixes = 0;
        if group.delimiter() == Delimiter::Brace && !goes_on {
            self.separate();
            self.in_use = false;
        }
        self.count(group.span_open())
    }

    /// Goes past a token that is no group.
    pub(super) fn token(&mut self, token: &TokenTree) -> syn::Result<()> {
        match token {
            TokenTree::Group(_) => {}
            TokenTree::Punct(punct) => self.punct(punct),
            TokenTree::Ident(ident) => self.ident(ident),
            TokenTree::Literal(_) => (self.prefixes, self.before, self.call) = (0, Before::Operand, Call::None),
        }
        self.count(token.span())
    }

    fn punct(&mut self, punct: &Punct) {
        let (c, is_joint) = (punct.as_char(), punct.spacing() == Spacing::Joint);
        let before = std::mem::take(&mut self.before);
        self.call = match (c, self.call) {
            ('!', Call::Name) => Call::Bang,
            _ => Call::None,
        };
        match c {
            '<' => self.angles += 1,
            '>' if before == Before::Minus => self.holders += 1,
            // What an arm of a `match` holds ends with the arm.
            '>' if before == Before::Equals => self.holders = self.holders.saturating_sub(1),
            '>' => self.angles = self.angles.saturating_sub(1),
            ',' => self.separate(),
            ';' => {
                self.separate();
                (self.angles, self.in_use) = (0, false);
            }
            '=' | '@' => self.holders += 1,
            '|' if before != Before::Operand => self.holders += 1,
            ':' if is_joint && self.in_use => self.holders += 1,
            _ => {}
        }
        self.prefixes = match c {
            '&' | '!' | '*' | '-' => self.prefixes + 1,
            '\'' => self.prefixes,
            _ => 0,
        };
        self.before = match c {
            '-' if is_joint => Before::Minus,
            '=' if is_joint => Before::Equals,
            '\'' => Before::Quote,
            '#' => Before::Hash,
            '!' if before == Before::Hash => Before::Hash,
            '>' if !matches!(before, Before::Minus | Before::Equals) => Before::Operand,
            '?' => Before::Operand,
            _ => Before::Operator,
        };
    }

    fn ident(&mut self, ident: &Ident) {
        let is_of = |words: &[&str]| words.iter().any(|word| ident == word);
        let is_prefix = is_of(&PREFIXES) || self.before == Before::Quote;
        let is_holder = is_of(&HOLDERS);
        self.in_use |= ident == "use";
        self.holders += usize::from(is_holder);
        self.prefixes = if is_prefix { self.prefixes } else { 0 };
        let is_word = is_prefix || is_holder || is_of(&WORDS);
        self.before = if is_word { Before::Operator } else { Before::Operand };
        self.call = match self.call {
            _ if is_word => Call::None,
            // `macro_rules! name { .. }`
            Call::Bang => Call::Bang,
            Call::Name | Call::None => Call::Name,
        };
    }

    /// What was held so far ends here.
    fn separate(&mut self) {
        (self.holders, self.tokens) = (0, 0);
    }

    fn count(&mut self, span: Span) -> syn::Result<()> {
        // Attributes, and lines of documentation with them, may be many.
        self.tokens += usize::from(self.before != Before::Hash);
        if self.is_opaque {
            return Ok(());
        }
        if self.depth() > DEEPEST {
            return Err(too_deep(span));
        }
        if self.tokens > LONGEST {
            return Err(syn::Error::new(span, format!("more than {LONGEST} tokens without a `,` or `;`")));
        }
        Ok(())
    }
}

/// Says that something stands too deep.
pub(super) fn too_deep(span: Span) -> syn::Error {
    syn::Error::new(span, format!("nested more than {DEEPEST} levels deep"))
}
