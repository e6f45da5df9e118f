//! The error name and the cause of a Fail are strings.

use crate::{
    check::{
        reads::reads,
        report::Report,
        rules::value::{self, Wanted},
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    ir::Kind,
    types::ty::Class,
};

/// Looks at `ErrorPath` and `CausePath`.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    if !matches!(here.state.kind, Kind::Fail(_)) {
        return;
    }
    let wanted = Wanted {
        code: codes::FAIL_TEXT,
        words: "a string",
        takes: &|ty| ty.may_be(Class::String),
        help: "read a string field",
    };
    for read in reads(here.state) {
        value::check(scene, here, &read, &wanted, report);
    }
}
