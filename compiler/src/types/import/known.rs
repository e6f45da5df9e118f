//! The types of the language, of std and of other crates whose JSON form is known.

use crate::types::contract::{IntTy, JsonForm, RustTy};

/// A type of the language, of std, or of the crates that contracts speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Bool,
    Int(IntTy),
    F32,
    F64,
    String,
    Timestamp,
    Value,
    Option,
    Vec,
    Box,
    BTreeMap,
    HashMap,
    Result,
    Infallible,
    TaskContext,
    /// Written as a string.
    Text,
    /// A string behind a pointer: `str`, `std::path::Path`.
    Str,
    /// `NonZeroU8`; `None` for `NonZero<T>`.
    NonZero(Option<IntTy>),
    /// `serde_json::Number`
    Number,
    /// `serde_json::Map<String, Value>`
    Object,
    /// Written as its argument is: `Arc<T>`.
    Like,
    /// A list that is no `Vec`.
    Sequence,
    /// A map that is neither `BTreeMap` nor `HashMap`.
    Map,
    /// `PhantomData<T>`: `null`
    Phantom,
    Duration,
    SystemTime,
    /// `chrono::DateTime<Z>`
    DateTime,
    /// A time zone of chrono that reads back.
    Zone,
    /// A type of the crate `time`, whose form its features decide.
    OfTime,
}

/// The crates, beside those of the language and `time`, of which some types are known.
const CRATES: [&str; 7] = ["chrono", "hashbrown", "indexmap", "jiff", "serde_json", "url", "uuid"];

/// Whether it is known which types a crate of this name has, as far as contracts speak of them.
pub(super) fn is_known_crate(name: &str) -> bool {
    CRATES.contains(&name) || ["std", "core", "alloc", "time"].contains(&name)
}

/// A name of the language or its prelude.
pub(super) fn prelude(name: &str) -> Option<Known> {
    Some(match name {
        "bool" => Known::Bool,
        "f32" => Known::F32,
        "f64" => Known::F64,
        "char" => Known::Text,
        "str" => Known::Str,
        "String" => Known::String,
        "Option" => Known::Option,
        "Vec" => Known::Vec,
        "Box" => Known::Box,
        "Result" => Known::Result,
        _ => return integer(name).map(Known::Int),
    })
}

fn integer(name: &str) -> Option<IntTy> {
    IntTy::ALL.into_iter().find(|int| int.name() == name)
}

/// Known paths of other crates, that crate's name first. All but std and `time` may also be reached
/// through a crate that re-exports them.
pub(super) fn external(path: &[String]) -> Option<Known> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["std" | "core" | "alloc", rest @ ..] => return std(rest),
        ["time", .., name] => return of_time(name),
        [_, "TaskContext"] => return Some(Known::TaskContext),
        _ => {}
    }
    let (name, above) = path.split_last()?;
    let krate = above.iter().rposition(|part| CRATES.contains(part))?;
    let modules = above.get(krate + 1..)?;
    Some(match (*above.get(krate)?, modules, *name) {
        ("jiff", [], "Timestamp") => Known::Timestamp,
        ("jiff", [], "Zoned" | "ZonedDateTime" | "SignedDuration" | "Span") => Known::Text,
        ("jiff", ["civil"], "Date" | "DateTime" | "Time" | "ISOWeekDate") => Known::Text,
        ("chrono", _, "DateTime") => Known::DateTime,
        ("chrono", _, "Utc" | "Local" | "FixedOffset") => Known::Zone,
        ("chrono", _, "NaiveDate" | "NaiveDateTime" | "NaiveTime" | "Weekday" | "Month") => Known::Text,
        ("uuid", [], "Uuid" | "NonNilUuid") => Known::Text,
        ("uuid", ["fmt"], "Hyphenated" | "Simple" | "Urn" | "Braced") => Known::Text,
        ("url", [], "Url") => Known::Text,
        ("serde_json", [] | ["value"], "Value") => Known::Value,
        ("serde_json", [], "Number") => Known::Number,
        ("serde_json", [] | ["map"], "Map") => Known::Object,
        ("indexmap", [] | ["map"], "IndexMap") | ("hashbrown", [] | ["hash_map"], "HashMap") => Known::Map,
        ("indexmap", [] | ["set"], "IndexSet") | ("hashbrown", [] | ["hash_set"], "HashSet") => Known::Sequence,
        _ => return None,
    })
}

fn std(path: &[&str]) -> Option<Known> {
    Some(match path {
        ["option", "Option"] => Known::Option,
        ["result", "Result"] => Known::Result,
        ["vec", "Vec"] => Known::Vec,
        ["boxed", "Box"] => Known::Box,
        ["string", "String"] => Known::String,
        ["collections", "BTreeMap"] | ["collections", "btree_map", "BTreeMap"] => Known::BTreeMap,
        ["collections", "HashMap"] | ["collections", "hash_map", "HashMap"] => Known::HashMap,
        ["collections", .., "VecDeque" | "BTreeSet" | "HashSet" | "LinkedList" | "BinaryHeap"] => Known::Sequence,
        ["convert", "Infallible"] => Known::Infallible,
        ["sync", "Arc"]
        | ["rc", "Rc"]
        | ["borrow", "Cow"]
        | ["num", "Wrapping" | "Saturating"]
        | ["cmp", "Reverse"]
        | ["cell", "Cell" | "RefCell"] => Known::Like,
        ["num", "NonZero"] => Known::NonZero(None),
        ["num", name] => Known::NonZero(Some(integer(&name.strip_prefix("NonZero")?.to_lowercase())?)),
        ["marker", "PhantomData"] => Known::Phantom,
        ["time", "Duration"] => Known::Duration,
        ["time", "SystemTime"] => Known::SystemTime,
        ["net", "IpAddr" | "Ipv4Addr" | "Ipv6Addr" | "SocketAddr" | "SocketAddrV4" | "SocketAddrV6"]
        | ["path", "PathBuf"] => Known::Text,
        ["path", "Path"] => Known::Str,
        ["primitive", name] => return prelude(name),
        _ => return None,
    })
}

fn of_time(name: &str) -> Option<Known> {
    let known = [
        "OffsetDateTime",
        "UtcDateTime",
        "PrimitiveDateTime",
        "Date",
        "Time",
        "Duration",
        "UtcOffset",
        "Weekday",
        "Month",
    ];
    known.contains(&name).then_some(Known::OfTime)
}

/// What a module of serde functions writes, if `#[serde(with = "..")]` names one that is known.
pub(super) fn with_form(path: &[String]) -> Option<JsonForm> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let number = |unit: &str| RustTy::Int(if unit.starts_with("nano") { IntTy::I128 } else { IntTy::I64 });
    let (ty, optional) = match path.as_slice() {
        ["time", "serde", rest @ ..] => {
            let (rest, optional) = match rest {
                [rest @ .., "option"] => (rest, true),
                rest => (rest, false),
            };
            let ty = match rest {
                ["rfc3339"] => RustTy::Timestamp,
                ["iso8601" | "rfc2822"] => RustTy::String,
                ["timestamp"] => RustTy::Int(IntTy::I64),
                ["timestamp", unit @ ("milliseconds" | "microseconds" | "nanoseconds")] => number(unit),
                _ => return None,
            };
            (ty, optional)
        }
        [.., "chrono", "serde", name] | [.., "chrono", "naive", "serde", name] => {
            let optional = name.ends_with("_option");
            match name.trim_end_matches("_option") {
                "ts_seconds" | "ts_milliseconds" | "ts_microseconds" | "ts_nanoseconds" => {
                    (RustTy::Int(IntTy::I64), optional)
                }
                _ => return None,
            }
        }
        [.., "jiff", "fmt", "serde", "timestamp", unit, last @ ("required" | "optional")] => {
            (number(unit), *last == "optional")
        }
        [.., "uuid", "serde", "simple" | "urn" | "braced" | "hyphenated"] => (RustTy::String, false),
        _ => return None,
    };
    Some(JsonForm::Like(if optional { RustTy::Option(Box::new(ty)) } else { ty }))
}
