//! Makes the plan of what the analysis found: the names of everything, and what each cell does.

use super::{
    Target,
    analysis::{Analysis, Arrivals, arriving},
    names::{self, Taken},
    plan::{ArmPlan, Body, Cell, Goto, Handlers, Plan, SlotPlan, StatePlan},
    repr::Repr,
};
use crate::types::contract::RustTy;

impl Analysis<'_> {
    pub(super) fn plan(&mut self, start: Goto, arrivals: &Arrivals) -> Plan {
        let names: Vec<&str> = self.machine.states.iter().map(|state| state.name.as_str()).collect();
        let names = names::states(&names);
        let (mut states, mut forks) = (Vec::new(), Taken::default());
        for ((id, state), names) in self.machine.iter().zip(names) {
            let mut cells = Vec::new();
            for (arm, presence) in arriving(arrivals, Target::State(id)) {
                let body: Body = self.cells().cell(state, arm, presence);
                let input = self.cells().input_read(state, arm, presence);
                let selected = self.cells().selected(state, arm, presence);
                cells.push(Cell { arm, input, selected, body });
            }
            for cell in &mut cells {
                if let Body::Fork(fork) = &mut cell.body {
                    fork.variant = forks.free(names.variant.clone());
                }
            }
            if !cells.is_empty() {
                states.push(StatePlan { id, variant: names.variant, function: names.function, cells });
            }
        }
        let outputs = arriving(arrivals, Target::End).map(|(arm, _)| arm).collect();
        let (input, output) = self.types();
        let handlers = match &self.contract.tasks {
            Some(tasks) => Handlers::Contract(tasks.path.clone()),
            None => Handlers::Generated,
        };
        Plan {
            arms: self.arm_plans(),
            states,
            outputs,
            start,
            tasks: Vec::new(),
            input,
            output,
            handlers,
            fingerprint: String::new(),
        }
    }

    fn arm_plans(&self) -> Vec<ArmPlan> {
        let mut taken = Taken::from_iter(["Value"]);
        let mut out = Vec::new();
        for arm in &self.layouts.arms {
            let name = match &arm.base {
                Repr::Rust(RustTy::Value) => "Value".to_owned(),
                Repr::Rust(ty) => taken.free(format!("{}Data", self.type_word(ty))),
                Repr::Object => taken.free("Fields".to_owned()),
                Repr::ErrorOutput => taken.free("ErrorData".to_owned()),
                Repr::Text => taken.free("TextData".to_owned()),
            };
            let mut fields = Taken::from_iter(["base"]);
            let slots = arm
                .slots
                .iter()
                .map(|slot| SlotPlan {
                    field: fields.free(names::field(&slot.path)),
                    path: slot.path.clone(),
                    repr: slot.repr.clone(),
                    rank: self.layouts.rank(arm, &slot.path),
                })
                .collect();
            out.push(ArmPlan { name, base: arm.base.clone(), slots, is_copied: arm.is_copied });
        }
        out
    }

    /// A word for a type, for the name of the layout over it.
    fn type_word(&self, ty: &RustTy) -> String {
        match ty {
            // What cannot be seen into is called by its text, which may be any type: `Page<(u8, Item)>`.
            RustTy::Def(id) => self.contract.def(*id).map_or_else(|| "Def".to_owned(), |def| word(&def.name)),
            RustTy::Option(inner) => format!("Optional{}", self.type_word(inner)),
            RustTy::Box(inner) => self.type_word(inner),
            RustTy::Tuple(_) => "Tuple".to_owned(),
            RustTy::Vec(inner) => format!("{}List", self.type_word(inner)),
            RustTy::Map(inner, _) => format!("{}Map", self.type_word(inner)),
            RustTy::Unit => "Null".to_owned(),
            RustTy::Bool => "Bool".to_owned(),
            RustTy::Int(_) => "Int".to_owned(),
            RustTy::F32 | RustTy::F64 => "Float".to_owned(),
            RustTy::String => "String".to_owned(),
            RustTy::Timestamp => "Timestamp".to_owned(),
            RustTy::Value => "Value".to_owned(),
            RustTy::Opaque(_) | RustTy::Coded(_) => "Opaque".to_owned(),
        }
    }
}

/// The part of a type's text that may stand in an identifier.
fn word(text: &str) -> String {
    let word: String = text.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.starts_with(|c: char| c.is_alphabetic() || c == '_') { word } else { format!("Of{word}") }
}
