//! Which Choice left so little of a value that what reads it later is at fault.

use std::collections::{HashSet, VecDeque};

use crate::{
    check::{
        flow::{Via, variables::Variables},
        origin::{Origin, origin_of},
        reads::assign,
        scene::{Here, Scene},
        words,
    },
    diag::Diagnostic,
    expr::{Path, Root, Step},
    ir::{Kind, StateId},
    source::Span,
    types::ty::Walk,
};

/// How many states back a Choice is looked for.
const STATES: usize = 500;

/// The place of what narrowed a value, what is said there, and the state.
pub(crate) struct Narrowed<'a> {
    /// The rule or the comparison, or the name of the state where it is the `Default`.
    pub span: Span,
    /// What is left.
    pub message: String,
    /// The Choice.
    pub state: &'a str,
    /// Where in what a way out of it carries that is, if it is one of the document.
    pub by: Option<(StateId, Via, Vec<Step>)>,
}

impl Narrowed<'_> {
    /// Names it in a finding.
    pub(crate) fn add(self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.cause(self.span, self.message, Some(self.state))
    }
}

/// The nearest Choice on the way to a state that left nothing but what is at fault. `bad` tells of what is found
/// at the path whether it is.
pub(crate) fn on_the_way<'a>(
    scene: &Scene<'a>,
    id: StateId,
    root: &Root,
    steps: &[Step],
    bad: &dyn Fn(&Walk) -> bool,
) -> Option<Narrowed<'a>> {
    let mut seen: HashSet<(StateId, Vec<Step>)> = HashSet::new();
    let mut queue: VecDeque<(StateId, Vec<Step>)> = [(id, steps.to_vec())].into();
    while let Some((at, steps)) = queue.pop_front() {
        if seen.len() > STATES || !scene.take_place() || !seen.insert((at, steps.clone())) {
            continue;
        }
        for (source, edge) in scene.incoming(at) {
            let of = |variables: &Variables, name: &str| variables.ty(name).walk(&steps);
            let (lay, before, after) = match root {
                Root::Document => match origin_of(&source, edge.via, steps.clone()).as_slice() {
                    [Origin::Raw(lay)] => {
                        let before = source.facts.raw_input.walk(lay);
                        (lay.clone(), before, edge.ty.walk(&steps))
                    }
                    _ => continue,
                },
                Root::Variable(name) => {
                    if assign(source.state, edge.via).is_some_and(|assign| assign.get(name).is_some()) {
                        continue;
                    }
                    (steps.clone(), of(&source.facts.variables, name), of(&edge.variables, name))
                }
                Root::Context => {
                    let of = |variables: &Variables| {
                        scene.world.context_of(scene.machine, source.state, variables).walk(&steps)
                    };
                    (steps.clone(), of(&source.facts.variables), of(&edge.variables))
                }
            };
            if matches!(source.state.kind, Kind::Choice(_)) && bad(&after) && is_less(&before, &after, bad) {
                let by = (*root == Root::Document).then(|| (source.id, edge.via, steps.clone()));
                return Some(Narrowed { by, ..named(source, edge.via, &words::path_of(root, &steps), &after) });
            }
            queue.push_back((source.id, lay));
        }
    }
    None
}

/// Names the Choice that narrowed what a path in a variable, or in the execution's input, finds.
pub(crate) fn in_variable(
    scene: &Scene<'_>,
    here: &Here<'_>,
    path: &Path,
    bad: &dyn Fn(&Walk) -> bool,
    diagnostic: Diagnostic,
) -> Diagnostic {
    if path.root == Root::Document || path.tail.is_some() {
        return diagnostic;
    }
    match on_the_way(scene, here.id, &path.root, &path.steps, bad) {
        Some(narrowed) => narrowed.add(diagnostic),
        None => diagnostic,
    }
}

/// Whether a Choice took away what was not at fault.
fn is_less(before: &Walk, after: &Walk, bad: &dyn Fn(&Walk) -> bool) -> bool {
    match (before, after) {
        (Walk::Found { ty: before, gap }, Walk::Found { ty: after, .. }) => before.members().iter().any(|member| {
            !after.members().contains(member) && !bad(&Walk::Found { ty: member.clone(), gap: gap.clone() })
        }),
        (Walk::Found { .. }, Walk::Lost(_)) => true,
        (Walk::Lost(_), _) => false,
    }
}

fn named<'a>(source: Here<'a>, via: Via, path: &str, after: &Walk) -> Narrowed<'a> {
    let state = source.state.name.as_str();
    let (span, message) = match (source.rule(via), after.ty()) {
        (Some(rule), Some(ty)) => (rule.span, format!("this rule leaves only {} of `{path}`", ty.brief())),
        (Some(rule), None) => (rule.span, format!("what this rule takes has no `{path}`")),
        (None, Some(ty)) => {
            (source.state.name_span, format!("only {} of `{path}` goes to the `Default` of `{state}`", ty.brief()))
        }
        (None, None) => (source.state.name_span, format!("what goes to the `Default` of `{state}` has no `{path}`")),
    };
    Narrowed { span, message, state, by: None }
}
