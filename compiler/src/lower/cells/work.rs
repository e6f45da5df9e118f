//! The states that wait for work of others: `Task`, `Parallel` and `Map`.

use super::{Cells, Leaving};
use crate::{
    expr::Template,
    ir::{self, Count, Mode, Seconds, Select, Work},
    json,
    lower::{
        Target,
        build::place_of,
        layout::Presence,
        made::{self, Made},
        plan::{
            Access, After, ArmId, Body, CatchPlan, CountPlan, Expr, ForkBody, ForkPlan, Goto, Missing, MissingKind,
            Output, Read, ReadSource, RootPlace, Scope, ScopeDocument, TaskBody, TimeoutPlan,
        },
        repr::Repr,
        resolve::Resolver,
        view::{Document, View},
    },
    types::contract::RustTy,
};

impl Cells<'_> {
    pub(super) fn task(&mut self, task: &ir::Task, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let view = self.input(data, &task.work.input_path);
        let Some((at, plan)) = self.tasks.of(task) else {
            // The check refuses a definition whose resource no task stands for.
            return Body::Fail { error: None, cause: None };
        };
        let argument = match &task.parameters {
            Some(template) => self.resolver().template(template, &view, &plan.argument),
            None => self.resolver().place(&Self::effective(&view, &task.work.input_path), &plan.argument),
        };
        let result = Repr::Rust(plan.result.clone());
        Body::Task(Box::new(TaskBody {
            task: at,
            argument,
            timeout: self.seconds(task.timeout.as_ref(), &view),
            heartbeat: self.seconds(task.heartbeat.as_ref(), &view),
            role: task.credentials.as_ref().and_then(|template| self.role(template, &view)),
            after: self.after(&task.work, arm, presence, &result),
        }))
    }

    fn seconds(&self, seconds: Option<&Seconds>, view: &View) -> Option<TimeoutPlan> {
        seconds.map(|seconds| match seconds {
            Seconds::Literal(seconds) => TimeoutPlan::Seconds(seconds.value),
            Seconds::Path(path) => TimeoutPlan::Path(self.read(path, MissingKind::Path, view), path.text.clone()),
        })
    }

    /// `Credentials.RoleArn`
    fn role(&self, credentials: &Template, view: &View) -> Option<Expr> {
        match credentials {
            Template::Object(fields, _) => {
                let field = fields.iter().find(|field| field.name == "RoleArn")?;
                let value = self.resolver().value_under(&field.value, &field.key.value, view);
                Some(Expr::Words(Box::new(value), field.key.value.clone()))
            }
            Template::Literal(node) => match &node.get("RoleArn")?.kind {
                json::Kind::String(text) => Some(Expr::Str(text.value.clone())),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn parallel(&mut self, parallel: &ir::Parallel, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let select = &parallel.work.input_path;
        let view = self.input(data, select);
        let leaving = match &parallel.parameters {
            Some(template) => Leaving::New(self.resolver().made_of_template(template, &view, self.values)),
            None if *select == Select::Whole => Leaving::Same(presence.clone()),
            None => Leaving::New(self.made_of(&Self::effective(&view, select))),
        };
        let (input_arm, input_presence, input) = match leaving {
            Leaving::Same(presence) => (arm, presence, Output::Same),
            Leaving::New(made) => {
                let (arm, data, presence) = made::root(self.layouts, made);
                (arm, presence, Output::New(arm, data))
            }
        };
        self.layouts.copy(input_arm);
        let starts = parallel
            .branches
            .iter()
            .filter_map(|scope| self.machine.scope(*scope)?.start)
            .map(|start| self.arrive(Target::State(start), input_arm, input_presence.clone()))
            .collect();
        let after = self.after(&parallel.work, arm, presence, &Repr::VALUE);
        let plan = ForkPlan::Branches { input, arm: input_arm, starts };
        Body::Fork(Box::new(ForkBody { variant: String::new(), plan, after }))
    }

    pub(super) fn map(&mut self, map: &ir::Map, arm: ArmId, presence: &Presence, data: &View) -> Body {
        let select = &map.work.input_path;
        let view = self.input(data, select);
        let (items, item) = self.items(map, &view);
        let max_concurrency = map.max_concurrency.as_ref().map(|count| match count {
            Count::Literal(count) => CountPlan::Literal(count.value),
            Count::Path(path) => CountPlan::Path(self.read(path, MissingKind::Path, &view), path.text.clone()),
        });
        let repr = Repr::Rust(item.clone());
        let batches = matches!(&map.mode, Mode::Distributed(distributed) if distributed.item_batcher.is_some());
        let made = match &map.item_selector {
            // What a distributed map hands to its children is not made by this version, which never runs one.
            _ if batches => Made::value(Expr::Json(serde_json::Value::Null)),
            Some(template) => {
                let resolver = Resolver { layouts: self.layouts, contract: self.contract, item: Some(&repr) };
                resolver.made_of_template(template, &view, self.values)
            }
            None => Made::Leaf(repr.clone(), Expr::Cloned(whole_item(&repr))),
        };
        let (input_arm, input, input_presence) = made::root(self.layouts, made);
        let start = map.processor.and_then(|scope| self.machine.scope(scope)?.start);
        let start = match start {
            Some(start) => self.arrive(Target::State(start), input_arm, input_presence),
            // The check refuses a map without a processor.
            None => Goto::Return { to_value: false },
        };
        let after = self.after(&map.work, arm, presence, &Repr::VALUE);
        let plan = ForkPlan::Items { items, item, max_concurrency, input, arm: input_arm, start };
        Body::Fork(Box::new(ForkBody { variant: String::new(), plan, after }))
    }

    /// The items of a `Map`: natively where they are a list of a known type.
    fn items(&self, map: &ir::Map, view: &View) -> (Expr, RustTy) {
        if matches!(&map.mode, Mode::Distributed(distributed) if distributed.item_reader.is_some()) {
            return (Expr::List(Vec::new()), RustTy::Value);
        }
        let (place, text) = match &map.items_path {
            Some(path) => (place_of(path, MissingKind::Items, view), path.text.clone()),
            None => (Self::effective(view, &map.work.input_path), "$".to_owned()),
        };
        if let Made::Leaf(Repr::Rust(RustTy::Vec(item)), items @ Expr::Cloned(_)) =
            self.resolver().made_of_place(&place)
        {
            return (items, *item);
        }
        (Expr::Items(self.resolver().read(&place), text), RustTy::Value)
    }

    /// What follows the work of a state.
    fn after(&mut self, work: &Work, arm: ArmId, presence: &Presence, result: &Repr) -> After {
        let raw = View { document: Document::Result(result.clone()), prefix: Vec::new() };
        let made = match &work.result_selector {
            None => Made::Leaf(result.clone(), Expr::TakeResult),
            Some(template) => self.resolver().made_of_template(template, &raw, self.values),
        };
        let assign = self.assigned(work.assign.as_ref(), &raw);
        let (mut then, leaving) = self.result(arm, presence, made, &work.result_path);
        let leaving = self.select_output(arm, leaving, &work.output_path, &mut then);
        let exit = self.leave(Some(&work.next), arm, leaving).assigning(assign);
        let mut catch = Vec::new();
        for catcher in &work.catch {
            let error = Made::Leaf(Repr::ErrorOutput, Expr::TakeError).held(self.values);
            let caught = View { document: Document::Result(Repr::ErrorOutput), prefix: Vec::new() };
            let assign = self.assigned(catcher.assign.as_ref(), &caught);
            let (change, leaving) = self.result(arm, presence, error, &catcher.result_path);
            catch.push(CatchPlan { change, exit: self.leave(Some(&catcher.next), arm, leaving).assigning(assign) });
        }
        After { then, exit, retry: !work.retry.is_empty(), catch }
    }
}

/// The item of an iteration as a whole.
fn whole_item(repr: &Repr) -> Read {
    let access = Access { root: RootPlace::Item, ops: Vec::new(), repr: repr.clone() };
    let scope = Scope { document: ScopeDocument::Context, prefix: Vec::new() };
    let missing = Missing { kind: MissingKind::Path, path: "$".to_owned(), scope, steps: Vec::new() };
    Read { source: ReadSource::Access(access), missing }
}
