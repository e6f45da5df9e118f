//! Under a contract, a text outside of templates that would lead to a value of the very state is meant to be read: the `Cause`
//! of a Fail, what a Choice compares with, an argument in quotes, a part of a `Result`.

use crate::{
    check::{
        blame::Blame,
        compared,
        flow::{
            forgotten::{self, Forgotten, forgotten},
            intrinsics::signature,
        },
        reads::{Called, Stage, reads},
        report::Report,
        rules::{
            choice::{self, Seen, operator},
            no_dollar::worded,
        },
        scene::{Here, Scene},
    },
    diag::{Diagnostic, codes::structure as codes},
    expr::{ArgValue, Call, Intrinsic},
    ir::{Comparison, Fail, Kind, Operand, Words},
    json::{self, Node, Text},
    source::Span,
};

/// Looks at every such text of a state.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    if scene.world.contract.is_none() {
        return;
    }
    for called in reads(here.state).calls {
        if called.stage != Stage::Item || !here.facts.item.is_never() {
            arguments(scene, here, &called, called.call, report);
        }
    }
    match &here.state.kind {
        Kind::Fail(fail) => words(scene, here, fail, report),
        Kind::Choice(_) => operands(scene, here, report),
        Kind::Pass(pass) => {
            if let Some(node) = &pass.result {
                of_result(scene, here, node).into_iter().for_each(|finding| report.push(finding));
            }
        }
        _ => {}
    }
}

/// `Error` and `Cause`.
fn words(scene: &Scene<'_>, here: &Here<'_>, fail: &Fail, report: &mut Report) {
    for (field, words) in [("Error", &fail.error), ("Cause", &fail.cause)] {
        let Some(Words::Literal(text)) = words else { continue };
        let found = here.at(scene, Stage::Raw, |scope| forgotten::alone(&scope, &text.value, text.span));
        if let Some(found) = found {
            let message = format!("`{field}` of state `{}` is the text `{}`", here.state.name, text.value);
            let finding = worded(scene, here, (codes::NO_DOLLAR, text.span), (field, message), &found);
            report.push(finding.help(format!("write the key as `{field}Path`")));
        }
    }
}

/// What a Choice compares texts with.
fn operands(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(looked) = here.looked else { return };
    for seen in &looked.seen {
        let (Some(found), Comparison::String(_, Operand::Literal(text))) = (operand(seen), &seen.test.comparison)
        else {
            continue;
        };
        let operator = operator(&seen.test.comparison);
        let field = format!("{}.{operator}", choice::field(looked.choice, seen));
        let message = format!("`{field}` of state `{}` is the text `{}`", here.state.name, text.value);
        let finding = worded(scene, here, (codes::NO_DOLLAR, text.span), (&field, message), &found);
        let misleads = compared::misleads(scene, here, seen.rule, &seen.test.variable);
        let finding = finding.help(format!("write the operator as `{operator}Path`"));
        report.of_rules(here, finding, Blame::default(), &format!("`{}`", text.value), misleads);
    }
}

/// What the text that a comparison compares with leads to. There is no operator that takes what a function brings.
pub(super) fn operand(seen: &Seen<'_>) -> Option<Forgotten> {
    let Comparison::String(_, Operand::Literal(text)) = &seen.test.comparison else { return None };
    let found = forgotten::alone(&seen.scope(), &text.value, text.span)?;
    matches!(found, Forgotten::Path(..)).then_some(found)
}

/// Texts in quotes among the arguments of a function, and of those in them.
fn arguments(scene: &Scene<'_>, here: &Here<'_>, called: &Called<'_>, call: &Call, report: &mut Report) {
    let field = &called.field;
    // Under such a key of a template the path itself is the value.
    if field.strip_suffix(".$").is_some_and(|key| key.to_ascii_lowercase().ends_with("path")) {
        return;
    }
    for (at, arg) in call.args.iter().enumerate() {
        let text = match &arg.value {
            ArgValue::Text(text) => text,
            ArgValue::Call(inner) => {
                arguments(scene, here, called, inner, report);
                continue;
            }
            _ => continue,
        };
        let Some(found) = here.at(scene, called.stage, |scope| forgotten::alone(&scope, text, arg.span)) else {
            continue;
        };
        let is_template = call.function == Intrinsic::Format && at == 0;
        let help = match is_template {
            true => format!("write `'{{}}', {text}`"),
            false => format!("write it without quotes: `{text}`"),
        };
        let (name, state) = (signature(call.function).name, &here.state.name);
        let message = format!("`{name}` in state `{state}` takes the text `{text}`");
        report.push(worded(scene, here, (codes::NO_DOLLAR, arg.span), (field, message), &found).help(help));
    }
}

/// The first text in a `Result` that leads somewhere.
fn of_result(scene: &Scene<'_>, here: &Here<'_>, node: &Node) -> Option<Diagnostic> {
    let (text, span, found) =
        here.at(scene, Stage::Effective, |scope| first(node, None, &mut |key, text| forgotten(&scope, key, text)))?;
    let message = format!("`Result` of state `{}` holds the text `{}`", here.state.name, text.value);
    let finding = worded(scene, here, (codes::STATIC_RESULT, span), ("Result", message), &found);
    Some(finding.help("use `Parameters` to bring values of the input"))
}

/// The first text that brings something, with where it is said. Goes as deep as the literal nests.
fn first<'n>(
    node: &'n Node,
    key: Option<&'n Text>,
    look: &mut dyn FnMut(&str, &Text) -> Option<Forgotten>,
) -> Option<(&'n Text, Span, Forgotten)> {
    match &node.kind {
        json::Kind::String(text) => {
            let found = look(key.map_or("", |key| &key.value), text)?;
            let filled = key.filter(|key| key.value.ends_with(".$"));
            Some((text, filled.map_or(text.span, |key| key.span), found))
        }
        json::Kind::Object(members) => members.iter().find_map(|member| first(&member.value, Some(&member.key), look)),
        json::Kind::Array(items) => items.iter().find_map(|item| first(item, None, look)),
        _ => None,
    }
}
