//! `Choice`: to the next state, the one after, or the scope's `Fail`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Fields, Grower, Here, Made};
use crate::random::{rules::Rules, scope::Arrival};

pub(super) fn choice(grower: &mut Grower, here: &Here) -> Made {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Choice"))]);
    let effective = grower.input(&mut fields, &here.env);
    let output = grower.output(&mut fields, &effective);
    let (next, skip) = (here.next.clone().unwrap_or_default(), here.skip.clone().unwrap_or_default());
    let (mut choices, mut aside) = (Vec::<Value>::new(), Vec::new());
    let mut compared = BTreeSet::new();
    for _ in 0..=grower.dice.roll(2) {
        let mut rules = Rules { env: &effective, settled: &mut grower.settled, compared };
        let condition = rules.any(&mut grower.dice);
        compared = rules.compared;
        let Some(Value::Object(mut rule)) = condition else { continue };
        let vars = grower.assign(&mut rule, &effective, here.letter, 4);
        let target = if grower.dice.one_in(6) { &here.fail } else { &skip };
        rule.insert("Next".to_owned(), target.clone().into());
        aside.push((target.clone(), Arrival { input: output.clone(), vars }));
        choices.push(rule.into());
    }
    fields.insert("Choices".to_owned(), choices.into());
    fields.insert("Default".to_owned(), next.into());
    let vars = grower.assign(&mut fields, &effective, here.letter, 4);
    Made { fields, out: Arrival { input: output, vars }, aside }
}
