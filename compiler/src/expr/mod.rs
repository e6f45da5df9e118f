//! The little languages inside strings, syntax only: paths, intrinsic functions and payload templates.

pub mod call;
mod cursor;
pub mod glob;
pub mod path;
pub mod template;
pub mod timestamp;

pub use call::{Arg, ArgValue, Call, Intrinsic};
pub use path::{
    Filter, FilterOperator, FilterPath, FilterValue, FunctionArg, Path, PathFunction, Regex, Root, Segment, Step, Tail,
};
pub use template::{Template, TemplateField};
