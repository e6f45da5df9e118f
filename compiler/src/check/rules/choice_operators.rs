//! An operator compares what the variable, and the operand at a path, can be.

use crate::{
    check::{
        blame::Want,
        compared,
        flow::compare::{Verdict, operand},
        narrowed,
        origin::{self, Fault},
        reads::{Read, lies},
        report::Report,
        rules::choice::{self, operator},
        scene::{Here, Scene},
        words,
    },
    diag::codes::flow as codes,
    types::{
        Ty,
        ty::{Class, Walk},
    },
};

/// Looks at every comparison.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(looked) = here.looked else { return };
    for seen in &looked.seen {
        let test = seen.test;
        let operator = operator(&test.comparison);
        let variable = choice::read(looked.choice, seen, &test.variable, "Variable");
        match (&seen.met.verdict, operand(&test.comparison)) {
            (Verdict::Variable { found, wanted }, _) => {
                let found = Found { read: &variable, ty: found, wanted: *wanted, code: codes::OPERATOR_TYPE };
                raise(scene, here, (seen.rule, &found), &operator, report);
            }
            (Verdict::Operand { found, wanted }, Some(path)) => {
                let read = choice::read(looked.choice, seen, path, &operator);
                let found = Found { read: &read, ty: found, wanted: *wanted, code: codes::OPERAND_TYPE };
                raise(scene, here, (seen.rule, &found), &operator, report);
            }
            _ => {}
        }
    }
}

struct Found<'a> {
    read: &'a Read<'a>,
    ty: &'a Ty,
    wanted: Class,
    code: &'static str,
}

fn raise(scene: &Scene<'_>, here: &Here<'_>, (rule, found): (usize, &Found<'_>), operator: &str, report: &mut Report) {
    let path = found.read.path;
    let wanted = found.wanted;
    let message = format!(
        "`{}` is never {}, which `{operator}` in state `{}` compares",
        path.text,
        wanted.words(),
        here.state.name
    );
    let diagnostic = scene
        .finding(here, found.code, path.span, message)
        .in_field(&found.read.field)
        .label(format!("this is {}", found.ty.brief()));
    let bad = |walk: &Walk| walk.ty().is_some_and(|ty| !ty.is_never() && !ty.may_be(wanted));
    let diagnostic = narrowed::in_variable(scene, here, path, &bad, diagnostic);
    let lies = if path.tail.is_none() { lies(here, found.read) } else { Vec::new() };
    let want = Want::type_of(wanted.words());
    let fault = Fault::of(&lies, want, &bad);
    let (diagnostic, mut blame) = origin::explain(scene, here, &fault, diagnostic);
    let mut diagnostic = words::assigned(scene, here, path, diagnostic);
    if diagnostic.help.is_empty() {
        diagnostic = match family(found.ty) {
            Some(family) => diagnostic.help(format!("compare it by one of the `{family}` operators")),
            None => diagnostic.help(format!("compare {}", wanted.words())),
        };
    }
    if !blame.is_outright() {
        blame.asked.splice(0..0, compared::asked_before(here, rule, path, &bad));
    }
    let misleads = compared::misleads(scene, here, rule, path);
    report.of_rules(here, diagnostic, blame, &format!("`{}`", path.text), misleads);
}

/// The operators that compare a type.
fn family(ty: &Ty) -> Option<&'static str> {
    [
        (Class::Timestamp, "Timestamp"),
        (Class::String, "String"),
        (Class::Numeric, "Numeric"),
        (Class::Boolean, "Boolean"),
    ]
    .into_iter()
    .find(|(class, _)| !ty.is_never() && ty.is_all(*class))
    .map(|(_, family)| family)
}
