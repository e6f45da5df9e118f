//! What the build script knows of the corpus.

use stepwright::{EngineBuilder, TaskMap};

/// Where a case stands, and its definition.
#[derive(Clone, Copy, Debug)]
pub struct CaseRow {
    /// The folder of the corpus.
    pub folder: &'static str,
    /// The file.
    pub file: &'static str,
    /// Which of the file's cases it is, if it holds a list.
    pub index: Option<usize>,
    /// An index into the definitions.
    pub definition: usize,
}

/// A definition, as it was compiled.
#[derive(Clone, Copy, Debug)]
pub enum Definition {
    /// It is in this program.
    Compiled {
        /// The name of its workflow.
        name: &'static str,
        /// Registers it as a standard workflow.
        register: fn(EngineBuilder, TaskMap) -> EngineBuilder,
        /// Registers it as an express workflow.
        register_express: fn(EngineBuilder, TaskMap) -> EngineBuilder,
    },
    /// The compiler found errors in it.
    Refused(&'static [Refusal]),
}

/// One error.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'static str,
    /// The whole diagnostic with its code frame.
    pub shown: &'static str,
}
