//! JSON pointers (RFC 6901): where in a document a value stands.

use std::{fmt, str::FromStr};

use super::Node;

/// A path of keys and indices from the root of a document. The empty one is the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    tokens: Vec<String>,
}

impl Pointer {
    /// Whether it is the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The value it points to, if there is one.
    #[must_use]
    pub fn find<'a>(&self, document: &'a Node) -> Option<&'a Node> {
        self.tokens.iter().try_fold(document, |node, token| step(node, token))
    }

    /// How much of the pointer leads to something, and what stands there: for a message about the rest.
    #[must_use]
    pub fn nearest<'a>(&self, document: &'a Node) -> (Pointer, &'a Node) {
        let (mut found, mut node) = (Pointer::default(), document);
        for token in &self.tokens {
            let Some(next) = step(node, token) else { break };
            found.tokens.push(token.clone());
            node = next;
        }
        (found, node)
    }

    /// The keys and indices, decoded.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(String::as_str)
    }
}

fn step<'a>(node: &'a Node, token: &str) -> Option<&'a Node> {
    if let Some(items) = node.as_array() {
        // RFC 6901: digits without leading zeros.
        let plain = token == "0" || (!token.starts_with('0') && token.bytes().all(|b| b.is_ascii_digit()));
        return token.parse::<usize>().ok().filter(|_| plain).and_then(|at| items.get(at));
    }
    node.get(token)
}

/// What is wrong with a text that is no pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPointer(&'static str);

impl fmt::Display for NotAPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NotAPointer {}

impl FromStr for Pointer {
    type Err = NotAPointer;

    fn from_str(text: &str) -> Result<Self, NotAPointer> {
        if text.is_empty() {
            return Ok(Pointer::default());
        }
        let rest = text.strip_prefix('/').ok_or(NotAPointer("a JSON pointer begins with `/`"))?;
        rest.split('/')
            .map(decode)
            .collect::<Option<Vec<_>>>()
            .map(|tokens| Pointer { tokens })
            .ok_or(NotAPointer("`~` stands in a JSON pointer only as `~0` (for `~`) or `~1` (for `/`)"))
    }
}

fn decode(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (c, rest) = match part.as_bytes().first()? {
            b'0' => ('~', part.get(1..)?),
            b'1' => ('/', part.get(1..)?),
            _ => return None,
        };
        out.push(c);
        out.push_str(rest);
    }
    Some(out)
}

/// As RFC 6901 writes it.
impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.iter().try_for_each(|token| write!(f, "/{}", token.replace('~', "~0").replace('/', "~1")))
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;
    use crate::{diag::Diagnostics, json::parse, source::Sources};

    #[test]
    fn finds_what_the_rfc_finds() {
        let text =
            r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "k\"l": 6, " ": 7, "m~n": 8, "0": 9, "~1": 10}"#;
        let mut sources = Sources::new();
        let id = sources.add_text("a", text);
        let document = parse(&sources, id, &mut Diagnostics::new()).unwrap();
        let find = |pointer: &str| {
            let pointer: Pointer = pointer.parse().unwrap();
            assert_eq!(pointer.to_string().parse::<Pointer>().unwrap(), pointer);
            pointer.find(&document).map(|node| node.to_value().to_string())
        };
        assert_eq!(find("").map(|text| text.len() > 50), Some(true));
        for (pointer, value) in [
            ("/foo/0", "\"bar\""),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/k\"l", "6"),
            ("/ ", "7"),
            ("/m~0n", "8"),
            ("/0", "9"),
            ("/~01", "10"),
        ] {
            assert_eq!(find(pointer).as_deref(), Some(value), "{pointer}");
        }
        for nothing in ["/foo/2", "/foo/00", "/foo/-", "/foo/+1", "/foo/", "/nope", "/foo/0/x", "/a/b"] {
            assert_eq!(find(nothing), None, "{nothing}");
        }
        let (near, node) = "/foo/7/x".parse::<Pointer>().unwrap().nearest(&document);
        assert_eq!((near.to_string().as_str(), node.describe()), ("/foo", "an array"));
    }

    #[test]
    fn refuses_what_is_no_pointer() {
        for text in ["foo", "/a~", "/a~2", "#/a", "/~"] {
            assert!(text.parse::<Pointer>().is_err(), "{text}");
        }
    }
}
