//! What plain scalars are, by the core schema of YAML 1.2, as far as JSON can hold it.

use crate::json::{Kind, number};

/// What a plain scalar is, other than a string.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar {
    /// A value, in JSON's terms.
    Value(Kind),
    /// A string.
    String,
    /// A value that JSON cannot hold, or that readers of YAML disagree about: why, and what to do.
    Fault(String, String),
}

/// Reads a plain scalar.
pub(super) fn resolve(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Value(Kind::Null),
        "true" | "True" | "TRUE" => return Scalar::Value(Kind::Bool(true)),
        "false" | "False" | "FALSE" => return Scalar::Value(Kind::Bool(false)),
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return fault(text, "JSON has no such number", "write a number, or put the text in quotes");
    }
    if let Some(digits) = text.strip_prefix("0x").filter(|d| all(d, |b| b.is_ascii_hexdigit())) {
        return radix(text, digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o").filter(|d| all(d, |b| b.is_ascii_digit() && b < b'8')) {
        return radix(text, digits, 8);
    }
    match decimal(unsigned) {
        Some(written) => decimal_value(text, unsigned, &written),
        None => Scalar::String,
    }
}

fn decimal_value(text: &str, unsigned: &str, written: &str) -> Scalar {
    if unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        let help = "put it in quotes if it is a text, or write it without the leading zero";
        return fault(text, "readers of YAML disagree about numbers with a leading zero", help);
    }
    let written = if text.starts_with('-') { format!("-{written}") } else { written.to_owned() };
    match number::check(&written) {
        Ok(()) => Scalar::Value(Kind::Number(written)),
        Err(fault) => Scalar::Fault(fault.message(&written), fault.help().to_owned()),
    }
}

fn fault(text: &str, why: &str, help: &str) -> Scalar {
    let text: String = text.chars().take(40).collect();
    Scalar::Fault(format!("`{text}` cannot be read: {why}"), help.to_owned())
}

fn radix(text: &str, digits: &str, radix: u32) -> Scalar {
    match u128::from_str_radix(digits, radix) {
        Ok(value) => Scalar::Value(Kind::Number(value.to_string())),
        Err(_) => fault(text, "the number is too large", "write it in decimal digits"),
    }
}

/// A number of the core schema without its sign, as JSON writes it: `.5` is `0.5` and `1.` is `1`.
fn decimal(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at)?, Some(text.get(at + 1..)?)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let mut written = if whole.is_empty() { "0".to_owned() } else { whole.to_owned() };
    if !fraction.is_empty() {
        written.push('.');
        written.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        if !all(exponent.strip_prefix(['+', '-']).unwrap_or(exponent), |b| b.is_ascii_digit()) {
            return None;
        }
        written.push('e');
        written.push_str(exponent);
    }
    Some(written)
}

/// Whether there are bytes and all of them are such.
fn all(text: &str, is: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is)
}

#[cfg(test)]
mod tests {
    use super::{Scalar, resolve};
    use crate::json::Kind;

    #[test]
    fn the_core_schema() {
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(resolve(text), Scalar::Value(Kind::Null), "{text}");
        }
        for (text, value) in [("true", true), ("True", true), ("FALSE", false)] {
            assert_eq!(resolve(text), Scalar::Value(Kind::Bool(value)), "{text}");
        }
        for (text, number) in [
            ("0", "0"),
            ("-0", "-0"),
            ("+12", "12"),
            ("-1.50", "-1.50"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("1.", "1"),
            ("1.e5", "1e5"),
            ("1E+9", "1e+9"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert_eq!(resolve(text), Scalar::Value(Kind::Number(number.into())), "{text}");
        }
    }

    #[test]
    fn all_else_is_a_string() {
        for text in [
            "yes",
            "no",
            "on",
            "off",
            "y",
            "nULL",
            "tRue",
            "2026-01-31",
            "12:30:45",
            "1_000",
            "0b1",
            "-0x1",
            "0x",
            "0o8",
            "1e",
            "e5",
            ".",
            "-",
            "+",
            "1.2.3",
            "- 1",
            "1 000",
            "é",
            "<<",
            "NaN",
            "inf",
            "--1",
        ] {
            assert_eq!(resolve(text), Scalar::String, "{text}");
        }
    }

    #[test]
    fn what_json_cannot_hold_is_said() {
        for text in [".inf", "-.INF", ".nan", "012", "-00", "1e400", "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"] {
            assert!(matches!(resolve(text), Scalar::Fault(..)), "{text}");
        }
    }
}
