//! Finds the fields of one record that another has.

use std::{collections::HashMap, rc::Rc};

use super::{Record, RecordField};

/// Up to how many fields of a record are looked for one by one.
const FEW: usize = 32;

/// Finds the fields of a record, most often in their order.
pub(super) struct LookUp<'a> {
    fields: &'a [RecordField],
    /// Where the next one is expected.
    next: usize,
    /// Where each is, once one of many had to be looked for.
    index: Option<HashMap<&'a str, usize>>,
}

impl<'a> LookUp<'a> {
    /// Over the fields of a record.
    pub(super) fn new(fields: &'a [RecordField]) -> Self {
        LookUp { fields, next: 0, index: None }
    }

    /// The field of a name.
    pub(super) fn find(&mut self, name: &Rc<str>) -> Option<&'a RecordField> {
        let is = |field: &&RecordField| field.name == *name;
        if let Some(found) = self.fields.get(self.next).filter(is) {
            self.next += 1;
            return Some(found);
        }
        let at = if self.fields.len() <= FEW {
            self.fields.iter().position(|field| is(&field))?
        } else {
            let fields = self.fields.iter().enumerate();
            let index = self.index.get_or_insert_with(|| fields.map(|(at, field)| (&*field.name, at)).collect());
            *index.get(&**name)?
        };
        self.next = at + 1;
        self.fields.get(at)
    }
}

/// Whether two records have the same keys in the same order.
pub(super) fn has_same_keys(a: &Record, b: &Record) -> bool {
    a.fields.len() == b.fields.len() && a.fields.iter().zip(&b.fields).all(|(a, b)| a.name == b.name)
}
