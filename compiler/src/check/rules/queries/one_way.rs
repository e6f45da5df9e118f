//! A list that is lost on one way to a path with a tail, where another way brings it.

use crate::{
    check::{
        blame::Want,
        flow::template::Scope,
        origin::{self, Fault, Loss},
        reads::{Read, lie},
        report::Report,
        scene::{Here, Scene},
        words,
    },
    diag::codes::flow as codes,
    expr::{Root, Tail},
    ir::{Kind, Select},
    types::{Ty, ty::Walk},
};

/// Raises a path that finds something, but nothing behind a state that had the list and lost it.
pub(super) fn check(scene: &Scene<'_>, here: &Here<'_>, read: &Read<'_>, scope: Scope<'_>, report: &mut Report) {
    let path = read.path;
    let Some(tail) = path.tail.as_ref().filter(|tail| !tail.is_definite) else { return };
    if scene.world.contract.is_none() || path.root != Root::Document || path.steps.is_empty() {
        return;
    }
    let Walk::Found { ty, gap } = scope.root_of(path).walk(&path.steps) else { return };
    // Where it never finds anything, that has been said.
    let bad = |walk: &Walk| !walk.is_sure() || is_some_other(walk, tail);
    let is_fine = gap.is_none() && !ty.members().iter().any(|member| is_other(member, tail));
    if is_fine || ty.find(tail).dead.is_some() {
        return;
    }
    let lies = lie(here, read, path.steps.clone());
    // What is optional, or what a way never had, may be meant to bring an empty list.
    let losses = origin::losses_of(scene, here.id, &lies, &bad);
    if !losses.iter().any(|loss| is_outright(loss, tail)) {
        return;
    }
    let (name, list) = (&here.state.name, words::prefix(path, path.steps.len()));
    let message = format!(
        "path `{}` in state `{name}` finds nothing on one of the ways here: they do not all bring the list `{list}`",
        path.text
    );
    let label = match gap {
        Some(_) => format!("`{list}` is not always there"),
        None => format!("`{list}` is {}", ty.brief()),
    };
    let diagnostic = scene
        .finding(here, codes::QUERY_FINDS_NOTHING, path.span, message)
        .in_field(&read.field)
        .label(label)
        .note("it brings an empty list then");
    let (diagnostic, blame) = origin::explain(scene, here, &Fault::of(&lies, Want::There, &bad), diagnostic);
    report.caused(here, diagnostic, blame, &format!("`{}`", path.text));
}

/// Whether a type that is no union is something in which the tail finds nothing, and no list. `null` may stand for none.
fn is_other(ty: &Ty, tail: &Tail) -> bool {
    !ty.may_be_list() && *ty != Ty::Null && !ty.is_never() && ty.find(tail).dead.is_some()
}

fn is_some_other(walk: &Walk, tail: &Tail) -> bool {
    walk.ty().is_some_and(|ty| ty.members().iter().any(|member| is_other(member, tail)))
}

/// Whether all that was there is gone by a slip: a Pass that forms all of the document anew means what it leaves out.
fn is_outright(loss: &Loss<'_>, tail: &Tail) -> bool {
    let is_meant = match &loss.here.state.kind {
        Kind::Choice(_) => true,
        Kind::Pass(pass) => pass.parameters.is_some() && pass.result_path == Select::Whole,
        _ => false,
    };
    let is_gone = |walk: Walk| match walk {
        Walk::Lost(_) => true,
        Walk::Found { ty, .. } => ty.members().iter().all(|member| is_other(member, tail)),
    };
    !is_meant && loss.here.edge(loss.via).is_some_and(|edge| is_gone(edge.ty.walk(&loss.steps)))
}
