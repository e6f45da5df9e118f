//! What generated code calls. It follows the compiler, not semantic versioning: nobody else should use it.

mod bare;
mod compare;
mod convert;
mod document;
mod fork;
mod invoke;
mod java;
mod layered;
mod literal;
mod missing;
mod parts;
mod path;
pub mod plain;
mod queried;
pub mod query;
mod run;
mod scalar;
pub mod states;
mod time;
mod variants;

pub use std::{
    collections::{BTreeMap, HashMap},
    future::Future,
    mem::take,
    sync::Arc,
};

pub use jiff::Timestamp;
pub use serde;
pub use serde_json::Value;
pub use stepwright_macros::{picture, workflow};

pub use crate::{
    Catcher, Code, Cx, Dispatch, Effect, ErrorOutput, Failure, Flow, FlowMeta, Pattern, Retrier, StateIx, StateKind,
    StateMeta, TaskContext, TaskFailure, TaskKind, TaskMap, TaskMeta, Terms, Turn, Unsupported, Wake, Work,
};
pub use bare::Bare;
pub use compare::{Glob, Order, booleans, compare, matches, numbers, texts};
pub use convert::{convert, convert_value, float, integer, normalised, owned, value, words};
pub use document::{Doc, Document, Object, Owned, slot};
pub use fork::{count, item, item_context, items, max_concurrency};
pub use invoke::{event, invoked, no_tokens, payload, start_execution};
pub use layered::{Layer, overlaid};
pub use literal::{Literal, empty_object, object};
pub use missing::{Missing, MissingKind, found, found_part, missing};
pub use parts::{concatenated, entries, joined, made};
pub use path::{Part, element, get, part, pick, put, slot_value, with};
pub use plain::Plain;
pub use queried::{is_found, pick_query, queried, sliced};
pub use query::{Segment, Unfound, query};
pub use run::{Step, Stepped, astray, no_choice, run, settle};
pub use scalar::{Number, Scalar};
pub use time::{after, at, heartbeat_seconds, time_text, timeout_seconds, wait_seconds, wait_timestamp};
pub use variants::{Variants, no_variant, read_variant};

/// A string that a literal of the definition may fix.
pub type Text = std::borrow::Cow<'static, str>;

/// The names that every Rust program has, for modules in crates that switch them off.
pub mod prelude {
    pub use std::prelude::rust_2024::*;
}
