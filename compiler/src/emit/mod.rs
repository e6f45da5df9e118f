//! Writes the Rust: the only place that quotes, and it never fails.

mod condition;
pub mod docs;
mod expr;
mod goto;
mod items;
mod layout;
mod meta;
mod parts;
mod place;
mod plain;
mod query;
mod scalar;
mod skeleton;
mod states;
mod stored;
mod tasks;
mod ty;
mod witness;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    ir::{Machine, StateId},
    lower::plan::{ArmId, ArmPlan, Plan, StatePlan},
    source::Sources,
    types::Contract,
};
pub use skeleton::skeleton;

/// What the fronts say about the module that is written.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the workflow: that of its module.
    pub name: String,
    /// The path of the runtime crate as generated code reaches it: `::stepwright`.
    pub runtime: TokenStream,
    /// The definition's text, kept in the program.
    pub text: String,
    /// The file that the definition stands in, as the documentation names it.
    pub file: Option<String>,
}

/// Everything there is to know while writing.
pub struct Writer<'a> {
    /// What is written.
    pub plan: &'a Plan,
    /// The definition.
    pub machine: &'a Machine,
    /// The contract's types; empty if there is no contract.
    pub contract: &'a Contract,
    /// What the front said.
    pub options: &'a Options,
    /// Where the contract's tokens stand.
    pub sources: &'a Sources,
    /// The line of each state in the definition; 0 if it has none.
    pub lines: &'a [u32],
}

/// What is known inside the function of one state over one layout.
pub struct Scoped<'a> {
    contract: &'a Contract,
    arm: Option<&'a ArmPlan>,
    data: Data,
}

/// What the variable `data` of a function holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    /// The state's data itself.
    Owned,
    /// A reference to it.
    Borrowed,
}

impl Scoped<'_> {
    fn slot(&self, slot: usize) -> proc_macro2::Ident {
        ty::ident(self.arm.and_then(|arm| arm.slots.get(slot)).map_or("_missing", |slot| &slot.field))
    }
}

impl<'a> Writer<'a> {
    fn arm(&self, id: ArmId) -> Option<&'a ArmPlan> {
        self.plan.arms.get(id.0 as usize)
    }

    fn state_plan(&self, id: StateId) -> Option<&'a StatePlan> {
        // The states stand in the order of the definition, and so of their ids.
        let at = self.plan.states.binary_search_by_key(&id, |state| state.id).ok()?;
        self.plan.states.get(at)
    }

    /// The documentation of a state's variant.
    fn state_doc(&self, plan: &StatePlan) -> TokenStream {
        let line = self.line(plan.id);
        let state = self.machine.state(plan.id);
        docs::outer(&state.map_or_else(String::new, |state| docs::state(state, line, self.options.file.as_deref())))
    }

    /// The line of a state in the definition; 0 if it has none.
    fn line(&self, id: StateId) -> u32 {
        self.lines.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// The type of a layout.
    fn layout_ty(&self, id: ArmId) -> TokenStream {
        match self.arm(id) {
            Some(arm) if !arm.base.is_value() => {
                let name = ty::ident(&arm.name);
                quote!(#name)
            }
            _ => quote!(rt::Value),
        }
    }

    /// The type of the data of a layout, as states hold it: structs behind a pointer, so that a
    /// transition moves a pointer, whatever the data's size.
    fn data_ty(&self, id: ArmId) -> TokenStream {
        let layout = self.layout_ty(id);
        if self.is_value(id) { layout } else { quote!(Box<#layout>) }
    }

    fn is_value(&self, id: ArmId) -> bool {
        self.arm(id).is_none_or(|arm| arm.base.is_value())
    }

    /// The document of the data of a layout that a variable owns.
    fn document(&self, id: ArmId, variable: &TokenStream) -> TokenStream {
        if self.is_value(id) { quote!(&rt::Doc(&#variable)) } else { quote!(&rt::Doc(&*#variable)) }
    }

    /// The scope of a function over a layout.
    fn scoped(&self, id: ArmId, data: Data) -> Scoped<'a> {
        let arm = self.arm(id);
        Scoped { contract: self.contract, arm, data }
    }

    /// The content of the generated module.
    #[must_use]
    pub fn module(&self) -> TokenStream {
        let (runtime, allowed) = (&self.options.runtime, allowed());
        let head = docs::inner(&docs::head(self.machine, &self.options.name, self.options.file.as_deref()));
        let picture = docs::picture(self.options);
        let table = docs::inner(&docs::table(self.machine, self.plan));
        let items = if self.plan.is_plain() { self.plain_items() } else { self.items() };
        let (meta, states, tasks) = (self.meta(), self.states(), self.tasks());
        let witnesses = (!self.contract.types.is_empty()).then(|| self.witnesses());
        quote! {
            #head
            #![doc = ""]
            #picture
            #![doc = ""]
            #table
            #allowed
            use #runtime::__private as rt;
            use #runtime::__private::prelude::*;
            #items
            #meta
            #tasks
            #states
            #witnesses
        }
    }
}

/// The lints that find something in generated code, those among them that crates ask for: nobody can mend what they find,
/// nor what has been deprecated in a contract.
fn allowed() -> TokenStream {
    quote! {
        #![allow(
            dead_code, deprecated, missing_copy_implementations, missing_debug_implementations, missing_docs,
            non_camel_case_types, non_snake_case, trivial_casts, unreachable_code, unreachable_patterns,
            unreachable_pub, unused_imports, unused_mut, unused_parens, unused_qualifications, unused_variables,
            clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction
        )]
    }
}
