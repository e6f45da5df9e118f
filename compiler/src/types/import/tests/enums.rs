//! Enums with data, flattened fields and tuples: what serde writes is of the type that we say, and serde reads
//! exactly what we say fits.
#![allow(dead_code, reason = "the items are there for their serde implementations")]

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::Read;
use crate::types::{Presence, Record, Ty, contract::TypeKind, fits::misfits, of_rust::Written, ty::is_timestamp};

macro_rules! mirror {
    ($($items:item)*) => {
        $($items)*
        const TEXT: &str = stringify!($($items)*);
    };
}

fn import(text: &str) -> Read {
    Read::fine(&format!(
        "use serde::{{Serialize, Deserialize}}; use std::collections::{{BTreeMap, HashMap}}; use serde_json::Value;\n{text}\n#[tasks(input = T)] trait Tasks {{}}"
    ))
}

/// Whether a value is of a type.
fn holds(ty: &Ty, value: &Value) -> bool {
    match (ty, value) {
        (Ty::Any, _) | (Ty::Null, Value::Null) | (Ty::Float, Value::Number(_)) | (Ty::String, Value::String(_)) => true,
        (Ty::Bool(known), Value::Bool(found)) => known.is_none_or(|known| known == *found),
        (Ty::Int(low, high), Value::Number(number)) => {
            number.as_i64().is_some_and(|found| *low <= found.into() && i128::from(found) <= *high)
        }
        (Ty::Timestamp, Value::String(text)) => is_timestamp(text),
        (Ty::Enum(_, names), Value::String(text)) => names.contains(text),
        (Ty::List(item), Value::Array(items)) => items.iter().all(|found| holds(item, found)),
        (Ty::Tuple(parts), Value::Array(items)) => {
            parts.len() == items.len() && parts.iter().zip(items).all(|(part, found)| holds(part, found))
        }
        (Ty::Map(item), Value::Object(members)) => members.values().all(|found| holds(item, found)),
        (Ty::Record(record), Value::Object(members)) => {
            let all_there = record
                .fields
                .iter()
                .all(|field| field.presence == Presence::Maybe || members.contains_key(&*field.name));
            all_there
                && members.iter().all(|(key, found)| match (record.get(key), &record.rest) {
                    (Some(field), _) => holds(&field.ty, found),
                    (None, Some(rest)) => holds(rest, found),
                    (None, None) => false,
                })
        }
        (Ty::Union(members), _) => members.iter().any(|member| holds(member, value)),
        _ => false,
    }
}

/// The exact type of a value.
fn exact(value: &Value) -> Ty {
    match value {
        Value::Null => Ty::Null,
        Value::Bool(value) => Ty::Bool(Some(*value)),
        Value::Number(number) => number.as_i64().map_or(Ty::Float, |value| Ty::Int(value.into(), value.into())),
        Value::String(text) => Ty::literals([text.as_str()]),
        Value::Array(items) => Ty::Tuple(items.iter().map(exact).collect()),
        Value::Object(members) => Ty::record(members.iter().map(|(key, value)| (key.as_str(), exact(value)))),
    }
}

/// What serde makes of the contract's input `T`, and what we make of it.
fn agree<T: Serialize + DeserializeOwned>(text: &str, values: &[T], given: &[Value]) -> String {
    let read = import(text);
    if let TypeKind::Opaque(why) = &read.def("T").kind {
        panic!("opaque: {why}");
    }
    let written = Written::new(&read.contract);
    let input = &read.contract.tasks.as_ref().unwrap().input.as_ref().unwrap().ty;
    let ty = written.ty(input);
    for value in values {
        let value = serde_json::to_value(value).unwrap();
        assert!(holds(&ty, &value), "{value} is not {ty}");
        let found = misfits(&read.contract, &written, &exact(&value), input);
        assert!(found.is_empty(), "{value}: {found:?}");
    }
    for value in given {
        let real = serde_json::from_value::<T>(value.clone());
        let found = misfits(&read.contract, &written, &exact(value), input);
        let known = real.as_ref().map(|_| ()).map_err(ToString::to_string);
        assert_eq!(known.is_ok(), found.is_empty(), "{value}: serde says {known:?}, we say {found:?}");
    }
    ty.to_string()
}

#[test]
fn externally_tagged() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
        enum T {
            CashOnly,
            #[serde(alias = "plastic")]
            CreditCard { card_number: String, #[serde(default)] tries: u8 },
            Voucher(In),
            Split(u8, Option<String>),
            #[serde(rename_all = "UPPERCASE")]
            Loud { a_b: bool },
        }
        #[derive(Clone, Serialize, Deserialize)]
        struct In { code: String }
    }
    let ty = agree(
        TEXT,
        &[
            T::CashOnly,
            T::CreditCard { card_number: "1".to_owned(), tries: 2 },
            T::Voucher(In { code: "c".to_owned() }),
            T::Split(1, None),
            T::Loud { a_b: true },
        ],
        &[
            json!("cash-only"),
            json!("CashOnly"),
            json!("voucher"),
            json!({"cash-only": null}),
            json!({"credit-card": {"cardNumber": "1"}}),
            json!({"plastic": {"cardNumber": "1", "more": 1}}),
            json!({"credit-card": {"card_number": "1"}}),
            json!({"credit-card": {}}),
            json!({"credit-card": {"cardNumber": 1}}),
            json!({"voucher": {"code": "c"}, "cash-only": null}),
            json!({"vouchr": {"code": "c"}}),
            json!({}),
            json!(7),
            json!({"split": [1, null]}),
            json!({"split": [1]}),
            json!({"split": [1, 2]}),
            json!({"loud": {"A_B": false}}),
            json!({"loud": {"aB": false}}),
        ],
    );
    assert_eq!(
        ty,
        "\"cash-only\" | { \"credit-card\": { cardNumber: string, tries: integer } } | { voucher: { code: string } } \
         | { split: [integer, string | null] } | { loud: { A_B: boolean } }"
    );
}

#[test]
fn internally_tagged() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "lowercase")]
        enum T {
            Card { number: String, expires: Option<String> },
            Cash,
            Invoice(In),
            Any(BTreeMap<String, u8>),
            #[serde(skip)]
            Never(Unknown),
            #[serde(other)]
            Else,
        }
        #[derive(Clone, Serialize, Deserialize)]
        struct In { days: u8 }
        #[derive(Clone, Default)]
        struct Unknown;
    }
    let ty = agree(
        TEXT,
        &[
            T::Card { number: "1".to_owned(), expires: None },
            T::Cash,
            T::Invoice(In { days: 3 }),
            T::Any([("x".to_owned(), 1)].into()),
            T::Else,
        ],
        &[
            json!({"kind": "card", "number": "1"}),
            json!({"kind": "card", "number": "1", "other": []}),
            json!({"kind": "card"}),
            json!({"kind": "card", "number": null}),
            json!({"kind": "cash", "number": null}),
            json!({"number": "1"}),
            json!({"kind": "invoice", "days": 300.5}),
            json!({"kind": "invoice", "days": 30}),
            json!({"kind": "any", "x": 1}),
            json!({"kind": "any", "x": "1"}),
            json!({"kind": "what", "x": "1"}),
            json!({"kind": 1.5}),
            json!({"kind": null}),
            json!("cash"),
        ],
    );
    assert_eq!(
        ty,
        "{ kind: \"card\", number: string, expires: string | null } | { kind: \"cash\" } | { kind: \"invoice\", days: integer } \
         | { kind: \"any\", [key]: integer } | { kind: \"else\" }"
    );
}

#[test]
fn adjacently_tagged() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "t", content = "c", deny_unknown_fields)]
        enum T { A { x: u8 }, B, C(Option<u8>), D(u8, u8), E(Vec<T>) }
    }
    let ty = agree(
        TEXT,
        &[T::A { x: 1 }, T::B, T::C(None), T::D(1, 2), T::E(vec![T::B])],
        &[
            json!({"t": "A", "c": {"x": 1}}),
            json!({"c": {"x": 1}, "t": "A"}),
            json!({"t": "A", "c": {"x": 1, "y": 1}}),
            json!({"t": "A", "c": {}}),
            json!({"t": "A"}),
            json!({"t": "B"}),
            json!({"t": "B", "c": null}),
            json!({"t": "B", "d": null}),
            json!({"t": "C"}),
            json!({"t": "C", "c": 5}),
            json!({"t": "C", "c": "5"}),
            json!({"t": "D", "c": [1, 2]}),
            json!({"t": "D", "c": [1]}),
            json!({"t": "E", "c": [{"t": "B"}, {"t": "Z"}]}),
            json!({"t": "E", "c": [{"t": "B"}]}),
            json!({"t": "F"}),
            json!({"c": 1}),
            json!(null),
        ],
    );
    assert!(ty.starts_with("{ t: \"A\", c: { x: integer } } | { t: \"B\" } | { t: \"C\", c: integer | null }"), "{ty}");
}

#[test]
fn untagged() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(untagged)]
        enum T { Id(u64), Name(String), Full { id: u64, #[serde(default)] name: String }, Pair(u8, u8), Nothing }
    }
    let ty = agree(
        TEXT,
        &[T::Id(1), T::Name("n".to_owned()), T::Full { id: 1, name: String::new() }, T::Pair(1, 2), T::Nothing],
        &[
            json!(5),
            json!(-5),
            json!("x"),
            json!({"id": 5}),
            json!({"idd": 5}),
            json!({"id": "5"}),
            json!([1, 2]),
            json!([1, 2, 3]),
            json!(null),
            json!(true),
        ],
    );
    assert_eq!(ty, "integer | string | { id: integer, name: string } | [integer, integer] | null");
}

#[test]
fn a_variant_without_a_tag_beside_those_that_have_one() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "op")]
        enum T { Add { n: i32 }, Clear, #[serde(untagged)] Raw { text: String } }
    }
    let ty = agree(
        TEXT,
        &[T::Add { n: -1 }, T::Clear, T::Raw { text: "t".to_owned() }],
        &[
            json!({"op": "Add", "n": 1}),
            json!({"op": "Add"}),
            json!({"op": "Ad", "n": 1}),
            json!({"text": "x"}),
            json!({"op": "Ad", "text": "x"}),
            json!({"text": 1}),
            json!({}),
        ],
    );
    assert_eq!(ty, "{ op: \"Add\", n: integer } | { op: \"Clear\" } | { text: string }");
}

#[test]
fn names_of_each_direction() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "k", rename_all(serialize = "UPPERCASE", deserialize = "lowercase"))]
        enum T { One { a: u8 }, #[serde(skip_serializing)] Two { b: u8 }, #[serde(skip_deserializing)] Three }
    }
    let read = import(TEXT);
    let written = Written::new(&read.contract);
    let input = &read.contract.tasks.as_ref().unwrap().input.as_ref().unwrap().ty;
    assert_eq!(written.ty(input).to_string(), r#"{ k: "ONE", a: integer } | { k: "THREE" }"#);
    for given in
        [json!({"k": "one", "a": 1}), json!({"k": "ONE", "a": 1}), json!({"k": "two", "b": 1}), json!({"k": "three"})]
    {
        let real = serde_json::from_value::<T>(given.clone()).is_ok();
        assert_eq!(real, misfits(&read.contract, &written, &exact(&given), input).is_empty(), "{given}");
    }
}

#[test]
fn flattened_structs_and_maps() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        struct T {
            id: u8,
            #[serde(flatten)]
            inner: In,
            #[serde(flatten, skip_serializing_if = "Option::is_none")]
            more: Option<More>,
            last: bool,
        }
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct In { some_name: String, #[serde(flatten)] deep: Box<Deep> }
        #[derive(Clone, Serialize, Deserialize)]
        struct Deep { #[serde(default)] deep: u8 }
        #[derive(Clone, Serialize, Deserialize)]
        struct More { x: u8, y: u8 }
    }
    let value =
        |more| T { id: 1, inner: In { some_name: "n".to_owned(), deep: Box::new(Deep { deep: 1 }) }, more, last: true };
    let ty = agree(
        TEXT,
        &[value(None), value(Some(More { x: 1, y: 2 }))],
        &[
            json!({"id": 1, "someName": "n", "last": true}),
            json!({"id": 1, "someName": "n", "last": true, "x": 1}),
            json!({"id": 1, "someName": "n", "last": true, "unknown": 1}),
            json!({"id": 1, "some_name": "n", "last": true}),
            json!({"id": 1, "someName": "n", "last": true, "deep": "x"}),
            json!({"someName": "n", "last": true}),
        ],
    );
    assert_eq!(ty, "{ id: integer, someName: string, deep: integer, x?: integer, y?: integer, last: boolean }");
}

#[test]
fn flattened_rest() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        struct T { id: u8, #[serde(flatten)] rest: HashMap<String, Value> }
    }
    let ty = agree(
        TEXT,
        &[T { id: 1, rest: [("x".to_owned(), json!([1]))].into() }],
        &[json!({"id": 1, "a": {}}), json!({"a": {}})],
    );
    assert_eq!(ty, "{ id: integer, [key]: any }");
    let typed =
        "#[derive(Clone, Serialize, Deserialize)] struct T { id: u8, #[serde(flatten)] rest: BTreeMap<String, bool> }";
    let read = import(typed);
    let written = Written::new(&read.contract);
    let input = &read.contract.tasks.as_ref().unwrap().input.as_ref().unwrap().ty;
    assert_eq!(written.ty(input).to_string(), "{ id: integer, [key]: boolean }");
    assert_eq!(misfits(&read.contract, &written, &exact(&json!({"id": 1, "a": 1})), input).len(), 1);
}

#[test]
fn flattened_enums() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        struct T { id: u8, #[serde(flatten)] kind: Kind, #[serde(flatten)] how: How }
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        enum Kind { A { x: u8 }, B }
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum How { Fast, Slow { days: u8 } }
    }
    let ty = agree(
        TEXT,
        &[T { id: 1, kind: Kind::A { x: 1 }, how: How::Fast }, T { id: 1, kind: Kind::B, how: How::Slow { days: 1 } }],
        &[
            json!({"id": 1, "kind": "A", "x": 1, "fast": null}),
            json!({"id": 1, "kind": "A", "fast": null}),
            json!({"id": 1, "kind": "C", "fast": null}),
            json!({"id": 1, "kind": "B", "slow": {"days": 1}}),
            json!({"id": 1, "kind": "B", "slow": {}}),
            json!({"id": 1, "kind": "B"}),
            json!({"id": 1, "slow": {"days": 1}}),
        ],
    );
    assert_eq!(
        ty,
        "{ id: integer, kind: \"A\", x: integer, fast: null } \
         | { id: integer, kind: \"A\", x: integer, slow: { days: integer } } \
         | { id: integer, kind: \"B\", fast: null } | { id: integer, kind: \"B\", slow: { days: integer } }"
    );
}

#[test]
fn enums_inside_enums() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "a")]
        enum T { X(Inner), Y(Box<Flat>), Z(()) }
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "b")]
        enum Inner { P { p: u8 }, Q }
        #[derive(Clone, Serialize, Deserialize)]
        struct Flat { #[serde(flatten)] inner: Inner, f: u8 }
    }
    let ty = agree(
        TEXT,
        &[T::X(Inner::P { p: 1 }), T::X(Inner::Q), T::Y(Box::new(Flat { inner: Inner::Q, f: 1 })), T::Z(())],
        &[
            json!({"a": "X", "b": "P", "p": 1}),
            json!({"a": "X", "b": "P"}),
            json!({"a": "X"}),
            json!({"a": "Y", "b": "Q", "f": 1}),
            json!({"a": "Y", "b": "R", "f": 1}),
            json!({"a": "Y", "b": "Q"}),
            json!({"a": "Z"}),
        ],
    );
    assert_eq!(
        ty,
        "{ a: \"X\", b: \"P\", p: integer } | { a: \"X\", b: \"Q\" } | { a: \"Y\", b: \"P\", p: integer, f: integer } \
         | { a: \"Y\", b: \"Q\", f: integer } | { a: \"Z\" }"
    );
}

#[test]
fn tuples_are_lists_of_fixed_length() {
    mirror! {
        #[derive(Clone, Serialize, Deserialize)]
        struct T(u8, #[serde(skip)] u8, String, (bool, Option<u8>));
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(transparent)]
        struct Whole(#[serde(skip)] u8, String);
    }
    let ty = agree(
        TEXT,
        &[T(1, 2, "s".to_owned(), (true, None))],
        &[
            json!([1, "s", [true, 5]]),
            json!([1, 2, "s", [true, 5]]),
            json!([1, "s", [true]]),
            json!([1, "s", ["x", null]]),
            json!([]),
        ],
    );
    assert_eq!(ty, "[integer, string, [boolean, integer | null]]");
}

#[test]
fn what_cannot_stand_among_other_keys_says_why() {
    let derive = "#[derive(Clone, Serialize, Deserialize)]";
    for (items, why) in [
        ("struct T { #[serde(flatten)] a: String }", "`T` flattens its field `a`, of which it is no object"),
        (
            "struct T { #[serde(flatten)] a: A } #[derive(Clone, Serialize, Deserialize)] enum A { X, Y }",
            "`T` flattens its field `a`, of which the form is not known: `A` is a string",
        ),
        (
            "struct T { id: u8, #[serde(flatten)] a: A } #[derive(Clone, Serialize, Deserialize)] struct A { id: u8 }",
            "`T` has the key `id` twice",
        ),
        (
            "struct T { #[serde(flatten)] a: Box<A> } #[derive(Clone, Serialize, Deserialize)] struct A { #[serde(flatten)] t: Box<T> }",
            "`T` flattens its field `a`, of which the form is not known: `A` flattens its field `t`, of which the form is not known: `T` stands among its own keys",
        ),
        (
            "#[serde(tag = \"t\")] enum T { A(u8) }",
            "the variant `A` of `T` stands among other keys, and it is no object",
        ),
        (
            "#[serde(tag = \"t\")] enum T { A(Option<T>) }",
            "the variant `A` of `T` stands among other keys, and it is no object",
        ),
        (
            "#[serde(tag = \"t\")] enum T { A(u8, u8) }",
            "the variant `A` of `T` is a tuple, which has no place for the tag",
        ),
        ("#[serde(tag = \"t\")] enum T { A { t: u8 } }", "the variant `A` of `T` has a field `t`, which is the tag"),
        (
            "#[serde(deny_unknown_fields)] struct T { #[serde(flatten)] a: BTreeMap<String, u8> }",
            "`T` flattens fields and denies unknown ones",
        ),
    ] {
        let read = import(&format!("{derive} {items}"));
        let TypeKind::Opaque(said) = &read.def("T").kind else { panic!("{items}: {:?}", read.def("T").kind) };
        assert_eq!(said, why);
    }
}

#[test]
fn types_in_circles_end() {
    let derive = "#[derive(Clone, Serialize, Deserialize)]";
    let many = |count: usize, item: &dyn Fn(usize) -> String| {
        (0..count).map(|at| format!("{derive} {}\n", item(at))).collect::<String>()
    };
    let variants: String = (0..300).map(|at| format!("V{at}(Box<T>), W{at} {{ a: Box<T>, b: Vec<T> }}, ")).collect();
    for text in [
        format!("{derive} enum T {{ A(Box<T>), B {{ t: Vec<T> }}, C }}"),
        format!("{derive} #[serde(untagged)] enum T {{ A(Box<T>), B(Box<T>), C(Box<T>), D {{ a: Box<T> }} }}"),
        format!("{derive} #[serde(tag = \"t\")] enum T {{ A(Box<T>), B(Box<T>) }}"),
        format!("{derive} struct T(Box<T>);"),
        format!("{derive} struct T(Box<T>, Box<T>);"),
        format!("{derive} enum T {{ {variants} }}"),
        format!("{derive} #[serde(untagged)] enum T {{ {variants} }}"),
        format!(
            "{derive} struct T {{ a: S0 }} {}",
            many(3000, &|at| format!("struct S{at} {{ #[serde(flatten)] a: Box<S{}> }}", (at + 1) % 3000))
        ),
        format!(
            "{derive} struct T {{ a: S0 }} {}",
            many(3000, &|at| format!("enum S{at} {{ A {{ b: S{} }}, B }}", (at + 1) % 3000))
        ),
        format!(
            "{derive} struct T {{ a: S0 }} {}",
            many(60, &|at| {
                let kinds: String = (0..60).map(|other| format!("K{other}(Box<S{other}>), ")).collect();
                format!("#[serde(untagged)] enum S{at} {{ {kinds} }}")
            })
        ),
        format!(
            "{derive} struct T {{ {} }} {}",
            (0..12).map(|at| format!("#[serde(flatten)] f{at}: E{at}, ")).collect::<String>(),
            many(12, &|at| {
                format!("#[serde(tag = \"t{at}\")] enum E{at} {{ A {{ a{at}: u8 }}, B {{ b{at}: u8 }}, C }}")
            })
        ),
    ] {
        let read = import(&text);
        let written = Written::new(&read.contract);
        let input = &read.contract.tasks.as_ref().unwrap().input.as_ref().unwrap().ty;
        let ty = written.ty(input);
        let _ = ty.brief();
        let deep = (0..40).fold(Ty::Null, |ty, at| Ty::record([("a", ty.clone()), (["b", "t"][at % 2], ty)])).bounded();
        for given in [&ty, &deep, &Ty::String, &Ty::Record(Rc::new(Record::of_rest(Ty::String)))] {
            let _ = misfits(&read.contract, &written, given, input);
        }
    }
}
