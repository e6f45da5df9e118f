//! Runs the compiler's judging stages over texts, for the tests of the checker.
#![allow(dead_code, reason = "each test crate uses a part")]

use std::path::Path;

use stepwright_compiler::{
    asl,
    check::{self, Facts},
    diag::{Diagnostic, Diagnostics},
    ir::Machine,
    json,
    source::{SourceId, Sources},
    types::import::{self, Loader, Root},
};

/// What checking came to.
pub(crate) struct Checked {
    pub(crate) found: Vec<Diagnostic>,
    pub(crate) sources: Sources,
    pub(crate) definition: SourceId,
    pub(crate) machine: Option<Machine>,
    pub(crate) facts: Option<Facts>,
}

/// A contract of one file, `contract.rs`.
pub(crate) struct One<'a>(pub(crate) &'a str);

impl Loader for One<'_> {
    fn load(&self, path: &Path) -> Result<String, String> {
        if path == Path::new("contract.rs") { Ok(self.0.to_owned()) } else { Err("no such file".to_owned()) }
    }
}

/// Checks a definition, with the text of a contract or without one.
pub(crate) fn check(definition: &str, contract: Option<&str>) -> Checked {
    let mut sources = Sources::new();
    let mut diags = Diagnostics::new();
    let id = sources.add_text("flow.asl.json", definition);
    let contract = contract.map(|text| {
        let root = Root::File { path: "contract.rs".into(), module: None };
        import::import(&mut sources, &[root], &One(text), &mut diags)
    });
    let machine = json::parse(&sources, id, &mut diags).map(|node| asl::read(&node, &mut diags));
    let facts = machine.as_ref().map(|machine| check::check(machine, contract.as_ref(), &mut diags));
    Checked { found: diags.into_sorted(), sources, definition: id, machine, facts }
}
