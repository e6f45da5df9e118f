//! `stepwright explain`: what a code of a finding means.

pub(crate) mod page;

use crate::{
    outcome::{Failure, Outcome},
    terminal,
};

/// Tell what the code of a finding means.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The code of a finding, such as ASL0312. Without one, all codes are listed.
    code: Option<String>,
}

/// Prints the page of a code, or the list of all.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let color = terminal::data_color();
    let text = match &arguments.code {
        None => page::list(color),
        Some(code) => page::render(page::find(code).map_err(Failure)?, color),
    };
    terminal::data(text.as_bytes())?;
    Ok(Outcome::Fine)
}
