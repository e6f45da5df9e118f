//! How JSON writes numbers.

/// Why a number is not JSON's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    LeadingZero,
    Plus,
    BareDot,
    Underscore,
    Radix,
    Suffix,
    TooLarge,
    Other,
}

impl Fault {
    pub(super) fn message(self, text: &str) -> String {
        let text: String = text.chars().take(40).collect();
        match self {
            Fault::TooLarge => format!("the number `{text}` is too large"),
            _ => format!("`{text}` is not a number as JSON writes it"),
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Fault::LeadingZero => "write it without the leading zero",
            Fault::Plus => "write it without the `+`",
            Fault::BareDot => "write a digit before and after the point",
            Fault::Underscore => "write the digits without `_`",
            Fault::Radix => "JSON has decimal numbers only",
            Fault::Suffix => "write it without the type suffix",
            Fault::TooLarge => "numbers go up to about 1.8e308",
            Fault::Other => "a number is digits, with an optional `-` before, and a fraction and an exponent behind",
        }
    }
}

/// Checks that a number is written as JSON has it, and that it can be represented.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with('+') {
        return Err(Fault::Plus);
    }
    let radix = |x| digits.get(1..).is_some_and(|rest| rest.starts_with(x));
    if digits.starts_with('0') && (radix('x') || radix('X') || radix('b') || radix('o')) {
        return Err(Fault::Radix);
    }
    if digits.contains('_') {
        return Err(Fault::Underscore);
    }
    let (whole, rest) = run(digits);
    if whole.is_empty() {
        return Err(if rest.starts_with('.') { Fault::BareDot } else { Fault::Other });
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(Fault::LeadingZero);
    }
    let mut rest = rest;
    if let Some(after) = rest.strip_prefix('.') {
        let (fraction, behind) = run(after);
        if fraction.is_empty() {
            return Err(Fault::BareDot);
        }
        rest = behind;
    }
    if let Some(after) = rest.strip_prefix(['e', 'E']) {
        let (exponent, behind) = run(after.strip_prefix(['+', '-']).unwrap_or(after));
        if exponent.is_empty() {
            return Err(Fault::Other);
        }
        rest = behind;
    }
    if !rest.is_empty() {
        let suffix = rest.starts_with(['i', 'u', 'f']) && rest.chars().skip(1).all(|c| c.is_ascii_alphanumeric());
        return Err(if suffix { Fault::Suffix } else { Fault::Other });
    }
    text.parse::<serde_json::Number>().map(drop).map_err(|_| Fault::TooLarge)
}

/// Splits the leading digits off.
fn run(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{Fault, check};

    #[test]
    fn takes_what_json_takes() {
        for text in ["0", "-0", "12", "1.5", "0.25e-3", "1E+9", "123456789012345678901234567890", "1e-999"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn names_what_is_wrong() {
        for (text, fault) in [
            ("01", Fault::LeadingZero),
            ("-01", Fault::LeadingZero),
            ("+1", Fault::Plus),
            (".5", Fault::BareDot),
            ("1.", Fault::BareDot),
            ("1.e5", Fault::BareDot),
            ("1_000", Fault::Underscore),
            ("0x1F", Fault::Radix),
            ("0b1", Fault::Radix),
            ("1u32", Fault::Suffix),
            ("1.5f64", Fault::Suffix),
            ("1e400", Fault::TooLarge),
            ("-", Fault::Other),
            ("1e", Fault::Other),
            ("1.2.3", Fault::Other),
        ] {
            assert_eq!(check(text), Err(fault), "{text}");
        }
    }
}
