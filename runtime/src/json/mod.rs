//! JSON as the runtime writes and reads it.

mod locate;
mod strict;

use std::fmt;

use serde::Serialize;

pub(crate) use locate::path_at;

/// A value that has no JSON form.
#[derive(Clone, Debug)]
pub struct Unserialisable(String);

impl fmt::Display for Unserialisable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends the value's compact text, or nothing at all.
pub(crate) fn write<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), Unserialisable> {
    let before = out.len();
    let mut serializer = serde_json::Serializer::new(&mut *out);
    value.serialize(strict::Strict::new(&mut serializer)).map_err(|error| {
        out.truncate(before);
        Unserialisable(error.to_string())
    })
}

/// The value's compact text.
pub(crate) fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, Unserialisable> {
    let mut out = Vec::with_capacity(128);
    write(&mut out, value)?;
    String::from_utf8(out).map_err(|error| Unserialisable(error.to_string()))
}

/// Whether two texts are of the same document.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    one == other || value(one).is_some_and(|one| Some(one) == value(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_json_lacks_are_refused_wherever_they_stand() {
        #[derive(Serialize)]
        struct Total {
            total: f64,
        }
        let mut out = b"before".to_vec();
        assert!(write(&mut out, &vec![Some(Total { total: f64::NAN })]).is_err());
        assert!(write(&mut out, &std::collections::BTreeMap::from([("a", f32::INFINITY)])).is_err());
        assert!(write(&mut out, &(1, f64::NEG_INFINITY)).is_err());
        assert_eq!(out, b"before");
        assert_eq!(text(&Total { total: 1.5 }).unwrap(), r#"{"total":1.5}"#);
    }

    #[test]
    fn what_is_written_can_be_read_however_deep() {
        let nested = |depth| (0..depth).fold(serde_json::json!(1), |value, _| serde_json::json!({"a": [value]}));
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text);
        for (value, fits) in [(nested(63), true), (serde_json::json!([nested(63)]), true), (nested(64), false)] {
            assert_eq!(read(&value.to_string()).is_ok(), fits);
            assert_eq!(text(&value).is_ok(), fits);
        }
        #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
        enum Chain {
            New(Box<Chain>),
            Tuple(Box<Chain>, u8),
            Struct { next: Box<Chain> },
            End,
        }
        for link in [|next| Chain::New(next), |next| Chain::Tuple(next, 1), |next| Chain::Struct { next }] {
            let chain = |links| (0..links).fold(Chain::End, |chain, _| link(Box::new(chain)));
            for links in 55..135 {
                let plain = serde_json::to_string(&chain(links)).unwrap();
                assert_eq!(text(&chain(links)).is_ok(), serde_json::from_str::<Chain>(&plain).is_ok(), "{links}");
            }
        }
    }

    #[test]
    fn every_shape_is_written_as_serde_json_writes_it() {
        #[derive(Serialize)]
        enum Shape {
            Unit,
            New(u8),
            Tuple(i8, char),
            Struct { a: Option<()>, b: String },
        }
        let shapes =
            vec![Shape::Unit, Shape::New(1), Shape::Tuple(-1, 'é'), Shape::Struct { a: None, b: "\"\n".into() }];
        assert_eq!(text(&shapes).unwrap(), serde_json::to_string(&shapes).unwrap());
        let value = serde_json::json!({"b": [1, 2.5, null, {"c": true}], "a": "x"});
        assert_eq!(text(&value).unwrap(), value.to_string());
    }
}
