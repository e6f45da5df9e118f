//! 01xx: JSON and sources. AWS reports most of these as `INVALID_JSON_DESCRIPTION`.

/// The text is not JSON at this place.
pub const SYNTAX: &str = "ASL0101";
/// An object has the same key twice.
pub const DUPLICATE_KEY: &str = "ASL0102";
/// Arrays and objects are nested too deeply. AWS: `TOO_DEEPLY_NESTED`, from a depth that is not known.
pub const TOO_DEEP: &str = "ASL0103";
/// A string has a bad escape, a lone surrogate or a control character, or does not end.
pub const STRING: &str = "ASL0104";
/// A number is not written as JSON has it, or is out of range.
pub const NUMBER: &str = "ASL0105";
/// There is no value at all. AWS: `Definition must be a valid JSON object`.
pub const EMPTY: &str = "ASL0106";
/// The text begins with a byte order mark.
pub const BYTE_ORDER_MARK: &str = "ASL0107";
/// Something follows the value.
pub const TRAILING: &str = "ASL0108";
/// A comment; JSON has none.
pub const COMMENT: &str = "ASL0109";
/// A comma before a closing bracket.
pub const TRAILING_COMMA: &str = "ASL0110";
/// The source is too large to be looked at.
pub const TOO_LARGE: &str = "ASL0111";
/// The source is larger than what the service takes.
pub const OVER_LIMIT: &str = "ASL0112";
