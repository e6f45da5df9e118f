//! What users may call their crates, modules, types, fields and states: all of it compiles, without a warning.
#![deny(warnings)]
#![deny(missing_debug_implementations, rustdoc::all, trivial_casts, unused_qualifications)]

pub mod colliding;
pub mod deprecated;
pub mod generics;
pub mod keywords;
pub mod markup;
pub mod names;
pub mod no_prelude;
pub mod other_name;
pub mod scalars;
pub mod shadowed;
pub mod shapes;
