//! A contract says what the workflow's input is.

use crate::{
    check::{report::Report, scene::Scene},
    diag::{Diagnostic, codes::flow as codes},
};

/// Looks at the attribute of the tasks trait.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let Some(tasks) = scene.world.tasks().filter(|tasks| tasks.input.is_none()) else { return };
    report.push(
        Diagnostic::warning(
            codes::INPUT_UNDECLARED,
            tasks.span,
            format!("`{}` does not say what the workflow's input is, so nothing is known of it", tasks.name),
        )
        .help("write `#[stepwright::tasks(input = .., output = ..)]`"),
    );
}
