//! `Map` states, inline and distributed.

use super::{ScopeId, Spanned, Work};
use crate::{
    expr::{Path, Template},
    json,
    source::Span,
};

/// A `Map` state.
#[derive(Clone, Debug)]
pub struct Map {
    /// What it shares with the other states that do work.
    pub work: Work,
    /// `ItemsPath`; `None`: the effective input itself.
    pub items_path: Option<Path>,
    /// `ItemSelector`, or `Parameters` as it was called.
    pub item_selector: Option<Template>,
    /// The key that the item selector stands under: `ItemSelector` or `Parameters`.
    pub item_selector_key: &'static str,
    /// The key that the processor stands under: `ItemProcessor` or `Iterator`.
    pub processor_key: &'static str,
    /// `ItemProcessor`, or `Iterator` as it was called. `None` if it is missing (a diagnostic says so).
    pub processor: Option<ScopeId>,
    /// `MaxConcurrency`, `MaxConcurrencyPath`; `None` is 0.
    pub max_concurrency: Option<Count>,
    /// `ProcessorConfig`
    pub mode: Mode,
}

/// How a `Map` runs its iterations.
#[derive(Clone, Debug)]
pub enum Mode {
    /// As a part of the execution.
    Inline,
    /// As executions of their own.
    Distributed(Box<Distributed>),
}

/// What only a distributed `Map` has.
#[derive(Clone, Debug)]
pub struct Distributed {
    /// The place of `Mode`.
    pub span: Span,
    /// `ProcessorConfig.ExecutionType`
    pub execution_type: Option<Spanned<ExecutionType>>,
    /// `Label`
    pub label: Option<Spanned<String>>,
    /// `ToleratedFailureCount`, `ToleratedFailureCountPath`
    pub tolerated_failure_count: Option<Count>,
    /// `ToleratedFailurePercentage`, `ToleratedFailurePercentagePath`
    pub tolerated_failure_percentage: Option<Number>,
    /// `ItemReader`
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher`
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`
    pub result_writer: Option<ResultWriter>,
}

/// Of which type the executions of a distributed `Map` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// `ItemReader`
#[derive(Clone, Debug)]
pub struct ItemReader {
    /// `Resource`
    pub resource: Spanned<String>,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `ReaderConfig.MaxItems`, `ReaderConfig.MaxItemsPath`
    pub max_items: Option<Count>,
    /// `ReaderConfig`, as written.
    pub config: Option<json::Node>,
}

/// `ItemBatcher`
#[derive(Clone, Debug)]
pub struct ItemBatcher {
    /// `MaxItemsPerBatch`, `MaxItemsPerBatchPath`
    pub max_items: Option<Count>,
    /// `MaxInputBytesPerBatch`, `MaxInputBytesPerBatchPath`
    pub max_bytes: Option<Count>,
    /// `BatchInput`
    pub input: Option<Template>,
}

/// `ResultWriter`
#[derive(Clone, Debug)]
pub struct ResultWriter {
    /// `Resource`
    pub resource: Option<Spanned<String>>,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `WriterConfig`, as written.
    pub config: Option<json::Node>,
}

/// A whole number, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Count {
    /// `MaxConcurrency`
    Literal(Spanned<u64>),
    /// `MaxConcurrencyPath`
    Path(Path),
}

/// A number, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// `ToleratedFailurePercentage`
    Literal(Spanned<f64>),
    /// `ToleratedFailurePercentagePath`
    Path(Path),
}
