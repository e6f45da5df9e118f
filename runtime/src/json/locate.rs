//! Which value of a JSON text a parser's complaint is about.

use std::fmt::Write;

/// The path of the innermost value that a parser was in when it stopped at that line and column (both
/// from 1, the column counted in bytes already read).
pub(crate) fn path_at(text: &str, line: usize, column: usize) -> String {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut path = "$".to_owned();
    for step in Walk::new(text.as_bytes(), (start + column).min(text.len())).steps() {
        match step {
            Step::Index(index) => _ = write!(path, "[{index}]"),
            Step::Key(key) if is_plain(&key) => _ = write!(path, ".{key}"),
            Step::Key(key) => _ = write!(path, "['{}']", key.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

enum Step {
    Index(usize),
    Key(String),
}

/// An array or object that the walk is in.
enum Level {
    Array(usize),
    Object(Option<String>),
}

/// Reads tokens up to an offset and remembers what they are in.
struct Walk<'a> {
    text: &'a [u8],
    end: usize,
    at: usize,
    levels: Vec<Level>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8], end: usize) -> Self {
        Self { text, end, at: 0, levels: Vec::new() }
    }

    fn steps(mut self) -> Vec<Step> {
        // A value that ends exactly where the parser stopped is the one it complains about.
        while self.at < self.end {
            let from = self.at;
            match self.text.get(from) {
                Some(b'{') => self.open(Level::Object(None)),
                Some(b'[') => self.open(Level::Array(0)),
                Some(b'}' | b']') => {
                    self.at += 1;
                    if self.at < self.end {
                        self.levels.pop();
                    } else {
                        return self.path(true);
                    }
                }
                Some(b',') => {
                    self.at += 1;
                    match self.levels.last_mut() {
                        Some(Level::Array(index)) => *index += 1,
                        Some(Level::Object(key)) => *key = None,
                        None => {}
                    }
                }
                Some(b'"') => self.string(),
                Some(_) => self.at += 1,
                None => break,
            }
        }
        self.path(false)
    }

    fn open(&mut self, level: Level) {
        self.at += 1;
        if self.at < self.end {
            self.levels.push(level);
        }
    }

    fn string(&mut self) {
        let from = self.at;
        self.at += 1;
        while let Some(byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => break,
                _ => {}
            }
        }
        if let Some(Level::Object(key @ None)) = self.levels.last_mut() {
            let token = self.text.get(from..self.at).unwrap_or_default();
            *key = Some(serde_json::from_slice(token).unwrap_or_default());
        }
    }

    /// The steps to the value; `closed` if the innermost level has just ended and is itself the value.
    fn path(self, closed: bool) -> Vec<Step> {
        let depth = self.levels.len() - usize::from(closed && !self.levels.is_empty());
        let steps = self.levels.into_iter().take(depth).filter_map(|level| match level {
            Level::Array(index) => Some(Step::Index(index)),
            Level::Object(key) => key.map(Step::Key),
        });
        steps.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Order {
        id: String,
        items: Vec<Item>,
        #[serde(rename = "ship-to")]
        ship_to: Option<Item>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Item {
        sku: String,
        count: u32,
    }

    fn fault(text: &str) -> String {
        let error = serde_json::from_str::<Order>(text).unwrap_err();
        path_at(text, error.line(), error.column())
    }

    #[test]
    fn the_value_at_fault_is_named() {
        assert_eq!(fault(r#"{"id":1,"items":[]}"#), "$.id");
        assert_eq!(
            fault("{\"id\":\"é\",\n \"items\":[{\"sku\":\"a\",\"count\":1},{\"sku\":\"b\",\"count\":-1}]}"),
            "$.items[1].count"
        );
        assert_eq!(fault(r#"{"id":"a","items":[{"sku":"a"}]}"#), "$.items[0]");
        assert_eq!(fault(r#"{"id":"a"}"#), "$");
        assert_eq!(fault(r#"{"id":"a","items":[],"ship-to":{"sku":null,"count":1}}"#), "$['ship-to'].sku");
        assert_eq!(fault(r#"{"id":"a","items":{}}"#), "$.items");
        assert_eq!(fault(r#"{"id":{"x":1},"items":[]}"#), "$.id");
        assert_eq!(fault("3"), "$");
        assert_eq!(fault(""), "$");
    }
}
