//! Any text as a definition, and every finding shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stepwright_compiler::{
    asl,
    diag::{self, Diagnostics},
    json,
    source::Sources,
};

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let id = sources.add_text("definition", text);
    let mut diags = Diagnostics::new();
    if let Some(node) = json::parse(&sources, id, &mut diags) {
        asl::read(&node, &mut diags);
    }
    for found in diags.into_sorted() {
        assert!(diag::human::render(&found, &sources, false).contains(found.code));
    }
});
