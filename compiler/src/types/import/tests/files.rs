//! Module files, and files that cannot be read.

use std::path::Path;

use super::{Loader, Read, Root, Standing, import_for};
use crate::{diag::Diagnostics, source::Sources};

const D: &str = "#[derive(Clone, Serialize, Deserialize)]";

#[test]
fn module_files_of_a_crate_are_followed() {
    let order = format!(
        "use crate::types::{{Item, deep::Far}}; use super::Top; mod parts; {D} pub struct In {{ a: Item, b: Far, c: Top, d: parts::Part, e: Odd }} pub use crate::odd::Odd; #[tasks(input = In)] pub trait Tasks {{}}"
    );
    let s = |name: &str| format!("{D} pub struct {name} {{ pub x: u8, y: u8, pub(crate) z: u8 }}");
    let lib = format!("mod order; pub mod types; #[path = \"strange/file.rs\"] mod odd; {}", s("Top"));
    let types = format!("pub mod deep; {}", s("Item"));
    let files = [
        ("src/lib.rs", lib.as_str()),
        ("src/order.rs", order.as_str()),
        ("src/order/parts.rs", &s("Part")),
        ("src/types/mod.rs", &types),
        ("src/types/deep.rs", &s("Far")),
        ("src/strange/file.rs", &s("Odd")),
    ];
    let read = Read::of(Standing::InContract, &files, &["src/order.rs"]);
    assert_eq!(read.messages(), [""; 0]);
    let paths: Vec<&str> = read.contract.types.iter().map(|def| def.path.as_str()).collect();
    assert_eq!(paths, ["super::In", "super::Item", "super::Far", "super::Top", "super::parts::Part", "super::Odd"]);
    let visible = |name: &str| read.fields(name).fields.iter().map(|f| f.visible).collect::<Vec<_>>();
    assert_eq!(visible("Item"), [true, false, true]);
    assert_eq!(visible("Top"), [true, true, true]);
    // From another root the same types are reached from the crate.
    let read = Read::of(Standing::Elsewhere, &files, &["src/lib.rs"]);
    assert_eq!(read.messages(), [""; 0]);
    let paths: Vec<&str> = read.contract.types.iter().map(|def| def.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "crate::order::In",
            "crate::types::Item",
            "crate::types::deep::Far",
            "crate::Top",
            "crate::order::parts::Part",
            "crate::order::Odd"
        ]
    );
}

#[test]
fn a_crate_whose_root_is_not_there_is_found_by_its_folders() {
    let order = "use crate::types::Item; use super::super::other::Else; #[tasks(input = Item, output = Else)] pub trait Tasks {}";
    let item = format!("{D} pub struct Item {{ a: crate::gone::G }}");
    let other = format!("{D} pub struct Else {{ }}");
    let files = [("src/a/order.rs", order), ("src/types.rs", item.as_str()), ("src/other/mod.rs", other.as_str())];
    let read = Read::of(Standing::InContract, &files, &["src/a/order.rs"]);
    assert_eq!(read.messages(), [""; 0]);
    assert_eq!(read.fields("Item").fields.len(), 1);
    assert_eq!(read.def("Else").path, "super::Else");
    assert!(read.show(&read.fields("Item").fields[0].ty).starts_with("opaque crate::gone::G: "));
}

#[test]
fn several_files_are_one_contract() {
    let types = format!("{D} pub struct Item {{ }}");
    let tasks = "#[tasks(input = Item)] pub trait Tasks {}";
    let read = Read::of(Standing::InContract, &[("t.rs", &types), ("c.rs", tasks)], &["t.rs", "c.rs"]);
    assert_eq!(read.messages(), [""; 0]);
    assert_eq!(read.def("Item").path, "super::Item");
}

#[test]
fn a_module_file_may_hold_the_trait() {
    let tasks = format!("{D} pub struct In {{ }} #[tasks(input = In)] pub trait Tasks {{}}");
    let read = Read::of(Standing::InContract, &[("c.rs", "mod tasks;"), ("c/tasks.rs", &tasks)], &["c.rs"]);
    assert_eq!(read.messages(), [""; 0]);
    assert_eq!(read.def("In").path, "super::In");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let read = Read::of(Standing::InContract, &[], &["src/gone.rs"]);
    assert_eq!(read.messages(), ["1:1: cannot read the contract `src/gone.rs`: no such file"]);
    assert_eq!(read.sources.name(read.found[0].primary.span.source), Some("src/gone.rs"));
}

#[test]
fn a_file_that_is_not_rust_is_reported_where_it_breaks() {
    assert_eq!(
        Read::faults("\u{feff}struct A;\nstruct é B;\n"),
        ["2:10: `contract.rs` is not valid Rust: expected one of: `where`, parentheses, curly braces, `;`"]
    );
    assert_eq!(
        Read::faults("struct A {\n  \"\n"),
        ["2:3: `contract.rs` is not valid Rust: cannot parse string into token stream"]
    );
    let fine = Read::fine("#!/usr/bin/env run\n#[tasks] trait T {}");
    assert_eq!(fine.sources.positions(fine.contract.tasks.as_ref().unwrap().span).unwrap().0.line, 2);
}

#[test]
fn there_is_one_tasks_trait() {
    assert_eq!(Read::faults("struct A;"), ["1:1: the contract has no tasks trait"]);
    assert_eq!(
        Read::faults("#[tasks] trait A {}\nmod m { #[stepwright::tasks()] trait B {} }"),
        ["2:38: a second tasks trait: `B`"]
    );
}

#[test]
fn a_module_that_holds_itself_is_not_followed() {
    let itself = format!(
        "#[path = \"order.rs\"] mod me; {D} pub struct In {{ a: self::me::Out, b: crate::order::me::me::Out }} {D} pub struct Out {{}} #[tasks(input = In)] pub trait Tasks {{}}"
    );
    for (file, modules) in [("src/order.rs", "mod order;"), ("order.rs", "")] {
        let read = Read::of(Standing::InContract, &[(file, itself.as_str()), ("src/lib.rs", modules)], &[file]);
        assert_eq!(read.messages(), [""; 0]);
        for field in &read.fields("In").fields {
            assert!(read.show(&field.ty).starts_with("opaque "), "{}", read.show(&field.ty));
        }
    }
    // Two files that hold each other.
    let there = "#[path = \"../src/b.rs\"] mod b; pub use b::a::b::Out; #[tasks(input = Out)] pub trait Tasks {}";
    let back = format!("#[path = \"../src/a.rs\"] pub mod a; {D} pub struct Out {{}}");
    let read = Read::of(Standing::InContract, &[("src/a.rs", there), ("src/../src/b.rs", &back)], &["src/a.rs"]);
    assert_eq!(read.messages(), [""; 0]);
}

#[test]
fn a_file_under_ever_new_names_is_followed_only_so_deep() {
    struct Same(String);
    impl Loader for Same {
        fn load(&self, _: &Path) -> Result<String, String> {
            Ok(self.0.clone())
        }
    }
    let same = Same("#[path = \"../a/again.rs\"] mod again; #[path = \"../b/also.rs\"] mod also;".to_owned());
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let root = Root::File { path: "src/lib.rs".into(), module: None };
    import_for(Standing::InContract, &mut sources, &[root], &same, &mut diags);
    let messages: Vec<String> = diags.into_sorted().into_iter().map(|found| found.message).collect();
    assert_eq!(messages, ["the contract has no tasks trait"]);
}
