//! The intrinsic functions. Each takes plain values, and fails with `States.IntrinsicFailure`.

mod arguments;
mod arrays;
mod encoding;
mod format;
mod json;
mod math;
mod strings;

pub use arrays::{array, array_contains, array_get_item, array_length, array_partition, array_range, array_unique};
pub use encoding::{base64_decode, base64_encode, hash, uuid};
pub use format::format;
pub use json::{json_merge, json_to_string, string_to_json};
pub use math::{math_add, math_random};
pub use strings::string_split;

#[cfg(test)]
mod tests;
