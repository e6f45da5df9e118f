//! The variables and operands of Choice rules are there where they are read.

use crate::{
    check::{
        flow::compare::operand,
        report::Report,
        rules::{
            choice::{self, operator},
            paths,
        },
        scene::{Here, Scene},
    },
    expr::Path,
    ir::{Comparison, TypeTest},
};

/// Looks at every comparison, with what the rules and guards before it have made sure of.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let Some(looked) = here.looked else { return };
    let mut said = paths::Said::new();
    for (at, seen) in looked.seen.iter().enumerate() {
        let variable = &seen.test.variable;
        let read = choice::read(looked.choice, seen, variable, "Variable");
        if matches!(seen.test.comparison, Comparison::Is(TypeTest::Present, _)) {
            // To ask for it is no fault, unless what is asked for is misspelt.
            if let Some(walk) = &seen.misspelt {
                let root = here.at(scene, read.stage, |scope| scope.root(&variable.root).clone());
                paths::judge(
                    scene,
                    here,
                    &read,
                    paths::Way { root: &root, walk, rule: Some(seen.rule), narrowed: None },
                    &mut said,
                    report,
                );
            }
            continue;
        }
        let scope = seen.scope();
        let way = |path: &Path, walk| {
            let narrowed = looked.narrowed(here, at, path);
            paths::Way { root: scope.root(&path.root), walk, rule: Some(seen.rule), narrowed }
        };
        let found = paths::found(&scope, variable);
        paths::judge(scene, here, &read, way(variable, &found), &mut said, report);
        if let Some(path) = operand(&seen.test.comparison) {
            let read = choice::read(looked.choice, seen, path, &operator(&seen.test.comparison));
            let found = paths::found(&scope, path);
            paths::judge(scene, here, &read, way(path, &found), &mut said, report);
        }
    }
}
