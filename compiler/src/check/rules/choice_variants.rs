//! A literal that is compared with an enum is one of its values.

use std::collections::HashSet;

use crate::{
    check::{
        blame::Blame,
        compared,
        flow::compare::{NoVariant, Verdict, no_variant},
        raised::is_of_a_service,
        report::Report,
        rules::{
            choice::{self, operator},
            not_read,
        },
        scene::{Here, Scene},
        words::{any_of, steps_after},
    },
    diag::{Diagnostic, codes::flow as codes, near},
    expr::Step,
    ir::{Comparison, Operand},
    source::Span,
    types::{
        contract::{DataVariant, Form, Tagging, TypeKind},
        ty::Walk,
    },
};

/// How many values a message lists.
const LISTED: usize = 12;

/// Looks at every `StringEquals`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(looked) = here.looked else { return };
    for seen in &looked.seen {
        let Verdict::NoVariant(miss) = &seen.met.verdict else { continue };
        let Comparison::String(_, Operand::Literal(written)) = &seen.test.comparison else { continue };
        // A path that was meant to be read is no value.
        if scene.world.contract.is_some() && not_read::operand(seen).is_some() {
            continue;
        }
        let field = format!("{}.{}", choice::field(looked.choice, seen), operator(&seen.test.comparison));
        if let Some(finding) = finding(scene, here, miss, &seen.test.variable.text, written.span) {
            let bad = |walk: &Walk| walk.ty().is_some_and(|ty| no_variant(scene.world, &miss.literal, ty).is_some());
            let (finding, blame) = choice::explained(scene, here, (looked.choice, seen), (&bad, false), finding);
            let variable = &seen.test.variable;
            let what = format!("`{}`", variable.text);
            let misleads = compared::misleads(scene, here, seen.rule, variable);
            // What would have written the literal may be a state that is not entered.
            let lacked = blame.lacked.map(|lacked| lacked.text(&miss.literal));
            let blame = Blame { lacked, ..Blame::default() };
            report.of_rules(here, finding.in_field(field), blame, &what, misleads);
        }
    }
}

/// What is to be said of a literal at a place, if it is worth a word.
pub(crate) fn finding(
    scene: &Scene<'_>,
    here: &Here<'_>,
    miss: &NoVariant,
    place: &str,
    span: Span,
) -> Option<Diagnostic> {
    let NoVariant { literal, of, variants } = miss;
    if of.is_none() && is_error_misspelt_elsewhere(scene, literal, variants) {
        return None;
    }
    if of.is_none() && scene.world.contract.is_none() {
        // A literal that a Pass has put there for a try is no type.
        return None;
    }
    let what = match of {
        Some(name) => format!("no variant of `{name}`"),
        None => "none of the values that it can have".to_owned(),
    };
    let message = format!("`{place}` is never `{literal}` in state `{}`: that is {what}", here.state.name);
    let mut diagnostic = scene.finding(here, codes::NO_VARIANT, span, message);
    if let Some(key) = of.as_deref().and_then(|name| key_of(scene, name, literal)) {
        let key = steps_after(place.to_owned(), [Step::Key(key)].iter());
        diagnostic = diagnostic
            .help(format!("the variant `{literal}` holds data: ask for its key, with `IsPresent` on `{key}`"));
    } else if let Some(json) = of.as_deref().and_then(|name| json_name(scene, name, literal)) {
        diagnostic = diagnostic.help(format!("the variant `{literal}` is written as `{json}` in JSON"));
    } else if let Some(near) = near(literal, variants.iter().map(String::as_str)) {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    let shown = any_of(variants.iter().take(LISTED).map(String::as_str));
    diagnostic = diagnostic.label(format!("`{place}` is {shown}"));
    if let Some(def) = of.as_deref().and_then(|name| scene.world.contract?.types.iter().find(|d| d.name == name)) {
        diagnostic = diagnostic.cause(def.span, format!("`{}` is declared here", def.name), None);
    }
    Some(diagnostic)
}

/// Whether a literal is the name of an error of the contract, and among those that it is compared with is one that is
/// not: its catcher misspells it, which has a finding of its own.
fn is_error_misspelt_elsewhere(scene: &Scene<'_>, literal: &str, names: &[String]) -> bool {
    let methods = scene.world.tasks().into_iter().flat_map(|tasks| &tasks.methods);
    let known: HashSet<&str> = methods.flat_map(|method| &method.errors.names).map(String::as_str).collect();
    let is_foreign = |name: &str| !known.contains(name) && !is_of_a_service(name);
    let is_misspelt = |name: &str| is_foreign(name) && near(name, known.iter().copied()).is_some();
    known.contains(literal) && names.iter().any(|name| is_misspelt(name))
}

/// The key that a variant with data is written under, whatever name it was called by.
fn key_of(scene: &Scene<'_>, name: &str, called: &str) -> Option<String> {
    let defs = scene.world.contract.iter().flat_map(|contract| &contract.types).filter(|def| def.name == name);
    let mut variants = defs.flat_map(|def| match &def.kind {
        TypeKind::Union(union) if union.tagging == Tagging::External => union.variants.as_slice(),
        _ => &[],
    });
    let is_called = |variant: &&DataVariant| variant.rust_name == called || variant.json_name == called;
    let variant = variants.find(is_called)?;
    let has_key = !variant.untagged && !matches!(variant.form, Form::Unit | Form::Skipped);
    has_key.then(|| variant.json_name.clone())
}

/// The JSON form of a variant that was called by its Rust name.
fn json_name(scene: &Scene<'_>, name: &str, rust_name: &str) -> Option<String> {
    let defs = scene.world.contract.iter().flat_map(|contract| &contract.types).filter(|def| def.name == name);
    let mut names = defs.flat_map(|def| -> Vec<(&String, &String)> {
        match &def.kind {
            TypeKind::Enum(variants) => variants.iter().map(|v| (&v.rust_name, &v.json_name)).collect(),
            TypeKind::Union(union) => union.variants.iter().map(|v| (&v.rust_name, &v.json_name)).collect(),
            _ => Vec::new(),
        }
    });
    names.find(|(rust, _)| *rust == rust_name).map(|(_, json)| json.clone())
}
