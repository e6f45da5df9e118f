//! A proposal from its forms: names for its types, documentation for its items, and the source.

use serde_json::Value;

use super::{
    Examples, Forms, Options, Outcome, Proposal, Task, example,
    form::Form,
    methods::{Method, Methods},
    render::{self, Errors, Source, Written},
    types::{Called, Types, type_name},
    words,
};
use crate::ir::{Machine, Pattern};

/// How many states or resources a comment names.
const NAMED: usize = 4;

/// Writes a proposal; nothing has been checked yet.
pub(super) fn write(
    machine: &Machine,
    methods: &Methods,
    forms: &Forms,
    examples: &Examples,
    outcome: Outcome,
    options: &Options<'_>,
) -> Proposal {
    let mut types = Types::new();
    let input = types.rust(&forms.input, &Called::root("Input", "The workflow's input".to_owned()));
    let carried = carried(methods, forms, &mut types);
    let output = types.rust(&forms.output, &Called::root("Output", "The workflow's output".to_owned()));
    let mut errors: Vec<Errors> = Vec::new();
    let mut written: Vec<Written> = Vec::new();
    for (method, (argument, result)) in methods.list.iter().zip(carried) {
        written.push(Written {
            name: method.name.clone(),
            docs: docs(machine, method),
            resource: method.resource.clone(),
            argument,
            result,
            has_reply: method.has_reply,
            error: error(method, &mut types, &mut errors),
        });
    }
    let source = render::render(&Source {
        head: head(options),
        types: &types,
        errors: &errors,
        methods: &written,
        input: &input,
        output: &output,
        module: options.module,
    });
    let tasks = written.into_iter().zip(&methods.list).zip(&examples.results);
    Proposal {
        tasks: tasks.map(|((written, method), example)| task(written, method, example)).collect(),
        input_example: options.samples.first().cloned().unwrap_or_else(|| example::of(&examples.input)),
        input,
        output,
        uses_jiff: source.contains("jiff::Timestamp"),
        source,
        findings: Vec::new(),
        outcome,
    }
}

/// For each method the type of what it takes, if it takes anything, and of what it brings.
fn carried(methods: &Methods, forms: &Forms, types: &mut Types) -> Vec<(Option<String>, String)> {
    let each = || methods.list.iter().zip(&forms.methods);
    let results: Vec<String> = each()
        .map(|(method, (_, result))| {
            let doc = format!("What `{}` brings", method.name);
            types.rust(result, &Called::root(&format!("{}Result", type_name(&method.name)), doc))
        })
        .collect();
    let arguments = each().map(|(method, (argument, _))| {
        let doc = format!("What `{}` takes", method.name);
        let called = Called::root(&format!("{}Input", type_name(&method.name)), doc);
        argument.as_ref().map(|argument| types.rust(argument, &called))
    });
    arguments.zip(results).collect()
}

/// The type of a method's errors: an enum of its own, if states name some of them.
fn error(method: &Method, types: &mut Types, errors: &mut Vec<Errors>) -> String {
    if method.errors.is_empty() {
        return "TaskFailure".to_owned();
    }
    let name = types.take(format!("{}Error", type_name(&method.name)));
    let doc = format!("The errors of `{}` that `Retry` and `Catch` name.", method.name);
    errors.push(Errors { name: name.clone(), doc, names: method.errors.clone() });
    name
}

fn task(written: Written, method: &Method, example: &Form) -> Task {
    let (result, result_example) =
        if written.has_reply { ("()".to_owned(), Value::Null) } else { (written.result, example::of(example)) };
    Task {
        name: written.name,
        argument: written.argument,
        result,
        result_example,
        error: written.error,
        has_own_error: !method.errors.is_empty(),
    }
}

fn head(options: &Options<'_>) -> Vec<String> {
    let from = match options.samples {
        [] => "reads and writes",
        _ => "reads and writes, and from samples of its input",
    };
    let name = quoted(options.name);
    let mut paragraphs = vec![
        format!("The contract of {name}: the types that flow through it, and the tasks it calls."),
        format!(
            "A proposal, made from what the definition {from}. Edit it: give what is `Value` a type where you know it, \
             make a field an `Option` that may be missing, rename what has a better name. The compiler checks the \
             definition against it."
        ),
    ];
    if options.module.is_none() {
        paragraphs.push(
            "The compiled workflow is brought in at the end of this file, by `stepwright::include_workflow!` with the \
             name of the definition's file."
                .to_owned(),
        );
    }
    paragraphs
}

fn quoted(name: &str) -> String {
    if name.is_empty() { "a definition".to_owned() } else { format!("`{}`", words::code(name)) }
}

fn docs(machine: &Machine, method: &Method) -> Vec<String> {
    let states = words::states(machine, &method.states);
    let word = if states.len() == 1 { "State" } else { "States" };
    let resources = method.resources.iter().map(|(arn, function)| match function {
        Some(function) => format!("`{}` of `{}`", words::code(arn), words::code(function)),
        None => format!("`{}`", words::code(arn)),
    });
    let resources: Vec<String> = resources.collect();
    let mut docs = Vec::new();
    if let (Some(states), Some(resources)) = (words::list(&states, NAMED), words::list(&resources, NAMED)) {
        docs.push(format!("{word} {states}: {resources}."));
    }
    if method.has_reply {
        docs.push(format!(
            "It only asks, and hands out its token (`{}`): what the reply brings is the result.",
            Pattern::TaskToken.suffix()
        ));
    }
    docs
}
