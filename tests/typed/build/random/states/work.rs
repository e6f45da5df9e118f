//! What `Task`, `Parallel` and `Map` have in common: what becomes of a result, and of an error.

use serde_json::{Value, json};

use super::{Fields, Grower, Here, Made, at_work, contract, templates};
use crate::random::{env::Env, scope::Arrival, ty::Ty};

/// The errors that handlers answer with, and those that may always come.
const OF_TASKS: &[&[&str]] =
    &[&["Busy"], &["Odd"], &["Odd", "Busy"], &["States.TaskFailed"], &["States.Timeout", "Odd"]];
const OF_ANY: &[&[&str]] = &[&["States.TaskFailed"], &["States.IntrinsicFailure"], &["States.Timeout"]];

/// Whether an error of a task may come out of a state: of its own, or of its children.
pub(super) fn raises(state: &Value) -> bool {
    let children = ["Branches", "ItemProcessor", "Iterator"].iter().filter_map(|field| state.get(field));
    state.get("Catch").is_none()
        && (state.get("Resource").is_some() || children.flat_map(scopes).any(|scope| states(scope).any(raises)))
}

fn scopes(children: &Value) -> &[Value] {
    children.as_array().map_or_else(|| std::slice::from_ref(children), Vec::as_slice)
}

fn states(scope: &Value) -> impl Iterator<Item = &Value> {
    scope.get("States").and_then(Value::as_object).into_iter().flat_map(|states| states.values())
}

impl Grower {
    /// The fields behind the work.
    pub(super) fn after(&mut self, mut fields: Fields, here: &Here, effective: &Env, result: Ty) -> Made {
        let raw = effective.over(result.clone());
        let vars = self.assign(&mut fields, &raw, here.letter, 3);
        let selected = if self.dice.one_in(5) {
            let (template, ty) = templates::any(&mut self.dice, &raw, 1);
            fields.insert("ResultSelector".to_owned(), template);
            ty
        } else {
            result
        };
        let placed = self.place(&mut fields, &here.env.document, selected);
        let output = self.output(&mut fields, &at_work(&here.env).over(placed));
        let mut aside = Vec::new();
        let fields_so_far = Value::Object(fields);
        let errors = if raises(&fields_so_far) { OF_TASKS } else { OF_ANY };
        let Value::Object(mut fields) = fields_so_far else { panic!("a state is an object") };
        if self.dice.one_in(3) {
            fields.insert("Retry".to_owned(), self.retry(errors));
        }
        if let (Some(next), true) = (&here.next, self.dice.one_in(2)) {
            let skip = here.skip.clone().unwrap_or_else(|| next.clone());
            fields.insert(
                "Catch".to_owned(),
                self.catch(here, errors, &[next.clone(), skip, here.fail.clone()], &mut aside),
            );
        }
        Made { fields, out: Arrival { input: output, vars }, aside }
    }

    fn retry(&mut self, errors: &[&[&str]]) -> Value {
        let mut retriers = vec![json!({
            "ErrorEquals": errors.first(),
            "IntervalSeconds": self.dice.roll(1_000) + 1,
            "MaxAttempts": self.dice.roll(3),
            "BackoffRate": 1.5,
        })];
        if self.dice.one_in(2) {
            let errors = if self.dice.one_in(3) { &["States.ALL"] } else { *self.dice.pick(errors) };
            retriers.push(json!({
                "ErrorEquals": errors, "MaxAttempts": 1, "MaxDelaySeconds": 40, "JitterStrategy": "FULL",
            }));
        }
        retriers.into()
    }

    fn catch(
        &mut self,
        here: &Here,
        errors: &[&[&str]],
        targets: &[String],
        aside: &mut Vec<(String, Arrival)>,
    ) -> Value {
        let mut catchers = Vec::new();
        for at in 0..=self.dice.roll(2) {
            // A catcher of everything is the last.
            let errors = if at > 0 { &["States.ALL"] } else { *self.dice.pick(errors) };
            let mut catcher = Fields::from_iter([("ErrorEquals".to_owned(), json!(errors))]);
            let error = contract::error_output();
            let vars = self.assign(&mut catcher, &at_work(&here.env).over(error.clone()), here.letter, 4);
            let input = self.place(&mut catcher, &here.env.document, error);
            let target = self.dice.pick(targets).clone();
            catcher.insert("Next".to_owned(), target.clone().into());
            aside.push((target, Arrival { input, vars }));
            catchers.push(Value::Object(catcher));
        }
        catchers.into()
    }
}
