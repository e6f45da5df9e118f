//! Names: imports, aliases, modules, shadowing, and how generated code writes them.

use super::{Read, Standing};
use crate::types::contract::TypeKind;

const D: &str = "#[derive(Clone, Serialize, Deserialize)]";

fn input(items: &str, fields: &str) -> Read {
    Read::fine(&format!("{items}\n{D} struct In {{ {fields} }}\n#[tasks(input = In)] trait Tasks {{}}"))
}

#[test]
fn plain_types() {
    let fields = "a: u8, b: f32, c: f64, d: bool, e: String, f: (), g: Option<Vec<Box<i64>>>, \
        h: std::collections::BTreeMap<String, u16>, i: HashMap<Text, serde_json::Value>, j: jiff::Timestamp, \
        k: Stamp, l: BTreeMap<u8, u8>, m: ::std::option::Option<::core::primitive::i128>, n: Money, o: Pair<u8>";
    let read = input(
        "use std::collections::{BTreeMap, HashMap}; use jiff::Timestamp as Stamp; type Text = String; type Money = f64; type Pair<T> = Vec<Option<T>>;",
        fields,
    );
    let got: Vec<String> = "abcdefghijklmno".chars().map(|c| read.input_field(&c.to_string())).collect();
    let map = "opaque super::BTreeMap<::core::primitive::u8, ::core::primitive::u8>: its keys are not plain `String`s";
    assert_eq!(
        got,
        [
            "u8",
            "F32",
            "F64",
            "Bool",
            "String",
            "Unit",
            "Option<Vec<Box<i64>>>",
            "BTree<u16>",
            "Hash<Value>",
            "Timestamp",
            "Timestamp",
            map,
            "Option<i128>",
            "F64",
            "Vec<Option<u8>>"
        ]
    );
}

#[test]
fn prelude_names_may_be_shadowed() {
    let read = input(
        &format!(
            "{D} struct String {{ x: u8 }} mod m {{ #[derive(Clone, Serialize, Deserialize)] pub struct Vec(u8); }} use m::Vec;"
        ),
        "a: String, b: Vec, c: Option<u8>",
    );
    assert_eq!(read.input_field("a"), "super::String");
    assert_eq!(read.input_field("b"), "super::Vec");
    assert_eq!(read.input_field("c"), "Option<u8>");
}

#[test]
fn modules_and_imports_are_followed() {
    let items = format!(
        "mod a {{ pub use self::b::Item; {D} pub struct Out {{ pub i: super::Own, n: inner::N, s: Item }} use super::b2 as inner; mod b {{ {D} pub struct Item {{}} }} }}
         mod b2 {{ {D} pub struct N {{ r: r#type::T }} use super::r#type; }} mod r#type {{ {D} pub struct T {{}} }}
         {D} struct Own {{ o: u8 }} use a::*;"
    );
    let read = input(&items, "a: Out, b: a::Out, c: self::a::Item, d: chrono::DateTime<Own>");
    assert_eq!(read.input_field("a"), "super::Out");
    assert_eq!(read.input_field("b"), "super::Out");
    assert_eq!(read.input_field("c"), "super::Item");
    assert_eq!(
        read.input_field("d"),
        "opaque ::chrono::DateTime<super::Own>: `chrono::DateTime` is defined in another crate"
    );
    assert_eq!(read.def("Own").path, "super::Own");
    assert_eq!(read.def("N").path, "super::b2::N");
    assert_eq!(read.def("T").path, "super::r#type::T");
    let out = read.fields("Out");
    assert_eq!(out.fields.iter().map(|f| f.visible).collect::<Vec<_>>(), [true, false, false]);
    assert!(!out.constructible && read.fields("In").constructible);
}

#[test]
fn types_may_contain_themselves() {
    let read = input(
        &format!("{D} struct Tree {{ kids: Vec<Tree>, up: Option<Box<Tree>>, peer: Option<Box<In>> }}"),
        "a: Tree",
    );
    assert_eq!(read.contract.types.len(), 2);
    assert_eq!(read.show(&read.fields("Tree").fields[0].ty), "Vec<super::Tree>");
    let read = input("type A = B; type B = A;", "a: A");
    assert!(read.input_field("a").contains("is defined by itself"));
    let read = input("use self::A as B; use self::B as A;", "a: u8");
    assert_eq!(read.input_field("a"), "u8");
}

#[test]
fn nested_types_without_derives_are_opaque() {
    let read = input(
        "struct Bare; #[derive(Serialize)] struct Half; #[derive(Deserialize)] struct Hand; impl serde::Serialize for Hand {}",
        "a: Bare, b: Half, c: Hand",
    );
    assert_eq!(read.input_field("a"), "opaque super::Bare: `Bare` does not derive `Serialize`");
    assert_eq!(read.input_field("b"), "opaque super::Half: `Half` does not derive `Deserialize`");
    assert_eq!(read.input_field("c"), "opaque super::Hand: `Hand` implements `Serialize` by hand");
}

#[test]
fn what_may_come_from_elsewhere_is_opaque_not_missing() {
    let read = input("use other::*; use super::Up; use crate::far::Far;", "a: Order, b: Up, c: Far");
    assert_eq!(read.input_field("a"), "opaque super::Order: `Order` may come from `use other::*`");
    assert_eq!(read.input_field("b"), "opaque super::Up: the module around it is out of sight");
    assert_eq!(read.input_field("c"), "opaque super::Far: its crate is out of sight");
    let read = input("make_types!(Order);", "a: Order");
    assert_eq!(read.input_field("a"), "opaque super::Order: `Order` may come from a macro");
}

#[test]
fn a_macro_call_sees_only_a_part_of_its_module() {
    use super::super::{Root, import};
    use crate::{diag::Diagnostics, source::Sources};
    let text = "use jiff::Timestamp; #[derive(Clone, Serialize, Deserialize)] pub struct In { a: Outside, b: Timestamp, c: String, d: Vec<crate::x::Far> } #[tasks(input = In)] pub trait T {}";
    let items = syn::parse_str::<syn::File>(text).unwrap().items;
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_tokens();
    let contract =
        import(&mut sources, &[Root::Tokens { source, items }], &super::Files(Default::default()), &mut diags);
    let read = Read { contract, found: diags.into_sorted(), sources };
    assert!(read.found.is_empty(), "{:?}", read.found);
    assert_eq!(read.input_field("a"), "opaque super::Outside: `Outside` is defined outside of this macro call");
    assert_eq!(read.input_field("b"), "Timestamp");
    assert_eq!(read.input_field("c"), "String");
    assert_eq!(read.input_field("d"), "Vec<opaque crate::x::Far: its crate is out of sight>");
    let (first, last) = read.sources.tokens(read.fields("In").fields[3].span).unwrap();
    assert_eq!((first.source_text().unwrap(), last.source_text().unwrap()), ("Vec".to_owned(), ">".to_owned()));
}

#[test]
fn elsewhere_the_contract_is_reached_from_the_crate() {
    let text = format!(
        "use crate::types::Item; {D} pub struct In {{ pub a: Item, b: u8 }} #[tasks(input = In)] pub trait Tasks {{}}"
    );
    let types = format!("{D} pub struct Item {{}}");
    let files =
        [("src/order.rs", text.as_str()), ("src/lib.rs", "mod order; mod types;"), ("src/types.rs", types.as_str())];
    let read = Read::of(Standing::Elsewhere, &files, &["src/order.rs"]);
    assert_eq!(read.messages(), [""; 0]);
    assert_eq!(read.contract.tasks.as_ref().unwrap().path, "crate::order::Tasks");
    assert_eq!(read.def("In").path, "crate::order::In");
    assert_eq!(read.def("Item").path, "crate::types::Item");
    assert!(!read.fields("In").fields[1].visible);
    assert!(matches!(read.def("Item").kind, TypeKind::Struct(_)));
}
