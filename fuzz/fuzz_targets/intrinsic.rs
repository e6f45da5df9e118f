//! Any text as the value of a `.$` key, and of `ErrorPath`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stepwright_compiler::{
    diag::{Diagnostics, Site},
    expr::{call::parse, path::Usage},
    json::{Places, Text},
    source::{SourceId, Span},
};

fuzz_target!(|value: &str| {
    let Ok(end) = u32::try_from(value.len() + 2) else { return };
    let text = Text { value: value.to_owned(), span: Span { source: SourceId(0), start: 0, end }, places: Places::From(1) };
    for usage in [Usage::Template, Usage::Fail] {
        let mut diags = Diagnostics::new();
        let read = parse(&text, usage, &Site::machine(), &mut diags);
        assert_eq!(read.is_none(), diags.has_errors());
    }
});
