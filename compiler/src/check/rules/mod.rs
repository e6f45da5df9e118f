//! The rules: one a file, each run over the facts once they are settled.

pub(crate) mod choice_always;
pub(crate) mod choice_dead_rules;
pub(crate) mod choice_exhaustive;
pub(crate) mod choice_itself;
pub(crate) mod choice_operators;
pub(crate) mod choice_paths;
pub(crate) mod choice_variants;
pub(crate) mod endless;
pub(crate) mod error_names;
pub(crate) mod fail;
pub(crate) mod handlers;
pub(crate) mod input_undeclared;
pub(crate) mod intrinsics;
pub(crate) mod items;
pub(crate) mod misspelt_keys;
pub(crate) mod no_dollar;
pub(crate) mod no_end;
pub(crate) mod not_read;
pub(crate) mod output;
pub(crate) mod paths;
pub(crate) mod payload_text;
pub(crate) mod queries;
pub(crate) mod reserved_errors;
pub(crate) mod result_path;
pub(crate) mod task_argument;
pub(crate) mod timeout;
pub(crate) mod tokens;
pub(crate) mod unknown_task;
pub(crate) mod unreachable;
pub(crate) mod unread;
pub(crate) mod unread_variables;
pub(crate) mod variables;
pub(crate) mod wait;

pub(in crate::check) mod choice;
mod misfit;
mod value;
