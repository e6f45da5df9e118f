//! What surrounds a machine: the contract's types, the workflow's input, the context object.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use crate::{
    check::flow::{context, variables::Variables},
    ir::{Machine, State},
    types::{
        Contract, Ty,
        contract::{EnumDef, Form, RustTy, Tagging, TaskMethod, TaskTrait, TypeId, TypeKind},
        of_rust::Written,
    },
};

/// What surrounds a machine.
pub struct World<'a> {
    /// The contract, if there is one.
    pub contract: Option<&'a Contract>,
    /// Turns its types into JSON types.
    pub written: Option<Written<'a>>,
    /// The workflow's input; `Any` if no contract tells.
    pub input: Ty,
    enums: HashMap<&'a str, BTreeSet<&'a str>>,
    unions: HashMap<&'a str, TypeId>,
    contexts: RefCell<HashMap<context::Shape, Ty>>,
}

impl<'a> World<'a> {
    /// Around machines that are held to a contract, or to none.
    #[must_use]
    pub fn new(contract: Option<&'a Contract>) -> Self {
        let written = contract.map(Written::new);
        let declared = contract.and_then(|contract| contract.tasks.as_ref()?.input.as_ref());
        let input = match (&written, declared) {
            (Some(written), Some(typed)) => written.ty(&typed.ty),
            _ => Ty::Any,
        };
        let mut enums: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        let mut unions = HashMap::new();
        for (id, def) in (0..).map(TypeId).zip(contract.iter().flat_map(|contract| &contract.types)) {
            match &def.kind {
                TypeKind::Enum(variants) => {
                    let names = variants.iter().map(|variant| variant.json_name.as_str());
                    enums.entry(&def.name).or_default().extend(names);
                }
                TypeKind::Union(union) => {
                    enums.entry(&def.name).or_default().extend(written_names(union));
                    unions.insert(def.name.as_str(), id);
                }
                _ => {}
            }
        }
        World { contract, written, input, enums, unions, contexts: RefCell::default() }
    }

    /// The trait of the tasks.
    #[must_use]
    pub fn tasks(&self) -> Option<&'a TaskTrait> {
        self.contract?.tasks.as_ref()
    }

    /// What a method brings.
    #[must_use]
    pub fn result_of(&self, method: &TaskMethod) -> Ty {
        self.written.as_ref().map_or(Ty::Any, |written| written.ty(&method.result.ty))
    }

    /// What a token's reply brings for the state that called a method: anything, if the method does not say.
    #[must_use]
    pub fn reply_of(&self, method: &TaskMethod) -> Ty {
        match (&self.written, &method.reply) {
            (Some(written), Some(reply)) => written.ty(&reply.ty),
            _ => Ty::Any,
        }
    }

    /// Every string that a Rust enum of this name is written as.
    #[must_use]
    pub fn variants(&self, name: &str) -> Option<&BTreeSet<&'a str>> {
        self.enums.get(name)
    }

    /// What a Rust enum with data of this name is written as.
    #[must_use]
    pub fn union(&self, name: &str) -> Option<Ty> {
        let id = self.unions.get(name)?;
        Some(self.written.as_ref()?.ty(&RustTy::Def(*id)))
    }

    /// The context object that states of a shape see, whatever rules have told of it.
    #[must_use]
    pub fn context(&self, shape: context::Shape) -> Ty {
        self.contexts.borrow_mut().entry(shape).or_insert_with(|| context::ty(shape, &self.input)).clone()
    }

    /// The context object that a state sees where the variables stand so.
    #[must_use]
    pub fn context_of(&self, machine: &Machine, state: &State, variables: &Variables) -> Ty {
        let context = self.context(context::Shape::of(machine, state));
        match variables.input() {
            Some(input) => context::with_input(&context, input),
            None => context,
        }
    }
}

/// The strings that tell the variants of an enum with data: those of its tag, or of its unit variants.
fn written_names(def: &EnumDef) -> impl Iterator<Item = &str> {
    let is_told = |form: &Form| match def.tagging {
        Tagging::Internal(_) | Tagging::Adjacent { .. } => true,
        Tagging::External => matches!(form, Form::Unit),
        Tagging::Untagged => false,
    };
    let told = def.variants.iter().filter(move |v| !v.skip_write && !v.untagged && is_told(&v.form));
    told.map(|variant| variant.json_name.as_str())
}
