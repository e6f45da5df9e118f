//! What the build script knows of the corpus.

use stepwright::{EngineBuilder, FlowMeta, TaskMap};

use crate::Kind;

/// Where a case stands, and its definition.
#[derive(Clone, Copy, Debug)]
pub struct CaseRow {
    /// The folder of the corpus.
    pub folder: &'static str,
    /// What the folder's cases are held to.
    pub kind: Kind,
    /// The file.
    pub file: &'static str,
    /// Which of the file's cases it is, if it holds a list.
    pub index: Option<usize>,
    /// Of the definition's text, to see a change that the program was not built with.
    pub digest: u64,
    /// An index into the definitions, if it is compiled.
    pub definition: Option<usize>,
}

/// A definition, as it was compiled.
#[derive(Clone, Copy, Debug)]
pub enum Definition {
    /// It is in this program.
    Compiled {
        /// The name of its workflow.
        name: &'static str,
        /// What is known of its workflow.
        meta: &'static FlowMeta,
        /// Registers it as a standard workflow.
        register: fn(EngineBuilder, TaskMap) -> EngineBuilder,
        /// Registers it as an express workflow.
        register_express: fn(EngineBuilder, TaskMap) -> EngineBuilder,
    },
    /// The compiler, or rustc, found errors in it.
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
