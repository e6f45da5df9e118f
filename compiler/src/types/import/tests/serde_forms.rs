//! Each serde attribute, held against what serde itself writes and reads.
#![allow(dead_code, reason = "the items are there for their serde implementations")]

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Read;
use crate::types::contract::{DefaultValue, RustTy, Skip, TypeKind};

/// The same items for rustc and for the importer.
macro_rules! mirror {
    ($($items:item)*) => {
        $($items)*
        const TEXT: &str = stringify!($($items)*);
    };
}

/// The items, and a trait whose input they are.
fn import(text: &str, input: &str) -> Read {
    Read::fine(&format!("use serde::{{Serialize, Deserialize}};\n{text}\n#[tasks(input = {input})] trait Tasks {{}}"))
}

fn keys(value: &impl Serialize) -> Vec<String> {
    serde_json::to_value(value).unwrap().as_object().unwrap().keys().cloned().collect()
}

fn written(read: &Read, name: &str) -> Vec<String> {
    read.fields(name).fields.iter().filter(|f| f.skip_write == Skip::Never).map(|f| f.json_name.clone()).collect()
}

macro_rules! field_case {
    ($test:ident, $case:literal) => {
        #[test]
        fn $test() {
            mirror! {
                #[derive(Clone, Debug, Default, Serialize, Deserialize)]
                #[serde(rename_all = $case)]
                struct T { a: u8, order_id: u8, http2_url: u8, r#type: u8, trailing_: u8, x_1: u8, #[serde(rename = "as is")] own: u8 }
            }
            assert_eq!(written(&import(TEXT, "T"), "T"), keys(&T::default()));
        }
    };
}

field_case!(fields_in_lowercase, "lowercase");
field_case!(fields_in_uppercase, "UPPERCASE");
field_case!(fields_in_pascal_case, "PascalCase");
field_case!(fields_in_camel_case, "camelCase");
field_case!(fields_in_snake_case, "snake_case");
field_case!(fields_in_screaming_snake_case, "SCREAMING_SNAKE_CASE");
field_case!(fields_in_kebab_case, "kebab-case");
field_case!(fields_in_screaming_kebab_case, "SCREAMING-KEBAB-CASE");

macro_rules! variant_case {
    ($test:ident, $case:literal) => {
        #[test]
        fn $test() {
            mirror! {
                #[derive(Clone, Debug, Serialize, Deserialize)]
                #[serde(rename_all = $case)]
                enum T { A, TimedOut, HTTPError, Http2Url, X1, #[serde(rename = "as is")] Own }
            }
            let read = import(TEXT, "T");
            let TypeKind::Enum(variants) = &read.def("T").kind else { panic!() };
            let real = [T::A, T::TimedOut, T::HTTPError, T::Http2Url, T::X1, T::Own];
            let real: Vec<Value> = real.iter().map(|v| serde_json::to_value(v).unwrap()).collect();
            assert_eq!(variants.iter().map(|v| json!(v.json_name)).collect::<Vec<_>>(), real);
        }
    };
}

variant_case!(variants_in_lowercase, "lowercase");
variant_case!(variants_in_uppercase, "UPPERCASE");
variant_case!(variants_in_pascal_case, "PascalCase");
variant_case!(variants_in_camel_case, "camelCase");
variant_case!(variants_in_snake_case, "snake_case");
variant_case!(variants_in_screaming_snake_case, "SCREAMING_SNAKE_CASE");
variant_case!(variants_in_kebab_case, "kebab-case");
variant_case!(variants_in_screaming_kebab_case, "SCREAMING-KEBAB-CASE");

#[test]
fn each_direction_has_its_names() {
    mirror! {
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all(serialize = "UPPERCASE", deserialize = "camelCase"))]
        struct T { order_id: u8, #[serde(rename(serialize = "w", deserialize = "r"), alias = "s", alias = "t")] own: u8 }
    }
    let read = import(TEXT, "T");
    assert_eq!(written(&read, "T"), keys(&T::default()));
    let names: Vec<&str> = read.fields("T").fields.iter().map(|f| f.read_name.as_deref().unwrap()).collect();
    assert_eq!(names, ["orderId", "r"]);
    assert_eq!(read.fields("T").fields[1].aliases, ["s", "t"]);
    for own in ["r", "s", "t"] {
        serde_json::from_value::<T>(json!({"orderId": 1, own: 2})).unwrap();
    }
}

#[test]
fn defaults_and_skips() {
    mirror! {
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        struct T {
            #[serde(default)] a: u8,
            #[serde(default = "nine")] b: u8,
            #[serde(skip)] c: u8,
            #[serde(skip_serializing, default)] d: u8,
            #[serde(skip_deserializing)] e: u8,
            #[serde(default, skip_serializing_if = "Option::is_none")] f: Option<u8>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")] g: Vec<u8>,
            #[serde(default = "Vec::new")] h: Vec<u8>,
        }
        fn nine() -> u8 { 9 }
    }
    let read = import(TEXT, "T");
    let fields = &read.fields("T").fields;
    let skips: Vec<Skip> = fields.iter().map(|f| f.skip_write).collect();
    use Skip::{Always, IfNone, Never, Sometimes};
    assert_eq!(skips, [Never, Never, Always, Always, Never, IfNone, Sometimes, Never]);
    assert_eq!(
        fields.iter().map(|f| f.skip_read).collect::<Vec<_>>(),
        [false, false, true, false, true, false, false, false]
    );
    assert_eq!(fields[1].default, Some(DefaultValue::Path("super::nine".to_owned())));
    assert_eq!(fields[7].default, Some(DefaultValue::Path("::std::vec::Vec::new".to_owned())));
    assert_eq!(fields[2].default, None);
    let value: T = serde_json::from_value(json!({"c": 5, "e": 5})).unwrap();
    assert_eq!((value.b, value.c, value.e), (9, 0, 0));
    assert_eq!(keys(&value), written(&read, "T"));
}

#[test]
fn containers() {
    mirror! {
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        struct T { a: u8, id: Id, whole: Whole, nothing: Nothing, held: Held }
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        struct Id(String);
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        struct Whole { inner: u8 }
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        struct Held { inner: u8, #[serde(skip)] _mark: std::marker::PhantomData<u8> }
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        struct Nothing;
    }
    let read = import(TEXT, "T");
    assert_eq!(read.fields("T").default, Some(DefaultValue::Default));
    assert!(read.fields("T").deny_unknown);
    serde_json::from_value::<T>(json!({})).unwrap();
    serde_json::from_value::<T>(json!({"z": 1})).unwrap_err();
    let TypeKind::Newtype(id) = &read.def("Id").kind else { panic!() };
    assert_eq!((id.rust_name.as_str(), &id.ty), ("0", &RustTy::String));
    for (name, field) in [("Whole", "inner"), ("Held", "inner")] {
        let TypeKind::Newtype(def) = &read.def(name).kind else { panic!() };
        assert_eq!(def.rust_name, field);
    }
    assert!(matches!(read.def("Nothing").kind, TypeKind::Unit));
    let real = json!({"a": 0, "id": "", "whole": 0, "nothing": null, "held": 0});
    assert_eq!(serde_json::to_value(T::default()).unwrap(), real);
}

#[test]
fn a_field_with_its_own_code_is_opaque() {
    let read = import(
        "#[derive(Clone, Serialize, Deserialize)] struct T { #[serde(with = \"m\")] a: Vec<Id>, #[serde(serialize_with = \"f\")] b: u8 } struct Id;",
        "T",
    );
    let types: Vec<&RustTy> = read.fields("T").fields.iter().map(|f| &f.ty).collect();
    assert_eq!(types[0], &RustTy::Opaque("::std::vec::Vec<super::Id>".to_owned()));
    assert_eq!(types[1], &RustTy::Opaque("::core::primitive::u8".to_owned()));
}

#[test]
fn what_cannot_be_seen_into_says_why() {
    let derive = "#[derive(Clone, Serialize, Deserialize)]";
    for (item, why) in [
        (
            "struct T { #[serde(flatten)] rest: Rest } struct Rest;",
            "`T` flattens its field `rest`, of which the form is not known: `Rest` does not derive `Serialize`",
        ),
        ("#[serde(tag = \"kind\", content = \"c\")] struct T { a: u8 }", "`T` is under `#[serde(content)]`"),
        ("#[serde(tag = \"kind\")] struct T { kind: u8 }", "`T` has the key `kind` twice"),
        (
            "#[serde(tag = \"kind\", deny_unknown_fields)] struct T { a: u8 }",
            "`T` does not read the key `kind` that it writes as its tag",
        ),
        ("#[serde(from = \"u8\")] struct T { a: u8 }", "`T` is read from another type than it is written as"),
        ("#[serde(into = \"u8\")] enum T { A { a: u8 } }", "`T` is written as another type than it is read from"),
        (
            "#[serde(try_from = \"u8\", into = \"u16\")] enum T { A { a: u8 } }",
            "`T` is read from another type than it is written as",
        ),
        (
            "enum T { A(u8), #[serde(with = \"m\")] B(u8) }",
            "the variant `B` of `T` is written or read by code of its own",
        ),
        ("struct T(u8, #[serde(default)] u8);", "the field 1 of `T` may be left out"),
        ("struct T(#[cfg(feature = \"x\")] u8);", "fields of `T` are under `#[cfg]`"),
        (
            "#[cfg_attr(feature = \"x\", serde(rename_all = \"camelCase\"))] struct T { a: u8 }",
            "`T` is under `#[serde(cfg_attr)]`",
        ),
        ("#[serde_as] struct T { a: u8 }", "`#[serde_as]` may change the form of `T`"),
    ] {
        let read = import(&format!("{derive} {item}"), "T");
        let TypeKind::Opaque(said) = &read.def("T").kind else { panic!("{item}: {:?}", read.def("T").kind) };
        assert_eq!(said, why);
    }
}

#[test]
fn options_that_an_attribute_skips() {
    let of =
        |before: &str, item: &str| import(&format!("{before} #[derive(Clone, Serialize, Deserialize)] {item}"), "T");
    let fields = "struct T { a: Option<u8>, #[serialize_always] b: Option<u8>, c: u8, #[serde(skip_serializing_if = \"f\")] d: std::option::Option<u8> }";
    for attribute in ["#[skip_serializing_none]", "#[serde_with::skip_serializing_none]"] {
        let read = of(attribute, fields);
        let skips: Vec<Skip> = read.fields("T").fields.iter().map(|field| field.skip_write).collect();
        assert_eq!(skips, [Skip::IfNone, Skip::Never, Skip::Never, Skip::Sometimes], "{attribute}");
        // serde's derive has been there before it.
        let read = of("", &format!("{attribute} struct T {{ a: Option<u8> }}"));
        assert_eq!(read.fields("T").fields[0].skip_write, Skip::Never);
    }
    let read = of("#[skip_serializing_none]", "struct T(Option<u8>);");
    assert!(
        matches!(&read.def("T").kind, TypeKind::Opaque(why) if why == "`T` has fields without names that are skipped")
    );
}

#[test]
fn a_tag_is_written_and_not_read() {
    mirror! {
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(tag = "type", rename = "t", rename_all = "UPPERCASE")]
        struct T { a: u8 }
    }
    let read = import(TEXT, "T");
    let def = read.fields("T");
    let tag = def.tag.as_ref().unwrap();
    assert_eq!(serde_json::to_value(T::default()).unwrap(), json!({ tag.key.as_str(): tag.name, "A": 0 }));
    assert!(serde_json::from_value::<T>(json!({ "A": 1 })).is_ok_and(|t| t.a == 1));
    assert!(def.constructible && def.fields.len() == 1);
}

#[test]
fn a_field_that_the_build_decides_on_leaves_the_others() {
    let read = import(
        "#[derive(Clone, Serialize, Deserialize)] struct T { a: u8, #[cfg(x)] b: u8, #[cfg(not(x))] b: Gone, c: u8 }",
        "T",
    );
    let def = read.fields("T");
    let shown: Vec<_> = def.fields.iter().map(|field| (&*field.json_name, field.skip_write, field.visible)).collect();
    assert_eq!(shown, [("a", Skip::Never, true), ("b", Skip::Unknown, false), ("c", Skip::Never, true)]);
    assert!(!def.constructible);
}

#[test]
fn a_helper_attribute_of_another_derive_is_no_attribute_macro() {
    let read = import(
        "#[derive(Clone, JsonSchema, Serialize, Deserialize)] #[schemars(title = \"t\")] struct T { a: u8 }",
        "T",
    );
    assert_eq!(read.fields("T").fields.len(), 1);
}

#[test]
fn malformed_attributes_are_reported_in_place() {
    let text = "#[derive(Clone, Serialize, Deserialize)]\n#[serde(rename_all = \"Camel\")]\nstruct T { a: u8 }\n#[tasks(input = T)] trait Tasks {}";
    assert_eq!(Read::faults(text), ["2:22: malformed `serde` attribute: unknown case of `rename_all`"]);
}
