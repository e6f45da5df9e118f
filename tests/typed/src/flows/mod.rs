//! The definitions and their contracts.

pub mod catches;
pub mod choices;
pub mod collapse;
pub mod conflicts;
pub mod context;
pub mod joins;
pub mod loops;
pub mod missing;
pub mod paths;
pub mod random;
pub mod result_path;
pub mod templates;
pub mod shadows;
pub mod unread;
pub mod nulls;
pub mod converted;
pub mod times;
pub mod waits;
