//! Any JSON, written as YAML in any style, reads to the same tree; whatever else comes in gets an answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::Value;
use stepwright_compiler::{
    diag::Diagnostics,
    json::{self, Kind, Language, Node, Pointer},
    source::Sources,
};

fn read(text: &str) -> Result<Node, String> {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("a.yaml", text);
    let found = json::read(&sources, id, Language::Yaml, &Pointer::default(), &mut diags);
    for diagnostic in diags.as_slice() {
        sources.positions(diagnostic.primary.span).unwrap();
    }
    found.value().ok_or_else(|| diags.into_sorted().iter().map(|d| format!("{} {}\n", d.code, d.message)).collect())
}

/// Writes values in styles that a list of numbers chooses.
struct Writer {
    choices: Vec<u8>,
    next: usize,
}

impl Writer {
    fn choose(&mut self, of: u8) -> u8 {
        self.next += 1;
        self.choices[self.next % self.choices.len()] % of
    }

    fn value(&mut self, value: &Value, indent: usize, flow: bool) -> String {
        let pad = " ".repeat(indent);
        match value {
            Value::Object(members) if !flow && !members.is_empty() && self.choose(4) > 0 => {
                let mut out = String::new();
                for (key, value) in members {
                    let key = self.line(key);
                    write!(out, "\n{pad}{key}:{}", self.behind(value, indent)).unwrap();
                }
                out
            }
            Value::Array(items) if !flow && !items.is_empty() && self.choose(4) > 0 => {
                let mut out = String::new();
                for item in items {
                    write!(out, "\n{pad}-{}", self.behind(item, indent)).unwrap();
                }
                out
            }
            Value::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| format!("{}: {}", self.line(key), self.value(value, indent, true)))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.value(item, indent, true)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::String(text) if flow => self.line(text),
            Value::String(text) => self.string(text, indent),
            other => other.to_string(),
        }
    }

    /// A value behind a key or a dash.
    fn behind(&mut self, value: &Value, indent: usize) -> String {
        let deeper = 1 + usize::from(self.choose(3));
        let text = self.value(value, indent + deeper, false);
        if text.starts_with('\n') { text } else { format!(" {text}") }
    }

    /// A string that may go over several lines.
    fn string(&mut self, text: &str, indent: usize) -> String {
        let pad = " ".repeat(indent + 1);
        let printable = text.chars().all(|c| c == '\n' || is_printable(c));
        if !printable || text.is_empty() || text.starts_with([' ', '\n', '\t']) || self.choose(3) == 0 {
            return self.line(text);
        }
        let kept = text.trim_end_matches('\n');
        let chomp = match text.len() - kept.len() {
            0 => "-",
            1 => "",
            _ => "+",
        };
        let lines: Vec<String> = text
            .trim_end_matches('\n')
            .split('\n')
            .map(|l| if l.is_empty() { String::new() } else { format!("{pad}{l}") })
            .collect();
        format!("|{chomp}\n{}{}", lines.join("\n"), "\n".repeat((text.len() - kept.len()).saturating_sub(1)))
    }

    /// A string on one line.
    fn line(&mut self, text: &str) -> String {
        let word = |c: char| c.is_alphabetic() || c == '_';
        let choice = self.choose(3);
        let reserved = ["true", "false", "null", "y", "n"].contains(&text.to_lowercase().as_str());
        if choice == 0 && !text.is_empty() && text.chars().all(word) && !reserved {
            return text.to_owned();
        }
        if choice == 1 && text.chars().all(is_printable) {
            return format!("'{}'", text.replace('\'', "''"));
        }
        let mut out = String::from("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                '\n' => out.push_str("\\n"),
                c if is_printable(c) => out.push(c),
                c => write!(out, "\\U{:08x}", u32::from(c)).unwrap(),
            }
        }
        out.push('"');
        out
    }
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof!["[a-z$.\\[\\]{}#:,&*!|>'\"%@`? -]{0,12}", "\\PC{0,8}", "[a-zé \n\t]{0,20}", ".{0,8}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has it", |n| n.is_finite()).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((text.clone(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every string's parts stand where the text has the same characters, if it is one stretch.
fn holds(node: &Node, text: &str) {
    match &node.kind {
        Kind::String(string) => {
            for (at, c) in string.value.char_indices() {
                let part = string.part(at, at + c.len_utf8());
                let source = &text[part.start as usize..part.end as usize];
                assert!(
                    source == c.to_string() || source.starts_with(['\\', '\'', '\n', ' ', '\t']) || part == string.span
                        // The parser ends the last line where the file does not.
                        || (c == '\n' && source.is_empty()),
                    "{c:?} is not {source:?} of\n{text}"
                );
                assert!(part.start >= string.span.start && (part.end <= string.span.end || c == '\n'), "{text}");
            }
        }
        Kind::Array(items) => items.iter().for_each(|item| holds(item, text)),
        Kind::Object(members) => {
            for member in members {
                assert!(node.span.start <= member.key.span.start && member.value.span.end <= node.span.end, "{text}");
                holds(&member.value, text);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
    }
}

fn configuration() -> ProptestConfig {
    let cases = std::env::var("STEPWRIGHT_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(configuration())]

    #[test]
    fn json_as_yaml_is_the_same_tree(value in values(), choices in prop::collection::vec(any::<u8>(), 1..40)) {
        let text = Writer { choices, next: 0 }.value(&value, 0, false) + "\n";
        let node = read(&text).map_err(|said| TestCaseError::fail(format!("{said}\n{text}")))?;
        prop_assert_eq!(node.to_value(), value, "{}", text);
        holds(&node, &text);
    }

    #[test]
    fn torn_yaml_gets_an_answer(
        value in values(),
        choices in prop::collection::vec(any::<u8>(), 1..40),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), "[-\\n \t:{}\\[\\]&*!|>'\"%@`?#,a<é\r]{0,4}"), 1..6),
    ) {
        let mut text: Vec<char> = Writer { choices, next: 0 }.value(&value, 0, false).chars().collect();
        for (at, new) in cuts {
            let at = at.index(text.len() + 1);
            let end = (at + 2).min(text.len());
            text.splice(at..end, new.chars());
        }
        let text: String = text.into_iter().collect();
        if let Ok(node) = read(&text) {
            let _ = node.to_value();
        }
    }

    #[test]
    fn any_text_gets_an_answer(text in "\\PC{0,40}|[-\\n \t:{}\\[\\]&*!|>'\"%@`?#,a]{0,60}") {
        let _ = read(&text);
    }
}
