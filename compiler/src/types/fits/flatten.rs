//! Whether what is left beside a struct's own keys is what its flattened fields accept.

use std::rc::Rc;

use super::{Fit, Why};
use crate::types::{
    Record, Ty,
    contract::{RustTy, StructDef, Tagging, TypeKind},
};

impl Fit<'_> {
    /// The flattened fields of a struct.
    pub(super) fn flattened(&mut self, record: &Record, def: &StructDef) {
        let own: Vec<&str> =
            def.fields.iter().filter(|field| !field.flatten).flat_map(|field| field.read_names()).collect();
        let rest = without(record, &own);
        let flattened: Vec<_> = def.fields.iter().filter(|field| field.flatten && !field.skip_read).collect();
        for field in &flattened {
            // What does not fit is then as if it were not there.
            if field.default.is_none() && !matches!(field.ty, RustTy::Option(_)) {
                self.beside(&rest, &field.ty, flattened.len() == 1);
            }
        }
    }

    /// One flattened field. `alone`: no other one takes a part of what is left.
    fn beside(&mut self, rest: &Record, rust: &RustTy, alone: bool) {
        match rust {
            RustTy::Box(inner) => self.beside(rest, inner, alone),
            RustTy::Map(value, _) if alone => {
                for field in &rest.fields {
                    self.within(&field.name, |fit| fit.check(&field.ty, value));
                }
            }
            RustTy::Def(id) => match self.contract.def(*id).map(|def| &def.kind) {
                Some(TypeKind::Newtype(newtype)) => self.beside(rest, &newtype.ty, alone),
                // Keys that the inner struct does not know may be those of its neighbours.
                Some(TypeKind::Struct(def)) => self.fields(rest, &StructDef { deny_unknown: false, ..def.clone() }),
                Some(TypeKind::Union(def)) if def.tagging == Tagging::External => {
                    let names: Vec<&str> =
                        def.variants.iter().filter(|v| !v.skip_read).flat_map(|v| v.read_names()).collect();
                    let given: Vec<&str> =
                        rest.fields.iter().map(|field| &*field.name).filter(|name| names.contains(name)).collect();
                    match given.as_slice() {
                        [one] => {
                            let only = rest.fields.iter().filter(|field| &*field.name == *one).cloned().collect();
                            let ty = Ty::Record(Rc::new(Record { fields: only, ..Record::default() }));
                            self.check(&ty, rust);
                        }
                        [] if rest.rest.is_none() => {
                            let known = names.iter().map(|name| (*name).to_owned()).collect();
                            self.push(Why::NoVariant { known });
                        }
                        _ => {}
                    }
                }
                Some(TypeKind::Enum(_) | TypeKind::Union(_)) => {
                    let ty = Ty::Record(Rc::new(rest.clone()));
                    let found = self.attempt(|fit| fit.check(&ty, rust));
                    self.found.extend(found.into_iter().filter(|misfit| !matches!(misfit.why, Why::Unknown { .. })));
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// A record without some of its keys.
pub(super) fn without(record: &Record, keys: &[&str]) -> Record {
    let fields = record.fields.iter().filter(|field| !keys.contains(&&*field.name)).cloned().collect();
    Record { fields, ..record.clone() }
}
