//! One hop forward: whether a state reads a value of its input, and where the value lies in what it hands on.
//!
//! Wherever that is not certain the answer is that it is read.

use crate::{
    check::{
        flow::Via,
        reads::{Stage, behind, reads, stages},
    },
    expr::{Root, Step},
    ir::{Kind, Map, Mode, Pass, Select, State, each_path},
};

/// What becomes of a value of a state's input on a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is there, at this path.
    At(Vec<Step>),
    /// It is overwritten, or not handed on.
    Gone,
    /// The state does with it what is not followed any further.
    Read,
}

/// Whether a state reads a place of its raw input, or anything above or below it.
pub(crate) fn is_read(state: &State, at: &[Step]) -> bool {
    if state.faulty {
        return true;
    }
    let input_path = stages(state).0;
    let reads_effective = |steps: &[Step]| behind(input_path, steps.to_vec()).is_some_and(|raw| overlap(&raw, at));
    let by_path = reads(state).paths.iter().any(|read| {
        let path = read.path;
        path.root == Root::Document
            && match read.stage {
                Stage::Raw => overlap(&path.steps, at),
                Stage::Effective | Stage::Item => reads_effective(&path.steps),
                Stage::Assign(_) if hands_through(state) => reads_effective(&path.steps),
                Stage::Assign(_) | Stage::Result | Stage::Placed => false,
            }
    });
    by_path
        || match &state.kind {
            Kind::Unknown => true,
            Kind::Choice(_) => {
                let mut found = false;
                each_path(state, &mut |path| found |= path.root == Root::Document && reads_effective(&path.steps));
                found
            }
            _ => takes_all(state) && reads_effective(&[]),
        }
}

/// Whether a state hands its effective input on as a whole, other than as its output.
fn takes_all(state: &State) -> bool {
    match &state.kind {
        Kind::Task(task) => task.parameters.is_none(),
        Kind::Parallel(parallel) => parallel.parameters.is_none(),
        Kind::Map(map) => map.items_path.is_none() && !has_reader(map),
        Kind::Pass(pass) => is_plain(pass) && pass.result_path != Select::Whole,
        _ => false,
    }
}

fn has_reader(map: &Map) -> bool {
    matches!(&map.mode, Mode::Distributed(mode) if mode.item_reader.is_some())
}

/// Whether a Pass makes nothing of its own.
fn is_plain(pass: &Pass) -> bool {
    pass.parameters.is_none() && pass.result.is_none()
}

/// Whether what a state works on is also what it ends with.
fn hands_through(state: &State) -> bool {
    match &state.kind {
        Kind::Choice(_) | Kind::Wait(_) => true,
        Kind::Pass(pass) => is_plain(pass),
        _ => false,
    }
}

/// What becomes of a place of a state's raw input on a way out.
pub(crate) fn onward(state: &State, via: Via, at: Vec<Step>) -> Fate {
    if let (Via::Catch(index), Some(work)) = (via, state.work()) {
        return match work.catch.get(index) {
            Some(catcher) => laid_over(&catcher.result_path, at),
            None => Fate::Read,
        };
    }
    let (input_path, result_path, output_path) = stages(state);
    let placed = match &state.kind {
        Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => laid_over(result_path, at),
        Kind::Pass(pass) if is_plain(pass) && *result_path == Select::Whole => selected(input_path, at),
        Kind::Pass(_) => laid_over(result_path, at),
        Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed(_) => selected(input_path, at),
        Kind::Fail(_) => Fate::Gone,
        Kind::Unknown => Fate::Read,
    };
    match placed {
        Fate::At(at) => selected(output_path, at),
        other => other,
    }
}

/// What becomes of a place where a result is laid over the whole.
fn laid_over(result_path: &Select, at: Vec<Step>) -> Fate {
    match result_path {
        Select::Whole => Fate::Gone,
        Select::Path(path) if at.starts_with(&path.steps) => Fate::Gone,
        Select::Path(_) | Select::Null(_) => Fate::At(at),
    }
}

/// What becomes of a place where `InputPath` or `OutputPath` selects a part.
pub(crate) fn selected(select: &Select, at: Vec<Step>) -> Fate {
    match select {
        Select::Whole => Fate::At(at),
        Select::Null(_) => Fate::Gone,
        Select::Path(path) if path.root != Root::Document => Fate::Gone,
        Select::Path(path) => match at.strip_prefix(path.steps.as_slice()) {
            Some(rest) if path.tail.is_none() => Fate::At(rest.to_vec()),
            _ if overlap(&path.steps, &at) => Fate::Read,
            _ => Fate::Gone,
        },
    }
}

/// Whether one of two places lies in the other. Any item of a list may be any other.
pub(crate) fn overlap(a: &[Step], b: &[Step]) -> bool {
    a.iter().zip(b).all(|(a, b)| a == b || matches!((a, b), (Step::Index(_), Step::Index(_))))
}

#[cfg(test)]
mod tests {
    use super::{Fate, overlap, selected};
    use crate::{expr::Step, ir::Select};

    fn steps(keys: &[&str]) -> Vec<Step> {
        keys.iter().map(|key| Step::Key((*key).to_owned())).collect()
    }

    #[test]
    fn a_part_and_the_whole_overlap() {
        assert!(overlap(&steps(&["a"]), &steps(&["a", "b"])) && overlap(&steps(&["a", "b"]), &steps(&["a"])));
        assert!(overlap(&[], &steps(&["a"])) && !overlap(&steps(&["a", "b"]), &steps(&["a", "c"])));
        assert!(overlap(&[Step::Index(0)], &[Step::Index(-1)]));
    }

    #[test]
    fn null_hands_nothing_on() {
        let source = crate::source::Sources::new().add_text("a", "null");
        let null = Select::Null(crate::source::Span { source, start: 0, end: 4 });
        assert_eq!(selected(&null, steps(&["a"])), Fate::Gone);
        assert_eq!(selected(&Select::Whole, steps(&["a"])), Fate::At(steps(&["a"])));
    }
}
