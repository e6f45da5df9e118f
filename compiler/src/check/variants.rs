//! How findings speak of the variants of enums: which of them has a field, and which are here.

use std::{collections::HashSet, rc::Rc};

use crate::{
    check::{
        flow::{Via, World},
        scene::{Here, Scene},
        words,
    },
    diag::Diagnostic,
    expr::{Path, Step},
    ir::{Comparison, Condition, Kind, Operand, Order, Rule},
    types::{
        Ty,
        ty::{Gap, Variant, Walk},
    },
};

/// How many variants a message names.
const NAMED: usize = 6;

/// What is to be said of a field that only other variants have, or only some of those that are here.
pub(crate) struct Said {
    /// Which variants have it, and which are here.
    pub label: String,
    /// What to do.
    pub help: String,
    /// How many steps of the path lead to the enum.
    pub at: usize,
    /// What tells the variants apart, if both those that have it and others may be here.
    open: Option<String>,
    /// The steps to the enum.
    steps: Vec<Step>,
}

impl Said {
    /// Whether both variants that have the field and others may be here.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Names a Choice that leads here whichever variant it is, and gives back that, by which way out it does, and what it
    /// does not tell apart.
    pub(crate) fn unasked<'a>(
        &self,
        scene: &Scene<'a>,
        here: &Here<'_>,
        diagnostic: Diagnostic,
    ) -> (Diagnostic, Option<(Here<'a>, Via, String)>) {
        let Some(teller) = &self.open else { return (diagnostic, None) };
        let choice = scene.incoming(here.id).find(|(source, _)| matches!(source.state.kind, Kind::Choice(_)));
        let Some((source, edge)) = choice else { return (diagnostic, None) };
        let unasked = Some((source, edge.via, teller.clone()));
        let name = &source.state.name;
        if diagnostic.labels.iter().any(|label| label.state.as_ref() == Some(name)) {
            return (diagnostic, unasked);
        }
        let diagnostic = match source.rule(edge.via) {
            Some(rule) => {
                let message = match self.asked(rule, teller, &edge.ty) {
                    Some(kinds) => format!("this rule leads here for {kinds}"),
                    None => format!("this rule leads here whatever `{teller}` is"),
                };
                diagnostic.cause(rule.span, message, Some(name))
            }
            None => {
                let message = format!("the `Default` of `{name}` leads here with several kinds of `{teller}`");
                diagnostic.cause(source.state.name_span, message, Some(name))
            }
        };
        (diagnostic, unasked)
    }

    /// The variants that a rule leads on for, if it asks for each of them.
    fn asked(&self, rule: &Rule, teller: &str, taken: &Ty) -> Option<String> {
        let mut asked: HashSet<&str> = HashSet::new();
        let mut conditions = vec![&rule.condition];
        while let Some(condition) = conditions.pop() {
            match condition {
                Condition::And(list, _) | Condition::Or(list, _) => conditions.extend(list),
                Condition::Test(test) if test.variable.text == teller => {
                    if let Comparison::String(Order::Equal, Operand::Literal(literal)) = &test.comparison {
                        asked.insert(&literal.value);
                    }
                }
                Condition::Not(..) | Condition::Test(_) => {}
            }
        }
        let variants = variants(taken.walk(&self.steps).ty()?);
        let names: Vec<&str> = variants.iter().map(|variant| &*variant.name).collect();
        let are_asked = names.len() > 1 && names.iter().all(|name| asked.contains(name));
        are_asked.then(|| words::first_of(&names, NAMED))
    }
}

/// Which variants of an enum a type is made of.
pub(crate) fn variants(ty: &Ty) -> Vec<Rc<Variant>> {
    let mut found: Vec<Rc<Variant>> = Vec::new();
    for member in ty.members() {
        if let Ty::Record(record) = member
            && let Some(variant) = &record.variant
            && !found.contains(variant)
        {
            found.push(variant.clone());
        }
    }
    found
}

/// Looks whether a path fails for it leads to a field of a variant. `root` is what the path starts from.
pub(crate) fn of_gap(world: &World<'_>, root: &Ty, path: &Path, gap: &Gap) -> Option<Said> {
    // The innermost enum on the way.
    (0..=gap.step).rev().find_map(|at| {
        let Walk::Found { ty, .. } = root.walk(path.steps.get(..at)?) else { return None };
        of_enum(world, &ty, path, at, gap.step)
    })
}

/// The same for the enum that stands after the first `at` steps.
fn of_enum(world: &World<'_>, ty: &Ty, path: &Path, at: usize, failed: usize) -> Option<Said> {
    let rest = path.steps.get(at..=failed)?;
    let here = variants(ty);
    let of = &here.first()?.of;
    if here.iter().any(|variant| variant.of != *of) {
        return None;
    }
    let whole = world.union(of);
    let brings = |ty: &Ty| -> Vec<Rc<Variant>> {
        let having = ty.members().iter().filter(|member| member.walk(rest).is_known());
        having.flat_map(variants).collect()
    };
    let mut having = brings(ty);
    for variant in whole.iter().flat_map(brings) {
        if !having.iter().any(|known| known.name == variant.name) {
            having.push(variant);
        }
    }
    let lacking: Vec<&Rc<Variant>> =
        here.iter().filter(|variant| !having.iter().any(|has| has.name == variant.name)).collect();
    if having.is_empty() || lacking.is_empty() {
        return None;
    }
    let place = words::prefix(path, at);
    let field = words::prefix(path, failed + 1);
    let tag = having.first().and_then(|variant| variant.tag.clone());
    let teller = match &tag {
        Some(tag) => words::steps_after(place, [Step::Key(tag.to_string())].iter()),
        None => place,
    };
    let list = |variants: &mut dyn Iterator<Item = &Rc<Variant>>| {
        let names: Vec<String> = variants.take(NAMED).map(|variant| variant.name.to_string()).collect();
        words::any_of(names.iter().map(String::as_str))
    };
    let owners = list(&mut having.iter());
    let others = {
        // Unit variants that are strings.
        let strings = ty.members().iter().filter_map(|member| match member {
            Ty::Enum(Some(name), values) if name == of => Some(values.iter().map(String::as_str)),
            _ => None,
        });
        let records = lacking.iter().map(|variant| &*variant.name);
        words::any_of(strings.flatten().chain(records).take(NAMED))
    };
    let is_here = here.iter().any(|variant| having.iter().any(|has| has.name == variant.name));
    let label = match is_here {
        true => format!("`{field}` is a field of {owners}; here `{teller}` may be {others} as well"),
        false => format!("`{field}` is a field of {owners}; here `{teller}` is {others}"),
    };
    let rule = match (&tag, having.first()) {
        (Some(_), Some(_)) => {
            format!("a Choice rule that asks whether `{teller}` is {owners}, with `StringEquals`")
        }
        _ => format!("a Choice rule with `IsPresent` on `{}`", words::prefix(path, at + 1)),
    };
    let help = if is_here { format!("guard it by {rule}") } else { format!("read it behind {rule}") };
    Some(Said { label, help, at, open: is_here.then_some(teller), steps: path.steps.get(..at)?.to_vec() })
}
