//! `ResultPath` writes into objects only.

use crate::{
    check::{
        blame::Want,
        origin::{self, Fault, Origin},
        reads::stages,
        report::Report,
        scene::{Here, Scene},
        words,
    },
    diag::codes::flow as codes,
    expr::Path,
    ir::Select,
    types::{
        Ty,
        ty::{Class, Walk},
    },
};

/// Looks at the state's own `ResultPath` and at those of its catchers.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    one(scene, here, "ResultPath", stages(here.state).1, report);
    for (at, catcher) in here.state.work().iter().flat_map(|work| &work.catch).enumerate() {
        one(scene, here, &format!("Catch[{at}].ResultPath"), &catcher.result_path, report);
    }
}

fn one(scene: &Scene<'_>, here: &Here<'_>, field: &str, select: &Select, report: &mut Report) {
    let Select::Path(path) = select else { return };
    let (_, Some(conflict)) = here.facts.raw_input.place(&path.steps, &Ty::Null) else { return };
    let (parent, rest) = path.steps.split_at(conflict.step.min(path.steps.len()));
    let target = target(path, conflict.step);
    let why = match conflict.always {
        true => format!("which is {}", conflict.at.in_message()),
        false if conflict.at.may_be(Class::Null) => "which may be null".to_owned(),
        false => format!("which may be no object: it is {}", conflict.at.in_message()),
    };
    let message = format!("`ResultPath` `{}` of state `{}` writes into {target}, {why}", path.text, here.state.name);
    let diagnostic = scene
        .finding(here, codes::RESULT_PATH_CONFLICT, path.span, message)
        .in_field(field)
        .label(format!("{target} is {}", conflict.at.brief()))
        .help("write to a field of its own, such as `$.result`: missing parents are created");
    let bad = |walk: &Walk| walk.ty().is_some_and(|ty| ty.place(rest, &Ty::Null).1.is_some());
    let lies = [Origin::Raw(parent.to_vec())];
    let want = Want::Type("parts".to_owned());
    let fault = Fault::of(&lies, want, &bad);
    let (diagnostic, blame) = origin::explain(scene, here, &fault, diagnostic);
    report.caused(here, diagnostic, blame, &format!("`{}`", path.text));
}

fn target(path: &Path, step: usize) -> String {
    match step {
        0 => "the state's input".to_owned(),
        step => format!("`{}`", words::prefix(path, step)),
    }
}
