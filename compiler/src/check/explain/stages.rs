//! The stages of a state's data flow, and what the scopes in it begin and end with.

use super::{Call, Inner, Place, Stage, StageName, field, place};
use crate::{
    check::{
        flow::{
            Via,
            tasks::{Called, called},
            work,
        },
        reads::{self, stages},
        scene::{Here, Scene},
    },
    expr::Template,
    ir::{Kind, Map, Mode, Select},
    types::Ty,
};

/// The stages that a state's kind has, in order.
pub(super) fn list(scene: &Scene<'_>, here: &Here<'_>) -> Vec<Stage> {
    let facts = here.facts;
    let (input_path, result_path, output_path) = stages(here.state);
    let stage = |name, written: Option<String>, ty: &Ty| Stage { name, written, ty: ty.clone() };
    let mut list = vec![stage(StageName::Input, None, &facts.raw_input)];
    if matches!(here.state.kind, Kind::Fail(_) | Kind::Unknown) {
        return list;
    }
    list.push(stage(StageName::InputPath, select(input_path), &facts.effective_input));
    match &here.state.kind {
        Kind::Task(task) => list.push(stage(StageName::Parameters, template(&task.parameters), &facts.argument)),
        Kind::Parallel(parallel) => {
            list.push(stage(StageName::Parameters, template(&parallel.parameters), &facts.argument));
        }
        Kind::Pass(pass) => {
            if pass.result.is_none() {
                list.push(stage(StageName::Parameters, template(&pass.parameters), &facts.argument));
            }
            list.push(stage(StageName::Result, pass.result.as_ref().map(|_| "{ .. }".to_owned()), &facts.result));
        }
        Kind::Map(map) => of_map(scene, here, map, &mut list),
        _ => {}
    }
    if let Some(work) = here.state.work() {
        list.push(stage(StageName::Result, None, &facts.result));
        list.push(stage(StageName::ResultSelector, template(&work.result_selector), &facts.selected));
    }
    if here.state.work().is_some() || matches!(here.state.kind, Kind::Pass(_)) {
        list.push(stage(StageName::ResultPath, select(result_path), &facts.placed));
    }
    list.push(stage(StageName::Output, select(output_path), &facts.output));
    list
}

/// What a Map iterates over, and what it makes of one item.
fn of_map(scene: &Scene<'_>, here: &Here<'_>, map: &Map, list: &mut Vec<Stage>) {
    if !here.facts.is_reached() {
        return;
    }
    let items = here.at(scene, reads::Stage::Effective, |scope| work::items(map, &scope));
    let path = map.items_path.as_ref().map(|path| path.text.clone());
    list.push(Stage { name: StageName::ItemsPath, written: path, ty: items });
    let batcher = match &map.mode {
        Mode::Distributed(mode) => mode.item_batcher.as_ref(),
        Mode::Inline => None,
    };
    let selected = match &map.item_selector {
        _ if here.facts.item.is_never() => Ty::Never,
        Some(template) => here.at(scene, reads::Stage::Item, |scope| scope.template(template)),
        None => here.facts.item.clone(),
    };
    list.push(Stage { name: StageName::ItemSelector, written: template(&map.item_selector), ty: selected });
    if batcher.is_some() {
        let ty = here.facts.argument.clone();
        list.push(Stage { name: StageName::ItemBatcher, written: Some("{ .. }".to_owned()), ty });
    }
}

/// The branches of a Parallel, and what a Map does with an item.
pub(super) fn scopes(scene: &Scene<'_>, here: &Here<'_>) -> Vec<Inner> {
    let scopes = here.state.scopes().iter().enumerate();
    let inner = scopes.map(|(at, id)| {
        let start = scene.machine.scope(*id).and_then(|scope| scope.start);
        Inner {
            field: field(here.state, Via::Into(at)),
            start: start.and_then(|start| scene.machine.state(start)).map(place),
            begins: here.edge(Via::Into(at)).map_or(Ty::Never, |edge| edge.ty.clone()),
            ends: scene.facts.scope(*id),
        }
    });
    inner.collect()
}

/// What a Task calls.
pub(super) fn call(scene: &Scene<'_>, here: &Here<'_>) -> Option<Call> {
    let Kind::Task(task) = &here.state.kind else { return None };
    let called = scene.world.tasks().map(|tasks| called(tasks, task));
    let method = called.and_then(Called::method);
    let argument = method.and_then(|method| method.argument.as_ref());
    let takes = argument.zip(scene.world.written.as_ref()).map(|(typed, written)| written.ty(&typed.ty));
    Some(Call {
        resource: task.resource.value.arn.clone(),
        method: method.map(|method| Place { name: method.name.clone(), span: method.span }),
        takes,
    })
}

/// A path field as it is written.
pub(super) fn select(select: &Select) -> Option<String> {
    match select {
        Select::Whole => None,
        Select::Null(_) => Some("null".to_owned()),
        Select::Path(path) => Some(path.text.clone()),
    }
}

fn template(template: &Option<Template>) -> Option<String> {
    Some(match template.as_ref()? {
        Template::Path(path) => path.text.clone(),
        Template::Call(call) => call.text.clone(),
        Template::Array(..) => "[ .. ]".to_owned(),
        Template::Object(..) => "{ .. }".to_owned(),
        Template::Literal(node) if node.as_object().is_some() => "{ .. }".to_owned(),
        Template::Literal(_) => "literal".to_owned(),
    })
}
