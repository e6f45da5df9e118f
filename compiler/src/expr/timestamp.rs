//! Timestamps as ASL has them: RFC 3339, `T` and `Z` in upper case, the zone mandatory.

use crate::{
    diag::{Diagnostics, Site, codes::structure::TIMESTAMP},
    ir::Spanned,
    json::Text,
};

/// Reads a timestamp literal. `None` if it is none; the diagnostics say why, and what to do `instead` if that is known.
pub(crate) fn parse(
    text: &Text,
    site: &Site,
    instead: Option<String>,
    diags: &mut Diagnostics,
) -> Option<Spanned<String>> {
    match check(&text.value) {
        Ok(()) => Some(Spanned { value: text.value.clone(), span: text.span }),
        Err(why) => {
            let message = format!("{site} is no RFC 3339 timestamp: {why}");
            let help = instead.unwrap_or_else(|| "write it as `2026-01-31T12:00:00Z`".to_owned());
            diags.push(site.error(TIMESTAMP, text.span, message).help(help));
            None
        }
    }
}

/// Checks a timestamp literal; the error says what is wrong with it.
pub fn check(text: &str) -> Result<(), &'static str> {
    if text.starts_with("{%") {
        return Err("`{% .. %}` is a JSONata expression, and this state is in JSONPath");
    }
    let bytes = text.as_bytes();
    if !shape(bytes, b"dddd-dd-dd") {
        return Err("a date is written `2026-01-31`");
    }
    match bytes.get(10) {
        Some(b'T') => {}
        Some(b't' | b' ') => return Err("between date and time stands an upper-case `T`"),
        _ => return Err("a time is missing, such as `T12:00:00Z`"),
    }
    if !bytes.get(11..).is_some_and(|time| shape(time, b"dd:dd:dd")) {
        return Err("a time is written `12:00:00`");
    }
    let mut rest = text.get(19..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=9).contains(&digits) {
            return Err("a fraction of a second has one to nine digits");
        }
        rest = fraction.get(digits..).unwrap_or_default();
    }
    match rest.as_bytes() {
        b"Z" => {}
        [] => return Err("the zone is missing: `Z` or an offset such as `+01:00`"),
        [b'z', ..] => return Err("the zone `Z` is written in upper case"),
        [b'+' | b'-', offset @ ..] if offset.len() == 5 && shape(offset, b"dd:dd") => {
            if offset > b"23:59".as_slice() || offset.get(3).is_some_and(|tens| *tens > b'5') {
                return Err("there is no such offset");
            }
        }
        _ => return Err("the zone is `Z` or an offset such as `+01:00`"),
    }
    text.parse::<jiff::Timestamp>().map(drop).map_err(|_| "there is no such date or time")
}

/// Whether the text begins as the pattern says: `d` is a digit, all else itself.
fn shape(text: &[u8], pattern: &[u8]) -> bool {
    text.len() >= pattern.len()
        && text.iter().zip(pattern).all(|(c, p)| if *p == b'd' { c.is_ascii_digit() } else { c == p })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn takes_rfc_3339() {
        for text in [
            "2016-12-05T21:29:29Z",
            "2016-12-05T21:29:29.000000Z",
            "2016-12-05T21:29:29.123456789+01:00",
            "2016-12-05T21:29:29-23:59",
            "2024-02-29T00:00:00Z",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            "2016-12-05",
            "2016-12-05 21:29:29Z",
            "2016-12-05t21:29:29Z",
            "2016-12-05T21:29:29z",
            "2016-12-05T21:29:29",
            "2016-12-05T21:29Z",
            "2016-13-05T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "2023-02-29T00:00:00Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05T21:29:29+0100",
            "2016-12-05T21:29:29+24:00",
            "2016-12-05T21:29:29+01:60",
            "2016-12-05T21:29:29.Z",
            "2016-12-05T21:29:29Z[UTC]",
            "2016-12-05T21:29:29Z ",
            "{% $now() %}",
            "２016-12-05T21:29:29Z",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
