//! Regular expressions, compiled when they are first asked.

use std::sync::OnceLock;

/// A pattern in the syntax of the `regex` crate, as the compiler translated it.
#[derive(Debug)]
pub struct Regex {
    pattern: &'static str,
    compiled: OnceLock<Option<regex::Regex>>,
}

impl Regex {
    /// A pattern.
    #[must_use]
    pub const fn new(pattern: &'static str) -> Self {
        Regex { pattern, compiled: OnceLock::new() }
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        // The compiler checked the pattern: what is left is one whose program would be too large.
        self.compiled
            .get_or_init(|| regex::Regex::new(self.pattern).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}
