//! What rustc shows for each mistake in `cases/`, and that what is right in `accepted/` is accepted.
//!
//! `TRYBUILD=overwrite cargo test -p ui-tests` rewrites the expectations.
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

#[test]
fn ui() {
    lend_files();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/*.rs");
    cases.pass("accepted/*.rs");
}

/// Copies the files that cases name by path into the project that trybuild compiles them in: there a path
/// from the manifest starts in another folder.
fn lend_files() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/trybuild/ui-tests/files");
    fs::create_dir_all(&project).unwrap();
    for entry in fs::read_dir(manifest.join("files")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), project.join(entry.file_name())).unwrap();
    }
}
