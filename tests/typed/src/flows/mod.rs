//! The definitions and their contracts.

pub mod catches;
pub mod choices;
pub mod collapse;
pub mod conflicts;
pub mod context;
pub mod converted;
pub mod integrations;
pub mod intrinsics;
pub mod joins;
pub mod late;
pub mod loops;
pub mod maps;
pub mod missing;
pub mod nulls;
pub mod parallel;
pub mod paths;
pub mod random;
pub mod result_path;
pub mod shadows;
pub mod tails;
pub mod templates;
pub mod times;
pub mod unread;
pub mod variables;
pub mod waits;
