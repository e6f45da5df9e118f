//! The importer held against what rustc and serde make of the same Rust.

mod enums;
mod files;
mod forms;
mod names;
mod serde_forms;
mod tasks;

use std::{collections::BTreeMap, path::Path};

use super::{Loader, Root, Standing, import_for};
use crate::{
    diag::{Diagnostic, Diagnostics},
    source::Sources,
    types::contract::{Contract, JsonForm, RustTy, StructDef, TypeDef, TypeKind},
};

/// Files by path.
struct Files(BTreeMap<&'static str, String>);

impl Loader for Files {
    fn load(&self, path: &Path) -> Result<String, String> {
        path.to_str().and_then(|path| self.0.get(path)).cloned().ok_or_else(|| "no such file".to_owned())
    }
}

/// What an import came to.
struct Read {
    contract: Contract,
    found: Vec<Diagnostic>,
    sources: Sources,
}

impl Read {
    fn of(standing: Standing, files: &[(&'static str, &str)], roots: &[&str]) -> Read {
        let loader = Files(files.iter().map(|(path, text)| (*path, (*text).to_owned())).collect());
        let roots: Vec<Root> = roots.iter().map(|path| Root::File { path: path.into(), module: None }).collect();
        let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
        let contract = import_for(standing, &mut sources, &roots, &loader, &mut diags);
        Read { contract, found: diags.into_sorted(), sources }
    }

    /// One file, which must be fine.
    fn fine(text: &str) -> Read {
        let read = Read::of(Standing::InContract, &[("contract.rs", text)], &["contract.rs"]);
        assert_eq!(read.messages(), Vec::<String>::new());
        read
    }

    /// One file with faults: each as `line:column: message`.
    fn faults(text: &str) -> Vec<String> {
        Read::of(Standing::InContract, &[("contract.rs", text)], &["contract.rs"]).messages()
    }

    fn messages(&self) -> Vec<String> {
        self.found
            .iter()
            .map(|d| {
                let (start, _) = self.sources.positions(d.primary.span).unwrap();
                format!("{}:{}: {}", start.line, start.column, d.message)
            })
            .collect()
    }

    fn def(&self, name: &str) -> &TypeDef {
        self.contract.types.iter().find(|def| def.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn fields(&self, name: &str) -> &StructDef {
        match &self.def(name).kind {
            TypeKind::Struct(def) => def,
            other => panic!("{other:?}"),
        }
    }

    /// The type of a field of the input, in short.
    fn input_field(&self, name: &str) -> String {
        let Some(RustTy::Def(id)) = self.contract.tasks.as_ref().unwrap().input.as_ref().map(|t| &t.ty) else {
            panic!()
        };
        let TypeKind::Struct(def) = &self.contract.def(*id).unwrap().kind else { panic!() };
        self.show(&def.fields.iter().find(|field| field.rust_name == name).unwrap().ty)
    }

    fn form(&self, form: &JsonForm) -> String {
        match form {
            JsonForm::Like(ty) => self.show(ty),
            JsonForm::Int(low, high) => format!("{low}..={high}"),
            JsonForm::Map(key, value) => format!("{{{}: {}}}", self.show(key), self.show(value)),
        }
    }

    fn show(&self, ty: &RustTy) -> String {
        match ty {
            RustTy::Option(inner) => format!("Option<{}>", self.show(inner)),
            RustTy::Tuple(parts) => {
                format!("({})", parts.iter().map(|part| self.show(part)).collect::<Vec<_>>().join(", "))
            }
            RustTy::Vec(inner) => format!("Vec<{}>", self.show(inner)),
            RustTy::Box(inner) => format!("Box<{}>", self.show(inner)),
            RustTy::Map(inner, kind) => format!("{kind:?}<{}>", self.show(inner)),
            RustTy::Int(int) => int.name().to_owned(),
            RustTy::Coded(coded) => {
                let sign = if coded.with { "coded" } else { "unnamed" };
                format!("{sign} {}: {}", coded.path, self.form(&coded.form))
            }
            RustTy::Def(id) => {
                let def = self.contract.def(*id).unwrap();
                match &def.kind {
                    TypeKind::Whole(whole) => {
                        let sign = if whole.exact { "whole" } else { "declared" };
                        format!("{sign} {}: {}", def.path, self.form(&whole.form))
                    }
                    TypeKind::Opaque(why) => format!("opaque {}: {why}", def.path),
                    _ => def.path.clone(),
                }
            }
            other => format!("{other:?}"),
        }
    }
}
