//! Enums with data: a type for each variant.

use std::{collections::BTreeSet, rc::Rc};

use super::Written;
use crate::types::{
    Record, RecordField, Ty,
    contract::{DataVariant, EnumDef, Form, StructDef, Tagging},
    ty::Variant,
};

impl Written<'_> {
    /// What an enum is written as: one of its variants.
    pub(super) fn variants(&self, name: &str, def: &EnumDef) -> Ty {
        let mut names = BTreeSet::new();
        let mut types = Vec::new();
        for variant in def.variants.iter().filter(|variant| !variant.skip_write) {
            let tagging = if variant.untagged { &Tagging::Untagged } else { &def.tagging };
            let marker = Variant {
                of: name.into(),
                name: match tagging {
                    Tagging::Untagged => variant.rust_name.as_str().into(),
                    _ => variant.json_name.as_str().into(),
                },
                tag: tagging.tag().map(Into::into),
            };
            if matches!((tagging, &variant.form), (Tagging::External, Form::Unit)) {
                names.insert(variant.json_name.clone());
                continue;
            }
            let ty = self.variant(name, tagging, variant);
            types.extend(ty.members().iter().map(|member| marked(member, &marker)));
        }
        if !names.is_empty() {
            types.insert(0, Ty::Enum(Some(name.into()), Rc::new(names)));
        }
        Ty::union(types)
    }

    fn variant(&self, name: &str, tagging: &Tagging, variant: &DataVariant) -> Ty {
        let literal = || Ty::Enum(Some(name.into()), Rc::new([variant.json_name.clone()].into()));
        match tagging {
            Tagging::External => Ty::Record(Rc::new(Record {
                fields: vec![RecordField::required(&variant.json_name, self.form(name, &variant.form))],
                ..Record::default()
            })),
            Tagging::Internal(tag) => {
                let tag = RecordField::required(tag, literal());
                let content = self.form(name, &variant.form);
                Ty::union(content.members().iter().map(|member| with_tag(&tag, member)))
            }
            Tagging::Adjacent { tag, content } => {
                let mut fields = vec![RecordField::required(tag, literal())];
                if !matches!(variant.form, Form::Unit) {
                    fields.push(RecordField::required(content, self.form(name, &variant.form)));
                }
                Ty::Record(Rc::new(Record { fields, ..Record::default() }))
            }
            Tagging::Untagged => self.form(name, &variant.form),
        }
    }

    fn form(&self, name: &str, form: &Form) -> Ty {
        match form {
            Form::Unit => Ty::Null,
            Form::Newtype(part) => self.ty(&part.ty),
            Form::Tuple(tuple) => self.tuple(tuple),
            Form::Struct(fields) => self.struct_form(name, fields),
            Form::Skipped => Ty::Never,
        }
    }

    fn struct_form(&self, name: &str, fields: &StructDef) -> Ty {
        let forms = self.flattened(Some(name), fields);
        Ty::union(forms.into_iter().map(|record| Ty::Record(Rc::new(record))))
    }
}

/// A content with the tag before its own fields.
fn with_tag(tag: &RecordField, content: &Ty) -> Ty {
    let record = match content {
        Ty::Record(record) => Record {
            fields: std::iter::once(tag.clone()).chain(record.fields.iter().cloned()).collect(),
            ..Record::clone(record)
        },
        Ty::Null => Record { fields: vec![tag.clone()], ..Record::default() },
        Ty::Map(value) => Record { fields: vec![tag.clone()], rest: Some((**value).clone()), ..Record::default() },
        _ => Record { fields: vec![tag.clone()], rest: Some(Ty::Any), ..Record::default() },
    };
    Ty::Record(Rc::new(record))
}

/// A record as one of a variant's.
fn marked(ty: &Ty, variant: &Variant) -> Ty {
    match ty {
        Ty::Record(record) => {
            let variant = Some(Rc::new(variant.clone()));
            Ty::Record(Rc::new(Record { variant, ..Record::clone(record) }))
        }
        other => other.clone(),
    }
}
