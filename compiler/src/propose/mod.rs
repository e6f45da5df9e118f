//! Proposes the contract of a definition: the types that flow through it and the trait of its tasks, from what
//! the definition reads and writes, and from samples of its input.
//!
//! `methods` finds the tasks. `flow` runs the data flow forward over values that come from unknown places (the
//! input, each result), and `read` notes on the places what is done with them; `settle` makes forms of that and of
//! `sample`. What tasks are sent then follows from the checker's own types. Last, the proposal is checked like any
//! contract, and what a finding is about is weakened until none is left, so that what is proposed always fits.

mod blame;
mod example;
mod flow;
mod form;
mod methods;
mod of_ty;
mod outcome;
mod place;
mod read;
mod render;
mod sample;
mod settle;
mod shape;
mod types;
mod words;
mod write;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    asl,
    check::{
        self,
        flow::{services, tasks::Called, types_of},
    },
    diag::{Diagnostic, Diagnostics, Severity, codes::flow as codes},
    ir::{Kind, Machine, StateId},
    json,
    source::{SourceId, Sources, Span},
    types::{
        Contract, Ty,
        import::{Loader, Root, import},
    },
};
use form::Form;
use methods::Methods;
pub use outcome::Outcome;
use place::{PlaceId, Places};
use read::Uses;
use sample::Seen;
use settle::Settle;

/// How often a proposal is weakened at most. Each time, one place or more says less.
const ROUNDS: usize = 400;

/// What a proposal is made for.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// Samples of the workflow's input.
    pub samples: &'a [Value],
    /// What the definition is called in comments: its file's name.
    pub name: &'a str,
    /// The name of the generated module, to be included at the end.
    pub module: Option<&'a str>,
}

/// A proposed contract.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The contract: a Rust source file, formatted.
    pub source: String,
    /// The type of the workflow's input.
    pub input: String,
    /// An input of that type: the first sample, or one that has what the definition reads.
    pub input_example: Value,
    /// The type of the workflow's output.
    pub output: String,
    /// The tasks, in the order of the definition.
    pub tasks: Vec<Task>,
    /// What the checker has to say of the definition under this contract: what no contract mends.
    pub findings: Vec<Diagnostic>,
    /// Whether a type is one of the crate `jiff`.
    pub uses_jiff: bool,
    /// What comes of it when it is started with the example, and tasks answer with theirs.
    pub outcome: Outcome,
}

/// A task of a proposed contract.
#[derive(Clone, Debug)]
pub struct Task {
    /// The method's name.
    pub name: String,
    /// The type of its argument, if it takes one.
    pub argument: Option<String>,
    /// The type of what it returns: `()` if the result comes as the reply to its token.
    pub result: String,
    /// A result of that type.
    pub result_example: Value,
    /// The type of its errors: an enum of the contract, or `TaskFailure`.
    pub error: String,
    /// Whether `error` is an enum of the contract, with the variant `Other`.
    pub has_own_error: bool,
}

impl Task {
    /// The head of the method as an implementation has it, indented by four blanks, with the brace that opens it;
    /// its argument is called `parameter`.
    #[must_use]
    pub fn head(&self, parameter: &str) -> String {
        let signature = render::Signature {
            name: &self.name,
            parameter,
            argument: self.argument.as_deref(),
            result: &self.result,
            error: &self.error,
        };
        signature.render("    ", " {")
    }
}

/// Proposes a contract. `None` if the definition itself is at fault: then only the diagnostics say something.
#[must_use]
pub fn propose(definition: &json::Node, options: &Options<'_>, diagnostics: &mut Diagnostics) -> Option<Proposal> {
    let machine = asl::read(definition, diagnostics);
    let mut alone = Diagnostics::new();
    check::check(&machine, None, &mut alone);
    let alone = alone.into_sorted();
    // What is wrong without a contract is wrong with one.
    let own: BTreeSet<(&'static str, Span)> = alone.iter().map(|d| (d.code, d.primary.span)).collect();
    alone.iter().filter(|d| d.severity == Severity::Error).for_each(|d| diagnostics.push(d.clone()));
    if diagnostics.has_errors() {
        return None;
    }
    let mut places = Places::default();
    let input = places.root();
    let methods = methods::find(&machine, &mut places);
    let uses = flow::run(&machine, &methods, input, &mut places);
    let seen = Seen::of(options.samples);
    let mut draft = Draft {
        machine: &machine,
        methods: &methods,
        places,
        uses,
        input,
        seen,
        options,
        definition: definition.span.source,
        plain: Plain::default(),
    };
    let mut made = draft.make();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for finding in made.findings.iter().filter(|d| d.severity == Severity::Error) {
            if !own.contains(&(finding.code, finding.primary.span)) {
                changed |= draft.weaken(finding);
            }
        }
        if !changed {
            break;
        }
        made = draft.make();
    }
    Some(made)
}

/// What tasks are sent, and what the workflow ends with, where that could not be proposed as it is.
#[derive(Debug, Default)]
struct Plain {
    arguments: BTreeSet<usize>,
    output: bool,
}

/// A proposal in the making.
struct Draft<'a> {
    machine: &'a Machine,
    methods: &'a Methods,
    places: Places,
    uses: Uses,
    input: PlaceId,
    seen: Option<Seen>,
    options: &'a Options<'a>,
    definition: SourceId,
    plain: Plain,
}

/// The forms of a proposal.
struct Forms {
    input: Form,
    output: Form,
    /// For each method what it takes and what it brings; without an argument, `None`.
    methods: Vec<(Option<Form>, Form)>,
}

/// The forms of examples: those that the definition asks for, whatever their types say.
struct Examples {
    input: Form,
    results: Vec<Form>,
}

impl Draft<'_> {
    /// Makes the proposal as it stands, and checks it.
    fn make(&self) -> Proposal {
        let settle = |is_input| Settle { machine: self.machine, places: &self.places, is_input, is_example: false };
        let input = settle(true).form(Some(self.input), self.seen.as_ref(), false);
        let results: Vec<Form> =
            self.methods.list.iter().map(|method| settle(false).form(Some(method.result), None, false)).collect();
        let unknown = results.iter().map(|result| (Some(Form::Value), result.clone())).collect();
        // What is sent follows from what comes in.
        let first = self.written(&Forms { input: input.clone(), output: Form::Value, methods: unknown });
        let (contract, _) = imported(&first.source, self.definition);
        let facts = types_of(self.machine, Some(&contract));
        let enums = of_ty::enums(&contract);
        let sent = |at: usize, states: &[StateId]| {
            if self.plain.arguments.contains(&at) {
                return Some(Form::Value);
            }
            let tys = states.iter().filter_map(|id| {
                let argument = facts.state(*id)?.argument.clone();
                Some(if self.is_invoke(&contract, *id) { services::payload(&argument) } else { argument })
            });
            let ty = tys.fold(Ty::Never, |sum, ty| sum.join(&ty));
            // A task that is sent nothing takes nothing.
            (ty != Ty::empty()).then(|| of_ty::form(&ty, &enums))
        };
        let methods = self.methods.list.iter().zip(results).enumerate();
        let methods = methods.map(|(at, (method, result))| (sent(at, &method.states), result)).collect();
        let output = if self.plain.output { Form::Value } else { of_ty::form(&facts.output(), &enums) };
        let mut proposal = self.written(&Forms { input, output, methods });
        proposal.findings = self.findings(&proposal.source);
        proposal
    }

    /// Whether a state calls its method through `lambda:invoke`, which hands it the payload.
    fn is_invoke(&self, contract: &Contract, id: StateId) -> bool {
        let (Some(tasks), Some(Kind::Task(task))) = (&contract.tasks, self.machine.state(id).map(|s| &s.kind)) else {
            return false;
        };
        matches!(check::flow::tasks::called(tasks, task), Called::Invoke(_))
    }

    fn written(&self, forms: &Forms) -> Proposal {
        let settle = Settle { machine: self.machine, places: &self.places, is_input: false, is_example: true };
        let of = |id| settle.form(Some(id), None, false);
        let results = self.methods.list.iter().map(|method| of(method.result)).collect();
        let examples = Examples { input: of(self.input), results };
        let outcome = outcome::find(self.machine, self.methods, &self.uses, &self.places, self.seen.is_some());
        write::write(self.machine, self.methods, forms, &examples, outcome, self.options)
    }

    /// What the checker says of the definition under a contract.
    fn findings(&self, source: &str) -> Vec<Diagnostic> {
        let (contract, mut diagnostics) = imported(source, self.definition);
        check::check(self.machine, Some(&contract), &mut diagnostics);
        let mut found = diagnostics.into_sorted();
        // The contract is no file yet: only the definition can be shown.
        found.iter_mut().for_each(|finding| finding.labels.retain(|label| label.span.source == self.definition));
        found
    }

    fn weaken(&mut self, finding: &Diagnostic) -> bool {
        match finding.code {
            codes::ARGUMENT => {
                let name = finding.primary.state.as_deref();
                let states = self.machine.iter().filter(|(_, state)| Some(state.name.as_str()) == name);
                let at = states.filter_map(|(id, _)| self.methods.list.iter().position(|m| m.states.contains(&id)));
                let before = self.plain.arguments.len();
                self.plain.arguments.extend(at);
                self.plain.arguments.len() > before
            }
            codes::OUTPUT => !std::mem::replace(&mut self.plain.output, true),
            _ => blame::weaken(finding, self.definition, self.machine, &self.uses, &mut self.places),
        }
    }
}

/// The one file of a contract.
struct Only<'a>(&'a str);

/// The name under which the proposal is read again.
const FILE: &str = "contract.rs";

impl Loader for Only<'_> {
    fn load(&self, path: &std::path::Path) -> Result<String, String> {
        if path == std::path::Path::new(FILE) { Ok(self.0.to_owned()) } else { Err("no such file".to_owned()) }
    }
}

/// Reads a contract that was written here. Its source is none of those up to the definition's: findings have places
/// in both.
fn imported(source: &str, definition: SourceId) -> (Contract, Diagnostics) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    for _ in 0..=definition.0 {
        sources.add_text("definition", String::new());
    }
    let root = Root::File { path: FILE.into(), module: None };
    let contract = import(&mut sources, &[root], &Only(source), &mut diagnostics);
    (contract, diagnostics)
}
