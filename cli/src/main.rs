//! The `stepwright` command: one file a subcommand, and what they share.
//!
//! Data goes to stdout and all else to stderr. Exit codes: 0 fine, 1 errors in a definition or its contract, 2 wrong
//! usage or a file that cannot be read or written.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod check;
mod completions;
mod contract;
mod explain;
mod graph;
mod levels;
mod load;
mod new;
mod outcome;
mod samples;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A check makes and drops many small types, which takes a fifth less time with this allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Durable, typed workflows from the Amazon States Language.
#[derive(Debug, Parser)]
#[command(name = "stepwright", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  stepwright check order.asl.json --contract src/order.rs
  stepwright check workflows/
  stepwright check template.yaml --at /Resources/Flow/Properties/Definition
  stepwright explain ASL0312
  stepwright explain order.asl.json 'Charge card' --contract src/order.rs
  stepwright contract order.asl.json --sample input.json > src/contract.rs
  stepwright new order-flow --from order.asl.json
  stepwright completions zsh > ~/.zfunc/_stepwright

Colours: NO_COLOR turns them off, CLICOLOR_FORCE turns them on where the output is no terminal.
Exit codes: 0 fine, 1 errors in a definition or its contract, 2 wrong usage or a file that cannot be read or written.";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Completions(completions::Arguments),
    Contract(contract::Arguments),
    Explain(explain::Arguments),
    Graph(graph::Arguments),
    New(new::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    let outcome = match &arguments.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Contract(arguments) => contract::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Graph(arguments) => graph::run(arguments),
        Command::New(arguments) => new::run(arguments),
    };
    outcome::exit(outcome)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_keeps_its_tables() {
        let mut command = Arguments::command();
        command.build();
        for command in command.get_subcommands_mut() {
            let name = command.get_name().to_owned();
            for tail in [command.get_after_help(), command.get_after_long_help()].into_iter().flatten() {
                let tail = tail.to_string();
                // Prose is wrapped to the terminal; what is laid out in columns has to fit a narrow one as it is.
                let mut tables =
                    tail.lines().filter(|line| line.starts_with(' ') && !line.starts_with("  stepwright "));
                let long = tables.find(|line| line.chars().count() > 80);
                assert_eq!(long, None, "{name}");
            }
            let help = command.render_long_help().to_string();
            let long = help.lines().find(|line| line.chars().count() > 100);
            assert_eq!(long, None, "{name}");
        }
    }
}
