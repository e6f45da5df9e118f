//! `stepwright explain`: what a code of a finding means, or what is known of the data of a state.

mod human;
pub(crate) mod page;
mod sheet;
mod state;
mod words;

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use crate::{
    load::At,
    outcome::{Failure, Outcome},
    terminal,
};

/// Tell what the code of a finding means, or what is known of the data of a state.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER, after_long_help = AFTER_LONG)]
pub(crate) struct Arguments {
    /// The code of a finding, such as ASL0312, or a definition in JSON or YAML; `-` is stdin. Without either, all codes
    /// are listed.
    #[arg(value_name = "CODE|FILE", value_hint = clap::ValueHint::AnyPath)]
    subject: Option<OsString>,
    /// The name of a state of that definition, or its place as findings and AWS write it. Without one, its states are
    /// listed.
    state: Option<String>,
    /// Rust source with the tasks trait and its types.
    #[arg(long = "contract", value_name = "FILE.rs")]
    contracts: Vec<PathBuf>,
    #[command(flatten)]
    at: At,
    /// How what is known of a state is written: for people, or as JSON.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

const AFTER: &str = "\
Examples:
  stepwright explain ASL0312
  stepwright explain order.asl.json
  stepwright explain order.asl.json 'Charge card' --contract src/order.rs
  stepwright explain template.yaml Charge --at /Resources/Flow/Definition

`--help` tells what the JSON holds.";

const AFTER_LONG: &str = "\
Examples:
  stepwright explain ASL0312
  stepwright explain order.asl.json
  stepwright explain order.asl.json 'Charge card' --contract src/order.rs
  stepwright explain template.yaml Charge --at /Resources/Flow/Definition

A definition with errors is explained as far as it can be.

Exit codes: 0 fine, 1 errors in the definition or its contract, 2 wrong usage or a file that cannot be read.

JSON (`--format json`) of a file and a state is one object. Fields are added, and never taken away. A state, or a \
method of the contract, is its name with `file`, `line` and `column`. Types are texts as findings write them: `any` \
where nothing is known, `unknown` where that is because of an error, `never` where no value can be.
  state, type      its name, with its place, and its `Type`
  location         where AWS says that it is
  reach            `reached`, `never_taken` (ways lead here, and none is ever
                   taken), `not_led_to`
  faulty           whether its own text is at fault
  call             of a Task: { resource, method, takes }; `method` is that of
                   the contract
  arrivals         what leads here: array of { state, field, taken }; state
                   null: the execution begins here
  stages           those that its kind has: array of { stage, written, type };
                   `written` is the field as it is written, and `stage` as AWS's
                   TestState calls it: input, afterInputPath, afterParameters,
                   afterItemsPath, afterItemSelector, afterItemBatcher, result,
                   afterResultSelector, afterResultPath, output
  scopes           of Parallel and Map: array of { field, start, begins, ends }
  variables        on entry: array of
                   { name, type, sure, assigned: [{ state, field }] }
  fields           of the raw input: array of
                   { path, type, always, origins, without, complete }
    origins        array of { kind, state, field, result_path, path }; `kind` is
                   `input` (of the workflow), `state` or `faulty`; `path` is
                   where it lay in that
    without        ways that come without it: array of { state, field }; state
                   null: the input
    complete       false where the search was given up for its size
  fields_left_out  how many more fields there are
  lost             fields that do not come here any more: array of
                   { path, type, state, field, why }
  ways             ways out: array of
                   { field, target, taken, type, rule, catcher, assigned }
    target         a state, `end`, or null
    rule           { condition, learnt: [{ path, type, least, most }] }; type
                   null: it is not there; `least` and `most` of a whole number,
                   where that is news
    catcher        { error_equals, result_path, gets, others }; `gets` is null
                   without a contract
    assigned       array of { name, type }
  findings         { errors, warnings }, as `stepwright check` counts them

Of a file alone it is an array of { state, type, location, file, line, column }.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// How wide lines are where no terminal says.
const WIDTH: usize = 100;
/// How wide and how narrow lines are made for a terminal.
const WIDTHS: (usize, usize) = (60, 140);

/// How text for people is laid out.
#[derive(Clone, Copy, Debug)]
struct View {
    width: usize,
    color: bool,
}

/// Prints the page of a code or the list of all, a state or the list of them.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (text, outcome) = text(arguments)?;
    terminal::data(text.as_bytes())?;
    Ok(outcome)
}

fn text(arguments: &Arguments) -> Result<(String, Outcome), Failure> {
    let view = view();
    let Some(subject) = &arguments.subject else {
        no_flags(arguments, "the list of codes")?;
        return Ok((page::list(view.color), Outcome::Fine));
    };
    let page = subject.to_str().map(page::find);
    let may_be_a_file = Path::new(subject).exists() || looks_like_a_file(subject);
    match (page, &arguments.state) {
        (Some(Ok(page)), None) => {
            no_flags(arguments, "the page of a code")?;
            Ok((page::render(page, view.color), Outcome::Fine))
        }
        (Some(Ok(page)), Some(_)) if !may_be_a_file => {
            Err(Failure(format!("`{0}` is a code, and has no states: its page is `stepwright explain {0}`", page.code)))
        }
        // A code that may be meant is named; what is nothing like one may have been meant as a file.
        (Some(Err(reason)), None) if !may_be_a_file && reason.ends_with('?') => Err(Failure(reason)),
        (Some(Err(_)), None) if !may_be_a_file => Err(Failure(format!(
            "there is no code and no file `{}`: `stepwright explain` lists all codes",
            crate::terminal::safe(&subject.to_string_lossy())
        ))),
        _ => state::text(&subject.clone().into(), arguments, view),
    }
}

/// What is said of a file and a state is not said of codes.
fn no_flags(arguments: &Arguments, what: &str) -> Result<(), Failure> {
    let flag = match arguments {
        Arguments { contracts, .. } if !contracts.is_empty() => "--contract",
        Arguments { at: At { pointer: Some(_) }, .. } => "--at",
        Arguments { format: Format::Json, .. } => "--format json",
        _ => return Ok(()),
    };
    Err(Failure(format!("`{flag}` is for a file and a state, and not for {what}")))
}

/// Whether a word is meant as a file, though there is none of that name.
fn looks_like_a_file(word: &OsString) -> bool {
    let text = word.to_string_lossy();
    text == "-" || text.contains(['.', '/', '\\'])
}

fn view() -> View {
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let width = width.map_or(WIDTH, |width| width.clamp(WIDTHS.0, WIDTHS.1));
    View { width, color: terminal::data_color() }
}
