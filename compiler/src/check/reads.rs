//! Every path that a state reads, but for the rules of a Choice: which field, at which stage.

use crate::{
    check::origin::{self, Origin},
    expr::{Path, Root, Step, Template},
    ir::{Fail, Kind, Seconds, Select, State, Task, Until, Words},
};

/// One path that a state reads.
#[derive(Clone, Debug)]
pub(crate) struct Read<'a> {
    /// The path.
    pub path: &'a Path,
    /// The field it stands in: `Parameters.orderId.$`.
    pub field: String,
    /// What `$` is there.
    pub stage: Stage,
}

/// A stage of a state's data flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// What comes in.
    Raw,
    /// After `InputPath`.
    Effective,
    /// What the work brings.
    Result,
    /// After `ResultPath`.
    Placed,
}

/// The paths that a state reads, in the order of its data flow.
pub(crate) fn reads(state: &State) -> Vec<Read<'_>> {
    let mut list = List(Vec::new());
    match &state.kind {
        Kind::Task(task) => list.task(task),
        Kind::Pass(pass) => {
            list.select("InputPath", &pass.input_path, Stage::Raw);
            // A literal result is the result, whatever `Parameters` says.
            if let (Some(template), None) = (&pass.parameters, &pass.result) {
                list.template("Parameters", template, Stage::Effective);
            }
            list.select("OutputPath", &pass.output_path, Stage::Placed);
        }
        Kind::Choice(choice) => {
            list.select("InputPath", &choice.input_path, Stage::Raw);
            list.select("OutputPath", &choice.output_path, Stage::Placed);
        }
        Kind::Wait(wait) => {
            list.select("InputPath", &wait.input_path, Stage::Raw);
            match &wait.until {
                Until::SecondsPath(path) => list.path("SecondsPath", path, Stage::Effective),
                Until::TimestampPath(path) => list.path("TimestampPath", path, Stage::Effective),
                Until::Seconds(_) | Until::Timestamp(_) => {}
            }
            list.select("OutputPath", &wait.output_path, Stage::Placed);
        }
        Kind::Succeed(succeed) => {
            list.select("InputPath", &succeed.input_path, Stage::Raw);
            list.select("OutputPath", &succeed.output_path, Stage::Placed);
        }
        Kind::Fail(fail) => list.fail(fail),
        Kind::Parallel(_) | Kind::Map(_) | Kind::Unknown => {}
    }
    list.0
}

struct List<'a>(Vec<Read<'a>>);

impl<'a> List<'a> {
    fn task(&mut self, task: &'a Task) {
        self.select("InputPath", &task.work.input_path, Stage::Raw);
        if let Some(template) = &task.parameters {
            self.template("Parameters", template, Stage::Effective);
        }
        if let Some(Seconds::Path(path)) = &task.timeout {
            self.path("TimeoutSecondsPath", path, Stage::Effective);
        }
        if let Some(template) = &task.work.result_selector {
            self.template("ResultSelector", template, Stage::Result);
        }
        self.select("OutputPath", &task.work.output_path, Stage::Placed);
    }

    fn fail(&mut self, fail: &'a Fail) {
        for (field, words) in [("ErrorPath", &fail.error), ("CausePath", &fail.cause)] {
            if let Some(Words::Path(path)) = words {
                self.path(field, path, Stage::Raw);
            }
        }
    }

    fn select(&mut self, field: &str, select: &'a Select, stage: Stage) {
        if let Select::Path(path) = select {
            self.path(field, path, stage);
        }
    }

    fn path(&mut self, field: &str, path: &'a Path, stage: Stage) {
        self.0.push(Read { path, field: field.to_owned(), stage });
    }

    fn template(&mut self, field: &str, template: &'a Template, stage: Stage) {
        match template {
            Template::Literal(_) | Template::Call(_) => {}
            Template::Path(path) => self.path(field, path, stage),
            Template::Object(fields, _) => {
                for part in fields {
                    self.template(&format!("{field}.{}", part.key.value), &part.value, stage);
                }
            }
            Template::Array(items, _) => {
                for (at, item) in items.iter().enumerate() {
                    self.template(&format!("{field}[{at}]"), item, stage);
                }
            }
        }
    }
}

/// `InputPath`, `ResultPath` and `OutputPath` of a state; `Whole` where its kind has none.
pub(crate) fn stages(state: &State) -> (&Select, &Select, &Select) {
    const NONE: &Select = &Select::Whole;
    match &state.kind {
        Kind::Task(task) => (&task.work.input_path, &task.work.result_path, &task.work.output_path),
        Kind::Pass(pass) => (&pass.input_path, &pass.result_path, &pass.output_path),
        Kind::Choice(choice) => (&choice.input_path, NONE, &choice.output_path),
        Kind::Wait(wait) => (&wait.input_path, NONE, &wait.output_path),
        Kind::Succeed(succeed) => (&succeed.input_path, NONE, &succeed.output_path),
        Kind::Parallel(_) | Kind::Map(_) | Kind::Fail(_) | Kind::Unknown => (NONE, NONE, NONE),
    }
}

/// Where a path that is read at a stage lies in the state's raw input; `None` if it lies elsewhere.
pub(crate) fn in_raw_input(state: &State, read: &Read<'_>) -> Option<Vec<Step>> {
    if read.path.root != Root::Document {
        return None;
    }
    let steps = read.path.steps.clone();
    match read.stage {
        Stage::Raw => Some(steps),
        Stage::Effective => behind(stages(state).0, steps),
        Stage::Result => None,
        Stage::Placed => match origin::placed(state, steps) {
            Origin::Raw(steps) => Some(steps),
            Origin::Own | Origin::Cut => None,
        },
    }
}

/// A path behind another one.
pub(crate) fn behind(select: &Select, steps: Vec<Step>) -> Option<Vec<Step>> {
    match select {
        Select::Whole => Some(steps),
        Select::Path(path) if path.root == Root::Document => Some(path.steps.iter().cloned().chain(steps).collect()),
        Select::Path(_) | Select::Null(_) => None,
    }
}
