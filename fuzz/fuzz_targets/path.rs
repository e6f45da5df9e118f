//! Any text as a path.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stepwright_compiler::{
    diag::{Diagnostics, Site},
    expr::path::{Usage, parse},
    json::{Places, Text},
    source::{SourceId, Span},
};

fuzz_target!(|value: &str| {
    let Ok(end) = u32::try_from(value.len() + 2) else { return };
    let text = Text { value: value.to_owned(), span: Span { source: SourceId(0), start: 0, end }, places: Places::From(1) };
    for usage in [Usage::Path, Usage::Reference, Usage::Result] {
        let mut diags = Diagnostics::new();
        let path = parse(&text, usage, &Site::machine(), &mut diags);
        assert_eq!(path.is_none(), diags.has_errors());
    }
});
