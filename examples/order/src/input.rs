//! Reads orders from JSON Lines: one order a line; bad lines are named, the rest stands.

use std::collections::HashMap;

use crate::shop::Order;

/// The orders that are run without `--orders`.
pub(crate) const BUILT_IN: &str = include_str!("../orders.jsonl");

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Input {
    pub(crate) orders: Vec<Line>,
    pub(crate) bad: Vec<BadLine>,
}

/// An order and the line that it stands on, from 1.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) order: Order,
}

/// A line that is skipped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadLine {
    pub(crate) number: usize,
    pub(crate) reason: String,
}

/// Reads every line; empty ones do not count.
pub(crate) fn read(bytes: &[u8]) -> Input {
    let mut input = Input::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let order = match parse(line) {
            Ok(order) => order,
            Err(reason) => {
                input.bad.push(BadLine { number, reason });
                continue;
            }
        };
        match seen.get(&order.id) {
            Some(first) => {
                let reason = format!("`id`: order `{}` stands on line {first} already", order.id);
                input.bad.push(BadLine { number, reason });
            }
            None => {
                seen.insert(order.id.clone(), number);
                input.orders.push(Line { number, order });
            }
        }
    }
    input
}

fn parse(line: &[u8]) -> Result<Order, String> {
    let text = std::str::from_utf8(line).map_err(|error| format!("byte {}: not UTF-8", error.valid_up_to() + 1))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let order = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let reason = reason(error.inner());
        if path == "." || error.inner().is_syntax() || error.inner().is_eof() {
            reason
        } else {
            format!("`{path}`: {reason}")
        }
    })?;
    json.end().map_err(|error| reason(&error))?;
    Ok(order)
}

/// The error without `line 1`, which it is always at: the column is what helps.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match text.strip_suffix(&place) {
        Some(message) => format!("{message} (column {})", error.column()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        r#"{"id":"1","customer":"A","country":"DE","delivery":"express","card":"visa-1","items":[],"total":5}"#;

    fn bad(text: &str) -> Vec<(usize, String)> {
        read(text.as_bytes()).bad.into_iter().map(|bad| (bad.number, bad.reason)).collect()
    }

    #[test]
    fn the_built_in_file_is_whole() {
        let input = read(BUILT_IN.as_bytes());
        assert_eq!(input.bad, []);
        assert_eq!(input.orders.len(), 400);
        for Line { number, order } in &input.orders {
            let sum: u32 = order.items.iter().map(|item| item.quantity * item.price).sum();
            assert_eq!(order.total, sum, "line {number}");
        }
    }

    #[test]
    fn malformed_json_is_named_by_line_and_column() {
        let text = format!("{GOOD}\n\n{{\"id\": \"2\",,}}\n{{\"id\": \n");
        assert_eq!(
            bad(&text),
            [(3, "key must be a string (column 12)".into()), (4, "EOF while parsing a value (column 6)".into())]
        );
        assert_eq!(read(text.as_bytes()).orders.len(), 1);
        assert_eq!(bad(&format!("{GOOD} x")), [(1, format!("trailing characters (column {})", GOOD.len() + 2))]);
    }

    #[test]
    fn a_wrong_type_is_named_by_its_path() {
        let items =
            GOOD.replace("[]", r#"[{"sku":"a","quantity":1,"price":2},{"sku":"b","quantity":"two","price":2}]"#);
        let [(1, reason)] = &*bad(&items) else { panic!() };
        assert!(
            reason.starts_with("`items[1].quantity`: invalid type: string \"two\", expected u32 (column"),
            "{reason}"
        );
        let [(1, reason)] = &*bad(&GOOD.replace("express", "teleport")) else { panic!() };
        assert!(reason.starts_with("`delivery`: unknown variant `teleport`"), "{reason}");
        let [(1, reason)] = &*bad(&GOOD.replace("\"total\":5", "\"total\":-5")) else { panic!() };
        assert!(reason.starts_with("`total`: invalid value: integer `-5`"), "{reason}");
        let [(1, reason)] = &*bad(r#"{"id":"1"}"#) else { panic!() };
        assert!(reason.starts_with("missing field `customer`"), "{reason}");
        let [(1, reason)] = &*bad("7") else { panic!() };
        assert!(reason.starts_with("invalid type: integer `7`, expected struct Order"), "{reason}");
    }

    #[test]
    fn an_id_counts_once() {
        let reason = "`id`: order `1` stands on line 1 already".to_owned();
        assert_eq!(bad(&format!("{GOOD}\r\n{GOOD}\r\n{GOOD}")), [(2, reason.clone()), (3, reason)]);
    }

    #[test]
    fn bytes_that_are_no_text_are_one_bad_line() {
        let mut bytes = b"\xef\xbb\xbf".to_vec();
        bytes.extend_from_slice(GOOD.as_bytes());
        bytes.extend_from_slice(b"\n{\"id\":\"\xff\"}\n");
        let input = read(&bytes);
        assert_eq!(input.orders.len(), 1);
        assert_eq!(input.bad, [BadLine { number: 2, reason: "byte 8: not UTF-8".into() }]);
    }
}
