//! Types with a known JSON form that native code does not look into, and generic structs.

use super::{Read, Standing};
use crate::types::contract::TypeKind;

const D: &str = "#[derive(Clone, Serialize, Deserialize)]";

fn input(items: &str, fields: &str) -> Read {
    Read::fine(&format!("{items}\n{D} struct In {{ {fields} }}\n#[tasks(input = In)] trait Tasks {{}}"))
}

/// Each type written as a field, and what it is read as.
fn all(items: &str, cases: &[(&str, &str)]) {
    for (ty, wanted) in cases {
        let read = input(items, &format!("a: {ty}"));
        assert_eq!(read.input_field("a"), *wanted, "{ty}");
    }
}

#[test]
fn types_of_std() {
    all(
        "use std::{borrow::Cow, collections::*, num::{NonZero, NonZeroU8 as N8}, rc::Rc, sync::Arc, time::Duration};",
        &[
            ("char", "whole ::core::primitive::char: String"),
            ("N8", "whole super::N8: 1..=255"),
            ("NonZero<i8>", "whole super::NonZero<::core::primitive::i8>: -128..=127"),
            ("Cow<'static, str>", "whole super::Cow<'static, ::core::primitive::str>: String"),
            ("Arc<str>", "whole super::Arc<::core::primitive::str>: String"),
            ("Box<str>", "whole ::std::boxed::Box<::core::primitive::str>: String"),
            ("Arc<[u8]>", "whole super::Arc<[::core::primitive::u8]>: Vec<u8>"),
            ("Rc<Vec<bool>>", "whole super::Rc<::std::vec::Vec<::core::primitive::bool>>: Vec<Bool>"),
            ("std::cell::Cell<u8>", "whole ::std::cell::Cell<::core::primitive::u8>: u8"),
            ("std::collections::VecDeque<u8>", "whole ::std::collections::VecDeque<::core::primitive::u8>: Vec<u8>"),
            (
                "std::collections::HashSet<u8, S>",
                "whole ::std::collections::HashSet<::core::primitive::u8, super::S>: Vec<u8>",
            ),
            ("std::marker::PhantomData<In>", "whole ::std::marker::PhantomData<super::In>: Unit"),
            ("std::path::PathBuf", "whole ::std::path::PathBuf: String"),
            ("std::net::IpAddr", "whole ::std::net::IpAddr: String"),
            (
                "std::sync::Mutex<u8>",
                "opaque ::std::sync::Mutex<::core::primitive::u8>: `std::sync::Mutex` is defined in another crate",
            ),
            ("Box<dyn Any>", "opaque ::std::boxed::Box<dyn Any>: it has no JSON form that is known here"),
            ("(u8, Vec<String>)", "(u8, Vec<String>)"),
            ("(u8,)", "(u8)"),
            ("[u8; 2]", "whole [::core::primitive::u8; 2]: (u8, u8)"),
            ("[u8; N]", "whole [::core::primitive::u8; N]: Vec<u8>"),
            (
                "[[u8; 9]; 2]",
                "whole [[::core::primitive::u8; 9]; 2]: Vec<whole [::core::primitive::u8; 9]: (u8, u8, u8, u8, u8, u8, u8, u8, u8)>",
            ),
        ],
    );
    let read = input("", "a: std::time::Duration, b: std::time::SystemTime");
    let TypeKind::Struct(def) = &read.def("Duration").kind else { panic!() };
    assert!(!def.constructible && def.deny_unknown && def.fields.iter().all(|field| !field.visible));
    assert_eq!(def.fields.iter().map(|field| field.json_name.as_str()).collect::<Vec<_>>(), ["secs", "nanos"]);
    assert_eq!(read.fields("SystemTime").fields[0].json_name, "secs_since_epoch");
}

#[test]
fn types_of_other_crates() {
    all(
        "use chrono::{prelude::*, DateTime, Utc}; use serde_json::Map; type When = DateTime<Utc>;",
        &[
            ("DateTime<Utc>", "whole super::DateTime<super::Utc>: Timestamp"),
            ("When", "whole super::When: Timestamp"),
            ("chrono::DateTime<chrono::offset::Local>", "whole ::chrono::DateTime<::chrono::offset::Local>: Timestamp"),
            ("sqlx::types::chrono::NaiveDate", "whole ::sqlx::types::chrono::NaiveDate: String"),
            ("chrono::naive::NaiveDateTime", "whole ::chrono::naive::NaiveDateTime: String"),
            ("chrono::TimeDelta", "opaque ::chrono::TimeDelta: `chrono::TimeDelta` is defined in another crate"),
            (
                "DateTime<chrono_tz::Tz>",
                "opaque super::DateTime<::chrono_tz::Tz>: its time zone is not one of chrono's own",
            ),
            ("jiff::civil::Date", "whole ::jiff::civil::Date: String"),
            ("jiff::ZonedDateTime", "whole ::jiff::ZonedDateTime: String"),
            ("jiff::SignedDuration", "whole ::jiff::SignedDuration: String"),
            ("uuid::Uuid", "whole ::uuid::Uuid: String"),
            ("url::Url", "whole ::url::Url: String"),
            (
                "Map<String, serde_json::Value>",
                "whole super::Map<::std::string::String, ::serde_json::Value>: BTree<Value>",
            ),
            ("serde_json::Number", "whole ::serde_json::Number: F64"),
            (
                "tokio::time::Duration",
                "opaque ::tokio::time::Duration: `tokio::time::Duration` is defined in another crate",
            ),
        ],
    );
    all(
        "use chrono::prelude::*; use std::collections::*;",
        &[
            ("DateTime<Utc>", "whole super::DateTime<super::Utc>: Timestamp"),
            ("BTreeMap<String, u8>", "BTree<u8>"),
            ("Odd", "opaque super::Odd: `Odd` may come from `use std::collections::*`"),
        ],
    );
    let own = "use std::collections::*; use other::*;";
    all(
        own,
        &[("BTreeSet<u8>", "opaque super::BTreeSet<::core::primitive::u8>: `BTreeSet` may come from `use other::*`")],
    );
    let read = input(
        "mod m { use std::collections::*; #[derive(Clone, Serialize, Deserialize)] pub struct S { pub s: BTreeSet<u8> } }",
        "a: m::S",
    );
    assert_eq!(
        read.show(&read.fields("S").fields[0].ty),
        "whole ::std::collections::BTreeSet<::core::primitive::u8>: Vec<u8>"
    );
    let read = input("", "a: time::OffsetDateTime");
    assert!(
        read.input_field("a").contains("the features of `time` decide its JSON form, unless"),
        "{}",
        read.input_field("a")
    );
}

#[test]
fn fields_under_a_known_with() {
    for (with, ty, wanted) in [
        ("time::serde::rfc3339", "time::OffsetDateTime", "coded ::time::OffsetDateTime: Timestamp"),
        ("rfc3339::option", "Option<time::Date>", "coded ::core::option::Option<::time::Date>: Option<Timestamp>"),
        ("time::serde::timestamp::nanoseconds", "X", "coded super::X: i128"),
        ("chrono::serde::ts_seconds", "X", "coded super::X: i64"),
        ("chrono::serde::ts_milliseconds_option", "X", "coded super::X: Option<i64>"),
        ("jiff::fmt::serde::timestamp::second::required", "X", "coded super::X: i64"),
        ("uuid::serde::simple", "X", "coded super::X: String"),
        ("uuid::serde::compact", "X", "Opaque(\"super::X\")"),
        ("own", "X", "Opaque(\"super::X\")"),
    ] {
        let items = format!("use time::serde::rfc3339; mod own {{}} {D} struct X;");
        let read = input(&items, &format!("#[serde(with = \"{with}\")] a: {ty}"));
        assert_eq!(read.input_field("a"), wanted, "{with}");
    }
    let read = input("struct X;", "#[asl(as = u8)] #[serde(serialize_with = \"f\", deserialize_with = \"g\")] a: X");
    assert_eq!(read.input_field("a"), "coded super::X: u8");
}

#[test]
fn keys_that_are_written_as_strings() {
    let items = format!(
        "use std::collections::BTreeMap as M; {D} enum Unit {{ A, B }} {D} enum Data {{ A(u8) }} {D} struct Id(Box<str>); {D} struct Two {{ a: u8 }} {D} #[serde(untagged)] enum Odd {{ A }} struct Loop(Box<Loop>);"
    );
    let opaque =
        |key: &str| format!("opaque super::M<{key}, ::core::primitive::u8>: its keys are not known to be strings");
    for (key, path, is_known) in [
        ("Unit", "super::Unit", true),
        ("Id", "super::Id", true),
        ("uuid::Uuid", "::uuid::Uuid", true),
        ("char", "::core::primitive::char", true),
        ("Data", "super::Data", false),
        ("Two", "super::Two", false),
        ("Odd", "super::Odd", false),
        ("Loop", "super::Loop", false),
        ("f64", "::core::primitive::f64", false),
        ("(u8, u8)", "(::core::primitive::u8, ::core::primitive::u8,)", false),
    ] {
        let read = input(&items, &format!("a: M<{key}, u8>"));
        let form = ["char", "uuid::Uuid"].contains(&key).then(|| format!("whole {path}: String"));
        let form = form.unwrap_or_else(|| path.to_owned());
        let known = format!("whole super::M<{path}, ::core::primitive::u8>: {{{form}: u8}}");
        assert_eq!(read.input_field("a"), if is_known { known } else { opaque(path) }, "{key}");
    }
    let read = input(
        "use indexmap::IndexMap; use std::collections::HashMap;",
        "a: IndexMap<String, u8>, b: HashMap<String, u8, S>",
    );
    assert_eq!(read.input_field("a"), "whole super::IndexMap<::std::string::String, ::core::primitive::u8>: BTree<u8>");
    let text = format!("{D} struct In {{ a: std::collections::BTreeMap<Gone, u8> }} #[tasks(input = In)] trait T {{}}");
    assert_eq!(Read::faults(&text), ["1:84: cannot find type `Gone` in the contract"]);
}

#[test]
fn declared_forms() {
    let items = format!(
        "use money::Decimal; #[asl(as = String)] struct Id {{ raw: [u8; 4] }} {D} struct Price(#[asl(as = f64)] Decimal); {D} #[asl(as = Vec<Id>)] enum Odd {{ A(u8) }}"
    );
    let read = input(
        &items,
        "#[asl(as = String)] a: Decimal, b: Id, c: Price, d: Odd, e: Decimal, #[asl(as = f64)] f: Decimal",
    );
    assert_eq!(read.input_field("a"), "declared super::Decimal: String");
    assert_eq!(read.input_field("b"), "declared super::Id: String");
    assert_eq!(read.input_field("d"), "declared super::Odd: Vec<declared super::Id: String>");
    assert!(read.input_field("e").starts_with("opaque super::Decimal: "), "{}", read.input_field("e"));
    assert_eq!(read.input_field("f"), "declared super::Decimal: F64");
    let TypeKind::Newtype(price) = &read.def("Price").kind else { panic!() };
    assert_eq!(read.show(&price.ty), "declared super::Decimal: F64");
}

#[test]
fn malformed_declarations_are_reported_in_place() {
    for (item, fault) in [
        ("#[asl] struct T;", "1:1: malformed `asl` attribute: expected `#[asl(as = Type)]`"),
        ("#[asl()] struct T;", "1:1: malformed `asl` attribute: expected `as = Type`"),
        ("#[asl = \"x\"] struct T;", "1:1: malformed `asl` attribute: expected `#[asl(as = Type)]`"),
        ("#[asl(is = String)] struct T;", "1:7: malformed `asl` attribute: expected `as = Type`"),
        ("#[asl(as String)] struct T;", "1:10: malformed `asl` attribute: expected `=`"),
        ("#[asl(as = )] struct T;", "1:7: malformed `asl` attribute: expected a type behind `as =`"),
        ("#[asl(as = u8, as = u8)] struct T;", "1:16: malformed `asl` attribute: `as` is given twice"),
        ("#[asl(as = u8)] #[asl(as = u8)] struct T;", "1:23: malformed `asl` attribute: `as` is given twice"),
        (
            "enum T { #[asl(as = u8)] A(u8) }",
            "1:10: malformed `asl` attribute: a variant has no form of its own: put it on the enum or on a field",
        ),
        ("enum T { A { #[asl(to = u8)] a: u8 } }", "1:20: malformed `asl` attribute: expected `as = Type`"),
        ("#[asl(as = Gone)] struct T;", "1:12: cannot find type `Gone` in the contract"),
    ] {
        let text = format!(
            "{item}\n#[derive(Clone, Serialize, Deserialize)] struct In {{ t: T }} #[tasks(input = In)] trait Tasks {{}}"
        );
        assert_eq!(Read::faults(&text), [fault], "{item}");
    }
}

#[test]
fn generic_structs_are_seen_through() {
    let items = format!(
        "mod m {{ {D} pub struct Page<T, E = String> {{ pub items: Vec<T>, pub next: Option<Box<Page<T, E>>>, pub error: E, pub mark: std::marker::PhantomData<T>, own: Own }} {D} pub struct Own; }}
         use m::Page; {D} struct Item {{ id: u8 }} type Pages<X> = Vec<Page<X>>; {D} struct Wrap<T>(T);"
    );
    let read = input(&items, "a: Page<Item>, b: Pages<u8>, c: Wrap<Page<Item>>, d: Page<Item, Item>");
    assert_eq!(read.input_field("a"), "super::Page::<super::Item>");
    assert_eq!(read.input_field("b"), "Vec<super::Page::<::core::primitive::u8>>");
    assert_eq!(read.input_field("c"), "super::Wrap::<super::Page<super::Item>>");
    let fields = |name: &str| read.fields(name).fields.iter().map(|f| read.show(&f.ty)).collect::<Vec<_>>();
    let page = fields("Page<Item>");
    assert_eq!(
        page[..3],
        ["Vec<super::Item>", "Option<Box<super::m::Page::<super::Item, ::std::string::String>>>", "String"]
    );
    assert_eq!(page[4], "super::m::Own");
    assert_eq!(fields("Page<Item, Item>")[2], "super::Item");
    let TypeKind::Newtype(wrap) = &read.def("Wrap<Page<Item>>").kind else { panic!() };
    assert_eq!(read.show(&wrap.ty), "super::Page::<super::Item>");
}

#[test]
fn generic_structs_end() {
    let generic = |item: &str, field: &str| input(&format!("{D} {item}"), field);
    let grows = generic("struct T<X> { x: X, next: Option<Box<T<Vec<X>>>> }", "a: T<u8>");
    assert!(grows.contract.types.len() < 40, "{}", grows.contract.types.len());
    let doubles = generic("struct T<X> { x: X, next: Option<Box<T<(X, X)>>> }", "a: T<u8>");
    assert!(doubles.contract.types.len() < 40, "{}", doubles.contract.types.len());
    let wide: String = (0..16)
        .map(|at| format!("{D} struct G{at}<T> {{ a: Vec<G{0}<Vec<T>>>, b: Vec<G{0}<Option<T>>> }}", at + 1))
        .collect();
    let wide = input(&format!("{wide} {D} struct G16<T>(T);"), "a: G0<u8>");
    assert!(wide.contract.types.len() < 2_000, "{}", wide.contract.types.len());
    let why = |read: &Read| read.input_field("a");
    assert!(
        why(&generic("struct T<'a> { x: Cow<'a, str> }", "a: T<'_>")).ends_with("`T` borrows, and not for `'static`")
    );
    assert!(
        why(&generic("struct T<const N: usize> { x: [u8; N] }", "a: T<M>"))
            .ends_with("`T` is generic, and not all its types are given here")
    );
    assert!(
        why(&generic("struct T<X> { x: X }", "a: T")).ends_with("`T` is generic, and not all its types are given here")
    );
    let tuples = "type A<T> = (T, T, T, T); type B<T> = A<A<A<A<T>>>>; type C = B<B<B<B<u8>>>>;";
    assert!(input(tuples, "a: C").contract.types.len() < 20_000);
}

#[test]
fn forms_that_lead_in_a_circle_end() {
    let read = input(
        "#[asl(as = B)] #[derive(Clone)] struct A; #[asl(as = Option<A>)] #[derive(Clone)] struct B; #[derive(Clone, Serialize, Deserialize)] struct C(Box<C>); #[asl(as = Vec<D>)] struct D;",
        "a: A, b: B, c: C, d: D",
    );
    assert_eq!(read.input_field("a"), "opaque super::A: the form of `A` leads back to itself");
    assert_eq!(
        read.input_field("b"),
        "declared super::B: Option<opaque super::A: the form of `A` leads back to itself>"
    );
    assert_eq!(read.input_field("c"), "opaque super::C: the form of `C` leads back to itself");
    assert!(matches!(read.def("D").kind, TypeKind::Whole(_)));
}

#[test]
fn types_of_another_module_keep_their_own_imports() {
    let model = format!(
        "use chrono::{{DateTime, Utc}}; use super::ids::*; pub mod deep {{ {D} pub struct Leg {{ pub at: super::DateTime<super::Utc>, pub way: (crate::ids::Id, Option<super::Id>) }} }} pub use deep::Leg;"
    );
    let ids = format!("{D} pub struct Id(pub uuid::Uuid);");
    let order = format!(
        "use crate::model::*; {D} pub struct In {{ pub leg: Leg, pub page: Page<Leg> }} {D} pub struct Page<T> {{ pub of: [T; 2] }} #[tasks(input = In)] pub trait T {{}}"
    );
    let files = [
        ("src/lib.rs", "pub mod order; pub mod model; pub mod ids;"),
        ("src/order.rs", order.as_str()),
        ("src/model.rs", model.as_str()),
        ("src/ids.rs", ids.as_str()),
    ];
    for standing in [Standing::InContract, Standing::Elsewhere] {
        let read = Read::of(standing, &files, &["src/order.rs"]);
        assert_eq!(read.messages(), [""; 0]);
        let base = if standing == Standing::InContract { "super" } else { "crate::order" };
        let leg = if standing == Standing::InContract { "super::Leg" } else { "crate::model::Leg" };
        assert_eq!(read.input_field("page"), format!("{base}::Page::<{leg}>"));
        let leg = read.fields("Leg");
        assert!(read.show(&leg.fields[0].ty).ends_with(": Timestamp"), "{}", read.show(&leg.fields[0].ty));
        assert_eq!(read.show(&leg.fields[1].ty), "(crate::ids::Id, Option<crate::ids::Id>)");
    }
}

#[test]
fn types_that_are_private_to_a_module_are_not_named() {
    let items = format!(
        "pub mod m {{ mod deep {{ {D} pub struct Deep {{ pub d: u8 }} }} pub mod open {{ {D} pub struct Open; {D} struct Shut; {D} pub struct Both {{ o: Open, pub s: Shut }} }}
         pub use self::deep::Deep as Seen; use self::open::Open as Mine; use std::sync::Arc as A;
         {D} pub struct Out {{ pub a: deep::Deep, pub b: Option<Vec<deep::Deep>>, pub c: Seen, pub d: open::Both, pub e: A<deep::Deep>, pub f: Mine, pub g: Page<deep::Deep> }}
         {D} pub struct Page<T> {{ pub items: Vec<T> }} }}"
    );
    let read = input(&items, "out: m::Out");
    let fields: Vec<String> = read.fields("Out").fields.iter().map(|field| read.show(&field.ty)).collect();
    assert_eq!(
        fields,
        [
            "unnamed super::m::deep::Deep: super::m::Seen",
            "unnamed ::core::option::Option<::std::vec::Vec<super::m::deep::Deep>>: Option<Vec<super::m::Seen>>",
            "super::m::Seen",
            "super::m::open::Both",
            "unnamed ::std::sync::Arc<super::m::deep::Deep>: whole ::std::sync::Arc<super::m::deep::Deep>: super::m::Seen",
            "super::m::open::Open",
            "unnamed super::m::Page<super::m::deep::Deep>: super::m::Page::<super::m::deep::Deep>",
        ]
    );
    let nameable = |name: &str| read.def(name).nameable;
    assert!(nameable("Deep") && nameable("Both") && nameable("Open"));
    assert!(!nameable("Shut") && !nameable("Page<Deep>") && !nameable("A<Deep>"));
}

#[test]
fn variants_declare_forms_and_may_be_generic() {
    use crate::types::contract::Form;
    let items = format!(
        "use money::Decimal; {D} enum Pay<T> {{ Card {{ #[asl(as = String)] number: Decimal }}, Cash(#[asl(as = f64)] Decimal), Kind(T) }}"
    );
    let read = input(&items, "a: Pay<chrono::NaiveDate>, b: Vec<Pay<u8>>");
    assert_eq!(read.input_field("a"), "super::Pay::<::chrono::NaiveDate>");
    let TypeKind::Union(pay) = &read.def("Pay<u8>").kind else { panic!("{:?}", read.def("Pay<u8>").kind) };
    let held: Vec<String> = pay
        .variants
        .iter()
        .map(|variant| match &variant.form {
            Form::Struct(fields) => read.show(&fields.fields[0].ty),
            Form::Newtype(part) => read.show(&part.ty),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(held, ["declared super::Decimal: String", "declared super::Decimal: F64", "u8"]);
}
