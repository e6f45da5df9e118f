//! The error name and the cause of a Fail are strings.

use crate::{
    check::{
        reads::{Read, reads},
        report::Report,
        rules::value::{self, Wanted},
        scene::{Here, Scene},
    },
    diag::codes::flow as codes,
    ir::{Kind, State, Words},
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
    // What intrinsic functions take is another rule's.
    for read in reads(here.state).paths.iter().filter(|read| is_whole(here.state, read)) {
        value::check(scene, here, read, &wanted, report);
    }
}

/// Whether a path stands for the whole of its field.
fn is_whole(state: &State, read: &Read<'_>) -> bool {
    let Kind::Fail(fail) = &state.kind else { return false };
    [&fail.error, &fail.cause]
        .into_iter()
        .any(|words| matches!(words, Some(Words::Path(path)) if std::ptr::eq(path, read.path)))
}
