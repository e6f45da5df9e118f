//! Samples of a workflow's input: `--sample`, of the commands that propose a contract.

use serde_json::Value;

use crate::{load::Input, outcome::Failure};

/// `--sample`: what the workflow is started with, as JSON.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Samples {
    /// Inputs of the workflow, as JSON: what they have in common fixes the input's type further; `-` is stdin.
    #[arg(long = "sample", value_name = "INPUT.json", num_args = 1.., value_hint = clap::ValueHint::FilePath)]
    inputs: Vec<Input>,
}

impl Samples {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Reads all of them. The definition that they are for may come from stdin as well, and then none of them can.
    ///
    /// # Errors
    /// One cannot be read, or is no JSON.
    pub(crate) fn read(&self, definition: &Input) -> Result<Vec<Value>, Failure> {
        let stdin = self.inputs.iter().chain([definition]).filter(|input| **input == Input::Stdin).count();
        if stdin > 1 {
            return Err(Failure("stdin can be read once only: name the other inputs by their files".to_owned()));
        }
        self.inputs.iter().map(read).collect()
    }
}

fn read(input: &Input) -> Result<Value, Failure> {
    let text = input.text().map_err(|reason| Failure(format!("cannot read the sample `{input}`: {reason}")))?;
    // Some editors write a byte order mark, which is no part of the JSON.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(_) if text.trim().is_empty() => Err(Failure(format!("the sample `{input}` is empty"))),
        Err(error) => Err(Failure(format!("the sample `{input}` is no JSON: {error}"))),
    }
}
