//! Everything that a state reads, but for the rules of a Choice: which field, at which stage.

use std::collections::HashSet;

use crate::{
    check::{
        flow::Via,
        origin::{self, Origin},
        scene::Here,
    },
    expr::{ArgValue, Call, Path, Root, Step, Template},
    ir::{
        Assign, Count, Distributed, Kind, Machine, Map, Mode, Number, Seconds, Select, State, Until, Words, Work,
        each_path,
    },
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

/// One intrinsic function that a state calls; those in its arguments are a part of it.
#[derive(Clone, Debug)]
pub(crate) struct Called<'a> {
    /// The call.
    pub call: &'a Call,
    /// The field it stands in.
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
    /// The same for one item of a Map, which stands in the context object.
    Item,
    /// What the work brings.
    Result,
    /// After `ResultPath`.
    Placed,
    /// In the `Assign` of a way out.
    Assign(Via),
}

/// What a state reads, in the order of its data flow.
pub(crate) struct Reads<'a> {
    /// The paths.
    pub paths: Vec<Read<'a>>,
    /// The calls; the paths in them are among the paths.
    pub calls: Vec<Called<'a>>,
    /// The payload templates with what they read, and the values that variables are assigned.
    pub templates: Vec<Filled<'a>>,
}

/// A payload template.
#[derive(Clone, Debug)]
pub(crate) struct Filled<'a> {
    /// The template.
    pub template: &'a Template,
    /// The field it stands in.
    pub field: String,
    /// The key of the variable that it is assigned to, if it is.
    pub key: Option<&'a str>,
    /// What `$` is there.
    pub stage: Stage,
}

/// What a state reads, in the order of its data flow.
pub(crate) fn reads(state: &State) -> Reads<'_> {
    let mut list = Reads { paths: Vec::new(), calls: Vec::new(), templates: Vec::new() };
    let (input_path, _, output_path) = stages(state);
    list.select("InputPath", input_path, Stage::Raw);
    match &state.kind {
        Kind::Task(task) => {
            list.maybe_template("Parameters", task.parameters.as_ref(), Stage::Effective);
            list.maybe_template("Credentials", task.credentials.as_ref(), Stage::Effective);
            list.seconds("TimeoutSecondsPath", task.timeout.as_ref());
            list.seconds("HeartbeatSecondsPath", task.heartbeat.as_ref());
        }
        Kind::Parallel(parallel) => {
            list.maybe_template("Parameters", parallel.parameters.as_ref(), Stage::Effective);
        }
        Kind::Map(map) => list.map(map),
        Kind::Pass(pass) => {
            // A literal result is the result, whatever `Parameters` says.
            if pass.result.is_none() {
                list.maybe_template("Parameters", pass.parameters.as_ref(), Stage::Effective);
            }
            list.assign("Assign", pass.assign.as_ref(), Via::Next);
        }
        Kind::Choice(choice) => {
            for (at, rule) in choice.rules.iter().enumerate() {
                list.assign(&format!("Choices[{at}].Assign"), rule.assign.as_ref(), Via::Rule(at));
            }
            list.assign("Assign", choice.assign.as_ref(), Via::Default);
        }
        Kind::Wait(wait) => {
            match &wait.until {
                Until::SecondsPath(path) => list.path("SecondsPath", path, Stage::Effective),
                Until::TimestampPath(path) => list.path("TimestampPath", path, Stage::Effective),
                Until::Seconds(_) | Until::Timestamp(_) => {}
            }
            list.assign("Assign", wait.assign.as_ref(), Via::Next);
        }
        Kind::Fail(fail) => {
            for (field, words) in [("ErrorPath", &fail.error), ("CausePath", &fail.cause)] {
                match words {
                    Some(Words::Path(path)) => list.path(field, path, Stage::Raw),
                    Some(Words::Call(call)) => list.call(field, call, Stage::Raw),
                    Some(Words::Literal(_)) | None => {}
                }
            }
        }
        Kind::Succeed(_) | Kind::Unknown => {}
    }
    if let Some(work) = state.work() {
        list.work(work);
    }
    list.select("OutputPath", output_path, Stage::Placed);
    list
}

impl<'a> Reads<'a> {
    fn work(&mut self, work: &'a Work) {
        self.maybe_template("ResultSelector", work.result_selector.as_ref(), Stage::Result);
        self.assign("Assign", work.assign.as_ref(), Via::Next);
        for (at, catcher) in work.catch.iter().enumerate() {
            self.assign(&format!("Catch[{at}].Assign"), catcher.assign.as_ref(), Via::Catch(at));
        }
    }

    fn map(&mut self, map: &'a Map) {
        let distributed = match &map.mode {
            Mode::Distributed(distributed) => Some(distributed),
            Mode::Inline => None,
        };
        let reader = distributed.and_then(|distributed| distributed.item_reader.as_ref());
        match (reader, &map.items_path) {
            // With a reader nothing is read at `ItemsPath`.
            (Some(reader), _) => {
                self.maybe_template("ItemReader.Parameters", reader.parameters.as_ref(), Stage::Effective);
                self.count("ItemReader.ReaderConfig.MaxItemsPath", reader.max_items.as_ref());
            }
            (None, Some(path)) => self.path("ItemsPath", path, Stage::Effective),
            (None, None) => {}
        }
        self.count("MaxConcurrencyPath", map.max_concurrency.as_ref());
        self.maybe_template(map.item_selector_key, map.item_selector.as_ref(), Stage::Item);
        if let Some(distributed) = distributed {
            self.distributed(distributed);
        }
    }

    fn distributed(&mut self, distributed: &'a Distributed) {
        self.count("ToleratedFailureCountPath", distributed.tolerated_failure_count.as_ref());
        if let Some(Number::Path(path)) = &distributed.tolerated_failure_percentage {
            self.path("ToleratedFailurePercentagePath", path, Stage::Effective);
        }
        if let Some(batcher) = &distributed.item_batcher {
            self.count("ItemBatcher.MaxItemsPerBatchPath", batcher.max_items.as_ref());
            self.count("ItemBatcher.MaxInputBytesPerBatchPath", batcher.max_bytes.as_ref());
            self.maybe_template("ItemBatcher.BatchInput", batcher.input.as_ref(), Stage::Effective);
        }
        let writer = distributed.result_writer.as_ref();
        self.maybe_template(
            "ResultWriter.Parameters",
            writer.and_then(|writer| writer.parameters.as_ref()),
            Stage::Effective,
        );
    }

    fn count(&mut self, field: &str, count: Option<&'a Count>) {
        if let Some(Count::Path(path)) = count {
            self.path(field, path, Stage::Effective);
        }
    }

    fn seconds(&mut self, field: &str, seconds: Option<&'a Seconds>) {
        if let Some(Seconds::Path(path)) = seconds {
            self.path(field, path, Stage::Effective);
        }
    }

    fn assign(&mut self, field: &str, assign: Option<&'a Assign>, via: Via) {
        for assigned in assign.iter().flat_map(|assign| &assign.fields) {
            let (template, stage) = (&assigned.value, Stage::Assign(via));
            let field = format!("{field}.{}", assigned.key);
            self.template(&field, template, stage);
            self.templates.push(Filled { template, field, key: Some(&assigned.key), stage });
        }
    }

    fn select(&mut self, field: &str, select: &'a Select, stage: Stage) {
        if let Select::Path(path) = select {
            self.path(field, path, stage);
        }
    }

    fn path(&mut self, field: &str, path: &'a Path, stage: Stage) {
        self.paths.push(Read { path, field: field.to_owned(), stage });
    }

    fn call(&mut self, field: &str, call: &'a Call, stage: Stage) {
        self.calls.push(Called { call, field: field.to_owned(), stage });
        self.arguments(field, call, stage);
    }

    fn arguments(&mut self, field: &str, call: &'a Call, stage: Stage) {
        for arg in &call.args {
            match &arg.value {
                ArgValue::Path(path) => self.path(field, path, stage),
                ArgValue::Call(inner) => self.arguments(field, inner, stage),
                ArgValue::Text(_) | ArgValue::Number(_) | ArgValue::Bool(_) | ArgValue::Null => {}
            }
        }
    }

    fn maybe_template(&mut self, field: &str, template: Option<&'a Template>, stage: Stage) {
        if let Some(template) = template {
            self.templates.push(Filled { template, field: field.to_owned(), key: None, stage });
            self.template(field, template, stage);
        }
    }

    fn template(&mut self, field: &str, template: &'a Template, stage: Stage) {
        match template {
            Template::Literal(_) => {}
            Template::Path(path) => self.path(field, path, stage),
            Template::Call(call) => self.call(field, call, stage),
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
        Kind::Pass(pass) => (&pass.input_path, &pass.result_path, &pass.output_path),
        Kind::Choice(choice) => (&choice.input_path, NONE, &choice.output_path),
        Kind::Wait(wait) => (&wait.input_path, NONE, &wait.output_path),
        Kind::Succeed(succeed) => (&succeed.input_path, NONE, &succeed.output_path),
        _ => match state.work() {
            Some(work) => (&work.input_path, &work.result_path, &work.output_path),
            None => (NONE, NONE, NONE),
        },
    }
}

/// The `Assign` of a way out of a state.
pub(crate) fn assign(state: &State, via: Via) -> Option<&Assign> {
    match (&state.kind, via) {
        (Kind::Pass(pass), Via::Next) => pass.assign.as_ref(),
        (Kind::Wait(wait), Via::Next) => wait.assign.as_ref(),
        (Kind::Choice(choice), Via::Rule(at)) => choice.rules.get(at)?.assign.as_ref(),
        (Kind::Choice(choice), Via::Default) => choice.assign.as_ref(),
        (_, Via::Next) => state.work()?.assign.as_ref(),
        (_, Via::Catch(at)) => state.work()?.catch.get(at)?.assign.as_ref(),
        (_, Via::Rule(_) | Via::Default | Via::Into(_)) => None,
    }
}

/// Where the definite part of a path that is read at a stage lies: one place, or each that it may be copied from;
/// none if the state itself wrote it, or if it is nowhere in the data.
pub(crate) fn lies(here: &Here<'_>, read: &Read<'_>) -> Vec<Origin> {
    lie(here, read, read.path.steps.clone())
}

/// The same of other steps behind where the path starts.
pub(crate) fn lie(here: &Here<'_>, read: &Read<'_>, steps: Vec<Step>) -> Vec<Origin> {
    let item = ["Map", "Item", "Value"].map(|key| Step::Key(key.to_owned()));
    origin::places(match (&read.path.root, &here.state.kind) {
        (Root::Context, Kind::Map(map)) if read.stage == Stage::Item && steps.starts_with(&item) => {
            origin::of_item(here, map, steps.get(item.len()..).unwrap_or_default().to_vec())
        }
        (root, _) => origin::resolved(vec![(root.clone(), steps)], &|steps| match read.stage {
            Stage::Raw => vec![Origin::Raw(steps)],
            Stage::Effective | Stage::Item => origin::before(here, steps),
            Stage::Assign(via) => origin::in_assign(here, via, steps),
            Stage::Result => origin::in_ends(here.state, &steps).into_iter().collect(),
            Stage::Placed => origin::placed(here, steps),
        }),
    })
}

/// The names of the variables that any state of a machine reads.
pub(crate) fn variables_read(machine: &Machine) -> HashSet<&str> {
    let mut read = HashSet::new();
    for state in &machine.states {
        each_path(state, &mut |path| {
            if let Root::Variable(name) = &path.root {
                read.insert(name.as_str());
            }
        });
    }
    read
}

/// A path behind another one.
pub(crate) fn behind(select: &Select, steps: Vec<Step>) -> Option<Vec<Step>> {
    match select {
        Select::Whole => Some(steps),
        Select::Path(path) if path.root == Root::Document && path.tail.is_none() => {
            Some(path.steps.iter().cloned().chain(steps).collect())
        }
        Select::Path(_) | Select::Null(_) => None,
    }
}
