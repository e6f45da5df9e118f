//! Which variables each state reads.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Choice, Comparison, Condition, Count, Kind, Machine, Map, Mode, Number, Operand, Seconds, Select, State, Until,
    Words, Work,
};
use crate::expr::{ArgValue, Call, Path, Root, Template};

/// The names of the variables that each state reads, by the state's name. States that read none are left out.
#[must_use]
pub fn variable_references(machine: &Machine) -> BTreeMap<String, BTreeSet<String>> {
    let mut references: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for state in &machine.states {
        each_path(state, &mut |path| {
            if let Root::Variable(name) = &path.root {
                references.entry(state.name.clone()).or_default().insert(name.clone());
            }
        });
    }
    references
}

/// Shows every path in a state: those of its fields, its templates, its rules and its catchers. What stands in
/// the scopes of a `Parallel` or `Map` belongs to the states there.
pub fn each_path<'s>(state: &'s State, see: &mut dyn FnMut(&'s Path)) {
    match &state.kind {
        Kind::Task(task) => {
            work(&task.work, see);
            task.parameters.iter().chain(&task.credentials).for_each(|t| template_paths(t, see));
            [&task.timeout, &task.heartbeat].into_iter().flatten().for_each(|s| {
                if let Seconds::Path(path) = s {
                    see(path);
                }
            });
        }
        Kind::Parallel(parallel) => {
            work(&parallel.work, see);
            parallel.parameters.iter().for_each(|t| template_paths(t, see));
        }
        Kind::Map(state) => map(state, see),
        Kind::Pass(pass) => {
            [&pass.input_path, &pass.result_path, &pass.output_path].into_iter().for_each(|s| select(s, see));
            pass.parameters.iter().for_each(|t| template_paths(t, see));
        }
        Kind::Choice(state) => choice(state, see),
        Kind::Wait(wait) => {
            [&wait.input_path, &wait.output_path].into_iter().for_each(|s| select(s, see));
            if let Until::SecondsPath(path) | Until::TimestampPath(path) = &wait.until {
                see(path);
            }
        }
        Kind::Succeed(succeed) => {
            [&succeed.input_path, &succeed.output_path].into_iter().for_each(|s| select(s, see));
        }
        Kind::Fail(fail) => fail.error.iter().chain(&fail.cause).for_each(|words| match words {
            Words::Path(path) => see(path),
            Words::Call(inner) => call(inner, see),
            Words::Literal(_) => {}
        }),
        Kind::Unknown => {}
    }
    for field in state.assigns().into_iter().flat_map(|assign| &assign.fields) {
        template_paths(&field.value, see);
    }
}

fn work<'s>(work: &'s Work, see: &mut dyn FnMut(&'s Path)) {
    [&work.input_path, &work.result_path, &work.output_path].into_iter().for_each(|s| select(s, see));
    work.result_selector.iter().for_each(|t| template_paths(t, see));
    work.catch.iter().for_each(|catcher| select(&catcher.result_path, see));
}

fn map<'s>(map: &'s Map, see: &mut dyn FnMut(&'s Path)) {
    work(&map.work, see);
    map.items_path.iter().for_each(&mut *see);
    map.item_selector.iter().for_each(|t| template_paths(t, see));
    count(map.max_concurrency.as_ref(), see);
    let Mode::Distributed(distributed) = &map.mode else { return };
    count(distributed.tolerated_failure_count.as_ref(), see);
    if let Some(Number::Path(path)) = &distributed.tolerated_failure_percentage {
        see(path);
    }
    if let Some(reader) = &distributed.item_reader {
        reader.parameters.iter().for_each(|t| template_paths(t, see));
        count(reader.max_items.as_ref(), see);
    }
    if let Some(batcher) = &distributed.item_batcher {
        count(batcher.max_items.as_ref(), see);
        count(batcher.max_bytes.as_ref(), see);
        batcher.input.iter().for_each(|t| template_paths(t, see));
    }
    if let Some(writer) = &distributed.result_writer {
        writer.parameters.iter().for_each(|t| template_paths(t, see));
    }
}

fn choice<'s>(choice: &'s Choice, see: &mut dyn FnMut(&'s Path)) {
    [&choice.input_path, &choice.output_path].into_iter().for_each(|s| select(s, see));
    choice.rules.iter().for_each(|rule| condition_paths(&rule.condition, see));
}

/// Shows every path in a condition.
pub(crate) fn condition_paths<'s>(of: &'s Condition, see: &mut dyn FnMut(&'s Path)) {
    match of {
        Condition::And(list, _) | Condition::Or(list, _) => list.iter().for_each(|inner| condition_paths(inner, see)),
        Condition::Not(inner, _) => condition_paths(inner, see),
        Condition::Test(test) => {
            see(&test.variable);
            match &test.comparison {
                Comparison::String(_, Operand::Path(path))
                | Comparison::Numeric(_, Operand::Path(path))
                | Comparison::Timestamp(_, Operand::Path(path))
                | Comparison::Boolean(Operand::Path(path)) => see(path),
                _ => {}
            }
        }
    }
}

fn select<'s>(select: &'s Select, see: &mut dyn FnMut(&'s Path)) {
    if let Select::Path(path) = select {
        see(path);
    }
}

fn count<'s>(count: Option<&'s Count>, see: &mut dyn FnMut(&'s Path)) {
    if let Some(Count::Path(path)) = count {
        see(path);
    }
}

/// Shows every path in a template.
pub(crate) fn template_paths<'s>(of: &'s Template, see: &mut dyn FnMut(&'s Path)) {
    match of {
        Template::Literal(_) => {}
        Template::Path(path) => see(path),
        Template::Call(inner) => call(inner, see),
        Template::Object(fields, _) => fields.iter().for_each(|field| template_paths(&field.value, see)),
        Template::Array(items, _) => items.iter().for_each(|item| template_paths(item, see)),
    }
}

fn call<'s>(of: &'s Call, see: &mut dyn FnMut(&'s Path)) {
    for arg in &of.args {
        match &arg.value {
            ArgValue::Path(path) => see(path),
            ArgValue::Call(inner) => call(inner, see),
            ArgValue::Text(_) | ArgValue::Number(_) | ArgValue::Bool(_) | ArgValue::Null => {}
        }
    }
}
