//! What serde's attributes make of keys that were written when they are read again; nothing where they are read as what
//! they were written as.

use std::fmt::Write as _;

use crate::types::contract::{DataVariant, EnumDef, Field, Skip, StructDef};

/// What becomes of a field of a struct.
pub(super) fn field(field: &Field, of: &StructDef, out: &mut String) {
    if field.flatten {
        out.push_str("^flat");
    }
    if field.skip_write != Skip::Never {
        let _ = write!(out, "^{:?}", field.skip_write);
    }
    let written = of.fields.iter().filter(|field| field.skip_write != Skip::Always).map(|field| &field.json_name);
    let read: Vec<&str> = match field.skip_read {
        true => Vec::new(),
        false => written.map(String::as_str).filter(|key| field.read_names().any(|name| name == *key)).collect(),
    };
    let is_plain = field.skip_read == (field.skip_write == Skip::Always)
        && (field.skip_read || read == [field.json_name.as_str()]);
    if !is_plain {
        let _ = write!(out, "^from{read:?}");
    }
    // Only of a field that may not be there does it matter what it becomes then.
    if (!is_plain || field.skip_write != Skip::Never)
        && let Some(default) = field.default.as_ref().or(of.default.as_ref())
    {
        let _ = write!(out, "^{default:?}");
    }
}

/// Whether what a struct writes and does not read is refused.
pub(super) fn refused(def: &StructDef, out: &mut String) {
    let is_read = |key: &str| def.fields.iter().any(|field| !field.skip_read && field.read_names().any(|n| n == key));
    let mut written = def.fields.iter().filter(|field| field.skip_write != Skip::Always && !field.flatten);
    if def.deny_unknown && (def.tag.is_some() || written.any(|field| !is_read(&field.json_name))) {
        out.push_str("^deny");
    }
}

/// What becomes of a variant of an enum.
pub(super) fn variant(variant: &DataVariant, of: &EnumDef, out: &mut String) {
    let reads = |variant: &DataVariant, name: &str| !variant.skip_read && variant.read_names().any(|read| read == name);
    let read = of.variants.iter().filter(|written| !written.skip_write && reads(variant, &written.json_name));
    let read: Vec<&str> = read.map(|written| written.json_name.as_str()).collect();
    let is_plain = if variant.skip_write { read.is_empty() } else { read == [variant.json_name.as_str()] };
    if !is_plain {
        let _ = write!(out, "^from{read:?}");
    }
    let mut written = of.variants.iter().filter(|variant| !variant.skip_write && !variant.untagged);
    // It takes what no other variant does.
    if variant.other && written.any(|written| !of.variants.iter().any(|v| reads(v, &written.json_name))) {
        out.push_str("^other");
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape;
    use crate::{
        diag::Diagnostics,
        source::Sources,
        types::import::{Loader, Root, import},
    };

    struct One(String);

    impl Loader for One {
        fn load(&self, _: &std::path::Path) -> Result<String, String> {
            Ok(self.0.clone())
        }
    }

    /// The shapes of the types of a contract.
    fn of(types: &str) -> String {
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let loader = One(format!("#[stepwright::tasks(input = A)] pub trait Tasks {{}}\n{types}"));
        let roots = [Root::File { path: "contract.rs".into(), module: None }];
        let contract = import(&mut sources, &roots, &loader, &mut diags);
        assert_eq!(diags.into_sorted(), [], "{types}");
        let mut out = String::new();
        contract.types.iter().for_each(|def| shape(def, &mut out));
        out
    }

    fn with(attributes: &str, field: &str) -> String {
        of(&format!(
            "#[derive(Clone, serde::Serialize, serde::Deserialize)] {attributes} pub struct A {{ {field} pub a: Option<u8>, pub b: Option<u8> }}"
        ))
    }

    #[test]
    fn what_changes_how_a_checkpoint_is_read_counts() {
        let plain = with("", "");
        for field in [
            "#[serde(rename(deserialize = \"x\"))]",
            "#[serde(rename(deserialize = \"b\"))]",
            "#[serde(skip)]",
            "#[serde(skip_serializing)]",
            "#[serde(skip_deserializing)]",
            "#[serde(skip_serializing_if = \"Option::is_none\")]",
        ] {
            assert_ne!(with("", field), plain, "{field}");
        }
        let left_out =
            |default: &str| with("", &format!("#[serde(skip_serializing_if = \"Option::is_none\"{default})]"));
        assert_ne!(left_out(", default = \"seven\""), left_out(""));
        assert_ne!(left_out(", default = \"seven\""), left_out(", default = \"eight\""));
        let flat = |attribute: &str| {
            of(&format!(
                "#[derive(Clone, serde::Serialize, serde::Deserialize)] pub struct A {{ {attribute} pub a: B }}\n\
                 #[derive(Clone, serde::Serialize, serde::Deserialize)] pub struct B {{ pub x: u8 }}"
            ))
        };
        assert_ne!(flat("#[serde(flatten)]"), flat(""));
        let denied = "#[serde(deny_unknown_fields)]";
        assert_ne!(with(denied, "#[serde(skip_deserializing)]"), with("", "#[serde(skip_deserializing)]"));
    }

    #[test]
    fn what_changes_nothing_does_not_count() {
        let plain = with("", "");
        for field in ["#[serde(default)]", "#[serde(alias = \"x\")]", "#[serde(default = \"seven\", alias = \"y\")]"] {
            assert_eq!(with("", field), plain, "{field}");
        }
        for attributes in ["#[serde(deny_unknown_fields)]", "#[serde(default)]"] {
            assert_eq!(with(attributes, ""), plain, "{attributes}");
        }
        // It is read from the name that it is written under.
        assert_eq!(with("", "#[serde(rename(deserialize = \"x\"), alias = \"a\")]"), plain);
    }

    #[test]
    fn variants_count_by_the_names_that_they_are_read_from() {
        let with = |variant: &str, other: &str| {
            of(&format!(
                "#[derive(Clone, serde::Serialize, serde::Deserialize)] #[serde(tag = \"t\")] pub enum A {{ {variant} X {{ x: u8 }}, {other} Y }}"
            ))
        };
        let plain = with("", "");
        for same in [with("#[serde(alias = \"z\")]", ""), with("", "#[serde(other)]")] {
            assert_eq!(same, plain);
        }
        let renamed = "#[serde(rename(deserialize = \"z\"))]";
        assert_ne!(with(renamed, ""), plain);
        assert_ne!(with(renamed, "#[serde(other)]"), with(renamed, ""));
        assert_ne!(with("#[serde(skip_deserializing)]", ""), plain);
    }
}
