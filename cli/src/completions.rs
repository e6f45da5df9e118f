//! `stepwright completions`: a script that completes commands and options in a shell.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::{
    outcome::{Failure, Outcome},
    terminal,
};

/// Write a script that completes commands and options in a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  stepwright completions bash > ~/.local/share/bash-completion/completions/stepwright
  stepwright completions zsh > ~/.zfunc/_stepwright
  stepwright completions fish > ~/.config/fish/completions/stepwright.fish";

/// Writes the script to stdout.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::Arguments::command(), "stepwright", &mut script);
    terminal::data(&script)?;
    Ok(Outcome::Fine)
}
