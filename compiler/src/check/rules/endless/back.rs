//! What to do about a circle in which nothing changes: where it should lead, or what was to be written.

use std::collections::{HashSet, VecDeque};

use super::still::Still;
use crate::{
    check::{
        flow::Via,
        onward::overlap,
        reads::{assign, stages},
        scene::{Here, Scene},
        words,
    },
    diag::near,
    expr::{Path, Root, Step},
    ir::{Kind, Select, State, StateId},
    source::Span,
};

/// What to do where no more is known.
pub(super) const CHANGE: &str = "change what is compared, or call a task for it, on the way round";

/// How many states before a circle are looked at for the one that it should lead back to.
const STATES: usize = 500;

/// A state that writes what has nearly the name of what is compared.
pub(super) struct Slip {
    /// Where the name stands.
    pub span: Span,
    /// What is said there.
    pub label: String,
    /// The state.
    pub state: String,
    /// What was meant.
    pub help: String,
}

/// What a circle writes under a name that is nearly that of what its rules compare.
pub(super) fn slip(scene: &Scene<'_>, still: &Still<'_>) -> Option<Slip> {
    let mut states = still.circle.iter().filter_map(|id| scene.machine.state(*id));
    states.find_map(|state| {
        let slip = |span, wrote: &str, meant: String| Slip {
            span,
            label: format!("`{}` writes `{wrote}`", state.name),
            state: state.name.clone(),
            help: format!("did you mean `{meant}`?"),
        };
        let mut fields = state.assigns().into_iter().flat_map(|assign| &assign.fields);
        let assigned = fields.find_map(|field| {
            let variables = still.compared.iter().filter_map(|path| match &path.root {
                Root::Variable(name) => Some(name.as_str()),
                _ => None,
            });
            let meant = near(&field.name, variables)?;
            Some(slip(field.key_span, &format!("${}", field.name), format!("${meant}")))
        });
        assigned.or_else(|| {
            let (Kind::Pass(_), Select::Path(path)) = (&state.kind, stages(state).1) else { return None };
            let (Step::Key(key), before) = path.steps.split_last()? else { return None };
            let beside = still.compared.iter().filter(|other| other.root == Root::Document);
            let beside = beside.filter_map(|other| match other.steps.strip_prefix(before)?.first()? {
                Step::Key(key) => Some(key.as_str()),
                Step::Index(_) => None,
            });
            let meant = near(key, beside)?;
            let steps: Vec<Step> = before.iter().cloned().chain([Step::Key(meant.to_owned())]).collect();
            Some(slip(path.span, &path.text, words::document_path(&steps)))
        })
    })
}

/// What to do about a circle: the nearest state before it that writes what is compared is where it should lead.
pub(super) fn help(scene: &Scene<'_>, still: &Still<'_>, from: Option<&State>) -> String {
    let mut seen: HashSet<StateId> = still.circle.iter().copied().collect();
    let mut queue: VecDeque<StateId> = seen.iter().copied().collect();
    let mut looked_at = 0;
    while let Some(id) = queue.pop_front() {
        for (here, edge) in scene.incoming(id) {
            looked_at += 1;
            if looked_at > STATES {
                return CHANGE.to_owned();
            }
            let is_beside = from.is_some_and(|from| from.scope == here.state.scope);
            if !is_beside || !seen.insert(here.id) {
                continue;
            }
            if let (Some(wrote), Some(from)) = (wrote(&here, edge.via, &still.compared), from) {
                return format!("lead from `{}` back to `{}`, which {wrote}", from.name, here.state.name);
            }
            queue.push_back(here.id);
        }
    }
    CHANGE.to_owned()
}

/// What a way out of a state that does some work does to what is compared, if it does anything.
fn wrote(here: &Here<'_>, via: Via, compared: &[&Path]) -> Option<String> {
    here.state.work()?;
    let result_path = here.catcher(via).map_or(stages(here.state).1, |catcher| &catcher.result_path);
    compared.iter().find_map(|path| match (&path.root, result_path) {
        (Root::Variable(name), _) => {
            assign(here.state, via)?.get(name)?;
            Some(format!("assigns `${name}`"))
        }
        (Root::Document, Select::Whole) => Some(format!("brings `{}`", path.text)),
        (Root::Document, Select::Path(result)) if overlap(&result.steps, &path.steps) => {
            Some(format!("writes `{}`", result.text))
        }
        _ => None,
    })
}
