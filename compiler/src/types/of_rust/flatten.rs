//! Records among whose keys those of other values stand.

use std::rc::Rc;

use super::Written;
use crate::types::{
    Presence, Record, RecordField, Ty,
    contract::{Field, Skip, StructDef},
    ty::Class,
};

/// How many forms of one struct are told apart where several enums are flattened: each multiplies them.
const FORMS: usize = 64;

impl Written<'_> {
    /// The forms that a struct is written in: one, or one for each variant of what it flattens.
    pub(super) fn flattened(&self, name: Option<&str>, def: &StructDef) -> Vec<Record> {
        let tag = def.tag.iter().map(|tag| RecordField::required(&tag.key, Ty::literals([tag.name.as_str()])));
        let mut forms = vec![Record { name: name.map(Into::into), fields: tag.collect(), ..Record::default() }];
        for field in &def.fields {
            if !field.flatten {
                if let Some(own) = self.field(field) {
                    forms.iter_mut().for_each(|form| form.fields.push(own.clone()));
                }
                continue;
            }
            let parts = self.parts(field);
            forms = forms.iter().flat_map(|form| parts.iter().map(|part| beside(form, part))).collect();
            if forms.len() > FORMS.max(parts.len()) {
                forms = merged(forms);
            }
        }
        forms
    }

    /// What a flattened field may add.
    fn parts(&self, field: &Field) -> Vec<Record> {
        let ty = match field.skip_write {
            Skip::Always => return vec![Record::default()],
            Skip::Never => self.ty(&field.ty),
            // Nothing is written in place of it.
            Skip::IfNone | Skip::Sometimes => self.ty(&field.ty).join(&Ty::Null),
            Skip::Unknown => return vec![Record::of_rest(Ty::Any)],
        };
        let is_optional = ty.may_be(Class::Null);
        let mut parts: Vec<Record> = Vec::new();
        for member in ty.members() {
            match member {
                Ty::Record(record) => parts.push(Record::clone(record)),
                Ty::Map(value) => parts.push(Record::of_rest((**value).clone())),
                // A unit variant is a key without a value there.
                Ty::Enum(of, names) => parts.extend(names.iter().map(|name| {
                    Record {
                        fields: vec![RecordField::required(name, Ty::Null)],
                        variant: of
                            .clone()
                            .map(|of| Rc::new(crate::types::ty::Variant { of, name: name.as_str().into(), tag: None })),
                        ..Record::default()
                    }
                })),
                Ty::Null => {}
                _ => parts.push(Record::of_rest(Ty::Any)),
            }
        }
        match (parts.as_mut_slice(), is_optional) {
            // Of one record that may be left out, every field may be.
            ([only], true) => only.fields.iter_mut().for_each(|field| field.presence = Presence::Maybe),
            (_, true) => parts.push(Record::default()),
            (_, false) => {}
        }
        parts
    }
}

/// A record with the keys of another one behind its own.
fn beside(form: &Record, part: &Record) -> Record {
    let mut form = form.clone();
    for field in &part.fields {
        match form.fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) => known.ty = known.ty.join(&field.ty),
            None => form.fields.push(field.clone()),
        }
    }
    form.rest = match (form.rest, &part.rest) {
        (Some(known), Some(rest)) => Some(known.join(rest)),
        (known, rest) => known.or_else(|| rest.clone()),
    };
    form.variant = form.variant.or_else(|| part.variant.clone());
    form
}

/// One record in place of many: of the keys that are not the same in all of them nothing is known.
fn merged(forms: Vec<Record>) -> Vec<Record> {
    let mut forms = forms.into_iter();
    let Some(mut all) = forms.next() else { return Vec::new() };
    for form in forms {
        all.fields.retain(|field| form.get(&field.name) == Some(field));
    }
    vec![Record { rest: Some(Ty::Any), variant: None, ..all }]
}
