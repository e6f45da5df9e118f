//! Instants and seconds as fields of a definition give them.

use jiff::Timestamp;
use serde::Serialize;

use super::{Number, Scalar};
use crate::{Cx, Failure};

/// The moment some seconds after the state was entered.
#[must_use]
pub fn after(cx: &Cx<'_>, seconds: u64) -> Timestamp {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    cx.state_entered_time().as_second().checked_add(seconds).map_or(Timestamp::MAX, |whole| {
        let nanoseconds = cx.state_entered_time().subsec_nanosecond();
        Timestamp::new(whole, nanoseconds).unwrap_or(Timestamp::MAX)
    })
}

/// The moment some nanoseconds after 1970.
#[must_use]
pub fn at(nanoseconds: i128) -> Timestamp {
    Timestamp::from_nanosecond(nanoseconds).unwrap_or(Timestamp::MAX)
}

/// A moment as the context object shows it.
#[must_use]
pub fn time_text(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// `SecondsPath`
///
/// # Errors
/// The value is no whole number, or a negative one.
pub fn wait_seconds<T: Scalar + Serialize + ?Sized>(cx: &Cx<'_>, path: &str, value: &T) -> Result<u64, Failure> {
    seconds(cx, "SecondsPath", path, value)
}

/// `TimeoutSecondsPath`
///
/// # Errors
/// The value is no whole number, or a negative one.
pub fn timeout_seconds<T: Scalar + Serialize + ?Sized>(cx: &Cx<'_>, path: &str, value: &T) -> Result<u64, Failure> {
    seconds(cx, "TimeoutSecondsPath", path, value)
}

/// `HeartbeatSecondsPath`
///
/// # Errors
/// The value is no whole number, or a negative one.
pub fn heartbeat_seconds<T: Scalar + Serialize + ?Sized>(cx: &Cx<'_>, path: &str, value: &T) -> Result<u64, Failure> {
    seconds(cx, "HeartbeatSecondsPath", path, value)
}

fn seconds<T: Scalar + Serialize + ?Sized>(cx: &Cx<'_>, field: &str, path: &str, value: &T) -> Result<u64, Failure> {
    if value.is_null() {
        return Err(cx.runtime_error(format!("The {field} parameter does not reference an input value: {path}")));
    }
    let Some(Number::Int(seconds)) = value.number() else {
        let shown = shown(value);
        return Err(
            cx.runtime_error(format!("The {field} parameter cannot be parsed as a long value: {path} == {shown}"))
        );
    };
    u64::try_from(seconds).map_err(|_| {
        cx.runtime_error(format!("The {field} parameter references a negative value: {path} == {seconds}"))
    })
}

/// `TimestampPath`
///
/// # Errors
/// The value is no timestamp with a zone.
pub fn wait_timestamp<T: Scalar + Serialize + ?Sized>(
    cx: &Cx<'_>,
    path: &str,
    value: &T,
) -> Result<Timestamp, Failure> {
    match value.instant() {
        Some(nanoseconds) => Ok(at(nanoseconds)),
        None => {
            let shown = shown(value);
            Err(cx.runtime_error(format!(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format \
                 string: {path} == {shown}"
            )))
        }
    }
}

/// A value as a cause shows it: a string without quotes, anything else as JSON.
fn shown<T: Scalar + Serialize + ?Sized>(value: &T) -> String {
    match value.text() {
        Some(text) => text.into_owned(),
        None => serde_json::to_string(value).unwrap_or_default(),
    }
}

/// The instant that a text names, if it is a timestamp as the language has them: RFC 3339 with capital
/// `T` and `Z`, and a zone.
pub(super) fn instant(text: &str) -> Option<i128> {
    let bytes = text.as_bytes();
    let zone = match bytes {
        [.., b'Z'] => 1,
        [.., b'+' | b'-', _, _, b':', _, _] => 6,
        _ => return None,
    };
    let time = bytes.get(..bytes.len().checked_sub(zone)?)?;
    let shape = |pattern: &[u8], text: &[u8]| {
        pattern.len() == text.len()
            && pattern
                .iter()
                .zip(text)
                .all(|(want, have)| if *want == b'0' { have.is_ascii_digit() } else { want == have })
    };
    let (whole, fraction) = time.split_at_checked(19)?;
    let fraction_ok = match fraction {
        [] => true,
        [b'.', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !shape(b"0000-00-00T00:00:00", whole) || !fraction_ok {
        return None;
    }
    text.parse::<Timestamp>().ok().map(Timestamp::as_nanosecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_timestamps() {
        for good in ["2016-12-05T21:29:29Z", "2016-12-05T21:29:29.000000Z", "2016-12-05T22:29:29+01:00"] {
            assert_eq!(instant(good), instant("2016-12-05T21:29:29Z"), "{good}");
            assert!(instant(good).is_some(), "{good}");
        }
        for bad in [
            "2016-12-05 21:29:29Z",
            "2016-12-05T21:29:29",
            "2016-13-05T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05t21:29:29z",
            "2016-12-05T21:29:29.Z",
            "",
            "Z",
            "2023-02-24",
        ] {
            assert_eq!(instant(bad), None, "{bad}");
        }
    }
}
