//! A key that a state writes and the contract's type does not have is no slip for one that the type has and that may be
//! left out: the value would be passed over without a word.
//!
//! Only what a template or a literal writes for that very type is looked at: what comes from elsewhere may have more than
//! is asked for.

mod object;

use object::{Key, Object, in_literal, in_template, inside};

use crate::{
    check::{
        flow::{
            Target, Via, services,
            tasks::{Called, called},
        },
        reads::stages,
        report::Report,
        rules::misfit,
        scene::{Here, Scene},
        token,
    },
    diag::{Diagnostic, codes::flow as codes, is_misspelt},
    ir::{Kind, ScopeId, Select},
    types::{
        Presence, Ty,
        contract::{Field, StructDef, Typed},
        fits::{misfits, struct_at},
    },
};

/// Looks at what a task is called with, and at what the workflow ends with.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    argument(scene, here, report);
    output(scene, here, report);
}

fn argument(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return };
    let called = called(tasks, task);
    let Some((method, accepted)) = called.method().and_then(|method| Some((method, method.argument.as_ref()?))) else {
        return;
    };
    let Some(template) = &task.parameters else { return };
    let mut objects = Vec::new();
    in_template(template, &mut Vec::new(), "Parameters", &mut objects);
    let given = match called {
        Called::Invoke(_) => {
            objects = inside(objects, "Payload");
            services::payload(&here.facts.argument)
        }
        _ => here.facts.argument.clone(),
    };
    // That the token stands under a key that is passed over is said of the token.
    let is_token =
        |key: &Key<'_>| token::waits(here.state) && !method.takes_context && key.path.is_some_and(token::holds);
    for slip in slips(scene, &given, accepted, &objects) {
        if is_token(slip.key) {
            continue;
        }
        let message = format!(
            "task `{}` takes no field `{}` in its argument, which state `{}` writes",
            method.name, slip.key.name, here.state.name
        );
        let takes = format!("`{}` takes this", method.name);
        report.push(slip.finding(scene, here, codes::ARGUMENT, message).cause(accepted.span, takes, None));
    }
}

fn output(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(accepted) = scene.world.tasks().and_then(|tasks| tasks.output.as_ref()) else { return };
    let (_, result_path, output_path) = stages(here.state);
    if here.state.scope != ScopeId::TOP || *result_path != Select::Whole || *output_path != Select::Whole {
        return;
    }
    let Some(edge) = here.facts.edges.iter().find(|edge| edge.target == Target::End && edge.via == Via::Next) else {
        return;
    };
    let mut objects = Vec::new();
    let selector = || here.state.work()?.result_selector.as_ref();
    match &here.state.kind {
        Kind::Pass(pass) => match (&pass.result, &pass.parameters) {
            (Some(node), _) => in_literal(node, &mut Vec::new(), "Result", &mut objects),
            (None, Some(template)) => in_template(template, &mut Vec::new(), "Parameters", &mut objects),
            (None, None) => return,
        },
        _ => match selector() {
            Some(template) => in_template(template, &mut Vec::new(), "ResultSelector", &mut objects),
            None => return,
        },
    }
    for slip in slips(scene, &edge.ty, accepted, &objects) {
        let message = format!(
            "the output that is declared has no field `{}`, which state `{}` ends the workflow with",
            slip.key.name, here.state.name
        );
        let ends = "the workflow ends with this";
        report.push(slip.finding(scene, here, codes::OUTPUT, message).cause(accepted.span, ends, None));
    }
}

/// A key that was meant for another one.
struct Slip<'a> {
    key: &'a Key<'a>,
    meant: &'a str,
}

impl Slip<'_> {
    fn finding(&self, scene: &Scene<'_>, here: &Here<'_>, code: &'static str, message: String) -> Diagnostic {
        let finding = scene.finding(here, code, self.key.span, message).in_field(&self.key.field);
        finding
            .label(format!("this is passed over, and there is no `{}`", self.meant))
            .help(format!("did you mean `{}`?", self.meant))
    }
}

/// The keys of objects that a type has not, and that are misspelt.
fn slips<'a>(scene: &'a Scene<'_>, ty: &Ty, accepted: &'a Typed, objects: &'a [Object<'a>]) -> Vec<Slip<'a>> {
    let Some(contract) = scene.world.contract else { return Vec::new() };
    let mut found = Vec::new();
    let mut wrong = None;
    for Object { keys, written } in objects {
        let Some(Ty::Record(record)) = misfit::part(ty, keys) else { continue };
        let text = |key: &str| match record.get(key).map(|field| &field.ty) {
            Some(Ty::Enum(_, values)) if values.len() == 1 => values.first().cloned(),
            _ => None,
        };
        let Some((def, tag)) = struct_at(contract, &accepted.ty, keys, &text) else { continue };
        // Of what is flattened any key may be, and one that is not taken has a finding.
        if def.is_flattened() || def.deny_unknown {
            continue;
        }
        let is_known = |name: &str| tag == Some(name) || names(def).any(|known| known == name);
        for key in written.iter().filter(|key| !is_known(key.name)) {
            let value =
                record.get(key.name).filter(|field| field.presence == Presence::Required).map(|field| &field.ty);
            let fits = |field: &Field| match (value, &scene.world.written) {
                (Some(value), Some(written)) => misfits(contract, written, value, &field.ty).is_empty(),
                _ => false,
            };
            let mut absent = def.fields.iter().filter(|field| {
                !field.skip_read && !field.read_names().any(|name| record.get(name).is_some()) && fits(field)
            });
            let Some(meant) = absent.find_map(|field| field.read_names().find(|name| is_misspelt(key.name, name)))
            else {
                continue;
            };
            // What is wrong with the very object has been said, or with what it stands in.
            let wrong = wrong.get_or_insert_with(|| misfit::of(scene, ty, accepted));
            if !wrong.iter().any(|misfit| misfit.is_about(keys)) {
                found.push(Slip { key, meant });
            }
        }
    }
    found
}

fn names(def: &StructDef) -> impl Iterator<Item = &str> {
    def.fields.iter().flat_map(Field::read_names)
}
