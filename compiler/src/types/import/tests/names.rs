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
    let map = "whole super::BTreeMap<::core::primitive::u8, ::core::primitive::u8>: {u8: u8}";
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
    assert_eq!(read.input_field("c"), "super::a::Item");
    assert_eq!(
        read.input_field("d"),
        "opaque ::chrono::DateTime<super::Own>: its time zone is not one of chrono's own"
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
    assert!(read.input_field("a").contains("is behind too many aliases"));
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
    let read = input("use other::*; use super::Up;", "a: Order, b: Up");
    assert_eq!(read.input_field("a"), "opaque super::Order: `Order` may come from `use other::*`");
    assert_eq!(read.input_field("b"), "opaque super::Up: the module around it is out of sight");
    let read = input("use crate::far::Far;", "a: Far");
    assert_eq!(read.input_field("a"), "opaque super::Far: its crate is out of sight");
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

#[test]
fn modules_that_many_globs_lead_to_are_searched_once() {
    let n = 60;
    let module = |at: usize| {
        let globs = [at + 1, at * 3 + 1, at * 7 + 2].map(|to| format!("pub use super::m{}::*;", to % n)).concat();
        format!("pub mod m{at} {{ {globs} }}\n")
    };
    let modules: String = (0..n).map(module).collect();
    let last = format!(
        "pub mod m{n} {{ pub use super::m0::*; pub use super::far::*; }} pub mod far {{ {D} pub struct Far(u8); }}"
    );
    let text =
        format!("{modules}{last} use m{n}::*; {D} struct In {{ a: Far, b: Gone }} #[tasks(input = In)] trait T {{}}");
    let faults = Read::faults(&text);
    assert!(
        matches!(faults.as_slice(), [one] if one.ends_with("cannot find type `Gone` in the contract")),
        "{faults:?}"
    );
}

#[test]
fn long_chains_are_no_trouble() {
    let n = 1500;
    let structs: String =
        (0..n).map(|at| format!("{D} struct A{at} {{ next: Option<A{}> }}\n", (at + 1) % n)).collect();
    let uses: String = (0..n).map(|at| format!("use self::U{} as U{at};\n", at + 1)).collect();
    let aliases: String = (0..n).map(|at| format!("type T{at} = T{};\n", at + 1)).collect();
    let read = input(&format!("{structs}{uses}{aliases}"), "a: A0, u: U0, t: T0");
    assert!(read.contract.types.len() > n);
    assert!(read.input_field("u").contains("behind too many imports"));
    assert!(read.input_field("t").contains("is behind too many aliases"));
}

mod hostile {
    use proptest::prelude::*;

    use super::super::{super::import, Files, Root};
    use crate::{diag::Diagnostics, source::Sources};

    const TEXT: &str = "use std::collections::{self, HashMap as M}; use super::x::*; mod m { pub(super) struct S<T>(T); }\n\
        #[derive(Clone, Serialize, Deserialize)] #[serde(rename_all = \"camelCase\", default = \"m::f\")]\n\
        pub struct A { #[serde(rename(serialize = \"é\"), alias = \"b\")] pub r#a: Option<Vec<B>>, b: m::S<u8>, c: M<String, (u8, &'static [A; 3])> }\n\
        #[derive(Clone, Serialize, Deserialize)] enum B { X, #[serde(other)] Y } type R<T, E = F> = Result<T, E>;\n\
        #[derive(TaskError)] enum F { #[task_error(name = \"a.b\")] G, #[task_error(other)] O(String) }\n\
        #[stepwright::tasks(input = A, output = B)] pub trait T { #[resource(\"x\")] async fn a(&self, cx: TaskContext, a: A) -> R<B>;\n\
        fn b(&self, a: Box<A>) -> impl Future<Output = Result<(), std::convert::Infallible>>; }";

    fn read(text: &str) {
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let loader = Files([("c.rs", text.to_owned())].into());
        import(&mut sources, &[Root::File { path: "c.rs".into(), module: None }], &loader, &mut diags);
        for d in diags.as_slice() {
            assert!(
                sources
                    .text(d.primary.span.source)
                    .unwrap()
                    .get(d.primary.span.start as usize..d.primary.span.end as usize)
                    .is_some()
            );
        }
    }

    proptest! {
        #[test]
        fn changed_contracts_never_panic(cuts in prop::collection::vec((0..TEXT.len(), 0..12_usize, "[ -~é]{0,6}"), 1..4)) {
            let mut text: Vec<char> = TEXT.chars().collect();
            for (at, len, put) in cuts {
                let at = at.min(text.len());
                text.splice(at..(at + len).min(text.len()), put.chars());
            }
            read(&text.into_iter().collect::<String>());
        }

        #[test]
        fn tokens_in_any_order_never_panic(order in prop::collection::vec(0..160_usize, 1..60)) {
            let tokens: Vec<String> = TEXT.split_inclusive([' ', ',', '(', ')', '<', '>', ';', '{', '}']).map(str::to_owned).collect();
            read(&order.iter().filter_map(|at| tokens.get(*at)).cloned().collect::<String>());
        }
    }
}
