//! A scope: states in a row, with ways that leave some of them out.

use serde_json::{Map, Value, json};

use super::{
    contract,
    dice::Dice,
    env::{Env, Vars},
    rules::Settled,
    states,
    ty::Ty,
};

/// How deep scopes stand in scopes.
const LEVELS: usize = 2;
/// What the names of a level's variables begin with.
const LETTERS: [char; LEVELS + 1] = ['a', 'b', 'c'];

/// Grows a definition.
pub(crate) struct Grower {
    pub(crate) dice: Dice,
    pub(crate) settled: Settled,
    /// How many states have a name.
    named: usize,
    /// How many more states there may be.
    left: usize,
}

/// What arrives at a state.
#[derive(Clone)]
pub(crate) struct Arrival {
    pub(crate) input: Ty,
    pub(crate) vars: Vars,
}

/// Where a state stands.
pub(crate) struct Here {
    /// What its fields read; `$` is its raw input.
    pub(crate) env: Env,
    /// The state behind it; the last has none.
    pub(crate) next: Option<String>,
    /// The one after that, or the next itself.
    pub(crate) skip: Option<String>,
    /// A `Fail` state of the scope.
    pub(crate) fail: String,
    /// The variables that are this scope's own begin with this letter.
    pub(crate) letter: char,
    /// How deep it stands.
    pub(crate) level: usize,
}

/// A state as it was made.
pub(crate) struct Made {
    pub(crate) fields: Map<String, Value>,
    /// What it hands on, to `next`, or to the end.
    pub(crate) out: Arrival,
    /// What it hands to other states, by name.
    pub(crate) aside: Vec<(String, Arrival)>,
}

/// A scope as it was grown.
pub(crate) struct Grown {
    pub(crate) fields: Map<String, Value>,
    pub(crate) output: Ty,
}

impl Grower {
    pub(crate) fn new(seed: u64, states: usize) -> Self {
        Self { dice: Dice::new(seed), settled: Settled::new(), named: 0, left: states }
    }

    /// Whether another scope may stand in one of this level.
    pub(crate) fn may_fork(&self, level: usize) -> bool {
        level < LEVELS && self.left > 2
    }

    /// A scope of up to so many states.
    pub(crate) fn scope(&mut self, input: Ty, outer: Vars, level: usize, states: usize) -> Grown {
        let count = states.min(self.left).max(1);
        self.left = self.left.saturating_sub(count);
        let names: Vec<String> = (self.named..self.named + count).map(|at| format!("S{at}")).collect();
        let (first, fail) = (format!("S{}", self.named), format!("F{}", self.named));
        self.named += count;
        let mut arrivals = vec![(first.clone(), Arrival { input, vars: outer })];
        let mut made = Map::new();
        let mut output = Ty::Any;
        for (at, name) in names.iter().enumerate() {
            let next = names.get(at + 1).cloned();
            let here = Here {
                env: self.env(&arrivals, name),
                skip: names.get(at + 2).cloned().or_else(|| next.clone()),
                next: next.clone(),
                fail: fail.clone(),
                letter: LETTERS.get(level).copied().unwrap_or('z'),
                level,
            };
            let mut state = states::any(self, &here, at == 0 && level == 0);
            match next {
                Some(next) => {
                    if !state.fields.contains_key("Choices") {
                        state.fields.insert("Next".to_owned(), next.clone().into());
                    }
                    arrivals.push((next, state.out));
                }
                None => {
                    if state.fields.get("Type") != Some(&json!("Succeed")) {
                        state.fields.insert("End".to_owned(), true.into());
                    }
                    output = state.out.input;
                }
            }
            arrivals.extend(state.aside);
            made.insert(name.clone(), state.fields.into());
        }
        if arrivals.iter().any(|(name, _)| *name == fail) {
            let env = self.env(&arrivals, &fail);
            made.insert(fail, states::fail(self, &env).into());
        }
        let mut fields = Map::new();
        fields.insert("StartAt".to_owned(), first.into());
        fields.insert("States".to_owned(), made.into());
        Grown { fields, output }
    }

    /// What a state finds, wherever one comes from.
    fn env(&self, arrivals: &[(String, Arrival)], name: &str) -> Env {
        let mut here = arrivals.iter().filter(|(target, _)| target == name).map(|(_, arrival)| arrival.clone());
        let Some(first) = here.next() else { panic!("nothing leads to {name}") };
        let all = here.fold(first, |all, next| Arrival {
            input: all.input.join(&next.input),
            vars: all
                .vars
                .iter()
                .filter_map(|(name, ty)| Some((name.clone(), ty.join(next.vars.get(name)?))))
                .collect(),
        });
        Env { document: all.input, context: contract::context(false, None), vars: all.vars }
    }
}
